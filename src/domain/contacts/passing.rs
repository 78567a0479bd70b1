//! An address that becomes somebody else's, or serves them too.

use super::input::{MANY, NewAddress, NewContact};
use super::model::{Contact, ContactError, Person};
use super::record::edited;
use super::service::people;
use super::store::batch::{self, AddressRow};
use super::store::people as store;
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::types::text_enum;
use crate::db::{Conn, Stored};
use crate::domain::history;
use crate::kernel::email::Email;
use crate::kernel::ids::ContactId;
use crate::kernel::invalid::{Invalid, Reason};

text_enum! {
    /// What becomes of an address at its first holder.
    pub enum Handed {
        /// It is somebody else's from now on.
        Moves = "moves",
        /// It serves both: an office's mailbox.
        Shared = "shared",
    }
}

/// Who holds an address besides one contact. The caller has checked the right to see addresses.
pub fn holders_of(conn: &mut Conn, email: &Email, but: ContactId) -> Stored<Vec<Person>> {
    let mut ids: Vec<ContactId> =
        store::holders(conn, &[email.folded()])?.into_iter().map(|(_, id)| id).filter(|id| *id != but).collect();
    ids.dedup();
    people(conn, &ids)
}

/// Gives an address of one contact to another, both as they were seen.
pub fn pass_address(
    conn: &mut Conn,
    cx: &Context,
    (from, to): (&Contact, &Contact),
    email: &Email,
    handed: Handed,
) -> Result<(), ContactError> {
    require(&cx.actor, Action::EditContacts, Scope::Installation)?;
    let own = from.person.addresses.iter().find(|a| a.email.folded() == email.folded()).ok_or(Denied::NotFound)?;
    take(conn, cx, to, own)?;
    if handed == Handed::Shared {
        return Ok(());
    }
    let mut left = NewContact::of(from);
    left.addresses.retain(|a| a.email.folded() != email.folded());
    if !batch::update(conn, from.person.id, from.version, &left, cx.now).map_err(ContactError::taken)? {
        return Err(ContactError::Stale);
    }
    batch::remove_other_addresses(conn, from.person.id, &left.addresses, cx.now)?;
    note(conn, cx, from, "address-handed-over")
}

/// The new holder has it behind the addresses they have; who has it already keeps it as it is.
fn take(conn: &mut Conn, cx: &Context, to: &Contact, address: &super::model::Address) -> Result<(), ContactError> {
    let mut has = NewContact::of(to);
    if has.addresses.iter().any(|a| a.email.folded() == address.email.folded()) {
        return Ok(());
    }
    if has.addresses.len() >= MANY {
        return Err(Invalid::one("to", Reason::TooMany { limit: MANY }).into());
    }
    let new = NewAddress { email: address.email.clone(), label: address.label.clone() };
    let row = AddressRow::of(to.person.id, &new, has.addresses.len(), cx.now);
    has.addresses.push(new);
    if !batch::update(conn, to.person.id, to.version, &has, cx.now).map_err(ContactError::taken)? {
        return Err(ContactError::Stale);
    }
    batch::insert_addresses(conn, &[row])?;
    if to.person.do_not_contact {
        batch::suppress(conn, vec![cx.keys.digest(&address.email.folded())], cx.door, cx.now)?;
    }
    note(conn, cx, to, "address-taken-over")
}

fn note(conn: &mut Conn, cx: &Context, before: &Contact, what: &'static str) -> Result<(), ContactError> {
    let after = store::load(conn, &[before.person.id])?.pop().ok_or(Denied::NotFound)?;
    let mut record = edited(before, &after);
    record.action = what;
    history::record(conn, cx, record)?;
    Ok(())
}
