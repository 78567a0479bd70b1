//! What events read of their neighbours: cities, steps, seats, accounts. Read wide; nothing is written here.

use std::collections::HashMap;

use diesel::dsl::{count, count_star, exists};
use diesel::prelude::*;

use super::model::{CityFace, ContactCard, Guests, StepFace};
use crate::db::conn::each;
use crate::db::schema::{
    accounts, cities, contacts, delegation_invitations, delegations, invitations, programmes, rounds, seats, steps,
};
use crate::db::types::Json;
use crate::db::{Conn, Stored, conditions};
use crate::kernel::email::Email;
use crate::kernel::ids::{AccountId, CityId, ContactId, EventId, ProgrammeId, PublicId, StepId};
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, Zone};

pub(super) type CityRow = (CityId, PublicId, String, Json, Zone, String);
pub(super) type StepRow = (StepId, PublicId, CityId, i32, Json);

type CityColumns = (cities::id, cities::public_id, cities::slug, cities::name, cities::zone, cities::hue);
pub(super) const CITY: CityColumns =
    (cities::id, cities::public_id, cities::slug, cities::name, cities::zone, cities::hue);
type StepColumns = (steps::id, steps::public_id, steps::city_id, steps::ordinal, steps::title);
pub(super) const STEP: StepColumns = (steps::id, steps::public_id, steps::city_id, steps::ordinal, steps::title);

pub(super) fn city(row: CityRow) -> Stored<CityFace> {
    let (id, public_id, slug, name, zone, hue) = row;
    Ok(CityFace { id, public_id, slug, name: name.read()?, zone, hue })
}

pub(super) fn step(row: StepRow) -> Stored<StepFace> {
    let (id, public_id, city, ordinal, title) = row;
    Ok(StepFace { id, public_id, city, ordinal, title: title.read()? })
}

pub(super) fn cities_by_id(conn: &mut Conn, ids: &[CityId]) -> Stored<Vec<CityFace>> {
    // One alone is the usual case, and a statement that the connection keeps.
    let rows: Vec<CityRow> = match ids {
        [] => Vec::new(),
        [one] => each!(conn, c => cities::table.filter(cities::id.eq(*one)).select(CITY).load(c))?,
        many => cities::table.filter(cities::id.eq_any(many)).select(CITY).load(conn)?,
    };
    rows.into_iter().map(city).collect()
}

pub(super) fn steps_by_id(conn: &mut Conn, ids: &[StepId]) -> Stored<Vec<StepFace>> {
    let rows: Vec<StepRow> = match ids {
        [] => Vec::new(),
        [one] => each!(conn, c => steps::table.filter(steps::id.eq(*one)).select(STEP).load(c))?,
        many => steps::table.filter(steps::id.eq_any(many)).select(STEP).load(conn)?,
    };
    rows.into_iter().map(step).collect()
}

pub(super) fn cities(conn: &mut Conn, programme: ProgrammeId) -> Stored<Vec<CityFace>> {
    let rows: Vec<CityRow> = cities::table
        .filter(cities::programme_id.eq(programme))
        .order((cities::position, cities::id))
        .select(CITY)
        .load(conn)?;
    rows.into_iter().map(city).collect()
}

pub(super) fn steps(conn: &mut Conn, programme: ProgrammeId) -> Stored<Vec<StepFace>> {
    let rows: Vec<StepRow> = steps::table
        .filter(steps::programme_id.eq(programme))
        .order((steps::city_id, steps::ordinal))
        .select(STEP)
        .load(conn)?;
    rows.into_iter().map(step).collect()
}

pub(super) fn programme_title(conn: &mut Conn, programme: ProgrammeId) -> Stored<Localised> {
    let title: Json = programmes::table.find(programme).select(programmes::title).first(conn)?;
    title.read()
}

pub(super) fn programme_zone(conn: &mut Conn, programme: ProgrammeId) -> Stored<Option<Zone>> {
    Ok(programmes::table.filter(programmes::id.eq(programme)).select(programmes::zone).first(conn).optional()?)
}

/// Seats by answer, for several events in two statements. Who was written to in a round that may still be called back knows nothing yet.
pub(super) fn guests(conn: &mut Conn, ids: &[EventId], now: Instant) -> Stored<HashMap<EventId, Guests>> {
    let mut found: HashMap<EventId, Guests> = ids.iter().map(|id| (*id, Guests::default())).collect();
    if ids.is_empty() {
        return Ok(found);
    }
    let answers: Vec<(EventId, String, i64)> = seats::table
        .filter(seats::event_id.eq_any(ids))
        .filter(seats::removed_at.is_null())
        .filter(conditions::counted_seat())
        .group_by((seats::event_id, seats::answer))
        .select((seats::event_id, seats::answer, count_star()))
        .load(conn)?;
    for (id, answer, n) in answers {
        let guests = found.entry(id).or_default();
        guests.seats += n;
        match answer.as_str() {
            "accepted" => guests.accepted += n,
            "tentative" => guests.tentative += n,
            "declined" => guests.declined += n,
            "waiting" => guests.waiting += n,
            _ => {}
        }
    }
    let invited: Vec<(EventId, String, i64)> = invitations::table
        .inner_join(rounds::table)
        .inner_join(seats::table)
        .filter(invitations::event_id.eq_any(ids))
        .filter(rounds::recalled_at.is_null())
        .filter(rounds::leaves_at.le(now))
        .filter(conditions::invitation_stands())
        .filter(seats::removed_at.is_null())
        // A seat has one answer, so that no seat is in two of these groups.
        .group_by((seats::event_id, seats::answer))
        .select((seats::event_id, seats::answer, count(seats::id).aggregate_distinct()))
        .load(conn)?;
    for (id, answer, n) in invited {
        let guests = found.entry(id).or_default();
        guests.invited += n;
        if answer == "none" {
            guests.unanswered += n;
        }
    }
    for (id, answer, n) in asked_places(conn, ids, now)? {
        let guests = found.entry(id).or_default();
        guests.invited += n;
        if answer == "none" {
            guests.unanswered += n;
        }
    }
    Ok(found)
}

/// Places of institutions whose letter has left, by event and answer: they know of the event whether it counts places or people.
fn asked_places(conn: &mut Conn, ids: &[EventId], now: Instant) -> Stored<Vec<(EventId, String, i64)>> {
    let asked = delegation_invitations::table
        .inner_join(rounds::table)
        .inner_join(delegations::table)
        .filter(delegations::event_id.eq(seats::event_id))
        .filter(delegations::organisation_id.nullable().eq(seats::organisation_id))
        .filter(rounds::recalled_at.is_null())
        .filter(rounds::leaves_at.le(now))
        .filter(conditions::letter_stands());
    Ok(seats::table
        .filter(seats::event_id.eq_any(ids))
        .filter(seats::organisation_id.is_not_null())
        .filter(seats::removed_at.is_null())
        .filter(exists(asked))
        .group_by((seats::event_id, seats::answer))
        .select((seats::event_id, seats::answer, count_star()))
        .load(conn)?)
}

/// How a member is reached by guests: name and address of the account, phone of the contact behind it.
pub(super) fn card_of_account(conn: &mut Conn, account: AccountId) -> Stored<Option<ContactCard>> {
    let row: Option<(String, Email, Option<String>)> = accounts::table
        .left_join(contacts::table)
        .filter(accounts::id.eq(account))
        .select((accounts::name, accounts::email, contacts::phone.nullable()))
        .first(conn)
        .optional()?;
    Ok(row.map(|(name, email, phone)| ContactCard { name, email: Some(email), phone: phone.unwrap_or_default() }))
}

/// The contact of the account that has this address, so that a card can be erased with its person.
pub(super) fn contact_of_account(conn: &mut Conn, email: &Email) -> Stored<Option<ContactId>> {
    let found: Option<Option<ContactId>> = accounts::table
        .filter(accounts::email_folded.eq(email.folded()))
        .select(accounts::contact_id)
        .first(conn)
        .optional()?;
    Ok(found.flatten())
}
