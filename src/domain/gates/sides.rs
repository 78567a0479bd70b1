//! Two gates written over the same one, laid beside each other place by place: pure. Conditions have no names of their own, so they are
//! known again by what they say; nothing depends on their order.

use std::collections::BTreeSet;
use std::mem::discriminant;

use super::model::{Condition, Gate, Join, Part, Path, Test};

/// What stands at one place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// How the group here counts.
    Join(Join),
    Part(Part),
}

/// One place, before and on both sides; nothing where a side has taken it out, or has not added it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Slot {
    pub place: Path,
    pub before: Option<Piece>,
    pub mine: Option<Piece>,
    pub theirs: Option<Piece>,
}

/// Every place of the three, from outside to inside: what was there before in its order, then what was added.
pub fn slots(before: &Gate, mine: &Gate, theirs: &Gate) -> Vec<Slot> {
    let mut all = Vec::new();
    beside(&[], (&sorted(before), &sorted(mine), &sorted(theirs)), &mut all);
    all
}

/// The gate that these pieces make; a group of which nothing is left is left out.
pub fn assembled(pieces: &[(Path, Piece)]) -> Gate {
    group(pieces, &[])
}

fn group(pieces: &[(Path, Piece)], at: &[usize]) -> Gate {
    let mut gate = Gate::open();
    let mut inner = BTreeSet::new();
    for (place, piece) in pieces.iter().filter(|(place, _)| place.starts_with(at)) {
        match (place.get(at.len()), piece) {
            (Some(n), _) => {
                inner.insert(*n);
            }
            (None, Piece::Join(join)) => gate.join = *join,
            (None, Piece::Part(_)) => {}
        }
    }
    for n in inner {
        let place: Path = at.iter().copied().chain([n]).collect();
        let own = pieces.iter().find_map(|(at, piece)| match piece {
            Piece::Part(part) if *at == place => Some(part.clone()),
            Piece::Part(_) | Piece::Join(_) => None,
        });
        match own {
            Some(part) => gate.parts.push(part),
            None => {
                let within = group(pieces, &place);
                gate.parts.extend((!within.parts.is_empty()).then_some(Part::Group(within)));
            }
        }
    }
    gate
}

/// Lists of names count as sets: a form sends them in an order of its own.
fn sorted(gate: &Gate) -> Gate {
    let part = |part: &Part| match part {
        Part::Group(group) => Part::Group(sorted(group)),
        Part::Condition(condition) => {
            let mut condition = condition.clone();
            match &mut condition.test {
                Test::Approved { steps, kinds } => {
                    steps.sort();
                    kinds.sort();
                }
                Test::Named { deliverables } => deliverables.sort(),
                Test::Accepted { .. } | Test::Sponsors { .. } | Test::Step { .. } | Test::Deadline { .. } => {}
            }
            Part::Condition(condition)
        }
    };
    Gate { join: gate.join, parts: gate.parts.iter().map(part).collect() }
}

fn beside(at: &[usize], (before, mine, theirs): (&Gate, &Gate, &Gate), all: &mut Vec<Slot>) {
    let join = |gate: &Gate| Some(Piece::Join(gate.join));
    all.push(Slot { place: at.to_vec(), before: join(before), mine: join(mine), theirs: join(theirs) });
    for (n, row) in rows(before, mine, theirs).into_iter().enumerate() {
        let place: Path = at.iter().copied().chain([n]).collect();
        match row {
            (Some(Part::Group(before)), Some(Part::Group(mine)), Some(Part::Group(theirs))) => {
                beside(&place, (before, mine, theirs), all);
            }
            (before, mine, theirs) => {
                let piece = |part: Option<&Part>| part.cloned().map(Piece::Part);
                all.push(Slot { place, before: piece(before), mine: piece(mine), theirs: piece(theirs) });
            }
        }
    }
}

type Row<'a> = (Option<&'a Part>, Option<&'a Part>, Option<&'a Part>);

fn rows<'a>(before: &'a Gate, mine: &'a Gate, theirs: &'a Gate) -> Vec<Row<'a>> {
    let old: Vec<&Part> = before.parts.iter().collect();
    let (own, new_own) = pairs(&old, &mine.parts.iter().collect::<Vec<_>>(), ALIKE);
    let (other, new_other) = pairs(&old, &theirs.parts.iter().collect::<Vec<_>>(), ALIKE);
    let mut rows: Vec<Row<'a>> =
        old.iter().zip(own).zip(other).map(|((before, mine), theirs)| (Some(*before), mine, theirs)).collect();
    // Both may have added the same, or two that ask for the same in other words.
    let (twins, alone) = pairs(&new_other, &new_own, SAME_SUBJECT);
    rows.extend(new_other.iter().zip(twins).map(|(theirs, mine)| (None, mine, Some(*theirs))));
    rows.extend(alone.into_iter().map(|mine| (None, Some(mine), None)));
    rows
}

/// From how much likeness on two parts are taken for one.
const ALIKE: usize = 1;
const SAME_SUBJECT: usize = 3;

/// What became of each part on the left, and what is new on the right: the most alike find each other first.
fn pairs<'a>(left: &[&'a Part], right: &[&'a Part], least: usize) -> (Vec<Option<&'a Part>>, Vec<&'a Part>) {
    let mut likely: Vec<(usize, usize, usize)> = Vec::new();
    for (l, one) in left.iter().enumerate() {
        for (r, two) in right.iter().enumerate() {
            likely.push((likeness(one, two), l, r));
        }
    }
    likely.retain(|(likeness, ..)| *likeness >= least);
    likely.sort_by_key(|(likeness, l, r)| (std::cmp::Reverse(*likeness), *l, *r));
    let mut found: Vec<Option<&'a Part>> = vec![None; left.len()];
    let mut taken = BTreeSet::new();
    for (_, l, r) in likely {
        if let (Some(place), Some(part)) = (found.get_mut(l), right.get(r))
            && place.is_none()
            && taken.insert(r)
        {
            *place = Some(*part);
        }
    }
    let new = right.iter().enumerate().filter(|(r, _)| !taken.contains(r)).map(|(_, part)| *part).collect();
    (found, new)
}

fn likeness(one: &Part, two: &Part) -> usize {
    match (one, two) {
        _ if one == two => usize::MAX,
        (Part::Group(one), Part::Group(two)) => 1 + 2 * one.parts.iter().filter(|p| two.parts.contains(*p)).count(),
        (Part::Condition(one), Part::Condition(two)) if discriminant(&one.test) == discriminant(&two.test) => {
            1 + 2 * usize::from(same_subject(one, two)) + usize::from(one.title == two.title)
        }
        _ => 0,
    }
}

/// Whether two conditions of one kind speak of the same thing.
fn same_subject(one: &Condition, two: &Condition) -> bool {
    match (&one.test, &two.test) {
        (Test::Approved { steps: a, kinds: k }, Test::Approved { steps: b, kinds: l }) => a == b || k == l,
        (Test::Named { deliverables: a }, Test::Named { deliverables: b }) => a.iter().any(|id| b.contains(id)),
        (Test::Accepted { group: a, .. }, Test::Accepted { group: b, .. }) => a == b,
        (Test::Sponsors { of: a, .. }, Test::Sponsors { of: b, .. }) => a == b,
        (Test::Step { kind: a, .. }, Test::Step { kind: b, .. }) => a == b,
        (Test::Deadline { deadline: a }, Test::Deadline { deadline: b }) => a == b,
        _ => false,
    }
}
