//! Merges as they are read.

use super::kind::Kind;
use super::model::{Merge, MergeError};
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::Conn;
use crate::domain::history::{self, Entry};
use crate::kernel::ids::{Id, PublicId};
use crate::kernel::page::{Page, PageRequest};

/// All merges of a kind, the newest first.
pub fn list<K: Kind>(conn: &mut Conn, cx: &Context, page: PageRequest) -> Result<Page<Merge<K::Name>>, MergeError> {
    require(&cx.actor, Action::MergeContacts, Scope::Installation)?;
    Ok(K::page(conn, page)?.map(|stored| stored.merge))
}

/// One of them.
pub fn merge<K: Kind>(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<Merge<K::Name>, MergeError> {
    require(&cx.actor, Action::MergeContacts, Scope::Installation)?;
    Ok(K::by_public_id(conn, id)?.ok_or(Denied::NotFound)?.merge)
}

pub(super) fn by_number<K: Kind>(conn: &mut Conn, id: i64) -> Result<Merge<K::Name>, MergeError> {
    Ok(K::by_number(conn, id)?.ok_or(Denied::NotFound)?.merge)
}

/// The merge by which an entry went into another, and the public id of the living entry that stands for both; none for an entry that is
/// there, or never was.
pub fn went_into<K: Kind>(
    conn: &mut Conn,
    cx: &Context,
    id: &PublicId,
) -> Result<Option<(Merge<K::Name>, PublicId)>, MergeError> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    let Some(stored) = K::of_other(conn, id)? else { return Ok(None) };
    Ok(K::heir_of(conn, id)?.map(|heir| (stored.merge, heir)))
}

/// What went into an entry, the latest first.
pub fn standing<K: Kind>(conn: &mut Conn, cx: &Context, of: &K::Entry) -> Result<Vec<Merge<K::Name>>, MergeError> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    Ok(K::standing(conn, &[K::id(of)])?.into_iter().map(|stored| stored.merge).collect())
}

/// What happened to a person or an organisation, by whichever entry it is told: this one, or one that went into it. The latest first.
pub fn past<K: Kind>(conn: &mut Conn, cx: &Context, of: &K::Entry) -> Result<Vec<Entry>, MergeError> {
    let mut entries = K::story(conn, cx, of)?;
    let page = PageRequest::default();
    for other in absorbed::<K>(conn, K::id(of))? {
        entries.extend(history::of_entity(conn, K::ENTITY, other.raw(), page)?.items);
    }
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.id));
    entries.truncate(usize::try_from(page.limit).unwrap_or(usize::MAX));
    Ok(entries)
}

/// All entries that went into this one, by whatever way.
fn absorbed<K: Kind>(conn: &mut Conn, into: Id<K::Noun>) -> Result<Vec<Id<K::Noun>>, MergeError> {
    let mut found: Vec<Id<K::Noun>> = Vec::new();
    let mut ahead = vec![into];
    while !ahead.is_empty() {
        let next = K::standing(conn, &ahead)?;
        ahead = next.iter().map(|stored| stored.other).filter(|id| !found.contains(id)).collect();
        found.extend(ahead.iter().copied());
    }
    Ok(found)
}
