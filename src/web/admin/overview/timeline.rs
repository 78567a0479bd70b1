//! The timeline of a programme or of one of its cities: an SVG, and the same as a table.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};
use askama::Template;
use chrono::NaiveDate;

use super::geometry::{Room, Scale, WIDTH};
use super::names::lines;
use crate::domain::events::{Event, EventState, EventView};
use crate::domain::overview::{self, Overview, Sight};
use crate::domain::programme::{City, StepState};
use crate::i18n::Words;
use crate::kernel::ids::CityId;
use crate::web::admin::deliverables::views::mark as deliverable_mark;
use crate::web::admin::events::views::mark as event_mark;
use crate::web::admin::programmes::views::{base, hue, step_mark};
use crate::web::pieces::Mark;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html};

/// Above the first lane stand the months.
const HEAD: i64 = 34;
const LANE: i64 = 96;
/// From one line of a name to the next.
const LINE: i64 = 13;

#[derive(Template)]
#[template(path = "admin/overview/timeline.html")]
struct TimelinePage {
    w: Words,
    chrome: Chrome,
    base: String,
    programme: String,
    title: String,
    city: Option<String>,
    cities: Vec<(String, String, bool)>,
    width: i64,
    height: i64,
    bottom: i64,
    months: Vec<Month>,
    lanes: Vec<Lane>,
    now: Option<i64>,
    today: String,
    table: Vec<Entry>,
}

impl TimelinePage {
    fn past(&self) -> impl Iterator<Item = &Entry> {
        self.table.iter().filter(|e| e.over)
    }
    fn ahead(&self) -> impl Iterator<Item = &Entry> {
        self.table.iter().filter(|e| !e.over)
    }
}

struct Month {
    x: i64,
    name: Option<String>,
    year: bool,
}

struct Lane {
    hue: String,
    name: String,
    middle: i64,
    base: i64,
    spans: Vec<Bar>,
    dots: Vec<Dot>,
    diamonds: Vec<Diamond>,
}

struct Bar {
    x: i64,
    width: i64,
    class: &'static str,
    label: Vec<Label>,
    title: String,
    href: String,
}

/// A line of a bar's name, and where it stands.
struct Label {
    y: i64,
    text: String,
}

/// No name runs into the next one: it is broken where that begins. Whole it stands in the bar's title and in the table.
fn named_apart(mut bars: Vec<(Bar, String)>, last: i64) -> Vec<Bar> {
    bars.sort_by_key(|(bar, _)| bar.x);
    let next: Vec<Option<i64>> = bars.iter().skip(1).map(|(bar, _)| Some(bar.x)).chain([None]).collect();
    let named = bars.into_iter().zip(next).map(|((bar, name), next)| {
        let texts = next.map_or_else(|| vec![name.clone()], |next| lines(&name, next - bar.x));
        let above = texts.len() as i64 - 1;
        let label = (0..).zip(texts).map(|(n, text)| Label { y: last - (above - n) * LINE, text });
        Bar { label: label.collect(), ..bar }
    });
    named.collect()
}

struct Dot {
    x: i64,
    class: &'static str,
    title: String,
    day: String,
    href: String,
}

struct Diamond {
    path: String,
    class: &'static str,
    title: String,
    href: String,
}

/// A line of the table beside the drawing.
struct Entry {
    day: String,
    /// As short as a narrow list wants it: no year where it is this one.
    short: String,
    /// Done with: nothing remains to be done about it.
    over: bool,
    late: bool,
    machine: String,
    place: String,
    hue: String,
    kind: String,
    title: String,
    href: String,
    mark: Mark,
}

struct Painter<'a> {
    w: Words,
    base: String,
    o: &'a Overview,
    scale: Scale,
}

impl Painter<'_> {
    fn lane(&self, city: Option<&City>, row: i64) -> Lane {
        let w = self.w;
        let top = HEAD + row * LANE;
        let id = city.map(|c| c.id);
        let steps = self.o.outline.steps.iter().filter(|s| Some(s.city) == id);
        let events = self.o.events.iter().filter(|e| e.event.city == id && e.event.state != EventState::Cancelled);
        let due = self.o.deliverables.iter().filter(|d| d.city == id);
        let today = self.o.now.at(self.o.outline.zone(id)).date();
        let step = |s: &crate::domain::programme::Step| {
            let (first, last) = (s.starts_on?, s.ends_on?);
            let (x, width) = self.scale.span(first, last);
            let title = s.title.best(w.locale()).to_owned();
            let days = w.days(first, last);
            let state = step_mark(w, s.state).word;
            let bar = Bar {
                x,
                width,
                class: if s.state == StepState::Done { " done" } else { "" },
                title: w.with("timeline-bar", &[("title", &title), ("days", &days), ("state", &state)]),
                label: Vec::new(),
                href: format!("{}/steps/{}", self.base, s.public_id),
            };
            Some((bar, title))
        };
        let diamond = |d: &crate::domain::deliverables::Deliverable| {
            let on = d.due_on.filter(|_| d.state.is_open() || d.state.is_reached())?;
            let (x, y) = (self.scale.x(on), top + 76);
            let title = d.title.best(w.locale()).to_owned();
            Some(Diamond {
                path: format!("M{x} {}l5.5 5.5l-5.5 5.5l-5.5-5.5z", y - 5),
                class: if d.state.is_reached() {
                    " done"
                } else if d.is_late(today) {
                    " late"
                } else {
                    ""
                },
                title: w.with("timeline-due", &[("title", &title), ("day", &w.date_medium(on))]),
                href: format!("{}/deliverables/{}", self.base, d.public_id),
            })
        };
        Lane {
            hue: city.map_or_else(|| "hue-programme".to_owned(), hue),
            name: city.map_or_else(|| w.t("overview-own"), |c| c.name.best(w.locale()).to_owned()),
            middle: top + 44,
            base: top + LANE,
            spans: named_apart(steps.filter_map(step).collect(), top + 26),
            dots: events.filter_map(|e| self.dot(e)).collect(),
            diamonds: due.filter_map(diamond).collect(),
        }
    }

    fn event_mark(&self, event: &Event) -> Mark {
        if self.o.risks.contains_key(&event.id) {
            return Mark::at_risk(self.w.t("gates-at-risk"));
        }
        event_mark(self.w, event.state)
    }

    fn dot(&self, view: &EventView) -> Option<Dot> {
        let (w, event) = (self.w, &view.event);
        let start = event.when.filter(|_| event.time_holds())?.start;
        // That nobody has said how it went is the house's own affair.
        let unreported = self.o.sight == Sight::All
            && event.is_over(self.o.now)
            && matches!(event.state, EventState::Planned | EventState::Announced | EventState::Confirmed);
        let class = match event.state {
            _ if unreported => " late",
            _ if self.o.risks.contains_key(&event.id) => " risk",
            EventState::Held | EventState::Reported | EventState::Confirmed => " done",
            EventState::Idea | EventState::Planned => " idle",
            _ => "",
        };
        let title = event.title.best(w.locale()).to_owned();
        let state = self.event_mark(event).word;
        Some(Dot {
            x: self.scale.x(start.date()),
            class,
            title: w.with("timeline-bar", &[("title", &title), ("days", &w.moment_short(start)), ("state", &state)]),
            day: w.date_short(start.date()),
            href: format!("{}/events/{}", self.base, event.public_id),
        })
    }

    fn months(&self) -> Vec<Month> {
        let month = |(day, room): (NaiveDate, Room)| {
            let january = chrono::Datelike::month(&day) == 1;
            let name = (room == Room::Named && self.scale.holds(day))
                .then(|| if january { chrono::Datelike::year(&day).to_string() } else { self.w.month_short(day) });
            Month { x: self.scale.x(day), name, year: january }
        };
        self.scale.months().into_iter().map(month).collect()
    }

    fn short(&self, day: NaiveDate) -> String {
        let this_year = chrono::Datelike::year(&day) == chrono::Datelike::year(&self.o.today);
        if this_year { self.w.date_short(day) } else { self.w.date_medium(day) }
    }

    fn table(&self, only: Option<CityId>) -> Vec<Entry> {
        let w = self.w;
        let shown = |city: Option<CityId>| only.is_none() || city == only;
        let mut entries: Vec<(Option<NaiveDate>, Entry)> = Vec::new();
        let entry = |on: Option<NaiveDate>, city: Option<CityId>, kind: String, title: String| {
            let city = city.and_then(|id| self.o.outline.city(id));
            let entry = Entry {
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
            };
            (on, entry)
        };
        for s in self.o.outline.steps.iter().filter(|s| shown(Some(s.city))) {
            let title = s.title.best(w.locale()).to_owned();
            let (on, mut line) = entry(s.starts_on, Some(s.city), w.t("timeline-step"), title);
            if let (Some(first), Some(last)) = (s.starts_on, s.ends_on) {
                line.day = w.days(first, last);
            }
            line.href = format!("{}/steps/{}", self.base, s.public_id);
            line.mark = step_mark(w, s.state);
            line.over = matches!(s.state, StepState::Done | StepState::Cancelled);
            entries.push((on, line));
        }
        for view in self.o.events.iter().filter(|e| shown(e.event.city)) {
            let event = &view.event;
            // Nobody should count on the old day of what was put off; that of what was called off is its history.
            let when = event.when.filter(|_| event.state != EventState::Postponed);
            let on = when.map(|slot| slot.start.date());
            let kind = w.t(format!("event-kind-{}", event.kind));
            let (on, mut line) = entry(on, event.city, kind, event.title.best(w.locale()).to_owned());
            line.href = format!("{}/events/{}", self.base, event.public_id);
            line.mark = self.event_mark(event);
            line.over = matches!(event.state, EventState::Held | EventState::Reported | EventState::Cancelled);
            entries.push((on, line));
        }
        for d in self.o.deliverables.iter().filter(|d| shown(d.city)) {
            let kind = w.t(format!("deliverable-kind-{}", d.kind));
            let (on, mut line) = entry(d.due_on, d.city, kind, d.title.best(w.locale()).to_owned());
            line.href = format!("{}/deliverables/{}", self.base, d.public_id);
            line.mark = deliverable_mark(w, d.state);
            line.over = !d.state.is_open();
            line.late = d.is_late(self.o.now.at(self.o.outline.zone(d.city)).date());
            entries.push((on, line));
        }
        entries.sort_by_key(|(on, _)| on.unwrap_or(NaiveDate::MAX));
        entries.into_iter().map(|(_, entry)| entry).collect()
    }
}

/// Every day that the drawing must hold.
fn days(o: &Overview, only: Option<CityId>) -> Vec<NaiveDate> {
    let shown = |city: Option<CityId>| only.is_none() || city == only;
    let mut days: Vec<NaiveDate> = Vec::new();
    if only.is_none() {
        days.extend([o.outline.programme.dates.starts_on, o.outline.programme.dates.ends_on]);
    }
    let steps = o.outline.steps.iter().filter(|s| shown(Some(s.city)));
    days.extend(steps.flat_map(|s| [s.starts_on, s.ends_on]).flatten());
    days.extend(o.deliverables.iter().filter(|d| shown(d.city)).filter_map(|d| d.due_on));
    let events = o.events.iter().filter(|e| shown(e.event.city) && e.event.time_holds());
    days.extend(events.filter_map(|e| e.event.when).map(|slot| slot.start.date()));
    days
}

#[get("/programmes/{programme}/timeline")]
pub(super) async fn show(
    app: App,
    who: SignedIn,
    key: Path<String>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let picture = app.db.read(move |conn| overview::load_whole(conn, &cx, &key)).await?;
    let (w, outline) = (who.words, &picture.outline);
    let city = match query.filled("city") {
        Some(slug) => Some(outline.cities.iter().find(|c| c.slug.as_str() == slug).ok_or(Problem::NotFound)?),
        None => None,
    };
    let only = city.map(|c| c.id);
    let scale = Scale::over(days(&picture, only), picture.today);
    let painter = Painter { w, base: base(outline), o: &picture, scale };
    let lanes: Vec<Lane> = match city {
        Some(city) => vec![painter.lane(Some(city), 0)],
        None => {
            let cities = outline.cities.iter().map(Some).chain([None]);
            (0..).zip(cities).map(|(row, city)| painter.lane(city, row)).collect()
        }
    };
    let bottom = HEAD + LANE * i64::try_from(lanes.len()).unwrap_or(1);
    let named = |c: &City| (c.slug.to_string(), c.name.best(w.locale()).to_owned(), Some(c.id) == only);
    html(&TimelinePage {
        w,
        chrome: Chrome::of(&app, &who, Section::Programme),
        programme: outline.programme.title.best(w.locale()).to_owned(),
        title: w.t("timeline-title"),
        city: city.map(|c| c.name.best(w.locale()).to_owned()),
        cities: outline.cities.iter().map(named).collect(),
        width: WIDTH,
        height: bottom + 20,
        bottom,
        months: painter.months(),
        lanes,
        now: scale.holds(picture.today).then(|| scale.x(picture.today)),
        today: w.date(picture.today),
        table: painter.table(only),
        base: painter.base.clone(),
    })
}
