//! A change of language on a page that answers a form: the page comes again with all that was typed, and nothing is done. Addresses that
//! only take forms lead to the page of the form. A form sent twice is answered as the first time.

use std::collections::BTreeSet;

use convoke::access::{Grant, Role};

use crate::routes::{OPEN, declared, speaks_json};
use crate::support::contents::contents;
use crate::support::world::World;
use crate::support::{Page, TestApp, TestClient};

fn administrator() -> Vec<Grant> {
    vec![Grant { role: Role::Administrator, programme: None, city: None }]
}

/// Presses the rail's button of another language.
async fn switch(client: &TestClient, page: &Page, language: &str) -> Page {
    let form = page.form("/account/language");
    let button = page.body.split("formaction=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let to = button.map(|to| to.replace("&amp;", "&").replace("&#38;", "&"));
    let to = to.into_iter().find(|to| to.ends_with(&format!("lang={language}"))).expect("a button of the language");
    let mut fields: Vec<(&str, &str)> = form.fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    fields.push(("shown-in", language));
    client.post(&to, &fields).await
}

fn count(app: &TestApp, table: &str) -> usize {
    contents(app.database(), &[]).rows(table).len()
}

#[tokio::test]
async fn a_refused_form_comes_again_in_the_other_language_with_what_was_typed() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", administrator()).await;
    let fields = [("native_name", "王建国 & “Söhne”"), ("email_0", "no address"), ("notes", "First\nsecond")];
    let refused = client.submit("/people/new", "/people", &fields).await;
    assert_eq!(refused.status, 422);
    let french = switch(&client, &refused, "fr").await;
    assert_eq!(french.status, 422, "{}", french.text());
    french.says("Personnes");
    let form = french.form("/people");
    for (name, value) in fields {
        assert_eq!(form.value(name).map(|v| v.replace("\r\n", "\n")).as_deref(), Some(value), "{name}");
    }
    let chinese = switch(&client, &french, "zh").await;
    assert_eq!(chinese.form("/people").value("native_name"), Some("王建国 & “Söhne”"), "and once more");
    client.get("/people/new").await.says("添加人员");
    let right = client.submit_on(&chinese, "/people", &[("email_0", "wang@example.cn")]).await;
    assert_eq!(right.status, 303, "{}", right.text());
    assert_eq!(count(&app, "contacts"), 1);
}

#[tokio::test]
async fn a_page_that_asks_once_more_comes_again_and_nothing_is_done() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("ana@example.org", world.coordinator()).await;
    let here = format!("/programmes/cities/events/{}", world.event.event.public_id);
    let moved = [("starts", "2016-05-25T09:00"), ("ends", "2016-05-25T17:00"), ("reason.en", "The hall is taken")];
    let check = format!("{here}/move/check");
    let asked = client.submit(&format!("{here}/move"), &check, &moved).await;
    assert_eq!(asked.status, 200, "{}", asked.text());
    let before = contents(app.database(), &[]).rows("events");
    let french = switch(&client, &asked, "fr").await;
    assert_eq!(french.status, 200, "{}", french.text());
    let form = french.form(&format!("{here}/move"));
    assert_eq!(form.value("starts"), Some("2016-05-25T09:00"));
    assert_eq!(form.value("reason.en"), Some("The hall is taken"));
    assert_eq!(contents(app.database(), &[]).rows("events"), before);
}

#[tokio::test]
async fn what_is_no_longer_refused_is_not_done_by_a_change_of_language() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", administrator()).await;
    let names = [("name.en", "Bakers"), ("name.fr", "Boulangers"), ("name.zh", "面包师")];
    let page = client.get("/people/groups").await;
    let form = page.form("/people/groups");
    let csrf = form.value("csrf").expect("a token").to_owned();
    let sent = "name.en=Bakers&name.fr=Boulangers&name.zh=%E9%9D%A2%E5%8C%85%E5%B8%88";
    let fields = [("csrf", csrf.as_str()), ("sent", sent), ("shown-in", "fr")];
    let before = contents(app.database(), &[]).values("stakeholder_groups", "code");
    let shown = client.post("/people/groups?lang=fr", &fields).await;
    assert_eq!((shown.status, shown.location()), (303, "/people/groups"), "{}", shown.text());
    assert_eq!(contents(app.database(), &[]).values("stakeholder_groups", "code"), before);
    let real = client.submit_on(&page, "/people/groups", &names).await;
    assert_eq!(real.status, 303, "the form itself still acts");
}

#[tokio::test]
async fn an_address_that_takes_a_form_leads_to_the_page_of_the_form() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", administrator()).await;
    let all = declared();
    let page = |route: &&String| !speaks_json(route) && !OPEN.contains(&route.as_str());
    let gets: BTreeSet<&str> = all.iter().filter(page).filter_map(|r| r.strip_prefix("GET ")).collect();
    let steps = |path: &str| path.split('/').map(str::to_owned).collect::<Vec<_>>();
    let mut tried = 0;
    for path in all.iter().filter(page).filter_map(|r| r.strip_prefix("POST ")).filter(|path| !gets.contains(path)) {
        let filled: Vec<String> = steps(path)
            .into_iter()
            .map(|step| if step.starts_with('{') { "abcdefgh12345678".to_owned() } else { step })
            .collect();
        let is_page = |to: &[String]| {
            let is = |own: &[String]| own.iter().zip(to).all(|(own, step)| own.starts_with('{') || own == step);
            gets.iter().map(|get| steps(get)).any(|own| own.len() == to.len() && is(&own))
        };
        let found = client.get(&filled.join("/")).await;
        assert_eq!(found.status, 303, "{path}: {}", found.text());
        assert!(is_page(&steps(found.location())), "{path} leads to {}, which is no page", found.location());
        tried += 1;
    }
    assert!(tried > 40, "only {tried} were tried");
}

#[tokio::test]
async fn a_form_sent_twice_is_answered_as_the_first_time() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", administrator()).await;
    for (page, action, fields) in [
        ("/people/new", "/people", vec![("native_name", "王建国")]),
        ("/organisations/new", "/organisations", vec![("name.en", "Huawei Technologies"), ("kind", "firm")]),
    ] {
        let form = client.get(page).await;
        let first = client.submit_on(&form, action, &fields).await;
        let second = client.submit_on(&form, action, &fields).await;
        assert_eq!(first.status, 303, "{}", first.text());
        assert_eq!((second.status, second.location()), (303, first.location()), "{}", second.text());
        let other = client.submit(page, action, &fields).await;
        assert_eq!(other.status, 200, "another form is warned");
    }
    assert_eq!((count(&app, "contacts"), count(&app, "organisations")), (1, 1));
}
