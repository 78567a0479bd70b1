//! A schema that somebody else has had a hand in.

use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;

use crate::db::{Conn, guards};
use crate::testing::database;

#[test]
fn a_guard_that_keeps_its_name_and_guards_nothing_is_told() {
    let db = database();
    let altered = || db.read_now(guards::altered_history_guards).unwrap();
    assert_eq!(altered(), Vec::<String>::new());
    let mut conn = db.connect().unwrap();
    let (sql, wanted): (&str, &[&str]) = match conn {
        Conn::Sqlite(_) => (
            "DROP TRIGGER history_no_update;
             CREATE TRIGGER history_no_update BEFORE UPDATE ON history WHEN 0 BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
             CREATE TRIGGER history_seals_away AFTER INSERT ON history_seals BEGIN SELECT 1; END;",
            &["history_no_update", "history_seals_away"],
        ),
        Conn::Postgres(_) => (
            "DROP TRIGGER history_head_kept ON history_head;
             CREATE TRIGGER history_head_kept BEFORE DELETE ON history_head FOR EACH STATEMENT EXECUTE FUNCTION history_refuse();
             CREATE OR REPLACE FUNCTION history_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
             CREATE RULE quiet AS ON DELETE TO history_seals DO INSTEAD NOTHING;",
            &["history_head_kept", "history_refuse()", "rule quiet on history_seals"],
        ),
    };
    conn.batch_execute(sql).unwrap();
    assert_eq!(altered(), wanted);
}

#[test]
fn what_a_newer_program_has_applied_is_noticed() {
    let db = database();
    assert_eq!(db.unknown().unwrap(), 0);
    let newer = "INSERT INTO __diesel_schema_migrations (version) VALUES ('20991231000001')";
    diesel::sql_query(newer).execute(&mut db.connect().unwrap()).unwrap();
    assert_eq!(db.unknown().unwrap(), 1);
    assert!(db.pending().unwrap().0.is_empty(), "of its own it lacks nothing");
}
