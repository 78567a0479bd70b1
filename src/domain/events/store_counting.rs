use diesel::prelude::*;

use super::counting::Counting;
use crate::db::conn::each;
use crate::db::schema::events;
use crate::db::{Conn, Stored};
use crate::kernel::ids::EventId;

pub(super) fn counting(conn: &mut Conn, event: EventId) -> Stored<Counting> {
    Ok(each!(conn, c => events::table.filter(events::id.eq(event)).select(events::counting).first(c))?)
}

/// How many it has room for; none where as many as come.
pub(super) fn capacity(conn: &mut Conn, event: EventId) -> Stored<Option<i64>> {
    Ok(each!(conn, c => events::table.filter(events::id.eq(event)).select(events::capacity).first(c))?)
}

pub(super) fn set_counting(conn: &mut Conn, event: EventId, to: Counting) -> Stored<usize> {
    Ok(diesel::update(events::table.find(event)).set(events::counting.eq(to)).execute(conn)?)
}
