//! One alarm while the relay cannot be used, however many messages find out.

use super::desk::OutboxError;
use super::policy::Alarm;
use super::store::alarms as store;
use crate::access::{Action, Context, Programmes, Scope, require};
use crate::db::{Conn, Stored};
use crate::kernel::time::Instant;

/// An alarm that rings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ringing {
    pub what: String,
    /// The relay's or the system's words.
    pub detail: String,
    pub raised_at: Instant,
    pub seen_at: Instant,
    /// When the relay is tried again (machine time).
    pub retry_at: Instant,
}

/// Raises the alarm, or renews the one that rings. Says whether it is new.
pub fn raise(conn: &mut Conn, cx: &Context, alarm: &Alarm, retry_at: Instant) -> Stored<bool> {
    store::raise(conn, cx.machine, alarm.what, &alarm.detail, retry_at)
}

/// Ends the alarm: a message went through. Says whether one rang.
pub fn clear(conn: &mut Conn, cx: &Context) -> Stored<bool> {
    store::clear(conn, cx.machine)
}

/// The alarm that rings, for all who see any mail.
pub fn ringing(conn: &mut Conn, cx: &Context) -> Stored<Option<Ringing>> {
    match cx.actor.programmes() {
        Programmes::Some(none) if none.is_empty() => Ok(None),
        _ => store::ringing(conn),
    }
}

/// The latest alarm, ringing or over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LastAlarm {
    pub detail: String,
    pub raised_at: Instant,
    pub cleared_at: Option<Instant>,
}

/// The latest alarm of those still remembered, for who runs the installation.
pub fn last(conn: &mut Conn, cx: &Context) -> Result<Option<LastAlarm>, OutboxError> {
    require(&cx.actor, Action::ManageInstallation, Scope::Installation)?;
    Ok(store::last(conn)?)
}

/// Days for which an ended alarm is kept.
const DAYS: i64 = 90;

/// Forgets alarms that ended long ago. Says how many.
pub fn forget(conn: &mut Conn, cx: &Context) -> Stored<usize> {
    store::forget_before(conn, cx.machine.plus_days(-DAYS))
}
