//! Two rows that are one person, or one house: what points at the one comes to point at the other. Asked by whoever merges them.

use super::store_write as store;
use crate::db::{Conn, DbError};
use crate::kernel::ids::{ContactId, OrganisationId};

/// Each row that changed, by its table.
pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Result<Vec<(&'static str, i64)>, DbError> {
    let changed = store::replace_officer(conn, from, into)?;
    Ok(changed.into_iter().map(|id| ("relay_channels", id)).collect())
}

/// The same of organisations. Where both are channels of one programme the row stays as it is: [`super::unite`] makes one of the two.
pub fn replace_organisation(
    conn: &mut Conn,
    from: OrganisationId,
    into: OrganisationId,
) -> Result<Vec<(&'static str, i64)>, DbError> {
    let changed = store::replace_house(conn, from, into)?;
    Ok(changed.into_iter().map(|id| ("relay_channels", id)).collect())
}
