//! The persons behind a round, and the invitations written to them.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::check::{Address, Asked, GuestFacts};
use super::release::key;
use super::service::Round;
use crate::access::{Action, Actor, Grant, Member, Role, may};
use crate::db::conn::each;
use crate::db::schema::{accounts, addresses, contacts, grants, invitations, outbox, round_seats, rounds, seats};
use crate::db::{Conn, Stored, conditions};
use crate::domain::contacts::{Refusal, suppressed};
use crate::domain::invitations::facts::EventFacts;
use crate::domain::invitations::model::{Answer, RoundState};
use crate::domain::invitations::store::{BATCH, PersonRow, perhaps_read};
use crate::domain::outbox::MessageState;
use crate::kernel::email::Email;
use crate::kernel::ids::{
    AccountId, AddressId, CityId, ContactId, EventId, InvitationId, ProgrammeId, PublicId, RoundId, SeatId,
};
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;
use crate::kernel::token::Keys;

/// The round's living guests with all that decides whether they are written to.
pub(super) fn guests_of_round(conn: &mut Conn, keys: &Keys, round: &Round) -> Stored<Vec<GuestFacts>> {
    let people: Vec<(SeatId, PublicId, Answer, PersonRow)> = round_seats::table
        .inner_join(seats::table.inner_join(contacts::table))
        .filter(round_seats::round_id.eq(round.id))
        .filter(seats::removed_at.is_null())
        .filter(contacts::erased_at.is_null())
        .order(seats::id)
        .select((seats::id, seats::public_id, seats::answer, PersonRow::as_select()))
        .load(conn)?;
    let mut addresses = addresses_of_round(conn, keys, round.id)?;
    let asked = asked(conn, round.event)?;
    people
        .into_iter()
        .map(|(seat, seat_public, answer, person)| {
            Ok(GuestFacts {
                seat,
                seat_public,
                contact: person.id,
                contact_public: person.public_id.clone(),
                name: person.name()?,
                language: person.language,
                addresses: addresses.remove(&person.id).unwrap_or_default(),
                do_not_contact_at: person.do_not_contact_at,
                asked: asked.get(&seat).copied().unwrap_or_default(),
                answer,
                reminded: None,
                office: None,
            })
        })
        .collect()
}

/// Which seats of an event were asked, and whether any mail of a round got through. A mail that was taken back unread asked nobody; whom a
/// move asks again, or who was told by mail what was understood of their answer, was asked without one.
pub(super) fn asked(conn: &mut Conn, event: EventId) -> Stored<HashMap<SeatId, Asked>> {
    let invited: Vec<(RoundId, SeatId)> = invitations::table
        .inner_join(rounds::table)
        .filter(invitations::event_id.eq(event))
        .filter(rounds::state.eq(RoundState::Released))
        .filter(conditions::invitation_stands())
        .select((invitations::round_id, invitations::seat_id))
        .load(conn)?;
    let refused: Vec<String> = outbox::table
        .filter(outbox::event_id.eq(event))
        .filter(outbox::kind.eq("invitation"))
        .filter(outbox::state.eq_any([MessageState::Failed, MessageState::Suppressed]))
        .select(outbox::dedupe_key)
        .load(conn)?;
    let mut refused: HashSet<String> = refused.into_iter().collect();
    refused.extend(perhaps_read(conn, event, "invitation")?);
    let mut asked = HashMap::with_capacity(invited.len());
    for (round, seat) in invited {
        let kept = asked.entry(seat).or_insert(Asked::Refused);
        if !refused.contains(&key(round, seat)) {
            *kept = Asked::Yes;
        }
    }
    let told: Vec<SeatId> = seats::table
        .filter(seats::event_id.eq(event))
        .filter(seats::removed_at.is_null())
        .filter(conditions::told_seat())
        .select(seats::id)
        .load(conn)?;
    for seat in told {
        asked.entry(seat).or_insert(Asked::Yes);
    }
    Ok(asked)
}

fn addresses_of_round(conn: &mut Conn, keys: &Keys, round: RoundId) -> Stored<HashMap<ContactId, Vec<Address>>> {
    let rows: Vec<AddressRow> = round_seats::table
        .inner_join(seats::table.inner_join(contacts::table.inner_join(addresses::table)))
        .filter(round_seats::round_id.eq(round))
        .filter(addresses::removed_at.is_null())
        .order((addresses::position, addresses::id))
        .select(ADDRESS)
        .load(conn)?;
    by_contact(conn, keys, rows)
}

/// Whose, which, and how it was refused; its columns in this order.
pub(in crate::domain::invitations) type AddressRow = (ContactId, AddressId, Email, Option<Instant>, Option<String>);
pub(in crate::domain::invitations) const ADDRESS: (
    addresses::contact_id,
    addresses::id,
    addresses::email,
    addresses::refused_at,
    addresses::refused_reason,
) = (addresses::contact_id, addresses::id, addresses::email, addresses::refused_at, addresses::refused_reason);

/// These addresses by whose they are, with all that keeps a mail from them.
pub(in crate::domain::invitations) fn by_contact(
    conn: &mut Conn,
    keys: &Keys,
    rows: Vec<AddressRow>,
) -> Stored<HashMap<ContactId, Vec<Address>>> {
    let suppressed = suppressed(conn, keys, rows.iter().map(|r| &r.2))?;
    let mut found: HashMap<ContactId, Vec<Address>> = HashMap::new();
    for (contact, id, email, refused_at, reply) in rows {
        let suppressed = suppressed.contains(&keys.digest(&email.folded()));
        let refused = refused_at.map(|at| Refusal { at, reply: reply.unwrap_or_default() });
        let address = Address { id, email, refused, suppressed };
        found.entry(contact).or_default().push(address);
    }
    Ok(found)
}

#[derive(Insertable)]
#[diesel(table_name = invitations)]
struct NewInvitation {
    public_id: PublicId,
    round_id: RoundId,
    event_id: EventId,
    seat_id: SeatId,
    address_id: AddressId,
    locale: Locale,
    created_at: Instant,
}

/// Writes one invitation for each guest with an address; their numbers by seat.
pub(super) fn invite(
    conn: &mut Conn,
    event: EventId,
    round: RoundId,
    guests: &[GuestFacts],
    now: Instant,
) -> Stored<HashMap<SeatId, InvitationId>> {
    for batch in guests.chunks(BATCH) {
        let rows: Vec<NewInvitation> = batch
            .iter()
            .filter(|guest| guest.office.is_none())
            .filter_map(|guest| {
                Some(NewInvitation {
                    public_id: PublicId::random(),
                    round_id: round,
                    event_id: event,
                    seat_id: guest.seat,
                    address_id: guest.mailbox()?.id,
                    locale: guest.language,
                    created_at: now,
                })
            })
            .collect();
        each!(conn, c => diesel::insert_into(invitations::table).values(&rows).execute(c))?;
    }
    let written: Vec<(SeatId, InvitationId)> = invitations::table
        .filter(invitations::round_id.eq(round))
        .select((invitations::seat_id, invitations::id))
        .load(conn)?;
    Ok(written.into_iter().collect())
}

/// How many were written to in each language; of a round that was called back, how many would have been.
pub(super) fn invited_by_locale(conn: &mut Conn, round: RoundId) -> Stored<Vec<(Locale, i64)>> {
    Ok(invitations::table
        .inner_join(rounds::table)
        .filter(invitations::round_id.eq(round))
        .filter(rounds::state.ne(RoundState::Released).or(conditions::invitation_stands()))
        .group_by(invitations::locale)
        .select((invitations::locale, diesel::dsl::count_star()))
        .load(conn)?)
}

pub(super) fn invited(conn: &mut Conn, round: RoundId) -> Stored<Vec<SeatId>> {
    Ok(invitations::table.filter(invitations::round_id.eq(round)).select(invitations::seat_id).load(conn)?)
}

/// Those of them whose mail was not taken back unread.
pub(super) fn reached(conn: &mut Conn, round: RoundId) -> Stored<Vec<SeatId>> {
    Ok(invitations::table
        .filter(invitations::round_id.eq(round))
        .filter(conditions::invitation_stands())
        .select(invitations::seat_id)
        .load(conn)?)
}

/// Deletes the round's invitations whose mail was called back: nobody read them, and each seat may be asked once more by this round.
/// To be called when the mails have given up their keys.
pub(super) fn forget_cancelled(conn: &mut Conn, event: EventId, round: RoundId) -> Stored<()> {
    let kept: Vec<String> = outbox::table
        .filter(outbox::event_id.eq(event))
        .filter(outbox::kind.eq("invitation"))
        .select(outbox::dedupe_key)
        .load(conn)?;
    let kept: HashSet<String> = kept.into_iter().collect();
    let gone: Vec<SeatId> =
        invited(conn, round)?.into_iter().filter(|seat| !kept.contains(&key(round, *seat))).collect();
    for batch in gone.chunks(BATCH) {
        let rows = invitations::table
            .filter(invitations::round_id.eq(round))
            .filter(invitations::seat_id.eq_any(batch.iter().copied()));
        diesel::delete(rows).execute(conn)?;
    }
    Ok(())
}

/// Somebody who may release.
pub(super) struct Releaser {
    pub account: AccountId,
    pub email: Email,
    pub locale: Locale,
}

/// Everybody whose grants let them release here, by the one table of rights; without the asker.
pub(super) fn releasers(conn: &mut Conn, event: &EventFacts, asker: Option<AccountId>) -> Stored<Vec<Releaser>> {
    type Row = (AccountId, Email, Locale, Role, Option<ProgrammeId>, Option<CityId>);
    let rows: Vec<Row> = grants::table
        .inner_join(accounts::table)
        .filter(accounts::disabled_at.is_null())
        .filter(accounts::password_hash.is_not_null())
        .filter(grants::programme_id.eq(event.programme).or(grants::programme_id.is_null()))
        .order(accounts::id)
        .select((accounts::id, accounts::email, accounts::locale, grants::role, grants::programme_id, grants::city_id))
        .load(conn)?;
    let mut found: Vec<Releaser> = Vec::new();
    for (account, email, locale, role, programme, city) in rows {
        let actor = Actor::Member(Member {
            account,
            grants: vec![Grant { role, programme, city }],
            token: None,
            closed: Vec::new(),
        });
        let new = Some(account) != asker && found.last().is_none_or(|f| f.account != account);
        if new && may(&actor, Action::ReleaseInvitations, event.scope()) {
            found.push(Releaser { account, email, locale });
        }
    }
    Ok(found)
}
