//! Whether anybody works. A worker leaves a trace: some recurring task ends each minute wherever one runs.

use super::store::{lease, tasks};
use crate::access::{Context, Programmes};
use crate::db::{Conn, Stored};

/// Seconds without a trace after which nobody is taken to be at work; two minutes may be one slow task.
const SILENCE: i64 = 180;

/// Seconds that what is due may wait before it is worth a word.
pub const PATIENCE: i64 = 120;

/// Whether no worker was seen of late.
pub fn nobody_works(conn: &mut Conn, cx: &Context) -> Stored<bool> {
    Ok(!tasks::any_since(conn, cx.machine.plus_seconds(-SILENCE))?)
}

/// Whether mail that should have left waits and nobody is there to send it; for all who see any mail.
pub fn unattended(conn: &mut Conn, cx: &Context) -> Stored<bool> {
    match cx.actor.programmes() {
        Programmes::Some(none) if none.is_empty() => Ok(false),
        _ => Ok(nobody_works(conn, cx)? && lease::any_due(conn, cx.now.plus_seconds(-PATIENCE))?),
    }
}
