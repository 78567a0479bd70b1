//! A spreadsheet on its way in: by page, by the API, from the command line.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use convoke::access::{Grant, Role};
use convoke::app::run_until_idle;
use convoke::domain::contacts::{self, Filter};
use convoke::tables::{TableWriter, XlsxWriter};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::support::{Page, TestApp, TestClient, send};

const CHINESE: &str = "姓名,名字拼音,单位,职务,邮箱,语言,电话\n\
                       王建国,Wang Jianguo,大同市规划局,副局长,wang.jianguo@datong.example.cn,中文,0352 555\n\
                       李娜,,杭州大学,教授,li.na@example.cn,中文,\n\
                       没有邮箱,,,,不是邮箱,,\n";

fn administrator() -> Vec<Grant> {
    vec![Grant { role: Role::Administrator, programme: None, city: None }]
}

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

async fn upload(client: &TestClient, name: &str, bytes: Vec<u8>) -> Page {
    let form = client.get("/people/import").await.form("/people/import");
    let file = Part::bytes(bytes).file_name(name.to_owned());
    let csrf = form.value("csrf").expect("a token").to_owned();
    let form = Form::new().text("csrf", csrf).part("file", file);
    send(client.request(Method::POST, "/people/import").multipart(form)).await
}

fn people(app: &TestApp) -> i64 {
    app.read(|conn, cx| contacts::count(conn, cx, &Filter::default()))
}

fn stored(app: &TestApp) -> usize {
    let folder = app.database().folder().join("imports");
    std::fs::read_dir(folder).map_or(0, |files| files.count())
}

#[tokio::test]
async fn a_files_name_reads_as_it_is_written() {
    let app = TestApp::start();
    let client = app.member("anne@example.org", administrator()).await;
    let sent = upload(&client, "guests\u{202e}gnp.csv", b"Name\nAnne\n".to_vec()).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let columns = client.follow(&sent).await;
    columns.says("guestsgnp.csv");
    assert!(!columns.body.contains('\u{202e}'), "what turns letters round is left out");
}

#[tokio::test]
async fn of_two_columns_that_say_the_same_the_reader_chooses() {
    let app = TestApp::start();
    let client = app.member("anne@example.org", administrator()).await;
    let sent = upload(&client, "firms.csv", b"Name,Firm,Email,Firm\nAnne,CCI,anne@example.fr,UBO\n".to_vec()).await;
    let columns = client.follow(&sent).await;
    columns.says("“Firm” (column 4) says “Organisation” too and is left out: that is read from “Firm” (column 2).");
    let token = app.token(&app.person("bot@example.org", administrator()), &["read", "import"]);
    let told = app.client().json(Method::GET, "/api/v1/imports", &token, &json!({})).await.value();
    let also: Vec<&Value> =
        told["items"][0]["columns"].as_array().expect("columns").iter().map(|c| &c["also"]).collect();
    assert_eq!(also, [&Value::Null, &Value::Null, &Value::Null, &json!("organisation")], "{told}");
    let other = [("column_1", ""), ("column_3", "organisation"), ("act", "preview")];
    let chosen = client.submit_on(&columns, sent.location(), &other).await;
    assert_eq!(chosen.status, 303, "{}", chosen.text());
    client.follow(&chosen).await.says("“Firm” (column 2) says “Organisation” too");
}

#[tokio::test]
async fn a_small_file_whose_encoding_is_in_doubt_is_to_be_looked_at() {
    let app = TestApp::start();
    let client = app.member("anne@example.org", administrator()).await;
    let sent = upload(&client, "petit.csv", b"Nom;Courriel\nRen\xE9e;renee@example.fr\n".to_vec()).await;
    client.follow(&sent).await.says("Few letters of this file tell its encoding").says("Renée");
    let sent = upload(&client, "petit.csv", "Nom;Courriel\nRenée;renee@example.fr\n".as_bytes().to_vec()).await;
    client.follow(&sent).await.says("Renée").does_not_say("Few letters of this file");
}

#[tokio::test]
async fn a_coordinator_brings_in_a_chinese_spreadsheet() {
    let app = TestApp::start();
    let client = app.member("anne@example.org", administrator()).await;
    let way = client.get("/people").await;
    assert!(way.links().contains(&"/people/import".to_owned()), "{:?}", way.links());
    client.get("/people/import").await.says("Import people").says("None yet");
    let sent = upload(&client, "嘉宾.csv", gb18030(CHINESE)).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let columns = client.follow(&sent).await;
    columns.says("嘉宾.csv").says("GB18030").says("王建国").says("wang.jianguo@datong.example.cn");
    let path = sent.location().trim_end_matches("/columns").to_owned();
    let form = columns.form(&format!("{path}/columns"));
    assert_eq!((form.value("column_0"), form.value("column_4")), (Some("name"), Some("email")));

    // Read wrongly, the names are garbled and the page says so; nothing is lost by it.
    let wrong = [("encoding", "windows-1252"), ("act", "preview")];
    let again = client.submit_on(&columns, &format!("{path}/columns"), &wrong).await;
    let garbled = client.follow(&again).await;
    garbled.does_not_say("王建国");
    let right = [("encoding", "GB18030"), ("act", "preview")];
    let again = client.submit_on(&garbled, &format!("{path}/columns"), &right).await;
    let columns = client.follow(&again).await;
    let checked = client.submit_on(&columns, &format!("{path}/columns"), &[("act", "check")]).await;
    assert_eq!(checked.location(), path, "{}", checked.text());
    client.get(&path).await.says("It begins in a moment");

    run_until_idle(&app.state).await.expect("the engine runs");
    let report = client.get(&path).await;
    report.says("2 new people").says("没有邮箱").says("one @ with something on both sides");
    assert_eq!(people(&app), 0);
    let started = client.submit_on(&report, &format!("{path}/start"), &[]).await;
    assert_eq!(started.status, 303);
    client.get(&path).await.says("0 lines read").says("Tried out before: 2 new").does_not_say("2 new people");
    run_until_idle(&app.state).await.expect("the engine runs");
    assert_eq!(people(&app), 2);
    client.get(&path).await.says("2 new people").says("1 line refused");
    let refused = client.get(&format!("{path}/refused.csv")).await;
    assert!(refused.body.contains("Line,Reason,姓名") && refused.body.contains("没有邮箱"), "{}", refused.body);
    client.get("/people").await.says("王建国");

    // The same file once more: nothing to do.
    let sent = upload(&client, "again.csv", gb18030(CHINESE)).await;
    let path = sent.location().trim_end_matches("/columns").to_owned();
    let columns = client.follow(&sent).await;
    client.submit_on(&columns, &format!("{path}/columns"), &[("act", "check")]).await;
    run_until_idle(&app.state).await.expect("the engine runs");
    client.get(&path).await.says("Nobody new, nobody changed.").does_not_say("Everybody in this file");

    assert_eq!(stored(&app), 2);
    let gone = client.submit(&format!("{path}/discard"), &format!("{path}/discard"), &[]).await;
    assert_eq!(gone.status, 303, "{}", gone.text());
    assert_eq!(stored(&app), 1);
    client.get(&path).await.says("no longer kept");
}

/// Brings a file in by the page, to its end; gives the import's address.
async fn brought(app: &TestApp, client: &TestClient, text: &str) -> String {
    let sent = upload(client, "people.csv", text.as_bytes().to_vec()).await;
    let path = sent.location().trim_end_matches("/columns").to_owned();
    let columns = client.follow(&sent).await;
    client.submit_on(&columns, &format!("{path}/columns"), &[("act", "check")]).await;
    run_until_idle(&app.state).await.expect("the engine runs");
    let report = client.get(&path).await;
    if report.forms().iter().any(|form| form.action.ends_with("/start")) {
        client.submit_on(&report, &format!("{path}/start"), &[]).await;
        run_until_idle(&app.state).await.expect("the engine runs");
    }
    path
}

#[tokio::test]
async fn why_there_is_nothing_to_bring_in_is_told_as_it_is() {
    let app = TestApp::start();
    let client = app.member("anne@example.org", administrator()).await;
    let path = brought(&app, &client, "Name,Email\n").await;
    client.get(&path).await.says("no line below them").does_not_say("is known already");
    let path = brought(&app, &client, "Name,Email\nAnne,nowhere\nBo,b@example.org,Paris\n").await;
    let report = client.get(&path).await;
    report.says("No line of this file can be taken").says("2 lines were refused. Take them as a file");
    report.does_not_say("is known already").does_not_say("will be left out");
    let file = client.get(&format!("{path}/refused.csv")).await;
    assert!(
        file.body.contains(",Anne,nowhere\r\n") && file.body.contains(",Bo,b@example.org,Paris\r\n"),
        "{}",
        file.body
    );
}

#[tokio::test]
async fn what_goes_out_comes_back_the_same() {
    let app = TestApp::start();
    let client = app.member("anne@example.org", administrator()).await;
    let text = "Name,Email,Organisation,City,Country,Groups,Do not contact\n\
                Anne Laurent,anne@ulg.example.be,ULiège,Liège,Belgique,Academic; Chamber of commerce,\n\
                王建国,wang@datong.example.cn,大同市规划局,大同,中国,规划师,请勿打扰\n\
                Bo Berg,bo@example.org,,,,,no\n";
    let path = brought(&app, &client, text).await;
    client.get(&path).await.says("3 new people");
    let silent = app.read(|conn, cx| {
        let filter = Filter { consent: contacts::Consent::DoNotContact, ..Filter::default() };
        contacts::list(conn, cx, &filter, convoke::kernel::page::PageRequest::default())
    });
    assert_eq!(silent.items.iter().map(|p| p.name.native.as_str()).collect::<Vec<_>>(), ["王建国"]);
    client.get("/organisations").await.says("Liège").says("Datong");
    for language in ["en", "fr", "zh"] {
        let file = client.get(&format!("/people.csv?lang={language}")).await;
        assert!(file.body.contains("Liège") && file.body.contains("请勿打扰"), "{}", file.body);
        let path = brought(&app, &client, &file.body).await;
        client.get(&path).await.says("Everybody in this file is known already");
    }
    // A file that says nothing of it lifts no wish.
    brought(&app, &client, "Name,Email,Do not contact\n王建国,wang@datong.example.cn,no\n").await;
    assert_eq!(
        app.read(|conn, cx| {
            let filter = Filter { consent: contacts::Consent::DoNotContact, ..Filter::default() };
            contacts::count(conn, cx, &filter)
        }),
        1
    );
    let path = brought(&app, &client, "Name,Groups\nEva,Bakers\n").await;
    client.get(&path).await.says("Bakers").says("city-officials, local-industry, planners");
}

#[tokio::test]
async fn a_reading_that_failed_loses_no_column() {
    let app = TestApp::start();
    let client = app.member("anne@example.org", administrator()).await;
    let win = encoding_rs::WINDOWS_1252
        .encode("Prénom,Nom,Téléphone\nZoé,Lefèvre,01 23\nAnaïs,Müller,02 34\n")
        .0
        .into_owned();
    let sent = upload(&client, "win.csv", win).await;
    let path = sent.location().trim_end_matches("/columns").to_owned();
    let columns = client.follow(&sent).await;
    let wrong = [("encoding", "UTF-8"), ("act", "preview")];
    let failed = client.submit_on(&columns, &format!("{path}/columns"), &wrong).await;
    let failed = if failed.status == 303 { client.follow(&failed).await } else { failed };
    let right = [("encoding", "windows-1252"), ("act", "preview")];
    let again = client.submit_on(&failed, &format!("{path}/columns"), &right).await;
    let form = client.follow(&again).await.form(&format!("{path}/columns"));
    let columns = ["column_0", "column_1", "column_2"].map(|name| form.value(name));
    assert_eq!(columns, [Some("given-name"), Some("family-name"), Some("phone")]);
}

#[tokio::test]
async fn a_line_with_no_telephone_number_is_refused_with_the_reason() {
    let app = TestApp::start();
    let client = app.member("anne@example.org", administrator()).await;
    let path = brought(&app, &client, "Name,Phone\nEva,ask Hans\nHans,030 555 0101\n").await;
    client.get(&path).await.says("1 new person").says("A telephone number, please");
}

#[tokio::test]
async fn an_import_that_nobody_begins_says_so() {
    let app = TestApp::start();
    let client = app.member("anne@example.org", administrator()).await;
    let sent = upload(&client, "guests.csv", b"Name\nEva\n".to_vec()).await;
    let path = sent.location().trim_end_matches("/columns").to_owned();
    let columns = client.follow(&sent).await;
    client.submit_on(&columns, &format!("{path}/columns"), &[("act", "check")]).await;
    app.pass_seconds(600);
    client.get(&path).await.says("Nobody is at work").does_not_say("It begins in a moment");
    run_until_idle(&app.state).await.expect("the engine runs");
    client.get(&path).await.says("Import 1 person").does_not_say("Nobody is at work");
}

#[tokio::test]
async fn groups_are_seen_added_and_renamed() {
    let app = TestApp::start();
    let client = app.member("anne@example.org", administrator()).await;
    let names = |en: &'static str| [("name.en", en), ("name.fr", "Boulangers"), ("name.zh", "面包师")];
    let half = client.submit("/people/groups", "/people/groups", &names("")).await;
    assert_eq!(half.status, 422);
    assert_eq!(half.form("/people/groups").value("name.fr"), Some("Boulangers"));
    let taken = client.submit("/people/groups", "/people/groups", &names("Planner")).await;
    assert_eq!(taken.status, 422, "{}", taken.text());
    let added = client.submit("/people/groups", "/people/groups", &names("Bakers of bread")).await;
    client
        .follow(&added)
        .await
        .says("The group is there")
        .says("Bakers of bread")
        .says("bakers-of-bread")
        .says("面包师");
    let page = client.get("/people/groups/bakers-of-bread").await;
    let action = "/people/groups/bakers-of-bread";
    let renamed = client.submit_on(&page, action, &names("Bakers")).await;
    client.follow(&renamed).await.says("The names are saved").does_not_say("Bakers of bread");
    assert_eq!(client.submit_on(&page, action, &names("Bakers")).await.status, 303, "a form acts once");
    let late = client.submit_on(&page, action, &names("Pastry cooks")).await;
    assert_eq!(late.status, 409, "with other words it is late: {}", late.text());
    late.says("Two versions").says("Bakers").says("Pastry cooks").says("anne").does_not_say("Boulangers");
    let open = client.submit_on(&late, action, &[]).await;
    assert_eq!((open.status, open.form(action).value("hand:name.en")), (409, Some("Bakers / Pastry cooks")));
    let chosen = client.submit_on(&open, action, &[("pick:name.en", "theirs")]).await;
    client.follow(&chosen).await.says("The names are saved").says("Bakers").does_not_say("Pastry cooks");
    let late = client.post(action, &[("name.en", "Cooks"), ("seen.en", "Bakers of bread")]).await;
    assert!(late.status >= 400);
    let path = brought(&app, &client, "Name,Groups\nEva,Baker\n").await;
    client.get(&path).await.says("1 new person");
}

#[tokio::test]
async fn what_is_no_table_is_told_and_not_kept() {
    let app = TestApp::start_with(&[("server.upload_limit", "100000")]);
    let client = app.member("anne@example.org", administrator()).await;
    let table: [(&str, Vec<u8>, &str); 5] = [
        ("people.csv", b"<html><body><table></table></body></html>".to_vec(), "This is a web page"),
        ("people.csv", b"%PDF-1.7 ...".to_vec(), "This is a PDF"),
        ("people.csv", Vec::new(), "The file is empty"),
        ("people.csv", (vec!["a"; 30_000].join(",") + "\n").into_bytes(), "more than 512 columns"),
        ("", b"Name\nAnne\n".to_vec(), "Choose a file first"),
    ];
    for (name, bytes, said) in table {
        let page = upload(&client, name, bytes).await;
        assert_eq!(page.status, 422, "{said}");
        page.says(said);
    }
    let large = upload(&client, "large.csv", vec![b'a'; 150_000]).await;
    assert_eq!(large.status, 413);
    assert_eq!(stored(&app), 0, "nothing of it is kept");
    let forged = Form::new().part("file", Part::bytes(b"Name\nAnne\n".to_vec()).file_name("x.csv"));
    let page = send(client.request(Method::POST, "/people/import").multipart(forged)).await;
    assert_eq!((page.status, stored(&app)), (403, 0));
    let token = client.get("/people/import").await.form("/people/import").value("csrf").expect("a token").to_owned();
    let one = |name: &'static str| Part::bytes(b"Name\nAnne\n".to_vec()).file_name(name);
    let two = Form::new().text("csrf", token).part("file", one("first.csv")).part("file", one("second.csv"));
    let page = send(client.request(Method::POST, "/people/import").multipart(two)).await;
    assert_eq!((page.status, stored(&app)), (422, 0), "no half of it is taken: {}", page.text());
    page.says("“second.csv” is a second file");
    let unmapped = upload(&client, "x.csv", b"Shoes,Hats\n1,2\n".to_vec()).await;
    let columns = client.follow(&unmapped).await;
    let action = unmapped.location().to_owned();
    let refused = client.submit_on(&columns, &action, &[("act", "check"), ("column_1", "email")]).await;
    assert_eq!(refused.status, 422);
    refused.says("Say which column holds the names");
    assert_eq!(refused.form(&action).value("column_1"), Some("email"), "what was chosen is kept");
}

#[tokio::test]
async fn what_was_chosen_on_a_page_that_was_refused_is_chosen_when_it_is_sent_again() {
    let app = TestApp::start();
    let client = app.member("anne@example.org", administrator()).await;
    let sent = upload(&client, "twice.csv", b"Name,Email\nName,Email\nAnne,anne@example.fr\n".to_vec()).await;
    let (columns, action) = (client.follow(&sent).await, sent.location().to_owned());
    assert_eq!(columns.form(&action).value("header_line"), Some("1"));
    let refused =
        client.submit_on(&columns, &action, &[("header_line", "2"), ("act", "check"), ("column_0", "")]).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    let again = client.submit_on(&refused, &action, &[("act", "preview"), ("column_0", "name")]).await;
    let columns = client.follow(&again).await;
    assert_eq!(columns.form(&action).value("header_line"), Some("2"));
}

#[tokio::test]
async fn a_program_brings_in_people_by_the_api() {
    let app = TestApp::start();
    let person = app.person("robot@example.org", administrator());
    let (token, client) = (app.token(&person, &["read", "import"]), app.client());
    let csv = "Who,E-mail\nAnne Laurent,anne@example.fr\nNobody,nowhere\n";
    let request = client.request(Method::POST, "/api/v1/imports?name=staff.csv").bearer_auth(&token).body(csv);
    let made = send(request).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let (location, value) = (made.location().to_owned(), made.value());
    assert_eq!((value["state"].as_str(), value["columns"][1]["field"].as_str()), (Some("uploaded"), Some("email")));

    let start = |pass: &'static str| {
        client_json(&client, Method::POST, format!("{location}/start"), &token, json!({ "pass": pass }))
    };
    let unnamed = start("dry").await;
    assert_eq!((unnamed.status, unnamed.value()["errors"][0]["field"].clone()), (422, json!("columns")));
    let sheet = json!({ "sheet": "Guests" });
    let put = client.request(Method::PUT, &format!("{location}/columns")).bearer_auth(&token).json(&sheet);
    let none = send(put.header("if-match", made.header("etag"))).await;
    assert_eq!((none.status, none.value()["errors"][0]["field"].clone()), (422, json!("sheet")), "a text has none");
    let fields = json!({ "fields": ["name", "email"] });
    let put = client.request(Method::PUT, &format!("{location}/columns")).bearer_auth(&token).json(&fields);
    let settled = send(put.header("if-match", made.header("etag"))).await;
    assert_eq!(settled.status, 200, "{}", settled.body);
    assert_eq!(start("write").await.status, 200);
    assert_eq!(start("write").await.status, 409, "it waits already");
    run_until_idle(&app.state).await.expect("the engine runs");
    let done = get(&client, &location, &token).await.value();
    assert_eq!((&done["state"], &done["new"], &done["refused"]), (&json!("done"), &json!(1), &json!(1)));
    let lines = get(&client, &format!("{location}/lines"), &token).await.value();
    assert_eq!(lines["items"][0]["reasons"][0]["reason"], "email-no-at");
    assert!(get(&client, &format!("{location}/refused.csv"), &token).await.body.contains("Nobody,nowhere"));

    let reader = app.token(&person, &["read", "write"]);
    assert_eq!(get(&client, "/api/v1/imports", &reader).await.status, 403);
    let html = client.request(Method::POST, "/api/v1/imports").bearer_auth(&token).body("<html><p>no</p></html>");
    let refused = send(html).await;
    assert_eq!(refused.status, 409);
    assert!(refused.value()["detail"].as_str().is_some_and(|d| d.contains("web page")), "{}", refused.body);
    let gone = send(client.request(Method::DELETE, &location).bearer_auth(&token)).await;
    assert_eq!((gone.status, stored(&app)), (204, 0));
}

async fn client_json(client: &TestClient, method: Method, path: String, token: &str, body: Value) -> Page {
    client.json(method, &path, token, &body).await
}

async fn get(client: &TestClient, path: &str, token: &str) -> Page {
    send(client.request(Method::GET, path).bearer_auth(token)).await
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_convoke"));
    command.args(["import", "contacts"]).args(arguments).env_clear().current_dir(folder);
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("CONVOKE_DATA__DIR", folder.join("var"));
    command.stdin(Stdio::null());
    command
}

/// Exit code, standard output and error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = command(folder, arguments).output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

#[test]
fn the_command_says_what_it_did_and_how_it_went() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    std::fs::write(at.join("people.csv"), gb18030(CHINESE)).expect("a file");
    let (code, said, errors) = run(at, &["people.csv", "--dry-run"]);
    assert_eq!(code, 2, "{said}{errors}");
    assert!(said.contains("3 lines") && said.contains("would be 2 new, 0 changed, 0 the same, 1 refused"), "{said}");
    assert!(errors.contains("姓名 -> name") && errors.contains("line 4: Email:"), "{errors}");
    assert!(errors.contains("read as GB18030, separated by comma"), "{errors}");
    let (code, said, _) = run(at, &["people.csv", "--refused", "refused.csv"]);
    assert!(code == 2 && said.contains("2 new"), "{said}");
    let refused = std::fs::read_to_string(at.join("refused.csv")).expect("the refused lines");
    assert!(refused.contains("没有邮箱"), "{refused}");
    let mended = refused.replace("不是邮箱", "found@example.cn");
    std::fs::write(at.join("mended.csv"), mended).expect("a file");
    let (code, said, errors) = run(at, &["mended.csv"]);
    assert!(code == 0 && said.contains("1 new") && said.contains("0 refused"), "{said}{errors}");
    let (_, said, _) = run(at, &["people.csv"]);
    assert!(said.contains("0 new, 0 changed, 2 the same"), "{said}");

    // Nobody comes in where the refused lines could not be written, and no table is written over.
    std::fs::write(at.join("late.csv"), "Name;Email\nLea;lea@example.fr\n").expect("a file");
    let (code, said, errors) = run(at, &["late.csv", "--refused", "nowhere/refused.csv"]);
    assert!(code == 1 && said.is_empty() && errors.contains("nowhere/refused.csv"), "{said}{errors}");
    let (code, said, errors) = run(at, &["late.csv", "--refused", "./late.csv"]);
    assert!(code == 1 && said.is_empty() && errors.contains("the table itself"), "{said}{errors}");
    let (code, said, errors) = run(at, &["late.csv"]);
    assert!(code == 0 && said.contains("1 new"), "{said}{errors}");

    std::fs::write(at.join("own.csv"), "Spalte;Wer\nanne@example.fr;Anne\n").expect("a file");
    let (code, _, errors) = run(at, &["own.csv"]);
    assert!(code == 1 && errors.contains("--map"), "{errors}");
    let (code, said, errors) = run(at, &["own.csv", "--map", "Spalte=email", "--map", "wer=name"]);
    assert!(code == 0 && said.contains("1 new"), "{said}{errors}");
    for (setting, bad, told) in [
        ("--map", "Spalte=shoe", "there is no field \"shoe\"; fields are name, "),
        ("--map", "Nowhere=email", "there is no column \"Nowhere\"; the headings are Spalte, Wer"),
        ("--encoding", "EBCDIC", "--encoding is one of "),
        ("--separator", "dot", "--separator is one of "),
    ] {
        let (code, _, errors) = run(at, &["own.csv", setting, bad]);
        assert!(code == 1 && errors.contains(told), "{setting} {bad}: {errors}");
    }
    std::fs::write(at.join("firms.csv"), "Name;Firm;Firm\nBea;CCI;UBO\n").expect("a file");
    let (code, _, errors) = run(at, &["firms.csv", "--dry-run"]);
    let rival = "\"Firm\" (column 3) says organisation too and is left out, for \"Firm\" (column 2) is read";
    assert!(code == 0 && errors.contains(rival), "{errors}");
    let (code, _, errors) = run(at, &["firms.csv", "--dry-run", "--map", "#3=organisation"]);
    assert!(code == 0 && errors.contains("\"Firm\" (column 2) says organisation too"), "{errors}");
    std::fs::write(at.join("page.csv"), "<!doctype html><title>x</title>").expect("a file");
    let (code, _, errors) = run(at, &["page.csv"]);
    assert!(code == 1 && errors.contains("web page"), "{errors}");
    assert_eq!(run(at, &["missing.csv"]).0, 1);
    let (code, _, errors) = run(at, &["."]);
    assert!(code == 1 && errors.contains("is a directory"), "{errors}");
}

#[test]
fn workbooks_are_read_by_a_process_of_their_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let file = std::fs::File::create(at.join("people.xlsx")).expect("a file");
    let mut book = XlsxWriter::new(file).expect("a workbook");
    book.row(&["Nom", "Prénom", "Courriel", "Langue"]).expect("a row");
    for n in 0..300 {
        book.row(&[&format!("Nom{n}"), "Anne", &format!("a{n}@example.fr"), "français"]).expect("a row");
    }
    Box::new(book).finish().expect("a whole workbook");
    let (code, said, errors) = run(at, &["people.xlsx"]);
    assert!(code == 0 && said.contains("300 lines") && said.contains("300 new"), "{said}{errors}");
    let whole = std::fs::read(at.join("people.xlsx")).expect("its bytes");
    std::fs::write(at.join("cut.xlsx"), &whole[..whole.len() / 2]).expect("a file");
    let (code, _, errors) = run(at, &["cut.xlsx"]);
    assert!(code == 1 && errors.contains("damaged"), "{errors}");
}

#[test]
fn a_table_may_come_through_a_pipe() {
    use std::io::Write;
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let through = |arguments: &[&str], text: &str, limit: &str| {
        let mut command = command(at, arguments);
        command.env("CONVOKE_SERVER__UPLOAD_LIMIT", limit);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        child.stdin.take().expect("a way in").write_all(text.as_bytes()).expect("it reads");
        let output = child.wait_with_output().expect("it ends");
        let told = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(told).expect("text"))
    };
    let (code, told) = through(&["-"], "Name,Email\nAnne,anne@example.fr\n", "1000000");
    assert!(code == Some(0) && told.contains("stdin: 1 line") && told.contains("1 new"), "{told}");
    let (code, told) = through(&["/dev/stdin", "--refused", "left.csv"], "Name,Email\nBea,nothing\n", "1000000");
    assert!(code == Some(2) && told.contains("1 refused"), "{told}");
    assert!(std::fs::read_to_string(at.join("left.csv")).expect("read once more").contains("Bea"));
    let (code, told) = through(&["-"], "", "1000000");
    assert!(code == Some(1) && told.contains("empty"), "{told}");
    let long = format!("Name\n{}", "Anne\n".repeat(500));
    let (code, told) = through(&["-"], &long, "1024");
    assert!(code == Some(1) && told.contains("1024 bytes") && told.contains("server.upload_limit"), "{told}");
    let left = std::fs::read_dir(at.join("var/imports")).map_or(0, |files| files.count());
    assert_eq!(left, 0, "nothing of it stays");
}

#[test]
fn a_workbook_may_be_the_standard_input() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write(0, 0, "Name").and_then(|sheet| sheet.write(1, 0, "Anne")).expect("cells");
    book.save(at.join("people.xlsx")).expect("a file");
    for named in ["-", "/dev/stdin"] {
        let mut command = command(at, &[named, "--dry-run"]);
        let output = command.stdin(std::fs::File::open(at.join("people.xlsx")).expect("the file")).output();
        let output = output.expect("it runs");
        let told = String::from_utf8([output.stdout, output.stderr].concat()).expect("text");
        assert!(output.status.code() == Some(0) && told.contains("1 new"), "{named}: {told}");
    }
}

#[test]
fn of_a_workbook_with_several_sheets_one_is_chosen() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("leer").expect("a name");
    for (name, who) in [("Gäste", "Anne"), ("客人", "王建国")] {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        sheet.write(0, 0, "Name").and_then(|sheet| sheet.write(1, 0, who)).expect("cells");
    }
    book.save(at.join("people.xlsx")).expect("a file");
    let (code, said, errors) = run(at, &["people.xlsx", "--dry-run"]);
    assert!(code == 0 && said.contains("1 new"), "{said}{errors}");
    assert!(
        errors.contains("read the sheet \"Gäste\"") && errors.contains("客人"),
        "the first that holds something: {errors}"
    );
    let (code, said, errors) = run(at, &["people.xlsx", "--sheet", "客人"]);
    assert!(code == 0 && said.contains("1 new"), "{said}{errors}");
    let (code, said, errors) = run(at, &["people.xlsx", "--sheet", "Gäste"]);
    assert!(code == 0 && said.contains("1 new"), "another sheet, another person: {said}{errors}");
    let (code, _, errors) = run(at, &["people.xlsx", "--sheet", "Guests"]);
    assert!(code == 1 && errors.contains("“Guests”") && errors.contains("leer · Gäste · 客人"), "{errors}");
}

/// A cover in front and notes behind are no people, nor is a table of something else.
#[test]
fn of_a_workbook_the_sheet_with_people_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let write = |book: &mut rust_xlsxwriter::Workbook, name: &str, rows: &[&[&str]]| {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        for (row, cells) in (0_u32..).zip(rows) {
            for (column, cell) in (0_u16..).zip(*cells) {
                sheet.write(row, column, *cell).expect("a cell");
            }
        }
    };
    let mut book = rust_xlsxwriter::Workbook::new();
    write(&mut book, "Cover", &[&["Names and addresses for the conference"], &["Datong, 18 April 2016"]]);
    write(&mut book, "Budget", &[&["Item", "Euro"], &["Room", "900"]]);
    write(&mut book, "Guests", &[&["Name", "E-mail"], &["Anne Laurent", "anne@example.fr"]]);
    write(&mut book, "Old guests", &[&["Name", "E-mail"], &["Bea Meier", "bea@example.de"]]);
    write(&mut book, "Notes", &[&["Call the bureau again"]]);
    book.save(at.join("people.xlsx")).expect("a file");
    let (code, said, errors) = run(at, &["people.xlsx", "--refused", "left.csv"]);
    assert!(code == 0 && said.contains("1 line ") && said.contains("1 new"), "{said}{errors}");
    assert!(
        errors.contains("read the sheet \"Guests\"") && errors.contains("Cover, Budget, Old guests, Notes"),
        "the others are named: {errors}"
    );
    let (code, said, errors) = run(at, &["people.xlsx", "--headings", "1", "--dry-run"]);
    assert!(code == 0 && said.contains("1 the same"), "a line of headings is one of the same sheet: {said}{errors}");
    let (code, said, errors) = run(at, &["people.xlsx", "--sheet", "Old guests"]);
    assert!(code == 0 && said.contains("1 new"), "another may be named: {said}{errors}");

    // Nobody says what the columns are: the first that is a table, not the cover.
    let mut book = rust_xlsxwriter::Workbook::new();
    write(&mut book, "Cover", &[&["Names and addresses for the conference"]]);
    write(&mut book, "Liste", &[&["Wer", "Wo"], &["Cleo Martin", "Liège"]]);
    book.save(at.join("others.xlsx")).expect("a file");
    let (code, said, errors) = run(at, &["others.xlsx", "--map", "Wer=name"]);
    assert!(code == 0 && said.contains("1 new") && errors.contains("read the sheet \"Liste\""), "{said}{errors}");
}

/// A cover often has headings of its own, for a note or for whom to ask; the people stand behind it.
#[test]
fn a_sheet_with_headings_alone_or_without_names_gives_way_to_the_one_with_people() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let covers: [&[&[&str]]; 3] = [
        &[&["杭州会议嘉宾名单"], &["联系人：李娜"], &["邮箱", "li.na@example.cn"]],
        &[&["List of guests"], &["Name", "Email", "Remarks"]],
        &[&["E-mail", "Telephone"], &["office@example.cn", "+86 571 5555 0134"]],
    ];
    for (nth, rows) in covers.iter().enumerate() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let guest = format!("guest{nth}@example.cn");
        let guests: [&[&str]; 2] = [&["姓名", "邮箱"], &["王建国", guest.as_str()]];
        for (name, rows) in [("Cover", *rows), ("名单", &guests[..])] {
            let sheet = book.add_worksheet().set_name(name).expect("a name");
            for (row, cells) in (0_u32..).zip(rows) {
                for (column, cell) in (0_u16..).zip(*cells) {
                    sheet.write(row, column, *cell).expect("a cell");
                }
            }
        }
        book.save(at.join("people.xlsx")).expect("a file");
        let (code, said, errors) = run(at, &["people.xlsx", "--dry-run"]);
        assert!(code == 0 && said.contains("would be 1 new"), "{nth}: {said}{errors}");
        assert!(errors.contains("read the sheet \"名单\""), "{nth}: {errors}");
    }
    // Whoever fills in no more than the headings is told of these, and of no table of something else.
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in [("Guests", [["Name", "E-mail"], ["", ""]]), ("Budget", [["Item", "Euro"], ["Room", "900"]])] {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        for (row, cells) in (0_u32..).zip(&rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                sheet.write(row, column, *cell).expect("a cell");
            }
        }
    }
    book.save(at.join("blank.xlsx")).expect("a file");
    let (code, said, errors) = run(at, &["blank.xlsx", "--dry-run"]);
    assert!(code == 0 && said.contains("0 lines") && errors.contains("read the sheet \"Guests\""), "{said}{errors}");
}

#[test]
fn a_killed_command_leaves_whole_lines_and_is_repeated() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let mut text = String::from("Name,Email,Organisation\n");
    for n in 0..12_000 {
        text.push_str(&format!("Person {n},p{n}@example.org,House {}\n", n % 50));
    }
    std::fs::write(at.join("many.csv"), &text).expect("a file");
    // The schema first, so that the killing meets the import.
    assert_eq!(run(at, &["missing.csv"]).0, 1);
    let mut child = command(at, &["many.csv"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    let began = Instant::now();
    while count(at) == 0 && began.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(10));
    }
    child.kill().expect("it is killed");
    child.wait().expect("it is dead");
    let halfway = count(at);
    assert_eq!(halfway % 2_000, 0, "whole batches only");
    let (code, said, errors) = run(at, &["many.csv"]);
    assert_eq!(code, 0, "{errors}");
    assert!(said.contains(&format!("{} new, 0 changed, {halfway} the same", 12_000 - halfway)), "{said}");
    assert_eq!(count(at), 12_000);
}

#[test]
fn a_command_that_is_told_to_stop_ends_between_two_batches_and_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let mut text = String::from("Name,Email\n");
    for n in 0..30_000 {
        text.push_str(&format!("Person {n},p{n}@example.org\n"));
    }
    std::fs::write(at.join("many.csv"), &text).expect("a file");
    // The schema first, so that the word meets the import.
    assert_eq!(run(at, &["missing.csv"]).0, 1);
    let child = command(at, &["many.csv"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let began = Instant::now();
    while count(at) == 0 && began.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(10));
    }
    let kill = std::process::Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    assert!(kill.expect("kill runs").success());
    let ended = child.wait_with_output().expect("it ends");
    let (out, said) = (String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr));
    assert!(ended.status.code() == Some(1) && said.contains("told to stop before the end"), "{out}{said}");
    let halfway = count(at);
    assert!(halfway % 2_000 == 0 && out.contains(&format!("{halfway} new, 0 changed")), "{halfway}: {out}{said}");
    let (code, out, said) = run(at, &["many.csv"]);
    assert!(
        code == 0 && out.contains(&format!("{} new, 0 changed, {halfway} the same", 30_000 - halfway)),
        "{out}{said}"
    );
}

/// How many people the folder's database holds; none before there is one.
fn count(folder: &Path) -> i64 {
    use convoke::db::{DatabaseUrl, Db, Limits};
    let path = folder.join("var/convoke.db");
    if !path.exists() {
        return 0;
    }
    let limits = Limits { connections: 1, wait: Duration::from_secs(10) };
    let Ok(db) = Db::open(&DatabaseUrl::Sqlite(path), &limits) else { return 0 };
    if !db.pending().is_ok_and(|pending| pending.0.is_empty()) {
        return 0;
    }
    let now = "2016-04-18T08:00:00Z".parse().expect("an instant");
    let keys = convoke::kernel::token::Keys::new([7; 32]);
    let cx = convoke::access::Context::system("test", convoke::access::Door::Command, now, now, keys);
    db.read_now(|conn| contacts::count(conn, &cx, &Filter::default())).expect("a count")
}
