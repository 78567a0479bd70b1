use diesel::prelude::*;

use super::draft::Draft;
use super::model::{Session, SessionKind};
use crate::db::schema::{session_people, sessions};
use crate::db::types::Json;
use crate::db::{Conn, DbError, Stored};
use crate::domain::events::Slot;
use crate::kernel::ids::{EventId, PublicId, SessionId};
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, WallTime, Zone};

#[derive(Queryable)]
struct Row {
    id: SessionId,
    public_id: PublicId,
    version: i64,
    event: EventId,
    kind: SessionKind,
    title: Json,
    description: Json,
    starts_local: String,
    ends_local: String,
    _starts_at: Instant,
    _ends_at: Instant,
    room: String,
    languages: Json,
    interpretation: Json,
    removed_at: Option<Instant>,
    created_at: Instant,
    updated_at: Instant,
    room_names: Json,
}

/// Without people and slides, which are filled in for many at once.
fn entity(row: Row, zone: Zone) -> Stored<Session> {
    let wall = |local: &str| WallTime::parse(local, zone).map_err(|e| DbError::Damaged(format!("{local}: {e}")));
    Ok(Session {
        id: row.id,
        public_id: row.public_id,
        version: row.version,
        event: row.event,
        kind: row.kind,
        title: row.title.read()?,
        description: row.description.read()?,
        slot: Slot { start: wall(&row.starts_local)?, end: wall(&row.ends_local)? },
        room: row.room,
        room_names: row.room_names.read()?,
        languages: row.languages.read()?,
        interpretation: row.interpretation.read()?,
        people: Vec::new(),
        slides: Vec::new(),
        removed_at: row.removed_at,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

fn entities(rows: Vec<Row>, zone: Zone) -> Stored<Vec<Session>> {
    rows.into_iter().map(|row| entity(row, zone)).collect()
}

pub(super) fn of_event(conn: &mut Conn, event: EventId, zone: Zone) -> Stored<Vec<Session>> {
    let rows: Vec<Row> = sessions::table
        .filter(sessions::event_id.eq(event))
        .filter(sessions::removed_at.is_null())
        .order((sessions::starts_at, sessions::room, sessions::id))
        .load(conn)?;
    entities(rows, zone)
}

pub(super) fn taken_out(conn: &mut Conn, event: EventId, zone: Zone) -> Stored<Vec<Session>> {
    let rows: Vec<Row> = sessions::table
        .filter(sessions::event_id.eq(event))
        .filter(sessions::removed_at.is_not_null())
        .order((sessions::removed_at.desc(), sessions::id.desc()))
        .load(conn)?;
    entities(rows, zone)
}

pub(super) fn all_of_event(conn: &mut Conn, event: EventId, zone: Zone) -> Stored<Vec<Session>> {
    let rows: Vec<Row> =
        sessions::table.filter(sessions::event_id.eq(event)).order((sessions::starts_at, sessions::id)).load(conn)?;
    entities(rows, zone)
}

pub(super) fn by_public_id(conn: &mut Conn, (event, zone): (EventId, Zone), id: &PublicId) -> Stored<Option<Session>> {
    let row: Option<Row> = sessions::table
        .filter(sessions::event_id.eq(event))
        .filter(sessions::public_id.eq(id))
        .first(conn)
        .optional()?;
    row.map(|row| entity(row, zone)).transpose()
}

pub(super) fn event_of(conn: &mut Conn, id: &PublicId) -> Stored<Option<EventId>> {
    Ok(sessions::table.filter(sessions::public_id.eq(id)).select(sessions::event_id).first(conn).optional()?)
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = sessions)]
struct Values {
    kind: SessionKind,
    title: Json,
    description: Json,
    starts_local: String,
    ends_local: String,
    starts_at: Instant,
    ends_at: Instant,
    room: String,
    room_names: Json,
    languages: Json,
    interpretation: Json,
    updated_at: Instant,
}

fn values(draft: &Draft, now: Instant) -> Stored<Values> {
    Ok(Values {
        kind: draft.kind,
        title: Json::of(&draft.title)?,
        description: Json::of(&draft.description)?,
        starts_local: draft.slot.start.stored(),
        ends_local: draft.slot.end.stored(),
        starts_at: draft.slot.start.instant(),
        ends_at: draft.slot.end.instant(),
        room: draft.room.clone(),
        room_names: Json::of(&draft.room_names)?,
        languages: Json::of(&draft.languages)?,
        interpretation: Json::of(&draft.interpretation)?,
        updated_at: now,
    })
}

pub(super) fn insert(conn: &mut Conn, event: EventId, draft: &Draft, now: Instant) -> Stored<(SessionId, PublicId)> {
    let public_id = PublicId::random();
    let own = (
        sessions::public_id.eq(public_id.clone()),
        sessions::version.eq(1_i64),
        sessions::event_id.eq(event),
        sessions::created_at.eq(now),
    );
    let id = diesel::insert_into(sessions::table)
        .values((own, values(draft, now)?))
        .returning(sessions::id)
        .get_result(conn)?;
    Ok((id, public_id))
}

/// Writes a session whose version is still `seen`; false when somebody else was faster.
pub(super) fn update(conn: &mut Conn, (id, seen): (SessionId, i64), draft: &Draft, now: Instant) -> Stored<bool> {
    let target = sessions::table.filter(sessions::id.eq(id)).filter(sessions::version.eq(seen));
    let written = diesel::update(target).set((sessions::version.eq(seen + 1), values(draft, now)?)).execute(conn)?;
    Ok(written == 1)
}

/// Another time, and nothing else.
pub(super) fn set_slot(conn: &mut Conn, id: SessionId, slot: Slot, now: Instant) -> Stored<()> {
    diesel::update(sessions::table.filter(sessions::id.eq(id)))
        .set((
            sessions::starts_local.eq(slot.start.stored()),
            sessions::ends_local.eq(slot.end.stored()),
            sessions::starts_at.eq(slot.start.instant()),
            sessions::ends_at.eq(slot.end.instant()),
            sessions::version.eq(sessions::version + 1),
            sessions::updated_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Another time and room, over the version that was seen.
pub(super) fn relocate(
    conn: &mut Conn,
    (id, seen): (SessionId, i64),
    (slot, room, names): (Slot, &str, &Localised),
    now: Instant,
) -> Stored<bool> {
    let target = sessions::table.filter(sessions::id.eq(id)).filter(sessions::version.eq(seen));
    let set = (
        sessions::starts_local.eq(slot.start.stored()),
        sessions::ends_local.eq(slot.end.stored()),
        sessions::starts_at.eq(slot.start.instant()),
        sessions::ends_at.eq(slot.end.instant()),
        sessions::room.eq(room),
        sessions::room_names.eq(Json::of(names)?),
        sessions::version.eq(seen + 1),
        sessions::updated_at.eq(now),
    );
    Ok(diesel::update(target).set(set).execute(conn)? == 1)
}

/// Takes a session out, or puts it back.
pub(super) fn set_removed(
    conn: &mut Conn,
    (id, seen): (SessionId, i64),
    removed_at: Option<Instant>,
    now: Instant,
) -> Stored<bool> {
    let target = sessions::table.filter(sessions::id.eq(id)).filter(sessions::version.eq(seen));
    let set = (sessions::removed_at.eq(removed_at), sessions::version.eq(seen + 1), sessions::updated_at.eq(now));
    Ok(diesel::update(target).set(set).execute(conn)? == 1)
}

/// One row of who appears.
pub(super) struct PersonValues {
    pub part: super::model::Part,
    pub contact: Option<crate::kernel::ids::ContactId>,
    pub name: String,
    pub names: Localised,
}

/// Puts these people in the place of those there were.
pub(super) fn set_people(conn: &mut Conn, session: SessionId, people: &[PersonValues]) -> Stored<()> {
    diesel::delete(session_people::table.filter(session_people::session_id.eq(session))).execute(conn)?;
    for (position, person) in people.iter().enumerate() {
        diesel::insert_into(session_people::table)
            .values((
                session_people::session_id.eq(session),
                session_people::position.eq(i32::try_from(position).unwrap_or(i32::MAX)),
                session_people::part.eq(person.part),
                session_people::contact_id.eq(person.contact),
                session_people::name.eq(&person.name),
                session_people::names.eq(Json::of(&person.names)?),
            ))
            .execute(conn)?;
    }
    Ok(())
}
