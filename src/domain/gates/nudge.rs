//! "Could you, please?": a mail to whoever can give what is missing, at most once a day.

use super::mail::address_of;
use super::model::{GateError, Missing, Shut};
use super::service::of_event;
use crate::access::{Action, Context, Denied, Scope, may, require};
use crate::db::{Conn, DbError};
use crate::domain::events::{self, EventView};
use crate::domain::history::{self, Change, Entity, Record};
use crate::domain::outbox::{self, Lane, Message, NewMessage};
use crate::domain::programme::Owner;
use crate::kernel::ids::PublicId;

/// Who was written to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Nudged {
    pub told: Vec<Owner>,
    /// Reminded of the same today already; no second mail goes.
    pub already: Vec<Owner>,
}

/// Reminds the owner, and the deputy, of one thing that an event waits for; `owed` is its [`What::key`](super::What::key).
pub fn nudge(conn: &mut Conn, cx: &Context, view: &EventView, owed: &str) -> Result<Nudged, GateError> {
    allowed(cx, view)?;
    let (standing, _) = of_event(conn, cx, view)?;
    let mut all = standing.verdict.missing.into_iter().chain(standing.lost);
    let missing = all.find(|m| m.what.key() == owed).ok_or(GateError::Unreached(Shut::Met))?;
    let mut nudged = Nudged::default();
    let people: Vec<&Owner> = [missing.owner.as_ref(), missing.deputy.as_ref()].into_iter().flatten().collect();
    let Some(first) = people.first() else { return Err(GateError::Unreached(Shut::NoOwner)) };
    for person in &people {
        let Some(message) = letter(conn, cx, view, (*person, &missing))? else { continue };
        let list = if outbox::enqueue(conn, cx, &message)? { &mut nudged.told } else { &mut nudged.already };
        list.push((*person).clone());
    }
    if nudged == Nudged::default() {
        return Err(GateError::Unreached(Shut::NoAddress(first.id)));
    }
    if !nudged.told.is_empty() {
        let record = Record::new(Entity::Event, view.event.id.raw(), "nudged");
        let told = nudged.told.iter().map(|o| o.id.to_string()).collect::<Vec<_>>().join(", ");
        let record = record.within(view.event.programme, view.event.city);
        history::record(conn, cx, record.changes([Change::of("nudged", "", told)]))?;
    }
    Ok(nudged)
}

/// Whether the actor may remind of what an event waits for: whoever confirms it, or may go over its gate.
fn allowed(cx: &Context, view: &EventView) -> Result<(), Denied> {
    let scope = Scope::of(view.event.programme, view.event.city);
    if may(&cx.actor, Action::OverrideGate, scope) { Ok(()) } else { require(&cx.actor, Action::MoveEvent, scope) }
}

/// The same before anything is said.
pub fn may_nudge(conn: &mut Conn, cx: &Context, event: &PublicId) -> Result<(), GateError> {
    let view = events::find(conn, cx, event)?;
    Ok(allowed(cx, &view)?)
}

/// None: there is no address that takes mail.
fn letter(
    conn: &mut Conn,
    cx: &Context,
    view: &EventView,
    (person, missing): (&Owner, &Missing),
) -> Result<Option<NewMessage>, DbError> {
    let Some((email, locale)) = address_of(conn, person.id)? else { return Ok(None) };
    let (event, owed) = (&view.event, missing.what.key());
    let day = cx.now.at(event.zone).date();
    Ok(Some(NewMessage {
        message: Message::GateNudge { event: event.id, contact: person.id, owed: owed.clone(), by: cx.actor.account() },
        lane: Lane::Prompt,
        to: email,
        contact: Some(person.id),
        locale,
        programme: Some(event.programme),
        event: Some(event.id),
        due_at: cx.now,
        dedupe_key: format!("gate-nudge:{}:{}:{owed}:{day}", event.id, person.id),
    }))
}
