//! What an event's history says of its agenda, in words.

use crate::domain::history::Change;
use crate::i18n::Words;
use crate::web::admin::history::spoken::Spoken;

/// Fields that only entries about agendas have.
const OWN: [&str; 8] =
    ["session", "appearing", "session_kind", "interpretation", "slides", "audience", "minutes", "sessions"];

pub(in crate::web) fn is_told(field: &str) -> bool {
    OWN.contains(&field)
}

/// One of them: its name, and both sides.
pub(in crate::web) fn past_row(w: Words, spoken: Spoken<'_>, change: &Change) -> (String, String, String) {
    let name = w.t(format!("event-field-{}", change.field));
    let side = |text: &str| match (change.field.as_str(), text) {
        (_, "") => w.t("word-not-set"),
        ("appearing", _) => spoken.people(w, text),
        ("session_kind", _) => w.t(format!("session-kind-{text}")),
        ("audience", _) => w.t(format!("session-audience-{text}")),
        ("interpretation", _) => w.list(&text.split(", ").map(|l| w.t(format!("language-{l}"))).collect::<Vec<_>>()),
        _ => text.to_owned(),
    };
    match change.field.as_str() {
        // Which session it is, and how many: nothing that became something else.
        "session" | "minutes" | "sessions" => {
            let kept = if change.after.is_empty() { &change.before } else { &change.after };
            (name, String::new(), kept.clone())
        }
        _ => (name, side(&change.before), side(&change.after)),
    }
}
