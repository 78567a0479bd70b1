use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::label::Label;
use super::model::*;
use super::store::slot;
use crate::db::schema::{event_deadlines, event_notices};
use crate::db::types::Json;
use crate::db::{Conn, DbError, Stored};
use crate::kernel::ids::{EventId, PublicId};
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, Zone};

/// One side of a notice as it is kept.
#[derive(Serialize, Deserialize)]
struct KeptFacts {
    state: EventState,
    zone: Zone,
    starts: Option<String>,
    ends: Option<String>,
    place: Localised,
}

impl KeptFacts {
    fn of(facts: &NoticeFacts) -> KeptFacts {
        KeptFacts {
            state: facts.state,
            zone: facts.zone,
            starts: facts.when.map(|w| w.start.stored()),
            ends: facts.when.map(|w| w.end.stored()),
            place: facts.place.clone(),
        }
    }
    fn facts(self) -> Stored<NoticeFacts> {
        let when = slot(self.starts.as_deref(), self.ends.as_deref(), self.zone)?;
        Ok(NoticeFacts { state: self.state, zone: self.zone, when, place: self.place })
    }
}

#[derive(Insertable)]
#[diesel(table_name = event_notices)]
struct NewNotice<'a> {
    event_id: EventId,
    kind: NoticeKind,
    sequence: i64,
    before_value: Json,
    after_value: Json,
    reason: &'a str,
    created_at: Instant,
}

pub(super) fn insert_notice(
    conn: &mut Conn,
    kind: NoticeKind,
    before: &Event,
    after: &Event,
    reason: &str,
) -> Stored<NoticeId> {
    let row = NewNotice {
        event_id: after.id,
        kind,
        sequence: after.sequence,
        before_value: Json::of(&KeptFacts::of(&facts_of(before)))?,
        after_value: Json::of(&KeptFacts::of(&facts_of(after)))?,
        reason,
        created_at: after.updated_at,
    };
    Ok(diesel::insert_into(event_notices::table).values(&row).returning(event_notices::id).get_result(conn)?)
}

fn facts_of(event: &Event) -> NoticeFacts {
    NoticeFacts { state: event.state, zone: event.zone, when: event.when, place: event.place.clone() }
}

type NoticeRow = (NoticeId, EventId, NoticeKind, i64, Json, Json, String, Instant);

pub(super) fn notice(conn: &mut Conn, id: NoticeId) -> Stored<Option<Notice>> {
    let row: Option<NoticeRow> = event_notices::table.filter(event_notices::id.eq(id)).first(conn).optional()?;
    let Some((id, event, kind, sequence, before, after, reason, created_at)) = row else { return Ok(None) };
    let before = before.read::<KeptFacts>()?.facts()?;
    let after = after.read::<KeptFacts>()?.facts()?;
    Ok(Some(Notice { id, event, kind, sequence, before, after, reason, created_at }))
}

#[derive(Insertable)]
#[diesel(table_name = event_deadlines, treat_none_as_default_value = false)]
struct NewDeadline<'a> {
    public_id: &'a PublicId,
    event_id: EventId,
    label: String,
    due_on: String,
    url: &'a str,
    met_at: Option<Instant>,
}

pub(super) fn insert_deadline(
    conn: &mut Conn,
    event: EventId,
    public_id: &PublicId,
    label: &Label,
    due_on: chrono::NaiveDate,
    url: &str,
) -> Stored<DeadlineId> {
    let (label, due_on) = (label.stored()?, due_on.to_string());
    let row = NewDeadline { public_id, event_id: event, label, due_on, url, met_at: None };
    Ok(diesel::insert_into(event_deadlines::table).values(&row).returning(event_deadlines::id).get_result(conn)?)
}

type DeadlineRow = (DeadlineId, PublicId, EventId, String, String, String, Option<Instant>);

fn deadline(row: DeadlineRow) -> Stored<Deadline> {
    let (id, public_id, _, label, due_on, url, met_at) = row;
    let due_on = due_on.parse().map_err(|_| DbError::Damaged(format!("{due_on:?} is not a date")))?;
    Ok(Deadline { id, public_id, label: Label::parse(&label), due_on, url, met_at })
}

pub(super) fn deadlines(conn: &mut Conn, event: EventId) -> Stored<Vec<Deadline>> {
    let rows: Vec<DeadlineRow> = event_deadlines::table
        .filter(event_deadlines::event_id.eq(event))
        .order((event_deadlines::due_on, event_deadlines::id))
        .load(conn)?;
    rows.into_iter().map(deadline).collect()
}

pub(super) fn deadline_of(conn: &mut Conn, event: EventId, id: &PublicId) -> Stored<Option<Deadline>> {
    let row: Option<DeadlineRow> = event_deadlines::table
        .filter(event_deadlines::event_id.eq(event))
        .filter(event_deadlines::public_id.eq(id))
        .first(conn)
        .optional()?;
    row.map(deadline).transpose()
}

pub(super) fn set_met(conn: &mut Conn, id: DeadlineId, met_at: Option<Instant>) -> Stored<()> {
    diesel::update(event_deadlines::table.filter(event_deadlines::id.eq(id)))
        .set(event_deadlines::met_at.eq(met_at))
        .execute(conn)?;
    Ok(())
}

pub(super) fn delete_deadline(conn: &mut Conn, id: DeadlineId) -> Stored<()> {
    diesel::delete(event_deadlines::table.filter(event_deadlines::id.eq(id))).execute(conn)?;
    Ok(())
}
