use std::collections::{BTreeSet, HashSet};

use diesel::dsl::exists;
use diesel::prelude::*;

use super::model::HeldSeat;
use crate::db::schema::{addresses, answers, delegations, invitations, needs, outbox as mails, outbox_attempts, seats};
use crate::db::{Conn, Stored};
use crate::domain::invitations::answers::{EVENT_MOVED, MOVE_CALLED_BACK};
use crate::domain::invitations::model::Answer;
use crate::domain::outbox::MessageState;
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, EventId, SeatId};
use crate::kernel::time::Instant;
use crate::kernel::token::nonce;

/// All of a contact's own, also those taken away: event, ordinal, seat.
pub fn seats_of(conn: &mut Conn, contact: ContactId) -> Stored<Vec<(EventId, i32, HeldSeat)>> {
    type Row = (EventId, i32, SeatId, Answer, Option<Instant>, Option<Instant>);
    let rows: Vec<Row> = seats::table
        .filter(seats::contact_id.eq(contact))
        .filter(seats::organisation_id.is_null())
        .order(seats::id)
        .select((seats::event_id, seats::ordinal, seats::id, seats::answer, seats::answered_at, seats::removed_at))
        .load(conn)?;
    let held = |(event, ordinal, id, answer, answered_at, removed_at): Row| {
        (event, ordinal, HeldSeat { id, answer, answered_at, removed_at })
    };
    Ok(rows.into_iter().map(held).collect())
}

/// The seats that stand of these two, each with its event and whether it is an institution's.
pub fn places_held(conn: &mut Conn, of: [ContactId; 2]) -> Stored<Vec<(EventId, bool, ContactId)>> {
    Ok(seats::table
        .filter(seats::contact_id.eq_any(of))
        .filter(seats::removed_at.is_null())
        .select((seats::event_id, seats::organisation_id.is_not_null(), seats::contact_id.assume_not_null()))
        .load(conn)?)
}

/// The events at which any of these people has a seat, or speaks for an institution, in their order.
pub fn events_of(conn: &mut Conn, of: &[ContactId]) -> Stored<BTreeSet<EventId>> {
    let seated: Vec<EventId> =
        seats::table.filter(seats::contact_id.eq_any(of.iter().copied())).select(seats::event_id).load(conn)?;
    let speaking: Vec<EventId> = delegations::table
        .filter(delegations::contact_id.eq_any(of.iter().copied()))
        .select(delegations::event_id)
        .load(conn)?;
    Ok(seated.into_iter().chain(speaking).collect())
}

/// All but these.
pub fn move_others(conn: &mut Conn, (from, into): (ContactId, ContactId), but: &[SeatId]) -> Stored<Vec<SeatId>> {
    let ids: Vec<SeatId> = seats::table
        .filter(seats::contact_id.eq(from))
        .filter(seats::organisation_id.is_null())
        .filter(seats::id.ne_all(but.iter().copied()))
        .select(seats::id)
        .load(conn)?;
    let own = seats::table.filter(seats::id.eq_any(ids.iter().copied()));
    diesel::update(own).set(seats::contact_id.eq(into)).execute(conn)?;
    Ok(ids)
}

/// Two seats at one event change hands. For a moment one is nobody's: the index allows no two of one person.
pub fn swap(conn: &mut Conn, first: (SeatId, ContactId), second: (SeatId, ContactId)) -> Stored<()> {
    let mut give = |seat: SeatId, to: Option<ContactId>| {
        diesel::update(seats::table.filter(seats::id.eq(seat))).set(seats::contact_id.eq(to)).execute(conn)
    };
    give(second.0, None)?;
    give(first.0, Some(first.1))?;
    give(second.0, Some(second.1))?;
    Ok(())
}

pub fn close(conn: &mut Conn, seat: SeatId, successor: SeatId, now: Instant) -> Stored<()> {
    let set = (seats::removed_at.eq(Some(now)), seats::replaced_by.eq(Some(successor)));
    diesel::update(seats::table.filter(seats::id.eq(seat))).set(set).execute(conn)?;
    Ok(())
}

/// Puts what somebody needs down to another seat of theirs, where that one tells nothing; says whether it was done.
pub fn move_needs(conn: &mut Conn, from: SeatId, to: SeatId) -> Stored<bool> {
    let told: i64 = needs::table.filter(needs::seat_id.eq(to)).count().get_result(conn)?;
    if told > 0 {
        return Ok(false);
    }
    let moved =
        diesel::update(needs::table.filter(needs::seat_id.eq(from))).set(needs::seat_id.eq(to)).execute(conn)?;
    Ok(moved > 0)
}

pub fn open(conn: &mut Conn, seat: SeatId) -> Stored<()> {
    let set = (seats::removed_at.eq(None::<Instant>), seats::replaced_by.eq(None::<SeatId>));
    diesel::update(seats::table.filter(seats::id.eq(seat))).set(set).execute(conn)?;
    Ok(())
}

pub fn event_of(conn: &mut Conn, seat: SeatId) -> Stored<Option<EventId>> {
    Ok(seats::table.filter(seats::id.eq(seat)).select(seats::event_id).first(conn).optional()?)
}

pub fn is_of(conn: &mut Conn, seat: SeatId, contact: ContactId) -> Stored<bool> {
    let own = seats::table.filter(seats::id.eq(seat)).filter(seats::contact_id.eq(contact));
    Ok(diesel::select(exists(own)).get_result(conn)?)
}

/// By a guest, or by staff for them.
pub fn answered_since(conn: &mut Conn, seat: SeatId, at: Instant) -> Stored<bool> {
    let later = answers::table
        .filter(answers::seat_id.eq(seat))
        .filter(answers::at.gt(at))
        .filter(answers::source.ne_all([EVENT_MOVED, MOVE_CALLED_BACK]));
    Ok(diesel::select(exists(later)).get_result(conn)?)
}

/// Of these seats, those that somebody has taken away since an instant.
pub fn removed_since(conn: &mut Conn, of: &[SeatId], at: Instant) -> Stored<Vec<SeatId>> {
    Ok(seats::table
        .filter(seats::id.eq_any(of.iter().copied()))
        .filter(seats::removed_at.gt(Some(at)))
        .order(seats::id)
        .select(seats::id)
        .load(conn)?)
}

/// The seat that took a closed one's place, and that one's, to the last.
pub fn successor(conn: &mut Conn, seat: SeatId) -> Stored<Option<SeatId>> {
    let mut last = None;
    let mut at = seat;
    loop {
        let next: Option<Option<SeatId>> =
            seats::table.filter(seats::id.eq(at)).select(seats::replaced_by).first(conn).optional()?;
        let Some(Some(next)) = next else { return Ok(last) };
        (last, at) = (Some(next), next);
    }
}

/// The seats of which an invitation went to this address, whosever entry it stood in then.
macro_rules! sent_to {
    ($email:expr) => {
        invitations::table
            .inner_join(addresses::table)
            .filter(addresses::email_folded.eq($email.folded()))
            .select(invitations::seat_id)
    };
}

pub fn asked_at(conn: &mut Conn, contact: ContactId, email: &Email) -> Stored<Vec<(SeatId, EventId)>> {
    Ok(seats::table
        .filter(seats::contact_id.eq(contact))
        .filter(seats::removed_at.is_null())
        .filter(seats::id.eq_any(sent_to!(email)))
        .order(seats::id)
        .select((seats::id, seats::event_id))
        .load(conn)?)
}

/// Those that were closed because their person had two.
pub fn closed_at(conn: &mut Conn, email: &Email) -> Stored<Vec<(SeatId, EventId)>> {
    Ok(seats::table
        .filter(seats::replaced_by.is_not_null())
        .filter(seats::id.eq_any(sent_to!(email)))
        .order(seats::id)
        .select((seats::id, seats::event_id))
        .load(conn)?)
}

/// Links made before open nothing any more.
pub fn renew_nonce(conn: &mut Conn, seat: SeatId) -> Stored<()> {
    diesel::update(seats::table.filter(seats::id.eq(seat))).set(seats::nonce.eq(nonce())).execute(conn)?;
    Ok(())
}

/// A contact's own seats but these.
pub fn held(conn: &mut Conn, contact: ContactId, without: &[SeatId]) -> Stored<Vec<(SeatId, EventId)>> {
    Ok(seats::table
        .filter(seats::contact_id.eq(contact))
        .filter(seats::organisation_id.is_null())
        .filter(seats::id.ne_all(without.iter().copied()))
        .order(seats::id)
        .select((seats::id, seats::event_id))
        .load(conn)?)
}

/// Every mailbox that an entry has, or has given up.
pub fn boxes_of(conn: &mut Conn, contact: ContactId) -> Stored<HashSet<String>> {
    let own = addresses::table.filter(addresses::contact_id.eq(contact));
    let all: Vec<String> = own.select(addresses::email_folded).load(conn)?;
    Ok(all.into_iter().collect())
}

/// Mails about an event that either was written since then, and that left or wait: whither, and their keys. One that was once handed over
/// without an answer may have left, whatever became of it.
pub fn written(
    conn: &mut Conn,
    (one, other): (ContactId, ContactId),
    event: EventId,
    since: Instant,
) -> Stored<Vec<(Email, String)>> {
    let doubtful = outbox_attempts::table.filter(outbox_attempts::outcome.eq("doubt"));
    let may_have_left = mails::id.eq_any(doubtful.select(outbox_attempts::outbox_id));
    Ok(mails::table
        .filter(mails::event_id.eq(event))
        .filter(mails::contact_id.eq_any([one, other]))
        .filter(mails::created_at.ge(since))
        .filter(mails::state.ne(MessageState::Cancelled).or(may_have_left))
        .order(mails::id)
        .select((mails::email, mails::dedupe_key))
        .load(conn)?)
}
