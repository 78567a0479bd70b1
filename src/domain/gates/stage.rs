//! Pure: where a step stands by what happened to it.
//!
//! | state | when |
//! | --- | --- |
//! | done | each event not cancelled was held (one at least, if one is owed), each deliverable owed is approved; and there was something to do |
//! | under way | a deliverable was begun, or an event was announced, confirmed, held or reported |
//! | planned | nothing of that yet |
//! | cancelled | only by hand |
//!
//! A deliverable that was withdrawn is owed again as long as nothing of its kind stands in for it; one that was superseded is not.
//!
//! A step whose kind is that of an event owes one: its results alone do not end it. Where that event is given up for good, the step is
//! ended by hand, with the reason.
//!
//! A state that follows goes back as it came: an approval that is withdrawn puts a step under way again. One that was set by hand stays.

use super::evaluate::asked_for;
use super::facts::Facts;
use crate::domain::deliverables::{Deliverable, DeliverableState};
use crate::domain::events::{Event, EventKind, EventState};
use crate::domain::programme::{Step, StepState};

/// The state that follows from a step's events and deliverables.
pub fn of(facts: &Facts<'_>, step: &Step) -> StepState {
    let events: Vec<&Event> = facts.events_of(step.id).filter(|e| e.state != EventState::Cancelled).collect();
    let all: Vec<&Deliverable> = facts.deliverables_of(step.id).collect();
    let asked: Vec<&Deliverable> =
        asked_for(&all).into_iter().filter(|d| d.state != DeliverableState::Superseded).collect();
    let held = |e: &&Event| is_held(e);
    let something = !events.is_empty() || !asked.is_empty();
    let met = !owes_event(step) || events.iter().any(held);
    if something && met && events.iter().all(held) && asked.iter().all(|d| d.state.is_reached()) {
        return StepState::Done;
    }
    let known_of = |e: &Event| matches!(e.state, EventState::Announced | EventState::Confirmed) || held(&e);
    let begun = asked.iter().any(|d| !matches!(d.state, DeliverableState::Outlined | DeliverableState::Withdrawn));
    if begun || events.iter().any(|e| known_of(e)) { StepState::UnderWay } else { StepState::Planned }
}

fn is_held(event: &Event) -> bool {
    matches!(event.state, EventState::Held | EventState::Reported)
}

/// What a step lacks to be done, told to whoever sets it so by hand.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Undone {
    pub events: Vec<Event>,
    /// It is of a kind that an event has too, and there is none.
    pub no_event: bool,
    pub deliverables: Vec<Deliverable>,
}

impl Undone {
    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && !self.no_event && self.deliverables.is_empty()
    }
}

pub fn undone(facts: &Facts<'_>, step: &Step) -> Undone {
    let live: Vec<&Event> = facts.events_of(step.id).filter(|e| e.state != EventState::Cancelled).collect();
    let all: Vec<&Deliverable> = facts.deliverables_of(step.id).collect();
    let lacks = |d: &&Deliverable| d.state != DeliverableState::Superseded && !d.state.is_reached();
    Undone {
        no_event: owes_event(step) && live.is_empty(),
        events: live.into_iter().filter(|e| !is_held(e)).cloned().collect(),
        deliverables: asked_for(&all).into_iter().filter(lacks).cloned().collect(),
    }
}

/// Whether a step is of a kind that an event has too: an analysis is not.
fn owes_event(step: &Step) -> bool {
    step.kind.as_str().parse::<EventKind>().is_ok()
}
