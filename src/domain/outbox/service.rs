use super::model::{NewMessage, Withdrawn};
use super::store;
use crate::access::Context;
use crate::db::{Conn, Stored};
use crate::kernel::time::Instant;

/// Writes a message down. A key that is there already is left as it is: `false` says so.
pub fn enqueue(conn: &mut Conn, cx: &Context, message: &NewMessage) -> Stored<bool> {
    Ok(enqueue_all(conn, cx, std::slice::from_ref(message))? == 1)
}

/// Writes many down in few statements; says how many were new.
pub fn enqueue_all(conn: &mut Conn, cx: &Context, messages: &[NewMessage]) -> Stored<usize> {
    store::insert(conn, cx.now, messages)
}

/// Takes back what still waits, by key, in the transaction of whoever changed their mind; `why` is the word kept beside each.
pub fn withdraw(conn: &mut Conn, cx: &Context, keys: &[String], why: Option<&str>) -> Stored<Withdrawn> {
    store::withdraw(conn, cx.now, keys, why)
}

/// Takes back what still waits, because something newer is told instead; `why` is the word kept beside each.
pub fn replace(conn: &mut Conn, cx: &Context, keys: &[String], why: &str) -> Stored<usize> {
    store::replace(conn, cx.now, keys, why)
}

/// Lets messages wait again, until `due_at`, that were taken back or found pointless `since` then for one of these reasons; says how
/// many there were.
pub fn revive(conn: &mut Conn, keys: &[String], whys: &[&str], since: Instant, due_at: Instant) -> Stored<usize> {
    store::revive(conn, keys, whys, since, due_at)
}

/// Lets cancelled messages give up their keys, so that the same may be said once more; `mark` is put behind each.
pub fn retire(conn: &mut Conn, keys: &[String], mark: &str) -> Stored<usize> {
    store::retire(conn, keys, mark)
}
