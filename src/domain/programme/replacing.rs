//! When two entries for one person are made one.

use super::store_steps as store;
use crate::db::{Conn, Stored};
use crate::kernel::ids::ContactId;

/// Puts one contact in another's place: as owner of steps, and as deputy.
pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<(&'static str, i64)>> {
    let owned = store::replace_owner(conn, from, into)?;
    let stood_in = store::replace_deputy(conn, from, into)?;
    Ok(owned.into_iter().chain(stood_in).map(|id| ("steps", id.raw())).collect())
}
