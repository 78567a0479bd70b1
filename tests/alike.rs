//! Organisations under another spelling, over HTTP: a hint before one is added twice, on the page of each, and for programs.

use convoke::access::{Grant, Role};
use reqwest::Method;
use serde_json::json;

use crate::support::{TestApp, TestClient};

const ADMINISTRATOR: Grant = Grant { role: Role::Administrator, programme: None, city: None };

async fn add(client: &TestClient, fields: &[(&str, &str)]) -> crate::support::Page {
    client.submit("/organisations/new", "/organisations", fields).await
}

#[tokio::test]
async fn an_organisation_known_under_another_spelling_is_a_hint_and_no_bar() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", vec![ADMINISTRATOR]).await;
    let paris = [("name.fr", "Chambre de commerce et d’industrie de Paris"), ("kind", "chamber"), ("country", "FR")];
    let made = add(&client, &paris).await;
    assert_eq!(made.status, 303, "nothing is alike yet");
    let known = made.location().split('?').next().unwrap().to_owned();
    let hinted = add(&client, &[("name.fr", "CCI Paris"), ("kind", "chamber"), ("notes", "kept as typed")]).await;
    assert_eq!(hinted.status, 200);
    hinted.says("Already in the book?").says("Chambre de commerce et d’industrie de Paris").says("Chamber · France");
    assert!(hinted.links().contains(&known), "{:?}", hinted.links());
    assert_eq!(hinted.form("/organisations").value("notes"), Some("kept as typed"));
    client.get("/organisations").await.says("1 organisation");
    let once = client.submit_on(&hinted, "/organisations", &[]).await;
    let twice = client.submit_on(&hinted, "/organisations", &[]).await;
    assert_eq!((once.status, once.location()), (303, twice.location()));
    client.get("/organisations").await.says("2 organisations");
    // Each now names the other.
    client.get(&known).await.says("May be the same organisation").says("CCI Paris").says("Same name");
    let other = once.location().split('?').next().unwrap().to_owned();
    client.get(&other).await.says("May be the same organisation").says("d’industrie de Paris");
    // Another chamber is none of them.
    let lyon = add(&client, &[("name.fr", "Chambre de commerce et d’industrie de Lyon"), ("kind", "chamber")]).await;
    assert_eq!(lyon.status, 303);
    client.follow(&lyon).await.does_not_say("May be the same organisation");
}

#[tokio::test]
async fn the_hint_speaks_the_reader_s_language() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", vec![ADMINISTRATOR]).await;
    add(&client, &[("name.zh", "华为技术有限公司"), ("website", "https://www.huawei.example")]).await;
    for (language, title, why) in [
        ("fr", "Déjà dans le carnet", "Même nom"),
        ("zh", "是否已登记", "名称相同"),
        ("en", "Already in the book", "Same name"),
    ] {
        let email = format!("reader-{language}@example.org");
        let reader = app.reader(&email, (language, "Europe/Paris"), vec![ADMINISTRATOR]);
        let fields = [("name.en", "Huawei Technologies Co., Ltd."), ("kind", "firm")];
        let hinted = add(&app.sign_in(&reader).await, &fields).await;
        hinted.says(title).says(why).says("华为技术有限公司");
    }
    client.get("/organisations").await.says("1 organisation");
}

#[tokio::test]
async fn programs_ask_whether_an_organisation_is_known() {
    let app = TestApp::start();
    let person = app.person("ana@example.org", vec![ADMINISTRATOR]);
    let token = app.token(&person, &["read", "write"]);
    let client = app.client();
    let body = json!({"kind": "firm", "name": {"en": "Siemens AG"}, "website": "https://www.siemens.example/de"});
    let made = client.json(Method::POST, "/api/v1/organisations", &token, &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let ask = |query: &'static str| {
        let client = &client;
        let token = &token;
        async move {
            let path = format!("/api/v1/organisations/alike?{query}");
            client.json(Method::GET, &path, token, &json!({})).await
        }
    };
    let found = ask("name=Seimens%20Aktiengesellschaft&name=%E8%A5%BF%E9%97%A8%E5%AD%90").await.value();
    assert_eq!(found["items"][0]["organisation"]["id"], made.value()["id"]);
    assert_eq!(found["items"][0]["why"], "alike-name");
    assert!(found["items"][0]["score"].as_f64().unwrap() >= 0.8);
    assert_eq!(ask("name=SIEMENS").await.value()["items"][0]["why"], "same-name");
    assert_eq!(ask("domain=anna@siemens.example").await.value()["items"][0]["why"], "same-domain");
    for other in ["name=Siemens%20Energy%20AG", "name=Bosch", "domain=gmail.com"] {
        assert_eq!(ask(other).await.value(), json!({"items": [], "next": null}), "{other}");
    }
    let nothing = ask("").await;
    assert_eq!(nothing.status, 422);
    assert_eq!(nothing.value()["errors"][0]["field"], "name", "{}", nothing.body);
    let weak = app.token(&app.person("weak@example.org", vec![]), &["read"]);
    let refused = client.json(Method::GET, "/api/v1/organisations/alike?name=Siemens", &weak, &json!({})).await;
    assert_eq!(refused.status, 404, "who may not see organisations learns of none");
}

#[tokio::test]
async fn an_organisation_named_beside_a_person_is_asked_about_before_it_is_made() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", vec![ADMINISTRATOR]).await;
    add(&client, &[("name.zh", "大同市规划局"), ("kind", "city-office")]).await;
    let person = [("native_name", "王建国"), ("organisation_0", "Datong Planning Bureau")];
    let hinted = client.submit("/people/new", "/people", &person).await;
    assert_eq!(hinted.status, 200);
    hinted.says("A new organisation, or one you know?").says("“Datong Planning Bureau” may be").says("大同市规划局");
    client.get("/people").await.says("Nobody here yet");
    let known = client.submit_on(&hinted, "/people", &[("organisation_0", "大同市规划局")]).await;
    assert_eq!(known.status, 303);
    client.get("/organisations").await.says("1 organisation").does_not_say("Datong Planning Bureau");
    let exactly = [("native_name", "李娜"), ("organisation_0", "大同市规划局")];
    assert_eq!(client.submit("/people/new", "/people", &exactly).await.status, 303, "a known name asks nothing");
}
