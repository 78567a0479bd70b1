//! What events read of their neighbours: cities, steps, accounts. Read wide; nothing is written here.

use diesel::prelude::*;

use super::model::{CityFace, ContactCard, StepFace};
use crate::db::conn::each;
use crate::db::schema::{accounts, cities, contacts, programmes, steps};
use crate::db::types::{Json, day};
use crate::db::{Conn, Stored};
use crate::kernel::email::Email;
use crate::kernel::ids::{AccountId, CityId, ContactId, ProgrammeId, PublicId, StepId};
use crate::kernel::localised::Localised;
use crate::kernel::time::Zone;

pub(super) type CityRow = (CityId, PublicId, String, Json, Zone, String);
pub(super) type StepRow = (StepId, PublicId, CityId, i32, Json, Option<String>, Option<String>);

type CityColumns = (cities::id, cities::public_id, cities::slug, cities::name, cities::zone, cities::hue);
pub(super) const CITY: CityColumns =
    (cities::id, cities::public_id, cities::slug, cities::name, cities::zone, cities::hue);
type StepColumns =
    (steps::id, steps::public_id, steps::city_id, steps::ordinal, steps::title, steps::starts_on, steps::ends_on);
pub(super) const STEP: StepColumns =
    (steps::id, steps::public_id, steps::city_id, steps::ordinal, steps::title, steps::starts_on, steps::ends_on);

pub(super) fn city(row: CityRow) -> Stored<CityFace> {
    let (id, public_id, slug, name, zone, hue) = row;
    Ok(CityFace { id, public_id, slug, name: name.read()?, zone, hue })
}

pub(super) fn step(row: StepRow) -> Stored<StepFace> {
    let (id, public_id, city, ordinal, title, first, last) = row;
    let days = (first.as_deref().map(day).transpose()?, last.as_deref().map(day).transpose()?);
    Ok(StepFace { id, public_id, city, ordinal, title: title.read()?, days })
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
