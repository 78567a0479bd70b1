//! Pure: a gate that would wait for itself, by way of the gates of others.

use std::collections::HashMap;

use super::facts::Subject;
use super::known::Known;
use super::model::{Gate, Test};
use crate::domain::programme::Step;
use crate::kernel::ids::StepId;
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;

/// Refuses a gate by which a step waits for itself. A step waits for the steps whose deliverables, events or dates its gate names, and
/// those of its events; an event without a step is waited for by nobody.
pub(super) fn none(known: &Known, subject: Subject, gate: &Gate) -> Result<(), Invalid> {
    let Some(own) = subject.step else { return Ok(()) };
    let mut waits: HashMap<StepId, Vec<StepId>> = HashMap::new();
    for step in &known.outline.steps {
        let replaced = subject.event.is_none() && step.id == own;
        if let Some(stored) = known.step_gates.get(&step.id).filter(|_| !replaced) {
            waits.entry(step.id).or_default().extend(named(known, Subject::of_step(step), &stored.gate));
        }
    }
    for view in &known.events {
        let event = &view.event;
        let stored = known.event_gates.get(&event.id).filter(|_| subject.event != Some(event.id));
        if let (Some(step), Some(stored)) = (event.step, stored) {
            waits.entry(step).or_default().extend(named(known, Subject::of_event(event), &stored.gate));
        }
    }
    waits.entry(own).or_default().extend(named(known, subject, gate));
    match way_back(&waits, own) {
        None => Ok(()),
        Some(way) => Err(Invalid::one("gate", Reason::Circle { way: told(known, &way) })),
    }
}

/// The steps that a gate names.
fn named(known: &Known, subject: Subject, gate: &Gate) -> Vec<StepId> {
    let facts = known.facts(subject);
    let of = |steps: Vec<&Step>| steps.into_iter().map(|s| s.id).collect::<Vec<_>>();
    let one = |test: &Test| match test {
        Test::Approved { steps, .. } => of(facts.steps(steps)),
        Test::Named { deliverables } => {
            deliverables.iter().filter_map(|id| facts.deliverable(id)?.step).collect::<Vec<_>>()
        }
        Test::Step { kind: Some(kind), .. } => of(facts.steps(std::slice::from_ref(kind))),
        Test::Step { kind: None, .. } => of(facts.steps_before()),
        Test::Accepted { .. } | Test::Sponsors { .. } | Test::Deadline { .. } => Vec::new(),
    };
    gate.conditions().into_iter().flat_map(|c| one(&c.test)).collect()
}

/// The shortest way from a step back to itself.
fn way_back(waits: &HashMap<StepId, Vec<StepId>>, own: StepId) -> Option<Vec<StepId>> {
    let mut from: HashMap<StepId, StepId> = HashMap::new();
    let mut queue = std::collections::VecDeque::from([own]);
    while let Some(step) = queue.pop_front() {
        for next in waits.get(&step).map_or(&[][..], Vec::as_slice) {
            if *next == own {
                let mut way = vec![own, step];
                let mut at = step;
                while let Some(before) = from.get(&at).filter(|_| at != own) {
                    way.push(*before);
                    at = *before;
                }
                way.reverse();
                return Some(way);
            }
            if !from.contains_key(next) {
                from.insert(*next, step);
                queue.push_back(*next);
            }
        }
    }
    None
}

/// The titles on the way, for "Workshop → Conference → Workshop". Steps of one kind are called alike everywhere: a way through several
/// cities names them, "Datong · Conference → Hohhot · Conference → Datong · Conference".
fn told(known: &Known, way: &[StepId]) -> Vec<Localised> {
    let steps: Vec<&Step> = way.iter().filter_map(|id| known.step(*id)).collect();
    let within_one = steps.windows(2).all(|two| two[0].city == two[1].city);
    let title = |step: &&Step| match known.outline.city(step.city).filter(|_| !within_one) {
        Some(city) => {
            Localised::new(Locale::ALL.map(|l| (l, format!("{} · {}", city.name.best(l), step.title.best(l)))))
        }
        None => step.title.clone(),
    };
    steps.iter().map(title).collect()
}
