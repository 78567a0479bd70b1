use diesel::dsl::exists;
use diesel::prelude::*;

use crate::db::conn::each;
use crate::db::schema::{deliverable_files, files, session_slides, sponsorship_files};
use crate::db::{Conn, Stored};
use crate::kernel::ids::FileId;
use crate::kernel::time::Instant;

/// A row for a content that has none. Two may bring the same at one moment: the second finds it there.
pub(super) fn insert_if_new(
    conn: &mut Conn,
    (hash, size): (&str, i64),
    now: Instant,
    doomed_at: Option<Instant>,
) -> Stored<()> {
    let row = (files::hash.eq(hash), files::size.eq(size), files::noted_at.eq(now), files::doomed_at.eq(doomed_at));
    each!(conn, c => diesel::insert_into(files::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// Notes a content once more, unless it is being removed by somebody alive.
pub(super) fn touch(conn: &mut Conn, hash: &str, now: Instant, given_up: Instant) -> Stored<Option<FileId>> {
    let alive = files::doomed_at.is_null().or(files::doomed_at.lt(given_up));
    let target = files::table.filter(files::hash.eq(hash)).filter(alive);
    let set = (files::noted_at.eq(now), files::doomed_at.eq(None::<Instant>));
    Ok(diesel::update(target).set(set).returning(files::id).get_result(conn).optional()?)
}

pub(super) fn touch_known(conn: &mut Conn, id: FileId, now: Instant) -> Stored<bool> {
    let target = files::table.filter(files::id.eq(id)).filter(files::doomed_at.is_null());
    Ok(diesel::update(target).set(files::noted_at.eq(now)).execute(conn)? == 1)
}

pub(super) fn doom_one(conn: &mut Conn, (id, noted): (FileId, Instant), now: Instant) -> Stored<Option<String>> {
    let pointed = deliverable_files::table.filter(deliverable_files::file_id.eq(files::id));
    let shown = session_slides::table.filter(session_slides::file_id.eq(files::id));
    let kept = sponsorship_files::table.filter(sponsorship_files::file_id.eq(files::id));
    let target = files::table
        .filter(files::id.eq(id))
        .filter(files::noted_at.eq(noted))
        .filter(files::doomed_at.is_null())
        .filter(diesel::dsl::not(exists(pointed)))
        .filter(diesel::dsl::not(exists(shown)))
        .filter(diesel::dsl::not(exists(kept)));
    Ok(diesel::update(target).set(files::doomed_at.eq(now)).returning(files::hash).get_result(conn).optional()?)
}

pub(super) fn doom_all(conn: &mut Conn, before: Instant, now: Instant) -> Stored<usize> {
    let pointed = deliverable_files::table.filter(deliverable_files::file_id.eq(files::id));
    let shown = session_slides::table.filter(session_slides::file_id.eq(files::id));
    let kept = sponsorship_files::table.filter(sponsorship_files::file_id.eq(files::id));
    let target = files::table
        .filter(files::noted_at.lt(before))
        .filter(files::doomed_at.is_null())
        .filter(diesel::dsl::not(exists(pointed)))
        .filter(diesel::dsl::not(exists(shown)))
        .filter(diesel::dsl::not(exists(kept)));
    Ok(diesel::update(target).set(files::doomed_at.eq(now)).execute(conn)?)
}

pub(super) fn doomed(conn: &mut Conn) -> Stored<Vec<String>> {
    Ok(files::table.filter(files::doomed_at.is_not_null()).order(files::id).select(files::hash).load(conn)?)
}

pub(super) fn delete_doomed(conn: &mut Conn, hash: &str) -> Stored<()> {
    let target = files::table.filter(files::hash.eq(hash)).filter(files::doomed_at.is_not_null());
    diesel::delete(target).execute(conn)?;
    Ok(())
}

pub(super) fn known(conn: &mut Conn, hashes: &[String]) -> Stored<Vec<String>> {
    Ok(files::table.filter(files::hash.eq_any(hashes.to_vec())).select(files::hash).load(conn)?)
}
