//! What a stranger's program is told when it asks for what is not there.

use convoke::access::{Grant, Role};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Page, TestApp, TestClient, send};

const ADMINISTRATOR: Grant = Grant { role: Role::Administrator, programme: None, city: None };

async fn program(scopes: &[&str]) -> (TestApp, TestClient, String) {
    let app = TestApp::start();
    let person = app.person("ana@example.org", vec![ADMINISTRATOR]);
    let (token, client) = (app.token(&person, scopes), app.client());
    (app, client, token)
}

async fn get(client: &TestClient, path: &str, token: &str) -> Page {
    send(client.request(Method::GET, path).bearer_auth(token)).await
}

#[track_caller]
fn fault(page: &Page, status: u16, field: &str, reason: &str) -> Value {
    assert_eq!(page.status, status, "{}", page.body);
    assert_eq!(page.kind(), "application/problem+json");
    let errors = page.value()["errors"].clone();
    assert_eq!((&errors[0]["field"], &errors[0]["reason"]), (&json!(field), &json!(reason)), "{}", page.body);
    assert!(errors[1].is_null(), "one fault: {}", page.body);
    errors[0]["message"].clone()
}

#[tokio::test]
async fn the_name_of_the_scheme_is_written_in_any_case() {
    let (_app, client, token) = program(&["read"]).await;
    for (scheme, status) in [("Bearer", 200), ("bearer", 200), ("BEARER", 200), ("Basic", 401)] {
        let request = client.request(Method::GET, "/api/v1/contacts");
        let page = send(request.header("authorization", format!("{scheme} {token}"))).await;
        assert_eq!(page.status, status, "{scheme}: {}", page.body);
        let (asked, listed) = (page.header("www-authenticate"), page.value()["items"].is_array());
        assert_eq!((asked, listed), if status == 200 { ("", true) } else { ("Bearer", false) }, "{scheme}");
    }
}

#[tokio::test]
async fn a_query_that_is_not_understood_is_refused_by_name() {
    let (_app, client, token) = program(&["read", "import"]).await;
    for list in ["contacts", "organisations", "imports"] {
        for (query, field, reason) in [
            ("after=abc", "after", "not-a-cursor"),
            ("after=-1", "after", "not-a-cursor"),
            ("after=99999999999999999999", "after", "not-a-cursor"),
            ("limit=0", "limit", "out-of-range"),
            ("limit=999999", "limit", "out-of-range"),
            ("cursor=11", "cursor", "unknown-name"),
            ("limit=5&after=1&limit=6", "limit", "given-twice"),
        ] {
            fault(&get(&client, &format!("/api/v1/{list}?{query}"), &token).await, 422, field, reason);
        }
        let good = get(&client, &format!("/api/v1/{list}?after=0&limit=200&lang=fr"), &token).await;
        assert_eq!(good.status, 200, "{}", good.body);
    }
    // Before anything is looked for, wherever there are pages.
    for list in [
        "events?programme=none",
        "sponsorships?programme=none",
        "programmes/none/deliverables?when=late",
        "events/none/seats?q=a",
        "history?kind=event",
    ] {
        for (query, field, reason) in [("after=abc", "after", "not-a-cursor"), ("limit=0", "limit", "out-of-range")] {
            fault(&get(&client, &format!("/api/v1/{list}&{query}"), &token).await, 422, field, reason);
        }
    }
    let limit = get(&client, "/api/v1/contacts?limit=201", &token).await;
    assert!(fault(&limit, 422, "limit", "out-of-range").to_string().contains("200"));
    let near = get(&client, "/api/v1/contacts?limt=5", &token).await;
    assert!(fault(&near, 422, "limt", "unknown-name").to_string().contains("limit"));
    let far = get(&client, "/api/v1/contacts?cursor=5", &token).await;
    assert!(fault(&far, 422, "cursor", "unknown-name").to_string().contains("after, limit"));
    let nowhere = get(&client, "/api/v1/contacts?organisation=nowhere!", &token).await;
    fault(&nowhere, 422, "organisation", "no-such");
}

async fn post(client: &TestClient, token: &str, kind: &str, body: &'static str) -> Page {
    let request = client.request(Method::POST, "/api/v1/contacts").bearer_auth(token);
    send(request.header("content-type", kind).body(body)).await
}

#[tokio::test]
async fn a_body_that_cannot_be_taken_is_told_by_its_kind_its_place_or_its_field() {
    let (_app, client, token) = program(&["read", "write"]).await;
    let json = "application/json; charset=utf-8";
    let kind = post(&client, &token, "text/plain", "{}").await;
    assert_eq!((kind.status, kind.kind()), (415, "application/problem+json"), "{}", kind.body);
    kind.says("application/json");
    let broken = post(&client, &token, json, "{\n  \"native_name\": oops}").await;
    assert_eq!((broken.status, broken.kind()), (400, "application/problem+json"), "{}", broken.body);
    broken.says("line 2, column 18");
    for (body, field, reason) in [
        (r#"{"nativename": "A"}"#, "nativename", "unknown-name"),
        (
            r#"{"native_name": "A", "addresses": [{"email": "a@b.cn"}, {"mail": "x"}]}"#,
            "addresses.1.mail",
            "unknown-name",
        ),
        (r#"{"native_name": 5}"#, "native_name", "wrong-kind"),
        (r#"{"native_name": "A", "groups": "planners"}"#, "groups", "wrong-kind"),
        (r#"{"native_name": "A", "tags": ["a", 2]}"#, "tags.1", "wrong-kind"),
        (r#"{"salutation": {"zh": 7}}"#, "salutation.zh", "wrong-kind"),
        (r#"{"notes": "with \"tags\": [", "phone": false}"#, "phone", "wrong-kind"),
        ("5", "body", "wrong-kind"),
        ("[1]", "body", "wrong-kind"),
        ("[]", "body", "wrong-kind"),
    ] {
        let page = post(&client, &token, json, body).await;
        fault(&page, 422, field, reason);
        page.does_not_say("ContactInput").does_not_say("struct");
    }
    let near = post(&client, &token, json, r#"{"nativename": "A"}"#).await;
    assert!(fault(&near, 422, "nativename", "unknown-name").to_string().contains("native_name"));
}

#[tokio::test]
async fn a_key_without_the_scope_is_told_which_one_it_lacks() {
    let (_app, client, reader) = program(&["read"]).await;
    let refused = client.json(Method::POST, "/api/v1/contacts", &reader, &json!({"native_name": "A"})).await;
    assert_eq!((refused.status, &refused.value()["type"]), (403, &json!("/api/v1/problems/key-lacks")));
    refused.says("“write”").does_not_say("role");
    let imports = get(&client, "/api/v1/imports", &reader).await;
    assert_eq!(imports.status, 403);
    imports.says("“import”");
}

#[tokio::test]
async fn faults_are_named_as_the_body_names_its_fields() {
    let (_app, client, token) = program(&["read", "write"]).await;
    for (body, field) in [
        (json!({"native_name": "A", "addresses": [{"email": "a@b.cn"}, {"email": "a..b@x.cn"}]}), "addresses.1.email"),
        (
            json!({"native_name": "A", "affiliations": [{"organisation": "", "role": {"en": "Chair"}}]}),
            "affiliations.0.organisation",
        ),
        (json!({"native_name": "A", "phone": "call me maybe"}), "phone"),
    ] {
        let refused = client.json(Method::POST, "/api/v1/contacts", &token, &body).await;
        assert_eq!((refused.status, &refused.value()["errors"][0]["field"]), (422, &json!(field)), "{}", refused.body);
    }
}

#[tokio::test]
async fn a_malformed_if_match_is_not_called_missing() {
    let (_app, client, token) = program(&["read", "write"]).await;
    let made = client.json(Method::POST, "/api/v1/contacts", &token, &json!({"native_name": "A"})).await;
    for (tag, status, kind) in [
        (Some("yesterday"), 400, "bad-if-match"),
        (Some("1"), 400, "bad-if-match"),
        (Some("\"1"), 400, "bad-if-match"),
        (Some("\"+1\""), 400, "bad-if-match"),
        (Some("\"1\", \"2\""), 400, "bad-if-match"),
        (Some("W/W/\"1\""), 400, "bad-if-match"),
        (None, 428, "no-if-match"),
    ] {
        let request = client.request(Method::PUT, made.location()).bearer_auth(&token);
        let request = tag.into_iter().fold(request, |request, tag| request.header("If-Match", tag));
        let refused = send(request.json(&json!({"native_name": "B"}))).await;
        let said = refused.value()["type"].clone();
        assert_eq!((refused.status, said), (status, json!(format!("/api/v1/problems/{kind}"))), "{tag:?}");
    }
    // As a proxy that compresses hands it on.
    let weak = client.request(Method::PUT, made.location()).bearer_auth(&token).header("If-Match", "W/\"1\"");
    assert_eq!(send(weak.json(&json!({"native_name": "B"}))).await.status, 200);
}

#[tokio::test]
async fn a_name_that_is_too_long_is_not_called_missing() {
    let (_app, client, token) = program(&["read", "write"]).await;
    for field in ["native_name", "latin_name"] {
        let refused = client.json(Method::POST, "/api/v1/contacts", &token, &json!({field: "a".repeat(201)})).await;
        fault(&refused, 422, field, "too-long");
    }
}

#[tokio::test]
async fn a_known_address_says_which_methods_it_takes() {
    let (_app, client, token) = program(&["read", "write"]).await;
    for (method, path, allowed) in [
        (Method::DELETE, "/api/v1/contacts", "GET, POST"),
        (Method::PATCH, "/api/v1/events/abcdefgh", "GET, PUT"),
        (Method::GET, "/api/v1/events/abcdefgh/clone", "POST"),
    ] {
        let refused = client.json(method, path, &token, &json!({})).await;
        assert_eq!((refused.status, refused.header("allow")), (405, allowed), "{path}: {}", refused.body);
        assert_eq!(refused.kind(), "application/problem+json");
    }
    assert_eq!(client.json(Method::DELETE, "/api/v1/nowhere", &token, &json!({})).await.status, 404);
}

/// Options that nothing reads would be overlooked in silence.
#[tokio::test]
async fn what_takes_no_body_refuses_one_that_says_something() {
    let (_app, client, token) = program(&["read", "write", "import", "accounts"]).await;
    let document = client.get("/api/v1/openapi.json").await.value();
    // How a name was withdrawn stands in the query.
    let is_taken = |page: &Page| match page.status {
        422 => page.value()["errors"][0]["field"] == "how",
        status => status != 400,
    };
    let mut tried = 0;
    for (path, item) in document["paths"].as_object().expect("paths") {
        for method in [Method::POST, Method::DELETE] {
            let described = item.get(method.as_str().to_lowercase());
            if described.is_none_or(|operation| operation.get("requestBody").is_some()) {
                continue;
            }
            let id = |step: &str| if step.starts_with('{') { "bcdfghjk23456789".to_owned() } else { step.to_owned() };
            let address = path.split('/').map(id).collect::<Vec<_>>().join("/");
            let surplus = client.json(method.clone(), &address, &token, &json!({"surplus": true})).await;
            fault(&surplus, 422, "surplus", "unknown-name");
            let broken = client.request(method.clone(), &address).bearer_auth(&token).body("surplus");
            assert_eq!(send(broken).await.status, 400, "{method} {path}");
            for empty in [json!({}), Value::Null] {
                let taken = client.json(method.clone(), &address, &token, &empty).await;
                assert!(is_taken(&taken), "{method} {path}: {}", taken.body);
            }
            let bare = send(client.request(method.clone(), &address).bearer_auth(&token)).await;
            assert!(is_taken(&bare), "{method} {path}: {}", bare.body);
            tried += 1;
        }
    }
    assert!(tried >= 30, "only {tried}");
}

#[tokio::test]
async fn what_was_read_can_be_written_back_and_a_stale_version_is_told_first() {
    let (_app, client, token) = program(&["read", "write"]).await;
    let body = json!({
        "native_name": "单晓光", "salutation": {"zh": "单老师，您好："}, "groups": ["academics"], "tags": ["visa"],
        "addresses": [{"email": "shan@example.cn", "label": "work"}],
        "affiliations": [{"organisation": "浙江大学", "kind": "university", "role": {"zh": "教授"}}],
    });
    let made = client.json(Method::POST, "/api/v1/contacts", &token, &body).await;
    let path = made.location().to_owned();
    let houses = get(&client, "/api/v1/organisations", &token).await.value();
    let house = format!("/api/v1/organisations/{}", houses["items"][0]["id"].as_str().unwrap());
    for path in [path, house] {
        let read = get(&client, &path, &token).await;
        let put = |tag: String| {
            let request = client.request(Method::PUT, &path).bearer_auth(&token).header("If-Match", tag);
            send(request.json(&read.value()))
        };
        let saved = put(read.header("etag").to_owned()).await;
        assert_eq!(saved.status, 200, "{}", saved.body);
        let same = |mut thing: Value| {
            for moved in ["version", "updated_at"] {
                thing.as_object_mut().unwrap().remove(moved);
            }
            thing
        };
        assert_eq!(same(saved.value()), same(read.value()));
        assert_eq!(put("\"0\"".to_owned()).await.status, 412);
    }
    assert_eq!(get(&client, "/api/v1/organisations", &token).await.value()["items"].as_array().unwrap().len(), 1);
}
