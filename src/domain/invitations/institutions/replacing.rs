//! Whoever no longer speaks or comes for an institution hears nothing more; and contacts and organisations that turn out to be one.

use super::editing::{name_of, record};
use super::model::Delegation;
use super::{store, store_replacing, store_seats};
use crate::access::Context;
use crate::db::{Conn, DbError, Stored};
use crate::domain::events::lock_places;
use crate::domain::history::{self, Change};
use crate::domain::invitations::facts::event_facts;
use crate::domain::invitations::mail::Moot;
use crate::domain::invitations::model::InvitationError;
use crate::domain::outbox;
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, DelegationId, EventId, OrganisationId};
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

/// Makes their links act no more; says how many.
pub fn renew_asked(conn: &mut Conn, cx: &Context, contact: ContactId, email: &Email) -> Result<usize, InvitationError> {
    let asked = store_replacing::asked_at(conn, contact, email)?;
    for found in store::by_ids(conn, &asked)? {
        store::renew_nonce(conn, found.id)?;
        let event = event_facts(conn, found.event)?;
        let changes = [Change::of("institution", "", name_of(&found))];
        history::record(
            conn,
            cx,
            record(&event, "institution-link-renewed", (&found, found.version)).changes(changes),
        )?;
    }
    Ok(asked.len())
}

/// Points every row of this slice from one contact to another: table and row of each. Where both hold a seat of the same event, or were
/// written to in the same place, the row stays as it is.
pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Result<Vec<(&'static str, i64)>, DbError> {
    let mut changed = Vec::new();
    for (seat, event, ordinal) in store_replacing::places_of_delegate(conn, from)? {
        if !store_replacing::is_seated(conn, event, into, ordinal)? {
            store_replacing::put_delegate(conn, seat, into)?;
            changed.push(("seats", seat));
        }
    }
    changed.extend(store_replacing::replace_contact(conn, from, into)?);
    Ok(changed)
}

/// The events to which both organisations are invited, as institutions: of these neither's rows move.
pub fn both_invited(conn: &mut Conn, one: OrganisationId, other: OrganisationId) -> Stored<Vec<EventId>> {
    let theirs = store_replacing::standing(conn, other)?;
    Ok(store_replacing::standing(conn, one)?.into_iter().filter(|event| theirs.contains(event)).collect())
}

/// To how many events an organisation is invited, and how many places it has at them.
pub fn invited_places(conn: &mut Conn, of: OrganisationId) -> Stored<(i64, i64)> {
    let events = i64::try_from(store_replacing::standing(conn, of)?.len()).unwrap_or(i64::MAX);
    Ok((events, store_replacing::count_places(conn, of)?))
}

/// Makes everybody who would invite these organisations anew, or answer for them, wait until this transaction ends.
pub fn hold_places(conn: &mut Conn, of: &[OrganisationId]) -> Stored<()> {
    for event in store_replacing::events_of(conn, of)? {
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
    let (both, stands) = (both_invited(conn, from, into)?, store_replacing::standing(conn, from)?);
    let invited = store_replacing::delegations_of(conn, from)?;
    let mut events: Vec<EventId> = invited.iter().map(|(_, event)| *event).collect();
    events.sort();
    events.dedup();
    let mut changed = Vec::new();
    for event in events.into_iter().filter(|event| !both.contains(event)) {
        // The places of an invitation that stands come first, for it counts them from one.
        let (first, behind) = if stands.contains(&event) { (from, into) } else { (into, from) };
        make_room(conn, event, first, behind)?;
        let asked: Vec<i64> = invited.iter().filter(|(_, at)| *at == event).map(|(id, _)| *id).collect();
        store_replacing::move_delegations(conn, &asked, into)?;
        let places = store_replacing::move_places(conn, event, (from, into))?;
        changed.extend(asked.into_iter().map(|id| ("delegations", id)));
        changed.extend(places.into_iter().map(|id| ("seats", id)));
    }
    Ok(changed)
}

/// The places of one organisation at an event come behind those of another: an ordinal is an institution's own.
fn make_room(conn: &mut Conn, event: EventId, first: OrganisationId, behind: OrganisationId) -> Stored<()> {
    let before = store_replacing::last_ordinal(conn, event, first)?;
    let last = store_replacing::last_ordinal(conn, event, behind)?;
    if before == 0 || last == 0 {
        return Ok(());
    }
    store_replacing::put_back_ordinals(conn, event, behind, before.max(last))
}

/// Which of an organisation's places go with these delegations when it is parted from another again: of those that came with them what is
/// closed, and where one of the delegations stands all that are open, for places given since are its own.
pub fn places_of(
    conn: &mut Conn,
    organisation: OrganisationId,
    delegations_going: &[i64],
    came: &[i64],
) -> Stored<Vec<i64>> {
    let stand = store_replacing::events_that_stand(conn, delegations_going)?;
    let rows = store_replacing::all_places(conn, organisation)?;
    let goes = |(seat, event, removed): &(i64, EventId, Option<Instant>)| match removed {
        Some(_) => came.contains(seat),
        None => stand.contains(event),
    };
    Ok(rows.iter().filter(|row| goes(row)).map(|row| row.0).collect())
}
