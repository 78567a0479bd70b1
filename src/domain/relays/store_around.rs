//! What relays need of rows that are not theirs: read only.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::model::Place;
use crate::db::schema::{cities, contacts, event_notices, outbox, programmes};
use crate::db::types::Json;
use crate::db::{Conn, DbError, Stored};
use crate::domain::invitations::mail::Moot;
use crate::domain::outbox::MessageState;
use crate::kernel::ids::{CityId, ContactId, EventId, ProgrammeId};
use crate::kernel::time::{Instant, Zone};

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

/// Why a mail is kept back for what may be otherwise again: the result was not given to outsiders, or the programme was closed.
pub(super) const KEPT_BACK: [&str; 3] = [Moot::Settled.as_str(), Moot::Gone.as_str(), "programme-closed"];

/// A mail that has not left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unsent {
    Waiting,
    /// It had no point when it was to leave.
    Dropped,
}

/// Those of the mails with these keys that have not left.
pub(super) fn unsent(conn: &mut Conn, keys: &[String]) -> Stored<HashMap<String, Unsent>> {
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(String, MessageState, Option<String>)> = outbox::table
        .filter(outbox::dedupe_key.eq_any(keys.to_vec()))
        .filter(outbox::state.eq_any([MessageState::Queued, MessageState::Retry, MessageState::Cancelled]))
        .select((outbox::dedupe_key, outbox::state, outbox::reason))
        .load(conn)?;
    // What staff have cancelled was decided by somebody who saw it.
    let pointless = [Moot::Replaced.as_str(), Moot::Succeeded.as_str()];
    let dropped =
        |why: Option<String>| why.is_some_and(|why| KEPT_BACK.iter().chain(&pointless).any(|word| *word == why));
    let one = |(key, state, why): (String, MessageState, Option<String>)| match state {
        MessageState::Cancelled => dropped(why).then_some((key, Unsent::Dropped)),
        _ => Some((key, Unsent::Waiting)),
    };
    Ok(rows.into_iter().filter_map(one).collect())
}
