//! Relays of which nothing is heard.

use chrono::{Days, NaiveDate};

use super::answering::note;
use super::looking::Seen;
use super::model::{Relay, RelayState, Source, Telling};
use super::store_write::{self, Standing};
use super::until::Until;
use crate::access::Context;
use crate::db::{Conn, Stored};
use crate::kernel::time::Instant;

/// The last day on which something is expected: some days after the officer was written to, or after the end of the embargo where that is
/// later. None while nobody knows when the embargo ends, or it is not to be passed on.
pub(super) fn last_day(written: NaiveDate, until: Until, days: i32) -> Option<NaiveDate> {
    let from = match until {
        Until::Free => written,
        Until::Day(day) => day.max(written),
        Until::Unknown | Until::Approval | Until::Never => return None,
    };
    from.checked_add_days(Days::new(u64::try_from(days).unwrap_or_default()))
}

/// When the officer was written to last: offered it, or told from when on it may be passed on.
fn written_at(relay: &Relay) -> Instant {
    let told = relay.telling.as_ref().and_then(Telling::at);
    told.map_or(relay.offered_at, |at| at.max(relay.offered_at))
}

/// Lets a relay lapse that was not answered for too long; whether it did. Nobody is written to: the list says so.
pub(super) fn lapse(conn: &mut Conn, cx: &Context, relay: &Relay, seen: &Seen<'_>) -> Stored<bool> {
    // What can be changed back ends nothing.
    if seen.fresh || seen.held {
        return Ok(false);
    }
    let day = |at: Instant| at.at(seen.place.zone).date();
    let until = seen.until.while_given(seen.given);
    let last = last_day(day(written_at(relay)), until, seen.package.lapse_days);
    if last.is_none_or(|last| day(cx.now) <= last) {
        return Ok(false);
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
    let lapsed = store_write::set_standing(conn, cx.now, (relay.id, relay.version), &standing)?;
    if lapsed {
        note(conn, cx, (relay, seen.of), &standing)?;
    }
    Ok(lapsed)
}
