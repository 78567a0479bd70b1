//! Who appears, and what agendas read of their neighbours: people, seats, other events. Read wide; only rows of our own are written.

use diesel::prelude::*;

use super::clashes::Elsewhere;
use super::model::Part;
use crate::db::batch::{Question, Row};
use crate::db::schema::{addresses, contacts, events, seats, session_people, sessions};
use crate::db::types::Json;
use crate::db::{Conn, DbError, Stored};
use crate::domain::events::{Event, EventState, Slot};
use crate::domain::programme::{OWNER_COLUMNS, OWNER_WORDS, Owner, owner_in};
use crate::kernel::ids::{ContactId, EventId, ProgrammeId, PublicId, SessionId};
use crate::kernel::time::{Instant, WallTime, Zone};

pub(super) type PersonRow = (SessionId, Part, Option<ContactId>, String, Json);

/// Who appears in these sessions, in their order. An entry that went into another keeps a row only where that one has the same part: it
/// is not told twice.
pub(super) fn people(conn: &mut Conn, ids: &[SessionId]) -> Stored<Vec<PersonRow>> {
    Ok(session_people::table
        .left_join(contacts::table)
        .filter(contacts::merged_into.is_null())
        .filter(session_people::session_id.eq_any(ids.to_vec()))
        .order((session_people::session_id, session_people::position, session_people::id))
        .select((
            session_people::session_id,
            session_people::part,
            session_people::contact_id,
            session_people::name,
            session_people::names,
        ))
        .load(conn)?)
}

/// Whose place in a session it is, as [`people`] tells it, and where it stands there.
pub(super) type Placed = (PersonRow, (i32, i64), Option<Owner>);

/// The same of an event's whole agenda, with names; to be asked beside other questions. In no order.
pub(super) fn faces(event: EventId) -> Question<'static, Vec<Placed>> {
    let columns = &["session_id", "part", "contact_id", "name", "names", "position", "id"];
    let select = format!(
        "SELECT session_people.session_id AS session_id, session_people.part AS part, \
         session_people.contact_id AS contact_id, session_people.name AS name, session_people.names AS names, \
         session_people.position AS position, session_people.id AS id, {OWNER_WORDS} FROM session_people \
         JOIN sessions ON sessions.id = session_people.session_id \
         LEFT JOIN contacts ON contacts.id = session_people.contact_id \
         WHERE sessions.event_id = {event} AND sessions.removed_at IS NULL AND contacts.merged_into IS NULL"
    );
    let question: Question<'_, Vec<Placed>> = Question::new(columns, select, |rows| {
        let read = |mut row: Row| {
            let (session, part) = (SessionId::new(row.one()?), row.one()?);
            let person = (session, part, row.some()?.map(ContactId::new), row.one()?, row.one()?);
            let place = (row.one()?, row.one()?);
            Ok((person, place, owner_in(&mut row)?))
        };
        rows.into_iter().map(read).collect()
    });
    question.further(&OWNER_COLUMNS)
}

/// What these people do in other events of the programme within a span of time, as far as those take place.
pub(super) fn elsewhere(
    conn: &mut Conn,
    event: &Event,
    people: &[ContactId],
    (from, to): (Instant, Instant),
) -> Stored<Vec<Elsewhere>> {
    let rows: Vec<Busy> = session_people::table
        .inner_join(sessions::table.inner_join(events::table))
        .filter(session_people::contact_id.eq_any(people.to_vec()))
        .filter(events::programme_id.eq(event.programme))
        .filter(events::id.ne(event.id))
        .filter(events::state.ne(EventState::Postponed))
        .filter(events::state.ne(EventState::Cancelled))
        .filter(sessions::removed_at.is_null())
        .filter(sessions::starts_at.lt(to))
        .filter(sessions::ends_at.gt(from))
        .order((sessions::starts_at, sessions::id))
        .select((
            sessions::id,
            sessions::title,
            sessions::starts_local,
            sessions::ends_local,
            (events::public_id, events::title, events::zone),
            session_people::contact_id.assume_not_null(),
        ))
        .load(conn)?;
    gathered(rows)
}

/// A session of another event and one who appears in it.
type Busy = (SessionId, Json, String, String, (PublicId, Json, Zone), ContactId);

/// Session by session, in the order they come.
fn gathered(rows: Vec<Busy>) -> Stored<Vec<Elsewhere>> {
    let mut found: Vec<(SessionId, Elsewhere)> = Vec::new();
    for (id, title, start, end, (event, event_title, zone), person) in rows {
        if let Some((_, known)) = found.iter_mut().find(|(known, _)| *known == id) {
            known.people.push(person);
            continue;
        }
        let wall = |local: &str| WallTime::parse(local, zone).map_err(|e| DbError::Damaged(format!("{local}: {e}")));
        let slot = Slot { start: wall(&start)?, end: wall(&end)? };
        let (title, event_title) = (title.read()?, event_title.read()?);
        found.push((id, Elsewhere { event, event_title, title, slot, people: vec![person] }));
    }
    Ok(found.into_iter().map(|(_, elsewhere)| elsewhere).collect())
}

/// As [`elsewhere`] of everybody in an event's agenda, to be asked beside other questions.
pub(super) fn elsewhere_asked(event: &Event, (from, to): (Instant, Instant)) -> Question<'static, Vec<Elsewhere>> {
    let columns = &["id", "title", "starts_local", "ends_local", "event", "event_title", "zone", "person", "starts_at"];
    let (own, programme, from, to) = (event.id, event.programme, from.micros(), to.micros());
    let [postponed, cancelled] = [EventState::Postponed, EventState::Cancelled].map(|state| state.as_str());
    let select = format!(
        "SELECT sessions.id AS id, sessions.title AS title, sessions.starts_local AS starts_local, \
         sessions.ends_local AS ends_local, events.public_id AS event, events.title AS event_title, \
         events.zone AS zone, session_people.contact_id AS person, sessions.starts_at AS starts_at \
         FROM session_people JOIN sessions ON sessions.id = session_people.session_id \
         JOIN events ON events.id = sessions.event_id \
         WHERE session_people.contact_id IN (SELECT named.contact_id FROM session_people AS named \
         JOIN sessions AS ours ON ours.id = named.session_id \
         WHERE ours.event_id = {own} AND ours.removed_at IS NULL) \
         AND events.programme_id = {programme} AND events.id <> {own} \
         AND events.state NOT IN ('{postponed}', '{cancelled}') AND sessions.removed_at IS NULL \
         AND sessions.starts_at < {to} AND sessions.ends_at > {from}"
    );
    Question::new(columns, select, |rows| {
        let mut found: Vec<(i64, Busy)> = Vec::with_capacity(rows.len());
        for mut row in rows {
            let (id, title, start, end) = (SessionId::new(row.one()?), row.one()?, row.one()?, row.one()?);
            let event = (row.one()?, row.one()?, row.one()?);
            let person = ContactId::new(row.one()?);
            found.push((row.one()?, (id, title, start, end, event, person)));
        }
        found.sort_by_key(|(at, busy)| (*at, busy.0));
        gathered(found.into_iter().map(|(_, busy)| busy).collect())
    })
}

/// Everybody who is reached at an address: an office's mailbox serves several.
pub(super) fn at_address(conn: &mut Conn, folded: &str) -> Stored<Vec<ContactId>> {
    Ok(addresses::table
        .inner_join(contacts::table)
        .filter(addresses::email_folded.eq(folded))
        .filter(contacts::erased_at.is_null())
        .select(contacts::id)
        .distinct()
        .load(conn)?)
}

/// Who is likely to appear: those who do in the programme already, then the guests of the event.
pub(super) fn likely(conn: &mut Conn, event: EventId, programme: ProgrammeId, most: i64) -> Stored<Vec<ContactId>> {
    let mut ids: Vec<ContactId> = session_people::table
        .inner_join(sessions::table.inner_join(events::table))
        .filter(events::programme_id.eq(programme))
        .filter(session_people::contact_id.is_not_null())
        .select(session_people::contact_id.assume_not_null())
        .distinct()
        .limit(most)
        .load(conn)?;
    let guests: Vec<ContactId> = seats::table
        .filter(seats::event_id.eq(event))
        .filter(seats::removed_at.is_null())
        .filter(seats::contact_id.is_not_null())
        .order(seats::id)
        .select(seats::contact_id.assume_not_null())
        .limit(most)
        .load(conn)?;
    ids.extend(guests.into_iter().filter(|id| !ids.contains(id)).collect::<Vec<_>>());
    Ok(ids)
}

/// The rows of a contact, with what makes each one of its kind.
pub(super) fn rows_of(conn: &mut Conn, contact: ContactId) -> Stored<Vec<(i64, SessionId, Part)>> {
    Ok(session_people::table
        .filter(session_people::contact_id.eq(contact))
        .order(session_people::id)
        .select((session_people::id, session_people::session_id, session_people::part))
        .load(conn)?)
}

pub(super) fn set_contact(conn: &mut Conn, row: i64, contact: ContactId) -> Stored<()> {
    diesel::update(session_people::table.filter(session_people::id.eq(row)))
        .set(session_people::contact_id.eq(contact))
        .execute(conn)?;
    Ok(())
}
