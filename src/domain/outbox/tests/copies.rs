use std::time::Duration;

use super::*;
use crate::db::{DatabaseUrl, Db, DbError, Limits};
use crate::domain::outbox::lease::{claim, free_all};
use crate::testing::database;

#[test]
fn nothing_is_held_in_a_copy_so_that_it_can_be_cancelled_there() {
    let db = database();
    if !matches!(db.url(), DatabaseUrl::Sqlite(_)) {
        return;
    }
    db.write_now::<_, DbError>(|conn| {
        enqueue_all(conn, &engine(), &[invitation(1, "a@x.example"), invitation(2, "b@x.example")])?;
        assert_eq!(claim(conn, &engine(), &mut worker("one"), 1)?.taken.len(), 1);
        Ok(())
    })
    .unwrap();
    let copy = db.folder().join("copy.db");
    db.copy_to(&copy, |conn| free_all(conn).map(|_| ())).unwrap();
    assert!(!db.folder().join("copy.db-wal").exists(), "it is one file");
    let held = |db: &Db| db.read_now::<_, DbError>(|conn| Ok(states(conn))).unwrap();
    assert_eq!(held(&db), [(MessageState::Leased, None), (MessageState::Queued, None)], "work goes on in the original");
    let limits = Limits { connections: 1, wait: Duration::from_secs(10) };
    let copied = Db::open(&DatabaseUrl::Sqlite(copy), &limits).unwrap();
    assert_eq!(held(&copied), [(MessageState::Queued, None), (MessageState::Queued, None)]);
}
