use std::collections::HashMap;

use diesel::prelude::*;

use crate::access::{Grant, Role};
use crate::db::schema::{accounts, deliverable_reviewers, deliverable_versions, deliverables, grants};
use crate::db::{Conn, Stored};
use crate::domain::deliverables::versions::VersionState;
use crate::kernel::ids::{AccountId, CityId, ContactId, DeliverableId, ProgrammeId, PublicId, VersionId};
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

/// Somebody named, whatever became of their account.
pub(super) struct Named {
    pub account: AccountId,
    pub name: String,
    /// Whether the account still is.
    pub open: bool,
    /// Since when.
    pub at: Instant,
}

/// The same of several deliverables, by name.
pub(super) fn named_for(conn: &mut Conn, of: &[DeliverableId]) -> Stored<HashMap<DeliverableId, Vec<Named>>> {
    let rows: Vec<(DeliverableId, AccountId, String, Option<Instant>, Instant)> = deliverable_reviewers::table
        .inner_join(accounts::table)
        .filter(deliverable_reviewers::deliverable_id.eq_any(of.to_vec()))
        .order((accounts::name, accounts::id))
        .select((
            deliverable_reviewers::deliverable_id,
            accounts::id,
            accounts::name,
            accounts::disabled_at,
            deliverable_reviewers::created_at,
        ))
        .load(conn)?;
    let mut found: HashMap<DeliverableId, Vec<Named>> = HashMap::new();
    for (of, account, name, disabled_at, at) in rows {
        found.entry(of).or_default().push(Named { account, name, open: disabled_at.is_none(), at });
    }
    Ok(found)
}

/// What everybody whose account is open holds in these programmes, or everywhere.
pub(super) fn held(conn: &mut Conn, programmes: &[ProgrammeId]) -> Stored<HashMap<AccountId, Vec<Grant>>> {
    let here: Vec<Option<ProgrammeId>> = programmes.iter().copied().map(Some).collect();
    let rows: Vec<(AccountId, Role, Option<ProgrammeId>, Option<CityId>)> = grants::table
        .inner_join(accounts::table)
        .filter(accounts::disabled_at.is_null())
        .filter(grants::programme_id.eq_any(here).or(grants::programme_id.is_null()))
        .order(grants::id)
        .select((grants::account_id, grants::role, grants::programme_id, grants::city_id))
        .load(conn)?;
    let mut found: HashMap<AccountId, Vec<Grant>> = HashMap::new();
    for (account, role, programme, city) in rows {
        found.entry(account).or_default().push(Grant { role, programme, city });
    }
    Ok(found)
}

/// The accounts of those who answer for deliverables, as far as they have one.
pub(super) fn accounts_of(conn: &mut Conn, contacts: &[ContactId]) -> Stored<HashMap<ContactId, AccountId>> {
    let wanted: Vec<Option<ContactId>> = contacts.iter().copied().map(Some).collect();
    let rows: Vec<(Option<ContactId>, AccountId)> = accounts::table
        .filter(accounts::contact_id.eq_any(wanted))
        .select((accounts::contact_id, accounts::id))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(contact, account)| Some((contact?, account))).collect())
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
