//! Everything known of a programme that gates look at: a constant number of queries, whatever the programme's size.

use std::collections::{HashMap, HashSet};

use super::bare::{Bare, overridden, rests_on, tests, wanted};
use super::basis::{behind, still_owed};
use super::evaluate::evaluate;
use super::facts::{Facts, Subject};
use super::look::{Around, OfStep};
use super::model::{Condition, Gate, GateError, Missing, Pass, Risk, Test, Verdict};
use super::service::Stored;
use super::store::{self, Passages};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::contacts;
use crate::domain::deliverables::{self, Deliverable, DeliverableKind, Wanted};
use crate::domain::events::{self, Deadline, Event, EventView};
use crate::domain::programme::{Outline, Owner, Step};
use crate::domain::sponsorship::{self, SignedCounts};
use crate::kernel::ids::{DeliverableId, EventId, StepId};
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;

/// Whether the people behind events are wanted too.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Names {
    Wanted,
    /// Only those of steps and deliverables.
    Spared,
}

#[derive(Clone, Debug)]
pub struct Known {
    pub now: Instant,
    pub outline: Outline,
    /// For the page of one event, or a picture: not all.
    pub deliverables: Vec<Deliverable>,
    pub events: Vec<EventView>,
    pub deadlines: HashMap<EventId, Vec<Deadline>>,
    /// Seats that have accepted, by event and stakeholder group; empty where no gate asks.
    pub accepted: HashMap<(EventId, String), i64>,
    /// Sponsors of the whole programme that have signed, and of each event; empty where no gate asks.
    pub sponsors: SignedCounts,
    pub event_sponsors: HashMap<EventId, SignedCounts>,
    /// Names of stakeholder groups by code; empty where no gate asks.
    pub groups: HashMap<String, Localised>,
    /// Who stands behind an event.
    pub contacts: HashMap<EventId, Owner>,
    pub step_gates: HashMap<StepId, Stored>,
    pub event_gates: HashMap<EventId, Stored>,
    /// The last of each event, whether or not it still counts.
    pub passes: HashMap<EventId, Pass>,
    pub risks: HashMap<EventId, Risk>,
    /// Every override of each event, the newest first, whatever became of it.
    pub overrides: HashMap<EventId, Vec<Pass>>,
    places: HashMap<StepId, Vec<usize>>,
    /// Where not all events are known, how those of steps stand.
    of_steps: Option<Vec<OfStep>>,
}

impl Known {
    /// Of a programme whose outline the caller may see.
    pub fn load(conn: &mut Conn, cx: &Context, outline: Outline, names: Names) -> Result<Known, GateError> {
        let bare = Bare::load(conn, outline.programme.id)?;
        let wanted = Wanted { all: true, ..Wanted::default() };
        Known::reading(conn, cx, (outline, bare), &wanted, names)
    }

    /// As [`Known::load`], for a picture: of the deliverables only those that any gate looks at, and those with these numbers.
    pub(super) fn pictured(
        conn: &mut Conn,
        cx: &Context,
        outline: Outline,
        ids: Vec<DeliverableId>,
    ) -> Result<Known, GateError> {
        let bare = Bare::load(conn, outline.programme.id)?;
        let wanted = Wanted { ids, ..wanted(bare.tests()) };
        Known::reading(conn, cx, (outline, bare), &wanted, Names::Spared)
    }

    /// The same without a picture, where the gates were read before.
    pub(super) fn looked_at(
        conn: &mut Conn,
        cx: &Context,
        (outline, bare): (Outline, Bare),
    ) -> Result<Known, GateError> {
        let wanted = wanted(bare.tests());
        Known::reading(conn, cx, (outline, bare), &wanted, Names::Spared)
    }

    fn reading(
        conn: &mut Conn,
        cx: &Context,
        (outline, bare): (Outline, Bare),
        wanted: &Wanted,
        names: Names,
    ) -> Result<Known, GateError> {
        let id = outline.programme.id;
        let deliverables = deliverables::among(conn, cx, id, wanted)?;
        let events = events::of_programme(conn, cx, id)?;
        let deadlines = events::deadlines_of(conn, cx, id)?;
        let places = places(&deliverables);
        let mut known = Known { deliverables, places, events, deadlines, ..Known::bare(cx, outline, bare) };
        if known.asks(|test| matches!(test, Test::Sponsors { .. })) {
            known.count_sponsors(conn, cx)?;
        }
        if known.asks(|test| matches!(test, Test::Accepted { .. })) {
            known.accepted = store::accepted(conn, id)?;
            known.groups = contacts::groups(conn)?.into_iter().map(|group| (group.code, group.name)).collect();
        }
        if names == Names::Wanted {
            known.contacts = store::contacts(conn, id)?;
        }
        if !deliverables::sees_internal(&cx.actor, id) {
            known.leave_gates_out();
        }
        Ok(known)
    }

    /// As [`Known::load`], for one event: only what these look at, with what was told of it.
    pub(super) fn around(
        conn: &mut Conn,
        cx: &Context,
        (outline, bare): (Outline, Bare),
        (view, tests): (&EventView, &[Test]),
        told: Around,
    ) -> Result<Known, GateError> {
        let (id, event) = (outline.programme.id, view.event.id);
        let mut known = Known::bare(cx, outline, bare);
        if tests.iter().any(|test| matches!(test, Test::Approved { .. } | Test::Named { .. })) {
            let mut wanted = wanted(tests.iter());
            // Of every kind, and with their owners in one statement: a programme has dozens, and a page names few.
            if std::mem::take(&mut wanted.all) {
                wanted.kinds = DeliverableKind::ALL.to_vec();
            }
            known.deliverables = deliverables::among(conn, cx, id, &wanted)?;
            known.places = places(&known.deliverables);
        }
        known.events = vec![view.clone()];
        known.of_steps = Some(told.of_steps);
        known.deadlines.insert(event, told.deadlines);
        (known.sponsors, known.event_sponsors) = told.sponsors;
        for (code, (name, accepted)) in told.groups {
            known.accepted.insert((event, code.clone()), accepted);
            known.groups.insert(code, name);
        }
        known.contacts.extend(told.contact.map(|contact| (event, contact)));
        Ok(known)
    }

    fn bare(cx: &Context, outline: Outline, bare: Bare) -> Known {
        let Bare { step_gates, event_gates, passages } = bare;
        let Passages { passes, risks, overrides } = passages;
        Known {
            now: cx.now,
            outline,
            deliverables: Vec::new(),
            places: HashMap::new(),
            events: Vec::new(),
            of_steps: None,
            deadlines: HashMap::new(),
            accepted: HashMap::new(),
            sponsors: SignedCounts::default(),
            event_sponsors: HashMap::new(),
            groups: HashMap::new(),
            contacts: HashMap::new(),
            step_gates,
            event_gates,
            passes,
            risks,
            overrides,
        }
    }

    /// For whoever may not see internal deliverables: what waits for one would name it, and without them nothing can be judged.
    fn leave_gates_out(&mut self) {
        self.step_gates.clear();
        self.event_gates.clear();
        self.passes.clear();
        self.risks.clear();
        self.overrides.clear();
    }

    #[cfg(test)]
    pub(super) fn add_for_test(&mut self, deliverable: Deliverable) {
        self.deliverables.push(deliverable);
        self.places = places(&self.deliverables);
    }

    /// The sponsors as they are now.
    pub(super) fn count_sponsors(&mut self, conn: &mut Conn, cx: &Context) -> Result<(), GateError> {
        (self.sponsors, self.event_sponsors) = sponsorship::signed(conn, cx, self.outline.programme.id)?;
        Ok(())
    }

    /// The deliverables once more, as they are now.
    pub(super) fn look_again(&mut self, conn: &mut Conn, cx: &Context) -> Result<(), GateError> {
        self.deliverables = deliverables::all(conn, cx, self.outline.programme.id)?;
        self.places = places(&self.deliverables);
        Ok(())
    }

    /// Whether any gate, or anything that is rested on, looks at this.
    fn asks(&self, wanted: impl Fn(&Test) -> bool) -> bool {
        tests((&self.step_gates, &self.event_gates), &self.passes).any(wanted)
    }

    pub fn step(&self, id: StepId) -> Option<&Step> {
        self.outline.steps.iter().find(|s| s.id == id)
    }
    pub fn event(&self, id: EventId) -> Option<&EventView> {
        self.events.iter().find(|view| view.event.id == id)
    }
    /// How the events of a step stand, by date.
    pub(super) fn standings(&self, step: StepId) -> Vec<OfStep> {
        match &self.of_steps {
            Some(all) => all.iter().filter(|of| of.step == step).cloned().collect(),
            None => {
                let events = self.events.iter().map(|view| &view.event).filter(|event| event.step == Some(step));
                events.filter_map(OfStep::of).collect()
            }
        }
    }
    pub(super) fn of_step(&self, step: StepId) -> impl Iterator<Item = &Deliverable> + use<'_> {
        let places = self.places.get(&step).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(move |place| self.deliverables.get(*place))
    }
    pub const fn facts(&self, subject: Subject) -> Facts<'_> {
        Facts { subject, known: self }
    }

    /// The whole gate of a subject: its step's, and its event's own.
    pub fn gate(&self, subject: Subject) -> Gate {
        let of = |stored: Option<&Stored>| stored.map_or_else(Gate::open, |s| s.gate.clone());
        let step = of(subject.step.and_then(|id| self.step_gates.get(&id)));
        Gate::both(step, of(subject.event.and_then(|id| self.event_gates.get(&id))))
    }
    pub fn verdict(&self, subject: Subject) -> Verdict {
        evaluate(&self.gate(subject), &self.facts(subject))
    }

    /// How many conditions guests meet who have accepted: of what the event rests on, or else waits for.
    pub(super) fn met_by_guests(&self, event: &Event) -> usize {
        let subject = Subject::of_event(event);
        let gate = self.rests_on(event).map_or_else(|| self.gate(subject), |pass| pass.basis.clone());
        let facts = self.facts(subject);
        let met =
            |c: &&Condition| matches!(&c.test, Test::Accepted { group, least } if facts.accepted(group) >= *least);
        gate.conditions().into_iter().filter(met).count()
    }

    /// What the event rests on now: a confirmed one on its confirmation, an announced one on its announcement.
    pub fn rests_on(&self, event: &Event) -> Option<&Pass> {
        rests_on(&self.passes, event)
    }
    /// What is missing of it, as far as the gate of today still asks for it.
    pub(super) fn lost(&self, event: &Event) -> Vec<Missing> {
        self.missed(event).0
    }
    /// What is missing of it that the gate asks for no more.
    pub(super) fn unasked(&self, event: &Event) -> Vec<Missing> {
        self.missed(event).1
    }
    fn missed(&self, event: &Event) -> (Vec<Missing>, Vec<Missing>) {
        let Some(pass) = self.rests_on(event) else { return (Vec::new(), Vec::new()) };
        let subject = Subject::of_event(event);
        let facts = self.facts(subject);
        let missed = evaluate(&still_owed(&pass.basis, &pass.unmet, &facts), &facts).missing;
        if missed.is_empty() {
            return (missed, Vec::new());
        }
        let asked = evaluate(&behind(&self.gate(subject), &pass.basis, &facts), &facts).missing;
        let asked: HashSet<String> = asked.iter().map(|missing| missing.what.key()).collect();
        missed.into_iter().partition(|missing| asked.contains(&missing.what.key()))
    }
    /// Since when and why an event is at risk.
    pub fn risk(&self, event: EventId) -> Option<&Risk> {
        self.risks.get(&event)
    }
    /// The override that an event stands confirmed by.
    pub fn overridden(&self, event: &Event) -> Option<&Pass> {
        overridden(&self.passes, event)
    }
}

fn places(deliverables: &[Deliverable]) -> HashMap<StepId, Vec<usize>> {
    let mut places: HashMap<StepId, Vec<usize>> = HashMap::new();
    for (place, one) in deliverables.iter().enumerate() {
        if let Some(step) = one.step {
            places.entry(step).or_default().push(place);
        }
    }
    places
}
