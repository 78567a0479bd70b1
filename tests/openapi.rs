//! The description of the interface is whole, and replies are what it says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use convoke::access::{Grant, Role};
use convoke::domain::invitations;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::world::World;
use crate::support::{TestApp, TestClient, send};

const ADMINISTRATOR: Grant = Grant { role: Role::Administrator, programme: None, city: None };

async fn described(client: &TestClient) -> Value {
    client.get("/api/v1/openapi.json").await.value()
}

fn operations(document: &Value) -> impl Iterator<Item = (String, &Value)> {
    let paths = document["paths"].as_object().expect("paths");
    paths.iter().flat_map(move |(path, item)| {
        let methods = ["get", "post", "put", "patch", "delete"].into_iter();
        methods.filter_map(move |method| Some((format!("{method} {path}"), item.get(method)?)))
    })
}

fn references(part: &Value, found: &mut BTreeSet<String>) {
    match part {
        Value::Object(fields) => {
            found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|part| references(part, found));
        }
        Value::Array(parts) => parts.iter().for_each(|part| references(part, found)),
        _ => {}
    }
}

/// An operation and an object of the document a line, so that a change of the interface is read as one.
fn written(value: &Value, depth: usize, text: &mut String) {
    let Value::Object(fields) = value else { return text.push_str(&value.to_string()) };
    if depth > 2 || fields.is_empty() {
        return text.push_str(&value.to_string());
    }
    text.push('{');
    for (n, (name, value)) in fields.iter().enumerate() {
        text.push_str(if n == 0 { "\n" } else { ",\n" });
        text.push_str(&format!("{}{}:", " ".repeat(depth + 1), Value::from(name.as_str())));
        written(value, depth + 1, text);
    }
    text.push_str(&format!("\n{}}}", " ".repeat(depth)));
}

/// What the program says of itself is kept as text. `CONVOKE_TEST_DESCRIBE=1` writes it anew, to be read before it is committed.
#[test]
fn the_description_that_is_kept_is_what_the_code_says() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/public/api/openapi.json");
    let mut said = String::new();
    written(&serde_json::to_value(convoke::web::api::document()).unwrap(), 0, &mut said);
    said.push('\n');
    if std::env::var_os("CONVOKE_TEST_DESCRIBE").is_some() {
        std::fs::write(&file, &said).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap();
    let other = said.lines().zip(kept.lines()).find(|(said, kept)| said != kept);
    assert_eq!(other, None, "with CONVOKE_TEST_DESCRIBE=1 this test writes the file anew");
    assert_eq!(
        said.lines().count(),
        kept.lines().count(),
        "with CONVOKE_TEST_DESCRIBE=1 this test writes the file anew"
    );
}

#[tokio::test]
async fn the_description_is_whole() {
    let document = described(&TestApp::start().client()).await;
    let mut names = BTreeMap::new();
    for (operation, about) in operations(&document) {
        let name = about["operationId"].as_str().expect("a name").to_owned();
        assert_eq!(names.insert(name.clone(), operation.clone()), None, "{operation}: {name} is another's name");
        for (status, response) in about["responses"].as_object().expect("responses") {
            assert!(response["description"].as_str().is_some_and(|d| !d.is_empty()), "{operation}: {status}");
        }
        let named: Vec<&str> = operation.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
        let parameters = about["parameters"].as_array().cloned().unwrap_or_default();
        let in_path = parameters.iter().filter(|p| p["in"] == "path").filter_map(|p| p["name"].as_str());
        assert_eq!(in_path.collect::<BTreeSet<_>>(), named.into_iter().collect(), "{operation}");
    }
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    for reference in found {
        let place = reference.strip_prefix('#').expect("within the document");
        assert!(document.pointer(place).is_some(), "{reference} leads nowhere");
    }
    let body = &document["components"]["schemas"]["EventBody"];
    let hosting = body["properties"]["hosting"]["enum"].clone();
    assert_eq!((hosting, &body["required"]), (json!(["ours", "others"]), &json!(["kind", "hosting", "title"])));
    let events = document.pointer("/paths/~1api~1v1~1events/get/responses").expect("the list of events");
    assert!(events.get("422").is_some() && events.get("default").is_some(), "{events}");
}

/// A program that has read one list has read them all: `items`, and the cursor of the next page where there is one.
#[tokio::test]
async fn lists_have_one_shape() {
    let document = described(&TestApp::start().client()).await;
    let mut lists = 0;
    for (operation, about) in operations(&document).filter(|(operation, _)| operation.starts_with("get ")) {
        let mut schema = &about["responses"]["200"]["content"]["application/json"]["schema"];
        if let Some(reference) = schema["$ref"].as_str() {
            schema = document.pointer(reference.trim_start_matches('#')).expect("a schema");
        }
        assert_ne!(schema["type"], "array", "{operation} answers a bare array");
        if schema["properties"]["items"].is_object() {
            assert!(schema["properties"]["next"].is_object(), "{operation} has items, and nothing about a next page");
            lists += 1;
        }
    }
    assert!(lists > 30, "only {lists}");
}

/// What is refused without the header names it, so that who reads the description alone is not refused.
#[tokio::test]
async fn what_wants_if_match_says_so() {
    let document = described(&TestApp::start().client()).await;
    let mut wanting = BTreeSet::new();
    for (operation, about) in operations(&document).filter(|(_, about)| about["responses"].get("428").is_some()) {
        let parameters = about["parameters"].as_array().cloned().unwrap_or_default();
        let named: Vec<_> = parameters.iter().filter(|p| p["name"] == "If-Match").collect();
        assert!(named.len() == 1 && named[0]["in"] == "header" && named[0]["required"] == true, "{operation}");
        wanting.insert(operation);
    }
    for operation in [
        "put /api/v1/programmes/{programme}/deliverables/{id}",
        "post /api/v1/programmes/{programme}/deliverables/{id}/state",
        "put /api/v1/events/{id}",
        "post /api/v1/events/{id}/move",
        "post /api/v1/events/{id}/recall",
        "post /api/v1/events/{id}/state",
        "put /api/v1/events/{id}/gate",
        "put /api/v1/sessions/{session}",
        "delete /api/v1/sessions/{session}",
        "post /api/v1/consultations/{consultation}/questions/{question}/move",
        "delete /api/v1/consultations/{consultation}/questions/{question}",
        "put /api/v1/contacts/{contact}",
        "put /api/v1/account",
        "post /api/v1/events/{event}/rounds/{round}/release",
    ] {
        assert!(wanting.contains(operation), "{operation}");
    }
    assert_eq!(wanting.len(), 45, "{wanting:#?}");
    let body = document.pointer("/components/schemas/PanelBody/properties/own_work/enum").expect("its values");
    assert_eq!(body, &json!(["forbidden", "allowed"]));
}

#[tokio::test]
async fn files_are_described_as_files_and_bodies_say_what_is_wanted() {
    let app = TestApp::start();
    let client = app.client();
    let document = described(&client).await;
    let mut files = 0;
    for (operation, about) in operations(&document) {
        for (media, content) in about["requestBody"]["content"].as_object().into_iter().flatten() {
            let schema = match media.as_str() {
                "application/json" => continue,
                "multipart/form-data" => {
                    assert_eq!(content["schema"]["required"], json!(["file"]), "{operation}");
                    &content["schema"]["properties"]["file"]
                }
                _ => &content["schema"],
            };
            assert_eq!((&schema["type"], &schema["format"]), (&json!("string"), &json!("binary")), "{operation}");
            assert_eq!(schema["contentMediaType"], json!("application/octet-stream"), "{operation}");
            files += 1;
        }
    }
    assert!(files >= 6, "only {files}");
    for (body, wanted) in [
        ("ProgrammeBody", json!(["slug", "title", "zone", "starts_on", "ends_on", "release_rule"])),
        ("AddressInput", json!(["email"])),
        ("OrganisationInput", json!(["name"])),
        ("DeliverableBody", json!(["kind", "audience", "title"])),
    ] {
        assert_eq!(document["components"]["schemas"][body]["required"], wanted, "{body}");
    }
    client.get("/api/docs/").await.says("multipart/form-data").says("the bytes of a file").says("with file");
}

#[tokio::test]
async fn a_program_that_has_the_description_is_not_sent_it_again() {
    let app = TestApp::start();
    let client = app.client();
    for path in ["/api/v1/openapi.json", "/assets/convoke.css"] {
        let first = client.get(path).await;
        let tag = first.header("etag").to_owned();
        assert!(first.status == 200 && tag.len() > 4, "{path}: {} {tag}", first.status);
        assert_eq!(first.header("cache-control"), "no-cache", "{path}: kept, and asked for each time");
        for seen in [tag.clone(), format!("W/{tag}"), format!("\"another\", {tag}"), "*".to_owned()] {
            let again = send(client.request(Method::GET, path).header("if-none-match", &seen)).await;
            assert_eq!((again.status, again.body.as_str(), again.header("etag")), (304, "", tag.as_str()), "{seen}");
        }
        let other = send(client.request(Method::GET, path).header("if-none-match", "\"another\"")).await;
        assert_eq!((other.status, other.body), (200, first.body), "{path}");
    }
}

/// Types of one name would stand for each other in silence.
#[test]
fn no_two_types_share_a_name() {
    let mut names = BTreeMap::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web/api")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a source");
            let mut shown = false;
            for line in text.lines().map(str::trim) {
                shown |= line.starts_with("#[derive(") && line.contains("ToSchema") || line == "written! {";
                let Some((_, rest)) = line.split_once("struct ").filter(|_| shown && !line.starts_with("//")) else {
                    continue;
                };
                shown = false;
                let name = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned();
                let before = names.insert(name.clone(), path.clone());
                assert_eq!(before, None, "{name} stands in {} too", path.display());
            }
        }
    }
    assert!(names.len() > 40, "the sources were read: {}", names.len());
}

#[tokio::test]
async fn every_problem_has_a_page() {
    let app = TestApp::start();
    let client = app.client();
    let refused = client.get("/api/v1/contacts").await.value();
    let page = client.get(refused["type"].as_str().expect("an address")).await;
    assert_eq!(page.status, 200);
    page.says(refused["title"].as_str().expect("a title"));
    for (language, said) in [("en", "on its way"), ("fr", "en route"), ("zh", "途中")] {
        client.get(&format!("/api/v1/problems/too-slow?lang={language}")).await.says(said);
    }
    client.get("/api/v1/problems/too-large").await.says("…").does_not_say("{");
    assert_eq!(client.get("/api/v1/problems/invented").await.status, 404);
}

/// Where a value is not what its schema says: properties that are wanted, and types.
fn faults(document: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let place = reference.trim_start_matches('#');
        return faults(document, document.pointer(place).expect("a schema"), value, at, found);
    }
    for all in schema["allOf"].as_array().into_iter().flatten() {
        faults(document, all, value, at, found);
    }
    let either = schema["oneOf"].as_array().or(schema["anyOf"].as_array());
    if let Some(either) = either {
        let good = |one: &Value| {
            let mut own = Vec::new();
            faults(document, one, value, at, &mut own);
            own.is_empty()
        };
        if !either.iter().any(good) {
            found.push(format!("{at}: {value} is none of {either:?}"));
        }
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let is = |kind: &&str| match *kind {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        other => panic!("{other} is no type"),
    };
    if !kinds.is_empty() && !kinds.iter().any(is) {
        return found.push(format!("{at}: {value} is no {kinds:?}"));
    }
    for wanted in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if value.is_object() && value.get(wanted).is_none() {
            found.push(format!("{at}: {wanted} is missing"));
        }
    }
    for (name, own) in value.as_object().into_iter().flatten() {
        match (schema["properties"].get(name), &schema["additionalProperties"]) {
            (Some(schema), _) | (None, schema @ Value::Object(_)) => {
                faults(document, schema, own, &format!("{at}.{name}"), found);
            }
            (None, _) if schema["properties"].is_object() => found.push(format!("{at}: {name} is not described")),
            (None, _) => {}
        }
    }
    for (nth, own) in value.as_array().into_iter().flatten().enumerate().filter(|_| schema["items"].is_object()) {
        faults(document, &schema["items"], own, &format!("{at}.{nth}"), found);
    }
}

#[tokio::test]
async fn replies_are_what_the_description_says() {
    let app = TestApp::start();
    let world = World::build(&app);
    let ana = app.person("ana@example.org", vec![ADMINISTRATOR]);
    let key = app.token(&ana, &["read", "write", "import", "accounts"]);
    app.act(|conn, cx| {
        let facts = invitations::event_facts(conn, world.event.event.id)?;
        let round = invitations::find_round(conn, cx, &facts, &world.round.public_id)?;
        invitations::release(conn, cx, &round, round.version)
    });
    let client = app.client();
    let house = json!({"name": {"en": "House"}, "kind": "firm", "place": "Datong", "country": "CN"});
    let made = client.json(Method::POST, "/api/v1/organisations", &key, &house).await.value();
    let twin = json!({"name": {"fr": "Maison"}, "kind": "firm"});
    let twin = client.json(Method::POST, "/api/v1/organisations", &key, &twin).await.value();
    let document = described(&client).await;
    let event = world.event.event.public_id.to_string();
    let ids = [
        ("{contact}", world.guests[0].person.public_id.to_string()),
        ("{organisation}", made["id"].as_str().expect("an id").to_owned()),
        ("{programme}", "cities".to_owned()),
        ("{account}", ana.account.public_id.to_string()),
        ("{round}", world.round.public_id.to_string()),
        ("{event}", event.clone()),
        ("/events/{id}", format!("/events/{event}")),
    ];
    let (mut walked, mut found) = (0, Vec::new());
    for (operation, about) in operations(&document) {
        let Some(path) = operation.strip_prefix("get ") else { continue };
        let mut filled = ids.iter().fold(path.to_owned(), |path, (name, id)| path.replace(name, id));
        if path == "/api/v1/messages/{message}" {
            let listed = client.json(Method::GET, "/api/v1/messages", &key, &json!(null)).await.value();
            filled = format!("/api/v1/messages/{}", listed["items"][0]["id"].as_str().expect("a mail"));
        }
        let schema = &about["responses"]["200"]["content"]["application/json"]["schema"];
        if filled.contains('{') || schema.is_null() {
            continue;
        }
        let query = match path {
            "/api/v1/events" => "?programme=cities".to_owned(),
            "/api/v1/organisations/alike" => "?name=House".to_owned(),
            "/api/v1/merges/preview" => {
                let [kept, other] = [0, 1].map(|nth| world.guests[nth].person.public_id.to_string());
                format!("?kept={kept}&other={other}")
            }
            "/api/v1/organisation-merges/preview" => {
                let [kept, other] = [&made, &twin].map(|house| house["id"].as_str().expect("an id").to_owned());
                format!("?kept={kept}&other={other}")
            }
            "/api/v1/sponsorships" | "/api/v1/sponsorships/totals" => "?programme=cities".to_owned(),
            _ => String::new(),
        };
        let page = client.json(Method::GET, &format!("{filled}{query}"), &key, &json!(null)).await;
        assert_eq!(page.status, 200, "{filled}: {}", page.body);
        faults(&document, schema, &page.value(), path, &mut found);
        walked += 1;
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(walked > 20, "only {walked} were asked");
}
