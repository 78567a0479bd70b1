//! Workbooks and tables made to exhaust us or to deceive us, through the page, the API and the command line: each ends in a report that
//! names the reason, within the memory it may use, and leaves nothing behind.

use std::path::Path;

use reqwest::Method;
use reqwest::multipart::{Form, Part as Field};
use serde_json::Value;

use crate::support::bombs::*;
use crate::support::command::{Running, convoke, fed, run};
use crate::support::{PASSWORD, TestClient, client_at, send};

/// A server with an administrator, and the two ways in.
struct House {
    folder: tempfile::TempDir,
    server: Running,
    client: TestClient,
    token: String,
}

impl House {
    async fn open() -> House {
        let folder = tempfile::tempdir().expect("a folder");
        let user = ["user", "create", "ana@example.org", "--name", "Ana", "--administrator"];
        let (code, out, said) = fed(&mut convoke(folder.path(), &user), &format!("{PASSWORD}\n"));
        assert_eq!(code, 0, "{out}{said}");
        let key = ["token", "create", "ana@example.org", "--name", "x", "--scopes", "read,import"];
        let (code, token, said) = run(&mut convoke(folder.path(), &key));
        assert_eq!(code, 0, "{said}");
        let server = Running::start(&mut convoke(folder.path(), &["serve", "--no-work"]));
        let client = client_at(&server.address);
        let fields = [("email", "ana@example.org"), ("password", PASSWORD)];
        assert_eq!(client.submit("/sign-in", "/sign-in", &fields).await.status, 303);
        House { folder, server, client, token: token.trim().to_owned() }
    }

    /// What the page says to a file: its status and its words.
    async fn by_page(&self, name: &str, bytes: &[u8]) -> (u16, String) {
        let form = self.client.get("/people/import").await.form("/people/import");
        let csrf = form.value("csrf").expect("a token").to_owned();
        let file = Field::bytes(bytes.to_vec()).file_name(name.to_owned());
        let form = Form::new().text("csrf", csrf).part("file", file);
        let page = send(self.client.request(Method::POST, "/people/import").multipart(form)).await;
        (page.status, page.text())
    }

    async fn by_api(&self, name: &str, bytes: &[u8]) -> (u16, Value) {
        let path = format!("/api/v1/imports?name={name}");
        let request = client_at(&self.server.address).request(Method::POST, &path);
        let answer = send(request.bearer_auth(&self.token).body(bytes.to_vec())).await;
        (answer.status, answer.value())
    }

    async fn by_command(&self, name: &str, bytes: &[u8]) -> (i32, String) {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        let mut command = convoke(self.folder.path(), &["import", "contacts", name, "--dry-run"]);
        // Waiting in place would keep the visitor from noticing that an idle connection was closed.
        let ended = tokio::task::spawn_blocking(move || run(&mut command)).await;
        let (code, out, said) = ended.expect("it ends");
        std::fs::remove_file(path).expect("it is still there");
        (code, format!("{out}{said}"))
    }

    /// Refused at every door, for this reason.
    async fn refuses(&self, name: &str, bytes: &[u8], why: &str) {
        let (status, said) = self.by_page(name, bytes).await;
        assert!(status == 422 && said.contains(why), "page, {name}: {status} {said}");
        let (status, said) = self.by_api(name, bytes).await;
        assert!(
            status == 409 && said["detail"].as_str().is_some_and(|d| d.contains(why)),
            "API, {name}: {status} {said}"
        );
        let (code, said) = self.by_command(name, bytes).await;
        assert!(code == 1 && said.contains(why) && !said.contains("panick"), "command, {name}: {code} {said}");
        assert_eq!(stored(self.folder.path()), 0, "{name} left a file behind");
    }
}

fn stored(folder: &Path) -> usize {
    std::fs::read_dir(folder.join("var/imports")).map_or(0, |files| files.count())
}

#[tokio::test]
async fn a_workbook_in_disguise_is_told_by_its_content() {
    let house = House::open().await;
    let book = workbook(small_sheet(), no_strings());
    let open_document = zip(&[
        Part::plain("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        Part::plain("content.xml", b"<office:document-content/>"),
    ]);
    let cases: [(&str, Vec<u8>, &str); 8] = [
        ("locked.xlsx", ole("EncryptedPackage"), "protected by a password"),
        ("old.xlsx", ole("Workbook"), "old Excel workbook (XLS)"),
        ("calc.xlsx", open_document, "OpenDocument"),
        ("nested.xlsx", zip(&[Part::plain("people.xlsx", &book)]), "archive"),
        ("cut.xlsx", book[..book.len() / 2].to_vec(), "damaged"),
        ("page.csv", b"<!DOCTYPE html><html><table><tr><td>Name</td></tr></table>".to_vec(), "web page"),
        ("zip.csv", zip(&[Part::plain("people.csv", b"Name\nAnne\n")]), "archive"),
        ("paper.csv", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n".to_vec(), "PDF"),
    ];
    for (name, bytes, why) in cases {
        house.refuses(name, &bytes, why).await;
    }
    // The same workbook under a table's name is what it is.
    let (status, said) = house.by_api("people.csv", &book).await;
    assert_eq!((status, said["columns"][1]["heading"].as_str()), (201, Some("Email")), "{said}");
}

#[tokio::test]
async fn a_packed_bomb_is_refused_by_its_directory() {
    let house = House::open().await;
    // A gigabyte and more of zeros, in seven megabytes.
    house.refuses("zeros.xlsx", &workbook(zeros(1_200_000_000), no_strings()), "more than 1024 MB").await;
    let many = (0..2_000).map(|n| Part::plain(&format!("xl/media/{n}.xml"), b"")).collect();
    house.refuses("parts.xlsx", &workbook_with(small_sheet(), no_strings(), many), "more than 2000 parts").await;
    let laid_over = workbook(small_sheet(), no_strings().claiming(900_000_000));
    house.refuses("claims.xlsx", &laid_over, "far more than it should hold").await;
}

#[tokio::test]
async fn a_bomb_that_its_directory_hides_dies_of_the_childs_limit() {
    let house = House::open().await;
    let before = house.server.memory();
    house.refuses("strings.xlsx", &workbook(shared_sheet(), endless_strings()), "more than 512 MB of memory").await;
    let lying = workbook(zeros(900_000_000).claiming(1_000), no_strings());
    house.refuses("lying.xlsx", &lying, "damaged").await;
    let grown = house.server.memory().saturating_sub(before);
    assert!(grown < 128 * 1024 * 1024, "the server itself grew by {grown} bytes");
    assert_eq!(client_at(&house.server.address).get("/health/ready").await.status, 200);
}

#[tokio::test]
async fn a_sheet_that_claims_everything_is_read_for_what_it_holds() {
    let house = House::open().await;
    let head = format!(r#"<row r="1">{}{}</row>"#, cell("A1", "Name"), cell("B1", "Email"));
    let anne = format!(r#"<row r="2">{}{}</row>"#, cell("A2", "Anne"), cell("B2", "anne@example.fr"));
    let corner = format!(r#"<row r="1048576">{}</row>"#, cell("XFD1048576", "far away"));
    let rows = format!(r#"<dimension ref="A1:XFD1048576"/><sheetData>{head}{anne}{corner}</sheetData>"#);
    let (code, said) = house.by_command("claims.xlsx", &workbook(sheet(&rows), no_strings())).await;
    assert!(code == 2 && said.contains("1 new") && said.contains("1 refused"), "{said}");
    assert!(said.contains("line 1048576: More than 512 columns"), "{said}");
    let (status, said) = house.by_api("claims.xlsx", &workbook(sheet(&rows), no_strings())).await;
    assert_eq!(status, 201, "{said}");
}

#[tokio::test]
async fn entities_are_never_written_out() {
    let house = House::open().await;
    let before = house.server.memory();
    house.refuses("laughs.xlsx", &workbook(shared_sheet(), laughs()), "damaged").await;
    assert!(house.server.memory() - before < 64 * 1024 * 1024);
}
