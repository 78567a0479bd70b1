//! When two entries for one person are made one.

use diesel::prelude::*;

use crate::db::schema::accounts;
use crate::db::{Conn, Stored};
use crate::kernel::ids::{AccountId, ContactId};

/// Ties the account of one contact to another. Who has an account of their own keeps it, and the other's stays where it is.
pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<(&'static str, i64)>> {
    if !of_contacts(conn, &[into])?.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<AccountId> = accounts::table.filter(accounts::contact_id.eq(from)).select(accounts::id).load(conn)?;
    let own = accounts::table.filter(accounts::id.eq_any(ids.iter().copied()));
    diesel::update(own).set(accounts::contact_id.eq(into)).execute(conn)?;
    Ok(ids.into_iter().map(|id| ("accounts", id.raw())).collect())
}

/// The names of the accounts that belong to these contacts.
pub fn of_contacts(conn: &mut Conn, people: &[ContactId]) -> Stored<Vec<(ContactId, String)>> {
    let rows: Vec<(Option<ContactId>, String)> = accounts::table
        .filter(accounts::contact_id.eq_any(people.iter().copied()))
        .order(accounts::id)
        .select((accounts::contact_id, accounts::name))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(contact, name)| Some((contact?, name))).collect())
}
