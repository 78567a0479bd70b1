//! A program's request sent twice under one `Idempotency-Key` acts once.

use convoke::access::{Grant, Role};
use convoke::domain::submissions::requests::{self, Asked, Known};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::contents::contents;
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
}

#[tokio::test]
async fn the_description_says_where_a_key_is_taken() {
    let (_app, client, _) = begin();
    let document = client.get("/api/v1/openapi.json").await.value();
    let takes = |path: &str, method: &str| document["paths"][path][method].to_string().contains("Idempotency-Key");
    assert!(takes(PEOPLE, "post") && takes("/api/v1/events/{event}/rounds/{round}/release", "post"));
    assert!(!takes("/api/v1/imports", "post") && !takes("/api/v1/contacts/{contact}", "put"));
}
