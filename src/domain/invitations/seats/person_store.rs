use std::collections::HashMap;

use diesel::dsl::exists;
use diesel::prelude::*;

use crate::db::schema::{outbox, outbox_attempts as attempts, seats};
use crate::db::{Conn, Stored, conditions};
use crate::domain::invitations::model::Answer;
use crate::domain::outbox::MessageState;
use crate::kernel::ids::{ContactId, EventId};
use crate::kernel::time::Instant;

const INVITATION: &str = "invitation";

/// A seat: where, what was answered, when, and whether it was asked.
pub(super) type Held = (EventId, Answer, Option<Instant>, bool);
/// The state of a mail, when that was reached, and the relay's reply.
pub(super) type Mail = (MessageState, Option<Instant>, Option<String>);

pub(super) fn held(conn: &mut Conn, contact: ContactId) -> Stored<Vec<Held>> {
    Ok(seats::table
        .filter(seats::contact_id.eq(contact.raw()))
        .filter(seats::removed_at.is_null())
        .order(seats::id.desc())
        .select((seats::event_id, seats::answer, seats::answered_at, conditions::asked_seat()))
        .load(conn)?)
}

/// The last invitation to each event that was not taken back unread, or where there is none what led to the answer instead.
pub(super) fn last_invitations(conn: &mut Conn, contact: ContactId) -> Stored<HashMap<EventId, Mail>> {
    let doubted = attempts::table
        .filter(attempts::outbox_id.eq(outbox::id))
        .filter(attempts::outcome.eq(MessageState::Doubt.as_str()));
    let left = [MessageState::Leased, MessageState::Sent, MessageState::Doubt];
    let mails: Vec<(Option<EventId>, String, Mail)> = outbox::table
        .filter(outbox::contact_id.eq(contact.raw()))
        .filter(outbox::kind.eq_any([INVITATION, "answer-confirmation", "event-notice"]))
        // What an institution is told, for which the person may speak, is another matter.
        .filter(outbox::dedupe_key.not_like("notice:%:d%"))
        .filter(
            outbox::kind
                .eq(INVITATION)
                .and(outbox::state.ne(MessageState::Cancelled))
                .or(outbox::state.eq_any(left))
                .or(exists(doubted)),
        )
        .order(outbox::id)
        .select((outbox::event_id, outbox::kind, (outbox::state, outbox::settled_at, outbox::reply)))
        .load(conn)?;
    let (invitations, instead): (Vec<_>, Vec<_>) = mails.into_iter().partition(|(_, kind, _)| kind == INVITATION);
    let of_event = |(event, _, mail): (Option<EventId>, String, Mail)| Some((event?, mail));
    Ok(instead.into_iter().chain(invitations).filter_map(of_event).collect())
}
