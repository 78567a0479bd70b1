//! Who runs which recurring task: a lease for each, on machine time, so that one node at a time does.

use super::store::tasks as store;
use crate::access::Context;
use crate::db::{Conn, Stored};

/// Whether the task's time has come and nobody is at it.
pub fn is_due(conn: &mut Conn, cx: &Context, name: &str, every: i64) -> Stored<bool> {
    store::is_due(conn, name, cx.machine, cx.machine.plus_seconds(-every))
}

/// Takes the task for `lease` seconds, if its time has come and nobody is at it.
pub fn take(conn: &mut Conn, cx: &Context, name: &str, every: i64, owner: &str, lease: i64) -> Stored<bool> {
    let ran_before = cx.machine.plus_seconds(-every);
    store::take(conn, name, cx.machine, ran_before, owner, cx.machine.plus_seconds(lease))
}

/// Notes the end of a run and gives the task back.
pub fn finish(conn: &mut Conn, cx: &Context, name: &str, owner: &str, outcome: &str) -> Stored<()> {
    store::finish(conn, name, cx.machine, owner, outcome)
}
