use super::admitting::chance;
use super::model::{Delegation, OfficeStanding, Whole};
use super::{store, store_entries, store_seats};
use crate::access::{Action, Context, Denied, may, require};
use crate::db::Conn;
use crate::domain::invitations::answers;
use crate::domain::invitations::facts::{EventFacts, event_facts};
use crate::domain::invitations::model::{Answer, InvitationError};
use crate::domain::invitations::seats::{GuestFilter, GuestRow, delegates};
use crate::kernel::ids::PublicId;
use crate::kernel::page::{Page, PageRequest};

/// A page of those of an event's institutions that stand like this, by protocol.
pub fn delegations(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    standing: OfficeStanding,
    page: PageRequest,
) -> Result<Page<Delegation>, InvitationError> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    Ok(store::page(conn, event.id, standing, page)?.map(|delegation| seen_by(delegation, cx, event)))
}

/// How an event's institutions stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Offices {
    pub places: i64,
    pub accepted: i64,
    pub waiting: i64,
    /// Of the places had, those with a name.
    pub named: i64,
    /// Places of the event that nobody has; none where their number is not limited.
    pub free: Option<i64>,
}

pub fn offices(conn: &mut Conn, cx: &Context, event: &EventFacts) -> Result<Offices, InvitationError> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    let mut all = Offices::default();
    if let Some(capacity) = event.capacity {
        all.free = Some((capacity - answers::accepted(conn, event.id)?).max(0));
    }
    for (answer, n, named) in store::sums(conn, event.id)? {
        all.places += n;
        match answer {
            Answer::Accepted => (all.accepted, all.named) = (all.accepted + n, all.named + named),
            Answer::Waiting => all.waiting += n,
            Answer::None | Answer::Tentative | Answer::Declined => {}
        }
    }
    Ok(all)
}

/// One institution at an event, known by its own id.
pub fn delegation(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<(EventFacts, Delegation), InvitationError> {
    let found = store::find(conn, id)?.ok_or(Denied::NotFound)?;
    let event = event_facts(conn, found.event)?;
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    let seen = seen_by(found, cx, &event);
    Ok((event, seen))
}

/// With its places and its story. What only some may read of it is left out for the others.
pub fn whole_delegation(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<Whole, InvitationError> {
    let (event, delegation) = delegation(conn, cx, id)?;
    let mut places = store_seats::places_of(conn, &delegation)?;
    let mut story = store_entries::story(conn, delegation.id)?;
    let chance = chance(conn, cx, &event, &delegation)?;
    let sees = |action| may(&cx.actor, action, event.scope());
    if !sees(Action::SeeDetails) {
        let hide = |text: &mut String| text.clear();
        places.iter_mut().filter_map(|p| p.delegate.as_mut()).for_each(|d| {
            hide(&mut d.phone);
            hide(&mut d.email);
        });
        story.iter_mut().for_each(|entry| {
            hide(&mut entry.note);
            hide(&mut entry.source);
        });
    }
    if !sees(Action::SeeNeeds) {
        places.iter_mut().for_each(|place| place.needs = None);
    }
    Ok(Whole { event, delegation, places, chance, story })
}

/// Everybody whom institutions have named, as guests stand in files.
pub fn delegates_of(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    filter: &GuestFilter,
) -> Result<Vec<GuestRow>, InvitationError> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    delegates(conn, cx, event, filter)
}

fn seen_by(mut delegation: Delegation, cx: &Context, event: &EventFacts) -> Delegation {
    if !may(&cx.actor, Action::SeeDetails, event.scope()) {
        delegation.contact_phone.clear();
    }
    delegation
}
