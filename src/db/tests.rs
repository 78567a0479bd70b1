//! What the house relies on of its database, whichever of both it is; first what it says went wrong, told apart by what can be done about it.

mod batch;
mod conditions;
mod crossing;
mod lanes;
mod schema;
mod server;
mod values;

use super::{Conn, Db, DbError};
use crate::testing::database;

#[test]
fn a_text_that_no_row_can_hold_is_told_from_a_fault_of_ours() {
    use diesel::result::{DatabaseErrorKind, Error};
    let told = |text: &str| DbError::from(Error::DatabaseError(DatabaseErrorKind::Unknown, Box::new(text.to_owned())));
    for said in [
        "invalid byte sequence for encoding \"UTF8\": 0x00",
        "séquence d'octets invalide pour l'encodage « UTF8 » : 0x00",
    ] {
        assert!(matches!(told(said), DbError::Unstorable), "{said}");
    }
    let slow = told("canceling statement due to statement timeout");
    assert!(matches!(slow, DbError::Query(_)));
    for said in ["statement timeout", "60 seconds", "Nothing of its transaction was written", "ANALYZE"] {
        assert!(slow.to_string().contains(said), "{slow}");
    }
    for said in ["database or disk is full", "could not extend file \"base/5/1259\": No space left on device"] {
        assert!(matches!(told(said), DbError::Full(_)), "{said}");
    }
}

#[test]
fn a_full_disk_is_remembered_until_somebody_finds_room() {
    let full = || {
        diesel::result::Error::DatabaseError(
            diesel::result::DatabaseErrorKind::Unknown,
            Box::new("could not extend file \"base/5/1259\": No space left on device".to_owned()),
        )
    };
    let (db, folder) = (database(), tempfile::tempdir().unwrap());
    assert!(!db.is_full() && db.has_room(folder.path()));
    let failed = db.write_now(|_| Err::<(), DbError>(full().into()));
    assert!(matches!(failed, Err(DbError::Full(_))) && db.is_full());
    db.write_now(|_| Ok::<_, DbError>(())).unwrap();
    assert!(db.is_full(), "to write nothing proves nothing");
    // What would be written to find out meets something else in its place.
    let probe = folder.path().join(".room");
    std::fs::create_dir(&probe).unwrap();
    assert!(!db.has_room(folder.path()) && db.is_full());
    std::fs::remove_dir(&probe).unwrap();
    let limit = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while !db.has_room(folder.path()) {
        assert!(std::time::Instant::now() < limit, "it is tried again within a second");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert!(!db.is_full() && !probe.exists());
}

#[test]
fn two_who_wait_for_each_other_are_told_to_try_again() {
    use diesel::result::{DatabaseErrorKind, Error};
    let told = |kind, message: &str| DbError::from(Error::DatabaseError(kind, Box::new(message.to_owned())));
    let waited = told(DatabaseErrorKind::Unknown, "canceling statement due to lock timeout");
    assert!(matches!(waited, DbError::Unavailable(_)));
    assert!(waited.to_string().contains("pg_stat_activity tells who holds it"), "{waited}");
    assert!(matches!(told(DatabaseErrorKind::Unknown, "deadlock detected"), DbError::Crossed(_)));
    let crossed = told(DatabaseErrorKind::SerializationFailure, "could not serialize access");
    assert!(matches!(crossed, DbError::Crossed(_)));
    assert!(matches!(told(DatabaseErrorKind::Unknown, "division by zero"), DbError::Query(_)));
}

#[tokio::test]
async fn whoever_waited_in_vain_for_a_connection_is_told_what_to_look_at() {
    let db = database();
    let limits = super::Limits { connections: 1, wait: std::time::Duration::from_secs(1) };
    let narrow = Db::open(&db.url(), &limits).unwrap();
    let slow = |_: &mut Conn| -> Result<(), DbError> {
        std::thread::sleep(std::time::Duration::from_secs(2));
        Ok(())
    };
    let (one, other) = tokio::join!(narrow.write(slow), narrow.write(slow));
    let fault = one.and(other).unwrap_err();
    assert!(matches!(fault, DbError::Unavailable(_)));
    assert!(fault.to_string().contains("database.connections"), "{fault}");
}
