//! Events as pages show them.

use crate::domain::events::{Event, EventState, EventView, Guests, Label, StepFace, Venue};
use crate::i18n::{Clocks, Words};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, WallTime, Zone};
use crate::web::admin::programmes::views::step_days;
use crate::web::pieces::Mark;

/// A text with the language it is in, when that is not the reader's.
#[derive(Clone, Debug, Default)]
pub(in crate::web) struct Said {
    pub text: String,
    pub lang: Option<&'static str>,
}

pub(in crate::web) fn said(w: Words, text: &Localised) -> Said {
    match text.best_with_locale(w.locale()) {
        Some((locale, text)) => Said { text: text.to_owned(), lang: (locale != w.locale()).then_some(locale.bcp47()) },
        None => Said::default(),
    }
}

/// What tells an event from another of the same title, which it has when it was made of that one: city, day, state.
pub(in crate::web) fn besides(
    w: Words,
    city: Option<&Localised>,
    day: Option<chrono::NaiveDate>,
    state: impl std::fmt::Display,
) -> Vec<String> {
    let city = city.map(|name| name.best(w.locale()).to_owned()).unwrap_or_default();
    let day = day.map(|day| w.date_medium(day)).unwrap_or_default();
    vec![city, day, w.t(format!("event-state-{state}"))]
}

/// A label in the reader's language; one without a language is said as it stands.
pub(super) fn labelled(w: Words, label: &Label) -> Said {
    let (locale, text) = label.best(w.locale());
    Said { text: text.to_owned(), lang: locale.filter(|l| *l != w.locale()).map(Locale::bcp47) }
}

/// All of it, each in its own language.
pub(super) fn each(label: &Label) -> Vec<Said> {
    match label {
        Label::Untagged(text) if text.is_empty() => Vec::new(),
        Label::Untagged(text) => vec![Said { text: text.clone(), lang: None }],
        Label::ByLanguage(texts) => {
            texts.iter().map(|(l, t)| Said { text: t.to_owned(), lang: Some(l.bcp47()) }).collect()
        }
    }
}

/// The same in the reader's script and, where there is one, in the other.
fn both(w: Words, text: &Localised) -> Vec<Said> {
    let (shown, beside) = Venue::in_both_scripts(text, w.locale());
    [shown, beside]
        .into_iter()
        .flatten()
        .map(|(locale, text)| Said { text: text.to_owned(), lang: (locale != w.locale()).then_some(locale.bcp47()) })
        .collect()
}

/// Name and address of a venue, each in both scripts; what is not known is left out.
pub(in crate::web) fn venue(w: Words, venue: &Venue) -> Vec<Vec<Said>> {
    [&venue.name, &venue.address].map(|text| both(w, text)).into_iter().filter(|text| !text.is_empty()).collect()
}

pub(in crate::web) fn mark(w: Words, state: EventState) -> Mark {
    let word = w.t(format!("event-state-{state}"));
    match state {
        EventState::Idea => Mark::idle(word),
        EventState::Planned => Mark::planned(word),
        EventState::Announced => Mark::under_way(word),
        EventState::Confirmed | EventState::Held | EventState::Reported => Mark::done(word),
        EventState::Postponed => Mark::at_risk(word),
        EventState::Cancelled => Mark::refused(word),
    }
}

/// The class that gives a city's hue; empty for events without a city.
pub(in crate::web) fn hue(view: &EventView) -> String {
    view.city.as_ref().map_or_else(String::new, |c| format!("hue-{}", c.hue))
}

/// A moment on the venue's wall and on the reader's.
pub(in crate::web) fn clocks(w: Words, event: &Event, at: WallTime, reader: Zone) -> Clocks {
    let place = event.place.best(w.locale());
    let place = if place.is_empty() { w.zone_city(event.zone) } else { place.to_owned() };
    w.clocks(at, reader, place, w.zone_city(reader))
}

/// One event in a list.
pub(super) struct Row {
    pub href: String,
    pub title: Said,
    pub kind: String,
    pub hue: String,
    pub city: String,
    pub days: Option<String>,
    pub clocks: Option<Clocks>,
    pub mark: Mark,
    /// Its time does not hold, or it is over.
    pub off: bool,
    pub guests: String,
    pub waiting: Option<String>,
}

impl Row {
    /// `risked`: something it rests on is no longer given.
    pub fn of(
        w: Words,
        (reader, now): (Zone, Instant),
        base: &str,
        (view, guests): (&EventView, &Guests),
        risked: bool,
    ) -> Row {
        let event = &view.event;
        let when = event.when.filter(|_| event.time_holds());
        Row {
            href: format!("{base}/{}", event.public_id),
            title: said(w, &event.title),
            kind: w.t(format!("event-kind-{}", event.kind)),
            hue: hue(view),
            city: event.place.best(w.locale()).to_owned(),
            days: when.map(|s| w.days(s.start.date(), s.end.date())),
            clocks: when.map(|s| clocks(w, event, s.start, reader)),
            mark: if risked { Mark::at_risk(w.t("gates-at-risk")) } else { mark(w, event.state) },
            off: !event.time_holds() || event.is_over(now),
            guests: coming(w, guests, event.capacity),
            waiting: (guests.waiting > 0).then(|| w.n("events-waiting", guests.waiting)),
        }
    }
}

/// That an event's date lies outside the days of its step.
pub(super) fn outside_words(w: Words, step: &StepFace) -> String {
    let days = step_days(w, step.days);
    w.with("events-outside-step", &[("step", &step.title.best(w.locale())), ("days", &days)])
}

/// "12 of 40", "12", or nothing where nobody has been asked.
pub(super) fn coming(w: Words, guests: &Guests, capacity: Option<i64>) -> String {
    match capacity {
        _ if guests.seats == 0 => String::new(),
        Some(most) => w.with("events-coming-of", &[("accepted", &guests.accepted), ("capacity", &most)]),
        None => w.n("events-coming", guests.accepted),
    }
}
