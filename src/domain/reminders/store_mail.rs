//! What letters are made from: read only.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::schema::{contacts, deliverables, programmes, seats};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::domain::invitations::Answer;
use crate::kernel::ids::{ContactId, DeliverableId, EventId, ProgrammeId, PublicId, SeatId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;

/// A seat and its person.
#[derive(Queryable)]
pub(super) struct GuestRow {
    pub seat: SeatId,
    pub event: EventId,
    pub nonce: String,
    pub answer: Answer,
    removed_at: Option<Instant>,
    pub contact: ContactId,
    native: String,
    latin: String,
    family: String,
    salutation: Json,
    pub locale: Locale,
    pub contact_nonce: String,
    erased_at: Option<Instant>,
}

impl GuestRow {
    pub fn gone(&self) -> bool {
        self.removed_at.is_some() || self.erased_at.is_some()
    }
    pub fn name(&self) -> Stored<PersonName> {
        Ok(PersonName {
            native: self.native.clone(),
            latin: self.latin.clone(),
            family: self.family.clone(),
            address: self.salutation.read()?,
        })
    }
}

pub(super) fn guests(conn: &mut Conn, ids: &[SeatId]) -> Stored<HashMap<SeatId, GuestRow>> {
    let rows: Vec<GuestRow> = seats::table
        .inner_join(contacts::table)
        .filter(seats::id.eq_any(ids.iter().copied()))
        .select((
            seats::id,
            seats::event_id,
            seats::nonce,
            seats::answer,
            seats::removed_at,
            contacts::id,
            contacts::native_name,
            contacts::latin_name,
            contacts::family_name,
            contacts::salutation,
            contacts::language,
            contacts::nonce,
            contacts::erased_at,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.seat, row)).collect())
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
