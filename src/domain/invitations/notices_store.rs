use std::collections::{HashMap, HashSet};

use diesel::dsl::exists;
use diesel::prelude::*;

use super::answers::{SeatNow, seats_of_event};
use super::callback::Unsent;
use super::institutions::Act;
use super::mail::Moot;
use super::model::{Answer, RoundState};
use crate::db::batch::Question;
use crate::db::schema::{
    addresses, answers, contacts, event_notices, invitations, outbox, outbox_attempts as attempts, rounds, seats,
};
use crate::db::{Conn, Stored, conditions};
use crate::domain::contacts::suppressed;
use crate::domain::events::{NoticeId, NoticeKind};
use crate::domain::outbox::MessageState;
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, EventId, OutboxId, SeatId};
use crate::kernel::time::Instant;
use crate::kernel::token::Keys;

/// A guest who is to be told.
pub(super) struct ToldGuest {
    pub seat: SeatNow,
    pub email: Option<Email>,
}

/// The guests who know of the event, with the address to write to where there is one: their invitation has left, or they have said that
/// they come, by whichever door, if only before a move. Whoever declined is told by mail of a cancellation, and of nothing else, where a
/// mail has put the event into their calendar.
///
/// Whether an invitation has left is said by its mail:
/// - sent, or in doubt (now, or at any attempt before): its reader has it or may have it, and hears;
/// - leased: it may be on the wire at this moment, and its reader hears;
/// - queued, or put off by the other side: nobody has it, and nobody hears of what becomes of an event they have never heard of. It is
///   written anew when its turn comes: with the new date after a move, and not at all once the event is off;
/// - taken back before it left: as if it had never been;
/// - refused or held back: its reader stands on the list of those to telephone and may know by that way; so they hear, by telephone
///   where no other address takes mail.
pub(super) fn told(
    conn: &mut Conn,
    keys: &Keys,
    event: EventId,
    kind: NoticeKind,
    now: Instant,
) -> Stored<Vec<ToldGuest>> {
    let invited: Vec<SeatId> = invitations::table
        .inner_join(rounds::table)
        .filter(invitations::event_id.eq(event))
        .filter(rounds::state.eq(RoundState::Released))
        .filter(rounds::leaves_at.le(now))
        .filter(conditions::invitation_left())
        .select(invitations::seat_id)
        .load(conn)?;
    let mut expecting: HashSet<SeatId> = invited.into_iter().collect();
    expecting.extend(held_an_answer(conn, event)?);
    let entered = match kind {
        NoticeKind::Cancelled => told_of_a_day(conn, event)?,
        NoticeKind::Moved | NoticeKind::Postponed => HashSet::new(),
    };
    let mut emails = emails(conn, keys, event)?;
    let guests = seats_of_event(conn, event)?
        .into_iter()
        .filter(|seat| match seat.answer {
            Answer::None => expecting.contains(&seat.id),
            Answer::Accepted | Answer::Tentative | Answer::Waiting => true,
            Answer::Declined => entered.contains(&seat.id),
        })
        .map(|seat| {
            let email = emails.remove(&seat.contact).filter(|_| seat.do_not_contact_at.is_none());
            ToldGuest { seat, email }
        })
        .filter(|guest| guest.email.is_some() || guest.seat.answer != Answer::Declined)
        .collect();
    Ok(guests)
}

/// The seats that a move has asked again, perhaps though nobody invited them by mail.
fn held_an_answer(conn: &mut Conn, event: EventId) -> Stored<Vec<SeatId>> {
    Ok(answers::table
        .inner_join(seats::table)
        .filter(seats::event_id.eq(event))
        .filter(answers::answer.eq_any([Answer::Accepted, Answer::Tentative, Answer::Waiting]))
        .select(answers::seat_id)
        .distinct()
        .load(conn)?)
}

/// The seats to which the notice of a move, with an entry for the calendar, has gone or may have gone: to who had declined when it left,
/// it went without one.
fn told_of_a_day(conn: &mut Conn, event: EventId) -> Stored<HashSet<SeatId>> {
    let doubted = attempts::table
        .filter(attempts::outbox_id.eq(outbox::id))
        .filter(attempts::outcome.eq(MessageState::Doubt.as_str()));
    let gone: Vec<(String, Option<Instant>)> = outbox::table
        .filter(outbox::event_id.eq(event))
        .filter(outbox::kind.eq("event-notice"))
        .filter(
            outbox::state.eq_any([MessageState::Sent, MessageState::Doubt, MessageState::Leased]).or(exists(doubted)),
        )
        .select((outbox::dedupe_key, outbox::settled_at))
        .load(conn)?;
    let said: Vec<(SeatId, Instant, Answer)> = answers::table
        .inner_join(seats::table)
        .filter(seats::event_id.eq(event))
        .order(answers::id)
        .select((answers::seat_id, answers::at, answers::answer))
        .load(conn)?;
    let had_declined = |seat: SeatId, left: Instant| {
        let before = said.iter().rev().find(|(of, at, _)| *of == seat && *at <= left);
        before.is_some_and(|(_, _, answer)| *answer == Answer::Declined)
    };
    let moves: Vec<NoticeId> = event_notices::table
        .filter(event_notices::event_id.eq(event))
        .filter(event_notices::kind.eq(NoticeKind::Moved))
        .select(event_notices::id)
        .load(conn)?;
    let heads: Vec<String> = moves.into_iter().map(|notice| format!("notice:{notice}:")).collect();
    let seat = |key: &String| heads.iter().find_map(|head| key.strip_prefix(head)?.parse().ok()).map(SeatId::new);
    let entered = |(key, left): &(String, Option<Instant>)| {
        seat(key).filter(|seat| left.is_none_or(|left| !had_declined(*seat, left)))
    };
    Ok(gone.iter().filter_map(entered).collect())
}

/// Each guest's address: the one last invited by, else the first; refused and suppressed ones never.
fn emails(conn: &mut Conn, keys: &Keys, event: EventId) -> Stored<HashMap<ContactId, Email>> {
    let all: Vec<(ContactId, Email)> = seats::table
        .inner_join(contacts::table.inner_join(addresses::table))
        .filter(seats::event_id.eq(event))
        .filter(conditions::usable_address())
        .order((addresses::position.desc(), addresses::id.desc()))
        .select((addresses::contact_id, addresses::email))
        .load(conn)?;
    let asked: Vec<(ContactId, Email)> = invitations::table
        .inner_join(addresses::table)
        .filter(invitations::event_id.eq(event))
        .filter(conditions::usable_address())
        .order(invitations::id)
        .select((addresses::contact_id, addresses::email))
        .load(conn)?;
    let barred = suppressed(conn, keys, all.iter().map(|(_, email)| email))?;
    let good = |email: &Email| !barred.contains(&keys.digest(&email.folded()));
    Ok(all.into_iter().chain(asked).filter(|(_, email)| good(email)).collect())
}

/// One mail for each notice and seat.
pub(super) fn key(notice: NoticeId, seat: SeatId) -> String {
    format!("notice:{notice}:{seat}")
}

fn keys(conn: &mut Conn, event: EventId) -> Stored<Vec<String>> {
    Ok(outbox::table
        .filter(outbox::event_id.eq(event))
        .filter(outbox::kind.eq("event-notice"))
        .select(outbox::dedupe_key)
        .load(conn)?)
}

/// The keys of a notice's mails.
pub(super) fn keys_of(conn: &mut Conn, event: EventId, notice: NoticeId) -> Stored<Vec<String>> {
    let head = format!("notice:{notice}:");
    Ok(keys(conn, event)?.into_iter().filter(|key| key.starts_with(&head)).collect())
}

/// The keys of the mails of an event's other notices.
pub(super) fn keys_of_others(conn: &mut Conn, event: EventId, notice: NoticeId) -> Stored<Vec<String>> {
    let head = format!("notice:{notice}:");
    Ok(keys(conn, event)?.into_iter().filter(|key| !key.starts_with(&head)).collect())
}

/// Of the last notice of an event how many mails wait, and whether a guest has answered since its move; to be asked beside other questions.
pub(super) fn unsent(event: EventId, ours: [&str; 2]) -> Question<'static, Unsent> {
    let [queued, retry] = [MessageState::Queued, MessageState::Retry].map(|state| state.as_str());
    let (moved, answered, [first, second]) = (NoticeKind::Moved.as_str(), Act::Answered.as_str(), ours);
    let select = format!(
        "SELECT (SELECT COUNT(*) FROM outbox WHERE outbox.event_id = told.event_id AND outbox.kind = 'event-notice' \
         AND outbox.state IN ('{queued}', '{retry}') AND outbox.dedupe_key LIKE 'notice:' || told.id || ':%') AS mails, \
         told.kind = '{moved}' AND (EXISTS (SELECT 1 FROM answers JOIN seats ON seats.id = answers.seat_id \
         WHERE seats.event_id = told.event_id AND answers.at > told.created_at \
         AND answers.source NOT IN ('{first}', '{second}')) \
         OR EXISTS (SELECT 1 FROM delegation_entries AS said JOIN delegations ON delegations.id = said.delegation_id \
         WHERE delegations.event_id = told.event_id AND said.act = '{answered}' AND said.at > told.created_at)) AS answered \
         FROM event_notices AS told WHERE told.id = (SELECT MAX(last.id) FROM event_notices AS last \
         WHERE last.event_id = {event} AND last.recalled_at IS NULL)"
    );
    Question::new(&["mails", "answered"], select, |mut rows| match rows.pop() {
        Some(mut row) => Ok(Unsent { mails: row.one()?, answered: row.is()? }),
        None => Ok(Unsent::default()),
    })
}

/// What else guests read of an event: written from the event as it is when the mail leaves.
const OTHERS: [&str; 5] =
    ["invitation", "answer-confirmation", "delegation-invitation", "delegation-confirmation", "guest-reminder"];

/// Those of an event that are to leave before an instant.
macro_rules! sooner {
    ($event:expr, $until:expr) => {
        outbox::table
            .filter(outbox::event_id.eq($event))
            .filter(outbox::kind.eq_any(OTHERS))
            .filter(outbox::state.eq_any([MessageState::Queued, MessageState::Retry, MessageState::Doubt]))
            .filter(outbox::due_at.lt($until))
    };
}

/// Lets everything else that guests read of an event wait as long as its change can be called back: nobody is to learn of it by an
/// invitation. Says how many mails wait longer for it.
pub(super) fn hold(conn: &mut Conn, event: EventId, now: Instant, until: Instant) -> Stored<usize> {
    // Rounds before mails, as whoever calls a round back takes them.
    let waiting = rounds::table
        .filter(rounds::event_id.eq(event))
        .filter(rounds::state.eq(RoundState::Released))
        .filter(rounds::leaves_at.gt(now))
        .filter(rounds::leaves_at.lt(until));
    diesel::update(waiting).set(rounds::leaves_at.eq(Some(until))).execute(conn)?;
    Ok(diesel::update(sooner!(event, until)).set(outbox::due_at.eq(until)).execute(conn)?)
}

/// How many mails [`hold`] would let wait longer.
pub(super) fn held(conn: &mut Conn, event: EventId, until: Instant) -> Stored<usize> {
    let count: i64 = sooner!(event, until).count().get_result(conn)?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// Whether a guest may have read, or may be about to read, what became of the event at this instant in any mail but the notice's own: one
/// is on its way, has gone since, or was handed over without an answer.
pub(super) fn is_out(conn: &mut Conn, event: EventId, since: Instant) -> Stored<bool> {
    let leaving = outbox::table
        .filter(outbox::event_id.eq(event))
        .filter(outbox::kind.eq_any(OTHERS).or(outbox::kind.eq("event-notice")))
        .filter(outbox::state.eq(MessageState::Leased));
    if leaving.select(outbox::id).first::<OutboxId>(conn).optional()?.is_some() {
        return Ok(true);
    }
    let gone = outbox::table
        .filter(outbox::event_id.eq(event))
        .filter(outbox::kind.eq_any(OTHERS))
        .filter(outbox::state.eq(MessageState::Sent))
        .filter(outbox::settled_at.gt(Some(since)));
    if gone.select(outbox::id).first::<OutboxId>(conn).optional()?.is_some() {
        return Ok(true);
    }
    let doubtful = attempts::table
        .inner_join(outbox::table)
        .filter(outbox::event_id.eq(event))
        .filter(outbox::kind.eq_any(OTHERS))
        .filter(attempts::outcome.eq(MessageState::Doubt.as_str()))
        .filter(attempts::at.gt(since));
    Ok(doubtful.select(outbox::id).first::<OutboxId>(conn).optional()?.is_some())
}

/// The keys of the mails that were found pointless for one of these reasons.
pub(super) fn kept_back(conn: &mut Conn, event: EventId, whys: &[Moot]) -> Stored<Vec<String>> {
    Ok(outbox::table
        .filter(outbox::event_id.eq(event))
        .filter(outbox::kind.eq_any(OTHERS))
        .filter(outbox::state.eq(MessageState::Cancelled))
        .filter(outbox::reason.eq_any(whys.iter().map(|why| why.as_str())))
        .select(outbox::dedupe_key)
        .load(conn)?)
}
