//! An event as it stood at another time: for what was sent then, and is read now.

use super::model::{Event, Venue};
use super::store_notices;
use crate::db::{Conn, Stored};
use crate::kernel::time::Instant;

/// Puts an event back to how it stood at an instant, as far as its notices remember; whatever else became of it since stays.
pub fn stand_at(conn: &mut Conn, event: &mut Event, at: Instant) -> Stored<()> {
    let Some((known, kept)) = store_notices::stood_at(conn, event.id, at)? else { return Ok(()) };
    if let Some(kept) = kept {
        return kept.put_back(event);
    }
    // An older notice keeps no hall: better none than one in another city.
    if event.place != known.place {
        event.venue = Venue::default();
    }
    event.host.slot = known.own.or(event.host.slot);
    (event.when, event.zone, event.place, event.state) = (known.when, known.zone, known.place, known.state);
    Ok(())
}
