pub mod alarms;
pub mod desk;
pub mod lease;
pub mod people;
pub mod rates;
pub mod tasks;

use diesel::prelude::*;

use super::model::{MessageState, NewMessage, Withdrawn};
use crate::db::conn::each;
use crate::db::schema::outbox;
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, EventId, ProgrammeId, PublicId};
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;

#[derive(Insertable)]
#[diesel(table_name = outbox, treat_none_as_default_value = false)]
struct NewRow {
    public_id: PublicId,
    lane: i32,
    state: MessageState,
    kind: &'static str,
    message: Json,
    programme_id: Option<ProgrammeId>,
    event_id: Option<EventId>,
    contact_id: Option<ContactId>,
    email: Email,
    domain: String,
    locale: Locale,
    dedupe_key: String,
    due_at: Instant,
    attempts: i32,
    created_at: Instant,
}

impl NewRow {
    fn of(new: &NewMessage, now: Instant) -> Stored<NewRow> {
        Ok(NewRow {
            public_id: PublicId::random(),
            lane: new.lane as i32,
            state: MessageState::Queued,
            kind: new.message.kind(),
            message: Json::of(&new.message)?,
            programme_id: new.programme,
            event_id: new.event,
            contact_id: new.contact,
            domain: new.to.domain().to_lowercase(),
            email: new.to.clone(),
            locale: new.locale,
            dedupe_key: new.dedupe_key.clone(),
            due_at: new.due_at,
            attempts: 0,
            created_at: now,
        })
    }
}

/// SQLite allows 32,766 values a statement; fifteen columns of 500 rows stay well below, on both.
const BATCH: usize = 500;

pub(super) fn insert(conn: &mut Conn, now: Instant, messages: &[NewMessage]) -> Stored<usize> {
    let mut written = 0;
    for batch in messages.chunks(BATCH) {
        let rows = batch.iter().map(|m| NewRow::of(m, now)).collect::<Stored<Vec<_>>>()?;
        written += each!(conn, c => diesel::insert_into(outbox::table)
            .values(&rows)
            .on_conflict(outbox::dedupe_key)
            .do_nothing()
            .execute(c))?;
    }
    Ok(written)
}

pub(super) fn withdraw(conn: &mut Conn, now: Instant, keys: &[String], why: Option<&str>) -> Stored<Withdrawn> {
    let mut done = Withdrawn::default();
    for batch in keys.chunks(BATCH) {
        let waiting = outbox::table
            .filter(outbox::dedupe_key.eq_any(batch))
            .filter(outbox::state.eq_any([MessageState::Queued, MessageState::Retry]));
        let set = (outbox::state.eq(MessageState::Cancelled), outbox::reason.eq(why), outbox::settled_at.eq(Some(now)));
        done.cancelled += diesel::update(waiting).set(set).execute(conn)?;
        let left: i64 = outbox::table
            .filter(outbox::dedupe_key.eq_any(batch))
            .filter(outbox::state.eq_any([MessageState::Leased, MessageState::Sent, MessageState::Doubt]))
            .count()
            .get_result(conn)?;
        done.left += usize::try_from(left).unwrap_or(0);
    }
    Ok(done)
}

pub(super) fn replace(conn: &mut Conn, now: Instant, keys: &[String], why: &str) -> Stored<usize> {
    let set =
        (outbox::state.eq(MessageState::Cancelled), outbox::reason.eq(Some(why)), outbox::settled_at.eq(Some(now)));
    let mut done = 0;
    for batch in keys.chunks(BATCH) {
        let waiting = outbox::table
            .filter(outbox::dedupe_key.eq_any(batch))
            .filter(outbox::state.eq_any([MessageState::Queued, MessageState::Retry]));
        done += diesel::update(waiting).set(set).execute(conn)?;
    }
    Ok(done)
}

pub(super) fn revive(
    conn: &mut Conn,
    keys: &[String],
    whys: &[&str],
    since: Instant,
    due_at: Instant,
) -> Stored<usize> {
    let set = (
        outbox::state.eq(MessageState::Queued),
        outbox::reason.eq(None::<String>),
        outbox::settled_at.eq(None::<Instant>),
        outbox::due_at.eq(due_at),
    );
    let mut done = 0;
    for batch in keys.chunks(BATCH) {
        let cancelled = outbox::table
            .filter(outbox::dedupe_key.eq_any(batch))
            .filter(outbox::state.eq(MessageState::Cancelled))
            .filter(outbox::settled_at.ge(Some(since)))
            .filter(outbox::reason.eq_any(whys.iter().copied()));
        done += diesel::update(cancelled).set(set.clone()).execute(conn)?;
    }
    Ok(done)
}

pub(super) fn retire(conn: &mut Conn, keys: &[String], mark: &str) -> Stored<usize> {
    let mut done = 0;
    for batch in keys.chunks(BATCH) {
        let cancelled =
            outbox::table.filter(outbox::dedupe_key.eq_any(batch)).filter(outbox::state.eq(MessageState::Cancelled));
        done += diesel::update(cancelled).set(outbox::dedupe_key.eq(outbox::dedupe_key.concat(mark))).execute(conn)?;
    }
    Ok(done)
}
