use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{Merge, Side, Snapshot, Stored, UNDO_DAYS};
use crate::access::Context;
use crate::db::references::Reference;
use crate::db::schema::{accounts, contacts, merge_rows, merges};
use crate::db::types::Json;
use crate::db::{Conn, DbError, Stored as Db};
use crate::kernel::ids::{AccountId, ContactId, PublicId};
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::time::Instant;

const DAY: i64 = 86_400;

#[derive(Insertable)]
#[diesel(table_name = merges, treat_none_as_default_value = false)]
struct NewMerge {
    public_id: PublicId,
    kept_id: ContactId,
    other_id: ContactId,
    account_id: Option<AccountId>,
    merged_at: Instant,
    snapshot: Option<Json>,
}

pub(super) fn insert(
    conn: &mut Conn,
    cx: &Context,
    (kept_id, other_id): (ContactId, ContactId),
    snapshot: &Snapshot,
) -> Db<i64> {
    let row = NewMerge {
        public_id: PublicId::random(),
        kept_id,
        other_id,
        account_id: cx.actor.account(),
        merged_at: cx.now,
        snapshot: Some(Json::of(snapshot)?),
    };
    Ok(diesel::insert_into(merges::table).values(&row).returning(merges::id).get_result(conn)?)
}

/// SQLite allows 32,766 values a statement.
const BATCH: usize = 1_000;

pub(super) fn insert_rows(conn: &mut Conn, merge: i64, at: Reference, rows: &[i64]) -> Db<()> {
    for batch in rows.chunks(BATCH) {
        let values: Vec<_> = batch
            .iter()
            .map(|row| {
                (
                    merge_rows::merge_id.eq(merge),
                    merge_rows::table_name.eq(at.table),
                    merge_rows::column_name.eq(at.column),
                    merge_rows::row_id.eq(*row),
                )
            })
            .collect();
        crate::db::conn::each!(conn, c => diesel::insert_into(merge_rows::table).values(&values).execute(c))?;
    }
    Ok(())
}

/// The rows that a merge moved, of one column.
pub(super) fn rows(conn: &mut Conn, merge: i64, at: Reference) -> Db<Vec<i64>> {
    Ok(merge_rows::table
        .filter(merge_rows::merge_id.eq(merge))
        .filter(merge_rows::table_name.eq(at.table))
        .filter(merge_rows::column_name.eq(at.column))
        .order(merge_rows::row_id)
        .select(merge_rows::row_id)
        .load(conn)?)
}

type Row = (
    (i64, PublicId, ContactId, ContactId, Option<AccountId>, Instant),
    (Option<Json>, Option<Instant>, Option<AccountId>),
);

macro_rules! columns {
    () => {
        (
            (merges::id, merges::public_id, merges::kept_id, merges::other_id, merges::account_id, merges::merged_at),
            (merges::snapshot, merges::undone_at, merges::undone_by),
        )
    };
}

pub(super) fn by_number(conn: &mut Conn, id: i64) -> Db<Option<Stored>> {
    let rows: Vec<Row> = merges::table.filter(merges::id.eq(id)).select(columns!()).load(conn)?;
    Ok(read(conn, rows)?.pop())
}

pub(super) fn by_public_id(conn: &mut Conn, id: &PublicId) -> Db<Option<Stored>> {
    let rows: Vec<Row> = merges::table.filter(merges::public_id.eq(id)).select(columns!()).load(conn)?;
    Ok(read(conn, rows)?.pop())
}

/// The merge by which an entry went into another, and stands.
pub(super) fn of_other(conn: &mut Conn, other: &PublicId) -> Db<Option<Stored>> {
    let own = contacts::table.filter(contacts::public_id.eq(other)).select(contacts::id);
    let rows: Vec<Row> = merges::table
        .filter(merges::other_id.eq_any(own))
        .filter(merges::undone_at.is_null())
        .select(columns!())
        .load(conn)?;
    Ok(read(conn, rows)?.pop())
}

/// Those that stand, into any of these entries, newest first.
pub(super) fn standing(conn: &mut Conn, kept: &[ContactId]) -> Db<Vec<Stored>> {
    let rows: Vec<Row> = merges::table
        .filter(merges::kept_id.eq_any(kept.iter().copied()))
        .filter(merges::undone_at.is_null())
        .order(merges::id.desc())
        .select(columns!())
        .load(conn)?;
    read(conn, rows)
}

/// The newest merge after this one in which its kept entry took part, and that stands.
pub(super) fn after(conn: &mut Conn, than: &Stored) -> Db<Option<Stored>> {
    let rows: Vec<Row> = merges::table
        .filter(merges::kept_id.eq(than.kept).or(merges::other_id.eq(than.kept)))
        .filter(merges::id.gt(than.id))
        .filter(merges::undone_at.is_null())
        .order(merges::id.desc())
        .limit(1)
        .select(columns!())
        .load(conn)?;
    Ok(read(conn, rows)?.pop())
}

pub(super) fn page(conn: &mut Conn, page: PageRequest) -> Db<Page<Stored>> {
    let mut query = merges::table.into_boxed();
    if let Some(after) = page.after {
        query = query.filter(merges::id.lt(after));
    }
    let rows: Vec<Row> = query.order(merges::id.desc()).limit(page.limit + 1).select(columns!()).load(conn)?;
    let page = Page::cut(rows, page, |row| row.0.0);
    Ok(Page { items: read(conn, page.items)?, next: page.next })
}

fn read(conn: &mut Conn, rows: Vec<Row>) -> Db<Vec<Stored>> {
    let members: Vec<AccountId> = rows.iter().flat_map(|row| [row.0.4, row.1.2]).flatten().collect();
    let members: HashMap<AccountId, String> = accounts::table
        .filter(accounts::id.eq_any(members))
        .select((accounts::id, accounts::name))
        .load::<(AccountId, String)>(conn)?
        .into_iter()
        .collect();
    let people: Vec<ContactId> = rows.iter().flat_map(|row| [row.0.2, row.0.3]).collect();
    let people = sides(conn, &people)?;
    let mut found = Vec::with_capacity(rows.len());
    for ((id, public_id, kept, other, account, merged_at), (snapshot, undone_at, undone_by)) in rows {
        let snapshot: Option<Snapshot> = snapshot.map(|json| json.read()).transpose()?;
        let side = |of: ContactId| people.get(&of).cloned().ok_or(DbError::NotFound);
        let mut gone = side(other)?;
        gone.name = gone.name.or_else(|| snapshot.as_ref().map(|s| s.other.name.clone()));
        let named = |account: Option<AccountId>| account.and_then(|a| members.get(&a).cloned());
        let merge = Merge {
            public_id,
            kept: side(kept)?,
            other: gone,
            merged_at,
            by: named(account),
            undone: undone_at.map(|at| (at, named(undone_by))),
            until: merged_at.plus_seconds(UNDO_DAYS * DAY),
        };
        found.push(Stored { id, merge, kept, other, snapshot });
    }
    Ok(found)
}

/// Entries by number, whether living or not; without a name where none is kept.
fn sides(conn: &mut Conn, ids: &[ContactId]) -> Db<HashMap<ContactId, Side>> {
    let rows: Vec<(ContactId, PublicId, String, String, String)> = contacts::table
        .filter(contacts::id.eq_any(ids.iter().copied()))
        .select((contacts::id, contacts::public_id, contacts::native_name, contacts::latin_name, contacts::family_name))
        .load(conn)?;
    let side = |(id, public_id, native, latin, family): (ContactId, PublicId, String, String, String)| {
        let name = PersonName { native, latin, family, address: Localised::default() };
        (id, Side { public_id, name: Some(name).filter(|name| !name.native.is_empty()) })
    };
    Ok(rows.into_iter().map(side).collect())
}

pub(super) fn set_undone(conn: &mut Conn, cx: &Context, id: i64) -> Db<bool> {
    let standing = merges::table.filter(merges::id.eq(id)).filter(merges::undone_at.is_null());
    let set = (
        merges::undone_at.eq(Some(cx.now)),
        merges::undone_by.eq(cx.actor.account()),
        merges::snapshot.eq(None::<Json>),
    );
    let done = diesel::update(standing).set(set).execute(conn)? == 1;
    diesel::delete(merge_rows::table.filter(merge_rows::merge_id.eq(id))).execute(conn)?;
    Ok(done)
}

/// Takes away what only undoing needed; says of how many merges.
pub(super) fn forget(conn: &mut Conn, now: Instant) -> Db<usize> {
    let over = now.plus_seconds(-UNDO_DAYS * DAY);
    let ids: Vec<i64> = merges::table
        .filter(merges::merged_at.le(over))
        .filter(merges::snapshot.is_not_null())
        .select(merges::id)
        .load(conn)?;
    for batch in ids.chunks(BATCH) {
        diesel::delete(merge_rows::table.filter(merge_rows::merge_id.eq_any(batch.iter().copied()))).execute(conn)?;
        diesel::update(merges::table.filter(merges::id.eq_any(batch.iter().copied())))
            .set(merges::snapshot.eq(None::<Json>))
            .execute(conn)?;
    }
    Ok(ids.len())
}
