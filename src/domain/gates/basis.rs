//! Pure: the part of a gate that is met, and that a confirmation rests on; and what of that is still to be given.

use super::evaluate::{asked_for, judge, of_kinds};
use super::facts::Facts;
use super::model::{Condition, Gate, Join, Part, Test};
use crate::domain::events::Deadline;
use crate::kernel::ids::PublicId;

/// What is met of a gate: the whole of it when it is open. Of a group that is not met by any of its parts nothing is rested on. Of
/// results it is those approved now that are rested on, by name: nothing stands in for them later. So are a host's deadlines: one that
/// is set later was never met.
pub fn rested_on(gate: &Gate, facts: &Facts<'_>) -> Gate {
    // Of several ways each stays that can still be gone; those that are met, by what met them.
    let open = |part: &Part| owed_part(part, facts).filter(|owed| owed == part);
    let way = |part: &Part| if is_met(part, facts) { met_part(part, facts) } else { open(part) };
    let parts = match gate.join {
        Join::Any if gate.parts.iter().any(|p| is_met(p, facts)) => gate.parts.iter().filter_map(way).collect(),
        Join::Any => Vec::new(),
        Join::All => gate.parts.iter().filter_map(|part| met_part(part, facts)).collect(),
    };
    Gate { join: gate.join, parts }
}

/// What of a basis is still looked at: a deadline that was taken away since is owed to nobody, and counts as it was.
pub(super) fn still_owed(basis: &Gate, facts: &Facts<'_>) -> Gate {
    owed(basis, facts).unwrap_or_else(Gate::open)
}

/// None: one of several ways that are enough is owed no longer.
fn owed(gate: &Gate, facts: &Facts<'_>) -> Option<Gate> {
    let parts = gate.parts.iter().map(|part| owed_part(part, facts));
    let parts = match gate.join {
        Join::Any => parts.collect::<Option<Vec<Part>>>()?,
        Join::All => parts.flatten().collect(),
    };
    Some(Gate { join: gate.join, parts })
}

fn owed_part(part: &Part, facts: &Facts<'_>) -> Option<Part> {
    let stands = |wanted: Option<&PublicId>| {
        facts.deadlines().iter().any(|deadline| wanted.is_none_or(|id| *id == deadline.public_id))
    };
    match part {
        Part::Group(group) => owed(group, facts).map(Part::Group),
        Part::Condition(Condition { test: Test::Deadline { deadline }, .. }) if !stands(deadline.as_ref()) => None,
        Part::Condition(_) => Some(part.clone()),
    }
}

fn is_met(part: &Part, facts: &Facts<'_>) -> bool {
    judge(part, facts, vec![], &[]).is_empty()
}

fn met_part(part: &Part, facts: &Facts<'_>) -> Option<Part> {
    match part {
        Part::Group(group) => {
            let met = rested_on(group, facts);
            (!met.parts.is_empty() || is_met(part, facts)).then_some(Part::Group(met))
        }
        Part::Condition(condition) => {
            let named = approved_of(condition, facts).map(Part::Condition);
            named.or_else(|| {
                is_met(part, facts).then(|| each_deadline(condition, facts).unwrap_or_else(|| part.clone()))
            })
        }
    }
}

fn approved_of(condition: &Condition, facts: &Facts<'_>) -> Option<Condition> {
    let reached: Vec<PublicId> = match &condition.test {
        Test::Approved { steps, kinds } => asked_for(&of_kinds(facts, steps, kinds))
            .into_iter()
            .filter(|d| d.state.is_reached())
            .map(|d| d.public_id.clone())
            .collect(),
        Test::Named { deliverables } => {
            let one = |id: &PublicId| Condition {
                title: condition.title.clone(),
                test: Test::Named { deliverables: vec![id.clone()] },
            };
            let given = |id: &&PublicId| is_met(&Part::Condition(one(id)), facts);
            deliverables.iter().filter(given).cloned().collect()
        }
        Test::Accepted { .. } | Test::Sponsors { .. } | Test::Step { .. } | Test::Deadline { .. } => Vec::new(),
    };
    (!reached.is_empty())
        .then(|| Condition { title: condition.title.clone(), test: Test::Named { deliverables: reached } })
}

/// "Every deadline of the host", one by one.
fn each_deadline(condition: &Condition, facts: &Facts<'_>) -> Option<Part> {
    let Test::Deadline { deadline: None } = &condition.test else { return None };
    let one = |deadline: &Deadline| {
        let test = Test::Deadline { deadline: Some(deadline.public_id.clone()) };
        Part::Condition(Condition { title: condition.title.clone(), test })
    };
    Some(Part::Group(Gate { join: Join::All, parts: facts.deadlines().iter().map(one).collect() }))
}
