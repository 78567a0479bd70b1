use std::collections::HashMap;

use diesel::prelude::*;

use super::model::Verdict;
use crate::access::{Grant, Role};
use crate::db::batch::{Question, Row};
use crate::db::schema::{accounts, deliverable_reviewers, deliverable_versions, deliverables, grants};
use crate::db::{Conn, Stored};
use crate::domain::deliverables::model::{Audience, OwnWork};
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

/// Somebody who is named for a version in review, by one of their grants, if they have any there.
pub(super) struct Voice {
    pub deliverable: PublicId,
    pub audience: Audience,
    pub quorum: i32,
    pub city: Option<CityId>,
    pub account: AccountId,
    /// They may sign in.
    pub open: bool,
    /// It is their own work, and that counts.
    pub own: bool,
    /// What counts of what they have said.
    pub verdict: Option<Verdict>,
    pub grant: Option<Grant>,
}

/// Everybody who is named for what is in review in a programme, to be asked beside other questions.
pub(super) fn voices(programme: ProgrammeId) -> Question<'static, Vec<Voice>> {
    let columns = &[
        "id",
        "audience",
        "quorum",
        "city_id",
        "account_id",
        "open",
        "own",
        "verdict",
        "role",
        "programme_id",
        "grant_city",
    ];
    let (review, comment, forbidden) =
        (VersionState::InReview.as_str(), Verdict::Comment.as_str(), OwnWork::Forbidden.as_str());
    let select = format!(
        "SELECT deliverables.public_id AS id, deliverables.audience AS audience, deliverables.quorum AS quorum, \
         deliverables.city_id AS city_id, reader.account_id AS account_id, accounts.disabled_at IS NULL AS open, \
         CASE WHEN deliverables.own_work = '{forbidden}' AND (written.author_id = reader.account_id OR EXISTS (\
         SELECT 1 FROM deliverable_files AS added WHERE added.version_id = written.id \
         AND added.added_by = reader.account_id)) THEN 1 ELSE 0 END AS own, \
         (SELECT said.verdict FROM deliverable_reviews AS said WHERE said.version_id = written.id \
         AND said.account_id = reader.account_id AND said.round = written.round AND said.verdict <> '{comment}' \
         ORDER BY said.id DESC LIMIT 1) AS verdict, \
         grants.role AS role, grants.programme_id AS programme_id, grants.city_id AS grant_city \
         FROM deliverable_versions AS written JOIN deliverables ON deliverables.id = written.deliverable_id \
         JOIN deliverable_reviewers AS reader ON reader.deliverable_id = deliverables.id \
         JOIN accounts ON accounts.id = reader.account_id LEFT JOIN grants ON grants.account_id = accounts.id \
         AND (grants.programme_id = {programme} OR grants.programme_id IS NULL) \
         WHERE written.state = '{review}' AND deliverables.programme_id = {programme}"
    );
    Question::new(columns, select, |rows| rows.into_iter().map(voice).collect())
}

fn voice(mut row: Row) -> Stored<Voice> {
    let (deliverable, audience, quorum) = (row.one()?, row.one()?, row.one()?);
    let (city, account) = (row.some()?.map(CityId::new), AccountId::new(row.one()?));
    let (open, own, verdict) = (row.is()?, row.is()?, row.some()?);
    let (role, programme) = (row.some()?, row.some()?.map(ProgrammeId::new));
    let place = row.some()?.map(CityId::new);
    let grant = role.map(|role| Grant { role, programme, city: place });
    Ok(Voice { deliverable, audience, quorum, city, account, open, own, verdict, grant })
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
