//! For those who run the service: full disks, copies brought back, programs older than their database.

use std::time::{Duration, Instant};

use convoke::access::{Grant, Role};
use convoke::db::{DatabaseUrl, DbError};
use convoke::domain::invitations::{self, UNDO_SECONDS};
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use reqwest::Method;

use crate::support::command::{Running, convoke, fed, run};
use crate::support::database::database;
use crate::support::world::World;
use crate::support::{PASSWORD, Page, TestApp, client_at, send};

#[tokio::test]
async fn whoever_watches_is_told_of_a_full_disk_until_there_is_room() {
    let app = TestApp::start();
    if matches!(app.database().url(), DatabaseUrl::Postgres(_)) {
        return;
    }
    let (client, ana) = (
        app.client(),
        app.person("ana@example.org", vec![Grant { role: Role::Administrator, programme: None, city: None }]),
    );
    let key = app.token(&ana, &["metrics"]);
    let figures = || send(client.request(Method::GET, "/metrics").bearer_auth(&key));
    assert_eq!(client.get("/health/ready").await.status, 200);
    assert!(figures().await.body.contains("convoke_disk_full "));
    // What is written to find out whether there is room finds none either.
    let probe = app.database().folder().join(".room");
    std::fs::create_dir(&probe).expect("something in the way");
    let filled = app.state.db.write_now(|conn| {
        Ok::<_, DbError>(
            conn.batch_execute("PRAGMA max_page_count=1; CREATE TABLE filler AS SELECT zeroblob(9000000) b")?,
        )
    });
    assert!(matches!(filled, Err(DbError::Full(_))), "{filled:?}");
    let told = client.get("/health/ready").await;
    assert_eq!(told.status, 503);
    assert!(told.body.contains("is full"), "{}", told.body);
    // All applications of the tests have one recorder: another may have said of itself that it is well.
    let limit = Instant::now() + Duration::from_secs(10);
    while !figures().await.body.contains("convoke_disk_full 1") {
        assert!(Instant::now() < limit, "the figures say so");
    }
    std::fs::remove_dir(&probe).expect("there is room");
    let limit = Instant::now() + Duration::from_secs(10);
    while client.get("/health/ready").await.status != 200 {
        assert!(Instant::now() < limit, "it is ready again by itself");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(!probe.exists(), "nothing of the look stays");
}

/// The mail to Anna of a released round, and the way it leads to.
async fn invited(app: &TestApp, world: &World) -> String {
    app.act(|conn, cx| {
        let facts = invitations::event_facts(conn, world.event.event.id)?;
        let round = invitations::find_round(conn, cx, &facts, &world.round.public_id)?;
        invitations::release(conn, cx, &round, round.version)
    });
    app.pass_seconds(UNDO_SECONDS + 1);
    app.run_until_idle().await;
    app.mails()[0].path("/a/")
}

#[tokio::test]
async fn a_copy_put_into_an_empty_folder_serves_and_old_links_go_on() {
    let app = TestApp::start();
    let DatabaseUrl::Sqlite(_) = app.database().url() else { return };
    let world = World::build(&app);
    let link = invited(&app, &world).await;
    let data = app.database().folder();
    let place = tempfile::tempdir().expect("a folder");
    let shown = async |data: &std::path::Path| -> Page {
        let mut command = convoke(place.path(), &["serve", "--no-work"]);
        let running = Running::start(command.env("CONVOKE_DATA__DIR", data));
        let page = client_at(&running.address).get(&link).await;
        assert_eq!(running.stop().0, 0);
        page
    };
    let before = shown(data).await;
    assert_eq!(before.status, 200, "{}", before.text());
    let copy = place.path().join("copy");
    let mut command = convoke(place.path(), &["backup", copy.to_str().expect("a path")]);
    let (code, _, said) = run(command.env("CONVOKE_DATA__DIR", data));
    assert_eq!(code, 0, "{said}");
    // As the manual says: an empty folder, the copy's files put into it.
    let restored = place.path().join("restored");
    std::fs::create_dir(&restored).expect("an empty folder");
    for entry in std::fs::read_dir(&copy).expect("the copy") {
        let entry = entry.expect("an entry");
        std::fs::rename(entry.path(), restored.join(entry.file_name())).expect("it is put there");
    }
    let mut check = convoke(place.path(), &["check"]);
    let (_, out, _) = run(check.env("CONVOKE_DATA__DIR", &restored));
    assert!(out.contains("security.key is this database's") && out.contains("schema: up to date"), "{out}");
    let after = shown(restored.as_path()).await;
    assert_eq!((after.status, after.text()), (before.status, before.text()), "the guest's old link works");
}

/// Files below a folder whose names end so.
fn ending(folder: &std::path::Path, end: &str) -> usize {
    let named = |entry: std::io::Result<std::fs::DirEntry>| entry.expect("an entry").file_name();
    std::fs::read_dir(folder).map_or(0, |all| all.map(named).filter(|n| n.to_string_lossy().ends_with(end)).count())
}

#[tokio::test]
async fn a_server_told_to_stop_in_the_midst_of_an_upload_ends_and_nothing_half_counts() {
    use std::io::Write;
    let folder = tempfile::tempdir().expect("a folder");
    let create = ["user", "create", "ana@example.org", "--name", "Ana", "--administrator"];
    let (code, _, said) = fed(&mut convoke(folder.path(), &create), &format!("{PASSWORD}\n"));
    assert_eq!(code, 0, "{said}");
    let create = ["token", "create", "ana@example.org", "--name", "x", "--scopes", "read,import"];
    let (code, token, said) = run(&mut convoke(folder.path(), &create));
    assert_eq!(code, 0, "{said}");
    let (token, uploads) = (token.trim().to_owned(), folder.path().join("var/imports"));
    let serve = || {
        let mut command = convoke(folder.path(), &["serve"]);
        Running::start(command.env("CONVOKE_WORK__DRAIN", "1"))
    };
    let running = serve();
    let place = running.address.trim_start_matches("http://").to_owned();
    let mut stream = std::net::TcpStream::connect(place).expect("it listens");
    let head = format!("Host: x\r\nAuthorization: Bearer {token}\r\nContent-Length: 1000000");
    write!(stream, "POST /api/v1/imports?name=people.csv HTTP/1.1\r\n{head}\r\n\r\nName\nAnne\n").expect("a beginning");
    let limit = Instant::now() + Duration::from_secs(20);
    while ending(&uploads, ".part") == 0 {
        assert!(Instant::now() < limit, "it takes what comes");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let (_, took) = running.stop();
    assert!(took < Duration::from_secs(10), "{took:?}");
    assert_eq!(ending(&uploads, ".table"), 0);
    // As an upload of a deliverable's file leaves it when its server is ended.
    let left = folder.path().join("var/files/incoming/left.part");
    std::fs::write(&left, "half").expect("a file");
    let again = serve();
    let list = send(client_at(&again.address).request(Method::GET, "/api/v1/imports").bearer_auth(&token)).await;
    assert_eq!((list.status, list.value()["items"].clone()), (200, serde_json::json!([])), "{}", list.body);
    assert!(!left.exists(), "nobody's upload is left");
}

/// A nightly copy that is stopped must not be in the way of the next night's.
#[test]
fn a_backup_that_is_told_to_stop_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(run(&mut convoke(folder.path(), &["migrate"])).0, 0);
    let (uploads, copy) = (folder.path().join("var/imports"), folder.path().join("copy"));
    std::fs::write(folder.path().join("var/security.key"), "0".repeat(64)).expect("a key");
    std::fs::create_dir(&uploads).expect("a folder");
    let large = vec![7; 8 * 1024 * 1024];
    for n in 0..60 {
        std::fs::write(uploads.join(format!("{n}.table")), &large).expect("an upload");
    }
    let running = Running::worker(&mut convoke(folder.path(), &["backup", "copy"]));
    let (part, limit) = (folder.path().join("copy.part"), Instant::now() + Duration::from_secs(20));
    while !part.exists() {
        assert!(Instant::now() < limit && !copy.exists(), "{}", running.said());
        std::thread::sleep(Duration::from_millis(1));
    }
    let (code, took) = running.stop();
    assert!(code == 1 && took < Duration::from_secs(10), "{code} {took:?}");
    assert!(!part.exists() && !copy.exists());
    let (code, out, said) = run(&mut convoke(folder.path(), &["backup", "copy"]));
    assert!(code == 0 && copy.join("imports/59.table").exists(), "{out}{said}");
}

#[test]
fn a_schema_of_a_newer_program_is_refused_and_left_as_it_is() {
    let database = database();
    let newer = "INSERT INTO __diesel_schema_migrations (version) VALUES ('99990101000000')";
    database.write_now(|conn| diesel::sql_query(newer).execute(conn).map_err(DbError::from)).expect("a newer one");
    assert!(matches!(database.migrate(), Err(DbError::Newer(1))));
    let url = match database.url() {
        DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
        DatabaseUrl::Postgres(url) => url,
    };
    let folder = tempfile::tempdir().expect("a folder");
    for command in ["serve", "work", "migrate"] {
        let (code, _, said) = run(convoke(folder.path(), &[command]).env("CONVOKE_DATABASE__URL", &url));
        assert_eq!(code, 1, "{command}: {said}");
        assert!(said.contains("newer than this program") && said.contains("1 migration(s)"), "{command}: {said}");
        assert!(said.contains("Start the version that made them"), "{command}: {said}");
    }
}

#[tokio::test]
async fn the_log_tells_what_happened_and_keeps_people_and_secrets_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let arguments = ["user", "create", "ana@example.org", "--name", "Ana Ferreira", "--administrator"];
    let (code, _, said) = fed(&mut convoke(folder.path(), &arguments), &format!("{PASSWORD}\n"));
    assert_eq!(code, 0, "{said}");
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    let address = format!("http://{free}");
    let mut command = convoke(folder.path(), &["serve"]);
    command.env("CONVOKE_SERVER__BIND", free.to_string()).env("CONVOKE_SERVER__PUBLIC_URL", &address);
    let running = Running::worker(command.env("CONVOKE_LOG__FORMAT", "json"));
    let limit = Instant::now() + Duration::from_secs(20);
    while std::net::TcpStream::connect(free).is_err() {
        assert!(Instant::now() < limit, "{}", running.said());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let client = client_at(&address);
    assert_eq!(client.get("/health/ready").await.status, 200);
    let wrong = [("email", "ana@example.org"), ("password", "open sesame to me")];
    client.submit("/sign-in", "/sign-in", &wrong).await;
    let right = [("email", "ana@example.org"), ("password", PASSWORD)];
    assert_eq!(client.submit("/sign-in", "/sign-in", &right).await.status, 303);
    for path in
        ["/a/secretsecretsecret", "/reset/secretsecretsecret", "/people?q=ana%40example.org", "/assets/none.css"]
    {
        client.get(path).await;
    }
    let said = running.said();
    for line in said.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|fault| panic!("{fault}: {line}"));
    }
    for told in ["\"message\":\"serving\"", "\"route\":\"/sign-in\"", "\"route\":\"/people\""] {
        assert!(said.contains(told), "{told}: {said}");
    }
    for kept in ["ana@", "ana%40", "Ferreira", "sesame", PASSWORD, "secretsecret", "/health/ready", "actix_server"] {
        assert!(!said.contains(kept), "{kept}: {said}");
    }
    assert!(said.contains("/assets/"), "what is not there is news: {said}");
    assert_eq!(running.stop().0, 0);
}
