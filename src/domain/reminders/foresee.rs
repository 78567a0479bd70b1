//! What a rule would arm, told before it is saved.

use std::collections::HashSet;

use super::ground::Ground;
use super::look::{Line, Outlook};
use super::model::{InForce, NewRule, Own, OwnWish, ReminderError, Rule, RuleId, Timing};
use super::occurrence::{SubjectId, Time, Turn};
use super::rules::{event_rules, one};
use super::store;
use crate::access::{Action, Context, Scope, require};
use crate::db::Conn;
use crate::domain::invitations::EventFacts;
use crate::kernel::ids::{ProgrammeId, PublicId};

/// A rule that is not made yet stands behind all others.
const UNMADE: RuleId = RuleId::new(i64::MAX);

type Result<T> = std::result::Result<T, ReminderError>;

/// What a rule would arm, new or with another time; for those who may write it.
pub fn foresee(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    (existing, new): (Option<&Rule>, &NewRule),
) -> Result<Outlook> {
    require(&cx.actor, Action::EditProgramme, Scope::Programme(programme))?;
    let id = existing.map_or(UNMADE, |rule| rule.id);
    let rule = Rule {
        id,
        public_id: existing.map_or_else(PublicId::random, |rule| rule.public_id.clone()),
        version: existing.map_or(0, |rule| rule.version),
        programme,
        kind: new.kind,
        timing: new.timing,
        armed_at: cx.now,
    };
    let known = store::rules_of(conn, programme)?;
    let mut rules = known.clone();
    rules.retain(|known| known.id != id);
    rules.push(rule);
    let ground = Ground::load(conn, cx, programme, Some(rules))?;
    let as_it_is = Ground { rules: known, ..ground.clone() };
    let displaced = displaced(conn, cx, (&as_it_is, &ground), id)?;
    Ok(Outlook { displaced, ..Outlook::of(conn, cx, &ground, Some(id))? })
}

/// How many reminders of other rules leave as things are, and would not any more.
fn displaced(conn: &mut Conn, cx: &Context, (before, after): (&Ground, &Ground), id: RuleId) -> Result<usize> {
    let ahead = |turns: Vec<Turn>| -> HashSet<(RuleId, SubjectId)> {
        let others = turns.iter().filter(|turn| turn.of.rule.id != id && turn.time(cx.now) == Time::Ahead);
        others.map(|turn| (turn.of.rule.id, turn.subject.id())).collect()
    };
    let (before, after) = (ahead(before.turns(conn, cx.now)?), ahead(after.turns(conn, cx.now)?));
    Ok(before.difference(&after).count())
}

/// What an event's own wish would arm; for those who may write it. No line: nothing.
pub fn foresee_own(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    rule: &PublicId,
    (wish, timing): (OwnWish, Timing),
) -> Result<(InForce, Option<Line>)> {
    require(&cx.actor, Action::Invite, event.scope())?;
    let before = one(event_rules(conn, cx, event)?, rule)?;
    let own = Own { version: before.version(), event: event.id, wish, timing, armed_at: cx.now };
    let mut ground = Ground::of_event(conn, cx, &event.view)?;
    ground.own.insert((before.rule.id, event.id), own);
    let line = Outlook::of(conn, cx, &ground, Some(before.rule.id))?.lines.pop();
    Ok((before, line))
}
