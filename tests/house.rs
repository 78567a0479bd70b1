//! What every answer has, whatever it answers: headers of safety, a request's id, problems as pages or as JSON, limits.

use convoke::db::DbError;
use diesel::RunQueryDsl;
use reqwest::Method;

use crate::support::contents::contents;
use crate::support::world::World;
use crate::support::{PASSWORD, TestApp, send};

#[tokio::test]
async fn every_answer_carries_the_headers_of_safety() {
    let app = TestApp::start();
    let client = app.client();
    for path in ["/sign-in", "/nowhere", "/health/live", "/assets/convoke.css", "/accounts", "/api/v1/nowhere"] {
        let page = client.get(path).await;
        let policy = page.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(page.header("referrer-policy"), "same-origin", "{path}");
        assert!(page.header("x-request-id").len() >= 8, "{path}");
        assert!(page.header("server").is_empty(), "{path}");
        assert!(!page.header("cache-control").is_empty(), "{path}");
    }
    let ids: std::collections::BTreeSet<_> = [client.get("/sign-in").await, client.get("/sign-in").await]
        .map(|p| p.header("x-request-id").to_owned())
        .into();
    assert_eq!(ids.len(), 2);
}

#[tokio::test]
async fn a_public_address_with_tls_binds_the_cookie_and_asks_to_stay() {
    let app = TestApp::start_with(&[("server.public_url", "https://convoke.example")]);
    let ana = app.person("ana@example.org", Vec::new());
    let fields = [("email", ana.email.as_str()), ("password", PASSWORD)];
    let page = app.client().submit("/sign-in", "/sign-in", &fields).await;
    let cookie = page.header("set-cookie");
    assert!(
        cookie.starts_with("__Host-convoke=") && cookie.contains("Secure") && cookie.contains("Path=/"),
        "{cookie}"
    );
    assert!(!cookie.contains("Domain"), "{cookie}");
    assert!(page.header("strict-transport-security").contains("max-age="));
}

#[tokio::test]
async fn a_problem_is_a_page_for_people_and_json_for_programs() {
    let app = TestApp::start();
    let request = |accept: &'static str, language: &'static str| {
        app.client().request(Method::GET, "/nowhere").header("accept", accept).header("accept-language", language)
    };
    let page = send(request("text/html", "fr")).await;
    assert_eq!(page.status, 404);
    assert!(page.kind().starts_with("text/html") && page.body.contains("<html lang=\"fr\""), "{}", page.body);
    let chinese = send(request("text/html", "zh-CN")).await;
    assert!(chinese.body.contains("lang=\"zh"), "{}", chinese.body);
    let json = send(request("application/json", "en")).await;
    assert_eq!((json.status, json.kind()), (404, "application/problem+json"));
    let problem = json.value();
    assert_eq!(problem["status"], 404);
    assert!(problem["title"].as_str().is_some_and(|t| !t.is_empty()) && problem["type"].is_string(), "{problem}");
    // The API speaks JSON to whoever does not say what they want.
    let api = app.client().get("/api/v1/nowhere").await;
    assert_eq!(api.kind(), "application/problem+json");
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_with_the_limit() {
    let app = TestApp::start_with(&[("server.body_limit", "65536")]);
    let client = app.client();
    let large = "x".repeat(100_000);
    let page = client.post("/sign-in", &[("email", "a@example.org"), ("password", &large)]).await;
    assert_eq!(page.status, 413, "{}", page.text());
    page.says("At most 64 KB are taken here.");
    assert_eq!(client.get("/sign-in").await.status, 200);
}

#[tokio::test]
async fn a_call_may_be_as_large_as_the_limit_says() {
    let app = TestApp::start_with(&[("server.body_limit", "524288")]);
    let world = World::build(&app);
    let key = app.token(&app.person("claire@example.org", world.coordinator()), &["read", "write"]);
    let client = app.client();
    let call = async |bytes: usize| {
        let body = serde_json::json!({ "notes": "x".repeat(bytes) });
        client.json(Method::POST, "/api/v1/contacts", &key, &body).await
    };
    // Within the limit it is read, and refused for what it says; beyond, for its size.
    let read = call(400_000).await;
    assert_eq!(read.status, 422, "{}", read.body);
    assert!(read.value()["errors"][0]["field"].is_string(), "{}", read.body);
    let unread = call(600_000).await;
    assert_eq!((unread.status, &unread.value()["type"]), (413, &serde_json::json!("/api/v1/problems/too-large")));
}

#[tokio::test]
async fn what_is_no_form_is_refused_quietly() {
    let app = TestApp::start();
    let client = app.client();
    for body in [&b"\xff\xfe%%%"[..], b"email=%ff%fe&password=%00", b"&&&===", b""] {
        let request = client.request(Method::POST, "/sign-in").body(body.to_vec());
        let page = send(request.header("content-type", "application/x-www-form-urlencoded")).await;
        assert!((400..500).contains(&page.status), "{body:?}: {}", page.status);
    }
    for path in [
        "/sign-in?lang=%ff",
        "/sign-in?lang=xx",
        "/accounts/%00",
        "/assets/../Cargo.toml",
        "/assets/%2e%2e/Cargo.toml",
        "/password/%F0%9F%98%80",
    ] {
        let page = client.get(path).await;
        assert!(page.status < 500, "{path}: {} {}", page.status, page.text());
        assert!(!page.body.contains("[package]"), "{path}");
    }
    let wrong_method = client.request(Method::DELETE, "/sign-in");
    assert!((400..500).contains(&send(wrong_method).await.status));
}

/// PostgreSQL refuses even to look for a text with a NUL in it.
#[tokio::test]
async fn what_no_row_can_hold_is_looked_for_without_a_fault() {
    let app = TestApp::start();
    let world = World::build(&app);
    let grants =
        vec![convoke::access::Grant { role: convoke::access::Role::Administrator, programme: None, city: None }];
    let client = app.member("ana@example.org", grants).await;
    let guests = format!("/programmes/cities/events/{}/guests?group=%00", world.event.event.public_id);
    for path in ["/people?group=%00", "/mail?q=%00", "/history?action=%00", "/programmes/a%00b", &guests] {
        let page = client.get(path).await;
        assert!(matches!(page.status, 200 | 400 | 404), "{path}: {} {}", page.status, page.text());
        page.does_not_say("That was our fault");
    }
}

#[tokio::test]
async fn health_says_live_and_ready_and_figures_want_a_token() {
    let app = TestApp::start();
    let client = app.client();
    assert_eq!(client.get("/health/live").await.body.trim(), "live");
    assert_eq!(client.get("/health/ready").await.body.trim(), "ready");
    assert_eq!(client.get("/metrics").await.status, 401);
    let grants =
        vec![convoke::access::Grant { role: convoke::access::Role::Administrator, programme: None, city: None }];
    let ana = app.person("ana@example.org", grants);
    let metrics = send(client.request(Method::GET, "/metrics").bearer_auth(app.token(&ana, &["metrics"]))).await;
    assert_eq!(metrics.status, 200);
    assert!(metrics.body.contains("convoke_requests_total"), "{}", metrics.body);
    let read_only = send(client.request(Method::GET, "/metrics").bearer_auth(app.token(&ana, &["read"]))).await;
    assert!(matches!(read_only.status, 403 | 404), "{}", read_only.status);
}

/// What the walks over all routes rest on: a reading sees what was added, changed and taken away since another.
#[test]
fn a_reading_of_everything_shows_what_changed_since_another() {
    let app = TestApp::start();
    let ana = app.person("ana@example.org", Vec::new());
    let ignored = ["accounts.zone"];
    let read = || contents(app.database(), &ignored);
    let write = |sql: &str| app.act(|conn, _| diesel::sql_query(sql).execute(conn).map_err(DbError::from));
    let before = read();
    assert_eq!(before.values("accounts", "email"), [ana.email.as_str()]);
    assert_eq!(read().changes_since(&before), Vec::<String>::new());
    write("UPDATE accounts SET zone = 'UTC'");
    assert_eq!(read().changes_since(&before), Vec::<String>::new());
    write("UPDATE accounts SET name = 'Another'");
    let other = read();
    let [old, new]: [String; 2] = other.changes_since(&before).try_into().expect("two lines");
    assert!(old.starts_with("- accounts: ") && old.contains("name=ana") && !old.contains("zone="), "{old}");
    assert!(new.starts_with("+ accounts: ") && new.contains("name=Another"), "{new}");
    write("UPDATE accounts SET name = 'ana'");
    assert!(read() == before && read() != other);
    write("DELETE FROM stakeholder_groups");
    let gone = read().changes_since(&before);
    assert_eq!(gone.len(), before.rows("stakeholder_groups").len());
    assert!(gone.iter().all(|line| line.starts_with("- stakeholder_groups: ")), "{gone:?}");
}
