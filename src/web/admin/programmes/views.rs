//! What pages of programmes, steps and deliverables share.

use chrono::NaiveDate;

use crate::access::{Action, Actor, Scope, may};
use crate::domain::history::{Change, Entry};
use crate::domain::programme::{Candidate, City, Outline, StepState};
use crate::i18n::Words;
use crate::kernel::ids::{CityId, ProgrammeId};
use crate::kernel::invalid::Invalid;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::money::Money;
use crate::kernel::time::{Instant, Zone};
use crate::web::admin::history;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Changed, Choice, Control, Field, Mark, Past, told_apart};

pub fn base(outline: &Outline) -> String {
    format!("/programmes/{}", outline.programme.slug)
}

pub fn hue(city: &City) -> String {
    format!("hue-{}", city.hue)
}

pub fn step_mark(w: Words, state: StepState) -> Mark {
    let word = w.t(format!("step-state-{state}"));
    match state {
        StepState::Planned => Mark::idle(word),
        StepState::UnderWay => Mark::under_way(word),
        StepState::Done => Mark::done(word),
        StepState::Cancelled => Mark::refused(word),
    }
}

/// From which day to which, or the one that is set.
pub fn step_days(w: Words, days: (Option<NaiveDate>, Option<NaiveDate>)) -> String {
    match days {
        (Some(first), Some(last)) => w.days(first, last),
        (Some(day), None) | (None, Some(day)) => w.date_medium(day),
        (None, None) => w.t("word-not-set"),
    }
}

/// A name in the reader's language and, beside it, in the other script.
pub fn names(name: &Localised, locale: Locale) -> (String, Option<(String, &'static str)>) {
    let shown = name.best(locale).to_owned();
    let other = if locale == Locale::Zh { Locale::En } else { Locale::Zh };
    let beside = name.get(other).filter(|t| *t != shown).map(|t| (t.to_owned(), other.bcp47()));
    (shown, beside)
}

/// Those who are likely to answer for something, or an address instead.
pub fn owner_fields(w: Words, (owner, email): (&str, &str), known: &[Candidate], faults: &Invalid) -> Vec<Field> {
    let choices = people(w, known, owner);
    vec![
        Field::new("owner", w.t("word-owner"), Control::Select(choices)).optional().error(error_of(w, faults, "owner")),
        Field::new("owner_email", w.t("programme-owner-email"), Control::Line("email"))
            .optional()
            .value(email)
            .help(w.t("programme-owner-email-help"))
            .error(error_of(w, faults, "owner_email")),
    ]
}

/// Nobody, and those who may be named; namesakes with what tells them apart.
fn people(w: Words, known: &[Candidate], current: &str) -> Vec<Choice> {
    let person = |o: &Candidate| {
        let address = o.email.as_ref().map(ToString::to_string).unwrap_or_default();
        let choice = Choice::of(o.public_id.as_str(), o.name.shown(w.locale()), current);
        (choice, vec![o.house.best(w.locale()).to_owned(), address])
    };
    let nobody = Choice::of("", w.t("word-none"), current);
    std::iter::once(nobody).chain(told_apart(known.iter().map(person))).collect()
}

/// Who stands in for the owner.
pub fn deputy_fields(w: Words, (deputy, email): (&str, &str), known: &[Candidate], faults: &Invalid) -> Vec<Field> {
    let choices = people(w, known, deputy);
    let picked = Field::new("deputy", w.t("step-deputy"), Control::Select(choices)).optional();
    vec![
        picked.help(w.t("step-deputy-help")).error(error_of(w, faults, "deputy")),
        Field::new("deputy_email", w.t("programme-owner-email"), Control::Line("email"))
            .optional()
            .value(email)
            .error(error_of(w, faults, "deputy_email")),
    ]
}

pub fn date_field(w: Words, name: &str, label: &str, value: &str, faults: &Invalid) -> Field {
    Field::new(name, w.t(label), Control::Line("date")).value(value).error(error_of(w, faults, name))
}

/// The names offered where a zone is typed: regions and cities, no abbreviations.
pub fn zone_names() -> Vec<&'static str> {
    let regions = ["Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/"];
    let names = chrono_tz::TZ_VARIANTS.iter().map(|tz| tz.name());
    names.filter(|name| regions.iter().any(|r| name.starts_with(r))).collect()
}

pub fn may_edit(actor: &Actor, programme: ProgrammeId, city: Option<CityId>) -> bool {
    may(actor, Action::EditProgramme, Scope::of(programme, city))
}

/// Acts that change nothing there was: they only bring something.
const MAKING: [&str; 9] =
    ["created", "added", "version-begun", "file-added", "submitted", "reviewed", "approved", "shared", "share-revoked"];

/// An entry of a history for readers. `head` begins the keys of its sentences (`step-past-`), `value` words a field's value.
pub fn past(
    w: Words,
    (zone, now): (Zone, Instant),
    head: &str,
    entry: Entry,
    value: impl Fn(&str, &str) -> String,
) -> Past {
    let said = |text: &str, field: &str| match field {
        _ if text.is_empty() => w.t("word-not-set"),
        "channel" => named(w, text),
        _ => value(field, text),
    };
    let one = |c: &Change, before| Changed::of(&c.field, (field_name(w, &c.field), before, said(&c.after, &c.field)));
    let made = MAKING.contains(&entry.action.as_str());
    let key = format!("{head}{}", entry.action);
    let who = history::who(w, &entry);
    Past {
        what: if w.has(&key) { w.t(key) } else { entry.action },
        who,
        ago: w.ago(entry.at, now, zone),
        exact: w.exact(entry.at, zone),
        machine: entry.at.rfc3339(),
        note: entry.reason.map(|reason| why(w, &reason)),
        changes: entry
            .changes
            .iter()
            .flat_map(|c| match by_languages(w, c) {
                // Which channel it was about, as the reader calls it.
                _ if c.names_channel() => vec![one(c, String::new())],
                Some(rows) => rows,
                // Before it was made there was nothing to be different from.
                None if made || is_place(c) => vec![one(c, String::new())],
                None => vec![one(c, said(&c.before, &c.field))],
            })
            .collect(),
    }
}

/// A reason; some are words of our own.
pub fn why(w: Words, reason: &str) -> String {
    let key = format!("history-why-{reason}");
    if w.has(&key) { w.t(key) } else { reason.to_owned() }
}

/// What an act was about is no change of it: the version, and the language of a file.
fn is_place(change: &Change) -> bool {
    matches!(change.field.as_str(), "version" | "language") && change.before.is_empty()
}

fn field_name(w: Words, field: &str) -> String {
    w.t(format!("programme-field-{field}"))
}

/// A text in several languages, a row for each that changed; none when the change is of another kind.
fn by_languages(w: Words, change: &Change) -> Option<Vec<Changed>> {
    let read = |text: &str| match text {
        "" => Some(Localised::default()),
        text => serde_json::from_str::<Localised>(text).ok(),
    };
    let (before, after) = (read(&change.before)?, read(&change.after)?);
    let side = |text: &Localised, l| text.get(l).map_or_else(|| w.t("word-not-set"), str::to_owned);
    let row = |l: &Locale| {
        let field = w.with(
            "history-field-in",
            &[("field", &field_name(w, &change.field)), ("language", &w.t(format!("language-{l}")))],
        );
        Changed { field, before: side(&before, *l), after: side(&after, *l), locale: Some(*l) }
    };
    Some(Locale::ALL.iter().filter(|l| before.get(**l) != after.get(**l)).map(row).collect())
}

/// A name in several languages as this reader calls what bears it.
fn named(w: Words, text: &str) -> String {
    serde_json::from_str::<Localised>(text).map_or_else(|_| text.to_owned(), |name| name.best(w.locale()).to_owned())
}

/// What happened to a programme (`programme-past-…`) or one of its cities (`city-past-…`).
pub(super) fn pasts(w: Words, at: (Zone, Instant), head: &str, entries: Vec<Entry>) -> Vec<Past> {
    entries.into_iter().map(|entry| past(w, at, head, entry, |field, text| value(w, field, text))).collect()
}

/// A value of a programme or a city in words.
pub fn value(w: Words, field: &str, text: &str) -> String {
    match field {
        "zone" => text.parse::<Zone>().map_or_else(|_| text.to_owned(), |z| format!("{} ({z})", w.zone_city(z))),
        "release_rule" => w.t(format!("programme-rule-{text}")),
        "hue" => w.t(format!("programme-hue-{text}")),
        "target" | "price" => sums(w, text),
        "reminder" => w.t(format!("reminders-kind-{text}")),
        "late" => w.t(format!("reminders-late-{text}")),
        _ => day_words(w, text),
    }
}

/// Sums as people write them: "150000.00 CNY, 45000.00 EUR".
fn sums(w: Words, text: &str) -> String {
    let shown = |sum: &str| Money::parse(sum, None).map_or_else(|_| sum.to_owned(), |m| m.shown(w.locale()));
    w.list(&text.split(", ").map(shown).collect::<Vec<_>>())
}

/// Days as people write them; what is no day stays as it is.
pub fn day_words(w: Words, text: &str) -> String {
    text.parse::<chrono::NaiveDate>().map_or_else(|_| text.to_owned(), |day| w.date_medium(day))
}
