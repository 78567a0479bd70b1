use std::collections::HashMap;

use diesel::dsl::{InnerJoin, InnerJoinQuerySource, IntoBoxed, exists, not};
use diesel::expression::BoxableExpression;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::around_store::dress;
use super::list::{GuestFilter, GuestRow, Standing, Whose};
use crate::access::Door;
use crate::db::conn::MultiBackend;
use crate::db::dialect::contains_pattern;
use crate::db::schema::{
    addresses, affiliations, answers, contact_groups, contacts, organisations, seats, stakeholder_groups,
};
use crate::db::{Conn, Stored, conditions};
use crate::domain::contacts::{Details, fold};
use crate::domain::invitations::model::Answer;
use crate::domain::invitations::store::PersonRow;
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, EventId, PublicId, SeatId};
use crate::kernel::names::PersonName;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::time::Instant;

/// A seat and its person.
pub(super) type Row = (SeatId, PublicId, Answer, Option<Door>, Option<Instant>, Option<Instant>, PersonRow);

macro_rules! row_columns {
    () => {
        (
            seats::id,
            seats::public_id,
            seats::answer,
            seats::answer_door,
            seats::answered_at,
            seats::waiting_since,
            PersonRow::as_select(),
        )
    };
}

/// The answers by which a seat of the outer query came to count on the event, if only before it moved.
macro_rules! held {
    () => {
        answers::table.filter(answers::seat_id.eq(seats::id)).filter(answers::answer.eq_any([
            Answer::Accepted,
            Answer::Tentative,
            Answer::Waiting,
        ]))
    };
}

/// The addresses at which the person of a seat of the outer query can be reached.
macro_rules! reachable {
    () => {
        addresses::table
            .filter(addresses::contact_id.nullable().eq(seats::contact_id))
            .filter(conditions::usable_address())
    };
}

/// `details` says by what guests may be found: by their addresses too, or by their names alone.
pub(super) fn page(
    conn: &mut Conn,
    event: EventId,
    filter: &GuestFilter,
    details: Details,
    page: PageRequest,
) -> Stored<Page<GuestRow>> {
    let rows = load(conn, event, filter, details, None, page)?;
    let page = match filter.standing {
        // In another order than that of seats: the cursor counts.
        Standing::Waiting => {
            let next = passed(page).saturating_add(page.limit);
            Page::cut(rows, page, |_| next)
        }
        _ => Page::cut(rows, page, |row| row.0.raw()),
    };
    Ok(Page { items: dress(conn, event, page.items)?, next: page.next })
}

/// How many of those who wait stand before the page; a cursor from outside may be any number.
fn passed(page: PageRequest) -> i64 {
    page.after.unwrap_or(0).max(0)
}

/// These persons' seats, at most a page of them.
pub(super) fn among(conn: &mut Conn, event: EventId, only: &[PublicId]) -> Stored<Vec<GuestRow>> {
    let page = PageRequest::new(None, Some(PageRequest::MAX));
    let rows = load(conn, event, &GuestFilter::default(), Details::Withheld, Some(only), page)?;
    dress(conn, event, rows)
}

fn load(
    conn: &mut Conn,
    event: EventId,
    filter: &GuestFilter,
    details: Details,
    only: Option<&[PublicId]>,
    page: PageRequest,
) -> Stored<Vec<Row>> {
    let mut query = matching(event, filter, details);
    if let Some(after) = page.after.filter(|_| filter.standing != Standing::Waiting) {
        query = query.filter(seats::id.gt(after));
    }
    if let Some(only) = only {
        query = query.filter(seats::public_id.eq_any(only.to_vec()));
    }
    if filter.standing == Standing::Waiting {
        query = query.order((seats::waiting_since, seats::id)).offset(passed(page));
    } else {
        query = query.order(seats::id);
    }
    Ok(query.limit(page.limit + 1).select(row_columns!()).load(conn)?)
}

pub(super) fn first_in_line(conn: &mut Conn, event: EventId) -> Stored<Option<PersonName>> {
    let waiting = GuestFilter { standing: Standing::Waiting, ..GuestFilter::default() };
    let first: Option<PersonRow> = matching(event, &waiting, Details::Withheld)
        .order((seats::waiting_since, seats::id))
        .select(PersonRow::as_select())
        .first(conn)
        .optional()?;
    first.map(|person| person.name()).transpose()
}

/// How many there are on all pages.
pub(super) fn count(conn: &mut Conn, event: EventId, filter: &GuestFilter, details: Details) -> Stored<i64> {
    Ok(matching(event, filter, details).count().get_result(conn)?)
}

type Matching<'a> = IntoBoxed<'a, InnerJoin<seats::table, contacts::table>, MultiBackend>;
type OnGuests =
    Box<dyn BoxableExpression<InnerJoinQuerySource<seats::table, contacts::table>, MultiBackend, SqlType = Bool>>;

fn matching(event: EventId, filter: &GuestFilter, details: Details) -> Matching<'_> {
    let mut query = seats::table
        .inner_join(contacts::table)
        .into_boxed::<MultiBackend>()
        .filter(seats::event_id.eq(event))
        .filter(seats::removed_at.is_null());
    query = match filter.whose {
        Whose::Persons => query.filter(seats::organisation_id.is_null()),
        Whose::Institutions => query.filter(seats::organisation_id.is_not_null()),
    };
    if let Some(called) = by_text(&filter.text, details) {
        query = query.filter(called);
    }
    if let Some(code) = &filter.group {
        let members = contact_groups::table
            .inner_join(stakeholder_groups::table)
            .filter(stakeholder_groups::code.eq(code))
            .filter(contact_groups::contact_id.nullable().eq(seats::contact_id));
        query = query.filter(exists(members));
    }
    let asked = conditions::asked_seat();
    let held = held!();
    let reachable = reachable!();
    match filter.standing {
        Standing::All => query,
        Standing::NotInvited => query.filter(not(asked)),
        Standing::Unanswered => query.filter(asked).filter(seats::answer.eq(Answer::None)),
        Standing::Accepted => query.filter(seats::answer.eq(Answer::Accepted)),
        Standing::Tentative => query.filter(seats::answer.eq(Answer::Tentative)),
        Standing::Declined => query.filter(seats::answer.eq(Answer::Declined)),
        Standing::Waiting => query.filter(seats::answer.eq(Answer::Waiting)),
        Standing::Refused => query.filter(conditions::refused_seat()),
        Standing::ByPhone => query
            .filter(asked.or(seats::answer.ne(Answer::None)).or(exists(held)))
            .filter(seats::answer.ne(Answer::Declined))
            .filter(contacts::do_not_contact_at.is_not_null().or(not(exists(reachable)))),
    }
}

/// Guests are found as people are in their own list: in characters, old and new, in pinyin, by their organisations, and by an address where
/// addresses may be seen. None when nothing was typed.
fn by_text(text: &str, details: Details) -> Option<OnGuests> {
    if text.trim().is_empty() {
        return None;
    }
    let nobody = || -> OnGuests { Box::new(seats::id.eq(0_i64)) };
    if text.contains('@') {
        return Some(if details.are_shown() { holding(text) } else { nobody() });
    }
    let all_of = |parts: Vec<String>| parts.into_iter().map(|p| named(&p, details)).reduce(|a, b| Box::new(a.and(b)));
    let any = fold::needles(text).into_iter().filter_map(all_of).reduce(|a, b| Box::new(a.or(b)));
    let called: OnGuests = match any {
        Some(called) if details.are_shown() && fold::is_domain(text) => Box::new(called.or(holding(text))),
        Some(called) => called,
        // Signs alone (a dash, a dot) name nobody.
        None => nobody(),
    };
    Some(called)
}

/// The part stands in the guest's own key or in that of one of their organisations.
fn named(part: &str, details: Details) -> OnGuests {
    let pattern = contains_pattern(part);
    let within = affiliations::table
        .inner_join(organisations::table)
        .filter(affiliations::contact_id.nullable().eq(seats::contact_id))
        .filter(organisations::search_key.like(pattern.clone()).escape('\\'));
    match details {
        Details::Shown => Box::new(contacts::search_key.like(pattern).escape('\\').or(exists(within))),
        Details::Withheld => Box::new(contacts::name_key.like(pattern).escape('\\').or(exists(within))),
    }
}

/// The text stands in one of the guest's addresses.
fn holding(text: &str) -> OnGuests {
    let pattern = contains_pattern(&fold::clipped(text.trim()).to_lowercase());
    let held = addresses::table
        .filter(addresses::contact_id.nullable().eq(seats::contact_id))
        .filter(addresses::removed_at.is_null())
        .filter(addresses::email_folded.like(pattern).escape('\\'));
    Box::new(exists(held))
}

/// All addresses of an event's guests, the refused ones after the others.
pub(super) fn addresses_of_event(conn: &mut Conn, event: EventId) -> Stored<HashMap<ContactId, Vec<Email>>> {
    let rows: Vec<(ContactId, Email, Option<Instant>)> = seats::table
        .inner_join(contacts::table.inner_join(addresses::table))
        .filter(seats::event_id.eq(event))
        .filter(seats::removed_at.is_null())
        .filter(addresses::removed_at.is_null())
        .order((addresses::position, addresses::id))
        .select((addresses::contact_id, addresses::email, addresses::refused_at))
        .load(conn)?;
    let (good, refused): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.2.is_none());
    let mut found: HashMap<ContactId, Vec<Email>> = HashMap::new();
    for (contact, email, _) in good.into_iter().chain(refused) {
        found.entry(contact).or_default().push(email);
    }
    Ok(found)
}
