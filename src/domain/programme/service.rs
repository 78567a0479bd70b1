use chrono::Duration;

use super::model::{
    City, Dates, EditCity, EditProgramme, Hue, NewCity, NewProgramme, Outline, Programme, ProgrammeError, ReleaseRule,
};
use super::store::{self, Key};
use super::store_steps;
use super::template::{self, Template};
use crate::access::{Action, Context, Denied, Scope, TokenScope, may, require, require_scope};
use crate::db::{Conn, DbError, Stored};
use crate::domain::history::{self, Change, Entity, Entry, Record};
use crate::kernel::ids::{CityId, ProgrammeId, PublicId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::localised::Localised;
use crate::kernel::page::PageRequest;
use crate::kernel::reach::near;

type Result<T> = std::result::Result<T, ProgrammeError>;

/// Makes a programme with its cities and their steps. What else the template holds (deliverables, events) is planted by
/// `overview::create_from_template`, which calls this first.
pub fn create(conn: &mut Conn, cx: &Context, new: &NewProgramme) -> Result<Outline> {
    require(&cx.actor, Action::CreateProgramme, Scope::Installation)?;
    within_reach(cx, None, new.dates)?;
    let template = template::chosen(&new.template)?;
    let id = store::insert_programme(conn, cx.now, new).map_err(|e| taken(e, "slug"))?;
    let made = Record::new(Entity::Programme, id.raw(), "created").within(id, None);
    let made = made.changes([Change::of("template", "", &new.template), Change::of("slug", "", &new.slug)]);
    history::record(conn, cx, made)?;
    let programme = by_id(conn, cx, id)?;
    let mut hues = Vec::new();
    for (position, city) in (0..).zip(&new.cities) {
        let hue = city.hue.unwrap_or_else(|| Hue::free(&hues));
        hues.push(hue);
        let lag = Duration::days(template.city_lag_days * i64::from(position));
        plant_city(conn, cx, &programme, template, city, (position, hue), programme.dates.starts_on + lag)?;
    }
    whole(conn, cx, Key::Id(id))
}

fn within_reach(cx: &Context, before: Option<Dates>, dates: Dates) -> std::result::Result<(), Invalid> {
    let mut faults = Invalid::default();
    near(&mut faults, "starts_on", (before.map(|d| d.starts_on), Some(dates.starts_on)), cx.now);
    near(&mut faults, "ends_on", (before.map(|d| d.ends_on), Some(dates.ends_on)), cx.now);
    faults.into_result()
}

/// Adds a city with the template's steps, beginning today at the earliest. Nothing that exists changes its identifier.
pub fn add_city(conn: &mut Conn, cx: &Context, programme: ProgrammeId, new: &NewCity) -> Result<City> {
    require(&cx.actor, Action::EditProgramme, Scope::Programme(programme))?;
    let programme = by_id(conn, cx, programme)?;
    let template = template::chosen(&programme.template)?;
    let there = store::cities(conn, programme.id)?;
    let hues: Vec<Hue> = there.iter().map(|c| c.hue).collect();
    let hue = new.hue.unwrap_or_else(|| Hue::free(&hues));
    let position = there.iter().map(|c| c.position + 1).max().unwrap_or(0);
    let lag = Duration::days(template.city_lag_days * i64::from(position));
    let begins = (programme.dates.starts_on + lag).max(cx.now.at(new.zone).date());
    let id = plant_city(conn, cx, &programme, template, new, (position, hue), begins)?;
    let city = store::cities(conn, programme.id)?.into_iter().find(|c| c.id == id);
    city.ok_or(Denied::NotFound.into())
}

fn plant_city(
    conn: &mut Conn,
    cx: &Context,
    programme: &Programme,
    template: &Template,
    new: &NewCity,
    (position, hue): (i32, Hue),
    begins: chrono::NaiveDate,
) -> Result<CityId> {
    let city = store::insert_city(conn, cx.now, programme.id, new, (position, hue)).map_err(|e| taken(e, "slug"))?;
    for (ordinal, step) in (1..).zip(&template.steps) {
        let starts_on = begins + Duration::days(step.starts_after_days);
        let dates = Dates { starts_on, ends_on: starts_on + Duration::days(step.lasts_days - 1) };
        store_steps::insert_step(conn, cx.now, (programme.id, city), (ordinal, step), dates)?;
    }
    let record = Record::new(Entity::City, city.raw(), "added").within(programme.id, Some(city));
    history::record(conn, cx, record.changes([Change::of("slug", "", &new.slug), Change::of("zone", "", new.zone)]))?;
    Ok(city)
}

/// Changes what may change of a programme; its slug and public id may not.
pub fn edit(
    conn: &mut Conn,
    cx: &Context,
    (id, version): (ProgrammeId, i64),
    edit: &EditProgramme,
) -> Result<Programme> {
    require(&cx.actor, Action::EditProgramme, Scope::Programme(id))?;
    let before = by_id(conn, cx, id)?;
    within_reach(cx, Some(before.dates), edit.dates)?;
    // Whom the rule binds cannot lift it.
    let lifts = before.release_rule == ReleaseRule::SecondPerson && edit.release_rule == ReleaseRule::Alone;
    if lifts && !may(&cx.actor, Action::ManageInstallation, Scope::Installation) {
        return Err(Invalid::one("release_rule", Reason::WantsAdministrator).into());
    }
    let changes = [
        Change::of("title", stored(&before.title)?, stored(&edit.title)?),
        Change::of("summary", stored(&before.summary)?, stored(&edit.summary)?),
        Change::of("zone", before.zone, edit.zone),
        Change::of("starts_on", before.dates.starts_on, edit.dates.starts_on),
        Change::of("ends_on", before.dates.ends_on, edit.dates.ends_on),
        Change::of("release_rule", before.release_rule, edit.release_rule),
    ];
    // Nothing to write, for whoever has seen the newest.
    if before.version == version && changes.iter().all(Option::is_none) {
        return Ok(before);
    }
    if !store::update_programme(conn, cx.now, (id, version), edit)? {
        return Err(ProgrammeError::Stale);
    }
    let record = Record::new(Entity::Programme, id.raw(), "edited").within(id, None).changes(changes);
    history::record(conn, cx, record)?;
    by_id(conn, cx, id)
}

/// Changes a city's names, zone, place or colour. Events keep the zone they were promised in.
pub fn edit_city(conn: &mut Conn, cx: &Context, before: &City, version: i64, edit: &EditCity) -> Result<()> {
    require(&cx.actor, Action::EditProgramme, Scope::City(before.programme, before.id))?;
    let changes = [
        Change::of("name", stored(&before.name)?, stored(&edit.name)?),
        Change::of("zone", before.zone, edit.zone),
        Change::of("latitude", before.coordinates.latitude, edit.coordinates.latitude),
        Change::of("longitude", before.coordinates.longitude, edit.coordinates.longitude),
        Change::of("hue", before.hue, edit.hue),
    ];
    if changes.iter().all(Option::is_none) {
        let now = store::cities(conn, before.programme)?.into_iter().find(|c| c.id == before.id);
        return if now.is_some_and(|now| now.version == version) { Ok(()) } else { Err(ProgrammeError::Stale) };
    }
    if !store::update_city(conn, (before.id, version), edit)? {
        return Err(ProgrammeError::Stale);
    }
    let record = Record::new(Entity::City, before.id.raw(), "edited").within(before.programme, Some(before.id));
    history::record(conn, cx, record.changes(changes))?;
    Ok(())
}

/// The programmes the actor may see, newest first.
pub fn list(conn: &mut Conn, cx: &Context) -> Result<Vec<Programme>> {
    // A key that does not read is told so, and not that there is nothing.
    require_scope(&cx.actor, TokenScope::Read)?;
    let programmes = store::programmes(conn, &cx.actor.programmes())?;
    let seen = |p: &Programme| require(&cx.actor, Action::SeeProgramme, Scope::Programme(p.id)).is_ok();
    Ok(programmes.into_iter().filter(seen).collect())
}

pub fn by_id(conn: &mut Conn, cx: &Context, id: ProgrammeId) -> Result<Programme> {
    lookup(conn, cx, Key::Id(id))
}

pub fn by_public_id(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<Programme> {
    lookup(conn, cx, Key::PublicId(id))
}

/// A programme by what stands in an address: its slug or its public id.
pub fn find(conn: &mut Conn, cx: &Context, key: &str) -> Result<Programme> {
    match (lookup(conn, cx, Key::Slug(key)), key.parse::<PublicId>()) {
        (Err(ProgrammeError::Denied(Denied::NotFound)), Ok(id)) => by_public_id(conn, cx, &id),
        (found, _) => found,
    }
}

/// Makes everybody else who takes this lock wait until this transaction ends. The caller has checked the right.
pub fn lock(conn: &mut Conn, id: ProgrammeId) -> Stored<()> {
    store::lock(conn, id)
}

fn lookup(conn: &mut Conn, cx: &Context, key: Key<'_>) -> Result<Programme> {
    let programme = store::programme(conn, key, &cx.actor.programmes())?.ok_or(Denied::NotFound)?;
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme.id))?;
    Ok(programme)
}

/// A programme with its cities and steps, by slug or public id: two queries.
pub fn load(conn: &mut Conn, cx: &Context, key: &str) -> Result<Outline> {
    match (whole(conn, cx, Key::Slug(key)), key.parse::<PublicId>()) {
        (Err(ProgrammeError::Denied(Denied::NotFound)), Ok(id)) => whole(conn, cx, Key::PublicId(&id)),
        (found, _) => found,
    }
}

fn whole(conn: &mut Conn, cx: &Context, key: Key<'_>) -> Result<Outline> {
    let (programme, cities) = store::with_cities(conn, key, &cx.actor.programmes())?.ok_or(Denied::NotFound)?;
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme.id))?;
    let steps = store_steps::steps(conn, programme.id)?;
    Ok(Outline { programme, cities, steps })
}

/// The same by number, for slices that hold one.
pub fn load_by_id(conn: &mut Conn, cx: &Context, id: ProgrammeId) -> Result<Outline> {
    whole(conn, cx, Key::Id(id))
}

pub fn cities(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Vec<City>> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    Ok(store::cities(conn, programme)?)
}

/// The cities of several programmes in one query, each programme's in order.
pub fn cities_of(conn: &mut Conn, cx: &Context, programmes: &[ProgrammeId]) -> Result<Vec<City>> {
    for programme in programmes {
        require(&cx.actor, Action::SeeProgramme, Scope::Programme(*programme))?;
    }
    Ok(store::cities_of(conn, programmes)?)
}

/// A city of the programme by its slug or public id.
pub fn city(conn: &mut Conn, cx: &Context, programme: ProgrammeId, key: &str) -> Result<City> {
    let mut all = cities(conn, cx, programme)?.into_iter();
    let found = all.find(|c| c.slug.as_str() == key || c.public_id.as_str() == key);
    found.ok_or(Denied::NotFound.into())
}

/// What happened to a programme, newest first.
pub fn history(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Vec<Entry>> {
    require(&cx.actor, Action::SeeHistory, Scope::Programme(programme))?;
    Ok(history::of_entity(conn, Entity::Programme, programme.raw(), PageRequest::default())?.items)
}

/// What happened to a city, newest first.
pub fn city_history(conn: &mut Conn, cx: &Context, city: &City) -> Result<Vec<Entry>> {
    require(&cx.actor, Action::SeeHistory, Scope::City(city.programme, city.id))?;
    Ok(history::of_entity(conn, Entity::City, city.id.raw(), PageRequest::default())?.items)
}

/// A broken rule of uniqueness told as the field it is about.
fn taken(error: DbError, field: &str) -> ProgrammeError {
    match error {
        DbError::Duplicate(_) => Invalid::one(field, Reason::Taken).into(),
        other => other.into(),
    }
}

/// Localised text as it is kept, for the history.
fn stored(text: &Localised) -> Result<String> {
    Ok(crate::db::types::Json::of(text)?.as_str().to_owned())
}
