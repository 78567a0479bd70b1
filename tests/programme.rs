//! A programme over HTTP: set up from a template, read in one picture, changed by those who may, in pages and for programs.

use convoke::access::{Grant, Role};
use convoke::domain::events::{self, EventInput, Passed};
use convoke::kernel::localised::Localised;
use diesel::RunQueryDsl;
use reqwest::Method;
use serde_json::json;

use crate::support::world::World;
use crate::support::{Page, TestApp, TestClient, send};

const ADMIN: Grant = Grant { role: Role::Administrator, programme: None, city: None };

/// The set-up form as a coordinator fills it in.
fn filled() -> Vec<(&'static str, &'static str)> {
    vec![
        ("title.en", "Sustainable cities"),
        ("title.fr", "Villes durables"),
        ("title.zh", "可持续城市"),
        ("slug", "cities"),
        ("zone", "Europe/Paris"),
        ("starts_on", "2015-11-02"),
        ("ends_on", "2017-03-31"),
        ("release_rule", "alone"),
    ]
}

async fn set_up(client: &TestClient) -> Page {
    let rows = [
        ("cities.0.name.en", "Hangzhou"),
        ("cities.0.name.zh", "杭州"),
        ("cities.0.zone", "Asia/Shanghai"),
        ("cities.0.latitude", "30.27"),
        ("cities.0.longitude", "120.15"),
        ("cities.1.name.en", "Datong"),
        ("cities.1.name.zh", "大同"),
        ("cities.1.zone", "Asia/Shanghai"),
        ("cities.1.latitude", "40,08"),
        ("cities.1.longitude", "113.3"),
    ];
    let fields: Vec<(&str, &str)> = filled().into_iter().chain(rows).collect();
    client.submit("/programmes/new", "/programmes", &fields).await
}

#[actix_web::test]
async fn the_first_page_teaches_then_shows_the_matrix() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", vec![ADMIN]).await;
    let home = client.get("/").await;
    let empty = client.follow(&home).await;
    assert!(empty.text().contains("A programme begins from a template"), "{}", empty.text());

    let done = set_up(&client).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let matrix = client.follow(&done).await;
    let text = matrix.text();
    for expected in
        ["Sustainable cities", "Hangzhou", "杭州", "Datong", "Stakeholder workshop", "0 of 17", "Late or due"]
    {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    assert_eq!(matrix.body.matches("class=\"cell\"").count(), 10, "two cities by four steps and two events of its own");
    let home = client.get("/").await;
    assert_eq!(home.location(), "/programmes/cities", "the only programme is the first page");
    for page in
        ["/programmes/cities?lang=zh", "/programmes/cities/timeline?lang=fr", "/programmes/cities/timeline?city=datong"]
    {
        let shown = client.get(page).await;
        assert_eq!(shown.status, 200, "{page}");
        assert!(!shown.body.contains("style="), "{page} has a style of its own");
    }
}

#[tokio::test]
async fn events_outside_the_steps_do_not_pile_up_under_their_city() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("bo@example.org", world.coordinator()).await;
    let city = world.event.city.as_ref().unwrap().public_id.to_string();
    client.get("/programmes/cities").await.says("Datong conference").does_not_say("more event");
    // One is over and nobody has said how it went: it stands first, and those to come after it.
    for (n, day) in ["2016-03-01", "2016-06-01", "2016-06-02", "2016-06-03"].into_iter().enumerate() {
        let title = format!("Evening number {n}");
        let input = EventInput {
            kind: "seminar".to_owned(),
            hosting: "ours".to_owned(),
            city: city.clone(),
            title: Localised::three(&title, &title, &title),
            starts: format!("{day}T18:00"),
            ends: format!("{day}T20:00"),
            passed: Passed::Meant,
            ..EventInput::default()
        };
        app.act(|conn, cx| events::create(conn, cx, world.outline.programme.id, &input));
    }
    let matrix = client.get("/programmes/cities").await;
    matrix.says("2 more events");
    let names = matrix.body.split("<tbody>").nth(1).and_then(|rows| rows.split("</tbody>").next()).unwrap();
    assert!(names.contains("Evening number 0") && names.contains("how did it go?"), "{names}");
    assert!(!names.contains("Evening number 3"), "{names}");
    let all = matrix.links().into_iter().find(|link| link.contains("/events?city=")).expect("where the others are");
    let list = client.get(&all.replace("&amp;", "&")).await;
    list.says("Datong conference").says("Evening number 0").says("Evening number 3");

    // What does not take place gives its place to what does.
    execute(&app, "UPDATE events SET state = 'cancelled' WHERE starts_local LIKE '2016-06-01%'");
    execute(&app, "UPDATE events SET state = 'postponed' WHERE starts_local LIKE '2016-06-02%'");
    let matrix = client.get("/programmes/cities").await;
    let names = matrix.body.split("<tbody>").nth(1).and_then(|rows| rows.split("</tbody>").next()).unwrap();
    for (n, named) in [(0, true), (1, false), (2, false), (3, true)] {
        assert_eq!(names.contains(&format!("Evening number {n}")), named, "{n}: {names}");
    }
}

fn execute(app: &TestApp, sql: &'static str) {
    app.act(|conn, _| diesel::sql_query(sql).execute(conn).map(|_| ()).map_err(convoke::db::DbError::from));
}

#[tokio::test]
async fn a_cell_says_that_its_step_has_more_events() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("bo@example.org", world.coordinator()).await;
    let datong = world.event.city.as_ref().expect("a city");
    let step = world.outline.steps.iter().find(|s| s.city == datong.id && s.kind.as_str() == "seminar");
    let step = step.expect("a step").public_id.to_string();
    let seminar = |title: &str, day: &str| {
        let input = EventInput {
            kind: "seminar".to_owned(),
            hosting: "ours".to_owned(),
            city: datong.public_id.to_string(),
            step: step.clone(),
            title: Localised::three(title, title, title),
            starts: format!("{day}T09:00"),
            ends: format!("{day}T17:00"),
            passed: Passed::Meant,
            ..EventInput::default()
        };
        app.act(|conn, cx| events::create(conn, cx, world.outline.programme.id, &input));
    };
    seminar("First seminar", "2016-06-01");
    client.get("/programmes/cities").await.does_not_say("more event");
    seminar("Second seminar", "2016-06-08");
    seminar("Third seminar", "2016-06-15");
    let matrix = client.get("/programmes/cities").await;
    matrix.says("2 more events");
    let all = matrix.links().into_iter().find(|link| link.contains("/events?city=")).expect("where the others are");
    let list = client.get(&all.replace("&amp;", "&")).await;
    list.says("Second seminar").says("Third seminar").does_not_say("Datong conference");
    // Nobody misses one that was cancelled.
    execute(&app, "UPDATE events SET state = 'cancelled' WHERE starts_local > '2016-06-02'");
    client.get("/programmes/cities").await.does_not_say("more event");
}

#[actix_web::test]
async fn rows_come_and_go_and_what_was_typed_stays() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", vec![ADMIN]).await;
    let typed = filled();
    let more: Vec<(&str, &str)> =
        typed.iter().copied().chain([("cities.1.name.en", "Datong"), ("row", "add-1")]).collect();
    let page = client.submit("/programmes/new", "/programmes", &more).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("name=\"cities.3.zone\""), "a fourth row");
    assert_eq!(page.form("/programmes").value("cities.1.name.en"), Some("Datong"));
    assert_eq!(page.form("/programmes").value("title.fr"), Some("Villes durables"));
    let fewer = client.submit_on(&page, "/programmes", &[("row", "remove-0")]).await;
    assert_eq!(fewer.form("/programmes").value("cities.0.name.en"), Some("Datong"));
    assert!(!fewer.body.contains("name=\"cities.3.zone\""));

    let refused = client.submit_on(&fewer, "/programmes", &[("ends_on", "2015-01-01"), ("slug", "Ä b")]).await;
    assert_eq!(refused.status, 422);
    let form = refused.form("/programmes");
    assert_eq!((form.value("slug"), form.value("cities.0.name.en")), (Some("Ä b"), Some("Datong")));
    for id in ["f-slug-error", "f-ends_on-error", "f-cities.0.zone-error", "f-cities.0.latitude-error"] {
        assert!(refused.body.contains(&format!("id=\"{id}\"")), "{id} is told under its field");
    }
    refused.says("Time zone (Datong): ");
    let unruled = client.submit_on(&fewer, "/programmes", &[("release_rule", "nobody")]).await;
    unruled.says("Choose from: ").does_not_say("second-person");
}

#[actix_web::test]
async fn other_days_of_a_step_are_asked_about_before_they_are_saved() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", vec![ADMIN]).await;
    assert_eq!(set_up(&client).await.status, 303);
    let step = href(&client.get("/programmes/cities").await, "/programmes/cities/steps/");
    let (shown, check) = (client.get(&step).await, format!("{step}/check"));
    assert!(shown.body.contains(&format!("formaction=\"{check}\"")), "{}", shown.body);
    let with = |day: (&str, &str)| {
        let mut fields = shown.form(&step).fields;
        fields.iter_mut().filter(|(name, _)| name == day.0).for_each(|(_, value)| *value = day.1.to_owned());
        fields
    };
    let ask = async |typed: Vec<(String, String)>| {
        crate::support::send(client.request(Method::POST, &check).form(&typed)).await
    };
    let asked = ask(with(("ends_on", "2016-12-24"))).await;
    assert_eq!(asked.status, 200, "{}", asked.text());
    asked.says("stay as they are").says("Nobody is sent a mail about it.");
    assert_eq!(client.get(&step).await.form(&step).value("ends_on"), shown.form(&step).value("ends_on"), "not yet");
    let saved = client.submit_on(&asked, &step, &[]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    assert_eq!(client.get(&step).await.form(&step).value("ends_on"), Some("2016-12-24"));
    let late = ask(with(("starts_on", "2015-12-01"))).await;
    assert_eq!(late.status, 409, "of a step that was changed since, both versions: {}", late.text());
    let owned = client.submit(&step, &step, &[("owner_email", "ana@example.org")]).await;
    assert_eq!(owned.status, 303, "{}", owned.text());
    client.submit("/account", "/account/language", &[("locale", "zh"), ("back", "/")]).await;
    let mut typed = client.get(&step).await.form(&step).fields;
    typed.iter_mut().filter(|(name, _)| name == "ends_on").for_each(|(_, day)| *day = "2016-12-25".to_owned());
    ask(typed).await.says("系统不会为此发送邮件。").does_not_say("人发送邮件：");
}

#[actix_web::test]
async fn a_step_set_to_done_by_hand_says_first_what_is_not_done() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", vec![ADMIN]).await;
    assert_eq!(set_up(&client).await.status, 303);
    let step = href(&client.get("/programmes/cities").await, "/programmes/cities/steps/");
    let (shown, check) = (client.get(&step).await, format!("{step}/check"));
    let ask = async |reason: &str| {
        let mut typed = shown.form(&step).fields;
        typed.retain(|(name, _)| name != "state" && name != "reason");
        typed.extend([("state".to_owned(), "done".to_owned()), ("reason".to_owned(), reason.to_owned())]);
        crate::support::send(client.request(Method::POST, &check).form(&typed)).await
    };
    assert_eq!(ask("").await.status, 422, "by hand, and with a reason");
    let asked = ask("The city did it").await;
    assert_eq!(asked.status, 200, "{}", asked.text());
    asked.says("Before the step is set to done").says("4 deliverables are not approved").says("Outlined");
    asked.says("The history keeps your reason: The city did it").does_not_say("Before the days change");
    assert_eq!(client.get(&step).await.form(&step).value("state"), shown.form(&step).value("state"), "not yet");
    let saved = client.submit_on(&asked, &step, &[]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let now = client.get(&step).await;
    now.says("The city did it");
    assert_eq!(now.form(&step).value("state"), Some("done"));
}

#[actix_web::test]
async fn a_programme_is_closed_says_so_and_is_opened_again() {
    let app = TestApp::start();
    let ana = app.person("ana@example.org", vec![ADMIN]);
    let client = app.sign_in(&ana).await;
    assert_eq!(set_up(&client).await.status, 303);
    client.get("/programmes/cities").await.says("Close the programme").does_not_say("Closed on");
    let page = "/programmes/cities/close";
    let unsaid = client.submit(page, page, &[("reason", " ")]).await;
    assert_eq!(unsaid.status, 422);
    unsaid.says("Please fill this in");
    let closed = client.submit_on(&unsaid, page, &[("reason", "All reports are out")]).await;
    assert_eq!(closed.status, 303, "{}", closed.text());
    let matrix = client.follow(&closed).await;
    matrix.says("Closed on").says("by ana").says("All reports are out").says("Open it again");
    client.get("/programmes/cities/events").await.says("Sustainable cities · Closed");
    client.get("/programmes").await.says("· Closed");
    let shut = client.get("/programmes/cities/edit").await;
    assert_eq!(shut.status, 409);
    shut.says("This programme is closed")
        .says("Closed on")
        .says("by ana")
        .says("All reports are out")
        .says("Open it again");

    let token = app.token(&ana, &["read", "write"]);
    let path = "/api/v1/programmes/cities";
    let shown = client.json(Method::GET, path, &token, &json!(null)).await.value();
    assert_eq!((&shown["closed"]["reason"], &shown["closed"]["by"]), (&json!("All reports are out"), &json!("ana")));
    let listed = client.json(Method::GET, "/api/v1/programmes", &token, &json!(null)).await.value();
    assert_eq!(listed["items"][0]["closed"], shown["closed"]);
    let reopened = client.json(Method::POST, &format!("{path}/reopen"), &token, &json!({})).await;
    assert_eq!((reopened.status, &reopened.value()["closed"]), (200, &json!(null)));
    let unsaid = client.json(Method::POST, &format!("{path}/close"), &token, &json!({"reason": ""})).await;
    assert_eq!((unsaid.status, unsaid.value()["errors"][0]["field"].as_str()), (422, Some("reason")));
    let again = client.json(Method::POST, &format!("{path}/close"), &token, &json!({"reason": "for good"})).await;
    assert_eq!(again.value()["closed"]["reason"], "for good", "{}", again.body);
    let opened = client.submit(page, page, &[]).await;
    client.follow(&opened).await.says("The programme is open again").does_not_say("Closed on");
}

#[actix_web::test]
async fn a_city_is_added_a_step_moved_and_a_deliverable_approved() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", vec![ADMIN]).await;
    assert_eq!(set_up(&client).await.status, 303);
    let city = [
        ("name.en", "Hohhot"),
        ("name.zh", "呼和浩特"),
        ("zone", "Asia/Shanghai"),
        ("latitude", "40.84"),
        ("longitude", "111.75"),
    ];
    let added = client.submit("/programmes/cities/cities/new", "/programmes/cities/cities", &city).await;
    assert_eq!(added.status, 303, "{}", added.text());
    let matrix = client.follow(&added).await;
    assert!(matrix.text().contains("呼和浩特"));

    let step = href(&matrix, "/programmes/cities/steps/");
    let before = client.get(&step).await;
    let moved = client.submit(&step, &step, &[("state", "under-way"), ("reason", "the data came")]).await;
    assert_eq!(moved.status, 303, "{}", moved.text());
    let shown = client.follow(&moved).await;
    assert!(shown.text().contains("the data came") && shown.text().contains("Under way"), "{}", shown.text());
    let stale = client.submit_on(&before, &step, &[("state", "done"), ("reason", "all is there")]).await;
    assert_eq!(stale.status, 409, "an old version is told so");

    // What holds already is not set, and its reason goes nowhere.
    let idle = client.submit(&step, &step, &[("state", "under-way"), ("reason", "as I said")]).await;
    assert_eq!(idle.status, 303, "{}", idle.text());
    client.follow(&idle).await.says("Nothing was changed").says("No reason was recorded").does_not_say("as I said");

    let list = client.get("/programmes/cities/deliverables?city=hohhot&step=conference").await;
    assert_eq!(list.body.matches("<tr><th scope=\"row\">").count(), 2, "{}", list.text());
    let one = href(&list, "/programmes/cities/deliverables/");
    client.get(&format!("{one}/state?to=withdrawn")).await.says("It counts nowhere").does_not_say("at risk");
    let go = async |to: &str| {
        let ask = format!("{one}/state?to={to}");
        let done = client.submit(&ask, &format!("{one}/state"), &[]).await;
        assert_eq!(done.status, 303, "{to}: {}", done.text());
    };
    go("draft").await;
    go("in-review").await;
    nothing_is_approved_that_has_no_version(&app, &client, &one).await;
    execute(
        &app,
        "INSERT INTO deliverable_versions \
         (public_id, version, deliverable_id, number, state, notes, round, created_at, submitted_at) \
         SELECT 'ppg393nz6ch6n5pd', 1, id, 1, 'in-review', '', 1, 1, 1 FROM deliverables WHERE state = 'in-review'",
    );
    go("approved").await;
    // What others rest on is not taken from under them unsaid.
    for to in ["withdrawn", "superseded"] {
        client
            .get(&format!("{one}/state?to={to}"))
            .await
            .says("Events that were announced or confirmed on it are at risk");
    }
    let why = client.submit(&format!("{one}/state?to=withdrawn"), &format!("{one}/state"), &[]).await;
    assert_eq!(why.status, 422, "a withdrawal wants a reason");
    let shown = client.get(&one).await;
    assert!(shown.text().contains("Approved") && shown.text().contains("Publish"), "{}", shown.text());
    assert_eq!(client.get(&format!("{one}/state?to=outlined")).await.status, 409, "the table has no such way");
}

async fn nothing_is_approved_that_has_no_version(app: &TestApp, client: &TestClient, one: &str) {
    let page = client.get(one).await;
    page.says("as soon as it has a version");
    assert!(!page.body.contains("to=approved"), "{}", page.body);
    let refused = client.get(&format!("{one}/state?to=approved")).await;
    assert_eq!(refused.status, 409);
    refused.says("There is nothing to approve yet").says("Begin a version, add its files");
    let withdraw = format!("{one}/state?to=withdrawn");
    let refused = client.submit(&withdraw, &format!("{one}/state"), &[("to", "approved")]).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    refused.says("There is nothing to approve yet");

    let person = app.person("pia@example.org", vec![ADMIN]);
    let key = app.token(&person, &["read", "write"]);
    let document = format!("/api/v1{one}");
    let seen = send(app.client().request(Method::GET, &document).bearer_auth(&key)).await;
    let state = app.client().request(Method::POST, &format!("{document}/state")).bearer_auth(&key);
    let state = state.header("if-match", seen.header("etag")).json(&json!({"to": "approved", "reason": ""}));
    let refused = send(state).await;
    assert_eq!(refused.status, 409, "{}", refused.body);
    assert!(refused.body.contains("deliverable-unmade"), "{}", refused.body);
}

/// The first link of a page that begins like this and goes to a thing, not to a form.
fn href(page: &Page, head: &str) -> String {
    let links = page.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut things = links.filter(|l| l.strip_prefix(head).is_some_and(|id| id.len() == 16));
    things.next().unwrap_or_else(|| panic!("no link to {head} in {}", page.text())).to_owned()
}

#[actix_web::test]
async fn who_may_not_is_shown_no_act_and_refused() {
    let app = TestApp::start();
    let admin = app.member("ana@example.org", vec![ADMIN]).await;
    assert_eq!(set_up(&admin).await.status, 303);
    let programme = app.read(|conn, cx| convoke::domain::programme::find(conn, cx, "cities")).id;
    let auditor = Grant { role: Role::Auditor, programme: Some(programme), city: None };
    let client = app.member("audit@example.org", vec![auditor]).await;
    let matrix = client.get("/programmes/cities").await;
    assert_eq!(matrix.status, 200);
    assert!(!matrix.body.contains("/cities/new") && !matrix.body.contains("/events/new"));
    for page in ["/programmes/cities/cities/new", "/programmes/cities/edit", "/programmes/cities/deliverables/new"] {
        assert_eq!(client.get(page).await.status, 403, "{page}");
    }
    let stranger = app.member("else@example.org", vec![]).await;
    for page in ["/programmes/cities", "/programmes/cities/timeline", "/programmes/cities/deliverables"] {
        assert_eq!(stranger.get(page).await.status, 404, "{page}");
    }
}

#[actix_web::test]
async fn programs_read_and_write_by_version() {
    let app = TestApp::start();
    let person = app.person("ana@example.org", vec![ADMIN]);
    let token = app.token(&person, &["read", "write"]);
    let client = app.client();
    let city = |name: &str| json!({"name": {"en": name, "zh": "城市"}, "zone": "Asia/Shanghai", "latitude": 40.1, "longitude": 113.3});
    let new = json!({
        "template": "four-steps", "slug": "cities", "title": {"en": "Cities"}, "zone": "Europe/Paris",
        "starts_on": "2015-11-02", "ends_on": "2017-03-31", "release_rule": "second-person", "cities": [city("Datong")],
    });
    let made = client.json(Method::POST, "/api/v1/programmes", &token, &new).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let again = client.json(Method::POST, "/api/v1/programmes", &token, &new).await;
    assert_eq!(again.status, 422);
    assert_eq!(again.value()["errors"][0]["field"], "slug");
    let nowhere = json!({"name": {"en": "Hohhot"}, "zone": "Asia/Shanghai"});
    let refused = client.json(Method::POST, "/api/v1/programmes/cities/cities", &token, &nowhere).await.value();
    let fields: Vec<_> = refused["errors"].as_array().expect("faults").iter().map(|e| e["field"].clone()).collect();
    assert_eq!(fields, ["latitude", "longitude"], "as the body has them");
    let added = client.json(Method::POST, "/api/v1/programmes/cities/cities", &token, &city("Hohhot")).await;
    assert_eq!((added.status, added.value()["slug"].as_str()), (201, Some("hohhot")));

    let steps = client.json(Method::GET, "/api/v1/programmes/cities/steps", &token, &json!(null)).await.value();
    let step = steps["items"][0]["id"].as_str().expect("a step").to_owned();
    let path = format!("/api/v1/programmes/cities/steps/{step}");
    let body = json!({"state": "done", "starts_on": "2015-11-02", "ends_on": "2016-02-01", "reason": "all in"});
    assert_eq!(client.json(Method::PUT, &path, &token, &body).await.status, 428, "a change names the version it saw");
    let preview = client.json(Method::POST, &format!("{path}/preview"), &token, &body).await;
    assert_eq!(preview.status, 200, "{}", preview.body);
    let preview = preview.value();
    assert_eq!((&preview["mails"], &preview["people"]), (&json!(0), &json!([])));
    assert_eq!(preview["undone"]["deliverables"].as_array().map(Vec::len), Some(4), "it would be set to done");
    let seen = |version: &'static str| {
        let request = client.request(Method::POST, &format!("{path}/preview")).bearer_auth(&token);
        crate::support::send(request.header("if-match", version).json(&body))
    };
    assert_eq!((seen("\"1\"").await.status, seen("\"2\"").await.status), (200, 412), "of what was seen");
    assert_eq!((&preview["ends_on"], preview["due_stay"].as_array().map(Vec::len)), (&json!("2016-02-01"), Some(4)));
    let put =
        |version: &'static str| client.request(Method::PUT, &path).bearer_auth(&token).header("if-match", version);
    let done = crate::support::send(put("\"1\"").json(&body)).await;
    assert_eq!((done.status, done.header("etag")), (200, "\"2\""), "{}", done.body);
    assert_eq!(crate::support::send(put("\"1\"").json(&body)).await.status, 412);

    let picture = client.json(Method::GET, "/api/v1/programmes/cities/overview", &token, &json!(null)).await.value();
    assert_eq!(picture["cells"].as_array().expect("cells").len(), 8);
    assert_eq!(picture["cells"][0]["state"], "done");
    assert_eq!(picture["own_events"].as_array().expect("events").len(), 2);
    let page = client.json(Method::GET, "/api/v1/programmes/cities/deliverables?limit=5", &token, &json!(null)).await;
    let next = page.value()["next"].as_i64().expect("a cursor");
    let path = format!("/api/v1/programmes/cities/deliverables?limit=200&after={next}");
    let rest = client.json(Method::GET, &path, &token, &json!(null)).await.value();
    assert_eq!(rest["items"].as_array().expect("the rest").len(), 12);
}

#[actix_web::test]
async fn a_program_is_told_of_a_filter_that_is_not_known() {
    let app = TestApp::start();
    let person = app.person("ana@example.org", vec![ADMIN]);
    let token = app.token(&person, &["read", "write"]);
    let client = app.client();
    let new = json!({
        "template": "four-steps", "slug": "cities", "title": {"en": "Cities"}, "zone": "Europe/Paris",
        "starts_on": "2015-11-02", "ends_on": "2017-03-31", "release_rule": "second-person",
        "cities": [{"name": {"en": "Datong", "zh": "大同"}, "zone": "Asia/Shanghai", "latitude": 40.1, "longitude": 113.3}],
    });
    let made = client.json(Method::POST, "/api/v1/programmes", &token, &new).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let asked = async |query: &str| {
        let path = format!("/api/v1/programmes/cities/deliverables?limit=200&{query}");
        client.json(Method::GET, &path, &token, &json!(null)).await
    };
    for name in ["city", "step", "state", "audience", "when", "owner"] {
        let refused = asked(&format!("{name}=no-such")).await;
        assert_eq!(refused.status, 422, "{name}: {}", refused.body);
        assert_eq!(refused.value()["errors"][0]["field"], name);
    }
    for query in ["city=datong&step=analysis", "state=outlined", "audience=internal", "when=", "owner=nobody"] {
        let told = asked(query).await;
        assert_eq!(told.status, 200, "{query}: {}", told.body);
        assert!(told.value()["items"].as_array().is_some_and(|all| !all.is_empty()), "{query}");
    }
}
