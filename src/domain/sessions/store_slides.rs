use diesel::prelude::*;

use super::model::{Audience, Slide};
use crate::db::schema::{accounts, files, session_slides};
use crate::db::{Conn, Stored};
use crate::domain::deliverables::versions::{Adding, FileLanguage};
use crate::domain::files::FileKind;
use crate::kernel::files::FileName;
use crate::kernel::ids::{AccountId, PublicId, SessionId, SlideId};
use crate::kernel::time::Instant;

type Row = (
    SlideId,
    PublicId,
    SessionId,
    i32,
    FileLanguage,
    String,
    FileKind,
    Audience,
    Instant,
    (i64, String),
    Option<String>,
);

fn entity(row: Row) -> Slide {
    let (id, public_id, session, number, language, name, kind, audience, created_at, (size, hash), added_by) = row;
    let name = FileName::stored(name);
    Slide { id, public_id, session, number, language, name, kind, size, hash, audience, added_by, created_at }
}

/// The slides of these sessions, the newest of each first.
pub(super) fn of_sessions(conn: &mut Conn, ids: &[SessionId]) -> Stored<Vec<Slide>> {
    let rows: Vec<Row> = session_slides::table
        .inner_join(files::table)
        .left_join(accounts::table)
        .filter(session_slides::session_id.eq_any(ids.to_vec()))
        .order((session_slides::session_id, session_slides::number.desc()))
        .select((
            session_slides::id,
            session_slides::public_id,
            session_slides::session_id,
            session_slides::number,
            session_slides::language,
            session_slides::name,
            session_slides::kind,
            session_slides::audience,
            session_slides::created_at,
            (files::size, files::hash),
            accounts::name.nullable(),
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(entity).collect())
}

pub(super) fn insert(
    conn: &mut Conn,
    (session, number): (SessionId, i32),
    new: &Adding,
    audience: Audience,
    (by, now): (Option<AccountId>, Instant),
) -> Stored<()> {
    diesel::insert_into(session_slides::table)
        .values((
            session_slides::public_id.eq(PublicId::random()),
            session_slides::session_id.eq(session),
            session_slides::number.eq(number),
            session_slides::file_id.eq(new.file),
            session_slides::language.eq(new.language),
            session_slides::name.eq(new.name.as_str()),
            session_slides::kind.eq(new.stored.kind),
            session_slides::audience.eq(audience),
            session_slides::added_by.eq(by),
            session_slides::created_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

pub(super) fn set_audience(conn: &mut Conn, id: SlideId, audience: Audience) -> Stored<()> {
    diesel::update(session_slides::table.filter(session_slides::id.eq(id)))
        .set(session_slides::audience.eq(audience))
        .execute(conn)?;
    Ok(())
}

pub(super) fn delete(conn: &mut Conn, id: SlideId) -> Stored<()> {
    diesel::delete(session_slides::table.filter(session_slides::id.eq(id))).execute(conn)?;
    Ok(())
}
