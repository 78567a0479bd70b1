//! Writing contacts, one or thousands, in few statements.

use std::collections::HashSet;

use diesel::prelude::*;

use super::super::fold::{self, SearchKey};
use super::super::input::{NewAddress, NewContact, completed};
use super::tags::{self, TagRow};
use super::{ROWS, alike};
use crate::access::Door;
use crate::db::conn::{add_rows, each};
use crate::db::dialect::Entries;
use crate::db::schema::{addresses, affiliations, contact_groups, contact_tags, contacts, suppressions};
use crate::db::types::Json;
use crate::db::{Conn, Stored, dialect};
use crate::kernel::ids::{ContactId, OrganisationId, PublicId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;
use crate::kernel::token;

#[derive(Insertable)]
#[diesel(table_name = contacts, treat_none_as_default_value = false)]
struct NewRow<'a> {
    id: ContactId,
    public_id: PublicId,
    version: i64,
    native_name: String,
    latin_name: String,
    family_name: String,
    salutation: Json,
    language: Locale,
    phone: &'a str,
    notes: &'a str,
    nonce: String,
    folded_name: String,
    folded_latin: String,
    search_key: String,
    name_key: String,
    source_key: Option<&'a str>,
    created_at: Instant,
    updated_at: Instant,
}

/// The keys a contact is found by: with their addresses, and by name alone.
fn keys(name: &PersonName, emails: &[NewAddress]) -> (String, String) {
    let key = SearchKey::default().name(&name.native).name(&name.latin).name(&name.family);
    let by_name = key.finish();
    let key = emails.iter().fold(key, |key, address| key.local_part(address.email.local_part()));
    (key.finish(), by_name)
}

fn row(id: i64, new: &NewContact, now: Instant) -> Stored<NewRow<'_>> {
    let name = completed(&new.name);
    let (search_key, name_key) = keys(&name, &new.addresses);
    Ok(NewRow {
        id: ContactId::new(id),
        public_id: PublicId::random(),
        version: 1,
        salutation: Json::of(&name.address)?,
        language: new.language_or_likely(),
        phone: &new.phone,
        notes: &new.notes,
        nonce: token::nonce(),
        folded_name: fold::joined(&name.native),
        folded_latin: fold::latin_of(&name.native, &name.latin),
        search_key,
        name_key,
        source_key: new.source_key.as_deref(),
        native_name: name.native,
        latin_name: name.latin,
        family_name: name.family,
        created_at: now,
        updated_at: now,
    })
}

/// Writes contacts without what belongs to them; the ids come in the order given.
pub fn insert(conn: &mut Conn, now: Instant, new: &[&NewContact]) -> Stored<Vec<(ContactId, PublicId)>> {
    let ids = dialect::fresh_ids(conn, Entries::Contacts, new.len())?;
    let rows = ids.into_iter().zip(new).map(|(id, n)| row(id, n, now)).collect::<Stored<Vec<_>>>()?;
    add_rows!(conn, contacts::table, &rows, ROWS)?;
    Ok(rows.into_iter().map(|row| (row.id, row.public_id)).collect())
}

/// Writes a contact's own columns over the version that was seen; says whether it still stood. `addresses` are those it will have.
pub fn update(conn: &mut Conn, id: ContactId, version: i64, new: &NewContact, now: Instant) -> Stored<bool> {
    let name = completed(&new.name);
    let (search_key, name_key) = keys(&name, &new.addresses);
    let written = diesel::update(contacts::table.find(id).filter(contacts::version.eq(version)))
        .set((
            contacts::version.eq(version + 1),
            contacts::folded_name.eq(fold::joined(&name.native)),
            contacts::folded_latin.eq(fold::latin_of(&name.native, &name.latin)),
            contacts::search_key.eq(search_key),
            contacts::name_key.eq(name_key),
            contacts::salutation.eq(Json::of(&name.address)?),
            contacts::native_name.eq(name.native),
            contacts::latin_name.eq(name.latin),
            contacts::family_name.eq(name.family),
            contacts::language.eq(new.language_or_likely()),
            contacts::phone.eq(&new.phone),
            contacts::notes.eq(&new.notes),
            contacts::source_key.eq(new.source_key.as_deref()),
            contacts::updated_at.eq(now),
        ))
        .execute(conn)?;
    Ok(written == 1)
}

#[derive(Insertable)]
#[diesel(table_name = addresses, treat_none_as_default_value = false)]
pub struct AddressRow {
    contact_id: ContactId,
    email: String,
    email_folded: String,
    label: String,
    position: i32,
    created_at: Instant,
}

impl AddressRow {
    pub fn of(contact: ContactId, address: &NewAddress, position: usize, now: Instant) -> AddressRow {
        AddressRow {
            contact_id: contact,
            email: address.email.as_str().to_owned(),
            email_folded: address.email.folded(),
            label: address.label.clone(),
            position: ordinal(position),
            created_at: now,
        }
    }
}

/// Positions are few: the input's limit is far below.
fn ordinal(position: usize) -> i32 {
    i32::try_from(position).unwrap_or(i32::MAX)
}

/// Adds addresses; one that was removed before comes back.
pub fn insert_addresses(conn: &mut Conn, rows: &[AddressRow]) -> Stored<()> {
    use diesel::upsert::excluded;
    for batch in rows.chunks(ROWS) {
        each!(conn, c => diesel::insert_into(addresses::table)
            .values(batch)
            .on_conflict((addresses::contact_id, addresses::email_folded))
            .do_update()
            .set((
                addresses::email.eq(excluded(addresses::email)),
                addresses::label.eq(excluded(addresses::label)),
                addresses::position.eq(excluded(addresses::position)),
                addresses::removed_at.eq(None::<i64>),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// Takes away the addresses that are not among those kept. Invitations may name them, so the rows stay.
pub fn remove_other_addresses(conn: &mut Conn, contact: ContactId, kept: &[NewAddress], now: Instant) -> Stored<()> {
    let folded: Vec<String> = kept.iter().map(|a| a.email.folded()).collect();
    let others = addresses::table
        .filter(addresses::contact_id.eq(contact))
        .filter(addresses::removed_at.is_null())
        .filter(addresses::email_folded.ne_all(folded));
    // Typed in again later, it is a fresh one.
    let set = (
        addresses::removed_at.eq(now),
        addresses::refused_at.eq(None::<Instant>),
        addresses::refused_reason.eq(None::<&str>),
    );
    diesel::update(others).set(set).execute(conn)?;
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = affiliations, treat_none_as_default_value = false)]
pub struct AffiliationRow {
    contact_id: ContactId,
    organisation_id: OrganisationId,
    role: Json,
    position: i32,
    created_at: Instant,
}

impl AffiliationRow {
    pub fn of(
        contact: ContactId,
        organisation: OrganisationId,
        role: &Localised,
        position: usize,
        now: Instant,
    ) -> Stored<AffiliationRow> {
        Ok(AffiliationRow {
            contact_id: contact,
            organisation_id: organisation,
            role: Json::of(role)?,
            position: ordinal(position),
            created_at: now,
        })
    }
}

/// Adds affiliations; one that is there already gets the new role and place.
pub fn insert_affiliations(conn: &mut Conn, rows: &[AffiliationRow]) -> Stored<()> {
    use diesel::upsert::excluded;
    for batch in rows.chunks(ROWS) {
        each!(conn, c => diesel::insert_into(affiliations::table)
            .values(batch)
            .on_conflict((affiliations::contact_id, affiliations::organisation_id))
            .do_update()
            .set((
                affiliations::role.eq(excluded(affiliations::role)),
                affiliations::position.eq(excluded(affiliations::position)),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// The domains of these addresses are now those of their people's organisations too.
pub fn bring_domains(conn: &mut Conn, addresses: &[AddressRow], places: &[AffiliationRow]) -> Stored<()> {
    let emails = addresses.iter().map(|a| (a.contact_id, a.email_folded.as_str()));
    let places = places.iter().map(|p| (p.contact_id, p.organisation_id, p.position));
    alike::add_domains(conn, &alike::brought(emails, places))
}

pub fn remove_other_affiliations(conn: &mut Conn, contact: ContactId, kept: &[OrganisationId]) -> Stored<()> {
    let others = affiliations::table
        .filter(affiliations::contact_id.eq(contact))
        .filter(affiliations::organisation_id.ne_all(kept));
    diesel::delete(others).execute(conn)?;
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = contact_groups, treat_none_as_default_value = false)]
pub struct GroupRow {
    pub contact_id: ContactId,
    pub group_id: i64,
}

pub fn insert_groups(conn: &mut Conn, rows: &[GroupRow]) -> Stored<()> {
    for batch in rows.chunks(ROWS) {
        each!(conn, c => diesel::insert_into(contact_groups::table)
            .values(batch).on_conflict_do_nothing().execute(c))?;
    }
    Ok(())
}

/// What belongs to people, gathered for few statements.
#[derive(Default)]
pub struct Belongings {
    pub addresses: Vec<AddressRow>,
    pub affiliations: Vec<AffiliationRow>,
    pub groups: Vec<GroupRow>,
    pub tags: Vec<TagRow>,
}

impl Belongings {
    /// Of people just made, who can have nothing yet.
    pub fn add_first(mut self, conn: &mut Conn) -> Stored<()> {
        let mut seen = HashSet::new();
        self.groups.retain(|row| seen.insert((row.contact_id, row.group_id)));
        let mut seen = HashSet::new();
        self.tags.retain(|row| seen.insert((row.contact_id, row.tag_folded.clone())));
        let tags = tags::spelt(conn, &self.tags)?;
        add_rows!(conn, addresses::table, &self.addresses, ROWS)?;
        add_rows!(conn, affiliations::table, &self.affiliations, ROWS)?;
        add_rows!(conn, contact_groups::table, &self.groups, ROWS)?;
        add_rows!(conn, contact_tags::table, &tags, ROWS)?;
        bring_domains(conn, &self.addresses, &self.affiliations)
    }

    /// Of people who may have some of it.
    pub fn add(&self, conn: &mut Conn) -> Stored<()> {
        insert_addresses(conn, &self.addresses)?;
        insert_affiliations(conn, &self.affiliations)?;
        bring_domains(conn, &self.addresses, &self.affiliations)?;
        insert_groups(conn, &self.groups)?;
        tags::insert(conn, &self.tags)
    }
}

pub fn remove_tags(conn: &mut Conn, people: &[ContactId], folded: &[String]) -> Stored<()> {
    let theirs = contact_tags::table
        .filter(contact_tags::contact_id.eq_any(people))
        .filter(contact_tags::tag_folded.eq_any(folded));
    diesel::delete(theirs).execute(conn)?;
    Ok(())
}

pub fn remove_group(conn: &mut Conn, people: &[ContactId], group: i64) -> Stored<()> {
    let theirs = contact_groups::table
        .filter(contact_groups::contact_id.eq_any(people))
        .filter(contact_groups::group_id.eq(group));
    diesel::delete(theirs).execute(conn)?;
    Ok(())
}

/// Notes that people were changed, so that a form opened before is told.
pub fn touch(conn: &mut Conn, people: &[ContactId], now: Instant) -> Stored<()> {
    diesel::update(contacts::table.filter(contacts::id.eq_any(people)))
        .set((contacts::version.eq(contacts::version + 1), contacts::updated_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// Puts back the version and date of somebody of whom nothing was changed, in the transaction that found so.
pub fn as_before(conn: &mut Conn, id: ContactId, version: i64, changed: Instant) -> Stored<()> {
    let set = (contacts::version.eq(version), contacts::updated_at.eq(changed));
    diesel::update(contacts::table.find(id)).set(set).execute(conn)?;
    Ok(())
}

/// Before a form's groups and tags are written anew.
pub fn clear_groups_and_tags(conn: &mut Conn, contact: ContactId) -> Stored<()> {
    diesel::delete(contact_groups::table.filter(contact_groups::contact_id.eq(contact))).execute(conn)?;
    diesel::delete(contact_tags::table.filter(contact_tags::contact_id.eq(contact))).execute(conn)?;
    Ok(())
}

/// Reason of the suppressions that a contact's wish makes; a bounce has another, and outlives the wish.
const WISH: &str = "do-not-contact";

#[derive(Insertable)]
#[diesel(table_name = suppressions, treat_none_as_default_value = false)]
struct SuppressionRow {
    email_digest: String,
    reason: &'static str,
    door: Door,
    created_at: Instant,
}

pub fn suppress(conn: &mut Conn, digests: Vec<String>, door: Door, now: Instant) -> Stored<()> {
    let row = |email_digest| SuppressionRow { email_digest, reason: WISH, door, created_at: now };
    let rows: Vec<SuppressionRow> = digests.into_iter().map(row).collect();
    for batch in rows.chunks(ROWS) {
        each!(conn, c => diesel::insert_into(suppressions::table)
            .values(batch).on_conflict(suppressions::email_digest).do_nothing().execute(c))?;
    }
    Ok(())
}

pub fn unsuppress(conn: &mut Conn, digests: &[String]) -> Stored<()> {
    let wishes =
        suppressions::table.filter(suppressions::email_digest.eq_any(digests)).filter(suppressions::reason.eq(WISH));
    diesel::delete(wishes).execute(conn)?;
    Ok(())
}

pub fn set_do_not_contact(conn: &mut Conn, id: ContactId, wish: (Instant, &str), now: Instant) -> Stored<()> {
    diesel::update(contacts::table.find(id))
        .set((
            contacts::do_not_contact_at.eq(Some(wish.0)),
            contacts::do_not_contact_reason.eq(Some(wish.1)),
            contacts::version.eq(contacts::version + 1),
            contacts::updated_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}
