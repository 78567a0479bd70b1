//! The timeline as a table: its steps and events, and of its deliverables as many as somebody reads.

use chrono::{Datelike, NaiveDate};

use super::timeline::Painter;
use crate::domain::deliverables::Deliverable;
use crate::domain::events::EventState;
use crate::domain::programme::StepState;
use crate::kernel::ids::CityId;
use crate::web::admin::deliverables::views::mark as deliverable_mark;
use crate::web::admin::programmes::views::{hue, step_mark};
use crate::web::pieces::Mark;

/// A line of the table beside the drawing.
pub(super) struct Entry {
    pub day: String,
    /// As short as a narrow list wants it: no year where it is this one.
    pub short: String,
    /// Done with: nothing remains to be done about it.
    pub over: bool,
    pub late: bool,
    pub machine: String,
    pub place: String,
    pub hue: String,
    pub kind: String,
    pub title: String,
    pub href: String,
    pub mark: Mark,
}

/// Its lines.
pub(super) struct Entries {
    pub named: Vec<Entry>,
    /// Deliverables that are done with and not named.
    pub over: usize,
    /// That there are more deliverables, and where all of them are.
    pub more: Option<(String, String)>,
}

/// So many deliverables are named that are late, to come, or done with.
const MOST: usize = 24;

type Dated = (Option<NaiveDate>, Entry);

impl Painter<'_> {
    pub(super) fn entries(&self, only: Option<CityId>) -> Entries {
        let mut entries = self.steps(only);
        entries.extend(self.events(only));
        let [late, ahead, over] = self.sorted(only);
        let all = late.len() + ahead.len() + over.len();
        // What is done with is told from its end: the last is what somebody asks for.
        let recent = over.len().saturating_sub(MOST);
        let named = late.iter().take(MOST).chain(ahead.iter().take(MOST)).chain(&over[recent..]);
        let named: Vec<Dated> = named.map(|d| self.deliverable(d)).collect();
        let unnamed = all - named.len();
        entries.extend(named);
        entries.sort_by_key(|(on, _)| on.unwrap_or(NaiveDate::MAX));
        let city = only.and_then(|id| self.o.outline.city(id));
        let more = (unnamed > 0).then(|| (self.deliverables_href(city), self.w.n("timeline-more", unnamed)));
        Entries { named: entries.into_iter().map(|(_, entry)| entry).collect(), over: recent, more }
    }

    /// Deliverables that are late, to come, and done with, each by due date.
    fn sorted(&self, only: Option<CityId>) -> [Vec<&Deliverable>; 3] {
        let (mut late, mut ahead, mut over) = (Vec::new(), Vec::new(), Vec::new());
        for d in self.o.deliverables.iter().filter(|d| only.is_none() || d.city == only) {
            match (d.state.is_open(), self.is_late(d)) {
                (false, _) => over.push(d),
                (true, true) => late.push(d),
                (true, false) => ahead.push(d),
            }
        }
        [late, ahead, over]
    }

    fn is_late(&self, d: &Deliverable) -> bool {
        d.is_late(self.o.now.at(self.o.outline.zone(d.city)).date())
    }

    fn short(&self, day: NaiveDate) -> String {
        let this_year = day.year() == self.o.today.year();
        if this_year { self.w.date_short(day) } else { self.w.date_medium(day) }
    }

    fn entry(&self, on: Option<NaiveDate>, city: Option<CityId>, kind: String, title: String) -> Entry {
        let w = self.w;
        let city = city.and_then(|id| self.o.outline.city(id));
        Entry {
            day: on.map_or_else(|| w.t("word-not-set"), |d| w.date_medium(d)),
            short: on.map_or_else(|| w.t("word-not-set"), |d| self.short(d)),
            over: false,
            late: false,
            machine: on.map(|d| d.to_string()).unwrap_or_default(),
            place: city.map_or_else(|| w.t("overview-own"), |c| c.name.best(w.locale()).to_owned()),
            hue: city.map_or_else(|| "hue-programme".to_owned(), hue),
            kind,
            title,
            href: String::new(),
            mark: Mark::idle(""),
        }
    }

    fn steps(&self, only: Option<CityId>) -> Vec<Dated> {
        let w = self.w;
        let steps = self.o.outline.steps.iter().filter(|s| only.is_none() || Some(s.city) == only);
        let entry = |s: &crate::domain::programme::Step| {
            let title = s.title.best(w.locale()).to_owned();
            let mut line = self.entry(s.starts_on, Some(s.city), w.t("timeline-step"), title);
            if let (Some(first), Some(last)) = (s.starts_on, s.ends_on) {
                line.day = w.days(first, last);
            }
            line.href = format!("{}/steps/{}", self.base, s.public_id);
            line.mark = step_mark(w, s.state);
            line.over = matches!(s.state, StepState::Done | StepState::Cancelled);
            (s.starts_on, line)
        };
        steps.map(entry).collect()
    }

    fn events(&self, only: Option<CityId>) -> Vec<Dated> {
        let w = self.w;
        let events = self.o.events.iter().map(|view| &view.event).filter(|e| only.is_none() || e.city == only);
        let entry = |event: &crate::domain::events::Event| {
            // Nobody should count on the old day of what was put off; that of what was called off is its history.
            let when = event.when.filter(|_| event.state != EventState::Postponed);
            let on = when.map(|slot| slot.start.date());
            let kind = w.t(format!("event-kind-{}", event.kind));
            let mut line = self.entry(on, event.city, kind, event.title.best(w.locale()).to_owned());
            line.href = format!("{}/events/{}", self.base, event.public_id);
            line.mark = self.event_mark(event);
            line.over = matches!(event.state, EventState::Held | EventState::Reported | EventState::Cancelled);
            (on, line)
        };
        events.map(entry).collect()
    }

    fn deliverable(&self, d: &Deliverable) -> Dated {
        let w = self.w;
        let kind = w.t(format!("deliverable-kind-{}", d.kind));
        let mut line = self.entry(d.due_on, d.city, kind, d.title.best(w.locale()).to_owned());
        line.href = format!("{}/deliverables/{}", self.base, d.public_id);
        line.mark = deliverable_mark(w, d.state);
        line.over = !d.state.is_open();
        line.late = self.is_late(d);
        (d.due_on, line)
    }
}
