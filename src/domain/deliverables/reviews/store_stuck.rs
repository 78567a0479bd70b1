use diesel::prelude::*;

use crate::db::schema::{accounts, deliverable_reviewers, deliverable_versions, deliverables};
use crate::db::{Conn, Stored};
use crate::domain::deliverables::versions::VersionState;
use crate::kernel::ids::{AccountId, DeliverableId, ProgrammeId, VersionId};

/// Everybody who is named, whatever became of their account.
pub(super) fn named(conn: &mut Conn, of: DeliverableId) -> Stored<Vec<(AccountId, String)>> {
    Ok(deliverable_reviewers::table
        .inner_join(accounts::table)
        .filter(deliverable_reviewers::deliverable_id.eq(of))
        .order((accounts::name, accounts::id))
        .select((accounts::id, accounts::name))
        .load(conn)?)
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
