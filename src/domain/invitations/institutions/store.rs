use std::collections::HashMap;

use diesel::dsl::{count, count_star, exists, max};
use diesel::prelude::*;

use super::draft::NewDelegation;
use super::model::{Delegation, OfficeStanding};
use crate::access::{Context, Door};
use crate::db::schema::{contacts, delegations, organisations, seats};
use crate::db::types::Json;
use crate::db::{Conn, Stored, conditions};
use crate::domain::invitations::facts::EventFacts;
use crate::domain::invitations::model::Answer;
use crate::domain::invitations::store::PersonRow;
use crate::kernel::ids::{ContactId, DelegationId, EventId, OrganisationId, PublicId};
use crate::kernel::locale::Locale;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::time::Instant;
use crate::kernel::token::nonce;

#[derive(Queryable)]
pub(super) struct Row {
    id: DelegationId,
    public_id: PublicId,
    version: i64,
    event: EventId,
    organisation: OrganisationId,
    organisation_public: PublicId,
    name: Json,
    places: i64,
    rank: i64,
    locale: Locale,
    salutation: Json,
    closing: Json,
    nonce: String,
    answer: Answer,
    door: Option<Door>,
    answered_at: Option<Instant>,
    person: PersonRow,
}

/// Those that are there still.
macro_rules! living {
    () => {
        delegations::table
            .inner_join(organisations::table)
            .inner_join(contacts::table)
            .filter(delegations::removed_at.is_null())
            .select((
                delegations::id,
                delegations::public_id,
                delegations::version,
                delegations::event_id,
                delegations::organisation_id,
                organisations::public_id,
                organisations::name,
                delegations::places,
                delegations::rank,
                delegations::locale,
                delegations::salutation,
                delegations::closing,
                delegations::nonce,
                delegations::answer,
                delegations::answer_door,
                delegations::answered_at,
                PersonRow::as_select(),
            ))
    };
}

/// How an institution's places stand.
#[derive(Clone, Copy, Default)]
struct Counts {
    accepted: i64,
    waiting: i64,
    tentative: i64,
    named: i64,
}

fn counts(conn: &mut Conn, rows: &[Row]) -> Stored<HashMap<(EventId, OrganisationId), Counts>> {
    let events: Vec<EventId> = rows.iter().map(|r| r.event).collect();
    let houses: Vec<Option<OrganisationId>> = rows.iter().map(|r| Some(r.organisation)).collect();
    type Counted = (EventId, Option<OrganisationId>, Answer, i64, i64);
    let counted: Vec<Counted> = seats::table
        .filter(seats::event_id.eq_any(events))
        .filter(seats::organisation_id.eq_any(houses))
        .filter(seats::removed_at.is_null())
        .group_by((seats::event_id, seats::organisation_id, seats::answer))
        .select((seats::event_id, seats::organisation_id, seats::answer, count_star(), count(seats::contact_id)))
        .load(conn)?;
    let mut found: HashMap<(EventId, OrganisationId), Counts> = HashMap::new();
    for (event, house, answer, n, named) in counted {
        let Some(house) = house else { continue };
        let own = found.entry((event, house)).or_default();
        own.named += named;
        match answer {
            Answer::Accepted => own.accepted += n,
            Answer::Waiting => own.waiting += n,
            Answer::Tentative => own.tentative += n,
            Answer::None | Answer::Declined => {}
        }
    }
    Ok(found)
}

fn dressed(conn: &mut Conn, rows: Vec<Row>) -> Stored<Vec<Delegation>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let counts = counts(conn, &rows)?;
    rows.into_iter()
        .map(|row| {
            let own = counts.get(&(row.event, row.organisation)).copied().unwrap_or_default();
            Ok(Delegation {
                id: row.id,
                public_id: row.public_id,
                version: row.version,
                event: row.event,
                organisation: row.organisation,
                organisation_public: row.organisation_public,
                name: row.name.read()?,
                contact: row.person.id,
                contact_public: row.person.public_id.clone(),
                contact_name: row.person.name()?,
                silent_since: row.person.do_not_contact_at.or(row.person.erased_at),
                contact_nonce: row.person.nonce,
                contact_phone: row.person.phone,
                places: row.places,
                rank: row.rank,
                locale: row.locale,
                salutation: row.salutation.read()?,
                closing: row.closing.read()?,
                nonce: row.nonce,
                answer: row.answer,
                door: row.door,
                answered_at: row.answered_at,
                accepted: own.accepted,
                waiting: own.waiting,
                tentative: own.tentative,
                named: own.named,
            })
        })
        .collect()
}

pub(super) fn find(conn: &mut Conn, id: &PublicId) -> Stored<Option<Delegation>> {
    let rows: Vec<Row> = living!().filter(delegations::public_id.eq(id)).load(conn)?;
    Ok(dressed(conn, rows)?.pop())
}

pub(super) fn by_ids(conn: &mut Conn, ids: &[DelegationId]) -> Stored<Vec<Delegation>> {
    let rows: Vec<Row> = living!().filter(delegations::id.eq_any(ids)).order(delegations::id).load(conn)?;
    dressed(conn, rows)
}

pub(super) fn by_id(conn: &mut Conn, id: DelegationId) -> Stored<Option<Delegation>> {
    Ok(by_ids(conn, &[id])?.pop())
}

/// By protocol; the cursor counts, for ranks may change between two pages.
pub(super) fn page(
    conn: &mut Conn,
    event: EventId,
    standing: OfficeStanding,
    page: PageRequest,
) -> Stored<Page<Delegation>> {
    let passed = page.after.unwrap_or(0).max(0);
    let of_event = || {
        living!()
            .filter(delegations::event_id.eq(event))
            .order((delegations::rank, delegations::id))
            .offset(passed)
            .limit(page.limit + 1)
    };
    let waits = seats::table
        .filter(seats::event_id.eq(delegations::event_id))
        .filter(seats::organisation_id.eq(delegations::organisation_id.nullable()))
        .filter(conditions::waiting_seat());
    let rows: Vec<Row> = match standing {
        OfficeStanding::All => of_event().load(conn)?,
        OfficeStanding::Waiting => of_event().filter(exists(waits)).load(conn)?,
    };
    let next = passed.saturating_add(page.limit);
    let cut = Page::cut(rows, page, |_| next);
    Ok(Page { items: dressed(conn, cut.items)?, next: cut.next })
}

pub(super) fn all_of_event(conn: &mut Conn, event: EventId) -> Stored<Vec<Delegation>> {
    let of_event = living!().filter(delegations::event_id.eq(event));
    let rows: Vec<Row> = of_event.order((delegations::rank, delegations::id)).load(conn)?;
    dressed(conn, rows)
}

/// Institutions' places by answer: how many, and how many of these with a name.
pub(super) fn sums(conn: &mut Conn, event: EventId) -> Stored<Vec<(Answer, i64, i64)>> {
    Ok(seats::table
        .filter(seats::event_id.eq(event))
        .filter(seats::organisation_id.is_not_null())
        .filter(seats::removed_at.is_null())
        .group_by(seats::answer)
        .select((seats::answer, count_star(), count(seats::contact_id)))
        .load(conn)?)
}

/// The rank after all others.
pub(super) fn next_rank(conn: &mut Conn, event: EventId) -> Stored<i64> {
    let last: Option<i64> = delegations::table
        .filter(delegations::event_id.eq(event))
        .filter(delegations::removed_at.is_null())
        .select(max(delegations::rank))
        .get_result(conn)?;
    Ok(last.unwrap_or(0) + 1)
}

pub(super) fn insert(
    conn: &mut Conn,
    event: &EventFacts,
    (organisation, contact, rank): (OrganisationId, ContactId, i64),
    new: &NewDelegation,
    now: Instant,
) -> Stored<DelegationId> {
    let row = (
        delegations::public_id.eq(PublicId::random()),
        delegations::version.eq(1_i64),
        delegations::programme_id.eq(event.programme),
        delegations::event_id.eq(event.id),
        delegations::organisation_id.eq(organisation),
        delegations::contact_id.eq(contact),
        delegations::places.eq(new.places),
        delegations::rank.eq(rank),
        delegations::locale.eq(new.locale),
        delegations::salutation.eq(Json::of(&new.salutation)?),
        delegations::closing.eq(Json::of(&new.closing)?),
        delegations::nonce.eq(nonce()),
        delegations::answer.eq(Answer::None),
        delegations::created_at.eq(now),
        delegations::updated_at.eq(now),
    );
    Ok(diesel::insert_into(delegations::table).values(row).returning(delegations::id).get_result(conn)?)
}

/// The row in the version that was read.
macro_rules! as_read {
    ($id:expr, $version:expr) => {
        delegations::table
            .filter(delegations::id.eq($id))
            .filter(delegations::version.eq($version))
            .filter(delegations::removed_at.is_null())
    };
}

pub(super) fn update(
    conn: &mut Conn,
    (id, version): (DelegationId, i64),
    (contact, rank): (ContactId, i64),
    new: &NewDelegation,
    now: Instant,
) -> Stored<usize> {
    let set = (
        delegations::version.eq(version + 1),
        delegations::contact_id.eq(contact),
        delegations::places.eq(new.places),
        delegations::rank.eq(rank),
        delegations::locale.eq(new.locale),
        delegations::salutation.eq(Json::of(&new.salutation)?),
        delegations::closing.eq(Json::of(&new.closing)?),
        delegations::updated_at.eq(now),
    );
    Ok(diesel::update(as_read!(id, version)).set(set).execute(conn)?)
}

/// Links made before open nothing any more.
pub(super) fn renew_nonce(conn: &mut Conn, id: DelegationId) -> Stored<()> {
    diesel::update(delegations::table.find(id)).set(delegations::nonce.eq(nonce())).execute(conn)?;
    Ok(())
}

pub(super) fn remove(conn: &mut Conn, id: DelegationId, version: i64, now: Instant) -> Stored<usize> {
    let set = (delegations::version.eq(version + 1), delegations::removed_at.eq(Some(now)));
    Ok(diesel::update(as_read!(id, version)).set(set).execute(conn)?)
}

/// The delegation shows its latest answer.
pub(super) fn show_answer(
    conn: &mut Conn,
    cx: &Context,
    id: DelegationId,
    answer: Answer,
    given: Option<(Door, Instant)>,
) -> Stored<()> {
    let set = (
        delegations::version.eq(delegations::version + 1),
        delegations::answer.eq(answer),
        delegations::answer_door.eq(given.map(|g| g.0)),
        delegations::answered_at.eq(given.map(|g| g.1)),
        delegations::updated_at.eq(cx.now),
    );
    diesel::update(delegations::table.find(id)).set(set).execute(conn)?;
    Ok(())
}

/// Something of it changed, though none of its own columns.
pub(super) fn touch(conn: &mut Conn, cx: &Context, id: DelegationId) -> Stored<()> {
    let set = (delegations::version.eq(delegations::version + 1), delegations::updated_at.eq(cx.now));
    diesel::update(delegations::table.find(id)).set(set).execute(conn)?;
    Ok(())
}
