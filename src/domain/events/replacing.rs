//! When two entries for one person are made one.

use diesel::prelude::*;

use crate::db::schema::events;
use crate::db::{Conn, Stored};
use crate::kernel::ids::{ContactId, EventId};

/// Puts one contact in another's place as the one whom guests write to.
pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<(&'static str, i64)>> {
    let own = events::table.filter(events::contact_id.eq(from));
    let ids: Vec<EventId> = own.select(events::id).load(conn)?;
    diesel::update(own).set(events::contact_id.eq(into)).execute(conn)?;
    Ok(ids.into_iter().map(|id| ("events", id.raw())).collect())
}
