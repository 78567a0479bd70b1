use std::collections::HashMap;

use chrono::NaiveDate;

use crate::db::types::text_enum;
use crate::domain::deliverables::{Deliverable, DeliverableState, Lateness, OwnerFilter};
use crate::domain::events::{EventState, EventView, Guests, Label};
use crate::domain::gates::{Missing, Pass, Risk};
use crate::domain::programme::{City, Outline, Owner, Slug, StepState};
use crate::kernel::ids::{CityId, EventId, PublicId};
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, WallTime};

/// By what a cell's state is best told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    Step(StepState),
    Event(EventState),
    Deliverable(DeliverableState),
}

/// What is past its day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Overdue {
    Deliverables(usize),
    /// The event is over and nobody has said that it was held.
    Event,
    /// The step's last day has passed.
    Step,
}

/// What comes next in a cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Next {
    Event(WallTime),
    Deliverable { title: Localised, due_on: NaiveDate },
    StepBegins(NaiveDate),
    StepEnds(NaiveDate),
}

/// Whether the gate before a step's event still waits for something: the same computation as the refusal of its confirmation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lock {
    Open,
    Waits(Vec<Missing>),
}

impl Lock {
    pub fn missing(&self) -> &[Missing] {
        match self {
            Lock::Open => &[],
            Lock::Waits(missing) => missing,
        }
    }
}

/// What gates say of an event.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Passage {
    /// What its gate waits for.
    pub missing: Vec<Missing>,
    /// Since when and why it is at risk.
    pub risk: Option<Risk>,
    /// The override by which it was confirmed.
    pub overridden: Option<Pass>,
}

/// One step in one city.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    pub step: PublicId,
    pub title: Localised,
    pub standing: Standing,
    pub overdue: Option<Overdue>,
    pub lock: Lock,
    pub next: Option<Next>,
    /// Deliverables due within the fortnight.
    pub soon: usize,
    /// Deliverables approved or published.
    pub reached: usize,
    pub deliverables: usize,
    /// The event that matters most now.
    pub event: Option<EventId>,
    pub owner: Option<Owner>,
    pub risk: Option<Risk>,
    pub overridden: Option<Pass>,
}

/// Steps of one kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    pub kind: Slug,
    pub title: Localised,
    /// What comes out of it, in a few words; empty when the template is no longer known.
    pub result: Localised,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    pub city: City,
    /// One for each column.
    pub cells: Vec<Option<Cell>>,
    /// Events in the city that belong to no step.
    pub others: Vec<OwnCell>,
}

/// An event that belongs to no step: of the programme itself, or of a city.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnCell {
    pub event: EventId,
    pub overdue: Option<Overdue>,
    /// The host's next unmet deadline, late or not.
    pub deadline: Option<(Label, NaiveDate)>,
    pub lock: Lock,
    pub risk: Option<Risk>,
    pub overridden: Option<Pass>,
}

/// Where a due item leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    Deliverable(PublicId),
    Event(PublicId),
    Step(PublicId),
    /// The reminders of an event.
    Reminders(PublicId),
}

text_enum! {
    /// What has a day, in the order in which those of one day are told; what stands for it in the keys of its words.
    pub enum DueKind {
        Deliverable = "deliverable",
        /// A host wants something of us.
        Deadline = "deadline",
        /// Guests are to answer by then.
        Reply = "reply",
        /// Somebody has to say how it went.
        Report = "report",
        /// A step's last day.
        StepEnd = "step-end",
        /// Somebody has to say whether what did not leave on its day still leaves.
        Reminder = "reminder",
    }
}

/// Something with a day, late or within the fortnight.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Due {
    pub kind: DueKind,
    pub on: NaiveDate,
    /// The day it is where it is due.
    pub today: NaiveDate,
    pub title: Localised,
    /// What a deadline asks for.
    pub note: Option<Label>,
    pub city: Option<CityId>,
    pub owner: Option<Owner>,
    pub target: Target,
}

impl Due {
    pub fn is_late(&self) -> bool {
        self.on < self.today
    }
}

/// Where something stands among all that presses: what asks for a decision first, then the longest late. A page of them begins behind one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DuePlace {
    pub on: NaiveDate,
    pub kind: DueKind,
    /// Of the row that it is, whatever its table.
    pub number: i64,
}

impl Ord for DuePlace {
    fn cmp(&self, other: &DuePlace) -> std::cmp::Ordering {
        // A reminder is of use for some days only: behind all that has been late for months nobody would see it in time.
        let key = |place: &DuePlace| (place.kind != DueKind::Reminder, place.on, place.kind, place.number);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for DuePlace {
    fn partial_cmp(&self, other: &DuePlace) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl DuePlace {
    /// As an address has it: "2016-04-17.deliverable.42".
    pub fn parse(text: &str) -> Option<DuePlace> {
        let mut parts = text.split('.');
        let place = DuePlace {
            on: parts.next()?.parse().ok()?,
            kind: parts.next()?.parse().ok()?,
            number: parts.next()?.parse().ok()?,
        };
        parts.next().is_none().then_some(place)
    }
}

impl std::fmt::Display for DuePlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.on, self.kind, self.number)
    }
}

/// Which of all that presses a list shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DueFilter {
    pub when: Option<Lateness>,
    pub city: Option<CityId>,
    pub kind: Option<DueKind>,
    pub owner: Option<OwnerFilter>,
}

/// A page of what presses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DuePage {
    pub items: Vec<Due>,
    /// Behind which the next page begins.
    pub next: Option<DuePlace>,
    /// How many there are on all pages.
    pub count: usize,
}

/// The first of what is late, or of what is due, and how many there are.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Dues {
    pub shown: Vec<Due>,
    pub count: usize,
}

impl Dues {
    /// How many of them a picture names.
    pub const MOST: usize = 12;

    pub fn more(&self) -> usize {
        self.count.saturating_sub(self.shown.len())
    }
}

/// The figures on top.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    pub reached: usize,
    pub deliverables: usize,
    pub soon: usize,
    pub late: usize,
    pub invited: i64,
    pub answered: i64,
}

/// How much of a programme the picture holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sight {
    All,
    /// External deliverables only, for whoever works for the outside.
    External,
}

/// A programme in one picture.
#[derive(Clone, Debug)]
pub struct Overview {
    pub sight: Sight,
    pub outline: Outline,
    pub now: Instant,
    /// The day it is where the programme is led.
    pub today: NaiveDate,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub own: Vec<OwnCell>,
    pub tally: Tally,
    /// Events that are still to come, the next first.
    pub next: Vec<EventId>,
    /// The longest late first.
    pub late: Dues,
    /// Within the fortnight, the next first.
    pub soon: Dues,
    /// Those that the picture names, whole.
    pub deliverables: Vec<Deliverable>,
    pub events: Vec<EventView>,
    pub guests: HashMap<EventId, Guests>,
    /// Names of stakeholder groups by code, where a gate names one.
    pub groups: HashMap<String, Localised>,
    /// Events at risk.
    pub risks: HashMap<EventId, Risk>,
}

impl Overview {
    pub fn event(&self, id: EventId) -> Option<&EventView> {
        self.events.iter().find(|view| view.event.id == id)
    }
}
