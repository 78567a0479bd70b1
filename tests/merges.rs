//! Two entries for one person: compared, made one, found again under the old name, parted; and an address that changes hands.

use convoke::access::{Grant, Role};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::world::World;
use crate::support::{Page, TestApp, TestClient, send};

const ADMINISTRATOR: Grant = Grant { role: Role::Administrator, programme: None, city: None };

async fn add(client: &TestClient, fields: &[(&str, &str)]) -> String {
    let mut page = client.submit("/people/new", "/people", fields).await;
    if page.status != 303 {
        // Somebody looks alike, and is somebody else.
        page = client.submit_on(&page, "/people", &[]).await;
    }
    page.location().split('?').next().expect("a path").to_owned()
}

/// Wang Jianguo twice: as a partner wrote him, and as the city did.
async fn twice(client: &TestClient) -> (String, String) {
    let first =
        add(client, &[("native_name", "Wang Jianguo"), ("email_0", "wjg@example.cn"), ("notes", "Speaks at noon.")]);
    let first = first.await;
    let second = [("native_name", "王建国"), ("email_0", "wang@163.example"), ("phone", "+86 352 555 0101")];
    (first, add(client, &second).await)
}

fn id(path: &str) -> &str {
    path.rsplit('/').next().expect("an id")
}

#[tokio::test]
async fn from_a_likely_double_to_one_entry_and_back() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", vec![ADMINISTRATOR]).await;
    let (kept, other) = twice(&client).await;
    client.get(&kept).await.says("May be the same person").says("Compare and merge");
    let here = format!("{kept}/merge/{}", id(&other));
    let page = client.get(&here).await;
    page.says("Which value stays").says("wang@163.example").says("Let this one stay instead");
    let form = page.form(&here);
    assert_eq!(form.value("pick_native_name"), Some("other"), "characters say more");
    assert_eq!(form.value("pick_phone"), Some("other"));
    let done = client.submit_on(&page, &here, &[("pick_native_name", "kept")]).await;
    let one = client.follow(&done).await;
    one.says("The two entries are one.")
        .says("wang@163.example")
        .says("+86 352 555 0101")
        .says("Took another entry in");
    one.says("Went into this entry").says("王建国");
    let again = client.submit_on(&page, &here, &[("pick_native_name", "kept")]).await;
    assert_eq!((again.status, again.location()), (303, done.location()), "sent twice, merged once");
    let gone = client.get(&other).await;
    assert_eq!(gone.status, 410);
    gone.says("This entry went into another").says("was merged into Wang Jianguo");
    client.get("/people").await.says("1 person");
    let merges = client.get("/merges").await;
    let check = merges.links().into_iter().find(|l| l.starts_with("/merges/")).expect("a way to undo it");
    let page = client.get(&check).await;
    page.says("Part two entries again").says("1 address");
    let done = client.submit_on(&page, &format!("{check}/undo"), &[]).await;
    client.follow(&done).await.says("They are two entries again.").says("王建国").says("wang@163.example");
    let own = client.get(&kept).await;
    own.says("Speaks at noon.");
    assert!(!own.body.contains("mailto:wang@163.example"), "it is the other one's again");
    client.get(&check).await.says("These two entries were parted again.");
    client.get("/merges").await.says("Undone");
}

#[tokio::test]
async fn groups_are_compared_by_their_names() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", vec![ADMINISTRATOR]).await;
    let kept = add(&client, &[("native_name", "Wang Jianguo"), ("groups", "city-officials")]).await;
    let other = add(&client, &[("native_name", "王建国"), ("groups", "local-industry")]).await;
    let page = client.get(&format!("{kept}/merge/{}", id(&other))).await;
    page.says("City officials").says("Local industry").does_not_say("local-industry");
    page.says("of two roles in one organisation that of the entry that stays counts");
}

#[tokio::test]
async fn who_is_too_late_sees_both_once_more_with_what_they_chose() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", vec![ADMINISTRATOR]).await;
    let (kept, other) = twice(&client).await;
    let here = format!("{kept}/merge/{}", id(&other));
    let page = client.get(&here).await;
    client.submit(&format!("{other}/edit"), &other, &[("phone", "+86 10 1")]).await;
    let late = client.submit_on(&page, &here, &[("pick_phone", "kept"), ("pick_native_name", "kept")]).await;
    assert_eq!(late.status, 409);
    late.says("Something changed in the meantime").says("+86 10 1");
    assert_eq!(late.form(&here).value("pick_native_name"), Some("kept"));
    let done = client.submit_on(&late, &here, &[]).await;
    client.follow(&done).await.says("The two entries are one.");
}

#[tokio::test]
async fn two_are_ticked_in_the_list_or_found_by_a_search() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", vec![ADMINISTRATOR]).await;
    let (kept, other) = twice(&client).await;
    let (a, b) = (id(&kept), id(&other));
    let both = client.get(&format!("/people/merge?id={a}&id={b}")).await;
    assert_eq!((both.status, both.location()), (303, &*format!("/people/{a}/merge/{b}")));
    client.get(&format!("/people/merge?id={a}")).await.says("Tick two people");
    client.get("/people").await.says("Merge…");
    let found = client.get(&format!("{kept}/merge?q=163")).await;
    assert!(found.links().contains(&format!("/people/{a}/merge/{b}")), "{:?}", found.links());
    let same = client.get(&format!("{kept}/merge/{a}")).await;
    assert_eq!(same.status, 409);
    same.says("That is one entry already");
}

struct Programs {
    app: TestApp,
    client: TestClient,
    key: String,
    world: World,
}

impl Programs {
    fn begin() -> Programs {
        let app = TestApp::start();
        let world = World::build(&app);
        let key = app.token(&app.person("ana@example.org", vec![ADMINISTRATOR]), &["read", "write"]);
        Programs { client: app.client(), app, key, world }
    }
    async fn get(&self, path: &str) -> Page {
        self.client.json(Method::GET, path, &self.key, &Value::Null).await
    }
    async fn post(&self, path: &str, tag: &str, body: &Value) -> Page {
        let request = self.client.request(Method::POST, path).bearer_auth(&self.key).header("If-Match", tag);
        send(request.json(body)).await
    }
}

#[tokio::test]
async fn programs_merge_and_undo() {
    let p = Programs::begin();
    let [kept, other] = [0, 1].map(|nth| p.world.guests[nth].person.public_id.to_string());
    let plan = p.get(&format!("/api/v1/merges/preview?kept={kept}&other={other}")).await.value();
    assert_eq!(plan["seats"][0]["likely"], "kept", "{plan}");
    let body = json!({
        "kept": kept, "other": other, "versions": plan["versions"],
        "choices": {"language": "other"}, "seats": {},
    });
    let wrong = json!({"kept": kept, "other": "", "choices": {"phone": "both"}});
    let refused = p.client.json(Method::POST, "/api/v1/merges", &p.key, &wrong).await;
    let fields: Vec<Value> = refused.value()["errors"].as_array().unwrap().iter().map(|e| e["field"].clone()).collect();
    assert_eq!((refused.status, fields), (422, vec![json!("other"), json!("choices.phone")]));
    let stale = json!({"kept": kept, "other": other, "versions": {"kept": 9, "other": 1}});
    assert_eq!(p.client.json(Method::POST, "/api/v1/merges", &p.key, &stale).await.status, 412);
    let made = p.client.json(Method::POST, "/api/v1/merges", &p.key, &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let merge = made.location().to_owned();
    let now = p.get(&format!("/api/v1/contacts/{kept}")).await.value();
    assert_eq!((&now["language"], now["addresses"].as_array().unwrap().len()), (&json!("fr"), 2));
    let gone = p.get(&format!("/api/v1/contacts/{other}")).await;
    assert_eq!((gone.status, gone.location()), (301, &*format!("/api/v1/contacts/{kept}")));
    assert_eq!(gone.value()["merged_into"], *kept);
    // A reading is led on, a writing is not: it was made for the entry that went.
    let request = p.client.request(Method::PUT, &format!("/api/v1/contacts/{other}")).bearer_auth(&p.key);
    let refused = send(request.header("If-Match", "*").json(&json!({"native_name": "Nobody"}))).await;
    assert_eq!(refused.status, 409, "{}", refused.body);
    assert!(refused.value()["type"].as_str().unwrap().ends_with("merged-away"));
    assert_eq!(refused.value()["merged_into"], *kept);
    let silent = json!({"reason": "asked"});
    let path = format!("/api/v1/contacts/{other}/do-not-contact");
    assert_eq!(p.client.json(Method::POST, &path, &p.key, &silent).await.status, 409);
    let never = format!("/api/v1/contacts/{}", convoke::kernel::ids::PublicId::random());
    let request = p.client.request(Method::PUT, &never).bearer_auth(&p.key);
    assert_eq!(send(request.header("If-Match", "*").json(&json!({}))).await.status, 404);
    assert_eq!(p.get("/api/v1/merges").await.value()["items"][0]["other"]["id"], *other);
    let check = p.get(&format!("{merge}/undo")).await;
    assert_eq!(check.value()["blocked"], Value::Null, "{}", check.body);
    let undo = format!("{merge}/undo");
    assert_eq!(p.post(&undo, "\"99\"", &json!({})).await.status, 412);
    let undone = p.post(&undo, check.header("etag"), &json!({})).await;
    assert_eq!(undone.status, 200, "{}", undone.body);
    assert_eq!(p.get(&format!("/api/v1/contacts/{other}")).await.status, 200);
    let late = p.post(&undo, "*", &json!({})).await;
    assert_eq!(late.status, 409);
    assert!(late.value()["type"].as_str().unwrap().ends_with("merge-undone"));
}

#[tokio::test]
async fn a_preview_says_that_one_of_two_guests_comes_for_an_institution() {
    let p = Programs::begin();
    let office = p.world.institution(&p.app);
    let one = format!("/api/v1/delegations/{}", office.public_id);
    let said = json!({"answer": "accepted", "places": 1, "how": "phone"});
    let taken = p.client.json(Method::POST, &format!("{one}/answers"), &p.key, &said).await;
    assert_eq!(taken.status, 200, "{}", taken.text());
    let li = json!({"contact": "new", "native_name": "李明", "how": "phone"});
    let named = p.client.json(Method::POST, &format!("{one}/delegates"), &p.key, &li).await.value();
    let delegate = named["seats"][0]["delegate"]["contact"].as_str().expect("a contact").to_owned();
    let [kept, third] = [0, 1].map(|nth| p.world.guests[nth].person.public_id.to_string());
    let preview = |other: &str| format!("/api/v1/merges/preview?kept={kept}&other={other}");
    assert_eq!(p.get(&preview(&third)).await.value()["both_seated"], json!(false));
    let plan = p.get(&preview(&delegate)).await.value();
    assert_eq!(plan["both_seated"], json!(true), "{plan}");
    let body = json!({"kept": kept, "other": delegate, "versions": plan["versions"]});
    let refused = p.client.json(Method::POST, "/api/v1/merges", &p.key, &body).await;
    assert_eq!(refused.status, 409, "as the preview said: {}", refused.text());
}

#[tokio::test]
async fn only_coordinators_merge() {
    let p = Programs::begin();
    let programme = Some(p.world.outline.programme.id);
    let [kept, other] = [0, 1].map(|nth| p.world.guests[nth].person.public_id.to_string());
    let preview = format!("/api/v1/merges/preview?kept={kept}&other={other}");
    let city = Some(p.world.outline.cities[1].id);
    for (role, city, status) in [
        (Role::Coordinator, None, 200),
        (Role::LocalCoordinator, city, 403),
        (Role::PrincipalInvestigator, None, 403),
        (Role::Auditor, None, 404),
    ] {
        let person = p.app.person(&format!("{role}@example.org"), vec![Grant { role, programme, city }]);
        let key = p.app.token(&person, &["read", "write"]);
        let asked = p.client.json(Method::GET, &preview, &key, &Value::Null).await;
        assert_eq!(asked.status, status, "{role}");
        if role == Role::LocalCoordinator {
            let client = p.app.sign_in(&person).await;
            let page = client.get(&format!("/people/{kept}")).await;
            page.does_not_say("Merge…").says("Hand over");
            client.get("/people").await.does_not_say("Merge…");
        }
    }
}

#[tokio::test]
async fn an_office_mailbox_changes_hands() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", vec![ADMINISTRATOR]).await;
    let old = add(&client, &[("native_name", "Li Na"), ("email_0", "office@example.cn")]).await;
    let new = add(&client, &[("native_name", "Zhao Min"), ("email_0", "zhao@example.cn")]).await;
    let here = format!("{old}/hand-over");
    let ask = client.get(&old).await.links().into_iter().find(|l| l.starts_with(&here)).expect("a link");
    client.get(&ask).await.says("This address now belongs to somebody else");
    let found = client.get(&format!("{ask}&q=zhao")).await;
    let choose =
        found.links().into_iter().find(|l| l.contains(&format!("to={}", id(&new)))).expect("somebody to choose");
    let page = client.get(&choose).await;
    page.says("It becomes Zhao Min").says("no mail waits for them there");
    let done = client.submit_on(&page, &here, &[]).await;
    client
        .follow(&done)
        .await
        .says("The address is handed over.")
        .says("office@example.cn")
        .says("Took an address over");
    client.get(&old).await.does_not_say("office@example.cn").says("Handed an address over");
}

#[tokio::test]
async fn a_program_that_would_merge_what_has_changed_is_told_what() {
    let p = Programs::begin();
    let [kept, other] = [0, 1].map(|nth| p.world.guests[nth].person.public_id.to_string());
    let merge = async |versions: Value| {
        let body = json!({"kept": kept, "other": other, "versions": versions});
        p.client.json(Method::POST, "/api/v1/merges", &p.key, &body).await
    };
    let plan = p.get(&format!("/api/v1/merges/preview?kept={kept}&other={other}")).await.value();
    for (id, notes) in [(&kept, "of the kept one"), (&other, "of the other one")] {
        let path = format!("/api/v1/contacts/{id}");
        let mut whole = p.get(&path).await.value();
        whole["notes"] = json!(notes);
        let request = p.client.request(Method::PUT, &path).bearer_auth(&p.key).header("If-Match", "*");
        let put = send(request.json(&whole)).await;
        assert_eq!(put.status, 200, "{}", put.body);
        let late = merge(plan["versions"].clone()).await;
        assert_eq!(late.status, 412, "{}", late.body);
        let told = late.value();
        let of_notes = |one: &&Value| one["field"] == "notes" && one["by"].is_string() && one["at"].is_string();
        let found = told["changes"].as_array().map_or(0, |all| all.iter().filter(of_notes).count());
        assert_eq!(found, if *id == kept { 1 } else { 2 }, "{told}");
    }
    let now = p.get(&format!("/api/v1/merges/preview?kept={kept}&other={other}")).await.value();
    let made = merge(now["versions"].clone()).await;
    assert_eq!(made.status, 201, "{}", made.body);
}

#[tokio::test]
async fn programs_hand_an_address_over() {
    let p = Programs::begin();
    let [old, new] = [0, 1].map(|nth| p.world.guests[nth].person.public_id.to_string());
    let path = format!("/api/v1/contacts/{old}/hand-over");
    let faults = p.post(&path, "*", &json!({"address": "x", "how": "lent"})).await;
    assert_eq!(faults.status, 422);
    let fields: Vec<Value> = faults.value()["errors"].as_array().unwrap().iter().map(|e| e["field"].clone()).collect();
    assert_eq!(fields, ["address", "to", "how"]);
    let body = json!({"address": "wang.jianguo@datong.example.cn", "to": new, "how": "shared"});
    assert_eq!(p.post(&path, "\"99\"", &body).await.status, 412);
    let done = p.post(&path, "\"1\"", &body).await;
    assert_eq!((done.status, done.value()["to"].as_str()), (200, Some(&*new)), "{}", done.body);
    for (id, n) in [(&old, 1), (&new, 2)] {
        let held = p.get(&format!("/api/v1/contacts/{id}")).await.value();
        assert_eq!(held["addresses"].as_array().unwrap().len(), n);
    }
}

#[tokio::test]
async fn a_tag_is_ours_or_counts_for_nothing() {
    let p = Programs::begin();
    let path = format!("/api/v1/contacts/{}", p.world.guests[0].person.public_id);
    let shown = p.get(&path).await;
    let tag = shown.header("etag").to_owned();
    assert!(tag.starts_with("\"1-"), "{tag}");
    let put = |tag: String, notes: &'static str| {
        let request = p.client.request(Method::PUT, &path).bearer_auth(&p.key).header("If-Match", tag);
        send(request.json(&json!({"native_name": "王建国", "notes": notes})))
    };
    for wrong in ["\"1-wrong\"".to_owned(), "\"1-\"".to_owned(), tag.replace("\"1-", "\"2-")] {
        assert_eq!(put(wrong.clone(), "no").await.status, 412, "{wrong}");
    }
    assert_eq!(put(tag, "first").await.status, 200);
    assert_eq!(put("\"2\"".to_owned(), "second").await.status, 200, "a bare version is a version");
    let same = put("\"3\"".to_owned(), "second").await;
    assert_eq!((same.status, same.value()["version"].as_i64()), (200, Some(3)), "nothing changed is nothing written");
}
