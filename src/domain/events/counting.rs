//! What an event counts: places that institutions accept, or the people they name. Persons are both.

use super::model::EventError;
use super::{store_counting as store, store_guests};
use crate::access::{Action, Context, Scope, require};
use crate::db::types::text_enum;
use crate::db::{Conn, DbError, Stored};
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::ids::{CityId, EventId, ProgrammeId};
use crate::kernel::invalid::{Invalid, Reason};

text_enum! {
    /// What fills an event's capacity and the conditions of its gate.
    pub enum Counting {
        /// Each place that is accepted, whoever will fill it.
        Places = "places",
        /// People with a name.
        People = "people",
    }
}

pub fn counting(conn: &mut Conn, event: EventId) -> Stored<Counting> {
    store::counting(conn, event)
}

/// Where an event stands for its rights.
pub type Of = (EventId, ProgrammeId, Option<CityId>);

/// Counts otherwise from now on. Whoever has a place keeps it: more than there is room for are not counted.
pub fn set_counting(conn: &mut Conn, cx: &Context, of: Of, to: Counting) -> Result<(), EventError> {
    let (event, programme, city) = of;
    require(&cx.actor, Action::EditEvent, Scope::of(programme, city))?;
    super::lock_places(conn, event)?;
    let before = store::counting(conn, event)?;
    if before == to {
        return Ok(());
    }
    if store::set_counting(conn, event, to)? == 0 {
        return Err(DbError::NotFound.into());
    }
    let accepted = store_guests::guests(conn, &[event], cx.now)?.remove(&event).unwrap_or_default().accepted;
    if store::capacity(conn, event)?.is_some_and(|capacity| capacity < accepted) {
        return Err(Invalid::one("counting", Reason::BelowAccepted { accepted }).into());
    }
    let record = Record::new(Entity::Event, event.raw(), "counting-set").within(programme, city);
    history::record(conn, cx, record.changes([Change::of("counting", before, to)]))?;
    Ok(())
}
