//! What letters are made from: read only.

use std::collections::HashMap;

use diesel::prelude::*;

use super::mail::GuestId;
use crate::db::schema::{contacts, delegations, deliverables, organisations, programmes, seats};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::domain::invitations::Answer;
use crate::kernel::ids::{ContactId, DelegationId, DeliverableId, EventId, ProgrammeId, PublicId, SeatId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;

/// A guest, or whoever speaks for an institution, as a mail to them needs it.
pub(super) struct Guest {
    pub id: GuestId,
    pub event: EventId,
    pub nonce: String,
    pub answer: Answer,
    pub gone: bool,
    /// Somebody else speaks for the institution now.
    pub succeeded: bool,
    pub contact: ContactId,
    pub name: PersonName,
    pub locale: Locale,
    pub contact_nonce: String,
    pub organisation: Option<Localised>,
}

type Person = (ContactId, String, String, String, Json, Locale, String, Option<Instant>);

macro_rules! person_columns {
    () => {
        (
            contacts::id,
            contacts::native_name,
            contacts::latin_name,
            contacts::family_name,
            contacts::salutation,
            contacts::language,
            contacts::nonce,
            contacts::erased_at,
        )
    };
}

pub(super) fn guests(conn: &mut Conn, ids: &[GuestId]) -> Stored<HashMap<GuestId, Guest>> {
    let (mut wanted, mut asked) = (Vec::new(), Vec::new());
    for id in ids {
        match id {
            GuestId::Seat(seat) => wanted.push(*seat),
            GuestId::Office(office, contact) => asked.push((*office, *contact)),
        }
    }
    let mut found = seated(conn, &wanted)?;
    found.extend(speaking(conn, &asked)?);
    Ok(found)
}

fn seated(conn: &mut Conn, ids: &[SeatId]) -> Stored<HashMap<GuestId, Guest>> {
    let rows: Vec<(SeatId, EventId, String, Answer, Option<Instant>, Person)> = seats::table
        .inner_join(contacts::table)
        .filter(seats::id.eq_any(ids.iter().copied()))
        .select((seats::id, seats::event_id, seats::nonce, seats::answer, seats::removed_at, person_columns!()))
        .load(conn)?;
    rows.into_iter()
        .map(|(seat, event, nonce, answer, removed_at, person)| {
            let (contact, native, latin, family, salutation, locale, contact_nonce, erased_at) = person;
            let name = PersonName { native, latin, family, address: salutation.read()? };
            let (id, gone) = (GuestId::Seat(seat), removed_at.is_some() || erased_at.is_some());
            let (succeeded, organisation) = (false, None);
            let guest =
                Guest { id, event, nonce, answer, gone, succeeded, contact, name, locale, contact_nonce, organisation };
            Ok((id, guest))
        })
        .collect()
}

type Office = (DelegationId, EventId, String, Answer, Locale, Json, Option<Instant>, Json);

/// Greeted as the institution's letter greets.
fn speaking(conn: &mut Conn, asked: &[(DelegationId, ContactId)]) -> Stored<HashMap<GuestId, Guest>> {
    if asked.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Office, Person)> = delegations::table
        .inner_join(contacts::table)
        .inner_join(organisations::table)
        .filter(delegations::id.eq_any(asked.iter().map(|(office, _)| *office)))
        .select((
            (
                delegations::id,
                delegations::event_id,
                delegations::nonce,
                delegations::answer,
                delegations::locale,
                delegations::salutation,
                delegations::removed_at,
                organisations::name,
            ),
            person_columns!(),
        ))
        .load(conn)?;
    let mut found = HashMap::new();
    for (office, person) in rows {
        let (id, event, nonce, answer, locale, greeting, removed_at, organisation) = office;
        let (contact, native, latin, family, _, _, contact_nonce, erased_at) = person;
        let (greeting, organisation): (Localised, Localised) = (greeting.read()?, organisation.read()?);
        let mut name = PersonName { native, latin, family, address: Localised::default() };
        name.address.set(locale, greeting.best(locale).to_owned());
        for (_, written_to) in asked.iter().filter(|(office, _)| *office == id) {
            let own = GuestId::Office(id, *written_to);
            let guest = Guest {
                id: own,
                event,
                nonce: nonce.clone(),
                answer,
                gone: removed_at.is_some() || erased_at.is_some(),
                succeeded: *written_to != contact,
                contact,
                name: name.clone(),
                locale,
                contact_nonce: contact_nonce.clone(),
                organisation: Some(organisation.clone()),
            };
            found.insert(own, guest);
        }
    }
    Ok(found)
}

/// None: erased meanwhile, or made one with another entry.
pub(super) fn name(conn: &mut Conn, contact: ContactId) -> Stored<Option<PersonName>> {
    let row: Option<(String, String, String, Json)> = contacts::table
        .filter(contacts::id.eq(contact))
        .filter(contacts::erased_at.is_null())
        .select((contacts::native_name, contacts::latin_name, contacts::family_name, contacts::salutation))
        .first(conn)
        .optional()?;
    let read = |(native, latin, family, salutation): (_, _, _, Json)| {
        Ok(PersonName { native, latin, family, address: salutation.read()? })
    };
    row.map(read).transpose()
}

/// The programme of a deliverable, and its name there.
pub(super) fn place_of(conn: &mut Conn, id: DeliverableId) -> Stored<Option<(ProgrammeId, PublicId)>> {
    let row = deliverables::table.find(id).select((deliverables::programme_id, deliverables::public_id));
    Ok(row.first(conn).optional()?)
}

/// The address and the title of a programme.
pub(super) fn programme(conn: &mut Conn, id: ProgrammeId) -> Stored<Option<(String, Localised)>> {
    let row: Option<(String, Json)> =
        programmes::table.find(id).select((programmes::slug, programmes::title)).first(conn).optional()?;
    row.map(|(slug, title)| Ok((slug, title.read()?))).transpose()
}
