//! Many contacts at once, from files and demonstrations: each row is matched with who is there, and adds or corrects, never removes.
//!
//! A row is somebody known when it has the same source key; else when an address and the name are the same (in either script); else,
//! for a row without any address, when the name and what else it says (organisation, phone) are the same. Rows are matched
//! with the rows before them too, so the same line twice adds one contact.

use std::collections::{HashMap, HashSet};

use super::fold;
use super::groups::GroupBook;
use super::holding::held_organisations;
use super::input::{NewAffiliation, NewContact};
use super::merge::{Entry, named_alike};
use super::model::{Contact, ContactError};
use super::organisations;
use super::record::edited;
use super::service::{do_not_contact, organisations_named};
use super::store::batch::{self, AddressRow, AffiliationRow, Belongings, GroupRow};
use super::store::tags::TagRow;
use super::store::{people as store, union_organisations};
use crate::access::{Action, Context, Door, Scope, require};
use crate::db::dialect::{Turn, take_turn};
use crate::db::{Conn, Stored};
use crate::domain::history;
use crate::kernel::ids::{ContactId, OrganisationId};
use crate::kernel::invalid::Invalid;

/// Whether anything is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// Only says what would become of each row. Rows are compared within the batch, not with earlier dry batches.
    Dry,
    Write,
}

/// What became of a row. The contact is known unless it is new and nothing was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    New(Option<ContactId>),
    /// With the fields that changed.
    Changed(Option<ContactId>, Vec<&'static str>),
    Same(Option<ContactId>),
    Refused(Invalid),
}

/// Brings a batch of rows in; one verdict a row, in order. The whole batch or nothing: the caller's transaction holds it together.
/// New contacts get no history entry of their own (the import's tells of them); changed ones do.
pub fn upsert_batch(
    conn: &mut Conn,
    cx: &Context,
    rows: &[NewContact],
    mode: Mode,
) -> Result<Vec<Verdict>, ContactError> {
    require(&cx.actor, Action::ImportContacts, Scope::Installation)?;
    if mode == Mode::Write {
        // What another file is bringing in must be known before anybody is held for new.
        take_turn(conn, Turn::Import)?;
    }
    let groups = GroupBook::load(conn)?;
    let mut book = Book::load(conn, rows)?;
    let placed: Vec<Placed> = rows.iter().map(|row| book.place(row, &groups)).collect();
    book.entries.iter_mut().for_each(Entry::settle);
    if mode == Mode::Write {
        write_new(conn, cx, &mut book)?;
        let changed = write_changed(conn, cx, &book)?;
        write_belongings(conn, cx, &book, &groups)?;
        record_changes(conn, cx, &book, &changed)?;
        write_wishes(conn, cx, &book)?;
    }
    Ok(placed.into_iter().map(|p| p.verdict(&book)).collect())
}

/// Where a row went.
enum Placed {
    Began(usize),
    Joined(usize, Vec<&'static str>),
    Refused(Invalid),
}

impl Placed {
    fn verdict(self, book: &Book) -> Verdict {
        match self {
            Placed::Began(at) => Verdict::New(book.entries[at].id),
            Placed::Joined(at, fields) if fields.is_empty() || book.entries[at].is_unchanged() => {
                Verdict::Same(book.entries[at].id)
            }
            Placed::Joined(at, fields) => Verdict::Changed(book.entries[at].id, fields),
            Placed::Refused(invalid) => Verdict::Refused(invalid),
        }
    }
}

/// Everybody a batch may meet: those in the database and those begun by earlier rows.
#[derive(Default)]
struct Book {
    entries: Vec<Entry>,
    by_key: HashMap<String, usize>,
    by_address: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
}

impl Book {
    fn load(conn: &mut Conn, rows: &[NewContact]) -> Stored<Book> {
        let keys: Vec<String> = rows.iter().filter_map(|r| r.source_key.clone()).collect();
        let emails: Vec<String> = rows.iter().flat_map(|r| &r.addresses).map(|a| a.email.folded()).collect();
        let unreachable = rows.iter().filter(|r| r.addresses.is_empty());
        let mut names: Vec<String> = unreachable.map(|r| fold::joined(&r.name.native)).collect();
        names.sort();
        names.dedup();
        let keyed = store::by_source_keys(conn, &keys)?;
        let mut ids: Vec<ContactId> = keyed.iter().map(|(_, id)| *id).collect();
        ids.extend(store::holders(conn, &emails)?.into_iter().map(|(_, id)| id));
        ids.extend(store::by_names(conn, &names)?.into_iter().map(|(_, id)| id));
        ids.sort();
        ids.dedup();
        let mut book = Book::default();
        // Of people who are all new nothing is compared with what organisations were called.
        let old = if ids.is_empty() { HashMap::new() } else { union_organisations::old_names(conn)? };
        for contact in store::load(conn, &ids)? {
            book.add(Entry::known(contact, &old));
        }
        // Also by the keys of entries that went into them: they are few.
        for (key, id) in keyed {
            if !book.by_key.contains_key(&key)
                && let Some(at) = book.entries.iter().position(|entry| entry.id == Some(id))
            {
                book.by_key.insert(key, at);
            }
        }
        Ok(book)
    }
    fn add(&mut self, entry: Entry) -> usize {
        let at = self.entries.len();
        self.entries.push(entry);
        self.index(at);
        at
    }
    /// Makes an entry findable by what it says now.
    fn index(&mut self, at: usize) {
        let entry = &self.entries[at];
        if let Some(key) = &entry.now.source_key {
            self.by_key.insert(key.clone(), at);
        }
        let note = |map: &mut HashMap<String, Vec<usize>>, key: String| {
            let list = map.entry(key).or_default();
            if !list.contains(&at) {
                list.push(at);
            }
        };
        for address in &entry.now.addresses {
            note(&mut self.by_address, address.email.folded());
        }
        note(&mut self.by_name, entry.native.clone());
    }
    fn place(&mut self, row: &NewContact, groups: &GroupBook) -> Placed {
        let mut row = row.clone();
        match groups.codes(&row.groups) {
            Ok(codes) => row.groups = codes,
            Err(unknown) => return Placed::Refused(unknown),
        }
        match self.find(&row) {
            Some(at) => {
                let fields = self.entries[at].merge(&row);
                if !fields.is_empty() {
                    self.index(at);
                }
                Placed::Joined(at, fields)
            }
            None => Placed::Began(self.add(Entry::begun(row))),
        }
    }
    fn find(&self, row: &NewContact) -> Option<usize> {
        if let Some(at) = row.source_key.as_ref().and_then(|key| self.by_key.get(key)) {
            return Some(*at);
        }
        let known = row.addresses.iter().filter_map(|a| self.by_address.get(&a.email.folded()));
        let holders: Vec<&usize> = known.flatten().collect();
        // Of most lines nobody has the address, and no name is to be compared.
        if holders.is_empty() && !row.addresses.is_empty() {
            return None;
        }
        let said = fold::latin_of(&row.name.native, &row.name.latin);
        let native = fold::joined(&row.name.native);
        let same_key = |at: &&usize| {
            let own = &self.entries[**at].now.source_key;
            own.is_none() || row.source_key.is_none() || *own == row.source_key
        };
        let held = holders.into_iter().filter(same_key).find(|at| named_alike(&self.entries[**at], &native, &said));
        if held.is_some() || !row.addresses.is_empty() {
            return held.copied();
        }
        let namesakes = self.by_name.get(&native)?;
        namesakes.iter().filter(same_key).find(|at| self.entries[**at].says_as_much(row)).copied()
    }
}

fn write_new(conn: &mut Conn, cx: &Context, book: &mut Book) -> Result<(), ContactError> {
    let begun: Vec<usize> = (0..book.entries.len()).filter(|at| book.entries[*at].before.is_none()).collect();
    let new: Vec<&NewContact> = begun.iter().map(|at| &book.entries[*at].now).collect();
    let ids = batch::insert(conn, cx.now, &new).map_err(ContactError::taken)?;
    for (at, (id, _)) in begun.into_iter().zip(ids) {
        book.entries[at].id = Some(id);
    }
    Ok(())
}

fn write_changed(conn: &mut Conn, cx: &Context, book: &Book) -> Result<Vec<ContactId>, ContactError> {
    let mut written = Vec::new();
    for (entry, before) in changed(book) {
        let id = before.person.id;
        if !batch::update(conn, id, before.version, &entry.now, cx.now).map_err(ContactError::taken)? {
            return Err(ContactError::Stale);
        }
        if before.person.do_not_contact {
            let added = entry.now.addresses.iter().map(|a| cx.keys.digest(&a.email.folded())).collect();
            batch::suppress(conn, added, cx.door, cx.now)?;
        }
        written.push(id);
    }
    Ok(written)
}

fn changed(book: &Book) -> impl Iterator<Item = (&Entry, &Contact)> {
    book.entries.iter().filter(|e| e.touched).filter_map(|e| e.before.as_ref().map(|b| (e, b)))
}

/// Addresses, affiliations, groups and tags of everybody new or changed.
fn write_belongings(conn: &mut Conn, cx: &Context, book: &Book, groups: &GroupBook) -> Result<(), ContactError> {
    let written = || book.entries.iter().filter(|e| e.before.is_none() || e.touched);
    let own: Vec<OrganisationId> = written().flat_map(|e| &e.houses).filter_map(|house| house.id).collect();
    let houses = Houses {
        own: held_organisations(conn, &own)?.into_iter().collect(),
        named: organisations_named(conn, cx, written().flat_map(|e| &e.now.affiliations))?,
    };
    let (mut first, mut more) = (Belongings::default(), Belongings::default());
    for (entry, id) in written().filter_map(|e| e.id.map(|id| (e, id))) {
        let now = &entry.now;
        let into = if entry.before.is_none() { &mut first } else { &mut more };
        into.addresses.extend(now.addresses.iter().enumerate().map(|(nth, a)| AddressRow::of(id, a, nth, cx.now)));
        into.affiliations.extend(affiliation_rows(cx, entry, id, &houses)?);
        into.groups.extend(groups.ids(&now.groups).map(|group_id| GroupRow { contact_id: id, group_id }));
        into.tags.extend(now.tags.iter().map(|tag| TagRow::of(id, tag)));
    }
    let told = written().flat_map(|e| e.now.affiliations.iter().zip(&e.houses));
    let told = told.filter_map(|(a, house)| Some((houses.of(house.id, a)?, a)));
    organisations::fill_places(conn, cx, told)?;
    first.add_first(conn)?;
    more.add(conn)?;
    Ok(())
}

/// Those of whom a file says that they are not to be written to, and nobody knew it.
fn write_wishes(conn: &mut Conn, cx: &Context, book: &Book) -> Result<(), ContactError> {
    for entry in &book.entries {
        let known = entry.before.as_ref().is_some_and(|before| before.person.do_not_contact);
        if let (Some(id), Some(reason), false) = (entry.id, &entry.now.do_not_contact, known) {
            do_not_contact(conn, cx, id, reason, Door::Staff)?;
        }
    }
    Ok(())
}

/// The organisations of a batch, none of which goes into another before it is written.
struct Houses {
    /// Of those known from people's own places the ones that are still there.
    own: HashSet<OrganisationId>,
    named: HashMap<String, OrganisationId>,
}

impl Houses {
    /// The one known from the own place; one that went into another since is found by its name.
    fn of(&self, own: Option<OrganisationId>, affiliation: &NewAffiliation) -> Option<OrganisationId> {
        let named = || self.named.get(&fold::joined(&affiliation.organisation)).copied();
        own.filter(|id| self.own.contains(id)).or_else(named)
    }
}

fn affiliation_rows(cx: &Context, entry: &Entry, id: ContactId, houses: &Houses) -> Stored<Vec<AffiliationRow>> {
    let mut seen = Vec::new();
    let mut rows = Vec::new();
    for (nth, affiliation) in entry.now.affiliations.iter().enumerate() {
        let known = entry.houses.get(nth).and_then(|h| h.id);
        if let Some(house) = houses.of(known, affiliation).filter(|h| !seen.contains(h)) {
            seen.push(house);
            rows.push(AffiliationRow::of(id, house, &affiliation.role, nth, cx.now)?);
        }
    }
    Ok(rows)
}

fn record_changes(conn: &mut Conn, cx: &Context, book: &Book, ids: &[ContactId]) -> Stored<()> {
    let after: HashMap<ContactId, Contact> = store::load(conn, ids)?.into_iter().map(|c| (c.person.id, c)).collect();
    for (_, before) in changed(book) {
        if let Some(after) = after.get(&before.person.id) {
            history::record(conn, cx, edited(before, after))?;
        }
    }
    Ok(())
}
