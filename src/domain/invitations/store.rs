//! What several use cases read: the event's programme, and the persons behind seats.

use std::collections::{HashMap, HashSet};

use diesel::dsl::exists;
use diesel::prelude::*;

use super::model::Answer;
use crate::access::Context;
use crate::db::conn::each;
use crate::db::schema::{contacts, outbox, outbox_attempts as attempts, programmes, seats};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::domain::outbox::MessageState;
use crate::domain::programme::ReleaseRule;
use crate::kernel::ids::{ContactId, EventId, ProgrammeId, PublicId, SeatId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;

/// SQLite allows 32,766 values a statement.
pub(super) const BATCH: usize = 500;

/// What invitations need of a programme.
#[derive(Clone)]
pub(super) struct ProgrammeFacts {
    pub slug: String,
    pub title: Localised,
    pub release_rule: ReleaseRule,
}

pub(super) fn programmes(
    conn: &mut Conn,
    ids: impl Iterator<Item = ProgrammeId>,
) -> Stored<HashMap<ProgrammeId, ProgrammeFacts>> {
    type Row = (ProgrammeId, String, Json, ReleaseRule);
    let columns = (programmes::id, programmes::slug, programmes::title, programmes::release_rule);
    let ids: Vec<ProgrammeId> = ids.collect();
    // One alone is the usual case, and a statement that the connection keeps.
    let rows: Vec<Row> = match ids.as_slice() {
        [one] => each!(conn, c => programmes::table.filter(programmes::id.eq(*one)).select(columns).load(c))?,
        many => programmes::table.filter(programmes::id.eq_any(many)).select(columns).load(conn)?,
    };
    rows.into_iter()
        .map(|(id, slug, title, release_rule)| Ok((id, ProgrammeFacts { slug, title: title.read()?, release_rule })))
        .collect()
}

/// A seat shows its answer. What goes on waiting keeps its turn: since when it has waited stands beside it.
pub(super) fn show_answer(
    conn: &mut Conn,
    cx: &Context,
    (seat, waiting_since): (SeatId, Option<Instant>),
    to: Answer,
) -> Stored<()> {
    let waiting_since = match (to, waiting_since) {
        (Answer::Waiting, None) => Some(end_of_line(conn, seat, cx.now)?),
        (Answer::Waiting, held) => held,
        _ => None,
    };
    let (door, at) = if to == Answer::None { (None, None) } else { (Some(cx.door), Some(cx.now)) };
    diesel::update(seats::table.find(seat))
        .set((
            seats::answer.eq(to),
            seats::answer_door.eq(door),
            seats::answered_at.eq(at),
            seats::waiting_since.eq(waiting_since),
        ))
        .execute(conn)?;
    Ok(())
}

/// Since when a seat waits that begins to: never before those who wait already, though a request that came earlier, or to a node whose clock
/// is behind, may come to the lock later. Whoever was told their place in the line keeps it.
fn end_of_line(conn: &mut Conn, seat: SeatId, now: Instant) -> Stored<Instant> {
    let event: EventId = seats::table.find(seat).select(seats::event_id).first(conn)?;
    let last: Option<Option<Instant>> = seats::table
        .filter(seats::event_id.eq(event))
        .filter(seats::waiting_since.is_not_null())
        .order(seats::waiting_since.desc())
        .select(seats::waiting_since)
        .first(conn)
        .optional()?;
    Ok(match last.flatten() {
        Some(last) if last > now => Instant::from_micros(last.micros().saturating_add(1)),
        _ => now,
    })
}

/// The keys of an event's mails of a kind that were cancelled when they had once been handed over without an answer: perhaps they were
/// read, perhaps they never came.
pub(super) fn perhaps_read(conn: &mut Conn, event: EventId, kind: &str) -> Stored<HashSet<String>> {
    let doubted = attempts::table
        .filter(attempts::outbox_id.eq(outbox::id))
        .filter(attempts::outcome.eq(MessageState::Doubt.as_str()));
    let keys: Vec<String> = outbox::table
        .filter(outbox::event_id.eq(event))
        .filter(outbox::kind.eq(kind))
        .filter(outbox::state.eq(MessageState::Cancelled))
        .filter(exists(doubted))
        .select(outbox::dedupe_key)
        .load(conn)?;
    Ok(keys.into_iter().collect())
}

/// A person as mails and lists need one.
#[derive(Queryable, Selectable, Clone, Debug)]
#[diesel(table_name = contacts)]
pub(super) struct PersonRow {
    pub id: ContactId,
    pub public_id: PublicId,
    pub native_name: String,
    pub latin_name: String,
    pub family_name: String,
    pub salutation: Json,
    pub language: Locale,
    pub phone: String,
    pub nonce: String,
    pub do_not_contact_at: Option<Instant>,
    pub erased_at: Option<Instant>,
}

impl PersonRow {
    pub fn name(&self) -> Stored<PersonName> {
        Ok(PersonName {
            native: self.native_name.clone(),
            latin: self.latin_name.clone(),
            family: self.family_name.clone(),
            address: self.salutation.read()?,
        })
    }
}
