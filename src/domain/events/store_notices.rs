use std::collections::HashMap;

use diesel::dsl::max;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::label::Label;
use super::model::*;
use super::recall::Kept;
use super::store::slot;
use crate::db::batch::Question;
use crate::db::schema::event_notices;
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::kernel::ids::{CityId, EventId};
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, Zone};

/// One side of a notice as it is kept.
#[derive(Serialize, Deserialize)]
struct KeptFacts {
    state: EventState,
    zone: Zone,
    starts: Option<String>,
    ends: Option<String>,
    #[serde(default)]
    own_starts: Option<String>,
    #[serde(default)]
    own_ends: Option<String>,
    #[serde(default)]
    city: Option<CityId>,
    place: Localised,
}

impl KeptFacts {
    fn of(facts: &NoticeFacts) -> KeptFacts {
        KeptFacts {
            state: facts.state,
            zone: facts.zone,
            starts: facts.when.map(|w| w.start.stored()),
            ends: facts.when.map(|w| w.end.stored()),
            own_starts: facts.own.map(|w| w.start.stored()),
            own_ends: facts.own.map(|w| w.end.stored()),
            city: facts.city,
            place: facts.place.clone(),
        }
    }
    fn facts(self) -> Stored<NoticeFacts> {
        let when = slot(self.starts.as_deref(), self.ends.as_deref(), self.zone)?;
        let own = slot(self.own_starts.as_deref(), self.own_ends.as_deref(), self.zone)?;
        Ok(NoticeFacts { state: self.state, zone: self.zone, when, own, city: self.city, place: self.place })
    }
}

#[derive(Insertable)]
#[diesel(table_name = event_notices)]
struct NewNotice {
    event_id: EventId,
    kind: NoticeKind,
    sequence: i64,
    before_value: Json,
    after_value: Json,
    reason: String,
    created_at: Instant,
    leaves_at: Instant,
    kept_before: Option<Json>,
    kept_after: Option<Json>,
}

/// Writes down what guests are to be told. While an earlier notice waits they know what was before that one.
pub(super) fn insert_notice(
    conn: &mut Conn,
    kind: NoticeKind,
    before: &Event,
    after: &Event,
    reason: &Label,
) -> Stored<NoticeId> {
    let now = after.updated_at;
    let known = waiting(conn, after.id, now)?.map_or_else(|| NoticeFacts::of(before), |earlier| earlier.before);
    let row = NewNotice {
        event_id: after.id,
        kind,
        sequence: after.sequence,
        before_value: Json::of(&KeptFacts::of(&known))?,
        after_value: Json::of(&KeptFacts::of(&NoticeFacts::of(after)))?,
        reason: reason.stored()?,
        created_at: now,
        leaves_at: now.plus_seconds(UNDO_SECONDS),
        kept_before: Some(Json::of(&Kept::of(before)?)?),
        kept_after: Some(Json::of(&Kept::of(after)?)?),
    };
    Ok(diesel::insert_into(event_notices::table).values(&row).returning(event_notices::id).get_result(conn)?)
}

type NoticeRow = (NoticeId, EventId, NoticeKind, i64, Json, Json, String, Instant, Instant, Option<Instant>);

macro_rules! columns {
    () => {
        (
            event_notices::id,
            event_notices::event_id,
            event_notices::kind,
            event_notices::sequence,
            event_notices::before_value,
            event_notices::after_value,
            event_notices::reason,
            event_notices::created_at,
            event_notices::leaves_at,
            event_notices::recalled_at,
        )
    };
}

fn read(row: NoticeRow) -> Stored<Notice> {
    let (id, event, kind, sequence, before, after, reason, created_at, leaves_at, recalled_at) = row;
    let before = before.read::<KeptFacts>()?.facts()?;
    let after = after.read::<KeptFacts>()?.facts()?;
    let reason = Label::parse(&reason);
    Ok(Notice { id, event, kind, sequence, before, after, reason, created_at, leaves_at, recalled_at })
}

pub(super) fn notice(conn: &mut Conn, id: NoticeId) -> Stored<Option<Notice>> {
    let row: Option<NoticeRow> = event_notices::table.find(id).select(columns!()).first(conn).optional()?;
    row.map(read).transpose()
}

/// What was before the first change after an instant that was not called back.
pub(super) fn known_at(conn: &mut Conn, event: EventId, at: Instant) -> Stored<Option<NoticeFacts>> {
    Ok(first_after(conn, event, at)?.map(|notice| notice.before))
}

/// The same, and all that the change took away, where its notice keeps that.
pub(super) fn stood_at(conn: &mut Conn, event: EventId, at: Instant) -> Stored<Option<(NoticeFacts, Option<Kept>)>> {
    let Some(notice) = first_after(conn, event, at)? else { return Ok(None) };
    let kept = kept(conn, notice.id)?.map(|(before, _)| before);
    Ok(Some((notice.before, kept)))
}

fn first_after(conn: &mut Conn, event: EventId, at: Instant) -> Stored<Option<Notice>> {
    let row: Option<NoticeRow> = event_notices::table
        .filter(event_notices::event_id.eq(event))
        .filter(event_notices::created_at.gt(at))
        .filter(event_notices::recalled_at.is_null())
        .order(event_notices::id)
        .select(columns!())
        .first(conn)
        .optional()?;
    row.map(read).transpose()
}

/// The last of an event's notices that was not called back.
fn latest(conn: &mut Conn, event: EventId) -> Stored<Option<Notice>> {
    let row: Option<NoticeRow> = event_notices::table
        .filter(event_notices::event_id.eq(event))
        .filter(event_notices::recalled_at.is_null())
        .order(event_notices::id.desc())
        .select(columns!())
        .first(conn)
        .optional()?;
    row.map(read).transpose()
}

/// The last of an event's notices, while its mails wait.
pub(super) fn waiting(conn: &mut Conn, event: EventId, now: Instant) -> Stored<Option<Notice>> {
    Ok(latest(conn, event)?.filter(|notice| now < notice.leaves_at))
}

/// The same with what its act changed (see [`kept`]), to be asked beside other questions.
pub(super) fn asked(event: EventId, now: Instant) -> Question<'static, Option<(Notice, Option<(Kept, Kept)>)>> {
    let columns = &[
        "id",
        "kind",
        "sequence",
        "before_value",
        "after_value",
        "reason",
        "created_at",
        "leaves_at",
        "kept_before",
        "kept_after",
    ];
    let select = format!(
        "SELECT {} FROM event_notices WHERE event_id = {event} AND recalled_at IS NULL AND leaves_at > {} \
         AND id = (SELECT MAX(last.id) FROM event_notices AS last \
         WHERE last.event_id = {event} AND last.recalled_at IS NULL)",
        columns.join(", "),
        now.micros()
    );
    Question::new(columns, select, move |mut rows| {
        let Some(mut row) = rows.pop() else { return Ok(None) };
        let (id, kind, sequence) = (NoticeId::new(row.one()?), row.one()?, row.one()?);
        let (before, after, reason) = (row.one()?, row.one()?, row.one()?);
        let (created, leaves) = (Instant::from_micros(row.one()?), Instant::from_micros(row.one()?));
        let notice = read((id, event, kind, sequence, before, after, reason, created, leaves, None))?;
        Ok(Some((notice, both(row.some()?, row.some()?)?)))
    })
}

pub(super) fn of_sequence(conn: &mut Conn, event: EventId, sequence: i64) -> Stored<Option<Notice>> {
    let row: Option<NoticeRow> = event_notices::table
        .filter(event_notices::event_id.eq(event))
        .filter(event_notices::sequence.eq(sequence))
        .order(event_notices::id.desc())
        .select(columns!())
        .first(conn)
        .optional()?;
    row.map(read).transpose()
}

/// The notice that this one replaced, or followed: the last before it that was not called back.
pub(super) fn before(conn: &mut Conn, notice: &Notice) -> Stored<Option<Notice>> {
    let row: Option<NoticeRow> = event_notices::table
        .filter(event_notices::event_id.eq(notice.event))
        .filter(event_notices::id.lt(notice.id))
        .filter(event_notices::recalled_at.is_null())
        .order(event_notices::id.desc())
        .select(columns!())
        .first(conn)
        .optional()?;
    row.map(read).transpose()
}

/// For each of these events the last notice that stands.
pub(super) fn standing(conn: &mut Conn, events: &[EventId]) -> Stored<HashMap<EventId, NoticeId>> {
    let rows: Vec<(EventId, Option<NoticeId>)> = event_notices::table
        .filter(event_notices::event_id.eq_any(events.iter().copied()))
        .filter(event_notices::recalled_at.is_null())
        .group_by(event_notices::event_id)
        .select((event_notices::event_id, max(event_notices::id)))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(event, last)| Some((event, last?))).collect())
}

/// What the notice's act changed, before and after; none of notices older than their undoing.
pub(super) fn kept(conn: &mut Conn, id: NoticeId) -> Stored<Option<(Kept, Kept)>> {
    let (before, after): (Option<Json>, Option<Json>) =
        event_notices::table.find(id).select((event_notices::kept_before, event_notices::kept_after)).first(conn)?;
    both(before, after)
}

fn both(before: Option<Json>, after: Option<Json>) -> Stored<Option<(Kept, Kept)>> {
    match (before, after) {
        (Some(before), Some(after)) => Ok(Some((before.read()?, after.read()?))),
        _ => Ok(None),
    }
}

pub(super) fn mark_recalled(conn: &mut Conn, id: NoticeId, now: Instant) -> Stored<()> {
    let set = event_notices::recalled_at.eq(Some(now));
    diesel::update(event_notices::table.find(id)).set(set).execute(conn)?;
    Ok(())
}

/// A notice that waits again has its whole window again.
pub(super) fn set_leaves_at(conn: &mut Conn, id: NoticeId, leaves_at: Instant) -> Stored<()> {
    diesel::update(event_notices::table.find(id)).set(event_notices::leaves_at.eq(leaves_at)).execute(conn)?;
    Ok(())
}
