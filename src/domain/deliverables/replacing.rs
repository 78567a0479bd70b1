//! When two entries for one person are made one.

use super::store;
use crate::db::{Conn, Stored};
use crate::kernel::ids::ContactId;

/// Puts one contact in another's place as owner. Reviewers are accounts, and shares are made by them.
pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<(&'static str, i64)>> {
    let changed = store::replace_owner(conn, from, into)?;
    Ok(changed.into_iter().map(|id| ("deliverables", id.raw())).collect())
}
