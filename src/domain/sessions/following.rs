//! An agenda goes where its event goes.

use chrono::TimeDelta;

use super::draft::{lies_within, moved};
use super::model::{Session, frame, frame_is_ours};
use super::{service, store};
use crate::access::Context;
use crate::db::{Conn, Stored};
use crate::domain::events::{Event, Move, Slot};
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::time::{WallTime, Zone};

/// By how much the wall times of an agenda shift with its event: as its beginning does, or that of our part of it. An event that gets its
/// first date takes the first day of an agenda it was copied with along, and leaves its hours.
pub(super) fn later(before: &Event, after: &Event, first: Option<WallTime>) -> TimeDelta {
    let began = |event: &Event, ours: bool| if ours { frame(event) } else { event.when }.map(|slot| slot.start.local);
    // Only what can be compared is: our part, that was not known before, moves nobody.
    let ours = frame_is_ours(before) && frame_is_ours(after);
    match (began(before, ours), began(after, ours)) {
        (Some(was), Some(is)) => is - was,
        (None, Some(_)) => {
            let day = frame(after).map(|slot| slot.start.date());
            first.zip(day).map_or(TimeDelta::zero(), |(first, day)| day - first.date())
        }
        (_, None) => TimeDelta::zero(),
    }
}

/// Where a session comes to stand.
fn at(session: &Session, later: TimeDelta, zone: Zone) -> Slot {
    let slot = moved(session.slot, later);
    Slot { start: WallTime::new(slot.start.local, zone), end: WallTime::new(slot.end.local, zone) }
}

/// Brings the agenda to where its event is now: in the transaction that changed the event, whose right was asked for. Gives how many
/// sessions moved.
pub fn follow(conn: &mut Conn, cx: &Context, before: &Event, after: &Event) -> Stored<usize> {
    if (before.when, before.zone, before.host.slot, before.hosting)
        == (after.when, after.zone, after.host.slot, after.hosting)
    {
        return Ok(0);
    }
    let all = service::bare(conn, before.id, before.zone)?;
    let later = later(before, after, first(&all));
    if later == TimeDelta::zero() && before.zone == after.zone {
        return Ok(0);
    }
    for session in &all {
        store::set_slot(conn, session.id, at(session, later, after.zone), cx.now)?;
    }
    let moved = all.iter().filter(|s| s.removed_at.is_none()).count();
    if moved > 0 {
        let record = Record::new(Entity::Event, after.id.raw(), "agenda-followed").within(after.programme, after.city);
        let record = all.iter().fold(record, |of, session| of.part(&session.public_id, session.version + 1));
        history::record(conn, cx, record.changes([Change::of("sessions", "", moved)]))?;
    }
    Ok(moved)
}

fn first(all: &[Session]) -> Option<WallTime> {
    all.iter().filter(|s| s.removed_at.is_none()).map(|s| s.slot.start).min_by_key(|at| at.instant())
}

/// What a planned move does to an agenda.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Carried {
    /// Sessions that shift with the event.
    pub sessions: usize,
    /// Those of them that would lie outside of it, because it becomes shorter.
    pub outside: usize,
}

/// For the page that asks before an event is moved. The caller has checked the right.
pub fn carried(conn: &mut Conn, planned: &Move) -> Stored<Carried> {
    let (before, after) = (&planned.before.event, planned.after());
    let all = store::of_event(conn, before.id, before.zone)?;
    let (later, frame) = (later(before, &after, first(&all)), frame(&after));
    let outside = |s: &&Session| frame.is_some_and(|frame| !lies_within(at(s, later, after.zone), frame));
    let stays = later == TimeDelta::zero() && before.zone == after.zone;
    let sessions = if stays { 0 } else { all.len() };
    Ok(Carried { sessions, outside: all.iter().filter(outside).count() })
}
