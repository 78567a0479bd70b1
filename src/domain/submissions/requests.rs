//! Requests of programs under a key of their own (`Idempotency-Key`): sent again, they are answered with the first answer and do nothing.
//!
//! The key is written before the request acts and settled with its answer after: what was refused did nothing, and frees its key. A
//! process that dies between the two, or a fault after something was committed, leaves a request of which nobody knows whether it acted:
//! it is never done again under this key, and whoever asks again is told to look first.

use super::store;
use crate::access::Context;
use crate::db::{Conn, Stored};

/// Days for which an answer is kept. Answers hold personal data, so it is the shortest time that outlasts a program's own attempts.
pub const DAYS: i64 = 1;

/// Minutes after which a request without an answer is not at work any more: the process that had it is gone. No request takes so long.
pub const AT_WORK_MINUTES: i64 = 10;

/// A request as digests: of its key with whoever sent it, and of all that it says with the rights it was sent with. An answer holds
/// what somebody might see when it was given; it is not given again to who may see less.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    pub key: String,
    pub request: String,
}

/// The answer to a request that acted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    pub status: u16,
    pub location: Option<String>,
    pub etag: Option<String>,
    pub body: String,
}

/// What is known of a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Known {
    /// Nothing until now: the request may act.
    New,
    /// The request acted, and this was said.
    Answered(Answer),
    /// It has not been answered yet.
    AtWork,
    /// It failed, or was cut off, and may have acted all the same.
    InDoubt,
    /// The key belongs to another request, or to this one with other rights.
    Another,
}

/// Takes the key, if it is free. Of several at one time one is the first.
pub fn begin(conn: &mut Conn, cx: &Context, asked: &Asked) -> Stored<Known> {
    // A key that is not free may be freed before it is read, by the refusal of the request that had it: then it is tried once more.
    for _ in 0..2 {
        if store::take(conn, asked, cx.machine)? {
            return Ok(Known::New);
        }
        if let Some((request, at, answer)) = store::taken(conn, &asked.key)? {
            return Ok(match answer {
                _ if request != asked.request => Known::Another,
                Some(answer) if answer.status >= 500 => Known::InDoubt,
                Some(answer) => Known::Answered(answer),
                None if cx.machine.seconds_since(at) > AT_WORK_MINUTES * 60 => Known::InDoubt,
                None => Known::AtWork,
            });
        }
    }
    Ok(Known::AtWork)
}

/// Keeps the answer for whoever asks again.
pub fn settle(conn: &mut Conn, asked: &Asked, answer: &Answer) -> Stored<()> {
    store::keep(conn, &asked.key, answer)
}

/// Notes that a request failed which may have acted.
pub fn doubt(conn: &mut Conn, asked: &Asked, status: u16) -> Stored<()> {
    store::keep(conn, &asked.key, &Answer { status, location: None, etag: None, body: String::new() })
}

/// Frees the key of a request that was refused.
pub fn release(conn: &mut Conn, asked: &Asked) -> Stored<()> {
    store::free(conn, &asked.key)
}

/// Forgets old answers. Says how many.
pub fn forget(conn: &mut Conn, cx: &Context) -> Stored<usize> {
    store::forget_requests_before(conn, cx.machine.plus_days(-DAYS))
}
