//! Organisations: read, made, changed.

use std::collections::{HashMap, HashSet};

use super::details::Details;
use super::fold;
use super::input::{NewAffiliation, NewOrganisation};
use super::model::{ContactError, Organisation, OrganisationFilter};
use super::record::{organisation_created, organisation_edited};
use super::store::{organisations as store, select};
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::{Conn, Stored};
use crate::domain::history;
use crate::kernel::ids::{OrganisationId, PublicId};
use crate::kernel::localised::Localised;
use crate::kernel::page::{Page, PageRequest};

/// A page of organisations by name; of a search those first that are called so.
pub fn list_organisations(
    conn: &mut Conn,
    cx: &Context,
    filter: &OrganisationFilter,
    page: PageRequest,
) -> Result<Page<Organisation>, ContactError> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    let ids = select::organisations_page(conn, filter, page)?;
    let mut items = store::load(conn, &ids.items)?;
    items.iter_mut().for_each(|known| Details::of(&cx.actor).keep_to_organisation(known));
    Ok(Page { items, next: ids.next })
}

/// Which organisations stand for others that were called so, each with a name of the one that went.
pub fn formerly(conn: &mut Conn, cx: &Context, text: &str) -> Result<Vec<(OrganisationId, Localised)>, ContactError> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    Ok(select::formerly(conn, text)?)
}

pub fn count_organisations(conn: &mut Conn, cx: &Context, filter: &OrganisationFilter) -> Result<i64, ContactError> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    Ok(select::organisations_count(conn, filter)?)
}

/// The organisations of these ids, in that order. The caller has checked the right to see them.
pub fn organisations(conn: &mut Conn, ids: &[OrganisationId]) -> Stored<Vec<Organisation>> {
    store::load(conn, ids)
}

pub fn organisation(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<Organisation, ContactError> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    let id = store::id_of(conn, id)?.ok_or(Denied::NotFound)?;
    let mut known = loaded(conn, id)?;
    Details::of(&cx.actor).keep_to_organisation(&mut known);
    Ok(known)
}

/// The organisation of this very name in any language, the oldest of several.
pub fn organisation_called(conn: &mut Conn, cx: &Context, name: &str) -> Result<Option<OrganisationId>, ContactError> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    Ok(store::by_names(conn, &[fold::joined(name)])?.first().map(|(_, id)| *id))
}

pub(super) fn loaded(conn: &mut Conn, id: OrganisationId) -> Result<Organisation, ContactError> {
    Ok(store::load(conn, &[id])?.pop().ok_or(Denied::NotFound)?)
}

pub fn create_organisation(conn: &mut Conn, cx: &Context, new: &NewOrganisation) -> Result<Organisation, ContactError> {
    require(&cx.actor, Action::EditContacts, Scope::Installation)?;
    let made = store::insert(conn, cx.now, std::slice::from_ref(new)).map_err(ContactError::taken)?;
    let made = loaded(conn, made.first().copied().ok_or(Denied::NotFound)?)?;
    history::record(conn, cx, organisation_created(&made))?;
    Ok(made)
}

pub fn edit_organisation(
    conn: &mut Conn,
    cx: &Context,
    id: &PublicId,
    version: i64,
    new: &NewOrganisation,
) -> Result<Organisation, ContactError> {
    require(&cx.actor, Action::EditContacts, Scope::Installation)?;
    let before = organisation(conn, cx, id)?;
    // Nothing changed is nothing written.
    if *new == NewOrganisation::of(&before) && version == before.version {
        return Ok(before);
    }
    if !store::update(conn, before.id, version, new, cx.now).map_err(ContactError::taken)? {
        return Err(ContactError::Stale);
    }
    let after = loaded(conn, before.id)?;
    history::record(conn, cx, organisation_edited(&before, &after))?;
    Ok(after)
}

/// Says of organisations where they are, as those who brought in their people were told; what is known stays.
pub(super) fn fill_places<'a>(
    conn: &mut Conn,
    cx: &Context,
    told: impl Iterator<Item = (OrganisationId, &'a NewAffiliation)>,
) -> Result<(), ContactError> {
    let mut places: HashMap<OrganisationId, (&str, &str)> = HashMap::new();
    for (id, affiliation) in told {
        let (place, country) = places.entry(id).or_default();
        for (own, given) in [(place, &affiliation.place), (country, &affiliation.country)] {
            if own.is_empty() {
                *own = given;
            }
        }
    }
    places.retain(|_, told| *told != ("", ""));
    let mut ids: Vec<OrganisationId> = places.keys().copied().collect();
    ids.sort();
    // Of most it is known; to load one is to count its people, who are more with each batch of a file.
    let is_told = |(id, place, country): &(OrganisationId, String, String)| {
        let told = places.get(id);
        told.is_some_and(|(in_place, in_country)| {
            (place.is_empty() && !in_place.is_empty()) || (country.is_empty() && !in_country.is_empty())
        })
    };
    let lacking: HashSet<OrganisationId> =
        store::places(conn, &ids)?.into_iter().filter(is_told).map(|(id, ..)| id).collect();
    ids.retain(|id| lacking.contains(id));
    for before in store::load(conn, &ids)? {
        let Some((place, country)) = places.get(&before.id) else { continue };
        let mut new = NewOrganisation::of(&before);
        for (own, given) in [(&mut new.place, place), (&mut new.country, country)] {
            if own.is_empty() {
                (*given).clone_into(own);
            }
        }
        if new == NewOrganisation::of(&before) {
            continue;
        }
        if !store::update(conn, before.id, before.version, &new, cx.now).map_err(ContactError::taken)? {
            return Err(ContactError::Stale);
        }
        let after = loaded(conn, before.id)?;
        history::record(conn, cx, organisation_edited(&before, &after))?;
    }
    Ok(())
}
