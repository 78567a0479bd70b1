//! The chain: whatever is done to it by hand is found, what is done rightly is accepted; and the log by its filters.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use super::*;
use crate::access::{Context, Door};
use crate::db::schema::{history_head, history_personal, history_seals, installation};
use crate::db::{Conn, DbError};
use crate::kernel::ids::{ContactId, HistoryId};
use crate::kernel::token::Keys;
use crate::testing::{TestDatabase, database};

const KEYS: Keys = Keys::new([7; 32]);
const SOMEBODY: ContactId = ContactId::new(41);

fn system() -> Context {
    let now = "2016-04-18T08:00:00Z".parse().unwrap();
    let cx = Context::system("test", Door::Command, now, now, KEYS);
    Context { place: Some("k3f9x2ab".to_owned()), ..cx }
}

fn said(after: &str) -> PersonalChange {
    PersonalChange {
        contact: Some(SOMEBODY),
        field: "phone".to_owned(),
        before: Some("+86 352 1".to_owned()),
        after: Some(after.to_owned()),
    }
}

/// Twelve entries, the even ones with something about a person.
fn filled() -> TestDatabase {
    let db = database();
    add(&db, 12);
    db
}

fn add(db: &TestDatabase, entries: i64) {
    let cx = system();
    db.write_now(|conn| -> Result<(), DbError> {
        for n in 1..=entries {
            let change = Change::of("state", "planned", format!("held {n}"));
            let entry = Record::new(Entity::Event, n, "moved").because("for a reason").changes([change]);
            let told = (n % 2 == 0).then(|| said(&format!("+86 352 {n}")));
            record(conn, &cx, entry.personal(told))?;
        }
        Ok(())
    })
    .unwrap();
}

fn sealed() -> TestDatabase {
    let db = filled();
    assert_eq!(seal_all(&db), 12);
    db
}

fn seal_all(db: &TestDatabase) -> usize {
    db.write_now(|conn| seal(conn, &system())).unwrap()
}

fn look(db: &TestDatabase) -> Proof {
    db.read_now(|conn| verify(conn, &KEYS)).unwrap()
}

fn id(n: i64) -> HistoryId {
    HistoryId::new(n)
}

/// Somebody with the database's own rights, who takes the guards away first.
fn by_hand(db: &TestDatabase, sql: &str) {
    let mut conn = db.connect().unwrap();
    let (away, back) = match &conn {
        Conn::Sqlite(_) => {
            let names = [
                "history_no_update",
                "history_no_delete",
                "history_personal_no_update",
                "history_personal_no_delete",
                "history_seals_no_update",
                "history_seals_no_delete",
                "history_head_forward",
                "history_head_no_delete",
            ];
            let drops: String = names.iter().map(|name| format!("DROP TRIGGER IF EXISTS {name};")).collect();
            (format!("PRAGMA foreign_keys=OFF;{drops}"), String::new())
        }
        Conn::Postgres(_) => ("SET session_replication_role = replica;".to_owned(), String::new()),
    };
    conn.batch_execute(&format!("{away}{sql};{back}")).unwrap();
}

#[test]
fn entries_are_sealed_once_in_their_order_and_the_chain_holds() {
    let db = filled();
    let before = look(&db);
    assert_eq!((before.sealed, before.waiting, before.fault), (0, 12, None));
    assert_eq!(seal_all(&db), 12);
    assert_eq!(seal_all(&db), 0);
    add(&db, 3);
    let between = look(&db);
    assert_eq!((between.sealed, between.waiting, between.fault), (12, 3, None));
    assert_eq!(seal_all(&db), 3);
    let after = look(&db);
    assert_eq!((after.sealed, after.waiting, after.fault), (15, 0, None));
    assert_eq!(after.newest.unwrap().0, id(15));
}

#[test]
fn the_database_refuses_to_change_or_forget() {
    let db = sealed();
    for sql in [
        "UPDATE history SET reason = 'another' WHERE id = 5",
        "DELETE FROM history WHERE id = 5",
        "UPDATE history_personal SET after_value = 'another'",
        "UPDATE history_personal SET contact_id = 42",
        "UPDATE history_personal SET digest = 'another'",
        "DELETE FROM history_personal",
        "UPDATE history_seals SET seal = 'another' WHERE id = 5",
        "DELETE FROM history_seals WHERE id = 12",
        "UPDATE history_head SET position = 3",
        "DELETE FROM history_head",
    ] {
        let refused = db.connect().unwrap().batch_execute(sql).unwrap_err().to_string();
        assert!(refused.contains("history is only added to"), "{sql}: {refused}");
    }
    assert_eq!(look(&db).fault, None);
}

#[test]
fn each_column_that_is_changed_is_found() {
    let changes = [
        ("at", "at + 1"),
        ("actor_kind", "'member'"),
        ("actor_id", "3"),
        ("door", "'page'"),
        ("request", "'another'"),
        ("place", "'another'"),
        ("place", "NULL"),
        ("programme_id", "1"),
        ("city_id", "1"),
        ("object_kind", "'seat'"),
        ("object_id", "6"),
        ("action", "'edited'"),
        ("reason", "NULL"),
        ("reason", "''"),
        ("changes", "'[]'"),
    ];
    for (column, value) in changes {
        let db = sealed();
        by_hand(&db, &format!("UPDATE history SET {column} = {value} WHERE id = 5"));
        let proof = look(&db);
        assert_eq!((proof.fault, proof.sealed), (Some(Fault::Changed(id(5))), 4), "{column} = {value}");
    }
    for (column, value, fault) in [
        ("field", "'notes'", Fault::Changed(id(6))),
        ("contact_id", "42", Fault::Changed(id(6))),
        ("digest", "'another'", Fault::Changed(id(6))),
        ("before_value", "'another'", Fault::PersonChanged(id(6))),
        ("after_value", "NULL", Fault::PersonChanged(id(6))),
        ("salt", "'another'", Fault::PersonChanged(id(6))),
        ("salt", "NULL", Fault::PersonChanged(id(6))),
    ] {
        let db = sealed();
        by_hand(&db, &format!("UPDATE history_personal SET {column} = {value} WHERE history_id = 6"));
        assert_eq!(look(&db).fault, Some(fault), "{column} = {value}");
    }
}

#[test]
fn what_is_missing_inserted_or_swapped_is_found() {
    let entry = |id: i64| {
        format!(
            "INSERT INTO history (id, at, actor_kind, door, request, object_kind, object_id, action, changes) \
             VALUES ({id}, 1, 'test', 'page', 'r', 'event', 1, 'moved', '[]')"
        )
    };
    let cases: Vec<(String, Fault)> = vec![
        ("DELETE FROM history WHERE id = 5".into(), Fault::Missing(id(5))),
        ("DELETE FROM history_personal WHERE history_id = 6".into(), Fault::Changed(id(6))),
        (
            "DELETE FROM history WHERE id = 5; DELETE FROM history_seals WHERE id = 5".into(),
            Fault::SealsMissing { after: id(4), before: id(6) },
        ),
        (
            "DELETE FROM history WHERE id = 5; DELETE FROM history_seals WHERE id = 5; \
             UPDATE history_seals SET id = -id WHERE id > 5; UPDATE history_seals SET id = -id - 1 WHERE id < 0"
                .into(),
            Fault::Changed(id(6)),
        ),
        (format!("UPDATE history SET id = 100 WHERE id = 5; {}", entry(5)), Fault::Changed(id(5))),
        (
            format!("DELETE FROM history WHERE id = 7; DELETE FROM history_seals WHERE id >= 7; {}", entry(7)),
            Fault::CutOff { last: id(6), newest: id(12) },
        ),
        (
            "UPDATE history SET id = -5 WHERE id = 5; UPDATE history SET id = 5 WHERE id = 7; UPDATE history SET id = 7 WHERE id = -5"
                .into(),
            Fault::Changed(id(5)),
        ),
        (
            "UPDATE history_seals SET id = -5 WHERE id = 5; UPDATE history_seals SET id = 5 WHERE id = 7; \
             UPDATE history_seals SET id = 7 WHERE id = -5"
                .into(),
            Fault::Inserted(id(5)),
        ),
    ];
    for (sql, fault) in cases {
        let db = sealed();
        by_hand(&db, &sql);
        assert_eq!(look(&db).fault, Some(fault), "{sql}");
    }
    // A number that a rolled back transaction left unused.
    let db = sealed();
    by_hand(&db, "DELETE FROM history WHERE id = 5; UPDATE history SET id = 5 WHERE id = 12");
    assert_eq!(look(&db).fault, Some(Fault::Changed(id(5))));
    let db = database();
    add(&db, 4);
    by_hand(&db, "UPDATE history SET id = 9 WHERE id = 3");
    assert_eq!((seal_all(&db), look(&db).fault), (4, None), "a gap is no fault");
    by_hand(&db, &entry(6));
    assert_eq!(look(&db).fault, Some(Fault::Inserted(id(6))));
    assert_eq!(seal_all(&db), 0, "what comes too late is not sealed");
}

#[test]
fn a_tail_that_was_cut_off_is_found_and_never_sealed_over() {
    let db = sealed();
    by_hand(
        &db,
        "DELETE FROM history_personal WHERE history_id > 8; DELETE FROM history WHERE id > 8; DELETE FROM history_seals WHERE id > 8",
    );
    let cut = Fault::CutOff { last: id(8), newest: id(12) };
    assert_eq!(look(&db).fault, Some(cut));
    add(&db, 2);
    seal_all(&db);
    let fault = look(&db).fault.unwrap();
    assert!(
        matches!(fault, Fault::SealsMissing { after, .. } | Fault::CutOff { last: after, .. } if after == id(8)),
        "{fault:?}"
    );

    let db = sealed();
    by_hand(&db, "DELETE FROM history_head");
    assert_eq!(look(&db).fault, Some(Fault::NoHead));

    // With the row that knows the newest made to fit, and without the key.
    let db = sealed();
    by_hand(
        &db,
        "DELETE FROM history_personal WHERE history_id > 8; DELETE FROM history WHERE id > 8; DELETE FROM history_seals WHERE id > 8; \
         UPDATE history_head SET position = 8, entry_id = 8, seal = (SELECT seal FROM history_seals WHERE id = 8), \
         mark = (SELECT mark FROM history_seals WHERE id = 8)",
    );
    assert_eq!(look(&db).fault, Some(Fault::ForeignHead));
    let refused = db.write_now(|conn| seal(conn, &system()));
    assert!(matches!(refused, Err(DbError::Damaged(_))), "{refused:?}");
}

/// Everything an attacker can write, made anew with another key: the seals fit, their marks do not.
#[test]
fn seals_made_anew_without_the_key_are_found_at_the_first() {
    let db = filled();
    let thief = Context { keys: Keys::new([8; 32]), ..system() };
    db.write_now(|conn| seal(conn, &thief)).unwrap();
    assert_eq!(look(&db).fault, Some(Fault::Resealed(id(1))));
}

/// What an erasure will have to do to history: blank what it says of somebody, and be on record.
fn erase_person(conn: &mut Conn, cx: &Context, contact: ContactId) -> Result<usize, DbError> {
    let kept = history_personal::before_value.is_not_null().or(history_personal::after_value.is_not_null());
    let rows = history_personal::table.filter(history_personal::contact_id.eq(contact));
    let set = (
        history_personal::before_value.eq(None::<&str>),
        history_personal::after_value.eq(None::<&str>),
        history_personal::salt.eq(None::<&str>),
    );
    let rows = rows.filter(kept.or(history_personal::salt.is_not_null()));
    let erased = diesel::update(rows).set(set).execute(conn)?;
    record(conn, cx, Record::new(Entity::Contact, contact.raw(), "erased"))?;
    Ok(erased)
}

#[test]
fn an_erased_person_leaves_the_chain_true() {
    let db = sealed();
    let erased = db.write_now(|conn| erase_person(conn, &system(), SOMEBODY)).unwrap();
    assert_eq!(erased, 6);
    assert_eq!(look(&db).fault, None);
    assert_eq!(seal_all(&db), 1);
    assert_eq!(look(&db).fault, None);
    let left: i64 = db
        .read_now(|conn| -> Result<i64, DbError> {
            let told = history_personal::before_value.is_not_null().or(history_personal::after_value.is_not_null());
            let kept = told.or(history_personal::salt.is_not_null());
            Ok(history_personal::table.filter(kept).count().get_result(conn)?)
        })
        .unwrap();
    assert_eq!(left, 0, "nothing of the person is left");
    assert_eq!(db.write_now(|conn| erase_person(conn, &system(), SOMEBODY)).unwrap(), 0);

    // The same by hand, with no erasure on record: the guards let it pass, the chain does not.
    let db = sealed();
    let sql = "UPDATE history_personal SET before_value = NULL, after_value = NULL, salt = NULL WHERE history_id = 6";
    db.connect().unwrap().batch_execute(sql).unwrap();
    assert_eq!(look(&db).fault, Some(Fault::ErasedInSilence(id(6))));
}

#[test]
fn what_was_kept_before_there_was_a_chain_is_sealed_too() {
    let db = filled();
    by_hand(&db, "UPDATE history SET place = NULL; UPDATE history_personal SET salt = NULL, digest = NULL");
    assert_eq!(seal_all(&db), 12);
    assert_eq!(look(&db).fault, None);
    by_hand(&db, "UPDATE history_personal SET after_value = 'another' WHERE history_id = 8");
    assert_eq!(look(&db).fault, Some(Fault::PersonChanged(id(8))));
}

/// An entry that has its number and is not yet committed must not be passed over.
#[test]
fn nothing_is_sealed_past_an_entry_that_may_still_come() {
    let db = filled();
    let (begun, go) = (std::sync::Barrier::new(2), std::sync::Barrier::new(2));
    std::thread::scope(|scope| {
        let slow = scope.spawn(|| {
            db.write_now(|conn| -> Result<(), DbError> {
                record(conn, &system(), Record::new(Entity::Event, 100, "moved"))?;
                begun.wait();
                go.wait();
                Ok(())
            })
            .unwrap();
        });
        begun.wait();
        if matches!(db.connect().unwrap(), Conn::Postgres(_)) {
            // A faster one commits with a later number.
            add(&db, 1);
            assert_eq!(seal_all(&db), 0, "somebody is still adding");
        }
        go.wait();
        slow.join().unwrap();
    });
    seal_all(&db);
    let proof = look(&db);
    assert_eq!((proof.fault, proof.waiting), (None, 0));
}

#[test]
fn several_that_seal_at_once_make_one_chain() {
    let db = filled();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..5 {
                    add(&db, 2);
                    seal_all(&db);
                }
            });
        }
    });
    seal_all(&db);
    let proof = look(&db);
    assert_eq!((proof.fault, proof.sealed, proof.waiting), (None, 52, 0));
    let (head, seals): (i64, i64) = db
        .read_now(|conn| -> Result<_, DbError> {
            let head = history_head::table.select(history_head::position).first(conn)?;
            Ok((head, history_seals::table.count().get_result(conn)?))
        })
        .unwrap();
    assert_eq!((head, seals), (52, 52));
}

const EMPTIED: &str =
    "DELETE FROM history_personal; DELETE FROM history; DELETE FROM history_seals; DELETE FROM history_head";

#[test]
fn a_chain_that_was_taken_away_is_missed_and_no_other_is_begun() {
    for sql in [
        "UPDATE history SET reason = 'another' WHERE id = 5; DELETE FROM history_seals; DELETE FROM history_head",
        EMPTIED,
    ] {
        let db = sealed();
        by_hand(&db, sql);
        assert_eq!(look(&db).fault, Some(Fault::ChainGone(id(12))), "{sql}");
        add(&db, 2);
        let refused = db.write_now(|conn| seal(conn, &system()));
        assert!(matches!(refused, Err(DbError::Damaged(_))), "{sql}: {refused:?}");
        assert_eq!(look(&db).fault, Some(Fault::ChainGone(id(12))), "{sql}");
    }
}

#[test]
fn what_the_installation_remembers_can_be_neither_taken_away_nor_made_to_fit() {
    let back = "DELETE FROM history_personal WHERE history_id > 8; DELETE FROM history WHERE id > 8; DELETE FROM history_seals WHERE id > 8";
    let short = "(SELECT '8 8 ' || seal || ' ' || mark FROM history_seals WHERE id = 8)";
    let cases = [
        ("DELETE FROM installation".to_owned(), Fault::Forgotten),
        ("UPDATE installation SET value = 'not begun'".to_owned(), Fault::ForeignMemory),
        ("UPDATE installation SET value = '12 12'".to_owned(), Fault::ForeignMemory),
        (format!("UPDATE installation SET value = {short}"), Fault::ForeignMemory),
        (format!("{EMPTIED}; DELETE FROM installation"), Fault::Forgotten),
    ];
    for (sql, fault) in cases {
        let db = sealed();
        by_hand(&db, &sql);
        assert_eq!(look(&db).fault, Some(fault), "{sql}");
        add(&db, 1);
        assert!(db.write_now(|conn| seal(conn, &system())).is_err(), "{sql}");
    }
    // With a row of the newest that was kept from before.
    let db = filled();
    by_hand(&db, "DELETE FROM history_personal WHERE history_id > 8; DELETE FROM history WHERE id > 8");
    seal_all(&db);
    let old: (i64, HistoryId, String, String) = db
        .read_now(|conn| -> Result<_, DbError> {
            let columns = (history_head::position, history_head::entry_id, history_head::seal, history_head::mark);
            Ok(history_head::table.select(columns).first(conn)?)
        })
        .unwrap();
    add(&db, 2);
    seal_all(&db);
    let newest = look(&db).newest.unwrap().0;
    let (position, entry, seal, mark) = old;
    by_hand(
        &db,
        &format!(
            "{back}; UPDATE history_head SET position = {position}, entry_id = {entry}, seal = '{seal}', mark = '{mark}'"
        ),
    );
    assert_eq!(look(&db).fault, Some(Fault::CutOff { last: id(8), newest }));
}

#[test]
fn a_memory_that_an_older_node_left_behind_catches_up() {
    let db = sealed();
    let remembered = |db: &TestDatabase| -> String {
        let row = installation::table.find("history-chain").select(installation::value);
        db.read_now(|conn| -> Result<String, DbError> { Ok(row.first(conn)?) }).unwrap()
    };
    let behind = remembered(&db);
    add(&db, 2);
    seal_all(&db);
    let newest = remembered(&db);
    // An older version moves the head alone.
    by_hand(&db, &format!("UPDATE installation SET value = '{behind}' WHERE name = 'history-chain'"));
    assert_eq!(look(&db).fault, None);
    seal_all(&db);
    assert_eq!(remembered(&db), newest);
    by_hand(&db, &format!("UPDATE installation SET value = '{behind}' WHERE name = 'history-chain'"));
    add(&db, 1);
    seal_all(&db);
    assert_eq!((look(&db).fault, look(&db).sealed), (None, 15));
}

#[test]
fn with_everything_set_back_the_engines_own_run_says_that_there_was_a_chain() {
    let db = sealed();
    let set_back = "DELETE FROM history_seals; DELETE FROM history_head; UPDATE installation SET value = 'not begun'";
    by_hand(&db, set_back);
    assert_eq!(look(&db).fault, None, "it never ran");
    let ran = system().now.plus_seconds(3_600).micros();
    by_hand(&db, &format!("INSERT INTO tasks (name, ran_at) VALUES ('history', {ran})"));
    assert_eq!(look(&db).fault, Some(Fault::NeverSealed(id(1))));
    by_hand(
        &db,
        "DELETE FROM history_personal; DELETE FROM history; \
         INSERT INTO accounts (public_id, version, email, email_folded, name, locale, zone, created_at) \
         VALUES ('a', 1, 'a@b.example', 'a@b.example', 'A', 'en', 'Europe/Paris', 1)",
    );
    assert_eq!(look(&db).fault, Some(Fault::Emptied));
}

#[test]
fn guards_that_are_gone_are_named() {
    let db = sealed();
    assert_eq!(look(&db).unguarded, Vec::<&str>::new());
    let sql = match db.connect().unwrap() {
        Conn::Sqlite(_) => "DROP TRIGGER history_head_forward",
        Conn::Postgres(_) => "ALTER TABLE history_head DISABLE TRIGGER history_head_forward",
    };
    db.connect().unwrap().batch_execute(sql).unwrap();
    let proof = look(&db);
    assert_eq!((proof.unguarded, proof.fault), (vec!["history_head_forward"], None));
}
