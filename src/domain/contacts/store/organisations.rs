use std::collections::HashMap;

use diesel::prelude::*;

use super::super::alike::EDITION;
use super::super::fold::{self, SearchKey};
use super::super::input::NewOrganisation;
use super::super::model::{Organisation, OrganisationKind};
use super::{IDS, ROWS, alike, union_organisations};
use crate::db::conn::each;
use crate::db::schema::{affiliations, contacts, organisation_names, organisations};
use crate::db::types::Json;
use crate::db::{Conn, DbError, Stored};
use crate::kernel::ids::{OrganisationId, PublicId};
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;

#[derive(Insertable)]
#[diesel(table_name = organisations, treat_none_as_default_value = false)]
struct NewRow<'a> {
    public_id: PublicId,
    version: i64,
    kind: OrganisationKind,
    name: Json,
    place: &'a str,
    country: &'a str,
    website: &'a str,
    notes: &'a str,
    folded_name: String,
    search_key: String,
    source_key: Option<&'a str>,
    created_at: Instant,
    updated_at: Instant,
    keyed: i64,
}

#[derive(Insertable)]
#[diesel(table_name = organisation_names, treat_none_as_default_value = false)]
struct NameRow {
    organisation_id: OrganisationId,
    folded: String,
}

/// What an organisation sorts by: its name in Latin letters where it has one.
fn sort_name(name: &Localised) -> String {
    let best = name.best(crate::kernel::locale::Locale::En);
    match fold::syllables(best).as_slice() {
        [] => fold::words(best),
        sounds => sounds.join(" "),
    }
}

fn search_key(new: &NewOrganisation) -> String {
    let key = new.name.iter().fold(SearchKey::default(), |key, (_, name)| key.name(name));
    key.name(&new.place).finish()
}

fn row<'a>(new: &'a NewOrganisation, now: Instant) -> Stored<NewRow<'a>> {
    Ok(NewRow {
        public_id: PublicId::random(),
        version: 1,
        kind: new.kind,
        name: Json::of(&new.name)?,
        place: &new.place,
        country: &new.country,
        website: &new.website,
        notes: &new.notes,
        folded_name: sort_name(&new.name),
        search_key: search_key(new),
        source_key: new.source_key.as_deref(),
        created_at: now,
        updated_at: now,
        keyed: EDITION,
    })
}

fn name_rows(id: OrganisationId, name: &Localised) -> Vec<NameRow> {
    let mut folded: Vec<String> = name.iter().map(|(_, text)| fold::joined(text)).filter(|f| !f.is_empty()).collect();
    folded.sort();
    folded.dedup();
    folded.into_iter().map(|folded| NameRow { organisation_id: id, folded }).collect()
}

/// Writes many; the ids come in the order given.
pub fn insert(conn: &mut Conn, now: Instant, new: &[NewOrganisation]) -> Stored<Vec<OrganisationId>> {
    let mut ids = Vec::with_capacity(new.len());
    for batch in new.chunks(ROWS) {
        let rows = batch.iter().map(|n| row(n, now)).collect::<Stored<Vec<_>>>()?;
        each!(conn, c => diesel::insert_into(organisations::table).values(&rows).execute(c))?;
        let public: Vec<&PublicId> = rows.iter().map(|r| &r.public_id).collect();
        let made: HashMap<PublicId, OrganisationId> = organisations::table
            .filter(organisations::public_id.eq_any(public))
            .select((organisations::public_id, organisations::id))
            .load(conn)?
            .into_iter()
            .collect();
        for row in &rows {
            ids.push(*made.get(&row.public_id).ok_or(DbError::NotFound)?);
        }
    }
    let names: Vec<NameRow> = ids.iter().zip(new).flat_map(|(id, n)| name_rows(*id, &n.name)).collect();
    insert_names(conn, &names)?;
    alike::insert(conn, ids.iter().zip(new).map(|(id, n)| (*id, &n.name, n.website.as_str())))?;
    Ok(ids)
}

fn insert_names(conn: &mut Conn, names: &[NameRow]) -> Stored<()> {
    for batch in names.chunks(ROWS) {
        each!(conn, c => diesel::insert_into(organisation_names::table).values(batch).execute(c))?;
    }
    Ok(())
}

/// Where these organisations are: (id, place, country).
pub fn places(conn: &mut Conn, ids: &[OrganisationId]) -> Stored<Vec<(OrganisationId, String, String)>> {
    let mut found: Vec<(OrganisationId, String, String)> = Vec::with_capacity(ids.len());
    for batch in ids.chunks(IDS) {
        let rows: Vec<(OrganisationId, String, String)> = organisations::table
            .filter(organisations::id.eq_any(batch))
            .select((organisations::id, organisations::place, organisations::country))
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Writes new values over the version that was seen; says whether it still stood.
pub fn update(conn: &mut Conn, id: OrganisationId, version: i64, new: &NewOrganisation, now: Instant) -> Stored<bool> {
    let written = diesel::update(organisations::table.find(id).filter(organisations::version.eq(version)))
        .set((
            organisations::version.eq(version + 1),
            organisations::kind.eq(new.kind),
            organisations::name.eq(Json::of(&new.name)?),
            organisations::place.eq(&new.place),
            organisations::country.eq(&new.country),
            organisations::website.eq(&new.website),
            organisations::notes.eq(&new.notes),
            organisations::folded_name.eq(sort_name(&new.name)),
            organisations::search_key.eq(search_key(new)),
            organisations::source_key.eq(new.source_key.as_deref()),
            organisations::updated_at.eq(now),
        ))
        .execute(conn)?;
    if written == 1 {
        diesel::delete(organisation_names::table.filter(organisation_names::organisation_id.eq(id))).execute(conn)?;
        insert_names(conn, &name_rows(id, &new.name))?;
        alike::renew(conn, &[id])?;
    }
    Ok(written == 1)
}

pub fn id_of(conn: &mut Conn, public: &PublicId) -> Stored<Option<OrganisationId>> {
    let living = organisations::table.filter(organisations::erased_at.is_null());
    Ok(living.filter(organisations::public_id.eq(public)).select(organisations::id).first(conn).optional()?)
}

/// Which organisations bear one of these folded names, the oldest first; behind them those that an entry of this name went into.
pub fn by_names(conn: &mut Conn, folded: &[String]) -> Stored<Vec<(String, OrganisationId)>> {
    let mut found = Vec::new();
    for batch in folded.chunks(IDS) {
        let rows: Vec<(String, OrganisationId, Option<OrganisationId>)> = each!(conn, c => organisation_names::table
            .inner_join(organisations::table)
            .filter(organisation_names::folded.eq_any(batch))
            .filter(organisations::erased_at.is_null().or(organisations::merged_into.is_not_null()))
            .order(organisations::id.asc())
            .select((organisation_names::folded, organisations::id, organisations::merged_into))
            .load(c))?;
        let (gone, living): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(_, _, into)| into.is_some());
        found.extend(living.into_iter().map(|(name, id, _)| (name, id)));
        for (name, id, _) in gone {
            found.extend(union_organisations::heir(conn, id)?.map(|heir| (name, heir)));
        }
    }
    Ok(found)
}

type Row = (
    OrganisationId,
    PublicId,
    i64,
    OrganisationKind,
    Json,
    (String, String, String, String),
    Option<String>,
    Instant,
    Instant,
);

/// The organisations of these ids, in that order.
pub fn load(conn: &mut Conn, ids: &[OrganisationId]) -> Stored<Vec<Organisation>> {
    let rows: Vec<Row> = organisations::table
        .filter(organisations::id.eq_any(ids))
        .select((
            organisations::id,
            organisations::public_id,
            organisations::version,
            organisations::kind,
            organisations::name,
            (organisations::place, organisations::country, organisations::website, organisations::notes),
            organisations::source_key,
            organisations::created_at,
            organisations::updated_at,
        ))
        .load(conn)?;
    let people: HashMap<OrganisationId, i64> = affiliations::table
        .inner_join(contacts::table)
        .filter(affiliations::organisation_id.eq_any(ids))
        .filter(contacts::erased_at.is_null())
        .group_by(affiliations::organisation_id)
        .select((affiliations::organisation_id, diesel::dsl::count(affiliations::contact_id)))
        .load(conn)?
        .into_iter()
        .collect();
    let mut found = HashMap::with_capacity(rows.len());
    for row in rows {
        let (place, country, website, notes) = row.5;
        let organisation = Organisation {
            id: row.0,
            public_id: row.1,
            version: row.2,
            kind: row.3,
            name: row.4.read()?,
            place,
            country,
            website,
            notes,
            source_key: row.6,
            people: people.get(&row.0).copied().unwrap_or(0),
            created_at: row.7,
            updated_at: row.8,
        };
        found.insert(row.0, organisation);
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}
