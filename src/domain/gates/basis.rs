//! Pure: the part of a gate that is met, and that a confirmation rests on.

use super::evaluate::{asked_for, judge, of_kinds};
use super::facts::Facts;
use super::model::{Condition, Gate, Join, Part, Test};
use crate::kernel::ids::PublicId;

/// What is met of a gate: the whole of it when it is open. Of a group that is not met by any of its parts nothing is rested on. Of
/// results it is those approved now that are rested on, by name: nothing stands in for them later.
pub fn rested_on(gate: &Gate, facts: &Facts<'_>) -> Gate {
    // Of several ways each stays; those that are met, by what met them.
    let way = |part: &Part| if is_met(part, facts) { met_part(part, facts) } else { Some(part.clone()) };
    let parts = match gate.join {
        Join::Any if gate.parts.iter().any(|p| is_met(p, facts)) => gate.parts.iter().filter_map(way).collect(),
        Join::Any => Vec::new(),
        Join::All => gate.parts.iter().filter_map(|part| met_part(part, facts)).collect(),
    };
    Gate { join: gate.join, parts }
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
            named.or_else(|| is_met(part, facts).then(|| part.clone()))
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
