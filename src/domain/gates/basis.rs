//! Pure: the part of a gate that is met, and that a confirmation rests on.

use super::evaluate::{asked_for, judge, of_kinds};
use super::facts::Facts;
use super::model::{Condition, Gate, Join, Of, Part, Test};
use crate::kernel::ids::PublicId;

/// What is met of a gate: the whole of it when it is open. Of a group that is not met by any of its parts nothing is rested on; of a
/// condition met in part, the deliverables that are approved.
pub fn rested_on(gate: &Gate, facts: &Facts<'_>) -> Gate {
    let parts = match gate.join {
        Join::Any if gate.parts.iter().any(|p| is_met(p, facts)) => gate.parts.clone(),
        Join::Any => Vec::new(),
        Join::All => gate.parts.iter().filter_map(|part| met_part(part, facts)).collect(),
    };
    Gate { join: gate.join, parts }
}

fn is_met(part: &Part, facts: &Facts<'_>) -> bool {
    judge(part, facts, vec![], Of::All).is_empty()
}

fn met_part(part: &Part, facts: &Facts<'_>) -> Option<Part> {
    if is_met(part, facts) {
        return Some(part.clone());
    }
    match part {
        Part::Group(group) => {
            let met = rested_on(group, facts);
            (!met.parts.is_empty()).then_some(Part::Group(met))
        }
        Part::Condition(condition) => approved_of(condition, facts).map(Part::Condition),
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
            let reached = |id: &&PublicId| facts.deliverable(id).is_some_and(|d| d.state.is_reached());
            deliverables.iter().filter(reached).cloned().collect()
        }
        Test::Accepted { .. } | Test::Step { .. } | Test::Deadline { .. } => Vec::new(),
    };
    (!reached.is_empty())
        .then(|| Condition { title: condition.title.clone(), test: Test::Named { deliverables: reached } })
}
