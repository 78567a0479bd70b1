//! People: read, made, changed, and no longer written to.

use std::collections::{HashMap, HashSet};

use super::alike;
use super::details::Details;
use super::fold;
use super::groups::GroupBook;
use super::holding::{changing_organisations, held_organisation, held_organisations};
use super::input::{NewAddress, NewAffiliation, NewContact, NewOrganisation, REASON};
use super::model::{Affiliation, Contact, ContactError, Filter, Person};
use super::record::{created, edited};
use super::store::batch::{self, AddressRow, AffiliationRow, GroupRow};
use super::store::tags::{self as tag_rows, TagRow};
use super::store::{organisations, people as store, refusals, select, union};
use crate::access::{Action, Actor, Context, Denied, Door, Scope, require};
use crate::db::{Conn, Stored};
use crate::domain::history::{self, Entity, Record};
use crate::kernel::ids::{ContactId, OrganisationId, PublicId};
use crate::kernel::invalid::{Invalid, line, required_line};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::is_han;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::token::{LinkToken, Purpose};

/// A page of people by family name; of a search those first who are called so.
pub fn list(conn: &mut Conn, cx: &Context, filter: &Filter, page: PageRequest) -> Result<Page<Person>, ContactError> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    Ok(whole_page(conn, cx, filter, page)?.map(|contact| contact.person))
}

/// As [`list`], with all that the actor may read of each.
pub fn whole_page(
    conn: &mut Conn,
    cx: &Context,
    filter: &Filter,
    page: PageRequest,
) -> Result<Page<Contact>, ContactError> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    let details = Details::of(&cx.actor);
    let ids = select::page(conn, filter, details, page)?;
    let mut items = store::load(conn, &ids.items)?;
    items.iter_mut().for_each(|contact| details.keep_to(contact));
    Ok(Page { items, next: ids.next })
}

/// How many people a filter finds.
pub fn count(conn: &mut Conn, cx: &Context, filter: &Filter) -> Result<i64, ContactError> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    Ok(select::count(conn, filter, Details::of(&cx.actor))?)
}

/// Everybody a filter finds, by family name: what "select all that match" stands for.
pub fn matching_ids(conn: &mut Conn, cx: &Context, filter: &Filter) -> Result<Vec<ContactId>, ContactError> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    Ok(select::all(conn, filter, Details::of(&cx.actor))?)
}

/// The people of these ids, in that order, in a fixed number of statements. The caller has checked the right to see them.
pub fn people(conn: &mut Conn, ids: &[ContactId]) -> Stored<Vec<Person>> {
    Ok(store::load(conn, ids)?.into_iter().map(|c| c.person).collect())
}

/// As [`people`], with notes and keys.
pub fn contacts(conn: &mut Conn, ids: &[ContactId]) -> Stored<Vec<Contact>> {
    store::load(conn, ids)
}

/// One person.
pub fn contact(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<Contact, ContactError> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    let id = store::id_of(conn, id)?.ok_or(Denied::NotFound)?;
    let mut contact = loaded(conn, id)?;
    Details::of(&cx.actor).keep_to(&mut contact);
    Ok(contact)
}

/// The inside number of a person known by its outside name. The caller has checked the right to see people.
pub fn id_of(conn: &mut Conn, id: &PublicId) -> Stored<Option<ContactId>> {
    store::id_of(conn, id)
}

pub(super) fn loaded(conn: &mut Conn, id: ContactId) -> Result<Contact, ContactError> {
    Ok(store::load(conn, &[id])?.pop().ok_or(Denied::NotFound)?)
}

/// The tags in use, the most used first, with how many bear each.
pub fn tags(conn: &mut Conn, cx: &Context) -> Result<Vec<(String, i64)>, ContactError> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    Ok(store::tags(conn, 200)?)
}

/// Adds a person.
pub fn create(conn: &mut Conn, cx: &Context, new: &NewContact) -> Result<Contact, ContactError> {
    require(&cx.actor, Action::EditContacts, Scope::Installation)?;
    added(conn, cx, new)
}

/// Adds a member as a person, out of their own account, because somebody names them. The caller has checked the right to do that.
pub fn of_member(conn: &mut Conn, cx: &Context, new: &NewContact) -> Result<ContactId, ContactError> {
    Ok(added(conn, cx, new)?.person.id)
}

/// Adds somebody whom an organisation names, as one of its own people: by its id, for others may bear its name. The caller has checked
/// the right to name people.
pub fn of_organisation(
    conn: &mut Conn,
    cx: &Context,
    new: &NewContact,
    house: OrganisationId,
) -> Result<ContactId, ContactError> {
    let role = new.affiliations.first().map(|a| a.role.clone()).unwrap_or_default();
    let bare = NewContact { affiliations: Vec::new(), ..new.clone() };
    let id = added(conn, cx, &bare)?.person.id;
    let rows = vec![AffiliationRow::of(id, house, &role, 0, cx.now)?];
    batch::insert_affiliations(conn, &rows)?;
    let addresses = address_rows(cx, id, &new.addresses);
    batch::bring_domains(conn, &addresses, &rows)?;
    Ok(id)
}

/// In the order in which they are to be used.
fn address_rows(cx: &Context, id: ContactId, addresses: &[NewAddress]) -> Vec<AddressRow> {
    addresses.iter().enumerate().map(|(nth, address)| AddressRow::of(id, address, nth, cx.now)).collect()
}

fn added(conn: &mut Conn, cx: &Context, new: &NewContact) -> Result<Contact, ContactError> {
    let groups = group_ids(conn, &new.groups)?;
    let (id, _) = batch::insert(conn, cx.now, &[new]).map_err(ContactError::taken)?.pop().ok_or(Denied::NotFound)?;
    write_belongings(conn, cx, id, new, &groups, &[])?;
    let made = loaded(conn, id)?;
    history::record(conn, cx, created(&made))?;
    Ok(made)
}

/// Puts new values in place of the old ones, if nobody else did meanwhile.
pub fn edit(
    conn: &mut Conn,
    cx: &Context,
    id: &PublicId,
    version: i64,
    new: &NewContact,
) -> Result<Contact, ContactError> {
    require(&cx.actor, Action::EditContacts, Scope::Installation)?;
    let before = contact(conn, cx, id)?;
    let id = before.person.id;
    let groups = group_ids(conn, &new.groups)?;
    if !batch::update(conn, id, version, new, cx.now).map_err(ContactError::taken)? {
        return Err(ContactError::Stale);
    }
    batch::remove_other_addresses(conn, id, &new.addresses, cx.now)?;
    batch::clear_groups_and_tags(conn, id)?;
    let kept = write_belongings(conn, cx, id, new, &groups, &before.person.affiliations)?;
    batch::remove_other_affiliations(conn, id, &kept)?;
    let after = loaded(conn, id)?;
    doubt_domains(conn, &before.person, &after.person)?;
    if after.person.do_not_contact {
        batch::suppress(conn, digests(cx, &after.person), cx.door, cx.now)?;
    }
    let record = edited(&before, &after);
    // Nothing changed is nothing written. Names of groups and organisations are read as what they name, so that it is known only now.
    if record.is_empty() {
        batch::as_before(conn, id, before.version, before.updated_at)?;
        return Ok(before);
    }
    history::record(conn, cx, record)?;
    Ok(after)
}

/// An address or a place that is gone may have been what an organisation's domain rested on.
fn doubt_domains(conn: &mut Conn, before: &Person, after: &Person) -> Stored<()> {
    if before.addresses == after.addresses && before.affiliations == after.affiliations {
        return Ok(());
    }
    let left: Vec<OrganisationId> = before.affiliations.iter().map(|a| a.organisation).collect();
    alike::doubt(conn, &left)
}

fn group_ids(conn: &mut Conn, named: &[String]) -> Result<Vec<i64>, ContactError> {
    let book = GroupBook::load(conn)?;
    let codes = book.codes(named)?;
    Ok(book.ids(&codes).collect())
}

/// Writes what belongs to one contact; gives the organisations it has a place in. Where two organisations have one name, that of
/// the contact's `own` is meant.
fn write_belongings(
    conn: &mut Conn,
    cx: &Context,
    id: ContactId,
    new: &NewContact,
    groups: &[i64],
    own: &[Affiliation],
) -> Result<Vec<OrganisationId>, ContactError> {
    let addresses = address_rows(cx, id, &new.addresses);
    batch::insert_addresses(conn, &addresses)?;
    // One that went into another since is found by its name.
    let places: Vec<OrganisationId> = own.iter().map(|a| a.organisation).collect();
    let places = changing_organisations(conn, &places)?;
    let known = organisations_named(conn, cx, new.affiliations.iter())?;
    let mut rows = Vec::new();
    let mut within = Vec::new();
    for (nth, affiliation) in new.affiliations.iter().enumerate() {
        let name = fold::joined(&affiliation.organisation);
        let mut own = own.iter().filter(|a| places.contains(&a.organisation));
        let own = own.find(|a| a.name.iter().any(|(_, n)| fold::joined(n) == name)).map(|a| a.organisation);
        let Some(organisation) = own.or_else(|| known.get(&name).copied()) else { continue };
        // Two of an organisation's names may have been given; it is one place all the same.
        if !within.contains(&organisation) {
            within.push(organisation);
            rows.push(AffiliationRow::of(id, organisation, &affiliation.role, nth, cx.now)?);
        }
    }
    batch::insert_affiliations(conn, &rows)?;
    batch::bring_domains(conn, &addresses, &rows)?;
    let groups: Vec<GroupRow> = groups.iter().map(|g| GroupRow { contact_id: id, group_id: *g }).collect();
    batch::insert_groups(conn, &groups)?;
    let tags: Vec<TagRow> = new.tags.iter().map(|tag| TagRow::of(id, tag)).collect();
    tag_rows::insert(conn, &tags)?;
    Ok(within)
}

/// The organisations of these names, by folded name; unknown ones are made.
pub(super) fn organisations_named<'a>(
    conn: &mut Conn,
    cx: &Context,
    wanted: impl Iterator<Item = &'a NewAffiliation>,
) -> Stored<HashMap<String, OrganisationId>> {
    let wanted: HashMap<String, &NewAffiliation> = wanted.map(|a| (fold::joined(&a.organisation), a)).collect();
    let mut names: Vec<String> = wanted.keys().cloned().collect();
    names.sort();
    let mut known: HashMap<String, OrganisationId> = HashMap::new();
    for (name, id) in organisations::by_names(conn, &names)? {
        known.entry(name).or_insert(id);
    }
    let ids: Vec<OrganisationId> = known.values().copied().collect();
    let living: HashSet<OrganisationId> = held_organisations(conn, &ids)?.into_iter().collect();
    // A merge was faster.
    let gone: Vec<String> = known.iter().filter(|(_, id)| !living.contains(id)).map(|(name, _)| name.clone()).collect();
    for name in gone {
        let Some(id) = known.remove(&name) else { continue };
        known.extend(held_organisation(conn, id)?.map(|heir| (name, heir)));
    }
    names.retain(|name| !known.contains_key(name));
    let new: Vec<NewOrganisation> = names.iter().filter_map(|name| wanted.get(name)).map(|a| unknown(cx, a)).collect();
    let made = organisations::insert(conn, cx.now, &new)?;
    for id in &made {
        history::record(conn, cx, Record::new(Entity::Organisation, id.raw(), "created"))?;
    }
    known.extend(names.into_iter().zip(made));
    Ok(known)
}

fn unknown(cx: &Context, affiliation: &NewAffiliation) -> NewOrganisation {
    let name = affiliation.organisation.clone();
    let locale = match (name.chars().any(is_han), cx.locale) {
        (true, _) => Locale::Zh,
        (false, Locale::Fr) => Locale::Fr,
        (false, _) => Locale::En,
    };
    NewOrganisation {
        name: Localised::new([(locale, name)]),
        place: affiliation.place.clone(),
        country: affiliation.country.clone(),
        ..NewOrganisation::nameless(affiliation.kind)
    }
}

fn digests(cx: &Context, person: &Person) -> Vec<String> {
    person.addresses.iter().map(|a| cx.keys.digest(&a.email.folded())).collect()
}

/// Whose link this is, if it is one of ours: "please don't write to me again".
pub fn of_link(conn: &mut Conn, cx: &Context, token: &LinkToken) -> Result<ContactId, ContactError> {
    let id = ContactId::new(token.row);
    let nonce = store::nonce_of(conn, id)?.ok_or(Denied::NotFound)?;
    let good = cx.keys.link_matches(token, Purpose::DoNotContact, &nonce);
    // A link of an entry that went into another acts for that one.
    let heir = union::heir(conn, id)?.filter(|_| good);
    Ok(heir.ok_or(Denied::NotFound)?)
}

/// Notes that a person is not to be written to any more, and keeps the addresses from every mail.
///
/// Staff need the right to edit contacts. A guest asks for themselves: `contact` must then come from the guest's own link
/// (see [`of_link`]). Asking twice changes nothing.
pub fn do_not_contact(
    conn: &mut Conn,
    cx: &Context,
    contact: ContactId,
    reason: &str,
    door: Door,
) -> Result<(), ContactError> {
    match cx.actor {
        Actor::Guest(_) | Actor::Office(_) | Actor::Nobody if matches!(door, Door::Page | Door::Mail) => {}
        _ => require(&cx.actor, Action::EditContacts, Scope::Installation)?,
    }
    let reason = line(reason, REASON).map_err(|bad| Invalid::one("reason", bad))?;
    let held = loaded(conn, contact)?;
    batch::suppress(conn, digests(cx, &held.person), door, cx.now)?;
    if held.person.do_not_contact {
        return Ok(());
    }
    batch::set_do_not_contact(conn, contact, (cx.now, &reason), cx.now)?;
    history::record(conn, cx, Record::new(Entity::Contact, contact.raw(), "silenced").because(reason))?;
    Ok(())
}

/// Lifts the wish, because the person said so. Addresses shared with somebody who still has it stay silent.
pub fn may_contact_again(
    conn: &mut Conn,
    cx: &Context,
    id: &PublicId,
    version: i64,
    reason: &str,
) -> Result<(), ContactError> {
    require(&cx.actor, Action::EditContacts, Scope::Installation)?;
    let now = contact(conn, cx, id)?;
    // Who is too late is told so first: the page that asks for a reason again would be of the newer version.
    if now.version != version {
        return Err(ContactError::Stale);
    }
    let reason = required_line(reason, REASON).map_err(|bad| Invalid::one("reason", bad))?;
    let person = now.person;
    if !refusals::lift_do_not_contact(conn, person.id, version, cx.now)? {
        return Err(ContactError::Stale);
    }
    let folded: Vec<String> = person.addresses.iter().map(|a| a.email.folded()).collect();
    let silent = store::held_by_silent(conn, &folded)?;
    let free: Vec<String> = folded.iter().filter(|a| !silent.contains(a)).map(|a| cx.keys.digest(a)).collect();
    batch::unsuppress(conn, &free)?;
    history::record(conn, cx, Record::new(Entity::Contact, person.id.raw(), "unsilenced").because(reason))?;
    Ok(())
}
