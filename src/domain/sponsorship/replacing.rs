//! Two rows that are one person, or one house: what points at the one comes to point at the other. Asked by whoever merges them.

use super::store_write as store;
use crate::db::{Conn, DbError};
use crate::kernel::ids::{ContactId, OrganisationId};

/// Each row that changed, by its table. Where a unique index would be broken, the row stays as it is.
pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Result<Vec<(&'static str, i64)>, DbError> {
    let mut changed = Vec::new();
    changed.extend(store::replace_owner(conn, from, into)?.into_iter().map(|id| ("sponsorships", id)));
    changed.extend(store::replace_with(conn, from, into)?.into_iter().map(|id| ("sponsorship_activities", id)));
    changed.extend(store::replace_person(conn, from, into)?.into_iter().map(|id| ("sponsorship_people", id)));
    Ok(changed)
}

/// The same of organisations.
pub fn replace_organisation(
    conn: &mut Conn,
    from: OrganisationId,
    into: OrganisationId,
) -> Result<Vec<(&'static str, i64)>, DbError> {
    let changed = store::replace_firm(conn, from, into)?;
    Ok(changed.into_iter().map(|id| ("sponsorships", id)).collect())
}
