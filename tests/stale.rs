//! A program that is too late is told what was changed since, by whom and when: of whatever takes `If-Match`, before the act and within it.

use std::sync::mpsc;
use std::time::Duration;

use convoke::access::{Grant, Role};
use convoke::domain::reminders::{self, ReminderError, Timing};
use diesel::RunQueryDsl;
use reqwest::Method;
use serde_json::{Value, json};

use crate::files::PDF;
use crate::support::world::World;
use crate::support::{Page, TestApp, TestClient, send};

struct Desk {
    app: TestApp,
    world: World,
    client: TestClient,
    ana: String,
    bo: String,
}

/// Something that is changed over the version that was seen, with everything below its address.
struct Thing {
    /// As the description calls it.
    known: &'static str,
    /// Its own address.
    here: String,
    /// Where it is read and written.
    at: String,
    shown: Value,
    tag: String,
    /// What Bo changes in it.
    field: &'static str,
    value: Value,
}

fn three(text: &str) -> Value {
    json!({"en": text, "fr": text, "zh": text})
}

impl Desk {
    fn begin() -> Desk {
        let app = TestApp::start();
        let world = World::build(&app);
        let key = |email: &str| {
            let grants = vec![Grant { role: Role::Administrator, programme: None, city: None }];
            app.token(&app.person(email, grants), &["read", "write", "import", "accounts"])
        };
        let (ana, bo) = (key("ana@example.org"), key("bo@example.org"));
        Desk { client: app.client(), app, world, ana, bo }
    }
    async fn get(&self, path: &str) -> Page {
        let page = self.client.json(Method::GET, path, &self.ana, &Value::Null).await;
        assert_eq!(page.status, 200, "{path}: {}", page.body);
        page
    }
    async fn make(&self, path: &str, body: Value) -> Page {
        let made = self.client.json(Method::POST, path, &self.ana, &body).await;
        assert_eq!(made.status, 201, "{path}: {}", made.body);
        made
    }
    async fn call(&self, method: Method, path: &str, (key, tag): (&str, &str), body: &Value) -> Page {
        let request = self.client.request(method, path).bearer_auth(key).header("if-match", tag);
        send(request.json(body)).await
    }
    async fn thing(&self, known: &'static str, here: &str, (field, value): (&'static str, Value)) -> Thing {
        self.thing_at(known, (here, here), (field, value)).await
    }
    async fn thing_at(
        &self,
        known: &'static str,
        (here, at): (&str, &str),
        (field, value): (&'static str, Value),
    ) -> Thing {
        let page = self.get(at).await;
        let (here, at, tag) = (here.to_owned(), at.to_owned(), page.header("etag").to_owned());
        Thing { known, here, at, shown: page.value(), tag, field, value }
    }
    /// The nth of a list, by its address.
    async fn nth(&self, list: &str, nth: usize) -> String {
        let items = self.get(list).await.value();
        format!("{list}/{}", items["items"][nth]["id"].as_str().expect("an id"))
    }
    async fn of_programme(&self) -> Vec<Thing> {
        const P: &str = "/api/v1/programmes/cities";
        let (city, step) = (self.nth(&format!("{P}/cities"), 0).await, self.nth(&format!("{P}/steps"), 1).await);
        let (result, written) =
            (self.nth(&format!("{P}/deliverables"), 0).await, self.nth(&format!("{P}/deliverables"), 1).await);
        self.make(&format!("{written}/versions"), json!({"notes": "First figures"})).await;
        let (draft, rule) = (format!("{written}/versions/1"), self.nth(&format!("{P}/reminders"), 0).await);
        let package = self.make(&format!("{P}/sponsor-packages"), json!({"name": three("Gold")})).await;
        let owner = json!(self.world.guests[0].person.public_id);
        let (gate, group) = (format!("{step}/gate"), json!([{"test": "accepted", "group": "planners", "least": 2}]));
        vec![
            self.thing("/api/v1/programmes/{programme}", P, ("/title/en", json!("Cities"))).await,
            self.thing("/api/v1/programmes/{programme}/cities/{city}", &city, ("/name/en", json!("Xi"))).await,
            self.thing("/api/v1/programmes/{programme}/steps/{step}", &step, ("/owner", owner)).await,
            self.thing("/api/v1/programmes/{programme}/steps/{step}/gate", &gate, ("/parts", group)).await,
            self.thing("/api/v1/programmes/{programme}/deliverables/{id}", &result, ("/title/en", json!("Maps"))).await,
            self.thing(
                "/api/v1/programmes/{programme}/deliverables/{id}/versions/{number}",
                &draft,
                ("/notes", json!("Better figures")),
            )
            .await,
            self.thing("/api/v1/programmes/{programme}/reminders/{rule}", &rule, ("/days", json!(11))).await,
            self.thing(
                "/api/v1/programmes/{programme}/sponsor-packages/{package}",
                package.location(),
                ("/name/en", json!("Silver")),
            )
            .await,
        ]
    }
    /// A channel, and a package that it was offered; the relay is answered by POST, and stands by itself.
    async fn of_relays(&self) -> (Vec<Thing>, Thing) {
        const P: &str = "/api/v1/programmes/cities";
        let house = json!({"name": {"en": "Chamber of Lyon"}, "kind": "chamber"});
        let house = self.make("/api/v1/organisations", house).await.value()["id"].clone();
        let person = json!({"native_name": "Lucie Verdier", "language": "en", "addresses": [{"email": "lucie@chambre.example"}],
            "affiliations": [{"organisation": "Chamber of Lyon"}]});
        let person = self.make("/api/v1/contacts", person).await.value()["id"].clone();
        let officer = json!({"organisation": house, "officer": person});
        let channel = self.make(&format!("{P}/relay-channels"), officer).await;
        let result = self.nth(&format!("{P}/deliverables"), 2).await;
        let id = result.rsplit('/').next().unwrap_or_default();
        // Without the versions and reviews that lead there.
        let sql = format!("UPDATE deliverables SET audience = 'external', state = 'approved' WHERE public_id = '{id}'");
        self.app.act(|conn, _| diesel::sql_query(sql).execute(conn).map_err(convoke::db::DbError::from));
        let package = json!({"short": {"en": "Short."}, "long": {"en": "Longer."}});
        let package = self.make(&format!("{result}/relay-package"), package).await;
        let all = format!("{result}/relays");
        let offer = json!({"version": 1, "channels": [channel.value()["id"]]});
        let offered = self.client.json(Method::POST, &all, &self.ana, &offer).await;
        assert_eq!(offered.status, 200, "{}", offered.body);
        let relay = self.get(&format!("{P}/relays")).await.value()["items"][0].clone();
        let here = format!("{all}/{}", relay["id"].as_str().expect("an id"));
        let told = self.call(Method::POST, &here, (&self.bo, "\"1\""), &json!({"act": "taken"})).await;
        assert_eq!(told.status, 200, "{}", told.body);
        let relay = Thing {
            known: "/api/v1/programmes/{programme}/deliverables/{id}/relays/{relay}",
            here: here.clone(),
            at: here,
            shown: relay,
            tag: "\"1\"".to_owned(),
            field: "/state",
            value: json!("taken"),
        };
        let things = vec![
            self.thing(
                "/api/v1/programmes/{programme}/relay-channels/{channel}",
                channel.location(),
                ("/note", json!("Ask in May")),
            )
            .await,
            self.thing(
                "/api/v1/programmes/{programme}/deliverables/{id}/relay-package",
                package.location(),
                ("/short/en", json!("Shorter.")),
            )
            .await,
        ];
        (things, relay)
    }
    async fn of_event(&self) -> Vec<Thing> {
        let event = format!("/api/v1/events/{}", self.world.event.event.public_id);
        let round = format!("{event}/rounds/{}", self.world.round.public_id);
        let rules = self.get(&format!("{event}/reminders")).await.value();
        let rule = format!("{event}/reminders/{}", rules["items"][0]["rule"].as_str().expect("a rule"));
        let session = json!({
            "kind": "talk", "title": {"en": "Networks"}, "starts": "2016-05-24T10:00", "ends": "2016-05-24T11:00",
        });
        let session = self.make(&format!("{event}/sessions"), session).await;
        let asked = self.make(&format!("{event}/consultations"), json!({"phase": "after"})).await;
        let written = json!({"kind": "text", "need": "optional", "wording": three("What is missing?"), "limit": 500});
        let question = self.make(&format!("{}/questions", asked.location()), written.clone()).await;
        let office = format!("/api/v1/delegations/{}", self.world.institution(&self.app).public_id);
        let (gate, group) = (format!("{event}/gate"), json!([{"test": "accepted", "group": "planners", "least": 2}]));
        vec![
            self.thing("/api/v1/events/{id}", &event, ("/title/en", json!("Seminar"))).await,
            self.thing("/api/v1/events/{id}/gate", &gate, ("/parts", group)).await,
            self.thing("/api/v1/events/{id}/reminders/{rule}", &rule, ("/wish", json!("off"))).await,
            self.thing("/api/v1/events/{event}/rounds/{round}", &round, ("/name", json!("Everybody"))).await,
            self.thing("/api/v1/sessions/{session}", session.location(), ("/room", json!("301"))).await,
            self.thing(
                "/api/v1/consultations/{consultation}",
                asked.location(),
                ("/closes", json!("2016-06-20T18:00")),
            )
            .await,
            Thing {
                known: "/api/v1/consultations/{consultation}/questions/{question}",
                here: question.location().to_owned(),
                at: question.location().to_owned(),
                shown: written,
                tag: question.header("etag").to_owned(),
                field: "/wording/en",
                value: json!("What is not there?"),
            },
            self.thing("/api/v1/delegations/{delegation}", &office, ("/rank", json!(7))).await,
        ]
    }
    async fn of_the_house(&self) -> Vec<Thing> {
        let notes = || ("/notes", json!("Ask in May"));
        let person = |nth: usize| format!("/api/v1/contacts/{}", self.world.guests[nth].person.public_id);
        let (kept, other) = (person(0), person(1));
        let merge =
            self.merged("merges", (&kept, &other), json!({"choices": {"language": "other"}, "seats": {}})).await;
        let house = async |name: Value, place: &str| {
            let body = json!({"name": name, "kind": "chamber", "place": place});
            let made = self.make("/api/v1/organisations", body).await;
            format!("/api/v1/organisations/{}", made.value()["id"].as_str().expect("an id"))
        };
        let (chamber, twin) =
            (house(json!({"en": "Chamber"}), "").await, house(json!({"fr": "Chambre"}), "Paris").await);
        let firm = house(json!({"en": "Guild"}), "").await;
        let houses = self.merged("organisation-merges", (&chamber, &twin), json!({"choices": {"place": "kept"}})).await;
        let sponsor = self.make("/api/v1/sponsorships", json!({"programme": "cities", "organisation": "Bluewater"}));
        let sponsor = sponsor.await;
        let csv = "Who,E-mail\nAnne Laurent,anne@example.fr\n";
        let request = self.client.request(Method::POST, "/api/v1/imports?name=staff.csv").bearer_auth(&self.ana);
        let import = send(request.body(csv)).await;
        assert_eq!(import.status, 201, "{}", import.body);
        let columns = format!("{}/columns", import.location());
        vec![
            self.thing("/api/v1/contacts/{contact}", &person(2), notes()).await,
            self.thing_at("/api/v1/merges/{merge}", (&merge, &kept), notes()).await,
            self.thing("/api/v1/organisations/{organisation}", &firm, notes()).await,
            self.thing_at("/api/v1/organisation-merges/{organisation_merge}", (&houses, &chamber), notes()).await,
            self.thing("/api/v1/sponsorships/{sponsorship}", sponsor.location(), notes()).await,
            Thing {
                known: "/api/v1/imports/{import}",
                here: import.location().to_owned(),
                at: columns,
                shown: json!({}),
                tag: import.header("etag").to_owned(),
                field: "/fields",
                value: json!(["name", "email"]),
            },
        ]
    }
    /// Two entries that went into one; where the merge is.
    async fn merged(&self, noun: &str, (kept, other): (&str, &str), more: Value) -> String {
        let id = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let (kept, other) = (id(kept), id(other));
        let plan = self.get(&format!("/api/v1/{noun}/preview?kept={kept}&other={other}")).await.value();
        let mut body = json!({"kept": kept, "other": other, "versions": plan["versions"]});
        for (name, value) in more.as_object().into_iter().flatten() {
            body[name] = value.clone();
        }
        self.make(&format!("/api/v1/{noun}"), body).await.location().to_owned()
    }
    /// Another changes it.
    async fn change(&self, thing: &Thing, key: &str) {
        let mut body = thing.shown.clone();
        match body.pointer_mut(thing.field) {
            Some(place) => *place = thing.value.clone(),
            None => body[thing.field.trim_start_matches('/')] = thing.value.clone(),
        }
        let done = self.call(Method::PUT, &thing.at, (key, &thing.tag), &body).await;
        assert!(matches!(done.status, 200 | 204), "{}: {} {}", thing.at, done.status, done.body);
    }
    /// Every operation that takes a tag, with its method.
    async fn tagged(&self) -> Vec<(Method, String)> {
        let document = self.client.get("/api/v1/openapi.json").await.value();
        let mut found = Vec::new();
        for (path, item) in document["paths"].as_object().expect("paths") {
            for (method, about) in item.as_object().expect("methods") {
                if about["responses"].get("428").is_some() {
                    found.push((method.to_uppercase().parse().expect("a method"), path.clone()));
                }
            }
        }
        found
    }
}

#[tokio::test]
async fn whoever_is_too_late_is_told_what_was_changed_wherever_a_tag_is_taken() {
    let desk = Desk::begin();
    let mut things = desk.of_programme().await;
    things.extend(desk.of_event().await);
    let (relays, told) = desk.of_relays().await;
    things.extend(relays);
    things.extend(desk.of_the_house().await);
    for thing in &things {
        desk.change(thing, &desk.bo).await;
    }
    // One's own account nobody else changes.
    let own = desk.thing("/api/v1/account", "/api/v1/account", ("/zone", json!("Asia/Shanghai"))).await;
    desk.change(&own, &desk.ana).await;
    things.extend([own, told]);
    let mut mute = Vec::new();
    let tagged = desk.tagged().await;
    assert!(tagged.len() > 40, "only {}", tagged.len());
    for (method, path) in tagged {
        let nearest = things.iter().filter(|thing| path.starts_with(thing.known)).max_by_key(|thing| thing.known.len());
        let Some(thing) = nearest else {
            mute.push(format!("{method} {path}: nothing here tells of it"));
            continue;
        };
        let here = format!("{}{}", thing.here, &path[thing.known.len()..]);
        let late = desk.call(method.clone(), &here, (&desk.ana, &thing.tag), &json!({})).await;
        let told = &late.value()["changes"][0];
        let by = if thing.known == "/api/v1/account" { "ana" } else { "bo" };
        if late.status != 412 || told["by"] != by || !told["act"].is_string() || !told["at"].is_string() {
            mute.push(format!("{method} {path}: {} {}", late.status, late.body));
        }
    }
    assert!(mute.is_empty(), "these do not say what was changed: {mute:#?}");
}

#[tokio::test]
async fn of_several_parts_only_what_became_of_this_one_is_told() {
    let desk = Desk::begin();
    let event = format!("/api/v1/events/{}", desk.world.event.event.public_id);
    let sessions = format!("{event}/sessions");
    let session = |hour: u32| {
        let (starts, ends) = (format!("2016-05-24T{hour}:00"), format!("2016-05-24T{hour}:45"));
        json!({"kind": "talk", "title": {"en": format!("Talk at {hour}")}, "starts": starts, "ends": ends})
    };
    let (ten, eleven) = (desk.make(&sessions, session(10)).await, desk.make(&sessions, session(11)).await);
    for (made, room) in [(&ten, "301"), (&eleven, "Hall")] {
        let known = "/api/v1/sessions/{session}";
        let thing = desk.thing(known, made.location(), ("/room", json!(room))).await;
        desk.change(&thing, &desk.bo).await;
    }
    let late = desk.call(Method::PUT, ten.location(), (&desk.ana, ten.header("etag")), &json!({})).await;
    assert_eq!(late.status, 412, "{}", late.body);
    let room = late.value()["changes"].as_array().cloned().unwrap_or_default();
    let room = room.into_iter().find(|change| change["field"] == "room").expect("the room");
    assert_eq!((&room["before"], &room["after"]), (&json!(""), &json!("301")));
    late.does_not_say("Hall").does_not_say("Talk at 11");
    // The parts themselves are no fields of what was changed.
    assert!(late.value()["changes"].as_array().unwrap().iter().all(|change| change["field"] != "part"));
    desk.get("/api/v1/history?programme=cities&kind=event").await.does_not_say("\"part\"");
}

#[tokio::test]
async fn a_question_that_changed_places_says_so() {
    let desk = Desk::begin();
    let event = format!("/api/v1/events/{}", desk.world.event.event.public_id);
    let asked = desk.make(&format!("{event}/consultations"), json!({"phase": "after"})).await;
    let questions = format!("{}/questions", asked.location());
    let question = |text: &str| json!({"kind": "text", "need": "optional", "wording": three(text), "limit": 500});
    let first = desk.make(&questions, question("Which?")).await;
    let second = desk.make(&questions, question("Why?")).await;
    let up = format!("{}/move", second.location());
    let moved = desk.call(Method::POST, &up, (&desk.bo, second.header("etag")), &json!({"to": "up"})).await;
    assert_eq!(moved.status, 204, "{}", moved.body);
    for made in [first, second] {
        let late = desk.call(Method::DELETE, made.location(), (&desk.ana, made.header("etag")), &Value::Null).await;
        assert_eq!(late.status, 412, "{}", late.body);
        let told = &late.value()["changes"][0];
        assert_eq!((&told["act"], &told["by"]), (&json!("consultation-question-moved"), &json!("bo")), "{}", late.body);
    }
}

#[tokio::test]
async fn a_draft_that_was_handed_over_says_so() {
    let desk = Desk::begin();
    let result = desk.nth("/api/v1/programmes/cities/deliverables", 0).await;
    desk.make(&format!("{result}/versions"), json!({"notes": "First figures"})).await;
    let draft = format!("{result}/versions/1");
    let request = desk.client.request(Method::PUT, &format!("{draft}/files/Report.pdf")).bearer_auth(&desk.ana);
    let added = send(request.header("content-type", "application/octet-stream").body(PDF.to_vec())).await;
    assert_eq!(added.status, 201, "{}", added.body);
    let tag = desk.get(&draft).await.header("etag").to_owned();
    let submitted = desk.call(Method::POST, &format!("{draft}/submit"), (&desk.bo, "*"), &Value::Null).await;
    assert_eq!(submitted.status, 200, "{}", submitted.body);
    let late = desk.call(Method::PUT, &draft, (&desk.ana, &tag), &json!({"notes": "Better figures"})).await;
    assert_eq!(late.status, 412, "{}", late.body);
    let told = &late.value()["changes"][0];
    assert_eq!((&told["act"], &told["by"]), (&json!("submitted"), &json!("bo")), "{}", late.body);
}

/// Whom an institution names stands in the history of its place, and leaves its invitation with a newer version all the same.
#[tokio::test]
async fn a_delegate_who_was_named_meanwhile_is_told_of() {
    let desk = Desk::begin();
    let office = format!("/api/v1/delegations/{}", desk.world.institution(&desk.app).public_id);
    let said = json!({"answer": "accepted", "places": 2, "how": "mail"});
    let taken = desk.call(Method::POST, &format!("{office}/answers"), (&desk.ana, "*"), &said).await;
    assert_eq!(taken.status, 200, "{}", taken.body);
    let before = desk.get(&office).await;
    let li = json!({"native_name": "李明", "role": "副局长", "how": "phone"});
    let named = desk.call(Method::POST, &format!("{office}/delegates"), (&desk.bo, "*"), &li).await;
    assert!(named.status < 300, "{}", named.body);
    let late = desk.call(Method::DELETE, &office, (&desk.ana, before.header("etag")), &Value::Null).await;
    assert_eq!(late.status, 412, "{}", late.body);
    let changes = late.value()["changes"].as_array().cloned().unwrap_or_default();
    let told = changes.iter().find(|change| change["field"] == "delegate").expect("the delegate");
    assert_eq!((&told["act"], &told["by"]), (&json!("named"), &json!("bo")), "{}", late.body);
    late.does_not_say("李明");
}

/// The other holds the row while the request looks, and is done before it writes.
#[tokio::test]
async fn who_loses_within_the_write_is_told_the_same() {
    let desk = Desk::begin();
    let programme = desk.world.outline.programme.id;
    let rule = desk.app.read(|conn, cx| reminders::list(conn, cx, programme)).remove(0);
    let path = format!("/api/v1/programmes/cities/reminders/{}", rule.public_id);
    let mut body = desk.get(&path).await.value();
    body["days"] = json!(13);
    let (entered, has_entered) = mpsc::channel();
    let (go, may_go) = mpsc::channel::<()>();
    let (state, cx) = (desk.app.state.clone(), desk.app.context());
    let other = std::thread::spawn(move || {
        state.db.write_now(|conn| -> Result<(), ReminderError> {
            let timing = Timing { days: 12, ..rule.timing };
            reminders::edit(conn, &cx, &rule.public_id, rule.version, timing)?;
            entered.send(()).expect("somebody waits");
            may_go.recv().expect("somebody says so");
            Ok(())
        })
    });
    has_entered.recv().expect("the other writes");
    let waits = async {
        tokio::time::sleep(Duration::from_millis(700)).await;
        go.send(()).expect("the other waits");
    };
    let (late, ()) = tokio::join!(desk.call(Method::PUT, &path, (&desk.ana, "\"1\""), &body), waits);
    other.join().expect("a thread").expect("the other's act");
    assert_eq!((late.status, late.header("etag")), (412, "\"2\""), "{}", late.body);
    let changes = late.value()["changes"].as_array().cloned().unwrap_or_default();
    let days = changes.iter().find(|change| change["field"] == "days").expect("the days");
    assert_eq!((&days["after"], &days["act"]), (&json!("12"), &json!("reminder-edited")), "{}", late.body);
}

/// Of two who write at once one is done, and the other told by whom, whichever way it was found out.
#[tokio::test]
async fn of_two_at_once_one_is_told_what_the_other_did() {
    let desk = Desk::begin();
    let path = format!("/api/v1/events/{}", desk.world.event.event.public_id);
    for _ in 0..5 {
        let shown = desk.get(&path).await;
        let room = |room: i64| {
            let mut body = shown.value();
            body["venue"]["room"] = json!(format!("{room} of {}", shown.value()["version"]));
            body
        };
        let (first, second) = (room(1), room(2));
        let tag = shown.header("etag");
        let (a, b) = tokio::join!(
            desk.call(Method::PUT, &path, (&desk.ana, tag), &first),
            desk.call(Method::PUT, &path, (&desk.bo, tag), &second),
        );
        let (done, late, by) = if a.status == 200 { (&a, &b, "ana") } else { (&b, &a, "bo") };
        assert_eq!((done.status, late.status), (200, 412), "{} {}", a.body, b.body);
        assert_eq!(late.value()["changes"][0]["by"], by, "{}", late.body);
    }
}
