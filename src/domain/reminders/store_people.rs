//! The people behind seats, events and deliverables, with all that decides whether they are reminded: read only.

use std::collections::HashMap;

use diesel::dsl::{max, min};
use diesel::prelude::*;

use super::people::{Person, Place, Seat};
use crate::db::schema::{
    accounts, addresses, answers, contacts, delegation_invitations, delegations, invitations, rounds, seats,
};
use crate::db::{Conn, Stored, conditions};
use crate::domain::contacts::{Letterbox, letterboxes, suppressed};
use crate::domain::invitations::{Answer, Purpose, RoundState};
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, DelegationId, EventId, SeatId};
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;
use crate::kernel::token::Keys;

type SeatRow = (EventId, SeatId, Answer, Option<Instant>, ContactId, Locale, Option<Instant>);

/// The living guests of these events who have not declined: persons' seats. A fixed number of statements.
pub(super) fn guests(conn: &mut Conn, keys: &Keys, events: &[EventId]) -> Stored<HashMap<EventId, Vec<Person>>> {
    let mut found: HashMap<EventId, Vec<Person>> = HashMap::new();
    if events.is_empty() {
        return Ok(found);
    }
    let rows: Vec<SeatRow> = seats::table
        .inner_join(contacts::table)
        .filter(seats::event_id.eq_any(events.iter().copied()))
        .filter(seats::organisation_id.is_null())
        .filter(seats::removed_at.is_null())
        .filter(seats::answer.ne(Answer::Declined))
        .filter(contacts::erased_at.is_null())
        .order(seats::id)
        .select((
            seats::event_id,
            seats::id,
            seats::answer,
            seats::answered_at,
            contacts::id,
            contacts::language,
            contacts::do_not_contact_at,
        ))
        .load(conn)?;
    let (asked, chased, again) =
        (asked(conn, events, None)?, asked(conn, events, Some(Purpose::Chase))?, again(conn, events)?);
    let mut mailboxes = mailboxes_of_guests(conn, keys, events)?;
    for (event, id, answer, answered, contact, language, silent) in rows {
        let first = asked.get(&id).map(|(first, _)| *first);
        let asked = [first, again.get(&id).copied()].into_iter().flatten().min();
        let chased = chased.get(&id).map(|(_, last)| *last);
        let seat = Seat { id: Place::Seat(id), answer, asked, answered, chased };
        let mailboxes = mailboxes.remove(&(event, contact)).unwrap_or_default();
        let person = Person { contact, language, do_not_contact: silent.is_some(), mailboxes, seat: Some(seat) };
        found.entry(event).or_default().push(person);
    }
    Ok(found)
}

/// When the first and the last mail of released rounds asked each seat, or chased it; a mail that was taken back unread did not.
fn asked(conn: &mut Conn, events: &[EventId], purpose: Option<Purpose>) -> Stored<HashMap<SeatId, (Instant, Instant)>> {
    let purposes = purpose.map_or_else(|| Purpose::ALL.to_vec(), |one| vec![one]);
    let rows: Vec<(SeatId, Option<Instant>, Option<Instant>)> = invitations::table
        .inner_join(rounds::table)
        .filter(invitations::event_id.eq_any(events.iter().copied()))
        .filter(rounds::state.eq(RoundState::Released))
        .filter(rounds::purpose.eq_any(purposes))
        .filter(conditions::invitation_stands())
        .group_by(invitations::seat_id)
        .select((invitations::seat_id, min(rounds::leaves_at), max(rounds::leaves_at)))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(seat, first, last)| Some((seat, (first?, last?)))).collect())
}

/// When a move last took an answer back, and asked again.
fn again(conn: &mut Conn, events: &[EventId]) -> Stored<HashMap<SeatId, Instant>> {
    let rows: Vec<(SeatId, Option<Instant>)> = answers::table
        .inner_join(seats::table)
        .filter(seats::event_id.eq_any(events.iter().copied()))
        .filter(answers::answer.eq(Answer::None))
        .group_by(answers::seat_id)
        .select((answers::seat_id, max(answers::at)))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(seat, at)| Some((seat, at?))).collect())
}

fn mailboxes_of_guests(
    conn: &mut Conn,
    keys: &Keys,
    events: &[EventId],
) -> Stored<HashMap<(EventId, ContactId), Vec<Letterbox>>> {
    let rows: Vec<(EventId, ContactId, Email, Option<Instant>)> = seats::table
        .inner_join(contacts::table.inner_join(addresses::table))
        .filter(seats::event_id.eq_any(events.iter().copied()))
        .filter(seats::organisation_id.is_null())
        .filter(seats::removed_at.is_null())
        .filter(addresses::removed_at.is_null())
        .order((addresses::position, addresses::id))
        .select((seats::event_id, addresses::contact_id, addresses::email, addresses::refused_at))
        .load(conn)?;
    let never = suppressed(conn, keys, rows.iter().map(|(_, _, email, _)| email))?;
    let mut found: HashMap<(EventId, ContactId), Vec<Letterbox>> = HashMap::new();
    for (event, contact, email, refused) in rows {
        let suppressed = never.contains(&keys.digest(&email.folded()));
        found.entry((event, contact)).or_default().push(Letterbox { email, refused: refused.is_some(), suppressed });
    }
    Ok(found)
}

type OfficeRow = (EventId, DelegationId, Answer, ContactId, Locale, Option<Instant>);

/// The institutions of these events that have not declined, each through whoever speaks for it. A fixed number of statements.
pub(super) fn offices(conn: &mut Conn, keys: &Keys, events: &[EventId]) -> Stored<HashMap<EventId, Vec<Person>>> {
    let mut found: HashMap<EventId, Vec<Person>> = HashMap::new();
    if events.is_empty() {
        return Ok(found);
    }
    let rows: Vec<OfficeRow> = delegations::table
        .inner_join(contacts::table)
        .filter(delegations::event_id.eq_any(events.iter().copied()))
        .filter(delegations::removed_at.is_null())
        .filter(delegations::answer.ne(Answer::Declined))
        .filter(contacts::erased_at.is_null())
        .order((delegations::rank, delegations::id))
        .select((
            delegations::event_id,
            delegations::id,
            delegations::answer,
            delegations::contact_id,
            delegations::locale,
            contacts::do_not_contact_at,
        ))
        .load(conn)?;
    let asked = offices_asked(conn, events, None)?;
    let chased = offices_asked(conn, events, Some(Purpose::Chase))?;
    let addresses: Vec<(ContactId, Email, Option<Instant>)> = delegations::table
        .inner_join(contacts::table.inner_join(addresses::table))
        .filter(delegations::event_id.eq_any(events.iter().copied()))
        .filter(delegations::removed_at.is_null())
        .filter(addresses::removed_at.is_null())
        .order((delegations::id, addresses::position, addresses::id))
        .select((addresses::contact_id, addresses::email, addresses::refused_at))
        .load(conn)?;
    let never = suppressed(conn, keys, addresses.iter().map(|(_, email, _)| email))?;
    for (event, id, answer, contact, language, silent) in rows {
        let own = addresses.iter().filter(|(of, ..)| *of == contact);
        let mailbox = |(_, email, refused): &(ContactId, Email, Option<Instant>)| Letterbox {
            suppressed: never.contains(&keys.digest(&email.folded())),
            email: email.clone(),
            refused: refused.is_some(),
        };
        let seat = Seat {
            id: Place::Office(id),
            answer,
            asked: asked.get(&id).map(|(first, _)| *first),
            answered: None,
            chased: chased.get(&id).map(|(_, last)| *last),
        };
        let mailboxes = own.map(mailbox).collect();
        let person = Person { contact, language, do_not_contact: silent.is_some(), mailboxes, seat: Some(seat) };
        found.entry(event).or_default().push(person);
    }
    Ok(found)
}

/// When the first and the last letter that stands asked each institution, or chased it, through whoever speaks for it now.
fn offices_asked(
    conn: &mut Conn,
    events: &[EventId],
    purpose: Option<Purpose>,
) -> Stored<HashMap<DelegationId, (Instant, Instant)>> {
    let purposes = purpose.map_or_else(|| Purpose::ALL.to_vec(), |one| vec![one]);
    let rows: Vec<(DelegationId, Option<Instant>, Option<Instant>)> = delegation_invitations::table
        .inner_join(rounds::table)
        .inner_join(delegations::table)
        .filter(delegation_invitations::event_id.eq_any(events.iter().copied()))
        .filter(delegation_invitations::contact_id.eq(delegations::contact_id))
        .filter(rounds::state.eq(RoundState::Released))
        .filter(rounds::purpose.eq_any(purposes))
        .filter(conditions::letter_stands())
        .group_by(delegation_invitations::delegation_id)
        .select((delegation_invitations::delegation_id, min(rounds::leaves_at), max(rounds::leaves_at)))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(id, first, last)| Some((id, (first?, last?)))).collect())
}

/// Those who answer for something, by number; in the language of their account, where they have one. Who was erased is not among them.
pub(super) fn owners(conn: &mut Conn, keys: &Keys, ids: &[ContactId]) -> Stored<HashMap<ContactId, Person>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let own: HashMap<ContactId, Locale> = accounts::table
        .filter(accounts::disabled_at.is_null())
        .filter(accounts::contact_id.eq_any(ids.iter().map(|id| Some(*id)).collect::<Vec<_>>()))
        .select((accounts::contact_id, accounts::locale))
        .load::<(Option<ContactId>, Locale)>(conn)?
        .into_iter()
        .filter_map(|(of, locale)| Some((of?, locale)))
        .collect();
    let people: Vec<(ContactId, Locale, Option<Instant>)> = contacts::table
        .filter(contacts::id.eq_any(ids.to_vec()))
        .filter(contacts::erased_at.is_null())
        .select((contacts::id, contacts::language, contacts::do_not_contact_at))
        .load(conn)?;
    let mut mailboxes = letterboxes(conn, keys, ids)?;
    let person = |(contact, language, silent): (ContactId, Locale, Option<Instant>)| {
        let language = own.get(&contact).copied().unwrap_or(language);
        let mailboxes = mailboxes.remove(&contact).unwrap_or_default();
        (contact, Person { contact, language, do_not_contact: silent.is_some(), mailboxes, seat: None })
    };
    Ok(people.into_iter().map(person).collect())
}
