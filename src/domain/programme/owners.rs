//! Who answers for something: a contact; of a member who has none, the one that is made when they are named.

use std::collections::{BTreeSet, HashMap};

use super::model::{Candidate, Duty, Outsiders, Owner, OwnerChoice, ProgrammeError};
use super::store_owners::{self as store, MemberRow};
use crate::access::{Action, Actor, Context, Grant, Member, Scope, may, require};
use crate::db::Conn;
use crate::domain::accounts;
use crate::domain::contacts::{self, AddressDraft, ContactDraft, ContactError, NewContact};
use crate::kernel::email::Email;
use crate::kernel::ids::{AccountId, ContactId, ProgrammeId, PublicId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::locale::Locale;
use crate::kernel::names::PersonName;

type Result<T> = std::result::Result<T, ProgrammeError>;

/// Those who can do what `duty` says, and so are offered: members of the programme, and those who answer for something already. `kept`
/// answer for this very thing, and may go on.
pub fn owner_candidates(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    duty: Duty,
    kept: &[Owner],
) -> Result<Vec<Candidate>> {
    let known = known_owners(conn, cx, programme)?;
    let able = Able::read(conn, programme, duty)?;
    let candidate = |o: &Owner| Candidate::new(o.public_id.clone(), o.name.clone());
    let mut all: Vec<Candidate> = known.iter().filter(|o| able.takes(o.id)).map(candidate).collect();
    let members = store::members(conn, programme)?;
    let bare = members.iter().filter(|member| member.contact.is_none() && able.members.contains(&member.account));
    all.extend(bare.map(|member| Candidate::new(member.public_id.clone(), named(member.name.clone()))));
    for owner in kept {
        if all.iter().all(|c| c.public_id != owner.public_id) {
            all.push(candidate(owner));
        }
    }
    let ids: Vec<(&PublicId, ContactId)> = known.iter().chain(kept).map(|owner| (&owner.public_id, owner.id)).collect();
    tell_apart(conn, cx, &mut all, (&ids, &members))?;
    Ok(all)
}

/// Says of namesakes where they come from, and to those who see addresses, at which they are reached.
fn tell_apart(
    conn: &mut Conn,
    cx: &Context,
    all: &mut [Candidate],
    (ids, members): (&[(&PublicId, ContactId)], &[MemberRow]),
) -> Result<()> {
    let alike = |a: &PersonName, b: &PersonName| a.native == b.native || (!a.latin.is_empty() && a.latin == b.latin);
    let names: Vec<PersonName> = all.iter().map(|c| c.name.clone()).collect();
    let has_namesake = |own: &PersonName| names.iter().filter(|other| alike(own, other)).count() > 1;
    let mut namesakes: Vec<&mut Candidate> = all.iter_mut().filter(|c| has_namesake(&c.name)).collect();
    if namesakes.is_empty() {
        return Ok(());
    }
    let is_one = |id: &PublicId| namesakes.iter().any(|c| c.public_id == *id);
    let contacts_of: Vec<ContactId> = ids.iter().filter(|(id, _)| is_one(id)).map(|(_, contact)| *contact).collect();
    let people = contacts::people(conn, &contacts_of)?;
    let shown = may(&cx.actor, Action::SeeDetails, Scope::Installation);
    for namesake in &mut namesakes {
        let person = people.iter().find(|person| person.public_id == namesake.public_id);
        let member = members.iter().find(|member| member.public_id == namesake.public_id);
        let address = person.and_then(|p| p.mailbox()).map(|a| a.email.clone());
        namesake.email = address.or_else(|| member.map(|m| m.email.clone())).filter(|_| shown);
        namesake.house = person.and_then(|p| p.affiliation()).map(|a| a.name.clone()).unwrap_or_default();
    }
    Ok(())
}

/// Who can do something, by the one table of rights.
struct Able {
    members: BTreeSet<AccountId>,
    /// Of contacts who have an account, in this programme or not.
    accounts: HashMap<ContactId, AccountId>,
    outsiders: Outsiders,
}

impl Able {
    fn read(conn: &mut Conn, programme: ProgrammeId, duty: Duty) -> Result<Able> {
        let mut held: HashMap<AccountId, Vec<Grant>> = HashMap::new();
        for (account, grant) in store::grants(conn, programme)? {
            held.entry(account).or_default().push(grant);
        }
        let members = held.into_iter().filter_map(|(account, grants)| can(account, grants, programme, duty)).collect();
        Ok(Able { members, accounts: store::accounts_of_contacts(conn)?, outsiders: duty.outsiders })
    }
    fn takes(&self, contact: ContactId) -> bool {
        match self.accounts.get(&contact) {
            Some(account) => self.members.contains(account),
            None => self.outsiders == Outsiders::Welcome,
        }
    }
}

/// The account, if what it holds is enough.
fn can(account: AccountId, grants: Vec<Grant>, programme: ProgrammeId, duty: Duty) -> Option<AccountId> {
    let places: Vec<Scope> = match duty.place {
        Some(place) => vec![place],
        None => grants.iter().map(|grant| Scope::of(programme, grant.city)).collect(),
    };
    let actor = Actor::Member(Member { account, grants, token: None, closed: Vec::new() });
    let all = |place: Scope| duty.actions.iter().all(|action| may(&actor, *action, place));
    places.into_iter().any(all).then_some(account)
}

/// Those of them who are contacts, and so may answer for something already.
pub fn known_owners(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Vec<Owner>> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    Ok(store::owner_candidates(conn, programme)?)
}

/// The addresses of members who are contacts: by these a file may name them, and [`resolve_owner`] understands it.
pub fn member_addresses(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Vec<(ContactId, Email)>> {
    require(&cx.actor, Action::SeeDetails, Scope::Installation)?;
    let all = store::members(conn, programme)?.into_iter();
    Ok(all.filter_map(|member| Some((member.contact?, member.email))).collect())
}

fn named(native: String) -> PersonName {
    PersonName { native, ..PersonName::default() }
}

/// Somebody chosen to answer for something, before it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Chosen {
    Known(Owner),
    /// A member who becomes a contact by it.
    Member {
        account: AccountId,
        public_id: PublicId,
        name: PersonName,
        email: Email,
        locale: Locale,
    },
}

impl Chosen {
    pub const fn public_id(&self) -> &PublicId {
        match self {
            Chosen::Known(owner) => &owner.public_id,
            Chosen::Member { public_id, .. } => public_id,
        }
    }
    pub const fn name(&self) -> &PersonName {
        match self {
            Chosen::Known(owner) => &owner.name,
            Chosen::Member { name, .. } => name,
        }
    }
}

/// Whom a choice names.
enum Found {
    Contact(ContactId),
    Member(MemberRow),
}

/// The contact that was chosen or typed, who can do what `duty` says. An address that several share names nobody, but a member of the
/// programme.
pub fn resolve_owner(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    choice: &OwnerChoice,
    duty: Duty,
) -> Result<Option<ContactId>> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    let Some((field, found)) = find(conn, programme, choice)? else { return Ok(None) };
    let contact = match found {
        Found::Contact(contact) => contact,
        Found::Member(member) => contact_of(conn, cx, &member)?,
    };
    if Able::read(conn, programme, duty)?.takes(contact) {
        Ok(Some(contact))
    } else {
        Err(Invalid::one(field, Reason::Unable).into())
    }
}

/// Whom [`resolve_owner`] would name, or refuse, without writing anything.
pub fn foresee_owner(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    choice: &OwnerChoice,
    duty: Duty,
) -> Result<Option<Chosen>> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    let Some((field, found)) = find(conn, programme, choice)? else { return Ok(None) };
    let able = Able::read(conn, programme, duty)?;
    let (contact, takes) = match &found {
        Found::Contact(contact) => (Some(*contact), able.takes(*contact)),
        Found::Member(member) => (own_contact(conn, member)?, able.members.contains(&member.account)),
    };
    if !takes {
        return Err(Invalid::one(field, Reason::Unable).into());
    }
    match (contact, found) {
        (Some(contact), _) | (None, Found::Contact(contact)) => Ok(store::owner_of(conn, contact)?.map(Chosen::Known)),
        (None, Found::Member(member)) => Ok(Some(Chosen::Member {
            account: member.account,
            public_id: member.public_id,
            name: named(member.name),
            email: member.email,
            locale: member.locale,
        })),
    }
}

/// Whom a choice names, with the field that named them; none: nobody.
fn find(conn: &mut Conn, programme: ProgrammeId, choice: &OwnerChoice) -> Result<Option<(&'static str, Found)>> {
    match choice {
        OwnerChoice::Nobody => Ok(None),
        OwnerChoice::Contact(id) => {
            if let Some(contact) = store::contact(conn, id)? {
                return Ok(Some(("owner", Found::Contact(contact))));
            }
            let member = store::members(conn, programme)?.into_iter().find(|member| member.public_id == *id);
            let member = member.ok_or_else(|| Invalid::one("owner", Reason::NoSuch))?;
            Ok(Some(("owner", Found::Member(member))))
        }
        OwnerChoice::Email(text) => {
            let email: Email = text.parse().map_err(|e| Invalid::one("owner_email", Reason::BadEmail(e)))?;
            let member = store::members(conn, programme)?.into_iter().find(|m| m.email.folded() == email.folded());
            let found = match (store::contacts_at(conn, &email.folded())?.as_slice(), member) {
                (_, Some(member)) => Found::Member(member),
                ([one], None) => Found::Contact(*one),
                _ => return Err(Invalid::one("owner_email", Reason::NoSuch).into()),
            };
            Ok(Some(("owner_email", found)))
        }
    }
}

/// The contact a member is already: the one they have; else the only one at their address, if it is nobody else's.
fn own_contact(conn: &mut Conn, member: &MemberRow) -> Result<Option<ContactId>> {
    if member.contact.is_some() {
        return Ok(member.contact);
    }
    match store::contacts_at(conn, &member.email.folded())?.as_slice() {
        [one] if !store::is_member(conn, *one)? => Ok(Some(*one)),
        _ => Ok(None),
    }
}

/// A member's contact: the one they are already; else one that is made of what the account says. Whoever may name an owner may name a
/// member, so this asks for no further right.
fn contact_of(conn: &mut Conn, cx: &Context, member: &MemberRow) -> Result<ContactId> {
    if let Some(contact) = member.contact {
        return Ok(contact);
    }
    let contact = match own_contact(conn, member)? {
        Some(contact) => contact,
        None => {
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
