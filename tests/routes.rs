//! Every route, as nobody and as the weakest member: who is let in, who is sent away, and that being sent away changes nothing.
//! A route that stands in the sources and not in this table fails the walk, and so does one that is gone.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use convoke::access::{Grant, Role};
use convoke::kernel::ids::PublicId;
use reqwest::Method;

use crate::support::contents::contents;
use crate::support::{Page, TestApp, TestClient, send};

/// What stands before a route.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Door {
    /// Anybody may knock; what they get depends on what they bring.
    Open,
    /// Strangers are sent to sign in; a member without rights sees their own things here.
    Own,
    /// Strangers are sent to sign in; a member without rights is told "not found" or "not allowed".
    Desk,
    /// Strangers get 401; a program without rights is told "not found" or "not allowed".
    Api,
    /// Strangers get 401; any token's owner is let in and sees what they may see.
    ApiOwn,
}
use Door::*;

const ROUTES: &[(&str, Door)] = &[
    ("GET /health/live", Open),
    ("GET /health/ready", Open),
    ("GET /assets/{path:.*}", Open),
    ("GET /metrics", Api),
    ("GET /sign-in", Open),
    ("POST /sign-in", Open),
    ("POST /sign-out", Own),
    ("GET /reset", Open),
    ("POST /reset", Open),
    ("GET /reset/sent", Open),
    ("GET /password/{token}", Open),
    ("POST /password/{token}", Open),
    ("GET /set-up/{secret}", Open),
    ("POST /set-up/{secret}", Open),
    ("GET /account", Own),
    ("POST /account", Own),
    ("POST /account/language", Own),
    ("POST /account/sign-ins/{sign_in}/end", Desk),
    ("POST /account/tokens", Own),
    ("POST /account/tokens/{token}/end", Desk),
    ("GET /accounts", Desk),
    ("GET /accounts/new", Desk),
    ("POST /accounts", Desk),
    ("GET /accounts/{account}", Desk),
    ("POST /accounts/{account}/grants", Desk),
    ("POST /accounts/{account}/grants/{grant}/end", Desk),
    ("POST /accounts/{account}/disable", Desk),
    ("POST /accounts/{account}/enable", Desk),
];

/// The routes that stand in the sources, as `GET /accounts/{account}`.
fn declared() -> BTreeSet<String> {
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web");
    let mut files = Vec::new();
    walk(&web, &mut files);
    let mut found = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source");
        let prefix = if file.starts_with(web.join("api")) { "/api/v1" } else { "" };
        for line in text.lines().map(str::trim) {
            let Some((method, rest)) = line.strip_prefix("#[").and_then(|l| l.split_once("(\"")) else { continue };
            if matches!(method, "get" | "post" | "put" | "patch" | "delete" | "head") {
                let path = rest.split('"').next().expect("a path");
                found.insert(format!("{} {prefix}{path}", method.to_uppercase()));
            }
        }
        let by_hand = [".route(\"", "web::resource(\"", "web::scope(\""];
        let others = by_hand.iter().flat_map(|w| text.match_indices(w)).count();
        assert!(others == 0 || file.ends_with("src/web/mod.rs"), "{}: routes are said by attributes", file.display());
    }
    found
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn every_route_stands_in_the_table_and_the_other_way_round() {
    let table: BTreeSet<String> = ROUTES.iter().map(|(route, _)| (*route).to_owned()).collect();
    let declared = declared();
    let unknown: Vec<_> = declared.difference(&table).collect();
    let gone: Vec<_> = table.difference(&declared).collect();
    assert!(unknown.is_empty() && gone.is_empty(), "not in the table: {unknown:#?}\nonly in the table: {gone:#?}");
    assert_eq!(table.len(), ROUTES.len(), "a route stands twice");
}

/// An address with its parameters filled: with somebody else's things where there are some.
fn filled(route: &str, things: &[(&str, String)]) -> String {
    let path = route.split_once(' ').expect("a method").1;
    let mut out = String::new();
    for part in path.split_inclusive('/') {
        let (name, slash) = part.strip_suffix('/').map_or((part, ""), |n| (n, "/"));
        match name.strip_prefix('{').and_then(|n| n.strip_suffix('}')) {
            Some(name) => {
                let known = things.iter().find(|(n, _)| *n == name).map(|(_, value)| value.clone());
                out.push_str(&known.unwrap_or_else(|| PublicId::random().to_string()));
            }
            None => out.push_str(name),
        }
        out.push_str(slash);
    }
    out
}

/// Forms that pass every check, so that only the right to send them is missing.
const BODIES: &[(&str, &[(&str, &str)])] = &[
    (
        "POST /accounts",
        &[("email", "new@example.org"), ("name", "New"), ("locale", "en"), ("zone", "UTC"), ("role", "administrator")],
    ),
    ("POST /accounts/{account}/grants", &[("role", "administrator")]),
];

fn body(route: &str) -> &'static [(&'static str, &'static str)] {
    BODIES.iter().find(|(r, _)| *r == route).map_or(&[], |(_, body)| body)
}

/// With the CSRF token of a page, or the key of a program.
enum Pass<'a> {
    Nothing,
    Form(&'a str),
    Key(&'a str),
}

async fn knock(client: &TestClient, route: &str, path: &str, pass: Pass<'_>) -> Page {
    let method: Method = route.split(' ').next().expect("a method").parse().expect("a method");
    let mut request = client.request(method.clone(), path);
    let mut fields = body(route).to_vec();
    match pass {
        Pass::Nothing => {}
        Pass::Form(csrf) => fields.push(("csrf", csrf)),
        Pass::Key(key) => request = request.bearer_auth(key),
    }
    if path.starts_with("/api/") && method != Method::GET {
        let object: serde_json::Map<_, _> = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).into())).collect();
        request = request.header("if-match", "\"1\"").json(&object);
    } else if method != Method::GET {
        request = request.form(&fields);
    }
    send(request).await
}

/// Things that belong to somebody else.
async fn things(app: &TestApp) -> Vec<(&'static str, String)> {
    let owner = app.person("owner@example.org", vec![Grant { role: Role::Administrator, programme: None, city: None }]);
    vec![
        ("account", owner.account.public_id.to_string()),
        ("grant", "1".to_owned()),
        ("path:.*", "convoke.css".to_owned()),
    ]
}

const SEEN: &[&str] = &["sign_ins.seen_at", "sign_ins.expires_at", "api_tokens.seen_at", "sign_in_attempts.at"];

#[tokio::test]
async fn nobody_gets_in_where_one_must_sign_in() {
    let app = TestApp::start();
    let things = things(&app).await;
    let mut faults = Vec::new();
    for (route, door) in ROUTES {
        let before = contents(app.database(), SEEN);
        let path = filled(route, &things);
        let page = knock(&app.client(), route, &path, Pass::Nothing).await;
        let right = match door {
            Open => page.status < 500,
            Own | Desk => page.status == 303 && page.location().starts_with("/sign-in"),
            Api | ApiOwn => page.status == 401,
        };
        if !right {
            faults.push(format!("{route} ({door:?}): {} {} {}", page.status, page.location(), page.text()));
        }
        if *door != Open {
            let changes = contents(app.database(), SEEN).changes_since(&before);
            assert!(changes.is_empty(), "{route}: {changes:#?}");
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[tokio::test]
async fn the_weakest_member_sees_and_changes_nothing_of_others() {
    let app = TestApp::start();
    let things = things(&app).await;
    let weak = app.person("weak@example.org", Vec::new());
    let client = app.sign_in(&weak).await;
    let token = app.token(&weak, &["read", "write", "import", "metrics"]);
    let csrf = client.get("/account").await.form("/account").value("csrf").expect("a token").to_owned();
    let mut faults = Vec::new();
    // One's own door to oneself is tried last: signing out is among them.
    for (route, door) in ROUTES.iter().filter(|(_, d)| !matches!(d, Open | Own)) {
        let before = contents(app.database(), SEEN);
        let path = filled(route, &things);
        let page = match door {
            Api | ApiOwn => knock(&app.client(), route, &path, Pass::Key(&token)).await,
            _ => knock(&client, route, &path, Pass::Form(&csrf)).await,
        };
        let right = match door {
            Api | Desk => matches!(page.status, 403 | 404),
            _ => page.status < 500 && page.status != 401,
        };
        if !right {
            faults.push(format!("{route} ({door:?}): {} {} {}", page.status, page.location(), page.text()));
        }
        let changes = contents(app.database(), SEEN).changes_since(&before);
        assert!(changes.is_empty(), "{route}: {changes:#?}");
        assert!(!page.body.contains("owner@example.org"), "{route} tells of others: {}", page.text());
    }
    for (route, _) in ROUTES.iter().filter(|(r, d)| *d == Own && !r.contains("sign-out")) {
        let page = knock(&client, route, &filled(route, &things), Pass::Form(&csrf)).await;
        if page.status >= 500 || matches!(page.status, 401 | 403 | 404) {
            faults.push(format!("{route}: {} {}", page.status, page.text()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[tokio::test]
async fn reading_never_writes() {
    let app = TestApp::start();
    let things = things(&app).await;
    let strong =
        app.member("strong@example.org", vec![Grant { role: Role::Administrator, programme: None, city: None }]).await;
    strong.get("/account").await;
    let before = contents(app.database(), SEEN);
    for (route, _) in ROUTES.iter().filter(|(r, _)| r.starts_with("GET ")) {
        let path = filled(route, &things);
        let page = strong.get(&path).await;
        assert!(page.status < 500, "{route}: {} {}", page.status, page.text());
        let bare = strong.head(&path).await;
        assert!(bare.status < 500 && bare.body.is_empty(), "HEAD {path}: {}", bare.status);
        let changes = contents(app.database(), SEEN).changes_since(&before);
        assert!(changes.is_empty(), "{route}: {changes:#?}");
    }
}
