//! Who answers for something: a contact; of a member who has none, the one that is made when they are named.

use super::model::{Candidate, Owner, OwnerChoice, ProgrammeError};
use super::store_owners::{self as store, MemberRow};
use crate::access::{Action, Context, Scope, require};
use crate::db::Conn;
use crate::domain::accounts;
use crate::domain::contacts::{self, AddressDraft, ContactDraft, ContactError, NewContact};
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, ProgrammeId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::names::PersonName;

type Result<T> = std::result::Result<T, ProgrammeError>;

/// People who are likely to answer for something: members of the programme and those who answer already.
pub fn owner_candidates(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Vec<Candidate>> {
    let known = known_owners(conn, cx, programme)?.into_iter();
    let mut all: Vec<Candidate> = known.map(|o| Candidate { public_id: o.public_id, name: o.name }).collect();
    let bare = store::members(conn, programme)?.into_iter().filter(|member| member.contact.is_none());
    all.extend(bare.map(|member| Candidate { public_id: member.public_id, name: named(member.name) }));
    Ok(all)
}

/// Those of them who are contacts, and so may answer for something already.
pub fn known_owners(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Vec<Owner>> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    Ok(store::owner_candidates(conn, programme)?)
}

fn named(native: String) -> PersonName {
    PersonName { native, ..PersonName::default() }
}

/// The contact that was chosen or typed. An address that several share names nobody, but a member of the programme.
pub fn resolve_owner(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    choice: &OwnerChoice,
) -> Result<Option<ContactId>> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    match choice {
        OwnerChoice::Nobody => Ok(None),
        OwnerChoice::Contact(id) => {
            if let Some(contact) = store::contact(conn, id)? {
                return Ok(Some(contact));
            }
            let member = store::members(conn, programme)?.into_iter().find(|member| member.public_id == *id);
            let member = member.ok_or_else(|| Invalid::one("owner", Reason::NoSuch))?;
            contact_of(conn, cx, &member).map(Some)
        }
        OwnerChoice::Email(text) => {
            let email: Email = text.parse().map_err(|e| Invalid::one("owner_email", Reason::BadEmail(e)))?;
            let member = store::members(conn, programme)?.into_iter().find(|m| m.email.folded() == email.folded());
            match (store::contacts_at(conn, &email.folded())?.as_slice(), member) {
                (_, Some(member)) => contact_of(conn, cx, &member).map(Some),
                ([one], None) => Ok(Some(*one)),
                _ => Err(Invalid::one("owner_email", Reason::NoSuch).into()),
            }
        }
    }
}

/// A member's contact: the one they have; else the only one at their address, if it is nobody else's; else one that is made of what the
/// account says. Whoever may name an owner may name a member, so this asks for no further right.
fn contact_of(conn: &mut Conn, cx: &Context, member: &MemberRow) -> Result<ContactId> {
    if let Some(contact) = member.contact {
        return Ok(contact);
    }
    let contact = match store::contacts_at(conn, &member.email.folded())?.as_slice() {
        [one] if !store::is_member(conn, *one)? => *one,
        _ => {
            let draft = ContactDraft {
                native_name: member.name.clone(),
                language: member.locale.tag().to_owned(),
                addresses: vec![AddressDraft { email: member.email.to_string(), label: String::new() }],
                ..ContactDraft::default()
            };
            contacts::of_member(conn, cx, &NewContact::parse(draft)?).map_err(of_contacts)?
        }
    };
    accounts::link_contact(conn, cx, member.account, contact)?;
    Ok(contact)
}

fn of_contacts(error: ContactError) -> ProgrammeError {
    match error {
        ContactError::Denied(denied) => denied.into(),
        ContactError::Invalid(invalid) => invalid.into(),
        ContactError::Stale => ProgrammeError::Stale,
        ContactError::Db(error) => error.into(),
    }
}
