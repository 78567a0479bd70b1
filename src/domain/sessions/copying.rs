//! An agenda taken over from another event.

use chrono::TimeDelta;

use super::clashes::room_taken;
use super::draft::{Draft, lies_within, moved};
use super::editing::{about, appearing, dated, locked, taken_by};
use super::model::*;
use super::store::PersonValues;
use super::{people, service, store};
use crate::access::{Action, Context, Scope, require};
use crate::db::{Conn, Stored};
use crate::domain::events::{self, Event, EventError, EventView, Slot};
use crate::domain::history::{self, Change};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::time::{WallTime, Zone};

type Result<T> = std::result::Result<T, SessionError>;

/// Whether those who appear come along.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Along {
    #[default]
    Nobody,
    People,
}

/// An event that an agenda may be copied from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    pub view: EventView,
    pub sessions: usize,
}

/// The other events of the programme that have an agenda.
pub fn origins(conn: &mut Conn, cx: &Context, view: &EventView) -> Result<Vec<Origin>> {
    require(&cx.actor, Action::EditEvent, scope(&view.event))?;
    let mut found = Vec::new();
    for other in events::of_programme(conn, cx, view.event.programme)? {
        let sessions = store::of_event(conn, other.event.id, other.event.zone)?.len();
        if sessions > 0 && other.event.id != view.event.id {
            found.push(Origin { view: other, sessions });
        }
    }
    Ok(found)
}

/// Takes the agenda of another event of the programme over: the same days and hours counted from the beginning, without slides. All of
/// it or nothing; gives how many sessions there are of it.
pub fn copy(conn: &mut Conn, cx: &Context, view: &EventView, from: &PublicId, along: Along) -> Result<usize> {
    let view = locked(conn, cx, view)?;
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(view.event.programme))?;
    let frame = dated(&view)?;
    let origin = match events::by_public_id(conn, cx, view.event.programme, from) {
        Err(EventError::Denied(_)) => return Err(Invalid::one("from", Reason::NoSuch).into()),
        found => found?,
    };
    let theirs = service::load(conn, &origin)?;
    let Some(first) = theirs.first().filter(|_| origin.event.id != view.event.id) else {
        return Err(Invalid::one("from", Reason::NoSuch).into());
    };
    let began = super::model::frame(&origin.event).map_or(first.slot.start, |slot| slot.start);
    let later = frame.start.local - began.local;
    let own = store::of_event(conn, view.event.id, view.event.zone)?;
    for session in &theirs {
        let slot = on_wall(moved(session.slot, later), view.event.zone);
        if !lies_within(slot, frame) {
            return Err(Invalid::one("from", Reason::OutsideAgenda { start: frame.start, end: frame.end }).into());
        }
        if let Some(other) = room_taken(None, (slot, &session.room, &session.room_names), &own) {
            return Err(Invalid::one("from", taken_by(other)).into());
        }
    }
    write(conn, cx, &view.event, &theirs, (later, along))?;
    let record = about(&view, "agenda-copied");
    let changes = [Change::of("origin", "", &origin.event.public_id), Change::of("sessions", "", theirs.len())];
    let named = theirs.iter().filter(|_| along == Along::People).flat_map(appearing);
    history::record(conn, cx, record.changes(changes).naming(named))?;
    Ok(theirs.len())
}

/// Gives a clone the agenda of what it was made of, people and all, at the same times. In the transaction that made the clone, whose right
/// was asked for.
pub fn copy_along(conn: &mut Conn, cx: &Context, origin: &EventView, clone: &Event) -> Stored<usize> {
    let theirs = service::load(conn, origin)?;
    write(conn, cx, clone, &theirs, (TimeDelta::zero(), Along::People))?;
    Ok(theirs.len())
}

fn on_wall(slot: Slot, zone: Zone) -> Slot {
    Slot { start: WallTime::new(slot.start.local, zone), end: WallTime::new(slot.end.local, zone) }
}

fn write(
    conn: &mut Conn,
    cx: &Context,
    event: &Event,
    theirs: &[Session],
    (later, along): (TimeDelta, Along),
) -> Stored<()> {
    for session in theirs {
        let draft = Draft {
            kind: session.kind,
            title: session.title.clone(),
            description: session.description.clone(),
            slot: on_wall(moved(session.slot, later), event.zone),
            room: session.room.clone(),
            room_names: session.room_names.clone(),
            languages: session.languages.clone(),
            interpretation: session.interpretation.clone(),
        };
        let (id, _) = store::insert(conn, event.id, &draft, cx.now)?;
        if along == Along::People {
            let who: Vec<PersonValues> = session.people.iter().map(values).collect();
            people::write(conn, id, &who)?;
        }
    }
    Ok(())
}

fn values(appearance: &Appearance) -> PersonValues {
    let (contact, name) = match &appearance.who {
        Who::Contact { id, .. } => (Some(*id), String::new()),
        Who::ToCome(name) => (None, name.clone()),
    };
    PersonValues { part: appearance.part, contact, name, names: appearance.names.clone() }
}
