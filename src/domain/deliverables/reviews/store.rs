use diesel::prelude::*;

use super::model::{Review, Reviewer, Verdict};
use crate::access::{Action, Actor, Grant, Member, Role, may};
use crate::db::schema::{accounts, deliverable_reviewers, deliverable_reviews, grants};
use crate::db::{Conn, Stored};
use crate::domain::deliverables::model::Deliverable;
use crate::domain::deliverables::versions::{Version, Writer};
use crate::kernel::email::Email;
use crate::kernel::ids::{AccountId, CityId, ContactId, DeliverableId, ProgrammeId, PublicId, ReviewId, VersionId};
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;

type Row = (AccountId, PublicId, String, Email, Locale);

fn reviewer((account, public_id, name, email, locale): Row) -> Reviewer {
    Reviewer { account, public_id, name, email, locale }
}

pub(super) fn panel(conn: &mut Conn, of: DeliverableId) -> Stored<Vec<Reviewer>> {
    let rows: Vec<Row> = deliverable_reviewers::table
        .inner_join(accounts::table)
        .filter(deliverable_reviewers::deliverable_id.eq(of))
        .filter(accounts::disabled_at.is_null())
        .order((accounts::name, accounts::id))
        .select((accounts::id, accounts::public_id, accounts::name, accounts::email, accounts::locale))
        .load(conn)?;
    Ok(rows.into_iter().map(reviewer).collect())
}

/// Everybody who may review this deliverable, by name.
pub(super) fn candidates(conn: &mut Conn, of: &Deliverable) -> Stored<Vec<Reviewer>> {
    let rows: Vec<(Row, Role, Option<ProgrammeId>, Option<CityId>)> = grants::table
        .inner_join(accounts::table)
        .filter(accounts::disabled_at.is_null())
        .filter(grants::programme_id.eq(of.programme).or(grants::programme_id.is_null()))
        .order((accounts::name, accounts::id))
        .select((
            (accounts::id, accounts::public_id, accounts::name, accounts::email, accounts::locale),
            grants::role,
            grants::programme_id,
            grants::city_id,
        ))
        .load(conn)?;
    let mut found: Vec<Reviewer> = Vec::new();
    for (row, role, programme, city) in rows {
        let grants = vec![Grant { role, programme, city }];
        let actor = Actor::Member(Member { account: row.0, grants, token: None, closed: Vec::new() });
        let new = found.last().is_none_or(|last| last.account != row.0);
        if new && may(&actor, Action::ReviewDeliverable, of.scope()) {
            found.push(reviewer(row));
        }
    }
    Ok(found)
}

pub(super) fn set_panel(conn: &mut Conn, now: Instant, of: DeliverableId, accounts: &[AccountId]) -> Stored<()> {
    diesel::delete(deliverable_reviewers::table.filter(deliverable_reviewers::deliverable_id.eq(of))).execute(conn)?;
    for account in accounts {
        diesel::insert_into(deliverable_reviewers::table)
            .values((
                deliverable_reviewers::deliverable_id.eq(of),
                deliverable_reviewers::account_id.eq(*account),
                deliverable_reviewers::created_at.eq(now),
            ))
            .execute(conn)?;
    }
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = deliverable_reviews)]
struct Values<'a> {
    public_id: PublicId,
    version_id: VersionId,
    account_id: Option<AccountId>,
    round: i32,
    verdict: Verdict,
    words: &'a str,
    at: Instant,
}

pub(super) fn insert(
    conn: &mut Conn,
    now: Instant,
    version: &Version,
    (verdict, words): (Verdict, &str),
    by: Option<AccountId>,
) -> Stored<ReviewId> {
    let row = Values {
        public_id: PublicId::random(),
        version_id: version.id,
        account_id: by,
        round: version.round,
        verdict,
        words,
        at: now,
    };
    Ok(diesel::insert_into(deliverable_reviews::table)
        .values(&row)
        .returning(deliverable_reviews::id)
        .get_result(conn)?)
}

type ReviewRow = (ReviewId, PublicId, VersionId, i32, Verdict, String, Instant);
type WriterRow = (AccountId, PublicId, String);

const REVIEW: (
    deliverable_reviews::id,
    deliverable_reviews::public_id,
    deliverable_reviews::version_id,
    deliverable_reviews::round,
    deliverable_reviews::verdict,
    deliverable_reviews::words,
    deliverable_reviews::at,
) = (
    deliverable_reviews::id,
    deliverable_reviews::public_id,
    deliverable_reviews::version_id,
    deliverable_reviews::round,
    deliverable_reviews::verdict,
    deliverable_reviews::words,
    deliverable_reviews::at,
);

fn entity(((id, public_id, version, round, verdict, words, at), by): (ReviewRow, Option<WriterRow>)) -> Review {
    let by = by.map(|(id, public_id, name)| Writer { id, public_id, name });
    Review { id, public_id, version, by, round, verdict, words, at }
}

/// In the order they were said.
pub(super) fn reviews(conn: &mut Conn, of: &[VersionId]) -> Stored<Vec<Review>> {
    let rows: Vec<(ReviewRow, Option<WriterRow>)> = deliverable_reviews::table
        .left_join(accounts::table)
        .filter(deliverable_reviews::version_id.eq_any(of.to_vec()))
        .order(deliverable_reviews::id)
        .select((REVIEW, (accounts::id, accounts::public_id, accounts::name).nullable()))
        .load(conn)?;
    Ok(rows.into_iter().map(entity).collect())
}

pub(super) fn review(conn: &mut Conn, id: ReviewId) -> Stored<Option<Review>> {
    let row: Option<(ReviewRow, Option<WriterRow>)> = deliverable_reviews::table
        .left_join(accounts::table)
        .filter(deliverable_reviews::id.eq(id))
        .select((REVIEW, (accounts::id, accounts::public_id, accounts::name).nullable()))
        .first(conn)
        .optional()?;
    Ok(row.map(entity))
}

pub(super) fn account(conn: &mut Conn, id: AccountId) -> Stored<Option<Reviewer>> {
    Ok(accounts_among(conn, &[id])?.pop())
}

/// Those of these accounts that are open.
pub(super) fn accounts_among(conn: &mut Conn, ids: &[AccountId]) -> Stored<Vec<Reviewer>> {
    let rows: Vec<Row> = accounts::table
        .filter(accounts::id.eq_any(ids.to_vec()))
        .filter(accounts::disabled_at.is_null())
        .order(accounts::id)
        .select((accounts::id, accounts::public_id, accounts::name, accounts::email, accounts::locale))
        .load(conn)?;
    Ok(rows.into_iter().map(reviewer).collect())
}

/// The account of a contact who answers for the deliverable, if they have one.
pub(super) fn account_of(conn: &mut Conn, contact: ContactId) -> Stored<Option<AccountId>> {
    Ok(accounts::table.filter(accounts::contact_id.eq(contact)).select(accounts::id).first(conn).optional()?)
}
