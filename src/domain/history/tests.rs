//! The chain: whatever is done to it by hand is found, what is done rightly is accepted; and the log by its filters.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use super::*;
use crate::access::{Context, Door};
use crate::db::conditions::newest_entry;
use crate::db::schema::{history as history_rows, history_head, history_personal, history_seals, installation};
use crate::db::{Conn, DbError};
use crate::kernel::ids::{ContactId, HistoryId};
use crate::kernel::localised::Localised;
use crate::kernel::token::Keys;
use crate::testing::{TestDatabase, database};

mod tampering;

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

#[test]
fn of_a_text_only_the_languages_that_changed_are_told() {
    let (before, after) = (Localised::three("Rivers", "", "河流"), Localised::three("Rivers", "Fleuves", ""));
    let told: Vec<Change> = Change::of_text("title", &before, &after).into_iter().flatten().collect();
    let told: Vec<[&str; 3]> = told.iter().map(|c| [&*c.field, &*c.before, &*c.after]).collect();
    assert_eq!(told, [["title.fr", "", "Fleuves"], ["title.zh", "河流", ""]]);
}

#[test]
fn what_was_done_since_is_told_by_a_place_and_by_versions() {
    let db = database();
    let cx = system();
    let add = |verb: &'static str, event: i64| {
        db.write_now(|conn| record(conn, &cx, Record::new(Entity::Event, event, verb))).unwrap().raw()
    };
    add("created", 1);
    let place = add("edited", 1);
    for (verb, event) in [("moved", 1), ("moved", 2), ("nudged", 1), ("cancelled", 1)] {
        add(verb, event);
    }
    let told = |entries: Vec<Entry>| entries.into_iter().map(|e| e.action).collect::<Vec<_>>();
    let behind = |place| told(db.read_now(|conn| since(conn, &cx.actor, (Entity::Event, 1), place)).unwrap());
    assert_eq!(behind(place), ["cancelled", "nudged", "moved"], "of this event, the newest first");
    assert_eq!(behind(i64::MAX), ["cancelled"], "one that was done later with a lower number");
    let versions = |n| told(db.read_now(|conn| of_versions(conn, &cx.actor, (Entity::Event, 1), n)).unwrap());
    assert_eq!(versions(1), ["cancelled"]);
    assert_eq!(versions(2), ["cancelled", "nudged", "moved"], "a reminder is no version, and lies between two");
    assert_eq!(versions(9).len(), 5);
    assert!(versions(0).is_empty());
}

#[test]
fn what_is_done_around_a_thing_hides_no_version_of_it() {
    let (db, cx) = (database(), system());
    for (kind, version, around) in [
        (Entity::Programme, "edited", "reminder-added"),
        (Entity::Programme, "edited", "closed"),
        (Entity::Contact, "silenced", "address-refused"),
        (Entity::Step, "followed", "gate-changed"),
    ] {
        for verb in ["edited", version, around] {
            db.write_now(|conn| record(conn, &cx, Record::new(kind, 1, verb))).unwrap();
        }
        let newest = db.read_now(|conn| of_versions(conn, &cx.actor, (kind, 1), 1)).unwrap();
        let told: Vec<&str> = newest.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(told, [around, version]);
    }
}

#[test]
fn however_much_was_done_to_its_parts_the_last_version_of_a_thing_is_found() {
    let (db, cx) = (database(), system());
    let add = |verb| db.write_now(|conn| record(conn, &cx, Record::new(Entity::Event, 1, verb))).unwrap();
    add("created");
    add("edited");
    for _ in 0..120 {
        add("session-added");
    }
    let told = db.read_now(|conn| of_versions(conn, &cx.actor, (Entity::Event, 1), 1)).unwrap();
    assert_eq!((told.len(), told.last().map(|entry| entry.action.as_str())), (121, Some("edited")));
}

#[test]
fn a_part_is_told_by_its_own_versions_and_is_no_change_of_the_thing() {
    let (db, cx) = (database(), system());
    let add = |verb, parts: &[(&str, i64)]| {
        let entry = Record::new(Entity::Event, 1, verb).changes([Change::of("room", "", verb)]);
        let entry = parts.iter().fold(entry, |entry, (id, version)| entry.part(id, *version));
        db.write_now(|conn| record(conn, &cx, entry)).unwrap();
    };
    add("session-added", &[("ten", 1)]);
    add("session-added", &[("eleven", 1)]);
    add("session-edited", &[("ten", 2)]);
    add("session-edited", &[("eleven", 2)]);
    add("agenda-shifted", &[("ten", 3), ("eleven", 3)]);
    add("session-removed", &[("ten", 4)]);
    let told = |part: &str, seen: i64| -> Vec<String> {
        let found = db.read_now(|conn| of_part(conn, &cx.actor, (Entity::Event, 1), (part, seen))).unwrap();
        assert!(found.iter().all(|entry| entry.changes.len() == 1), "{found:?}");
        found.into_iter().map(|entry| entry.action).collect()
    };
    assert_eq!(told("ten", 1), ["session-removed", "agenda-shifted", "session-edited"], "the newest first");
    assert_eq!(told("eleven", 2), ["agenda-shifted"]);
    assert!(told("ten", 4).is_empty() && told("te", 0).is_empty());
    assert_eq!(seal_all(&db), 6);
    assert_eq!(look(&db).fault, None, "a part is sealed with what else an entry says");
}

#[test]
fn how_far_history_goes_is_its_last_entry() {
    let db = filled();
    let told: (i64, Option<i64>) = db
        .read_now(|conn| -> Result<_, DbError> {
            let last = history_rows::table.order(history_rows::id.desc());
            Ok(last.select((history_rows::id, newest_entry())).first(conn)?)
        })
        .unwrap();
    assert_eq!(told.1, Some(told.0));
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

#[test]
fn the_story_of_one_thing_is_told_in_the_order_of_what_happened() {
    let db = database();
    let hours: [i64; 5] = [1, 3, 2, 3, 0];
    for (nth, hour) in hours.iter().enumerate() {
        let now = crate::kernel::time::Instant::from_micros(0).plus_seconds(hour * 3_600);
        let then = Context { now, ..system() };
        let entry = Record::new(Entity::Event, 7, "moved").because(nth.to_string());
        db.write_now(|conn| record(conn, &then, entry)).unwrap();
    }
    let (mut told, mut after) = (Vec::new(), None);
    loop {
        let page = crate::kernel::page::PageRequest::new(after, Some(2));
        let page = db.read_now(|conn| of_entity(conn, Entity::Event, 7, page)).unwrap();
        told.extend(page.items.into_iter().map(|e| e.reason.unwrap_or_default()));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(told, ["3", "1", "2", "0", "4"]);
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
