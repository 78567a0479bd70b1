//! Events of hundreds of seats: their pages show a part, ask the database the same few things, and lose nobody on the way.

use std::collections::BTreeSet;

use convoke::db::DbError;
use convoke::domain::consultations::{self, ConsultationError, Phase};
use convoke::domain::contacts::{self, AddressDraft, ContactDraft, ContactError, Filter, Mode, NewContact};
use convoke::domain::deliverables;
use convoke::domain::events::{self, DeadlineInput, EventInput, EventView, Standing};
use convoke::domain::gates::{self, ConditionDraft, Edited, GateDraft, PartDraft};
use convoke::domain::invitations::{self, InvitationError};
use convoke::domain::sessions::{self, PersonInput, SessionInput, Sought};
use convoke::kernel::ids::ContactId;
use convoke::kernel::localised::Localised;
use diesel::RunQueryDsl;
use reqwest::Method;

use crate::support::asked;
use crate::support::world::World;
use crate::support::{Page, TestApp, TestClient, send};

/// What a page of an event may cost, with the sign-in and the rights of its reader.
const STATEMENTS: usize = 10;

/// Gives seats to so many further people; every second one is a planner.
fn seat(app: &TestApp, world: &World, numbers: std::ops::Range<usize>) {
    let person = |n: usize| {
        let draft = ContactDraft {
            native_name: format!("王建国{n}"),
            latin_name: format!("Wang Jianguo {n}"),
            family_name: "Wang".to_owned(),
            language: "zh".to_owned(),
            addresses: vec![AddressDraft { email: format!("guest{n}@d.example"), label: String::new() }],
            groups: if n.is_multiple_of(2) { vec!["planners".to_owned()] } else { Vec::new() },
            ..ContactDraft::default()
        };
        NewContact::parse(draft).expect("a contact")
    };
    let people: Vec<NewContact> = numbers.map(person).collect();
    app.act(|conn, cx| contacts::upsert_batch(conn, cx, &people, Mode::Write).map(|_| ()));
    let ids: Vec<ContactId> = app
        .read(|conn, cx| -> Result<_, ContactError> { contacts::matching_ids(conn, cx, &Filter::default()) })
        .into_iter()
        .collect();
    app.act(|conn, cx| -> Result<(), InvitationError> {
        let facts = invitations::event_of(conn, cx, &world.event.event.public_id)?;
        invitations::add_seats(conn, cx, &facts, &ids)?;
        Ok(())
    });
}

fn execute(app: &TestApp, sql: &'static str) {
    app.act(|conn, _| diesel::sql_query(sql).execute(conn).map(|_| ()).map_err(DbError::from));
}

fn guests(world: &World) -> String {
    format!("/programmes/cities/events/{}/guests", world.event.event.public_id)
}

/// The addresses of the rows' own pages.
fn rows(page: &Page) -> Vec<String> {
    page.links().into_iter().filter(|link| link.ends_with("/answer")).collect()
}

fn next(page: &Page) -> Option<String> {
    page.links().into_iter().find(|link| link.contains("after="))
}

/// What opening a page costs whoever has opened one before: that a sign-in is in use is noted once an hour.
async fn cost(app: &TestApp, client: &TestClient, path: &str) -> usize {
    let (page, statements) = asked::by(app, client.get(path)).await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(statements.len() <= STATEMENTS, "{path} asks {} things: {statements:#?}", statements.len());
    statements.len()
}

#[tokio::test]
async fn the_guests_of_an_event_cost_the_same_however_many_they_are() {
    let app = asked::listening();
    let world = World::build(&app);
    world.institution(&app);
    let ann = app.member("ann@example.org", world.coordinator()).await;
    let guests = guests(&world);
    ann.get(&guests).await;
    let few = cost(&app, &ann, &guests).await;
    seat(&app, &world, 0..150);
    let many = cost(&app, &ann, &guests).await;
    seat(&app, &world, 150..400);
    assert_eq!(cost(&app, &ann, &guests).await, many);
    assert!(many <= few + 1, "beside, how many there are on all pages: {few}, {many}");

    // All that can be asked at once: a round to be called back, a free place, people who wait for it, a filter, a second page.
    app.act(|conn, cx| {
        let facts = invitations::event_facts(conn, world.event.event.id)?;
        let round = invitations::find_round(conn, cx, &facts, &world.round.public_id)?;
        invitations::release(conn, cx, &round, round.version)
    });
    execute(
        &app,
        "UPDATE seats SET answer = 'waiting', answer_door = 'page', answered_at = 1, waiting_since = id \
         WHERE organisation_id IS NULL",
    );
    let page = ann.get(&format!("{guests}?group=planners&q=Wang&standing=waiting")).await;
    page.says("First invitations").says("2 places are free");
    let second = next(&page).expect("a second page");
    cost(&app, &ann, &second).await;
    for standing in ["refused", "by-phone", "not-invited", "unanswered"] {
        cost(&app, &ann, &format!("{guests}?standing={standing}&group=planners")).await;
    }
}

#[tokio::test]
async fn an_events_own_page_costs_the_same_however_many_come() {
    let app = asked::listening();
    let world = World::build(&app);
    let ann = app.member("ann@example.org", world.coordinator()).await;
    let event = format!("/programmes/cities/events/{}", world.event.event.public_id);
    ann.get(&event).await;
    let few = cost(&app, &ann, &event).await;
    seat(&app, &world, 0..300);
    assert_eq!(cost(&app, &ann, &event).await, few);
    ann.get(&event).await.says("Datong conference");

    execute(&app, INTO_ITS_STEP);
    let gated = cost(&app, &ann, &event).await;
    seat(&app, &world, 300..500);
    assert_eq!(cost(&app, &ann, &event).await, gated);
    ann.get(&event).await.says("Economic and social profile and networks of the city");
}

const INTO_ITS_STEP: &str = "UPDATE events SET step_id = (SELECT steps.id FROM steps WHERE steps.city_id = events.city_id \
     AND steps.kind = 'conference') WHERE step_id IS NULL";

/// A gate of the event's own, with a condition of each kind, none of them met.
fn conditions(app: &TestApp, world: &World) {
    let view = fresh(app, world);
    let programme = world.outline.programme.id;
    app.act(|conn, cx| {
        let deadline =
            DeadlineInput { label: "Send the list".into(), due_on: "2016-05-01".to_owned(), url: String::new() };
        events::add_deadline(conn, cx, programme, &view.event.public_id, &deadline)
    });
    let named = app.read(|conn, cx| deliverables::all(conn, cx, programme)).remove(0).public_id.to_string();
    let least = || "900".to_owned();
    let of = |test: &str, more: ConditionDraft| {
        PartDraft::Condition(Box::new(ConditionDraft { test: test.to_owned(), ..more }))
    };
    let bare = ConditionDraft::default;
    let parts = vec![
        of("approved", ConditionDraft { kinds: vec!["synthesis".to_owned()], ..bare() }),
        of("named", ConditionDraft { deliverables: vec![named], ..bare() }),
        of("accepted", ConditionDraft { group: "planners".to_owned(), least: least(), ..bare() }),
        of("sponsors", ConditionDraft { of: "programme".to_owned(), least: least(), ..bare() }),
        of("step", ConditionDraft { by: "held".to_owned(), ..bare() }),
        of("deadline", bare()),
    ];
    let draft = GateDraft { join: "all".to_owned(), parts };
    app.act(|conn, cx| gates::edit(conn, cx, Edited::Event(&view), 0, &draft));
}

fn fresh(app: &TestApp, world: &World) -> EventView {
    app.read(|conn, cx| events::find(conn, cx, &world.event.event.public_id))
}

/// Two talks at once, and both questionnaires; whoever speaks has a talk at that hour in another event too.
fn agenda(app: &TestApp, world: &World) {
    let talk = |view: &EventView, title: &str, room: &str| {
        let speaker = PersonInput {
            part: "speaker".to_owned(),
            who: Sought::Contact(world.guests[0].person.public_id.to_string()),
            names: Localised::default(),
        };
        let input = SessionInput {
            kind: "panel".to_owned(),
            title: Localised::three(title, title, title),
            starts: "2016-05-24T10:00".to_owned(),
            ends: "2016-05-24T11:00".to_owned(),
            room: room.to_owned(),
            people: vec![speaker],
            ..SessionInput::default()
        };
        app.act(|conn, cx| sessions::create(conn, cx, view, &input));
    };
    let here = fresh(app, world);
    talk(&here, "Networks", "Hall");
    talk(&here, "Maps", "Gallery");
    let input = EventInput {
        kind: "seminar".to_owned(),
        hosting: "ours".to_owned(),
        title: Localised::three("Elsewhere", "Ailleurs", "别处"),
        city: world.event.city.as_ref().expect("a city").public_id.to_string(),
        starts: "2016-05-24T09:00".to_owned(),
        ends: "2016-05-24T17:00".to_owned(),
        ..EventInput::default()
    };
    let elsewhere = app.act(|conn, cx| events::create(conn, cx, world.outline.programme.id, &input));
    talk(&elsewhere, "Figures", "Library");
    for phase in [Phase::Before, Phase::After] {
        app.act(|conn, cx| -> Result<_, ConsultationError> {
            let facts = invitations::event_facts(conn, world.event.event.id)?;
            consultations::create(conn, cx, &facts, phase)
        });
    }
}

#[tokio::test]
async fn an_events_page_costs_no_more_behind_a_gate_of_all_kinds_with_all_that_an_event_has() {
    let app = asked::listening();
    let world = World::build(&app);
    world.institution(&app);
    seat(&app, &world, 0..120);
    execute(&app, INTO_ITS_STEP);
    conditions(&app, &world);
    agenda(&app, &world);
    let person = app.person("ann@example.org", world.coordinator());
    let ann = app.sign_in(&person).await;
    let event = format!("/programmes/cities/events/{}", world.event.event.public_id);
    let page = ann.get(&event).await;
    page.says("Send the list").says("0 of 900").says("Conditions changed");
    let (few, guests) = (cost(&app, &ann, &event).await, cost(&app, &ann, &format!("{event}/guests")).await);
    seat(&app, &world, 120..500);
    assert_eq!(cost(&app, &ann, &event).await, few);
    assert!(cost(&app, &ann, &format!("{event}/guests")).await <= guests + 1);
    cost(&app, &ann, &format!("{event}/delegations")).await;
    // An older page of its history, and the five minutes in which an act can be called back.
    cost(&app, &ann, &format!("{event}?history=1")).await;
    let view = fresh(&app, &world).event;
    app.act(|conn, cx| {
        let which = Standing { programme: view.programme, event: &view.public_id, version: view.version };
        events::postpone(conn, cx, which, &"flood".into()).map(|_| ())
    });
    ann.get(&event).await.says("flood");
    cost(&app, &ann, &event).await;

    let token = app.token(&person, &["read"]);
    let path = format!("/api/v1/events/{}", world.event.event.public_id);
    let ask = || send(app.client().request(Method::GET, &path).bearer_auth(&token));
    assert_eq!(ask().await.status, 200);
    let (document, statements) = asked::by(&app, ask()).await;
    assert_eq!(document.status, 200, "{}", document.text());
    assert!(statements.len() <= STATEMENTS, "{statements:#?}");
}

#[tokio::test]
async fn a_list_of_guests_goes_on_by_pages_that_keep_its_filter() {
    let app = TestApp::start();
    let world = World::build(&app);
    seat(&app, &world, 0..230);
    let ann = app.member("ann@example.org", world.coordinator()).await;
    let mut path = format!("{}?group=planners&note=guests-added", guests(&world));
    let (mut seen, mut pages) = (BTreeSet::new(), 0);
    loop {
        let page = ann.get(&path).await;
        page.says("Select all 115 that match");
        let rows = rows(&page);
        assert!(rows.len() <= 100, "{}", rows.len());
        pages += 1;
        seen.extend(rows);
        let Some(following) = next(&page) else { break };
        assert!(following.contains("group=planners") && !following.contains("note="), "{following}");
        path = following;
    }
    assert_eq!((seen.len(), pages), (115, 2));

    // What is chosen with "all" is all of the filter, not of the page.
    let ask = ann.get(&format!("{}/remove?group=planners&all=yes", guests(&world))).await;
    assert_eq!(ask.body.matches("name=\"id\"").count(), 115);
}

#[tokio::test]
async fn institutions_and_the_interface_cost_as_little() {
    let app = asked::listening();
    let world = World::build(&app);
    world.institution(&app);
    seat(&app, &world, 0..300);
    let ann = app.person("ann@example.org", world.coordinator());
    let client = app.sign_in(&ann).await;
    let institutions = format!("/programmes/cities/events/{}/delegations", world.event.event.public_id);
    client.get(&institutions).await;
    cost(&app, &client, &institutions).await;

    let token = app.token(&ann, &["read"]);
    let get = |path: String| {
        let (client, token) = (app.client(), token.clone());
        async move { send(client.request(Method::GET, &path).bearer_auth(&token)).await }
    };
    let mut path = format!("/api/v1/events/{}/seats?limit=200", world.event.event.public_id);
    let mut seen = BTreeSet::new();
    let seats = path.clone();
    loop {
        let (page, statements) = asked::by(&app, get(path)).await;
        assert!(statements.len() <= STATEMENTS, "{statements:#?}");
        let page = page.value();
        let items = page["items"].as_array().expect("seats");
        seen.extend(items.iter().map(|seat| seat["id"].to_string()));
        let Some(next) = page["next"].as_i64() else { break };
        path = format!("{seats}&after={next}");
    }
    assert!(seen.len() >= 303, "{}", seen.len());
}
