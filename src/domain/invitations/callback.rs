//! Taking back what guests were to be told of a move, a postponement or a cancellation, before anybody was.

use super::answers;
use super::facts::{EventFacts, event_facts};
use super::institutions;
use super::mail::Moot;
use super::model::InvitationError;
use super::notices_store as store;
use crate::access::{Action, Context, Door, require};
use crate::db::batch::Question;
use crate::db::{Conn, Stored};
use crate::domain::events::{Notice, NoticeKind, Recall, lock_places};
use crate::domain::outbox::{self, Withdrawn};
use crate::kernel::ids::EventId;

/// What calling back did for the guests.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CalledBack {
    /// Mails that will not leave.
    pub cancelled: usize,
    /// Answers that stand again.
    pub restored: usize,
    /// Mails of an earlier act that this one had replaced, and that leave after all.
    pub revived: usize,
}

/// What guests have not been told of the last act yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Unsent {
    pub mails: usize,
    /// A guest has answered since a move, and so knows of it: it can be called back no more.
    pub answered: bool,
}

/// The same of an event's last notice, to be asked beside other questions. The caller has checked that the event may be seen.
pub fn unsent_asked(event: EventId) -> Question<'static, Unsent> {
    store::unsent(event, [answers::EVENT_MOVED, answers::MOVE_CALLED_BACK])
}

/// Whether a guest has answered since a move.
fn is_answered(conn: &mut Conn, notice: &Notice) -> Stored<bool> {
    let (event, at) = (notice.event, notice.created_at);
    Ok(notice.kind == NoticeKind::Moved
        && (answers::answered_since(conn, event, at)? || institutions::heard_since(conn, event, at)?))
}

/// Takes the mails of a notice back, in the transaction that makes its event what it was; answers that were to be asked for again
/// stand as they were given. Refused when anybody knows already: a mail about the event has left or is leaving, or a guest has answered
/// for the new date. What the act had kept back goes on.
pub fn call_back(conn: &mut Conn, cx: &Context, recalled: &Recall) -> Result<CalledBack, InvitationError> {
    let event = event_facts(conn, recalled.view.event.id)?;
    require(&cx.actor, Action::MoveEvent, event.scope())?;
    lock_places(conn, event.id)?;
    let notice = &recalled.notice;
    if is_answered(conn, notice)? {
        return Err(InvitationError::AnsweredSince);
    }
    let keys = store::keys_of(conn, event.id, notice.id)?;
    let Withdrawn { cancelled, left } = outbox::withdraw(conn, cx, &keys, Some(Moot::NoticeRecalled.as_str()))?;
    // One has left after all, by a clock that runs ahead; or another mail that tells of the event as it was to become.
    if left > 0 || store::is_out(conn, event.id, notice.created_at)? {
        return Err(InvitationError::MailLeft);
    }
    let restored = restore_answers(conn, cx, &event, notice)?;
    let since = notice.created_at;
    let kept_back = store::kept_back(conn, event.id, &[Moot::EventOff, Moot::Superseded])?;
    outbox::revive(conn, &kept_back, &[Moot::EventOff.as_str(), Moot::Superseded.as_str()], since, cx.now)?;
    let Some(earlier) = &recalled.replaced else { return Ok(CalledBack { cancelled, restored, revived: 0 }) };
    let (keys, due_at) = (store::keys_of(conn, event.id, earlier.id)?, earlier.leaves_at.max(cx.now));
    let revived = outbox::revive(conn, &keys, &[Moot::Replaced.as_str()], since, due_at)?;
    if cx.now < earlier.leaves_at {
        store::hold(conn, event.id, cx.now, earlier.leaves_at)?;
    }
    Ok(CalledBack { cancelled, restored, revived })
}

/// Gives every seat the answer that a move took back, as far as there are still places.
fn restore_answers(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    notice: &Notice,
) -> Result<usize, InvitationError> {
    let engine = Context { door: Door::Engine, ..cx.clone() };
    let taken = answers::taken_back(conn, event.id, notice.created_at)?;
    for seat in &taken {
        answers::give_back(conn, &engine, event, seat)?;
    }
    let offices = institutions::give_answers_back(conn, &engine, event, notice.created_at)?;
    Ok(taken.len() + offices)
}
