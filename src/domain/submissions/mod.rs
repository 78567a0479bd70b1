//! Submissions: a form sent twice acts once, and so does a program's request under one key (see [`requests`]).
//!
//! Every form carries a random key. The first transaction that writes the key acts; a later one with the same key is told where the
//! first one led and does nothing.

pub mod requests;
mod store;

use crate::access::Context;
use crate::db::{Conn, DbError};

/// Days for which a key is remembered; a page left open longer is taken as new.
const DAYS: i64 = 7;

/// Runs `act` unless this key was used before; either way, where to go next.
pub fn once<E: From<DbError>>(
    conn: &mut Conn,
    cx: &Context,
    key: &str,
    act: impl FnOnce(&mut Conn) -> Result<String, E>,
) -> Result<String, E> {
    let key = format!("{}:{key}", cx.actor.account().map_or(0, |a| a.raw()));
    if !store::claim(conn, &key, cx.machine)? {
        return Ok(store::location(conn, &key)?);
    }
    let location = act(conn)?;
    store::settle(conn, &key, &location)?;
    Ok(location)
}

/// Notes that the form of this key is acted upon, for acts of more than one transaction. Says whether it is for the first time.
pub fn is_first(conn: &mut Conn, cx: &Context, key: &str, location: &str) -> Result<bool, DbError> {
    let key = format!("{}:{key}", cx.actor.account().map_or(0, |a| a.raw()));
    let first = store::claim(conn, &key, cx.machine)?;
    if first {
        store::settle(conn, &key, location)?;
    }
    Ok(first)
}

/// Forgets keys that were used long ago. Says how many.
pub fn forget(conn: &mut Conn, cx: &Context) -> Result<usize, DbError> {
    let forms = store::forget_before(conn, cx.machine.plus_days(-DAYS))?;
    Ok(forms + requests::forget(conn, cx)?)
}
