use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};
use askama::Template;

use super::programme;
use super::views::Row;
use crate::access::{Action, Scope, may};
use crate::domain::events::{self, CityFace, EventFilter, EventKind, EventState, EventView, Guests, Period};
use crate::domain::gates::{self, GateError};
use crate::i18n::Words;
use crate::kernel::ids::EventId;
use crate::kernel::page::PageRequest;
use crate::web::pieces::{Choice, Pager};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/events/list.html")]
struct ListPage {
    w: Words,
    chrome: Chrome,
    base: String,
    programme: String,
    may_create: bool,
    /// Period, its address, whether it is the one shown.
    periods: Vec<(String, String, bool)>,
    period: Period,
    city: Vec<Choice>,
    kind: Vec<Choice>,
    state: Vec<Choice>,
    filtered: bool,
    rows: Vec<Row>,
    pager: Pager,
}

/// What the address asks for; words that mean nothing ask for nothing.
fn filter(query: &Fields) -> EventFilter {
    EventFilter {
        city: query.text("city").parse().ok(),
        kind: query.text("kind").parse().ok(),
        state: query.text("state").parse().ok(),
        period: query.text("period").parse().unwrap_or(Period::Upcoming),
    }
}

#[get("/programmes/{programme}/events")]
pub(super) async fn list(
    app: App,
    who: SignedIn,
    slug: Path<String>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let programme = programme(&who, &slug)?;
    let (id, cx) = (programme.id, who.context(&app));
    let asked = filter(&query);
    let page = PageRequest::new(query.text("after").parse().ok(), None);
    let (actor, now, wanted) = (cx.actor.clone(), cx.now, asked.clone());
    let (cities, page, risks) = app
        .db
        .read(move |conn| -> Result<_, GateError> {
            let (cities, page) = (events::cities(conn, &cx, id)?, events::list(conn, &cx, id, &wanted, page)?);
            let ids: Vec<EventId> = page.items.iter().map(|(view, _)| view.event.id).collect();
            Ok((cities, page, gates::risks(conn, &cx, id, &ids)?))
        })
        .await?;
    let (w, base) = (who.words, format!("/programmes/{}/events", programme.slug));
    let anywhere = |c: &CityFace| may(&actor, Action::EditEvent, Scope::City(id, c.id));
    let mut kept = query.into_inner();
    let first = kept.has("after").then(|| with(&mut kept, &base, "after", ""));
    let next = page.next.map(|n| with(&mut kept, &base, "after", &n.to_string()));
    kept.set("after", "");
    let row = |(view, guests): &(EventView, Guests)| {
        Row::of(w, (who.zone, now), &base, (view, guests), risks.contains_key(&view.event.id))
    };
    html(&ListPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events),
        programme: programme.title.best(who.locale).to_owned(),
        may_create: may(&actor, Action::EditEvent, Scope::Programme(id)) || cities.iter().any(anywhere),
        periods: periods(w, &mut kept, &base, asked.period),
        period: asked.period,
        filtered: asked.city.is_some() || asked.kind.is_some() || asked.state.is_some(),
        city: city_choices(w, &cities, &asked),
        kind: kind_choices(w, &asked),
        state: state_choices(w, &asked),
        rows: page.items.iter().map(row).collect(),
        pager: Pager { shown: page.items.len(), first, next },
        base,
    })
}

/// The same address with one thing changed.
fn with(fields: &mut Fields, base: &str, name: &str, value: &str) -> String {
    fields.set(name, value);
    let query = fields.query();
    if query.is_empty() { base.to_owned() } else { format!("{base}?{query}") }
}

fn periods(w: Words, fields: &mut Fields, base: &str, shown: Period) -> Vec<(String, String, bool)> {
    let mut all = Vec::new();
    for period in Period::ALL {
        let href = with(fields, base, "period", if *period == Period::Upcoming { "" } else { period.as_str() });
        all.push((w.t(format!("events-period-{period}")), href, *period == shown));
    }
    all
}

fn city_choices(w: Words, cities: &[CityFace], asked: &EventFilter) -> Vec<Choice> {
    let current = asked.city.as_ref().map_or("", |c| c.as_str());
    let any = Choice::of("", w.t("events-any-city"), current);
    let one = |c: &CityFace| Choice::of(c.public_id.to_string(), c.name.best(w.locale()), current);
    [any].into_iter().chain(cities.iter().map(one)).collect()
}

fn kind_choices(w: Words, asked: &EventFilter) -> Vec<Choice> {
    let current = asked.kind.map_or("", EventKind::as_str);
    let any = Choice::of("", w.t("events-any-kind"), current);
    let one = |k: &EventKind| Choice::of(k.as_str(), w.t(format!("event-kind-{k}")), current);
    [any].into_iter().chain(EventKind::ALL.iter().map(one)).collect()
}

fn state_choices(w: Words, asked: &EventFilter) -> Vec<Choice> {
    let current = asked.state.map_or("", EventState::as_str);
    let any = Choice::of("", w.t("events-any-state"), current);
    let one = |s: &EventState| Choice::of(s.as_str(), w.t(format!("event-state-{s}")), current);
    [any].into_iter().chain(EventState::ALL.iter().map(one)).collect()
}
