//! What relays need of rows that are not theirs: read only.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::model::{Mailbox, Place};
use crate::db::schema::{addresses, cities, contacts, event_notices, programmes};
use crate::db::types::Json;
use crate::db::{Conn, DbError, Stored};
use crate::domain::contacts::suppressed;
use crate::kernel::email::Email;
use crate::kernel::ids::{CityId, ContactId, EventId, ProgrammeId};
use crate::kernel::time::{Instant, Zone};
use crate::kernel::token::Keys;

/// A city, or a programme itself.
pub(super) type Spot = (ProgrammeId, Option<CityId>);

/// What these are called, and by whose wall days are counted there.
pub(super) fn places(conn: &mut Conn, spots: &[Spot]) -> Stored<HashMap<Spot, Place>> {
    let wanted: Vec<ProgrammeId> = spots.iter().map(|(programme, _)| *programme).collect();
    let rows: Vec<(ProgrammeId, String, Json, Zone)> = programmes::table
        .filter(programmes::id.eq_any(wanted))
        .select((programmes::id, programmes::slug, programmes::title, programmes::zone))
        .load(conn)?;
    let wanted: Vec<CityId> = spots.iter().filter_map(|(_, city)| *city).collect();
    let towns: Vec<(CityId, Json, Zone)> =
        cities::table.filter(cities::id.eq_any(wanted)).select((cities::id, cities::name, cities::zone)).load(conn)?;
    let mut found = HashMap::new();
    for (programme, city) in spots {
        let Some((_, slug, title, zone)) = rows.iter().find(|(id, ..)| id == programme) else { continue };
        let own = towns.iter().find(|(id, ..)| Some(*id) == *city);
        let place = Place {
            slug: slug.clone(),
            programme: title.read()?,
            city: own.map(|(_, name, _)| name.read()).transpose()?,
            zone: own.map_or(*zone, |(.., zone)| *zone),
        };
        found.insert((*programme, *city), place);
    }
    Ok(found)
}

pub(super) fn place(conn: &mut Conn, programme: ProgrammeId, city: Option<CityId>) -> Stored<Place> {
    let spot = (programme, city);
    let place = places(conn, &[spot])?.remove(&spot);
    place.ok_or_else(|| DbError::Damaged(format!("programme {programme}")))
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
    let rows: Vec<EventId> = event_notices::table
        .filter(event_notices::event_id.eq_any(events.to_vec()))
        .filter(event_notices::recalled_at.is_null())
        .filter(event_notices::leaves_at.gt(now))
        .select(event_notices::event_id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
