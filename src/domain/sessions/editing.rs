//! Sessions made, changed, moved, taken out and put back.

use super::clashes::{room_taken, same_room};
use super::draft::{self, Draft};
use super::input::{RelocateInput, SessionInput};
use super::model::*;
use super::places::Rooms;
use super::{people, service, store};
use crate::access::{Action, Context, Denied, require};
use crate::db::Conn;
use crate::domain::events::{self, EventView, Slot};
use crate::domain::history::{self, Change, Entity, Record};
use crate::domain::programme;
use crate::kernel::ids::{ContactId, PublicId, SessionId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;

type Result<T> = std::result::Result<T, SessionError>;

/// Behind this lock an agenda is what it is until the transaction ends. Gives the event as it is then.
pub(super) fn locked(conn: &mut Conn, cx: &Context, view: &EventView) -> Result<EventView> {
    require(&cx.actor, Action::EditEvent, scope(&view.event))?;
    events::lock_places(conn, view.event.id)?;
    let now = events::by_id(conn, view.event.id)?;
    require(&cx.actor, Action::EditEvent, scope(&now.event))?;
    // Slides take their time to come in: the programme may have been closed meanwhile.
    if programme::closed(conn)?.contains(&now.event.programme) {
        return Err(Denied::Closed(now.event.programme).into());
    }
    Ok(now)
}

/// A new session.
pub fn create(conn: &mut Conn, cx: &Context, view: &EventView, input: &SessionInput) -> Result<Session> {
    let view = locked(conn, cx, view)?;
    let (draft, who) = checked(conn, cx, &view, None, input)?;
    let (id, public_id) = store::insert(conn, view.event.id, &draft, cx.now)?;
    people::write(conn, id, &who)?;
    let record = about(&view, "session-added").part(&public_id, 1).naming(who.iter().filter_map(|p| p.contact));
    history::record(
        conn,
        cx,
        record.changes([called(&draft.title, Side::After)].into_iter().chain(times(None, Some(draft.slot)))),
    )?;
    service::by_public_id(conn, cx, &view, &public_id)
}

/// Changes a session, over the version that was seen.
pub fn edit(
    conn: &mut Conn,
    cx: &Context,
    view: &EventView,
    (id, seen): (&PublicId, i64),
    input: &SessionInput,
) -> Result<Session> {
    let view = locked(conn, cx, view)?;
    let before = standing(conn, cx, &view, id)?;
    // Who is too late is told so first: what is wrong with an older version may be right by now.
    if before.version != seen {
        return Err(SessionError::Stale);
    }
    let (draft, who) = checked(conn, cx, &view, Some(&before), input)?;
    // Nothing changed is nothing written.
    if draft.is(&before) && people::are(&who, &before) {
        return Ok(before);
    }
    if !store::update(conn, (before.id, seen), &draft, cx.now)? {
        return Err(SessionError::Stale);
    }
    people::write(conn, before.id, &who)?;
    let after = service::by_public_id(conn, cx, &view, id)?;
    let changes = changes(&before, &after);
    if changes.iter().any(Option::is_some) {
        let record = about(&view, "session-edited").part(id, after.version);
        history::record(conn, cx, record.changes([called(&after.title, Side::Both)].into_iter().chain(changes)))?;
    }
    Ok(after)
}

/// Puts a session at another time or into another room, as long as it is.
pub fn relocate(
    conn: &mut Conn,
    cx: &Context,
    view: &EventView,
    (id, seen): (&PublicId, i64),
    input: &RelocateInput,
) -> Result<Session> {
    let view = locked(conn, cx, view)?;
    let before = standing(conn, cx, &view, id)?;
    if before.version != seen {
        return Err(SessionError::Stale);
    }
    let frame = dated(&view)?;
    let mut faults = Invalid::default();
    let parsed = draft::relocated(input, before.slot, Some(frame), &mut faults);
    faults.into_result()?;
    let Some((slot, room)) = parsed else { return Err(Invalid::one("starts", Reason::Required).into()) };
    let room = written(conn, &view, &before, room)?;
    let names = names_of(conn, &view, &before, &room)?;
    free(conn, &view, Some(before.id), (slot, &room, &names))?;
    if (slot, &room) == (before.slot, &before.room) {
        return Ok(before);
    }
    if !store::relocate(conn, (before.id, seen), (slot, &room, &names), cx.now)? {
        return Err(SessionError::Stale);
    }
    let changes = times(Some(before.slot), Some(slot)).into_iter().chain([Change::of("room", &before.room, &room)]);
    let record = about(&view, "session-moved").part(id, seen + 1);
    history::record(conn, cx, record.changes([called(&before.title, Side::Both)].into_iter().chain(changes)))?;
    service::by_public_id(conn, cx, &view, id)
}

/// Takes a session out of the agenda. It can be put back.
pub fn remove(conn: &mut Conn, cx: &Context, view: &EventView, (id, seen): (&PublicId, i64)) -> Result<()> {
    let view = locked(conn, cx, view)?;
    let session = standing(conn, cx, &view, id)?;
    if !store::set_removed(conn, (session.id, seen), Some(cx.now), cx.now)? {
        return Err(SessionError::Stale);
    }
    let record = about(&view, "session-removed").part(id, seen + 1).naming(appearing(&session));
    history::record(conn, cx, record.changes([called(&session.title, Side::Before)]))?;
    Ok(())
}

/// Puts back what was taken out, if its hour is still within the event and its room free. Twice is once.
pub fn put_back(conn: &mut Conn, cx: &Context, view: &EventView, id: &PublicId) -> Result<Session> {
    let view = locked(conn, cx, view)?;
    let session = service::by_public_id(conn, cx, &view, id)?;
    if session.removed_at.is_none() {
        return Ok(session);
    }
    let frame = dated(&view)?;
    if !draft::lies_within(session.slot, frame) {
        return Err(SessionError::NoLongerFits);
    }
    match free(conn, &view, Some(session.id), (session.slot, &session.room, &session.room_names)) {
        Err(SessionError::Invalid(_)) => return Err(SessionError::NoLongerFits),
        other => other?,
    }
    if !store::set_removed(conn, (session.id, session.version), None, cx.now)? {
        return Err(SessionError::Stale);
    }
    let record = about(&view, "session-put-back").part(id, session.version + 1).naming(appearing(&session));
    history::record(conn, cx, record.changes([called(&session.title, Side::After)]))?;
    service::by_public_id(conn, cx, &view, id)
}

/// A session that is in the agenda.
pub(super) fn standing(conn: &mut Conn, cx: &Context, view: &EventView, id: &PublicId) -> Result<Session> {
    let session = service::by_public_id(conn, cx, view, id)?;
    if session.removed_at.is_some() { Err(Denied::NotFound.into()) } else { Ok(session) }
}

pub(super) fn dated(view: &EventView) -> Result<Slot> {
    frame(&view.event).ok_or(SessionError::Undated)
}

/// The room has nobody else at that time.
fn free(conn: &mut Conn, view: &EventView, own: Option<SessionId>, place: (Slot, &str, &Localised)) -> Result<()> {
    let all = store::of_event(conn, view.event.id, view.event.zone)?;
    match room_taken(own, place, &all) {
        Some(other) => Err(Invalid::one("room", taken_by(other)).into()),
        None => Ok(()),
    }
}

/// A room that was typed as it is known: to this session itself, or to the others.
fn written(conn: &mut Conn, view: &EventView, session: &Session, room: String) -> Result<String> {
    if same_room(&session.room, &room) {
        return Ok(room);
    }
    if session.is_in(&room) {
        return Ok(session.room.clone());
    }
    let all = store::of_event(conn, view.event.id, view.event.zone)?;
    let others = all.iter().filter(|s| s.id != session.id);
    Ok(Rooms::of(others).written(room, Localised::default()).0)
}

/// What a room that a session is put into is called in other languages: as it was, or as another session there says.
fn names_of(conn: &mut Conn, view: &EventView, session: &Session, room: &str) -> Result<Localised> {
    if same_room(&session.room, room) {
        return Ok(session.room_names.clone());
    }
    let all = store::of_event(conn, view.event.id, view.event.zone)?;
    let there = all.into_iter().find(|s| same_room(&s.room, room) && !s.room_names.is_empty());
    Ok(there.map(|s| s.room_names).unwrap_or_default())
}

pub(super) fn taken_by(other: &Session) -> Reason {
    Reason::RoomTaken { by: other.title.clone(), start: other.slot.start, end: other.slot.end }
}

/// Everything that is wrong is found before anything is refused.
fn checked(
    conn: &mut Conn,
    cx: &Context,
    view: &EventView,
    before: Option<&Session>,
    input: &SessionInput,
) -> Result<(Draft, Vec<store::PersonValues>)> {
    let frame = dated(view)?;
    let mut faults = Invalid::default();
    let mut draft = draft::parse(input, view.event.zone, Some(frame), &mut faults);
    let who = people::resolve(conn, cx, &input.people, &mut faults)?;
    if let Some(draft) = &mut draft {
        let all = store::of_event(conn, view.event.id, view.event.zone)?;
        let own = before.map(|s| s.id);
        let rooms = Rooms::of(all.iter().filter(|s| Some(s.id) != own));
        let (room, mut names) = (std::mem::take(&mut draft.room), std::mem::take(&mut draft.room_names));
        // Names that were left as they were are those of the room it comes from: kept, they would make one of the two.
        let left = before.is_some_and(|s| !s.is_in(&room) && s.room_names == names);
        if let Some(there) = rooms.names_of(&room).filter(|_| left) {
            names = there.clone();
        }
        (draft.room, draft.room_names) = rooms.written(room, names);
        if let Some(other) = room_taken(own, (draft.slot, &draft.room, &draft.room_names), &all) {
            faults.add("room", taken_by(other));
        }
    }
    faults.into_result()?;
    Ok((draft.ok_or_else(|| Invalid::one("kind", Reason::Required))?, who))
}

pub(super) fn about(view: &EventView, action: &'static str) -> Record {
    Record::new(Entity::Event, view.event.id.raw(), action).within(view.event.programme, view.event.city)
}

/// On which side of an entry a session's title stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
    /// It is what the entry speaks of.
    Both,
}

/// Which session an entry speaks of.
pub(super) fn called(title: &Localised, side: Side) -> Option<Change> {
    let title = title.best(Locale::En).to_owned();
    let (before, after) = match side {
        Side::Before => (title, String::new()),
        Side::After => (String::new(), title),
        Side::Both => (title.clone(), title),
    };
    Some(Change { field: "session".to_owned(), before, after })
}

pub(super) fn times(before: Option<Slot>, after: Option<Slot>) -> Vec<Option<Change>> {
    let start = |slot: Option<Slot>| slot.map(|s| s.start.stored()).unwrap_or_default();
    let end = |slot: Option<Slot>| slot.map(|s| s.end.stored()).unwrap_or_default();
    vec![Change::of("starts", start(before), start(after)), Change::of("ends", end(before), end(after))]
}

fn changes(before: &Session, after: &Session) -> Vec<Option<Change>> {
    let spoken = |of: &[Locale]| of.iter().map(|l| l.tag()).collect::<Vec<_>>().join(", ");
    let mut all = times(Some(before.slot), Some(after.slot));
    all.extend([
        Change::of("session_kind", before.kind, after.kind),
        Change::of("room", &before.room, &after.room),
        Change::of("languages", spoken(&before.languages), spoken(&after.languages)),
        Change::of("interpretation", spoken(&before.interpretation), spoken(&after.interpretation)),
        // Who they are belongs to them; how many there are is the event's.
        people_changed(before, after),
    ]);
    for (field, old, new) in [
        ("title", &before.title, &after.title),
        ("description", &before.description, &after.description),
        ("room", &before.room_names, &after.room_names),
    ] {
        all.extend(Change::of_text(field, old, new));
    }
    all
}

/// Who is in it, of those who are known.
pub(super) fn appearing(of: &Session) -> impl Iterator<Item = ContactId> {
    of.people.iter().filter_map(|one| one.who.contact())
}

/// People as their numbers, and names to come as how many there are.
fn people_changed(before: &Session, after: &Session) -> Option<Change> {
    if before.people == after.people {
        return None;
    }
    let told = |of: &Session| {
        let ids: Vec<String> = appearing(of).map(|id| id.to_string()).collect();
        ids.join(", ")
    };
    let (before, after) = (told(before), told(after));
    Some(Change { field: "appearing".to_owned(), before, after })
}
