use diesel::prelude::*;

use crate::db::schema::events;
use crate::db::{Conn, Stored};
use crate::kernel::ids::{ContactId, EventId};

pub(super) fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<EventId>> {
    let own = events::table.filter(events::contact_id.eq(from));
    let ids: Vec<EventId> = own.select(events::id).load(conn)?;
    diesel::update(own).set(events::contact_id.eq(into)).execute(conn)?;
    Ok(ids)
}
