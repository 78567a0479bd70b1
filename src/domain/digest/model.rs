use std::collections::HashMap;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};

use crate::domain::gates::What;
use crate::domain::overview::{Due, Target};
use crate::domain::programme::Owner;
use crate::kernel::ids::PublicId;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, WallTime, Zone};

/// An ISO week, by the day it begins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Week(NaiveDate);

impl Week {
    const MORNING: NaiveTime = match NaiveTime::from_hms_opt(8, 0, 0) {
        Some(clock) => clock,
        None => NaiveTime::MIN,
    };
    const EVENING: NaiveTime = match NaiveTime::from_hms_opt(20, 0, 0) {
        Some(clock) => clock,
        None => NaiveTime::MIN,
    };

    /// The week whose Monday it is on this wall, between morning and evening; none at any other time.
    pub fn due(now: Instant, zone: Zone) -> Option<Week> {
        let today = now.at(zone).date();
        let week = Week(today);
        (today.weekday() == Weekday::Mon && week.opens(zone) <= now && now < week.closes(zone)).then_some(week)
    }
    /// "201642": as a message names it.
    pub fn number(self) -> i32 {
        let iso = self.0.iso_week();
        iso.year() * 100 + i32::try_from(iso.week()).unwrap_or(0)
    }
    pub fn of_number(number: i32) -> Option<Week> {
        let week = u32::try_from(number % 100).ok()?;
        NaiveDate::from_isoywd_opt(number / 100, week, Weekday::Mon).map(Week)
    }
    pub fn monday(self) -> NaiveDate {
        self.0
    }
    pub fn sunday(self) -> NaiveDate {
        self.0.checked_add_days(Days::new(6)).unwrap_or(self.0)
    }
    /// When it is to be there.
    pub fn opens(self, zone: Zone) -> Instant {
        WallTime::new(self.0.and_time(Week::MORNING), zone).instant()
    }
    /// When it is too late for it.
    pub fn closes(self, zone: Zone) -> Instant {
        WallTime::new(self.0.and_time(Week::EVENING), zone).instant()
    }
    /// Since when it tells of answers: the morning of the Monday before.
    pub fn since(self, zone: Zone) -> Instant {
        let before = self.0.checked_sub_days(Days::new(7)).unwrap_or(self.0);
        WallTime::new(before.and_time(Week::MORNING), zone).instant()
    }
}

impl std::fmt::Display for Week {
    /// "2016-W42".
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let iso = self.0.iso_week();
        write!(f, "{:04}-W{:02}", iso.year(), iso.week())
    }
}

/// The first of a list, and how many more there are.
#[derive(Clone, Debug)]
pub struct Part<T> {
    pub shown: Vec<T>,
    pub more: usize,
}

impl<T> Part<T> {
    /// Nobody reads more on a Monday.
    pub const MOST: usize = 8;

    pub fn of(mut all: Vec<T>) -> Part<T> {
        let more = all.len().saturating_sub(Part::<T>::MOST);
        all.truncate(Part::<T>::MOST);
        Part { shown: all, more }
    }
    pub fn count(&self) -> usize {
        self.shown.len() + self.more
    }
}

/// Something late, or due this week.
#[derive(Clone, Debug)]
pub struct Item {
    pub due: Due,
    pub city: Option<Localised>,
}

/// A step, or an event of the programme itself, that waits for its gate.
#[derive(Clone, Debug)]
pub struct Blocked {
    pub target: Target,
    pub title: Localised,
    /// None of the programme's own.
    pub city: Option<Localised>,
    /// The first thing it waits for, with whoever can give it; and how many others.
    pub first: What,
    pub owner: Option<Owner>,
    pub others: usize,
}

/// An event that lost something it rests on.
#[derive(Clone, Debug)]
pub struct AtRisk {
    pub event: PublicId,
    pub title: Localised,
    /// None of the programme's own.
    pub city: Option<Localised>,
    /// The first thing that fell away; and how many others.
    pub first: What,
    pub others: usize,
}

/// A version in review that too few are left to approve.
#[derive(Clone, Debug)]
pub struct StuckReview {
    pub deliverable: PublicId,
    pub title: Localised,
    pub number: i32,
    pub city: Option<Localised>,
    pub owner: Option<Owner>,
}

/// Guests of one event who answered since last Monday, by the answer that stands.
#[derive(Clone, Debug)]
pub struct Answered {
    pub event: PublicId,
    pub title: Localised,
    pub city: Option<Localised>,
    pub accepted: i64,
    pub tentative: i64,
    pub declined: i64,
    pub waiting: i64,
}

impl Answered {
    pub fn count(&self) -> i64 {
        self.accepted + self.tentative + self.declined + self.waiting
    }
}

/// What is told of one programme.
#[derive(Clone, Debug)]
pub struct Section {
    pub slug: String,
    pub title: Localised,
    pub late: Part<Item>,
    pub due: Part<Item>,
    pub at_risk: Part<AtRisk>,
    pub blocked: Part<Blocked>,
    pub stuck: Part<StuckReview>,
    /// Names of stakeholder groups by code, where a gate asks for one.
    pub groups: HashMap<String, Localised>,
    pub answered: Part<Answered>,
    /// Guests who answered, those of events beyond the list among them.
    pub answers: i64,
}

impl Section {
    pub fn is_empty(&self) -> bool {
        let told = [
            self.late.count(),
            self.due.count(),
            self.at_risk.count(),
            self.blocked.count(),
            self.stuck.count(),
            self.answered.count(),
        ];
        told.iter().all(|n| *n == 0)
    }
}

/// One member's Monday.
#[derive(Clone, Debug)]
pub struct DigestLetter {
    pub name: String,
    pub locale: Locale,
    pub week: Week,
    /// Stops it, without signing in.
    pub stop_token: String,
    pub sections: Vec<Section>,
}

/// Why it is not sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Moot {
    /// The account was closed.
    Gone,
    TurnedOff,
    /// Monday is over.
    TooLate,
    NothingToSay,
}

impl Moot {
    pub const fn as_str(self) -> &'static str {
        match self {
            Moot::Gone => "gone",
            Moot::TurnedOff => "turned-off",
            Moot::TooLate => "too-late",
            Moot::NothingToSay => "nothing-to-say",
        }
    }
}
