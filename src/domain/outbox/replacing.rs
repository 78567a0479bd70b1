//! When two entries for one person are made one, and when an address changes hands.

use super::model::MessageState;
use super::store::people as store;
use crate::access::Context;
use crate::db::{Conn, Stored};
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::email::Email;
use crate::kernel::ids::ContactId;

/// Puts the mails of one contact down to another: those that went, and those that wait.
pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<(&'static str, i64)>> {
    let changed = store::replace_contact(conn, from, into)?;
    Ok(changed.into_iter().map(|id| ("outbox", id.raw())).collect())
}

/// How many mails wait for a contact at one address.
pub fn waiting_at(conn: &mut Conn, contact: ContactId, email: &Email) -> Stored<i64> {
    Ok(i64::try_from(store::waiting_at(conn, contact, email)?.len()).unwrap_or(i64::MAX))
}

/// Takes back what waits for a contact at one address; `why` is the word kept beside each. Says how many.
pub fn withdraw_at(conn: &mut Conn, cx: &Context, contact: ContactId, email: &Email, why: &str) -> Stored<usize> {
    let mut done = 0;
    for (id, programme, state) in store::waiting_at(conn, contact, email)? {
        // It may have left meanwhile.
        if !store::withdraw(conn, cx, (id, state), why)? {
            continue;
        }
        let taken_back = Change::of("state", state, MessageState::Cancelled);
        let mut record = Record::new(Entity::Message, id.raw(), "cancelled").changes([taken_back]);
        record.programme = programme;
        history::record(conn, cx, record)?;
        done += 1;
    }
    Ok(done)
}
