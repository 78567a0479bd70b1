//! What is late or due: the first page counts all of it and names the first, a list has the rest, and no page grows with it.

use std::collections::BTreeSet;

use convoke::access::{Grant, Role};
use convoke::domain::deliverables::{self, DeliverableDraft, DeliverableError};
use convoke::domain::overview::{self, Tally};
use convoke::kernel::locale::Locale;
use reqwest::Method;
use serde_json::json;

use crate::support::asked;
use crate::support::world::World;
use crate::support::{TestApp, TestClient};

/// Results of all steps in turn, each other one for the outside, due on a day that is long past.
fn owe(app: &TestApp, world: &World, count: usize) {
    let outline = &world.outline;
    app.act(|conn, cx| {
        for n in 0..count {
            let draft = DeliverableDraft {
                step: outline.steps[n % outline.steps.len()].public_id.to_string(),
                kind: "map".to_owned(),
                audience: ["internal", "external"][n % 2].to_owned(),
                title: [(Locale::En, format!("Map number {n:03}"))].into(),
                due_on: "2016-02-01".to_owned(),
                ..DeliverableDraft::default()
            };
            deliverables::create(conn, cx, outline, &draft.check().expect("a result"))?;
        }
        Ok::<_, DeliverableError>(())
    });
}

fn tally(app: &TestApp) -> Tally {
    app.read(|conn, cx| overview::load(conn, cx, "cities")).tally
}

/// A programme with exactly so many late things.
fn late(app: &TestApp, world: &World, count: usize) {
    let there = tally(app).late;
    owe(app, world, count - there);
    assert_eq!(tally(app).late, count);
}

/// What stands behind each of these words, up to the next quotation mark.
fn behind(html: &str, words: &str) -> Vec<String> {
    html.split(words).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

fn part<'a>(html: &'a str, from: &str, to: &str) -> &'a str {
    html.split(from).nth(1).and_then(|rest| rest.split(to).next()).expect("a part of the page")
}

/// The targets of a list's rows on all its pages, one after the other.
async fn all_pages(client: &TestClient, first: &str) -> Vec<Vec<String>> {
    let (mut pages, mut next) = (Vec::new(), Some(first.to_owned()));
    while let Some(address) = next {
        let page = client.get(&address).await;
        pages.push(behind(&page.body, "<th scope=\"row\"><a href=\""));
        next = page.links().into_iter().find(|link| link.contains("after="));
        assert!(pages.len() < 20, "a list without an end");
    }
    pages
}

#[tokio::test]
async fn of_sixty_late_things_twelve_are_named_and_the_list_has_the_others() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("bo@example.org", world.coordinator()).await;
    late(&app, &world, 60);
    let matrix = client.get("/programmes/cities").await;
    matrix.says("Late: 60").says("See all 60 that are late");
    let aside = part(&matrix.body, "id=\"due\"", "</aside>");
    assert_eq!(aside.matches("class=\"late\"").count(), 12, "{aside}");
    let named = behind(aside.split("<p class=\"all\">").next().expect("what is late"), "</time><span><a href=\"");
    assert_eq!(named.len(), 12);

    let all = matrix.links().into_iter().find(|link| link.contains("/due?when=late")).expect("where the others are");
    let pages = all_pages(&client, &all).await;
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [50, 10]);
    let listed: BTreeSet<String> = pages.concat().into_iter().collect();
    assert_eq!(listed.iter().filter(|one| !named.contains(one)).count(), 48, "nothing is missed, nothing comes twice");
    client.get(&all).await.says("60 things to look after");
}

#[tokio::test]
async fn what_was_done_meanwhile_hides_nothing_on_the_next_page() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("bo@example.org", world.coordinator()).await;
    late(&app, &world, 60);
    let first = client.get("/programmes/cities/due?when=late").await;
    let next = first.links().into_iter().find(|link| link.contains("after=")).expect("a second page");
    let before = behind(&client.get(&next).await.body, "<th scope=\"row\"><a href=\"");
    let programme = world.outline.programme.id;
    let done = app.read(|conn, cx| deliverables::all(conn, cx, programme)).remove(0);
    app.act(|conn, cx| {
        let withdrawn = (deliverables::DeliverableState::Withdrawn, "nobody wants it");
        deliverables::advance(conn, cx, &done, done.version, withdrawn)
    });
    assert_eq!(behind(&client.get(&next).await.body, "<th scope=\"row\"><a href=\""), before);
    client.get("/programmes/cities/due?when=late").await.says("59 things to look after");
    // Whoever stays on a last page until all of it is done is shown the others, and not that there are none.
    let past = client.get("/programmes/cities/due?when=late&after=9999-12-31.step-end.1").await;
    assert_eq!(past.status, 303, "{}", past.text());
    client.follow(&past).await.says("59 things to look after").says("Map number");
}

#[tokio::test]
async fn the_list_is_of_one_city_one_kind_one_owner() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("bo@example.org", world.coordinator()).await;
    owe(&app, &world, 24);
    let found = |query: &'static str| {
        let client = client.clone();
        async move { all_pages(&client, &format!("/programmes/cities/due?{query}")).await.concat() }
    };
    let all = found("").await;
    assert_eq!(all.len(), tally(&app).late + tally(&app).soon);
    let mut of_cities = 0;
    for city in ["city=hangzhou", "city=datong", "city=hohhot"] {
        let of_city = found(city).await.len();
        assert!((8..all.len()).contains(&of_city), "{city}: {of_city}");
        of_cities += of_city;
    }
    assert!(of_cities <= all.len());
    let late = found("when=late").await.len();
    assert_eq!((late, late + found("when=soon").await.len()), (tally(&app).late, all.len()));
    assert!(found("kind=deliverable").await.iter().all(|href| href.contains("/deliverables/")));
    assert_eq!(found("owner=nobody&kind=deliverable").await.len(), found("kind=deliverable").await.len());
    client.get("/programmes/cities/due?kind=report").await.says("Nothing matches");

    // Whoever writes for the outside is told of external results, and of nothing else.
    let grant = Grant { role: Role::Editor, programme: Some(world.outline.programme.id), city: None };
    let editor = app.member("ed@example.org", vec![grant]).await;
    let theirs = all_pages(&editor, "/programmes/cities/due").await.concat();
    assert!(theirs.len() >= 12 && theirs.iter().all(|href| href.contains("/deliverables/")), "{theirs:?}");
    let page = editor.get("/programmes/cities/due").await;
    page.does_not_say("Map number 000").says("Map number 001");
    let matrix = editor.get("/programmes/cities").await;
    matrix.does_not_say("Map number 000").says("Map number 001");
}

#[tokio::test]
async fn the_monday_mail_counts_as_the_first_page_does() {
    let app = TestApp::start();
    let world = World::build(&app);
    let ana = app.reader("ana@example.org", ("en", "Europe/Brussels"), world.coordinator());
    let datong = world.outline.cities.iter().find(|c| c.slug.as_str() == "datong").expect("Datong");
    let local =
        Grant { role: Role::LocalCoordinator, programme: Some(world.outline.programme.id), city: Some(datong.id) };
    let li = app.reader("li@example.org", ("en", "Europe/Brussels"), vec![local]);
    app.clock.set("2016-04-18T06:00:00Z".parse().expect("an instant"));
    late(&app, &world, 60);
    app.run_until_idle().await;
    let mails = app.mails();
    let mail = |to: &str| mails.iter().find(|mail| mail.to == to).expect("a Monday mail");
    let whole = mail(&ana.email);
    assert!(whole.read.subject.contains("60 late"), "{}", whole.read.subject);
    assert!(whole.read.text.contains("52 more"), "{}", whole.read.text);
    // Of one city it counts what is late there, and names the first of it.
    let client = app.member("bo@example.org", world.coordinator()).await;
    let there = all_pages(&client, "/programmes/cities/due?when=late&city=datong").await.concat();
    assert!(there.len() > 8, "{there:?}");
    let own = mail(&li.email);
    assert!(own.read.subject.contains(&format!("{} late", there.len())), "{}", own.read.subject);
    let links = own.links();
    assert_eq!(there.iter().filter(|href| links.iter().any(|link| link.ends_with(href.as_str()))).count(), 8);
}

#[tokio::test]
async fn pages_do_not_grow_with_what_is_late() {
    let app = asked::listening();
    let world = World::build(&app);
    let client = app.member("bo@example.org", world.coordinator()).await;
    let paths = ["/programmes/cities", "/programmes/cities/timeline", "/programmes/cities/timeline?city=datong"];
    // That a sign-in is in use is noted once an hour.
    client.get("/programmes/cities").await.says("Sustainable cities");
    let mut seen = Vec::new();
    for count in [100, 400] {
        late(&app, &world, count);
        for path in paths {
            let (page, statements) = asked::by(&app, client.get(path)).await;
            assert_eq!(page.status, 200);
            seen.push((page.body.len(), statements.len()));
        }
    }
    for (n, path) in paths.into_iter().enumerate() {
        let ((few, cost), (many, same)) = (seen[n], seen[n + paths.len()]);
        assert!(many < 150_000 && many < few + 1_000, "{path}: {few} bytes, then {many}");
        assert_eq!(cost, same, "{path}");
    }
}

#[tokio::test]
async fn a_program_reads_the_first_and_then_all() {
    let app = TestApp::start();
    let world = World::build(&app);
    let person = app.person("bo@example.org", world.coordinator());
    let key = app.token(&person, &["read"]);
    let client = app.client();
    late(&app, &world, 60);
    let soon = tally(&app).soon;
    let get = |path: String| {
        let (client, key) = (client.clone(), key.clone());
        async move { client.json(Method::GET, &format!("/api/v1/programmes/cities{path}"), &key, &json!(null)).await }
    };
    let picture = get("/overview".to_owned()).await.value();
    assert_eq!((&picture["tally"]["late"], &picture["tally"]["due_soon"]), (&json!(60), &json!(soon)));
    let due = picture["due"].as_array().expect("what is due");
    assert_eq!(due.iter().filter(|one| one["late"] == true).count(), 12);
    assert_eq!(due.len(), 12 + soon.min(12));

    let first = get("/due?when=late&limit=40".to_owned()).await.value();
    let next = first["next"].as_str().expect("a next page");
    let second = get(format!("/due?when=late&limit=40&after={next}")).await.value();
    assert_eq!((&first["count"], &second["count"], &second["next"]), (&json!(60), &json!(60), &json!(null)));
    let items = [&first, &second].map(|page| page["items"].as_array().expect("items").clone()).concat();
    assert_eq!(items[..12], due[..12], "the first of all are those of the picture");
    let different: BTreeSet<String> = items.iter().map(|one| one.to_string()).collect();
    assert_eq!((items.len(), different.len()), (60, 60));
    for (query, field) in
        [("when=never", "when"), ("kind=party", "kind"), ("city=atlantis", "city"), ("after=7", "after")]
    {
        let refused = get(format!("/due?{query}")).await;
        assert_eq!(refused.status, 422, "{query}");
        assert!(refused.body.contains(&format!("\"{field}\"")), "{query}: {}", refused.body);
    }
}
