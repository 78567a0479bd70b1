//! What entries speak of besides their own thing, in words: people, reviewers, links, conditions.

use std::collections::{BTreeSet, HashMap};

use crate::access::Context;
use crate::db::Conn;
use crate::domain::contacts::{self, Group};
use crate::domain::gates::{self, Gate, GateError, Known, Subject};
use crate::domain::history::{self, Entity, Entry, Names};
use crate::domain::programme;
use crate::i18n::Words;
use crate::kernel::ids::{EventId, StepId};
use crate::kernel::localised::Localised;
use crate::web::admin::gates::words::Teller;

/// Where its words come from.
#[derive(Clone, Copy)]
pub struct Spoken<'a> {
    pub names: &'a Names,
    /// The programmes whose conditions changed.
    pub known: &'a [Known],
    pub groups: &'a [Group],
}

/// The same as it was read for the page of one thing.
#[derive(Default)]
pub struct Heard {
    names: Names,
    known: Vec<Known>,
    groups: Vec<Group>,
}

impl Heard {
    /// For entries that the reader may see.
    pub fn read(conn: &mut Conn, cx: &Context, entries: &[Entry]) -> Result<Heard, GateError> {
        let (names, known) = (history::spoken_of(conn, entries)?, known(conn, cx, entries)?);
        let of_groups = |e: &Entry| e.entity == Entity::Contact && e.changes.iter().any(|c| c.field == "groups");
        let named = !known.is_empty() || entries.iter().any(of_groups);
        let groups = if named { contacts::groups(conn)? } else { Vec::new() };
        Ok(Heard { names, known, groups })
    }
    /// The same where all of it was read with the rest of the page.
    pub fn of(names: Names, known: Option<Known>, groups: &HashMap<String, Localised>) -> Heard {
        let group = |(code, name): (&String, &Localised)| Group { code: code.clone(), name: name.clone() };
        Heard { names, known: known.into_iter().collect(), groups: groups.iter().map(group).collect() }
    }
    pub fn spoken(&self) -> Spoken<'_> {
        Spoken { names: &self.names, known: &self.known, groups: &self.groups }
    }
}

/// The gates that these entries keep, as they were and as they became.
pub fn gates_in(entries: &[Entry]) -> Vec<Gate> {
    let changed = entries.iter().flat_map(|entry| &entry.changes).filter(|change| change.field == "gate");
    // What is kept of none is empty, and no gate.
    changed.flat_map(|c| [&c.before, &c.after]).filter_map(|kept| serde_json::from_str(kept).ok()).collect()
}

/// What the conditions in these entries are told by: nothing is read where none changed.
pub fn known(conn: &mut Conn, cx: &Context, entries: &[Entry]) -> Result<Vec<Known>, GateError> {
    let told = entries.iter().filter(|e| e.changes.iter().any(|c| c.field == "gate"));
    let programmes: BTreeSet<_> = told.filter_map(|e| e.programme).collect();
    let mut known = Vec::with_capacity(programmes.len());
    for id in programmes {
        let outline = programme::load_by_id(conn, cx, id)?;
        known.push(gates::of_programme(conn, cx, outline)?);
    }
    Ok(known)
}

impl Spoken<'_> {
    /// Contacts by their numbers, as entries keep them.
    pub fn people(self, w: Words, text: &str) -> String {
        self.list(w, text, |id| self.names.people.get(&id).map(|(_, name)| name.shown(w.locale()).to_owned()))
    }

    /// Members by their numbers.
    pub fn members(self, w: Words, text: &str) -> String {
        self.list(w, text, |id| self.names.members.get(&id).map(|(_, name)| name.clone()))
    }

    fn list(self, w: Words, text: &str, name: impl Fn(i64) -> Option<String>) -> String {
        let somebody = || w.t("history-somebody");
        let one = |id: &str| id.parse().ok().and_then(&name).unwrap_or_else(somebody);
        let ids = text.split([' ', ',']).filter(|id| !id.is_empty());
        w.list(&ids.map(one).collect::<Vec<_>>())
    }

    /// For whom a link was made.
    pub fn share(self, w: Words, text: &str) -> String {
        self.names.shares.get(text).cloned().unwrap_or_else(|| w.t("history-somebody"))
    }

    /// A gate as its entry keeps it, by what its conditions are called today.
    pub fn gate(self, w: Words, entry: &Entry, text: &str) -> Option<String> {
        let gate: Gate = serde_json::from_str(text).ok()?;
        let programme = entry.programme?;
        let known = self.known.iter().find(|known| known.outline.programme.id == programme)?;
        let name = |g: &Group| (g.code.clone(), g.name.best(w.locale()).to_owned());
        let groups: Vec<(String, String)> = self.groups.iter().map(name).collect();
        Some(Teller { w, facts: known.facts(subject(known, entry)), groups: &groups }.sentence(&gate))
    }
}

fn subject(known: &Known, entry: &Entry) -> Subject {
    let of = match entry.entity {
        Entity::Step => known.step(StepId::new(entry.entity_id)).map(Subject::of_step),
        Entity::Event => known.event(EventId::new(entry.entity_id)).map(|view| Subject::of_event(&view.event)),
        _ => None,
    };
    of.unwrap_or(Subject { city: entry.city, step: None, event: None })
}
