//! A program's request sent twice under one `Idempotency-Key` acts once.

use std::io::Write;

use convoke::access::{Context, Grant, Role};
use convoke::db::DatabaseUrl;
use convoke::domain::accounts;
use convoke::domain::submissions::requests::{self, Asked, Known};
use diesel::connection::SimpleConnection;
use flate2::Compression;
use flate2::write::GzEncoder;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::contents::contents;
use crate::support::world::World;
use crate::support::{Page, TestApp, TestClient, send};

const ADMINISTRATOR: Grant = Grant { role: Role::Administrator, programme: None, city: None };

fn begin() -> (TestApp, TestClient, String) {
    let app = TestApp::start();
    let ana = app.person("ana@example.org", vec![ADMINISTRATOR]);
    let (client, token) = (app.client(), app.token(&ana, &["read", "write", "accounts"]));
    (app, client, token)
}

async fn post(client: &TestClient, path: &str, token: &str, key: &str, body: &Value) -> Page {
    let request = client.request(Method::POST, path).bearer_auth(token).header("Idempotency-Key", key);
    send(request.json(body)).await
}

const PEOPLE: &str = "/api/v1/contacts";

fn people(app: &TestApp) -> usize {
    contents(app.database(), &[]).rows("contacts").len()
}

/// A program that names a language is answered in it; one that names none in its account's. Of a browser the account's wins.
#[tokio::test]
async fn a_program_is_answered_in_the_language_it_asks_for() {
    let (app, client, token) = begin();
    let asked = async |language: &str, lang: &str| {
        let request = client.request(Method::GET, &format!("/api/v1/contacts/0000000000000000{lang}"));
        send(request.bearer_auth(&token).header("accept-language", language)).await.value()["title"].clone()
    };
    let english = asked("de, *;q=0.5", "").await;
    assert_eq!(english, asked("en", "").await);
    let french = asked("fr-CH, fr;q=0.9, en;q=0.8", "").await;
    assert_ne!(french, english);
    assert_ne!(asked("zh-CN", "").await, french);
    assert_eq!(asked("en", "?lang=fr").await, french, "the address wins");
    let member = app.member("bo@example.org", vec![ADMINISTRATOR]).await;
    let request = member.request(Method::GET, "/api/v1/contacts/0000000000000000").header("accept-language", "fr");
    assert_eq!(send(request).await.value()["title"], english);
    // Whose key is no good is told so in the language asked for, too.
    let bad = |lang: &str| client.request(Method::GET, &format!("/api/v1/contacts{lang}")).bearer_auth("cvk_none");
    let told = send(bad("")).await.value()["title"].clone();
    assert_ne!(send(bad("?lang=fr")).await.value()["title"], told);
}

#[tokio::test]
async fn the_same_request_is_answered_as_the_first_time_and_another_is_refused() {
    let (app, client, token) = begin();
    let shan = json!({"native_name": "单晓光"});
    let first = post(&client, PEOPLE, &token, "\"7d1b\"", &shan).await;
    assert_eq!((first.status, first.header("idempotency-replayed")), (201, ""), "{}", first.body);
    // Quoted as the draft has it, or bare: one key.
    let again = post(&client, PEOPLE, &token, "7d1b", &shan).await;
    assert_eq!((again.status, &again.body, again.location()), (201, &first.body, first.location()));
    assert_eq!((again.header("idempotency-replayed"), again.header("etag")), ("true", first.header("etag")));
    assert_eq!(again.kind(), first.kind());
    assert_eq!(people(&app), 1);
    for (path, body) in [(PEOPLE, json!({"native_name": "王伟"})), ("/api/v1/organisations", shan.clone())] {
        let other = post(&client, path, &token, "7d1b", &body).await;
        assert_eq!((other.status, &other.value()["type"]), (422, &json!("/api/v1/problems/key-reused")), "{path}");
    }
    // Another's key of that name is another key, and so is the same one a day later.
    let bo = app.person("bo@example.org", vec![ADMINISTRATOR]);
    let bos = app.token(&bo, &["write", "read"]);
    assert_eq!(post(&client, PEOPLE, &bos, "7d1b", &shan).await.header("idempotency-replayed"), "");
    app.pass_seconds(25 * 3_600);
    app.run_until_idle().await;
    assert_eq!(post(&client, PEOPLE, &token, "7d1b", &json!({"native_name": "王伟"})).await.status, 201);
    assert_eq!(people(&app), 3);
}

#[tokio::test]
async fn of_two_at_one_time_one_acts() {
    let (app, _, token) = begin();
    for round in 0..8 {
        let body = json!({"email": format!("guest{round}@example.org"), "name": "A", "locale": "en", "zone": "UTC"});
        let (key, path) = (format!("race-{round}"), "/api/v1/accounts");
        let (one, two) = (app.client(), app.client());
        let (one, two) = tokio::join!(post(&one, path, &token, &key, &body), post(&two, path, &token, &key, &body));
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert!(matches!(statuses, [201, 201] | [201, 409]), "{}\n{}", one.body, two.body);
        let slower = if one.status == 409 { &one } else { &two };
        if slower.status == 409 {
            assert_eq!(slower.value()["type"], "/api/v1/problems/request-at-work");
        }
    }
    app.run_until_idle().await;
    let mut to: Vec<String> = app.mails().into_iter().map(|mail| mail.to).collect();
    to.sort();
    assert_eq!(to, (0..8).map(|n| format!("guest{n}@example.org")).collect::<Vec<_>>(), "one mail each");
}

#[tokio::test]
async fn a_refusal_frees_its_key_and_a_key_without_an_answer_is_never_used_twice() {
    let (app, client, token) = begin();
    let wrong = post(&client, PEOPLE, &token, "a", &json!({"native_name": ""})).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(post(&client, PEOPLE, &token, "a", &json!({"native_name": "A"})).await.status, 201);
    for (key, reason) in [("", "required"), (&"k".repeat(201), "too-long")] {
        let refused = post(&client, PEOPLE, &token, key, &json!({"native_name": "B"})).await;
        assert_eq!((refused.status, &refused.value()["errors"][0]["reason"]), (422, &json!(reason)));
    }
    let stranger = post(&client, PEOPLE, "cvk_none", "a", &json!({"native_name": "A"})).await;
    assert_eq!(stranger.status, 401);
    assert_eq!(people(&app), 1);
    // What a process leaves that dies between the act and its answer.
    let asked = Asked { key: "k".to_owned(), request: "r".to_owned() };
    assert_eq!(app.act(|conn, cx| requests::begin(conn, cx, &asked)), Known::New);
    assert_eq!(app.act(|conn, cx| requests::begin(conn, cx, &asked)), Known::AtWork);
    let later = app.act(|conn, cx| {
        let machine = cx.machine.plus_seconds(requests::AT_WORK_MINUTES * 60 + 1);
        requests::begin(conn, &Context { machine, ..cx.clone() }, &asked)
    });
    assert_eq!(later, Known::InDoubt, "whoever had it is gone");
}

#[tokio::test]
async fn the_description_says_where_a_key_is_taken() {
    let (_app, client, _) = begin();
    let document = client.get("/api/v1/openapi.json").await.value();
    let takes = |path: &str, method: &str| document["paths"][path][method].to_string().contains("Idempotency-Key");
    assert!(takes(PEOPLE, "post") && takes("/api/v1/events/{event}/rounds/{round}/release", "post"));
    assert!(!takes("/api/v1/imports", "post") && !takes("/api/v1/contacts/{contact}", "put"));
}

#[tokio::test]
async fn a_packed_request_is_the_same_as_the_plain_one() {
    let (app, client, token) = begin();
    let body = json!({"native_name": "单晓光"}).to_string();
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(body.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let ask = |key: &str, bytes: Vec<u8>, coded: bool| {
        let request = client.request(Method::POST, PEOPLE).bearer_auth(&token).header("Idempotency-Key", key);
        let request = request.header("Content-Type", "application/json").body(bytes);
        send(if coded { request.header("Content-Encoding", "gzip") } else { request })
    };
    let first = ask("z", packed.clone(), true).await;
    assert_eq!(first.status, 201, "{}", first.body);
    let again = ask("z", body.into_bytes(), false).await;
    assert_eq!((again.status, again.header("idempotency-replayed")), (201, "true"), "{}", again.body);
    let broken = ask("y", packed[..packed.len() / 2].to_vec(), true).await;
    assert_eq!(broken.status, 400, "{}", broken.body);
    assert_eq!(people(&app), 1);
}

#[tokio::test]
async fn refusals_that_race_are_refusals() {
    let (app, _, token) = begin();
    let before = people(&app);
    let wrong = json!({"native_name": ""});
    for round in 0..12 {
        let key = format!("wrong-{round}");
        let clients: Vec<TestClient> = (0..6).map(|_| app.client()).collect();
        let asked = clients.iter().map(|client| post(client, PEOPLE, &token, &key, &wrong));
        for answer in futures_util::future::join_all(asked).await {
            assert!(matches!(answer.status, 422 | 409), "{}", answer.body);
        }
        let right = post(&clients[0], PEOPLE, &token, &key, &json!({"native_name": "A"})).await;
        assert_eq!(right.status, 201, "{}", right.body);
    }
    assert_eq!(people(&app), before + 12, "one a round, whatever was refused before");
}

#[tokio::test]
async fn an_answer_is_not_given_again_to_who_may_see_less() {
    let app = TestApp::start();
    let world = World::build(&app);
    // Somebody who stays: without an administrator nobody is shut out.
    app.person("ana@example.org", vec![ADMINISTRATOR]);
    let bo = app.person("bo@example.org", world.coordinator());
    let (client, token) = (app.client(), app.token(&bo, &["read", "write"]));
    let shan = json!({"native_name": "单晓光", "phone": "+86 352 555 0199"});
    let first = post(&client, PEOPLE, &token, "k", &shan).await;
    first.says("555 0199");
    assert_eq!(first.status, 201);
    let id = &bo.account.public_id;
    let lesser = Grant { role: Role::PrincipalInvestigator, ..world.coordinator()[0] };
    app.act(|conn, cx| {
        let held = accounts::show(conn, cx, id)?.grants[0].id;
        accounts::grant(conn, cx, id, lesser)?;
        accounts::revoke_grant(conn, cx, id, held)
    });
    let later = post(&client, PEOPLE, &token, "k", &shan).await;
    later.does_not_say("555 0199");
    assert_eq!((later.status, &later.value()["type"]), (422, &json!("/api/v1/problems/key-reused")));
    // As before, as before.
    app.act(|conn, cx| {
        let held = accounts::show(conn, cx, id)?.grants[0].id;
        accounts::grant(conn, cx, id, world.coordinator()[0])?;
        accounts::revoke_grant(conn, cx, id, held)
    });
    assert_eq!(post(&client, PEOPLE, &token, "k", &shan).await.body, first.body);
    app.act(|conn, cx| accounts::disable(conn, cx, id));
    let gone = post(&client, PEOPLE, &token, "k", &shan).await;
    gone.does_not_say("555 0199");
    assert_eq!(gone.status, 401);
}

/// What the database does when a person is added, and how that is taken back.
struct Fault {
    made: String,
    lifted: String,
}

fn fault(app: &TestApp, statement: &str) -> Fault {
    match app.database().url() {
        DatabaseUrl::Sqlite(_) => Fault {
            made: format!("CREATE TRIGGER fault AFTER INSERT ON contacts BEGIN {statement}; END;"),
            lifted: "DROP TRIGGER fault;".to_owned(),
        },
        DatabaseUrl::Postgres(_) => Fault {
            made: format!(
                "CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {statement}; RETURN NULL; END $$; \
                 CREATE TRIGGER fault AFTER INSERT ON contacts FOR EACH ROW EXECUTE FUNCTION fault();"
            ),
            lifted: "DROP TRIGGER fault ON contacts; DROP FUNCTION fault;".to_owned(),
        },
    }
}

#[tokio::test]
async fn a_fault_frees_its_key_only_if_nothing_can_have_been_done() {
    let (app, client, token) = begin();
    let shan = json!({"native_name": "单晓光"});
    let mut database = app.database().connect().unwrap();
    // Of a number of its own, so that the rule is broken at once, or only by the commit.
    let table = "CREATE TABLE faults (id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0), person BIGINT \
                 REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED);";
    database.batch_execute(table).unwrap();
    for (key, statement, freed) in [
        ("at-once", "INSERT INTO faults VALUES (0, NULL)", true),
        ("at-last", "INSERT INTO faults VALUES (1, -1)", false),
    ] {
        let fault = fault(&app, statement);
        database.batch_execute(&fault.made).unwrap();
        let failed = post(&client, PEOPLE, &token, key, &shan).await;
        assert_eq!(failed.status, 500, "{key}: {}", failed.body);
        database.batch_execute(&fault.lifted).unwrap();
        let again = post(&client, PEOPLE, &token, key, &shan).await;
        if freed {
            assert_eq!((again.status, again.header("idempotency-replayed")), (201, ""), "{key}: {}", again.body);
        } else {
            assert_eq!((again.status, &again.value()["type"]), (409, &json!("/api/v1/problems/request-in-doubt")));
        }
    }
    assert_eq!(people(&app), 1);
    assert_eq!(post(&client, PEOPLE, &token, "another", &shan).await.status, 201, "the house stands");
}
