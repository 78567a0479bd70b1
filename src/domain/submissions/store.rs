use diesel::prelude::*;

use super::requests::{Answer, Asked};
use crate::db::conn::each;
use crate::db::schema::{request_keys, submissions};
use crate::db::{Conn, DbError, Stored};
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

/// Whoever acts by the same page waits until the transaction ends.
pub(super) fn hold(conn: &mut Conn, key: &str) -> Stored<()> {
    diesel::update(submissions::table.find(key)).set(submissions::at.eq(submissions::at)).execute(conn)?;
    Ok(())
}

/// What a page said last, and where that led.
pub(super) struct Last {
    pub digest: String,
    pub location: String,
}

/// None, where nothing was acted upon yet. One column keeps both, with a space between.
pub(super) fn last(conn: &mut Conn, key: &str) -> Stored<Option<Last>> {
    let kept: Option<String> = submissions::table.find(key).select(submissions::location).first(conn).optional()?;
    let kept = kept.unwrap_or_default();
    let (digest, location) = kept.split_once(' ').unwrap_or(("", kept.as_str()));
    let last = Last { digest: digest.to_owned(), location: location.to_owned() };
    Ok(Some(last).filter(|last| !last.location.is_empty()))
}

pub(super) fn settle(conn: &mut Conn, key: &str, digest: &str, location: &str) -> Stored<()> {
    let kept = format!("{digest} {location}");
    diesel::update(submissions::table.find(key)).set(submissions::location.eq(kept)).execute(conn)?;
    Ok(())
}

pub(super) fn forget_before(conn: &mut Conn, before: Instant) -> Stored<usize> {
    Ok(diesel::delete(submissions::table.filter(submissions::at.lt(before))).execute(conn)?)
}

/// Whether the key was free. On PostgreSQL this waits for a transaction that takes the same key.
pub(super) fn take(conn: &mut Conn, asked: &Asked, now: Instant) -> Stored<bool> {
    let row = (
        request_keys::key_digest.eq(&asked.key),
        request_keys::request_digest.eq(&asked.request),
        request_keys::at.eq(now),
    );
    let written = each!(conn, c => diesel::insert_into(request_keys::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(written == 1)
}

type Row = (String, Instant, Option<i32>, Option<String>, Option<String>, Option<String>);

/// The request that took the key, when, and its answer.
pub(super) fn taken(conn: &mut Conn, key: &str) -> Stored<Option<(String, Instant, Option<Answer>)>> {
    let row: Option<Row> = request_keys::table
        .find(key)
        .select((
            request_keys::request_digest,
            request_keys::at,
            request_keys::status,
            request_keys::location,
            request_keys::etag,
            request_keys::body,
        ))
        .first(conn)
        .optional()?;
    let Some((request, at, status, location, etag, body)) = row else { return Ok(None) };
    let answer = |status: i32| -> Stored<Answer> {
        let status = u16::try_from(status).map_err(|_| DbError::Damaged(format!("{status} is not a status")))?;
        Ok(Answer { status, location, etag, body: body.unwrap_or_default() })
    };
    Ok(Some((request, at, status.map(answer).transpose()?)))
}

pub(super) fn keep(conn: &mut Conn, key: &str, answer: &Answer) -> Stored<()> {
    diesel::update(request_keys::table.find(key))
        .set((
            request_keys::status.eq(Some(i32::from(answer.status))),
            request_keys::location.eq(&answer.location),
            request_keys::etag.eq(&answer.etag),
            request_keys::body.eq(Some(&answer.body)),
        ))
        .execute(conn)?;
    Ok(())
}

pub(super) fn free(conn: &mut Conn, key: &str) -> Stored<()> {
    diesel::delete(request_keys::table.find(key).filter(request_keys::status.is_null())).execute(conn)?;
    Ok(())
}

pub(super) fn forget_requests_before(conn: &mut Conn, before: Instant) -> Stored<usize> {
    Ok(diesel::delete(request_keys::table.filter(request_keys::at.lt(before))).execute(conn)?)
}
