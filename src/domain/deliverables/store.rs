use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};

use super::model::{
    Audience, Deliverable, DeliverableKind, DeliverableState, EditDeliverable, OwnWork, OwnerFilter, Planned,
};
use crate::db::conn::MultiBackend;
use crate::db::schema::{contacts, deliverables};
use crate::db::types::{Json, day};
use crate::db::{Conn, Stored};
use crate::domain::programme::{self, OWNER, Owner, OwnerRow};
use crate::kernel::ids::{CityId, ContactId, DeliverableId, ProgrammeId, PublicId, StepId};
use crate::kernel::localised::Localised;
use crate::kernel::page::PageRequest;
use crate::kernel::time::Instant;

diesel::define_sql_function! {
    /// The value, or the other where there is none: the databases put missing dates at different ends.
    fn coalesce(value: Nullable<Text>, other: Text) -> Text;
}

/// After every real day.
const NEVER: &str = "9999-12-31";

#[derive(Queryable)]
pub(super) struct Row {
    id: DeliverableId,
    public_id: PublicId,
    version: i64,
    programme: ProgrammeId,
    city: Option<CityId>,
    step: Option<StepId>,
    kind: DeliverableKind,
    audience: Audience,
    title: Json,
    state: DeliverableState,
    due_on: Option<String>,
    pub(super) owner: Option<ContactId>,
    position: i32,
    _created_at: Instant,
    updated_at: Instant,
    quorum: i32,
    own_work: OwnWork,
}

pub(super) fn entity((row, owner): (Row, Option<OwnerRow>)) -> Stored<Deliverable> {
    owned(row, owner.map(programme::owner).transpose()?)
}

pub(super) fn owned(row: Row, owner: Option<Owner>) -> Stored<Deliverable> {
    Ok(Deliverable {
        id: row.id,
        public_id: row.public_id,
        version: row.version,
        programme: row.programme,
        city: row.city,
        step: row.step,
        kind: row.kind,
        audience: row.audience,
        title: row.title.read()?,
        state: row.state,
        due_on: row.due_on.as_deref().map(day).transpose()?,
        owner,
        position: row.position,
        updated_at: row.updated_at,
        quorum: row.quorum,
        own_work: row.own_work,
    })
}

pub(super) fn stored(text: &Localised) -> Stored<String> {
    Ok(Json::of(text)?.as_str().to_owned())
}

/// What a list draws from; the service has turned days and kinds into rows.
pub(super) struct Wanted {
    pub programme: ProgrammeId,
    pub city: Option<CityId>,
    pub steps: Option<Vec<StepId>>,
    pub state: Option<DeliverableState>,
    pub audience: Option<Audience>,
    pub owner: Option<OwnerFilter>,
    pub among: Option<Vec<DeliverableId>>,
    /// What is internal is not for the reader.
    pub external_only: bool,
    only: Option<PublicId>,
}

impl Wanted {
    pub fn all(programme: ProgrammeId) -> Wanted {
        Wanted {
            programme,
            city: None,
            steps: None,
            state: None,
            audience: None,
            owner: None,
            among: None,
            external_only: false,
            only: None,
        }
    }
}

/// By due date, those without one last. A page begins after its cursor's row and has one row more than asked for.
pub(super) fn list(conn: &mut Conn, wanted: &Wanted, page: Option<PageRequest>) -> Stored<Vec<Deliverable>> {
    let mut query = deliverables::table
        .left_join(contacts::table)
        .filter(deliverables::programme_id.eq(wanted.programme))
        .into_boxed::<MultiBackend>();
    if let Some(id) = &wanted.only {
        query = query.filter(deliverables::public_id.eq(id.clone()));
    }
    if let Some(city) = wanted.city {
        query = query.filter(deliverables::city_id.eq(city));
    }
    if let Some(steps) = &wanted.steps {
        query = query.filter(deliverables::step_id.eq_any(steps.clone()));
    }
    if let Some(state) = wanted.state {
        query = query.filter(deliverables::state.eq(state));
    }
    if let Some(audience) = wanted.audience {
        query = query.filter(deliverables::audience.eq(audience));
    }
    if wanted.external_only {
        query = query.filter(deliverables::audience.eq(Audience::External));
    }
    if let Some(ids) = &wanted.among {
        query = query.filter(deliverables::id.eq_any(ids.clone()));
    }
    match &wanted.owner {
        Some(OwnerFilter::Contact(id)) => query = query.filter(contacts::public_id.eq(id.clone())),
        Some(OwnerFilter::Nobody) => query = query.filter(deliverables::owner_id.is_null()),
        None => {}
    }
    let due = || coalesce(deliverables::due_on, NEVER);
    if let Some(after) = page.and_then(|p| p.after) {
        let cursor = due_of(conn, wanted.programme, after)?;
        let later = due().gt(cursor.clone()).or(due().eq(cursor).and(deliverables::id.gt(after)));
        query = query.filter(later);
    }
    if let Some(page) = page {
        query = query.limit(page.limit + 1);
    }
    let rows: Vec<(Row, Option<OwnerRow>)> = query
        .order((due().asc(), deliverables::id.asc()))
        .select((deliverables::all_columns, OWNER.nullable()))
        .load(conn)?;
    rows.into_iter().map(entity).collect()
}

/// The day a page begins after; never for what is not there.
fn due_of(conn: &mut Conn, programme: ProgrammeId, after: i64) -> Stored<String> {
    let found: Option<String> = deliverables::table
        .filter(deliverables::id.eq(after))
        .filter(deliverables::programme_id.eq(programme))
        .select(coalesce(deliverables::due_on, NEVER))
        .first(conn)
        .optional()?;
    Ok(found.unwrap_or_else(|| NEVER.to_owned()))
}

pub(super) fn by_id(conn: &mut Conn, programme: ProgrammeId, id: DeliverableId) -> Stored<Option<Deliverable>> {
    Ok(list(conn, &Wanted { among: Some(vec![id]), ..Wanted::all(programme) }, None)?.pop())
}

/// A deliverable of whatever programme: for what points at its row.
pub(super) fn anywhere(conn: &mut Conn, id: DeliverableId) -> Stored<Option<Deliverable>> {
    Ok(anywhere_among(conn, &[id])?.remove(&id))
}

/// Several of them in one statement.
pub(super) fn anywhere_among(conn: &mut Conn, ids: &[DeliverableId]) -> Stored<HashMap<DeliverableId, Deliverable>> {
    let rows: Vec<(Row, Option<OwnerRow>)> = deliverables::table
        .left_join(contacts::table)
        .filter(deliverables::id.eq_any(ids.to_vec()))
        .select((deliverables::all_columns, OWNER.nullable()))
        .load(conn)?;
    let whole = |row| entity(row).map(|one| (one.id, one));
    rows.into_iter().map(whole).collect()
}

pub(super) fn by_public_id(conn: &mut Conn, programme: ProgrammeId, id: &PublicId) -> Stored<Option<Deliverable>> {
    Ok(list(conn, &Wanted { only: Some(id.clone()), ..Wanted::all(programme) }, None)?.pop())
}

/// What is still to be made and has a date.
pub(super) fn open_with_dates(
    conn: &mut Conn,
    programme: ProgrammeId,
) -> Stored<Vec<(DeliverableId, Option<CityId>, NaiveDate)>> {
    let open: Vec<DeliverableState> = DeliverableState::ALL.iter().copied().filter(|s| s.is_open()).collect();
    let rows: Vec<(DeliverableId, Option<CityId>, String)> = deliverables::table
        .filter(deliverables::programme_id.eq(programme))
        .filter(deliverables::state.eq_any(open))
        .filter(deliverables::due_on.is_not_null())
        .select((deliverables::id, deliverables::city_id, deliverables::due_on.assume_not_null()))
        .load(conn)?;
    rows.into_iter().map(|(id, city, due)| Ok((id, city, day(&due)?))).collect()
}

pub(super) fn next_position(conn: &mut Conn, programme: ProgrammeId) -> Stored<i32> {
    let last: Option<i32> = deliverables::table
        .filter(deliverables::programme_id.eq(programme))
        .select(diesel::dsl::max(deliverables::position))
        .first(conn)?;
    Ok(last.map_or(0, |p| p.saturating_add(1)))
}

#[derive(Insertable)]
#[diesel(table_name = deliverables)]
struct Values {
    public_id: PublicId,
    version: i64,
    programme_id: ProgrammeId,
    city_id: Option<CityId>,
    step_id: Option<StepId>,
    kind: DeliverableKind,
    audience: Audience,
    title: Json,
    state: DeliverableState,
    due_on: Option<String>,
    owner_id: Option<ContactId>,
    position: i32,
    created_at: Instant,
    updated_at: Instant,
}

pub(super) fn insert(
    conn: &mut Conn,
    now: Instant,
    programme: ProgrammeId,
    new: &Planned,
    owner: Option<ContactId>,
) -> Stored<DeliverableId> {
    let row = Values {
        public_id: PublicId::random(),
        version: 1,
        programme_id: programme,
        city_id: new.city,
        step_id: new.step,
        kind: new.kind,
        audience: new.audience,
        title: Json::of(&new.title)?,
        state: DeliverableState::Outlined,
        due_on: new.due_on.map(|d| d.to_string()),
        owner_id: owner,
        position: new.position,
        created_at: now,
        updated_at: now,
    };
    Ok(diesel::insert_into(deliverables::table).values(&row).returning(deliverables::id).get_result(conn)?)
}

/// Whether the row still had the version that was edited.
pub(super) fn update(
    conn: &mut Conn,
    now: Instant,
    (id, version): (DeliverableId, i64),
    edit: &EditDeliverable,
    owner: Option<ContactId>,
) -> Stored<bool> {
    let target = deliverables::table.filter(deliverables::id.eq(id)).filter(deliverables::version.eq(version));
    let changed = diesel::update(target)
        .set((
            deliverables::version.eq(version + 1),
            deliverables::kind.eq(edit.kind),
            deliverables::audience.eq(edit.audience),
            deliverables::title.eq(Json::of(&edit.title)?),
            deliverables::due_on.eq(edit.due_on.map(|d| d.to_string())),
            deliverables::owner_id.eq(owner),
            deliverables::updated_at.eq(now),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

pub(super) fn set_state(
    conn: &mut Conn,
    now: Instant,
    (id, version): (DeliverableId, i64),
    state: DeliverableState,
) -> Stored<bool> {
    let target = deliverables::table.filter(deliverables::id.eq(id)).filter(deliverables::version.eq(version));
    let changed = diesel::update(target)
        .set((deliverables::version.eq(version + 1), deliverables::state.eq(state), deliverables::updated_at.eq(now)))
        .execute(conn)?;
    Ok(changed == 1)
}

/// One after the other in the order of their numbers: two who hold the same never wait for each other in a ring.
pub(super) fn hold(conn: &mut Conn, ids: &[DeliverableId]) -> Stored<()> {
    let mut ids = ids.to_vec();
    ids.sort();
    ids.dedup();
    for id in ids {
        let target = deliverables::table.filter(deliverables::id.eq(id));
        diesel::update(target).set(deliverables::version.eq(deliverables::version)).execute(conn)?;
    }
    Ok(())
}
/// Locks the row until the transaction ends: whoever acts about the deliverable at the same moment waits.
pub(super) fn lock(conn: &mut Conn, id: DeliverableId) -> Stored<()> {
    let target = deliverables::table.filter(deliverables::id.eq(id));
    diesel::update(target).set(deliverables::position.eq(deliverables::position)).execute(conn)?;
    Ok(())
}

pub(super) fn set_panel(
    conn: &mut Conn,
    now: Instant,
    (id, version): (DeliverableId, i64),
    (quorum, own_work): (i32, OwnWork),
) -> Stored<bool> {
    let target = deliverables::table.filter(deliverables::id.eq(id)).filter(deliverables::version.eq(version));
    let changed = diesel::update(target)
        .set((
            deliverables::version.eq(version + 1),
            deliverables::quorum.eq(quorum),
            deliverables::own_work.eq(own_work),
            deliverables::updated_at.eq(now),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

pub(super) fn replace_owner(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<DeliverableId>> {
    let own = deliverables::table.filter(deliverables::owner_id.eq(from));
    let ids: Vec<DeliverableId> = own.select(deliverables::id).load(conn)?;
    diesel::update(own).set(deliverables::owner_id.eq(into)).execute(conn)?;
    Ok(ids)
}
