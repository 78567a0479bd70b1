//! When two entries for one person are made one, and when an address changes hands.

use diesel::prelude::*;

use super::model::MessageState;
use crate::access::Context;
use crate::db::schema::outbox;
use crate::db::{Conn, Stored};
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, OutboxId, ProgrammeId};

/// What waits, or is tried once more.
const WAITING: [MessageState; 3] = [MessageState::Queued, MessageState::Retry, MessageState::Doubt];

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
        .filter(outbox::state.eq_any(WAITING))
        .count()
        .get_result(conn)?)
}

/// Takes back what waits for a contact at one address; `why` is the word kept beside each. Says how many.
pub fn withdraw_at(conn: &mut Conn, cx: &Context, contact: ContactId, email: &Email, why: &str) -> Stored<usize> {
    let waiting: Vec<(OutboxId, Option<ProgrammeId>, MessageState)> = outbox::table
        .filter(outbox::contact_id.eq(contact))
        .filter(outbox::email.eq(email))
        .filter(outbox::state.eq_any(WAITING))
        .order(outbox::id)
        .select((outbox::id, outbox::programme_id, outbox::state))
        .load(conn)?;
    let mut done = 0;
    for (id, programme, state) in waiting {
        let set = (
            outbox::state.eq(MessageState::Cancelled),
            outbox::reason.eq(Some(why)),
            outbox::settled_at.eq(Some(cx.now)),
        );
        // It may have left meanwhile.
        let own = outbox::table.filter(outbox::id.eq(id)).filter(outbox::state.eq(state));
        if diesel::update(own).set(set).execute(conn)? == 0 {
            continue;
        }
        let mut record = Record::new(Entity::Message, id.raw(), "cancelled").changes([Change::of(
            "state",
            state,
            MessageState::Cancelled,
        )]);
        record.programme = programme;
        history::record(conn, cx, record)?;
        done += 1;
    }
    Ok(done)
}
