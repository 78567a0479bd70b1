//! Merges of organisations as they are read.

use super::model::Merge;
use super::store;
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::Conn;
use crate::domain::contacts::{self, Organisation};
use crate::domain::history::{self, Entity, Entry};
use crate::domain::merging::MergeError;
use crate::kernel::ids::{OrganisationId, PublicId};
use crate::kernel::page::{Page, PageRequest};

/// All of them, the newest first.
pub fn list(conn: &mut Conn, cx: &Context, page: PageRequest) -> Result<Page<Merge>, MergeError> {
    require(&cx.actor, Action::MergeContacts, Scope::Installation)?;
    Ok(store::page(conn, page)?.map(|stored| stored.merge))
}

/// One of them.
pub fn merge(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<Merge, MergeError> {
    require(&cx.actor, Action::MergeContacts, Scope::Installation)?;
    Ok(store::by_public_id(conn, id)?.ok_or(Denied::NotFound)?.merge)
}

pub(super) fn by_number(conn: &mut Conn, id: i64) -> Result<Merge, MergeError> {
    Ok(store::by_number(conn, id)?.ok_or(Denied::NotFound)?.merge)
}

/// The merge by which an organisation went into another, and the public id of the living one that stands for both; none for one that is
/// there, or never was.
pub fn went_into(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<Option<(Merge, PublicId)>, MergeError> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    let Some(stored) = store::of_other(conn, id)? else { return Ok(None) };
    let heir = match contacts::organisation_heir_of(conn, id)? {
        Some(heir) => contacts::organisations(conn, &[heir])?.pop(),
        None => None,
    };
    Ok(heir.map(|known| (stored.merge, known.public_id)))
}

/// What went into an organisation, the latest first.
pub fn standing(conn: &mut Conn, cx: &Context, of: &Organisation) -> Result<Vec<Merge>, MergeError> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    Ok(store::standing(conn, &[of.id])?.into_iter().map(|stored| stored.merge).collect())
}

/// What happened to an organisation, by whichever entry it is told: this one, or one that went into it. The latest first.
pub fn past(conn: &mut Conn, cx: &Context, of: &Organisation) -> Result<Vec<Entry>, MergeError> {
    let mut entries = contacts::organisation_history(conn, cx, of)?;
    let page = PageRequest::default();
    for other in absorbed(conn, of.id)? {
        entries.extend(history::of_entity(conn, Entity::Organisation, other.raw(), page)?.items);
    }
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.id));
    entries.truncate(usize::try_from(page.limit).unwrap_or(usize::MAX));
    Ok(entries)
}

/// All entries that went into this one, by whatever way.
fn absorbed(conn: &mut Conn, into: OrganisationId) -> Result<Vec<OrganisationId>, MergeError> {
    let mut found: Vec<OrganisationId> = Vec::new();
    let mut ahead = vec![into];
    while !ahead.is_empty() {
        let next = store::standing(conn, &ahead)?;
        ahead = next.iter().map(|stored| stored.other).filter(|id| !found.contains(id)).collect();
        found.extend(&ahead);
    }
    Ok(found)
}
