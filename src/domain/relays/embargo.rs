//! Embargoes that shift: told before an event moves, and to officers once it has.

use std::collections::HashMap;

use super::model::{Given, Mailbox, Package, Relay, RelayError, Until};
use super::offering::{locale_of, usable};
use super::packages::{record, stored};
use super::recalling::{leaves_at, revive};
use super::{store, store_around, store_write};
use crate::access::{Action, Context, Scope, require};
use crate::db::{Conn, Stored};
use crate::domain::deliverables::{self, Deliverable};
use crate::domain::events::transitions::{self, Way};
use crate::domain::events::{self, EventState, EventView, Move};
use crate::domain::history::Change;
use crate::domain::outbox::{self, Lane, Message, NewMessage};
use crate::domain::programme;
use crate::kernel::ids::{ContactId, EventId, PublicId};
use crate::kernel::locale::Locale;
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
    let mailboxes = mailboxes(conn, cx, &relays)?;
    let mut found = Vec::new();
    for package in &packages {
        let Some(of) = deliverables.get(&package.deliverable) else { continue };
        let (was, will) = (package.embargo.until(Some(before)), package.embargo.until(Some(after)));
        if was == will || Given::of(of) == Given::Never {
            continue;
        }
        let own = relays.iter().filter(|relay| relay.package == package.id);
        let told = own.filter(|relay| is_told(relay, of, will) && reach(relay, &mailboxes).is_some()).count();
        let title = of.title.clone();
        found.push(Shift { deliverable: of.public_id.clone(), title, before: was, after: will, told });
    }
    Ok(found)
}

/// Whether an officer has to learn of an embargo: who has passed it on already, or will not, has not.
fn is_told(relay: &Relay, of: &Deliverable, until: Until) -> bool {
    relay.state.is_open() && Given::of(of) == Given::Open && relay.told != until
}

fn mailboxes(conn: &mut Conn, cx: &Context, relays: &[Relay]) -> Stored<HashMap<ContactId, Vec<Mailbox>>> {
    let officers: Vec<ContactId> = relays.iter().map(|relay| relay.channel.officer.id).collect();
    store_around::mailboxes(conn, &cx.keys, &officers)
}

fn reach<'a>(relay: &Relay, mailboxes: &'a HashMap<ContactId, Vec<Mailbox>>) -> Option<&'a Mailbox> {
    let officer = &relay.channel.officer;
    usable(officer, mailboxes.get(&officer.id).map_or(&[][..], Vec::as_slice)).ok()
}

/// Writes to every officer who knows another embargo than there is now, and has not passed it on; says to how many. What can still be called
/// back is told to nobody. The caller is the engine.
pub fn tell_embargoes(conn: &mut Conn, cx: &Context) -> Result<usize> {
    let closed = programme::closed(conn)?;
    let mut open = store::open(conn)?;
    open.retain(|relay| !closed.contains(&relay.channel.programme));
    if open.is_empty() {
        return Ok(0);
    }
    let packages = store::packages(conn, &open.iter().map(|relay| relay.package).collect::<Vec<_>>())?;
    let ids: Vec<EventId> = packages.values().filter_map(|package| package.embargo.event()).collect();
    let (views, held) = (views(conn, packages.values())?, store_around::held(conn, &ids, cx.now)?);
    let ids: Vec<_> = packages.values().map(|package| package.deliverable).collect();
    let deliverables = deliverables::load_many(conn, &ids)?;
    let mailboxes = mailboxes(conn, cx, &open)?;
    let mut written = 0;
    for relay in &open {
        let Some(package) = packages.get(&relay.package) else { continue };
        let Some(of) = deliverables.get(&package.deliverable) else { continue };
        if package.embargo.event().is_some_and(|event| held.contains(&event)) {
            continue;
        }
        let until = counted(package, &views);
        // An offer that has not left says by itself how it stands.
        if leaves_at(relay.offered_at) > cx.now || (is_told(relay, of, until) && revive(conn, cx, &[relay])? > 0) {
            if relay.told != until {
                store_write::set_told(conn, cx.now, (relay.id, &relay.nonce), until)?;
            }
            continue;
        }
        let Some(mailbox) = reach(relay, &mailboxes).filter(|_| is_told(relay, of, until)) else { continue };
        // Called back, or given to another officer, at this moment: the next look tells whoever it is.
        if !store_write::set_told(conn, cx.now, (relay.id, &relay.nonce), until)? {
            continue;
        }
        let locale = locale_of(relay, package);
        store_write::set_locale(conn, relay.id, locale)?;
        outbox::enqueue_all(conn, cx, &[message(cx, relay, (mailbox, locale), until)])?;
        let changes = vec![
            Change::of("channel", "", stored(&relay.channel.house.name)?),
            Change::of("embargo_until", relay.told.stored(), until.stored()),
        ];
        record(conn, cx, of, (&relay.public_id, relay.version), ("relay-embargo-told", changes))?;
        written += 1;
    }
    let given = |relay: &&Relay| {
        let of = packages.get(&relay.package).and_then(|package| deliverables.get(&package.deliverable));
        of.is_some_and(|of| Given::of(of) == Given::Open)
    };
    revive(conn, cx, &open.iter().filter(given).collect::<Vec<_>>())?;
    Ok(written)
}

fn message(cx: &Context, relay: &Relay, (mailbox, locale): (&Mailbox, Locale), until: Until) -> NewMessage {
    NewMessage {
        message: Message::RelayEmbargo {
            relay: relay.id.raw(),
            nonce: relay.nonce.clone(),
            before: relay.told.stored(),
            after: until.stored(),
        },
        lane: Lane::Prompt,
        to: mailbox.email.clone(),
        contact: Some(relay.channel.officer.id),
        locale,
        programme: Some(relay.channel.programme),
        event: None,
        due_at: cx.now,
        // The same day may come round again: each telling is one of its own, and what was told is noted beside it.
        dedupe_key: format!("relay-embargo:{}:{}", relay.id, cx.now.micros()),
    }
}
