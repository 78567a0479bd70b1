use std::collections::HashMap;

use diesel::dsl::exists;
use diesel::prelude::*;

use crate::db::schema::{outbox, outbox_attempts as attempts, seats};
use crate::db::{Conn, Stored};
use crate::domain::invitations::model::Answer;
use crate::domain::outbox::MessageState;
use crate::kernel::ids::{ContactId, EventId};
use crate::kernel::time::Instant;

/// A seat: where, what was answered, when.
pub(super) type Held = (EventId, Answer, Option<Instant>);
/// The state of an invitation's mail, when that was reached, and the relay's reply.
pub(super) type Mail = (MessageState, Option<Instant>, Option<String>);

pub(super) fn held(conn: &mut Conn, contact: ContactId) -> Stored<Vec<Held>> {
    Ok(seats::table
        .filter(seats::contact_id.eq(contact.raw()))
        .filter(seats::removed_at.is_null())
        .order(seats::id.desc())
        .select((seats::event_id, seats::answer, seats::answered_at))
        .load(conn)?)
}

/// The last invitation to each event that was not taken back unread.
pub(super) fn last_invitations(conn: &mut Conn, contact: ContactId) -> Stored<HashMap<EventId, Mail>> {
    let doubted = attempts::table
        .filter(attempts::outbox_id.eq(outbox::id))
        .filter(attempts::outcome.eq(MessageState::Doubt.as_str()));
    let mails: Vec<(Option<EventId>, Mail)> = outbox::table
        .filter(outbox::contact_id.eq(contact.raw()))
        .filter(outbox::kind.eq("invitation"))
        .filter(outbox::state.ne(MessageState::Cancelled).or(exists(doubted)))
        .order(outbox::id)
        .select((outbox::event_id, (outbox::state, outbox::settled_at, outbox::reply)))
        .load(conn)?;
    Ok(mails.into_iter().filter_map(|(event, mail)| Some((event?, mail))).collect())
}
