//! Two contacts become one; and links that went to an address which is somebody else's now.

use diesel::prelude::*;

use crate::access::{Action, Context, Scope, require};
use crate::db::schema::{addresses, consultation_people as people, seats};
use crate::db::{Conn, DbError, Stored};
use crate::domain::history::{self, Entity, Record};
use crate::domain::invitations::{InvitationError, event_facts};
use crate::kernel::email::Email;
use crate::kernel::ids::{AddressId, ContactId, EventId, SeatId};
use crate::kernel::token::nonce;

/// Points what one contact said to another. Where both were asked in one consultation, the row stays where it is, and is read as the
/// living one's.
pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<(&'static str, i64)>> {
    let taken: Vec<i64> =
        people::table.filter(people::contact_id.eq(into)).select(people::consultation_id).load(conn)?;
    let moved: Vec<i64> = people::table
        .filter(people::contact_id.eq(from))
        .filter(people::consultation_id.ne_all(taken))
        .select(people::id)
        .load(conn)?;
    let rows = people::table.filter(people::id.eq_any(moved.clone()));
    diesel::update(rows).set(people::contact_id.eq(into)).execute(conn)?;
    Ok(moved.into_iter().map(|id| ("consultation_people", id)).collect())
}

/// What a contact was last asked for at this address, sent or not: the link shows what they said. A merged entry's copy of the address
/// counts too.
fn asked_at(conn: &mut Conn, contact: ContactId, email: &Email) -> Stored<Vec<(i64, SeatId, EventId)>> {
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

/// How many links would act no more if the address became somebody else's. The caller has checked the right to change the contact.
pub fn links_at(conn: &mut Conn, contact: ContactId, email: &Email) -> Stored<usize> {
    Ok(asked_at(conn, contact, email)?.len())
}

/// Makes them act no more: mails from now on carry new ones. Says how many.
pub fn renew_links(conn: &mut Conn, cx: &Context, contact: ContactId, email: &Email) -> Result<usize, InvitationError> {
    require(&cx.actor, Action::EditContacts, Scope::Installation)?;
    let asked = asked_at(conn, contact, email)?;
    for (person, seat, event) in &asked {
        let own = people::table.filter(people::id.eq(*person));
        diesel::update(own).set(people::nonce.eq(nonce())).execute(conn).map_err(DbError::from)?;
        let event = event_facts(conn, *event)?;
        let record = Record::new(Entity::Seat, seat.raw(), "link-renewed").within(event.programme, event.city);
        history::record(conn, cx, record)?;
    }
    Ok(asked.len())
}
