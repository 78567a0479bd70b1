//! An event's history in words: names for codes, hours on the wall they were promised on.

use super::views::labelled;
use crate::access::Context;
use crate::db::batch::Question;
use crate::domain::events::{self, EventError, EventView, Label};
use crate::domain::gates::{Gate, Kept};
use crate::domain::history::{Change, Entry};
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::kernel::time::{Instant, WallTime, Zone};
use crate::mail::render::gates::{named, standing};
use crate::web::admin::history::spoken::Spoken;
use crate::web::admin::history::who;
use crate::web::admin::invitations::views::way;
use crate::web::admin::sessions;
use crate::web::field_names::{in_language, label};
use crate::web::pieces::{Changed, Past, written};

/// Who reads the history, and when.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub w: Words,
    pub zone: Zone,
    pub now: Instant,
    pub spoken: Spoken<'a>,
}

/// What became of an event's zone since the entries of a page that begins after this cursor; none of the newest.
pub(super) fn zone_asked(
    cx: &Context,
    view: &EventView,
    after: Option<i64>,
) -> Result<Option<Question<'static, Vec<Change>>>, EventError> {
    after.map(|after| events::zone_asked(cx, view, after)).transpose()
}

/// The zone an event had before these changes: what the first of them found.
pub(super) fn zone_before(view: &EventView, since: &[Change]) -> Option<Zone> {
    since.first().map_or(Some(view.event.zone), |moved| moved.before.parse().ok())
}

/// One entry by itself: what zone the event had then is told by the entry or not at all.
pub(in crate::web) fn one_past(w: Words, (zone, now): (Zone, Instant), spoken: Spoken<'_>, entry: &Entry) -> Past {
    let moved = entry.changes.iter().find(|c| c.field == "zone");
    let side = |text: fn(&Change) -> &str| moved.and_then(|c| text(c).parse().ok());
    past(Reading { w, zone, now, spoken }, (side(|c| &c.before), side(|c| &c.after)), entry)
}

/// Entries, the newest first. `zone` is the event's after the first of them; none where that is not known.
pub(super) fn pasts(reading: Reading<'_>, zone: Option<Zone>, entries: &[Entry]) -> Vec<Past> {
    let mut after = zone;
    let mut told = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut before = after;
        if let Some(moved) = entry.changes.iter().find(|c| c.field == "zone") {
            (before, after) = (moved.before.parse().ok(), moved.after.parse().ok());
        }
        told.push(past(reading, (before, after), entry));
        after = before;
    }
    told
}

fn past(reading: Reading<'_>, zones: (Option<Zone>, Option<Zone>), entry: &Entry) -> Past {
    let w = reading.w;
    let gate = |text: &str| match text {
        "" => w.t("word-not-set"),
        text => reading.spoken.gate(w, entry, text).unwrap_or_else(|| gate(w, text)),
    };
    let row = |c: &Change| match entry.action.as_str() {
        "nudged" => Some((field_name(w, &c.field), String::new(), reading.spoken.people(w, &c.after))),
        "gate-changed" => Some((field_name(w, &c.field), gate(&c.before), gate(&c.after))),
        action if action.starts_with("deadline-") => Some(due(w, c)),
        "at-risk" | "risk-ended" | "gate-overridden" => {
            let kept = if c.after.is_empty() { &c.before } else { &c.after };
            Some((field_name(w, &c.field), String::new(), condition(w, reading.spoken, kept)))
        }
        _ if sessions::is_told(&c.field) => Some(sessions::past_row(w, reading.spoken, c)),
        // Before it was made there was nothing to be different from.
        "created" => change(reading, zones, c).map(|(name, _, after)| (name, String::new(), after)),
        _ => change(reading, zones, c),
    };
    let known = |field: &str| entry.changes.iter().any(|c| c.field == field);
    let personal = entry.personal.iter().filter(|f| !known(f));
    Past {
        what: w.t(format!("event-did-{}", entry.action)),
        who: who(w, entry),
        ago: w.ago(entry.at, reading.now, reading.zone),
        exact: w.exact(entry.at, reading.zone),
        machine: entry.at.rfc3339(),
        note: entry.reason.as_deref().map(|reason| why(w, entry, reason)),
        changes: entry
            .changes
            .iter()
            .filter_map(|c| Some(Changed::of(&c.field, row(c)?)))
            // What it said belongs to a person and is not repeated here.
            .chain(
                personal.map(|field| {
                    Changed::of(field, (field_name(w, field), String::new(), w.t("contacts-value-changed")))
                }),
            )
            .collect(),
    }
}

/// Why; of an institution's answer, by which way it came.
fn why(w: Words, entry: &Entry, reason: &str) -> String {
    let way = way(w, reason).filter(|_| entry.action == "institution-answered");
    way.unwrap_or_else(|| labelled(w, &Label::parse(reason)).text)
}

/// A deadline's entry names the deadline where others name a field.
fn due(w: Words, change: &Change) -> (String, String, String) {
    let day = |text: &str| text.parse().map_or_else(|_| text.to_owned(), |day: chrono::NaiveDate| w.date_medium(day));
    (labelled(w, &Label::parse(&change.field)).text, day(&change.before), day(&change.after))
}

fn field_name(w: Words, field: &str) -> String {
    let (bare, language) = field.split_once('.').unwrap_or((field, ""));
    let key = format!("event-field-{bare}");
    match (w.has(&key), language.parse::<Locale>()) {
        (true, Ok(language)) => in_language(w, &w.t(key), language),
        (true, Err(_)) => w.t(key),
        (false, _) => label(w, field),
    }
}

/// A change in words: the field's name and both sides.
fn change(
    reading: Reading<'_>,
    (before, after): (Option<Zone>, Option<Zone>),
    change: &Change,
) -> Option<(String, String, String)> {
    // Ids of other rows and the words of a confirmation mean nothing to readers.
    if matches!(change.field.as_str(), "origin" | "grounds") {
        return None;
    }
    let field = change.field.split('.').next().unwrap_or_default();
    let name = field_name(reading.w, &change.field);
    // What is written with signs is shown without them.
    if matches!(field, "description" | "intro") {
        let sides = written(&change.before, &change.after);
        let [before, after] = sides.map(|side| if side.is_empty() { reading.w.t("word-not-set") } else { side });
        return Some((name, before, after));
    }
    let side = |text: &str, zone| side(reading, field, text, zone);
    Some((name, side(&change.before, before), side(&change.after, after)))
}

fn side(reading: Reading<'_>, field: &str, text: &str, zone: Option<Zone>) -> String {
    let w = reading.w;
    match (field, text) {
        ("capacity", "") => w.t("events-capacity-none"),
        ("reply_by", "") => w.t("events-reply-by-start"),
        (_, "") => w.t("word-not-set"),
        ("state", _) => w.t(format!("event-state-{text}")),
        ("kind", _) => w.t(format!("event-kind-{text}")),
        ("hosting", _) => w.t(format!("event-hosting-{text}")),
        ("starts" | "ends" | "reply_by" | "slot", _) => {
            text.split(" / ").map(|t| wall(w, t, zone)).collect::<Vec<_>>().join(" – ")
        }
        ("answer", _) => w.t(format!("invitations-answer-{text}")),
        ("counting", _) => w.t(format!("delegations-counting-{text}")),
        ("language", _) => w.t(format!("language-{text}")),
        ("condition", _) => condition(w, reading.spoken, text),
        ("gate", _) => gate(w, text),
        ("phase" | "need", _) => w.t(format!("consultations-{field}-{text}")),
        ("opens" | "closes", _) => wall(w, text, zone),
        ("reminder", _) => w.t(format!("reminders-kind-{text}")),
        ("late" | "wish", _) => w.t(format!("reminders-{field}-{text}")),
        ("zone", _) => zone_name(w, text),
        ("languages", _) => w.list(&text.split(", ").map(|l| w.t(format!("language-{l}"))).collect::<Vec<_>>()),
        ("capacity", _) => text.parse().map_or_else(|_| text.to_owned(), |n: i64| w.n("events-capacity-places", n)),
        _ => shortened(text),
    }
}

/// A stored local time as people write it, with the distance of its wall from UTC where the wall is known.
fn wall(w: Words, text: &str, zone: Option<Zone>) -> String {
    match (WallTime::parse(text, zone.unwrap_or(Zone::UTC)), zone) {
        (Ok(at), Some(_)) => w.short_with_offset(at),
        (Ok(at), None) => w.moment_short(at),
        (Err(_), _) => text.to_owned(),
    }
}

fn zone_name(w: Words, text: &str) -> String {
    text.parse::<Zone>().map_or_else(|_| text.to_owned(), |zone| format!("{} ({zone})", w.zone_city(zone)))
}

/// What was missing, as a gate's entry keeps it; a group by what it is called today.
fn condition(w: Words, spoken: Spoken<'_>, text: &str) -> String {
    let group = |code: &str| spoken.groups.iter().find(|group| group.code == code).map(|group| group.name.clone());
    match serde_json::from_str::<Kept>(text) {
        Ok(kept) => {
            let (name, standing) = (named(w, &kept.what, group), standing(w, &kept.what));
            if standing.is_empty() {
                name
            } else {
                w.with("gates-with-standing", &[("what", &name), ("standing", &standing)])
            }
        }
        Err(_) => shortened(text),
    }
}

/// A gate as its entry keeps it: how many conditions it had; what they are stands on its own page.
pub(in crate::web) fn gate(w: Words, text: &str) -> String {
    match serde_json::from_str::<Gate>(text) {
        Ok(gate) => w.n("gates-conditions", gate.conditions().len()),
        Err(_) => shortened(text),
    }
}

fn shortened(text: &str) -> String {
    const MOST: usize = 120;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}
