//! Time and standing of an event. What guests must learn of leaves a notice; telling them is the next slice's work.

use chrono::TimeDelta;

use super::draft::{parse_move, reason};
use super::editing::{deadline_ahead, follow_city, is_shift, meant, passing, shift_changes, write};
use super::input::{MoveInput, Passed};
use super::label::Label;
use super::model::*;
use super::reach::{self, Times};
use super::recall::not_known;
use super::service::{choices, for_action};
use super::transitions::{self, Sequence, Transition, Way, Why};
use super::{store_guests, store_notices};
use crate::access::{Action, Context, Scope, require};
use crate::db::types::text_enum;
use crate::db::{Conn, DbError};
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::ids::{EventId, ProgrammeId, PublicId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::time::WallTime;

/// Which event, as its reader last saw it.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    pub programme: ProgrammeId,
    pub event: &'a PublicId,
    pub version: i64,
}

text_enum! {
    /// On what an event's confirmation rests; history keeps it.
    pub enum Grounds {
        /// No gate stands before it.
        Ungated = "ungated",
        /// The conditions of its gate, which are met.
        Met = "met",
        /// The word of somebody who may override its gate.
        Overridden = "overridden",
        /// It is only announced: what was met then.
        Announced = "announced",
    }
}

/// Leave to confirm one event. Only the slice `gates` gives it, after a look at the event's gate under the event's lock; a test of the
/// sources holds that nobody else does.
pub trait GatePass {
    fn event(&self) -> EventId;
    fn grounds(&self) -> Grounds;
    /// The right that whoever confirms must have.
    fn right(&self) -> Action;
}

/// Checks a move without making it: for the page that asks first.
pub fn plan_move(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    id: &PublicId,
    input: &MoveInput,
) -> Result<Move, EventError> {
    let before = for_action(conn, cx, programme, id, Action::MoveEvent)?;
    if !transitions::is_movable(before.event.state) {
        return Err(EventError::Settled(before.event.state));
    }
    let mut input = input.clone();
    follow_city(&before, &input.city, &mut input.place, &mut input.zone);
    follow_whole(&before.event, &mut input);
    let parts = parse_move(&input, &choices(conn, programme)?)?;
    let times = Times { when: Some(parts.slot), reply_by: parts.reply_by, own: parts.own };
    reach::within(cx, Some(&before.event), &times)?;
    deadline_ahead(cx, Some(parts.slot), parts.reply_by)?;
    let planned = Move {
        before,
        slot: parts.slot,
        own: parts.own,
        zone: parts.zone,
        city: parts.city,
        place: parts.place,
        reply_by: parts.reply_by,
        reason: parts.reason,
    };
    to_the_past(conn, cx, &planned, input.passed)?;
    let city = planned.city.as_ref().map(|c| c.id);
    require(&cx.actor, Action::MoveEvent, Scope::of(programme, city))?;
    let stays = !is_shift(&planned.before.event, &planned.after());
    if stays && planned.before.event.state != EventState::Postponed {
        return Err(EventError::NothingMoved);
    }
    let mut after = planned.after();
    after.state = replan(after.state).map_or(after.state, |way| way.to);
    not_known(conn, cx, &after)?;
    Ok(planned)
}

/// Nobody is asked to come yesterday, be it to the whole or to our part of it; where nobody knows the time, it is a correction that is
/// meant.
fn to_the_past(conn: &mut Conn, cx: &Context, planned: &Move, said: Passed) -> Result<(), EventError> {
    let (before, after) = (&planned.before.event, planned.after());
    let times = (after.when, after.host.slot.filter(|_| after.hosting == Hosting::Others));
    let Some(field) = passing(cx, Some(before), times) else { return Ok(()) };
    let guests = store_guests::guests(conn, &[before.id], cx.now)?;
    if guests.values().any(|g| g.bound > 0) {
        return Err(Invalid::one(field, Reason::PastForGuests).into());
    }
    Ok(meant(cx, Some(before), times, said)?)
}

/// Our part as it stands goes along with the whole, and none is had of an event of ours.
fn follow_whole(event: &Event, input: &mut MoveInput) {
    let own = event.host.slot.filter(|_| event.hosting == Hosting::Others);
    let stands = |typed: &str, at: WallTime| WallTime::parse(typed, at.zone).is_ok_and(|typed| typed.local == at.local);
    let same = own.is_some_and(|own| stands(&input.slot_starts, own.start) && stands(&input.slot_ends, own.end));
    if same || event.hosting == Hosting::Ours {
        input.slot_starts.clear();
        input.slot_ends.clear();
    }
}

impl Move {
    /// The event as it would be.
    pub fn after(&self) -> Event {
        let mut event = self.before.event.clone();
        event.when = Some(self.slot);
        event.zone = self.zone;
        event.city = self.city.as_ref().map(|c| c.id);
        if event.city != self.before.event.city {
            // A step belongs to its city, and so does a house.
            event.step = None;
            event.venue = Venue::default();
        }
        event.place = self.place.clone();
        event.reply_by = self.reply_by;
        // Our part of it goes along with the whole, on the event's own wall, unless it is to be another.
        let later = self.before.event.when.map_or(TimeDelta::zero(), |was| self.slot.start.local - was.start.local);
        let along = event.host.slot.map(|s| Slot {
            start: WallTime::new(s.start.local + later, self.zone),
            end: WallTime::new(s.end.local + later, self.zone),
        });
        event.host.slot = self.own.or(along);
        event
    }
}

/// Moves an event to another time, zone or city; a postponed one is planned again. The notice is to be told in this transaction.
pub fn reschedule(
    conn: &mut Conn,
    cx: &Context,
    which: Standing<'_>,
    input: &MoveInput,
) -> Result<(EventView, NoticeId), EventError> {
    let now = for_action(conn, cx, which.programme, which.event, Action::MoveEvent)?;
    as_seen(&now.event, which.version)?;
    let planned = plan_move(conn, cx, which.programme, which.event, input)?;
    let mut event = planned.after();
    let mut verb = "moved";
    if let Some(way) = replan(event.state) {
        (event.state, event.state_reason, verb) = (way.to, None, way.verb);
    }
    event.sequence += 1;
    let before = planned.before.event;
    write(conn, cx, &before, &mut event, which.version)?;
    let notice = store_notices::insert_notice(conn, NoticeKind::Moved, &before, &event, &planned.reason)?;
    let record = Record::new(Entity::Event, event.id.raw(), verb).within(event.programme, event.city);
    let state = Change::of("state", before.state, event.state);
    let changes = shift_changes(&before, &event).into_iter().chain([state]);
    history::record(conn, cx, record.because(planned.reason.stored()?).changes(changes))?;
    let step = planned.before.step.filter(|s| Some(s.id) == event.step);
    Ok((EventView { event, city: planned.city, step }, notice))
}

/// Who is too late is told so first: what is wrong with an older version may be right by now, and what was right be wrong.
fn as_seen(event: &Event, version: i64) -> Result<(), EventError> {
    if event.version == version { Ok(()) } else { Err(EventError::Stale) }
}

fn replan(state: EventState) -> Option<&'static Transition> {
    transitions::from(state).find(|t| t.way == Way::Replan)
}

/// Goes a way that tells nobody: plan, announce, hold, report.
pub fn advance(conn: &mut Conn, cx: &Context, which: Standing<'_>, to: EventState) -> Result<EventView, EventError> {
    let view = for_action(conn, cx, which.programme, which.event, Action::EditEvent)?;
    as_seen(&view.event, which.version)?;
    let way = way(&view.event, to, |way| way == Way::Advance)?;
    step(conn, cx, view, which.version, way, Told { reason: None, grounds: None })
}

/// Confirms an event, by leave of its gate.
pub fn confirm(
    conn: &mut Conn,
    cx: &Context,
    which: Standing<'_>,
    pass: &impl GatePass,
) -> Result<EventView, EventError> {
    let view = for_action(conn, cx, which.programme, which.event, pass.right())?;
    if pass.event() != view.event.id {
        return Err(DbError::Damaged("a pass of another event".to_owned()).into());
    }
    let way = way(&view.event, EventState::Confirmed, |way| way == Way::Confirm)?;
    let way = Transition { action: pass.right(), ..*way };
    step(conn, cx, view, which.version, &way, Told { reason: None, grounds: Some(pass.grounds()) })
}

/// Takes an event off its date, for a reason. The notice is to be told in this transaction.
pub fn postpone(
    conn: &mut Conn,
    cx: &Context,
    which: Standing<'_>,
    why: &Label,
) -> Result<(EventView, NoticeId), EventError> {
    call_off(conn, cx, which, NoticeKind::Postponed, EventState::Postponed, why)
}

/// Cancels an event, for a reason. The notice is to be told in this transaction.
pub fn cancel(
    conn: &mut Conn,
    cx: &Context,
    which: Standing<'_>,
    why: &Label,
) -> Result<(EventView, NoticeId), EventError> {
    call_off(conn, cx, which, NoticeKind::Cancelled, EventState::Cancelled, why)
}

fn call_off(
    conn: &mut Conn,
    cx: &Context,
    which: Standing<'_>,
    kind: NoticeKind,
    to: EventState,
    why: &Label,
) -> Result<(EventView, NoticeId), EventError> {
    let view = for_action(conn, cx, which.programme, which.event, Action::MoveEvent)?;
    as_seen(&view.event, which.version)?;
    let way = way(&view.event, to, |way| way == Way::Notice(kind))?;
    let why = reason(why)?;
    let before = view.event.clone();
    not_known(conn, cx, &Event { state: to, ..before.clone() })?;
    let view = step(conn, cx, view, which.version, way, Told { reason: Some(&why), grounds: None })?;
    let notice = store_notices::insert_notice(conn, kind, &before, &view.event, &why)?;
    Ok((view, notice))
}

fn way(event: &Event, to: EventState, fits: impl Fn(Way) -> bool) -> Result<&'static Transition, EventError> {
    let found = transitions::find(event.state, to).filter(|t| fits(t.way));
    found.ok_or(EventError::NoWay { from: event.state, to })
}

/// What is said of a change of state.
struct Told<'a> {
    reason: Option<&'a Label>,
    grounds: Option<Grounds>,
}

fn step(
    conn: &mut Conn,
    cx: &Context,
    view: EventView,
    seen: i64,
    way: &Transition,
    told: Told<'_>,
) -> Result<EventView, EventError> {
    let before = view.event;
    require(&cx.actor, way.action, Scope::of(before.programme, before.city))?;
    if way.why == Why::Required && told.reason.is_none_or(Label::is_empty) {
        return Err(Invalid::one("reason", Reason::Required).into());
    }
    if let Some(lack) = way.needs.iter().find(|lack| lacks(&before, cx, **lack)) {
        return Err(EventError::Lacks(*lack));
    }
    let mut event = before.clone();
    event.state = way.to;
    event.state_reason = told.reason.cloned();
    if way.sequence == Sequence::Raised {
        event.sequence += 1;
    }
    if matches!(way.to, EventState::Announced | EventState::Confirmed) {
        event.announced_at = event.announced_at.or(Some(cx.now));
    }
    write(conn, cx, &before, &mut event, seen)?;
    let record = Record::new(Entity::Event, event.id.raw(), way.verb).within(event.programme, event.city);
    let grounds = told.grounds.and_then(|g| Change::of("grounds", "", g.as_str()));
    let record = record.because(told.reason.map_or(Ok(String::new()), Label::stored)?);
    history::record(conn, cx, record.changes([Change::of("state", before.state, event.state), grounds]))?;
    Ok(EventView { event, ..view })
}

fn lacks(event: &Event, cx: &Context, lack: Lack) -> bool {
    match lack {
        Lack::Date => event.when.is_none(),
        Lack::Place => event.place.is_empty(),
        Lack::Beginning => event.when.is_none_or(|w| w.start.instant() > cx.now),
    }
}
