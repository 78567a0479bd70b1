//! Who appears, and what agendas read of their neighbours: people, seats, other events. Read wide; only rows of our own are written.

use diesel::prelude::*;

use super::clashes::Elsewhere;
use super::model::Part;
use crate::db::schema::{addresses, contacts, events, seats, session_people, sessions};
use crate::db::types::Json;
use crate::db::{Conn, DbError, Stored};
use crate::domain::events::{Event, EventState, Slot};
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

pub(super) type Face = (ContactId, PublicId, String, String, String, Json);

/// The same with their names.
pub(super) fn faces(conn: &mut Conn, ids: &[SessionId]) -> Stored<Vec<(PersonRow, Option<Face>)>> {
    Ok(session_people::table
        .left_join(contacts::table)
        .filter(contacts::merged_into.is_null())
        .filter(session_people::session_id.eq_any(ids.to_vec()))
        .order((session_people::session_id, session_people::position, session_people::id))
        .select((
            (
                session_people::session_id,
                session_people::part,
                session_people::contact_id,
                session_people::name,
                session_people::names,
            ),
            (
                contacts::id,
                contacts::public_id,
                contacts::native_name,
                contacts::latin_name,
                contacts::family_name,
                contacts::salutation,
            )
                .nullable(),
        ))
        .load(conn)?)
}

/// What these people do in other events of the programme within a span of time, as far as those take place.
pub(super) fn elsewhere(
    conn: &mut Conn,
    event: &Event,
    people: &[ContactId],
    (from, to): (Instant, Instant),
) -> Stored<Vec<Elsewhere>> {
    type Row = (SessionId, Json, String, String, (PublicId, Json, Zone), ContactId);
    let rows: Vec<Row> = session_people::table
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
