//! Two contacts become one: their own seats, and those where they stand for an institution.

use super::{doubled, institutions};
use crate::db::{Conn, Stored};
use crate::kernel::ids::{ContactId, EventId};

/// Whether both have a seat at one event, and one of them for an institution: one of the two would have to go, and an office's place is not
/// ours to give up.
pub fn delegates_clash(conn: &mut Conn, one: ContactId, other: ContactId) -> Stored<bool> {
    let rows = doubled::places_held(conn, [one, other])?;
    let clash = |(event, office, who): &(EventId, bool, ContactId)| {
        *office && rows.iter().any(|(at, _, whose)| at == event && whose != who)
    };
    Ok(rows.iter().any(clash))
}

/// Each row that changed, by its table. Of two seats at one event that are people's own, the other's stays with it: see
/// [`doubled::settle`].
pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<(&'static str, i64)>> {
    let mut changed = doubled::replace_contact(conn, from, into)?;
    changed.extend(institutions::replace_contact(conn, from, into)?);
    Ok(changed)
}
