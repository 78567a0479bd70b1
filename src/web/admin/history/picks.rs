//! The filter bar of a log.

use std::collections::BTreeSet;

use super::objects::kind_word;
use super::words::verb;
use crate::access::Door;
use crate::domain::history::{Entity, VERBS};
use crate::i18n::Words;
use crate::web::Fields;
use crate::web::pieces::Choice;

/// A select of a filter bar.
pub struct Pick {
    pub name: &'static str,
    pub label: String,
    pub choices: Vec<Choice>,
}

/// What is offered besides words of our own: slugs and names, ids and names.
#[derive(Default)]
pub struct Offered {
    /// For the installation's log.
    pub programmes: Vec<(String, String)>,
    pub cities: Vec<(String, String)>,
    pub members: Vec<(String, String)>,
}

/// Kinds that belong to no programme, and so stand in the installation's log only.
const fn is_installations(kind: Entity) -> bool {
    matches!(kind, Entity::Account | Entity::Contact | Entity::Organisation | Entity::Group | Entity::Import)
}

pub fn picks(w: Words, fields: &Fields, offered: &Offered) -> Vec<Pick> {
    let whole = !offered.programmes.is_empty();
    let kinds = || VERBS.iter().map(|(kind, _)| *kind).filter(|kind| whole || !is_installations(*kind));
    let words = kinds().map(|kind| (kind.to_string(), kind_word(w, kind))).collect();
    let mut picks = vec![pick(w, fields, "kind", "history-kind", words)];
    picks.push(pick(w, fields, "action", "history-action", verbs(w, fields, kinds())));
    let mut by = offered.members.clone();
    by.extend(
        [("guests", "history-by-guests"), ("strangers", "history-by-strangers")].map(|(v, k)| (v.to_owned(), w.t(k))),
    );
    picks.push(pick(w, fields, "by", "history-by-whom", by));
    if whole {
        picks.push(pick(w, fields, "programme", "nav-programme", offered.programmes.clone()));
    }
    if !offered.cities.is_empty() {
        picks.push(pick(w, fields, "city", "word-city", offered.cities.clone()));
    }
    let doors = Door::ALL.iter().map(|d| (d.to_string(), w.t(format!("invitations-door-{d}")))).collect();
    picks.push(pick(w, fields, "door", "history-door", doors));
    picks
}

/// The verbs of the kind that is chosen, or of all.
fn verbs(w: Words, fields: &Fields, kinds: impl Iterator<Item = Entity>) -> Vec<(String, String)> {
    let chosen: Option<Entity> = fields.filled("kind").and_then(|k| k.parse().ok());
    let kinds: Vec<Entity> = kinds.filter(|kind| chosen.is_none_or(|c| c == *kind)).collect();
    let (mut seen, mut verbs) = (BTreeSet::new(), Vec::new());
    for (kind, actions) in VERBS.iter().filter(|(kind, _)| kinds.contains(kind)) {
        for action in actions.iter().filter(|a| seen.insert(**a)) {
            verbs.push(((*action).to_owned(), verb(w, *kind, action)));
        }
    }
    // One that stands in the address is shown, whatever it is.
    if let Some(other) = fields.filled("action").filter(|a| !seen.contains(*a)) {
        verbs.push((other.to_owned(), other.to_owned()));
    }
    verbs
}

fn pick(w: Words, fields: &Fields, name: &'static str, label: &str, rest: Vec<(String, String)>) -> Pick {
    let now = fields.text(name);
    let mut choices = vec![Choice::of("", w.t("word-all"), now)];
    choices.extend(rest.into_iter().map(|(value, label)| Choice::of(value, label, now)));
    Pick { name, label: w.t(label), choices }
}
