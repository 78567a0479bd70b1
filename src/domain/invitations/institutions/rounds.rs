//! Institutions as guests of a round.

use super::model::{Act, Delegation};
use super::store_entries::{self as entries, New};
use super::{rounds_store, store, store_letters, store_seats};
use crate::access::Context;
use crate::db::{Conn, Stored};
use crate::domain::invitations::facts::EventFacts;
use crate::domain::invitations::model::{InvitationError, Purpose};
use crate::domain::invitations::rounds::{Audience, GuestFacts, OfficeGuest, Round};
use crate::domain::outbox::{Lane, Message, NewMessage};
use crate::kernel::ids::{DelegationId, EventId, RoundId};
use crate::kernel::time::Instant;
use crate::kernel::token::Keys;

/// One mail for each institution and round.
pub(super) fn key(round: RoundId, id: DelegationId) -> String {
    format!("delegation:{round}:d{id}")
}

/// The round's living institutions, with all that decides whether they are written to.
pub fn guests_of_round(conn: &mut Conn, keys: &Keys, round: &Round) -> Stored<Vec<GuestFacts>> {
    let ids = rounds_store::chosen(conn, round.id)?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let all = store::by_ids(conn, &ids)?;
    let people: Vec<_> = all.iter().map(|d| d.contact).collect();
    let addresses = rounds_store::addresses_of(conn, keys, &people)?;
    let asked = rounds_store::asked(conn, round.event)?;
    let mut places = rounds_store::first_places(conn, &ids)?;
    let guest = |office: Delegation| {
        let (seat, seat_public) = places.remove(&office.id)?;
        Some(GuestFacts {
            seat,
            seat_public,
            contact: office.contact,
            contact_public: office.contact_public,
            name: office.contact_name,
            language: office.locale,
            // One person may speak for two institutions.
            addresses: addresses.get(&office.contact).cloned().unwrap_or_default(),
            do_not_contact_at: office.silent_since,
            asked: asked.get(&office.id).copied().unwrap_or_default(),
            answer: office.answer,
            reminded: None,
            office: Some(OfficeGuest { id: office.id, name: office.name }),
        })
    };
    Ok(all.into_iter().filter_map(guest).collect())
}

/// How many institutions a round is for.
pub fn chosen_count(conn: &mut Conn, round: RoundId) -> Stored<i64> {
    Ok(rounds_store::chosen(conn, round)?.len() as i64)
}

/// Whether a round is for these institutions already.
pub fn is_for(conn: &mut Conn, event: EventId, round: RoundId, audience: &Audience) -> Stored<bool> {
    let (mut own, mut wanted) = (rounds_store::chosen(conn, round)?, institutions_of(conn, event, audience)?);
    own.sort_unstable();
    wanted.sort_unstable();
    Ok(own == wanted)
}

/// The institutions of an audience; of one of persons none.
fn institutions_of(conn: &mut Conn, event: EventId, audience: &Audience) -> Stored<Vec<DelegationId>> {
    Ok(match audience {
        Audience::Institutions => rounds_store::not_asked(conn, event)?,
        Audience::SilentInstitutions => rounds_store::silent(conn, event)?,
        Audience::NotYetInvited
        | Audience::Group(_)
        | Audience::Refused
        | Audience::Unanswered
        | Audience::Seats(_) => Vec::new(),
    })
}

/// Puts the institutions of an audience into a round.
pub fn put_into_round(conn: &mut Conn, event: EventId, round: RoundId, audience: &Audience) -> Stored<()> {
    rounds_store::clear_round(conn, round)?;
    let ids = institutions_of(conn, event, audience)?;
    rounds_store::choose(conn, round, &ids)
}

/// Writes to each of these institutions: its letter, with a number, where it is asked; and the one mail to whoever speaks for it.
pub fn invite(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    round: &Round,
    guests: &[GuestFacts],
    leaves_at: Instant,
) -> Result<Vec<NewMessage>, InvitationError> {
    let offices: Vec<(&GuestFacts, DelegationId)> =
        guests.iter().filter_map(|guest| Some((guest, guest.office.as_ref()?.id))).collect();
    let rows = offices.iter().filter_map(|(guest, id)| {
        Some(rounds_store::NewInvitation {
            round_id: round.id,
            event_id: event.id,
            delegation_id: *id,
            contact_id: guest.contact,
            address_id: guest.mailbox()?.id,
            locale: guest.language,
            created_at: cx.now,
        })
    });
    let written = rounds_store::insert(conn, &rows.collect::<Vec<_>>())?;
    // In the order of protocol, and so are the letters' numbers.
    let ids: Vec<DelegationId> = offices.iter().map(|(_, id)| *id).collect();
    let mut all = store::by_ids(conn, &ids)?;
    all.sort_by_key(|office| (office.rank, office.id));
    for office in &all {
        if round.purpose == Purpose::Ask {
            let role = store_seats::roles_at(conn, office.organisation, &[office.contact])?;
            let role = role.get(&office.contact).cloned().unwrap_or_default();
            store_letters::write(conn, (event, round.id), office, &role, cx.now)?;
        }
        let entry = New { contact: Some(office.contact), places: Some(office.places), ..New::of(Act::Invited) };
        entries::add(conn, cx, office.id, &entry)?;
    }
    let message = |(guest, id): &(&GuestFacts, DelegationId)| {
        Some(NewMessage {
            message: Message::DelegationInvitation { invitation: *written.get(id)? },
            lane: Lane::Invitations,
            to: guest.mailbox()?.email.clone(),
            contact: Some(guest.contact),
            locale: guest.language,
            programme: Some(event.programme),
            event: Some(event.id),
            due_at: leaves_at,
            dedupe_key: key(round.id, *id),
        })
    };
    Ok(offices.iter().filter_map(message).collect())
}

/// The keys of a round's mails to institutions.
pub fn keys_of_round(conn: &mut Conn, round: RoundId) -> Stored<Vec<String>> {
    Ok(rounds_store::invited(conn, round)?.into_iter().map(|id| key(round, id)).collect())
}

/// The story of each of its institutions says that a round was called back.
pub fn note_recall(conn: &mut Conn, cx: &Context, round: RoundId) -> Stored<()> {
    for id in rounds_store::invited(conn, round)? {
        entries::add(conn, cx, id, &New::of(Act::Recalled))?;
    }
    Ok(())
}
