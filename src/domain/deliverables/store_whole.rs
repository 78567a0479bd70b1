//! The deliverables of a programme for pictures and gates: thousands of rows on each page, so typed for its own database, and put in
//! order here. What is only counted is read as [`Brief`]; all of them whole are read without a join.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{Audience, Brief, Deliverable, DeliverableState, Wanted};
use super::store::{Row, entity, owned};
use crate::db::conn::each;
use crate::db::schema::{contacts, deliverables};
use crate::db::types::day;
use crate::db::{Conn, Stored};
use crate::domain::programme::{self, OWNER, Owner, OwnerRow};
use crate::kernel::ids::{CityId, ContactId, DeliverableId, ProgrammeId, StepId};

diesel::alias!(deliverables as neighbours: Neighbours);

/// So many are asked for one by one.
const MOST: usize = 5_000;

/// By due date, those without one last. Of very many asked for, everything else may come along.
pub(super) fn among(conn: &mut Conn, programme: ProgrammeId, wanted: &Wanted) -> Stored<Vec<Deliverable>> {
    // A statement of SQLite takes some 30,000 values, and long before that the whole is as soon read.
    let all = wanted.all || wanted.ids.len() + 2 * wanted.named.len() > MOST;
    let mut found = if all { whole(conn, programme)? } else { part(conn, programme, wanted)? };
    // By keys set aside: the rows are large, and moved once.
    found.sort_by_cached_key(|d| (d.due_on.is_none(), d.due_on, d.id));
    Ok(found)
}

fn whole(conn: &mut Conn, programme: ProgrammeId) -> Stored<Vec<Deliverable>> {
    let rows: Vec<Row> = each!(conn, c => deliverables::table
        .filter(deliverables::programme_id.eq(programme))
        .select(deliverables::all_columns)
        .load(c))?;
    let owners = owners(conn, programme)?;
    let whose = |row: Row| {
        let owner = row.owner.and_then(|id| owners.get(&id)).cloned();
        owned(row, owner)
    };
    rows.into_iter().map(whose).collect()
}

fn part(conn: &mut Conn, programme: ProgrammeId, wanted: &Wanted) -> Stored<Vec<Deliverable>> {
    let named = neighbours
        .filter(neighbours.field(deliverables::public_id).eq_any(&wanted.named))
        .select(neighbours.field(deliverables::step_id));
    let any = deliverables::id
        .eq_any(&wanted.ids)
        .or(deliverables::kind.eq_any(&wanted.kinds))
        .or(deliverables::public_id.eq_any(&wanted.named))
        .or(deliverables::step_id.eq_any(named).assume_not_null());
    let rows: Vec<(Row, Option<OwnerRow>)> = each!(conn, c => deliverables::table
        .left_join(contacts::table)
        .filter(deliverables::programme_id.eq(programme))
        .filter(any)
        .select((deliverables::all_columns, OWNER.nullable()))
        .load(c))?;
    rows.into_iter().map(entity).collect()
}

type BriefRow = (DeliverableId, Option<CityId>, Option<StepId>, DeliverableState, Option<String>);

/// In the same order.
pub(super) fn briefs(conn: &mut Conn, programme: ProgrammeId, internal_too: bool) -> Stored<Vec<Brief>> {
    let columns =
        (deliverables::id, deliverables::city_id, deliverables::step_id, deliverables::state, deliverables::due_on);
    let of = deliverables::table.filter(deliverables::programme_id.eq(programme)).select(columns);
    let rows: Vec<BriefRow> = if internal_too {
        each!(conn, c => of.load(c))?
    } else {
        each!(conn, c => of.filter(deliverables::audience.eq(Audience::External)).load(c))?
    };
    let brief = |(id, city, step, state, due_on): BriefRow| {
        Ok(Brief { id, city, step, state, due_on: due_on.as_deref().map(day).transpose()? })
    };
    let mut briefs = rows.into_iter().map(brief).collect::<Stored<Vec<Brief>>>()?;
    briefs.sort_unstable_by_key(|d| (d.due_on.is_none(), d.due_on, d.id));
    Ok(briefs)
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
