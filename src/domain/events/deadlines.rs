//! What the host of an event wants from us, and by when.

use std::collections::HashMap;

use super::draft::url;
use super::label::Label;
use super::model::*;
use super::service::for_action;
use super::store_deadlines as store;
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::batch::Question;
use crate::db::{Conn, Stored};
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::ids::{EventId, ProgrammeId, PublicId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::reach::near;

/// A deadline as somebody writes it: `due_on` like `2016-04-30`, `url` may be empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DeadlineInput {
    pub label: Label,
    pub due_on: String,
    pub url: String,
}

/// The most deadlines an event may have: a list that people read.
const MOST: usize = 100;

/// All deadlines of an event by date. The caller has seen the event.
pub fn deadlines(conn: &mut Conn, event: EventId) -> Stored<Vec<Deadline>> {
    store::deadlines(conn, event)
}

/// The same, to be asked beside other questions.
pub fn deadlines_asked(event: EventId) -> Question<'static, Vec<Deadline>> {
    store::asked(event)
}

/// Those of every event of a programme, each event's by date.
pub fn deadlines_of(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
) -> Result<HashMap<EventId, Vec<Deadline>>, EventError> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    Ok(store::deadlines_of(conn, programme)?)
}

pub fn add_deadline(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    event: &PublicId,
    input: &DeadlineInput,
) -> Result<Deadline, EventError> {
    let view = for_action(conn, cx, programme, event, Action::EditEvent)?;
    let mut faults = Invalid::default();
    let label = input.label.checked(&mut faults);
    let typed = input.due_on.trim();
    let date = if typed.is_empty() { Err(Reason::Required) } else { typed.parse().map_err(|_| Reason::BadDate) };
    let due_on: Option<chrono::NaiveDate> = faults.take("due_on", date);
    near(&mut faults, "due_on", (None, due_on), cx.now);
    let url = url(&mut faults, "url", &input.url);
    if store::deadlines(conn, view.event.id)?.len() >= MOST {
        faults.add("label", Reason::OutOfRange { min: 0, max: MOST as i64 });
    }
    faults.into_result()?;
    let due_on = due_on.ok_or_else(|| Invalid::one("due_on", Reason::Required))?;
    let public_id = PublicId::random();
    let id = store::insert_deadline(conn, view.event.id, &public_id, &label, due_on, &url)?;
    record(conn, cx, &view, "deadline-added", Change::of(&label.stored()?, "", due_on))?;
    Ok(Deadline { id, public_id, label, due_on, url, met_at: None })
}

/// Ticks a deadline off, or puts it back.
pub fn mark_deadline(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    event: &PublicId,
    deadline: &PublicId,
    met: Met,
) -> Result<Deadline, EventError> {
    let (view, mut deadline) = find(conn, cx, programme, event, deadline)?;
    let met_at = match met {
        Met::Yes => deadline.met_at.or(Some(cx.now)),
        Met::No => None,
    };
    if met_at != deadline.met_at {
        store::set_met(conn, deadline.id, met_at)?;
        let verb = if met_at.is_some() { "deadline-met" } else { "deadline-reopened" };
        record(conn, cx, &view, verb, Change::of(&deadline.label.stored()?, "", deadline.due_on))?;
        deadline.met_at = met_at;
    }
    Ok(deadline)
}

pub fn remove_deadline(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    event: &PublicId,
    deadline: &PublicId,
) -> Result<(), EventError> {
    let (view, deadline) = find(conn, cx, programme, event, deadline)?;
    store::delete_deadline(conn, deadline.id)?;
    record(conn, cx, &view, "deadline-removed", Change::of(&deadline.label.stored()?, deadline.due_on, ""))
}

fn find(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    event: &PublicId,
    deadline: &PublicId,
) -> Result<(EventView, Deadline), EventError> {
    let view = for_action(conn, cx, programme, event, Action::EditEvent)?;
    let found = store::deadline_of(conn, view.event.id, deadline)?.ok_or(Denied::NotFound)?;
    Ok((view, found))
}

fn record(
    conn: &mut Conn,
    cx: &Context,
    view: &EventView,
    verb: &'static str,
    change: Option<Change>,
) -> Result<(), EventError> {
    let record = Record::new(Entity::Event, view.event.id.raw(), verb);
    history::record(conn, cx, record.within(view.event.programme, view.event.city).changes([change]))?;
    Ok(())
}
