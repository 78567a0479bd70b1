//! What the pages of sponsors share.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::history::Entry;
use crate::domain::programme::Outline;
use crate::domain::sponsorship::{ActivityKind, EventFace, Sponsorship, Stage, Sums};
use crate::i18n::Words;
use crate::kernel::money::{Currency, Money};
use crate::kernel::time::{Instant, Zone};
use crate::web::admin::events::views::{self as events, Said, said};
use crate::web::admin::history::spoken::Spoken;
use crate::web::admin::programmes::views::{day_words, hue, past};
use crate::web::field_names::label;
use crate::web::pieces::{Changed, Choice, Mark, Past, PersonView};

pub(super) fn mark(w: Words, stage: Stage) -> Mark {
    let word = w.t(format!("sponsorship-stage-{stage}"));
    match stage {
        Stage::Identified => Mark::idle(word),
        Stage::Contacted | Stage::Met => Mark::planned(word),
        Stage::Proposed | Stage::Pledged => Mark::under_way(word),
        Stage::Signed | Stage::Received | Stage::Fulfilled => Mark::done(word),
        Stage::Declined => Mark::refused(word),
    }
}

/// What is to be done next.
pub(super) struct NextView {
    pub action: String,
    /// "29 Apr", "3 days late"; empty without a day.
    pub due: String,
    pub machine: String,
    pub late: bool,
}

pub(super) fn next(w: Words, s: &Sponsorship, today: NaiveDate) -> Option<NextView> {
    if !s.stage.is_open() || (s.next_action.is_empty() && s.next_on.is_none()) {
        return None;
    }
    Some(NextView {
        action: s.next_action.clone(),
        due: s.next_on.map(|on| w.due(on, today)).unwrap_or_default(),
        machine: s.next_on.map(|on| on.to_string()).unwrap_or_default(),
        late: s.is_overdue(today),
    })
}

/// A sponsorship as a card, or as a row.
pub(super) struct CardView {
    pub href: String,
    pub firm: Said,
    /// The event, or the programme itself.
    pub of: Said,
    pub hue: String,
    pub mark: Mark,
    pub owner: Option<PersonView>,
    /// The amount, or that it is in kind; empty where neither is known.
    pub amount: String,
    pub next: Option<NextView>,
    pub version: i64,
    /// Where it may go; empty for those who only look.
    pub ways: Vec<Choice>,
}

pub(super) fn amount(w: Words, s: &Sponsorship) -> String {
    match (s.amount, s.in_kind_value, s.in_kind.is_empty()) {
        (Some(sum), ..) => sum.shown(w.locale()),
        (None, Some(worth), _) => w.with("sponsorship-kind-worth", &[("sum", &worth.shown(w.locale()))]),
        (None, None, false) => w.t("sponsorship-kind-only"),
        (None, None, true) => String::new(),
    }
}

/// Which event it is of, with the city's colour.
pub(super) fn of(w: Words, outline: &Outline, s: &Sponsorship) -> (Said, String) {
    let own = || Said { text: w.t("sponsorship-of-programme"), lang: None };
    let city = s.city().and_then(|id| outline.city(id));
    let hue = city.map_or_else(|| "hue-programme".to_owned(), hue);
    (s.event.as_ref().map_or_else(own, |e| said(w, &e.title)), hue)
}

pub(super) fn card(w: Words, outline: &Outline, s: &Sponsorship, (today, may_edit): (NaiveDate, bool)) -> CardView {
    let (of, hue) = of(w, outline, s);
    let way = |to: &Stage| Choice::of(to.as_str(), w.t(format!("sponsorship-stage-{to}")), "");
    CardView {
        href: super::address(outline, s),
        firm: said(w, &s.firm.name),
        of,
        hue,
        mark: mark(w, s.stage),
        owner: s.owner.as_ref().map(|o| PersonView::new(&o.name, w.locale())),
        amount: amount(w, s),
        next: next(w, s, today),
        version: s.version,
        ways: if may_edit { s.stage.ways().iter().map(way).collect() } else { Vec::new() },
    }
}

/// One currency's sums: a bar, and the same as a table.
pub(super) struct SumsView {
    pub currency: &'static str,
    pub lead: String,
    /// Parts of a hundred: signed, then pledged beside it; none without a target.
    pub bar: Option<(i64, i64)>,
    /// Stage, money, in kind.
    pub rows: Vec<(String, String, String)>,
}

pub(super) fn sums(w: Words, all: &BTreeMap<Currency, Sums>) -> Vec<SumsView> {
    all.iter().map(|(currency, sums)| one_sum(w, *currency, sums)).collect()
}

fn one_sum(w: Words, currency: Currency, sums: &Sums) -> SumsView {
    let shown = |minor: i64| Money::new(minor, currency).shown(w.locale());
    let (secured, pledged) = (sums.secured(), sums.pledged());
    let part = |minor: i64| (i128::from(minor) * 100 / i128::from(sums.target.max(1))).clamp(0, 100);
    let whole = |n: i128| i64::try_from(n).unwrap_or(100);
    let bar = (sums.target > 0).then(|| {
        let signed = part(secured);
        (whole(signed), whole(part(pledged).min(100 - signed)))
    });
    let said = [("secured", shown(secured)), ("pledged", shown(pledged)), ("target", shown(sums.target))];
    let args: Vec<(&str, &dyn crate::i18n::Arg)> = said.iter().map(|(n, v)| (*n, v as &dyn crate::i18n::Arg)).collect();
    let lead =
        if sums.target > 0 { w.with("sponsorship-sum-target", &args) } else { w.with("sponsorship-sum", &args[..2]) };
    let cell = |minor: Option<&i64>| minor.map_or_else(String::new, |m| shown(*m));
    let row = |stage: &Stage| {
        let (money, kind) = (sums.money.get(stage), sums.in_kind.get(stage));
        let told = money.is_some() || kind.is_some();
        told.then(|| (w.t(format!("sponsorship-stage-{stage}")), cell(money), cell(kind)))
    };
    SumsView { currency: currency.code(), lead, bar, rows: Stage::ALL.iter().filter_map(row).collect() }
}

/// One entry of a sponsorship's history.
pub(in crate::web) fn one_past(w: Words, at: (Zone, Instant), _: Spoken<'_>, entry: Entry) -> Past {
    let personal: Vec<Changed> = entry.personal.iter().map(|field| untold(w, field)).collect();
    let mut told = past(w, at, "sponsorship-past-", entry, |field, text| value(w, field, text));
    told.changes.extend(personal);
    told
}

/// What it said belongs to a person and is not repeated here.
fn untold(w: Words, field: &str) -> Changed {
    let called = match field {
        "owner" => w.t("programme-field-owner"),
        "next_action" => w.t("sponsorship-next-action"),
        "notes" => w.t("sponsorship-notes"),
        "agreement" => w.t("sponsorship-agreement"),
        "people" => w.t("sponsorship-people"),
        other => label(w, other),
    };
    Changed::of(field, (called, String::new(), w.t("contacts-value-changed")))
}

fn value(w: Words, field: &str, text: &str) -> String {
    let unknown = || text.to_owned();
    match field {
        "stage" => text.parse::<Stage>().map_or_else(|_| unknown(), |s| w.t(format!("sponsorship-stage-{s}"))),
        "activity" => {
            text.parse::<ActivityKind>().map_or_else(|_| unknown(), |k| w.t(format!("sponsorship-activity-{k}")))
        }
        "amount" | "in_kind_value" => {
            Money::parse(text, None).map_or_else(|_| unknown(), |money| money.shown(w.locale()))
        }
        "clash" => w.n("sponsorship-clash-count", text.split(", ").count()),
        _ => day_words(w, text),
    }
}

/// A select of currencies.
pub(super) fn currencies(current: &str) -> Vec<Choice> {
    Currency::ALL.into_iter().map(|c| Choice::of(c.code(), c.code(), current)).collect()
}

/// What tells an event from another of its title.
pub(super) fn besides(w: Words, outline: &Outline, event: &EventFace) -> Vec<String> {
    let city = outline.cities.iter().find(|city| Some(city.id) == event.city);
    events::besides(w, city.map(|city| &city.name), event.day, event.state)
}
