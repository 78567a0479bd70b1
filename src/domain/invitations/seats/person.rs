//! One person's seats, wherever they are: where somebody was invited, and what they said.

use std::collections::HashMap;

use super::list::Delivery;
use super::person_store as store;
use crate::access::{Action, Actor, Context, Scope, may};
use crate::db::Conn;
use crate::domain::contacts::Details;
use crate::domain::invitations::facts::{EventFacts, facts_of};
use crate::domain::invitations::model::{Answer, InvitationError};
use crate::domain::outbox::MessageState;
use crate::kernel::ids::{ContactId, EventId};
use crate::kernel::time::Instant;

/// A seat as the person's page shows it.
#[derive(Clone, Debug)]
pub struct PersonSeat {
    pub event: EventFacts,
    pub answer: Answer,
    pub answered_at: Option<Instant>,
    pub delivery: Delivery,
    /// When the last invitation left; none while it waits.
    pub sent_at: Option<Instant>,
    /// The relay's words when it refused; they quote the address, so they are for those who may see it.
    pub reply: Option<String>,
}

/// Of how many events the actor may see the guests: what is not in the list says something only to whoever sees them all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GuestSight {
    None,
    Some,
    All,
}

impl GuestSight {
    pub fn of(actor: &Actor) -> GuestSight {
        if may(actor, Action::SeeGuests, Scope::Installation) {
            return GuestSight::All;
        }
        let mut held = actor.grants().iter().filter_map(|g| Some(Scope::of(g.programme?, g.city)));
        if held.any(|scope| may(actor, Action::SeeGuests, scope)) { GuestSight::Some } else { GuestSight::None }
    }
}

/// The seats of a person at events whose guests the actor may see, the latest event first. The caller has checked that the person
/// may be seen.
pub fn seats_of(conn: &mut Conn, cx: &Context, contact: ContactId) -> Result<Vec<PersonSeat>, InvitationError> {
    let held = store::held(conn, contact)?;
    let ids: Vec<EventId> = held.iter().map(|s| s.0).collect();
    let seen = |e: &EventFacts| may(&cx.actor, Action::SeeGuests, e.scope());
    let events = facts_of(conn, &ids)?.into_iter().filter(seen).map(|e| (e.view.event.id, e));
    let events: HashMap<EventId, EventFacts> = events.collect();
    let mails = store::last_invitations(conn, contact)?;
    let seat = |(event, answer, answered_at, asked): store::Held| {
        let mail = mails.get(&event);
        let event = events.get(&event)?.clone();
        let details = Details::within(&cx.actor, event.scope());
        Some(PersonSeat {
            answer,
            answered_at,
            delivery: match mail {
                Some(mail) => Delivery::of(mail.0),
                None if asked => Delivery::NoMail,
                None => Delivery::NotInvited,
            },
            sent_at: mail.filter(|m| m.0 == MessageState::Sent).and_then(|m| m.1),
            reply: mail.and_then(|m| m.2.clone()).filter(|_| details.are_shown()),
            event,
        })
    };
    let mut found: Vec<PersonSeat> = held.into_iter().filter_map(seat).collect();
    found.sort_by_key(|s| std::cmp::Reverse(s.event.when.map(|w| w.start.instant())));
    Ok(found)
}
