//! Two transactions that wait for each other: the database ends one of them, nothing of it was written, and done once more it goes through.

use std::error::Error;

use super::conn::Conn;
use super::{DbError, WRITING, begin, end_tx};

/// So often a transaction is done anew before whoever asked is told to try again.
const RETRIES: u32 = 2;

/// What the database said of it. It is the source of a fault, and so it is found again in whatever a slice makes of that.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Crossing(pub(super) String);

fn has_crossed(fault: &(dyn Error + 'static)) -> bool {
    let mut behind = Some(fault);
    while let Some(fault) = behind {
        if fault.is::<Crossing>() {
            return true;
        }
        behind = fault.source();
    }
    false
}

/// Runs `work` in the transaction that has begun, and in new ones when it crosses another.
pub(super) fn end_tx_retrying<T, E: From<DbError> + Error + 'static>(
    conn: &mut Conn,
    mut work: impl FnMut(&mut Conn) -> Result<T, E>,
) -> Result<T, E> {
    for _ in 0..RETRIES {
        match end_tx(conn, &mut work) {
            Err(fault) if has_crossed(&fault) => {}
            done => return done,
        }
        tracing::info!("a transaction crossed another and is done again");
        begin(conn, WRITING)?;
    }
    end_tx(conn, work)
}
