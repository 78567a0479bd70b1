use std::collections::HashMap;

use super::draft::Choices;
use super::model::*;
use super::{store, store_around, store_guests, store_notices};
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::batch::Question;
use crate::db::{Conn, DbError, Stored};
use crate::domain::history::{self, Change, Entity, Entry};
use crate::domain::programme::ReleaseRule;
use crate::kernel::ids::{EventId, ProgrammeId, PublicId};
use crate::kernel::localised::Localised;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::time::Instant;

/// An event of a programme, for those who may see the programme.
pub fn by_public_id(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    id: &PublicId,
) -> Result<EventView, EventError> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    store::by_public_id(conn, programme, id)?.ok_or(Denied::NotFound.into())
}

/// An event by its name alone, for those who may see its programme.
pub fn find(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<EventView, EventError> {
    let found = store::in_sight(conn, &cx.actor.programmes(), id)?.ok_or(Denied::NotFound)?;
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(found.event.programme))?;
    Ok(found)
}

/// As [`by_public_id`], with the right to do `action` where the event is.
pub(super) fn for_action(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    id: &PublicId,
    action: Action,
) -> Result<EventView, EventError> {
    let view = by_public_id(conn, cx, programme, id)?;
    require(&cx.actor, action, Scope::of(programme, view.event.city))?;
    Ok(view)
}

/// An event by its number, for slices that hold a row of it. The caller has checked the right.
pub fn by_id(conn: &mut Conn, id: EventId) -> Stored<EventView> {
    store::by_ids(conn, &[id])?.pop().ok_or(DbError::NotFound)
}

/// What other slices need of an event's programme.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProgrammeFace {
    pub slug: String,
    pub title: Localised,
    pub release_rule: ReleaseRule,
}

/// An event by its name alone with its programme, for slices that check their own right: one statement.
pub fn with_programme(conn: &mut Conn, id: &PublicId) -> Stored<Option<(EventView, ProgrammeFace)>> {
    store::with_programme(conn, id)
}

/// Events by number, for a batch of mails. The caller has checked the right.
pub fn load_many(conn: &mut Conn, ids: &[EventId]) -> Stored<HashMap<EventId, EventView>> {
    Ok(store::by_ids(conn, ids)?.into_iter().map(|view| (view.event.id, view)).collect())
}

/// Everything of a programme by date, for the matrix and the timeline.
pub fn of_programme(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Vec<EventView>, EventError> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    Ok(store::of_programme(conn, programme)?)
}

/// What strangers may know of an event: nothing before it is announced.
pub fn published(conn: &mut Conn, id: &PublicId) -> Result<EventView, EventError> {
    let found = store::anywhere(conn, id)?.filter(|view| view.event.is_public());
    found.ok_or(Denied::NotFound.into())
}

/// The same with the title of its programme, in whose name it invites.
pub fn public_page(conn: &mut Conn, id: &PublicId) -> Result<(EventView, Localised), EventError> {
    let view = published(conn, id)?;
    let programme = store_around::programme_title(conn, view.event.programme)?;
    Ok((view, programme))
}

/// A page of a programme's events, with their guests counted.
pub fn list(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    filter: &EventFilter,
    page: PageRequest,
) -> Result<Page<(EventView, Guests)>, EventError> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    let page = store::list(conn, programme, filter, cx.now, page)?;
    let ids: Vec<EventId> = page.items.iter().map(|view| view.event.id).collect();
    let mut counts = store_guests::guests(conn, &ids, cx.now)?;
    Ok(page.map(|view| {
        let guests = counts.remove(&view.event.id).unwrap_or_default();
        (view, guests)
    }))
}

/// How many were asked and what they answered. The caller has checked that the event may be seen.
pub fn guests(conn: &mut Conn, cx: &Context, event: EventId) -> Stored<Guests> {
    Ok(store_guests::guests(conn, &[event], cx.now)?.remove(&event).unwrap_or_default())
}

/// The same, to be asked beside other questions.
pub fn guests_asked(cx: &Context, event: EventId) -> Question<'static, Guests> {
    store_guests::asked(event, cx.now)
}

/// The cities that an event of the programme may be in.
pub fn cities(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Vec<CityFace>, EventError> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    Ok(store_around::cities(conn, programme)?)
}

/// The steps that an event of the programme may belong to.
pub fn steps(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Vec<StepFace>, EventError> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    Ok(store_around::steps(conn, programme)?)
}

/// Who changed what of an event, newest first.
pub fn history(conn: &mut Conn, cx: &Context, view: &EventView, page: PageRequest) -> Result<Page<Entry>, EventError> {
    require(&cx.actor, Action::SeeHistory, Scope::of(view.event.programme, view.event.city))?;
    Ok(history::of_entity(conn, Entity::Event, view.event.id.raw(), page)?)
}

/// What became of an event's zone from an entry of its history on, the oldest first; to be asked beside other questions.
pub fn zone_asked(cx: &Context, view: &EventView, since: i64) -> Result<Question<'static, Vec<Change>>, EventError> {
    require(&cx.actor, Action::SeeHistory, Scope::of(view.event.programme, view.event.city))?;
    Ok(history::field_asked((Entity::Event, view.event.id.raw()), since, "zone"))
}

/// Makes everybody else who would give or free a place of this event wait until this transaction ends. Call it first, then count.
pub fn lock_places(conn: &mut Conn, event: EventId) -> Stored<()> {
    store::lock_places(conn, event)
}

/// What guests are told; for rendering. The caller is the engine or has checked the right.
pub fn notice(conn: &mut Conn, id: NoticeId) -> Stored<Notice> {
    store_notices::notice(conn, id)?.ok_or(DbError::NotFound)
}

/// What guests knew of an event's date, place and standing at an instant, where it has changed since and was not called back.
pub fn known_at(conn: &mut Conn, event: EventId, at: Instant) -> Stored<Option<NoticeFacts>> {
    store_notices::known_at(conn, event, at)
}

/// For each of these events the last notice that was not called back: the only one whose mails still have a point.
pub fn standing_notices(conn: &mut Conn, events: &[EventId]) -> Stored<HashMap<EventId, NoticeId>> {
    store_notices::standing(conn, events)
}

pub(super) fn choices(conn: &mut Conn, programme: ProgrammeId) -> Result<Choices, EventError> {
    let zone = store_around::programme_zone(conn, programme)?.ok_or(Denied::NotFound)?;
    Ok(Choices { cities: store_around::cities(conn, programme)?, steps: store_around::steps(conn, programme)?, zone })
}
