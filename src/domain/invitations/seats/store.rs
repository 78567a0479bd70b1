use std::collections::{BTreeMap, BTreeSet};

use diesel::dsl::{count_star, exists, not};
use diesel::prelude::*;

use super::list::Delivery;
use super::list_store::{asked, deliveries, held, reachable};
use super::service::{GroupCount, Numbers, OfficeSeats, Tally};
use crate::access::Door;
use crate::db::conn::each;
use crate::db::schema::{
    addresses, affiliations, answers, contact_groups, contacts, delegation_invitations, delegations, invitations,
    organisations, rounds, seats, stakeholder_groups,
};
use crate::db::types::Json;
use crate::db::{Conn, Stored, conditions};
use crate::domain::invitations::model::{Answer, RoundState};
use crate::domain::invitations::store::BATCH;
use crate::kernel::ids::{ContactId, EventId, PublicId, SeatId};
use crate::kernel::time::Instant;
use crate::kernel::token::nonce;

#[derive(Insertable)]
#[diesel(table_name = seats, treat_none_as_default_value = false)]
struct NewSeat {
    public_id: PublicId,
    event_id: EventId,
    contact_id: Option<ContactId>,
    ordinal: i32,
    nonce: String,
    answer: Answer,
    created_at: Instant,
}

/// Those of `ids` who exist and are not erased.
pub(super) fn living(conn: &mut Conn, ids: &[ContactId]) -> Stored<Vec<ContactId>> {
    let mut found = Vec::with_capacity(ids.len());
    for batch in ids.chunks(BATCH) {
        let some: Vec<ContactId> = contacts::table
            .filter(contacts::id.eq_any(batch.iter().copied()))
            .filter(contacts::erased_at.is_null())
            .select(contacts::id)
            .load(conn)?;
        found.extend(some);
    }
    Ok(found)
}

/// New seats, and those taken away before given back. The unique index decides who has one.
pub(super) fn give(conn: &mut Conn, event: EventId, people: &[ContactId], now: Instant) -> Stored<usize> {
    let mut given = 0;
    for batch in people.chunks(BATCH) {
        given += diesel::update(
            seats::table
                .filter(seats::event_id.eq(event))
                .filter(seats::contact_id.eq_any(batch.iter().copied()))
                .filter(seats::removed_at.is_not_null()),
        )
        .set(seats::removed_at.eq(None::<Instant>))
        .execute(conn)?;
        let rows: Vec<NewSeat> = batch
            .iter()
            .map(|contact| NewSeat {
                public_id: PublicId::random(),
                event_id: event,
                contact_id: Some(*contact),
                ordinal: 0,
                nonce: nonce(),
                answer: Answer::None,
                created_at: now,
            })
            .collect();
        given += each!(conn, c => diesel::insert_into(seats::table)
            .values(&rows)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(given)
}

/// Those of these people who come for an institution.
pub(super) fn delegated(conn: &mut Conn, event: EventId, people: &[ContactId]) -> Stored<BTreeSet<ContactId>> {
    let mut found = BTreeSet::new();
    for batch in people.chunks(BATCH) {
        let some: Vec<Option<ContactId>> = seats::table
            .filter(seats::event_id.eq(event))
            .filter(seats::contact_id.eq_any(batch.iter().copied()))
            .filter(seats::organisation_id.is_not_null())
            .filter(seats::removed_at.is_null())
            .select(seats::contact_id)
            .load(conn)?;
        found.extend(some.into_iter().flatten());
    }
    Ok(found)
}

pub(super) fn remove(conn: &mut Conn, seat: SeatId, now: Instant) -> Stored<()> {
    diesel::update(seats::table.find(seat)).set(seats::removed_at.eq(now)).execute(conn)?;
    Ok(())
}

pub(super) fn seated(conn: &mut Conn, event: EventId, people: &[ContactId]) -> Stored<BTreeSet<ContactId>> {
    let mut found = BTreeSet::new();
    for batch in people.chunks(BATCH) {
        let some: Vec<Option<ContactId>> = seats::table
            .filter(seats::event_id.eq(event))
            .filter(seats::contact_id.eq_any(batch.iter().copied()))
            .filter(seats::removed_at.is_null())
            .select(seats::contact_id)
            .load(conn)?;
        found.extend(some.into_iter().flatten());
    }
    Ok(found)
}

/// Seats by answer and by the door it came through.
type Standing = (Answer, Option<Door>, i64);

pub(super) fn numbers(conn: &mut Conn, event: EventId) -> Stored<Numbers> {
    let mut numbers = Numbers::default();
    let standing: Vec<Standing> = seats::table
        .filter(seats::event_id.eq(event))
        .filter(seats::removed_at.is_null())
        .filter(conditions::counted_seat())
        .group_by((seats::answer, seats::answer_door))
        .order(seats::answer_door)
        .select((seats::answer, seats::answer_door, count_star()))
        .load(conn)?;
    for (answer, door, n) in standing {
        numbers.all.add(answer, n);
        let Some(door) = door else { continue };
        match numbers.doors.iter_mut().find(|(known, _)| *known == door) {
            Some((_, sum)) => *sum += n,
            None => numbers.doors.push((door, n)),
        }
    }
    numbers.institutions = institutions(conn, event)?;
    (numbers.invited, numbers.unanswered) = invited(conn, event)?;
    count_deliveries(conn, event, &mut numbers)?;
    numbers.by_phone = by_phone(conn, event)?;
    numbers.groups = groups(conn, event)?;
    numbers.places = places(conn, event)?;
    Ok(numbers)
}

/// The places of institutions that the event counts, by whether their letter was released.
fn institutions(conn: &mut Conn, event: EventId) -> Stored<OfficeSeats> {
    let places = || {
        seats::table
            .filter(seats::event_id.eq(event))
            .filter(seats::organisation_id.is_not_null())
            .filter(seats::removed_at.is_null())
            .filter(conditions::counted_seat())
    };
    let asked = delegation_invitations::table
        .inner_join(rounds::table)
        .inner_join(delegations::table)
        .filter(delegations::event_id.eq(seats::event_id))
        .filter(delegations::organisation_id.nullable().eq(seats::organisation_id))
        .filter(rounds::state.eq(RoundState::Released))
        .filter(conditions::letter_stands());
    let houses =
        || delegations::table.filter(delegations::event_id.eq(event)).filter(delegations::removed_at.is_null());
    if houses().count().get_result::<i64>(conn)? == 0 {
        return Ok(OfficeSeats::default());
    }
    let all: i64 = places().count().get_result(conn)?;
    let written = || {
        delegation_invitations::table
            .inner_join(rounds::table)
            .filter(delegation_invitations::delegation_id.eq(delegations::id))
            .filter(delegation_invitations::contact_id.eq(delegations::contact_id))
            .filter(rounds::state.eq(RoundState::Released))
            .filter(conditions::letter_stands())
    };
    let unheard = || houses().filter(delegations::answer.eq(Answer::None));
    let houses_open = unheard().filter(not(exists(written()))).count().get_result(conn)?;
    let houses_silent = unheard().filter(exists(written())).count().get_result(conn)?;
    let waiting = places().filter(seats::answer.eq(Answer::Waiting)).count().get_result(conn)?;
    let rows: Vec<(Answer, i64)> =
        places().filter(exists(asked)).group_by(seats::answer).select((seats::answer, count_star())).load(conn)?;
    let invited = rows.iter().map(|(_, n)| n).sum();
    let unanswered = rows.iter().filter(|(answer, _)| *answer == Answer::None).map(|(_, n)| n).sum();
    Ok(OfficeSeats { all, invited, unanswered, waiting, houses_open, houses_silent })
}

/// Seats asked by a released round, and those of them without an answer.
fn invited(conn: &mut Conn, event: EventId) -> Stored<(i64, i64)> {
    let asked = asked!();
    let rows: Vec<(Answer, i64)> = seats::table
        .filter(seats::event_id.eq(event))
        .filter(seats::removed_at.is_null())
        .filter(exists(asked))
        .group_by(seats::answer)
        .select((seats::answer, count_star()))
        .load(conn)?;
    let silent = rows.iter().filter(|(answer, _)| *answer == Answer::None).map(|(_, n)| n).sum();
    Ok((rows.iter().map(|(_, n)| n).sum(), silent))
}

fn count_deliveries(conn: &mut Conn, event: EventId, numbers: &mut Numbers) -> Stored<()> {
    let deliveries = deliveries(conn, event)?;
    let guests: Vec<(Option<ContactId>, Answer)> = seats::table
        .filter(seats::event_id.eq(event))
        .filter(seats::organisation_id.is_null())
        .filter(seats::removed_at.is_null())
        .select((seats::contact_id, seats::answer))
        .load(conn)?;
    for (contact, answer) in guests {
        match contact.and_then(|c| deliveries.get(&c)) {
            Some(Delivery::Delivered) => numbers.delivered += 1,
            Some(Delivery::OnItsWay | Delivery::Doubt) => numbers.on_its_way += 1,
            Some(Delivery::Refused) => {
                numbers.refused += 1;
                numbers.refused_open += i64::from(answer == Answer::None);
            }
            Some(Delivery::Suppressed | Delivery::NotInvited) | None => {}
        }
    }
    Ok(())
}

fn by_phone(conn: &mut Conn, event: EventId) -> Stored<i64> {
    let asked = asked!();
    let held = held!();
    let reachable = reachable!();
    Ok(seats::table
        .inner_join(contacts::table)
        .filter(seats::event_id.eq(event))
        .filter(seats::organisation_id.is_null())
        .filter(seats::removed_at.is_null())
        .filter(exists(asked).or(seats::answer.ne(Answer::None)).or(exists(held)))
        .filter(seats::answer.ne(Answer::Declined))
        .filter(contacts::do_not_contact_at.is_not_null().or(not(exists(reachable))))
        .count()
        .get_result(conn)?)
}

fn groups(conn: &mut Conn, event: EventId) -> Stored<Vec<GroupCount>> {
    let rows: Vec<(String, Json, Answer)> = seats::table
        .inner_join(contacts::table.inner_join(contact_groups::table.inner_join(stakeholder_groups::table)))
        .filter(seats::event_id.eq(event))
        .filter(seats::removed_at.is_null())
        .order((stakeholder_groups::position, stakeholder_groups::code))
        .select((stakeholder_groups::code, stakeholder_groups::name, seats::answer))
        .load(conn)?;
    let mut groups: Vec<GroupCount> = Vec::new();
    for (code, name, answer) in rows {
        if groups.last().is_none_or(|g| g.code != code) {
            groups.push(GroupCount { code, name: name.read()?, tally: Tally::default() });
        }
        if let Some(group) = groups.last_mut() {
            group.tally.add(answer, 1);
        }
    }
    Ok(groups)
}

fn places(conn: &mut Conn, event: EventId) -> Stored<Vec<(String, Tally)>> {
    let rows: Vec<(SeatId, Answer, Option<String>)> = seats::table
        .inner_join(contacts::table.left_join(affiliations::table.inner_join(organisations::table)))
        .filter(seats::event_id.eq(event))
        .filter(seats::removed_at.is_null())
        .select((seats::id, seats::answer, organisations::place.nullable()))
        .order((seats::id, affiliations::position, affiliations::id))
        .load(conn)?;
    let mut seen = BTreeSet::new();
    let mut places: BTreeMap<String, Tally> = BTreeMap::new();
    for (seat, answer, place) in rows {
        if seen.insert(seat) {
            places.entry(place.unwrap_or_default()).or_default().add(answer, 1);
        }
    }
    let mut places: Vec<(String, Tally)> = places.into_iter().collect();
    places.sort_by_key(|(_, tally)| -tally.seats);
    Ok(places)
}
