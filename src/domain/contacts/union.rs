//! Two entries for one person made one, and parted again. Who merges what hangs on them is the slice `merging`; here are the entries.
//!
//! The entry that goes keeps its row, its outside name and its links, and nothing personal: what it said goes into the snapshot that
//! [`absorb`] is called with, and comes back by [`part`]. A wish not to be written to is either's wish, and never ends by any of it.

use serde::{Deserialize, Serialize};

use super::alike;
use super::fold;
use super::holding::changing_organisations;
use super::input::{MANY, NewContact};
use super::model::{Contact, ContactError};
use super::record::edited;
use super::service::loaded;
use super::store::{batch, people as store, union};
use crate::access::{Action, Context, Scope, require};
use crate::db::types::text_enum;
use crate::db::{Conn, Stored};
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::ids::{AddressId, ContactId, PublicId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;

text_enum! {
    /// One of two entries: the one that stays, or the one that goes into it.
    pub enum Half {
        Kept = "kept",
        Other = "other",
    }
}

/// What stands in a contact's own row.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OwnFields {
    pub name: PersonName,
    pub language: Locale,
    pub phone: String,
    pub notes: String,
    pub source_key: Option<String>,
    /// Since when they are not to be written to, and why.
    pub silent: Option<(Instant, String)>,
}

impl OwnFields {
    pub fn of(contact: &Contact) -> OwnFields {
        let person = &contact.person;
        OwnFields {
            name: person.name.clone(),
            language: person.language,
            phone: person.phone.clone(),
            notes: contact.notes.clone(),
            source_key: contact.source_key.clone(),
            silent: contact.do_not_contact.as_ref().map(|wish| (wish.at, wish.reason.clone())),
        }
    }
    /// Over the lists of somebody who keeps them.
    fn over(&self, lists: &Contact) -> NewContact {
        NewContact {
            name: self.name.clone(),
            language: Some(self.language),
            phone: self.phone.clone(),
            notes: self.notes.clone(),
            source_key: self.source_key.clone(),
            ..NewContact::of(lists)
        }
    }
}

/// What becomes of a field when two are parted: what it was before, unless somebody has edited it since.
pub(super) fn back<T: PartialEq + Clone>(
    (now, before, merged): (&T, &T, &T),
    name: &'static str,
    stuck: &mut Vec<&'static str>,
) -> T {
    if before == merged {
        return now.clone();
    }
    if now != merged {
        stuck.push(name);
        return now.clone();
    }
    before.clone()
}

/// A kept entry's own fields without what came from the other; with the names of those that were edited since, and stay.
pub fn reverted(now: &OwnFields, before: &OwnFields, merged: &OwnFields) -> (OwnFields, Vec<&'static str>) {
    let mut stuck = Vec::new();
    let (a, b, c) = (&now.name, &before.name, &merged.name);
    let name = PersonName {
        native: back((&a.native, &b.native, &c.native), "native_name", &mut stuck),
        latin: back((&a.latin, &b.latin, &c.latin), "latin_name", &mut stuck),
        family: back((&a.family, &b.family, &c.family), "family_name", &mut stuck),
        address: back((&a.address, &b.address, &c.address), "salutation", &mut stuck),
    };
    let own = OwnFields {
        name,
        language: back((&now.language, &before.language, &merged.language), "language", &mut stuck),
        phone: back((&now.phone, &before.phone, &merged.phone), "phone", &mut stuck),
        notes: back((&now.notes, &before.notes, &merged.notes), "notes", &mut stuck),
        source_key: back((&now.source_key, &before.source_key, &merged.source_key), "source_key", &mut stuck),
        // Never loosened.
        silent: now.silent.clone(),
    };
    (own, stuck)
}

/// What parting two entries needs to know besides their rows.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Absorbed {
    /// Tags that only the other bore, folded.
    pub tags: Vec<String>,
    /// Addresses that the kept entry had given up, and has again because the other holds them.
    pub readded: Vec<AddressId>,
    /// Roles that say more since, because the other has a place in the same organisation.
    #[serde(default)]
    pub roles: Vec<UnitedRole>,
}

/// What somebody does in an organisation, as it was and as it became.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct UnitedRole {
    pub(super) place: i64,
    pub(super) before: Localised,
    pub(super) united: Localised,
}

/// Points what belongs to one contact to another. What both have stays with the first: the second has it already.
pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<(&'static str, i64)>> {
    let mut moved: Vec<(&'static str, i64)> = Vec::new();
    moved.extend(union::move_addresses(conn, from, into)?.into_iter().map(|id| ("addresses", id.raw())));
    moved.extend(union::move_affiliations(conn, from, into)?.into_iter().map(|id| ("affiliations", id)));
    moved.extend(union::move_groups(conn, from, into)?.into_iter().map(|id| ("contact_groups", id)));
    let own = union::tags(conn, into)?;
    let tags: Vec<String> = union::tags(conn, from)?.into_iter().filter(|tag| !own.contains(tag)).collect();
    union::move_tags(conn, (from, into), &tags)?;
    // Organisations are recognised by the addresses of their people too.
    let houses = union::houses(conn, [from, into])?;
    alike::doubt(conn, &houses)?;
    Ok(moved)
}

/// Puts `other` into `kept`, whose own fields are `new` from then on; the lists are united.
pub fn absorb(
    conn: &mut Conn,
    cx: &Context,
    (kept, other): (&Contact, &Contact),
    new: &OwnFields,
) -> Result<Absorbed, ContactError> {
    require(&cx.actor, Action::MergeContacts, Scope::Installation)?;
    let (into, from) = (kept.person.id, other.person.id);
    // First, so that its source key is free.
    if !union::blank(conn, (from, other.version), into, cx.now)? {
        return Err(ContactError::Stale);
    }
    let houses = union::houses(conn, [from, into])?;
    changing_organisations(conn, &houses)?;
    let own = union::tags(conn, into)?;
    let tags = union::tags(conn, from)?.into_iter().filter(|tag| !own.contains(tag)).collect();
    let (readded, roles) = (union::readd(conn, from, into)?, union::unite_roles(conn, from, into)?);
    let absorbed = Absorbed { tags, readded, roles };
    replace_contact(conn, from, into)?;
    let united = loaded(conn, into)?;
    for (field, n) in [("addresses", united.person.addresses.len()), ("affiliations", united.person.affiliations.len())]
    {
        if n > MANY {
            return Err(Invalid::one(field, Reason::OutOfRange { min: 0, max: MANY as i64 }).into());
        }
    }
    if !batch::update(conn, into, kept.version, &new.over(&united), cx.now).map_err(ContactError::taken)? {
        return Err(ContactError::Stale);
    }
    let spare = [&kept.source_key, &other.source_key].into_iter().find(|key| key.is_some() && **key != new.source_key);
    union::set_source_key(conn, from, spare.and_then(|key| key.as_deref()))?;
    if let (Some((at, why)), None) = (&new.silent, &kept.do_not_contact) {
        batch::set_do_not_contact(conn, into, (*at, why), cx.now)?;
    }
    let after = loaded(conn, into)?;
    if after.person.do_not_contact {
        let digests = after.person.addresses.iter().map(|a| cx.keys.digest(&a.email.folded())).collect();
        batch::suppress(conn, digests, cx.door, cx.now)?;
    }
    let mut record = edited(kept, &after).changes([Change::of("merged", "", &other.person.public_id)]);
    record.action = "merged";
    history::record(conn, cx, record)?;
    history::record(conn, cx, Record::new(Entity::Contact, from.raw(), "merged-away"))?;
    Ok(absorbed)
}

/// What two entries are parted by.
#[derive(Clone, Copy, Debug)]
pub struct Parting<'a> {
    /// As the other was.
    pub other: &'a OwnFields,
    /// As the kept one was, and as it became.
    pub before: &'a OwnFields,
    pub merged: &'a OwnFields,
    pub absorbed: &'a Absorbed,
}

/// Gives the other entry its fields again, and takes from the kept one what came from it. What hangs on them has been moved by then.
pub fn part(
    conn: &mut Conn,
    cx: &Context,
    (kept, other): (&Contact, ContactId),
    by: Parting<'_>,
) -> Result<(), ContactError> {
    require(&cx.actor, Action::MergeContacts, Scope::Installation)?;
    let id = kept.person.id;
    let away = key_away(conn, (kept, other), by)?;
    union::move_tags(conn, (id, other), &by.absorbed.tags)?;
    union::give_up(conn, &by.absorbed.readded, cx.now)?;
    union::part_roles(conn, id, &by.absorbed.roles)?;
    union::set_source_key(conn, other, None)?;
    let united = loaded(conn, id)?;
    let now = OwnFields::of(kept);
    let (own, _) = reverted(&now, by.before, by.merged);
    if !batch::update(conn, id, kept.version, &own.over(&united), cx.now).map_err(ContactError::taken)? {
        return Err(ContactError::Stale);
    }
    // Who asked for silence while they were one may have been either.
    let silent = by.other.silent.as_ref().or(now.silent.as_ref());
    union::revive(conn, other, silent.map(|(at, why)| (*at, why.as_str())))?;
    let bare = loaded(conn, other)?;
    let mut fields = by.other.clone();
    fields.source_key = fields.source_key.filter(|_| away.is_none());
    if !batch::update(conn, other, bare.version, &fields.over(&bare), cx.now).map_err(ContactError::taken)? {
        return Err(ContactError::Stale);
    }
    let after = loaded(conn, id)?;
    let mut record = edited(kept, &after).changes([Change::of("merged", &bare.person.public_id, "")]);
    record.action = "parted";
    history::record(conn, cx, record)?;
    history::record(conn, cx, Record::new(Entity::Contact, other.raw(), "parted-again"))?;
    Ok(())
}

/// How many of the tags that came from the other go back when two are parted, and how many the kept entry has lost since.
pub fn tags_back(kept: &Contact, absorbed: &Absorbed) -> (usize, usize) {
    let own: Vec<String> = kept.person.tags.iter().map(|tag| fold::words(tag)).collect();
    let back = absorbed.tags.iter().filter(|tag| own.contains(*tag)).count();
    (back, absorbed.tags.len() - back)
}

/// The other's key, where it does not come back when two are parted, for somebody else has it by now.
pub fn key_away(conn: &mut Conn, (kept, other): (&Contact, ContactId), by: Parting<'_>) -> Stored<Option<String>> {
    let own = reverted(&OwnFields::of(kept), by.before, by.merged).0.source_key;
    let keys: Vec<String> = by.other.source_key.iter().cloned().collect();
    // Until they are parted the kept entry answers for what the other's row holds; it keeps only what it is left with.
    let comes = |holder: ContactId| holder == other || (holder == kept.person.id && own != by.other.source_key);
    let found = store::by_source_keys(conn, &keys)?;
    Ok(found.into_iter().find(|(_, holder)| !comes(*holder)).map(|(key, _)| key))
}

/// Which living entry stands for one that went into another; none for one that is there itself, was erased, or never was. The caller
/// has checked the right to see people.
pub fn heir_of(conn: &mut Conn, id: &PublicId) -> Stored<Option<ContactId>> {
    let Some(gone) = union::gone(conn, id)? else { return Ok(None) };
    union::heir(conn, gone)
}

/// The living entry that stands for this one: itself where it is there, none where the last was erased. For slices whose rows point to one
/// that went into another.
pub fn heir(conn: &mut Conn, of: ContactId) -> Stored<Option<ContactId>> {
    union::heir(conn, of)
}
