//! When two entries for one person are made one, and when an address changes hands.

use diesel::prelude::*;

use super::model::MessageState;
use crate::access::Context;
use crate::db::schema::outbox;
use crate::db::{Conn, Stored};
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, OutboxId};

/// Puts the mails of one contact down to another: those that went, and those that wait.
pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<(&'static str, i64)>> {
    let own = outbox::table.filter(outbox::contact_id.eq(from));
    let ids: Vec<OutboxId> = own.select(outbox::id).load(conn)?;
    diesel::update(own).set(outbox::contact_id.eq(into)).execute(conn)?;
    Ok(ids.into_iter().map(|id| ("outbox", id.raw())).collect())
}

/// How many mails wait for a contact at one address.
pub fn waiting_at(conn: &mut Conn, contact: ContactId, email: &Email) -> Stored<i64> {
    Ok(outbox::table
        .filter(outbox::contact_id.eq(contact))
        .filter(outbox::email.eq(email))
        .filter(outbox::state.eq_any([MessageState::Queued, MessageState::Retry]))
        .count()
        .get_result(conn)?)
}

/// Takes back what waits for a contact at one address; `why` is the word kept beside each. Says how many.
pub fn withdraw_at(conn: &mut Conn, cx: &Context, contact: ContactId, email: &Email, why: &str) -> Stored<usize> {
    let waiting = outbox::table
        .filter(outbox::contact_id.eq(contact))
        .filter(outbox::email.eq(email))
        .filter(outbox::state.eq_any([MessageState::Queued, MessageState::Retry]));
    let set =
        (outbox::state.eq(MessageState::Cancelled), outbox::reason.eq(Some(why)), outbox::settled_at.eq(Some(cx.now)));
    Ok(diesel::update(waiting).set(set).execute(conn)?)
}
