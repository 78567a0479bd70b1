//! What does not go together in an agenda. Pure: the same for the page, the form and programs.

use super::draft::lies_within;
use super::model::{Part, Session, Who};
use super::places::Rooms;
use crate::domain::contacts::fold;
use crate::domain::events::Slot;
use crate::kernel::ids::{ContactId, PublicId, SessionId};
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::time::WallTime;

/// So many minutes without anything are worth a word.
pub const LEAST_GAP: i64 = 15;

/// A session of another event of the programme, in which somebody of this agenda appears.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Elsewhere {
    pub event: PublicId,
    pub event_title: Localised,
    pub title: Localised,
    pub slot: Slot,
    pub people: Vec<ContactId>,
}

/// Something to look at, which prevents nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Warning {
    /// Somebody appears in two sessions at the same time.
    Twice {
        person: ContactId,
        name: PersonName,
        session: PublicId,
        other: PublicId,
    },
    /// The same, in another event.
    TwiceElsewhere {
        person: ContactId,
        name: PersonName,
        session: PublicId,
        elsewhere: Elsewhere,
    },
    NoChair {
        session: PublicId,
    },
    /// So many of its people are still to be named.
    ToCome {
        session: PublicId,
        n: usize,
    },
    /// It lies outside of its event, which has become shorter since.
    Outside {
        session: PublicId,
    },
    /// Nothing happens between two sessions of a day.
    Gap {
        from: WallTime,
        to: WallTime,
    },
}

impl Warning {
    /// Whether the session of this name has to do with it.
    pub fn is_about(&self, id: &PublicId) -> bool {
        match self {
            Warning::Twice { session, other, .. } => session == id || other == id,
            Warning::TwiceElsewhere { session, .. }
            | Warning::NoChair { session }
            | Warning::ToCome { session, .. }
            | Warning::Outside { session } => session == id,
            Warning::Gap { .. } => false,
        }
    }
    /// The word for programs.
    pub const fn word(&self) -> &'static str {
        match self {
            Warning::Twice { .. } | Warning::TwiceElsewhere { .. } => "person-twice",
            Warning::NoChair { .. } => "no-chair",
            Warning::ToCome { .. } => "to-come",
            Warning::Outside { .. } => "outside-event",
            Warning::Gap { .. } => "gap",
        }
    }
}

/// Whether two times have a moment in common. Ends that touch have none.
pub fn meet(a: Slot, b: Slot) -> bool {
    a.start.instant() < b.end.instant() && b.start.instant() < a.end.instant()
}

/// Whether two names mean one room, however they are written: case, width, spaces and punctuation tell no rooms apart. Without a name there is
/// none.
pub fn same_room(a: &str, b: &str) -> bool {
    let (a, b) = (fold::joined(a), fold::joined(b));
    !a.is_empty() && a == b
}

/// Who has the room at that time, besides the session itself. The room is the same by whatever name of it, in any language.
pub fn room_taken<'a>(
    own: Option<SessionId>,
    (slot, room, names): (Slot, &str, &Localised),
    all: impl IntoIterator<Item = &'a Session>,
) -> Option<&'a Session> {
    let others: Vec<&'a Session> = all.into_iter().filter(|s| Some(s.id) != own).collect();
    let mut rooms = Rooms::of(others.iter().copied());
    rooms.add(room, names);
    let here = rooms.number(room, names)?;
    others.into_iter().find(|s| meet(s.slot, slot) && rooms.number(&s.room, &s.room_names) == Some(here))
}

/// Everything there is to look at. `sessions` are in the order of their time.
pub fn warnings(sessions: &[Session], elsewhere: &[Elsewhere], frame: Option<Slot>) -> Vec<Warning> {
    let mut found = Vec::new();
    for (nth, session) in sessions.iter().enumerate() {
        let id = || session.public_id.clone();
        if frame.is_some_and(|frame| !lies_within(session.slot, frame)) {
            found.push(Warning::Outside { session: id() });
        }
        twice(session, &sessions[nth + 1..], elsewhere, &mut found);
        if session.kind.wants_chair() && session.with(Part::Chair).next().is_none() {
            found.push(Warning::NoChair { session: id() });
        }
        let to_come = session.people.iter().filter(|a| matches!(a.who, Who::ToCome(_))).count();
        if to_come > 0 {
            found.push(Warning::ToCome { session: id(), n: to_come });
        }
    }
    found.extend(gaps(sessions));
    found
}

fn twice(session: &Session, later: &[Session], elsewhere: &[Elsewhere], found: &mut Vec<Warning>) {
    let mut told = Vec::new();
    for appearance in &session.people {
        let Who::Contact { id, name, .. } = &appearance.who else { continue };
        // Whoever both chairs and speaks is told of once.
        if told.contains(id) {
            continue;
        }
        told.push(*id);
        let (person, name) = (*id, name.clone());
        let here =
            |s: &&Session| meet(s.slot, session.slot) && s.people.iter().any(|a| a.who.contact() == Some(person));
        found.extend(later.iter().filter(here).map(|other| Warning::Twice {
            person,
            name: name.clone(),
            session: session.public_id.clone(),
            other: other.public_id.clone(),
        }));
        let there = |e: &&Elsewhere| meet(e.slot, session.slot) && e.people.contains(&person);
        found.extend(elsewhere.iter().filter(there).map(|e| Warning::TwiceElsewhere {
            person,
            name: name.clone(),
            session: session.public_id.clone(),
            elsewhere: e.clone(),
        }));
    }
}

/// Times of a day in which nothing happens anywhere. Before the first and after the last session there is no gap.
fn gaps(sessions: &[Session]) -> Vec<Warning> {
    let mut found = Vec::new();
    let mut last: Option<WallTime> = None;
    for session in sessions {
        let start = session.slot.start;
        if let Some(end) = last.filter(|end| end.date() == start.date()) {
            let minutes = start.instant().seconds_since(end.instant()) / 60;
            if minutes >= LEAST_GAP {
                found.push(Warning::Gap { from: end, to: start });
            }
        }
        let end = session.slot.end;
        if last.is_none_or(|last| end.instant() > last.instant()) {
            last = Some(end);
        }
    }
    found
}
