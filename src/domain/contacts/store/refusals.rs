use std::collections::HashSet;

use diesel::prelude::*;

use super::IDS;
use crate::db::schema::{addresses, contacts, suppressions};
use crate::db::{Conn, Stored};
use crate::kernel::email::Email;
use crate::kernel::ids::{AddressId, ContactId};
use crate::kernel::time::Instant;

/// Marks every living address that reads so, whosever it is: one mailbox may serve several. Whose they are.
pub fn refuse(conn: &mut Conn, email: &Email, reply: &str, now: Instant) -> Stored<Vec<ContactId>> {
    let own: Vec<(AddressId, ContactId)> = addresses::table
        .filter(addresses::email_folded.eq(email.folded()))
        .filter(addresses::removed_at.is_null())
        .filter(addresses::refused_at.is_null())
        .order(addresses::id)
        .select((addresses::id, addresses::contact_id))
        .load(conn)?;
    let set = (addresses::refused_at.eq(Some(now)), addresses::refused_reason.eq(Some(reply)));
    diesel::update(addresses::table.filter(addresses::id.eq_any(own.iter().map(|o| o.0)))).set(set).execute(conn)?;
    Ok(own.into_iter().map(|o| o.1).collect())
}

/// Takes the marks off that were made with these words. Whose they were.
pub fn withdraw(conn: &mut Conn, email: &Email, reply: &str) -> Stored<Vec<ContactId>> {
    let marked: Vec<(AddressId, ContactId)> = addresses::table
        .filter(addresses::email_folded.eq(email.folded()))
        .filter(addresses::refused_at.is_not_null())
        .filter(addresses::refused_reason.eq(Some(reply)))
        .order(addresses::id)
        .select((addresses::id, addresses::contact_id))
        .load(conn)?;
    let set = (addresses::refused_at.eq(None::<Instant>), addresses::refused_reason.eq(None::<&str>));
    diesel::update(addresses::table.filter(addresses::id.eq_any(marked.iter().map(|m| m.0)))).set(set).execute(conn)?;
    Ok(marked.into_iter().map(|m| m.1).collect())
}

/// Takes the mark off a contact's address; says whether it bore one.
pub fn clear(conn: &mut Conn, contact: ContactId, email: &Email) -> Stored<bool> {
    let own = addresses::table
        .filter(addresses::contact_id.eq(contact))
        .filter(addresses::email_folded.eq(email.folded()))
        .filter(addresses::removed_at.is_null())
        .filter(addresses::refused_at.is_not_null());
    let set = (addresses::refused_at.eq(None::<Instant>), addresses::refused_reason.eq(None::<&str>));
    Ok(diesel::update(own).set(set).execute(conn)? > 0)
}

/// Lifts a contact's wish as it was seen: one that was said anew meanwhile stands.
pub fn lift_do_not_contact(conn: &mut Conn, id: ContactId, version: i64, now: Instant) -> Stored<bool> {
    let seen = contacts::table.filter(contacts::id.eq(id)).filter(contacts::version.eq(version));
    let set = (
        contacts::do_not_contact_at.eq(None::<Instant>),
        contacts::do_not_contact_reason.eq(None::<&str>),
        contacts::version.eq(version + 1),
        contacts::updated_at.eq(now),
    );
    Ok(diesel::update(seen).set(set).execute(conn)? == 1)
}

/// The addresses of these people in the order to be used, and whether each was refused for good.
pub fn addresses_of(conn: &mut Conn, ids: &[ContactId]) -> Stored<Vec<(ContactId, Email, bool)>> {
    let mut found = Vec::new();
    for batch in ids.chunks(IDS) {
        let some: Vec<(ContactId, Email, Option<Instant>)> = addresses::table
            .filter(addresses::contact_id.eq_any(batch))
            .filter(addresses::removed_at.is_null())
            .order((addresses::position, addresses::id))
            .select((addresses::contact_id, addresses::email, addresses::refused_at))
            .load(conn)?;
        found.extend(some.into_iter().map(|(of, email, refused)| (of, email, refused.is_some())));
    }
    Ok(found)
}

/// Which of these digests of addresses are suppressed.
pub fn suppressed(conn: &mut Conn, digests: &[String]) -> Stored<HashSet<String>> {
    let mut found = HashSet::new();
    for batch in digests.chunks(IDS) {
        let some: Vec<String> = suppressions::table
            .filter(suppressions::email_digest.eq_any(batch))
            .select(suppressions::email_digest)
            .load(conn)?;
        found.extend(some);
    }
    Ok(found)
}
