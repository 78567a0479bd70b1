//! Editors and relay officers work for the outside: what is internal does not exist for them, whichever door they try.

use std::collections::BTreeSet;

use convoke::access::{Grant, Role};
use convoke::domain::deliverables::{self, Audience, Deliverable};
use convoke::domain::events::{self, DeadlineInput};
use reqwest::Method;
use serde_json::json;

use crate::files::{PDF, upload};
use crate::support::world::World;
use crate::support::{Page, Person, TestApp, TestClient};
use crate::walks::place;

struct Story {
    app: TestApp,
    world: World,
    internal: Deliverable,
    external: Deliverable,
    /// A file of each.
    files: [String; 2],
}

fn role(world: &World, role: Role) -> Vec<Grant> {
    vec![Grant { role, programme: Some(world.outline.programme.id), city: None }]
}

fn page_of(d: &Deliverable) -> String {
    format!("/programmes/cities/deliverables/{}", d.public_id)
}

impl Story {
    async fn begin() -> Story {
        let app = TestApp::start();
        let world = World::build(&app);
        let all = app.read(|conn, cx| deliverables::all(conn, cx, world.outline.programme.id));
        let of = |audience| all.iter().find(|d| d.audience == audience).expect("the template has both").clone();
        let (internal, external) = (of(Audience::Internal), of(Audience::External));
        let coordinator = app.member("co@example.org", role(&world, Role::Coordinator)).await;
        let mut files = Vec::new();
        for (d, name) in [(&internal, "secret-findings.png"), (&external, "for-companies.png")] {
            let blank = coordinator.get(&format!("{}/versions/new", page_of(d))).await;
            let mut png = std::io::Cursor::new(Vec::new());
            image::RgbImage::new(8, 6).write_to(&mut png, image::ImageFormat::Png).expect("a picture");
            let action = format!("{}/versions", page_of(d));
            let done = upload(&coordinator, &blank, &action, "mul", &[(name, png.get_ref())]).await;
            assert_eq!(done.status, 303, "{}", done.text());
            let shown = coordinator.get(&format!("{}/versions/1", page_of(d))).await;
            let link = shown.links().into_iter().find_map(|l| l.split_once("/files/").map(|(_, id)| id.to_owned()));
            files.push(link.expect("a file").chars().take_while(char::is_ascii_alphanumeric).collect::<String>());
        }
        Story { app, world, internal, external, files: [files.remove(0), files.remove(0)] }
    }

    fn person(&self, kind: Role) -> Person {
        let email = format!("{kind}@example.org");
        self.app.reader(&email, ("en", "Europe/Paris"), role(&self.world, kind))
    }

    /// Whether a page tells anything of what is internal: a title in any language, an address, a file.
    fn hides(&self, page: &Page) {
        let d = &self.internal;
        let titles = d.title.iter().map(|(_, text)| text.to_owned());
        // The kinds of deliverables are words that a filter may list; titles of one step say the city besides.
        let secrets = titles.chain([d.public_id.to_string(), self.files[0].clone(), "secret-findings".to_owned()]);
        for secret in secrets {
            assert!(!page.body.contains(&secret), "{} tells {secret:?}", page.path);
        }
    }
}

fn said(mail: &crate::support::mail::Mail) -> String {
    mail.read.text.clone()
}

const OUTSIDE: [Role; 2] = [Role::Editor, Role::RelayOfficer];

/// Every title of an internal deliverable is its own, so that it can be looked for.
async fn named(story: &Story) {
    let sql = format!(
        "UPDATE deliverables SET title = '{{\"en\":\"Hidden weighing\",\"fr\":\"Pesée cachée\",\"zh\":\"隐秘权衡\"}}' WHERE audience = 'internal' AND id = {}",
        story.internal.id
    );
    story.app.act(|conn, _| {
        use diesel::RunQueryDsl;
        diesel::sql_query(sql).execute(conn).map_err(convoke::db::DbError::from)
    });
}

impl Story {
    async fn told() -> Story {
        let mut story = Story::begin().await;
        named(&story).await;
        let (p, id) = (story.world.outline.programme.id, story.internal.public_id.clone());
        story.internal = story.app.read(|conn, cx| deliverables::find(conn, cx, p, &id));
        story
    }
}

#[tokio::test]
async fn no_page_tells_them_of_what_is_internal() {
    let story = Story::told().await;
    let step =
        story.internal.step.and_then(|id| story.world.outline.steps.iter().find(|s| s.id == id)).expect("a step");
    let event = &story.world.event.event.public_id;
    for kind in OUTSIDE {
        let client = story.app.sign_in(&story.person(kind)).await;
        for path in [
            "/programmes/cities".to_owned(),
            "/programmes/cities/timeline".to_owned(),
            "/programmes/cities/deliverables".to_owned(),
            "/programmes/cities/deliverables?audience=internal".to_owned(),
            format!("/programmes/cities/steps/{}", step.public_id),
            format!("/programmes/cities/events/{event}"),
            "/programmes/cities/events".to_owned(),
            page_of(&story.external),
        ] {
            let page = client.get(&path).await;
            assert_eq!(page.status, 200, "{kind}: {path} {}", page.text());
            story.hides(&page);
        }
        let own = page_of(&story.internal);
        for path in [
            own.clone(),
            format!("{own}/versions/1"),
            format!("{own}/versions/new"),
            format!("{own}/shares"),
            format!("{own}/files/{}", story.files[0]),
            format!("{own}/files/{}/thumbnail", story.files[0]),
            "/programmes/cities/history".to_owned(),
        ] {
            let page = client.get(&path).await;
            assert_eq!(page.status, 404, "{kind}: {path} {}", page.text());
            story.hides(&page);
        }
        // A file of one deliverable is no file of another.
        let borrowed = client.get(&format!("{}/files/{}", page_of(&story.external), story.files[0])).await;
        assert_eq!(borrowed.status, 404);
        let theirs = client.get(&format!("{}/files/{}", page_of(&story.external), story.files[1])).await;
        assert_eq!(theirs.status, 200, "what is external is theirs to read");
    }
}

#[tokio::test]
async fn no_program_of_theirs_reads_it_either() {
    let story = Story::told().await;
    let step =
        story.internal.step.and_then(|id| story.world.outline.steps.iter().find(|s| s.id == id)).expect("a step");
    for kind in OUTSIDE {
        let person = story.person(kind);
        let key = story.app.token(&person, &["read", "write"]);
        let client: TestClient = story.app.client();
        let get = |path: String| {
            let (client, key) = (client.clone(), key.clone());
            async move { client.json(Method::GET, &path, &key, &json!(null)).await }
        };
        for path in ["/api/v1/programmes/cities/deliverables", "/api/v1/programmes/cities/overview"] {
            let page = get(path.to_owned()).await;
            assert_eq!(page.status, 200, "{kind}: {path} {}", page.body);
            story.hides(&page);
        }
        // What a step's event waits for is told by its gate, and to those only who see what is internal.
        let steps = "/api/v1/programmes/cities/steps";
        for path in [steps.to_owned(), format!("{steps}/{}", step.public_id)] {
            let page = get(path.clone()).await;
            assert_eq!(page.status, 200, "{kind}: {path} {}", page.body);
            assert!(!page.body.contains("approved"), "{kind}: {path} {}", page.body);
        }
        let id = &story.internal.public_id;
        for path in [
            format!("/api/v1/programmes/cities/deliverables/{id}"),
            format!("/api/v1/programmes/cities/deliverables/{id}/versions"),
            format!("/api/v1/programmes/cities/deliverables/{id}/shares"),
            format!("/api/v1/programmes/cities/steps/{}/gate", step.public_id),
            format!("/api/v1/events/{}/gate", story.world.event.event.public_id),
        ] {
            let page = get(path.clone()).await;
            assert_eq!(page.status, 404, "{kind}: {path} {}", page.body);
            story.hides(&page);
        }
    }
}

#[tokio::test]
async fn the_monday_mail_tells_them_of_external_results_alone() {
    let story = Story::told().await;
    // Nothing else is owed: a long list would be cut.
    let (internal, external) = (story.internal.id, story.external.id);
    for sql in [
        format!("UPDATE deliverables SET due_on = NULL WHERE id NOT IN ({internal}, {external})"),
        format!("UPDATE deliverables SET due_on = '2016-04-11', state = 'draft' WHERE id IN ({internal}, {external})"),
    ] {
        story.app.act(|conn, _| {
            use diesel::RunQueryDsl;
            diesel::sql_query(sql).execute(conn).map_err(convoke::db::DbError::from)
        });
    }
    let co =
        story.app.reader("pi@example.org", ("en", "Europe/Paris"), role(&story.world, Role::PrincipalInvestigator));
    for kind in OUTSIDE {
        story.person(kind);
    }
    story.app.run_until_idle().await;
    let mails = story.app.mails();
    let of = |email: &str| mails.iter().find(|m| m.to == email).unwrap_or_else(|| panic!("no mail to {email}"));
    assert!(said(of(&co.email)).contains("Hidden weighing"), "who may see it is told: {}", said(of(&co.email)));
    for kind in OUTSIDE {
        let mail = of(&format!("{kind}@example.org"));
        assert!(!said(mail).contains("Hidden weighing"), "{}", said(mail));
        assert!(said(mail).contains(story.external.title.best(convoke::kernel::locale::Locale::En)), "{}", said(mail));
    }
}

/// Every page that links of ours lead to.
async fn walked(client: &TestClient) -> Vec<Page> {
    let (mut pages, mut seen) = (Vec::new(), BTreeSet::new());
    let mut ahead = vec!["/".to_owned(), "/programmes/cities".to_owned()];
    while let Some(link) = ahead.pop() {
        if !place(&link).is_some_and(|place| seen.insert(place)) {
            continue;
        }
        let page = client.get(&link).await;
        ahead.extend(page.links());
        if page.status == 303 {
            ahead.push(page.location().to_owned());
        }
        pages.push(page);
    }
    pages
}

/// In the agenda of the conference: a file for the house, and a name that is not certain yet.
async fn agenda(story: &Story) -> String {
    let client = story.app.member("agenda@example.org", role(&story.world, Role::Coordinator)).await;
    let agenda = format!("/programmes/cities/events/{}/sessions", story.world.event.event.public_id);
    let form = format!("{agenda}/new");
    let fields = [
        ("kind", "panel"),
        ("title.en", "Networks of the city"),
        ("starts", "2016-05-24T10:00"),
        ("ends", "2016-05-24T11:00"),
        ("people.0.part", "speaker"),
        ("people.0.name", "Perhaps the vice-mayor"),
    ];
    let done = client.submit(&form, &form, &fields).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let id = done.location().split_once("#s-").expect("its name").1.to_owned();
    let here = format!("{agenda}/{id}");
    let page = client.get(&here).await;
    let done = upload(&client, &page, &format!("{here}/slides"), "en", &[("Quiet-doubts.pdf", PDF)]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    client.get(&here).await.says("Quiet-doubts").says("Perhaps the vice-mayor");
    id
}

#[tokio::test]
async fn neither_slides_for_the_house_nor_names_to_come_are_in_any_page_or_answer_of_theirs() {
    let story = Story::told().await;
    let session = agenda(&story).await;
    let event = story.world.event.event.public_id.clone();
    let slide = {
        let view = story.app.read(|conn, cx| events::find(conn, cx, &event));
        let all = story.app.read(|conn, cx| convoke::domain::sessions::agenda(conn, cx, &view));
        all.sessions[0].slides[0].public_id.clone()
    };
    let hides = |page: &Page| {
        story.hides(page);
        for secret in ["Quiet-doubts", "Perhaps the vice-mayor", slide.as_str(), "still to come"] {
            assert!(!page.body.contains(secret), "{} tells {secret:?}", page.path);
        }
    };
    for kind in OUTSIDE {
        let person = story.person(kind);
        let client = story.app.sign_in(&person).await;
        let pages = walked(&client).await;
        assert!(pages.iter().any(|page| page.path.ends_with(&format!("/sessions/{session}"))), "{kind} has walked");
        pages.iter().for_each(&hides);
        let here = format!("/programmes/cities/events/{event}/sessions/{session}/slides/{slide}");
        assert_eq!(client.get(&here).await.status, 404, "{kind}");
        let key = story.app.token(&person, &["read"]);
        for path in [
            format!("/api/v1/events/{event}/sessions"),
            format!("/api/v1/sessions/{session}"),
            format!("/api/v1/events/{event}"),
            "/api/v1/programmes/cities/overview".to_owned(),
            "/api/v1/programmes/cities/events".to_owned(),
            "/api/v1/programmes/cities".to_owned(),
        ] {
            hides(&story.app.client().json(Method::GET, &path, &key, &json!(null)).await);
        }
        let file = format!("/api/v1/sessions/{session}/slides/{slide}");
        assert_eq!(story.app.client().json(Method::GET, &file, &key, &json!(null)).await.status, 404, "{kind}");
    }
    hides(&story.app.client().get(&format!("/e/{event}.ics")).await);
    hides(&story.app.client().get(&format!("/e/{event}/programme")).await);
}

/// Steps are over, an event is unreported, and a host waits: the house's own affairs.
fn late(story: &Story) {
    let event = &story.world.event.event;
    let wanted = DeadlineInput { label: "Abstracts".into(), due_on: "2016-04-12".to_owned(), ..Default::default() };
    story.app.act(|conn, cx| events::add_deadline(conn, cx, event.programme, &event.public_id, &wanted));
    for sql in [
        "UPDATE deliverables SET due_on = NULL",
        "UPDATE steps SET starts_on = '2016-01-11', ends_on = '2016-04-11', state = 'under-way'",
    ] {
        story.app.act(|conn, _| {
            use diesel::RunQueryDsl;
            diesel::sql_query(sql).execute(conn).map_err(convoke::db::DbError::from)
        });
    }
}

#[tokio::test]
async fn what_is_late_in_the_house_is_told_them_neither_on_the_page_nor_on_monday() {
    let story = Story::told().await;
    late(&story);
    let co = story.app.reader("co2@example.org", ("en", "Europe/Paris"), role(&story.world, Role::Coordinator));
    let outside: Vec<Person> = OUTSIDE.into_iter().map(|kind| story.person(kind)).collect();
    story.app.run_until_idle().await;
    let mails = story.app.mails();
    let mail = mails.iter().find(|m| m.to == co.email).expect("a mail to the coordinator");
    assert!(said(mail).contains("last day of the step"), "{}", said(mail));
    let desk = story.app.sign_in(&co).await;
    desk.get("/programmes/cities").await.says("last day of the step");
    desk.get("/programmes/cities/due").await.says("last day of the step").says("Abstracts");
    for person in &outside {
        assert!(mails.iter().all(|m| m.to != person.email), "there is nothing to tell {}", person.email);
        let client = story.app.sign_in(person).await;
        let page = client.get("/programmes/cities").await;
        page.says("No external deliverable is late").does_not_say("last day of the step").does_not_say("Abstracts");
        page.does_not_say("internal synthesis").says("external deliverables approved");
        assert!(!page.body.contains("is-late"), "{}", page.text());
        let key = story.app.token(person, &["read"]);
        let answer = story.app.client();
        let answer = answer.json(Method::GET, "/api/v1/programmes/cities/overview", &key, &json!(null)).await.value();
        assert_eq!((answer["due"].clone(), answer["tally"]["late"].clone()), (json!([]), json!(0)));
        assert!(answer["cells"].as_array().expect("cells").iter().all(|cell| cell["overdue"].is_null()), "{answer}");
    }
}

#[tokio::test]
async fn where_they_see_nothing_nothing_false_is_said() {
    let story = Story::told().await;
    story.app.act(|conn, _| {
        use diesel::RunQueryDsl;
        let sql = "UPDATE deliverables SET audience = 'internal'";
        diesel::sql_query(sql).execute(conn).map_err(convoke::db::DbError::from)
    });
    let step = &story.world.outline.steps[0].public_id;
    let guest = &story.world.guests[0].person.public_id;
    for kind in OUTSIDE {
        let client = story.app.sign_in(&story.person(kind)).await;
        let page = client.get(&format!("/programmes/cities/steps/{step}")).await;
        page.says("No external deliverable comes out of this step so far.").does_not_say("no deliverable yet");
        let page = client.get("/programmes/cities/deliverables").await;
        page.says("No external deliverables yet").does_not_say("No deliverables yet");
        if kind == Role::RelayOfficer {
            let page = client.get(&format!("/people/{guest}")).await;
            assert_eq!(page.status, 200, "{}", page.text());
            page.does_not_say("Not invited").does_not_say("Invited to");
        }
    }
}

#[tokio::test]
async fn an_editor_writes_versions_of_what_is_external_and_a_relay_officer_shares_it() {
    let story = Story::told().await;
    let (editor, relay) = (story.person(Role::Editor), story.person(Role::RelayOfficer));
    let (editor, relay) = (story.app.sign_in(&editor).await, story.app.sign_in(&relay).await);
    let version = format!("{}/versions/1", page_of(&story.external));
    editor.get(&version).await.says("for-companies");
    assert_eq!(relay.get(&format!("{}/versions/new", page_of(&story.external))).await.status, 403);
    for client in [&editor, &relay] {
        let shares = client.get(&format!("{}/shares", page_of(&story.external))).await;
        assert_eq!(shares.status, 200, "{}", shares.text());
    }
    // Names of people are the relay officer's, addresses are not; the editor works without them.
    assert_eq!(relay.get("/people").await.says("王建国").does_not_say("wang.jianguo@").status, 200);
    assert_eq!(editor.get("/people").await.status, 404);
    for path in ["/accounts", "/mail", "/settings"] {
        assert_eq!((editor.get(path).await.status, relay.get(path).await.status), (404, 404), "{path}");
    }
}
