//! When a rule reminds of a thing: pure.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{Days, NaiveDate, NaiveTime};

use super::model::{Anchor, InForce, Late, RuleId, Timing, Whom};
use crate::domain::deliverables::Deliverable;
use crate::domain::events::{Event, EventState, EventView};
use crate::domain::programme::Outline;
use crate::kernel::ids::{CityId, DeliverableId, EventId};
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, WallTime, Zone};

/// The one time at which a rule reminds of a thing as it stands now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Occurrence {
    /// What it counts from.
    pub anchor: WallTime,
    pub at: WallTime,
}

/// Where an occurrence stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Time {
    Ahead,
    /// It may leave.
    Due,
    Over,
}

impl Occurrence {
    /// None where the hour would come only when all is over.
    pub fn of(anchor: WallTime, timing: Timing) -> Option<Occurrence> {
        let at = anchor.days_before(timing.days, timing.clock.time());
        // Where the clocks skip the hour, pages tell the one that comes instead.
        let at = at.instant().at(at.zone);
        (at.instant() < anchor.instant()).then_some(Occurrence { anchor, at })
    }
    /// The day that nobody is reminded of twice.
    pub fn day(&self) -> NaiveDate {
        self.anchor.date()
    }
    /// When it is no use any more.
    fn closes(&self, late: Late) -> Instant {
        let end = self.anchor.instant();
        match late {
            Late::Send => end,
            Late::Skip | Late::Task => end.min(day_end(self.at)),
        }
    }
    /// When the day of its hour begins: whoever is chased by hand from then on needs it no more.
    pub(super) fn day_begins(&self) -> Instant {
        WallTime::new(self.at.date().and_time(NaiveTime::MIN), self.at.zone).instant()
    }
}

fn day_end(at: WallTime) -> Instant {
    let next = at.date().checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
    WallTime::new(next.and_time(NaiveTime::MIN), at.zone).instant()
}

/// A deliverable, and the wall that its day is on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Due {
    pub deliverable: Deliverable,
    /// Cities have results of the same titles.
    pub city: Option<Localised>,
    pub zone: Zone,
}

impl Due {
    const LAST: NaiveTime = match NaiveTime::from_hms_opt(23, 59, 59) {
        Some(clock) => clock,
        None => NaiveTime::MIN,
    };

    pub(super) fn new(deliverable: Deliverable, outline: &Outline) -> Due {
        let city = deliverable.city.and_then(|id| outline.city(id)).map(|city| city.name.clone());
        Due { city, zone: outline.zone(deliverable.city), deliverable }
    }

    /// It is due until its day is over.
    fn anchor(&self) -> Option<WallTime> {
        let day = self.deliverable.due_on.filter(|_| self.deliverable.state.is_open())?;
        Some(WallTime::new(day.and_time(Due::LAST), self.zone))
    }
}

/// What is reminded of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Subject {
    Event(Arc<EventView>),
    Due(Arc<Due>),
}

/// A subject by its number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum SubjectId {
    Event(EventId),
    Deliverable(DeliverableId),
}

impl Subject {
    pub(super) fn id(&self) -> SubjectId {
        match self {
            Subject::Event(view) => SubjectId::Event(view.event.id),
            Subject::Due(due) => SubjectId::Deliverable(due.deliverable.id),
        }
    }
    pub fn city(&self) -> Option<CityId> {
        match self {
            Subject::Event(view) => view.event.city,
            Subject::Due(due) => due.deliverable.city,
        }
    }
    /// What a rule counts from; none where nothing is to be reminded of.
    pub(super) fn anchor(&self, anchor: Anchor) -> Option<WallTime> {
        match (self, anchor) {
            (Subject::Event(view), Anchor::Deadline) => asking(&view.event)?.answers_until(),
            (Subject::Event(view), Anchor::Start) => Some(asking(&view.event)?.for_guests()?.start),
            (Subject::Due(due), Anchor::Due) => due.anchor(),
            (Subject::Event(_), Anchor::Due) | (Subject::Due(_), Anchor::Deadline | Anchor::Start) => None,
        }
    }
}

/// An event that is to come about and has a date.
fn asking(event: &Event) -> Option<&Event> {
    use EventState::{Cancelled, Held, Postponed, Reported};
    let off = matches!(event.state, Cancelled | Postponed | Held | Reported);
    Some(event).filter(|_| !off && event.when.is_some())
}

/// A rule and one thing that it reminds of, at its time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Turn {
    pub of: InForce,
    pub timing: Timing,
    pub subject: Subject,
    pub occurrence: Occurrence,
}

impl Turn {
    /// None where the rule is off, or the thing gives nothing to count from.
    pub(super) fn new(of: InForce, subject: Subject) -> Option<Turn> {
        let timing = of.timing()?;
        let occurrence = Occurrence::of(subject.anchor(of.rule.kind.anchor())?, timing)?;
        let turn = Turn { of, timing, subject, occurrence };
        (turn.occurrence.at.instant() < turn.closes()).then_some(turn)
    }
    /// When it leaves no more by itself.
    fn closes(&self) -> Instant {
        self.occurrence.closes(self.timing.late).min(self.useful_until())
    }
    /// When it is no use any more, however it leaves. Nobody is reminded to answer where no answer is taken.
    pub(super) fn useful_until(&self) -> Instant {
        let end = self.occurrence.anchor.instant();
        let until = self.subject.anchor(Anchor::Deadline).filter(|_| self.of.rule.kind.whom() == Whom::Silent);
        until.map_or(end, |until| end.min(until.instant()))
    }
    pub(super) fn time(&self, now: Instant) -> Time {
        match () {
            () if now < self.occurrence.at.instant() => Time::Ahead,
            () if now < self.closes() => Time::Due,
            () => Time::Over,
        }
    }
    /// Its day is over while it is still of use, and somebody is to say whether it leaves.
    pub(super) fn is_missed(&self, now: Instant) -> bool {
        let asks = self.timing.late == Late::Task && self.of.rule.kind.is_of_events();
        asks && self.time(now) == Time::Over && now < self.useful_until()
    }
    /// What it shares with those that would write to the same guests on the same day; owners are written to of each.
    pub(super) fn shared_day(&self) -> Option<SharedDay> {
        let whom = self.of.rule.kind.whom();
        whom.is_guests().then(|| (self.subject.id(), whom, self.occurrence.at.date()))
    }
    /// What the keys of all its mails begin with.
    pub(super) fn prefix(&self) -> String {
        prefix(self.of.rule.id, self.subject.id(), self.occurrence.day())
    }
}

/// The same of a rule and a thing, counting from this day.
pub(super) fn prefix(rule: RuleId, subject: SubjectId, day: NaiveDate) -> String {
    let subject = match subject {
        SubjectId::Event(id) => format!("e{id}"),
        SubjectId::Deliverable(id) => format!("d{id}"),
    };
    format!("reminder:{rule}:{subject}:{day}:")
}

/// Of what, to whom, on which day.
pub(super) type SharedDay = (SubjectId, Whom, NaiveDate);

/// Of turns that would write to the same guests on one day the first does: one reminder a day is enough. By time; one that is `aside`, for
/// it has reached nobody and never will, stands in no other's way.
pub(super) fn once_a_day(turns: &mut Vec<Turn>, aside: impl Fn(&Turn) -> bool) {
    let mut taken = HashSet::new();
    turns.retain(|turn| match turn.shared_day() {
        Some(day) => aside(turn) || taken.insert(day),
        None => true,
    });
}
