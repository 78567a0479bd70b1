//! The statements over a table of merges and the table of the rows that they moved: the same for people and for organisations.

use super::model::{Stored, UNDO_DAYS};
use crate::access::Context;
use crate::db::references::Reference;
use crate::db::{Conn, Stored as Db};
use crate::kernel::ids::{Id, PublicId};
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::time::Instant;

pub(super) const UNDO_SECONDS: i64 = UNDO_DAYS * 86_400;

/// SQLite allows 32,766 values a statement.
pub(super) const BATCH: usize = 1_000;

/// Merges of one kind of entry, as they are kept.
pub trait Shelf: Sized {
    /// Whose numbers tell the entries apart.
    type Noun;
    type Name: Clone + Send + 'static;
    /// What undoing needs to know.
    type Snapshot;

    fn insert(
        conn: &mut Conn,
        cx: &Context,
        both: (Id<Self::Noun>, Id<Self::Noun>),
        snapshot: &Self::Snapshot,
    ) -> Db<i64>;
    fn insert_rows(conn: &mut Conn, merge: i64, at: Reference, rows: &[i64]) -> Db<()>;
    /// The rows that a merge moved, of one column.
    fn rows(conn: &mut Conn, merge: i64, at: Reference) -> Db<Vec<i64>>;
    fn by_number(conn: &mut Conn, id: i64) -> Db<Option<Stored<Self>>>;
    fn by_public_id(conn: &mut Conn, id: &PublicId) -> Db<Option<Stored<Self>>>;
    /// The merge by which an entry went into another, and stands.
    fn of_other(conn: &mut Conn, other: &PublicId) -> Db<Option<Stored<Self>>>;
    /// Those that stand, into any of these entries, newest first.
    fn standing(conn: &mut Conn, kept: &[Id<Self::Noun>]) -> Db<Vec<Stored<Self>>>;
    /// The newest merge after this one in which its kept entry took part, and that stands.
    fn after(conn: &mut Conn, than: &Stored<Self>) -> Db<Option<Stored<Self>>>;
    fn page(conn: &mut Conn, page: PageRequest) -> Db<Page<Stored<Self>>>;
    fn set_undone(conn: &mut Conn, cx: &Context, id: i64) -> Db<bool>;
    /// Takes away what only undoing needed; says of how many merges.
    fn forget(conn: &mut Conn, now: Instant) -> Db<usize>;
}

/// Whoever expands it says which tables `merges`, `merge_rows` and `entries` are, what `Id` and `Snapshot`, and reads the `sides`.
macro_rules! shelf {
    ($kind:ident, $noun:ident, $name:ident) => {
        type Row = (
            (i64, PublicId, Id, Id, Option<AccountId>, Instant),
            (Option<Json>, Option<Instant>, Option<AccountId>),
        );

        type Columns = (
            (merges::id, merges::public_id, merges::kept_id, merges::other_id, merges::account_id, merges::merged_at),
            (merges::snapshot, merges::undone_at, merges::undone_by),
        );
        const COLUMNS: Columns = (
            (merges::id, merges::public_id, merges::kept_id, merges::other_id, merges::account_id, merges::merged_at),
            (merges::snapshot, merges::undone_at, merges::undone_by),
        );

        impl Shelf for $kind {
            type Noun = $noun;
            type Name = $name;
            type Snapshot = Snapshot;

            fn insert(
                conn: &mut Conn,
                cx: &Context,
                (kept_id, other_id): (Id, Id),
                snapshot: &Snapshot,
            ) -> Db<i64> {
                let row = (
                    merges::public_id.eq(PublicId::random()),
                    merges::kept_id.eq(kept_id),
                    merges::other_id.eq(other_id),
                    merges::account_id.eq(cx.actor.account()),
                    merges::merged_at.eq(cx.now),
                    merges::snapshot.eq(Some(Json::of(snapshot)?)),
                );
                Ok(diesel::insert_into(merges::table).values(row).returning(merges::id).get_result(conn)?)
            }

            fn insert_rows(conn: &mut Conn, merge: i64, at: Reference, rows: &[i64]) -> Db<()> {
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

            fn rows(conn: &mut Conn, merge: i64, at: Reference) -> Db<Vec<i64>> {
                Ok(merge_rows::table
                    .filter(merge_rows::merge_id.eq(merge))
                    .filter(merge_rows::table_name.eq(at.table))
                    .filter(merge_rows::column_name.eq(at.column))
                    .order(merge_rows::row_id)
                    .select(merge_rows::row_id)
                    .load(conn)?)
            }

            fn by_number(conn: &mut Conn, id: i64) -> Db<Option<Stored<Self>>> {
                let rows: Vec<Row> = merges::table.filter(merges::id.eq(id)).select(COLUMNS).load(conn)?;
                Ok(read(conn, rows)?.pop())
            }

            fn by_public_id(conn: &mut Conn, id: &PublicId) -> Db<Option<Stored<Self>>> {
                let rows: Vec<Row> = merges::table.filter(merges::public_id.eq(id)).select(COLUMNS).load(conn)?;
                Ok(read(conn, rows)?.pop())
            }

            fn of_other(conn: &mut Conn, other: &PublicId) -> Db<Option<Stored<Self>>> {
                let own = entries::table.filter(entries::public_id.eq(other)).select(entries::id);
                let rows: Vec<Row> = merges::table
                    .filter(merges::other_id.eq_any(own))
                    .filter(merges::undone_at.is_null())
                    .select(COLUMNS)
                    .load(conn)?;
                Ok(read(conn, rows)?.pop())
            }

            fn standing(conn: &mut Conn, kept: &[Id]) -> Db<Vec<Stored<Self>>> {
                let rows: Vec<Row> = merges::table
                    .filter(merges::kept_id.eq_any(kept.iter().copied()))
                    .filter(merges::undone_at.is_null())
                    .order(merges::id.desc())
                    .select(COLUMNS)
                    .load(conn)?;
                read(conn, rows)
            }

            fn after(conn: &mut Conn, than: &Stored<Self>) -> Db<Option<Stored<Self>>> {
                let rows: Vec<Row> = merges::table
                    .filter(merges::kept_id.eq(than.kept).or(merges::other_id.eq(than.kept)))
                    .filter(merges::id.gt(than.id))
                    .filter(merges::undone_at.is_null())
                    .order(merges::id.desc())
                    .limit(1)
                    .select(COLUMNS)
                    .load(conn)?;
                Ok(read(conn, rows)?.pop())
            }

            fn page(conn: &mut Conn, page: PageRequest) -> Db<Page<Stored<Self>>> {
                let mut query = merges::table.into_boxed();
                if let Some(after) = page.after {
                    query = query.filter(merges::id.lt(after));
                }
                let rows: Vec<Row> = query.order(merges::id.desc()).limit(page.limit + 1).select(COLUMNS).load(conn)?;
                let page = Page::cut(rows, page, |row| row.0.0);
                Ok(Page { items: read(conn, page.items)?, next: page.next })
            }

            fn set_undone(conn: &mut Conn, cx: &Context, id: i64) -> Db<bool> {
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

            fn forget(conn: &mut Conn, now: Instant) -> Db<usize> {
                let over = now.plus_seconds(-UNDO_SECONDS);
                let ids: Vec<i64> = merges::table
                    .filter(merges::merged_at.le(over))
                    .filter(merges::snapshot.is_not_null())
                    .select(merges::id)
                    .load(conn)?;
                for batch in ids.chunks(BATCH) {
                    let moved = merge_rows::table.filter(merge_rows::merge_id.eq_any(batch.iter().copied()));
                    diesel::delete(moved).execute(conn)?;
                    diesel::update(merges::table.filter(merges::id.eq_any(batch.iter().copied())))
                        .set(merges::snapshot.eq(None::<Json>))
                        .execute(conn)?;
                }
                Ok(ids.len())
            }
        }

        fn read(conn: &mut Conn, rows: Vec<Row>) -> Db<Vec<Stored<$kind>>> {
            let members: Vec<AccountId> = rows.iter().flat_map(|row| [row.0.4, row.1.2]).flatten().collect();
            let members: HashMap<AccountId, String> = accounts::table
                .filter(accounts::id.eq_any(members))
                .select((accounts::id, accounts::name))
                .load::<(AccountId, String)>(conn)?
                .into_iter()
                .collect();
            let both: Vec<Id> = rows.iter().flat_map(|row| [row.0.2, row.0.3]).collect();
            let both = sides(conn, &both)?;
            let mut found = Vec::with_capacity(rows.len());
            for ((id, public_id, kept, other, account, merged_at), (snapshot, undone_at, undone_by)) in rows {
                let snapshot: Option<Snapshot> = snapshot.map(|json| json.read()).transpose()?;
                let side = |of: Id| both.get(&of).cloned().ok_or(DbError::NotFound);
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
                    until: merged_at.plus_seconds(UNDO_SECONDS),
                };
                found.push(Stored { id, merge, kept, other, snapshot });
            }
            Ok(found)
        }
    };
}
pub(super) use shelf;
