//! What entries speak of, by the names of today; and the other way round, our numbers for names of the outside.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use diesel::prelude::*;

use super::log::{Name, Named, Names, Whole};
use super::model::{Change, Entity, Entry};
use crate::db::batch::Question;
use crate::db::schema::{
    accounts, cities, contacts, deliverable_shares, deliverables, events, grants, imports, organisations, outbox,
    programmes, rounds, seats, sponsorships, stakeholder_groups, steps,
};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::kernel::ids::{AccountId, CityId, EventId, ProgrammeId, PublicId};
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;

/// By slug or public id.
pub fn programme(conn: &mut Conn, key: &str) -> Stored<Option<ProgrammeId>> {
    let called = programmes::slug.eq(key).or(programmes::public_id.eq(key));
    Ok(programmes::table.filter(called).select(programmes::id).first(conn).optional()?)
}

/// The same of a city.
pub fn city(conn: &mut Conn, programme: ProgrammeId, key: &str) -> Stored<Option<CityId>> {
    let called = cities::slug.eq(key).or(cities::public_id.eq(key));
    let found = cities::table.filter(cities::programme_id.eq(programme)).filter(called);
    Ok(found.select(cities::id).first(conn).optional()?)
}

pub fn account(conn: &mut Conn, id: &PublicId) -> Stored<Option<AccountId>> {
    Ok(accounts::table.filter(accounts::public_id.eq(id)).select(accounts::id).first(conn).optional()?)
}

/// Members by name; of a programme those with a role that reaches it.
pub fn members(conn: &mut Conn, of: Whole) -> Stored<Vec<(PublicId, String)>> {
    let mut rows = accounts::table.order((accounts::name, accounts::id)).into_boxed();
    if let Whole::Programme(id) = of {
        let reaching = grants::programme_id.eq(id).or(grants::programme_id.is_null());
        rows = rows.filter(accounts::id.eq_any(grants::table.filter(reaching).select(grants::account_id)));
    }
    Ok(rows.select((accounts::public_id, accounts::name)).load(conn)?)
}

/// The number of a thing by its public id.
pub fn thing(conn: &mut Conn, kind: Entity, id: &PublicId) -> Stored<Option<i64>> {
    macro_rules! in_table {
        ($table:ident) => {
            $table::table.filter($table::public_id.eq(id)).select($table::id).first(conn).optional()?
        };
    }
    Ok(match kind {
        Entity::Account => in_table!(accounts),
        Entity::Programme => in_table!(programmes),
        Entity::City => in_table!(cities),
        Entity::Step => in_table!(steps),
        Entity::Deliverable => in_table!(deliverables),
        Entity::Event => in_table!(events),
        Entity::Round => in_table!(rounds),
        Entity::Seat => in_table!(seats),
        Entity::Sponsorship => in_table!(sponsorships),
        Entity::Contact => in_table!(contacts),
        Entity::Organisation => in_table!(organisations),
        Entity::Import => in_table!(imports),
        Entity::Message => in_table!(outbox),
        Entity::Group => in_table!(stakeholder_groups),
    })
}

/// The version of a thing as it stands.
pub fn version(conn: &mut Conn, kind: Entity, id: i64) -> Stored<Option<i64>> {
    macro_rules! in_table {
        ($table:ident) => {
            $table::table.filter($table::id.eq(id)).select($table::version).first::<i64>(conn).optional()?
        };
    }
    Ok(match kind {
        Entity::Account => in_table!(accounts),
        Entity::Programme => in_table!(programmes),
        Entity::City => in_table!(cities),
        Entity::Step => in_table!(steps),
        Entity::Deliverable => in_table!(deliverables),
        Entity::Event => in_table!(events),
        Entity::Round => in_table!(rounds),
        Entity::Sponsorship => in_table!(sponsorships),
        Entity::Contact => in_table!(contacts),
        Entity::Organisation => in_table!(organisations),
        Entity::Import => in_table!(imports),
        Entity::Seat | Entity::Message | Entity::Group => None,
    })
}

/// Everything these entries name, in a query for each kind of thing among them.
pub fn names(conn: &mut Conn, entries: &[Entry]) -> Stored<Names> {
    let mut by_kind: BTreeMap<Entity, BTreeSet<i64>> = BTreeMap::new();
    for entry in entries {
        by_kind.entry(entry.entity).or_default().insert(entry.entity_id);
    }
    let mut names = spoken(conn, entries)?;
    for (kind, ids) in by_kind {
        let ids: Vec<i64> = ids.into_iter().collect();
        for (id, named) in things(conn, kind, &ids)? {
            names.things.insert((kind, id), named);
        }
    }
    let members: Vec<AccountId> = entries.iter().filter_map(|e| e.account).collect();
    let members = accounts::table.filter(accounts::id.eq_any(members)).select((accounts::id, accounts::public_id));
    names.accounts = members.load::<(AccountId, PublicId)>(conn)?.into_iter().collect();
    names.programmes = programmes_of(conn, entries)?;
    names.cities = cities_of(conn, entries)?;
    Ok(names)
}

/// Only what stands in their changes.
pub fn spoken(conn: &mut Conn, entries: &[Entry]) -> Stored<Names> {
    let (people, members) = (people_of(conn, entries)?, members_of(conn, entries)?);
    Ok(Names { people, members, shares: shares_of(conn, entries)?, ..Names::default() })
}

fn programmes_of(conn: &mut Conn, entries: &[Entry]) -> Stored<HashMap<ProgrammeId, (String, Localised)>> {
    let ids: BTreeSet<ProgrammeId> = entries.iter().filter_map(|e| e.programme).collect();
    let rows: Vec<(ProgrammeId, String, Json)> = programmes::table
        .filter(programmes::id.eq_any(ids.into_iter().collect::<Vec<_>>()))
        .select((programmes::id, programmes::slug, programmes::title))
        .load(conn)?;
    rows.into_iter().map(|(id, slug, title)| Ok((id, (slug, title.read()?)))).collect()
}

fn cities_of(conn: &mut Conn, entries: &[Entry]) -> Stored<HashMap<CityId, (String, Localised)>> {
    let ids: BTreeSet<CityId> = entries.iter().filter_map(|e| e.city).collect();
    let rows: Vec<(CityId, String, Json)> = cities::table
        .filter(cities::id.eq_any(ids.into_iter().collect::<Vec<_>>()))
        .select((cities::id, cities::slug, cities::name))
        .load(conn)?;
    rows.into_iter().map(|(id, slug, name)| Ok((id, (slug, name.read()?)))).collect()
}

/// Owners stand in what was changed by their numbers.
fn people_of(conn: &mut Conn, entries: &[Entry]) -> Stored<HashMap<i64, (PublicId, PersonName)>> {
    let ids = numbers(entries, &PEOPLE);
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(people(conn, &ids)?.into_iter().collect())
}

/// Whose changes name people.
const PEOPLE: [&str; 4] = ["owner", "deputy", "nudged", "appearing"];

/// The same, to be asked beside other questions; none where nobody is named.
pub fn people_asked(entries: &[Entry]) -> Option<Question<'static, Names>> {
    let ids: Vec<String> = numbers(entries, &PEOPLE).iter().map(i64::to_string).collect();
    let columns = &["id", "public_id", "native_name", "latin_name", "family_name"];
    let (list, ids) = (columns.join(", "), Some(ids.join(", ")).filter(|ids| !ids.is_empty())?);
    let select = format!("SELECT {list} FROM contacts WHERE id IN ({ids}) AND erased_at IS NULL");
    Some(Question::new(columns, select, |rows| {
        let mut names = Names::default();
        for mut row in rows {
            let (id, public) = (row.one()?, row.one()?);
            names.people.insert(id, (public, name_of(row.one()?, row.one()?, row.one()?)));
        }
        Ok(names)
    }))
}

/// So do reviewers, who have accounts.
fn members_of(conn: &mut Conn, entries: &[Entry]) -> Stored<HashMap<i64, (PublicId, String)>> {
    let ids: Vec<AccountId> = numbers(entries, &["reviewers"]).into_iter().map(AccountId::new).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = accounts::table.filter(accounts::id.eq_any(ids));
    let rows: Vec<(AccountId, PublicId, String)> =
        rows.select((accounts::id, accounts::public_id, accounts::name)).load(conn)?;
    Ok(rows.into_iter().map(|(id, public, name)| (id.raw(), (public, name))).collect())
}

/// Links stand there by their public ids, so that nobody's name is kept.
fn shares_of(conn: &mut Conn, entries: &[Entry]) -> Stored<HashMap<String, String>> {
    let ids: BTreeSet<&str> = values(entries, &["share"]).filter(|id| !id.is_empty()).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = deliverable_shares::table.filter(deliverable_shares::public_id.eq_any(ids));
    let rows: Vec<(PublicId, String)> =
        rows.select((deliverable_shares::public_id, deliverable_shares::recipient)).load(conn)?;
    Ok(rows.into_iter().map(|(id, recipient)| (id.to_string(), recipient)).collect())
}

fn values<'a>(entries: &'a [Entry], fields: &'a [&str]) -> impl Iterator<Item = &'a str> {
    let changes = entries.iter().flat_map(|e| &e.changes).filter(move |c| fields.contains(&c.field.as_str()));
    changes.flat_map(|c| [c.before.as_str(), c.after.as_str()])
}

/// Each number once that stands in these fields.
fn numbers(entries: &[Entry], fields: &[&str]) -> Vec<i64> {
    read(values(entries, fields)).into_iter().collect()
}

fn read<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeSet<i64> {
    texts.flat_map(|text| text.split([' ', ','])).filter_map(|id| id.parse().ok()).collect()
}

/// The numbers of those whom these changes name.
pub(super) fn named_in(changes: &[Change]) -> BTreeSet<i64> {
    let naming = changes.iter().filter(|change| PEOPLE.contains(&change.field.as_str()));
    read(naming.flat_map(|change| [change.before.as_str(), change.after.as_str()]))
}

/// The numbers of those who were made reviewers by these changes, or are none any more.
pub(super) fn reviewers_in(changes: &[Change]) -> BTreeSet<i64> {
    let naming = changes.iter().filter(|change| change.field == "reviewers");
    read(naming.flat_map(|change| [change.before.as_str(), change.after.as_str()]))
}

type Person = (i64, PublicId, String, String, String);

fn people(conn: &mut Conn, ids: &[i64]) -> Stored<Vec<(i64, (PublicId, PersonName))>> {
    let columns =
        (contacts::id, contacts::public_id, contacts::native_name, contacts::latin_name, contacts::family_name);
    let rows: Vec<Person> = contacts::table
        .filter(contacts::id.eq_any(ids))
        .filter(contacts::erased_at.is_null())
        .select(columns)
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, public, native, latin, family)| (id, (public, name_of(native, latin, family))))
        .collect())
}

fn name_of(native: String, latin: String, family: String) -> PersonName {
    PersonName { native, latin, family, address: Localised::default() }
}

/// The things of these numbers that are there still.
pub fn things(conn: &mut Conn, kind: Entity, ids: &[i64]) -> Stored<Vec<(i64, Named)>> {
    macro_rules! localised {
        ($table:ident, $name:ident) => {{
            let rows =
                $table::table.filter($table::id.eq_any(ids)).select(($table::id, $table::public_id, $table::$name));
            let rows: Vec<(i64, PublicId, Json)> = rows.load(conn)?;
            rows.into_iter().map(|(id, public, name)| Ok((id, named(public, Name::Localised(name.read()?))))).collect()
        }};
    }
    macro_rules! plain {
        ($table:ident, $name:ident) => {{
            let rows =
                $table::table.filter($table::id.eq_any(ids)).select(($table::id, $table::public_id, $table::$name));
            let rows: Vec<(i64, PublicId, String)> = rows.load(conn)?;
            Ok(rows.into_iter().map(|(id, public, name)| (id, named(public, Name::Text(name)))).collect())
        }};
    }
    match kind {
        Entity::Account => plain!(accounts, name),
        Entity::Import => plain!(imports, file_name),
        Entity::Message => plain!(outbox, kind),
        Entity::Programme => localised!(programmes, title),
        Entity::City => localised!(cities, name),
        Entity::Step => localised!(steps, title),
        Entity::Deliverable => localised!(deliverables, title),
        Entity::Event => localised!(events, title),
        Entity::Organisation => localised!(organisations, name),
        Entity::Group => localised!(stakeholder_groups, name),
        Entity::Contact => {
            let people = people(conn, ids)?;
            Ok(people.into_iter().map(|(id, (public, name))| (id, named(public, Name::Person(name)))).collect())
        }
        Entity::Round => rounds_of(conn, ids),
        Entity::Seat => seats_of(conn, ids),
        Entity::Sponsorship => sponsorships_of(conn, ids),
    }
}

fn named(public_id: PublicId, name: Name) -> Named {
    Named { public_id, name, event: None }
}

type EventName = (PublicId, Json);

fn rounds_of(conn: &mut Conn, ids: &[i64]) -> Stored<Vec<(i64, Named)>> {
    let columns = (rounds::id, rounds::public_id, rounds::name, (events::public_id, events::title));
    let rows: Vec<(i64, PublicId, String, EventName)> =
        rounds::table.inner_join(events::table).filter(rounds::id.eq_any(ids)).select(columns).load(conn)?;
    let round = |(id, public_id, name, (event, title)): (i64, PublicId, String, EventName)| {
        Ok((id, Named { public_id, name: Name::Text(name), event: Some((event, title.read()?)) }))
    };
    rows.into_iter().map(round).collect()
}

/// A sponsorship is called after the firm.
fn sponsorships_of(conn: &mut Conn, ids: &[i64]) -> Stored<Vec<(i64, Named)>> {
    let rows: Vec<(i64, PublicId, Json)> = sponsorships::table
        .inner_join(organisations::table.on(organisations::id.eq(sponsorships::organisation_id)))
        .filter(sponsorships::id.eq_any(ids))
        .select((sponsorships::id, sponsorships::public_id, organisations::name))
        .load(conn)?;
    rows.into_iter().map(|(id, public, name)| Ok((id, named(public, Name::Localised(name.read()?))))).collect()
}

/// A seat is called after whom it is for.
fn seats_of(conn: &mut Conn, ids: &[i64]) -> Stored<Vec<(i64, Named)>> {
    type Seat = (i64, PublicId, EventId, Option<i64>, Option<i64>);
    let columns = (seats::id, seats::public_id, seats::event_id, seats::contact_id, seats::organisation_id);
    let rows: Vec<Seat> = seats::table.filter(seats::id.eq_any(ids)).select(columns).load(conn)?;
    let of = |ids: Vec<Option<i64>>| ids.into_iter().flatten().collect::<Vec<i64>>();
    let people: HashMap<i64, (PublicId, PersonName)> =
        people(conn, &of(rows.iter().map(|r| r.3).collect()))?.into_iter().collect();
    let houses: HashMap<i64, Named> =
        things(conn, Entity::Organisation, &of(rows.iter().map(|r| r.4).collect()))?.into_iter().collect();
    let ids: Vec<EventId> = rows.iter().map(|r| r.2).collect();
    let titles: Vec<(EventId, EventName)> = events::table
        .filter(events::id.eq_any(ids))
        .select((events::id, (events::public_id, events::title)))
        .load(conn)?;
    let mut named = Vec::with_capacity(rows.len());
    for (id, public_id, event, contact, organisation) in rows {
        let person = contact.and_then(|c| people.get(&c)).map(|(_, name)| Name::Person(name.clone()));
        let house = organisation.and_then(|o| houses.get(&o)).map(|house| house.name.clone());
        let title = titles.iter().find(|(id, _)| *id == event);
        let event =
            title.map(|(_, (id, title))| Ok::<_, crate::db::DbError>((id.clone(), title.read()?))).transpose()?;
        named.push((id, Named { public_id, name: person.or(house).unwrap_or(Name::Text(String::new())), event }));
    }
    Ok(named)
}
