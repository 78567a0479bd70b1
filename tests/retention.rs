//! What grows is forgotten in its time: what opens nothing any more, and what nobody comes back for.

use std::time::{Duration, SystemTime};

use convoke::access::{Grant, Role};
use convoke::db::DbError;
use convoke::domain::accounts::tokens::{self, NewToken};
use convoke::domain::imports::{self, FOLDER, ImportError, Lease, Pass, Settings, Source, Upload};
use convoke::domain::submissions::{self, requests, requests::Asked};
use convoke::tables::{ChildLimits, Format};
use convoke::work::imports::{Go, Importer, drive};

use crate::support::TestApp;
use crate::support::contents::contents;

fn administrator() -> Vec<Grant> {
    vec![Grant { role: Role::Administrator, programme: None, city: None }]
}

fn count(app: &TestApp, table: &str) -> usize {
    contents(app.database(), &[]).rows(table).len()
}

#[tokio::test]
async fn what_is_over_is_kept_for_its_time_and_no_longer() {
    let app = TestApp::start();
    let ana = app.person("ana@example.org", administrator());
    app.sign_in(&ana).await;
    let wrong = [("email", ana.email.as_str()), ("password", "not this one")];
    assert_eq!(app.client().submit("/sign-in", "/sign-in", &wrong).await.status, 422);
    app.client().submit("/reset", "/reset", &[("email", &ana.email)]).await;
    app.wait_queued(1).await;
    app.one_mail().await;
    app.token(&ana, &["read"]);
    let in_ten_days = NewToken {
        name: "for a while".to_owned(),
        scopes: Vec::new(),
        expires_at: Some(app.clock.machine().plus_days(10)),
    };
    app.act(|conn, cx| tokens::create_for_email(conn, cx, &ana.email, &in_ten_days));
    app.act(|conn, cx| submissions::once::<DbError>(conn, cx, "a form", |_| Ok("/people".to_owned())));

    let asked = Asked { key: "a key".to_owned(), request: "a request".to_owned() };
    app.act(|conn, cx| requests::begin(conn, cx, &asked));

    const TABLES: [&str; 6] =
        ["sign_in_attempts", "request_keys", "submissions", "account_links", "sign_ins", "api_tokens"];
    // Days after the beginning, and what is then left: the sign-in ran out after 14 days, one key after 10, the other never does.
    let story = [
        (0, [3, 1, 1, 1, 1, 2]),
        (2, [0, 0, 1, 1, 1, 2]),
        (8, [0, 0, 0, 1, 1, 2]),
        (29, [0, 0, 0, 1, 1, 2]),
        (31, [0, 0, 0, 0, 1, 2]),
        (99, [0, 0, 0, 0, 1, 2]),
        (101, [0, 0, 0, 0, 1, 1]),
        (105, [0, 0, 0, 0, 0, 1]),
    ];
    let mut day = 0;
    for (at, left) in story {
        app.pass_seconds((at - day) * 86_400);
        day = at;
        app.run_until_idle().await;
        assert_eq!(TABLES.map(|table| count(&app, table)), left, "after {at} days");
    }
    // Of the key that was made.
    app.mails();
}

/// Three refused lines of a file that stays where it is, as a command brings it in.
fn refused_lines(app: &TestApp) {
    let path = app.database().folder().join("people.csv");
    std::fs::write(&path, "Name,Email\nAnne,a\nBea,b\nCleo,c\n").expect("a file");
    let source = Source::new(&path, ChildLimits::this_program().expect("a program"));
    let preview = imports::preview(&source, 20).expect("a table");
    let mapping = imports::guess(preview.headers.iter().map(String::as_str));
    let settings =
        Settings { encoding: preview.encoding, separator: preview.separator, sheet: None, header_line: None, mapping };
    let upload =
        Upload { file_name: "people.csv".to_owned(), stored_name: None, bytes: 30, format: Format::Csv, settings };
    let lease = Lease { by: "test".to_owned(), seconds: 60 };
    let begun = app.act(|conn, cx| imports::begin_at_once(conn, cx, &upload, Pass::Write, lease.clone()));
    let done = drive(&app.state.db, &|| app.context(), &source, &begun, |_| Go::On);
    assert_eq!(done.map_err(|e: ImportError| e.to_string()).expect("it ends").counts.refused, 3);
}

#[tokio::test]
async fn lines_of_imports_and_files_nobody_knows_of_go() {
    let app = TestApp::start();
    refused_lines(&app);
    let folder = app.database().folder().join(FOLDER);
    std::fs::create_dir_all(&folder).expect("a folder");
    for (name, days) in [("left.table", 2), ("left.part", 2), ("fresh.table", 0), ("fresh.part", 0), ("note.txt", 2)] {
        let file = std::fs::File::create(folder.join(name)).expect("a file");
        file.set_modified(SystemTime::now() - Duration::from_secs(days * 86_400)).expect("its time");
    }
    let state = &app.state;
    let importer = Importer::new(state.db.clone(), state.clock.clone(), state.keys.clone(), &state.config);
    let importer = importer.expect("it finds itself");
    importer.tidy().expect("it tidies up");
    let mut kept: Vec<String> = std::fs::read_dir(&folder)
        .expect("the folder")
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    kept.sort();
    assert_eq!(kept, ["fresh.part", "fresh.table", "note.txt"]);
    assert_eq!(count(&app, "import_lines"), 3);
    app.pass_seconds(31 * 86_400);
    importer.tidy().expect("it tidies up");
    assert_eq!((count(&app, "import_lines"), count(&app, "imports")), (0, 1), "the counts stay");
}
