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
    let open = |part: &Part| owed_part(part, facts, &|_| false).owed();
    let way = |part: &Part| if is_met(part, facts) { met_part(part, facts) } else { open(part) };
    let parts = match gate.join {
        Join::Any if gate.parts.iter().any(|p| is_met(p, facts)) => gate.parts.iter().filter_map(way).collect(),
        Join::Any => Vec::new(),
        Join::All => gate.parts.iter().filter_map(|part| met_part(part, facts)).collect(),
    };
    Gate { join: gate.join, parts }
}

/// The deadlines on ways of a basis that nobody has gone yet.
pub(super) fn unmet(basis: &Gate, facts: &Facts<'_>) -> Vec<PublicId> {
    let conditions = basis.conditions();
    let named = |deadline: &Deadline| {
        conditions.iter().any(|condition| match &condition.test {
            Test::Deadline { deadline: wanted } => wanted.as_ref().is_none_or(|id| *id == deadline.public_id),
            _ => false,
        })
    };
    let open = facts.deadlines().iter().filter(|deadline| deadline.met_at.is_none() && named(deadline));
    open.map(|deadline| deadline.public_id.clone()).collect()
}

/// What of a basis is still looked at: a deadline that was taken away since is owed to nobody, and counts as it was: met then, it is
/// given for good, and else it is no way any more.
pub(super) fn still_owed(basis: &Gate, unmet: &[PublicId], facts: &Facts<'_>) -> Gate {
    let was_met = |id: Option<&PublicId>| id.map_or(unmet.is_empty(), |id| !unmet.contains(id));
    match owed(basis, facts, &was_met) {
        Fate::Owed(Part::Group(gate)) => gate,
        Fate::Owed(_) | Fate::Given | Fate::Gone => Gate::open(),
    }
}

/// What became of something that was rested on.
enum Fate {
    Owed(Part),
    Given,
    /// It can never be given any more.
    Gone,
}

impl Fate {
    fn owed(self) -> Option<Part> {
        match self {
            Fate::Owed(part) => Some(part),
            Fate::Given | Fate::Gone => None,
        }
    }
}

/// Whether a deadline that is there no longer was met; none named: each of them.
type WasMet<'a> = &'a dyn Fn(Option<&PublicId>) -> bool;

fn owed(gate: &Gate, facts: &Facts<'_>, was_met: WasMet<'_>) -> Fate {
    let (mut parts, mut given, mut gone) = (Vec::new(), false, false);
    for part in &gate.parts {
        match owed_part(part, facts, was_met) {
            Fate::Owed(part) => parts.push(part),
            Fate::Given => given = true,
            Fate::Gone => gone = true,
        }
    }
    match gate.join {
        Join::All if gone => Fate::Gone,
        Join::Any if given => Fate::Given,
        Join::Any if parts.is_empty() && gone => Fate::Gone,
        _ if parts.is_empty() => Fate::Given,
        join => Fate::Owed(Part::Group(Gate { join, parts })),
    }
}

fn owed_part(part: &Part, facts: &Facts<'_>, was_met: WasMet<'_>) -> Fate {
    let stands = |wanted: Option<&PublicId>| {
        facts.deadlines().iter().any(|deadline| wanted.is_none_or(|id| *id == deadline.public_id))
    };
    match part {
        Part::Group(group) => owed(group, facts, was_met),
        Part::Condition(Condition { test: Test::Deadline { deadline }, .. }) if !stands(deadline.as_ref()) => {
            if was_met(deadline.as_ref()) { Fate::Given } else { Fate::Gone }
        }
        Part::Condition(_) => Fate::Owed(part.clone()),
    }
}

/// A gate as it asks whoever has come through it: of results, for those that are rested on, by name. What one of them would stand in for
/// before the gate it does not stand in for behind it.
pub(super) fn behind(gate: &Gate, basis: &Gate, facts: &Facts<'_>) -> Gate {
    let part = |part: &Part| match part {
        Part::Group(group) => Part::Group(behind(group, basis, facts)),
        Part::Condition(condition) => Part::Condition(by_name(condition, basis, facts)),
    };
    Gate { join: gate.join, parts: gate.parts.iter().map(part).collect() }
}

fn by_name(condition: &Condition, basis: &Gate, facts: &Facts<'_>) -> Condition {
    let Test::Approved { steps, kinds } = &condition.test else { return condition.clone() };
    let among = of_kinds(facts, steps, kinds);
    let rested = basis.conditions().into_iter().flat_map(|own| match &own.test {
        Test::Named { deliverables } => deliverables.as_slice(),
        _ => &[][..],
    });
    // What is there no longer may have been of these.
    let asked = |id: &&PublicId| among.iter().any(|d| d.public_id == **id) || facts.deliverable(id).is_none();
    let deliverables: Vec<PublicId> = rested.filter(asked).cloned().collect();
    if deliverables.is_empty() {
        return condition.clone();
    }
    Condition { title: condition.title.clone(), test: Test::Named { deliverables } }
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
