//! What a rule would arm, told before it is saved.

use super::ground::Ground;
use super::look::{Line, Outlook};
use super::model::{InForce, NewRule, Own, OwnWish, ReminderError, Rule, RuleId, Timing};
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
    let mut rules = store::rules_of(conn, programme)?;
    rules.retain(|known| known.id != id);
    rules.push(rule);
    let ground = Ground::load(conn, cx, programme, Some(rules))?;
    Outlook::of(conn, cx, &ground, Some(id))
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
