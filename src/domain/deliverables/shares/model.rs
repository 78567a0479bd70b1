use chrono::{Duration, NaiveDate};

use crate::db::types::text_enum;
use crate::domain::deliverables::model::{Audience, Deliverable, DeliverableState};
use crate::domain::deliverables::versions::{VersionView, Writer};
use crate::domain::programme::optional_date;
use crate::kernel::ids::{PublicId, ShareId};
use crate::kernel::invalid::{Invalid, Reason, required_line};
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, Zone};

text_enum! {
    /// Whether a link still opens, and what whoever opens it finds.
    pub enum ShareState {
        /// The approved version.
        Open = "open",
        /// Nothing to see yet: no version is approved.
        Waiting = "waiting",
        /// Nothing to see any more: what was approved is withdrawn or superseded.
        Empty = "empty",
        /// It opens nothing while the deliverable is internal.
        Resting = "resting",
        Expired = "expired",
        Revoked = "revoked",
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Share {
    pub id: ShareId,
    pub public_id: PublicId,
    /// Who it is for.
    pub recipient: String,
    pub by: Option<Writer>,
    pub created_at: Instant,
    pub expires_at: Instant,
    pub revoked_at: Option<Instant>,
    /// Times its page was opened, and files were fetched.
    pub visits: i64,
    pub downloads: i64,
    pub last_at: Option<Instant>,
}

impl ShareState {
    /// Whether its page opens, whatever stands on it.
    pub const fn opens(self) -> bool {
        matches!(self, ShareState::Open | ShareState::Waiting | ShareState::Empty)
    }
    /// Whether there is anything left to revoke.
    pub const fn lives(self) -> bool {
        self.opens() || matches!(self, ShareState::Resting)
    }
}

impl Share {
    /// What is internal is opened by no link; those that are not over rest until it is external again.
    pub fn state(&self, now: Instant, of: &Deliverable) -> ShareState {
        use DeliverableState::{Superseded, Withdrawn};
        match self.revoked_at {
            Some(_) => ShareState::Revoked,
            None if self.expires_at <= now => ShareState::Expired,
            None if of.audience == Audience::Internal => ShareState::Resting,
            None if of.state.is_reached() => ShareState::Open,
            None if matches!(of.state, Withdrawn | Superseded) => ShareState::Empty,
            None => ShareState::Waiting,
        }
    }
}

/// A link to be made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewShare {
    pub recipient: String,
    /// The last day it opens, on the deliverable's own wall.
    pub until: NaiveDate,
}

/// A link as typed in a form or sent to the API.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ShareDraft {
    pub recipient: String,
    pub until: String,
}

/// The longest a link may live, in days.
pub const LONGEST_DAYS: i64 = 366;

impl ShareDraft {
    /// `today` is the day at the deliverable's place.
    pub fn check(&self, today: NaiveDate) -> Result<NewShare, Invalid> {
        let mut bad = Invalid::default();
        let recipient = bad.take("recipient", required_line(&self.recipient, 200));
        let until = bad.take("until", optional_date(&self.until).and_then(|day| day.ok_or(Reason::Required)));
        if let Some(day) = until {
            let days = (day - today).num_days();
            if days < 0 {
                bad.add("until", Reason::PastDay);
            } else if days > LONGEST_DAYS {
                bad.add("until", Reason::TooFar { last: today + Duration::days(LONGEST_DAYS) });
            }
        }
        match (recipient, until) {
            (Some(recipient), Some(until)) if bad.0.is_empty() => Ok(NewShare { recipient, until }),
            _ => Err(bad),
        }
    }
}

/// A link just made. The secret is shown once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shared {
    pub share: Share,
    pub secret: String,
}

/// A link that was good, and is over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Over {
    pub share: Share,
    pub programme: Localised,
    /// Whose days the link counted.
    pub zone: Zone,
}

/// What a link opens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opened {
    pub share: Share,
    pub programme: Localised,
    /// None of what belongs to the programme itself.
    pub city: Option<Localised>,
    /// Whose days the link counts.
    pub zone: Zone,
    pub deliverable: Deliverable,
    /// None while nothing is approved: the link waits.
    pub version: Option<VersionView>,
}
