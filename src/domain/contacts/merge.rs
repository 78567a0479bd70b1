//! What a row of a file adds to somebody known: empty cells say nothing, full ones add or correct.

use std::collections::HashMap;

use super::fold;
use super::input::{NOTES, NewAddress, NewAffiliation, NewContact, completed};
use super::model::{Affiliation, Contact};
use crate::kernel::ids::{ContactId, OrganisationId};
use crate::kernel::localised::Localised;
use crate::kernel::names::is_han;

/// Somebody while a batch is read.
pub(super) struct Entry {
    /// As in the database; none for somebody new.
    pub before: Option<Contact>,
    pub id: Option<ContactId>,
    /// As it will be.
    pub now: NewContact,
    /// Whether `now` says something that `before` did not.
    pub touched: bool,
    pub native: String,
    said: String,
    /// Beside `now.affiliations`: the names each organisation is known by.
    pub houses: Vec<House>,
}

pub(super) struct House {
    pub id: Option<OrganisationId>,
    /// Folded.
    names: Vec<String>,
}

impl Entry {
    /// `old` are the names of organisations that went into others, by the one that stands for them.
    pub fn known(contact: Contact, old: &HashMap<OrganisationId, Vec<String>>) -> Entry {
        let house = |affiliation: &Affiliation| House::known(affiliation, old.get(&affiliation.organisation));
        let houses = contact.person.affiliations.iter().map(house).collect();
        let now = NewContact::of(&contact);
        let id = Some(contact.person.id);
        Entry::made(Some(contact), id, now, houses)
    }
    pub fn begun(mut row: NewContact) -> Entry {
        let aside = std::mem::take(&mut row.aside);
        add_below(&mut row.notes, &aside);
        let houses = row.affiliations.iter().map(House::named).collect();
        Entry::made(None, None, row, houses)
    }
    fn made(before: Option<Contact>, id: Option<ContactId>, mut now: NewContact, houses: Vec<House>) -> Entry {
        now.name = completed(&now.name);
        let native = fold::joined(&now.name.native);
        let said = fold::latin_of(&now.name.native, &now.name.latin);
        Entry { before, id, now, touched: false, native, said, houses }
    }
    /// To be called after the last row: where one row changed what another put back, nothing was said after all.
    pub fn settle(&mut self) {
        let Some(before) = self.before.as_ref().filter(|_| self.touched) else { return };
        let mut start = NewContact::of(before);
        start.name = completed(&start.name);
        self.touched = start != self.now;
    }
    /// Somebody known of whom the rows say nothing new.
    pub fn is_unchanged(&self) -> bool {
        self.before.is_some() && !self.touched
    }
    /// Whether a row without an address may be this person: all it says is said here; a bare name is a bare name only.
    pub fn says_as_much(&self, row: &NewContact) -> bool {
        let within = |a: &NewAffiliation| self.house_of(a).is_some();
        if row.phone.is_empty() && row.affiliations.is_empty() {
            let now = &self.now;
            return now.addresses.is_empty() && now.phone.is_empty() && now.affiliations.is_empty();
        }
        (row.phone.is_empty() || row.phone == self.now.phone) && row.affiliations.iter().all(within)
    }
    fn house_of(&self, affiliation: &NewAffiliation) -> Option<usize> {
        let name = fold::joined(&affiliation.organisation);
        self.houses.iter().position(|house| house.names.contains(&name))
    }
    /// Takes over what the row says; gives the fields that changed.
    pub fn merge(&mut self, row: &NewContact) -> Vec<&'static str> {
        let mut fields = self.merge_name(row);
        let now = &mut self.now;
        let mut note = |changed: bool, field: &'static str| {
            if changed {
                fields.push(field);
            }
        };
        note(row.language.is_some_and(|l| now.language_or_likely() != l), "language");
        now.language = row.language.or(now.language);
        note(overwrite(&mut now.phone, &row.phone), "phone");
        note(overwrite(&mut now.notes, &row.notes) | add_below(&mut now.notes, &row.aside), "notes");
        note(now.source_key.is_none() && row.source_key.is_some(), "source_key");
        now.source_key = now.source_key.take().or_else(|| row.source_key.clone());
        note(add_addresses(&mut now.addresses, &row.addresses), "addresses");
        note(add_missing(&mut now.groups, &row.groups, String::clone), "groups");
        note(add_missing(&mut now.tags, &row.tags, |tag| fold::words(tag)), "tags");
        note(now.do_not_contact.is_none() && row.do_not_contact.is_some(), "do_not_contact");
        now.do_not_contact = now.do_not_contact.take().or_else(|| row.do_not_contact.clone());
        // Each one is joined, also after the first that changed something.
        let joined = row.affiliations.iter().filter(|affiliation| self.join(affiliation)).count();
        if joined > 0 {
            fields.push("affiliations");
        }
        self.touched |= !fields.is_empty();
        fields
    }
    fn merge_name(&mut self, row: &NewContact) -> Vec<&'static str> {
        let mut fields = Vec::new();
        let (mut native, mut latin) = (row.name.native.as_str(), row.name.latin.as_str());
        // A file in Latin letters does not take a Chinese name away.
        if is_chinese(&self.now.name.native) && !is_chinese(native) {
            (native, latin) = ("", if latin.is_empty() { native } else { latin });
        }
        let name = &mut self.now.name;
        for (own, given, field) in [
            (&mut name.native, native, "native_name"),
            (&mut name.latin, latin, "latin_name"),
            (&mut name.family, row.name.family.as_str(), "family_name"),
        ] {
            if !given.is_empty() && fold::joined(own) != fold::joined(given) {
                given.clone_into(own);
                fields.push(field);
            }
        }
        if speak(&mut name.address, &row.name.address) {
            fields.push("salutation");
        }
        if !fields.is_empty() {
            self.native = fold::joined(&self.now.name.native);
            self.said = fold::latin_of(&self.now.name.native, &self.now.name.latin);
        }
        fields
    }
    fn join(&mut self, affiliation: &NewAffiliation) -> bool {
        match self.house_of(affiliation) {
            Some(at) => {
                let own = &mut self.now.affiliations[at];
                let placed = fill(&mut own.place, &affiliation.place) | fill(&mut own.country, &affiliation.country);
                speak(&mut own.role, &affiliation.role) | placed
            }
            None => {
                self.houses.push(House::named(affiliation));
                self.now.affiliations.push(affiliation.clone());
                true
            }
        }
    }
}

impl House {
    fn known(affiliation: &Affiliation, old: Option<&Vec<String>>) -> House {
        let names = affiliation.name.iter().map(|(_, name)| fold::joined(name));
        House { id: Some(affiliation.organisation), names: names.chain(old.into_iter().flatten().cloned()).collect() }
    }
    fn named(affiliation: &NewAffiliation) -> House {
        House { id: None, names: vec![fold::joined(&affiliation.organisation)] }
    }
}

/// Whether a name, folded as written and as said, is this entry's in either script.
pub(super) fn named_alike(entry: &Entry, native: &str, said: &str) -> bool {
    entry.native == native || entry.said == said
}

fn is_chinese(name: &str) -> bool {
    name.chars().any(is_han)
}

fn overwrite(own: &mut String, given: &str) -> bool {
    let changed = !given.is_empty() && own != given;
    if changed {
        given.clone_into(own);
    }
    changed
}

/// Adds the lines that are not there yet, as far as notes may be long: what is longer could not be saved again by hand.
fn add_below(own: &mut String, given: &str) -> bool {
    let before = own.len();
    for line in given.lines() {
        let fits = own.chars().count() + 1 + line.chars().count() <= NOTES;
        if fits && !own.lines().any(|known| known == line) {
            if !own.is_empty() {
                own.push('\n');
            }
            own.push_str(line);
        }
    }
    own.len() != before
}

/// Says what was not known; an organisation does not move with each list of its people.
fn fill(own: &mut String, given: &str) -> bool {
    own.is_empty() && overwrite(own, given)
}

fn speak(own: &mut Localised, given: &Localised) -> bool {
    let mut changed = false;
    for (locale, text) in given.iter() {
        if own.get(locale) != Some(text) {
            own.set(locale, text.to_owned());
            changed = true;
        }
    }
    changed
}

fn add_addresses(own: &mut Vec<NewAddress>, given: &[NewAddress]) -> bool {
    let mut changed = false;
    for address in given {
        match own.iter_mut().find(|a| a.email.folded() == address.email.folded()) {
            Some(known) => changed |= overwrite(&mut known.label, &address.label),
            None => {
                own.push(address.clone());
                changed = true;
            }
        }
    }
    changed
}

fn add_missing(own: &mut Vec<String>, given: &[String], key: impl Fn(&String) -> String) -> bool {
    let before = own.len();
    for one in given {
        if !own.iter().any(|o| key(o) == key(one)) {
            own.push(one.clone());
        }
    }
    own.len() != before
}

impl NewContact {
    /// What a form for somebody known begins with.
    pub fn of(contact: &Contact) -> NewContact {
        let person = &contact.person;
        NewContact {
            name: person.name.clone(),
            language: Some(person.language),
            phone: person.phone.clone(),
            notes: contact.notes.clone(),
            addresses: person
                .addresses
                .iter()
                .map(|a| NewAddress { email: a.email.clone(), label: a.label.clone() })
                .collect(),
            affiliations: person.affiliations.iter().map(NewAffiliation::of).collect(),
            groups: person.groups.clone(),
            tags: person.tags.clone(),
            source_key: contact.source_key.clone(),
            do_not_contact: contact.do_not_contact.as_ref().map(|wish| wish.reason.clone()),
            aside: String::new(),
        }
    }
}

impl NewAffiliation {
    fn of(affiliation: &Affiliation) -> NewAffiliation {
        NewAffiliation {
            organisation: affiliation.name.best(crate::kernel::locale::Locale::En).to_owned(),
            kind: affiliation.kind,
            role: affiliation.role.clone(),
            place: affiliation.place.clone(),
            country: affiliation.country.clone(),
        }
    }
}
