//! One look at every relay of which something is still expected: what lapses, and who is told what they do not know yet. All that decides it
//! is read beforehand, in a fixed number of statements.

use std::collections::{HashMap, HashSet};

use super::model::{Given, Package, Place, Relay, RelayError, RelayState};
use super::recalling::{key, leaves_at};
use super::store_around::{self, Spot, Unsent};
use super::telling::Word;
use super::until::Until;
use super::{embargo, lapsing, store, telling};
use crate::access::Context;
use crate::db::{Conn, Stored};
use crate::domain::contacts::{self, Letterbox};
use crate::domain::deliverables::{self, Deliverable};
use crate::domain::events::EventView;
use crate::domain::programme;
use crate::kernel::ids::{ContactId, DeliverableId, EventId, RelayPackageId};
use crate::kernel::time::Instant;

/// What came of a look.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Settled {
    /// So many officers were written to.
    pub told: usize,
    pub lapsed: usize,
}

/// Lets lapse what was not answered for too long, and writes to every other officer who knows something else than there is now. The caller is
/// the engine.
pub fn settle_due(conn: &mut Conn, cx: &Context) -> Result<Settled, RelayError> {
    let closed = programme::closed(conn)?;
    let mut open = store::open(conn)?;
    open.retain(|relay| !closed.contains(&relay.channel.programme));
    let mut settled = Settled::default();
    if open.is_empty() {
        return Ok(settled);
    }
    let look = Look::at(conn, cx, &open)?;
    for relay in &open {
        let Some(seen) = look.of(relay, cx.now) else { continue };
        // Who was promised word gets it before anything lapses: the days are counted from there.
        match telling::tell(conn, cx, relay, &seen)? {
            Word::Told => settled.told += 1,
            Word::Offered => {}
            Word::None if lapsing::lapse(conn, cx, relay, &seen)? => settled.lapsed += 1,
            Word::None => {}
        }
    }
    Ok(settled)
}

struct Look {
    packages: HashMap<RelayPackageId, Package>,
    deliverables: HashMap<DeliverableId, Deliverable>,
    places: HashMap<Spot, Place>,
    views: HashMap<EventId, EventView>,
    held: HashSet<EventId>,
    letterboxes: HashMap<ContactId, Vec<Letterbox>>,
    unsent: HashMap<String, Unsent>,
}

/// All that decides about one relay.
pub(super) struct Seen<'a> {
    pub package: &'a Package,
    pub of: &'a Deliverable,
    pub place: &'a Place,
    pub given: Given,
    /// What the embargo comes to.
    pub until: Until,
    /// What it rests on was changed a moment ago, and can be changed back.
    pub fresh: bool,
    /// The same of the event that it counts from.
    pub held: bool,
    pub letterboxes: &'a [Letterbox],
    /// The mail of the offer has not left.
    pub unoffered: bool,
    /// It lost its point when it was to leave.
    pub dropped: bool,
    /// The last mail that told of another embargo has not left.
    pub untold: Option<Unsent>,
}

impl Look {
    fn at(conn: &mut Conn, cx: &Context, open: &[Relay]) -> Stored<Look> {
        let packages = store::packages(conn, &open.iter().map(|relay| relay.package).collect::<Vec<_>>())?;
        let ids: Vec<DeliverableId> = packages.values().map(|package| package.deliverable).collect();
        let deliverables = deliverables::load_many(conn, &ids)?;
        let spots: Vec<Spot> = deliverables.values().map(|of| (of.programme, of.city)).collect();
        let events: Vec<EventId> = packages.values().filter_map(|package| package.embargo.event()).collect();
        Ok(Look {
            places: store_around::places(conn, &spots)?,
            views: embargo::views(conn, packages.values())?,
            held: store_around::held(conn, &events, cx.now)?,
            letterboxes: letterboxes(conn, cx, open)?,
            unsent: unsent(conn, open)?,
            packages,
            deliverables,
        })
    }

    fn of(&self, relay: &Relay, now: Instant) -> Option<Seen<'_>> {
        let package = self.packages.get(&relay.package)?;
        let of = self.deliverables.get(&package.deliverable)?;
        Some(Seen {
            package,
            of,
            place: self.places.get(&(of.programme, of.city))?,
            given: Given::of(of),
            until: embargo::counted(package, &self.views),
            fresh: leaves_at(package.changed_at) > now || leaves_at(of.updated_at) > now,
            held: package.embargo.event().is_some_and(|event| self.held.contains(&event)),
            letterboxes: self.letterboxes.get(&relay.channel.officer.id).map_or(&[][..], Vec::as_slice),
            unoffered: is_unoffered(relay, &self.unsent, now),
            dropped: is_dropped(relay, &self.unsent),
            untold: relay.telling.as_ref().and_then(|telling| self.unsent.get(&telling.key)).copied(),
        })
    }
}

/// The addresses of these relays' officers.
pub(super) fn letterboxes(
    conn: &mut Conn,
    cx: &Context,
    relays: &[Relay],
) -> Stored<HashMap<ContactId, Vec<Letterbox>>> {
    let officers: Vec<ContactId> = relays.iter().map(|relay| relay.channel.officer.id).collect();
    contacts::letterboxes(conn, &cx.keys, &officers)
}

/// Which of the mails by which these officers know what they know have not left.
pub(super) fn unsent(conn: &mut Conn, relays: &[Relay]) -> Stored<HashMap<String, Unsent>> {
    let offers = relays.iter().map(|relay| key(relay.package, relay.channel.id));
    let tellings = relays.iter().filter_map(|relay| relay.telling.as_ref()).map(|telling| telling.key.clone());
    store_around::unsent(conn, &offers.chain(tellings).collect::<Vec<_>>())
}

/// Whether the offer lost its point when it was to leave, and nothing else was written to its officer since.
fn is_dropped(relay: &Relay, unsent: &HashMap<String, Unsent>) -> bool {
    let dropped = |key: &String| unsent.get(key) == Some(&Unsent::Dropped);
    let since = relay.telling.as_ref().is_some_and(|telling| !dropped(&telling.key));
    // Who has taken it on has heard of it some other way.
    relay.state == RelayState::Offered && !since && dropped(&key(relay.package, relay.channel.id))
}

/// Whether the mail of an offer waits still, or was kept back: then it says by itself how things stand.
pub(super) fn is_unoffered(relay: &Relay, unsent: &HashMap<String, Unsent>, now: Instant) -> bool {
    leaves_at(relay.offered_at) > now || is_dropped(relay, unsent)
}

/// What an officer really knows: what a mail was to tell that has not left, they do not.
pub(super) fn knows(relay: &Relay, unsent: &HashMap<String, Unsent>) -> Until {
    match &relay.telling {
        Some(telling) if unsent.contains_key(&telling.key) => telling.knew,
        _ => relay.told,
    }
}
