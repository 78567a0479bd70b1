//! The places of an institution.

use std::collections::HashMap;

use diesel::prelude::*;

use super::allot::{Named, Slot};
use super::model::{Delegate, Delegation, Place};
use crate::access::{Context, Door};
use crate::db::conn::each;
use crate::db::schema::{addresses, affiliations, contacts, delegations, needs, organisations, outbox, seats};
use crate::db::types::Json;
use crate::db::{Conn, Stored, conditions};
use crate::domain::invitations::answers::{InLine, Needs, keep_needs};
use crate::domain::invitations::model::Answer;
use crate::domain::invitations::store::{PersonRow, show_answer};
use crate::domain::outbox::MessageState;
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, EventId, OrganisationId, PublicId, SeatId};
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;
use crate::kernel::token::nonce;

/// The living places of an institution.
macro_rules! places {
    ($of:expr) => {
        seats::table
            .filter(seats::event_id.eq($of.event))
            .filter(seats::organisation_id.eq($of.organisation))
            .filter(seats::removed_at.is_null())
    };
}

/// As they are decided on. Read behind the lock only.
pub(super) fn slots(conn: &mut Conn, of: &Delegation) -> Stored<Vec<Slot>> {
    let rows: Vec<(SeatId, i32, Option<ContactId>, Answer)> = places!(of)
        .order(seats::ordinal)
        .select((seats::id, seats::ordinal, seats::contact_id, seats::answer))
        .load(conn)?;
    let slot = |(seat, ordinal, contact, answer): (SeatId, i32, Option<ContactId>, Answer)| {
        let named = if contact.is_some() { Named::Yes } else { Named::No };
        Slot { seat, ordinal, named, answer }
    };
    Ok(rows.into_iter().map(slot).collect())
}

/// Who has which place.
pub(super) fn holders(conn: &mut Conn, of: &Delegation) -> Stored<Vec<(SeatId, i32, ContactId)>> {
    let rows: Vec<(SeatId, i32, Option<ContactId>)> =
        places!(of).order(seats::ordinal).select((seats::id, seats::ordinal, seats::contact_id)).load(conn)?;
    Ok(rows.into_iter().filter_map(|(seat, ordinal, contact)| Some((seat, ordinal, contact?))).collect())
}

/// Where else somebody has a seat at the event: at an institution of this name, or (none) for themselves.
pub(super) fn held_elsewhere(
    conn: &mut Conn,
    of: &Delegation,
    contact: ContactId,
) -> Stored<Option<Option<Localised>>> {
    let row: Option<Option<Json>> = seats::table
        .left_join(organisations::table)
        .filter(seats::event_id.eq(of.event))
        .filter(seats::contact_id.eq(contact))
        .filter(seats::removed_at.is_null())
        .filter(seats::organisation_id.is_null().or(seats::organisation_id.ne(of.organisation)))
        .select(organisations::name.nullable())
        .first(conn)
        .optional()?;
    row.map(|name| name.map(|name| name.read()).transpose()).transpose()
}

/// The turn of its place that waits longest; none where none waits.
pub(super) fn turn(conn: &mut Conn, of: &Delegation) -> Stored<Option<InLine>> {
    let first: Option<(Option<Instant>, SeatId)> = places!(of)
        .filter(conditions::waiting_seat())
        .order((seats::waiting_since, seats::id))
        .select((seats::waiting_since, seats::id))
        .first(conn)
        .optional()?;
    Ok(first.and_then(|(since, seat)| Some((since?, seat))))
}

/// The place shows its answer.
pub(super) fn answer(conn: &mut Conn, cx: &Context, seat: SeatId, to: Answer) -> Stored<()> {
    let held: Option<Instant> = seats::table.find(seat).select(seats::waiting_since).first(conn)?;
    show_answer(conn, cx, (seat, held), to)
}

pub(super) fn hold(conn: &mut Conn, seat: SeatId, contact: Option<ContactId>) -> Stored<()> {
    diesel::update(seats::table.find(seat)).set(seats::contact_id.eq(contact)).execute(conn)?;
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = seats, treat_none_as_default_value = false)]
struct NewPlace {
    public_id: PublicId,
    event_id: EventId,
    organisation_id: Option<OrganisationId>,
    ordinal: i32,
    nonce: String,
    answer: Answer,
    created_at: Instant,
}

/// The institution has exactly so many places, by ordinals from 1: places taken away before are given back, the last are taken away. None of
/// these is named.
pub(super) fn provide(conn: &mut Conn, of: &Delegation, places: i64, now: Instant) -> Stored<()> {
    let places = i32::try_from(places).unwrap_or(i32::MAX);
    let all = || seats::table.filter(seats::event_id.eq(of.event)).filter(seats::organisation_id.eq(of.organisation));
    let back = (
        seats::removed_at.eq(None::<Instant>),
        seats::contact_id.eq(None::<ContactId>),
        seats::answer.eq(Answer::None),
        seats::waiting_since.eq(None::<Instant>),
        seats::answer_door.eq(None::<Door>),
        seats::answered_at.eq(None::<Instant>),
    );
    let gone = all().filter(seats::removed_at.is_not_null()).filter(seats::ordinal.le(places));
    diesel::update(gone).set(back).execute(conn)?;
    let there: Vec<i32> = all().select(seats::ordinal).load(conn)?;
    let rows: Vec<NewPlace> = (1..=places)
        .filter(|ordinal| !there.contains(ordinal))
        .map(|ordinal| NewPlace {
            public_id: PublicId::random(),
            event_id: of.event,
            organisation_id: Some(of.organisation),
            ordinal,
            nonce: nonce(),
            answer: Answer::None,
            created_at: now,
        })
        .collect();
    if !rows.is_empty() {
        each!(conn, c => diesel::insert_into(seats::table).values(&rows).execute(c))?;
    }
    let more = all().filter(seats::removed_at.is_null()).filter(seats::ordinal.gt(places));
    diesel::update(more)
        .set((
            seats::removed_at.eq(Some(now)),
            seats::answer.eq(Answer::None),
            seats::waiting_since.eq(None::<Instant>),
            seats::answer_door.eq(None::<Door>),
        ))
        .execute(conn)?;
    Ok(())
}

/// Gives the places the lowest ordinals in this order: what is to be kept stands first.
pub(super) fn reorder(conn: &mut Conn, order: &[SeatId]) -> Stored<()> {
    let spare = i32::try_from(order.len()).unwrap_or(i32::MAX);
    // In two steps, for an ordinal is an institution's own.
    for base in [1_000 + spare, 0] {
        for (nth, seat) in order.iter().enumerate() {
            let ordinal = base + 1 + i32::try_from(nth).unwrap_or(i32::MAX);
            diesel::update(seats::table.find(*seat)).set(seats::ordinal.eq(ordinal)).execute(conn)?;
        }
    }
    Ok(())
}

/// Takes all places away, and what their people must be able to eat and to enter.
pub(super) fn clear(conn: &mut Conn, of: &Delegation, now: Instant) -> Stored<()> {
    let ids: Vec<SeatId> = places!(of).order(seats::ordinal).select(seats::id).load(conn)?;
    for seat in ids {
        keep_needs(conn, seat, &Needs::default(), now)?;
    }
    let set = (
        seats::removed_at.eq(Some(now)),
        seats::contact_id.eq(None::<ContactId>),
        seats::answer.eq(Answer::None),
        seats::waiting_since.eq(None::<Instant>),
        seats::answer_door.eq(None::<Door>),
    );
    diesel::update(places!(of)).set(set).execute(conn)?;
    Ok(())
}

type Held = (SeatId, PublicId, i32, Answer, Option<Instant>, Option<PersonRow>);

pub(super) fn places_of(conn: &mut Conn, of: &Delegation) -> Stored<Vec<Place>> {
    let rows: Vec<Held> = seats::table
        .left_join(contacts::table)
        .filter(seats::event_id.eq(of.event))
        .filter(seats::organisation_id.eq(of.organisation))
        .filter(seats::removed_at.is_null())
        .order(seats::ordinal)
        .select((
            seats::id,
            seats::public_id,
            seats::ordinal,
            seats::answer,
            seats::waiting_since,
            Option::<PersonRow>::as_select(),
        ))
        .load(conn)?;
    let people: Vec<ContactId> = rows.iter().filter_map(|r| r.5.as_ref()).map(|p| p.id).collect();
    let roles = roles_at(conn, of.organisation, &people)?;
    let mailboxes = mailboxes(conn, &people)?;
    let ids: Vec<SeatId> = rows.iter().map(|r| r.0).collect();
    let mut needs = needs_of(conn, &ids)?;
    rows.into_iter()
        .map(|(id, public_id, ordinal, answer, waiting_since, person)| {
            let delegate = match person {
                Some(person) => Some(Delegate {
                    contact: person.id,
                    role: roles.get(&person.id).cloned().unwrap_or_default(),
                    email: mailboxes.get(&person.id).map(ToString::to_string).unwrap_or_default(),
                    name: person.name()?,
                    public_id: person.public_id,
                    phone: person.phone,
                }),
                None => None,
            };
            let needs = Some(needs.remove(&id).unwrap_or_default());
            Ok(Place { id, public_id, ordinal, answer, waiting_since, delegate, needs })
        })
        .collect()
}

/// What these people are at an organisation.
pub(super) fn roles_at(
    conn: &mut Conn,
    organisation: OrganisationId,
    people: &[ContactId],
) -> Stored<HashMap<ContactId, Localised>> {
    let rows: Vec<(ContactId, Json)> = affiliations::table
        .filter(affiliations::organisation_id.eq(organisation))
        .filter(affiliations::contact_id.eq_any(people.iter().copied()))
        .select((affiliations::contact_id, affiliations::role))
        .load(conn)?;
    rows.into_iter().map(|(contact, role)| Ok((contact, role.read()?))).collect()
}

/// The first address of each that was not refused.
pub(super) fn mailboxes(conn: &mut Conn, people: &[ContactId]) -> Stored<HashMap<ContactId, Email>> {
    let rows: Vec<(ContactId, Email)> = addresses::table
        .filter(addresses::contact_id.eq_any(people.iter().copied()))
        .filter(addresses::refused_at.is_null())
        .filter(addresses::removed_at.is_null())
        .order((addresses::position.desc(), addresses::id.desc()))
        .select((addresses::contact_id, addresses::email))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

fn needs_of(conn: &mut Conn, ids: &[SeatId]) -> Stored<HashMap<SeatId, Needs>> {
    let rows: Vec<(SeatId, String, String)> = needs::table
        .filter(needs::seat_id.eq_any(ids.iter().copied()))
        .select((needs::seat_id, needs::dietary, needs::access))
        .load(conn)?;
    Ok(rows.into_iter().map(|(seat, dietary, access)| (seat, Needs { dietary, access })).collect())
}

/// The keys of the mails about an event that still wait for somebody.
pub(super) fn keys_waiting(conn: &mut Conn, event: EventId, contact: ContactId) -> Stored<Vec<String>> {
    Ok(outbox::table
        .filter(outbox::event_id.eq(event))
        .filter(outbox::contact_id.eq(contact))
        .filter(outbox::state.eq_any([MessageState::Queued, MessageState::Retry, MessageState::Doubt]))
        .select(outbox::dedupe_key)
        .load(conn)?)
}

/// Whether somebody speaks for an institution at the event.
pub(super) fn speaks(conn: &mut Conn, event: EventId, contact: ContactId) -> Stored<bool> {
    let n: i64 = delegations::table
        .filter(delegations::event_id.eq(event))
        .filter(delegations::contact_id.eq(contact))
        .filter(delegations::removed_at.is_null())
        .count()
        .get_result(conn)?;
    Ok(n > 0)
}
