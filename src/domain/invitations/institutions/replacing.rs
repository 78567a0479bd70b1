//! Whoever no longer speaks or comes for an institution hears nothing more; and contacts and organisations that turn out to be one.

use diesel::dsl::max;
use diesel::prelude::*;

use super::editing::{name_of, record};
use super::model::Delegation;
use super::{store, store_seats};
use crate::access::Context;
use crate::db::schema::{
    addresses, delegation_entries, delegation_invitations, delegation_letters, delegations, seats,
};
use crate::db::{Conn, DbError, Stored};
use crate::domain::events::lock_places;
use crate::domain::history::{self, Change};
use crate::domain::invitations::facts::event_facts;
use crate::domain::invitations::mail::Moot;
use crate::domain::invitations::model::InvitationError;
use crate::domain::outbox;
use crate::kernel::email::Email;
use crate::kernel::ids::{AddressId, ContactId, DelegationId, EventId, OrganisationId};
use crate::kernel::time::Instant;

/// Takes back what waits for whoever spoke for the institution.
pub(super) fn hush_contact(conn: &mut Conn, cx: &Context, before: &Delegation) -> Result<(), InvitationError> {
    let mut keys = store_seats::keys_waiting(conn, before.event, before.contact)?;
    keys.retain(|key| is_about(key, before.id));
    outbox::replace(conn, cx, &keys, Moot::Succeeded.as_str())?;
    Ok(())
}

/// Whether a mail's key names this delegation: invitations, confirmations and notices end with it.
fn is_about(key: &str, id: DelegationId) -> bool {
    key.rsplit(':').next().is_some_and(|end| end == format!("d{id}"))
}

/// Takes back what waits for a delegate who does not come any more, unless they speak for an institution.
pub(super) fn hush_delegate(
    conn: &mut Conn,
    cx: &Context,
    event: EventId,
    former: ContactId,
) -> Result<(), InvitationError> {
    if store_seats::speaks(conn, event, former)? {
        return Ok(());
    }
    let keys = store_seats::keys_waiting(conn, event, former)?;
    outbox::replace(conn, cx, &keys, Moot::Succeeded.as_str())?;
    Ok(())
}

/// Institutions whose letter went to this address of whoever speaks for them, whatever they answered.
pub fn asked_at(conn: &mut Conn, contact: ContactId, email: &Email) -> Stored<Vec<DelegationId>> {
    // In whosever entry it stood when the letter went: two entries may have become one since.
    let boxes: Vec<AddressId> =
        addresses::table.filter(addresses::email_folded.eq(email.folded())).select(addresses::id).load(conn)?;
    let sent: Vec<DelegationId> = delegation_invitations::table
        .filter(delegation_invitations::address_id.eq_any(boxes))
        .select(delegation_invitations::delegation_id)
        .load(conn)?;
    Ok(delegations::table
        .filter(delegations::contact_id.eq(contact))
        .filter(delegations::removed_at.is_null())
        .filter(delegations::id.eq_any(sent))
        .order(delegations::id)
        .select(delegations::id)
        .load(conn)?)
}

/// Makes their links act no more; says how many.
pub fn renew_asked(conn: &mut Conn, cx: &Context, contact: ContactId, email: &Email) -> Result<usize, InvitationError> {
    let asked = asked_at(conn, contact, email)?;
    for found in store::by_ids(conn, &asked)? {
        store::renew_nonce(conn, found.id)?;
        let event = event_facts(conn, found.event)?;
        let changes = [Change::of("institution", "", name_of(&found))];
        history::record(conn, cx, record(&event, "institution-link-renewed").changes(changes))?;
    }
    Ok(asked.len())
}

/// Points every row of this slice from one contact to another: table and row of each. Where both hold a seat of the same event, or were
/// written to in the same place, the row stays as it is.
pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Result<Vec<(&'static str, i64)>, DbError> {
    let mut changed = Vec::new();
    let held: Vec<(i64, EventId, i32)> = seats::table
        .filter(seats::contact_id.eq(from))
        .filter(seats::organisation_id.is_not_null())
        .order(seats::id)
        .select((seats::id, seats::event_id, seats::ordinal))
        .load(conn)?;
    for (seat, event, ordinal) in held {
        let clash = seats::table
            .filter(seats::event_id.eq(event))
            .filter(seats::contact_id.eq(into))
            .filter(seats::removed_at.is_null().or(seats::ordinal.eq(ordinal)))
            .count()
            .get_result::<i64>(conn)?;
        if clash == 0 {
            diesel::update(seats::table.find(seat)).set(seats::contact_id.eq(Some(into))).execute(conn)?;
            changed.push(("seats", seat));
        }
    }
    macro_rules! point {
        ($table:ident, $column:ident) => {
            let rows: Vec<i64> = $table::table.filter($table::$column.eq(from)).select($table::id).load(conn)?;
            diesel::update($table::table.filter($table::$column.eq(from)))
                .set($table::$column.eq(into))
                .execute(conn)?;
            changed.extend(rows.into_iter().map(|id| (stringify!($table), id)));
        };
    }
    point!(delegations, contact_id);
    point!(delegation_entries, contact_id);
    point!(delegation_entries, former_id);
    point!(delegation_invitations, contact_id);
    point!(delegation_letters, contact_id);
    Ok(changed)
}

/// The events to which both organisations are invited, as institutions: of these neither's rows move.
pub fn both_invited(conn: &mut Conn, one: OrganisationId, other: OrganisationId) -> Stored<Vec<EventId>> {
    let theirs = standing(conn, other)?;
    Ok(standing(conn, one)?.into_iter().filter(|event| theirs.contains(event)).collect())
}

/// The events to which an organisation is invited.
fn standing(conn: &mut Conn, of: OrganisationId) -> Stored<Vec<EventId>> {
    Ok(delegations::table
        .filter(delegations::organisation_id.eq(of))
        .filter(delegations::removed_at.is_null())
        .order(delegations::event_id)
        .select(delegations::event_id)
        .load(conn)?)
}

/// To how many events an organisation is invited, and how many places it has at them.
pub fn invited_places(conn: &mut Conn, of: OrganisationId) -> Stored<(i64, i64)> {
    let events = i64::try_from(standing(conn, of)?.len()).unwrap_or(i64::MAX);
    let places = seats::table.filter(seats::organisation_id.eq(of)).filter(seats::removed_at.is_null());
    Ok((events, places.count().get_result(conn)?))
}

/// Makes everybody who would invite these organisations anew, or answer for them, wait until this transaction ends.
pub fn hold_places(conn: &mut Conn, of: &[OrganisationId]) -> Stored<()> {
    let events: Vec<EventId> = delegations::table
        .filter(delegations::organisation_id.eq_any(of))
        .order(delegations::event_id)
        .select(delegations::event_id)
        .distinct()
        .load(conn)?;
    for event in events {
        lock_places(conn, event)?;
    }
    Ok(())
}

/// The same for an organisation: each event's delegations with their places. Where both are invited to the same event, the rows stay as they
/// are.
pub fn replace_organisation(
    conn: &mut Conn,
    from: OrganisationId,
    into: OrganisationId,
) -> Result<Vec<(&'static str, i64)>, DbError> {
    let (both, stands) = (both_invited(conn, from, into)?, standing(conn, from)?);
    let invited: Vec<(i64, EventId)> = delegations::table
        .filter(delegations::organisation_id.eq(from))
        .order(delegations::id)
        .select((delegations::id, delegations::event_id))
        .load(conn)?;
    let mut events: Vec<EventId> = invited.iter().map(|(_, event)| *event).collect();
    events.sort();
    events.dedup();
    let mut changed = Vec::new();
    for event in events.into_iter().filter(|event| !both.contains(event)) {
        // The places of an invitation that stands come first, for it counts them from one.
        let (first, behind) = if stands.contains(&event) { (from, into) } else { (into, from) };
        make_room(conn, event, first, behind)?;
        let asked: Vec<i64> = invited.iter().filter(|(_, at)| *at == event).map(|(id, _)| *id).collect();
        diesel::update(delegations::table.filter(delegations::id.eq_any(asked.iter().copied())))
            .set(delegations::organisation_id.eq(into))
            .execute(conn)?;
        let own = seats::table.filter(seats::event_id.eq(event)).filter(seats::organisation_id.eq(from));
        let places: Vec<i64> = own.order(seats::id).select(seats::id).load(conn)?;
        diesel::update(seats::table.filter(seats::id.eq_any(places.iter().copied())))
            .set(seats::organisation_id.eq(Some(into)))
            .execute(conn)?;
        changed.extend(asked.into_iter().map(|id| ("delegations", id)));
        changed.extend(places.into_iter().map(|id| ("seats", id)));
    }
    Ok(changed)
}

/// The places of one organisation at an event come behind those of another: an ordinal is an institution's own.
fn make_room(conn: &mut Conn, event: EventId, first: OrganisationId, behind: OrganisationId) -> Stored<()> {
    let (before, last) = (last_ordinal(conn, event, first)?, last_ordinal(conn, event, behind)?);
    if before == 0 || last == 0 {
        return Ok(());
    }
    let rows = seats::table.filter(seats::event_id.eq(event)).filter(seats::organisation_id.eq(behind));
    diesel::update(rows).set(seats::ordinal.eq(seats::ordinal + before.max(last))).execute(conn)?;
    Ok(())
}

fn last_ordinal(conn: &mut Conn, event: EventId, of: OrganisationId) -> Stored<i32> {
    let last: Option<i32> = seats::table
        .filter(seats::event_id.eq(event))
        .filter(seats::organisation_id.eq(of))
        .select(max(seats::ordinal))
        .get_result(conn)?;
    Ok(last.unwrap_or(0))
}

/// Which of an organisation's places go with these delegations when it is parted from another again: of those that came with them what is
/// closed, and where one of the delegations stands all that are open, for places given since are its own.
pub fn places_of(
    conn: &mut Conn,
    organisation: OrganisationId,
    delegations_going: &[i64],
    came: &[i64],
) -> Stored<Vec<i64>> {
    let stand: Vec<EventId> = delegations::table
        .filter(delegations::id.eq_any(delegations_going.iter().copied()))
        .filter(delegations::removed_at.is_null())
        .select(delegations::event_id)
        .load(conn)?;
    let rows: Vec<(i64, EventId, Option<Instant>)> = seats::table
        .filter(seats::organisation_id.eq(organisation))
        .order(seats::id)
        .select((seats::id, seats::event_id, seats::removed_at))
        .load(conn)?;
    let goes = |(seat, event, removed): &(i64, EventId, Option<Instant>)| match removed {
        Some(_) => came.contains(seat),
        None => stand.contains(event),
    };
    Ok(rows.iter().filter(|row| goes(row)).map(|row| row.0).collect())
}
