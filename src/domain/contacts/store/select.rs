//! Filters as conditions.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::super::details::Details;
use super::super::fold;
use super::super::model::{Consent, Filter, Mailbox, OrganisationFilter};
use super::ranks::{OnContacts, OnOrganisations, Rank, Sought};
use super::union_organisations::Ways;
use crate::db::conn::MultiBackend;
use crate::db::dialect::contains_pattern;
use crate::db::schema::{
    addresses, affiliations, contact_groups, contact_tags, contacts, organisations, stakeholder_groups,
};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::kernel::ids::{ContactId, OrganisationId};
use crate::kernel::localised::Localised;
use crate::kernel::page::{Page, PageRequest};

type Contacts<'a> = contacts::BoxedQuery<'a, MultiBackend>;
type Organisations<'a> = organisations::BoxedQuery<'a, MultiBackend>;

/// So many people whom a search finds are put in order by themselves; of more, those of each rank are looked for.
const FEW: i64 = 500;

fn living(filter: &Filter, details: Details) -> Contacts<'static> {
    by_text(whatever_text(filter), &filter.text, details)
}

/// As if nothing were searched for.
fn whatever_text(filter: &Filter) -> Contacts<'static> {
    let mut query = contacts::table.filter(contacts::erased_at.is_null()).into_boxed::<MultiBackend>();
    query = by_membership(query, filter);
    if let Some(language) = filter.language {
        query = query.filter(contacts::language.eq(language));
    }
    let usable = addresses::table
        .filter(addresses::refused_at.is_null())
        .filter(addresses::removed_at.is_null())
        .select(addresses::contact_id);
    query = match filter.mailbox {
        Mailbox::Any => query,
        Mailbox::With => query.filter(contacts::id.eq_any(usable)),
        Mailbox::Without => query.filter(contacts::id.ne_all(usable)),
    };
    match filter.consent {
        Consent::Any => query,
        Consent::MayContact => query.filter(contacts::do_not_contact_at.is_null()),
        Consent::DoNotContact => query.filter(contacts::do_not_contact_at.is_not_null()),
    }
}

fn by_membership(mut query: Contacts<'static>, filter: &Filter) -> Contacts<'static> {
    if let Some(code) = filter.group.clone() {
        let members = contact_groups::table
            .inner_join(stakeholder_groups::table)
            .filter(stakeholder_groups::code.eq(code))
            .select(contact_groups::contact_id);
        query = query.filter(contacts::id.eq_any(members));
    }
    if let Some(tag) = &filter.tag {
        let tagged =
            contact_tags::table.filter(contact_tags::tag_folded.eq(fold::words(tag))).select(contact_tags::contact_id);
        query = query.filter(contacts::id.eq_any(tagged));
    }
    if let Some(kind) = filter.kind {
        let within = affiliations::table
            .inner_join(organisations::table)
            .filter(organisations::kind.eq(kind))
            .select(affiliations::contact_id);
        query = query.filter(contacts::id.eq_any(within));
    }
    if let Some(organisation) = filter.organisation.clone() {
        let within = affiliations::table
            .inner_join(organisations::table)
            .filter(organisations::public_id.eq(organisation))
            .select(affiliations::contact_id);
        query = query.filter(contacts::id.eq_any(within));
    }
    query
}

/// To those who may not see addresses no search tells whose one is, nor that it is there.
fn by_text(query: Contacts<'static>, text: &str, details: Details) -> Contacts<'static> {
    let nobody = contacts::id.eq(0);
    if text.contains('@') {
        if !details.are_shown() {
            return query.filter(nobody);
        }
        let pattern = contains_pattern(&fold::clipped(text.trim()).to_lowercase());
        let holders = addresses::table
            .filter(addresses::email_folded.like(pattern).escape('\\'))
            .filter(addresses::removed_at.is_null())
            .select(addresses::contact_id);
        return query.filter(contacts::id.eq_any(holders));
    }
    let all_of = |parts: Vec<String>| parts.into_iter().map(|p| named(p, details)).reduce(|a, b| Box::new(a.and(b)));
    let any = fold::needles(text).into_iter().filter_map(all_of).reduce(|a, b| Box::new(a.or(b)));
    match any {
        Some(condition) if details.are_shown() && fold::is_domain(text) => {
            let pattern = contains_pattern(&fold::clipped(text.trim()).to_lowercase());
            let there = addresses::table
                .filter(addresses::email_folded.like(pattern).escape('\\'))
                .filter(addresses::removed_at.is_null())
                .select(addresses::contact_id);
            query.filter(condition.or(contacts::id.eq_any(there)))
        }
        Some(condition) => query.filter(condition),
        // Signs alone (a dash, a dot) name nobody.
        None if !text.trim().is_empty() => query.filter(nobody),
        None => query,
    }
}

/// The part stands in the contact's own key or in that of one of its organisations.
fn named(part: String, details: Details) -> OnContacts {
    let pattern = contains_pattern(&part);
    let within = affiliations::table
        .inner_join(organisations::table)
        .filter(organisations::search_key.like(pattern.clone()).escape('\\'))
        .select(affiliations::contact_id);
    match details {
        Details::Shown => Box::new(contacts::search_key.like(pattern).escape('\\').or(contacts::id.eq_any(within))),
        Details::Withheld => Box::new(contacts::name_key.like(pattern).escape('\\').or(contacts::id.eq_any(within))),
    }
}

/// Ids of a page, by family name; of a search those first who are called so.
pub fn page(conn: &mut Conn, filter: &Filter, details: Details, page: PageRequest) -> Stored<Page<ContactId>> {
    let ids = match Sought::of(&filter.text) {
        Some(sought) => nearest(conn, filter, details, &sought, page)?,
        None => in_order(conn, living(filter, details), page.after, page.limit + 1)?,
    };
    Ok(Page::cut(ids, page, |id| id.raw()))
}

fn in_order(conn: &mut Conn, mut query: Contacts<'static>, after: Option<i64>, limit: i64) -> Stored<Vec<ContactId>> {
    if let Some(after) = after {
        let place: Option<(String, String)> = contacts::table
            .find(after)
            .select((contacts::family_name, contacts::folded_latin))
            .first(conn)
            .optional()?;
        if let Some((family, name)) = place {
            let same_family = contacts::family_name.eq(family.clone());
            let later_name =
                contacts::folded_latin.gt(name.clone()).or(contacts::folded_latin.eq(name).and(contacts::id.gt(after)));
            let later = contacts::family_name.gt(family).or(same_family.and(later_name));
            query = query.filter(later);
        }
    }
    Ok(query
        .order((contacts::family_name.asc(), contacts::folded_latin.asc(), contacts::id.asc()))
        .limit(limit)
        .select(contacts::id)
        .load(conn)?)
}

/// Whom a search finds, as far as they are few.
enum Found {
    /// All of them.
    All(Vec<ContactId>),
    /// Those in whose name it stands.
    Named(Vec<ContactId>),
    Many,
}

fn found(conn: &mut Conn, filter: &Filter, details: Details, sought: &Sought) -> Stored<Found> {
    let mut few = |query: Contacts<'static>| -> Stored<Option<Vec<ContactId>>> {
        let ids: Vec<ContactId> = query.limit(FEW + 1).select(contacts::id).load(conn)?;
        Ok(Some(ids).filter(|ids| ids.len() as i64 <= FEW))
    };
    if let Some(all) = few(living(filter, details))? {
        return Ok(Found::All(all));
    }
    let named = few(whatever_text(filter).filter(sought.person(Rank::Within)))?;
    Ok(named.map_or(Found::Many, Found::Named))
}

/// The people a search finds, rank by rank. Who is called so is found by the name alone, whatever is said of organisations.
fn nearest(
    conn: &mut Conn,
    filter: &Filter,
    details: Details,
    sought: &Sought,
    page: PageRequest,
) -> Stored<Vec<ContactId>> {
    let found = found(conn, filter, details, sought)?;
    let first = match page.after {
        Some(after) => rank_of(conn, sought, after)?,
        None => 0,
    };
    let last = Rank::OF_PEOPLE.len();
    let mut ids = Vec::new();
    for rank in first..=last {
        let wanted = page.limit + 1 - ids.len() as i64;
        if wanted <= 0 {
            break;
        }
        let within = match &found {
            Found::All(these) => {
                contacts::table.filter(contacts::id.eq_any(these.clone())).into_boxed::<MultiBackend>()
            }
            Found::Named(these) if rank < last => {
                contacts::table.filter(contacts::id.eq_any(these.clone())).into_boxed::<MultiBackend>()
            }
            Found::Many if rank < last => whatever_text(filter),
            Found::Named(_) | Found::Many => living(filter, details),
        };
        let after = page.after.filter(|_| rank == first);
        ids.extend(in_order(conn, within.filter(sought.people(rank)), after, wanted)?);
    }
    Ok(ids)
}

/// The rank of somebody with whom a page ended.
fn rank_of(conn: &mut Conn, sought: &Sought, id: i64) -> Stored<usize> {
    for (nth, rank) in Rank::OF_PEOPLE.iter().enumerate() {
        let of_it = contacts::table.filter(contacts::id.eq(id)).into_boxed::<MultiBackend>();
        let there: i64 = of_it.filter(sought.person(*rank)).count().get_result(conn)?;
        if there > 0 {
            return Ok(nth);
        }
    }
    Ok(Rank::OF_PEOPLE.len())
}

/// All ids, by family name.
pub fn all(conn: &mut Conn, filter: &Filter, details: Details) -> Stored<Vec<ContactId>> {
    Ok(living(filter, details)
        .order((contacts::family_name.asc(), contacts::folded_latin.asc(), contacts::id.asc()))
        .select(contacts::id)
        .load(conn)?)
}

pub fn count(conn: &mut Conn, filter: &Filter, details: Details) -> Stored<i64> {
    Ok(living(filter, details).count().get_result(conn)?)
}

fn known(conn: &mut Conn, filter: &OrganisationFilter) -> Stored<Organisations<'static>> {
    let mut query = organisations::table.filter(organisations::erased_at.is_null()).into_boxed::<MultiBackend>();
    if let Some(kind) = filter.kind {
        query = query.filter(organisations::kind.eq(kind));
    }
    Ok(match called_so(&filter.text) {
        Some(condition) => {
            let heirs: BTreeSet<OrganisationId> =
                formerly(conn, &filter.text)?.into_iter().map(|(heir, _)| heir).collect();
            query.filter(condition.or(organisations::id.eq_any(heirs)))
        }
        None if !filter.text.trim().is_empty() => query.filter(organisations::id.eq(0)),
        None => query,
    })
}

fn called_so(text: &str) -> Option<OnOrganisations> {
    let all_of = |parts: Vec<String>| parts.into_iter().map(called).reduce(|a, b| Box::new(a.and(b)));
    fold::needles(text).into_iter().filter_map(all_of).reduce(|a, b| Box::new(a.or(b)))
}

/// The organisations that stand for others that were called so, each with such a name.
pub fn formerly(conn: &mut Conn, text: &str) -> Stored<Vec<(OrganisationId, Localised)>> {
    let Some(condition) = called_so(text) else { return Ok(Vec::new()) };
    let gone: Vec<(OrganisationId, Json)> = organisations::table
        .filter(organisations::merged_into.is_not_null())
        .into_boxed::<MultiBackend>()
        .filter(condition)
        .order(organisations::id.desc())
        .select((organisations::id, organisations::name))
        .load(conn)?;
    if gone.is_empty() {
        return Ok(Vec::new());
    }
    let ways = Ways::load(conn)?;
    gone.into_iter().map(|(id, name)| Ok((ways.end(id), name.read()?))).collect()
}

fn called(part: String) -> OnOrganisations {
    Box::new(organisations::search_key.like(contains_pattern(&part)).escape('\\'))
}

/// Ids of a page of organisations, by name; of a search those first that are called so.
pub fn organisations_page(
    conn: &mut Conn,
    filter: &OrganisationFilter,
    page: PageRequest,
) -> Stored<Page<OrganisationId>> {
    let ids = match Sought::of(&filter.text) {
        Some(sought) => nearest_organisations(conn, filter, &sought, page)?,
        None => {
            let query = known(conn, filter)?;
            organisations_in_order(conn, query, page.after, page.limit + 1)?
        }
    };
    Ok(Page::cut(ids, page, |id| id.raw()))
}

fn organisations_in_order(
    conn: &mut Conn,
    mut query: Organisations<'static>,
    after: Option<i64>,
    limit: i64,
) -> Stored<Vec<OrganisationId>> {
    if let Some(after) = after {
        let name: Option<String> =
            organisations::table.find(after).select(organisations::folded_name).first(conn).optional()?;
        if let Some(name) = name {
            let later = organisations::folded_name
                .gt(name.clone())
                .or(organisations::folded_name.eq(name).and(organisations::id.gt(after)));
            query = query.filter(later);
        }
    }
    Ok(query
        .order((organisations::folded_name.asc(), organisations::id.asc()))
        .limit(limit)
        .select(organisations::id)
        .load(conn)?)
}

/// As of people, rank by rank.
fn nearest_organisations(
    conn: &mut Conn,
    filter: &OrganisationFilter,
    sought: &Sought,
    page: PageRequest,
) -> Stored<Vec<OrganisationId>> {
    let few: Vec<OrganisationId> = known(conn, filter)?.limit(FEW + 1).select(organisations::id).load(conn)?;
    let all = Some(few).filter(|few| few.len() as i64 <= FEW);
    let first = match page.after {
        Some(after) => organisation_rank_of(conn, sought, after)?,
        None => 0,
    };
    let mut ids = Vec::new();
    for rank in first..=Rank::OF_ORGANISATIONS.len() {
        let wanted = page.limit + 1 - ids.len() as i64;
        if wanted <= 0 {
            break;
        }
        let within = match &all {
            Some(these) => {
                organisations::table.filter(organisations::id.eq_any(these.clone())).into_boxed::<MultiBackend>()
            }
            None => known(conn, filter)?,
        };
        let after = page.after.filter(|_| rank == first);
        ids.extend(organisations_in_order(conn, within.filter(sought.organisations(rank)), after, wanted)?);
    }
    Ok(ids)
}

fn organisation_rank_of(conn: &mut Conn, sought: &Sought, id: i64) -> Stored<usize> {
    for (nth, rank) in Rank::OF_ORGANISATIONS.iter().enumerate() {
        let of_it = organisations::table.filter(organisations::id.eq(id)).into_boxed::<MultiBackend>();
        let there: i64 = of_it.filter(sought.organisation(*rank)).count().get_result(conn)?;
        if there > 0 {
            return Ok(nth);
        }
    }
    Ok(Rank::OF_ORGANISATIONS.len())
}

pub fn organisations_count(conn: &mut Conn, filter: &OrganisationFilter) -> Stored<i64> {
    Ok(known(conn, filter)?.count().get_result(conn)?)
}
