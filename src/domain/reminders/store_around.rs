//! What history and the outbox know of reminders: read only.

use std::collections::{HashMap, HashSet};

use diesel::dsl::max;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::db::conditions::MailOfARule;
use crate::db::conn::each;
use crate::db::schema::{deliverables, event_notices, history, outbox};
use crate::db::types::Json;
use crate::db::{Conn, Stored, conditions};
use crate::domain::history::{Change, Entity};
use crate::kernel::ids::{ContactId, DeliverableId, EventId, ProgrammeId};
use crate::kernel::time::Instant;

/// What changed of things of a kind, with the verb, oldest first.
pub(super) type Changed = (i64, Instant, String, Vec<Change>);

pub(super) fn changes(conn: &mut Conn, kind: Entity, ids: &[i64]) -> Stored<Vec<Changed>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(i64, Instant, String, Json)> = history::table
        .filter(history::object_kind.eq(kind))
        .filter(history::object_id.eq_any(ids.to_vec()))
        .order(history::id)
        .select((history::object_id, history::at, history::action, history::changes))
        .load(conn)?;
    rows.into_iter().map(|(id, at, action, changes)| Ok((id, at, action, changes.read()?))).collect()
}

/// When a programme that was closed was opened again, the last time.
pub(super) fn reopened(conn: &mut Conn, programme: ProgrammeId) -> Stored<Option<Instant>> {
    Ok(history::table
        .filter(history::object_kind.eq(Entity::Programme))
        .filter(history::object_id.eq(programme.raw()))
        .filter(history::action.eq("reopened"))
        .select(max(history::at))
        .first(conn)?)
}

pub(super) fn made(conn: &mut Conn, ids: &[DeliverableId]) -> Stored<HashMap<DeliverableId, Instant>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(DeliverableId, Instant)> = deliverables::table
        .filter(deliverables::id.eq_any(ids.to_vec()))
        .select((deliverables::id, deliverables::created_at))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

#[derive(QueryableByName)]
struct Last {
    #[diesel(sql_type = Text)]
    turn: String,
    #[diesel(sql_type = BigInt)]
    at: i64,
}

/// When rules last wrote about these events, by what the keys of a turn's mails begin with: whom each is for stands at its end, in digits.
pub(super) fn last_about(conn: &mut Conn, events: &[EventId]) -> Stored<Vec<(String, Instant)>> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = events.iter().map(|id| id.raw().to_string()).collect();
    let (ids, of_rules) = (ids.join(", "), MailOfARule::WORDS);
    let sql = format!(
        "SELECT RTRIM(outbox.dedupe_key, 'o0123456789') AS turn, MAX(outbox.created_at) AS at FROM outbox \
         WHERE outbox.event_id IN ({ids}) AND {of_rules} GROUP BY 1"
    );
    let rows = each!(conn, c => diesel::sql_query(sql).load::<Last>(c))?;
    Ok(rows.into_iter().map(|row| (row.turn, Instant::from_micros(row.at))).collect())
}

/// When mails of these keys were written.
pub(super) fn written_at(conn: &mut Conn, keys: &[String]) -> Stored<HashMap<String, Instant>> {
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(String, Instant)> = outbox::table
        .filter(outbox::dedupe_key.eq_any(keys.to_vec()))
        .select((outbox::dedupe_key, outbox::created_at))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Until when what guests read of these events waits, because their last change can still be called back.
pub(super) fn held_until(conn: &mut Conn, events: &[EventId], now: Instant) -> Stored<HashMap<EventId, Instant>> {
    if events.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(EventId, Option<Instant>)> = event_notices::table
        .filter(event_notices::event_id.eq_any(events.iter().copied()))
        .filter(event_notices::recalled_at.is_null())
        .filter(event_notices::leaves_at.gt(now))
        .group_by(event_notices::event_id)
        .select((event_notices::event_id, max(event_notices::leaves_at)))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(event, at)| Some((event, at?))).collect())
}

/// Which of these keys there are.
pub(super) fn among(conn: &mut Conn, keys: &[String]) -> Stored<HashSet<String>> {
    if keys.is_empty() {
        return Ok(HashSet::new());
    }
    let found: Vec<String> =
        outbox::table.filter(outbox::dedupe_key.eq_any(keys.to_vec())).select(outbox::dedupe_key).load(conn)?;
    Ok(found.into_iter().collect())
}

/// A mail of a rule, as the outbox has it.
#[derive(Queryable)]
pub(super) struct Written {
    pub key: String,
    pub contact: Option<ContactId>,
    pub state: crate::domain::outbox::MessageState,
    pub due_at: Instant,
}

impl Written {
    /// Its key as it would be today: whoever it names may have been made one with another entry since.
    pub fn told(&self) -> String {
        match (self.key.rsplit_once(':'), self.contact) {
            (Some((turn, end)), Some(contact)) if !end.starts_with('o') => format!("{turn}:{contact}"),
            _ => self.key.clone(),
        }
    }
}

/// Everything that rules have written about these events, oldest first.
pub(super) fn written(conn: &mut Conn, events: &[EventId]) -> Stored<Vec<Written>> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    Ok(outbox::table
        .filter(outbox::event_id.eq_any(events.iter().map(|id| Some(*id)).collect::<Vec<_>>()))
        .filter(conditions::mail_of_a_rule())
        .order(outbox::id)
        .select((outbox::dedupe_key, outbox::contact_id, outbox::state, outbox::due_at))
        .load(conn)?)
}
