//! Addresses that a relay refused for good, and staff who know better; and those that are never written to.

use std::collections::{HashMap, HashSet};

use super::model::ContactError;
use super::store::{people as store, refusals};
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::{Conn, Stored};
use crate::domain::history::{self, Entity, PersonalChange, Record};
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, PublicId};
use crate::kernel::token::Keys;

/// Notes that there is no such mailbox, in the relay's own words, on every contact that has it. For the engine, in the transaction in
/// which the refusal is written down.
pub fn address_refused(conn: &mut Conn, cx: &Context, email: &Email, reply: &str) -> Stored<()> {
    for contact in refusals::refuse(conn, email, reply, cx.now)? {
        record(conn, cx, contact, "address-refused", email)?;
    }
    Ok(())
}

/// The relay refuses everybody, so that its word about this address counts for nothing. For the engine, beside the mails that then wait
/// once more.
pub fn refusal_withdrawn(conn: &mut Conn, cx: &Context, email: &Email, reply: &str) -> Stored<()> {
    for contact in refusals::withdraw(conn, email, reply)? {
        record(conn, cx, contact, "address-confirmed", email)?;
    }
    Ok(())
}

/// Staff have mails tried again that failed for these addresses: they hold them to be right.
pub fn confirm_addresses(conn: &mut Conn, cx: &Context, whose: &[(ContactId, Email)]) -> Result<(), ContactError> {
    if whose.is_empty() {
        return Ok(());
    }
    require(&cx.actor, Action::EditContacts, Scope::Installation)?;
    for (contact, email) in whose {
        if refusals::clear(conn, *contact, email)? {
            record(conn, cx, *contact, "address-confirmed", email)?;
        }
    }
    Ok(())
}

/// Staff say that the address is right all the same: it is written to again.
pub fn confirm_address(conn: &mut Conn, cx: &Context, contact: &PublicId, email: &Email) -> Result<(), ContactError> {
    require(&cx.actor, Action::EditContacts, Scope::Installation)?;
    let id = store::id_of(conn, contact)?.ok_or(Denied::NotFound)?;
    if refusals::clear(conn, id, email)? {
        record(conn, cx, id, "address-confirmed", email)?;
    }
    Ok(())
}

/// Of these addresses, the digests of those never to write to. For slices that write.
pub fn suppressed<'a>(
    conn: &mut Conn,
    keys: &Keys,
    emails: impl Iterator<Item = &'a Email>,
) -> Stored<HashSet<String>> {
    let digests: Vec<String> = emails.map(|email| keys.digest(&email.folded())).collect();
    refusals::suppressed(conn, &digests)
}

/// One of somebody's addresses, and whether it may be written to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letterbox {
    pub email: Email,
    pub refused: bool,
    pub suppressed: bool,
}

/// The addresses of these people, in the order to be used. For slices that write.
pub fn letterboxes(conn: &mut Conn, keys: &Keys, ids: &[ContactId]) -> Stored<HashMap<ContactId, Vec<Letterbox>>> {
    let rows = refusals::addresses_of(conn, ids)?;
    let never = suppressed(conn, keys, rows.iter().map(|(_, email, _)| email))?;
    let mut found: HashMap<ContactId, Vec<Letterbox>> = HashMap::new();
    for (contact, email, refused) in rows {
        let suppressed = never.contains(&keys.digest(&email.folded()));
        found.entry(contact).or_default().push(Letterbox { email, refused, suppressed });
    }
    Ok(found)
}

fn record(conn: &mut Conn, cx: &Context, contact: ContactId, what: &'static str, email: &Email) -> Stored<()> {
    let which = PersonalChange {
        contact: Some(contact),
        field: "addresses".to_owned(),
        before: None,
        after: Some(email.to_string()),
    };
    history::record(conn, cx, Record::new(Entity::Contact, contact.raw(), what).personal([which]))?;
    Ok(())
}
