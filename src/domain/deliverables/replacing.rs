//! When two entries for one person are made one.

use diesel::prelude::*;

use crate::db::schema::deliverables;
use crate::db::{Conn, Stored};
use crate::kernel::ids::{ContactId, DeliverableId};

/// Puts one contact in another's place as owner. Reviewers are accounts, and shares are made by them.
pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<(&'static str, i64)>> {
    let own = deliverables::table.filter(deliverables::owner_id.eq(from));
    let ids: Vec<DeliverableId> = own.select(deliverables::id).load(conn)?;
    diesel::update(own).set(deliverables::owner_id.eq(into)).execute(conn)?;
    Ok(ids.into_iter().map(|id| ("deliverables", id.raw())).collect())
}
