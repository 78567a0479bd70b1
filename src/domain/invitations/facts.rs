//! The event as invitations need it, and when it takes answers.

use super::model::InvitationError;
use super::store;
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::Conn;
use crate::domain::events::{ContactCard, EventState, Venue};
use crate::kernel::ids::{CityId, EventId, ProgrammeId, PublicId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, WallTime, Zone};

/// The event as guests and invitations see it.
#[derive(Clone, Debug)]
pub struct EventFacts {
    pub id: EventId,
    pub public_id: PublicId,
    pub programme: ProgrammeId,
    pub programme_public: PublicId,
    pub programme_title: Localised,
    /// Whether a second person must release a round.
    pub second_person: SecondPerson,
    pub city: Option<CityId>,
    /// The name of the venue's city.
    pub place: Localised,
    pub hue: Option<String>,
    pub zone: Zone,
    pub state: EventState,
    pub state_reason: Option<String>,
    pub title: Localised,
    pub description: Localised,
    pub venue: Venue,
    pub languages: Vec<Locale>,
    pub starts: Option<WallTime>,
    pub ends: Option<WallTime>,
    pub starts_at: Option<Instant>,
    pub capacity: Option<i64>,
    pub reply_by: Option<WallTime>,
    pub card: ContactCard,
    pub sequence: i64,
}

/// The programme's rule for releasing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SecondPerson {
    Wanted,
    NotWanted,
}

impl EventFacts {
    pub fn scope(&self) -> Scope {
        Scope::of(self.programme, self.city)
    }
    /// Why nobody can be invited now, whoever it is.
    pub fn is_off(&self) -> bool {
        matches!(
            self.state,
            EventState::Cancelled | EventState::Postponed | EventState::Held | EventState::Reported
        )
    }
}

/// Why a guest can no longer answer by the link.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Closed {
    Cancelled,
    /// A new date will be told; the old question has no meaning.
    Postponed,
    Over,
    DeadlinePassed,
}

/// Whether the answer page takes answers. The deadline's own instant is the last that counts; without one the event's beginning is.
pub fn closed(event: &EventFacts, now: Instant) -> Option<Closed> {
    match event.state {
        EventState::Cancelled => return Some(Closed::Cancelled),
        EventState::Postponed => return Some(Closed::Postponed),
        EventState::Held | EventState::Reported => return Some(Closed::Over),
        EventState::Idea | EventState::Planned | EventState::Announced | EventState::Confirmed => {}
    }
    if event.ends.or(event.starts).is_some_and(|end| now >= end.instant()) {
        return Some(Closed::Over);
    }
    let last = event.reply_by.map(WallTime::instant).or(event.starts_at);
    last.filter(|last| now > *last).map(|_| Closed::DeadlinePassed)
}

/// An event by its public id, for those who may see its guests.
pub fn event_of(conn: &mut Conn, cx: &Context, event: &PublicId) -> Result<EventFacts, InvitationError> {
    let found = store::event_by_public_id(conn, event)?.ok_or(Denied::NotFound)?;
    require(&cx.actor, Action::SeeGuests, found.scope())?;
    Ok(found)
}

/// An event by its number, for use cases that check their own right.
pub fn event_facts(conn: &mut Conn, event: EventId) -> Result<EventFacts, InvitationError> {
    Ok(store::event_by_id(conn, event)?.ok_or(Denied::NotFound)?)
}
