//! Since when things count from what they count from: whatever's hour had come by then is past, and stays so.
//!
//! History says it, so that no way of changing an event can forget to. A change that was called back leaves no trace in it: the event is
//! what it was.

use std::collections::HashMap;

use super::model::{Anchor, ReminderError};
use super::occurrence::{Subject, SubjectId, Turn};
use super::store_around::{self, Changed};
use crate::db::Conn;
use crate::domain::events::Event;
use crate::domain::history::{Change, Entity};
use crate::kernel::ids::{DeliverableId, ProgrammeId};
use crate::kernel::time::Instant;

/// What is known of these turns' subjects.
pub(super) struct Arming {
    of: HashMap<SubjectId, Vec<(Instant, Vec<Change>)>>,
    made: HashMap<DeliverableId, Instant>,
    /// Nothing of a programme is sent while it is closed, and nothing is made up for.
    reopened: Option<Instant>,
}

impl Arming {
    pub fn load(conn: &mut Conn, programme: ProgrammeId, turns: &[Turn]) -> Result<Arming, ReminderError> {
        let (mut events, mut deliverables) = (Vec::new(), Vec::new());
        for turn in turns {
            match turn.subject.id() {
                SubjectId::Event(id) => events.push(id.raw()),
                SubjectId::Deliverable(id) => deliverables.push(id),
            }
        }
        let numbers: Vec<i64> = deliverables.iter().map(|id| id.raw()).collect();
        let mut of: HashMap<SubjectId, Vec<(Instant, Vec<Change>)>> = HashMap::new();
        let mut note = |id: SubjectId, (_, at, action, changes): Changed| {
            let known = of.entry(id).or_default();
            if action != "recalled" {
                known.push((at, changes));
                return;
            }
            let undone = |(_, made): &(Instant, Vec<Change>)| made.iter().any(|one| is_undone(one, &changes));
            if let Some(last) = known.iter().rposition(undone) {
                known.remove(last);
            }
        };
        for changed in store_around::changes(conn, Entity::Event, &events)? {
            note(SubjectId::Event(changed.0.into()), changed);
        }
        for changed in store_around::changes(conn, Entity::Deliverable, &numbers)? {
            note(SubjectId::Deliverable(changed.0.into()), changed);
        }
        let made = store_around::made(conn, &deliverables)?;
        Ok(Arming { of, made, reopened: store_around::reopened(conn, programme)? })
    }
    /// Since when this turn stands as it does.
    pub fn since(&self, turn: &Turn) -> Instant {
        let made = match &turn.subject {
            Subject::Event(view) => Some(view.event.created_at),
            Subject::Due(due) => self.made.get(&due.deliverable.id).copied(),
        };
        let moved = |change: &Change| match &turn.subject {
            Subject::Event(view) => moves(&view.event, turn.of.rule.kind.anchor(), change),
            Subject::Due(_) => {
                change.field == "due_on" || is_back(change, &["withdrawn", "superseded", "approved", "published"])
            }
        };
        let all = self.of.get(&turn.subject.id()).map_or(&[][..], Vec::as_slice);
        let last = all.iter().filter(|(_, changes)| changes.iter().any(&moved)).map(|(at, _)| *at).max();
        let known = [made, last, self.reopened, Some(turn.of.armed_at())];
        known.into_iter().flatten().max().unwrap_or_default()
    }
}

/// Whether a change of an event moves what is counted from, or sets it up again.
fn moves(event: &Event, anchor: Anchor, change: &Change) -> bool {
    let by_deadline = anchor == Anchor::Deadline && event.reply_by.is_some();
    let fields: &[&str] = match anchor {
        Anchor::Deadline if by_deadline => &["reply_by", "zone"],
        Anchor::Deadline => &["reply_by", "starts", "zone", "slot", "hosting"],
        Anchor::Start | Anchor::Due => &["starts", "zone", "slot", "hosting"],
    };
    fields.contains(&change.field.as_str()) || is_back(change, &["postponed", "cancelled", "held", "reported"])
}

/// Whether one of these changes takes a change back.
fn is_undone(one: &Change, by: &[Change]) -> bool {
    by.iter().any(|back| back.field == one.field && back.before == one.after && back.after == one.before)
}

/// Out of one of these states.
fn is_back(change: &Change, states: &[&str]) -> bool {
    change.field == "state" && states.contains(&change.before.as_str()) && !states.contains(&change.after.as_str())
}
