//! An offer is called back, as long as its mails wait: then it was never made.

use super::model::{Channel, Relay, RelayError, RelayState};
use super::packages::{record, stored};
use super::{store, store_around, store_write};
use crate::access::{Action, Context, Denied, require};
use crate::db::{Conn, Stored};
use crate::domain::deliverables::Deliverable;
use crate::domain::events::UNDO_SECONDS;
use crate::domain::history::Change;
use crate::domain::outbox;
use crate::kernel::ids::{ChannelId, RelayPackageId};
use crate::kernel::time::Instant;

/// By which the mail of an offer is known.
pub(super) fn key(package: RelayPackageId, channel: ChannelId) -> String {
    format!("relay-offer:{package}:{channel}")
}

/// When the mail of an offer leaves.
pub(super) fn leaves_at(offered: Instant) -> Instant {
    offered.plus_seconds(UNDO_SECONDS)
}

pub(super) fn waits(relay: &Relay, now: Instant) -> bool {
    relay.state == RelayState::Offered && leaves_at(relay.offered_at) > now
}

/// How many of these mails still wait, and until when.
pub fn waiting(relays: &[Relay], now: Instant) -> Option<(usize, Instant)> {
    let waiting: Vec<Instant> =
        relays.iter().filter(|relay| waits(relay, now)).map(|relay| leaves_at(relay.offered_at)).collect();
    let until = waiting.iter().max().copied()?;
    Some((waiting.len(), until))
}

/// Lets the mails of those offers wait once more that were kept back because the result was not given to outsiders when they were to leave;
/// says how many. They can be called back like any other: so nobody gets what is approved by mistake.
pub(super) fn revive(conn: &mut Conn, cx: &Context, relays: &[&Relay]) -> Stored<usize> {
    let asked = |relay: &&Relay| {
        let Channel { officer, retired_at, .. } = &relay.channel;
        relay.state == RelayState::Offered && retired_at.is_none() && !officer.silent && !officer.gone
    };
    let offered: Vec<&Relay> = relays.iter().copied().filter(asked).collect();
    let Some(since) = offered.iter().map(|relay| relay.offered_at).min() else { return Ok(0) };
    let keys: Vec<String> = offered.iter().map(|relay| key(relay.package, relay.channel.id)).collect();
    outbox::revive(conn, &keys, &store_around::KEPT_BACK, since, leaves_at(cx.now))
}

/// Takes back the offers whose mails wait; says how many there were.
pub fn call_back(conn: &mut Conn, cx: &Context, of: &Deliverable) -> Result<usize, RelayError> {
    require(&cx.actor, Action::RelayDeliverable, of.scope())?;
    let package = store::package_of(conn, of.id)?.ok_or(Denied::NotFound)?;
    store_write::lock_package(conn, package.id)?;
    let mut done = 0;
    for relay in store::relays_of(conn, &[package.id])?.iter().filter(|relay| waits(relay, cx.now)) {
        let keys = [key(package.id, relay.channel.id)];
        if outbox::withdraw(conn, cx, &keys, None)?.left > 0 {
            continue;
        }
        // It may be offered again.
        outbox::retire(conn, &keys, &format!(":called-back:{}", relay.id))?;
        store_write::delete_relay(conn, relay.id)?;
        let changes = vec![Change::of("channel", "", stored(&relay.channel.house.name)?)];
        record(conn, cx, of, (&relay.public_id, relay.version + 1), ("relay-called-back", changes))?;
        done += 1;
    }
    if done == 0 { Err(RelayError::TooLate) } else { Ok(done) }
}
