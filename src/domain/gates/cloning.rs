//! A clone waits for what the event it was made of waits for: the event's own gate comes along, and its step's stands before it anyway.

use std::collections::BTreeMap;

use super::model::{Condition, Gate, GateError, Part, Test};
use super::service::{Stored, kept};
use super::store::{self, Target};
use crate::access::Context;
use crate::db::{Conn, Stored as Db};
use crate::domain::events::{self, Deadline, Event, EventView, Label};
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::ids::PublicId;

/// What comes along with a clone.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Along {
    pub conditions: usize,
    /// Deadlines that the clone does not have, and the conditions that named them stay behind with.
    pub left: Vec<Label>,
}

/// What would come along if the event were cloned now. The caller has checked the right.
pub fn along(conn: &mut Conn, cx: &Context, origin: &EventView) -> Db<Along> {
    let gate = own(conn, &origin.event)?;
    let all = events::deadlines(conn, origin.event.id)?;
    let today = cx.now.at(origin.event.zone).date();
    let ahead = all.iter().filter(|d| d.due_on >= today);
    Ok(carry(&gate, &ahead.map(|d| (d.public_id.clone(), d.public_id.clone())).collect(), &all).1)
}

/// Gives a clone the own gate of what it was made of. In the transaction that made the clone, whose right was asked for: nobody sheds a
/// gate by cloning.
pub fn copy_along(conn: &mut Conn, cx: &Context, origin: &EventView, clone: &Event) -> Result<Along, GateError> {
    let gate = own(conn, &origin.event)?;
    let (all, copies) = (events::deadlines(conn, origin.event.id)?, events::deadlines(conn, clone.id)?);
    let copy = |of: &Deadline| copies.iter().find(|d| (&d.label, d.due_on, &d.url) == (&of.label, of.due_on, &of.url));
    let names = all.iter().filter_map(|d| Some((d.public_id.clone(), copy(d)?.public_id.clone()))).collect();
    let (gate, along) = carry(&gate, &names, &all);
    if !gate.parts.is_empty() {
        let put = store::put(conn, cx.now, (clone.programme, Target::Event(clone.id)), &Stored::default(), &gate)?;
        put.ok_or(GateError::Stale)?;
        let record = Record::new(Entity::Event, clone.id.raw(), "gate-changed").within(clone.programme, clone.city);
        history::record(conn, cx, record.changes([Change::of("gate", "", kept(&gate)?)]))?;
    }
    Ok(along)
}

fn own(conn: &mut Conn, event: &Event) -> Db<Gate> {
    let (_, mut of_events) = store::gates(conn, event.programme)?;
    Ok(of_events.remove(&event.id).map_or_else(Gate::open, |stored| stored.gate))
}

/// A deadline by its name there, and by its name here.
type Names = BTreeMap<PublicId, PublicId>;

fn carry(gate: &Gate, names: &Names, all: &[Deadline]) -> (Gate, Along) {
    let mut missing = Vec::new();
    let gate = carried(gate, names, &mut missing);
    let label = |id: &PublicId| all.iter().find(|d| d.public_id == *id).map(|d| d.label.clone());
    let along = Along { conditions: gate.conditions().len(), left: missing.iter().filter_map(label).collect() };
    (gate, along)
}

/// Everything else that conditions name belongs to programme and city, which a clone shares.
fn carried(gate: &Gate, names: &Names, missing: &mut Vec<PublicId>) -> Gate {
    let mut parts = Vec::new();
    for part in &gate.parts {
        match part {
            Part::Group(group) => {
                let group = carried(group, names, missing);
                parts.extend((!group.parts.is_empty()).then_some(Part::Group(group)));
            }
            Part::Condition(Condition { title, test: Test::Deadline { deadline: Some(id) } }) => match names.get(id) {
                Some(here) => {
                    let test = Test::Deadline { deadline: Some(here.clone()) };
                    parts.push(Part::Condition(Condition { title: title.clone(), test }));
                }
                None => missing.push(id.clone()),
            },
            Part::Condition(condition) => parts.push(Part::Condition(condition.clone())),
        }
    }
    Gate { join: gate.join, parts }
}
