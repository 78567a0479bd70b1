//! Workbooks with several sheets: what there is to choose from is told before anything is read in, at every door.

use std::path::Path;
use std::process::Command;

use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::files::upload;
use crate::support::command::{Running, convoke, run};
use crate::support::{client_at, send};

const PROGRAMME: &str = "sustainable-urbanisation";

/// Three sheets, the first one empty; the headings of the others, and one line each.
fn workbook(heading: &str, lines: [(&str, &str); 2]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("leer").expect("a name");
    for (name, cell) in lines {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        sheet.write(0, 0, heading).and_then(|sheet| sheet.write(1, 0, cell)).expect("cells");
    }
    book.save_to_buffer().expect("a workbook")
}

/// A demonstration, served by the program itself: it is what reads workbooks.
struct House {
    folder: tempfile::TempDir,
    server: Running,
    token: String,
    /// Address and password.
    login: [String; 2],
}

impl House {
    fn open() -> House {
        let folder = tempfile::tempdir().expect("a folder");
        let at = folder.path().join("demo");
        let place = at.to_str().expect("a path");
        let (code, out, said) =
            run(&mut convoke(folder.path(), &["demo", "--only-make", "--dir", place, "--port", "0"]));
        assert_eq!(code, 0, "{said}");
        let after = |word: &str| {
            let line = out.lines().find(|line| line.trim_start().starts_with(word)).expect("a login");
            line.split_whitespace().last().expect("its value").to_owned()
        };
        let [email, password] = ["sign in", "password"].map(after);
        let create = ["token", "create", &email, "--name", "sheets", "--scopes", "read,write,import"];
        let (code, token, said) = run(&mut on(folder.path(), &create));
        assert_eq!(code, 0, "{said}");
        let server = Running::start(&mut on(folder.path(), &["serve", "--no-work"]));
        House { folder, server, token: token.trim().to_owned(), login: [email, password] }
    }

    fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        client_at(&self.server.address).request(method, path).bearer_auth(&self.token)
    }
}

fn on(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = convoke(folder, arguments);
    command.env("CONVOKE_DATA__DIR", folder.join("demo"));
    command
}

#[tokio::test]
async fn a_program_is_told_the_sheets_before_anybody_is_brought_in() {
    let house = House::open();
    let book = workbook("Name", [("Gäste", "Anne"), ("客人", "王建国")]);
    let made = send(house.ask(Method::POST, "/api/v1/imports?name=people.xlsx").body(book)).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let sheets = json!(["leer", "Gäste", "客人"]);
    assert_eq!((&made.value()["sheets"], &made.value()["sheet_read"]), (&sheets, &json!("Gäste")));
    let location = made.location().to_owned();
    let put = |sheet: &str| {
        let put = house.ask(Method::PUT, &format!("{location}/columns")).json(&json!({ "sheet": sheet }));
        send(put.header("if-match", "*"))
    };
    let chosen = put("客人").await;
    assert_eq!(chosen.status, 200, "{}", chosen.body);
    assert_eq!((&chosen.value()["sheets"], &chosen.value()["sheet_read"]), (&sheets, &json!("客人")));
    assert_eq!(put("Guests").await.value()["errors"][0]["field"], "sheet");
    let shown = send(house.ask(Method::GET, &location)).await.value();
    assert_eq!((&shown["sheets"], &shown["sheet_read"]), (&sheets, &json!("客人")));
    let text = send(house.ask(Method::POST, "/api/v1/imports?name=people.csv").body("Name\nAnne\n")).await;
    assert_eq!((text.status, text.value().get("sheets")), (201, None), "a text has none: {}", text.body);
}

#[tokio::test]
async fn sponsors_come_from_the_sheet_that_is_named() {
    let house = House::open();
    let book = workbook("Firm", [("Alt", "Greywater GmbH"), ("Neu", "Whitewater SA")]);
    let path = house.folder.path().join("firms.xlsx");
    std::fs::write(&path, &book).expect("a file");
    let import = |sheet: &[&str]| {
        let arguments = ["import", "sponsorships", "firms.xlsx", "--programme", PROGRAMME, "--dry-run"];
        run(&mut on(house.folder.path(), &[&arguments[..], sheet].concat()))
    };
    let (code, out, said) = import(&[]);
    assert!(code == 0 && out.contains("1 new"), "{out}{said}");
    assert!(said.contains("read the sheet \"Alt\"") && said.contains("leer, Neu"), "{said}");
    let (code, out, said) = import(&["--sheet", "Neu"]);
    assert!(code == 0 && out.contains("1 new") && said.contains("read the sheet \"Neu\""), "{out}{said}");
    let (code, out, said) = import(&["--sheet", " NEU "]);
    assert!(code == 0 && out.contains("1 new") && said.contains("read the sheet \"Neu\""), "{out}{said}");
    let (code, _, said) = import(&["--sheet", "Neue"]);
    assert!(code == 1 && said.contains("“Neue”") && said.contains("Neu · leer · Alt"), "the likeliest first: {said}");
    let (code, _, said) = import(&["--sheet", "Firms"]);
    assert!(code == 1 && said.contains("“Firms”") && said.contains("leer · Alt · Neu"), "{said}");

    let ask = |sheet: &str| {
        let path = format!("/api/v1/sponsorships/import?programme={PROGRAMME}&dry_run=yes{sheet}");
        send(house.ask(Method::POST, &path).body(book.clone()))
    };
    let told = ask("").await;
    assert_eq!(told.status, 200, "{}", told.body);
    assert_eq!(told.value()["sheets"], json!(["leer", "Alt", "Neu"]));
    assert_eq!(
        (&told.value()["sheet_read"], &told.value()["lines"][0]["firm"]),
        (&json!("Alt"), &json!("Greywater GmbH"))
    );
    let other = ask("&sheet=Neu").await.value();
    assert_eq!((&other["sheet_read"], &other["lines"][0]["firm"]), (&json!("Neu"), &json!("Whitewater SA")));
    let none = ask("&sheet=Firms").await;
    assert_eq!((none.status, none.value()["errors"][0]["field"].clone()), (422, json!("sheet")), "{}", none.body);
}

#[tokio::test]
async fn whoever_brings_sponsors_by_page_chooses_the_sheet() {
    let house = House::open();
    let client = client_at(&house.server.address);
    let [email, password] = &house.login;
    assert_eq!(client.submit("/sign-in", "/sign-in", &[("email", email), ("password", password)]).await.status, 303);
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, heading, cell) in [("Titel", "Overview", "Of all"), ("Firmen", "Firm", "Whitewater SA")] {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        sheet.write(0, 0, heading).and_then(|sheet| sheet.write(1, 0, cell)).expect("cells");
    }
    let book = book.save_to_buffer().expect("a workbook");
    let here = format!("/programmes/{PROGRAMME}/sponsorships/import");
    let blank = client.get(&here).await;
    let first = upload(&client, &blank, &here, "", &[("firms.xlsx", &book)]).await;
    assert_eq!(first.status, 422, "{}", first.text());
    first.says("No column says which firm");
    let other = format!("{here}/sheet");
    let second = client.submit_on(&first, &other, &[("sheet", "Firmen")]).await;
    assert_eq!(second.status, 200, "{}", second.text());
    second.says("1 new").says("Whitewater SA");
    let done = client.submit_on(&second, &format!("{here}/run"), &[]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    client.follow(&done).await.says("Whitewater SA");
    let gone = format!("{}.table", convoke::kernel::ids::PublicId::random());
    let lost = client.submit_on(&first, &other, &[("kept", gone.as_str()), ("sheet", "Firmen")]).await;
    assert_eq!(lost.status, 422, "{}", lost.text());
    lost.says("The file is no longer kept");
}
