use std::collections::BTreeSet;

use diesel::prelude::*;

use crate::db::conn::each;
use crate::db::schema::programme_closings;
use crate::db::{Conn, Stored};
use crate::kernel::ids::{AccountId, ProgrammeId};
use crate::kernel::time::Instant;

#[derive(Insertable)]
#[diesel(table_name = programme_closings, treat_none_as_default_value = false)]
struct Values<'a> {
    programme_id: ProgrammeId,
    account_id: Option<AccountId>,
    reason: &'a str,
    closed_at: Instant,
}

/// Whether it was open until now.
pub(super) fn insert(
    conn: &mut Conn,
    now: Instant,
    (programme_id, account_id): (ProgrammeId, Option<AccountId>),
    reason: &str,
) -> Stored<bool> {
    let row = Values { programme_id, account_id, reason, closed_at: now };
    let written = each!(conn, c => diesel::insert_into(programme_closings::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(written == 1)
}

/// Whether it was closed until now.
pub(super) fn delete(conn: &mut Conn, programme: ProgrammeId) -> Stored<bool> {
    let row = programme_closings::table.filter(programme_closings::programme_id.eq(programme));
    Ok(diesel::delete(row).execute(conn)? == 1)
}

pub(super) fn closed(conn: &mut Conn) -> Stored<BTreeSet<ProgrammeId>> {
    let ids: Vec<ProgrammeId> = programme_closings::table.select(programme_closings::programme_id).load(conn)?;
    Ok(ids.into_iter().collect())
}
