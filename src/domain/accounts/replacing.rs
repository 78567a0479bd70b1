//! When two entries for one person are made one.

use super::store;
use crate::db::{Conn, Stored};
use crate::kernel::ids::ContactId;

/// Ties the account of one contact to another. Who has an account of their own keeps it, and the other's stays where it is.
pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<(&'static str, i64)>> {
    if !of_contacts(conn, &[into])?.is_empty() {
        return Ok(Vec::new());
    }
    let changed = store::replace_contact(conn, from, into)?;
    Ok(changed.into_iter().map(|id| ("accounts", id.raw())).collect())
}

/// The names of the accounts that belong to these contacts.
pub fn of_contacts(conn: &mut Conn, people: &[ContactId]) -> Stored<Vec<(ContactId, String)>> {
    store::of_contacts(conn, people)
}
