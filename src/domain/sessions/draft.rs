//! From what was typed to what a session is: every fault is found at once and told by field.

use super::input::{RelocateInput, SessionInput};
use super::model::{Session, SessionKind};
use crate::domain::events::Slot;
use crate::kernel::invalid::{Invalid, Reason, line, one_of, prose};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::{WallTime, Zone};

const TITLE: usize = 200;
const DESCRIPTION: usize = 10_000;
const ROOM: usize = 120;

/// A checked session without its people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    pub kind: SessionKind,
    pub title: Localised,
    pub description: Localised,
    pub slot: Slot,
    pub room: String,
    pub room_names: Localised,
    pub languages: Vec<Locale>,
    pub interpretation: Vec<Locale>,
}

impl Draft {
    /// Whether a session is so already.
    pub(super) fn is(&self, session: &Session) -> bool {
        let Session { kind, title, description, slot, room, room_names, languages, interpretation, .. } = session;
        (self.kind, self.slot, &self.title, &self.description) == (*kind, *slot, title, description)
            && (&self.room, &self.room_names) == (room, room_names)
            && (&self.languages, &self.interpretation) == (languages, interpretation)
    }
}

/// `frame`: within which it lies, where that is known.
pub(super) fn parse(input: &SessionInput, zone: Zone, frame: Option<Slot>, faults: &mut Invalid) -> Option<Draft> {
    let f = faults;
    let kind = kind(f, &input.kind);
    let told = f.0.len();
    let title = input.title.checked(f, "title", |t| line(t, TITLE));
    // Nothing, or only marks that nobody sees.
    if title.is_empty() && f.0.len() == told {
        f.add("title", Reason::Required);
    }
    let description = input.description.checked(f, "description", |t| prose(t, DESCRIPTION));
    let (start, end) = (wall(f, "starts", &input.starts, zone), wall(f, "ends", &input.ends, zone));
    let slot = start.zip(end).map(|(start, end)| Slot { start, end });
    let slot = slot.and_then(|slot| ordered(f, slot)).and_then(|slot| within(f, slot, frame));
    let room = f.take("room", line(&input.room, ROOM));
    let room_names = input.room_names.checked(f, "room_names", |t| line(t, ROOM));
    let (room, room_names) = given(room, room_names);
    let languages = languages(f, "languages", &input.languages);
    let interpretation = languages_beside(f, &input.interpretation, &languages);
    Some(Draft { kind: kind?, title, description, slot: slot?, room: room?, room_names, languages, interpretation })
}

/// Where a name is written in one of the languages only, it is the one that was given; what says the same in another says nothing more.
fn given(name: Option<String>, others: Localised) -> (Option<String>, Localised) {
    let name = name.map(|name| if name.is_empty() { others.best(Locale::En).to_owned() } else { name });
    let differs = |text: &str| name.as_deref() != Some(text);
    let others = others.iter().filter(|(_, text)| differs(text)).map(|(l, text)| (l, text.to_owned()));
    let others = Localised::new(others.collect::<Vec<_>>());
    (name, others)
}

/// Another beginning and room, with the length it has.
pub(super) fn relocated(
    input: &RelocateInput,
    was: Slot,
    frame: Option<Slot>,
    faults: &mut Invalid,
) -> Option<(Slot, String)> {
    let start = wall(faults, "starts", &input.starts, was.start.zone);
    let room = faults.take("room", line(&input.room, ROOM));
    let slot = start.map(|start| moved(was, start.local - was.start.local));
    let slot = slot.and_then(|slot| within(faults, slot, frame));
    // Whoever moves a session says when it begins: a fault of its end stands there too.
    faults.0.iter_mut().filter(|fault| fault.field == "ends").for_each(|fault| "starts".clone_into(&mut fault.field));
    slot.zip(room)
}

/// The same later, on the same wall.
pub(super) fn moved(slot: Slot, later: chrono::TimeDelta) -> Slot {
    let at = |t: WallTime| WallTime::new(t.local + later, t.zone);
    Slot { start: at(slot.start), end: at(slot.end) }
}

pub(super) fn lies_within(slot: Slot, frame: Slot) -> bool {
    slot.start.instant() >= frame.start.instant() && slot.end.instant() <= frame.end.instant()
}

/// Told at the end that lies outside; at the beginning, when both do.
fn within(faults: &mut Invalid, slot: Slot, frame: Option<Slot>) -> Option<Slot> {
    let Some(frame) = frame.filter(|frame| !lies_within(slot, *frame)) else { return Some(slot) };
    let early = slot.start.instant() < frame.start.instant() || slot.start.instant() >= frame.end.instant();
    faults.add(if early { "starts" } else { "ends" }, Reason::OutsideAgenda { start: frame.start, end: frame.end });
    None
}

fn ordered(faults: &mut Invalid, slot: Slot) -> Option<Slot> {
    if slot.end.instant() <= slot.start.instant() {
        faults.add("ends", Reason::EndsBeforeStart);
        return None;
    }
    Some(slot)
}

fn kind(faults: &mut Invalid, typed: &str) -> Option<SessionKind> {
    let typed = typed.trim();
    if typed.is_empty() {
        faults.add("kind", Reason::Required);
        return None;
    }
    faults.take("kind", one_of(typed))
}

fn wall(faults: &mut Invalid, field: &str, typed: &str, zone: Zone) -> Option<WallTime> {
    faults.take(field, WallTime::typed(typed, zone).and_then(|at| at.ok_or(Reason::Required)))
}

fn languages(faults: &mut Invalid, field: &str, typed: &[String]) -> Vec<Locale> {
    let mut known = Vec::new();
    for text in typed.iter().filter(|t| !t.trim().is_empty()) {
        known.extend(faults.take(field, one_of::<Locale>(text)));
    }
    known.sort();
    known.dedup();
    known
}

/// What is spoken is not interpreted into as well, where nothing else is spoken.
fn languages_beside(faults: &mut Invalid, typed: &[String], spoken: &[Locale]) -> Vec<Locale> {
    let mut into = languages(faults, "interpretation", typed);
    if let [only] = spoken {
        into.retain(|l| l != only);
    }
    into
}
