//! Somebody with the database's own rights changes what is kept: the chain says where.

use super::*;

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

/// The database gives numbers from 1 on; by hand anybody may write another.
#[test]
fn what_is_put_in_before_the_first_is_found() {
    for number in [0, -7] {
        let db = sealed();
        let entry = format!(
            "INSERT INTO history (id, at, actor_kind, door, request, object_kind, object_id, action, changes) \
             VALUES ({number}, 1, 'test', 'page', 'r', 'event', 1, 'moved', '[]')"
        );
        by_hand(&db, &entry);
        let proof = look(&db);
        assert_eq!((proof.fault, proof.sealed), (Some(Fault::Inserted(id(number))), 0), "{number}");
        assert_eq!(seal_all(&db), 0, "it is not sealed either");
    }
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
