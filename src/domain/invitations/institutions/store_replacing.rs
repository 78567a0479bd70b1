use diesel::dsl::{exists, max};
use diesel::prelude::*;

use crate::db::schema::{
    addresses, delegation_entries, delegation_invitations, delegation_letters, delegations, seats,
};
use crate::db::{Conn, Stored};
use crate::kernel::email::Email;
use crate::kernel::ids::{AddressId, ContactId, DelegationId, EventId, OrganisationId};
use crate::kernel::time::Instant;

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

/// The places that somebody is named for, also former ones: seat, event, ordinal.
pub(super) fn places_of_delegate(conn: &mut Conn, contact: ContactId) -> Stored<Vec<(i64, EventId, i32)>> {
    Ok(seats::table
        .filter(seats::contact_id.eq(contact))
        .filter(seats::organisation_id.is_not_null())
        .order(seats::id)
        .select((seats::id, seats::event_id, seats::ordinal))
        .load(conn)?)
}

/// Whether somebody has a seat at the event, or had the one of this ordinal.
pub(super) fn is_seated(conn: &mut Conn, event: EventId, contact: ContactId, ordinal: i32) -> Stored<bool> {
    let own = seats::table
        .filter(seats::event_id.eq(event))
        .filter(seats::contact_id.eq(contact))
        .filter(seats::removed_at.is_null().or(seats::ordinal.eq(ordinal)));
    Ok(diesel::select(exists(own)).get_result(conn)?)
}

pub(super) fn put_delegate(conn: &mut Conn, seat: i64, contact: ContactId) -> Stored<()> {
    diesel::update(seats::table.find(seat)).set(seats::contact_id.eq(Some(contact))).execute(conn)?;
    Ok(())
}

/// Whoever speaks for institutions, and what letters and stories tell of them: table and row of each.
pub(super) fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<(&'static str, i64)>> {
    let mut changed = Vec::new();
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

/// The events to which an organisation is invited.
pub(super) fn standing(conn: &mut Conn, of: OrganisationId) -> Stored<Vec<EventId>> {
    Ok(delegations::table
        .filter(delegations::organisation_id.eq(of))
        .filter(delegations::removed_at.is_null())
        .order(delegations::event_id)
        .select(delegations::event_id)
        .load(conn)?)
}

pub(super) fn count_places(conn: &mut Conn, of: OrganisationId) -> Stored<i64> {
    let places = seats::table.filter(seats::organisation_id.eq(of)).filter(seats::removed_at.is_null());
    Ok(places.count().get_result(conn)?)
}

/// The events to which any of these organisations is invited, or was, in their order.
pub(super) fn events_of(conn: &mut Conn, of: &[OrganisationId]) -> Stored<Vec<EventId>> {
    Ok(delegations::table
        .filter(delegations::organisation_id.eq_any(of))
        .order(delegations::event_id)
        .select(delegations::event_id)
        .distinct()
        .load(conn)?)
}

/// All of an organisation's delegations, also those taken away, each with its event.
pub(super) fn delegations_of(conn: &mut Conn, of: OrganisationId) -> Stored<Vec<(i64, EventId)>> {
    Ok(delegations::table
        .filter(delegations::organisation_id.eq(of))
        .order(delegations::id)
        .select((delegations::id, delegations::event_id))
        .load(conn)?)
}

pub(super) fn move_delegations(conn: &mut Conn, ids: &[i64], into: OrganisationId) -> Stored<()> {
    let rows = delegations::table.filter(delegations::id.eq_any(ids.iter().copied()));
    diesel::update(rows).set(delegations::organisation_id.eq(into)).execute(conn)?;
    Ok(())
}

/// All places of one organisation at an event become the other's; which they are.
pub(super) fn move_places(
    conn: &mut Conn,
    event: EventId,
    (from, into): (OrganisationId, OrganisationId),
) -> Stored<Vec<i64>> {
    let own = seats::table.filter(seats::event_id.eq(event)).filter(seats::organisation_id.eq(from));
    let places: Vec<i64> = own.order(seats::id).select(seats::id).load(conn)?;
    diesel::update(seats::table.filter(seats::id.eq_any(places.iter().copied())))
        .set(seats::organisation_id.eq(Some(into)))
        .execute(conn)?;
    Ok(places)
}

pub(super) fn put_back_ordinals(conn: &mut Conn, event: EventId, of: OrganisationId, by: i32) -> Stored<()> {
    let rows = seats::table.filter(seats::event_id.eq(event)).filter(seats::organisation_id.eq(of));
    diesel::update(rows).set(seats::ordinal.eq(seats::ordinal + by)).execute(conn)?;
    Ok(())
}

/// Nought where it has none.
pub(super) fn last_ordinal(conn: &mut Conn, event: EventId, of: OrganisationId) -> Stored<i32> {
    let last: Option<i32> = seats::table
        .filter(seats::event_id.eq(event))
        .filter(seats::organisation_id.eq(of))
        .select(max(seats::ordinal))
        .get_result(conn)?;
    Ok(last.unwrap_or(0))
}

/// The events of those of these delegations that stand.
pub(super) fn events_that_stand(conn: &mut Conn, ids: &[i64]) -> Stored<Vec<EventId>> {
    Ok(delegations::table
        .filter(delegations::id.eq_any(ids.iter().copied()))
        .filter(delegations::removed_at.is_null())
        .select(delegations::event_id)
        .load(conn)?)
}

/// All places of an organisation: seat, event, and when it was closed.
pub(super) fn all_places(conn: &mut Conn, of: OrganisationId) -> Stored<Vec<(i64, EventId, Option<Instant>)>> {
    Ok(seats::table
        .filter(seats::organisation_id.eq(of))
        .order(seats::id)
        .select((seats::id, seats::event_id, seats::removed_at))
        .load(conn)?)
}
