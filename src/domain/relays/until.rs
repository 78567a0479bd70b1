//! Until when something is kept back.

use chrono::{Days, NaiveDate};

use super::model::Given;
use crate::db::DbError;
use crate::db::types::text_enum;
use crate::domain::events::EventView;
use crate::kernel::ids::EventId;

text_enum! {
    /// By what it is known until when something is kept back.
    pub enum EmbargoKind {
        None = "none",
        Day = "day",
        Event = "event",
    }
}

/// Until when members are not to get it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Embargo {
    None,
    /// From this day on it is free.
    Day(NaiveDate),
    /// From so many days after the last day of an event; counted from it each time.
    After {
        event: EventId,
        days: i32,
    },
}

/// What an embargo comes to as things stand, and what an officer is told of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Until {
    Free,
    /// Kept back before this day.
    Day(NaiveDate),
    /// The event has no day now: nobody knows yet.
    Unknown,
    /// Its approval was taken back: until it is approved again.
    Approval,
    /// It was withdrawn, or replaced.
    Never,
}

impl Embargo {
    pub const fn kind(self) -> EmbargoKind {
        match self {
            Embargo::None => EmbargoKind::None,
            Embargo::Day(_) => EmbargoKind::Day,
            Embargo::After { .. } => EmbargoKind::Event,
        }
    }
    pub const fn event(self) -> Option<EventId> {
        match self {
            Embargo::After { event, .. } => Some(event),
            Embargo::None | Embargo::Day(_) => None,
        }
    }
    /// `view` is the event it counts from; one that is gone, postponed, cancelled or without a date leaves it unknown.
    pub fn until(self, view: Option<&EventView>) -> Until {
        match self {
            Embargo::None => Until::Free,
            Embargo::Day(day) => Until::Day(day),
            Embargo::After { days, .. } => {
                let when = view.filter(|view| view.event.time_holds()).and_then(|view| view.event.when);
                let days = Days::new(u64::try_from(days).unwrap_or_default());
                let day = when.and_then(|slot| slot.end.date().checked_add_days(days));
                day.map_or(Until::Unknown, Until::Day)
            }
        }
    }
}

/// As it is kept beside a relay: what its officer was told last.
const UNKNOWN: &str = "unknown";
const APPROVAL: &str = "approval";
const NEVER: &str = "never";

impl Until {
    pub fn stored(self) -> String {
        match self {
            Until::Free => String::new(),
            Until::Day(day) => day.to_string(),
            Until::Unknown => UNKNOWN.to_owned(),
            Until::Approval => APPROVAL.to_owned(),
            Until::Never => NEVER.to_owned(),
        }
    }
    pub fn read(text: &str) -> Result<Until, DbError> {
        match text {
            "" => Ok(Until::Free),
            UNKNOWN => Ok(Until::Unknown),
            APPROVAL => Ok(Until::Approval),
            NEVER => Ok(Until::Never),
            day => crate::db::types::day(day).map(Until::Day),
        }
    }
    /// Whether it may be passed on this day.
    pub fn is_over(self, today: NaiveDate) -> bool {
        match self {
            Until::Free => true,
            Until::Day(day) => today >= day,
            Until::Unknown | Until::Approval | Until::Never => false,
        }
    }
    /// The same of what may not be given to outsiders now: that comes before any day.
    pub const fn while_given(self, given: Given) -> Until {
        match given {
            Given::Open => self,
            Given::Waits => Until::Approval,
            Given::Withdrawn | Given::Never => Until::Never,
        }
    }
    /// Whether it was taken back.
    pub const fn is_back(self) -> bool {
        matches!(self, Until::Approval | Until::Never)
    }
    /// Whether somebody who knows this has to learn of `now`. Who was asked to pass it on no more need not hear that it is being revised.
    pub fn differs(self, now: Until) -> bool {
        self != now && (self, now) != (Until::Never, Until::Approval)
    }
    pub const fn day(self) -> Option<NaiveDate> {
        match self {
            Until::Day(day) => Some(day),
            Until::Free | Until::Unknown | Until::Approval | Until::Never => None,
        }
    }
}
