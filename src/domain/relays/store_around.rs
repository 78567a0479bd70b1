//! What relays need of rows that are not theirs: read only.

use std::collections::{HashMap, HashSet};

use diesel::dsl::max;
use diesel::prelude::*;

use super::model::{Mailbox, Place};
use crate::db::schema::{addresses, cities, contacts, event_notices, programmes};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::domain::contacts::suppressed;
use crate::kernel::email::Email;
use crate::kernel::ids::{CityId, ContactId, EventId, ProgrammeId};
use crate::kernel::time::{Instant, Zone};
use crate::kernel::token::Keys;

pub(super) fn place(conn: &mut Conn, programme: ProgrammeId, city: Option<CityId>) -> Stored<Place> {
    let (slug, title, zone): (String, Json, Zone) = programmes::table
        .find(programme)
        .select((programmes::slug, programmes::title, programmes::zone))
        .first(conn)?;
    let own: Option<(Json, Zone)> = match city {
        Some(city) => cities::table.find(city).select((cities::name, cities::zone)).first(conn).optional()?,
        None => None,
    };
    let zone = own.as_ref().map_or(zone, |(_, zone)| *zone);
    Ok(Place { slug, programme: title.read()?, city: own.map(|(name, _)| name.read()).transpose()?, zone })
}

/// The addresses of these people, in the order to be used.
pub(super) fn mailboxes(conn: &mut Conn, keys: &Keys, ids: &[ContactId]) -> Stored<HashMap<ContactId, Vec<Mailbox>>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(ContactId, Email, Option<Instant>)> = addresses::table
        .filter(addresses::contact_id.eq_any(ids.to_vec()))
        .filter(addresses::removed_at.is_null())
        .order((addresses::position, addresses::id))
        .select((addresses::contact_id, addresses::email, addresses::refused_at))
        .load(conn)?;
    let never = suppressed(conn, keys, rows.iter().map(|(_, email, _)| email))?;
    let mut found: HashMap<ContactId, Vec<Mailbox>> = HashMap::new();
    for (contact, email, refused) in rows {
        let suppressed = never.contains(&keys.digest(&email.folded()));
        found.entry(contact).or_default().push(Mailbox { email, refused: refused.is_some(), suppressed });
    }
    Ok(found)
}

/// By which a contact's wish for silence is proven; none of who is gone.
pub(super) fn nonces(conn: &mut Conn, ids: &[ContactId]) -> Stored<HashMap<ContactId, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(ContactId, String)> = contacts::table
        .filter(contacts::id.eq_any(ids.to_vec()))
        .filter(contacts::erased_at.is_null())
        .select((contacts::id, contacts::nonce))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Those of these events whose last change can still be called back: nobody is told of it yet.
pub(super) fn held(conn: &mut Conn, events: &[EventId], now: Instant) -> Stored<HashSet<EventId>> {
    if events.is_empty() {
        return Ok(HashSet::new());
    }
    let rows: Vec<(EventId, Option<Instant>)> = event_notices::table
        .filter(event_notices::event_id.eq_any(events.to_vec()))
        .filter(event_notices::recalled_at.is_null())
        .filter(event_notices::leaves_at.gt(now))
        .group_by(event_notices::event_id)
        .select((event_notices::event_id, max(event_notices::leaves_at)))
        .load(conn)?;
    Ok(rows.into_iter().map(|(event, _)| event).collect())
}
