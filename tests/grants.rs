//! Editors and relay officers work for the outside: what is internal does not exist for them, whichever door they try.

use convoke::access::{Grant, Role};
use convoke::domain::deliverables::{self, Audience, Deliverable};
use reqwest::Method;
use serde_json::json;

use crate::files::upload;
use crate::support::world::World;
use crate::support::{Page, Person, TestApp, TestClient};

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
