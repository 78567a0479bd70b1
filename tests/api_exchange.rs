//! What a program reads it can write back; who is too late or has no right is told so before their words are looked at.

use convoke::access::{Grant, Role};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::world::World;
use crate::support::{Page, TestApp, TestClient, send};

struct Story {
    app: TestApp,
    world: World,
    client: TestClient,
    key: String,
}

impl Story {
    fn begin() -> Story {
        let app = TestApp::start();
        let world = World::build(&app);
        let grants = vec![Grant { role: Role::Administrator, programme: None, city: None }];
        let key = app.token(&app.person("ana@example.org", grants), &["read", "write"]);
        Story { client: app.client(), app, world, key }
    }
    async fn get(&self, path: &str) -> Value {
        self.client.json(Method::GET, path, &self.key, &json!(null)).await.value()
    }
    async fn put(&self, path: &str, version: &Value, body: &Value) -> Page {
        let request = self.client.request(Method::PUT, path).bearer_auth(&self.key);
        send(request.header("If-Match", format!("\"{version}\"")).json(body)).await
    }
    /// Somebody of the programme, and their key.
    fn key_of(&self, role: Role, city: Option<usize>) -> String {
        let programme = Some(self.world.outline.programme.id);
        let city = city.map(|nth| self.world.outline.cities[nth].id);
        let person = self.app.person(&format!("{role}@example.org"), vec![Grant { role, programme, city }]);
        self.app.token(&person, &["read", "write"])
    }
    /// Everything that is written whole, as it is shown.
    async fn things(&self) -> Vec<(String, Value)> {
        let base = "/api/v1/programmes/cities";
        let mut things = vec![(base.to_owned(), self.get(base).await)];
        for list in ["cities", "steps", "deliverables"] {
            let items = self.get(&format!("{base}/{list}")).await["items"].as_array().unwrap().clone();
            let named = |item: Value| (format!("{base}/{list}/{}", item["id"].as_str().unwrap()), item);
            things.extend(items.into_iter().take(2).map(named));
        }
        let event = format!("/api/v1/events/{}", self.world.event.event.public_id);
        let round = format!("{event}/rounds/{}", self.world.round.public_id);
        let person = format!("/api/v1/contacts/{}", self.world.guests[0].person.public_id);
        for path in [event, round, person] {
            let shown = self.get(&path).await;
            things.push((path, shown));
        }
        things
    }
}

fn without_what_moves(mut thing: Value) -> Value {
    for moved in ["version", "updated_at"] {
        thing.as_object_mut().unwrap().remove(moved);
    }
    thing
}

#[tokio::test]
async fn whatever_there_is_may_be_replaced() {
    let s = Story::begin();
    for (path, mut thing) in s.things().await.into_iter().filter(|(path, _)| path.contains("contacts")) {
        thing["phone"] = json!("+86 1");
        let request = s.client.request(Method::PUT, &path).bearer_auth(&s.key).header("If-Match", "*");
        let done = send(request.json(&thing)).await;
        assert_eq!((done.status, &done.value()["phone"]), (200, &json!("+86 1")), "{path}: {}", done.body);
    }
}

#[tokio::test]
async fn what_was_seen_is_not_sent_again_until_something_shown_has_changed() {
    let s = Story::begin();
    let ask = async |path: &str, seen: &str| {
        let request = s.client.request(Method::GET, path).bearer_auth(&s.key);
        send(request.header("If-None-Match", seen)).await
    };
    for (path, shown) in s.things().await {
        let first = ask(&path, "\"other\"").await;
        let tag = first.header("etag").to_owned();
        assert_eq!((first.status, first.value()), (200, shown), "{path}");
        for seen in [tag.clone(), format!("\"1\", W/{tag}"), "*".to_owned()] {
            let same = ask(&path, &seen).await;
            assert_eq!(
                (same.status, same.body.as_str(), same.header("etag")),
                (304, "", tag.as_str()),
                "{path}: {seen}"
            );
        }
    }
    // Guests are counted at the event, whose own row stays as it was.
    let event = format!("/api/v1/events/{}", s.world.event.event.public_id);
    let before = ask(&event, "\"other\"").await;
    let made = s.client.json(Method::POST, "/api/v1/contacts", &s.key, &json!({"native_name": "Dora"})).await;
    let more = json!({"contacts": [made.value()["id"]]});
    let seated = s.client.json(Method::POST, &format!("{event}/seats"), &s.key, &more).await;
    assert!(seated.status < 300, "{}", seated.body);
    let after = ask(&event, before.header("etag")).await;
    assert_eq!(after.status, 200, "{}", after.body);
    assert_eq!(after.value()["version"], before.value()["version"]);
    // A change with the tag of a GET is held to the version alone.
    let request = s.client.request(Method::PUT, &event).bearer_auth(&s.key);
    let saved = send(request.header("If-Match", before.header("etag")).json(&before.value())).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
}

#[tokio::test]
async fn what_was_read_is_written_back_and_nothing_changes() {
    let story = Story::begin();
    // An owner is shown with a name, and comes back so.
    let step = story.get("/api/v1/programmes/cities/steps").await["items"][0].clone();
    let path = format!("/api/v1/programmes/cities/steps/{}", step["id"].as_str().unwrap());
    let owned = json!({"state": step["state"], "owner": story.world.guests[0].person.public_id});
    let saved = story.put(&path, &step["version"], &owned).await;
    assert_eq!((saved.status, &saved.value()["owner"]["name"]), (200, &json!("王建国")), "{}", saved.body);
    for (path, shown) in story.things().await {
        let saved = story.put(&path, &shown["version"], &shown).await;
        assert_eq!(saved.status, 200, "{path}: {}", saved.body);
        assert_eq!(without_what_moves(saved.value()), without_what_moves(shown), "{path}");
    }
}

#[tokio::test]
async fn an_unknown_name_is_still_refused_with_the_nearest() {
    let story = Story::begin();
    for (path, mut shown) in story.things().await {
        shown["versoin"] = json!(3);
        let refused = story.put(&path, &shown["version"].clone(), &shown).await;
        let fault = refused.value()["errors"][0].clone();
        assert_eq!((refused.status, &fault["reason"]), (422, &json!("unknown-name")), "{path}: {}", refused.body);
        assert!(fault["message"].as_str().unwrap().contains("version"), "{path}: {fault}");
    }
    let step = story.get("/api/v1/programmes/cities/steps").await["items"][0].clone();
    let path = format!("/api/v1/programmes/cities/steps/{}", step["id"].as_str().unwrap());
    let refused = story.put(&path, &step["version"], &json!({"owner": {"id": "x", "nmae": 1}})).await;
    assert_eq!(refused.value()["errors"][0]["field"], "owner.nmae", "{}", refused.body);
}

#[tokio::test]
async fn who_is_too_late_is_told_that_first_and_who_has_no_right_nothing_else() {
    let story = Story::begin();
    let auditor = story.key_of(Role::Auditor, None);
    let nonsense = json!({"nonsense": 1});
    for (path, shown) in story.things().await {
        let late = story.put(&path, &json!(99), &nonsense).await;
        assert_eq!(late.status, 412, "{path}: {}", late.body);
        let request = story.client.request(Method::PUT, &path).bearer_auth(&auditor);
        let refused = send(request.header("If-Match", format!("\"{}\"", shown["version"])).json(&nonsense)).await;
        assert!(matches!(refused.status, 403 | 404), "{path}: {} {}", refused.status, refused.body);
        refused.does_not_say("nonsense");
    }
    let event = format!("/api/v1/events/{}", story.world.event.event.public_id);
    for path in [
        "/api/v1/programmes".to_owned(),
        "/api/v1/programmes/cities/cities".to_owned(),
        "/api/v1/programmes/cities/deliverables".to_owned(),
        "/api/v1/events".to_owned(),
        "/api/v1/contacts".to_owned(),
        "/api/v1/organisations".to_owned(),
        format!("{event}/deadlines"),
        format!("{event}/rounds"),
        format!("{event}/seats"),
    ] {
        let refused = story.client.json(Method::POST, &path, &auditor, &nonsense).await;
        assert!(matches!(refused.status, 403 | 404), "{path}: {} {}", refused.status, refused.body);
    }
}

#[tokio::test]
async fn what_would_choose_nobody_is_refused_by_its_name() {
    let story = Story::begin();
    let event = format!("/api/v1/events/{}", story.world.event.event.public_id);
    let seats = format!("{event}/seats");
    for (body, field, reason) in [
        (json!({}), "contacts", "required"),
        (json!({"group": "nobody"}), "group", "not-one-of"),
        (json!({"groups": "nobody"}), "groups", "unknown-name"),
    ] {
        let refused = story.client.json(Method::POST, &seats, &story.key, &body).await;
        let told = &refused.value()["errors"][0];
        assert_eq!((refused.status, &told["field"], &told["reason"]), (422, &json!(field), &json!(reason)), "{body}");
    }
    let round = format!("{event}/rounds/{}", story.world.round.public_id);
    let version = story.get(&round).await["version"].clone();
    for (body, field, reason) in [
        (json!({"standing": 12.5}), "standing", "wrong-kind"),
        (json!({"standing": [1]}), "standing", "wrong-kind"),
        (json!({"standing": "asleep"}), "standing", "not-one-of"),
        (json!({"group": "nobody"}), "group", "not-one-of"),
    ] {
        let refused = story.put(&format!("{round}/audience"), &version, &body).await;
        let told = &refused.value()["errors"][0];
        assert_eq!((refused.status, &told["field"], &told["reason"]), (422, &json!(field), &json!(reason)), "{body}");
    }
}

#[tokio::test]
async fn addresses_telephone_numbers_and_notes_are_seen_with_a_coordinators_grant() {
    let story = Story::begin();
    let anna = &story.world.guests[2].person.public_id;
    let path = format!("/api/v1/contacts/{anna}");
    let mut shown = story.get(&path).await;
    shown["phone"] = json!("+49 30 5550 1234");
    shown["notes"] = json!("Prefers the telephone");
    assert_eq!(story.put(&path, &shown["version"].clone(), &shown).await.status, 200);
    let secrets = ["anna.schmidt@", "5550 1234", "Prefers the telephone"];
    let local = story.key_of(Role::LocalCoordinator, Some(1));
    let reader = story.key_of(Role::PrincipalInvestigator, None);
    for path in [path.as_str(), "/api/v1/contacts"] {
        let whole = story.client.json(Method::GET, path, &local, &json!(null)).await;
        for secret in secrets {
            whole.says(secret);
        }
        let narrow = story.client.json(Method::GET, path, &reader, &json!(null)).await;
        narrow.says("Anna Schmidt").does_not_say("\"phone\"").does_not_say("\"notes\"").does_not_say("\"addresses\"");
        for secret in secrets {
            narrow.does_not_say(secret);
        }
    }
    let probe = story.client.json(Method::GET, "/api/v1/contacts?q=schmidt%40chamber", &reader, &json!(null)).await;
    assert_eq!(probe.value()["items"], json!([]));
    let seats = format!("/api/v1/events/{}/seats", story.world.event.event.public_id);
    let auditor = story.key_of(Role::Auditor, None);
    for (key, told) in [(&local, true), (&reader, false), (&auditor, false)] {
        let list = story.client.json(Method::GET, &seats, key, &json!(null)).await;
        list.says("Anna Schmidt");
        assert_eq!(list.body.contains("5550 1234"), told, "{}", list.body);
    }
}

#[tokio::test]
async fn pages_and_files_agree_with_the_interface() {
    let story = Story::begin();
    let (programme, city) = (Some(story.world.outline.programme.id), Some(story.world.outline.cities[1].id));
    let person = format!("/people/{}", story.world.guests[2].person.public_id);
    let local = vec![Grant { role: Role::LocalCoordinator, programme, city }];
    let local = story.app.member("lo@example.org", local).await;
    for path in [person.as_str(), "/people", "/people.csv"] {
        local.get(path).await.says("anna.schmidt@chamber.example.de");
    }
    let reader = vec![Grant { role: Role::PrincipalInvestigator, programme, city: None }];
    let reader = story.app.member("pi@example.org", reader).await;
    for path in [person.as_str(), "/people"] {
        reader.get(path).await.says("Anna Schmidt").does_not_say("@chamber.example.de");
    }
    assert_eq!(reader.get("/people.csv").await.status, 403);
    // Nor what was changed: a history names what is not to be seen.
    local.get(&person).await.does_not_say("History");
    let event = format!("/programmes/cities/events/{}", story.world.event.event.public_id);
    reader.get(&format!("{event}/guests")).await.says("Anna Schmidt").does_not_say("To telephone");
    assert_eq!(reader.get(&format!("{event}/guests/chase")).await.status, 403);
    local.get(&format!("{event}/guests/chase")).await.says("To telephone");
}
