//! Pure: what giving one missing thing comes to, where a group asks for any of several.

use super::model::Missing;

/// What it comes to when one thing is given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Gain<'a> {
    /// It is asked for, whatever else is given.
    Needed,
    /// Nothing else is asked for then.
    Enough,
    /// One of several ways; what is needed beside is told as needed.
    OneWay,
    /// One of several ways, to which these belong too. Of those in one entry any will do.
    With(Vec<Vec<&'a Missing>>),
}

/// `all` is everything that the gate misses.
pub fn gain<'a>(one: &Missing, all: &'a [Missing]) -> Gain<'a> {
    let Some(way) = one.ways.first() else { return Gain::Needed };
    let mut with: Vec<Vec<&Missing>> = Vec::new();
    for other in all.iter().filter(|o| !same(o, one) && o.ways.contains(way) && !instead(o, one)) {
        match with.iter_mut().find(|entry| entry.iter().any(|m| instead(m, other))) {
            Some(entry) => entry.push(other),
            None => with.push(vec![other]),
        }
    }
    if !with.is_empty() {
        return Gain::With(with);
    }
    let one_choice = all.iter().all(|m| m.ways.first().is_some_and(|w| w.group == way.group));
    if one_choice { Gain::Enough } else { Gain::OneWay }
}

fn same(a: &Missing, b: &Missing) -> bool {
    a.condition == b.condition && a.what == b.what
}

/// Whether one would do in place of the other.
fn instead(a: &Missing, b: &Missing) -> bool {
    a.ways.iter().any(|own| b.ways.iter().any(|other| own.group == other.group && own.part != other.part))
}
