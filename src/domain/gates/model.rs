use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::access::Denied;
use crate::db::DbError;
use crate::db::types::text_enum;
use crate::domain::deliverables::{DeliverableError, DeliverableKind, DeliverableState};
use crate::domain::events::{EventError, EventView, Grounds};
use crate::domain::programme::{Owner, ProgrammeError};
use crate::domain::sponsorship::SignedError;
use crate::kernel::ids::{AccountId, ContactId, EventId, PublicId};
use crate::kernel::invalid::Invalid;
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;

/// How deep groups may stand in one another, the gate itself counted.
pub const DEPTH: usize = 3;
/// How many conditions a gate may have.
pub const CONDITIONS: usize = 40;
/// How many deliverables, or kinds, one condition may name.
pub const NAMED: usize = 50;

text_enum! {
    /// How the parts of a group count.
    pub enum Join {
        All = "all",
        Any = "any",
    }
}

text_enum! {
    /// Whose sponsors are counted.
    pub enum Sponsors {
        Event = "event",
        Programme = "programme",
    }
}

text_enum! {
    /// When an earlier step is behind us.
    pub enum By {
        /// Its last day has passed.
        Date = "date",
        /// Its event was held.
        Held = "held",
    }
}

/// A group of parts; the outermost is the gate. One without parts is open.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Gate {
    pub join: Join,
    pub parts: Vec<Part>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    Group(Gate),
    Condition(Condition),
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Condition {
    /// A name of its own; may be empty: then its test says what it is.
    pub title: Localised,
    pub test: Test,
}

/// What is looked at. Steps are those of the same city; for an event of the programme itself, those of all cities.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Test {
    /// Every deliverable of these kinds in these kinds of steps is approved. No steps named: all that come before; no kinds: all.
    Approved { steps: Vec<String>, kinds: Vec<DeliverableKind> },
    /// Each of these deliverables is approved.
    Named { deliverables: Vec<PublicId> },
    /// At least so many seats of a stakeholder group have accepted.
    Accepted { group: String, least: i64 },
    /// At least so many sponsors have signed.
    Sponsors { of: Sponsors, least: i64 },
    /// A step is behind us; no kind: the one right before.
    Step { kind: Option<String>, by: By },
    /// A deadline of the event's host is met; none named: each of them.
    Deadline { deadline: Option<PublicId> },
}

impl Gate {
    pub const fn open() -> Gate {
        Gate { join: Join::All, parts: Vec::new() }
    }
    /// A gate that is open when both are.
    pub fn both(first: Gate, second: Gate) -> Gate {
        match (first.parts.is_empty(), second.parts.is_empty()) {
            (_, true) => first,
            (true, false) => second,
            (false, false) => Gate { join: Join::All, parts: vec![Part::Group(first), Part::Group(second)] },
        }
    }
    /// Every condition, from the first to the last.
    pub fn conditions(&self) -> Vec<&Condition> {
        fn of(part: &Part) -> Vec<&Condition> {
            match part {
                Part::Group(group) => group.conditions(),
                Part::Condition(condition) => vec![condition],
            }
        }
        self.parts.iter().flat_map(of).collect()
    }
}

/// Where a condition stands: the place in its group, and that of each group around it, from outside.
pub type Path = Vec<usize>;

/// One of several ways through a group of which any part would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Way {
    /// Where the group stands.
    pub group: Path,
    /// Which of its parts it is.
    pub part: usize,
}

/// What is missing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum What {
    Deliverable {
        id: PublicId,
        title: Localised,
        state: DeliverableState,
        due_on: Option<NaiveDate>,
        /// Where it is not the city of whatever waits for it.
        #[serde(default)]
        city: Option<Localised>,
    },
    /// Nothing is there that could be approved.
    NoDeliverable,
    Accepted {
        group: String,
        accepted: i64,
        least: i64,
    },
    Sponsors {
        of: Sponsors,
        signed: i64,
        least: i64,
    },
    StepDate {
        step: PublicId,
        title: Localised,
        ends_on: Option<NaiveDate>,
        #[serde(default)]
        city: Option<Localised>,
    },
    StepEvent {
        step: PublicId,
        title: Localised,
        event: Option<PublicId>,
        #[serde(default)]
        city: Option<Localised>,
    },
    /// There is no such step.
    NoStep,
    Deadline {
        id: PublicId,
        title: Localised,
        due_on: NaiveDate,
    },
    /// The event has no deadline of its host.
    NoDeadline,
}

impl What {
    /// The city it belongs to, where that is another than that of whatever waits for it.
    pub fn city(&self) -> Option<&Localised> {
        match self {
            What::Deliverable { city, .. } | What::StepDate { city, .. } | What::StepEvent { city, .. } => {
                city.as_ref()
            }
            _ => None,
        }
    }
    /// A name that stays the same as long as the same thing is missing: for the key of a nudge and for forms.
    pub fn key(&self) -> String {
        match self {
            What::Deliverable { id, .. } => format!("deliverable.{id}"),
            What::NoDeliverable => "deliverable.none".to_owned(),
            What::Accepted { group, .. } => format!("accepted.{group}"),
            What::Sponsors { of, .. } => format!("sponsors.{of}"),
            What::StepDate { step, .. } => format!("step-date.{step}"),
            What::StepEvent { step, .. } => format!("step-event.{step}"),
            What::NoStep => "step.none".to_owned(),
            What::Deadline { id, .. } => format!("deadline.{id}"),
            What::NoDeadline => "deadline.none".to_owned(),
        }
    }
}

/// One thing that is missing, with who can give it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Missing {
    pub condition: Path,
    /// The ways it belongs to, from outside; none: it is needed in any case.
    pub ways: Vec<Way>,
    /// The condition's own name; may be empty.
    pub title: Localised,
    pub what: What,
    pub owner: Option<Owner>,
    pub deputy: Option<Owner>,
    /// Its last change, where it has one: since then it stands as it does.
    pub since: Option<Instant>,
}

/// How a gate stands.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Verdict {
    pub missing: Vec<Missing>,
}

impl Verdict {
    pub const fn open(&self) -> bool {
        self.missing.is_empty()
    }
}

/// What was missing when somebody overrode it, or fell away later; without names of persons, which go with their contacts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Kept {
    pub title: Localised,
    pub what: What,
}

impl From<&Missing> for Kept {
    fn from(missing: &Missing) -> Kept {
        Kept { title: missing.title.clone(), what: missing.what.clone() }
    }
}

/// What a confirmation, or an announcement, rests on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pass {
    pub id: i64,
    pub event: EventId,
    pub grounds: Grounds,
    pub account: Option<AccountId>,
    /// Of whoever overrode the gate.
    pub by: Option<String>,
    pub reason: String,
    /// What was met, and has to stay so as long as the gate asks for it.
    pub basis: Gate,
    /// Deadlines on the ways in it that were not met.
    pub unmet: Vec<PublicId>,
    /// What was overridden.
    pub missing: Vec<Kept>,
    pub at: Instant,
}

/// What a confirmation rests on, as it is kept: the tree of a gate with what was not met of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Rested {
    pub join: Join,
    pub parts: Vec<Part>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unmet: Vec<PublicId>,
}

/// An event that lost something it rests on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Risk {
    pub id: i64,
    pub since: Instant,
    pub missing: Vec<Kept>,
}

impl Risk {
    /// Of one that is not written down yet.
    pub const UNNOTED: i64 = 0;
}

/// A confirmation refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    pub view: EventView,
    pub verdict: Verdict,
    /// Names of stakeholder groups by code, where the gate names one.
    pub groups: HashMap<String, Localised>,
}

/// Why nobody was reminded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shut {
    /// Nobody answers for it.
    NoOwner,
    /// Nobody but whoever would remind.
    Own,
    /// Whoever does has no address that takes mail.
    NoAddress(ContactId),
    /// It is not missing any more.
    Met,
}

#[derive(Debug, thiserror::Error)]
pub enum GateError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error("somebody else has changed this gate meanwhile")]
    Stale,
    #[error("the gate is closed: {} missing", .0.verdict.missing.len())]
    Closed(Box<Refusal>),
    #[error("nobody can be reminded")]
    Unreached(Shut),
    #[error(transparent)]
    Event(#[from] EventError),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<ProgrammeError> for GateError {
    fn from(error: ProgrammeError) -> Self {
        match error {
            ProgrammeError::Denied(denied) => denied.into(),
            ProgrammeError::Invalid(invalid) => invalid.into(),
            ProgrammeError::Stale => GateError::Stale,
            ProgrammeError::Db(error) => error.into(),
        }
    }
}

impl From<SignedError> for GateError {
    fn from(error: SignedError) -> Self {
        match error {
            SignedError::Denied(denied) => denied.into(),
            SignedError::Db(error) => error.into(),
        }
    }
}

impl From<DeliverableError> for GateError {
    fn from(error: DeliverableError) -> Self {
        match error {
            DeliverableError::Denied(denied) => denied.into(),
            DeliverableError::Invalid(invalid) => invalid.into(),
            DeliverableError::Stale => GateError::Stale,
            DeliverableError::Db(error) => error.into(),
            // Reading moves nothing along the table of states.
            other => DbError::Damaged(other.to_string()).into(),
        }
    }
}
