//! When a new session is likely to be. Pure: a proposal, which a form shows and anybody changes.

use chrono::TimeDelta;

use super::clashes::LEAST_GAP;
use super::model::{Session, SessionKind};
use crate::domain::events::Slot;
use crate::kernel::time::WallTime;

/// What a session takes where there is none to go by, and what a break takes, in minutes.
const USUAL: i64 = 60;
const PAUSE: i64 = 30;

/// The span to propose within the event: from where somebody asked for it, else after the last session, else in the first gap of a day;
/// where the days are full, at the event's beginning. It is as long as the last session, as far as there is room.
pub fn next_span(sessions: &[Session], frame: Slot, kind: SessionKind, asked: Option<WallTime>) -> Slot {
    let length = if kind == SessionKind::Break { PAUSE } else { length_of_last(sessions) };
    let within = |at: &WallTime| at.instant() >= frame.start.instant() && at.instant() < frame.end.instant();
    let asked = asked.filter(within).map(|start| Slot { start, end: frame.end });
    let Slot { start, end: last } = asked.or_else(|| free(sessions, frame)).unwrap_or(frame);
    let end = WallTime::new(start.local + TimeDelta::minutes(length), start.zone);
    Slot { start, end: if end.instant() > last.instant() { last } else { end } }
}

fn length_of_last(sessions: &[Session]) -> i64 {
    let last = sessions.iter().filter(|s| !s.kind.is_pause()).max_by_key(|s| s.slot.end.instant());
    last.map_or(USUAL, Session::minutes).clamp(5, 8 * 60)
}

/// After everything, where time is left; else the first time of a day in which nothing happens.
fn free(sessions: &[Session], frame: Slot) -> Option<Slot> {
    let mut in_order: Vec<Slot> = sessions.iter().map(|s| s.slot).collect();
    in_order.sort_by_key(|slot| slot.start.instant());
    let minutes = |from: WallTime, to: WallTime| to.instant().seconds_since(from.instant()) / 60;
    let last = in_order.iter().map(|slot| slot.end).max_by_key(|end| end.instant())?;
    if last.instant() >= frame.start.instant() && minutes(last, frame.end) >= LEAST_GAP {
        return Some(Slot { start: last, end: frame.end });
    }
    let mut busy_until = frame.start;
    for slot in in_order {
        let one_day = busy_until.date() == slot.start.date();
        if one_day && minutes(busy_until, slot.start) >= LEAST_GAP {
            return Some(Slot { start: busy_until, end: slot.start });
        }
        if slot.end.instant() > busy_until.instant() {
            busy_until = slot.end;
        }
    }
    None
}
