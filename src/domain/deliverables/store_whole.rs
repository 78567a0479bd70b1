//! All deliverables of a programme, for pictures and gates: thousands of rows on each page, so typed for its own database, without a join,
//! and put in order here.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::Deliverable;
use super::store::{Row, owned};
use crate::db::conn::each;
use crate::db::schema::{contacts, deliverables};
use crate::db::{Conn, Stored};
use crate::domain::programme::{self, OWNER, Owner, OwnerRow};
use crate::kernel::ids::{ContactId, ProgrammeId};

/// By due date, those without one last.
pub(super) fn whole(conn: &mut Conn, programme: ProgrammeId) -> Stored<Vec<Deliverable>> {
    let rows: Vec<Row> = each!(conn, c => deliverables::table
        .filter(deliverables::programme_id.eq(programme))
        .select(deliverables::all_columns)
        .load(c))?;
    let owners = owners(conn, programme)?;
    let whose = |row: Row| {
        let owner = row.owner.and_then(|id| owners.get(&id)).cloned();
        owned(row, owner)
    };
    let mut all = rows.into_iter().map(whose).collect::<Stored<Vec<Deliverable>>>()?;
    // By keys set aside: the rows are large, and moved once.
    all.sort_by_cached_key(|d| (d.due_on.is_none(), d.due_on, d.id));
    Ok(all)
}

fn owners(conn: &mut Conn, programme: ProgrammeId) -> Stored<HashMap<ContactId, Owner>> {
    let named = deliverables::table
        .filter(deliverables::programme_id.eq(programme))
        .filter(deliverables::owner_id.is_not_null())
        .select(deliverables::owner_id.assume_not_null());
    let rows: Vec<OwnerRow> = each!(conn, c => contacts::table
        .filter(contacts::id.eq_any(named))
        .select(OWNER)
        .load(c))?;
    rows.into_iter().map(|row| Ok((row.0, programme::owner(row)?))).collect()
}
