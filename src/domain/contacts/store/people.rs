//! Reading contacts, one or thousands, in a fixed number of statements.

use std::collections::HashMap;

use diesel::prelude::*;

use super::super::model::{Address, Affiliation, Contact, DoNotContact, OrganisationKind, Person, Refusal};
use super::IDS;
use crate::db::conn::each;
use crate::db::schema::{
    addresses, affiliations, contact_groups, contact_tags, contacts, organisations, stakeholder_groups,
};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::kernel::email::Email;
use crate::kernel::ids::{AddressId, ContactId, OrganisationId, PublicId};
use crate::kernel::locale::Locale;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;

/// Columns of a contact, as selected below.
#[derive(Queryable)]
struct Row {
    id: ContactId,
    public_id: PublicId,
    version: i64,
    native_name: String,
    latin_name: String,
    family_name: String,
    salutation: Json,
    language: Locale,
    phone: String,
    notes: String,
    do_not_contact_at: Option<Instant>,
    do_not_contact_reason: Option<String>,
    nonce: String,
    source_key: Option<String>,
    created_at: Instant,
    updated_at: Instant,
}

impl Row {
    fn contact(self) -> Stored<Contact> {
        let name = PersonName {
            native: self.native_name,
            latin: self.latin_name,
            family: self.family_name,
            address: self.salutation.read()?,
        };
        let person = Person {
            id: self.id,
            public_id: self.public_id,
            name,
            language: self.language,
            phone: self.phone,
            addresses: vec![],
            affiliations: vec![],
            groups: vec![],
            tags: vec![],
            do_not_contact: self.do_not_contact_at.is_some(),
            nonce: self.nonce,
        };
        let reason = self.do_not_contact_reason.unwrap_or_default();
        Ok(Contact {
            person,
            version: self.version,
            notes: self.notes,
            source_key: self.source_key,
            do_not_contact: self.do_not_contact_at.map(|at| DoNotContact { at, reason }),
            created_at: self.created_at,
            updated_at: self.updated_at,
        })
    }
}

/// The contacts of these ids, in that order; erased ones are left out.
pub fn load(conn: &mut Conn, ids: &[ContactId]) -> Stored<Vec<Contact>> {
    let mut found: HashMap<ContactId, Contact> = HashMap::with_capacity(ids.len());
    for batch in ids.chunks(IDS) {
        let rows: Vec<Row> = contacts::table
            .filter(contacts::id.eq_any(batch))
            .filter(contacts::erased_at.is_null())
            .select((
                contacts::id,
                contacts::public_id,
                contacts::version,
                contacts::native_name,
                contacts::latin_name,
                contacts::family_name,
                contacts::salutation,
                contacts::language,
                contacts::phone,
                contacts::notes,
                contacts::do_not_contact_at,
                contacts::do_not_contact_reason,
                contacts::nonce,
                contacts::source_key,
                contacts::created_at,
                contacts::updated_at,
            ))
            .load(conn)?;
        for row in rows {
            found.insert(row.id, row.contact()?);
        }
        add_addresses(conn, batch, &mut found)?;
        add_affiliations(conn, batch, &mut found)?;
        add_groups_and_tags(conn, batch, &mut found)?;
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

fn add_addresses(conn: &mut Conn, ids: &[ContactId], found: &mut HashMap<ContactId, Contact>) -> Stored<()> {
    type AddressRow = (ContactId, AddressId, Email, String, Option<Instant>, Option<String>);
    let rows: Vec<AddressRow> = addresses::table
        .filter(addresses::contact_id.eq_any(ids))
        .filter(addresses::removed_at.is_null())
        .order((addresses::position.asc(), addresses::id.asc()))
        .select((
            addresses::contact_id,
            addresses::id,
            addresses::email,
            addresses::label,
            addresses::refused_at,
            addresses::refused_reason,
        ))
        .load(conn)?;
    for (contact, id, email, label, refused_at, reply) in rows {
        if let Some(c) = found.get_mut(&contact) {
            let refused = refused_at.map(|at| Refusal { at, reply: reply.unwrap_or_default() });
            c.person.addresses.push(Address { id, email, label, refused });
        }
    }
    Ok(())
}

type AffiliationRow = (ContactId, OrganisationId, PublicId, Json, OrganisationKind, Json, (String, String));

fn add_affiliations(conn: &mut Conn, ids: &[ContactId], found: &mut HashMap<ContactId, Contact>) -> Stored<()> {
    let rows: Vec<AffiliationRow> = affiliations::table
        .inner_join(organisations::table)
        .filter(affiliations::contact_id.eq_any(ids))
        .order((affiliations::position.asc(), affiliations::id.asc()))
        .select((
            affiliations::contact_id,
            organisations::id,
            organisations::public_id,
            organisations::name,
            organisations::kind,
            affiliations::role,
            (organisations::place, organisations::country),
        ))
        .load(conn)?;
    for (contact, organisation, organisation_public, name, kind, role, (place, country)) in rows {
        if let Some(c) = found.get_mut(&contact) {
            let (name, role) = (name.read()?, role.read()?);
            let of = Affiliation { organisation, organisation_public, name, kind, role, place, country };
            c.person.affiliations.push(of);
        }
    }
    Ok(())
}

fn add_groups_and_tags(conn: &mut Conn, ids: &[ContactId], found: &mut HashMap<ContactId, Contact>) -> Stored<()> {
    let groups: Vec<(ContactId, String)> = contact_groups::table
        .inner_join(stakeholder_groups::table)
        .filter(contact_groups::contact_id.eq_any(ids))
        .order((stakeholder_groups::position.asc(), stakeholder_groups::id.asc()))
        .select((contact_groups::contact_id, stakeholder_groups::code))
        .load(conn)?;
    for (contact, code) in groups {
        if let Some(c) = found.get_mut(&contact) {
            c.person.groups.push(code);
        }
    }
    let tags: Vec<(ContactId, String)> = contact_tags::table
        .filter(contact_tags::contact_id.eq_any(ids))
        .order(contact_tags::tag_folded.asc())
        .select((contact_tags::contact_id, contact_tags::tag))
        .load(conn)?;
    for (contact, tag) in tags {
        if let Some(c) = found.get_mut(&contact) {
            c.person.tags.push(tag);
        }
    }
    Ok(())
}

pub fn id_of(conn: &mut Conn, public: &PublicId) -> Stored<Option<ContactId>> {
    let living = contacts::table.filter(contacts::erased_at.is_null());
    Ok(living.filter(contacts::public_id.eq(public)).select(contacts::id).first(conn).optional()?)
}

/// Living contacts by their outside names, in that order; each once.
pub fn ids_of(conn: &mut Conn, public: &[PublicId]) -> Stored<Vec<ContactId>> {
    let mut found: HashMap<String, ContactId> = HashMap::new();
    for batch in public.chunks(IDS) {
        let rows: Vec<(PublicId, ContactId)> = contacts::table
            .filter(contacts::erased_at.is_null())
            .filter(contacts::public_id.eq_any(batch))
            .select((contacts::public_id, contacts::id))
            .load(conn)?;
        found.extend(rows.into_iter().map(|(public, id)| (public.to_string(), id)));
    }
    Ok(public.iter().filter_map(|p| found.remove(p.as_str())).collect())
}

/// The nonce a contact's links are made with; also of an entry that went into another, whose links are out there still.
pub fn nonce_of(conn: &mut Conn, id: ContactId) -> Stored<Option<String>> {
    let linked = contacts::table.filter(contacts::erased_at.is_null().or(contacts::merged_into.is_not_null()));
    Ok(linked.filter(contacts::id.eq(id)).select(contacts::nonce).first(conn).optional()?)
}

/// Living contacts that hold one of these folded addresses: (address, contact).
pub fn holders(conn: &mut Conn, folded: &[String]) -> Stored<Vec<(String, ContactId)>> {
    let mut found = Vec::new();
    for batch in folded.chunks(IDS) {
        let rows: Vec<(String, ContactId)> = each!(conn, c => addresses::table
            .filter(addresses::email_folded.eq_any(batch))
            .filter(addresses::removed_at.is_null())
            .order(addresses::contact_id.asc())
            .select((addresses::email_folded, addresses::contact_id))
            .load(c))?;
        found.extend(rows);
    }
    Ok(found)
}

/// Living contacts of these source keys, also of those that stay with an entry that went into them: (key, contact).
pub fn by_source_keys(conn: &mut Conn, keys: &[String]) -> Stored<Vec<(String, ContactId)>> {
    let mut found = Vec::new();
    for batch in keys.chunks(IDS) {
        let rows: Vec<(Option<String>, ContactId, Option<ContactId>)> = each!(conn, c => contacts::table
            .filter(contacts::source_key.eq_any(batch))
            .filter(contacts::erased_at.is_null().or(contacts::merged_into.is_not_null()))
            .select((contacts::source_key, contacts::id, contacts::merged_into))
            .load(c))?;
        for (key, id, gone) in rows {
            let living = if gone.is_some() { super::union::heir(conn, id)? } else { Some(id) };
            found.extend(key.zip(living));
        }
    }
    Ok(found)
}

/// Living contacts whose name is written so: (folded name, contact).
pub fn by_names(conn: &mut Conn, folded: &[String]) -> Stored<Vec<(String, ContactId)>> {
    let mut found = Vec::new();
    for batch in folded.chunks(IDS) {
        let rows: Vec<(String, ContactId)> = each!(conn, c => contacts::table
            .filter(contacts::folded_name.eq_any(batch))
            .filter(contacts::erased_at.is_null())
            .order(contacts::id.asc())
            .select((contacts::folded_name, contacts::id))
            .load(c))?;
        found.extend(rows);
    }
    Ok(found)
}

/// Living contacts whose name is written or said in one of these ways, at most `limit`.
pub fn namesakes(conn: &mut Conn, native: &str, said: &[String], limit: i64) -> Stored<Vec<ContactId>> {
    Ok(contacts::table
        .filter(contacts::folded_name.eq(native).or(contacts::folded_latin.eq_any(said)))
        .filter(contacts::erased_at.is_null())
        .order(contacts::id.asc())
        .limit(limit)
        .select(contacts::id)
        .load(conn)?)
}

/// Which of these addresses a contact holds that must not be written to.
pub fn held_by_silent(conn: &mut Conn, folded: &[String]) -> Stored<Vec<String>> {
    Ok(addresses::table
        .inner_join(contacts::table)
        .filter(addresses::email_folded.eq_any(folded))
        .filter(addresses::removed_at.is_null())
        .filter(contacts::do_not_contact_at.is_not_null())
        .select(addresses::email_folded)
        .load(conn)?)
}

/// Tags in use with the number of living contacts, the most used first.
pub fn tags(conn: &mut Conn, limit: i64) -> Stored<Vec<(String, i64)>> {
    use diesel::dsl::{count, min};
    let rows: Vec<(Option<String>, i64)> = contact_tags::table
        .inner_join(contacts::table)
        .filter(contacts::erased_at.is_null())
        .group_by(contact_tags::tag_folded)
        .order((count(contact_tags::contact_id).desc(), contact_tags::tag_folded.asc()))
        .limit(limit)
        .select((min(contact_tags::tag), count(contact_tags::contact_id)))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(tag, n)| tag.map(|t| (t, n))).collect())
}
