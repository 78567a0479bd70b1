//! Rules, and what events do with them.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{InForce, Late, NewRule, Own, OwnWish, Rule, RuleId, RuleKind, Timing};
use crate::db::schema::{reminder_rules as rules, reminder_settings as settings};
use crate::db::{Conn, DbError, Stored};
use crate::kernel::ids::{EventId, ProgrammeId, PublicId};
use crate::kernel::time::Instant;

#[derive(Queryable, Selectable)]
#[diesel(table_name = rules)]
struct RuleRow {
    id: RuleId,
    public_id: PublicId,
    version: i64,
    programme_id: ProgrammeId,
    kind: RuleKind,
    days: i32,
    clock: String,
    late: Late,
    armed_at: Instant,
    removed_at: Option<Instant>,
}

fn timing(days: i32, clock: &str, late: Late) -> Stored<Timing> {
    let damaged = |what: &str| DbError::Damaged(format!("{what} of a reminder cannot be read"));
    let days = u32::try_from(days).map_err(|_| damaged("the days"))?;
    Ok(Timing { days, clock: clock.parse().map_err(|_| damaged("the hour"))?, late })
}

/// As they are kept: bounded by what is read from forms.
fn kept(days: u32) -> i32 {
    i32::try_from(days).unwrap_or(i32::MAX)
}

impl RuleRow {
    fn read(self) -> Stored<Rule> {
        Ok(Rule {
            id: self.id,
            public_id: self.public_id,
            version: self.version,
            programme: self.programme_id,
            kind: self.kind,
            timing: timing(self.days, &self.clock, self.late)?,
            armed_at: self.armed_at,
        })
    }
}

/// The rules of a programme, as they were made.
pub(super) fn rules_of(conn: &mut Conn, programme: ProgrammeId) -> Stored<Vec<Rule>> {
    let rows: Vec<RuleRow> = rules::table
        .filter(rules::programme_id.eq(programme))
        .filter(rules::removed_at.is_null())
        .order(rules::id)
        .select(RuleRow::as_select())
        .load(conn)?;
    rows.into_iter().map(RuleRow::read).collect()
}

/// Every programme that has any.
pub(super) fn programmes(conn: &mut Conn) -> Stored<Vec<ProgrammeId>> {
    let ids: Vec<ProgrammeId> = rules::table
        .filter(rules::removed_at.is_null())
        .order(rules::programme_id)
        .select(rules::programme_id)
        .distinct()
        .load(conn)?;
    Ok(ids)
}

pub(super) fn by_public_id(conn: &mut Conn, id: &PublicId) -> Stored<Option<Rule>> {
    let row: Option<RuleRow> = rules::table
        .filter(rules::public_id.eq(id))
        .filter(rules::removed_at.is_null())
        .select(RuleRow::as_select())
        .first(conn)
        .optional()?;
    row.map(RuleRow::read).transpose()
}

/// Rules by number, those that were taken away among them; with whether they were.
pub(super) fn by_ids(conn: &mut Conn, ids: &[RuleId]) -> Stored<HashMap<RuleId, (Rule, bool)>> {
    let rows: Vec<RuleRow> =
        rules::table.filter(rules::id.eq_any(ids.iter().copied())).select(RuleRow::as_select()).load(conn)?;
    rows.into_iter()
        .map(|row| {
            let removed = row.removed_at.is_some();
            Ok((row.id, (row.read()?, removed)))
        })
        .collect()
}

/// Whether another rule says the same to the same people at the same hour.
fn is_there(conn: &mut Conn, programme: ProgrammeId, but: Option<RuleId>, rule: &NewRule) -> Stored<bool> {
    let found: Vec<RuleId> = rules::table
        .filter(rules::programme_id.eq(programme))
        .filter(rules::removed_at.is_null())
        .filter(rules::kind.eq(rule.kind))
        .filter(rules::days.eq(kept(rule.timing.days)))
        .filter(rules::clock.eq(rule.timing.clock.to_string()))
        .select(rules::id)
        .load(conn)?;
    Ok(found.into_iter().any(|id| Some(id) != but))
}

/// What came of writing a rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Written<T> {
    Done(T),
    /// Another says the same.
    There,
    Stale,
}

/// Asked first: a failed statement would end a transaction on PostgreSQL. Who races is told "there" by the index all the same.
pub(super) fn insert(
    conn: &mut Conn,
    now: Instant,
    programme: ProgrammeId,
    rule: &NewRule,
) -> Stored<Written<(RuleId, PublicId)>> {
    if is_there(conn, programme, None, rule)? {
        return Ok(Written::There);
    }
    let public_id = PublicId::random();
    let row = (
        rules::public_id.eq(public_id.clone()),
        rules::version.eq(1_i64),
        rules::programme_id.eq(programme),
        rules::kind.eq(rule.kind),
        rules::days.eq(kept(rule.timing.days)),
        rules::clock.eq(rule.timing.clock.to_string()),
        rules::late.eq(rule.timing.late),
        rules::armed_at.eq(now),
        rules::created_at.eq(now),
        rules::updated_at.eq(now),
    );
    let made = diesel::insert_into(rules::table).values(row).returning(rules::id).get_result::<RuleId>(conn);
    match made.map_err(DbError::from) {
        Ok(id) => Ok(Written::Done((id, public_id))),
        Err(DbError::Duplicate(_)) => Ok(Written::There),
        Err(fault) => Err(fault),
    }
}

pub(super) fn update(
    conn: &mut Conn,
    now: Instant,
    (before, seen): (&Rule, i64),
    timing: Timing,
) -> Stored<Written<()>> {
    if is_there(conn, before.programme, Some(before.id), &NewRule { kind: before.kind, timing })? {
        return Ok(Written::There);
    }
    let row = rules::table
        .filter(rules::id.eq(before.id))
        .filter(rules::version.eq(seen))
        .filter(rules::removed_at.is_null());
    let set = (
        rules::version.eq(seen + 1),
        rules::days.eq(kept(timing.days)),
        rules::clock.eq(timing.clock.to_string()),
        rules::late.eq(timing.late),
        rules::armed_at.eq(now),
        rules::updated_at.eq(now),
    );
    match diesel::update(row).set(set).execute(conn).map_err(DbError::from) {
        Ok(1) => Ok(Written::Done(())),
        Ok(_) => Ok(Written::Stale),
        Err(DbError::Duplicate(_)) => Ok(Written::There),
        Err(fault) => Err(fault),
    }
}

/// Whether the version was the one that was seen.
pub(super) fn remove(conn: &mut Conn, now: Instant, id: RuleId, seen: i64) -> Stored<bool> {
    let row = rules::table.filter(rules::id.eq(id)).filter(rules::version.eq(seen)).filter(rules::removed_at.is_null());
    let set = (rules::version.eq(seen + 1), rules::removed_at.eq(Some(now)), rules::updated_at.eq(now));
    Ok(diesel::update(row).set(set).execute(conn)? == 1)
}

type OwnRow = (RuleId, i64, EventId, OwnWish, i32, String, Late, Instant);

macro_rules! own_columns {
    () => {
        (
            settings::rule_id,
            settings::version,
            settings::event_id,
            settings::wish,
            settings::days,
            settings::clock,
            settings::late,
            settings::armed_at,
        )
    };
}

fn own((rule, version, event, wish, days, clock, late, armed_at): OwnRow) -> Stored<(RuleId, Own)> {
    Ok((rule, Own { version, event, wish, timing: timing(days, &clock, late)?, armed_at }))
}

/// What the events of a programme do with its rules.
pub(super) fn own_of(conn: &mut Conn, programme: ProgrammeId) -> Stored<HashMap<(RuleId, EventId), Own>> {
    let rows: Vec<OwnRow> = settings::table
        .inner_join(rules::table)
        .filter(rules::programme_id.eq(programme))
        .filter(rules::removed_at.is_null())
        .select(own_columns!())
        .load(conn)?;
    rows.into_iter()
        .map(|row| {
            let (rule, own) = own(row)?;
            Ok(((rule, own.event), own))
        })
        .collect()
}

/// What one event does with these rules.
pub(super) fn of_event(conn: &mut Conn, all: Vec<Rule>, event: EventId) -> Stored<Vec<InForce>> {
    let rows: Vec<OwnRow> = settings::table.filter(settings::event_id.eq(event)).select(own_columns!()).load(conn)?;
    let mut own = rows.into_iter().map(own).collect::<Stored<HashMap<RuleId, Own>>>()?;
    Ok(all.into_iter().map(|rule| InForce { own: own.remove(&rule.id), rule }).collect())
}

/// Whether what was seen is still so.
pub(super) fn put_own(
    conn: &mut Conn,
    now: Instant,
    (of, event): (&InForce, EventId),
    seen: i64,
    (wish, timing): (OwnWish, Timing),
) -> Stored<bool> {
    let (days, clock) = (kept(timing.days), timing.clock.to_string());
    if of.own.is_some() {
        let row = settings::table
            .filter(settings::rule_id.eq(of.rule.id))
            .filter(settings::event_id.eq(event))
            .filter(settings::version.eq(seen));
        let set = (
            settings::version.eq(seen + 1),
            settings::wish.eq(wish),
            settings::days.eq(days),
            settings::clock.eq(clock),
            settings::late.eq(timing.late),
            settings::armed_at.eq(now),
            settings::updated_at.eq(now),
        );
        return Ok(diesel::update(row).set(set).execute(conn)? == 1);
    }
    if seen != 0 {
        return Ok(false);
    }
    let row = (
        settings::version.eq(1_i64),
        settings::rule_id.eq(of.rule.id),
        settings::event_id.eq(event),
        settings::wish.eq(wish),
        settings::days.eq(days),
        settings::clock.eq(clock),
        settings::late.eq(timing.late),
        settings::armed_at.eq(now),
        settings::updated_at.eq(now),
    );
    match diesel::insert_into(settings::table).values(row).execute(conn).map_err(DbError::from) {
        Ok(_) => Ok(true),
        Err(DbError::Duplicate(_)) => Ok(false),
        Err(fault) => Err(fault),
    }
}
