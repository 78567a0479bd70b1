//! Gates and passes of a programme, before anything that they look at is read; and what they look at.

use std::collections::HashMap;

use super::model::{Gate, Pass, Test, Verdict, What};
use super::service::{Standing, Stored};
use super::store::{self, Passages};
use crate::db::{Conn, Stored as Db};
use crate::domain::deliverables::Wanted;
use crate::domain::events::{Event, EventState, EventView, Grounds};
use crate::kernel::ids::{EventId, ProgrammeId, StepId};

/// Gates and passes of a programme, before anything that they look at is read.
#[derive(Default)]
pub(super) struct Bare {
    pub(super) step_gates: HashMap<StepId, Stored>,
    pub(super) event_gates: HashMap<EventId, Stored>,
    pub(super) passages: Passages,
}

impl Bare {
    pub(super) fn load(conn: &mut Conn, programme: ProgrammeId) -> Db<Bare> {
        let (step_gates, event_gates) = store::gates(conn, programme)?;
        Ok(Bare { step_gates, event_gates, passages: store::passages(conn, programme)? })
    }

    /// Only what concerns one event.
    pub(super) fn of(conn: &mut Conn, event: &Event) -> Db<Bare> {
        let ((step_gates, event_gates), passages) = store::of_event(conn, event.id)?;
        Ok(Bare { step_gates, event_gates, passages })
    }

    fn gates_of(&self, event: &Event) -> [Option<&Gate>; 2] {
        let step = event.step.and_then(|id| self.step_gates.get(&id));
        [step, self.event_gates.get(&event.id)].map(|stored| stored.map(|stored| &stored.gate))
    }

    /// What any gate looks at, and what any event rests on.
    pub(super) fn tests(&self) -> impl Iterator<Item = &Test> {
        tests((&self.step_gates, &self.event_gates), &self.passages.passes)
    }

    /// What the gate of an event looks at, and what the event rests on.
    pub(super) fn tests_of(&self, event: &Event) -> Vec<&Test> {
        let basis = self.passages.passes.get(&event.id).map(|pass| &pass.basis);
        let gates = self.gates_of(event).into_iter().chain([basis]).flatten();
        gates.flat_map(Gate::conditions).map(|condition| &condition.test).collect()
    }

    /// Whether anything is told by the name of a stakeholder group: asked for, or gone over.
    pub(super) fn names_groups(&self, event: &Event) -> bool {
        let mut gone_over = self.passages.overrides.get(&event.id).into_iter().flatten().flat_map(|pass| &pass.missing);
        let asked = self.tests_of(event).into_iter().any(|test| matches!(test, Test::Accepted { .. }));
        asked || gone_over.any(|kept| matches!(kept.what, What::Accepted { .. }))
    }

    pub(super) fn rests_on_something(&self, event: EventId) -> bool {
        self.passages.passes.get(&event).is_some_and(|pass| !pass.basis.parts.is_empty())
    }

    pub(super) fn is_at_risk(&self, event: EventId) -> bool {
        self.passages.risks.contains_key(&event)
    }

    /// How an event stands of which nothing is missing, or nothing that matters any more.
    pub(super) fn standing(&self, view: &EventView) -> Standing {
        let event = &view.event;
        let [step, own] = self.gates_of(event).map(|gate| gate.cloned().unwrap_or_else(Gate::open));
        let Passages { passes, risks, overrides } = &self.passages;
        Standing {
            view: view.clone(),
            gate: Gate::both(step, own),
            verdict: Verdict::default(),
            pass: rests_on(passes, event).cloned(),
            overridden: overridden(passes, event).cloned(),
            overrides: overrides.get(&event.id).cloned().unwrap_or_default(),
            risk: risks.get(&event.id).cloned(),
            lost: Vec::new(),
        }
    }
}

pub(super) fn rests_on<'a>(passes: &'a HashMap<EventId, Pass>, event: &Event) -> Option<&'a Pass> {
    let counts = |pass: &&Pass| match event.state {
        EventState::Confirmed => pass.grounds != Grounds::Announced,
        EventState::Announced => pass.grounds == Grounds::Announced,
        _ => false,
    };
    passes.get(&event.id).filter(counts)
}

pub(super) fn overridden<'a>(passes: &'a HashMap<EventId, Pass>, event: &Event) -> Option<&'a Pass> {
    let confirmed = matches!(event.state, EventState::Confirmed | EventState::Held | EventState::Reported);
    passes.get(&event.id).filter(|pass| confirmed && pass.grounds == Grounds::Overridden)
}

/// What any gate looks at, and what any event rests on.
pub(super) fn tests<'a>(
    (steps, events): (&'a HashMap<StepId, Stored>, &'a HashMap<EventId, Stored>),
    passes: &'a HashMap<EventId, Pass>,
) -> impl Iterator<Item = &'a Test> {
    let gates = steps.values().chain(events.values()).map(|stored| &stored.gate);
    let all = gates.chain(passes.values().map(|pass| &pass.basis));
    all.flat_map(Gate::conditions).map(|condition| &condition.test)
}

/// The deliverables that these tests look at, with what may stand in for them.
pub(super) fn wanted<'a>(tests: impl Iterator<Item = &'a Test>) -> Wanted {
    let mut wanted = Wanted::default();
    for test in tests {
        match test {
            Test::Approved { kinds, .. } if kinds.is_empty() => wanted.all = true,
            Test::Approved { kinds, .. } => wanted.kinds.extend(kinds),
            Test::Named { deliverables } => wanted.named.extend(deliverables.iter().cloned()),
            Test::Accepted { .. } | Test::Sponsors { .. } | Test::Step { .. } | Test::Deadline { .. } => {}
        }
    }
    wanted.kinds.sort_unstable();
    wanted.kinds.dedup();
    wanted.named.sort_unstable();
    wanted.named.dedup();
    wanted
}
