//! History of people and organisations in words.

use crate::domain::contacts::Group;
use crate::domain::history::{Change, Entry};
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::kernel::time::{Instant, Zone};
use crate::web::field_names::in_language;
use crate::web::pieces::{Changed, Past};

const ACTIONS: [&str; 13] = [
    "created",
    "edited",
    "silenced",
    "unsilenced",
    "address-refused",
    "address-confirmed",
    "erased",
    "merged",
    "merged-away",
    "parted",
    "parted-again",
    "address-handed-over",
    "address-taken-over",
];

/// Entries as readers see them. Values that belong to a person stand in another table: of these only the field is told.
pub fn pasts(w: Words, zone: Zone, now: Instant, groups: &[Group], entries: Vec<Entry>) -> Vec<Past> {
    entries.into_iter().map(|entry| one_past(w, (zone, now), groups, entry)).collect()
}

/// One entry by itself.
pub(in crate::web) fn one_past(w: Words, (zone, now): (Zone, Instant), groups: &[Group], entry: Entry) -> Past {
    let action = ACTIONS.iter().find(|a| **a == entry.action).unwrap_or(&"other");
    let who = match (entry.actor_name, entry.actor_kind.as_str()) {
        (Some(name), _) => name,
        (None, "guest" | "nobody") => w.t("contacts-by-guest"),
        (None, _) => w.t("contacts-by-system"),
    };
    Past {
        what: w.t(format!("contacts-action-{action}")),
        who,
        ago: w.ago(entry.at, now, zone),
        exact: w.exact(entry.at, zone),
        machine: entry.at.rfc3339(),
        note: entry.reason,
        // Which entry went into which is told by the merges themselves, with names.
        changes: entry.changes.into_iter().filter(|c| c.field != "merged").map(|c| told(w, groups, c)).collect(),
    }
}

fn told(w: Words, groups: &[Group], change: Change) -> Changed {
    let field = w.t(format!("contacts-field-{}", change.field));
    if change.before.is_empty() && change.after.is_empty() {
        return Changed::of(&change.field, (field, String::new(), w.t("contacts-value-changed")));
    }
    let side = |text| value(w, groups, &change.field, text);
    Changed::of(&change.field, (field, side(change.before), side(change.after)))
}

fn value(w: Words, groups: &[Group], field: &str, text: String) -> String {
    match (field, text.parse::<Locale>()) {
        ("language", Ok(locale)) => w.t(format!("language-{locale}")),
        ("kind", _) if !text.is_empty() => w.t(format!("organisation-kind-{text}")),
        ("place", _) => w.town(&text),
        ("country", _) => w.country(&text),
        ("groups", _) if !text.is_empty() => {
            let name = |code| groups.iter().find(|g| g.code == code).map_or(code, |g| g.name.best(w.locale()));
            w.list(&text.split(", ").map(name).collect::<Vec<&str>>())
        }
        _ => text.lines().map(|line| in_its_language(w, line)).collect::<Vec<String>>().join("\n"),
    }
}

/// "fr: Chambre" is kept so; a reader is told "Chambre (French)".
pub(in crate::web::admin) fn in_its_language(w: Words, line: &str) -> String {
    match line.split_once(": ").map(|(code, said)| (code.parse::<Locale>(), said)) {
        Some((Ok(locale), said)) => in_language(w, said, locale),
        _ => line.to_owned(),
    }
}
