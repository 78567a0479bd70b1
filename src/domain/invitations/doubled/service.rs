use super::model::{Doubled, HeldSeat, Settled, stays};
use super::store;
use crate::access::{Action, Context, Scope, require};
use crate::db::{Conn, Stored};
use crate::domain::contacts::Half;
use crate::domain::events::lock_places;
use crate::domain::history::{self, Entity, Record};
use crate::domain::invitations::answers::{self, Note};
use crate::domain::invitations::facts::{EventFacts, event_facts};
use crate::domain::invitations::model::{Answer, InvitationError};
use crate::kernel::ids::{ContactId, EventId, SeatId};
use crate::kernel::time::Instant;

/// Why such a seat was closed, and opened again: words of our own.
const DOUBLED: &str = "seat-doubled";
const PARTED: &str = "seat-parted";

/// The events at which both entries have a row. The caller has checked the right to merge them.
pub fn doubled(conn: &mut Conn, kept: ContactId, other: ContactId) -> Stored<Vec<Doubled>> {
    let (own, theirs) = (store::seats_of(conn, kept)?, store::seats_of(conn, other)?);
    let pair = |(event, ordinal, kept): &(EventId, i32, HeldSeat)| {
        let other = theirs.iter().find(|(e, o, _)| (e, o) == (event, ordinal))?;
        Some(Doubled { event: *event, kept: *kept, other: other.2 })
    };
    Ok(own.iter().filter_map(pair).collect())
}

/// Makes everybody who would answer for these people, or write to them about an event of theirs, wait until this transaction ends. Events
/// are held before entries, as by whoever names somebody or writes to guests.
pub fn hold_seats(conn: &mut Conn, of: &[ContactId]) -> Stored<()> {
    for event in store::events_of(conn, of)? {
        lock_places(conn, event)?;
    }
    Ok(())
}

/// Gives one contact's seats to another. Where both have one, theirs stays with it: see [`settle`].
pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<(&'static str, i64)>> {
    let both: Vec<SeatId> = doubled(conn, into, from)?.iter().map(|d| d.other.id).collect();
    let moved = store::move_others(conn, (from, into), &both)?;
    Ok(moved.into_iter().map(|seat| ("seats", seat.raw())).collect())
}

/// Decides between two seats at one event: the one that stays is the kept entry's from then on, the other is closed, its place free.
pub fn settle(
    conn: &mut Conn,
    cx: &Context,
    (kept, other): (ContactId, ContactId),
    event: EventId,
    chosen: Option<Half>,
) -> Result<Option<Settled>, InvitationError> {
    require(&cx.actor, Action::MergeContacts, Scope::Installation)?;
    lock_places(conn, event)?;
    // Behind the lock they are what they are.
    let Some(pair) = doubled(conn, kept, other)?.into_iter().find(|d| d.event == event) else { return Ok(None) };
    if pair.kept.removed_at.is_some() && pair.other.removed_at.is_some() {
        return Ok(None);
    }
    let half = chosen.filter(|_| pair.is_open()).unwrap_or_else(|| stays(&pair.kept, &pair.other));
    let (stays, goes) = match half {
        Half::Kept => (pair.kept, pair.other),
        Half::Other => (pair.other, pair.kept),
    };
    let swapped = half == Half::Other;
    if swapped {
        store::swap(conn, (stays.id, kept), (goes.id, other))?;
    }
    let closed = pair.is_open();
    let mut needs = false;
    if closed {
        store::close(conn, goes.id, stays.id, cx.now)?;
        needs = store::move_needs(conn, goes.id, stays.id)?;
        record(conn, cx, event, goes.id, ("removed", DOUBLED))?;
    }
    let settled = Settled { event, stays: stays.id, goes: goes.id, swapped, closed, needs };
    Ok((swapped || closed).then_some(settled))
}

/// How many seats count of those a contact has. The caller has checked the right to know.
pub fn open_seats(conn: &mut Conn, contact: ContactId) -> Stored<i64> {
    let open = store::seats_of(conn, contact)?.into_iter().filter(|(_, _, seat)| seat.removed_at.is_none()).count();
    Ok(i64::try_from(open).unwrap_or(i64::MAX))
}

/// The event a seat is at.
pub fn event_of_seat(conn: &mut Conn, seat: SeatId) -> Stored<Option<EventId>> {
    store::event_of(conn, seat)
}

/// Of these seats, those that somebody has taken away since an instant.
pub fn removed_since(conn: &mut Conn, of: &[SeatId], at: Instant) -> Stored<Vec<SeatId>> {
    store::removed_since(conn, of, at)
}

/// Whether anybody has answered by this seat since an instant.
pub fn answered_since(conn: &mut Conn, seat: SeatId, at: Instant) -> Stored<bool> {
    store::answered_since(conn, seat, at)
}

/// Whether a closed seat held a place that somebody else has by now.
pub fn would_wait(conn: &mut Conn, settled: &Settled) -> Result<bool, InvitationError> {
    let Some(seat) = answers::seat_now(conn, settled.goes)? else { return Ok(false) };
    let event = event_facts(conn, settled.event)?;
    Ok(seat.answer == Answer::Accepted && is_full(conn, &event)?)
}

fn is_full(conn: &mut Conn, event: &EventFacts) -> Result<bool, InvitationError> {
    let Some(capacity) = event.capacity else { return Ok(false) };
    Ok(answers::accepted(conn, event.id)? >= capacity)
}

/// Gives each entry its own seat again, for it is the seat that a link acts on: what was answered by it since goes with it. Says whether it
/// was done.
pub fn reopen(
    conn: &mut Conn,
    cx: &Context,
    (kept, other): (ContactId, ContactId),
    settled: &Settled,
    since: Instant,
) -> Result<bool, InvitationError> {
    require(&cx.actor, Action::MergeContacts, Scope::Installation)?;
    lock_places(conn, settled.event)?;
    let answered = answered_since(conn, settled.stays, since)?;
    if settled.swapped {
        if !store::is_of(conn, settled.stays, kept)? {
            return Ok(false);
        }
        store::swap(conn, (settled.goes, kept), (settled.stays, other))?;
    }
    if !settled.closed {
        return Ok(true);
    }
    let full = would_wait(conn, settled)?;
    store::open(conn, settled.goes)?;
    // Who answered since said what they need themselves.
    if settled.needs && !answered {
        store::move_needs(conn, settled.stays, settled.goes)?;
    }
    record(conn, cx, settled.event, settled.goes, ("restored", PARTED))?;
    if full && let Some(seat) = answers::seat_now(conn, settled.goes)? {
        let event = event_facts(conn, settled.event)?;
        let note = Note { wish: Answer::Accepted, note: "", source: PARTED };
        answers::write(conn, cx, &event, &seat, Answer::Waiting, note)?;
    }
    Ok(true)
}

fn record(
    conn: &mut Conn,
    cx: &Context,
    event: EventId,
    seat: SeatId,
    (what, why): (&'static str, &str),
) -> Result<(), InvitationError> {
    let event = event_facts(conn, event)?;
    let record = Record::new(Entity::Seat, seat.raw(), what).within(event.programme, event.city).because(why);
    history::record(conn, cx, record)?;
    Ok(())
}
