//! Submissions: a form sent twice acts once, and so does a program's request under one key (see [`requests`]).
//!
//! Owns `submissions`, `request_keys`.
//!
//! Every form carries a random key, and a digest of what it says. The same said again is told where the first led and does nothing; a page
//! that came back from the browser's memory and was filled in anew is another form, and acts. So does one that says what it said two acts
//! ago: only the last act of a page is a repetition.

pub mod requests;
mod store;

use crate::access::Context;
use crate::db::{Conn, DbError};

/// Days for which a key is remembered; a page left open longer is taken as new.
const DAYS: i64 = 7;

/// A form's own key, and a digest of what it says behind a hyphen.
struct Form<'a> {
    key: String,
    digest: &'a str,
}

impl Form<'_> {
    fn of<'a>(cx: &Context, key: &'a str) -> Form<'a> {
        let (own, digest) = key.split_once('-').unwrap_or((key, ""));
        Form { key: format!("{}:{own}", cx.actor.account().map_or(0, |a| a.raw())), digest }
    }

    /// Where this form led before, if it was the last that its page said. Until the transaction ends nobody else acts by this page.
    fn repeated(&self, conn: &mut Conn, cx: &Context) -> Result<Option<String>, DbError> {
        if store::claim(conn, &self.key, cx.machine)? {
            return Ok(None);
        }
        store::hold(conn, &self.key)?;
        self.led(conn)
    }

    /// Where its page led last, if by what this form says.
    fn led(&self, conn: &mut Conn) -> Result<Option<String>, DbError> {
        let last = store::last(conn, &self.key)?.filter(|last| last.digest == self.digest);
        Ok(last.map(|last| last.location))
    }

    fn settle(&self, conn: &mut Conn, location: &str) -> Result<(), DbError> {
        store::settle(conn, &self.key, self.digest, location)
    }
}

/// Runs `act` unless this form was the last that its page said; either way, where to go next.
pub fn once<E: From<DbError>>(
    conn: &mut Conn,
    cx: &Context,
    key: &str,
    act: impl FnOnce(&mut Conn) -> Result<String, E>,
) -> Result<String, E> {
    let form = Form::of(cx, key);
    if let Some(location) = form.repeated(conn, cx)? {
        return Ok(location);
    }
    let location = act(conn)?;
    form.settle(conn, &location)?;
    Ok(location)
}

/// Where this form led when it was sent before; none where it was not.
pub fn led(conn: &mut Conn, cx: &Context, key: &str) -> Result<Option<String>, DbError> {
    Form::of(cx, key).led(conn)
}

/// Notes that the form of this key is acted upon, for acts of more than one transaction. Says whether it is no repetition.
pub fn is_first(conn: &mut Conn, cx: &Context, key: &str, location: &str) -> Result<bool, DbError> {
    let form = Form::of(cx, key);
    let first = form.repeated(conn, cx)?.is_none();
    if first {
        form.settle(conn, location)?;
    }
    Ok(first)
}

/// Forgets keys that were used long ago. Says how many.
pub fn forget(conn: &mut Conn, cx: &Context) -> Result<usize, DbError> {
    let forms = store::forget_before(conn, cx.machine.plus_days(-DAYS))?;
    Ok(forms + requests::forget(conn, cx)?)
}
