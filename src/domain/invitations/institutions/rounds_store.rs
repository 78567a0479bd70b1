use std::collections::HashMap;

use diesel::dsl::count_star;
use diesel::prelude::*;

use super::store_entries;
use crate::db::conn::each;
use crate::db::schema::{
    addresses, delegation_invitations as invitations, delegations, outbox, round_delegations, rounds, seats,
};
use crate::db::{Conn, Stored, conditions};
use crate::domain::invitations::model::{Answer, RoundState};
use crate::domain::invitations::rounds::{ADDRESS, Address, AddressRow, Asked, by_contact};
use crate::domain::invitations::store::perhaps_read;
use crate::domain::outbox::MessageState;
use crate::kernel::ids::{AddressId, ContactId, DelegationId, EventId, PublicId, RoundId, SeatId};
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;
use crate::kernel::token::Keys;

/// The living delegations of a round.
pub(super) fn chosen(conn: &mut Conn, round: RoundId) -> Stored<Vec<DelegationId>> {
    Ok(round_delegations::table
        .inner_join(delegations::table)
        .filter(round_delegations::round_id.eq(round))
        .filter(delegations::removed_at.is_null())
        .order(round_delegations::delegation_id)
        .select(round_delegations::delegation_id)
        .load(conn)?)
}

/// Whether a round is for institutions.
pub fn has_offices(conn: &mut Conn, round: RoundId) -> Stored<bool> {
    Ok(!chosen(conn, round)?.is_empty())
}

/// How many institutions each round of an event is for, and how many each has asked.
pub fn counts_by_round(conn: &mut Conn, event: EventId) -> Stored<(HashMap<RoundId, i64>, HashMap<RoundId, i64>)> {
    let chosen: Vec<(RoundId, i64)> = round_delegations::table
        .inner_join(delegations::table)
        .filter(delegations::event_id.eq(event))
        .filter(delegations::removed_at.is_null())
        .group_by(round_delegations::round_id)
        .select((round_delegations::round_id, count_star()))
        .load(conn)?;
    let asked: Vec<(RoundId, i64)> = invitations::table
        .filter(invitations::event_id.eq(event))
        .filter(conditions::letter_stands())
        .group_by(invitations::round_id)
        .select((invitations::round_id, count_star()))
        .load(conn)?;
    Ok((chosen.into_iter().collect(), asked.into_iter().collect()))
}

pub fn clear_round(conn: &mut Conn, round: RoundId) -> Stored<()> {
    diesel::delete(round_delegations::table.filter(round_delegations::round_id.eq(round))).execute(conn)?;
    Ok(())
}

pub(super) fn choose(conn: &mut Conn, round: RoundId, ids: &[DelegationId]) -> Stored<()> {
    let rows: Vec<_> = ids
        .iter()
        .map(|id| (round_delegations::round_id.eq(round), round_delegations::delegation_id.eq(*id)))
        .collect();
    if !rows.is_empty() {
        each!(conn, c => diesel::insert_into(round_delegations::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// Institutions whom no letter has been written to that stands, and that have not answered without one.
pub(super) fn not_asked(conn: &mut Conn, event: EventId) -> Stored<Vec<DelegationId>> {
    let asked = asked(conn, event)?;
    let mut found = unanswered(conn, event)?;
    found.retain(|id| !matches!(asked.get(id), Some(Asked::Yes)));
    Ok(found)
}

/// Those that were asked and have not answered.
pub(super) fn silent(conn: &mut Conn, event: EventId) -> Stored<Vec<DelegationId>> {
    let asked = asked(conn, event)?;
    let mut found = unanswered(conn, event)?;
    found.retain(|id| asked.contains_key(id));
    Ok(found)
}

/// All that have not answered, in the order of protocol.
fn unanswered(conn: &mut Conn, event: EventId) -> Stored<Vec<DelegationId>> {
    Ok(delegations::table
        .filter(delegations::event_id.eq(event))
        .filter(delegations::removed_at.is_null())
        .filter(delegations::answer.eq(Answer::None))
        .order((delegations::rank, delegations::id))
        .select(delegations::id)
        .load(conn)?)
}

/// Which institutions released rounds have asked, through whoever speaks for them now, and whether any mail got through. A mail that was
/// taken back unread asked nobody. Whom only a move has asked, for they had answered by telephone, may have their letter still.
pub(super) fn asked(conn: &mut Conn, event: EventId) -> Stored<HashMap<DelegationId, Asked>> {
    let invited: Vec<(RoundId, DelegationId)> = invitations::table
        .inner_join(rounds::table)
        .inner_join(delegations::table)
        .filter(invitations::event_id.eq(event))
        .filter(rounds::state.eq(RoundState::Released))
        .filter(invitations::contact_id.eq(delegations::contact_id))
        .select((invitations::round_id, invitations::delegation_id))
        .load(conn)?;
    let lost: Vec<(String, MessageState)> = outbox::table
        .filter(outbox::event_id.eq(event))
        .filter(outbox::kind.eq("delegation-invitation"))
        .filter(outbox::state.eq_any([MessageState::Failed, MessageState::Suppressed, MessageState::Cancelled]))
        .select((outbox::dedupe_key, outbox::state))
        .load(conn)?;
    let lost: HashMap<String, MessageState> = lost.into_iter().collect();
    let perhaps = perhaps_read(conn, event, "delegation-invitation")?;
    let mut asked = HashMap::with_capacity(invited.len());
    for (round, id) in invited {
        let key = super::rounds::key(round, id);
        match lost.get(&key) {
            Some(MessageState::Cancelled) if !perhaps.contains(&key) => {}
            Some(_) => {
                asked.entry(id).or_insert(Asked::Refused);
            }
            None => {
                asked.insert(id, Asked::Yes);
            }
        }
    }
    for id in store_entries::asked_again(conn, event)? {
        asked.entry(id).or_insert(Asked::Refused);
    }
    Ok(asked)
}

/// The institutions that a letter has left for by now.
pub(super) fn reached(conn: &mut Conn, event: EventId, now: Instant) -> Stored<Vec<DelegationId>> {
    Ok(invitations::table
        .inner_join(rounds::table)
        .filter(invitations::event_id.eq(event))
        .filter(rounds::state.eq(RoundState::Released))
        .filter(rounds::leaves_at.le(now))
        .filter(conditions::letter_left())
        .select(invitations::delegation_id)
        .load(conn)?)
}

/// The first place of each institution: by it a letter to it is looked at.
pub(super) fn first_places(conn: &mut Conn, ids: &[DelegationId]) -> Stored<HashMap<DelegationId, (SeatId, PublicId)>> {
    let rows: Vec<(DelegationId, (SeatId, PublicId))> = delegations::table
        .inner_join(
            seats::table.on(seats::event_id
                .eq(delegations::event_id)
                .and(seats::organisation_id.eq(delegations::organisation_id.nullable()))),
        )
        .filter(delegations::id.eq_any(ids.iter().copied()))
        .filter(seats::ordinal.eq(1))
        .select((delegations::id, (seats::id, seats::public_id)))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The delegation that a place of an institution belongs to.
pub(super) fn of_place(conn: &mut Conn, event: EventId, seat: &PublicId) -> Stored<Option<DelegationId>> {
    Ok(delegations::table
        .inner_join(
            seats::table.on(seats::event_id
                .eq(delegations::event_id)
                .and(seats::organisation_id.eq(delegations::organisation_id.nullable()))),
        )
        .filter(seats::event_id.eq(event))
        .filter(seats::public_id.eq(seat))
        .filter(delegations::removed_at.is_null())
        .select(delegations::id)
        .first(conn)
        .optional()?)
}

pub(super) fn addresses_of(
    conn: &mut Conn,
    keys: &Keys,
    people: &[ContactId],
) -> Stored<HashMap<ContactId, Vec<Address>>> {
    let rows: Vec<AddressRow> = addresses::table
        .filter(addresses::contact_id.eq_any(people.iter().copied()))
        .filter(addresses::removed_at.is_null())
        .order((addresses::position, addresses::id))
        .select(ADDRESS)
        .load(conn)?;
    by_contact(conn, keys, rows)
}

/// One institution of a round as it is written to.
#[derive(Insertable)]
#[diesel(table_name = invitations)]
pub(super) struct NewInvitation {
    pub round_id: RoundId,
    pub event_id: EventId,
    pub delegation_id: DelegationId,
    pub contact_id: ContactId,
    pub address_id: AddressId,
    pub locale: Locale,
    pub created_at: Instant,
}

pub(super) fn insert(conn: &mut Conn, rows: &[NewInvitation]) -> Stored<HashMap<DelegationId, i64>> {
    let Some(round) = rows.first().map(|row| row.round_id) else { return Ok(HashMap::new()) };
    each!(conn, c => diesel::insert_into(invitations::table).values(rows).execute(c))?;
    let written: Vec<(DelegationId, i64)> = invitations::table
        .filter(invitations::round_id.eq(round))
        .select((invitations::delegation_id, invitations::id))
        .load(conn)?;
    Ok(written.into_iter().collect())
}

pub(super) fn invited(conn: &mut Conn, round: RoundId) -> Stored<Vec<DelegationId>> {
    Ok(invitations::table.filter(invitations::round_id.eq(round)).select(invitations::delegation_id).load(conn)?)
}

/// By which places a released round's letters to institutions are looked at.
pub fn invited_seats(conn: &mut Conn, round: RoundId) -> Stored<Vec<SeatId>> {
    let ids = invited(conn, round)?;
    Ok(first_places(conn, &ids)?.into_values().map(|(seat, _)| seat).collect())
}

/// Of those letters that were not taken back unread.
pub fn reached_seats(conn: &mut Conn, round: RoundId) -> Stored<Vec<SeatId>> {
    let ids: Vec<DelegationId> = invitations::table
        .filter(invitations::round_id.eq(round))
        .filter(conditions::letter_stands())
        .select(invitations::delegation_id)
        .load(conn)?;
    Ok(first_places(conn, &ids)?.into_values().map(|(seat, _)| seat).collect())
}

pub fn invited_by_locale(conn: &mut Conn, round: RoundId) -> Stored<Vec<(Locale, i64)>> {
    Ok(invitations::table
        .inner_join(rounds::table)
        .filter(invitations::round_id.eq(round))
        .filter(rounds::state.ne(RoundState::Released).or(conditions::letter_stands()))
        .group_by(invitations::locale)
        .select((invitations::locale, count_star()))
        .load(conn)?)
}

/// Deletes the invitations of a round that was called back, whose mails have given up their keys.
pub fn forget_cancelled(conn: &mut Conn, round: RoundId) -> Stored<()> {
    let kept: Vec<String> = outbox::table
        .filter(outbox::kind.eq("delegation-invitation"))
        .filter(outbox::dedupe_key.like(format!("delegation:{round}:%")))
        .select(outbox::dedupe_key)
        .load(conn)?;
    let gone: Vec<DelegationId> =
        invited(conn, round)?.into_iter().filter(|id| !kept.contains(&super::rounds::key(round, *id))).collect();
    let rows = invitations::table.filter(invitations::round_id.eq(round));
    diesel::delete(rows.filter(invitations::delegation_id.eq_any(gone))).execute(conn)?;
    Ok(())
}
