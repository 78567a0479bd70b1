//! What is kept of imports, and for how long.

use std::collections::HashSet;

use diesel::prelude::*;

use super::model::State;
use super::store::{delete_lines, set_ended};
use crate::db::schema::{import_lines, imports};
use crate::db::{Conn, Stored};
use crate::kernel::ids::ImportId;
use crate::kernel::time::Instant;

/// Runs of commands that died: their files are not kept, so nobody can go on.
pub(super) fn end_orphans(conn: &mut Conn, now: Instant, machine: Instant) -> Stored<()> {
    let orphans = imports::table
        .filter(imports::stored_name.eq(""))
        .filter(imports::state.eq_any([State::Running, State::Waiting]))
        .filter(imports::leased_until.lt(machine));
    let ids: Vec<ImportId> = orphans.select(imports::id).load(conn)?;
    for id in ids {
        set_ended(conn, id, State::Stopped, None, now)?;
    }
    Ok(())
}

/// What is said line by line of files that were never kept: a command's.
pub(super) fn forget_lines_before(conn: &mut Conn, before: Instant) -> Stored<()> {
    let old = import_lines::table
        .inner_join(imports::table)
        .filter(imports::stored_name.eq(""))
        .filter(imports::created_at.lt(before));
    let ids: Vec<ImportId> = old.select(import_lines::import_id).distinct().load(conn)?;
    ids.into_iter().try_for_each(|id| delete_lines(conn, id))
}

/// The names of all files that are kept.
pub(super) fn stored_names(conn: &mut Conn) -> Stored<HashSet<String>> {
    let names: Vec<String> =
        imports::table.filter(imports::stored_name.ne("")).select(imports::stored_name).load(conn)?;
    Ok(names.into_iter().collect())
}

pub(super) fn older_than(conn: &mut Conn, before: Instant) -> Stored<Vec<(ImportId, String)>> {
    Ok(imports::table
        .filter(imports::stored_name.ne(""))
        .filter(imports::created_at.lt(before))
        .filter(imports::state.ne_all([State::Running, State::Waiting]))
        .select((imports::id, imports::stored_name))
        .load(conn)?)
}

pub(super) fn forget(conn: &mut Conn, id: ImportId) -> Stored<()> {
    delete_lines(conn, id)?;
    diesel::update(imports::table.find(id))
        .set((imports::version.eq(imports::version + 1), imports::stored_name.eq("")))
        .execute(conn)?;
    Ok(())
}
