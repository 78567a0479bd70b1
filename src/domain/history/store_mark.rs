//! What the installation remembers of the chain outside of it, and what guards the tables.

use diesel::prelude::*;

use super::store_chain::Head;
use crate::db::conn::each;
use crate::db::schema::{accounts, history, installation, tasks};
use crate::db::{Conn, DbError, Stored};
use crate::kernel::ids::{AccountId, HistoryId};
use crate::kernel::time::Instant;

/// The row of `installation`; migrations put it there.
const NAME: &str = "history-chain";
const NOT_BEGUN: &str = "not begun";

/// How far the chain went, as the installation knows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Remembered {
    /// Somebody took the row away: it is there from the beginning.
    Nothing,
    NotBegun,
    /// The newest seal, with its own mark.
    Newest(Head),
    /// Nothing that was ever written there.
    Garbage,
}

pub fn remembered(conn: &mut Conn) -> Stored<Remembered> {
    let row: Option<String> = installation::table.find(NAME).select(installation::value).first(conn).optional()?;
    Ok(match row.as_deref() {
        None => Remembered::Nothing,
        Some(NOT_BEGUN) => Remembered::NotBegun,
        Some(text) => read(text).map_or(Remembered::Garbage, Remembered::Newest),
    })
}

fn read(text: &str) -> Option<Head> {
    let mut parts = text.split(' ');
    let (position, entry) = (parts.next()?.parse().ok()?, HistoryId::new(parts.next()?.parse().ok()?));
    let (seal, mark) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    parts.next().is_none().then_some(Head { position, entry, seal, mark })
}

pub fn remember(conn: &mut Conn, head: &Head) -> Stored<()> {
    let value = format!("{} {} {} {}", head.position, head.entry.raw(), head.seal, head.mark);
    let row = installation::table.find(NAME);
    match each!(conn, c => diesel::update(row).set(installation::value.eq(&value)).execute(c))? {
        1 => Ok(()),
        _ => Err(DbError::Damaged("the mark of history's chain went away".to_owned())),
    }
}

/// Entries from before the engine last sealed, by this much: one that runs has sealed them long ago.
const LONG_AGO: i64 = 15 * 60;

/// The first entry that the engine must have sealed, by what it says of its own last run.
pub fn sealed_once(conn: &mut Conn) -> Stored<Option<HistoryId>> {
    let ran: Option<Option<Instant>> = tasks::table.find("history").select(tasks::ran_at).first(conn).optional()?;
    let Some(ran) = ran.flatten() else { return Ok(None) };
    let old = history::table.filter(history::at.lt(ran.plus_seconds(-LONG_AGO))).order((history::at, history::id));
    Ok(old.select(history::id).first(conn).optional()?)
}

/// Whether nothing is told at all though there are members, each of whom an entry began with.
pub fn emptied(conn: &mut Conn) -> Stored<bool> {
    let entry: Option<HistoryId> = history::table.select(history::id).first(conn).optional()?;
    let account: Option<AccountId> = accounts::table.select(accounts::id).first(conn).optional()?;
    Ok(entry.is_none() && account.is_some())
}
