use diesel::prelude::*;

use crate::db::conn::each;
use crate::db::schema::submissions;
use crate::db::{Conn, Stored};
use crate::kernel::time::Instant;

/// Whether the key was free. On PostgreSQL this waits for a transaction that holds the same key.
pub(super) fn claim(conn: &mut Conn, key: &str, now: Instant) -> Stored<bool> {
    let row = (submissions::form_key.eq(key), submissions::at.eq(now), submissions::location.eq(""));
    let written = each!(conn, c => diesel::insert_into(submissions::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(written == 1)
}

pub(super) fn location(conn: &mut Conn, key: &str) -> Stored<String> {
    Ok(submissions::table.find(key).select(submissions::location).first(conn)?)
}

pub(super) fn settle(conn: &mut Conn, key: &str, location: &str) -> Stored<()> {
    diesel::update(submissions::table.find(key)).set(submissions::location.eq(location)).execute(conn)?;
    Ok(())
}

pub(super) fn forget_before(conn: &mut Conn, before: Instant) -> Stored<usize> {
    Ok(diesel::delete(submissions::table.filter(submissions::at.lt(before))).execute(conn)?)
}
