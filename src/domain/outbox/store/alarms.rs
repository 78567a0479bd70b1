use diesel::prelude::*;

use crate::db::conn::each;
use crate::db::schema::outbox_alarms as alarms;
use crate::db::{Conn, Stored};
use crate::domain::outbox::alarms::{LastAlarm, Ringing};
use crate::kernel::time::Instant;

/// A unique index allows one alarm without an end.
pub fn raise(conn: &mut Conn, now: Instant, what: &str, detail: &str, retry_at: Instant) -> Stored<bool> {
    let open = alarms::table.filter(alarms::cleared_at.is_null());
    let set =
        (alarms::what.eq(what), alarms::detail.eq(detail), alarms::seen_at.eq(now), alarms::retry_at.eq(retry_at));
    if diesel::update(open).set(set).execute(conn)? > 0 {
        return Ok(false);
    }
    let row = (
        alarms::raised_at.eq(now),
        alarms::what.eq(what),
        alarms::detail.eq(detail),
        alarms::seen_at.eq(now),
        alarms::retry_at.eq(retry_at),
    );
    Ok(each!(conn, c => diesel::insert_into(alarms::table).values(row).on_conflict_do_nothing().execute(c))? == 1)
}

pub fn clear(conn: &mut Conn, now: Instant) -> Stored<bool> {
    let open = alarms::table.filter(alarms::cleared_at.is_null());
    Ok(diesel::update(open).set(alarms::cleared_at.eq(Some(now))).execute(conn)? > 0)
}

pub fn ringing(conn: &mut Conn) -> Stored<Option<Ringing>> {
    type Row = (String, String, Instant, Instant, Instant);
    let row: Option<Row> = alarms::table
        .filter(alarms::cleared_at.is_null())
        .select((alarms::what, alarms::detail, alarms::raised_at, alarms::seen_at, alarms::retry_at))
        .first(conn)
        .optional()?;
    Ok(row.map(|(what, detail, raised_at, seen_at, retry_at)| Ringing { what, detail, raised_at, seen_at, retry_at }))
}

pub fn last(conn: &mut Conn) -> Stored<Option<LastAlarm>> {
    let row: Option<(String, Instant, Option<Instant>)> = alarms::table
        .order(alarms::id.desc())
        .select((alarms::detail, alarms::raised_at, alarms::cleared_at))
        .first(conn)
        .optional()?;
    Ok(row.map(|(detail, raised_at, cleared_at)| LastAlarm { detail, raised_at, cleared_at }))
}

pub fn forget_before(conn: &mut Conn, before: Instant) -> Stored<usize> {
    Ok(diesel::delete(alarms::table.filter(alarms::cleared_at.lt(Some(before)))).execute(conn)?)
}
