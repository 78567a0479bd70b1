//! Files of deliverables from outside: brought, looked at, refused, kept, fetched in parts, and gone when nobody points at them.

use std::path::{Path, PathBuf};

use convoke::access::{Grant, Role};
use convoke::db::DatabaseUrl;
use convoke::domain::deliverables::{self, Deliverable, DeliverableState};
use reqwest::Method;
use reqwest::multipart::{Form, Part};

use crate::support::bombs::{self, Part as Entry};
use crate::support::command::{Running, convoke, run};
use crate::support::contents::contents;
use crate::support::world::World;
use crate::support::{Page, TestApp, TestClient, send};

const ACTING: &[u8] = b"%PDF-1.7\n1 0 obj<</Type/Page/AA<</O<</S/JavaScript/JS(x)>>>>>>endobj\n%%EOF\n";
pub const PDF: &[u8] = b"%PDF-1.7\n1 0 obj<</Type   /Page>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// An app with a programme, its coordinator, and one of its deliverables.
pub struct Desk {
    pub app: TestApp,
    pub world: World,
    pub client: TestClient,
    pub key: String,
    pub deliverable: Deliverable,
}

impl Desk {
    pub async fn open(settings: &[(&str, &str)]) -> Desk {
        let app = TestApp::start_with(settings);
        let world = World::build(&app);
        let person = app.person("claire@example.org", world.coordinator());
        let client = app.sign_in(&person).await;
        let key = app.token(&person, &["read", "write"]);
        let deliverable = some(&app, &world);
        Desk { app, world, client, key, deliverable }
    }
    /// The deliverable's page.
    pub fn page(&self) -> String {
        format!("/programmes/cities/deliverables/{}", self.deliverable.public_id)
    }
    pub fn api(&self) -> String {
        format!("/api/v1{}", self.page())
    }
    /// Sends the form that begins a version, with files.
    pub async fn bring(&self, files: &[(&str, &[u8])]) -> Page {
        let page = self.client.get(&format!("{}/versions/new", self.page())).await;
        assert_eq!(page.status, 200, "{}", page.text());
        upload(&self.client, &page, &format!("{}/versions", self.page()), "mul", files).await
    }
    pub async fn call(&self, method: Method, path: &str, body: serde_json::Value) -> Page {
        let path = format!("{}{path}", self.api());
        self.client_without_cookie().json(method, &path, &self.key, &body).await
    }
    pub async fn put(&self, path: &str, bytes: &[u8]) -> Page {
        let path = format!("{}{path}", self.api());
        let request = self.client_without_cookie().request(Method::PUT, &path).bearer_auth(&self.key);
        send(request.body(bytes.to_vec())).await
    }
    pub fn client_without_cookie(&self) -> TestClient {
        self.app.client()
    }
    pub fn again(&self) -> Deliverable {
        let p = self.world.outline.programme.id;
        self.app.read(|conn, cx| deliverables::find(conn, cx, p, &self.deliverable.public_id))
    }
    /// Every file below the store's folder, with its size.
    pub fn stored(&self) -> Vec<(PathBuf, u64)> {
        let root = self.app.database().folder().join("files");
        let mut found = Vec::new();
        walk(&root, &root, &mut found);
        found.sort();
        found
    }
}

fn some(app: &TestApp, world: &World) -> Deliverable {
    let p = world.outline.programme.id;
    app.read(|conn, cx| deliverables::all(conn, cx, p)).remove(0)
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<(PathBuf, u64)>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        if entry.path().is_dir() {
            walk(root, &entry.path(), found);
        } else {
            let size = entry.metadata().expect("its size").len();
            found.push((entry.path().strip_prefix(root).expect("below").to_owned(), size));
        }
    }
}

/// Fills in a page's form to `action` and adds files, as a browser does.
pub async fn upload(client: &TestClient, page: &Page, action: &str, language: &str, files: &[(&str, &[u8])]) -> Page {
    let form = page.form(action);
    let mut sent = Form::new();
    for (name, value) in form.fields.iter().filter(|(name, _)| name != "file" && name != "language") {
        sent = sent.text(name.clone(), value.clone());
    }
    sent = sent.text("language", language.to_owned());
    for (name, bytes) in files {
        sent = sent.part("file", Part::bytes(bytes.to_vec()).file_name((*name).to_owned()));
    }
    send(client.request(Method::POST, &form.action).multipart(sent)).await
}

/// A file's picture leads where its name leads: who goes by keyboard or listens passes it once, by name.
#[tokio::test]
async fn in_a_gallery_each_file_is_one_stop_with_a_name() {
    let desk = Desk::open(&[]).await;
    assert_eq!(desk.bring(&[("Report.pdf", PDF)]).await.status, 303);
    let page = desk.client.get(&format!("{}/versions/1", desk.page())).await;
    let faces = page.body.split("<a class=\"face\"").skip(1).filter_map(|rest| rest.split('>').next());
    let passed_by: Vec<bool> =
        faces.map(|tag| tag.contains("tabindex=\"-1\"") && tag.contains("aria-hidden=\"true\"")).collect();
    assert_eq!(passed_by, [true]);
    assert!(page.body.contains("aria-label=\"Remove: Report.pdf\""), "what is removed");
}

#[tokio::test]
async fn a_version_is_brought_shown_and_fetched() {
    let desk = Desk::open(&[]).await;
    let done = desk.bring(&[("Report of Datong.pdf", PDF), ("报告.pdf", PDF)]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(desk.again().state, DeliverableState::Draft, "what was outlined is a draft now");
    let page = desk.client.follow(&done).await;
    page.says("Version 1").says("Report of Datong.pdf").says("报告.pdf").says("2 files");
    assert_eq!(desk.stored().len(), 1, "the same content is kept once: {:?}", desk.stored());

    let link = page.links().into_iter().find(|l| l.contains("/files/")).expect("a file");
    let file = desk.client.get(&link).await;
    assert_eq!((file.status, file.body.as_bytes()), (200, PDF));
    assert_eq!(file.kind(), "application/pdf");
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    assert!(
        file.header("content-security-policy").starts_with("sandbox"),
        "{}",
        file.header("content-security-policy")
    );
    let named = file.header("content-disposition").to_owned();
    assert!(named.starts_with("attachment; filename=\"") && named.contains("filename*=UTF-8''"), "{named}");

    let part = |range: &str, since: &str| {
        let request = desk.client.request(Method::GET, &link).header("range", range);
        send(if since.is_empty() { request } else { request.header("if-range", since) })
    };
    let tag = file.header("etag").to_owned();
    let rest = part("bytes=9-", &tag).await;
    assert_eq!((rest.status, rest.body.as_bytes()), (206, &PDF[9..]));
    assert_eq!(rest.header("content-range"), format!("bytes 9-{}/{}", PDF.len() - 1, PDF.len()));
    assert_eq!(part("bytes=9-", "\"another\"").await.body.as_bytes(), PDF, "the rest of something else is no use");
    assert_eq!(part("bytes=90000-", "").await.status, 416);
    let same = send(desk.client.request(Method::GET, &link).header("if-none-match", &tag)).await;
    assert_eq!(same.status, 304);
    for taken_over in ["content-security-policy", "cache-control"] {
        assert_eq!(same.header(taken_over), file.header(taken_over), "{taken_over}");
    }
    let head = desk.client.head(&link).await;
    assert_eq!((head.status, head.header("content-length")), (200, PDF.len().to_string().as_str()));
}

#[tokio::test]
async fn what_is_refused_says_why_and_leaves_nothing() {
    let desk = Desk::open(&[("files.limit", "100000")]).await;
    let long = format!("{}.pdf", "x".repeat(500));
    let large = vec![b'a'; 100_001];
    let macros = bombs::zip(&[
        Entry::plain("[Content_Types].xml", b"<Types ContentType=\"application/vnd.ms-office.vbaProject\"/>"),
        Entry::plain("word/document.xml", b"<w/>"),
        Entry::plain("word/figures.bin", b"figures"),
    ]);
    let packed = bombs::zip(&[Entry::plain("Report.docx", &macros)]);
    let twice = bombs::zip(&[Entry::plain("maps/x.png", b"one"), Entry::plain("maps/X.PNG", b"two")]);
    let behind = [bombs::zip(&[Entry::plain("maps.txt", b"maps")]).as_slice(), b"8 bytes!"].concat();
    for (name, bytes, words) in [
        ("picture.png", PDF, "its content is PDF"),
        ("report.docx", macros.as_slice(), "“report.docx” holds macros"),
        ("maps.zip", packed.as_slice(), "“maps.zip” holds “report.docx”, which has macros"),
        ("maps.zip", twice.as_slice(), "“maps.zip” holds “maps/x.png” twice"),
        ("maps.zip", behind.as_slice(), "“maps.zip” continues past the end of its archive (in bytes: 8)"),
        ("setup.pdf", b"MZ\x90\0", "is a program"),
        ("acts.pdf", ACTING, "“acts.pdf” acts when it is opened (/JavaScript)"),
        ("page.txt", b"<html>", "is a program, a script or a page (HTML)"),
        ("a\u{202e}fdp.pdf", PDF, "invisible marks"),
        (long.as_str(), PDF, "more than 200 bytes"),
        ("empty.pdf", b"", "is empty"),
        ("report.pdf", &PDF[..20], "ends before its end"),
    ] {
        let page = desk.bring(&[(name, bytes)]).await;
        assert_eq!(page.status, 422, "{name}: {}", page.text());
        page.says(words);
    }
    let page = desk.bring(&[("large.txt", &large)]).await;
    assert_eq!(page.status, 422, "{}", page.text());
    page.says("“large.txt” is too large: at most 1 MB");
    assert_eq!(desk.stored(), [], "nothing is left on the disk");
    let everything = contents(desk.app.database(), &[]);
    assert_eq!((everything.rows("files").len(), everything.rows("deliverable_versions").len()), (0, 0));
    assert_eq!(desk.again().state, DeliverableState::Outlined);
}

#[tokio::test]
async fn a_bad_file_among_good_ones_takes_none_of_them_along() {
    let desk = Desk::open(&[]).await;
    let shown = desk.client.get(&format!("{}/versions/new", desk.page())).await;
    let form = shown.form(&format!("{}/versions", desk.page()));
    let mut sent = Form::new();
    for (name, value) in form.fields.iter().filter(|(name, _)| !["file", "notes"].contains(&name.as_str())) {
        sent = sent.text(name.clone(), value.clone());
    }
    let sent = sent
        .text("notes", "Figures of 2015 added")
        .part("file", Part::bytes(PDF.to_vec()).file_name("good.pdf"))
        .part("file", Part::bytes(b"MZ".to_vec()).file_name("bad.pdf"))
        .part("file", Part::bytes(PDF.to_vec()).file_name("fine.pdf"))
        .part("file", Part::bytes(Vec::new()).file_name("void.pdf"));
    let page = send(desk.client.request(Method::POST, &form.action).multipart(sent)).await;
    assert_eq!(page.status, 422);
    page.says("Taken: good.pdf and fine.pdf").says("“bad.pdf” is a program").says("“void.pdf” is empty");
    let version = format!("{}/versions/1", desk.page());
    let draft = desk.client.get(&version).await;
    draft.says("Figures of 2015 added").says("good.pdf").says("fine.pdf").does_not_say("bad.pdf");

    // What was mended is brought where the others are.
    let files = format!("{version}/files");
    let done = upload(&desk.client, &page, &files, "mul", &[("mended.pdf", PDF)]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    desk.client.follow(&done).await.says("3 files").says("mended.pdf");
    // Two of one name: none can be taken without the other, and that is said of each.
    let shown = desk.client.get(&version).await;
    let page = upload(&desk.client, &shown, &files, "mul", &[("new.pdf", PDF), ("good.pdf", PDF)]).await;
    assert_eq!(page.status, 422);
    page.says("“good.pdf” is there already").says("Nothing was taken").says("not taken either: new.pdf");
    desk.client.get(&version).await.does_not_say("new.pdf");
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_nothing() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let desk = Desk::open(&[]).await;
    assert_eq!(desk.call(Method::POST, "/versions", serde_json::json!({})).await.status, 201);
    let address = desk.app.base.strip_prefix("http://").expect("an address").to_owned();
    let mut socket = tokio::net::TcpStream::connect(&address).await.expect("connected");
    let head = format!(
        "PUT {}/versions/1/files/report.pdf HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {}\r\nContent-Length: 1000000\r\n\r\n",
        desk.api(),
        desk.key
    );
    socket.write_all(head.as_bytes()).await.expect("sent");
    socket.write_all(&[PDF, &[b' '; 200_000]].concat()).await.expect("sent");
    // It is being written by now.
    for _ in 0..500 {
        if !desk.stored().is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert_eq!(desk.stored().len(), 1, "{:?}", desk.stored());
    socket.shutdown().await.expect("hung up");
    let mut rest = Vec::new();
    socket.read_to_end(&mut rest).await.expect("an end");
    drop(socket);
    for _ in 0..500 {
        if desk.stored().is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert_eq!(desk.stored(), []);
    assert_eq!(desk.put("/versions/1/files/report.pdf", PDF).await.status, 201, "the service goes on");
}

#[tokio::test]
async fn history_says_of_which_version_a_file_was_taken_out() {
    let desk = Desk::open(&[]).await;
    let shown = desk.client.follow(&desk.bring(&[("Report of Datong.pdf", PDF)]).await).await;
    let action = shown.body.split('"').find(|part| part.ends_with("/remove")).expect("a form").to_owned();
    let done = desk.client.submit_on(&shown, &action, &[]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let log = format!("{}/history?kind=deliverable&action=file-removed", "/api/v1/programmes/cities");
    let told = desk.client_without_cookie().json(Method::GET, &log, &desk.key, &serde_json::json!(null)).await.value();
    let changes = told["items"][0]["changes"].as_array().cloned().unwrap_or_default();
    let side = |field: &str, side: &str| changes.iter().find(|c| c["field"] == field).map(|c| c[side].clone());
    assert_eq!(side("version", "after"), Some("1".into()), "{told}");
    assert_eq!(side("file", "before"), Some("Report of Datong.pdf".into()), "{told}");
    assert_eq!(side("language", "after"), Some("mul".into()), "{told}");
    desk.client.get(&desk.page()).await.says("File removed").says("Any language");
}

#[tokio::test]
async fn programs_bring_list_and_fetch_files() {
    let desk = Desk::open(&[]).await;
    let begun = desk.call(Method::POST, "/versions", serde_json::json!({ "notes": "First figures" })).await;
    assert_eq!(begun.status, 201, "{}", begun.text());
    let twice = desk.call(Method::POST, "/versions", serde_json::json!({})).await;
    assert_eq!((twice.status, twice.value()["type"].as_str()), (409, Some("/api/v1/problems/version-under-way")));
    let added = desk.put("/versions/1/files/Rapport%20final.pdf?language=fr", PDF).await;
    assert_eq!(added.status, 201, "{}", added.text());
    assert_eq!(
        (added.value()["name"].as_str(), added.value()["kind"].as_str()),
        (Some("Rapport final.pdf"), Some("pdf"))
    );
    let same = desk.put("/versions/1/files/Rapport%20final.pdf?language=fr", PDF).await;
    assert_eq!(same.value()["errors"][0]["reason"], "file-same", "{}", same.text());
    for alike in ["rapport%20FINAL.PDF", "Rapport%20fina%6C.pdf"] {
        let same = desk.put(&format!("/versions/1/files/{alike}?language=fr"), PDF).await;
        assert_eq!(same.value()["errors"][0]["reason"], "file-same", "{alike}: {}", same.text());
    }
    let composed = desk.put("/versions/1/files/caf%C3%A9.pdf", PDF).await;
    assert_eq!(composed.status, 201, "{}", composed.text());
    let same = desk.put("/versions/1/files/cafe%CC%81.pdf", PDF).await;
    assert_eq!(same.value()["errors"][0]["reason"], "file-same", "a letter and its accent: {}", same.text());
    let shown = desk.call(Method::GET, "/versions/1", serde_json::json!(null)).await.value();
    let composed = shown["files"].as_array().expect("files").iter().find(|f| f["name"] == "caf\u{e9}.pdf").expect("it");
    let id = composed["id"].as_str().expect("an id").to_owned();
    let gone = desk.call(Method::DELETE, &format!("/versions/1/files/{id}"), serde_json::json!(null)).await;
    assert_eq!(gone.status, 204, "{}", gone.text());
    let other = desk.put("/versions/1/files/Rapport%20final.pdf?language=en", PDF).await;
    assert_eq!(other.status, 201, "of one name there is one in each language");
    let lying = desk.put("/versions/1/files/map.png", PDF).await;
    assert_eq!((lying.status, lying.value()["errors"][0]["reason"].as_str()), (422, Some("file-lying")));
    let form = Form::new().part("file", Part::bytes(b"city,people\n".to_vec()).file_name("people.csv"));
    let path = format!("{}/versions/1/files", desk.api());
    let sent = send(desk.app.client().request(Method::POST, &path).bearer_auth(&desk.key).multipart(form)).await;
    assert_eq!((sent.status, sent.value()["kind"].as_str()), (201, Some("csv")), "{}", sent.text());
    let kept = desk.stored();
    let one = |name: &'static str| Part::bytes(b"city,area\n".to_vec()).file_name(name);
    let two = Form::new().part("file", one("first.csv")).part("file", one("second.csv"));
    let sent = send(desk.app.client().request(Method::POST, &path).bearer_auth(&desk.key).multipart(two)).await;
    let fault = sent.value()["errors"][0].clone();
    assert_eq!((sent.status, fault["field"].as_str()), (422, Some("file")), "{}", sent.text());
    assert_eq!(fault["reason"], "file-second");
    assert!(fault["message"].as_str().is_some_and(|said| said.contains("second.csv")), "{fault}");
    assert_eq!(desk.stored(), kept, "neither of them stays");
    // The language stands in the address: said in the form it would be lost, and the file one of any language.
    let said = |form: Form| form.text("language", "fr");
    let before = said(Form::new()).part("file", one("third.csv"));
    let behind = said(Form::new().part("file", one("third.csv")));
    for form in [before, behind] {
        let sent = send(desk.app.client().request(Method::POST, &path).bearer_auth(&desk.key).multipart(form)).await;
        let fault = sent.value()["errors"][0].clone();
        assert_eq!((sent.status, fault["field"].as_str()), (422, Some("language")), "{}", sent.text());
        assert!(fault["message"].as_str().is_some_and(|said| said.contains("Known are: file")), "{fault}");
        assert_eq!(desk.stored(), kept, "nothing of it stays");
    }

    let listed = desk.call(Method::GET, "/versions", serde_json::json!(null)).await.value();
    let files = listed["items"][0]["files"].as_array().expect("files").clone();
    assert_eq!((listed["items"][0]["state"].as_str(), files.len()), (Some("draft"), 3));
    let address = format!("{}/files/{}", desk.api(), files[0]["id"].as_str().expect("an id"));
    let fetched = send(desk.app.client().request(Method::GET, &address).bearer_auth(&desk.key)).await;
    assert_eq!(fetched.body.as_bytes(), PDF);
    assert_eq!(fetched.header("etag"), format!("\"{}\"", files[0]["sha256"].as_str().expect("a hash")));
    let gone = desk
        .call(
            Method::DELETE,
            &format!("/versions/1/files/{}", files[0]["id"].as_str().expect("an id")),
            serde_json::json!(null),
        )
        .await;
    assert_eq!(gone.status, 204);
    let submitted = desk.call(Method::POST, "/versions/1/submit", serde_json::json!(null)).await;
    assert_eq!(
        (submitted.status, submitted.value()["state"].as_str()),
        (200, Some("in-review")),
        "{}",
        submitted.text()
    );
    let late = desk.put("/versions/1/files/late.pdf", PDF).await;
    assert_eq!((late.status, late.value()["type"].as_str()), (409, Some("/api/v1/problems/version-closed")));
    assert_eq!(desk.again().state, DeliverableState::InReview);
    assert_eq!(desk.call(Method::DELETE, "/versions/1", serde_json::json!(null)).await.status, 409);
}

#[tokio::test]
async fn files_reach_only_whom_the_programme_reaches() {
    let desk = Desk::open(&[]).await;
    let page = desk.client.follow(&desk.bring(&[("report.pdf", PDF)]).await).await;
    let link = page.links().into_iter().find(|l| l.contains("/files/")).expect("a file");
    let stranger = desk.app.client().get(&link).await;
    assert_eq!(stranger.status, 303, "strangers sign in first");
    let outsider = desk.app.member("outsider@example.org", Vec::new()).await;
    for path in [link.clone(), format!("{link}/view"), format!("{link}/thumbnail"), page.path.clone()] {
        assert_eq!(outsider.get(&path).await.status, 404, "{path}");
    }
    let p = desk.world.outline.programme.id;
    let auditor = desk
        .app
        .member("auditor@example.org", vec![Grant { role: Role::Auditor, programme: Some(p), city: None }])
        .await;
    let read = auditor.get(&link).await;
    assert_eq!((read.status, read.body.as_bytes()), (200, PDF));
    let refused = upload(
        &auditor,
        &desk.client.get(&format!("{}/versions/1", desk.page())).await,
        &format!("{}/versions/1/files", desk.page()),
        "mul",
        &[("a.pdf", PDF)],
    )
    .await;
    assert_eq!(refused.status, 403, "whoever only reads brings nothing");
    desk.client.get(&format!("{}/versions/1", desk.page())).await.says("report.pdf").does_not_say("a.pdf");
}

#[tokio::test]
async fn maps_are_drawn_small_and_drawings_lie_still() {
    let desk = Desk::open(&[]).await;
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(900, 600, image::Rgb([30, 120, 90]))
        .write_to(&mut png, image::ImageFormat::Png)
        .expect("a picture");
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>";
    let page = desk.client.follow(&desk.bring(&[("map.png", png.get_ref()), ("chart.svg", svg)]).await).await;
    let sources: Vec<&str> = page.body.split("<img src=\"").skip(1).filter_map(|p| p.split('"').next()).collect();
    assert_eq!(sources.len(), 2, "{}", page.body);
    page.says("900 × 600");
    let small = sources.iter().find(|s| s.ends_with("/thumbnail")).expect("a small picture");
    let drawn = desk.client.request(Method::GET, small).send().await.expect("an answer");
    assert_eq!(drawn.headers()["content-type"], "image/jpeg");
    let drawn = image::load_from_memory(&drawn.bytes().await.expect("its bytes")).expect("a picture");
    assert_eq!((drawn.width(), drawn.height()), (480, 320));
    let still = sources.iter().find(|s| s.ends_with("/view")).expect("a drawing");
    let shown = desk.client.get(still).await;
    assert_eq!(shown.kind(), "image/svg+xml");
    assert!(shown.header("content-security-policy").starts_with("sandbox; default-src 'none'"));
}

#[tokio::test]
async fn what_nobody_points_at_goes_after_a_day() {
    let desk = Desk::open(&[]).await;
    assert_eq!(desk.bring(&[("report.pdf", PDF)]).await.status, 303);
    desk.app.pass_seconds(2 * 86_400);
    desk.app.run_until_idle().await;
    assert_eq!(desk.stored().len(), 1, "a version points at it");
    desk.client
        .submit(&format!("{}/versions/1", desk.page()), &format!("{}/versions/1/discard", desk.page()), &[])
        .await;
    desk.app.run_until_idle().await;
    assert_eq!(desk.stored(), [], "nobody does, and it was brought long ago");
    // What a process left that died in the middle of an upload.
    let folder = desk.app.database().folder().join("files");
    let old = std::time::SystemTime::UNIX_EPOCH;
    for left in ["incoming/abc.part", "objects/aa/aa11"] {
        let path = folder.join(left);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(&path, "left").expect("written");
        std::fs::File::options().write(true).open(&path).expect("open").set_modified(old).expect("old");
    }
    desk.app.run_until_idle().await;
    assert_eq!(desk.stored(), []);
}

#[tokio::test]
async fn a_name_that_no_form_can_hold_is_refused_as_a_name() {
    let desk = Desk::open(&[]).await;
    let action = format!("{}/versions", desk.page());
    let page = desk.client.get(&format!("{}/versions/new", desk.page())).await;
    let mut body = Vec::new();
    let form = page.form(&action);
    let typed = form.fields.iter().filter(|(name, _)| name != "file" && name != "notes");
    for (name, value) in typed.map(|(n, v)| (n.as_str(), v.as_str())).chain([("notes", "First figures")]) {
        let part = format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.into_bytes());
    }
    let file = b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"re\0port.pdf\"\r\n\r\n";
    body.extend([&file[..], PDF, b"\r\n--x--\r\n"].concat());
    let sent = desk.client.request(Method::POST, &form.action);
    let refused = send(sent.header("content-type", "multipart/form-data; boundary=x").body(body)).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    refused.says("a control character in the name");
    assert!(refused.body.contains("First figures"), "what was typed is kept");

    let begun = desk.call(Method::POST, "/versions", serde_json::json!({})).await;
    assert_eq!(begun.status, 201, "{}", begun.text());
    let request = desk.app.client().request(Method::POST, &format!("{}/versions/1/files", desk.api()));
    let request = request.bearer_auth(&desk.key).header("content-type", "multipart/form-data; boundary=x");
    let refused = send(request.body([&file[..], PDF, b"\r\n--x--\r\n"].concat())).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    let fault = &refused.value()["errors"][0];
    assert_eq!((fault["field"].as_str(), fault["reason"].as_str()), (Some("file"), Some("file-name-control")));
}

#[tokio::test]
async fn a_program_that_sends_no_form_is_told_that_it_is_of_another_kind() {
    let desk = Desk::open(&[]).await;
    let begun = desk.call(Method::POST, "/versions", serde_json::json!({})).await;
    assert_eq!(begun.status, 201, "{}", begun.text());
    let request = desk.app.client().request(Method::POST, &format!("{}/versions/1/files", desk.api()));
    let refused = send(request.bearer_auth(&desk.key).header("content-type", "application/json").body("{}")).await;
    let kind = refused.value()["type"].as_str().map(str::to_owned);
    assert_eq!((refused.status, kind.as_deref()), (415, Some("/api/v1/problems/unsupported-media")));
}

/// The same installation, served by a process that may write no file of more than eight mebibytes: to it, the disk is full there.
fn cramped(desk: &Desk) -> Running {
    let url = match desk.app.database().url() {
        DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
        DatabaseUrl::Postgres(url) => url,
    };
    let mut command = std::process::Command::new("bash");
    command
        .args(["-c", "trap '' XFSZ; ulimit -f 8192; exec \"$0\" serve --no-work", env!("CARGO_BIN_EXE_convoke")])
        .env("CONVOKE_DATABASE__URL", url)
        .env("CONVOKE_DATA__DIR", desk.app.database().folder())
        .env("CONVOKE_MAIL__URL", "memory:");
    Running::start(&mut command)
}

#[tokio::test]
async fn a_full_disk_is_told_and_the_service_goes_on() {
    let desk = Desk::open(&[]).await;
    assert_eq!(desk.call(Method::POST, "/versions", serde_json::json!({})).await.status, 201);
    let server = cramped(&desk);
    let client = crate::support::client_at(&server.address);
    let put = |name: &str, bytes: Vec<u8>| {
        let path = format!("{}/versions/1/files/{name}", desk.api());
        send(client.request(Method::PUT, &path).bearer_auth(&desk.key).body(bytes))
    };
    let large = [PDF, &vec![b' '; 12 * 1024 * 1024], PDF].concat();
    let full = put("large.pdf", large).await;
    assert_eq!(
        (full.status, full.value()["type"].as_str()),
        (507, Some("/api/v1/problems/storage-full")),
        "{}",
        full.text()
    );
    assert_eq!(desk.stored(), [], "nothing is left of it");
    // The same of a table on its way in.
    let person = desk.app.person("robot@example.org", desk.world.coordinator());
    let key = desk.app.token(&person, &["read", "import"]);
    let table = [b"Name\n".to_vec(), b"Anne\n".repeat(1_750_000)].concat();
    let full = send(client.request(Method::POST, "/api/v1/imports?name=people.csv").bearer_auth(key).body(table)).await;
    assert_eq!(
        (full.status, full.value()["type"].as_str()),
        (507, Some("/api/v1/problems/storage-full")),
        "{}",
        full.text()
    );
    let left = std::fs::read_dir(desk.app.database().folder().join("imports")).map_or(0, |files| files.count());
    assert_eq!(left, 0, "nothing is left of it either");
    let small = put("small.pdf", PDF.to_vec()).await;
    assert_eq!(small.status, 201, "the service goes on: {}", small.text());
    assert_eq!(desk.stored().len(), 1);
}

#[tokio::test]
async fn a_backup_takes_the_files_along() {
    let desk = Desk::open(&[]).await;
    if !matches!(desk.app.database().url(), DatabaseUrl::Sqlite(_)) {
        // PostgreSQL is backed up by its own tools, and the folder beside it.
        return;
    }
    assert_eq!(desk.bring(&[("report.pdf", PDF)]).await.status, 303);
    let folder = desk.app.database().folder();
    let mut command = convoke(folder, &["backup", "copy"]);
    command.env("CONVOKE_DATA__DIR", folder);
    let (code, said, fault) = run(&mut command);
    assert_eq!(code, 0, "{said}{fault}");
    assert!(said.contains("1 uploaded file(s)"), "{said}");
    for (path, size) in desk.stored() {
        let copied = folder.join("copy/files").join(&path);
        assert_eq!(std::fs::metadata(&copied).expect("a copy").len(), size, "{}", path.display());
    }
    let (code, said, _) =
        run(convoke(folder, &["check"]).env("CONVOKE_DATA__DIR", folder).env("CONVOKE_MAIL__URL", "memory:"));
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("takes files, up to 1024 MB each"), "{said}");
}
