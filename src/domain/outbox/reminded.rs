use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::kernel::ids::{ContactId, DelegationId, DeliverableId, EventId, SeatId};

/// Who is reminded by a rule, and of what. `day` is what the rule counted from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reminded {
    /// A guest: that they have not answered, or of where and when.
    Guest { rule: i64, seat: SeatId, day: NaiveDate },
    /// An institution that has not answered, through whoever speaks for it.
    Office { rule: i64, delegation: DelegationId, contact: ContactId, day: NaiveDate },
    /// Whoever answers for an event.
    Event { rule: i64, event: EventId, contact: ContactId, day: NaiveDate },
    /// Whoever answers for a deliverable.
    Due { rule: i64, deliverable: DeliverableId, contact: ContactId, day: NaiveDate },
}

impl Reminded {
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Reminded::Guest { .. } | Reminded::Office { .. } => "guest-reminder",
            Reminded::Event { .. } | Reminded::Due { .. } => "owner-reminder",
        }
    }
}
