//! Pure: whether a gate is open, and what is missing.

use super::facts::Facts;
use super::model::{By, Condition, Gate, Join, Missing, Part, Path, Sponsors, Test, Verdict, Way, What};
use crate::domain::deliverables::{Deliverable, DeliverableKind, DeliverableState};
use crate::domain::events::EventState;
use crate::domain::programme::{Owner, Step};
use crate::kernel::ids::PublicId;
use crate::kernel::time::Instant;

/// How a gate stands. Everything that is missing is told, in the order of the conditions; where any of several would do, all of them.
pub fn evaluate(gate: &Gate, facts: &Facts<'_>) -> Verdict {
    Verdict { missing: group(gate, facts, &[], &[]) }
}

fn group(gate: &Gate, facts: &Facts<'_>, at: &[usize], around: &[Way]) -> Vec<Missing> {
    let choice = gate.join == Join::Any && gate.parts.len() > 1;
    let mut missing = Vec::new();
    for (n, part) in gate.parts.iter().enumerate() {
        let path: Path = at.iter().copied().chain([n]).collect();
        let own = choice.then(|| Way { group: at.to_vec(), part: n });
        let ways: Vec<Way> = around.iter().cloned().chain(own).collect();
        let found = judge(part, facts, path, &ways);
        if gate.join == Join::Any && found.is_empty() {
            return Vec::new();
        }
        missing.extend(found);
    }
    missing
}

/// What a part lacks; nothing: it is met.
pub(super) fn judge(part: &Part, facts: &Facts<'_>, path: Path, ways: &[Way]) -> Vec<Missing> {
    match part {
        Part::Group(inner) => group(inner, facts, &path, ways),
        Part::Condition(condition) => {
            let missing = |lack: Lack| Missing {
                condition: path.clone(),
                ways: ways.to_vec(),
                title: condition.title.clone(),
                what: lack.what,
                owner: lack.people.0,
                deputy: lack.people.1,
                since: lack.since,
            };
            lacks(condition, facts).into_iter().map(missing).collect()
        }
    }
}

/// What a condition lacks, with whoever answers for it.
struct Lack {
    what: What,
    people: (Option<Owner>, Option<Owner>),
    since: Option<Instant>,
}

fn lacks(condition: &Condition, facts: &Facts<'_>) -> Vec<Lack> {
    match &condition.test {
        Test::Approved { steps, kinds } => approved(&of_kinds(facts, steps, kinds), facts),
        Test::Named { deliverables } => named(deliverables, facts),
        Test::Accepted { group, least } => accepted(group, *least, facts),
        Test::Sponsors { of, least } => sponsors(*of, *least, facts),
        Test::Step { kind, by } => behind_us(kind.as_ref(), *by, facts),
        Test::Deadline { deadline } => deadlines(deadline.as_ref(), facts),
    }
}

/// The deliverables of these kinds in these steps.
pub(super) fn of_kinds<'a>(facts: &Facts<'a>, steps: &[String], kinds: &[DeliverableKind]) -> Vec<&'a Deliverable> {
    let wanted = |d: &&Deliverable| kinds.is_empty() || kinds.contains(&d.kind);
    facts.steps(steps).into_iter().flat_map(|s| facts.deliverables_of(s.id)).filter(wanted).collect()
}

/// Those of them that a gate looks at: what was withdrawn or superseded only while nothing else of its step and kind stands in for it.
pub(super) fn asked_for<'a>(among: &[&'a Deliverable]) -> Vec<&'a Deliverable> {
    let alive = |d: &Deliverable| d.state.is_open() || d.state.is_reached();
    let stands_in = |d: &Deliverable| among.iter().any(|o| alive(o) && (o.step, o.kind) == (d.step, d.kind));
    among.iter().copied().filter(|d| alive(d) || !stands_in(d)).collect()
}

fn approved(among: &[&Deliverable], facts: &Facts<'_>) -> Vec<Lack> {
    let asked = asked_for(among);
    if asked.is_empty() {
        return vec![Lack { what: What::NoDeliverable, people: facts.event_owner(), since: None }];
    }
    asked.into_iter().filter(|d| !d.state.is_reached()).map(|d| unapproved(d, facts)).collect()
}

fn named(ids: &[PublicId], facts: &Facts<'_>) -> Vec<Lack> {
    let one = |id: &PublicId| match facts.deliverable(id) {
        None => Some(Lack { what: What::NoDeliverable, people: facts.event_owner(), since: None }),
        Some(d) if d.state.is_reached() || is_replaced(d, facts) => None,
        Some(d) => Some(unapproved(d, facts)),
    };
    ids.iter().filter_map(one).collect()
}

/// Whether something of its step and kind that is approved has superseded it. What was withdrawn nobody has replaced.
fn is_replaced(d: &Deliverable, facts: &Facts<'_>) -> bool {
    let by = |o: &Deliverable| o.state.is_reached() && o.kind == d.kind;
    d.state == DeliverableState::Superseded && d.step.is_some_and(|step| facts.deliverables_of(step).any(by))
}

fn unapproved(d: &Deliverable, facts: &Facts<'_>) -> Lack {
    let what = What::Deliverable {
        id: d.public_id.clone(),
        title: d.title.clone(),
        state: d.state,
        due_on: d.due_on,
        city: facts.elsewhere(d.city),
    };
    Lack { what, people: facts.owner_of(d), since: Some(d.updated_at) }
}

fn accepted(group: &str, least: i64, facts: &Facts<'_>) -> Vec<Lack> {
    let accepted = facts.accepted(group);
    let what = What::Accepted { group: group.to_owned(), accepted, least };
    if accepted >= least { vec![] } else { vec![Lack { what, people: facts.event_owner(), since: None }] }
}

/// Whoever courts the firm that is nearest to signing answers for it, and whoever courts the next stands beside.
fn sponsors(of: Sponsors, least: i64, facts: &Facts<'_>) -> Vec<Lack> {
    let counts = facts.sponsors(of);
    if counts.signed >= least {
        return vec![];
    }
    let mut owners = counts.owners.into_iter();
    let people = match (owners.next(), owners.next()) {
        (None, _) => facts.event_owner(),
        people => people,
    };
    vec![Lack { what: What::Sponsors { of, signed: counts.signed, least }, people, since: None }]
}

fn behind_us(kind: Option<&String>, by: By, facts: &Facts<'_>) -> Vec<Lack> {
    let steps = match kind {
        Some(kind) => facts.steps(std::slice::from_ref(kind)),
        None => facts.steps_before(),
    };
    if steps.is_empty() {
        return vec![Lack { what: What::NoStep, people: facts.event_owner(), since: None }];
    }
    steps.into_iter().filter_map(|step| not_behind(step, by, facts)).collect()
}

fn not_behind(step: &Step, by: By, facts: &Facts<'_>) -> Option<Lack> {
    let (id, title, city) = (step.public_id.clone(), step.title.clone(), facts.elsewhere(Some(step.city)));
    let what = match by {
        By::Date if step.ends_on.is_some_and(|last| last < facts.today(step.city)) => return None,
        By::Date => What::StepDate { step: id, title, ends_on: step.ends_on, city },
        By::Held => {
            let held = |state| matches!(state, EventState::Held | EventState::Reported);
            let events = facts.known.standings(step.id);
            if events.iter().any(|e| held(e.state)) {
                return None;
            }
            let next = events.into_iter().find(|e| e.state != EventState::Cancelled);
            What::StepEvent { step: id, title, event: next.map(|e| e.public_id), city }
        }
    };
    Some(Lack { what, people: (step.owner.clone(), step.deputy.clone()), since: None })
}

fn deadlines(wanted: Option<&PublicId>, facts: &Facts<'_>) -> Vec<Lack> {
    let looked_at: Vec<_> = facts.deadlines().iter().filter(|d| wanted.is_none_or(|id| *id == d.public_id)).collect();
    if looked_at.is_empty() {
        return vec![Lack { what: What::NoDeadline, people: facts.event_owner(), since: None }];
    }
    let unmet = looked_at.into_iter().filter(|d| d.met_at.is_none());
    unmet
        .map(|d| {
            let what = What::Deadline { id: d.public_id.clone(), title: d.label.texts(), due_on: d.due_on };
            Lack { what, people: facts.event_owner(), since: None }
        })
        .collect()
}
