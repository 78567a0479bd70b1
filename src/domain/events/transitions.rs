//! The table of an event's states: every way there is, who may go it, what it needs and what follows.

use super::model::{EventState, Lack, NoticeKind};
use crate::access::Action;
use EventState::*;

/// Whether the person who does it must say why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    Needless,
    Required,
}

/// By which use case the way is gone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// [`super::advance`].
    Advance,
    /// [`super::confirm`], which wants to know on what grounds.
    Confirm,
    /// [`super::postpone`] or [`super::cancel`], which leave a notice.
    Notice(NoticeKind),
    /// [`super::reschedule`], which gives it a date again.
    Replan,
}

/// Whether calendars must take note of it (RFC 5546: SEQUENCE).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sequence {
    Kept,
    Raised,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Transition {
    pub from: EventState,
    pub to: EventState,
    pub action: Action,
    pub why: Why,
    pub way: Way,
    pub needs: &'static [Lack],
    pub sequence: Sequence,
    /// The verb that history keeps.
    pub verb: &'static str,
}

const fn plain(from: EventState, to: EventState, needs: &'static [Lack], verb: &'static str) -> Transition {
    let action = Action::MoveEvent;
    Transition { from, to, action, why: Why::Needless, way: Way::Advance, needs, sequence: Sequence::Kept, verb }
}

const fn confirmed(from: EventState) -> Transition {
    Transition { way: Way::Confirm, ..plain(from, Confirmed, &[Lack::Date, Lack::Place], "confirmed") }
}

const fn off(from: EventState, to: EventState, kind: NoticeKind, verb: &'static str) -> Transition {
    Transition { why: Why::Required, way: Way::Notice(kind), sequence: Sequence::Raised, ..plain(from, to, &[], verb) }
}

pub const TABLE: &[Transition] = &[
    Transition { action: Action::EditEvent, ..plain(Idea, Planned, &[Lack::Date], "planned") },
    Transition { action: Action::EditEvent, ..plain(Planned, Idea, &[], "returned") },
    plain(Planned, Announced, &[Lack::Date, Lack::Place], "announced"),
    confirmed(Planned),
    confirmed(Announced),
    plain(Confirmed, Held, &[Lack::Beginning], "held"),
    plain(Held, Reported, &[], "reported"),
    off(Planned, Postponed, NoticeKind::Postponed, "postponed"),
    off(Announced, Postponed, NoticeKind::Postponed, "postponed"),
    off(Confirmed, Postponed, NoticeKind::Postponed, "postponed"),
    Transition { way: Way::Replan, sequence: Sequence::Raised, ..plain(Postponed, Planned, &[], "replanned") },
    off(Idea, Cancelled, NoticeKind::Cancelled, "cancelled"),
    off(Planned, Cancelled, NoticeKind::Cancelled, "cancelled"),
    off(Announced, Cancelled, NoticeKind::Cancelled, "cancelled"),
    off(Confirmed, Cancelled, NoticeKind::Cancelled, "cancelled"),
    off(Postponed, Cancelled, NoticeKind::Cancelled, "cancelled"),
];

/// The way from one state to another, if there is one.
pub fn find(from: EventState, to: EventState) -> Option<&'static Transition> {
    TABLE.iter().find(|t| t.from == from && t.to == to)
}

/// The ways that lead on from a state.
pub fn from(state: EventState) -> impl Iterator<Item = &'static Transition> {
    TABLE.iter().filter(move |t| t.from == state)
}

/// Whether the event's time and city may still change.
pub const fn is_movable(state: EventState) -> bool {
    matches!(state, Idea | Planned | Announced | Confirmed | Postponed)
}
