//! Which turns are still to be carried out: asked for all of them at once, for it is asked every minute.

use std::collections::{BTreeSet, HashMap};

use super::arming::Arming;
use super::ground::Ground;
use super::model::ReminderError;
use super::occurrence::{Subject, Turn};
use super::{store_around, store_left};
use crate::db::Conn;
use crate::kernel::ids::EventId;
use crate::kernel::time::Instant;

type Result<T> = std::result::Result<T, ReminderError>;

/// When mails of turns were last written.
pub(super) struct Went {
    /// About events, by what their keys begin with.
    about: Vec<(String, Instant)>,
    /// To whoever answers for a deliverable, by key.
    to: HashMap<String, Instant>,
}

impl Went {
    pub fn load(conn: &mut Conn, ground: &Ground, turns: &[Turn]) -> Result<Went> {
        let events: BTreeSet<EventId> = turns.iter().filter_map(event_of).collect();
        let events: Vec<EventId> = events.into_iter().collect();
        let of_things = turns.iter().filter(|turn| event_of(turn).is_none());
        let keys: Vec<String> = of_things.flat_map(|turn| ground.owner_keys(turn)).collect();
        Ok(Went { about: store_around::last_about(conn, &events)?, to: store_around::written_at(conn, &keys)? })
    }
    /// Whether mails of a turn were written since an instant.
    pub fn since(&self, ground: &Ground, turn: &Turn, since: Instant) -> bool {
        match &turn.subject {
            Subject::Event(_) => {
                let prefix = turn.prefix();
                self.about.iter().any(|(keys, at)| *at >= since && keys.starts_with(&prefix))
            }
            Subject::Due(_) => {
                ground.owner_keys(turn).iter().any(|key| self.to.get(key).is_some_and(|at| *at >= since))
            }
        }
    }
}

/// Those that are armed and have not been carried out: what was past when it came to be so arms nothing, and what was carried out since
/// then is done.
pub(super) fn open(conn: &mut Conn, ground: &Ground, mut turns: Vec<Turn>) -> Result<Vec<Turn>> {
    let arming = Arming::load(conn, ground.outline.programme.id, &turns)?;
    let went = Went::load(conn, ground, &turns)?;
    turns.retain(|turn| {
        let since = arming.since(turn);
        turn.occurrence.at.instant() > since && !went.since(ground, turn, since)
    });
    Ok(turns)
}

/// Those that may have somebody to write to: the guests of the others need not be loaded each minute until their time is over. Whoever
/// comes within reach meanwhile is written to at the next look.
pub(super) fn with_anybody(conn: &mut Conn, mut turns: Vec<Turn>) -> Result<Vec<Turn>> {
    let of_guests = turns.iter().filter(|turn| turn.of.rule.kind.whom().is_guests());
    let events: BTreeSet<EventId> = of_guests.filter_map(event_of).collect();
    let first = store_left::first_known(conn, &events.into_iter().collect::<Vec<_>>())?;
    turns.retain(|turn| {
        let whom = turn.of.rule.kind.whom();
        let known = event_of(turn).and_then(|event| first.get(&(event, whom)));
        !whom.is_guests() || known.is_some_and(|since| *since <= turn.occurrence.at.instant())
    });
    Ok(turns)
}

pub(super) fn event_of(turn: &Turn) -> Option<EventId> {
    match &turn.subject {
        Subject::Event(view) => Some(view.event.id),
        Subject::Due(_) => None,
    }
}
