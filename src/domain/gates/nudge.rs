//! "Could you, please?": a mail to whoever can give what is missing, at most once a day, also where several events wait for it.

use chrono::NaiveDate;

use super::evaluate::of_kinds;
use super::facts::{Facts, Subject};
use super::mail::address_of;
use super::model::{Gate, GateError, Missing, Shut, Sponsors, Test, What};
use super::service::of_event;
use super::store_mail;
use crate::access::{Action, Context, Denied, Scope, holds, require};
use crate::db::batch::Question;
use crate::db::{Conn, DbError, Stored};
use crate::domain::events::{self, Event, EventView};
use crate::domain::history::{self, Change, Entity, Record};
use crate::domain::outbox::{self, Lane, Message, NewMessage};
use crate::domain::programme::{self, Owner};
use crate::kernel::ids::{ContactId, PublicId};
use crate::kernel::invalid::{Invalid, Reason};

/// Who was written to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Nudged {
    pub told: Vec<Owner>,
    /// Reminded of the same today already; no second mail goes.
    pub already: Vec<Owner>,
}

/// Reminds the owner, and the deputy, of one thing that an event waits for; `owed` is its [`What::key`](super::What::key). Nobody reminds
/// themselves.
pub fn nudge(conn: &mut Conn, cx: &Context, view: &EventView, owed: &str) -> Result<Nudged, GateError> {
    allowed(cx, view)?;
    programme::open(conn, view.event.programme)?;
    let (standing, known) = of_event(conn, cx, view)?;
    let facts = known.facts(Subject::of_event(&view.event));
    let asking = [Some(&standing.gate), standing.pass.as_ref().map(|pass| &pass.basis)];
    if !asking.into_iter().flatten().any(|gate| asks(gate, &facts, owed)) {
        return Err(Invalid::one("owed", Reason::NoSuch).into());
    }
    let mut all = standing.verdict.missing.into_iter().chain(standing.lost);
    let missing = all.find(|m| m.what.key() == owed).ok_or(GateError::Unreached(Shut::Met))?;
    let mut nudged = Nudged::default();
    if answering(&missing).next().is_none() {
        return Err(GateError::Unreached(Shut::NoOwner));
    }
    let own = oneself(conn, cx)?;
    let others: Vec<&Owner> = answering(&missing).filter(|owner| !own.contains(&owner.id)).collect();
    let Some(first) = others.first() else { return Err(GateError::Unreached(Shut::Own)) };
    // What events in several zones wait for has one day, the programme's; what is the event's own has the day on its wall.
    let day = if is_one_for_all(&missing.what) {
        known.outline.programme.today(cx.now)
    } else {
        cx.now.at(view.event.zone).date()
    };
    for person in &others {
        let Some(message) = letter(conn, cx, view, (*person, &missing, day))? else { continue };
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

/// Who can give it.
fn answering(missing: &Missing) -> impl Iterator<Item = &Owner> {
    missing.owner.iter().chain(&missing.deputy)
}

/// Which people the actor is, as far as is known; nobody, where no account acts.
pub fn oneself_asked(cx: &Context) -> Option<Question<'static, Vec<ContactId>>> {
    cx.actor.account().map(store_mail::people_of)
}

/// The same, asked alone.
pub fn oneself(conn: &mut Conn, cx: &Context) -> Stored<Vec<ContactId>> {
    oneself_asked(cx).map_or_else(|| Ok(Vec::new()), |question| question.tell(conn))
}

/// What nobody but these can give, by its [`What::key`](super::What::key): there is nobody else to be reminded of it.
pub fn own_alone<'a>(missing: impl IntoIterator<Item = &'a Missing>, own: &[ContactId]) -> Vec<String> {
    let alone = |one: &&Missing| {
        let mut all = answering(one).peekable();
        all.peek().is_some() && all.all(|owner| own.contains(&owner.id))
    };
    missing.into_iter().filter(alone).map(|one| one.what.key()).collect()
}

/// Whether a gate could ever miss what is called so: the rest is not met, but unknown.
fn asks(gate: &Gate, facts: &Facts<'_>, owed: &str) -> bool {
    let (kind, id) = owed.split_once('.').unwrap_or((owed, ""));
    let is = |public: &PublicId| public.as_str() == id;
    let one = |test: &Test| match (test, kind, id) {
        (Test::Approved { .. } | Test::Named { .. }, "deliverable", "none") => true,
        (Test::Approved { steps, kinds }, "deliverable", _) => {
            of_kinds(facts, steps, kinds).iter().any(|d| is(&d.public_id))
        }
        (Test::Named { deliverables }, "deliverable", _) => deliverables.iter().any(is),
        (Test::Accepted { group, .. }, "accepted", _) => group == id,
        (Test::Sponsors { of, .. }, "sponsors", _) => of.as_str() == id,
        (Test::Step { .. }, "step", "none") => true,
        (Test::Step { kind: Some(named), .. }, "step-date" | "step-event", _) => {
            facts.steps(std::slice::from_ref(named)).iter().any(|step| is(&step.public_id))
        }
        (Test::Step { kind: None, .. }, "step-date" | "step-event", _) => {
            facts.steps_before().iter().any(|step| is(&step.public_id))
        }
        (Test::Deadline { .. }, "deadline", _) => id == "none" || facts.deadlines().iter().any(|d| is(&d.public_id)),
        _ => false,
    };
    gate.conditions().into_iter().any(|condition| one(&condition.test))
}

/// Whether the actor may remind of what an event waits for: whoever confirms it, or may go over its gate.
fn allowed(cx: &Context, view: &EventView) -> Result<(), Denied> {
    let scope = Scope::of(view.event.programme, view.event.city);
    let over = holds(&cx.actor, Action::OverrideGate, scope);
    require(&cx.actor, if over { Action::OverrideGate } else { Action::MoveEvent }, scope)
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
    (person, missing, day): (&Owner, &Missing, NaiveDate),
) -> Result<Option<NewMessage>, DbError> {
    let Some((email, locale)) = address_of(conn, person.id)? else { return Ok(None) };
    let event = &view.event;
    Ok(Some(NewMessage {
        message: Message::GateNudge {
            event: event.id,
            contact: person.id,
            owed: missing.what.key(),
            by: cx.actor.account(),
        },
        lane: Lane::Prompt,
        to: email,
        contact: Some(person.id),
        locale,
        programme: Some(event.programme),
        event: Some(event.id),
        due_at: cx.now,
        dedupe_key: dedupe_key(event, person.id, &missing.what, day),
    }))
}

/// Once a day for one thing, whichever event of a programme waits for it.
pub(super) fn dedupe_key(event: &Event, person: ContactId, what: &What, day: NaiveDate) -> String {
    let owed = what.key();
    match is_one_for_all(what) {
        true => format!("gate-nudge:p{}:{person}:{owed}:{day}", event.programme),
        false => format!("gate-nudge:{}:{person}:{owed}:{day}", event.id),
    }
}

/// Whether it is the same thing for whichever event of a programme waits for it; guests, deadlines and an event's own sponsors are each
/// event's own.
const fn is_one_for_all(what: &What) -> bool {
    match what {
        What::Deliverable { .. } | What::StepDate { .. } | What::StepEvent { .. } => true,
        What::Sponsors { of, .. } => matches!(of, Sponsors::Programme),
        What::NoDeliverable | What::Accepted { .. } | What::NoStep | What::Deadline { .. } | What::NoDeadline => false,
    }
}
