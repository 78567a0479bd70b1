use diesel::prelude::*;

use crate::db::schema::{accounts, deliverable_reviewers, deliverable_versions, deliverables};
use crate::db::{Conn, Stored};
use crate::domain::deliverables::versions::VersionState;
use crate::kernel::ids::{AccountId, DeliverableId, ProgrammeId, PublicId, VersionId};
use crate::kernel::time::Instant;

/// Everybody who is named, whatever became of their account.
pub(super) fn named(conn: &mut Conn, of: DeliverableId) -> Stored<Vec<(AccountId, String)>> {
    Ok(deliverable_reviewers::table
        .inner_join(accounts::table)
        .filter(deliverable_reviewers::deliverable_id.eq(of))
        .order((accounts::name, accounts::id))
        .select((accounts::id, accounts::name))
        .load(conn)?)
}

/// Since when those are named who are.
pub(super) fn named_at(conn: &mut Conn, of: DeliverableId) -> Stored<Option<Instant>> {
    Ok(deliverable_reviewers::table
        .filter(deliverable_reviewers::deliverable_id.eq(of))
        .order(deliverable_reviewers::created_at.desc())
        .select(deliverable_reviewers::created_at)
        .first(conn)
        .optional()?)
}

/// Versions that wait for somebody named: of one programme, or of all.
pub(super) fn in_review(conn: &mut Conn, of: Option<ProgrammeId>) -> Stored<Vec<(DeliverableId, VersionId)>> {
    let rows: Vec<(ProgrammeId, (DeliverableId, VersionId))> = deliverable_versions::table
        .inner_join(deliverables::table)
        .filter(deliverable_versions::state.eq(VersionState::InReview))
        .filter(deliverables::id.eq_any(deliverable_reviewers::table.select(deliverable_reviewers::deliverable_id)))
        .order(deliverable_versions::id)
        .select((deliverables::programme_id, (deliverables::id, deliverable_versions::id)))
        .load(conn)?;
    Ok(rows.into_iter().filter(|(programme, _)| of.is_none_or(|own| own == *programme)).map(|(_, row)| row).collect())
}

/// Those of these deliverables of a programme.
pub(super) fn in_review_among(
    conn: &mut Conn,
    programme: ProgrammeId,
    ids: &[PublicId],
) -> Stored<Vec<(DeliverableId, VersionId)>> {
    Ok(deliverable_versions::table
        .inner_join(deliverables::table)
        .filter(deliverable_versions::state.eq(VersionState::InReview))
        .filter(deliverables::programme_id.eq(programme))
        .filter(deliverables::public_id.eq_any(ids.to_vec()))
        .order(deliverable_versions::id)
        .select((deliverables::id, deliverable_versions::id))
        .load(conn)?)
}

/// Versions in review that this account is to read.
pub(super) fn in_review_of(conn: &mut Conn, account: AccountId) -> Stored<Vec<(DeliverableId, VersionId)>> {
    let named = deliverable_reviewers::table
        .filter(deliverable_reviewers::account_id.eq(account))
        .select(deliverable_reviewers::deliverable_id);
    Ok(deliverable_versions::table
        .filter(deliverable_versions::state.eq(VersionState::InReview))
        .filter(deliverable_versions::deliverable_id.eq_any(named))
        .order(deliverable_versions::id)
        .select((deliverable_versions::deliverable_id, deliverable_versions::id))
        .load(conn)?)
}
