use std::collections::HashMap;

use diesel::prelude::*;

use super::label::Label;
use super::model::*;
use crate::db::batch::{Question, Row};
use crate::db::schema::{event_deadlines, events};
use crate::db::{Conn, DbError, Stored};
use crate::kernel::ids::{EventId, ProgrammeId, PublicId};
use crate::kernel::time::Instant;

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

/// The same, to be asked beside other questions.
pub(super) fn asked(event: EventId) -> Question<'static, Vec<Deadline>> {
    let columns = &["id", "public_id", "label", "due_on", "url", "met_at"];
    let select = format!("SELECT {} FROM event_deadlines WHERE event_id = {event}", columns.join(", "));
    Question::new(columns, select, move |rows| {
        let read = |mut row: Row| {
            let (id, public_id) = (DeadlineId::new(row.one()?), row.one()?);
            let (label, due_on, url) = (row.one()?, row.one()?, row.one()?);
            deadline((id, public_id, event, label, due_on, url, row.some()?.map(Instant::from_micros)))
        };
        let mut found = rows.into_iter().map(read).collect::<Stored<Vec<Deadline>>>()?;
        found.sort_by_key(|deadline| (deadline.due_on, deadline.id));
        Ok(found)
    })
}

pub(super) fn deadlines_of(conn: &mut Conn, programme: ProgrammeId) -> Stored<HashMap<EventId, Vec<Deadline>>> {
    let rows: Vec<DeadlineRow> = event_deadlines::table
        .inner_join(events::table)
        .filter(events::programme_id.eq(programme))
        .order((event_deadlines::due_on, event_deadlines::id))
        .select(event_deadlines::all_columns)
        .load(conn)?;
    let mut found: HashMap<EventId, Vec<Deadline>> = HashMap::new();
    for row in rows {
        found.entry(row.2).or_default().push(deadline(row)?);
    }
    Ok(found)
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
