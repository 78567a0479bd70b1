//! Two entries for one organisation: compared, made one, found again under the old name, parted.

use convoke::access::{Grant, Role};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::world::World;
use crate::support::{Page, TestApp, TestClient, send};

const ADMINISTRATOR: Grant = Grant { role: Role::Administrator, programme: None, city: None };

async fn add(client: &TestClient, fields: &[(&str, &str)]) -> String {
    let mut page = client.submit("/organisations/new", "/organisations", fields).await;
    if page.status != 303 {
        // One is alike, and is another for all the form knows.
        page = client.submit_on(&page, "/organisations", &[]).await;
    }
    page.location().split('?').next().expect("a path").to_owned()
}

/// Huawei twice: as a partner wrote it, and as the city did.
async fn twice(client: &TestClient) -> (String, String) {
    let first = [("name.en", "Huawei Technologies Co., Ltd."), ("kind", "firm"), ("notes", "Speaks at noon.")];
    let first = add(client, &first).await;
    let second = [("name.zh", "华为技术有限公司"), ("kind", "firm"), ("place", "Shenzhen"), ("notes", "Met in May.")];
    (first, add(client, &second).await)
}

fn id(path: &str) -> &str {
    path.rsplit('/').next().expect("an id")
}

#[tokio::test]
async fn from_a_likely_double_to_one_organisation_and_back() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", vec![ADMINISTRATOR]).await;
    let (kept, other) = twice(&client).await;
    let person = [("native_name", "Li Na"), ("organisation_0", "华为技术有限公司"), ("seen", "yes")];
    client.submit("/people/new", "/people", &person).await;
    client.get(&kept).await.says("Compare and merge").says("Merge…");
    let here = format!("{kept}/merge/{}", id(&other));
    let page = client.get(&here).await;
    page.says("Which value stays").says("华为技术有限公司").says("Let this one stay instead").says("Name (Chinese)");
    page.says("not shown in public until two persons have cleared it again");
    let form = page.form(&here);
    assert_eq!((form.value("pick_name.zh"), form.value("pick_notes")), (Some("other"), Some("both")));
    let done = client.submit_on(&page, &here, &[("pick_notes", "kept")]).await;
    let one = client.follow(&done).await;
    one.says("The two entries are one.").says("Li Na").says("Speaks at noon.").says("Took another entry in");
    one.says("Went into this entry").says("华为技术有限公司");
    let again = client.submit_on(&page, &here, &[("pick_notes", "kept")]).await;
    assert_eq!((again.status, again.location()), (303, done.location()), "sent twice, merged once");
    let gone = client.get(&other).await;
    assert_eq!(gone.status, 410);
    gone.says("This entry went into another").says("Its old names are still understood.");
    client.get("/organisations").await.says("1 organisation").says("Merged entries");
    client.get("/merges").await.says("Nothing merged yet");
    let merges = client.get("/organisations/merges").await;
    let check = merges.links().into_iter().find(|l| l.starts_with("/organisations/merges/")).expect("a way to undo it");
    let page = client.get(&check).await;
    page.says("Part two entries again").says("1 person").says("its own fields, as they were");
    let done = client.submit_on(&page, &format!("{check}/undo"), &[]).await;
    client.follow(&done).await.says("They are two entries again.").says("Met in May.").says("Li Na");
    client.get(&kept).await.says("Speaks at noon.").does_not_say("Li Na");
    client.get(&check).await.says("These two entries were parted again.");
}

#[tokio::test]
async fn a_search_for_the_old_name_finds_the_organisation_that_stays() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", vec![ADMINISTRATOR]).await;
    let kept = add(&client, &[("name.en", "Northern Observatory"), ("kind", "university")]).await;
    let other = add(&client, &[("name.en", "Rosewood Institute"), ("kind", "university")]).await;
    client.get("/organisations?q=rosewood").await.says("Rosewood Institute").does_not_say("formerly");
    let here = format!("{kept}/merge/{}", id(&other));
    client.submit(&here, &here, &[]).await;
    let found = client.get("/organisations?q=rosewood").await;
    found.says("1 organisation").says("Northern Observatory").says("formerly").says("Rosewood Institute");
    client.get("/organisations").await.does_not_say("formerly");
}

#[tokio::test]
async fn who_is_too_late_sees_both_organisations_once_more() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", vec![ADMINISTRATOR]).await;
    let (kept, other) = twice(&client).await;
    let here = format!("{kept}/merge/{}", id(&other));
    let page = client.get(&here).await;
    client.submit(&format!("{other}/edit"), &other, &[("website", "https://huawei.example.cn")]).await;
    let late = client.submit_on(&page, &here, &[("pick_place", "kept")]).await;
    assert_eq!(late.status, 409);
    late.says("Something changed in the meantime").says("https://huawei.example.cn");
    assert_eq!(late.form(&here).value("pick_place"), Some("kept"));
    let done = client.submit_on(&late, &here, &[]).await;
    client.follow(&done).await.says("The two entries are one.");
}

#[tokio::test]
async fn the_other_organisation_is_found_by_a_search() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", vec![ADMINISTRATOR]).await;
    let kept = add(&client, &[("name.en", "City museum")]).await;
    let other = add(&client, &[("name.fr", "Beaux-Arts")]).await;
    let found = client.get(&format!("{kept}/merge?q=beaux")).await;
    let compare = format!("{kept}/merge/{}", id(&other));
    assert!(found.links().contains(&compare), "{:?}", found.links());
    let same = client.get(&format!("{kept}/merge/{}", id(&kept))).await;
    assert_eq!(same.status, 409);
    same.says("That is one entry already").says("Choose two different entries to merge.");
}

#[tokio::test]
async fn two_courtings_of_one_programme_stand_against_it() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("ana@example.org", world.coordinator()).await;
    let program = app.token(&app.person("bo@example.org", world.coordinator()), &["read", "write"]);
    let list = "/programmes/cities/sponsorships";
    let mut firms = Vec::new();
    for name in ["Bluewater", "Redstone"] {
        let done = client.submit(&format!("{list}/new"), list, &[("organisation", name)]).await;
        assert_eq!(done.status, 303, "{}", done.text());
        let found = client.json(Method::GET, &format!("/api/v1/organisations?q={name}"), &program, &Value::Null).await;
        firms.push(found.value()["items"][0]["id"].as_str().expect("an id").to_owned());
    }
    let here = format!("/organisations/{}/merge/{}", firms[0], firms[1]);
    let page = client.get(&here).await;
    page.says("Both are asked to sponsor").says("Sponsorship of the entry that goes").does_not_say("Make them one");
    let body = json!({"kept": firms[0], "other": firms[1], "versions": {"kept": 1, "other": 1}});
    let refused = client.json(Method::POST, "/api/v1/organisation-merges", &program, &body).await;
    assert_eq!(refused.status, 409, "{}", refused.body);
    assert!(refused.value()["type"].as_str().unwrap().ends_with("merge-both-courted"));
}

struct Programs {
    client: TestClient,
    key: String,
    _app: TestApp,
}

impl Programs {
    fn begin() -> Programs {
        let app = TestApp::start();
        let key = app.token(&app.person("ana@example.org", vec![ADMINISTRATOR]), &["read", "write"]);
        Programs { client: app.client(), key, _app: app }
    }
    async fn get(&self, path: &str) -> Page {
        self.client.json(Method::GET, path, &self.key, &Value::Null).await
    }
    async fn post(&self, path: &str, tag: &str, body: &Value) -> Page {
        let request = self.client.request(Method::POST, path).bearer_auth(&self.key).header("If-Match", tag);
        send(request.json(body)).await
    }
    async fn add(&self, body: &Value) -> String {
        let made = self.client.json(Method::POST, "/api/v1/organisations", &self.key, body).await;
        made.value()["id"].as_str().expect("an id").to_owned()
    }
}

#[tokio::test]
async fn programs_merge_organisations_and_undo() {
    let p = Programs::begin();
    let kept = p.add(&json!({"name": {"en": "Chamber"}, "kind": "chamber"})).await;
    let other = p.add(&json!({"name": {"fr": "Chambre"}, "kind": "chamber", "place": "Paris"})).await;
    let plan = p.get(&format!("/api/v1/organisation-merges/preview?kept={kept}&other={other}")).await.value();
    assert_eq!((&plan["possible"], &plan["fields"][1]["likely"]), (&json!(true), &json!("other")), "{plan}");
    let wrong = json!({"kept": kept, "other": "", "choices": {"place": "both"}});
    let refused = p.client.json(Method::POST, "/api/v1/organisation-merges", &p.key, &wrong).await;
    let fields: Vec<Value> = refused.value()["errors"].as_array().unwrap().iter().map(|e| e["field"].clone()).collect();
    assert_eq!((refused.status, fields), (422, vec![json!("other"), json!("choices.place")]));
    let stale = json!({"kept": kept, "other": other, "versions": {"kept": 9, "other": 1}});
    assert_eq!(p.client.json(Method::POST, "/api/v1/organisation-merges", &p.key, &stale).await.status, 412);
    let body = json!({"kept": kept, "other": other, "versions": plan["versions"], "choices": {"place": "kept"}});
    let made = p.client.json(Method::POST, "/api/v1/organisation-merges", &p.key, &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let merge = made.location().to_owned();
    let now = p.get(&format!("/api/v1/organisations/{kept}")).await.value();
    assert_eq!((&now["name"], &now["place"]), (&json!({"en": "Chamber", "fr": "Chambre"}), &json!("")));
    let gone = p.get(&format!("/api/v1/organisations/{other}")).await;
    assert_eq!((gone.status, gone.location()), (301, &*format!("/api/v1/organisations/{kept}")));
    assert_eq!(gone.value()["merged_into"], *kept);
    assert_eq!(p.get("/api/v1/organisation-merges").await.value()["items"][0]["other"]["name"], "Chambre");
    assert_eq!(p.get(&merge).await.value()["kept"]["id"], *kept);
    let (check, undo) = (p.get(&format!("{merge}/undo")).await, format!("{merge}/undo"));
    assert_eq!(check.value()["blocked"], Value::Null, "{}", check.body);
    assert_eq!(p.post(&undo, "\"99\"", &json!({})).await.status, 412);
    let undone = p.post(&undo, check.header("etag"), &json!({})).await;
    assert_eq!(undone.status, 200, "{}", undone.body);
    assert_eq!(p.get(&format!("/api/v1/organisations/{other}")).await.value()["place"], "Paris");
    let late = p.post(&undo, "*", &json!({})).await;
    assert_eq!(late.status, 409);
    assert!(late.value()["type"].as_str().unwrap().ends_with("merge-undone"));
}
