//! Agendas as they are read.

use super::clashes::{self, Elsewhere};
use super::model::*;
use super::places::Rooms;
use super::{people, store, store_around, store_slides};
use crate::access::{Action, Context, Denied, may, require};
use crate::db::{Conn, Stored};
use crate::domain::events::{self, EventView};
use crate::kernel::ids::{ContactId, EventId, PublicId};
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;

type Result<T> = std::result::Result<T, SessionError>;

/// An event's agenda, with what there is to look at.
pub fn agenda(conn: &mut Conn, cx: &Context, view: &EventView) -> Result<Agenda> {
    require(&cx.actor, Action::SeeProgramme, scope(&view.event))?;
    let sessions = load(conn, view)?;
    looked_at(conn, cx, view, sessions)
}

pub(super) fn is_inside(cx: &Context, view: &EventView) -> bool {
    may(&cx.actor, Action::SeeInternal, scope(&view.event))
}

fn looked_at(conn: &mut Conn, cx: &Context, view: &EventView, sessions: Vec<Session>) -> Result<Agenda> {
    // What is still to be done about an agenda is not for whoever works for the outside.
    let elsewhere = if is_inside(cx, view) { elsewhere(conn, view, &sessions)? } else { Vec::new() };
    Ok(told(cx, view, sessions, &elsewhere))
}

/// An agenda to those who may read it; with what there is to look at, where that is for them.
pub(super) fn told(cx: &Context, view: &EventView, sessions: Vec<Session>, elsewhere: &[Elsewhere]) -> Agenda {
    let frame = frame(&view.event);
    let warnings = if is_inside(cx, view) { clashes::warnings(&sessions, elsewhere, frame) } else { Vec::new() };
    Agenda { sessions: as_read(cx, view, sessions), warnings, frame }
}

/// Whoever works for the outside sees the slides that strangers see, and of names to come that they will follow.
fn as_read(cx: &Context, view: &EventView, mut sessions: Vec<Session>) -> Vec<Session> {
    if is_inside(cx, view) {
        return sessions;
    }
    for session in &mut sessions {
        session.slides.retain(|slide| slide.audience == Audience::Public);
        for appearance in &mut session.people {
            if let Who::ToCome(name) = &mut appearance.who {
                name.clear();
                appearance.names = Localised::default();
            }
        }
    }
    sessions
}

/// What the people of these sessions do at those times in other events of the programme.
pub(super) fn elsewhere(conn: &mut Conn, view: &EventView, sessions: &[Session]) -> Stored<Vec<Elsewhere>> {
    let mut ids: Vec<ContactId> = sessions.iter().flat_map(|s| &s.people).filter_map(|a| a.who.contact()).collect();
    ids.sort();
    ids.dedup();
    // A postponed event keeps nobody busy.
    if ids.is_empty() || !view.event.time_holds() {
        return Ok(Vec::new());
    }
    let Some(span) = span(sessions) else { return Ok(Vec::new()) };
    store_around::elsewhere(conn, &view.event, &ids, span)
}

/// From the first beginning to the last end.
pub(super) fn span(sessions: &[Session]) -> Option<(Instant, Instant)> {
    let starts = sessions.iter().map(|s| s.slot.start.instant()).min();
    starts.zip(sessions.iter().map(|s| s.slot.end.instant()).max())
}

/// The sessions of an event, by time, with people and slides. The caller has checked the right.
pub(super) fn load(conn: &mut Conn, view: &EventView) -> Stored<Vec<Session>> {
    let rows = store::of_event(conn, view.event.id, view.event.zone)?;
    whole(conn, rows)
}

fn whole(conn: &mut Conn, mut sessions: Vec<Session>) -> Stored<Vec<Session>> {
    people::fill(conn, &mut sessions)?;
    let ids: Vec<_> = sessions.iter().map(|s| s.id).collect();
    for slide in store_slides::of_sessions(conn, &ids)? {
        if let Some(session) = sessions.iter_mut().find(|s| s.id == slide.session) {
            session.slides.push(slide);
        }
    }
    Ok(sessions)
}

/// A session of an event; also one that was taken out.
pub fn by_public_id(conn: &mut Conn, cx: &Context, view: &EventView, id: &PublicId) -> Result<Session> {
    require(&cx.actor, Action::SeeProgramme, scope(&view.event))?;
    let row = store::by_public_id(conn, (view.event.id, view.event.zone), id)?.ok_or(Denied::NotFound)?;
    let found = whole(conn, vec![row])?;
    Ok(as_read(cx, view, found).pop().ok_or(Denied::NotFound)?)
}

/// A session by its name alone, with its event, for those who may see its programme.
pub fn find(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<(EventView, Session)> {
    let event = store::event_of(conn, id)?.ok_or(Denied::NotFound)?;
    let view = events::by_id(conn, event)?;
    let session = by_public_id(conn, cx, &view, id)?;
    Ok((view, session))
}

/// What was taken out of an agenda, the latest first, for those who may put it back.
pub fn taken_out(conn: &mut Conn, cx: &Context, view: &EventView) -> Result<Vec<Session>> {
    require(&cx.actor, Action::EditEvent, scope(&view.event))?;
    let rows = store::taken_out(conn, view.event.id, view.event.zone)?;
    Ok(whole(conn, rows)?)
}

/// The agenda that strangers read, with the event and its programme's title: of an event that is announced and whose time holds.
pub fn published(conn: &mut Conn, event: &PublicId) -> Result<(EventView, Localised, Vec<Session>)> {
    let (view, programme) = events::public_page(conn, event)?;
    let sessions = within(conn, &view)?;
    if sessions.is_empty() {
        return Err(Denied::NotFound.into());
    }
    Ok((view, programme, sessions))
}

/// What strangers may read of the agenda of an event that they may know of; nothing while its time does not hold.
pub fn within(conn: &mut Conn, view: &EventView) -> Stored<Vec<Session>> {
    if !view.event.is_public() || !view.event.time_holds() {
        return Ok(Vec::new());
    }
    let mut sessions = load(conn, view)?;
    for session in &mut sessions {
        session.slides.retain(|slide| slide.audience == Audience::Public);
    }
    Ok(sessions)
}

/// The rooms that an event's agenda and house speak of, to choose from. The caller has checked the right.
pub fn rooms(conn: &mut Conn, view: &EventView) -> Stored<Vec<String>> {
    let all = store::all_of_event(conn, view.event.id, view.event.zone)?;
    let mut rooms = Rooms::of(&all);
    rooms.add(&view.event.venue.room, &Localised::default());
    let mut named = rooms.named();
    named.sort();
    Ok(named)
}

/// The numbers of an event's sessions, taken out or not, with their walls: for those that change all of them.
pub(super) fn bare(conn: &mut Conn, event: EventId, zone: crate::kernel::time::Zone) -> Stored<Vec<Session>> {
    store::all_of_event(conn, event, zone)
}
