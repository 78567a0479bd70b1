//! The words of this slice and what can go wrong in it.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveTime;

use crate::access::Denied;
use crate::db::DbError;
use crate::db::types::text_enum;
use crate::domain::deliverables::DeliverableError;
use crate::domain::events::EventError;
use crate::domain::invitations::InvitationError;
use crate::domain::programme::ProgrammeError;
use crate::kernel::ids::{EventId, Id, ProgrammeId, PublicId};
use crate::kernel::invalid::Invalid;
use crate::kernel::time::Instant;

#[derive(Debug)]
pub enum RuleNoun {}
pub type RuleId = Id<RuleNoun>;

text_enum! {
    /// Whom a rule reminds, and from what it counts: all there are.
    pub enum RuleKind {
        /// Who was asked and has not answered, before answers close.
        SilentBeforeDeadline = "silent-before-deadline",
        /// The same, before the event begins.
        SilentBeforeStart = "silent-before-start",
        /// Who accepted: where and when.
        ComingBeforeStart = "coming-before-start",
        /// Who answers for the event, before answers close.
        OwnerBeforeDeadline = "owner-before-deadline",
        /// The same, before it begins.
        OwnerBeforeStart = "owner-before-start",
        /// Who answers for a deliverable that is still to be made.
        OwnerBeforeDue = "owner-before-due",
    }
}

/// Who is reminded.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Whom {
    Silent,
    Coming,
    EventOwner,
    DeliverableOwner,
}

impl Whom {
    pub const fn is_guests(self) -> bool {
        matches!(self, Whom::Silent | Whom::Coming)
    }
}

/// What is counted from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// The last moment for answers: the event's beginning where none was set.
    Deadline,
    Start,
    Due,
}

impl RuleKind {
    pub const fn whom(self) -> Whom {
        match self {
            RuleKind::SilentBeforeDeadline | RuleKind::SilentBeforeStart => Whom::Silent,
            RuleKind::ComingBeforeStart => Whom::Coming,
            RuleKind::OwnerBeforeDeadline | RuleKind::OwnerBeforeStart => Whom::EventOwner,
            RuleKind::OwnerBeforeDue => Whom::DeliverableOwner,
        }
    }
    pub const fn anchor(self) -> Anchor {
        match self {
            RuleKind::SilentBeforeDeadline | RuleKind::OwnerBeforeDeadline => Anchor::Deadline,
            RuleKind::SilentBeforeStart | RuleKind::ComingBeforeStart | RuleKind::OwnerBeforeStart => Anchor::Start,
            RuleKind::OwnerBeforeDue => Anchor::Due,
        }
    }
    pub const fn is_of_events(self) -> bool {
        !matches!(self.anchor(), Anchor::Due)
    }
}

text_enum! {
    /// What happens to a reminder that could not be written at its hour.
    pub enum Late {
        /// It leaves on its day, or not at all.
        Skip = "skip",
        /// It leaves as long as what it reminds of has not passed.
        Send = "send",
        /// It leaves on its day; after that somebody says whether it still does.
        Task = "task",
    }
}

impl Late {
    /// Nobody is asked about a deliverable.
    pub fn is_for(self, kind: RuleKind) -> bool {
        self != Late::Task || kind.is_of_events()
    }
}

/// An hour of the wall, to the minute: "09:00".
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Clock(NaiveTime);

impl Clock {
    const FORM: &'static str = "%H:%M";

    pub const fn time(self) -> NaiveTime {
        self.0
    }
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("the hour must look like 09:00")]
pub struct BadClock;

impl FromStr for Clock {
    type Err = BadClock;
    fn from_str(text: &str) -> Result<Clock, BadClock> {
        NaiveTime::parse_from_str(text.trim(), Clock::FORM).map(Clock).map_err(|_| BadClock)
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format(Clock::FORM))
    }
}

/// The most days that a rule counts back.
pub const MOST_DAYS: i64 = 180;

/// How long before, at what hour, and what if that is missed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Timing {
    pub days: u32,
    pub clock: Clock,
    pub late: Late,
}

/// A rule of a programme.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    pub id: RuleId,
    pub public_id: PublicId,
    pub version: i64,
    pub programme: ProgrammeId,
    /// Never changes: what was written by it says so for ever.
    pub kind: RuleKind,
    pub timing: Timing,
    /// Since when it counts as it does.
    pub armed_at: Instant,
}

/// A rule that does not exist yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NewRule {
    pub kind: RuleKind,
    pub timing: Timing,
}

text_enum! {
    /// What an event does with a rule.
    pub enum OwnWish {
        /// As the programme has it.
        Follow = "follow",
        Off = "off",
        /// At a time of its own.
        Other = "other",
    }
}

/// What one event does with one rule, where somebody has said so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Own {
    pub version: i64,
    pub event: EventId,
    pub wish: OwnWish,
    /// Its own time; of another wish the programme's, as it was when that was said.
    pub timing: Timing,
    pub armed_at: Instant,
}

/// A rule as it holds for one event, or for what is no event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InForce {
    pub rule: Rule,
    pub own: Option<Own>,
}

impl InForce {
    pub fn wish(&self) -> OwnWish {
        self.own.map_or(OwnWish::Follow, |own| own.wish)
    }
    /// None: it is switched off.
    pub fn timing(&self) -> Option<Timing> {
        match self.own {
            Some(Own { wish: OwnWish::Off, .. }) => None,
            Some(Own { wish: OwnWish::Other, timing, .. }) => Some(timing),
            Some(Own { wish: OwnWish::Follow, .. }) | None => Some(self.rule.timing),
        }
    }
    /// Since when it holds so.
    pub fn armed_at(&self) -> Instant {
        match self.own {
            // Its own time does not change with the programme's.
            Some(Own { wish: OwnWish::Other, armed_at, .. }) => armed_at,
            Some(own) => own.armed_at.max(self.rule.armed_at),
            None => self.rule.armed_at,
        }
    }
    /// What was seen of the event's wish, for forms and ETags: nothing yet is nought.
    pub fn version(&self) -> i64 {
        self.own.map_or(0, |own| own.version)
    }
}

#[derive(Debug, thiserror::Error)]
pub enum ReminderError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error("somebody else has changed it meanwhile")]
    Stale,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Reading other slices moves nothing there: of their faults only these can be.
macro_rules! of_slices {
    ($($error:ident),+) => {
        $(impl From<$error> for ReminderError {
            fn from(error: $error) -> Self {
                match error {
                    $error::Denied(denied) => denied.into(),
                    $error::Invalid(invalid) => invalid.into(),
                    $error::Db(error) => error.into(),
                    other => DbError::Damaged(other.to_string()).into(),
                }
            }
        })+
    };
}

of_slices!(EventError, InvitationError, DeliverableError, ProgrammeError);
