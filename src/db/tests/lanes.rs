//! Readers beside a writer, and workers beside pages.

use diesel::prelude::*;

use crate::db::schema::stakeholder_groups;
use crate::db::{Conn, DatabaseUrl, Db, DbError, lanes, workers_share};
use crate::kernel::ids::PublicId;
use crate::testing::database;

fn groups(conn: &mut Conn) -> Result<i64, DbError> {
    Ok(stakeholder_groups::table.count().get_result(conn)?)
}

fn add_group(conn: &mut Conn) -> Result<(), DbError> {
    let row = (
        stakeholder_groups::public_id.eq(PublicId::random()),
        stakeholder_groups::code.eq("choirs"),
        stakeholder_groups::name.eq("{}"),
        stakeholder_groups::position.eq(99),
    );
    diesel::insert_into(stakeholder_groups::table).values(row).execute(conn)?;
    Ok(())
}

#[test]
fn a_reader_sees_one_moment_whatever_is_written_meanwhile() {
    let db = database();
    let (before, after) = db
        .read_now(|conn| -> Result<_, DbError> {
            let before = groups(conn)?;
            db.write_now(add_group)?;
            Ok((before, groups(conn)?))
        })
        .unwrap();
    assert_eq!(before, after);
    assert_eq!(db.read_now(groups).unwrap(), before + 1);
}

#[test]
fn the_workers_have_a_third_and_leave_somebody_something() {
    let shares = [1, 2, 3, 8, 16, 64].map(workers_share);
    assert_eq!(shares, [0, 1, 1, 3, 6, 6]);
}

#[test]
fn workers_that_share_with_no_pages_have_all_connections() {
    let (alone, beside) = (database(), database());
    alone.leave_to_workers();
    let free = |db: &Db| {
        let lane = db.for_workers().expect("workers").lane;
        (lane.readers.available_permits(), lane.read.max_size())
    };
    assert_eq!(free(&alone), (lanes::at_a_time(&alone.url, alone.connections as usize), alone.connections));
    if let DatabaseUrl::Postgres(_) = beside.url() {
        let share = workers_share(beside.connections);
        assert_eq!(free(&beside), (share as usize, share));
        assert_eq!(alone.lane.writers.available_permits(), alone.connections as usize);
    }
}
