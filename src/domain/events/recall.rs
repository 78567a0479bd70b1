//! Taking back a move, a postponement or a cancellation, as long as nobody was told of it.

use serde::{Deserialize, Serialize};

use super::editing::{shift_changes, write};
use super::label::Label;
use super::model::*;
use super::service::{by_id, for_action};
use super::store::{slot, wall};
use super::{store, store_guests, store_notices};
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::batch::Question;
use crate::db::{Conn, Stored};
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::ids::{CityId, ProgrammeId, PublicId, StepId};
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, WallTime, Zone};

/// What such an act may change of an event.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Kept {
    state: EventState,
    state_reason: Option<String>,
    zone: Zone,
    starts: Option<String>,
    ends: Option<String>,
    city: Option<CityId>,
    step: Option<StepId>,
    venue: Venue,
    place: Localised,
    reply_by: Option<String>,
    slot_starts: Option<String>,
    slot_ends: Option<String>,
}

impl Kept {
    pub(super) fn of(event: &Event) -> Stored<Kept> {
        Ok(Kept {
            state: event.state,
            state_reason: event.state_reason.as_ref().map(Label::stored).transpose()?,
            zone: event.zone,
            starts: event.when.map(|w| w.start.stored()),
            ends: event.when.map(|w| w.end.stored()),
            city: event.city,
            step: event.step,
            venue: event.venue.clone(),
            place: event.place.clone(),
            reply_by: event.reply_by.map(WallTime::stored),
            slot_starts: event.host.slot.map(|s| s.start.stored()),
            slot_ends: event.host.slot.map(|s| s.end.stored()),
        })
    }
    /// The event as it was, with whatever else became of it since.
    pub(super) fn put_back(self, event: &mut Event) -> Stored<()> {
        event.when = slot(self.starts.as_deref(), self.ends.as_deref(), self.zone)?;
        event.host.slot = slot(self.slot_starts.as_deref(), self.slot_ends.as_deref(), self.zone)?;
        event.reply_by = self.reply_by.map(|by| wall(&by, self.zone)).transpose()?;
        (event.state, event.state_reason) = (self.state, self.state_reason.as_deref().map(Label::parse));
        (event.zone, event.city, event.step) = (self.zone, self.city, self.step);
        (event.venue, event.place) = (self.venue, self.place);
        Ok(())
    }
}

/// An act that can still be called back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pending {
    pub notice: Notice,
    /// The event as calling back leaves it.
    pub back: Event,
}

/// What came of calling back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recall {
    pub view: EventView,
    pub notice: Notice,
    /// The notice that stands again. What this one had kept back of it goes on: at once, or, if it could still be called back then,
    /// when it has been waited for once more.
    pub replaced: Option<Notice>,
}

/// The last act that guests are to be told of, while it can be called back: its mails wait, and what it changed nobody has changed
/// since. The caller has checked that the event may be seen.
pub fn pending(conn: &mut Conn, event: &Event, now: Instant) -> Stored<Option<Pending>> {
    let Some(notice) = store_notices::waiting(conn, event.id, now)? else { return Ok(None) };
    let kept = store_notices::kept(conn, notice.id)?;
    Ok(put_back(event, kept)?.map(|back| Pending { notice, back }))
}

/// The event as it was before an act that kept what it changed; none where that was changed again since.
fn put_back(event: &Event, kept: Option<(Kept, Kept)>) -> Stored<Option<Event>> {
    let Some((before, after)) = kept else { return Ok(None) };
    if Kept::of(event)? != after {
        return Ok(None);
    }
    let mut back = event.clone();
    before.put_back(&mut back)?;
    Ok(Some(back))
}

/// The last act whose mails wait, with the event as calling it back leaves it, while that can be.
pub type Waiting = (Notice, Option<Event>);

/// As [`pending`], also of what can be called back no more; to be asked beside other questions. None where no act ever was.
pub fn waiting_asked<'a>(cx: &Context, event: &'a Event) -> Option<Question<'a, Option<Waiting>>> {
    // Every notice raises it.
    (event.sequence > 0).then(|| {
        store_notices::asked(event.id, cx.now).and(move |found| {
            let Some((notice, kept)) = found else { return Ok(None) };
            Ok(Some((notice, put_back(event, kept)?)))
        })
    })
}

/// Refuses to bring an event back to what its guests know while mails wait that say otherwise: that is calling back, which gives them
/// their answers again.
pub(super) fn not_known(conn: &mut Conn, cx: &Context, after: &Event) -> Result<(), EventError> {
    let known =
        store_notices::waiting(conn, after.id, cx.now)?.is_some_and(|n| n.before.tells_as(&NoticeFacts::of(after)));
    if !known {
        return Ok(());
    }
    let guests = store_guests::guests(conn, &[after.id], cx.now)?.remove(&after.id).unwrap_or_default();
    // Of an event without guests nobody knows anything.
    if guests.seats == 0 { Ok(()) } else { Err(EventError::KnownAlready) }
}

/// Makes the event what it was before the act of this SEQUENCE. What guests were to be told is to be taken back in this transaction;
/// none: it was called back before, by a second press.
pub fn recall(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    id: &PublicId,
    sequence: i64,
) -> Result<Option<Recall>, EventError> {
    let seen = for_action(conn, cx, programme, id, Action::MoveEvent)?;
    store::lock_places(conn, seen.event.id)?;
    let now = by_id(conn, seen.event.id)?.event;
    let asked = store_notices::of_sequence(conn, now.id, sequence)?.ok_or(Denied::NotFound)?;
    if asked.recalled_at.is_some() {
        return Ok(None);
    }
    if cx.now >= asked.leaves_at {
        return Err(EventError::TooLateToRecall);
    }
    let pending = pending(conn, &now, cx.now)?.filter(|p| p.notice.id == asked.id);
    let Some(Pending { notice, back: mut event }) = pending else { return Err(EventError::ChangedSince) };
    require(&cx.actor, Action::MoveEvent, Scope::of(programme, event.city))?;
    // Calendars that were fetched meanwhile must take note of the way back too.
    event.sequence += 1;
    write(conn, cx, &now, &mut event, now.version)?;
    store_notices::mark_recalled(conn, notice.id, cx.now)?;
    let state = Change::of("state", now.state, event.state);
    let record = Record::new(Entity::Event, event.id.raw(), "recalled").within(programme, event.city);
    history::record(conn, cx, record.changes(shift_changes(&now, &event).into_iter().chain([state])))?;
    let mut replaced = store_notices::before(conn, &notice)?;
    if let Some(earlier) = replaced.as_mut().filter(|earlier| notice.created_at < earlier.leaves_at) {
        earlier.leaves_at = cx.now.plus_seconds(UNDO_SECONDS);
        store_notices::set_leaves_at(conn, earlier.id, earlier.leaves_at)?;
    }
    Ok(Some(Recall { view: by_id(conn, event.id)?, notice, replaced }))
}
