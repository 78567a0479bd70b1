//! What comes after a session moves by some minutes, with or without a break put in between. Looked at first, then done.

use chrono::TimeDelta;

use super::clashes::{self, Warning, room_taken};
use super::draft::{Draft, lies_within, moved};
use super::editing::{Side, about, called, dated, locked, standing};
use super::model::*;
use super::{service, store};
use crate::access::{Action, Context, require};
use crate::db::Conn;
use crate::domain::events::{EventView, Slot};
use crate::domain::history::{self, Change};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason, whole};
use crate::kernel::localised::Localised;

type Result<T> = std::result::Result<T, SessionError>;

/// As far as a day goes.
const MOST_MINUTES: i64 = 12 * 60;

/// What moves.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Reach {
    /// What begins at this session's end or later, on the same day.
    #[default]
    After,
    /// The same, and the session itself.
    From,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ShiftInput {
    /// Whole minutes; below nought they go forward.
    pub minutes: String,
    pub reach: Reach,
    /// What a break that is put in between is called; none: nothing is put in.
    pub pause: Option<Localised>,
}

/// Why a shift is not to be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Blocked {
    /// Two would have one room at the same time.
    Room {
        session: Localised,
        other: Localised,
        slot: Slot,
    },
    Outside {
        session: Localised,
        slot: Slot,
    },
}

/// A shift that was looked at and not done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    pub session: Session,
    pub minutes: i64,
    /// Who moves, and where to.
    pub moved: Vec<(Session, Slot)>,
    pub pause: Option<(Localised, Slot)>,
    pub blocked: Vec<Blocked>,
    /// Who would be in two places at once and is not now.
    pub warnings: Vec<Warning>,
}

/// Looks at what a shift would do.
pub fn plan_shift(conn: &mut Conn, cx: &Context, view: &EventView, id: &PublicId, input: &ShiftInput) -> Result<Plan> {
    require(&cx.actor, Action::EditEvent, scope(&view.event))?;
    let least = if input.pause.is_some() { 1 } else { -MOST_MINUTES };
    let minutes = whole(&input.minutes, least, MOST_MINUTES)
        .and_then(|n| if n == 0 { Err(Reason::OutOfRange { min: 1, max: MOST_MINUTES }) } else { Ok(n) });
    let minutes = minutes.map_err(|reason| Invalid::one("minutes", reason))?;
    let session = standing(conn, cx, view, id)?;
    let frame = dated(view)?;
    let all = service::load(conn, view)?;
    let later = TimeDelta::minutes(minutes);
    let reach = if input.pause.is_some() { Reach::After } else { input.reach };
    let moves = |s: &Session| (s.id == session.id && reach == Reach::From) || is_after(s, &session);
    let moving: Vec<(Session, Slot)> =
        all.iter().filter(|s| moves(s)).map(|s| (s.clone(), moved(s.slot, later))).collect();
    let pause = input.pause.clone().map(|title| {
        let end = session.slot.end;
        let until = moved(Slot { start: end, end }, later).end;
        (title, Slot { start: end, end: until })
    });
    let mut plan = Plan { minutes, moved: moving, pause, blocked: Vec::new(), warnings: Vec::new(), session };
    let after = plan.after(&all);
    plan.blocked = blocked(&plan, &after, frame);
    let elsewhere = service::elsewhere(conn, view, &after)?;
    let before = clashes::warnings(&all, &elsewhere, None);
    plan.warnings = clashes::warnings(&after, &elsewhere, None)
        .into_iter()
        .filter(|w| matches!(w, Warning::Twice { .. } | Warning::TwiceElsewhere { .. }) && !before.contains(w))
        .collect();
    Ok(plan)
}

/// Whether a session begins on the same day when the other has ended, or later.
fn is_after(session: &Session, of: &Session) -> bool {
    let start = session.slot.start;
    session.id != of.id && start.date() == of.slot.start.date() && start.instant() >= of.slot.end.instant()
}

impl Plan {
    /// The agenda as it would be.
    fn after(&self, all: &[Session]) -> Vec<Session> {
        let mut after = all.to_vec();
        for session in &mut after {
            if let Some((_, slot)) = self.moved.iter().find(|(s, _)| s.id == session.id) {
                session.slot = *slot;
            }
        }
        after.sort_by_key(|s| s.slot.start.instant());
        after
    }
}

fn blocked(plan: &Plan, after: &[Session], frame: Slot) -> Vec<Blocked> {
    let mut found = Vec::new();
    for (session, slot) in &plan.moved {
        if !lies_within(*slot, frame) {
            found.push(Blocked::Outside { session: session.title.clone(), slot: *slot });
        }
        // Those that move together keep their distance: what is in the way stays.
        let stays = after.iter().filter(|s| plan.moved.iter().all(|(m, _)| m.id != s.id));
        if let Some(other) = room_taken(Some(session.id), (*slot, &session.room, &session.room_names), stays) {
            found.push(Blocked::Room { session: session.title.clone(), other: other.title.clone(), slot: other.slot });
        }
    }
    if let Some((title, slot)) = &plan.pause {
        if !lies_within(*slot, frame) {
            found.push(Blocked::Outside { session: title.clone(), slot: *slot });
        }
        if let Some(other) = room_taken(None, (*slot, &plan.session.room, &plan.session.room_names), after) {
            found.push(Blocked::Room { session: title.clone(), other: other.title.clone(), slot: other.slot });
        }
    }
    found
}

/// Does it, as it was looked at; refused where it would collide. Gives how many sessions moved.
pub fn shift(
    conn: &mut Conn,
    cx: &Context,
    view: &EventView,
    (id, seen): (&PublicId, i64),
    input: &ShiftInput,
) -> Result<usize> {
    let view = locked(conn, cx, view)?;
    let plan = plan_shift(conn, cx, &view, id, input)?;
    if plan.session.version != seen {
        return Err(SessionError::Stale);
    }
    if !plan.blocked.is_empty() {
        return Err(SessionError::Collides);
    }
    for (session, slot) in &plan.moved {
        store::set_slot(conn, session.id, *slot, cx.now)?;
    }
    let verb = if let Some((title, slot)) = &plan.pause {
        let draft = Draft {
            kind: SessionKind::Break,
            title: title.clone(),
            description: Localised::default(),
            slot: *slot,
            room: plan.session.room.clone(),
            room_names: plan.session.room_names.clone(),
            languages: Vec::new(),
            interpretation: Vec::new(),
        };
        store::insert(conn, view.event.id, &draft, cx.now)?;
        "break-inserted"
    } else {
        "agenda-shifted"
    };
    let changes = [
        called(&plan.session.title, Side::Both),
        Change::of("minutes", "", plan.minutes),
        Change::of("sessions", "", plan.moved.len()),
    ];
    let record = plan.moved.iter().fold(about(&view, verb), |of, (s, _)| of.part(&s.public_id, s.version + 1));
    history::record(conn, cx, record.changes(changes))?;
    Ok(plan.moved.len())
}
