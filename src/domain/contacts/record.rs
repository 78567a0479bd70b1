//! What history says of contacts: which fields changed for everybody, the values in the table that can be erased.

use super::model::{Contact, Organisation, Person};
use crate::domain::history::{Change, Entity, PersonalChange, Record};
use crate::kernel::localised::Localised;

/// A field's name and its value as text.
type Fact = (&'static str, String);

/// What is nobody's secret.
fn plain(contact: &Contact) -> Vec<Fact> {
    let person = &contact.person;
    vec![
        ("language", person.language.to_string()),
        ("groups", person.groups.join(", ")),
        ("source_key", contact.source_key.clone().unwrap_or_default()),
    ]
}

/// What belongs to the person and goes when the person is erased.
fn personal(contact: &Contact) -> Vec<Fact> {
    let person = &contact.person;
    let addresses: Vec<String> = person.addresses.iter().map(|a| labelled(a.email.as_str(), &a.label)).collect();
    vec![
        ("native_name", person.name.native.clone()),
        ("latin_name", person.name.latin.clone()),
        ("family_name", person.name.family.clone()),
        ("salutation", text(&person.name.address)),
        ("phone", person.phone.clone()),
        ("notes", contact.notes.clone()),
        ("addresses", addresses.join("\n")),
        ("affiliations", affiliations(person)),
        ("tags", person.tags.join(", ")),
    ]
}

fn labelled(email: &str, label: &str) -> String {
    if label.is_empty() { email.to_owned() } else { format!("{email} ({label})") }
}

/// A text in its languages, a line each.
pub(super) fn text(localised: &Localised) -> String {
    let parts: Vec<String> = localised.iter().map(|(locale, text)| format!("{locale}: {text}")).collect();
    parts.join("\n")
}

fn affiliations(person: &Person) -> String {
    let one = |a: &super::model::Affiliation| format!("{} | {}", text(&a.name), text(&a.role));
    person.affiliations.iter().map(one).collect::<Vec<_>>().join("\n")
}

pub(super) fn created(made: &Contact) -> Record {
    let given = |(field, value): Fact| {
        (!value.is_empty()).then(|| PersonalChange {
            contact: Some(made.person.id),
            field: field.to_owned(),
            before: None,
            after: Some(value),
        })
    };
    Record::new(Entity::Contact, made.person.id.raw(), "created")
        .changes(plain(made).into_iter().map(|(field, value)| Change::of(field, "", value)))
        .personal(personal(made).into_iter().filter_map(given))
}

pub(super) fn edited(before: &Contact, after: &Contact) -> Record {
    let mut record = Record::new(Entity::Contact, after.person.id.raw(), "edited");
    for ((field, old), (_, new)) in plain(before).into_iter().zip(plain(after)) {
        record = record.changes([Change::of(field, old, new)]);
    }
    for ((field, old), (_, new)) in personal(before).into_iter().zip(personal(after)) {
        if old == new {
            continue;
        }
        // That the field changed is history; what it said goes with the person.
        record.changes.push(Change { field: field.to_owned(), before: String::new(), after: String::new() });
        record.personal.push(PersonalChange {
            contact: Some(after.person.id),
            field: field.to_owned(),
            before: Some(old),
            after: Some(new),
        });
    }
    record
}

fn organisation_facts(o: &Organisation) -> Vec<Fact> {
    vec![
        ("name", text(&o.name)),
        ("kind", o.kind.to_string()),
        ("place", o.place.clone()),
        ("country", o.country.clone()),
        ("website", o.website.clone()),
        ("notes", o.notes.clone()),
        ("source_key", o.source_key.clone().unwrap_or_default()),
    ]
}

pub(super) fn organisation_created(made: &Organisation) -> Record {
    let facts = organisation_facts(made).into_iter().map(|(field, value)| Change::of(field, "", value));
    Record::new(Entity::Organisation, made.id.raw(), "created").changes(facts)
}

pub(super) fn organisation_edited(before: &Organisation, after: &Organisation) -> Record {
    let pairs = organisation_facts(before).into_iter().zip(organisation_facts(after));
    Record::new(Entity::Organisation, after.id.raw(), "edited")
        .changes(pairs.map(|((field, old), (_, new))| Change::of(field, old, new)))
}
