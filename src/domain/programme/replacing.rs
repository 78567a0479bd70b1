//! When two entries for one person are made one.

use diesel::prelude::*;

use crate::db::schema::steps;
use crate::db::{Conn, Stored};
use crate::kernel::ids::{ContactId, StepId};

/// Puts one contact in another's place: as owner of steps, and as deputy.
pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<(&'static str, i64)>> {
    let owned: Vec<StepId> = steps::table.filter(steps::owner_id.eq(from)).select(steps::id).load(conn)?;
    diesel::update(steps::table.filter(steps::owner_id.eq(from))).set(steps::owner_id.eq(into)).execute(conn)?;
    let stood_in: Vec<StepId> = steps::table.filter(steps::deputy_id.eq(from)).select(steps::id).load(conn)?;
    diesel::update(steps::table.filter(steps::deputy_id.eq(from))).set(steps::deputy_id.eq(into)).execute(conn)?;
    Ok(owned.into_iter().chain(stood_in).map(|id| ("steps", id.raw())).collect())
}
