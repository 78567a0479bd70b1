use std::collections::HashMap;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::label::Label;
use super::model::*;
use super::service::ProgrammeFace;
use super::store_around as around;
use crate::access::Programmes;
use crate::db::conn::{MultiBackend, each};
use crate::db::schema::{cities, event_places, events, programmes, steps};
use crate::db::types::Json;
use crate::db::{Conn, DbError, Stored};
use crate::domain::programme::ReleaseRule;
use crate::kernel::ids::{CityId, ContactId, EventId, ProgrammeId, PublicId, StepId};
use crate::kernel::localised::Localised;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::time::{Instant, WallTime, Zone};

/// Everything of an event but its number, in the table's order.
#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = events, treat_none_as_null = true)]
pub(super) struct Columns {
    public_id: PublicId,
    version: i64,
    programme_id: ProgrammeId,
    city_id: Option<CityId>,
    step_id: Option<StepId>,
    kind: EventKind,
    hosting: Hosting,
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
    ends_at: Option<Instant>,
    capacity: Option<i64>,
    reply_by_local: Option<String>,
    reply_by_at: Option<Instant>,
    contact_id: Option<ContactId>,
    contact_card: Json,
    host: Json,
    sequence: i64,
    announced_at: Option<Instant>,
    created_at: Instant,
    updated_at: Instant,
}

/// The host as it is kept: its slot as local times beside the event's zone.
#[derive(Serialize, Deserialize)]
struct KeptHost {
    name: Localised,
    url: String,
    contact: String,
    slot_starts: Option<String>,
    slot_ends: Option<String>,
}

pub(super) fn wall(local: &str, zone: Zone) -> Stored<WallTime> {
    WallTime::parse(local, zone).map_err(|e| DbError::Damaged(format!("{local}: {e}")))
}

pub(super) fn slot(start: Option<&str>, end: Option<&str>, zone: Zone) -> Stored<Option<Slot>> {
    match (start, end) {
        (Some(start), Some(end)) => Ok(Some(Slot { start: wall(start, zone)?, end: wall(end, zone)? })),
        _ => Ok(None),
    }
}

impl Columns {
    pub(super) fn of(event: &Event) -> Stored<Columns> {
        let slot = event.host.slot;
        let host = KeptHost {
            name: event.host.name.clone(),
            url: event.host.url.clone(),
            contact: event.host.contact.clone(),
            slot_starts: slot.map(|s| s.start.stored()),
            slot_ends: slot.map(|s| s.end.stored()),
        };
        Ok(Columns {
            public_id: event.public_id.clone(),
            version: event.version,
            programme_id: event.programme,
            city_id: event.city,
            step_id: event.step,
            kind: event.kind,
            hosting: event.hosting,
            state: event.state,
            state_reason: event.state_reason.as_ref().map(Label::stored).transpose()?,
            title: Json::of(&event.title)?,
            description: Json::of(&event.description)?,
            venue: Json::of(&event.venue)?,
            place: Json::of(&event.place)?,
            languages: Json::of(&event.languages)?,
            zone: event.zone,
            starts_local: event.when.map(|w| w.start.stored()),
            ends_local: event.when.map(|w| w.end.stored()),
            starts_at: event.when.map(|w| w.start.instant()),
            ends_at: event.when.map(|w| w.end.instant()),
            capacity: event.capacity,
            reply_by_local: event.reply_by.map(WallTime::stored),
            reply_by_at: event.reply_by.map(WallTime::instant),
            contact_id: event.contact,
            contact_card: Json::of(&event.card)?,
            host: Json::of(&host)?,
            sequence: event.sequence,
            announced_at: event.announced_at,
            created_at: event.created_at,
            updated_at: event.updated_at,
        })
    }

    fn event(self, id: EventId) -> Stored<Event> {
        let host: KeptHost = self.host.read()?;
        let zone = self.zone;
        Ok(Event {
            id,
            public_id: self.public_id,
            version: self.version,
            programme: self.programme_id,
            city: self.city_id,
            step: self.step_id,
            kind: self.kind,
            hosting: self.hosting,
            state: self.state,
            state_reason: self.state_reason.as_deref().map(Label::parse),
            title: self.title.read()?,
            description: self.description.read()?,
            venue: self.venue.read()?,
            place: self.place.read()?,
            languages: self.languages.read()?,
            zone,
            when: slot(self.starts_local.as_deref(), self.ends_local.as_deref(), zone)?,
            capacity: self.capacity,
            reply_by: self.reply_by_local.map(|local| wall(&local, zone)).transpose()?,
            contact: self.contact_id,
            card: self.contact_card.read()?,
            host: Host {
                name: host.name,
                url: host.url,
                contact: host.contact,
                slot: slot(host.slot_starts.as_deref(), host.slot_ends.as_deref(), zone)?,
            },
            sequence: self.sequence,
            announced_at: self.announced_at,
            created_at: self.created_at,
            updated_at: self.updated_at,
        })
    }
}

type Row = (EventId, Columns);

/// The columns of [`Row`].
macro_rules! row {
    () => {
        (
            events::id,
            (
                events::public_id,
                events::version,
                events::programme_id,
                events::city_id,
                events::step_id,
                events::kind,
                events::hosting,
                events::state,
                events::state_reason,
                events::title,
                events::description,
                events::venue,
                events::place,
                events::languages,
                events::zone,
                events::starts_local,
                events::ends_local,
                events::starts_at,
                events::ends_at,
                events::capacity,
                events::reply_by_local,
                events::reply_by_at,
                events::contact_id,
                events::contact_card,
                events::host,
                events::sequence,
                events::announced_at,
                events::created_at,
                events::updated_at,
            ),
        )
    };
}

/// An event with its city and its step, all in one statement.
type Whole = (Row, Option<around::CityRow>, Option<around::StepRow>);

/// The columns of [`Whole`].
macro_rules! whole {
    () => {
        (row!(), around::CITY.nullable(), around::STEP.nullable())
    };
}

macro_rules! with_faces {
    ($events:expr) => {
        $events
            .left_join(cities::table.on(cities::id.nullable().eq(events::city_id)))
            .left_join(steps::table.on(steps::id.nullable().eq(events::step_id)))
    };
}

fn view(((id, columns), city, step): Whole) -> Stored<EventView> {
    let (city, step) = (city.map(around::city).transpose()?, step.map(around::step).transpose()?);
    Ok(EventView { event: columns.event(id)?, city, step })
}

/// A new event and the row under which its places are decided.
pub(super) fn insert(conn: &mut Conn, event: &Event) -> Stored<EventId> {
    let columns = Columns::of(event)?;
    let id: EventId = diesel::insert_into(events::table).values(&columns).returning(events::id).get_result(conn)?;
    diesel::insert_into(event_places::table)
        .values((event_places::event_id.eq(id), event_places::revision.eq(0_i64)))
        .execute(conn)?;
    Ok(id)
}

/// Writes an event whose version is still `seen`; none when somebody else was faster.
pub(super) fn update(conn: &mut Conn, event: &Event, seen: i64) -> Stored<Option<()>> {
    let columns = Columns::of(event)?;
    let target = events::table.filter(events::id.eq(event.id)).filter(events::version.eq(seen));
    let written = diesel::update(target).set(&columns).execute(conn)?;
    Ok((written == 1).then_some(()))
}

pub(super) fn lock_places(conn: &mut Conn, event: EventId) -> Stored<()> {
    let locked = diesel::update(event_places::table.filter(event_places::event_id.eq(event)))
        .set(event_places::revision.eq(event_places::revision + 1))
        .execute(conn)?;
    if locked == 1 { Ok(()) } else { Err(DbError::NotFound) }
}

pub(super) fn by_public_id(conn: &mut Conn, programme: ProgrammeId, id: &PublicId) -> Stored<Option<EventView>> {
    let found: Option<Whole> = each!(conn, c => with_faces!(events::table)
        .filter(events::programme_id.eq(programme))
        .filter(events::public_id.eq(id))
        .select(whole!())
        .first(c)
        .optional())?;
    found.map(view).transpose()
}

/// By the outside name alone, for readers who know no programme.
pub(super) fn anywhere(conn: &mut Conn, id: &PublicId) -> Stored<Option<EventView>> {
    let found: Option<Whole> = each!(conn, c => with_faces!(events::table)
        .filter(events::public_id.eq(id))
        .select(whole!())
        .first(c)
        .optional())?;
    found.map(view).transpose()
}

/// The same with what other slices need of its programme.
pub(super) fn with_programme(conn: &mut Conn, id: &PublicId) -> Stored<Option<(EventView, ProgrammeFace)>> {
    let own = programmes::table.on(programmes::id.eq(events::programme_id));
    let columns = (whole!(), (programmes::slug, programmes::title, programmes::release_rule));
    let found: Option<(Whole, (String, Json, ReleaseRule))> = each!(conn, c => with_faces!(events::table.inner_join(own))
        .filter(events::public_id.eq(id))
        .select(columns)
        .first(c)
        .optional())?;
    let Some((whole, (slug, title, release_rule))) = found else { return Ok(None) };
    Ok(Some((view(whole)?, ProgrammeFace { slug, title: title.read()?, release_rule })))
}

/// By the outside name, in the programmes that the reader sees.
pub(super) fn in_sight(conn: &mut Conn, programmes: &Programmes, id: &PublicId) -> Stored<Option<EventView>> {
    let Programmes::Some(own) = programmes else { return anywhere(conn, id) };
    let found: Option<Whole> = with_faces!(events::table)
        .filter(events::public_id.eq(id))
        .filter(events::programme_id.eq_any(own.clone()))
        .select(whole!())
        .first(conn)
        .optional()?;
    found.map(view).transpose()
}

pub(super) fn by_ids(conn: &mut Conn, ids: &[EventId]) -> Stored<Vec<EventView>> {
    let rows: Vec<Whole> = match ids {
        [one] => each!(conn, c => with_faces!(events::table).filter(events::id.eq(*one)).select(whole!()).load(c))?,
        many => with_faces!(events::table).filter(events::id.eq_any(many)).select(whole!()).load(conn)?,
    };
    rows.into_iter().map(view).collect()
}

pub(super) fn of_programme(conn: &mut Conn, programme: ProgrammeId) -> Stored<Vec<EventView>> {
    let rows: Vec<Whole> = each!(conn, c => with_faces!(events::table)
        .filter(events::programme_id.eq(programme))
        .order((coalesce(events::starts_at, UNDATED), events::id))
        .select(whole!())
        .load(c))?;
    rows.into_iter().map(view).collect()
}

diesel::define_sql_function! {
    fn coalesce(value: diesel::sql_types::Nullable<diesel::sql_types::BigInt>, default: diesel::sql_types::BigInt)
        -> diesel::sql_types::BigInt;
}

/// Where events without a date stand in time: after all others, on both databases.
const UNDATED: i64 = i64::MAX;

pub(super) fn list(
    conn: &mut Conn,
    programme: ProgrammeId,
    filter: &EventFilter,
    now: Instant,
    page: PageRequest,
) -> Stored<Page<EventView>> {
    let mut query = events::table.filter(events::programme_id.eq(programme)).into_boxed::<MultiBackend>();
    if let Some(city) = &filter.city {
        let own = cities::table.filter(cities::programme_id.eq(programme)).filter(cities::public_id.eq(city.clone()));
        query = query.filter(events::city_id.eq_any(own.select(cities::id.nullable())));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(events::kind.eq(kind));
    }
    if let Some(state) = filter.state {
        query = query.filter(events::state.eq(state));
    }
    let end = coalesce(events::ends_at, UNDATED);
    query = match filter.period {
        Period::Upcoming => query.filter(end.ge(now.micros())),
        Period::Past => query.filter(end.lt(now.micros())),
        Period::All => query,
    };
    let start = coalesce(events::starts_at, UNDATED);
    if let Some((at, after)) = cursor(conn, programme, page.after)? {
        query = match filter.period {
            Period::Past => query.filter(start.lt(at).or(start.eq(at).and(events::id.lt(after)))),
            _ => query.filter(start.gt(at).or(start.eq(at).and(events::id.gt(after)))),
        };
    }
    query = match filter.period {
        Period::Past => query.order((start.desc(), events::id.desc())),
        _ => query.order((start.asc(), events::id.asc())),
    };
    let rows: Vec<Row> = query.limit(page.limit + 1).select(row!()).load(conn)?;
    let page = Page::cut(rows, page, |row| row.0.raw());
    Ok(Page { items: views(conn, page.items)?, next: page.next })
}

fn cursor(conn: &mut Conn, programme: ProgrammeId, after: Option<i64>) -> Stored<Option<(i64, EventId)>> {
    let Some(after) = after.map(EventId::new) else { return Ok(None) };
    let start: Option<Option<Instant>> = events::table
        .filter(events::programme_id.eq(programme))
        .filter(events::id.eq(after))
        .select(events::starts_at)
        .first(conn)
        .optional()?;
    Ok(start.map(|at| (at.map_or(UNDATED, Instant::micros), after)))
}

/// Puts cities and steps beside events, in the order given.
fn views(conn: &mut Conn, rows: Vec<Row>) -> Stored<Vec<EventView>> {
    let events = rows.into_iter().map(|(id, columns)| columns.event(id)).collect::<Stored<Vec<Event>>>()?;
    let city_ids: Vec<CityId> = events.iter().filter_map(|e| e.city).collect();
    let step_ids: Vec<StepId> = events.iter().filter_map(|e| e.step).collect();
    let cities: HashMap<CityId, CityFace> =
        around::cities_by_id(conn, &city_ids)?.into_iter().map(|c| (c.id, c)).collect();
    let steps: HashMap<StepId, StepFace> =
        around::steps_by_id(conn, &step_ids)?.into_iter().map(|s| (s.id, s)).collect();
    let view = |event: Event| EventView {
        city: event.city.and_then(|id| cities.get(&id).cloned()),
        step: event.step.and_then(|id| steps.get(&id).cloned()),
        event,
    };
    Ok(events.into_iter().map(view).collect())
}
