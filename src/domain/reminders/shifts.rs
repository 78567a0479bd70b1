//! Which reminders go along with an event that moves, and which will not be sent: told before it is done.

use std::sync::Arc;

use super::ground::{Ground, People};
use super::model::{ReminderError, Rule, RuleKind};
use super::occurrence::{Occurrence, Subject, Time, Turn, once_a_day};
use super::people::{Crowd, Person};
use super::{store_around, went};
use crate::access::{Action, Context, Scope, require};
use crate::db::Conn;
use crate::db::types::text_enum;
use crate::domain::events::transitions::{self, Way};
use crate::domain::events::{Event, EventView, Move};
use crate::domain::programme;
use crate::kernel::time::WallTime;

type Result<T> = std::result::Result<T, ReminderError>;

text_enum! {
    /// What becomes of a reminder.
    pub enum Became {
        /// It leaves at another time.
        Shifts = "shifts",
        /// It keeps its time, and reaches others: whoever is asked again is reminded as well.
        Stays = "stays",
        /// It is armed, where nothing was.
        Anew = "anew",
        /// It is not sent: its time would be past, or there is nothing to remind of.
        Lost = "lost",
    }
}

/// One rule's reminder, before and after.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shift {
    pub kind: RuleKind,
    pub became: Became,
    pub before: Option<Occurrence>,
    pub after: Option<Occurrence>,
    /// Whom it will reach; of one that is lost, whom it would have reached.
    pub people: usize,
}

/// What of some rules is still to leave, and to how many.
pub(super) struct Pending {
    pub turn: Turn,
    pub people: usize,
}

/// Every reminder that a planned move shifts, arms or loses, or that reaches others by it.
pub fn shifts(conn: &mut Conn, cx: &Context, planned: &Move) -> Result<Vec<Shift>> {
    let before = &planned.before;
    let mut event = planned.after();
    if let Some(way) = transitions::from(event.state).find(|way| way.way == Way::Replan) {
        event.state = way.to;
    }
    let step = before.step.clone().filter(|step| event.step == Some(step.id));
    let after = EventView { event, city: planned.city.clone(), step };
    compare(conn, cx, before, Some((&after, Answers::Fall)))
}

/// The same where answers are taken until another moment, and everything else stays.
pub fn deadline_shifts(
    conn: &mut Conn,
    cx: &Context,
    view: &EventView,
    reply_by: Option<WallTime>,
) -> Result<Vec<Shift>> {
    let event = Event { reply_by, ..view.event.clone() };
    let after = EventView { event, ..view.clone() };
    compare(conn, cx, view, Some((&after, Answers::Stand)))
}

/// Every reminder that is not sent once an event is postponed or cancelled.
pub fn stops(conn: &mut Conn, cx: &Context, view: &EventView) -> Result<Vec<Shift>> {
    compare(conn, cx, view, None)
}

/// What becomes of what guests have answered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answers {
    Stand,
    /// Whoever had said that they come is asked again.
    Fall,
}

fn compare(
    conn: &mut Conn,
    cx: &Context,
    before: &EventView,
    after: Option<(&EventView, Answers)>,
) -> Result<Vec<Shift>> {
    let event = &before.event;
    require(&cx.actor, Action::SeeGuests, Scope::of(event.programme, event.city))?;
    // Of a programme that is over nothing is sent in any case.
    if programme::closed(conn)?.contains(&event.programme) {
        return Ok(Vec::new());
    }
    let ground = Ground::of_event(conn, cx, before)?;
    let was = pending_now(conn, cx, &ground)?;
    let will = match after {
        Some((after, answers)) => pending_then(conn, cx, &ground, (after, answers), &was)?,
        None => Vec::new(),
    };
    Ok(each_rule(&ground.rules, (&was, &will), shift))
}

/// A rule's reminder on one side: when it leaves, and to how many.
pub(super) type End = Option<(Occurrence, usize)>;

/// What becomes of each rule's reminder of one thing.
pub(super) fn each_rule(
    rules: &[Rule],
    (was, will): (&[Pending], &[Pending]),
    told: impl Fn(RuleKind, End, End) -> Option<Shift>,
) -> Vec<Shift> {
    let of = |all: &[Pending], rule: &Rule| {
        let found = all.iter().find(|pending| pending.turn.of.rule.id == rule.id);
        found.map(|pending| (pending.turn.occurrence, pending.people))
    };
    rules.iter().filter_map(|rule| told(rule.kind, of(was, rule), of(will, rule))).collect()
}

pub(super) fn shift(kind: RuleKind, was: End, will: End) -> Option<Shift> {
    let (before, after) = (was.map(|(at, _)| at), will.map(|(at, _)| at));
    let (became, people) = match (was, will) {
        (Some((before, n)), Some((after, people))) if before.at == after.at && n == people => return None,
        // Where nobody is concerned there is nothing to tell.
        _ if [was, will].into_iter().flatten().all(|(_, people)| people == 0) => return None,
        (Some((before, _)), Some((after, people))) if before.at == after.at => (Became::Stays, people),
        (Some(_), Some((_, people))) => (Became::Shifts, people),
        (None, Some((_, people))) => (Became::Anew, people),
        (Some((_, people)), None) => (Became::Lost, people),
        (None, None) => return None,
    };
    Some(Shift { kind, became, before, after, people })
}

/// What would leave if nothing changed.
pub(super) fn pending_now(conn: &mut Conn, cx: &Context, ground: &Ground) -> Result<Vec<Pending>> {
    let mut turns = ground.turns(conn, cx.now)?;
    turns.retain(|turn| turn.time(cx.now) != Time::Over);
    let open = went::open(conn, ground, turns)?;
    let people = People::load(conn, cx, ground, &open)?;
    Ok(counted(open, |turn| people.of(ground, turn)))
}

/// What will leave afterwards: nothing whose hour has passed, but for what does not change at all.
fn pending_then(
    conn: &mut Conn,
    cx: &Context,
    ground: &Ground,
    (after, answers): (&EventView, Answers),
    was: &[Pending],
) -> Result<Vec<Pending>> {
    let subject = Subject::Event(Arc::new(after.clone()));
    let stays = |turn: &Turn| {
        let own = was.iter().find(|pending| pending.turn.of.rule.id == turn.of.rule.id);
        own.is_some_and(|pending| pending.turn.occurrence == turn.occurrence)
    };
    let leaves = |turn: &Turn| turn.time(cx.now) == Time::Ahead || stays(turn);
    let written = store_around::written(conn, &[after.event.id])?;
    let went = |turn: &Turn| {
        let prefix = turn.prefix();
        written.iter().any(|one| one.key.starts_with(&prefix))
    };
    let mut turns = ground.turns_of(&subject);
    once_a_day(&mut turns, |turn| !leaves(turn) && !went(turn));
    turns.retain(leaves);
    let people = People::load(conn, cx, ground, &turns)?;
    let again = |person: Person| match answers {
        Answers::Stand => person,
        Answers::Fall => Person { seat: person.seat.map(|seat| seat.asked_again(cx.now)), ..person },
    };
    Ok(counted(turns, |turn| people.of(ground, turn).into_iter().map(&again).collect()))
}

pub(super) fn counted(turns: Vec<Turn>, people: impl Fn(&Turn) -> Vec<Person>) -> Vec<Pending> {
    let pending = |turn: Turn| {
        let people = Crowd::of(&people(&turn), turn.of.rule.kind.whom(), &turn.occurrence).people;
        Pending { turn, people }
    };
    turns.into_iter().map(pending).collect()
}
