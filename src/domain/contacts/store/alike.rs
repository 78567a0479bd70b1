//! What organisations are recognised by: written with their names, read by the keys of what is sought.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::super::alike::{EDITION, domain_of, keys_of};
use super::{IDS, ROWS};
use crate::db::conn::{add_rows, each};
use crate::db::schema::{addresses, affiliations, contacts, organisation_domains, organisation_keys, organisations};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::kernel::ids::{ContactId, OrganisationId};
use crate::kernel::localised::Localised;

/// So many rows of keys are read for one question: the keys come in the order of how much they say, so it is the least telling that are
/// cut off.
const READ: i64 = 6_000;
/// So many rows of domains are read.
const HOUSED: i64 = 500;

#[derive(Insertable)]
#[diesel(table_name = organisation_keys, treat_none_as_default_value = false)]
struct KeyRow {
    key: i64,
    organisation_id: OrganisationId,
}

#[derive(Insertable)]
#[diesel(table_name = organisation_domains, treat_none_as_default_value = false)]
struct DomainRow<'a> {
    domain: &'a str,
    organisation_id: OrganisationId,
}

/// Writes what organisations are recognised by that have nothing of it yet: (organisation, name, website).
pub fn insert<'a>(conn: &mut Conn, of: impl Iterator<Item = (OrganisationId, &'a Localised, &'a str)>) -> Stored<()> {
    let (mut keys, mut domains) = (Vec::new(), Vec::new());
    for (organisation_id, name, website) in of {
        keys.extend(keys_of(name).into_iter().map(|key| KeyRow { key, organisation_id }));
        domains.extend(domain_of(website).map(|domain| (organisation_id, domain)));
    }
    add_rows!(conn, organisation_keys::table, &keys, ROWS)?;
    add_domains(conn, &domains)
}

/// Adds domains; those that are known stay.
pub fn add_domains(conn: &mut Conn, domains: &[(OrganisationId, String)]) -> Stored<()> {
    let mut pairs: Vec<(&str, OrganisationId)> = domains.iter().map(|(id, domain)| (domain.as_str(), *id)).collect();
    pairs.sort();
    pairs.dedup();
    let rows: Vec<DomainRow<'_>> =
        pairs.into_iter().map(|(domain, organisation_id)| DomainRow { domain, organisation_id }).collect();
    for batch in rows.chunks(ROWS) {
        each!(conn, c => diesel::insert_into(organisation_domains::table)
            .values(batch).on_conflict_do_nothing().execute(c))?;
    }
    Ok(())
}

/// Makes what these organisations are recognised by anew, from their names, their websites and the addresses of their people.
pub fn renew(conn: &mut Conn, ids: &[OrganisationId]) -> Stored<()> {
    // Written first, so that whoever is changing a name is waited for.
    diesel::update(organisations::table.filter(organisations::id.eq_any(ids)))
        .set(organisations::keyed.eq(EDITION))
        .execute(conn)?;
    let rows: Vec<(OrganisationId, Json, String)> = organisations::table
        .filter(organisations::id.eq_any(ids))
        .select((organisations::id, organisations::name, organisations::website))
        .load(conn)?;
    let mut known = Vec::with_capacity(rows.len());
    for (id, name, website) in rows {
        known.push((id, name.read::<Localised>()?, website));
    }
    diesel::delete(organisation_keys::table.filter(organisation_keys::organisation_id.eq_any(ids))).execute(conn)?;
    diesel::delete(organisation_domains::table.filter(organisation_domains::organisation_id.eq_any(ids)))
        .execute(conn)?;
    insert(conn, known.iter().map(|(id, name, website)| (*id, name, website.as_str())))?;
    let domains = domains_of_people(conn, ids)?;
    add_domains(conn, &domains)?;
    Ok(())
}

/// Where the people of these organisations have their addresses; of several places a person's address is of the first.
fn domains_of_people(conn: &mut Conn, ids: &[OrganisationId]) -> Stored<Vec<(OrganisationId, String)>> {
    let rows: Vec<(OrganisationId, String)> = affiliations::table
        .inner_join(contacts::table.inner_join(addresses::table))
        .filter(affiliations::organisation_id.eq_any(ids))
        .filter(affiliations::position.eq(0))
        .filter(contacts::erased_at.is_null())
        .filter(addresses::removed_at.is_null())
        .select((affiliations::organisation_id, addresses::email_folded))
        .load(conn)?;
    let found: HashSet<(OrganisationId, String)> =
        rows.iter().filter_map(|(id, email)| Some((*id, domain_of(email)?))).collect();
    Ok(found.into_iter().collect())
}

/// Who holds these keys: (key, organisation), in the order of the keys.
pub fn holders(conn: &mut Conn, keys: &[i64]) -> Stored<Vec<(i64, OrganisationId)>> {
    Ok(each!(conn, c => organisation_keys::table
        .filter(organisation_keys::key.eq_any(keys))
        .order((organisation_keys::key.asc(), organisation_keys::organisation_id.asc()))
        .limit(READ)
        .select((organisation_keys::key, organisation_keys::organisation_id))
        .load(c))?)
}

/// Whose these domains are: (domain, organisation).
pub fn of_domains(conn: &mut Conn, domains: &[String]) -> Stored<Vec<(String, OrganisationId)>> {
    if domains.is_empty() {
        return Ok(Vec::new());
    }
    Ok(each!(conn, c => organisation_domains::table
        .filter(organisation_domains::domain.eq_any(domains))
        .order((organisation_domains::domain.asc(), organisation_domains::organisation_id.asc()))
        .limit(HOUSED)
        .select((organisation_domains::domain, organisation_domains::organisation_id))
        .load(c))?)
}

/// The names of living organisations.
pub fn names(conn: &mut Conn, ids: &[OrganisationId]) -> Stored<Vec<(OrganisationId, Localised)>> {
    let rows: Vec<(OrganisationId, Json)> = organisations::table
        .filter(organisations::id.eq_any(ids))
        .filter(organisations::erased_at.is_null())
        .select((organisations::id, organisations::name))
        .load(conn)?;
    rows.into_iter().map(|(id, name)| Ok((id, name.read()?))).collect()
}

/// The first organisations whose keys an older edition of the rules made.
pub fn outdated(conn: &mut Conn, edition: i64, limit: i64) -> Stored<Vec<OrganisationId>> {
    Ok(organisations::table
        .filter(organisations::keyed.lt(edition))
        .order((organisations::keyed.asc(), organisations::id.asc()))
        .limit(limit)
        .select(organisations::id)
        .load(conn)?)
}

/// Asks for the keys and domains of these to be made anew.
pub fn doubt(conn: &mut Conn, ids: &[OrganisationId]) -> Stored<()> {
    for batch in ids.chunks(IDS) {
        diesel::update(organisations::table.filter(organisations::id.eq_any(batch)))
            .set(organisations::keyed.eq(0))
            .execute(conn)?;
    }
    Ok(())
}

/// The domains that people just written bring their organisations: (contact, address) and (contact, organisation, position).
pub fn brought<'a>(
    addresses: impl Iterator<Item = (ContactId, &'a str)>,
    places: impl Iterator<Item = (ContactId, OrganisationId, i32)>,
) -> Vec<(OrganisationId, String)> {
    let first: HashMap<ContactId, OrganisationId> =
        places.filter(|(_, _, position)| *position == 0).map(|(contact, id, _)| (contact, id)).collect();
    let mut seen = HashSet::new();
    // Few hosts stand in a batch, and each is looked up in long lists.
    let mut known: HashMap<&'a str, Option<String>> = HashMap::new();
    addresses
        .filter_map(|(contact, email)| {
            let id = *first.get(&contact)?;
            let host = email.rsplit_once('@')?.1;
            if !seen.insert((id, host)) {
                return None;
            }
            let domain = known.entry(host).or_insert_with(|| domain_of(host)).clone()?;
            Some((id, domain))
        })
        .collect()
}
