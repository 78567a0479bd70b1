//! People and organisations over HTTP: added by form, found by pinyin, changed once, silenced, taken out as files, seen by programs.

use convoke::access::{Grant, Role};
use convoke::db::DbError;
use diesel::RunQueryDsl;
use reqwest::Method;
use serde_json::json;

use crate::support::{Page, TestApp, TestClient, send};

const ADMINISTRATOR: Grant = Grant { role: Role::Administrator, programme: None, city: None };

async fn desk(app: &TestApp) -> TestClient {
    app.member("ana@example.org", vec![ADMINISTRATOR]).await
}

async fn add(client: &TestClient, fields: &[(&str, &str)]) -> Page {
    client.submit("/people/new", "/people", fields).await
}

#[tokio::test]
async fn a_person_is_added_found_and_changed() {
    let app = TestApp::start();
    let client = desk(&app).await;
    client.get("/people").await.says("Nobody here yet");
    let wang = [
        ("native_name", "王建国"),
        ("salutation.zh", "王建国副局长，您好："),
        ("email_0", "wjg@example.cn"),
        ("organisation_0", "大同市规划局"),
        ("kind_0", "city-office"),
        ("role_0.zh", "副局长"),
        ("groups", "planners"),
        ("tags", "2016，visa"),
    ];
    let added = add(&client, &wang).await;
    let shown = client.follow(&added).await;
    shown.says("Wang Jianguo").says("王建国").says("副局长").says("visa").says("Planners");
    // What stands in another script is read out and set as what it is.
    let list = client.get("/people").await;
    for run in ["<bdi lang=\"zh-Hans\">大同市规划局</bdi>", " lang=\"zh-Hans\">副局长</span>"] {
        assert!(shown.body.contains(run) && list.body.contains(run), "{run}");
    }
    for (query, hit) in [("wang+jianguo", true), ("wjg", true), ("guihuaju", true), ("li", false)] {
        let page = client.get(&format!("/people?q={query}")).await;
        if hit {
            page.says("王建国")
        } else {
            page.says("Nobody matches")
        };
    }
    client.get("/people?group=planners&kind=city-office&language=zh&mailbox=with").await.says("1 person matches");
    let path = added.location().split('?').next().unwrap().to_owned();
    let form = client.get(&format!("{path}/edit")).await;
    let saved = client.submit_on(&form, &path, &[("phone", "+86 352 555 0101"), ("groups", "planners")]).await;
    client.follow(&saved).await.says("+86 352 555 0101").says("Edited").says("大同市规划局");
    let late = client.submit_on(&form, &path, &[("phone", "+86 352 2")]).await;
    assert_eq!(late.status, 409);
    late.says("Two versions").says("+86 352 555 0101");
    assert_eq!(late.form(&path).value("mine:phone"), Some("+86 352 2"), "what was typed is kept");
    client.get("/organisations?q=guihuaju").await.says("大同市规划局").says("City office");
}

#[tokio::test]
async fn a_field_that_comes_with_two_values_is_refused_and_neither_is_lost() {
    let app = TestApp::start();
    let client = desk(&app).await;
    let page = client.get("/people/new").await;
    let sent = async |twice: &[(&str, &str)]| {
        let form = page.form("/people");
        let mut fields = form.fields.clone();
        fields.retain(|(name, _)| twice.iter().all(|(n, _)| n != name));
        fields.extend(twice.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
        send(client.request(Method::POST, &form.action).form(&fields)).await
    };
    let refused = sent(&[("native_name", "王建国"), ("native_name", "王小明")]).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    refused.says("This came more than once");
    assert!(["王建国", "王小明"].iter().all(|name| refused.body.contains(name)), "{}", refused.body);
    client.get("/people").await.says("Nobody here yet");
    // Of a list several may come, and the same twice is no question.
    let both =
        [("native_name", "王建国"), ("groups", "planners"), ("groups", "architects"), ("extra", "x"), ("extra", "x")];
    let added = sent(&both).await;
    assert_eq!(added.status, 303, "{}", added.text());
}

#[tokio::test]
async fn what_is_no_telephone_number_is_refused_and_never_a_link() {
    let app = TestApp::start();
    let client = desk(&app).await;
    let odd = [("native_name", "Anna Schmidt"), ("phone", "call me maybe <b>")];
    let refused = client.submit("/people/new", "/people", &odd).await;
    assert_eq!(refused.status, 422);
    refused.says("at least 3 digits, 40 characters at most");
    assert_eq!(refused.form("/people").value("phone"), Some("call me maybe <b>"), "what was typed is kept");
    let right = client.submit_on(&refused, "/people", &[("phone", "+49 30 555 01-02 ext. 7")]).await;
    let shown = client.follow(&right).await;
    assert!(shown.body.contains("href=\"tel:+49305550102\""), "{}", shown.text());
    // An entry from before numbers were checked.
    let old = "UPDATE contacts SET phone = 'call me maybe'";
    app.act(|conn, _| diesel::sql_query(old).execute(conn).map_err(DbError::from));
    let shown = client.get(shown.path.as_str()).await;
    shown.says("call me maybe");
    assert!(!shown.body.contains("tel:"), "nothing to dial");
}

#[tokio::test]
async fn faults_are_told_beside_their_fields_and_rows_can_be_added() {
    let app = TestApp::start();
    let client = desk(&app).await;
    let refused = add(&client, &[("native_name", ""), ("email_0", "no-at"), ("notes", "kept as typed")]).await;
    assert_eq!(refused.status, 422);
    refused.says("2 things to put right").says("Please fill this in");
    assert_eq!(refused.form("/people").value("notes"), Some("kept as typed"));
    let longer = add(&client, &[("native_name", "A"), ("more", "addresses")]).await;
    assert!(longer.form("/people").names.contains(&"email_1".to_owned()));
    assert_eq!(longer.form("/people").value("native_name"), Some("A"));
}

#[tokio::test]
async fn a_likely_double_is_a_hint_and_a_form_sent_twice_acts_once() {
    let app = TestApp::start();
    let client = desk(&app).await;
    add(&client, &[("native_name", "王伟"), ("email_0", "a@example.cn")]).await;
    let hinted = add(&client, &[("native_name", "Wang Wei"), ("email_0", "b@example.cn")]).await;
    hinted.says("Already in the book?").says("Same name in the other script");
    let once = client.submit_on(&hinted, "/people", &[]).await;
    let twice = client.submit_on(&hinted, "/people", &[]).await;
    assert_eq!((once.status, once.location()), (303, twice.location()));
    client.get("/people").await.says("2 people");
}

#[tokio::test]
async fn a_page_that_comes_back_and_is_filled_in_anew_is_another_form() {
    let app = TestApp::start();
    let client = desk(&app).await;
    let made = add(&client, &[("native_name", "王伟"), ("email_0", "a@example.cn")]).await;
    let path = made.location().split('?').next().unwrap().to_owned();
    let form = client.get(&format!("{path}/edit")).await;
    let first = client.submit_on(&form, &path, &[("notes", "first")]).await;
    assert_eq!(client.submit_on(&form, &path, &[("notes", "first")]).await.location(), first.location());
    // The same page, as the browser's "back" gives it: its key is used, its words are new.
    let second = client.submit_on(&form, &path, &[("notes", "second")]).await;
    assert_eq!(second.status, 409, "somebody saved in between, if only themselves");
    second.says("first").says("second");
}

#[tokio::test]
async fn what_is_refused_on_a_page_of_its_own_is_called_by_its_label() {
    let app = TestApp::start();
    let client = desk(&app).await;
    let refused = client.get("/people?mailbox=full&consent=perhaps&language=xx").await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    refused.says("Mailbox:").says("Consent:").says("Language:").does_not_say("mailbox:").does_not_say("consent:");
    client.get("/people?mailbox=full&lang=zh").await.says("邮箱：").does_not_say("mailbox：");
}

#[tokio::test]
async fn who_wants_no_mail_is_left_alone_until_they_ask() {
    let app = TestApp::start();
    let client = desk(&app).await;
    let added = add(&client, &[("native_name", "李娜"), ("email_0", "a@example.cn")]).await;
    let path = added.location().split('?').next().unwrap().to_owned();
    let ask = format!("{path}/do-not-contact");
    client.get(&ask).await.says("Stop writing to Li Na?").says("a@example.cn");
    let done = client.submit(&ask, &ask, &[("reason", "asked on the phone")]).await;
    client.follow(&done).await.says("Do not contact").says("asked on the phone");
    client.get("/people?consent=do-not-contact").await.says("李娜");
    let unexplained = client.submit(&ask, &format!("{path}/may-contact"), &[]).await;
    assert_eq!(unexplained.status, 422, "lifting it wants a reason");
    let lifted = client.submit(&ask, &format!("{path}/may-contact"), &[("reason", "she wrote to us")]).await;
    client.follow(&lifted).await.says("May be written to again");
    client.get("/people?consent=do-not-contact").await.says("Nobody matches");
}

#[tokio::test]
async fn files_hold_what_the_filter_finds_and_no_formula() {
    let app = TestApp::start();
    let client = desk(&app).await;
    add(&client, &[("native_name", "=HYPERLINK(\"x\")"), ("email_0", "a@example.cn")]).await;
    add(&client, &[("native_name", "王伟"), ("email_0", "b@example.cn")]).await;
    let all = client.get("/people.csv").await;
    assert!(all.header("content-disposition").contains("people.csv"));
    assert_eq!(all.body.lines().count(), 3);
    assert!(all.body.contains("'=HYPERLINK"), "{}", all.body);
    let one = client.get("/people.csv?q=wangwei").await;
    assert!(one.body.contains("王伟") && !one.body.contains("HYPERLINK"));
    let workbook = client.get("/people.xlsx").await;
    assert!(workbook.body.starts_with("PK"), "a workbook is an archive");
}

#[tokio::test]
async fn programs_read_and_write_with_versions() {
    let app = TestApp::start();
    let person = app.person("ana@example.org", vec![ADMINISTRATOR]);
    let token = app.token(&person, &["read", "write"]);
    let client = app.client();
    let body = json!({
        "native_name": "单晓光", "addresses": [{"email": "shan@example.cn"}], "groups": ["academics"],
        "affiliations": [{"organisation": "浙江大学", "kind": "university", "role": {"zh": "教授"}}],
    });
    let made = client.json(Method::POST, "/api/v1/contacts", &token, &body).await;
    assert_eq!((made.status, made.header("etag")), (201, "\"1\""), "{}", made.body);
    assert_eq!(made.value()["latin_name"], "Shan Xiaoguang");
    let path = made.location().to_owned();
    let without = client.json(Method::PUT, &path, &token, &body).await;
    assert_eq!(without.status, 428);
    let put = |tag: &'static str| {
        let request = client.request(Method::PUT, &path).bearer_auth(&token).header("If-Match", tag);
        crate::support::send(request.json(&json!({"native_name": "单晓光", "notes": "Met in Lyon."})))
    };
    assert_eq!(put("\"1\"").await.status, 200);
    let late = put("\"1\"").await;
    assert_eq!(late.status, 412);
    // What was changed since is told once; of what belongs to the person only that it was.
    let changes = late.value()["changes"].as_array().cloned().unwrap_or_default();
    let notes: Vec<_> = changes.iter().filter(|change| change["field"] == "notes").collect();
    assert_eq!(notes.len(), 1, "{changes:?}");
    assert!(notes[0]["before"].is_null() && notes[0]["after"].is_null(), "{changes:?}");
    let faults = client.json(Method::POST, "/api/v1/contacts", &token, &json!({"addresses": [{"email": "x"}]})).await;
    assert_eq!(faults.status, 422);
    let fields: Vec<String> =
        faults.value()["errors"].as_array().unwrap().iter().map(|e| e["field"].to_string()).collect();
    assert_eq!(fields, ["\"native_name\"", "\"addresses.0.email\""]);
    let found = client.json(Method::GET, "/api/v1/contacts?q=dan+xiaoguang", &token, &json!(null)).await.value();
    assert_eq!(found["items"][0]["notes"], "Met in Lyon.", "found by the other reading too");
    let houses = client.json(Method::GET, "/api/v1/organisations?q=zhejiang", &token, &json!(null)).await.value();
    assert_eq!(houses["items"][0]["kind"], "university");
}
