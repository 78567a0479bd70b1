use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{Gate, Kept, Pass, Rested, Risk};
use super::service::Stored;
use crate::db::conn::each;
use crate::db::schema::{
    accounts, contact_groups, contacts, delegations, events, gate_passes, gate_risks, gates, seats, steps,
};
use crate::db::schema::{programmes, stakeholder_groups};
use crate::db::types::Json;
use crate::db::{Conn, DbError, Stored as Db, conditions};
use crate::domain::events::Grounds;
use crate::domain::programme::{OWNER, Owner, OwnerRow, StateBy, owner};
use crate::kernel::ids::{AccountId, EventId, ProgrammeId, StepId};
use crate::kernel::time::Instant;

/// Where a gate stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Target {
    Step(StepId),
    Event(EventId),
}

type GateRow = (i64, i64, Option<StepId>, Option<EventId>, Json);
const GATE: (gates::id, gates::version, gates::step_id, gates::event_id, gates::tree) =
    (gates::id, gates::version, gates::step_id, gates::event_id, gates::tree);

type Gates = (HashMap<StepId, Stored>, HashMap<EventId, Stored>);

/// Every gate of a programme: those of steps and those of events.
pub(super) fn gates(conn: &mut Conn, programme: ProgrammeId) -> Db<Gates> {
    let rows: Vec<GateRow> = gates::table.filter(gates::programme_id.eq(programme)).select(GATE).load(conn)?;
    let mut found = Gates::default();
    let mut read = HashMap::new();
    for row in &rows {
        stands(&mut found, &mut read, row)?;
    }
    Ok(found)
}

/// Steps of one kind have the same gate in every city: each is read once.
fn stands<'a>(
    found: &mut Gates,
    read: &mut HashMap<&'a str, Gate>,
    (id, version, step, event, tree): &'a GateRow,
) -> Db<()> {
    let gate = match read.get(tree.as_str()) {
        Some(gate) => gate.clone(),
        None => read.entry(tree.as_str()).or_insert(tree.read()?).clone(),
    };
    let stored = Stored { id: *id, version: *version, gate };
    match (*step, *event) {
        (Some(step), _) => drop(found.0.insert(step, stored)),
        (None, Some(event)) => drop(found.1.insert(event, stored)),
        (None, None) => return Err(DbError::Damaged("a gate of nothing".to_owned())),
    }
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = gates, treat_none_as_default_value = false)]
struct NewGate {
    version: i64,
    programme_id: ProgrammeId,
    step_id: Option<StepId>,
    event_id: Option<EventId>,
    tree: Json,
    created_at: Instant,
    updated_at: Instant,
}

/// Writes a gate over the version that was seen; none when somebody else was faster.
pub(super) fn put(
    conn: &mut Conn,
    now: Instant,
    (programme, target): (ProgrammeId, Target),
    before: &Stored,
    gate: &Gate,
) -> Db<Option<Stored>> {
    let version = before.version + 1;
    if before.version > 0 {
        let row = gates::table.filter(gates::id.eq(before.id)).filter(gates::version.eq(before.version));
        let set = (gates::version.eq(version), gates::tree.eq(Json::of(gate)?), gates::updated_at.eq(now));
        let written = diesel::update(row).set(set).execute(conn)?;
        return Ok((written == 1).then(|| Stored { id: before.id, version, gate: gate.clone() }));
    }
    let (step_id, event_id) = match target {
        Target::Step(id) => (Some(id), None),
        Target::Event(id) => (None, Some(id)),
    };
    let tree = Json::of(gate)?;
    let row = NewGate { version, programme_id: programme, step_id, event_id, tree, created_at: now, updated_at: now };
    match diesel::insert_into(gates::table).values(&row).returning(gates::id).get_result(conn).map_err(DbError::from) {
        Ok(id) => Ok(Some(Stored { id, version, gate: gate.clone() })),
        Err(DbError::Duplicate(_)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = gate_passes)]
struct PassRow {
    id: i64,
    event_id: EventId,
    grounds: Grounds,
    account_id: Option<AccountId>,
    reason: String,
    basis: Json,
    missing: Json,
    at: Instant,
}

impl PassRow {
    fn pass(self, by: Option<String>) -> Db<Pass> {
        let Rested { join, parts, unmet } = self.basis.read()?;
        Ok(Pass {
            id: self.id,
            event: self.event_id,
            grounds: self.grounds,
            account: self.account_id,
            by,
            reason: self.reason,
            basis: Gate { join, parts },
            unmet,
            missing: self.missing.read()?,
            at: self.at,
        })
    }
}

type RiskRow = (i64, Instant, Json);
const RISK: (gate_risks::id, gate_risks::since, gate_risks::missing) =
    (gate_risks::id, gate_risks::since, gate_risks::missing);

/// A pass, by whom, what is at risk of it, and since when it is replaced.
type PassageRow = (PassRow, Option<String>, Option<RiskRow>, Option<Instant>);

/// How events came through their gates.
#[derive(Default)]
pub(super) struct Passages {
    /// The last pass of each event.
    pub passes: HashMap<EventId, Pass>,
    /// What is at risk of it.
    pub risks: HashMap<EventId, Risk>,
    /// Every override there was, the newest first.
    pub overrides: HashMap<EventId, Vec<Pass>>,
}

impl Passages {
    /// Rows come newest first; the same one may come with each of several gates.
    fn take(&mut self, (row, by, risk, replaced_at): PassageRow) -> Db<()> {
        let pass = row.pass(by)?;
        let (id, event) = (pass.id, pass.event);
        if pass.grounds == Grounds::Overridden {
            let overrides = self.overrides.entry(event).or_default();
            if overrides.last().is_none_or(|last| last.id != id) {
                overrides.push(pass.clone());
            }
        }
        if replaced_at.is_none() {
            self.passes.insert(event, pass);
        }
        if let Some((id, since, missing)) = risk {
            self.risks.insert(event, Risk { id, since, missing: missing.read()? });
        }
        Ok(())
    }
}

/// The gate of an event's step and its own, with its passages, in one statement.
pub(super) fn of_event(conn: &mut Conn, event: EventId) -> Db<(Gates, Passages)> {
    let gate = gates::event_id.eq(events::id.nullable()).or(gates::step_id.eq(events::step_id));
    let counts = gate_passes::replaced_at.is_null().or(gate_passes::grounds.eq(Grounds::Overridden));
    let risk = gate_risks::pass_id.eq(gate_passes::id).and(gate_risks::cleared_at.is_null());
    let rows: Vec<(Option<GateRow>, Option<PassRow>, (Option<String>, Option<RiskRow>, Option<Instant>))> =
        events::table
            .left_join(gates::table.on(gate))
            .left_join(gate_passes::table.on(gate_passes::event_id.eq(events::id).and(counts)))
            .left_join(accounts::table.on(accounts::id.nullable().eq(gate_passes::account_id)))
            .left_join(gate_risks::table.on(risk))
            .filter(events::id.eq(event))
            .order(gate_passes::id.desc())
            .select((
                GATE.nullable(),
                Option::<PassRow>::as_select(),
                (accounts::name.nullable(), RISK.nullable(), gate_passes::replaced_at.nullable()),
            ))
            .load(conn)?;
    let (mut found, mut passages) = (Gates::default(), Passages::default());
    for (gate, pass, (by, risk, replaced_at)) in rows {
        gate.map(|row| stands(&mut found, &mut HashMap::new(), &row)).transpose()?;
        pass.map(|row| passages.take((row, by, risk, replaced_at))).transpose()?;
    }
    Ok((found, passages))
}

/// The passages of a programme's events in one statement.
pub(super) fn passages(conn: &mut Conn, programme: ProgrammeId) -> Db<Passages> {
    let risk = gate_risks::pass_id.eq(gate_passes::id).and(gate_risks::cleared_at.is_null());
    let counts = gate_passes::replaced_at.is_null().or(gate_passes::grounds.eq(Grounds::Overridden));
    let rows: Vec<PassageRow> = gate_passes::table
        .left_join(accounts::table.on(accounts::id.nullable().eq(gate_passes::account_id)))
        .left_join(gate_risks::table.on(risk))
        .filter(gate_passes::programme_id.eq(programme))
        .filter(counts)
        .order(gate_passes::id.desc())
        .select((PassRow::as_select(), accounts::name.nullable(), RISK.nullable(), gate_passes::replaced_at))
        .load(conn)?;
    let mut found = Passages::default();
    for row in rows {
        found.take(row)?;
    }
    Ok(found)
}

#[derive(Insertable)]
#[diesel(table_name = gate_passes, treat_none_as_default_value = false)]
pub(super) struct NewPass {
    pub programme_id: ProgrammeId,
    pub event_id: EventId,
    pub grounds: Grounds,
    pub account_id: Option<AccountId>,
    pub reason: String,
    pub basis: Json,
    pub missing: Json,
    pub at: Instant,
}

/// The event's newest pass. Says whether something stood at risk of the one before: that is over.
pub(super) fn insert_pass(conn: &mut Conn, row: &NewPass) -> Db<bool> {
    let earlier =
        gate_passes::table.filter(gate_passes::event_id.eq(row.event_id)).filter(gate_passes::replaced_at.is_null());
    diesel::update(earlier).set(gate_passes::replaced_at.eq(Some(row.at))).execute(conn)?;
    let open = gate_risks::table.filter(gate_risks::event_id.eq(row.event_id)).filter(gate_risks::cleared_at.is_null());
    let ended = diesel::update(open).set(gate_risks::cleared_at.eq(Some(row.at))).execute(conn)?;
    diesel::insert_into(gate_passes::table).values(row).execute(conn)?;
    Ok(ended > 0)
}

#[derive(Insertable)]
#[diesel(table_name = gate_risks)]
struct NewRisk {
    event_id: EventId,
    pass_id: i64,
    since: Instant,
    missing: Json,
}

/// An event is at risk from now on; none when it is already, or rests on another pass by now. The caller holds the event's lock.
pub(super) fn insert_risk(conn: &mut Conn, now: Instant, pass: &Pass, missing: &[Kept]) -> Db<Option<i64>> {
    let current = gate_passes::table.filter(gate_passes::id.eq(pass.id)).filter(gate_passes::replaced_at.is_null());
    if !diesel::select(diesel::dsl::exists(current)).get_result::<bool>(conn)? {
        return Ok(None);
    }
    let row = NewRisk { event_id: pass.event, pass_id: pass.id, since: now, missing: Json::of(&missing)? };
    Ok(each!(conn, c => diesel::insert_into(gate_risks::table)
        .values(&row)
        .on_conflict_do_nothing()
        .returning(gate_risks::id)
        .get_result(c)
        .optional())?)
}

pub(super) fn set_missing(conn: &mut Conn, risk: i64, missing: &[Kept]) -> Db<()> {
    let set = gate_risks::missing.eq(Json::of(&missing)?);
    diesel::update(gate_risks::table.filter(gate_risks::id.eq(risk))).set(set).execute(conn)?;
    Ok(())
}

/// Whether it stood until now.
pub(super) fn clear_risk(conn: &mut Conn, now: Instant, risk: i64) -> Db<bool> {
    let open = gate_risks::table.filter(gate_risks::id.eq(risk)).filter(gate_risks::cleared_at.is_null());
    Ok(diesel::update(open).set(gate_risks::cleared_at.eq(Some(now))).execute(conn)? == 1)
}

/// What a mail about a risk needs: the event, and whether it still stands.
pub(super) fn risk(conn: &mut Conn, id: i64) -> Db<Option<(EventId, Risk, Option<Instant>)>> {
    let row: Option<(EventId, Instant, Json, Option<Instant>)> = gate_risks::table
        .filter(gate_risks::id.eq(id))
        .select((gate_risks::event_id, gate_risks::since, gate_risks::missing, gate_risks::cleared_at))
        .first(conn)
        .optional()?;
    let read = |(event, since, missing, cleared): (_, _, Json, _)| -> Db<_> {
        Ok((event, Risk { id, since, missing: missing.read()? }, cleared))
    };
    row.map(read).transpose()
}

/// Programmes in which something may have to be settled: events that rest on something, or steps that follow what happens.
pub(super) fn watched(conn: &mut Conn) -> Db<Vec<ProgrammeId>> {
    let resting = gate_passes::table.filter(gate_passes::replaced_at.is_null()).select(gate_passes::programme_id);
    let following = steps::table.filter(steps::state_by.eq(StateBy::Facts)).select(steps::programme_id);
    Ok(programmes::table
        .filter(programmes::id.eq_any(resting).or(programmes::id.eq_any(following)))
        .order(programmes::id)
        .select(programmes::id)
        .load(conn)?)
}

/// Seats that have accepted, by event and stakeholder group. An institution's place belongs to the groups of whoever is named for it; while
/// nobody is, and the event counts places, to those of whoever speaks for the institution.
pub(super) fn accepted(conn: &mut Conn, programme: ProgrammeId) -> Db<HashMap<(EventId, String), i64>> {
    let rows: Vec<(EventId, String, i64)> = seats::table
        .inner_join(events::table)
        .inner_join(contact_groups::table.on(contact_groups::contact_id.nullable().eq(seats::contact_id)))
        .inner_join(stakeholder_groups::table.on(stakeholder_groups::id.eq(contact_groups::group_id)))
        .filter(events::programme_id.eq(programme))
        .filter(seats::removed_at.is_null())
        .filter(seats::answer.eq("accepted"))
        .group_by((seats::event_id, stakeholder_groups::code))
        .select((seats::event_id, stakeholder_groups::code, diesel::dsl::count_star()))
        .load(conn)?;
    let nameless: Vec<(EventId, String, i64)> = seats::table
        .inner_join(
            delegations::table.on(delegations::event_id
                .eq(seats::event_id)
                .and(delegations::organisation_id.nullable().eq(seats::organisation_id))),
        )
        .inner_join(contact_groups::table.on(contact_groups::contact_id.eq(delegations::contact_id)))
        .inner_join(stakeholder_groups::table.on(stakeholder_groups::id.eq(contact_groups::group_id)))
        .filter(delegations::programme_id.eq(programme))
        .filter(delegations::removed_at.is_null())
        .filter(seats::contact_id.is_null())
        .filter(seats::removed_at.is_null())
        .filter(seats::answer.eq("accepted"))
        .filter(conditions::counted_seat())
        .group_by((seats::event_id, stakeholder_groups::code))
        .select((seats::event_id, stakeholder_groups::code, diesel::dsl::count_star()))
        .load(conn)?;
    let mut accepted: HashMap<(EventId, String), i64> = HashMap::new();
    for (event, group, n) in rows.into_iter().chain(nameless) {
        *accepted.entry((event, group)).or_default() += n;
    }
    Ok(accepted)
}

/// Who stands behind each event.
pub(super) fn contacts(conn: &mut Conn, programme: ProgrammeId) -> Db<HashMap<EventId, Owner>> {
    let rows: Vec<(EventId, OwnerRow)> = events::table
        .inner_join(contacts::table)
        .filter(events::programme_id.eq(programme))
        .filter(contacts::erased_at.is_null())
        .select((events::id, OWNER))
        .load(conn)?;
    rows.into_iter().map(|(event, row)| Ok((event, owner(row)?))).collect()
}
