//! Transactions that wait for each other: which are tried again, and how often.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Barrier};

use diesel::RunQueryDsl;
use diesel::result::{DatabaseErrorKind, Error};
use diesel::sql_types::BigInt;

use crate::db::{Conn, DatabaseUrl, DbError};
use crate::testing::database;

#[tokio::test]
async fn what_crossed_another_is_done_twice_more_and_no_oftener() {
    let db = database();
    let tried = Arc::new(AtomicU32::new(0));
    let failing = |times: u32, message: &'static str| {
        let tried = tried.clone();
        tried.store(0, Ordering::Relaxed);
        move |_: &mut Conn| -> Result<u32, DbError> {
            let now = tried.fetch_add(1, Ordering::Relaxed) + 1;
            if now > times {
                return Ok(now);
            }
            Err(Error::DatabaseError(DatabaseErrorKind::Unknown, Box::new(message.to_owned())).into())
        }
    };
    let crossed = "deadlock detected";
    assert_eq!(db.write_retrying(failing(2, crossed)).await.unwrap(), 3);
    assert!(matches!(db.write_retrying(failing(3, crossed)).await, Err(DbError::Crossed(_))));
    assert_eq!(tried.load(Ordering::Relaxed), 3);
    // Who has waited long enough waits no longer, and a fault is no better the second time.
    for message in ["canceling statement due to lock timeout", "division by zero"] {
        assert!(db.write_retrying(failing(1, message)).await.is_err(), "{message}");
        assert_eq!(tried.load(Ordering::Relaxed), 1, "{message}");
    }
}

/// What a slice makes of faults, and another of that one's.
#[derive(Debug, thiserror::Error)]
enum Inner {
    #[error(transparent)]
    Db(#[from] DbError),
}
#[derive(Debug, thiserror::Error)]
enum Outer {
    #[error(transparent)]
    Inner(#[from] Inner),
    #[error(transparent)]
    Db(#[from] DbError),
}

#[tokio::test]
async fn a_crossing_is_found_in_what_slices_make_of_it_and_nowhere_else() {
    let crossed = || {
        let fault = Error::DatabaseError(DatabaseErrorKind::Unknown, Box::new("deadlock detected".to_owned()));
        Outer::from(Inner::from(DbError::from(fault)))
    };
    let db = database();
    let mut tries = 0;
    let done = db.write_retrying(move |_| -> Result<u32, Outer> {
        tries += 1;
        if tries == 1 { Err(crossed()) } else { Ok(tries) }
    });
    assert_eq!(done.await.unwrap(), 2);
    // One that was got over is no reason to do the rest again.
    let tried = Arc::new(AtomicU32::new(0));
    let counted = tried.clone();
    let done = db.write_retrying(move |_| -> Result<(), Outer> {
        counted.fetch_add(1, Ordering::Relaxed);
        assert!(matches!(crossed(), Outer::Inner(Inner::Db(DbError::Crossed(_)))));
        Err(DbError::NotFound.into())
    });
    assert!(matches!(done.await, Err(Outer::Db(DbError::NotFound))));
    assert_eq!(tried.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn of_two_that_wait_for_each_other_one_begins_anew_and_both_are_done() {
    let db = database();
    let DatabaseUrl::Postgres(_) = db.url() else { return };
    let met = Arc::new(Barrier::new(2));
    let lock = |conn: &mut Conn, of: i64| -> Result<(), DbError> {
        let Conn::Postgres(c) = conn else { return Ok(()) };
        diesel::sql_query("SELECT pg_advisory_xact_lock($1)").bind::<BigInt, _>(of).execute(c)?;
        Ok(())
    };
    let crossing = |first: i64, second: i64| {
        let (met, mut tries) = (met.clone(), 0_u32);
        move |conn: &mut Conn| -> Result<u32, DbError> {
            tries += 1;
            lock(conn, first)?;
            if tries == 1 {
                met.wait();
            }
            lock(conn, second)?;
            Ok(tries)
        }
    };
    let (one, other) = tokio::join!(db.write_retrying(crossing(71, 72)), db.write_retrying(crossing(72, 71)));
    assert_eq!(one.unwrap() + other.unwrap(), 3);
}
