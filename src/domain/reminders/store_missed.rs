//! What did not leave on its day, each kept once.

use std::collections::HashSet;

use diesel::prelude::*;

use super::missed::{MissedId, MissedState};
use super::model::{RuleId, RuleKind};
use crate::db::conn::each;
use crate::db::schema::{reminder_missed as missed, reminder_rules as rules};
use crate::db::{Conn, Stored};
use crate::kernel::ids::{EventId, ProgrammeId, PublicId};
use crate::kernel::time::Instant;

/// What nobody has decided about in a programme, with what the keys of its mails would begin with.
pub(super) fn open_of(conn: &mut Conn, programme: ProgrammeId) -> Stored<Vec<(MissedId, String)>> {
    Ok(missed::table
        .filter(missed::programme_id.eq(programme))
        .filter(missed::state.eq(MissedState::Open))
        .order(missed::id)
        .select((missed::id, missed::turn))
        .load(conn)?)
}

/// Which of these are open, or decided about. What was let go of may be missed again, where what it counts from is called back.
pub(super) fn known(conn: &mut Conn, turns: Vec<String>) -> Stored<HashSet<String>> {
    let kept = missed::table.filter(missed::turn.eq_any(turns)).filter(missed::state.ne(MissedState::Moot));
    let found: Vec<String> = kept.select(missed::turn).load(conn)?;
    Ok(found.into_iter().collect())
}

/// Whether one was kept for an event, whatever became of it.
pub(super) fn was_kept(conn: &mut Conn, event: EventId, id: &PublicId) -> Stored<bool> {
    let row = missed::table.filter(missed::event_id.eq(event)).filter(missed::public_id.eq(id.clone()));
    let found: Vec<MissedId> = row.select(missed::id).load(conn)?;
    Ok(!found.is_empty())
}

/// What the keys of those mails of an event would begin with that somebody has decided not to send.
pub(super) fn dismissed_of(conn: &mut Conn, event: EventId) -> Stored<HashSet<String>> {
    let kept = missed::table.filter(missed::event_id.eq(event)).filter(missed::state.eq(MissedState::Dismissed));
    let found: Vec<String> = kept.select(missed::turn).load(conn)?;
    Ok(found.into_iter().collect())
}

pub(super) struct NewMissed {
    pub programme: ProgrammeId,
    pub rule: RuleId,
    pub event: EventId,
    pub turn: String,
    pub missed_at: Instant,
    pub closes_at: Instant,
    pub people: i64,
}

/// Whether it was not kept already: of several who find it at the same moment one keeps it.
pub(super) fn insert(conn: &mut Conn, now: Instant, new: &NewMissed) -> Stored<bool> {
    let row = (
        missed::public_id.eq(PublicId::random()),
        missed::programme_id.eq(new.programme),
        missed::rule_id.eq(new.rule),
        missed::event_id.eq(new.event),
        missed::turn.eq(new.turn.clone()),
        missed::missed_at.eq(new.missed_at),
        missed::closes_at.eq(new.closes_at),
        missed::people.eq(new.people),
        missed::state.eq(MissedState::Open),
        missed::reason.eq(String::new()),
        missed::created_at.eq(now),
    );
    let made = each!(conn, c => diesel::insert_into(missed::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(made == 1)
}

/// Whether it was let go of, and is open again.
pub(super) fn reopen(conn: &mut Conn, new: &NewMissed) -> Stored<bool> {
    let row = missed::table.filter(missed::turn.eq(new.turn.clone())).filter(missed::state.eq(MissedState::Moot));
    let set = (
        missed::missed_at.eq(new.missed_at),
        missed::closes_at.eq(new.closes_at),
        missed::people.eq(new.people),
        missed::state.eq(MissedState::Open),
        missed::settled_at.eq(None::<Instant>),
    );
    Ok(diesel::update(row).set(set).execute(conn)? == 1)
}

/// Whether nobody had decided before.
pub(super) fn settle(
    conn: &mut Conn,
    now: Instant,
    id: MissedId,
    (state, reason): (MissedState, &str),
) -> Stored<bool> {
    let row = missed::table.filter(missed::id.eq(id)).filter(missed::state.eq(MissedState::Open));
    let set = (missed::state.eq(state), missed::reason.eq(reason.to_owned()), missed::settled_at.eq(Some(now)));
    Ok(diesel::update(row).set(set).execute(conn)? == 1)
}

/// A row of what is open, with its rule.
#[derive(Queryable)]
pub(super) struct OpenRow {
    pub id: MissedId,
    pub public_id: PublicId,
    pub rule: RuleId,
    pub kind: RuleKind,
    pub turn: String,
    pub missed_at: Instant,
    pub people: i64,
}

/// What nobody has decided about at an event, by time.
pub(super) fn of_event(conn: &mut Conn, event: EventId, now: Instant) -> Stored<Vec<OpenRow>> {
    Ok(missed::table
        .inner_join(rules::table)
        .filter(missed::event_id.eq(event))
        .filter(missed::state.eq(MissedState::Open))
        .filter(missed::closes_at.gt(now))
        .filter(rules::removed_at.is_null())
        .order((missed::missed_at, missed::id))
        .select((
            missed::id,
            missed::public_id,
            rules::id,
            rules::kind,
            missed::turn,
            missed::missed_at,
            missed::people,
        ))
        .load(conn)?)
}
