//! Two rows that are one person, or one house: what points at the one comes to point at the other. Asked by whoever merges them.

use super::model::{Sponsorship, Stage};
use super::store as reading;
use super::store_write as store;
use crate::db::{Conn, DbError, Stored};
use crate::kernel::ids::{ContactId, EventId, OrganisationId, ProgrammeId};

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

/// Two firms that are courted for one thing: a programme, or an event of it.
#[derive(Clone, Debug)]
pub struct CourtedTwice {
    pub kept: Sponsorship,
    pub other: Sponsorship,
}

impl CourtedTwice {
    /// Whether the other one declined: that is over, and is told under its old name. Else a firm would be courted twice.
    pub fn is_over(&self) -> bool {
        self.other.stage == Stage::Declined
    }
    /// Whether it would be over the other way round.
    pub fn would_be_over(&self) -> bool {
        self.kept.stage == Stage::Declined
    }
}

fn place(of: &Sponsorship) -> (ProgrammeId, Option<EventId>) {
    (of.programme, of.event.as_ref().map(|event| event.id))
}

/// For what both are courted. Whoever asks has the right to merge them, and looks at what may be told of each.
pub fn courted_twice(conn: &mut Conn, kept: OrganisationId, other: OrganisationId) -> Stored<Vec<CourtedTwice>> {
    let (own, theirs) = (reading::of_firms(conn, &[kept])?, reading::of_firms(conn, &[other])?);
    let pair = |kept: Sponsorship| {
        let other = theirs.iter().find(|other| place(other) == place(&kept))?.clone();
        Some(CourtedTwice { kept, other })
    };
    Ok(own.into_iter().filter_map(pair).collect())
}
