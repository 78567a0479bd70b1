//! The timeline of a programme or of one of its cities: an SVG, and the same as a table.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};
use askama::Template;
use chrono::NaiveDate;

use super::diamonds::Diamond;
use super::entries::{Entries, Entry};
use super::geometry::{Room, Scale, WIDTH};
use super::names::lines;
use crate::domain::events::{Event, EventState, EventView};
use crate::domain::overview::{self, Overview, Sight};
use crate::domain::programme::{City, StepState};
use crate::i18n::Words;
use crate::kernel::ids::CityId;
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
    table: Entries,
}

impl TimelinePage {
    fn past(&self) -> impl Iterator<Item = &Entry> {
        self.table.named.iter().filter(|e| e.over)
    }
    /// How many that are, those that are not named too.
    fn past_count(&self) -> usize {
        self.past().count() + self.table.over
    }
    fn ahead(&self) -> impl Iterator<Item = &Entry> {
        self.table.named.iter().filter(|e| !e.over)
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

/// Draws the timeline for one reader.
pub(super) struct Painter<'a> {
    pub w: Words,
    pub base: String,
    pub o: &'a Overview,
    pub scale: Scale,
}

impl Painter<'_> {
    fn lane(&self, city: Option<&City>, row: i64) -> Lane {
        let w = self.w;
        let top = HEAD + row * LANE;
        let id = city.map(|c| c.id);
        let steps = self.o.outline.steps.iter().filter(|s| Some(s.city) == id);
        let events = self.o.events.iter().filter(|e| e.event.city == id && e.event.state != EventState::Cancelled);
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
        Lane {
            hue: city.map_or_else(|| "hue-programme".to_owned(), hue),
            name: city.map_or_else(|| w.t("overview-own"), |c| c.name.best(w.locale()).to_owned()),
            middle: top + 44,
            base: top + LANE,
            spans: named_apart(steps.filter_map(step).collect(), top + 26),
            dots: events.filter_map(|e| self.dot(e)).collect(),
            diamonds: self.diamonds(city, top + 76),
        }
    }

    pub(super) fn event_mark(&self, event: &Event) -> Mark {
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
        table: painter.entries(only),
        base: painter.base.clone(),
    })
}
