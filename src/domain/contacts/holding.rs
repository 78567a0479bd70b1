//! Entries that are about to be pointed at: whoever adds a row takes the living one, and no merge passes between the two. Whoever
//! holds places of events as well holds those first.

use super::store::{people, union, union_organisations};
use crate::db::dialect::{self, Entries, Hold};
use crate::db::{Conn, Stored};
use crate::kernel::ids::{ContactId, Id, OrganisationId, PublicId};

fn hold<T>(conn: &mut Conn, of: Entries, until: Hold, ids: &[Id<T>]) -> Stored<Vec<Id<T>>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    Ok(dialect::hold(conn, of, until, &ids)?.into_iter().map(Id::new).collect())
}

/// Those of these people who are there, and stay so until this transaction ends.
pub fn held(conn: &mut Conn, ids: &[ContactId]) -> Stored<Vec<ContactId>> {
    hold(conn, Entries::Contacts, Hold::Pointing, ids)
}

/// The inside number of a person known by its outside name, or of the one who stands for it when a merge was faster. The caller has checked
/// the right to see people.
pub fn held_id_of(conn: &mut Conn, id: &PublicId) -> Stored<Option<ContactId>> {
    match people::id_of(conn, id)? {
        Some(of) => held_person(conn, of),
        None => Ok(None),
    }
}

/// What stands for this entry and stays until this transaction ends: itself, unless a merge was faster.
fn held_heir<T>(
    conn: &mut Conn,
    entries: Entries,
    of: Id<T>,
    heir: fn(&mut Conn, Id<T>) -> Stored<Option<Id<T>>>,
) -> Stored<Option<Id<T>>> {
    let mut at = Some(of);
    while let Some(one) = at {
        if !hold(conn, entries, Hold::Pointing, &[one])?.is_empty() {
            break;
        }
        at = heir(conn, one)?;
    }
    Ok(at)
}

/// The person who stands for this one and stays until this transaction ends.
pub fn held_person(conn: &mut Conn, of: ContactId) -> Stored<Option<ContactId>> {
    held_heir(conn, Entries::Contacts, of, union::heir)
}

/// The organisation that stands for this one and stays until this transaction ends.
pub fn held_organisation(conn: &mut Conn, of: OrganisationId) -> Stored<Option<OrganisationId>> {
    held_heir(conn, Entries::Organisations, of, union_organisations::heir)
}

/// Those of these organisations that are there, and stay so until this transaction ends.
pub(super) fn held_organisations(conn: &mut Conn, ids: &[OrganisationId]) -> Stored<Vec<OrganisationId>> {
    hold(conn, Entries::Organisations, Hold::Pointing, ids)
}

/// Lets nobody point a new row at either of two people who become one, and waits for those who do.
pub fn hold_people(conn: &mut Conn, ids: [ContactId; 2]) -> Stored<()> {
    hold(conn, Entries::Contacts, Hold::Merging, &ids).map(|_| ())
}

/// The same of two organisations.
pub fn hold_organisations(conn: &mut Conn, ids: [OrganisationId; 2]) -> Stored<()> {
    hold(conn, Entries::Organisations, Hold::Merging, &ids).map(|_| ())
}

/// Lets nobody change somebody who becomes two again, and waits for whoever does: the entry comes before what hangs on it.
pub fn hold_person(conn: &mut Conn, id: ContactId) -> Stored<()> {
    hold(conn, Entries::Contacts, Hold::Changing, &[id]).map(|_| ())
}

/// The same of an organisation.
pub fn hold_organisation(conn: &mut Conn, id: OrganisationId) -> Stored<()> {
    changing_organisations(conn, &[id]).map(|_| ())
}

/// Those of these organisations that are there. Whoever writes who has a place in them takes them before the places, as a merge of them
/// does: else the two wait for one another.
pub(super) fn changing_organisations(conn: &mut Conn, ids: &[OrganisationId]) -> Stored<Vec<OrganisationId>> {
    hold(conn, Entries::Organisations, Hold::Changing, ids)
}
