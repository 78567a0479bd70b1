//! Pure: how things stand, from what is known of them and the day it is.

use std::collections::HashMap;

use chrono::{Duration, NaiveDate};

use super::model::{Cell, Lock, Next, Overdue, Passage, Standing};
use crate::domain::deliverables::{Brief, DeliverableState, FORTNIGHT};
use crate::domain::events::{Event, EventState};
use crate::domain::programme::{Step, StepState};
use crate::kernel::ids::DeliverableId;
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;

/// What deliverables are called, as far as the picture names them.
pub type Titles<'a> = HashMap<DeliverableId, &'a Localised>;

/// What a cell is computed from.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    pub step: &'a Step,
    /// Of this step, by due date.
    pub deliverables: &'a [Brief],
    /// What those are called that may come next.
    pub titles: &'a Titles<'a>,
    /// Of this step.
    pub events: Vec<&'a Event>,
    /// What gates say of the step and of the event that leads it.
    pub passage: Passage,
    pub now: Instant,
    /// The day it is in the city.
    pub today: NaiveDate,
}

/// Whether a day lies within the fortnight that begins today.
pub fn is_soon(on: NaiveDate, today: NaiveDate) -> bool {
    (today..=today + Duration::days(FORTNIGHT)).contains(&on)
}

/// How one step in one city stands.
pub fn cell(facts: &Facts<'_>) -> Cell {
    let event = leading_event(&facts.events, facts.now);
    let due = |d: &&Brief| d.state.is_open() && d.due_on.is_some_and(|on| is_soon(on, facts.today));
    Cell {
        step: facts.step.public_id.clone(),
        title: facts.step.title.clone(),
        standing: standing(facts, event),
        overdue: overdue(facts, event),
        lock: lock(facts, event),
        next: next(facts, event),
        soon: facts.deliverables.iter().filter(due).count(),
        reached: facts.deliverables.iter().filter(|d| d.state.is_reached()).count(),
        deliverables: facts.deliverables.iter().filter(|d| counts(d)).count(),
        event: event.map(|e| e.id),
        owner: facts.step.owner.clone(),
        risk: facts.passage.risk.clone(),
        overridden: facts.passage.overridden.clone(),
    }
}

/// What was withdrawn or superseded is no longer asked for.
pub(super) fn counts(deliverable: &Brief) -> bool {
    deliverable.state.is_open() || deliverable.state.is_reached()
}

/// The event that matters most: the next to come, else the last that was, else one without a date. A cancelled one never.
pub(super) fn leading_event<'a>(events: &[&'a Event], now: Instant) -> Option<&'a Event> {
    let alive = || events.iter().copied().filter(|e| e.state != EventState::Cancelled);
    let start = |e: &&Event| e.when.filter(|_| e.time_holds()).map(|w| w.start.instant());
    let coming = alive().filter(|e| start(e).is_some() && !e.is_over(now)).min_by_key(start);
    let been = || alive().filter(|e| start(e).is_some()).max_by_key(start);
    coming.or_else(been).or_else(|| alive().next())
}

fn standing(facts: &Facts<'_>, event: Option<&Event>) -> Standing {
    if !facts.step.state.is_open() {
        return Standing::Step(facts.step.state);
    }
    if let Some(event) = event {
        return Standing::Event(event.state);
    }
    let counted: Vec<&Brief> = facts.deliverables.iter().filter(|d| counts(d)).collect();
    let any = |state| counted.iter().any(|d| d.state == state);
    if !counted.is_empty() && counted.iter().all(|d| d.state.is_reached()) {
        Standing::Deliverable(DeliverableState::Approved)
    } else if any(DeliverableState::InReview) {
        Standing::Deliverable(DeliverableState::InReview)
    } else if any(DeliverableState::Draft) {
        Standing::Deliverable(DeliverableState::Draft)
    } else {
        Standing::Step(facts.step.state)
    }
}

/// What is past its day; a step that is done or cancelled keeps its open deliverables late, for they are still owed.
fn overdue(facts: &Facts<'_>, event: Option<&Event>) -> Option<Overdue> {
    if facts.step.state == StepState::Cancelled {
        return None;
    }
    let late = facts.deliverables.iter().filter(|d| d.is_late(facts.today)).count();
    if late > 0 {
        return Some(Overdue::Deliverables(late));
    }
    if event.is_some_and(|e| is_unreported(e, facts.now)) {
        return Some(Overdue::Event);
    }
    let ended = facts.step.ends_on.is_some_and(|last| last < facts.today);
    let owing = facts.deliverables.iter().any(|d| is_owed_later(d, facts.today));
    (ended && facts.step.state.is_open() && !owing).then_some(Overdue::Step)
}

/// A step whose last day has passed while a deliverable has its day still to come waits for that, and is not late.
fn is_owed_later(deliverable: &Brief, today: NaiveDate) -> bool {
    deliverable.state.is_open() && deliverable.due_on.is_some_and(|on| on >= today)
}

/// Late already, or with a day to come.
pub(super) fn owes(deliverable: &Brief, today: NaiveDate) -> bool {
    is_owed_later(deliverable, today) || deliverable.is_late(today)
}

/// An event that is over while nobody has said that it was held.
pub(super) fn is_unreported(event: &Event, now: Instant) -> bool {
    matches!(event.state, EventState::Planned | EventState::Announced | EventState::Confirmed) && event.is_over(now)
}

/// A step waits at its gate until its event is confirmed.
fn lock(facts: &Facts<'_>, event: Option<&Event>) -> Lock {
    if facts.step.state.is_open() { locked(&facts.passage, event) } else { Lock::Open }
}

/// Whether an event, or one that is to come, still stands before its gate.
pub(super) fn locked(passage: &Passage, event: Option<&Event>) -> Lock {
    let past_the_gate = event.is_some_and(|e| {
        matches!(e.state, EventState::Confirmed | EventState::Held | EventState::Reported | EventState::Cancelled)
    });
    if past_the_gate || passage.missing.is_empty() { Lock::Open } else { Lock::Waits(passage.missing.clone()) }
}

fn next(facts: &Facts<'_>, event: Option<&Event>) -> Option<Next> {
    if facts.step.state == StepState::Cancelled {
        return None;
    }
    if let Some(slot) = event.filter(|e| e.time_holds() && !e.is_over(facts.now)).and_then(|e| e.when) {
        return Some(Next::Event(slot.start));
    }
    let owed = first_owed(facts.deliverables);
    let begins = facts.step.starts_on.filter(|on| *on > facts.today);
    // Before a step has begun its first day is nearer than what it is to yield.
    match (begins, owed, facts.step.ends_on) {
        (Some(on), _, _) => Some(Next::StepBegins(on)),
        (None, Some((d, on)), _) => {
            let title = facts.titles.get(&d.id).map(|title| (*title).clone()).unwrap_or_default();
            Some(Next::Deliverable { title, due_on: on })
        }
        (None, None, Some(on)) if facts.step.state.is_open() => Some(Next::StepEnds(on)),
        _ => None,
    }
}

/// What is to be made next of these, which stand by due date.
pub(super) fn first_owed(deliverables: &[Brief]) -> Option<(&Brief, NaiveDate)> {
    deliverables.iter().filter(|d| d.state.is_open()).find_map(|d| Some((d, d.due_on?)))
}
