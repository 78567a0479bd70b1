//! What follows from other days of a step, told before they are written: saving writes the days and moves nothing else.

use super::facts::Subject;
use super::known::Known;
use super::model::GateError;
use super::service::known;
use crate::access::Context;
use crate::db::Conn;
use crate::db::types::text_enum;
use crate::domain::deliverables::Deliverable;
use crate::domain::events::{EventState, EventView};
use crate::domain::programme::{self, EditStep, Owner, Step};
use crate::kernel::ids::PublicId;
use crate::kernel::localised::Localised;

text_enum! {
    /// What becomes of a gate that looks at the step's last day.
    pub enum GateTurn {
        Opens = "opens",
        Closes = "closes",
        /// What an event rests on is no longer given.
        AtRisk = "at-risk",
        /// It is given again.
        Safe = "safe",
    }
}

/// Whose gate it is that turns.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Gated {
    Step(PublicId),
    Event(PublicId),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Turned {
    pub of: Gated,
    pub title: Localised,
    pub turn: GateTurn,
}

/// What other days of a step would mean.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DatesPlan {
    /// The step with the new days.
    pub after: Step,
    /// Open deliverables of the step: their days stay.
    pub due: Vec<Deliverable>,
    /// Events of the step that would lie outside its days.
    pub outside: Vec<EventView>,
    pub gates: Vec<Turned>,
    /// Who answers for the step and for what is named here, each once.
    pub people: Vec<Owner>,
}

impl DatesPlan {
    /// Whether an event is put at risk: those who answer for it are told by mail, as always then.
    pub fn puts_at_risk(&self) -> bool {
        self.gates.iter().any(|turned| turned.turn == GateTurn::AtRisk)
    }
}

/// Checks other days of a step without writing them, for the page that asks first.
pub fn plan_dates(
    conn: &mut Conn,
    cx: &Context,
    before: &Step,
    version: i64,
    edit: &EditStep,
) -> Result<DatesPlan, GateError> {
    programme::check_step(cx, before, version, edit)?;
    Ok(plan(&known(conn, cx, before.programme)?, before, edit))
}

/// Pure: the same, from everything that is known.
fn plan(before: &Known, step: &Step, edit: &EditStep) -> DatesPlan {
    let mut after = before.clone();
    let days = (edit.starts_on, edit.ends_on);
    for own in after.outline.steps.iter_mut().filter(|own| own.id == step.id) {
        (own.starts_on, own.ends_on) = days;
    }
    for face in after.events.iter_mut().filter_map(|view| view.step.as_mut()).filter(|face| face.id == step.id) {
        face.days = days;
    }
    let of_step = after.deliverables.iter().filter(|d| d.step == Some(step.id));
    let due: Vec<Deliverable> = of_step.filter(|d| d.state.is_open() && d.due_on.is_some()).cloned().collect();
    let outside = after.events.iter().filter(|view| view.outside().is_some_and(|face| face.id == step.id));
    let outside: Vec<EventView> = outside.cloned().collect();
    let mut people: Vec<Owner> = Vec::new();
    let mut add = |(owner, deputy): (Option<Owner>, Option<Owner>)| {
        for one in owner.into_iter().chain(deputy) {
            if people.iter().all(|known| known.id != one.id) {
                people.push(one);
            }
        }
    };
    add((step.owner.clone(), step.deputy.clone()));
    due.iter().for_each(|d| add(after.facts(Subject::of_step(step)).owner_of(d)));
    outside.iter().for_each(|view| add(after.facts(Subject::of_event(&view.event)).event_owner()));
    let mut gates = Vec::new();
    for (subject, turned) in turned(before, &after) {
        add(after.facts(subject).event_owner());
        gates.push(turned);
    }
    let after = Step { starts_on: days.0, ends_on: days.1, ..step.clone() };
    DatesPlan { after, due, outside, gates, people }
}

/// Every gate that turns: of events, and of open steps that no event leads yet.
fn turned(before: &Known, after: &Known) -> Vec<(Subject, Turned)> {
    let mut turned = Vec::new();
    for view in &after.events {
        let subject = Subject::of_event(&view.event);
        if let Some(turn) = of_event(before, after, view) {
            let of = Gated::Event(view.event.public_id.clone());
            turned.push((subject, Turned { of, title: view.event.title.clone(), turn }));
        }
    }
    for step in after.outline.steps.iter().filter(|step| step.state.is_open()) {
        let subject = Subject::of_step(step);
        let led = after.facts(subject).events_of(step.id).any(|event| event.state != EventState::Cancelled);
        let verdicts = [before, after].map(|known| known.verdict(subject).open());
        if let Some(turn) = opened(verdicts).filter(|_| !led) {
            let of = Gated::Step(step.public_id.clone());
            turned.push((subject, Turned { of, title: step.title.clone(), turn }));
        }
    }
    turned
}

fn of_event(before: &Known, after: &Known, view: &EventView) -> Option<GateTurn> {
    use EventState::{Announced, Idea, Planned, Postponed};
    let (event, subject) = (&view.event, Subject::of_event(&view.event));
    // As the flag is set and ended: what was taken away since is owed to nobody.
    match [before, after].map(|known| known.lost(event).is_empty()) {
        [true, false] => return Some(GateTurn::AtRisk),
        [false, true] => return Some(GateTurn::Safe),
        _ => {}
    }
    let waits = matches!(event.state, Idea | Planned | Announced | Postponed);
    opened([before, after].map(|known| known.verdict(subject).open())).filter(|_| waits)
}

const fn opened([before, after]: [bool; 2]) -> Option<GateTurn> {
    match (before, after) {
        (false, true) => Some(GateTurn::Opens),
        (true, false) => Some(GateTurn::Closes),
        _ => None,
    }
}
