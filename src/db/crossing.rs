//! Two transactions that wait for each other: the database ends one of them, nothing of it was written, and done once more it goes through.

use std::cell::Cell;

use super::conn::Conn;
use super::{DbError, WRITING, begin, end_tx};

/// So often a transaction is done anew before whoever asked is told to try again.
const RETRIES: u32 = 2;

thread_local! {
    /// What a slice makes of a fault of the database is its own affair, and the fault cannot be read out of it again. All of a transaction
    /// runs on one thread: there it is noted.
    static CROSSED: Cell<bool> = const { Cell::new(false) };
}

/// Notes that the transaction of this thread was ended for the sake of another.
pub(super) fn note() {
    CROSSED.set(true);
}

/// Runs `work` in the transaction that has begun, and in new ones when it crosses another.
pub(super) fn end_tx_retrying<T, E: From<DbError>>(
    conn: &mut Conn,
    mut work: impl FnMut(&mut Conn) -> Result<T, E>,
) -> Result<T, E> {
    for _ in 0..RETRIES {
        CROSSED.set(false);
        let done = end_tx(conn, &mut work);
        if done.is_ok() || !CROSSED.get() {
            return done;
        }
        tracing::info!("a transaction crossed another and is done again");
        begin(conn, WRITING)?;
    }
    end_tx(conn, work)
}
