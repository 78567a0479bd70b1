use diesel::prelude::*;

use crate::db::schema::{addresses, consultation_people as people, seats};
use crate::db::{Conn, Stored};
use crate::kernel::email::Email;
use crate::kernel::ids::{AddressId, ContactId, EventId, SeatId};
use crate::kernel::token::nonce;

/// But in consultations where both were asked.
pub(super) fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<i64>> {
    let taken: Vec<i64> =
        people::table.filter(people::contact_id.eq(into)).select(people::consultation_id).load(conn)?;
    let moved: Vec<i64> = people::table
        .filter(people::contact_id.eq(from))
        .filter(people::consultation_id.ne_all(taken))
        .select(people::id)
        .load(conn)?;
    let rows = people::table.filter(people::id.eq_any(moved.iter().copied()));
    diesel::update(rows).set(people::contact_id.eq(into)).execute(conn)?;
    Ok(moved)
}

/// What a contact was last asked for at this address, sent or not: the link shows what they said. A merged entry's copy of the address
/// counts too.
pub(super) fn asked_at(conn: &mut Conn, contact: ContactId, email: &Email) -> Stored<Vec<(i64, SeatId, EventId)>> {
    let boxes: Vec<AddressId> =
        addresses::table.filter(addresses::email_folded.eq(email.folded())).select(addresses::id).load(conn)?;
    Ok(people::table
        .inner_join(seats::table.on(seats::id.eq(people::seat_id)))
        .filter(people::contact_id.eq(contact))
        .filter(people::address_id.eq_any(boxes))
        .filter(seats::removed_at.is_null())
        .order(people::id)
        .select((people::id, people::seat_id, seats::event_id))
        .load(conn)?)
}

/// Links made before open nothing any more.
pub(super) fn renew_nonce(conn: &mut Conn, person: i64) -> Stored<()> {
    diesel::update(people::table.filter(people::id.eq(person))).set(people::nonce.eq(nonce())).execute(conn)?;
    Ok(())
}
