//! Relays of which nothing is heard.

use chrono::{Days, NaiveDate};

use super::answering::note;
use super::model::{Package, Place, Relay, RelayError, RelayState, Source, Until};
use super::store_write::Standing;
use super::{embargo, store, store_around, store_write};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::{deliverables, programme};

/// The last day on which something is expected: some days after the offer, or after the end of the embargo where that is later. None while
/// nobody knows when the embargo ends.
pub(super) fn last_day(offered: NaiveDate, until: Until, days: i32) -> Option<NaiveDate> {
    let from = match until {
        Until::Free => offered,
        Until::Day(day) => day.max(offered),
        Until::Unknown => return None,
    };
    from.checked_add_days(Days::new(u64::try_from(days).unwrap_or_default()))
}

/// Whether a relay has waited too long on this day.
fn is_over(cx: &Context, relay: &Relay, package: &Package, (place, until): (&Place, Until)) -> bool {
    let day = |at: crate::kernel::time::Instant| at.at(place.zone).date();
    last_day(day(relay.offered_at), until, package.lapse_days).is_some_and(|last| day(cx.now) > last)
}

/// Lets lapse what was not answered for too long; says how many. Nobody is written to: the list says so. The caller is the engine.
pub fn lapse_due(conn: &mut Conn, cx: &Context) -> Result<usize, RelayError> {
    let closed = programme::closed(conn)?;
    let mut open = store::open(conn)?;
    open.retain(|relay| !closed.contains(&relay.channel.programme));
    if open.is_empty() {
        return Ok(0);
    }
    let packages = store::packages(conn, &open.iter().map(|relay| relay.package).collect::<Vec<_>>())?;
    let ids: Vec<_> = packages.values().map(|package| package.deliverable).collect();
    let deliverables = deliverables::load_many(conn, &ids)?;
    let spots: Vec<_> = deliverables.values().map(|of| (of.programme, of.city)).collect();
    let (places, views) = (store_around::places(conn, &spots)?, embargo::views(conn, packages.values())?);
    let mut lapsed = 0;
    for relay in &open {
        let Some(package) = packages.get(&relay.package) else { continue };
        let Some(of) = deliverables.get(&package.deliverable) else { continue };
        let Some(place) = places.get(&(of.programme, of.city)) else { continue };
        if !is_over(cx, relay, package, (place, embargo::counted(package, &views))) {
            continue;
        }
        let standing = Standing {
            state: RelayState::Lapsed,
            members: None,
            forwarded_on: None,
            reason: "",
            source: Source::None,
            answered_at: None,
        };
        // Who answers at this moment is not too late.
        if store_write::set_standing(conn, cx.now, (relay.id, relay.version), &standing)? {
            note(conn, cx, (relay, of), &standing)?;
            lapsed += 1;
        }
    }
    Ok(lapsed)
}
