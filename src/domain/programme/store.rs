use diesel::prelude::*;

use super::model::{
    City, Coordinates, Dates, EditCity, EditProgramme, Hue, NewCity, NewProgramme, Owner, Programme, ReleaseRule, Slug,
};
use crate::access::Programmes;
use crate::db::batch::Row;
use crate::db::conn::MultiBackend;
use crate::db::schema::{cities, contacts, programmes};
use crate::db::types::{Json, day};
use crate::db::{Conn, Stored};
use crate::kernel::ids::{CityId, ContactId, ProgrammeId, PublicId};
use crate::kernel::names::PersonName;
use crate::kernel::time::{Instant, Zone};

#[derive(Queryable)]
struct ProgrammeRow {
    id: ProgrammeId,
    public_id: PublicId,
    version: i64,
    slug: Slug,
    title: Json,
    summary: Json,
    template: String,
    zone: Zone,
    starts_on: String,
    ends_on: String,
    release_rule: ReleaseRule,
    created_at: Instant,
    updated_at: Instant,
}

#[derive(Queryable)]
struct CityRow {
    id: CityId,
    public_id: PublicId,
    version: i64,
    programme: ProgrammeId,
    slug: Slug,
    name: Json,
    zone: Zone,
    latitude: f64,
    longitude: f64,
    hue: Hue,
    position: i32,
    created_at: Instant,
}

/// The columns of [`Owner`], in order: for all who read of whom something is.
pub(crate) type OwnerRow = (ContactId, PublicId, String, String, String, Json);
pub(crate) const OWNER: (
    contacts::id,
    contacts::public_id,
    contacts::native_name,
    contacts::latin_name,
    contacts::family_name,
    contacts::salutation,
) = (
    contacts::id,
    contacts::public_id,
    contacts::native_name,
    contacts::latin_name,
    contacts::family_name,
    contacts::salutation,
);

pub(crate) fn owner((id, public_id, native, latin, family, salutation): OwnerRow) -> Stored<Owner> {
    Ok(Owner { id, public_id, name: PersonName { native, latin, family, address: salutation.read()? } })
}

/// The same columns for statements that are written out, and their names there.
pub(crate) const OWNER_WORDS: &str = "contacts.id AS owner_id, contacts.public_id AS owner_public, \
     contacts.native_name AS native_name, contacts.latin_name AS latin_name, contacts.family_name AS family_name, \
     contacts.salutation AS salutation";

/// What [`OWNER_WORDS`] calls them, in that order.
pub(crate) const OWNER_COLUMNS: [&str; 6] =
    ["owner_id", "owner_public", "native_name", "latin_name", "family_name", "salutation"];

/// The next six columns of a row: an owner, where there is one.
pub(crate) fn owner_in(row: &mut Row) -> Stored<Option<Owner>> {
    let (id, public_id) = (row.some()?, row.some()?);
    let (native, latin, family) = (row.some()?, row.some()?, row.some()?);
    let salutation = row.some()?;
    let named = native.zip(latin).zip(family).zip(salutation);
    let Some((id, (public_id, (((native, latin), family), salutation)))) = id.zip(public_id.zip(named)) else {
        return Ok(None);
    };
    owner((ContactId::new(id), public_id, native, latin, family, salutation)).map(Some)
}

impl ProgrammeRow {
    fn entity(self) -> Stored<Programme> {
        Ok(Programme {
            id: self.id,
            public_id: self.public_id,
            version: self.version,
            slug: self.slug,
            title: self.title.read()?,
            summary: self.summary.read()?,
            template: self.template,
            zone: self.zone,
            dates: Dates { starts_on: day(&self.starts_on)?, ends_on: day(&self.ends_on)? },
            release_rule: self.release_rule,
            created_at: self.created_at,
            updated_at: self.updated_at,
        })
    }
}

impl CityRow {
    fn entity(self) -> Stored<City> {
        Ok(City {
            id: self.id,
            public_id: self.public_id,
            version: self.version,
            programme: self.programme,
            slug: self.slug,
            name: self.name.read()?,
            zone: self.zone,
            coordinates: Coordinates { latitude: self.latitude, longitude: self.longitude },
            hue: self.hue,
            position: self.position,
            created_at: self.created_at,
        })
    }
}

/// What a programme is asked for by.
pub(super) enum Key<'a> {
    Id(ProgrammeId),
    PublicId(&'a PublicId),
    Slug(&'a str),
}

/// The one asked for, if it is among those seen.
macro_rules! narrowed {
    ($query:expr, $key:expr, $seen:expr) => {{
        let query = match $key {
            Key::Id(id) => $query.filter(programmes::id.eq(id)),
            Key::PublicId(id) => $query.filter(programmes::public_id.eq(id.clone())),
            Key::Slug(slug) => $query.filter(programmes::slug.eq(slug.to_owned())),
        };
        match $seen {
            Programmes::All => query,
            Programmes::Some(ids) => query.filter(programmes::id.eq_any(ids.clone())),
        }
    }};
}

pub(super) fn programme(conn: &mut Conn, key: Key<'_>, seen: &Programmes) -> Stored<Option<Programme>> {
    let query = narrowed!(programmes::table.into_boxed::<MultiBackend>(), key, seen);
    query.first::<ProgrammeRow>(conn).optional()?.map(ProgrammeRow::entity).transpose()
}

/// The same with its cities in order, in one statement.
pub(super) fn with_cities(conn: &mut Conn, key: Key<'_>, seen: &Programmes) -> Stored<Option<(Programme, Vec<City>)>> {
    let query = narrowed!(programmes::table.left_join(cities::table).into_boxed::<MultiBackend>(), key, seen);
    let rows: Vec<(ProgrammeRow, Option<CityRow>)> = query
        .order((cities::position, cities::id))
        .select((programmes::all_columns, cities::all_columns.nullable()))
        .load(conn)?;
    let (mut programme, mut found) = (None, Vec::new());
    for (row, city) in rows {
        if programme.is_none() {
            programme = Some(row.entity()?);
        }
        found.extend(city.map(CityRow::entity).transpose()?);
    }
    Ok(programme.map(|programme| (programme, found)))
}

pub(super) fn programmes(conn: &mut Conn, seen: &Programmes) -> Stored<Vec<Programme>> {
    let mut query = programmes::table.into_boxed::<MultiBackend>();
    if let Programmes::Some(ids) = seen {
        query = query.filter(programmes::id.eq_any(ids.clone()));
    }
    let rows: Vec<ProgrammeRow> = query.order(programmes::id.desc()).load(conn)?;
    rows.into_iter().map(ProgrammeRow::entity).collect()
}

pub(super) fn cities(conn: &mut Conn, programme: ProgrammeId) -> Stored<Vec<City>> {
    cities_of(conn, &[programme])
}

pub(super) fn cities_of(conn: &mut Conn, programmes: &[ProgrammeId]) -> Stored<Vec<City>> {
    let rows: Vec<CityRow> = cities::table
        .filter(cities::programme_id.eq_any(programmes.to_vec()))
        .order((cities::position.asc(), cities::id.asc()))
        .load(conn)?;
    rows.into_iter().map(CityRow::entity).collect()
}

#[derive(Insertable)]
#[diesel(table_name = programmes)]
struct ProgrammeValues {
    public_id: PublicId,
    version: i64,
    slug: Slug,
    title: Json,
    summary: Json,
    template: String,
    zone: Zone,
    starts_on: String,
    ends_on: String,
    release_rule: ReleaseRule,
    created_at: Instant,
    updated_at: Instant,
}

pub(super) fn insert_programme(conn: &mut Conn, now: Instant, new: &NewProgramme) -> Stored<ProgrammeId> {
    let row = ProgrammeValues {
        public_id: PublicId::random(),
        version: 1,
        slug: new.slug.clone(),
        title: Json::of(&new.title)?,
        summary: Json::of(&new.summary)?,
        template: new.template.clone(),
        zone: new.zone,
        starts_on: new.dates.starts_on.to_string(),
        ends_on: new.dates.ends_on.to_string(),
        release_rule: new.release_rule,
        created_at: now,
        updated_at: now,
    };
    Ok(diesel::insert_into(programmes::table).values(&row).returning(programmes::id).get_result(conn)?)
}

/// Whether the row still had the version that was edited.
pub(super) fn update_programme(
    conn: &mut Conn,
    now: Instant,
    (id, version): (ProgrammeId, i64),
    edit: &EditProgramme,
) -> Stored<bool> {
    let target = programmes::table.filter(programmes::id.eq(id)).filter(programmes::version.eq(version));
    let changed = diesel::update(target)
        .set((
            programmes::version.eq(version + 1),
            programmes::title.eq(Json::of(&edit.title)?),
            programmes::summary.eq(Json::of(&edit.summary)?),
            programmes::zone.eq(edit.zone),
            programmes::starts_on.eq(edit.dates.starts_on.to_string()),
            programmes::ends_on.eq(edit.dates.ends_on.to_string()),
            programmes::release_rule.eq(edit.release_rule),
            programmes::updated_at.eq(now),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

#[derive(Insertable)]
#[diesel(table_name = cities)]
struct CityValues {
    public_id: PublicId,
    version: i64,
    programme_id: ProgrammeId,
    slug: Slug,
    name: Json,
    zone: Zone,
    latitude: f64,
    longitude: f64,
    hue: Hue,
    position: i32,
    created_at: Instant,
}

/// Locks the row until the transaction ends.
pub(super) fn lock(conn: &mut Conn, id: ProgrammeId) -> Stored<()> {
    let target = programmes::table.filter(programmes::id.eq(id));
    diesel::update(target).set(programmes::version.eq(programmes::version)).execute(conn)?;
    Ok(())
}

pub(super) fn insert_city(
    conn: &mut Conn,
    now: Instant,
    programme: ProgrammeId,
    new: &NewCity,
    (position, hue): (i32, Hue),
) -> Stored<CityId> {
    let row = CityValues {
        public_id: PublicId::random(),
        version: 1,
        programme_id: programme,
        slug: new.slug.clone(),
        name: Json::of(&new.name)?,
        zone: new.zone,
        latitude: new.coordinates.latitude,
        longitude: new.coordinates.longitude,
        hue,
        position,
        created_at: now,
    };
    Ok(diesel::insert_into(cities::table).values(&row).returning(cities::id).get_result(conn)?)
}

pub(super) fn update_city(conn: &mut Conn, (id, version): (CityId, i64), edit: &EditCity) -> Stored<bool> {
    let target = cities::table.filter(cities::id.eq(id)).filter(cities::version.eq(version));
    let changed = diesel::update(target)
        .set((
            cities::version.eq(version + 1),
            cities::name.eq(Json::of(&edit.name)?),
            cities::zone.eq(edit.zone),
            cities::latitude.eq(edit.coordinates.latitude),
            cities::longitude.eq(edit.coordinates.longitude),
            cities::hue.eq(edit.hue),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}
