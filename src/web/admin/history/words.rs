//! An entry in words: what was done, by whom, and each side of what changed. What a slice's own pages say of its things is said here too.

use super::spoken::Spoken;
use crate::access::Door;
use crate::domain::history::{Change, Entity, Entry};
use crate::i18n::Words;
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, Zone};
use crate::web::admin::{contacts, deliverables, events, invitations, programmes, sponsorships};
use crate::web::field_names::label;
use crate::web::import_words;
use crate::web::pieces::{Changed, Past};

/// Who reads, and what they need to be told in words.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub w: Words,
    pub zone: Zone,
    pub now: Instant,
    pub spoken: Spoken<'a>,
}

/// The beginning of the keys that word what was done to a kind of thing.
pub(super) const fn head(kind: Entity) -> &'static str {
    match kind {
        Entity::Event => "event-did-",
        Entity::Contact | Entity::Organisation => "contacts-action-",
        Entity::Programme => "programme-past-",
        Entity::City => "city-past-",
        Entity::Step => "step-past-",
        Entity::Deliverable => "deliverable-past-",
        Entity::Account => "history-account-",
        Entity::Round => "history-round-",
        Entity::Seat => "history-seat-",
        Entity::Sponsorship => "sponsorship-past-",
        Entity::Import => "history-import-",
        Entity::Message => "history-message-",
        Entity::Group => "history-group-",
    }
}

/// What was done, in words; a verb without any stands as it is.
pub fn verb(w: Words, kind: Entity, action: &str) -> String {
    let key = format!("{}{action}", head(kind));
    if w.has(&key) { w.t(key) } else { action.replace('-', " ") }
}

pub fn past(reader: Reader<'_>, entry: &Entry) -> Past {
    let Reader { w, zone, now, .. } = reader;
    let at = (zone, now);
    let told = match entry.entity {
        Entity::Event => events::one_past(w, at, reader.spoken, entry),
        Entity::Contact | Entity::Organisation => contacts::one_past(w, at, reader.spoken.groups, entry.clone()),
        Entity::Programme | Entity::City => {
            programmes::views::past(w, at, head(entry.entity), entry.clone(), |f, t| programmes::views::value(w, f, t))
        }
        Entity::Step | Entity::Deliverable => {
            programmes::views::past(w, at, head(entry.entity), entry.clone(), |f, t| step_value(reader, entry, f, t))
        }
        Entity::Sponsorship => sponsorships::one_past(w, at, reader.spoken, entry.clone()),
        _ => plain(reader, entry),
    };
    let note = match entry.entity {
        // In the reader's language, as on the event's own page.
        Entity::Event => told.note.clone(),
        _ => note(w, entry),
    };
    Past { what: verb(w, entry.entity, &entry.action), who: who(w, entry), note, ..told }
}

/// By whom, or by what; an institution's link is no guest's.
pub fn who(w: Words, entry: &Entry) -> String {
    match (&entry.actor_name, entry.actor_kind.as_str()) {
        (Some(name), _) => name.clone(),
        (None, "guest") if entry.action.starts_with("institution-") => w.t("history-by-institution"),
        // By the link of a house that passes something on.
        (None, "nobody") if entry.action == "relay-moved" => w.t("history-by-institution"),
        (None, "guest") => w.t("history-by-guest"),
        (None, "nobody") => w.t("history-by-stranger"),
        // Nobody asked for it at that moment: it was due.
        (None, _) if entry.door == Door::Engine => w.t("history-by-itself"),
        (None, _) => w.t("history-by-system"),
    }
}

/// Why; some reasons are our own codes.
fn note(w: Words, entry: &Entry) -> Option<String> {
    let reason = entry.reason.as_deref()?;
    let answered = entry.entity == Entity::Seat || entry.action == "institution-answered";
    if let Some(way) = invitations::views::way(w, reason).filter(|_| answered) {
        return Some(way);
    }
    Some(match entry.entity {
        Entity::Seat => {
            let key = format!("history-source-{reason}");
            if w.has(&key) { w.t(key) } else { reason.to_owned() }
        }
        Entity::Import => import_words::why_key_words(w, reason),
        Entity::Deliverable => programmes::views::why(w, reason),
        _ => reason.to_owned(),
    })
}

fn step_value(reader: Reader<'_>, entry: &Entry, field: &str, text: &str) -> String {
    match entry.entity {
        Entity::Step => programmes::steps::past_value(reader.w, reader.spoken, entry, field, text),
        _ => deliverables::past_value(reader.w, reader.spoken, field, text),
    }
}

/// What no other page tells.
fn plain(reader: Reader<'_>, entry: &Entry) -> Past {
    let Reader { w, zone, now, .. } = reader;
    let row = |change: &Change| {
        let side =
            |text: &str| if text.is_empty() { w.t("word-not-set") } else { value(w, entry.entity, change, text) };
        // Where a role holds is no change of it.
        let bare = entry.action == "created" || change.field == "place";
        let before = if bare { String::new() } else { side(&change.before) };
        Changed::of(&change.field, (field(w, &change.field), before, side(&change.after)))
    };
    // What it said belongs to a person and is not repeated here.
    let untold = |f: &String| Changed::of(f, (field(w, f), String::new(), w.t("contacts-value-changed")));
    let personal = entry.personal.iter().map(untold);
    Past {
        what: String::new(),
        who: String::new(),
        ago: w.ago(entry.at, now, zone),
        exact: w.exact(entry.at, zone),
        machine: entry.at.rfc3339(),
        note: None,
        changes: entry.changes.iter().map(row).chain(personal).collect(),
    }
}

fn field(w: Words, field: &str) -> String {
    let key = format!("history-field-{field}");
    if w.has(&key) { w.t(key) } else { label(w, field) }
}

fn value(w: Words, kind: Entity, change: &Change, text: &str) -> String {
    let key = match (change.field.as_str(), kind) {
        ("state", Entity::Round) => format!("invitations-state-{text}"),
        ("state", Entity::Message) => format!("outbox-state-{text}"),
        ("answer", _) => format!("invitations-answer-{text}"),
        ("phase" | "quoting", Entity::Seat) => format!("consultations-{}-{text}", change.field),
        ("role", _) => format!("role-{text}"),
        ("locale", _) => format!("language-{text}"),
        ("digest", _) => format!("history-wish-{text}"),
        _ => String::new(),
    };
    if !key.is_empty() && w.has(&key) {
        return w.t(key);
    }
    if let ("place", Ok(name)) = (change.field.as_str(), serde_json::from_str::<Localised>(text)) {
        return name.best(w.locale()).to_owned();
    }
    match (change.field.as_str(), text.parse::<Zone>(), text.parse::<i64>()) {
        ("zone", Ok(zone), _) => format!("{} ({zone})", w.zone_city(zone)),
        (_, _, Ok(number)) => w.count(number),
        _ => text.to_owned(),
    }
}
