use diesel::prelude::*;

use crate::access::Context;
use crate::db::schema::outbox;
use crate::db::{Conn, Stored};
use crate::domain::outbox::model::MessageState;
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, OutboxId, ProgrammeId};

/// What waits, or is tried once more.
const WAITING: [MessageState; 3] = [MessageState::Queued, MessageState::Retry, MessageState::Doubt];

pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<OutboxId>> {
    let own = outbox::table.filter(outbox::contact_id.eq(from));
    let ids: Vec<OutboxId> = own.select(outbox::id).load(conn)?;
    diesel::update(own).set(outbox::contact_id.eq(into)).execute(conn)?;
    Ok(ids)
}

/// The oldest first.
pub fn waiting_at(
    conn: &mut Conn,
    contact: ContactId,
    email: &Email,
) -> Stored<Vec<(OutboxId, Option<ProgrammeId>, MessageState)>> {
    Ok(outbox::table
        .filter(outbox::contact_id.eq(contact))
        .filter(outbox::email.eq(email))
        .filter(outbox::state.eq_any(WAITING))
        .order(outbox::id)
        .select((outbox::id, outbox::programme_id, outbox::state))
        .load(conn)?)
}

/// Whether it was still as it was seen.
pub fn withdraw(conn: &mut Conn, cx: &Context, (id, seen): (OutboxId, MessageState), why: &str) -> Stored<bool> {
    let set =
        (outbox::state.eq(MessageState::Cancelled), outbox::reason.eq(Some(why)), outbox::settled_at.eq(Some(cx.now)));
    let own = outbox::table.filter(outbox::id.eq(id)).filter(outbox::state.eq(seen));
    Ok(diesel::update(own).set(set).execute(conn)? == 1)
}
