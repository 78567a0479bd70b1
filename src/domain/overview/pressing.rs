//! Pure: what presses, late or due within the fortnight. There may be thousands, all counted and few named: one is a handful of numbers
//! until its words are asked for.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::matrix::{is_soon, is_unreported, owes};
use super::model::{Due, DueKind, DuePlace, Dues, Sight, Target};
use super::store::{Missed, OpenDeadline};
use crate::domain::deliverables::{Brief, Deliverable};
use crate::domain::events::{Event, EventState, Label};
use crate::domain::programme::{Outline, Owner, Step};
use crate::kernel::ids::{CityId, DeliverableId, StepId};
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;

/// The day it is in each city, and where the programme is led.
pub(super) struct Days {
    own: NaiveDate,
    of: HashMap<CityId, NaiveDate>,
}

impl Days {
    pub fn of(outline: &Outline, now: Instant) -> Days {
        let of = outline.cities.iter().map(|c| (c.id, now.at(c.zone).date())).collect();
        Days { own: outline.programme.today(now), of }
    }
    fn today(&self, city: Option<CityId>) -> NaiveDate {
        city.and_then(|id| self.of.get(&id)).copied().unwrap_or(self.own)
    }
}

/// What the days of a programme are read from.
pub(super) struct Ground<'a> {
    pub outline: &'a Outline,
    pub briefs: &'a [Brief],
    pub events: &'a [&'a Event],
    pub deadlines: &'a [OpenDeadline],
    pub missed: &'a Missed,
    pub now: Instant,
}

/// Deliverables that were read whole.
pub(super) type Whole<'a> = HashMap<DeliverableId, &'a Deliverable>;

#[derive(Clone, Copy, Debug)]
enum Of<'a> {
    Deliverable(DeliverableId),
    Event(&'a Event),
    Deadline(&'a Event, &'a OpenDeadline),
    Step(&'a Step),
    /// What did not leave of it, and whoever answers for its step.
    Reminders(&'a Event, Option<&'a Owner>),
}

/// One thing that presses, before its words are looked up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Press<'a> {
    pub kind: DueKind,
    pub city: Option<CityId>,
    on: NaiveDate,
    /// The day it is where it is due.
    today: NaiveDate,
    of: Of<'a>,
}

impl<'a> Press<'a> {
    pub fn is_late(&self) -> bool {
        self.on < self.today
    }

    /// Where it stands among all.
    pub fn place(&self) -> DuePlace {
        let number = match self.of {
            Of::Deliverable(id) => id.raw(),
            Of::Event(event) | Of::Reminders(event, _) => event.id.raw(),
            Of::Deadline(_, deadline) => deadline.id.raw(),
            Of::Step(step) => step.id.raw(),
        };
        DuePlace { on: self.on, kind: self.kind, number }
    }

    pub fn deliverable(&self) -> Option<DeliverableId> {
        if let Of::Deliverable(id) = self.of { Some(id) } else { None }
    }

    /// Whoever answers for it; an event's own days are nobody's.
    pub fn owner<'w>(&self, whole: &Whole<'w>) -> Option<&'w Owner>
    where
        'a: 'w,
    {
        match self.of {
            Of::Deliverable(id) => whole.get(&id).and_then(|d| d.owner.as_ref()),
            Of::Step(step) => step.owner.as_ref(),
            Of::Reminders(_, owner) => owner,
            Of::Event(_) | Of::Deadline(..) => None,
        }
    }

    /// The same in words; none of a deliverable that was not read.
    pub fn told(&self, whole: &Whole<'_>) -> Option<Due> {
        let due = |title: &Localised, note: Option<&Label>, owner: Option<&Owner>, target: Target| Due {
            kind: self.kind,
            on: self.on,
            today: self.today,
            title: title.clone(),
            note: note.cloned(),
            city: self.city,
            owner: owner.cloned(),
            target,
        };
        Some(match self.of {
            Of::Deliverable(id) => {
                let d = whole.get(&id)?;
                due(&d.title, None, d.owner.as_ref(), Target::Deliverable(d.public_id.clone()))
            }
            Of::Event(e) => due(&e.title, None, None, Target::Event(e.public_id.clone())),
            Of::Deadline(e, one) => due(&e.title, Some(&one.label), None, Target::Event(e.public_id.clone())),
            Of::Reminders(e, owner) => due(&e.title, None, owner, Target::Reminders(e.public_id.clone())),
            Of::Step(s) => due(&s.title, None, s.owner.as_ref(), Target::Step(s.public_id.clone())),
        })
    }
}

/// What of all that presses a picture names.
pub struct Look<'a> {
    pub covers: &'a dyn Fn(Option<CityId>) -> bool,
    /// Of what is not late, nothing after this day; without one the whole fortnight.
    pub until: Option<NaiveDate>,
    /// So many that are late, and so many that are due.
    pub most: usize,
}

impl Look<'_> {
    /// Of all places, as many as a page has room for.
    pub fn page() -> Look<'static> {
        Look { covers: &anywhere, until: None, most: Dues::MOST }
    }
}

fn anywhere(_: Option<CityId>) -> bool {
    true
}

fn presses(on: NaiveDate, today: NaiveDate) -> bool {
    on < today || is_soon(on, today)
}

/// Everything that presses, the longest late first. Whoever works for the outside is told of deliverables only.
pub(super) fn everything<'a>(ground: &Ground<'a>, days: &Days, sight: Sight) -> Vec<Press<'a>> {
    let mut all: Vec<Press<'a>> = of_deliverables(ground.briefs, days);
    if sight == Sight::All {
        all.extend(ground.events.iter().flat_map(|event| of_event(event, ground)));
        all.extend(of_steps(ground, days));
    }
    all.sort_unstable_by_key(|press| press.place());
    all
}

/// Of deliverables, which alone a picture reads by number, the longest late first.
pub(super) fn deliverables_first(briefs: &[Brief], days: &Days) -> Vec<Press<'static>> {
    let mut all = of_deliverables(briefs, days);
    all.sort_unstable_by_key(|press| press.place());
    all
}

fn of_deliverables<'a>(briefs: &[Brief], days: &Days) -> Vec<Press<'a>> {
    let press = |d: &Brief| {
        let on = d.due_on.filter(|_| d.state.is_open())?;
        let today = days.today(d.city);
        let of = Of::Deliverable(d.id);
        presses(on, today).then_some(Press { kind: DueKind::Deliverable, city: d.city, on, today, of })
    };
    briefs.iter().filter_map(press).collect()
}

/// An event's own days are told in its own zone.
fn of_event<'a>(event: &'a Event, ground: &Ground<'a>) -> Vec<Press<'a>> {
    let now = ground.now;
    let today = now.at(event.zone).date();
    let press = |kind, on, of| Press { kind, city: event.city, on, today, of };
    let mut all = Vec::new();
    if event.state != EventState::Cancelled {
        let own = ground.deadlines.iter().filter(|d| d.event == event.id);
        all.extend(own.map(|d| press(DueKind::Deadline, d.due_on, Of::Deadline(event, d))));
    }
    let asking = matches!(event.state, EventState::Planned | EventState::Announced | EventState::Confirmed);
    if let Some(reply) = event.reply_by.filter(|r| asking && r.instant() >= now) {
        all.push(press(DueKind::Reply, reply.date(), Of::Event(event)));
    }
    if let Some(slot) = event.when.filter(|_| is_unreported(event, now)) {
        all.push(press(DueKind::Report, slot.end.date(), Of::Event(event)));
    }
    if let Some(at) = ground.missed.get(&event.id) {
        let outline: &'a Outline = ground.outline;
        let step = event.step.filter(|_| event.contact.is_none());
        let step = step.and_then(|id| outline.steps.iter().find(|step| step.id == id));
        let of = Of::Reminders(event, step.and_then(|step| step.owner.as_ref()));
        all.push(press(DueKind::Reminder, at.at(event.zone).date(), of));
    }
    all.retain(|press| presses(press.on, press.today));
    all
}

fn of_steps<'a>(ground: &Ground<'a>, days: &Days) -> Vec<Press<'a>> {
    // Late deliverables speak for themselves, and those to come keep the step open.
    let owing = ground.briefs.iter().filter(|d| owes(d, days.today(d.city))).filter_map(|d| d.step);
    let owing: HashSet<StepId> = owing.collect();
    let outline: &'a Outline = ground.outline;
    let press = |step: &'a Step| {
        let (on, today) = (step.ends_on?, days.today(Some(step.city)));
        let of = Of::Step(step);
        presses(on, today).then_some(Press { kind: DueKind::StepEnd, city: Some(step.city), on, today, of })
    };
    let open = outline.steps.iter().filter(|s| s.state.is_open() && !owing.contains(&s.id));
    open.filter_map(press).collect()
}

/// The first of some that press, and how many these are.
pub(super) struct Firsts<'a> {
    pub shown: Vec<Press<'a>>,
    count: usize,
}

impl Firsts<'_> {
    pub fn told(&self, whole: &Whole<'_>) -> Dues {
        Dues { shown: self.shown.iter().filter_map(|press| press.told(whole)).collect(), count: self.count }
    }
}

/// What is late, and what is due, as far as it is looked at.
pub(super) fn firsts<'a>(all: &[Press<'a>], look: &Look<'_>) -> [Firsts<'a>; 2] {
    let first = |wanted: &dyn Fn(&Press<'a>) -> bool| {
        let mut firsts = Firsts { shown: Vec::new(), count: 0 };
        for press in all.iter().filter(|press| (look.covers)(press.city) && wanted(press)) {
            firsts.count += 1;
            if firsts.shown.len() < look.most {
                firsts.shown.push(*press);
            }
        }
        firsts
    };
    let in_time = |press: &Press<'a>| look.until.is_none_or(|last| press.on <= last);
    [first(&|press| press.is_late()), first(&|press| !press.is_late() && in_time(press))]
}
