//! A closed programme is read-only, by every door of its members: every act that its pages offered, and every route of the interface that
//! writes, are refused with one problem; what guests and the installation do goes on.

use std::collections::BTreeSet;

use convoke::access::{Grant, Role};
use convoke::domain::programme::{self, ProgrammeError};
use convoke::domain::{deliverables, invitations};
use convoke::kernel::ids::{CityId, ProgrammeId};
use reqwest::Method;
use serde_json::json;

use crate::digest::laid_before;
use crate::routes::{OPEN, SEEN, Scene, declared, speaks_json};
use crate::support::contents::contents;
use crate::support::world::World;
use crate::support::{Page, TestApp, send};
use crate::walks::{Walk, busy};

const REASON: &str = "All reports are out";
const KIND: &str = "/api/v1/problems/programme-closed";

fn close(app: &TestApp) -> ProgrammeId {
    app.act(|conn, cx| -> Result<ProgrammeId, ProgrammeError> {
        let id = programme::find(conn, cx, "cities")?.id;
        programme::close(conn, cx, id, REASON)?;
        Ok(id)
    })
}

fn in_programme(role: Role, programme: ProgrammeId) -> Vec<Grant> {
    vec![Grant { role, programme: Some(programme), city: None }]
}

/// Whether a page says so, and nothing else.
fn is_refused(page: &Page) -> bool {
    page.status == 409 && page.text().contains("This programme is closed")
}

/// What a member may do on a programme's pages although it is closed.
fn goes_on(action: &str) -> bool {
    let path = action.split('?').next().unwrap_or_default();
    // It is opened again; links for outsiders are ended.
    path.ends_with("/close") || path.ends_with("/revoke")
}

#[tokio::test]
async fn every_act_that_its_pages_offered_is_refused_and_none_is_offered_any_more() {
    let (app, world) = busy();
    let programme = world.outline.programme.id;
    let client = app.member("carla@example.org", in_programme(Role::Coordinator, programme)).await;
    let within = |action: &str| action.starts_with("/programmes/cities/") && !goes_on(action);
    let walk = Walk::through(&client).await;
    let offered: Vec<_> = walk.forms.into_iter().filter(|(_, form)| within(&form.action)).collect();
    assert!(offered.len() > 20, "the walk came far: {}", offered.len());
    close(&app);
    let before = contents(app.database(), SEEN);
    let (mut sent, mut taken) = (BTreeSet::new(), Vec::new());
    for (from, form) in offered.iter().filter(|(_, f)| sent.insert((f.action.clone(), f.fields.last().cloned()))) {
        let page = send(client.request(Method::POST, &form.action).form(&form.fields)).await;
        if !is_refused(&page) {
            taken.push(format!("{from}: POST {}: {} {}", form.action, page.status, page.location()));
        }
    }
    assert!(taken.is_empty(), "{}", taken.join("\n"));
    let changes = contents(app.database(), SEEN).changes_since(&before);
    assert!(changes.is_empty(), "{changes:#?}");
    let walk = Walk::through(&client).await;
    let offered: Vec<_> = walk.forms.iter().filter(|(_, form)| within(&form.action)).collect();
    let offered: Vec<_> = offered.iter().map(|(from, form)| format!("{from} offers {}", form.action)).collect();
    assert!(offered.is_empty(), "{}", offered.join("\n"));
    assert!(walk.refused.is_empty(), "{}", walk.refused.join("\n"));
    assert!(walk.shut.is_empty(), "{}", walk.shut.join("\n"));
}

/// Also those that no page of the small world leads to: a new one is walked from its first day. What is sent may lack something, and be
/// refused for that.
#[tokio::test]
async fn no_route_of_its_pages_changes_anything() {
    let scene = Scene::with_forms().await;
    let programme = close(&scene.app);
    let client = scene.app.member("carla@example.org", in_programme(Role::Coordinator, programme)).await;
    let csrf = client.get("/account").await.form("/account").value("csrf").expect("a token").to_owned();
    let (mut before, mut wrong, mut told) = (scene.contents(), Vec::new(), 0);
    for route in declared().iter().filter(|r| r.starts_with("POST /programmes/{programme}/") && !goes_on(r)) {
        let page = scene.knock(&client, route, &csrf, None).await;
        told += usize::from(is_refused(&page));
        if !(400..500).contains(&page.status) {
            wrong.push(format!("{route}: {} {}", page.status, page.location()));
        }
        let after = scene.contents();
        wrong.extend(after.changes_since(&before).into_iter().map(|change| format!("{route} changed {change}")));
        before = after;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(told > 40, "most are whole, and refused for the end of the programme: {told}");
}

/// What belongs to the installation: nothing of it is a programme's.
const INSTALLATION: &[&str] = &[
    "/api/v1/account",
    "/api/v1/contact-groups",
    "/api/v1/contacts",
    "/api/v1/imports",
    "/api/v1/merges",
    "/api/v1/messages",
    "/api/v1/organisation-merges",
    "/api/v1/organisations",
];

/// What a key may do in a closed programme: end what stands open, and open it again; another programme is none of its business.
const GOES_ON: &[&str] = &[
    "DELETE /api/v1/programmes/{programme}/deliverables/{id}/shares/{share}",
    "DELETE /api/v1/sponsorships/{sponsorship}/clearance",
    "POST /api/v1/programmes",
    "POST /api/v1/programmes/{programme}/close",
    "POST /api/v1/programmes/{programme}/reopen",
];

/// It asks what an act would do that is not done now.
const ASKED: &str = "GET /api/v1/consultations/{consultation}/asking";

fn is_of_a_programme(route: &str) -> bool {
    let path = route.split_once(' ').map_or("", |(_, path)| path);
    speaks_json(route) && !OPEN.contains(&route) && !INSTALLATION.iter().any(|own| path.starts_with(own))
}

#[tokio::test]
async fn every_route_of_the_interface_that_writes_is_refused_and_every_other_reads() {
    let scene = Scene::set().await;
    let programme = close(&scene.app);
    let carla = scene.app.person("carla@example.org", in_programme(Role::Coordinator, programme));
    let key = scene.app.token(&carla, &["read", "write", "import"]);
    let client = scene.app.client();
    // A key notes once an hour that it is used.
    scene.knock(&client, "GET /api/v1/programmes", "", Some(&key)).await;
    let (before, mut wrong) = (scene.contents(), Vec::new());
    let declared = declared();
    for route in declared.iter().filter(|r| is_of_a_programme(r) && !GOES_ON.contains(&r.as_str())) {
        let page = scene.knock(&client, route, "", Some(&key)).await;
        let said = page.status == 409 && page.value()["type"] == KIND;
        let reads = route.starts_with("GET ") && route != ASKED;
        if said == reads {
            wrong.push(format!("{route}: {} {}", page.status, page.text()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let changes = scene.contents().changes_since(&before);
    assert!(changes.is_empty(), "{changes:#?}");
    for route in GOES_ON {
        assert!(declared.contains(*route), "no such route: {route}");
    }
    let gone = scene.knock(&client, GOES_ON[0], "", Some(&key)).await;
    assert_eq!(gone.status, 204, "a link is ended: {}", gone.body);
    let back = scene.knock(&client, GOES_ON[1], "", Some(&key)).await;
    assert_eq!(back.status, 200, "one's own word is taken back: {}", back.body);
    let opened = scene.knock(&client, GOES_ON[4], "", Some(&key)).await;
    assert_eq!((opened.status, &opened.value()["closed"]), (200, &json!(null)), "{}", opened.body);
}

#[tokio::test]
async fn the_refusal_says_since_when_by_whom_and_who_opens_it_and_keeps_what_was_typed() {
    let (app, world) = busy();
    let programme = world.outline.programme.id;
    let carla = app.person("carla@example.org", in_programme(Role::Coordinator, programme));
    let step = &world.outline.steps[0];
    let city = Some(step.city);
    let there = vec![Grant { role: Role::LocalCoordinator, programme: Some(programme), city }];
    let local = app.person("lou@example.org", there);
    let (page, desk) = (format!("/programmes/cities/steps/{}", step.public_id), app.sign_in(&carla).await);
    let shown = desk.get(&page).await;
    let event = world.event.event.public_id.clone();
    let deadlines = format!("/programmes/cities/events/{event}/deadlines/new");
    let blank = desk.get(&deadlines).await;
    let why = [("to", "closed"), ("reason", REASON)];
    let ended = desk.submit("/programmes/cities/close", "/programmes/cities/close", &why).await;
    assert_eq!(ended.status, 303, "{}", ended.text());

    let refused = desk.submit_on(&shown, &page, &[("state", "done"), ("reason", "the data came")]).await;
    assert!(is_refused(&refused), "{} {}", refused.status, refused.text());
    refused.says("Closed on").says("by carla").says(REASON).says("Open it again").says("What you typed");
    assert!(refused.body.contains("the data came"), "{}", refused.body);
    let refused =
        desk.submit_on(&blank, &deadlines, &[("label.en", "Abstracts of all"), ("due_on", "2016-05-01")]).await;
    assert!(is_refused(&refused) && refused.body.contains("Abstracts of all"), "{}", refused.text());

    // The pages say it themselves, and offer nothing.
    let shown = desk.get(&page).await;
    shown.says("Nothing in it can be changed.").says("Open it again").does_not_say("Change this step");
    desk.get(&format!("/programmes/cities/events/{event}")).await.says("Nothing in it can be changed.");
    let chinese = desk.get(&format!("/programmes/cities/events/{event}?lang=zh")).await;
    chinese.says("结束了此项目。其中的内容不能更改。");

    let key = app.token(&local, &["read", "write"]);
    let path = format!("/api/v1/programmes/cities/deliverables/{}", first_of(&app, programme, city));
    let told =
        send(app.client().request(Method::PUT, &path).bearer_auth(&key).header("if-match", "*").json(&json!({})));
    let told = told.await.value();
    assert_eq!((&told["type"], &told["status"]), (&json!(KIND), &json!(409)));
    assert_eq!((&told["closed"]["programme"], &told["closed"]["by"]), (&json!("cities"), &json!("carla")));
    assert_eq!((&told["closed"]["reopens"], &told["closed"]["reopened_by"]), (&json!(false), &json!(["carla"])));
    let detail = told["detail"].as_str().expect("words");
    assert!(detail.contains("by carla") && detail.ends_with("It can be opened again by carla."), "{detail}");
    let key = app.token(&carla, &["read", "write"]);
    let told = app.client().json(Method::POST, "/api/v1/programmes/cities/cities", &key, &json!({})).await.value();
    assert_eq!((&told["closed"]["reopens"], &told["closed"]["reopened_by"]), (&json!(true), &json!([])), "{told}");
}

/// A result of that city.
fn first_of(app: &TestApp, programme: ProgrammeId, city: Option<CityId>) -> String {
    let all = app.read(|conn, cx| deliverables::all(conn, cx, programme));
    all.into_iter().find(|d| d.city == city).expect("a result").public_id.to_string()
}

#[tokio::test]
async fn what_guests_were_sent_still_leaves_they_still_answer_and_staff_is_asked_for_nothing() {
    let app = TestApp::start();
    let world = World::build(&app);
    let programme = world.outline.programme.id;
    let li = app.person("li@example.org", world.coordinator());
    let of = app.read(|conn, cx| deliverables::all(conn, cx, programme)).remove(0);
    laid_before(&app, &of, &li);
    app.act(|conn, cx| {
        let facts = invitations::event_facts(conn, world.event.event.id)?;
        let round = invitations::find_round(conn, cx, &facts, &world.round.public_id)?;
        invitations::release(conn, cx, &round, round.version)
    });
    close(&app);
    app.pass_seconds(invitations::UNDO_SECONDS + 1);
    app.run_until_idle().await;
    let mails = app.mails();
    assert_eq!(mails.len(), world.guests.len(), "{:?}", mails.iter().map(|m| &m.to).collect::<Vec<_>>());
    assert!(mails.iter().all(|mail| mail.to != li.email));
    let reasons = contents(app.database(), &[]).values("outbox", "reason");
    assert!(reasons.iter().any(|why| why == "programme-closed"), "{reasons:?}");

    let (guest, path) = (app.client(), mails[0].path("/a/"));
    let answered = guest.submit(&path, &path, &[("answer", "accepted")]).await;
    assert_eq!(answered.status, 303, "{}", answered.text());
    app.run_until_idle().await;
    assert_eq!(app.mails().len(), 1, "what we understood of it");
}

#[tokio::test]
async fn whoever_closes_it_is_told_what_is_still_to_come() {
    let (app, world) = busy();
    let client = app.member("carla@example.org", world.coordinator()).await;
    let page = client.get("/programmes/cities/close").await;
    page.says("still to come").says("guests are invited").says("have not answered yet");
    page.says("Guests and institutions can still answer by their links");
    close(&app);
    client.get("/programmes/cities/close").await.does_not_say("still to come");
}
