//! An address that changes hands: an office's mailbox that somebody else reads now. Mails that wait for its old holder there do not leave,
//! and links that went there act for that holder no more: whoever reads the mailbox now sees nothing of theirs.

use super::model::MergeError;
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::Conn;
use crate::domain::contacts::{self, Contact, Handed, Person};
use crate::domain::{consultations, invitations, outbox, relays};
use crate::kernel::email::Email;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason};

/// Why mails were taken back, in the outbox: a word of our own.
const HANDED_OVER: &str = "address-handed-over";

/// An address of somebody, and what hangs on it.
#[derive(Clone, Debug)]
pub struct Holding {
    pub contact: Contact,
    pub email: Email,
    /// Mails that wait for them there.
    pub waiting: i64,
    /// Links that went there.
    pub links: usize,
    /// Who else has it.
    pub others: Vec<Person>,
}

/// What is wanted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandOver {
    pub contact: PublicId,
    /// As it was seen.
    pub version: i64,
    pub email: Email,
    pub to: PublicId,
    pub handed: Handed,
}

/// What handing an address over would do. Changes nothing.
pub fn plan_hand_over(conn: &mut Conn, cx: &Context, contact: &PublicId, email: &Email) -> Result<Holding, MergeError> {
    require(&cx.actor, Action::EditContacts, Scope::Installation)?;
    let contact = contacts::contact(conn, cx, contact)?;
    let id = contact.person.id;
    let own = contact.person.addresses.iter().find(|a| a.email.folded() == email.folded());
    let email = own.ok_or(Denied::NotFound)?.email.clone();
    Ok(Holding {
        waiting: outbox::waiting_at(conn, id, &email)?,
        links: invitations::links_at(conn, id, &email)?
            + consultations::links_at(conn, id, &email)?
            + relays::links_at(conn, id, &email)?,
        others: contacts::holders_of(conn, &email, id)?,
        contact,
        email,
    })
}

/// Does it: all of it or nothing. Gives the new holder.
pub fn hand_over(conn: &mut Conn, cx: &Context, wanted: &HandOver) -> Result<Contact, MergeError> {
    let Holding { contact, email, .. } = plan_hand_over(conn, cx, &wanted.contact, &wanted.email)?;
    if contact.version != wanted.version {
        return Err(MergeError::Stale);
    }
    let to = match contacts::contact(conn, cx, &wanted.to) {
        Ok(to) if to.person.id != contact.person.id => to,
        Ok(_) => return Err(Invalid::one("to", Reason::Taken).into()),
        Err(contacts::ContactError::Denied(Denied::NotFound)) => {
            return Err(Invalid::one("to", Reason::NoSuch).into());
        }
        Err(other) => return Err(other.into()),
    };
    if wanted.handed == Handed::Moves {
        // While the address is still theirs.
        invitations::renew_links(conn, cx, contact.person.id, &email)?;
        consultations::renew_links(conn, cx, contact.person.id, &email)?;
        relays::renew_links(conn, cx, contact.person.id, &email)?;
        outbox::withdraw_at(conn, cx, contact.person.id, &email, HANDED_OVER)?;
    }
    contacts::pass_address(conn, cx, (&contact, &to), &email, wanted.handed)?;
    Ok(contacts::contact(conn, cx, &to.person.public_id)?)
}
