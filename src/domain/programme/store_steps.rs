//! Steps: read with the two who answer for them.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{Dates, EditStep, Slug, StateBy, Step, StepState};
use super::store::{OWNER, OwnerRow, owner};
use super::template::TemplateStep;
use crate::db::conn::each;
use crate::db::schema::{contacts, steps};
use crate::db::types::{Json, day};
use crate::db::{Conn, Stored};
use crate::kernel::ids::{CityId, ContactId, ProgrammeId, PublicId, StepId};
use crate::kernel::time::Instant;

#[derive(Queryable)]
struct StepRow {
    id: StepId,
    public_id: PublicId,
    version: i64,
    programme: ProgrammeId,
    city: CityId,
    kind: Slug,
    ordinal: i32,
    title: Json,
    state: StepState,
    starts_on: Option<String>,
    ends_on: Option<String>,
    updated_at: Instant,
    state_by: StateBy,
}

type Row = (StepRow, Option<OwnerRow>, Option<OwnerRow>);

fn optional_day(text: Option<&str>) -> Stored<Option<NaiveDate>> {
    text.map(day).transpose()
}

fn entity((row, owner_row, deputy_row): Row) -> Stored<Step> {
    Ok(Step {
        id: row.id,
        public_id: row.public_id,
        version: row.version,
        programme: row.programme,
        city: row.city,
        kind: row.kind,
        ordinal: row.ordinal,
        title: row.title.read()?,
        state: row.state,
        state_by: row.state_by,
        starts_on: optional_day(row.starts_on.as_deref())?,
        ends_on: optional_day(row.ends_on.as_deref())?,
        owner: owner_row.map(owner).transpose()?,
        deputy: deputy_row.map(owner).transpose()?,
        updated_at: row.updated_at,
    })
}

diesel::alias!(contacts as deputies: Deputies);

/// Steps with their owners and deputies, in order.
macro_rules! with_people {
    () => {
        steps::table
            .left_join(contacts::table.on(contacts::id.nullable().eq(steps::owner_id)))
            .left_join(deputies.on(deputies.field(contacts::id).nullable().eq(steps::deputy_id)))
            .order((steps::ordinal.asc(), steps::id.asc()))
            .select((
                (
                    steps::id,
                    steps::public_id,
                    steps::version,
                    steps::programme_id,
                    steps::city_id,
                    steps::kind,
                    steps::ordinal,
                    steps::title,
                    steps::state,
                    steps::starts_on,
                    steps::ends_on,
                    steps::updated_at,
                    steps::state_by,
                ),
                OWNER.nullable(),
                deputies.fields(OWNER).nullable(),
            ))
    };
}

pub(super) fn steps(conn: &mut Conn, programme: ProgrammeId) -> Stored<Vec<Step>> {
    let rows: Vec<Row> = each!(conn, c => with_people!().filter(steps::programme_id.eq(programme)).load(c))?;
    rows.into_iter().map(entity).collect()
}

pub(super) fn step(conn: &mut Conn, programme: ProgrammeId, id: &PublicId) -> Stored<Option<Step>> {
    let row: Option<Row> = with_people!()
        .filter(steps::programme_id.eq(programme))
        .filter(steps::public_id.eq(id))
        .first(conn)
        .optional()?;
    row.map(entity).transpose()
}

#[derive(Insertable)]
#[diesel(table_name = steps)]
struct StepValues {
    public_id: PublicId,
    version: i64,
    programme_id: ProgrammeId,
    city_id: CityId,
    kind: String,
    ordinal: i32,
    title: Json,
    state: StepState,
    starts_on: Option<String>,
    ends_on: Option<String>,
    created_at: Instant,
    updated_at: Instant,
    state_by: StateBy,
}

pub(super) fn insert_step(
    conn: &mut Conn,
    now: Instant,
    (programme, city): (ProgrammeId, CityId),
    (ordinal, from): (i32, &TemplateStep),
    dates: Dates,
) -> Stored<()> {
    let row = StepValues {
        public_id: PublicId::random(),
        version: 1,
        programme_id: programme,
        city_id: city,
        kind: from.kind.clone(),
        ordinal,
        title: Json::of(&from.title)?,
        state: StepState::Planned,
        starts_on: Some(dates.starts_on.to_string()),
        ends_on: Some(dates.ends_on.to_string()),
        created_at: now,
        updated_at: now,
        state_by: StateBy::Facts,
    };
    diesel::insert_into(steps::table).values(&row).execute(conn)?;
    Ok(())
}

/// The two who answer for a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct People {
    pub owner: Option<ContactId>,
    pub deputy: Option<ContactId>,
}

pub(super) fn update_step(
    conn: &mut Conn,
    now: Instant,
    (before, version): (&Step, i64),
    edit: &EditStep,
    (state, by): (StepState, StateBy),
    people: People,
) -> Stored<bool> {
    let target = steps::table.filter(steps::id.eq(before.id)).filter(steps::version.eq(version));
    let changed = diesel::update(target)
        .set((
            steps::version.eq(version + 1),
            steps::state.eq(state),
            steps::state_by.eq(by),
            steps::starts_on.eq(edit.starts_on.map(|d| d.to_string())),
            steps::ends_on.eq(edit.ends_on.map(|d| d.to_string())),
            steps::owner_id.eq(people.owner),
            steps::deputy_id.eq(people.deputy),
            steps::updated_at.eq(now),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// The state that follows from what happened, where nobody has set one by hand and nobody was faster.
pub(super) fn follow(conn: &mut Conn, now: Instant, before: &Step, state: StepState) -> Stored<bool> {
    let target = steps::table
        .filter(steps::id.eq(before.id))
        .filter(steps::version.eq(before.version))
        .filter(steps::state_by.eq(StateBy::Facts));
    let set = (steps::version.eq(before.version + 1), steps::state.eq(state), steps::updated_at.eq(now));
    Ok(diesel::update(target).set(set).execute(conn)? == 1)
}

pub(super) fn replace_owner(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<StepId>> {
    let own = steps::table.filter(steps::owner_id.eq(from));
    let ids: Vec<StepId> = own.select(steps::id).load(conn)?;
    diesel::update(own).set(steps::owner_id.eq(into)).execute(conn)?;
    Ok(ids)
}

pub(super) fn replace_deputy(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<StepId>> {
    let own = steps::table.filter(steps::deputy_id.eq(from));
    let ids: Vec<StepId> = own.select(steps::id).load(conn)?;
    diesel::update(own).set(steps::deputy_id.eq(into)).execute(conn)?;
    Ok(ids)
}
