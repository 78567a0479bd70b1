//! What every merge begins and ends with.

use super::kind::Kind;
use super::look;
use super::model::{Merge, MergeError};
use super::rows::{self, Hangs, Pointing};
use crate::access::{Action, Context, Scope, require};
use crate::db::Conn;
use crate::kernel::ids::{Id, PublicId};

/// Refuses who may not merge, and an entry beside itself.
pub(super) fn two(cx: &Context, kept: &PublicId, other: &PublicId) -> Result<(), MergeError> {
    require(&cx.actor, Action::MergeContacts, Scope::Installation)?;
    if kept == other { Err(MergeError::Same) } else { Ok(()) }
}

/// Writes down a merge, and of the rows that the other `had` those that moved, but for what is taken back in another way.
pub(super) fn written<K: Kind>(
    conn: &mut Conn,
    cx: &Context,
    (kept, other): (Id<K::Noun>, Id<K::Noun>),
    snapshot: &K::Snapshot,
    (had, left): (Pointing, Pointing),
    apart: impl Fn(Hangs, i64) -> bool,
) -> Result<Merge<K::Name>, MergeError> {
    let id = K::insert(conn, cx, (kept, other), snapshot)?;
    for ((at, had), (_, left)) in had.into_iter().zip(left) {
        let moved: Vec<i64> = had.into_iter().filter(|row| !left.contains(row) && !apart(at.0, *row)).collect();
        K::insert_rows(conn, id, at.1, &moved)?;
    }
    look::by_number::<K>(conn, id)
}

/// The rows that point to an entry of this kind, by column.
pub(super) fn pointing<K: Kind>(conn: &mut Conn, to: Id<K::Noun>) -> Result<Pointing, MergeError> {
    Ok(rows::pointing(conn, K::REFERENCES, to.raw())?)
}
