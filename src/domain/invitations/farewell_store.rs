use diesel::prelude::*;

use super::model::RoundState;
use crate::db::schema::{contacts, invitations, rounds, seats};
use crate::db::{Conn, Stored};
use crate::kernel::ids::{ContactId, EventId};
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;

pub(super) fn person(conn: &mut Conn, contact: ContactId) -> Stored<(Locale, Option<Instant>)> {
    Ok(contacts::table.find(contact).select((contacts::language, contacts::do_not_contact_at)).first(conn)?)
}

/// The events that a person holds a seat at and was invited to.
pub(super) fn invited_to(conn: &mut Conn, contact: ContactId) -> Stored<Vec<EventId>> {
    Ok(invitations::table
        .inner_join(rounds::table)
        .inner_join(seats::table)
        .filter(seats::contact_id.eq(contact))
        .filter(seats::removed_at.is_null())
        .filter(rounds::state.eq(RoundState::Released))
        .order(invitations::event_id)
        .select(invitations::event_id)
        .distinct()
        .load(conn)?)
}
