//! What several use cases read: the event, and the persons behind seats.

use diesel::prelude::*;

use super::facts::{EventFacts, SecondPerson};
use crate::db::conn::each;
use crate::db::schema::{cities, contacts, event_places, events, programmes};
use crate::db::types::Json;
use crate::db::{Conn, DbError, Stored};
use crate::domain::events::EventState;
use crate::kernel::ids::{CityId, ContactId, EventId, ProgrammeId, PublicId};
use crate::kernel::locale::Locale;
use crate::kernel::names::PersonName;
use crate::kernel::time::{Instant, WallTime, Zone};

/// SQLite allows 32,766 values a statement.
pub(super) const BATCH: usize = 500;

#[derive(Queryable, Selectable)]
#[diesel(table_name = events)]
struct EventRow {
    id: EventId,
    public_id: PublicId,
    programme_id: ProgrammeId,
    city_id: Option<CityId>,
    state: EventState,
    state_reason: Option<String>,
    title: Json,
    description: Json,
    venue: Json,
    place: Json,
    languages: Json,
    zone: Zone,
    starts_local: Option<String>,
    ends_local: Option<String>,
    starts_at: Option<Instant>,
    capacity: Option<i64>,
    reply_by_local: Option<String>,
    contact_card: Json,
    sequence: i64,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = programmes)]
struct ProgrammeRow {
    public_id: PublicId,
    title: Json,
    release_rule: String,
}

type FactsRow = (EventRow, ProgrammeRow, Option<String>);

/// The selected columns of an event with its programme and its city's hue.
macro_rules! facts_query {
    () => {
        events::table
            .inner_join(programmes::table)
            .left_join(cities::table)
            .select((EventRow::as_select(), ProgrammeRow::as_select(), cities::hue.nullable()))
    };
}

pub(super) fn event_by_public_id(conn: &mut Conn, id: &PublicId) -> Stored<Option<EventFacts>> {
    let row: Option<FactsRow> = facts_query!().filter(events::public_id.eq(id)).first(conn).optional()?;
    row.map(facts).transpose()
}

pub(super) fn event_by_id(conn: &mut Conn, id: EventId) -> Stored<Option<EventFacts>> {
    let row: Option<FactsRow> = facts_query!().filter(events::id.eq(id)).first(conn).optional()?;
    row.map(facts).transpose()
}

pub(super) fn events_by_ids(conn: &mut Conn, ids: &[EventId]) -> Stored<Vec<EventFacts>> {
    let rows: Vec<FactsRow> = facts_query!().filter(events::id.eq_any(ids.iter().copied())).load(conn)?;
    rows.into_iter().map(facts).collect()
}

fn facts((event, programme, hue): FactsRow) -> Stored<EventFacts> {
    let wall = |local: Option<String>| {
        local.map(|l| WallTime::parse(&l, event.zone)).transpose().map_err(|e| DbError::Damaged(e.to_string()))
    };
    Ok(EventFacts {
        id: event.id,
        public_id: event.public_id,
        programme: event.programme_id,
        programme_public: programme.public_id,
        programme_title: programme.title.read()?,
        second_person: match programme.release_rule.as_str() {
            "second-person" => SecondPerson::Wanted,
            _ => SecondPerson::NotWanted,
        },
        city: event.city_id,
        place: event.place.read()?,
        hue,
        zone: event.zone,
        state: event.state,
        state_reason: event.state_reason,
        title: event.title.read()?,
        description: event.description.read()?,
        venue: event.venue.read()?,
        languages: event.languages.read()?,
        starts: wall(event.starts_local)?,
        ends: wall(event.ends_local)?,
        starts_at: event.starts_at,
        capacity: event.capacity,
        reply_by: wall(event.reply_by_local)?,
        card: event.contact_card.read()?,
        sequence: event.sequence,
    })
}

/// Holds the event's places until the transaction ends: whoever counts next waits for us.
pub(super) fn lock_places(conn: &mut Conn, event: EventId) -> Stored<()> {
    let bump = |conn: &mut Conn| {
        diesel::update(event_places::table.find(event))
            .set(event_places::revision.eq(event_places::revision + 1))
            .execute(conn)
    };
    if bump(conn)? == 0 {
        let row = (event_places::event_id.eq(event), event_places::revision.eq(0));
        each!(conn, c => diesel::insert_into(event_places::table).values(row).on_conflict_do_nothing().execute(c))?;
        bump(conn)?;
    }
    Ok(())
}

/// A person as mails and lists need one.
#[derive(Queryable, Selectable, Clone, Debug)]
#[diesel(table_name = contacts)]
pub(super) struct PersonRow {
    pub id: ContactId,
    pub public_id: PublicId,
    pub native_name: String,
    pub latin_name: String,
    pub family_name: String,
    pub salutation: Json,
    pub language: Locale,
    pub phone: String,
    pub nonce: String,
    pub do_not_contact_at: Option<Instant>,
    pub erased_at: Option<Instant>,
}

impl PersonRow {
    pub fn name(&self) -> Stored<PersonName> {
        Ok(PersonName {
            native: self.native_name.clone(),
            latin: self.latin_name.clone(),
            family: self.family_name.clone(),
            address: self.salutation.read()?,
        })
    }
}
