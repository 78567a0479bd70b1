//! The database's shape: migrations go up, down and up again, are twins for both databases, and say what the `table!`s say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use convoke::access::{Context, Door};
use convoke::db::{Conn, DatabaseUrl, Db, Limits, migration_folders};
use convoke::domain::contacts::{self, AddressDraft, ContactDraft, NewContact};
use convoke::domain::overview;
use convoke::domain::programme::{CityDraft, ProgrammeDraft};
use convoke::kernel::locale::Locale;
use convoke::kernel::token::Keys;
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;

use crate::support::database::{database, empty_database};

/// Table -> column -> type, with a question mark where it may be empty.
type Shape = BTreeMap<String, BTreeMap<String, String>>;

#[test]
fn both_folders_hold_the_same_migrations() {
    let (sqlite, postgres) = migration_folders().expect("the migrations");
    assert!(!sqlite.is_empty());
    assert_eq!(sqlite, postgres);
    let listed = |folder: &str| -> BTreeSet<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(folder);
        let folders = std::fs::read_dir(root).expect("a folder").map(|e| e.expect("an entry").path());
        folders
            .flat_map(|f| ["up.sql", "down.sql"].map(|name| f.join(name)))
            .inspect(|f| assert!(f.is_file(), "{} is missing", f.display()))
            .map(|f| f.iter().rev().take(2).map(|p| p.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" of "))
            .collect()
    };
    assert_eq!(listed("sqlite"), listed("postgres"));
}

#[test]
fn migrations_go_up_down_and_up_again() {
    let db = empty_database();
    db.migrate().expect("up");
    let first = found(&db);
    assert!(!first.is_empty());
    assert!(db.pending().expect("pending").0.is_empty());
    db.migrate_down().expect("down");
    assert_eq!(found(&db), Shape::new(), "taking everything back leaves nothing");
    assert_eq!(db.pending().expect("pending").0, migration_folders().expect("the migrations").0);
    db.migrate().expect("up again");
    assert_eq!(found(&db), first);
    assert!(db.migrate().expect("nothing to do").0.is_empty());
}

#[test]
fn of_several_first_starts_at_once_one_migrates_and_the_others_wait() {
    for _ in 0..6 {
        let fresh = empty_database();
        let pending = fresh.pending().expect("pending").0;
        let limits = Limits { connections: 2, wait: Duration::from_secs(30) };
        // A file that nobody has opened yet, so that each also finds it without its journal.
        let url = match fresh.url() {
            DatabaseUrl::Sqlite(_) => DatabaseUrl::Sqlite(fresh.folder().join("first.db")),
            postgres => postgres,
        };
        let start = || {
            let db = Db::open(&url, &limits).expect("open");
            db.migrate().expect("migrate").0
        };
        let done: Vec<Vec<String>> = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..4).map(|_| scope.spawn(start)).collect();
            starts.into_iter().map(|s| s.join().expect("a start")).collect()
        });
        let mut all: Vec<String> = done.concat();
        all.sort();
        let bare = |name: &String| name.split('_').next().unwrap_or_default().replace('-', "");
        assert_eq!(all, pending.iter().map(bare).collect::<Vec<_>>(), "each once: {done:?}");
        assert!(done.iter().filter(|d| !d.is_empty()).count() <= 1, "by one of them: {done:?}");
    }
}

#[test]
fn the_database_is_what_the_tables_of_the_sources_say() {
    let db = database();
    let (found, declared) = (found(&db), declared());
    let names = |shape: &Shape| shape.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&found), names(&declared));
    for (table, columns) in &declared {
        assert_eq!(&found[table], columns, "table {table}: left the database, right src/db/schema");
    }
}

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    a: String,
    #[diesel(sql_type = Text)]
    b: String,
    #[diesel(sql_type = Text)]
    c: String,
}

/// What the database itself says.
fn found(db: &Db) -> Shape {
    let rows: Vec<Row> = match db.connect().expect("connect") {
        Conn::Sqlite(mut conn) => diesel::sql_query(
            "SELECT m.name AS a, t.name AS b, t.type || iif(t.\"notnull\" = 1, '', '?') AS c \
             FROM sqlite_master m, pragma_table_info(m.name) t WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
        )
        .load(&mut conn),
        Conn::Postgres(mut conn) => diesel::sql_query(
            "SELECT table_name::text AS a, column_name::text AS b, \
             upper(data_type) || CASE is_nullable WHEN 'NO' THEN '' ELSE '?' END AS c \
             FROM information_schema.columns WHERE table_schema = 'public'",
        )
        .load(&mut conn),
    }
    .expect("the database's own description");
    let mut shape = Shape::new();
    for Row { a, b, c } in rows.into_iter().filter(|r| r.a != "__diesel_schema_migrations") {
        // A row number of SQLite is 64 bits wide whatever it is called, and its keys are declared as plain INTEGER.
        let wide = b == "id" && c.starts_with("INTEGER");
        let kind = if wide { c.replace("INTEGER", "BIGINT") } else { c };
        shape.entry(a).or_default().insert(b, portable(&kind));
    }
    shape
}

fn portable(kind: &str) -> String {
    let (bare, question) = kind.strip_suffix('?').map_or((kind, ""), |bare| (bare, "?"));
    let name = match bare {
        "BIGINT" => "BigInt",
        "INTEGER" => "Integer",
        "TEXT" => "Text",
        "DOUBLE" | "DOUBLE PRECISION" | "REAL" => "Double",
        "BOOLEAN" => "Bool",
        "BLOB" | "BYTEA" => "Binary",
        "DATE" => "Date",
        other => panic!("{other} is not a type that both databases share"),
    };
    format!("{name}{question}")
}

/// What the `table!`s of `src/db/schema` say.
fn declared() -> Shape {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/db/schema");
    let mut shape = Shape::new();
    for file in std::fs::read_dir(folder).expect("the schema").map(|e| e.expect("an entry").path()) {
        let text = std::fs::read_to_string(file).expect("a schema file");
        for table in text.split("diesel::table! {").skip(1) {
            let mut lines = table.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("//"));
            let name = lines.next().and_then(|l| l.split_whitespace().next()).expect("a table's name").to_owned();
            let columns = lines.take_while(|l| !l.starts_with('}')).filter(|l| !l.starts_with('#'));
            let columns = columns.map(|line| {
                let (column, kind) = line.trim_end_matches(',').split_once(" -> ").expect("a column");
                let nullable = kind.strip_prefix("Nullable<").and_then(|k| k.strip_suffix('>'));
                (column.to_owned(), nullable.map_or(kind.to_owned(), |k| format!("{k}?")))
            });
            shape.insert(name, columns.collect());
        }
    }
    shape
}

#[test]
fn the_names_of_known_people_are_found_without_their_addresses() {
    let db = database();
    let people = [
        ("王建国", "jgwang78@example.cn"),
        ("Claire Martin", "Claire.M@example.fr"),
        ("Anna Schmidt", "schmidt@example.de"),
    ];
    let cx = system();
    for (name, email) in people {
        let addresses = [email, "second-one@example.org"]
            .map(|email| AddressDraft { email: email.to_owned(), label: String::new() });
        let draft =
            ContactDraft { native_name: name.to_owned(), addresses: addresses.to_vec(), ..ContactDraft::default() };
        db.write_now(|conn| contacts::create(conn, &cx, &NewContact::parse(draft).expect("a person"))).expect("make");
    }
    let keys = || -> Vec<Row> {
        let query = "SELECT family_name AS a, name_key AS b, search_key AS c FROM contacts ORDER BY id";
        match db.connect().expect("connect") {
            Conn::Sqlite(mut conn) => diesel::sql_query(query).load(&mut conn),
            Conn::Postgres(mut conn) => diesel::sql_query(query).load(&mut conn),
        }
        .expect("the keys")
    };
    let made = keys();
    // As they were before there was such a key.
    let mut conn = db.connect().expect("connect");
    conn.batch_execute("UPDATE contacts SET name_key = ''").expect("forget");
    let kind = if matches!(conn, Conn::Sqlite(_)) { "sqlite" } else { "postgres" };
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(kind).join("2026-11-24-000007_search/up.sql");
    let text = std::fs::read_to_string(path).expect("the migration");
    conn.batch_execute(&text[text.find("UPDATE").expect("its second half")..]).expect("fill");
    for (made, filled) in made.iter().zip(keys()) {
        let pieces = |key: &str| key.lines().filter(|l| !l.is_empty()).map(str::to_owned).collect::<BTreeSet<_>>();
        assert!(made.c.contains("second-one") && !made.b.contains("second"), "{}", made.b);
        assert!(pieces(&filled.b).is_subset(&pieces(&made.b)), "{} has what no name holds: {}", made.a, filled.b);
        if made.a != "Schmidt" {
            assert_eq!(pieces(&filled.b), pieces(&made.b), "{}", made.a);
        }
        assert!(filled.b.contains(&made.b.lines().next().unwrap_or_default().replace(' ', "")), "{}", filled.b);
    }
}

#[test]
fn steps_that_carried_their_gates_as_names_get_the_conditions_they_promised() {
    let db = database();
    let cx = system();
    let typed = |text: &str| [(Locale::En, text.to_owned())].into();
    let city = CityDraft {
        slug: "datong".to_owned(),
        name: typed("Datong"),
        zone: "Asia/Shanghai".to_owned(),
        latitude: "40.1".to_owned(),
        longitude: "113.3".to_owned(),
        hue: String::new(),
    };
    let draft = ProgrammeDraft {
        template: "four-steps".to_owned(),
        slug: "cities".to_owned(),
        title: typed("Cities"),
        zone: "Europe/Paris".to_owned(),
        starts_on: "2015-11-02".to_owned(),
        ends_on: "2017-03-31".to_owned(),
        release_rule: "alone".to_owned(),
        cities: vec![city],
        ..ProgrammeDraft::default()
    };
    let new = draft.check().expect("a programme");
    db.write_now(|conn| overview::create_from_template(conn, &cx, &new)).expect("made");
    let trees = || -> Vec<(String, String, String)> {
        let query =
            "SELECT CAST(step_id AS TEXT) AS a, tree AS b, CAST(version AS TEXT) AS c FROM gates ORDER BY step_id";
        let rows: Vec<Row> = match db.connect().expect("connect") {
            Conn::Sqlite(mut conn) => diesel::sql_query(query).load(&mut conn),
            Conn::Postgres(mut conn) => diesel::sql_query(query).load(&mut conn),
        }
        .expect("the gates");
        rows.into_iter().map(|row| (row.a, row.b, row.c)).collect()
    };
    let planted = trees();
    assert_eq!(planted.len(), 3, "the seminar, the workshop, the conference");
    // As it was when they were names only.
    let mut conn = db.connect().expect("connect");
    conn.batch_execute("DELETE FROM gates; UPDATE steps SET gates = '[\"its name\"]'").expect("forget");
    let kind = if matches!(conn, Conn::Sqlite(_)) { "sqlite" } else { "postgres" };
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(kind).join("2026-11-25-000003_gates/up.sql");
    let text = std::fs::read_to_string(path).expect("the migration");
    conn.batch_execute(&text[text.find("INSERT INTO gates").expect("its last part")..]).expect("fill");
    assert_eq!(trees(), planted);
}

fn system() -> Context {
    let now = "2016-04-18T08:00:00Z".parse().expect("an instant");
    Context::system("test", Door::Command, now, now, Keys::new([7; 32]))
}
