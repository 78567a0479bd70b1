use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::query_builder::QueryFragment;
use diesel::sqlite::Sqlite;

use super::batch::{Batch, Question, Row};
use super::conn::DatabaseUrl;
use super::schema::stakeholder_groups;
use super::types::text_enum;
use super::{Conn, Db, DbError, Stored, conditions, guards, workers_share};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason, one_of, one_of_at};
use crate::kernel::locale::Locale;
use crate::testing::database;

text_enum! {
    /// What a choir sings.
    pub enum Voice {
        High = "high",
        Low = "low",
    }
}

#[test]
fn a_word_that_is_none_of_a_list_is_told_with_all_there_are() {
    let told = |allowed: &str| Reason::NotOneOf { allowed: allowed.to_owned() };
    assert_eq!(one_of::<Voice>(" low\n"), Ok(Voice::Low));
    assert_eq!(one_of::<Voice>("Low"), Err(told("high, low")));
    assert_eq!(one_of::<Voice>(""), Err(told("high, low")));
    assert_eq!(one_of_at::<Voice>("voice", "middle"), Err(Invalid::one("voice", told("high, low"))));
    assert_eq!(one_of::<Locale>("de"), Err(told("en, fr, zh")));
}

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
fn an_address_is_told_without_its_secrets() {
    let told = |url: &str| url.parse::<DatabaseUrl>().unwrap().to_string();
    for url in [
        "postgres://convoke:secret@db.example.org/convoke",
        "postgres://db.example.org/convoke?user=convoke&password=secret",
        "postgres://convoke:secret@db.example.org/convoke?sslpassword=secret",
        "postgres://convoke:sec@ret@db.example.org/convoke",
    ] {
        assert!(!told(url).contains("secret") && !told(url).contains("ret@"), "{}", told(url));
        assert!(told(url).contains("db.example.org/convoke"), "{}", told(url));
    }
    assert_eq!(told("postgres://db.example.org/convoke"), "postgres://db.example.org/convoke");
    for url in ["postgres://convoke:sec?ret@db.example.org/convoke", "postgres://h?user=a@b&password=secret"] {
        assert_eq!(told(url), "postgres://…", "what stands before a ? may be half a password");
    }
}

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = diesel::sql_types::Text)]
    word: String,
}

/// `.cargo/config.toml` asks for it; built from elsewhere, each statement would be planned again for every value bound.
#[test]
fn the_embedded_database_keeps_the_plans_of_kept_statements() {
    let mut conn = diesel::SqliteConnection::establish(":memory:").unwrap();
    let asked = diesel::sql_query("SELECT compile_options AS word FROM pragma_compile_options");
    let options: Vec<String> = asked.load::<Word>(&mut conn).unwrap().into_iter().map(|row| row.word).collect();
    for wanted in ["ENABLE_QPSG", "THREADSAFE=2"] {
        assert!(options.iter().any(|option| option == wanted), "{wanted} is not among {options:?}");
    }
}

fn words(condition: &impl QueryFragment<Sqlite>) -> String {
    let told = diesel::debug_query::<Sqlite, _>(condition).to_string();
    told.split(" -- binds").next().unwrap().to_owned()
}

#[test]
fn conditions_are_understood_by_both_and_are_the_words_of_their_indexes() {
    let db = database();
    let mut conn = db.connect().unwrap();
    for (table, condition, index) in [
        ("seats", words(&conditions::accepted_seat()), "seats_accepted"),
        ("seats", words(&conditions::waiting_seat()), "seats_waiting"),
        ("outbox", words(&conditions::refused_address()), "outbox_refused"),
        ("outbox", words(&conditions::mail_of_a_rule()), "outbox_reminders"),
        ("seats", words(&conditions::counted_seat()), ""),
        ("addresses", words(&conditions::usable_address()), ""),
        ("invitations", words(&conditions::invitation_left()), ""),
        ("delegation_invitations", words(&conditions::letter_left()), ""),
        ("seats", words(&conditions::asked_seat()), ""),
        ("seats", words(&conditions::told_seat()), ""),
        ("seats", words(&conditions::invited_seat()), ""),
        ("invitations", words(&conditions::invitation_stands()), ""),
        ("delegation_invitations", words(&conditions::letter_stands()), ""),
    ] {
        let asked = format!("SELECT count(*) FROM {table} WHERE {condition}");
        diesel::sql_query(&asked).execute(&mut conn).unwrap_or_else(|fault| panic!("{asked}: {fault}"));
        // PostgreSQL keeps an index in words of its own.
        if let (Conn::Sqlite(c), false) = (&mut conn, index.is_empty()) {
            let made = format!("SELECT sql AS word FROM sqlite_master WHERE type = 'index' AND name = '{index}'");
            let made = diesel::sql_query(made).get_result::<Word>(c).unwrap().word;
            let own = condition.replace(&format!("{table}."), "");
            assert!(made.ends_with(&format!("WHERE {own}")), "{index}: {made}");
        }
    }
}

#[test]
fn the_workers_have_a_third_and_leave_somebody_something() {
    let shares = [1, 2, 3, 8, 16, 64].map(super::workers_share);
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
    assert_eq!(free(&alone), (super::lanes::at_a_time(&alone.url, alone.connections as usize), alone.connections));
    if let DatabaseUrl::Postgres(_) = beside.url() {
        let share = workers_share(beside.connections);
        assert_eq!(free(&beside), (share as usize, share));
        assert_eq!(alone.lane.writers.available_permits(), alone.connections as usize);
    }
}

#[test]
fn questions_asked_together_are_told_apart() {
    let db = database();
    let told = db.read_now(|conn| {
        let mut batch = Batch::default();
        let numbers = Question::new(&["n", "odd", "none"], NUMBERS.to_owned(), |rows| {
            let read = |mut row: Row| Ok((row.one::<i64>()?, row.is()?, row.some::<String>()?));
            let mut read = rows.into_iter().map(read).collect::<Stored<Vec<_>>>()?;
            read.sort();
            Ok(read)
        });
        let words = Question::new(&["word"], "SELECT '大同 ''’' AS word".to_owned(), |rows| {
            rows.into_iter().map(|mut row| row.one::<String>()).collect::<Stored<Vec<_>>>()
        });
        let (numbers, words) = (batch.ask(numbers), batch.ask(words));
        let mut told = batch.told(conn)?;
        Ok::<_, DbError>((told.of(words)?, told.of(numbers)?))
    });
    let (words, numbers) = told.expect("told");
    assert_eq!((words, numbers), (vec!["大同 '’".to_owned()], vec![(1, true, None), (2, false, None)]));
    let nothing = db.read_now(|conn| Batch::default().told(conn).map(|_| ()));
    assert!(nothing.is_ok());
}

const NUMBERS: &str = "WITH few AS (SELECT 1 AS n UNION ALL SELECT 2) SELECT n, n = 1 AS odd, NULL AS none FROM few";

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
    let narrow = Db::open(db.url(), &limits).unwrap();
    let slow = |_: &mut Conn| -> Result<(), DbError> {
        std::thread::sleep(std::time::Duration::from_secs(2));
        Ok(())
    };
    let (one, other) = tokio::join!(narrow.write(slow), narrow.write(slow));
    let fault = one.and(other).unwrap_err();
    assert!(matches!(fault, DbError::Unavailable(_)));
    assert!(fault.to_string().contains("database.connections"), "{fault}");
}

#[tokio::test]
async fn what_crossed_another_is_done_twice_more_and_no_oftener() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use diesel::result::{DatabaseErrorKind, Error};
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
    use diesel::result::{DatabaseErrorKind, Error};
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
    let tried = std::sync::Arc::new(std::sync::atomic::AtomicU32::new(0));
    let counted = tried.clone();
    let done = db.write_retrying(move |_| -> Result<(), Outer> {
        counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        assert!(matches!(crossed(), Outer::Inner(Inner::Db(DbError::Crossed(_)))));
        Err(DbError::NotFound.into())
    });
    assert!(matches!(done.await, Err(Outer::Db(DbError::NotFound))));
    assert_eq!(tried.load(std::sync::atomic::Ordering::Relaxed), 1);
}

#[tokio::test]
async fn of_two_that_wait_for_each_other_one_begins_anew_and_both_are_done() {
    use std::sync::{Arc, Barrier};

    use diesel::sql_types::BigInt;
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

#[test]
fn a_seat_is_asked_by_an_invitation_that_stands() {
    let (asked, stands) = (words(&conditions::asked_seat()), words(&conditions::invitation_stands()));
    assert!(asked.contains(&stands), "{asked} is not in the words of {stands}");
}

/// A line of what PostgreSQL says of how it would go about a statement.
struct Planned(String);

impl diesel::deserialize::QueryableByName<diesel::pg::Pg> for Planned {
    fn build<'a>(row: &impl diesel::row::NamedRow<'a, diesel::pg::Pg>) -> diesel::deserialize::Result<Self> {
        let line = diesel::row::NamedRow::get::<diesel::sql_types::Text, String>(row, "QUERY PLAN")?;
        Ok(Planned(line))
    }
}

#[test]
fn which_of_many_seats_were_told_is_not_found_by_going_through_all_mails() {
    let db = database();
    let mut conn = db.connect().unwrap();
    let Conn::Postgres(c) = &mut conn else { return };
    // As if there were so many seats that their index saves nothing.
    c.batch_execute("SET enable_indexscan=off; SET enable_bitmapscan=off;").unwrap();
    let asked = format!("EXPLAIN SELECT count(*) FROM seats WHERE {}", words(&conditions::told_seat()));
    let plan: Vec<Planned> = diesel::sql_query(asked).load(c).unwrap();
    let seats: Vec<&str> = plan.iter().map(|p| p.0.as_str()).filter(|line| line.contains("event-moved")).collect();
    assert!(seats.len() == 1 && !seats[0].contains("hashed"), "{seats:?}");
}

#[tokio::test]
async fn connections_that_died_at_rest_trouble_nobody() {
    let db = database();
    let DatabaseUrl::Postgres(_) = db.url() else { return };
    let one = |conn: &mut Conn| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        Ok::<_, DbError>(diesel::sql_query("SELECT 1").execute(conn)?)
    };
    // Several at once, so that several rest afterwards.
    let (a, b, c) = tokio::join!(db.read(one), db.read(one), db.write(one));
    assert!(a.is_ok() && b.is_ok() && c.is_ok());
    let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    diesel::sql_query(kill).execute(&mut db.connect().unwrap()).unwrap();
    for _ in 0..3 {
        db.read(one).await.expect("a living connection");
        db.write(one).await.expect("a living connection");
    }
}

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
fn days_are_read_as_they_are_kept() {
    use super::types::day;
    assert_eq!(day("2016-02-29").unwrap().to_string(), "2016-02-29");
    assert_eq!(day("+12016-05-24").unwrap().to_string(), "+12016-05-24", "whatever a day can be");
    for damaged in ["", "2016-02-30", "2016-13-01", "2016/05/24", "20160524", "２016-05-2", "2016-0a-24"] {
        assert!(matches!(day(damaged), Err(super::DbError::Damaged(_))), "{damaged}");
    }
}

#[test]
fn a_server_that_says_nothing_is_not_waited_for_without_end() {
    for (url, wanted) in [
        ("postgres://u@h", "postgres://u@h?connect_timeout=10"),
        ("postgres://u:p@h:5432/x", "postgres://u:p@h:5432/x?connect_timeout=10"),
        ("postgres://h/x?", "postgres://h/x?connect_timeout=10"),
        ("postgres://h/x?sslmode=disable", "postgres://h/x?sslmode=disable&connect_timeout=10"),
        ("postgres://h/x?sslmode=disable&connect_timeout=3", "postgres://h/x?sslmode=disable&connect_timeout=3"),
        ("postgres://u:p?w@h/x", "postgres://u:p?w@h/x?connect_timeout=10"),
        ("postgres://u:p?w@h/x?sslmode=disable", "postgres://u:p?w@h/x?sslmode=disable&connect_timeout=10"),
        ("postgres://h/x?user=a@b", "postgres://h/x?user=a@b&connect_timeout=10"),
    ] {
        assert_eq!(super::conn::bounded(url), wanted);
    }
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
