//! Every route, as nobody and as the weakest member: who is let in, who is sent away, and that being sent away changes nothing.
//! The routes are read from the sources, so a new one is walked from its first day; it fails until it stands in the picture.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use convoke::access::{Grant, Role};
use convoke::domain::contacts::{self, ContactDraft, NewContact, NewOrganisation, Organisation, OrganisationDraft};
use convoke::domain::deliverables::shares::{self, NewShare};
use convoke::domain::deliverables::{self, Audience, EditDeliverable};
use convoke::domain::merging::{self, Choices, Versions, organisations};
use convoke::domain::programme::OwnerChoice;
use convoke::domain::sponsorship::{self, ActivityDraft, PackageDraft, SponsorshipDraft, SponsorshipError};
use convoke::kernel::ids::PublicId;
use convoke::kernel::locale::Locale;
use convoke::kernel::localised::Localised;
use convoke::kernel::time::Zone;
use convoke::kernel::token::Purpose;
use reqwest::Method;

use crate::files::upload;
use crate::support::contents::{Contents, contents};
use crate::support::world::World;
use crate::support::{Page, Person, TestApp, TestClient, send};
use crate::voices::voices;

/// Where anybody may knock; what they get depends on what they bring.
pub const OPEN: &[&str] = &[
    "GET /health/live",
    "GET /health/ready",
    "GET /assets/{path:.*}",
    "GET /sign-in",
    "POST /sign-in",
    "GET /sign-in/code",
    "POST /sign-in/code",
    "GET /reset",
    "POST /reset",
    "GET /reset/sent",
    "GET /password/{token}",
    "POST /password/{token}",
    "GET /set-up/{secret}",
    "POST /set-up/{secret}",
    "GET /e/{event}",
    "GET /e/{event}.ics",
    "GET /e/{event}/programme",
    "GET /e/{event}/slides/{slide}",
    "GET /a/{token}",
    "POST /a/{token}",
    "GET /a/{token}/event.ics",
    "GET /input/{token}",
    "POST /input/{token}",
    "GET /d/{token}",
    "POST /d/{token}",
    "GET /d/{token}/letter",
    "GET /d/{token}/delegates",
    "POST /d/{token}/delegates",
    "GET /d/{token}/delegates/{place}",
    "POST /d/{token}/delegates/{place}",
    "GET /d/{token}/delegates/{place}/withdraw",
    "POST /d/{token}/delegates/{place}/withdraw",
    "GET /api/docs",
    "GET /api/docs/",
    "GET /api/v1/openapi.json",
    "GET /n/{token}",
    "POST /n/{token}",
    "GET /digest/{token}",
    "POST /digest/{token}",
    "GET /sponsors/{programme}",
    "GET /sponsors/{programme}/logos/{sponsor_file}",
    "GET /r/{token}",
    "POST /r/{token}",
    "GET /r/{token}/files/{file}",
    "GET /s/{token}",
    "GET /s/{token}/files/{file}",
    "GET /s/{token}/files/{file}/thumbnail",
    "GET /api/v1/problems/{problem}",
];

/// Where a member without any right is let in, and sees what is theirs.
const OWN: &[&str] = &[
    "POST /sign-out",
    "GET /account",
    "POST /account",
    "GET /account/second-factor",
    "POST /account/second-factor",
    "POST /account/second-factor/confirm",
    "POST /account/second-factor/codes",
    "POST /account/second-factor/move",
    "POST /account/second-factor/move/confirm",
    "POST /account/second-factor/off",
    "POST /account/language",
    "POST /account/password",
    "POST /account/tokens",
    "GET /",
    "GET /programmes",
    "GET /api/v1/programmes",
    "GET /api/v1/account",
    "PUT /api/v1/account",
    "GET /api/v1/account/second-factor",
    "GET /api/v1/account/sign-ins",
    "GET /api/v1/account/tokens",
];

/// What stands before a route. What is in neither list is shut: a route forgotten here is refused to the weakest, or this fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Door {
    Open,
    /// Strangers are sent to sign in (pages) or get 401 (API).
    Own,
    /// The same, and a member without rights is told "not found" or "not allowed".
    Shut,
}

fn door(route: &str) -> Door {
    match route {
        r if OPEN.contains(&r) => Door::Open,
        r if OWN.contains(&r) => Door::Own,
        _ => Door::Shut,
    }
}

pub fn speaks_json(route: &str) -> bool {
    route.contains(" /api/") || route == "GET /metrics"
}

/// The routes that stand in the sources, as `GET /accounts/{account}`.
pub fn declared() -> BTreeSet<String> {
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
fn the_lists_name_only_routes_that_there_are() {
    let declared = declared();
    let gone: Vec<_> = OPEN.iter().chain(OWN).filter(|r| !declared.contains(**r)).collect();
    assert!(gone.is_empty(), "no such routes: {gone:#?}");
}

/// Somebody else's things, and an administrator who could do everything with them.
pub struct Scene {
    pub app: TestApp,
    owner: Person,
    things: Vec<(&'static str, String)>,
    /// What the forms of the pages hold, by where they go: whole and valid, so that only the right to send them is missing.
    forms: BTreeMap<String, Vec<(String, String)>>,
}

/// Forms that are empty until somebody fills them.
const FILLED: &[(&str, &[(&str, &str)])] = &[
    (
        "POST /accounts",
        &[("email", "new@example.org"), ("name", "New"), ("locale", "en"), ("zone", "UTC"), ("role", "administrator")],
    ),
    // What is under way has no form to be removed by.
    (
        "POST /programmes/{programme}/events/{event}/consultations/{phase}/questions/{question}/remove",
        &[("version", "1")],
    ),
    ("POST /programmes/{programme}/events/{event}/consultations/{phase}/themes/{theme}/remove", &[("version", "1")]),
    ("POST /accounts/{account}/grants", &[("role", "administrator")]),
    ("POST /people", &[("native_name", "New Person")]),
    ("POST /people/groups", &[("name.en", "Bakers"), ("name.fr", "Boulangers"), ("name.zh", "面包师")]),
    ("POST /organisations", &[("name.en", "New Organisation")]),
    (
        "POST /programmes",
        &[
            ("title.en", "New"),
            ("slug", "brand-new"),
            ("starts_on", "2016-01-01"),
            ("ends_on", "2017-01-01"),
            ("zone", "UTC"),
        ],
    ),
];

/// What stands for each parameter; longer pieces of a route first, where a name alone would say too little.
fn things(app: &TestApp, world: &World, owner: &Person) -> Vec<(&'static str, String)> {
    let secret = shared(app, world);
    sponsor(app, world);
    let everything = contents(app.database(), &[]);
    let public = |table: &str| everything.values(table, "public_id").into_iter().next().unwrap_or_default();
    let link = |purpose, table: &str, id: &str, nonce: &str| {
        let id = id.parse().expect("a row");
        let at = everything.values(table, "id").iter().position(|n| *n == format!("{id}")).expect("its row");
        app.state.keys.link(purpose, id, &everything.values(table, nonce)[at])
    };
    // A guest's own; what an institution holds has no link of its own.
    let theirs = everything.values("seats", "organisation_id");
    let people = everything.values("seats", "contact_id");
    let own = |holds: &str, column: &str| {
        let fits = |(house, person): (&String, &String)| person != "-" && (house == "-") == (holds == "guest");
        let at = theirs.iter().zip(&people).position(fits).expect("a seat of somebody");
        everything.values("seats", column).swap_remove(at)
    };
    let seat = own("guest", "id");
    let asked = everything.values("consultation_people", "id").remove(0);
    let delegation = everything.values("delegations", "id").remove(0);
    let guest = world.guests[0].person.id.raw().to_string();
    let slug = world.outline.programme.slug.as_str();
    let digest = link(Purpose::Digest, "accounts", &owner.account.id.to_string(), "public_id");
    vec![
        ("/s/{token}", format!("/s/{secret}")),
        ("/a/{token}", format!("/a/{}", link(Purpose::Answer, "seats", &seat, "nonce"))),
        ("/input/{token}", format!("/input/{}", link(Purpose::Consultation, "consultation_people", &asked, "nonce"))),
        (
            "/consultations/{consultation}/files/{file}",
            format!("/consultations/{}/files/answers.csv", public("consultations")),
        ),
        ("{consultation}", public("consultations")),
        ("{phase}", "before".to_owned()),
        ("{question}", public("consultation_questions")),
        ("{theme}", public("consultation_themes")),
        ("{person}", public("consultation_people")),
        ("{rule}", public("reminder_rules")),
        ("{session}", public("sessions")),
        ("{slide}", public("session_slides")),
        ("/d/{token}", format!("/d/{}", link(Purpose::Delegation, "delegations", &delegation, "nonce"))),
        ("/delegates/{place}", format!("/delegates/{}", own("office", "public_id"))),
        ("{delegation}", public("delegations")),
        ("/n/{token}", format!("/n/{}", link(Purpose::DoNotContact, "contacts", &guest, "nonce"))),
        ("/digest/{token}", format!("/digest/{}", digest)),
        ("{path:.*}", "convoke.css".to_owned()),
        ("/deliverables/{id}", format!("/deliverables/{}", public("deliverables"))),
        ("/events/{id}", format!("/events/{}", world.event.event.public_id)),
        ("{account}", owner.account.public_id.to_string()),
        ("{grant}", everything.values("grants", "id").remove(0)),
        ("{programme}", slug.to_owned()),
        ("{city}", world.outline.cities[1].public_id.to_string()),
        ("{step}", world.outline.steps[0].public_id.to_string()),
        ("{deliverable}", public("deliverables")),
        ("{number}", "1".to_owned()),
        ("{file}", public("deliverable_files")),
        ("{share}", public("deliverable_shares")),
        ("{sponsorship}", public("sponsorships")),
        ("{package}", public("sponsorship_packages")),
        ("{activity}", public("sponsorship_activities")),
        ("{sponsor_file}", public("sponsorship_files")),
        ("{part}", "logo".to_owned()),
        ("{event}", world.event.event.public_id.to_string()),
        ("{contact}", world.guests[0].person.public_id.to_string()),
        ("{organisation}", public("organisations")),
        ("{round}", world.round.public_id.to_string()),
        ("{seat}", own("guest", "public_id")),
        ("{other}", world.guests[1].person.public_id.to_string()),
        ("{merge}", merged(app)),
        ("{organisation_merge}", merged_organisations(app)),
        ("{other_organisation}", house(app, "Another house").public_id.to_string()),
        ("{verb}", "release".to_owned()),
        ("{group}", "planners".to_owned()),
        ("{problem}", "not-found".to_owned()),
    ]
}

/// A draft with a map, and a link for somebody: of the deliverable whose name stands first.
async fn map(app: &TestApp, world: &World, owner: &Person) {
    let client = app.sign_in(owner).await;
    let id = contents(app.database(), &[]).values("deliverables", "public_id").remove(0);
    let page = format!("/programmes/{}/deliverables/{id}", world.outline.programme.slug);
    let blank = client.get(&format!("{page}/versions/new")).await;
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(8, 6).write_to(&mut png, image::ImageFormat::Png).expect("a picture");
    let done = upload(&client, &blank, &format!("{page}/versions"), "mul", &[("map.png", png.get_ref())]).await;
    assert_eq!(done.status, 303, "{}", done.text());
}

/// A firm that is courted, with what was said and a package.
fn sponsor(app: &TestApp, world: &World) {
    let draft = SponsorshipDraft { organisation: "Bluewater".to_owned(), ..SponsorshipDraft::default() };
    let said = ActivityDraft { kind: "call".to_owned(), body: "Hello".to_owned(), ..ActivityDraft::default() };
    let package = PackageDraft { name: [(Locale::En, "Gold".to_owned())].into(), ..PackageDraft::default() };
    app.act(|conn, cx| -> Result<(), SponsorshipError> {
        let made = sponsorship::create(conn, cx, &world.outline, &draft.check()?)?;
        sponsorship::activities::add(conn, cx, &made, &said.check("2016-04-18".parse().expect("a day"))?)?;
        sponsorship::packages::create(conn, cx, world.outline.programme.id, &package.check()?)?;
        Ok(())
    });
}

/// Two entries for somebody else, made one.
fn merged(app: &TestApp) -> String {
    let [kept, other] = ["Berta Weiss", "B. Weiss"].map(|name| {
        let draft = ContactDraft { native_name: name.to_owned(), ..ContactDraft::default() };
        let new = NewContact::parse(draft).expect("a contact");
        app.act(|conn, cx| contacts::create(conn, cx, &new))
    });
    let both = (&kept.person.public_id, &other.person.public_id);
    let versions = Versions { kept: 1, other: 1 };
    app.act(|conn, cx| merging::merge_contacts(conn, cx, both, versions, &Choices::default())).public_id.to_string()
}

fn house(app: &TestApp, name: &str) -> Organisation {
    let draft = OrganisationDraft { name: Localised::three(name, "", ""), ..OrganisationDraft::default() };
    let new = NewOrganisation::parse(draft).expect("an organisation");
    app.act(|conn, cx| contacts::create_organisation(conn, cx, &new))
}

/// Two entries for one organisation, made one.
fn merged_organisations(app: &TestApp) -> String {
    let [kept, other] = ["Weiss AG", "Weiss"].map(|name| house(app, name).public_id);
    let (versions, choices) = (Versions { kept: 1, other: 1 }, organisations::Choices::default());
    let made = app.act(|conn, cx| organisations::merge_organisations(conn, cx, (&kept, &other), versions, &choices));
    made.public_id.to_string()
}

/// A link to that deliverable, which is made external for it.
fn shared(app: &TestApp, world: &World) -> String {
    let id = contents(app.database(), &[]).values("deliverables", "public_id").remove(0).parse().expect("an id");
    let new = NewShare { recipient: "An office".to_owned(), until: "2016-12-31".parse().expect("a day") };
    let p = world.outline.programme.id;
    let made = app.act(|conn, cx| {
        let of = deliverables::find(conn, cx, p, &id)?;
        let external = EditDeliverable {
            kind: of.kind,
            audience: Audience::External,
            title: of.title.clone(),
            due_on: of.due_on,
            owner: OwnerChoice::Nobody,
        };
        let of = deliverables::edit(conn, cx, &of, of.version, &external)?;
        shares::create(conn, cx, &of, &new, Zone::UTC)
    });
    made.secret
}

impl Scene {
    pub async fn set() -> Scene {
        let app = TestApp::start();
        let world = World::build(&app);
        let administrator = vec![Grant { role: Role::Administrator, programme: None, city: None }];
        let owner = app.person("owner@example.org", administrator);
        map(&app, &world, &owner).await;
        voices(&app, &world, &app.sign_in(&owner).await).await;
        Scene { things: things(&app, &world, &owner), app, owner, forms: BTreeMap::new() }
    }

    /// With what the administrator's pages offer to send.
    pub async fn with_forms() -> Scene {
        let mut scene = Scene::set().await;
        let strong = scene.app.sign_in(&scene.owner).await;
        for route in declared().iter().filter(|r| r.starts_with("GET ") && !speaks_json(r)) {
            for form in strong.get(&scene.filled(route)).await.forms() {
                let action = form.action.split('?').next().unwrap_or_default().to_owned();
                scene.forms.insert(action, form.fields);
            }
        }
        scene
    }

    /// The route's address with its parameters filled: with somebody else's things where there are some.
    fn filled(&self, route: &str) -> String {
        let mut path = route.split_once(' ').expect("a method").1.to_owned();
        for (name, value) in self.things.iter().filter(|(_, value)| !value.is_empty()) {
            path = path.replace(name, value);
        }
        while let (Some(from), Some(to)) = (path.find('{'), path.find('}')) {
            path.replace_range(from..=to, PublicId::random().as_str());
        }
        path
    }

    /// Knocks with the CSRF token of the knocker's own page, or the key of a program.
    pub async fn knock(&self, client: &TestClient, route: &str, csrf: &str, key: Option<&str>) -> Page {
        let (method, path) = (route.split(' ').next().expect("a method"), self.filled(route));
        let method: Method = method.parse().expect("a method");
        let mut request = client.request(method.clone(), &path);
        if let Some(key) = key.filter(|_| speaks_json(route)) {
            request = request.bearer_auth(key);
        }
        if speaks_json(route) {
            let body = serde_json::json!({});
            request = if method == Method::GET { request } else { request.header("if-match", "\"1\"").json(&body) };
        } else if method != Method::GET {
            let mut fields = self.forms.get(&path).cloned().unwrap_or_default();
            let typed = FILLED.iter().find(|(r, _)| *r == route).map_or(&[][..], |(_, typed)| typed);
            for (name, value) in typed.iter().copied().chain([("csrf", csrf)]) {
                fields.retain(|(n, _)| n != name);
                fields.push((name.to_owned(), value.to_owned()));
            }
            request = request.form(&fields);
        }
        send(request).await
    }

    pub fn contents(&self) -> Contents {
        contents(self.app.database(), SEEN)
    }
}

/// When somebody was last seen may change whoever looks.
pub const SEEN: &[&str] = &["sign_ins.seen_at", "sign_ins.expires_at", "api_tokens.seen_at"];

/// What nobody without the right may read anywhere.
const SECRETS: &[&str] =
    &["owner@example.org", "王建国", "wang.jianguo@datong.example.cn", "Claire Martin", "First invitations"];

fn shown(page: &Page) -> String {
    match page.status {
        303 => {
            // A link is another one each time.
            let location = page.location().split('?').next().unwrap_or_default();
            let by_link = ["/d/", "/input/"].into_iter().find(|own| location.starts_with(own));
            by_link.map_or_else(|| format!("303 {location}"), |own| format!("303 {own}TOKEN"))
        }
        status => status.to_string(),
    }
}

/// One picture of all doors, read before it is merged; the rules that hold for every route are asserted beside it.
#[tokio::test]
async fn nobody_and_the_weakest_member_are_told_and_change_nothing() {
    let scene = Scene::with_forms().await;
    let weak = scene.app.person("weak@example.org", Vec::new());
    let client = scene.app.sign_in(&weak).await;
    let key = scene.app.token(&weak, &["read", "write", "import", "metrics", "accounts"]);
    let csrf = client.get("/account").await.form("/account").value("csrf").expect("a token").to_owned();
    let mut faults = Vec::new();
    let mut picture = String::from("route | nobody | a member without any right\n");
    let mut before = scene.contents();
    for route in declared().iter().filter(|r| *r != "POST /sign-out") {
        let (door, json) = (door(route), speaks_json(route));
        let nobody = scene.knock(&scene.app.client(), route, "", None).await;
        let weakest = scene.knock(&client, route, &csrf, Some(&key)).await;
        writeln!(picture, "{route} | {} | {}", shown(&nobody), shown(&weakest)).expect("a text grows");
        let turned_away = if json { nobody.status == 401 } else { shown(&nobody) == "303 /sign-in" };
        if nobody.status >= 500 || (door != Door::Open && !turned_away) {
            faults.push(format!("{route}, nobody: {} {}", shown(&nobody), nobody.text()));
        }
        // A list without its programme is asked for it first. What a body holds is looked at behind the right to send it.
        let asked = json && route.starts_with("GET ") && weakest.status == 422;
        let refused = matches!(weakest.status, 403 | 404) || asked;
        if weakest.status >= 500 || (door == Door::Shut && !refused) {
            faults.push(format!("{route}, weakest: {} {}", shown(&weakest), weakest.text()));
        }
        // Who holds a seat's link is that seat's guest.
        let own = [" /a/", " /n/", " /input/", " /d/", " /digest/", " /s/"].iter().any(|own| route.contains(own));
        let told = SECRETS.iter().filter(|_| !own).filter(|s| nobody.body.contains(**s) || weakest.body.contains(**s));
        faults.extend(told.map(|secret| format!("{route} tells {secret:?}")));
        let after = scene.contents();
        if door == Door::Shut {
            faults.extend(after.changes_since(&before).into_iter().map(|change| format!("{route} changed {change}")));
        }
        before = after;
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    insta::assert_snapshot!("routes", picture);
}

/// Addresses that the small world has nothing for.
const NOTHING_THERE: &[&str] = &[
    "GET /accounts/{account}/second-factor/reset",
    "GET /api/v1/events",
    "GET /api/v1/sponsorships",
    "GET /api/v1/sponsorships/totals",
    "GET /api/v1/sponsorships/{sponsorship}/files/{file}",
    "GET /programmes/{programme}/sponsorships/{sponsorship}/files/{sponsor_file}",
    // Nothing is signed and cleared.
    "GET /sponsors/{programme}",
    "GET /sponsors/{programme}/logos/{sponsor_file}",
    "GET /api/v1/imports/{import}",
    "GET /api/v1/imports/{import}/lines",
    "GET /api/v1/imports/{import}/refused.csv",
    "GET /api/v1/merges/preview",
    "GET /api/v1/organisation-merges/preview",
    "GET /api/v1/messages/{message}",
    "GET /api/v1/organisations/alike",
    "GET /api/v1/organisations/{organisation}",
    "GET /mail/{message}",
    "GET /mail/{message}/html",
    "GET /mail/selected",
    "GET /mailbox",
    "GET /mailbox/{name}",
    "GET /mailbox/{name}/html",
    "GET /mailbox/{name}/raw",
    "GET /organisations/{organisation}",
    "GET /organisations/{organisation}/edit",
    "GET /password/{token}",
    "GET /people/import/{import}",
    "GET /people/import/{import}/columns",
    "GET /people/import/{import}/discard",
    "GET /people/import/{import}/refused.csv",
    "GET /people/selected",
    "GET /people/{contact}/hand-over",
    // Nobody has answered.
    "GET /programmes/{programme}/events/{event}/consultations/{phase}/people/{person}",
    "GET /programmes/{programme}/events/{event}/state",
    // Nothing is offered to a house, and what is not approved cannot be.
    "GET /api/v1/programmes/{programme}/deliverables/{id}/relay-package",
    "GET /api/v1/programmes/{programme}/relay-channels/{channel}",
    "GET /programmes/{programme}/deliverables/{deliverable}/relays/offer",
    "GET /programmes/{programme}/deliverables/{deliverable}/relays/{relay}",
    // Reminders that are missed are a story of their own.
    "GET /programmes/{programme}/events/{event}/missed/{missed}",
    "GET /programmes/{programme}/relays/channels/{channel}",
    "GET /r/{token}",
    "GET /r/{token}/files/{file}",
    // What is under way is shown to nobody by a link.
    "GET /s/{token}/files/{file}",
    "GET /s/{token}/files/{file}/thumbnail",
    "GET /set-up/{secret}",
];

#[tokio::test]
async fn reading_never_writes() {
    let scene = Scene::set().await;
    let grants = vec![Grant { role: Role::Administrator, programme: None, city: None }];
    let strong = scene.app.member("strong@example.org", grants).await;
    strong.get("/account").await;
    let (mut before, mut empty) = (scene.contents(), Vec::new());
    for route in declared().iter().filter(|r| r.starts_with("GET ")) {
        let path = scene.filled(route);
        let page = strong.get(&path).await;
        assert!(page.status < 500, "{route}: {} {}", page.status, page.text());
        let known = !NOTHING_THERE.contains(&route.as_str());
        if known && page.status >= 400 {
            empty.push(format!("{route} ({path}): {}", page.status));
        }
        let bare = strong.head(&path).await;
        assert_eq!((bare.status, bare.body.is_empty()), (page.status, true), "HEAD {path}");
        let after = scene.contents();
        let mut changes = after.changes_since(&before);
        // A link's visits are counted, and nothing else of what is read.
        changes.retain(|change| !(route.contains(" /s/") && change.starts_with("+ deliverable_visits")));
        assert!(changes.is_empty(), "{route}: {changes:#?}");
        before = after;
    }
    assert!(empty.is_empty(), "the walk needs something behind these:\n{}", empty.join("\n"));
}

/// What a key may not read is refused: an empty list would say that there is nothing.
#[tokio::test]
async fn a_key_for_figures_reads_nothing_else() {
    let scene = Scene::set().await;
    let grants = vec![Grant { role: Role::Administrator, programme: None, city: None }];
    let key = scene.app.token(&scene.app.person("strong@example.org", grants), &["metrics"]);
    let (client, mut let_in) = (scene.app.client(), Vec::new());
    for route in declared().iter().filter(|r| r.starts_with("GET /api/v1/") && !OPEN.contains(&r.as_str())) {
        let path = scene.filled(route);
        let page = send(client.request(Method::GET, &path).bearer_auth(&key)).await;
        let nothing = page.status == 404 && NOTHING_THERE.contains(&route.as_str());
        if page.status != 403 && !nothing {
            let_in.push(format!("{route} ({path}): {}", page.status));
        }
    }
    assert!(let_in.is_empty(), "{}", let_in.join("\n"));
    let figures = send(client.request(Method::GET, "/metrics").bearer_auth(&key)).await;
    assert_eq!(figures.status, 200, "{}", figures.body);
}

/// Mail programmes and scanners try what they like on an address they were sent.
#[tokio::test]
async fn an_address_of_a_stranger_says_what_it_answers_to() {
    let scene = Scene::set().await;
    let declared = declared();
    let open = OPEN.iter().map(|r| r.split_once(' ').expect("a method").1);
    let theirs = open.filter(|path| {
        !path.starts_with("/health")
            && !path.starts_with("/api/v1")
            && !path.starts_with("/assets")
            && !path.starts_with("/api/docs")
    });
    for path in theirs.collect::<BTreeSet<_>>() {
        let has = |method: &str| declared.contains(&format!("{method} {path}"));
        let allowed = if has("POST") { "GET, HEAD, POST" } else { "GET, HEAD" };
        let address = scene.filled(&format!("PUT {path}"));
        for method in [Method::PUT, Method::OPTIONS] {
            let page = send(scene.app.client().request(method, &address)).await;
            assert_eq!((page.status, page.header("allow")), (405, allowed), "{path}");
        }
    }
    let docs = scene.app.client().get("/api/docs").await;
    assert_eq!((docs.status, docs.location()), (301, "/api/docs/"));
}
