//! Events of hundreds of seats: their pages show a part, ask the database the same few things, and lose nobody on the way.

use std::collections::BTreeSet;

use convoke::db::DbError;
use convoke::domain::contacts::{self, AddressDraft, ContactDraft, ContactError, Filter, Mode, NewContact};
use convoke::domain::invitations::{self, InvitationError};
use convoke::kernel::ids::ContactId;
use diesel::RunQueryDsl;
use reqwest::Method;

use crate::support::asked;
use crate::support::world::World;
use crate::support::{Page, TestApp, TestClient, send};

/// What a page of an event may cost, with the sign-in and the rights of its reader.
const STATEMENTS: usize = 10;
/// The event's own page also reads the outline of its programme (its cities, its steps), and the results that its gate waits for.
const WITH_A_GATE: usize = 12;

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
    cost_of(app, client, path, STATEMENTS).await
}

async fn cost_of(app: &TestApp, client: &TestClient, path: &str, most: usize) -> usize {
    let (page, statements) = asked::by(app, client.get(path)).await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(statements.len() <= most, "{path} asks {} things: {statements:#?}", statements.len());
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

    execute(
        &app,
        "UPDATE events SET step_id = (SELECT steps.id FROM steps WHERE steps.city_id = events.city_id \
         AND steps.kind = 'conference')",
    );
    let gated = cost_of(&app, &ann, &event, WITH_A_GATE).await;
    seat(&app, &world, 300..500);
    assert_eq!(cost_of(&app, &ann, &event, WITH_A_GATE).await, gated);
    ann.get(&event).await.says("Economic and social profile and networks of the city");
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
