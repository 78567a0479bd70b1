use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{ContactPerson, EventFace, Firm, PackageFace, Sponsorship, Stage};
use super::service::Sight;
use crate::db::conn::MultiBackend;
use crate::db::schema::{contacts, events, organisations, sponsorship_packages, sponsorship_people, sponsorships};
use crate::db::types::{Json, day};
use crate::db::{Conn, DbError, Stored};
use crate::domain::events::EventState;
use crate::domain::programme::{self, OWNER, Owner, OwnerRow};
use crate::kernel::ids::{CityId, ContactId, EventId, OrganisationId, PackageId, ProgrammeId, PublicId, SponsorshipId};
use crate::kernel::localised::Localised;
use crate::kernel::money::{Currency, Money};
use crate::kernel::time::Instant;

#[derive(Queryable)]
struct Row {
    id: SponsorshipId,
    public_id: PublicId,
    version: i64,
    programme: ProgrammeId,
    event: Option<EventId>,
    organisation: OrganisationId,
    stage: Stage,
    owner: Option<ContactId>,
    package: Option<PackageId>,
    amount_minor: Option<i64>,
    amount_currency: Option<Currency>,
    in_kind: String,
    in_kind_minor: Option<i64>,
    in_kind_currency: Option<Currency>,
    next_action: String,
    next_on: Option<String>,
    notes: String,
    signed_on: Option<String>,
    agreement: String,
    declined: String,
    public_name: Json,
    created_at: Instant,
    updated_at: Instant,
}

pub(super) fn money(minor: Option<i64>, currency: Option<Currency>) -> Option<Money> {
    Some(Money { minor: minor?, currency: currency? })
}

/// What sponsorships point at, read in a query for each kind of thing.
struct Around {
    firms: HashMap<OrganisationId, Firm>,
    events: HashMap<EventId, EventFace>,
    owners: HashMap<ContactId, Owner>,
    packages: HashMap<PackageId, PackageFace>,
    people: HashMap<SponsorshipId, Vec<ContactPerson>>,
}

impl Around {
    fn entity(&mut self, row: Row) -> Stored<Sponsorship> {
        let firm = self.firms.get(&row.organisation).cloned();
        Ok(Sponsorship {
            firm: firm.ok_or_else(|| DbError::Damaged("a sponsorship of no organisation".to_owned()))?,
            event: row.event.and_then(|id| self.events.get(&id)).cloned(),
            owner: row.owner.and_then(|id| self.owners.get(&id)).cloned(),
            package: row.package.and_then(|id| self.packages.get(&id)).cloned(),
            people: self.people.remove(&row.id).unwrap_or_default(),
            id: row.id,
            public_id: row.public_id,
            version: row.version,
            programme: row.programme,
            stage: row.stage,
            amount: money(row.amount_minor, row.amount_currency),
            in_kind: row.in_kind,
            in_kind_value: money(row.in_kind_minor, row.in_kind_currency),
            next_action: row.next_action,
            next_on: row.next_on.as_deref().map(day).transpose()?,
            notes: row.notes,
            signed_on: row.signed_on.as_deref().map(day).transpose()?,
            agreement: row.agreement,
            declined: row.declined,
            public_name: row.public_name.read()?,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

fn owners(conn: &mut Conn, ids: &[ContactId]) -> Stored<HashMap<ContactId, Owner>> {
    let rows: Vec<OwnerRow> = contacts::table
        .filter(contacts::id.eq_any(ids.to_vec()))
        .filter(contacts::erased_at.is_null())
        .select(OWNER)
        .load(conn)?;
    rows.into_iter().map(|row| Ok((row.0, programme::owner(row)?))).collect()
}

/// People by number, as entries name them.
pub(super) fn persons(conn: &mut Conn, ids: &[ContactId]) -> Stored<HashMap<ContactId, ContactPerson>> {
    let person = |o: Owner| ContactPerson { id: o.id, public_id: o.public_id, name: o.name };
    Ok(owners(conn, ids)?.into_iter().map(|(id, owner)| (id, person(owner))).collect())
}

fn people(conn: &mut Conn, ids: &[SponsorshipId]) -> Stored<HashMap<SponsorshipId, Vec<ContactPerson>>> {
    let pairs: Vec<(SponsorshipId, ContactId)> = sponsorship_people::table
        .filter(sponsorship_people::sponsorship_id.eq_any(ids.to_vec()))
        .order((sponsorship_people::sponsorship_id, sponsorship_people::contact_id))
        .select((sponsorship_people::sponsorship_id, sponsorship_people::contact_id))
        .load(conn)?;
    let known = persons(conn, &pairs.iter().map(|(_, contact)| *contact).collect::<Vec<_>>())?;
    let mut found: HashMap<SponsorshipId, Vec<ContactPerson>> = HashMap::new();
    for (sponsorship, contact) in pairs {
        found.entry(sponsorship).or_default().extend(known.get(&contact).cloned());
    }
    Ok(found)
}

fn firms(conn: &mut Conn, ids: &[OrganisationId]) -> Stored<HashMap<OrganisationId, Firm>> {
    let rows: Vec<(OrganisationId, PublicId, Json, String)> = organisations::table
        .filter(organisations::id.eq_any(ids.to_vec()))
        .select((organisations::id, organisations::public_id, organisations::name, organisations::website))
        .load(conn)?;
    let firm =
        |(id, public_id, name, website): (_, _, Json, _)| Ok((id, Firm { id, public_id, name: name.read()?, website }));
    rows.into_iter().map(firm).collect()
}

fn event_faces(conn: &mut Conn, ids: &[EventId]) -> Stored<HashMap<EventId, EventFace>> {
    type Row = (EventId, PublicId, Json, Option<CityId>, Option<String>, EventState);
    let rows: Vec<Row> = events::table
        .filter(events::id.eq_any(ids.to_vec()))
        .select((events::id, events::public_id, events::title, events::city_id, events::starts_local, events::state))
        .load(conn)?;
    let face = |(id, public_id, title, city, starts, state): Row| {
        let day = starts.as_deref().and_then(|starts| starts.split('T').next()).map(day).transpose()?;
        Ok((id, EventFace { id, public_id, title: title.read()?, city, day, state }))
    };
    rows.into_iter().map(face).collect()
}

fn package_faces(conn: &mut Conn, ids: &[PackageId]) -> Stored<HashMap<PackageId, PackageFace>> {
    let rows: Vec<(PackageId, PublicId, Json)> = sponsorship_packages::table
        .filter(sponsorship_packages::id.eq_any(ids.to_vec()))
        .select((sponsorship_packages::id, sponsorship_packages::public_id, sponsorship_packages::name))
        .load(conn)?;
    let face = |(id, public_id, name): (_, _, Json)| Ok((id, PackageFace { id, public_id, name: name.read()? }));
    rows.into_iter().map(face).collect()
}

fn each_once<T: Ord>(ids: impl Iterator<Item = T>) -> Vec<T> {
    ids.collect::<std::collections::BTreeSet<T>>().into_iter().collect()
}

fn whole_of(conn: &mut Conn, rows: Vec<Row>) -> Stored<Vec<Sponsorship>> {
    let mut around = Around {
        firms: firms(conn, &each_once(rows.iter().map(|r| r.organisation)))?,
        events: event_faces(conn, &each_once(rows.iter().filter_map(|r| r.event)))?,
        owners: owners(conn, &each_once(rows.iter().filter_map(|r| r.owner)))?,
        packages: package_faces(conn, &each_once(rows.iter().filter_map(|r| r.package)))?,
        people: people(conn, &rows.iter().map(|r| r.id).collect::<Vec<_>>())?,
    };
    rows.into_iter().map(|row| around.entity(row)).collect()
}

/// Everything of a programme that is in sight, the oldest first: a query for each kind of thing, whatever the number.
pub(super) fn whole(conn: &mut Conn, programme: ProgrammeId, sight: &Sight) -> Stored<Vec<Sponsorship>> {
    let mut query = sponsorships::table.filter(sponsorships::programme_id.eq(programme)).into_boxed::<MultiBackend>();
    if let Sight::Cities(cities) = sight {
        let near = events::table.filter(events::city_id.eq_any(cities.clone())).select(events::id.nullable());
        query = query.filter(sponsorships::event_id.eq_any(near));
    }
    let rows: Vec<Row> = query.order(sponsorships::id).select(sponsorships::all_columns).load(conn)?;
    whole_of(conn, rows)
}

/// What has signed in a programme: all of it, or what belongs to the programme itself and to one event.
pub(super) fn signed(conn: &mut Conn, programme: ProgrammeId, event: Option<EventId>) -> Stored<Vec<Sponsorship>> {
    let stages: Vec<Stage> = Stage::ALL.iter().copied().filter(|s| s.is_signed()).collect();
    let mut query = sponsorships::table
        .filter(sponsorships::programme_id.eq(programme))
        .filter(sponsorships::stage.eq_any(stages))
        .into_boxed::<MultiBackend>();
    if let Some(event) = event {
        query = query.filter(sponsorships::event_id.is_null().or(sponsorships::event_id.eq(event)));
    }
    let rows: Vec<Row> = query.order(sponsorships::id).select(sponsorships::all_columns).load(conn)?;
    whole_of(conn, rows)
}

/// A sponsorship by its name alone, wherever it is: who may see it is asked afterwards.
pub(super) fn anywhere(conn: &mut Conn, id: &PublicId) -> Stored<Option<Sponsorship>> {
    let rows: Vec<Row> =
        sponsorships::table.filter(sponsorships::public_id.eq(id)).select(sponsorships::all_columns).load(conn)?;
    Ok(whole_of(conn, rows)?.pop())
}

pub(super) fn by_id(conn: &mut Conn, id: SponsorshipId) -> Stored<Sponsorship> {
    let rows: Vec<Row> =
        sponsorships::table.filter(sponsorships::id.eq(id)).select(sponsorships::all_columns).load(conn)?;
    whole_of(conn, rows)?.pop().ok_or(DbError::NotFound)
}

/// Every courting of these firms, in whatever programme.
pub(super) fn of_firms(conn: &mut Conn, ids: &[OrganisationId]) -> Stored<Vec<Sponsorship>> {
    let rows: Vec<Row> = sponsorships::table
        .filter(sponsorships::organisation_id.eq_any(ids.to_vec()))
        .order(sponsorships::id)
        .select(sponsorships::all_columns)
        .load(conn)?;
    whole_of(conn, rows)
}

/// The one of a firm for an event, or for the programme itself.
pub(super) fn same(
    conn: &mut Conn,
    programme: ProgrammeId,
    firm: OrganisationId,
    event: Option<EventId>,
) -> Stored<Option<PublicId>> {
    let there: Vec<(PublicId, Option<EventId>)> = sponsorships::table
        .filter(sponsorships::programme_id.eq(programme))
        .filter(sponsorships::organisation_id.eq(firm))
        .select((sponsorships::public_id, sponsorships::event_id))
        .load(conn)?;
    Ok(there.into_iter().find(|(_, of)| *of == event).map(|(id, _)| id))
}

/// The organisation behind an outside name, and its names.
pub(super) fn firm(conn: &mut Conn, id: OrganisationId) -> Stored<Firm> {
    firms(conn, &[id])?.remove(&id).ok_or(DbError::NotFound)
}

pub(super) fn stored(text: &Localised) -> Stored<String> {
    Ok(Json::of(text)?.as_str().to_owned())
}
