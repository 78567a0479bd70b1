//! The installation: what all processes on one database must agree on.
//!
//! Owns `installation`.
//!
//! The links in mails are made with `security.key`. Two nodes with keys of their own would each make links that the other calls no longer
//! good, so the database remembers a fingerprint of the key that was there first, and no process starts beside it with another.
//! They begin with the public address, and so do the names of mails: where the pages are is remembered for those that only send.

mod store;
#[cfg(test)]
mod tests;

use crate::db::{Conn, Stored};
use crate::kernel::token::Keys;

/// Whether a process has the key of its installation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyIs {
    Ours,
    Another,
}

const FINGERPRINT: &str = "key-fingerprint";
const PAGES: &str = "pages-address";

/// Compares this process's key with the one that the database knows; the first to ask is the one that is known.
pub fn compare_key(conn: &mut Conn, keys: &Keys) -> Stored<KeyIs> {
    let own = keys.digest(FINGERPRINT);
    let known = store::value_or(conn, FINGERPRINT, &own)?;
    Ok(if known == own { KeyIs::Ours } else { KeyIs::Another })
}

/// As [`compare_key`], for who only looks: a key that nobody has used here yet is as good as any.
pub fn look_at_key(conn: &mut Conn, keys: &Keys) -> Stored<KeyIs> {
    let known = store::value(conn, FINGERPRINT)?;
    Ok(if known.is_none_or(|known| known == keys.digest(FINGERPRINT)) { KeyIs::Ours } else { KeyIs::Another })
}

/// Whether the database was used with a key before.
pub fn knows_key(conn: &mut Conn) -> Stored<bool> {
    Ok(store::value(conn, FINGERPRINT)?.is_some())
}

/// Notes where this process serves the pages.
pub fn note_pages(conn: &mut Conn, address: &str) -> Stored<()> {
    store::put(conn, PAGES, address)
}

/// Where the pages were last served, if they ever were.
pub fn pages(conn: &mut Conn) -> Stored<Option<String>> {
    store::value(conn, PAGES)
}
