use std::collections::HashMap;

use diesel::dsl::{InnerJoin, IntoBoxed, exists, not};
use diesel::prelude::*;

use super::list::{Delivery, GuestFilter, GuestRow, Reach, Standing, Whose};
use crate::access::Door;
use crate::db::conn::MultiBackend;
use crate::db::dialect::contains_pattern;
use crate::db::schema::{
    addresses, affiliations, answers, contact_groups, contacts, invitations, organisations, outbox, rounds, seats,
    stakeholder_groups,
};
use crate::db::types::Json;
use crate::db::{Conn, Stored, conditions};
use crate::domain::contacts::{Details, Refusal, fold};
use crate::domain::invitations::model::{Answer, RoundState};
use crate::domain::invitations::store::PersonRow;
use crate::domain::outbox::MessageState;
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, EventId, PublicId, SeatId};
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::time::Instant;

type Row = (SeatId, PublicId, Answer, Option<Door>, Option<Instant>, Option<Instant>, PersonRow);

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

/// The invitations by which a seat of the outer query was asked; a mail that was taken back asked nobody.
macro_rules! asked {
    () => {
        invitations::table
            .inner_join(rounds::table)
            .filter(invitations::seat_id.eq(seats::id))
            .filter(rounds::state.eq(RoundState::Released))
            .filter(conditions::invitation_stands())
    };
}
pub(super) use asked;

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
pub(super) use held;

/// The addresses at which the person of a seat of the outer query can be reached.
macro_rules! reachable {
    () => {
        addresses::table
            .filter(addresses::contact_id.nullable().eq(seats::contact_id))
            .filter(addresses::refused_at.is_null())
            .filter(addresses::removed_at.is_null())
    };
}
pub(super) use reachable;

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

pub(super) fn one(conn: &mut Conn, event: EventId, seat: &PublicId) -> Stored<Option<GuestRow>> {
    let rows = load(conn, event, &GuestFilter::default(), Details::Withheld, Some(seat), PageRequest::default())?;
    Ok(dress(conn, event, rows)?.pop())
}

fn load(
    conn: &mut Conn,
    event: EventId,
    filter: &GuestFilter,
    details: Details,
    seat: Option<&PublicId>,
    page: PageRequest,
) -> Stored<Vec<Row>> {
    let mut query = matching(conn, event, filter, details)?;
    if let Some(after) = page.after.filter(|_| filter.standing != Standing::Waiting) {
        query = query.filter(seats::id.gt(after));
    }
    if let Some(seat) = seat {
        query = query.filter(seats::public_id.eq(seat));
    }
    if filter.standing == Standing::Waiting {
        query = query.order((seats::waiting_since, seats::id)).offset(passed(page));
    } else {
        query = query.order(seats::id);
    }
    Ok(query.limit(page.limit + 1).select(row_columns!()).load(conn)?)
}

/// How many there are on all pages.
pub(super) fn count(conn: &mut Conn, event: EventId, filter: &GuestFilter, details: Details) -> Stored<i64> {
    Ok(matching(conn, event, filter, details)?.count().get_result(conn)?)
}

type Matching<'a> = IntoBoxed<'a, InnerJoin<seats::table, contacts::table>, MultiBackend>;

fn matching<'a>(conn: &mut Conn, event: EventId, filter: &'a GuestFilter, details: Details) -> Stored<Matching<'a>> {
    let mut query = seats::table
        .inner_join(contacts::table)
        .into_boxed::<MultiBackend>()
        .filter(seats::event_id.eq(event))
        .filter(seats::removed_at.is_null());
    query = match filter.whose {
        Whose::Persons => query.filter(seats::organisation_id.is_null()),
        Whose::Institutions => query.filter(seats::organisation_id.is_not_null()),
    };
    for word in fold::sought(&filter.text) {
        let pattern = contains_pattern(&word);
        query = match details {
            Details::Shown => query.filter(contacts::search_key.like(pattern).escape('\\')),
            Details::Withheld => query.filter(contacts::name_key.like(pattern).escape('\\')),
        };
    }
    if let Some(code) = &filter.group {
        let members = contact_groups::table
            .inner_join(stakeholder_groups::table)
            .filter(stakeholder_groups::code.eq(code))
            .filter(contact_groups::contact_id.nullable().eq(seats::contact_id));
        query = query.filter(exists(members));
    }
    let asked = asked!();
    let held = held!();
    let reachable = reachable!();
    Ok(match filter.standing {
        Standing::All => query,
        Standing::NotInvited => query.filter(not(exists(asked))),
        Standing::Unanswered => query.filter(exists(asked)).filter(seats::answer.eq(Answer::None)),
        Standing::Accepted => query.filter(seats::answer.eq(Answer::Accepted)),
        Standing::Tentative => query.filter(seats::answer.eq(Answer::Tentative)),
        Standing::Declined => query.filter(seats::answer.eq(Answer::Declined)),
        Standing::Waiting => query.filter(seats::answer.eq(Answer::Waiting)),
        Standing::Refused => query.filter(seats::contact_id.eq_any(refused(conn, event)?)),
        Standing::ByPhone => query
            .filter(exists(asked).or(seats::answer.ne(Answer::None)).or(exists(held)))
            .filter(seats::answer.ne(Answer::Declined))
            .filter(contacts::do_not_contact_at.is_not_null().or(not(exists(reachable)))),
    })
}

/// What became of each guest's last invitation; of those called back, nothing.
pub(super) fn deliveries(conn: &mut Conn, event: EventId) -> Stored<HashMap<ContactId, Delivery>> {
    let rows: Vec<(Option<ContactId>, MessageState)> = outbox::table
        .filter(outbox::event_id.eq(event))
        .filter(outbox::kind.eq("invitation"))
        .filter(outbox::state.ne(MessageState::Cancelled))
        .order(outbox::id)
        .select((outbox::contact_id, outbox::state))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(contact, state)| Some((contact?, Delivery::of(state)))).collect())
}

/// Whose last invitation did not get through.
fn refused(conn: &mut Conn, event: EventId) -> Stored<Vec<Option<ContactId>>> {
    let refused = deliveries(conn, event)?.into_iter().filter(|(_, delivery)| delivery.is_refused());
    Ok(refused.map(|(contact, _)| Some(contact)).collect())
}

/// The places of those who wait, from 1.
fn line(conn: &mut Conn, event: EventId) -> Stored<HashMap<SeatId, i64>> {
    let waiting: Vec<SeatId> = seats::table
        .filter(seats::event_id.eq(event))
        .filter(seats::removed_at.is_null())
        .filter(seats::answer.eq(Answer::Waiting))
        .filter(conditions::counted_seat())
        .order((seats::waiting_since, seats::id))
        .select(seats::id)
        .load(conn)?;
    Ok(waiting.into_iter().zip(1..).collect())
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

/// Whether a mail can reach a person, and what was refused last.
#[derive(Default)]
struct Mailboxes {
    any: bool,
    refusal: Option<Refusal>,
}

fn mailboxes(conn: &mut Conn, people: &[ContactId]) -> Stored<HashMap<ContactId, Mailboxes>> {
    let rows: Vec<(ContactId, Option<Instant>, Option<String>)> = addresses::table
        .filter(addresses::contact_id.eq_any(people.iter().copied()))
        .filter(addresses::removed_at.is_null())
        .order(addresses::refused_at)
        .select((addresses::contact_id, addresses::refused_at, addresses::refused_reason))
        .load(conn)?;
    let mut found: HashMap<ContactId, Mailboxes> = HashMap::new();
    for (contact, refused_at, reply) in rows {
        let own = found.entry(contact).or_default();
        match refused_at {
            Some(at) => own.refusal = Some(Refusal { at, reply: reply.unwrap_or_default() }),
            None => own.any = true,
        }
    }
    Ok(found)
}

/// A person's first organisation: name, role, place.
type House = (Json, Json, String);
/// The state of a person's last invitation, when that was reached, and the relay's reply.
type Mail = (MessageState, Option<Instant>, Option<String>);

/// Adds to each row what other tables know of it. At most a page's rows at once.
fn dress(conn: &mut Conn, event: EventId, rows: Vec<Row>) -> Stored<Vec<GuestRow>> {
    let people: Vec<ContactId> = rows.iter().map(|r| r.6.id).collect();
    let houses: Vec<(ContactId, House)> = affiliations::table
        .inner_join(organisations::table)
        .filter(affiliations::contact_id.eq_any(people.iter().copied()))
        .order((affiliations::position.desc(), affiliations::id.desc()))
        .select((affiliations::contact_id, (organisations::name, affiliations::role, organisations::place)))
        .load(conn)?;
    let mut houses: HashMap<ContactId, House> = houses.into_iter().collect();
    let mails: Vec<(Option<ContactId>, Mail)> = outbox::table
        .filter(outbox::event_id.eq(event))
        .filter(outbox::kind.eq("invitation"))
        .filter(outbox::contact_id.eq_any(people.iter().copied()))
        .filter(outbox::state.ne(MessageState::Cancelled))
        .order(outbox::id)
        .select((outbox::contact_id, (outbox::state, outbox::settled_at, outbox::reply)))
        .load(conn)?;
    let mut mails: HashMap<ContactId, Mail> = mails.into_iter().filter_map(|(c, m)| Some((c?, m))).collect();
    let said: Vec<(SeatId, (String, String))> = answers::table
        .filter(answers::seat_id.eq_any(rows.iter().map(|r| r.0)))
        .order(answers::id)
        .select((answers::seat_id, (answers::note, answers::source)))
        .load(conn)?;
    let mut said: HashMap<SeatId, (String, String)> = said.into_iter().collect();
    let mut boxes = mailboxes(conn, &people)?;
    let line = if rows.iter().any(|r| r.2 == Answer::Waiting) { line(conn, event)? } else { HashMap::new() };
    rows.into_iter()
        .map(|row| {
            let contact = row.6.id;
            let around = Around {
                house: houses.remove(&contact),
                mail: mails.remove(&contact),
                said: said.remove(&row.0).unwrap_or_default(),
                boxes: boxes.remove(&contact).unwrap_or_default(),
                place_in_line: line.get(&row.0).copied(),
            };
            guest(row, around)
        })
        .collect()
}

/// What other tables know of a guest.
struct Around {
    house: Option<House>,
    mail: Option<Mail>,
    /// Note and source of the last answer.
    said: (String, String),
    boxes: Mailboxes,
    place_in_line: Option<i64>,
}

fn guest(row: Row, around: Around) -> Stored<GuestRow> {
    let (id, public_id, answer, door, answered_at, waiting_since, person) = row;
    let Around { house, mail, said, boxes, place_in_line } = around;
    let silent = person.do_not_contact_at.is_some();
    let (organisation, role, place) = match house {
        Some((name, role, place)) => (Some(name.read()?), Some(role.read()?), place),
        None => (None, None, String::new()),
    };
    Ok(GuestRow {
        id,
        public_id,
        contact: person.id,
        contact_public: person.public_id.clone(),
        name: person.name()?,
        language: person.language,
        do_not_contact: silent,
        reach: if boxes.any && !silent { Reach::Mail } else { Reach::Phone },
        refusal: boxes.refusal,
        phone: person.phone,
        organisation,
        role,
        place,
        answer,
        door,
        answered_at,
        waiting_since,
        place_in_line,
        note: said.0,
        source: said.1,
        delivery: mail.as_ref().map_or(Delivery::NotInvited, |m| Delivery::of(m.0)),
        invited_at: mail.as_ref().filter(|m| m.0 == MessageState::Sent).and_then(|m| m.1),
        reply: mail.and_then(|m| m.2),
    })
}
