//! Whoever asks not to be written to any more may still want to come somewhere: whom they then call.

use super::facts::{Closed, closed, facts_of};
use super::farewell_store as store;
use crate::access::Context;
use crate::db::{Conn, Stored};
use crate::domain::events::ContactCard;
use crate::kernel::ids::ContactId;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;

/// What the page behind "please don't write to me again" needs to know of its reader.
#[derive(Clone, Debug)]
pub struct Farewell {
    pub locale: Locale,
    /// Since when we do not write to them.
    pub silent_since: Option<Instant>,
    /// The events that are still ahead and to which they were invited.
    pub hosts: Vec<Host>,
}

/// An event and who speaks for it.
#[derive(Clone, Debug)]
pub struct Host {
    pub event: Localised,
    pub card: ContactCard,
}

/// Whom a person calls. That the link is theirs has been made sure of by the caller.
pub fn farewell(conn: &mut Conn, cx: &Context, contact: ContactId) -> Stored<Farewell> {
    let (locale, silent_since) = store::person(conn, contact)?;
    let events = store::invited_to(conn, contact)?;
    let ahead = |why: Option<Closed>| !matches!(why, Some(Closed::Cancelled | Closed::Over));
    let mut events = facts_of(conn, &events)?;
    events.retain(|event| ahead(closed(event, cx.now)));
    events.sort_by_key(|event| (event.when.map(|slot| slot.start.instant()), event.id));
    let hosts = events.into_iter().map(|e| Host { event: e.title.clone(), card: e.card.clone() }).collect();
    Ok(Farewell { locale, silent_since, hosts })
}
