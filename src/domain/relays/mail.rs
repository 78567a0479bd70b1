//! What the mails to officers say: every value, no sentence. Loaded for a batch of claimed messages at once.

use std::collections::HashMap;

use super::model::{Given, Package, Place, Relay};
use super::store_around::Spot;
use super::until::Until;
use super::{store, store_around};
use crate::access::Context;
use crate::db::{Conn, Stored};
use crate::domain::deliverables::{self, Deliverable};
use crate::domain::invitations::mail::{Moot, Reading};
use crate::kernel::ids::{ContactId, RelayId};
use crate::kernel::token::Purpose;

/// What an officer is written for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    Offer,
    /// The embargo is another than they know; or it was taken back, or is given again.
    Embargo {
        before: Until,
        after: Until,
    },
}

/// What a mail is made from: the relay, the nonce of the link that it was to carry, and what for.
pub type RelayOf = (i64, String, What);

#[derive(Clone, Debug)]
pub struct RelayLetter {
    pub what: What,
    pub relay: Relay,
    pub package: Package,
    pub deliverable: Deliverable,
    pub place: Place,
    /// What the officer is told by it: what stands beside the relay, and never what can still be called back.
    pub until: Until,
    pub token: String,
    /// The token of "please don't write to me again"; none for whoever is gone.
    pub stop_token: Option<String>,
}

/// The letters in the order asked for, or the reason why there is none.
pub fn letters(
    conn: &mut Conn,
    cx: &Context,
    ids: &[RelayOf],
    reading: Reading,
) -> Stored<Vec<Result<RelayLetter, Moot>>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let numbers: Vec<RelayId> = ids.iter().map(|(id, ..)| RelayId::new(*id)).collect();
    let relays = store::relays_by_id(conn, &numbers)?;
    let packages = store::packages(conn, &relays.values().map(|relay| relay.package).collect::<Vec<_>>())?;
    let own: Vec<_> = packages.values().map(|package| package.deliverable).collect();
    let known = deliverables::load_many(conn, &own)?;
    let officers: Vec<ContactId> = relays.values().map(|relay| relay.channel.officer.id).collect();
    let spots: Vec<_> = known.values().map(|of| (of.programme, of.city)).collect();
    let around = Around { nonces: store_around::nonces(conn, &officers)?, places: store_around::places(conn, &spots)? };
    let mut letters = Vec::with_capacity(ids.len());
    for (id, nonce, what) in ids {
        let whole = relays.get(&RelayId::new(*id)).and_then(|relay| {
            let package = packages.get(&relay.package)?;
            Some((relay, package, known.get(&package.deliverable)?))
        });
        letters.push(match whole {
            Some(whole) => letter(cx, whole, (nonce, *what, reading), &around),
            None => Err(Moot::Gone),
        });
    }
    Ok(letters)
}

/// What letters need beside their relays.
struct Around {
    nonces: HashMap<ContactId, String>,
    places: HashMap<Spot, Place>,
}

/// Whether there is still a point in it: what was taken back is offered to nobody, and what is given again is not called back.
fn holds(what: What, given: Given) -> bool {
    match what {
        What::Embargo { after, .. } if after.is_back() => Until::Free.while_given(given) == after,
        What::Offer | What::Embargo { .. } => given == Given::Open,
    }
}

fn letter(
    cx: &Context,
    (relay, package, of): (&Relay, &Package, &Deliverable),
    (nonce, what, reading): (&str, What, Reading),
    around: &Around,
) -> Result<RelayLetter, Moot> {
    let place = around.places.get(&(of.programme, of.city)).ok_or(Moot::Gone)?;
    let other = matches!(what, What::Embargo { after, .. } if after != relay.told);
    let moot = match () {
        () if Given::of(of) == Given::Never => Some(Moot::Gone),
        // Somebody else is the officer now: the link is not theirs.
        () if relay.nonce != *nonce => Some(Moot::Succeeded),
        () if !relay.state.is_open() || !holds(what, Given::of(of)) => Some(Moot::Settled),
        () if other => Some(Moot::Replaced),
        () => None,
    };
    if let Some(moot) = moot.filter(|moot| reading == Reading::ToSend || *moot == Moot::Gone) {
        return Err(moot);
    }
    let officer = relay.channel.officer.id;
    let stop = |nonce: &String| cx.keys.link(Purpose::DoNotContact, officer.raw(), nonce);
    Ok(RelayLetter {
        what,
        place: place.clone(),
        // A link that was renewed since opens nothing any more.
        token: cx.keys.link(Purpose::Relay, relay.id.raw(), nonce),
        stop_token: around.nonces.get(&officer).map(stop),
        relay: relay.clone(),
        package: package.clone(),
        deliverable: of.clone(),
        until: relay.told,
    })
}
