//! Two contacts become one; and links that went to an address which is somebody else's now.

use super::store_replacing as store;
use crate::access::{Action, Context, Scope, require};
use crate::db::{Conn, Stored};
use crate::domain::history::{self, Entity, Record};
use crate::domain::invitations::{InvitationError, event_facts};
use crate::kernel::email::Email;
use crate::kernel::ids::ContactId;

/// Points what one contact said to another. Where both were asked in one consultation, the row stays where it is, and is read as the
/// living one's.
pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<(&'static str, i64)>> {
    let moved = store::replace_contact(conn, from, into)?;
    Ok(moved.into_iter().map(|id| ("consultation_people", id)).collect())
}

/// How many links would act no more if the address became somebody else's. The caller has checked the right to change the contact.
pub fn links_at(conn: &mut Conn, contact: ContactId, email: &Email) -> Stored<usize> {
    Ok(store::asked_at(conn, contact, email)?.len())
}

/// Makes them act no more: mails from now on carry new ones. Says how many.
pub fn renew_links(conn: &mut Conn, cx: &Context, contact: ContactId, email: &Email) -> Result<usize, InvitationError> {
    require(&cx.actor, Action::EditContacts, Scope::Installation)?;
    let asked = store::asked_at(conn, contact, email)?;
    for (person, seat, event) in &asked {
        store::renew_nonce(conn, *person)?;
        let event = event_facts(conn, *event)?;
        let record = Record::new(Entity::Seat, seat.raw(), "link-renewed").within(event.programme, event.city);
        history::record(conn, cx, record)?;
    }
    Ok(asked.len())
}
