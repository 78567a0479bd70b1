//! What embargoes come to, and how they shift with an event: told before it moves.

use std::collections::HashMap;

use super::model::{Given, Package, Relay, RelayError};
use super::offering::usable;
use super::until::Until;
use super::{looking, store};
use crate::access::{Action, Context, Scope, require};
use crate::db::{Conn, Stored};
use crate::domain::deliverables::{self, Deliverable};
use crate::domain::events::transitions::{self, Way};
use crate::domain::events::{self, EventState, EventView, Move};
use crate::domain::programme;
use crate::kernel::ids::{EventId, PublicId};
use crate::kernel::localised::Localised;

type Result<T> = std::result::Result<T, RelayError>;

/// What an embargo comes to as things stand.
pub(super) fn until(conn: &mut Conn, package: &Package) -> Stored<Until> {
    Ok(counted(package, &views(conn, [package])?))
}

/// The events that embargoes count from.
pub(super) fn views<'a>(
    conn: &mut Conn,
    packages: impl IntoIterator<Item = &'a Package>,
) -> Stored<HashMap<EventId, EventView>> {
    let ids: Vec<EventId> = packages.into_iter().filter_map(|package| package.embargo.event()).collect();
    if ids.is_empty() { Ok(HashMap::new()) } else { events::load_many(conn, &ids) }
}

/// What an embargo comes to by these events.
pub(super) fn counted(package: &Package, views: &HashMap<EventId, EventView>) -> Until {
    package.embargo.until(package.embargo.event().and_then(|event| views.get(&event)))
}

/// A deliverable whose embargo goes along with an event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shift {
    pub deliverable: PublicId,
    pub title: Localised,
    pub before: Until,
    pub after: Until,
    /// So many officers get a mail with the new day.
    pub told: usize,
}

/// Every embargo that a planned move shifts.
pub fn shifts(conn: &mut Conn, cx: &Context, planned: &Move) -> Result<Vec<Shift>> {
    let before = &planned.before;
    let mut event = planned.after();
    if let Some(way) = transitions::from(event.state).find(|way| way.way == Way::Replan) {
        event.state = way.to;
    }
    compare(conn, cx, before, &EventView { event, ..before.clone() })
}

/// Every embargo that nobody knows any more once an event is postponed or cancelled.
pub fn stops(conn: &mut Conn, cx: &Context, view: &EventView) -> Result<Vec<Shift>> {
    let mut after = view.clone();
    after.event.state = EventState::Postponed;
    compare(conn, cx, view, &after)
}

fn compare(conn: &mut Conn, cx: &Context, before: &EventView, after: &EventView) -> Result<Vec<Shift>> {
    let programme = before.event.programme;
    require(&cx.actor, Action::SeeRelays, Scope::of(programme, before.event.city))?;
    let packages = store::packages_after(conn, before.event.id)?;
    if packages.is_empty() || programme::closed(conn)?.contains(&programme) {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = packages.iter().map(|package| package.deliverable).collect();
    let deliverables = deliverables::load_many(conn, &ids)?;
    let numbers: Vec<_> = packages.iter().map(|package| package.id).collect();
    let relays = store::relays_of(conn, &numbers)?;
    let letterboxes = looking::letterboxes(conn, cx, &relays)?;
    let reached = |relay: &Relay| {
        let officer = &relay.channel.officer;
        usable(officer, letterboxes.get(&officer.id).map_or(&[][..], Vec::as_slice)).is_ok()
    };
    let mut found = Vec::new();
    for package in &packages {
        let Some(of) = deliverables.get(&package.deliverable) else { continue };
        let (was, will) = (package.embargo.until(Some(before)), package.embargo.until(Some(after)));
        if was == will || Given::of(of) == Given::Never {
            continue;
        }
        let own = relays.iter().filter(|relay| relay.package == package.id);
        let told = own.filter(|relay| is_told(relay, of, will) && reached(relay)).count();
        let title = of.title.clone();
        found.push(Shift { deliverable: of.public_id.clone(), title, before: was, after: will, told });
    }
    Ok(found)
}

/// Whether an officer has to learn of an embargo: who has passed it on already, or will not, has not.
fn is_told(relay: &Relay, of: &Deliverable, until: Until) -> bool {
    relay.state.is_open() && Given::of(of) == Given::Open && relay.told.differs(until)
}
