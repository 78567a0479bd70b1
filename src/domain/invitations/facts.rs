//! The event as invitations need it, and when it takes answers.

use std::ops::Deref;

use super::model::InvitationError;
use super::store;
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::{Conn, DbError};
use crate::domain::events::{self, Event, EventState, EventView};
use crate::domain::programme::ReleaseRule;
use crate::kernel::ids::{EventId, PublicId};
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, WallTime};

/// The event as guests and invitations see it, with what they need of its programme.
#[derive(Clone, Debug)]
pub struct EventFacts {
    pub view: EventView,
    pub programme_slug: String,
    pub programme_title: Localised,
    /// Who may release a round.
    pub release_rule: ReleaseRule,
}

impl Deref for EventFacts {
    type Target = Event;
    fn deref(&self) -> &Event {
        &self.view.event
    }
}

impl EventFacts {
    pub fn scope(&self) -> Scope {
        Scope::of(self.programme, self.city)
    }
}

/// Whether nobody can be invited to it any more, or for now.
pub const fn is_off(state: EventState) -> bool {
    matches!(state, EventState::Cancelled | EventState::Postponed | EventState::Held | EventState::Reported)
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
pub fn closed(event: &Event, now: Instant) -> Option<Closed> {
    match event.state {
        EventState::Cancelled => return Some(Closed::Cancelled),
        EventState::Postponed => return Some(Closed::Postponed),
        EventState::Held | EventState::Reported => return Some(Closed::Over),
        EventState::Idea | EventState::Planned | EventState::Announced | EventState::Confirmed => {}
    }
    if event.when.is_some_and(|when| now >= when.end.instant()) {
        return Some(Closed::Over);
    }
    let last = event.answers_until().map(WallTime::instant);
    last.filter(|last| now > *last).map(|_| Closed::DeadlinePassed)
}

/// The last moment for answers, where mails that begin to leave at this instant come after it: whoever reads them cannot answer.
pub(super) fn answers_over(event: &Event, leaves_at: Instant) -> Option<WallTime> {
    match closed(event, leaves_at) {
        Some(Closed::DeadlinePassed) => event.answers_until(),
        _ => None,
    }
}

/// An event by its public id, for those who may see its guests.
pub fn event_of(conn: &mut Conn, cx: &Context, event: &PublicId) -> Result<EventFacts, InvitationError> {
    let (view, programme) = events::with_programme(conn, event)?.ok_or(Denied::NotFound)?;
    let found = EventFacts {
        view,
        programme_slug: programme.slug,
        programme_title: programme.title,
        release_rule: programme.release_rule,
    };
    require(&cx.actor, Action::SeeGuests, found.scope())?;
    Ok(found)
}

/// An event by its number, for use cases that check their own right.
pub fn event_facts(conn: &mut Conn, event: EventId) -> Result<EventFacts, InvitationError> {
    Ok(facts_of(conn, &[event])?.pop().ok_or(DbError::NotFound)?)
}

/// Events by number, for a batch of mails.
pub(super) fn facts_of(conn: &mut Conn, ids: &[EventId]) -> Result<Vec<EventFacts>, DbError> {
    let views = events::load_many(conn, ids)?;
    let programmes = store::programmes(conn, views.values().map(|v| v.event.programme))?;
    Ok(views
        .into_values()
        .filter_map(|view| {
            let programme = programmes.get(&view.event.programme)?.clone();
            Some(EventFacts {
                view,
                programme_slug: programme.slug,
                programme_title: programme.title,
                release_rule: programme.release_rule,
            })
        })
        .collect())
}
