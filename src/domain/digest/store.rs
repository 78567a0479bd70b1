//! Reads wide, writes nothing.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::db::schema::{events, seats};
use crate::db::{Conn, Stored};
use crate::kernel::ids::{EventId, ProgrammeId};
use crate::kernel::time::Instant;

/// Seats that were answered in a time, by event and by the answer that stands.
pub(super) fn answered(
    conn: &mut Conn,
    programme: ProgrammeId,
    (since, until): (Instant, Instant),
) -> Stored<BTreeMap<EventId, Vec<(String, i64)>>> {
    let rows: Vec<(EventId, String, i64)> = seats::table
        .inner_join(events::table)
        .filter(events::programme_id.eq(programme))
        .filter(seats::removed_at.is_null())
        .filter(seats::answered_at.ge(Some(since)))
        .filter(seats::answered_at.lt(Some(until)))
        .filter(seats::answer.ne("none"))
        .group_by((seats::event_id, seats::answer))
        .select((seats::event_id, seats::answer, diesel::dsl::count_star()))
        .load(conn)?;
    let mut found: BTreeMap<EventId, Vec<(String, i64)>> = BTreeMap::new();
    for (event, answer, n) in rows {
        found.entry(event).or_default().push((answer, n));
    }
    Ok(found)
}
