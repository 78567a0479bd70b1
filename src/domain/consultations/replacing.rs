//! Two contacts become one.

use diesel::prelude::*;

use crate::db::schema::consultation_people as people;
use crate::db::{Conn, Stored};
use crate::kernel::ids::ContactId;

/// Points what one contact said to another. Where both were asked in one consultation, the row stays where it is, and is read as the
/// living one's.
pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<(&'static str, i64)>> {
    let taken: Vec<i64> =
        people::table.filter(people::contact_id.eq(into)).select(people::consultation_id).load(conn)?;
    let moved: Vec<i64> = people::table
        .filter(people::contact_id.eq(from))
        .filter(people::consultation_id.ne_all(taken))
        .select(people::id)
        .load(conn)?;
    let rows = people::table.filter(people::id.eq_any(moved.clone()));
    diesel::update(rows).set(people::contact_id.eq(into)).execute(conn)?;
    Ok(moved.into_iter().map(|id| ("consultation_people", id)).collect())
}
