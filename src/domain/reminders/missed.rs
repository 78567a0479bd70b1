//! What did not leave on its day, by rules that then ask somebody ([`Late::Task`](super::Late::Task)): kept by the reconciler, sent or
//! dismissed by people.

use std::collections::HashSet;
use std::sync::Arc;

use super::ground::{Ground, People};
use super::look::Line;
use super::model::{ReminderError, RuleKind};
use super::occurrence::{Subject, Turn, prefix};
use super::store_missed::{self, NewMissed, OpenRow};
use super::{due, store_around, went};
use crate::access::{Action, Context, Denied, require};
use crate::db::types::text_enum;
use crate::db::{Conn, Stored};
use crate::domain::history::{self, Change, Entity, Record};
use crate::domain::invitations::EventFacts;
use crate::domain::{outbox, programme};
use crate::kernel::ids::{CityId, EventId, Id, ProgrammeId, PublicId};
use crate::kernel::invalid::{Invalid, line};
use crate::kernel::time::Instant;

type Result<T> = std::result::Result<T, ReminderError>;

#[derive(Debug)]
pub enum MissedNoun {}
pub type MissedId = Id<MissedNoun>;

text_enum! {
    /// What became of a reminder that did not leave on its day.
    pub enum MissedState {
        /// Somebody is to decide.
        Open = "open",
        /// It was sent later.
        Sent = "sent",
        Dismissed = "dismissed",
        /// It is of no use any more: the event is off, has another day, or its time has come; or the rule has changed. Where that is
        /// called back in time, it is open again.
        Moot = "moot",
    }
}

/// A reminder that did not leave on its day, and about which nobody has decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Missed {
    pub public_id: PublicId,
    pub kind: RuleKind,
    /// When it was to leave.
    pub at: Instant,
    /// How many it was to reach when it was found.
    pub people: i64,
}

/// The most that somebody may say about a dismissal, in characters.
const REASON: usize = 500;

/// Keeps down what of these turns was missed, and lets go of what is so no more. The caller is the engine.
pub(super) fn keep(conn: &mut Conn, cx: &Context, ground: &Ground, turns: &[Turn]) -> Result<()> {
    let programme = ground.outline.programme.id;
    let mut missed: Vec<Turn> = turns.iter().filter(|turn| turn.is_missed(cx.now)).cloned().collect();
    let standing: HashSet<String> = missed.iter().map(Turn::prefix).collect();
    for (id, turn) in store_missed::open_of(conn, programme)? {
        if !standing.contains(&turn) {
            store_missed::settle(conn, cx.now, id, (MissedState::Moot, ""))?;
        }
    }
    if missed.is_empty() {
        return Ok(());
    }
    let known = store_missed::known(conn, standing.into_iter().collect())?;
    missed.retain(|turn| !known.contains(&turn.prefix()));
    if missed.is_empty() {
        return Ok(());
    }
    let open = went::open(conn, ground, missed)?;
    let open = went::with_anybody(conn, open)?;
    let people = People::load(conn, cx, ground, &open)?;
    for turn in &open {
        let reached = people.crowd(ground, turn).people;
        if let Some(event) = went::event_of(turn).filter(|_| reached > 0) {
            make(conn, cx, (programme, event), (turn, reached))?;
        }
    }
    Ok(())
}

fn make(
    conn: &mut Conn,
    cx: &Context,
    (programme, event): (ProgrammeId, EventId),
    (turn, reached): (&Turn, usize),
) -> Result<()> {
    let new = NewMissed {
        programme,
        rule: turn.of.rule.id,
        event,
        turn: turn.prefix(),
        missed_at: turn.occurrence.at.instant(),
        closes_at: turn.useful_until(),
        people: i64::try_from(reached).unwrap_or(i64::MAX),
    };
    // That it did not leave stands in history already.
    if store_missed::reopen(conn, &new)? {
        return Ok(());
    }
    if store_missed::insert(conn, cx.now, &new)? {
        record(conn, cx, (programme, turn.subject.city(), event), ("reminder-missed", turn.of.rule.kind, ""))?;
    }
    Ok(())
}

fn record(
    conn: &mut Conn,
    cx: &Context,
    (programme, city, event): (ProgrammeId, Option<CityId>, EventId),
    (verb, kind, reason): (&'static str, RuleKind, &str),
) -> Stored<()> {
    let record = Record::new(Entity::Event, event.raw(), verb).within(programme, city).because(reason);
    history::record(conn, cx, record.changes([Change::of("reminder", "", kind)]))?;
    Ok(())
}

/// What did not leave for an event, for those who may see its guests. What it counts from may have moved since the last look.
pub fn list(conn: &mut Conn, cx: &Context, event: &EventFacts) -> Result<Vec<Missed>> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    let open = standing(conn, cx, event)?.into_iter();
    let missed =
        |row: OpenRow| Missed { public_id: row.public_id, kind: row.kind, at: row.missed_at, people: row.people };
    Ok(open.map(missed).collect())
}

/// One of them with whom it would reach now, before it is sent.
pub fn foresee(conn: &mut Conn, cx: &Context, event: &EventFacts, id: &PublicId) -> Result<Line> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    let (_, ground, turn) = one(conn, cx, event, id)?;
    let people = People::load(conn, cx, &ground, std::slice::from_ref(&turn))?;
    Ok(Line { crowd: Some(people.crowd(&ground, &turn)), turn })
}

/// Sends it to everybody whom it would have reached and still does; says how many these are.
pub fn send(conn: &mut Conn, cx: &Context, event: &EventFacts, id: &PublicId) -> Result<usize> {
    require(&cx.actor, Action::ReleaseInvitations, event.scope())?;
    let (row, ground, turn) = one(conn, cx, event, id)?;
    if !store_missed::settle(conn, cx.now, row.id, (MissedState::Sent, ""))? {
        return Err(ReminderError::Stale);
    }
    let people = People::load(conn, cx, &ground, std::slice::from_ref(&turn))?;
    let held = store_around::held_until(conn, &[event.id], cx.now)?;
    let due_at = held.get(&event.id).copied().unwrap_or_default().max(cx.now);
    let written = outbox::enqueue_all(conn, cx, &due::letters((&ground, &people), &turn, due_at))?;
    record(conn, cx, (event.programme, event.city, event.id), ("reminder-sent", row.kind, ""))?;
    Ok(written)
}

/// Lets it be: nothing is sent, and nobody is asked again.
pub fn dismiss(conn: &mut Conn, cx: &Context, event: &EventFacts, id: &PublicId, reason: &str) -> Result<()> {
    require(&cx.actor, Action::Invite, event.scope())?;
    let reason = line(reason, REASON).map_err(|fault| Invalid::one("reason", fault))?;
    let (row, ..) = one(conn, cx, event, id)?;
    if !store_missed::settle(conn, cx.now, row.id, (MissedState::Dismissed, &reason))? {
        return Err(ReminderError::Stale);
    }
    record(conn, cx, (event.programme, event.city, event.id), ("reminder-dismissed", row.kind, &reason))?;
    Ok(())
}

/// That one was asked about at the event and is no more: somebody decided, or it is of no use. Of what was never asked about nothing is
/// found.
pub fn asked_once(conn: &mut Conn, cx: &Context, event: &EventFacts, id: &PublicId) -> Result<()> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    if store_missed::was_kept(conn, event.id, id)? { Ok(()) } else { Err(Denied::NotFound.into()) }
}

/// What is open at an event of a programme that is not closed, and counts from a day that the event still has.
fn standing(conn: &mut Conn, cx: &Context, event: &EventFacts) -> Stored<Vec<OpenRow>> {
    // Nothing of a closed programme is sent, and nobody is asked whether it is.
    if programme::closed(conn)?.contains(&event.programme) {
        return Ok(Vec::new());
    }
    let subject = Subject::Event(Arc::new(event.view.clone()));
    let mut open = store_missed::of_event(conn, event.id, cx.now)?;
    open.retain(|row| {
        let anchor = subject.anchor(row.kind.anchor());
        anchor.is_some_and(|anchor| prefix(row.rule, subject.id(), anchor.date()) == row.turn)
    });
    Ok(open)
}

/// One that is open, and the turn that it is.
fn one(conn: &mut Conn, cx: &Context, event: &EventFacts, id: &PublicId) -> Result<(OpenRow, Ground, Turn)> {
    let found = standing(conn, cx, event)?.into_iter().find(|row| row.public_id == *id);
    let row = found.ok_or(Denied::NotFound)?;
    let ground = Ground::of_event(conn, cx, &event.view)?;
    let all = ground.turns(conn, cx.now)?;
    let turn = all.into_iter().find(|turn| turn.is_missed(cx.now) && turn.prefix() == row.turn);
    Ok((row, ground, turn.ok_or(Denied::NotFound)?))
}
