//! When two entries for one person are made one.

use super::store_replacing as store;
use crate::db::{Conn, Stored};
use crate::kernel::ids::ContactId;

/// Puts one contact in another's place as the one whom guests write to.
pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<(&'static str, i64)>> {
    let changed = store::replace_contact(conn, from, into)?;
    Ok(changed.into_iter().map(|id| ("events", id.raw())).collect())
}
