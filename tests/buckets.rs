//! Files in a store that speaks S3: a small one of the tests' own, which keeps what it is sent in memory.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use actix_web::http::{Method, StatusCode, header};
use actix_web::web::{Bytes, Data};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};

use reqwest::multipart::{Form, Part};

use crate::files::{Desk, PDF};
use crate::support::command::{Running, convoke, run};
use crate::support::send;

/// Objects by key, parts by upload, and who signed.
#[derive(Default)]
struct Bucket {
    objects: Mutex<BTreeMap<String, Bytes>>,
    parts: Mutex<BTreeMap<String, Vec<Bytes>>>,
    signed: Mutex<Vec<String>>,
    /// Whether the key may do nothing any more.
    refuses: AtomicBool,
    /// What it says nothing to: nothing, everything, or parts of files alone.
    silence: AtomicU8,
}

const SPEAKS: u8 = 0;
const SILENT: u8 = 1;
const SILENT_TO_PARTS: u8 = 2;

fn query(req: &HttpRequest, name: &str) -> Option<String> {
    let pairs = web::Query::<Vec<(String, String)>>::from_query(req.query_string()).expect("a query").into_inner();
    pairs.into_iter().find(|(n, _)| n == name).map(|(_, v)| v)
}

async fn answer(req: HttpRequest, body: Bytes, bucket: Data<Arc<Bucket>>) -> HttpResponse {
    let signed = req.headers().get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()).unwrap_or_default();
    bucket.signed.lock().expect("a lock").push(signed.to_owned());
    if !req.path().starts_with("/maps") {
        return HttpResponse::NotFound().finish();
    }
    if bucket.refuses.load(Ordering::SeqCst) {
        return HttpResponse::Forbidden().finish();
    }
    let part = *req.method() == Method::PUT && query(&req, "uploadId").is_some();
    let silence = bucket.silence.load(Ordering::SeqCst);
    if silence == SILENT || silence == SILENT_TO_PARTS && part {
        std::future::pending::<()>().await;
    }
    let key = req.path().trim_start_matches("/maps/").trim_start_matches("/maps").to_owned();
    let (mut objects, mut parts) = (bucket.objects.lock().expect("a lock"), bucket.parts.lock().expect("a lock"));
    let upload = query(&req, "uploadId");
    let xml = |text: String| HttpResponse::Ok().content_type("application/xml").body(text);
    match (req.method().clone(), upload) {
        (Method::POST, None) => {
            parts.insert(key.clone(), Vec::new());
            xml(format!(
                "<InitiateMultipartUploadResult><Bucket>maps</Bucket><Key>{key}</Key><UploadId>1</UploadId></InitiateMultipartUploadResult>"
            ))
        }
        (Method::PUT, Some(_)) => {
            parts.get_mut(&key).expect("an upload").push(body);
            HttpResponse::Ok().insert_header((header::ETAG, "\"part\"")).finish()
        }
        (Method::POST, Some(_)) => {
            let whole = parts.remove(&key).expect("an upload").concat();
            objects.insert(key.clone(), Bytes::from(whole));
            xml(format!(
                "<CompleteMultipartUploadResult><Bucket>maps</Bucket><Key>{key}</Key><ETag>\"whole\"</ETag></CompleteMultipartUploadResult>"
            ))
        }
        (Method::PUT, None) => {
            objects.insert(key, body);
            HttpResponse::Ok().insert_header((header::ETAG, "\"whole\"")).finish()
        }
        (Method::DELETE, Some(_)) => {
            parts.remove(&key);
            HttpResponse::NoContent().finish()
        }
        (Method::DELETE, None) => {
            objects.remove(&key);
            HttpResponse::NoContent().finish()
        }
        _ if query(&req, "list-type").is_some() => {
            let entry = |(key, bytes): (&String, &Bytes)| {
                format!(
                    "<Contents><Key>{key}</Key><LastModified>2016-04-18T08:00:00.000Z</LastModified><ETag>\"whole\"</ETag><Size>{}</Size></Contents>",
                    bytes.len()
                )
            };
            let listed: String = objects.iter().map(entry).collect();
            xml(format!(
                "<ListBucketResult><Name>maps</Name><KeyCount>{}</KeyCount><IsTruncated>false</IsTruncated>{listed}</ListBucketResult>",
                objects.len()
            ))
        }
        _ => found(&req, objects.get(&key)),
    }
}

fn found(req: &HttpRequest, object: Option<&Bytes>) -> HttpResponse {
    let Some(object) = object else { return HttpResponse::NotFound().finish() };
    let mut response = HttpResponse::build(StatusCode::OK);
    let range = req.headers().get(header::RANGE).and_then(|v| v.to_str().ok()).and_then(|r| r.strip_prefix("bytes="));
    let mut body = object.clone();
    if let Some((start, end)) = range.and_then(|r| r.split_once('-')) {
        let start: usize = start.parse().expect("a number");
        let end: usize = end.parse::<usize>().map_or(object.len(), |end| (end + 1).min(object.len()));
        body = object.slice(start..end);
        response.status(StatusCode::PARTIAL_CONTENT);
        response.insert_header((header::CONTENT_RANGE, format!("bytes {start}-{}/{}", end - 1, object.len())));
    }
    response
        .insert_header((header::ETAG, "\"whole\""))
        .insert_header((header::LAST_MODIFIED, "Mon, 18 Apr 2016 08:00:00 GMT"))
        .body(body)
}

/// A bucket called `maps`, and where it is.
fn open() -> (Arc<Bucket>, String) {
    let bucket = Arc::new(Bucket::default());
    let own = bucket.clone();
    let (send, receive) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let state = Data::new(own);
            let app = move || {
                App::new()
                    .app_data(state.clone())
                    .app_data(web::PayloadConfig::new(1 << 30))
                    .default_service(web::to(answer))
            };
            let server = HttpServer::new(app).workers(1).bind("127.0.0.1:0").expect("a free port");
            send.send(server.addrs()[0]).expect("the test waits");
            server.run().await.expect("a server");
        });
    });
    (bucket, format!("http://{}", receive.recv().expect("it starts")))
}

#[tokio::test]
async fn a_bucket_that_refuses_is_told_as_such_and_the_same_file_may_be_brought_again() {
    let (bucket, endpoint) = open();
    let settings = [
        ("files.url", "s3://maps/convoke"),
        ("files.endpoint", endpoint.as_str()),
        ("files.key_id", "somebody"),
        ("files.secret", "a secret"),
    ];
    let desk = Desk::open(&settings).await;
    bucket.refuses.store(true, Ordering::SeqCst);
    let refused = desk.bring(&[("small.pdf", PDF)]).await;
    assert_eq!(refused.status, 503, "{}", refused.text());
    refused.says("Files cannot be reached just now");
    assert_eq!(desk.call(reqwest::Method::POST, "/versions", serde_json::json!({})).await.status, 201);
    let refused = desk.put("/versions/1/files/small.pdf", PDF).await;
    let kind = refused.value()["type"].as_str().map(str::to_owned);
    assert_eq!((refused.status, kind.as_deref()), (503, Some("/api/v1/problems/store-away")));
    bucket.refuses.store(false, Ordering::SeqCst);
    let done = desk.put("/versions/1/files/small.pdf", PDF).await;
    assert_eq!(done.status, 201, "{}", done.text());
}

/// Whoever uploads waits for nothing but the time that is set, is told, and keeps their words; nothing of it stays anywhere.
#[tokio::test]
async fn a_bucket_that_is_silent_is_not_waited_for() {
    let (bucket, endpoint) = open();
    let settings = [
        ("files.url", "s3://maps/convoke"),
        ("files.endpoint", endpoint.as_str()),
        ("files.key_id", "somebody"),
        ("files.secret", "a secret"),
        ("files.wait", "1"),
    ];
    let desk = Desk::open(&settings).await;
    let page = desk.client.get(&format!("{}/versions/new", desk.page())).await;
    let form = page.form(&format!("{}/versions", desk.page()));
    for silence in [SILENT, SILENT_TO_PARTS] {
        bucket.silence.store(silence, Ordering::SeqCst);
        let mut sent = Form::new();
        for (name, value) in form.fields.iter().filter(|(n, _)| !matches!(n.as_str(), "file" | "language" | "notes")) {
            sent = sent.text(name.clone(), value.clone());
        }
        let file = Part::bytes(PDF.to_vec()).file_name("small.pdf");
        sent = sent.text("language", "mul").text("notes", "The maps of the river.").part("file", file);
        let began = Instant::now();
        let refused = send(desk.client.request(reqwest::Method::POST, &form.action).multipart(sent)).await;
        assert!(began.elapsed() < Duration::from_secs(8), "{silence}: {:?}", began.elapsed());
        assert_eq!(refused.status, 503, "{}", refused.text());
        refused.says("Files cannot be reached just now");
        assert!(refused.body.contains("The maps of the river."), "what was typed is kept: {}", refused.body);
        assert_eq!(desk.stored(), [], "nothing stays on the machine's own disk");
    }
    bucket.silence.store(SPEAKS, Ordering::SeqCst);
    let done = desk.bring(&[("small.pdf", PDF)]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(bucket.objects.lock().expect("a lock").len(), 1);
}

#[test]
fn a_bucket_that_is_silent_keeps_no_process_from_ending() {
    let (bucket, endpoint) = open();
    bucket.silence.store(SILENT, Ordering::SeqCst);
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = convoke(folder.path(), &["serve"]);
    command.env("CONVOKE_FILES__URL", "s3://maps/convoke").env("CONVOKE_FILES__ENDPOINT", &endpoint);
    command.env("CONVOKE_FILES__KEY_ID", "somebody").env("CONVOKE_FILES__SECRET", "a secret");
    let running = Running::start(&mut command);
    let limit = Instant::now() + Duration::from_secs(20);
    while bucket.signed.lock().expect("a lock").is_empty() {
        assert!(Instant::now() < limit, "a worker looks what nobody points at");
        std::thread::sleep(Duration::from_millis(20));
    }
    let (code, took) = running.stop();
    assert!(code == 0 && took < Duration::from_secs(10), "{code} {took:?}");
}

#[tokio::test]
async fn a_bucket_keeps_gives_in_parts_and_forgets() {
    let (bucket, endpoint) = open();
    let settings = [
        ("files.url", "s3://maps/convoke"),
        ("files.endpoint", endpoint.as_str()),
        ("files.key_id", "somebody"),
        ("files.secret", "a secret"),
    ];
    let desk = Desk::open(&settings).await;
    let large = [&b"%PDF-1.7\n<</Type/Page>>\n"[..], &vec![b' '; 20 * 1024 * 1024], b"\n%%EOF\n"].concat();
    let done = desk.bring(&[("small.pdf", PDF), ("large.pdf", &large)]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(desk.stored(), [], "nothing stays on the machine's own disk");
    let keys: Vec<String> = bucket.objects.lock().expect("a lock").keys().cloned().collect();
    assert_eq!(keys.len(), 2);
    assert!(keys.iter().all(|k| k.starts_with("convoke/objects/")), "{keys:?}");
    let signed = bucket.signed.lock().expect("a lock").clone();
    assert!(signed.iter().all(|s| s.contains("Credential=somebody/")), "{signed:?}");

    let page = desk.client.follow(&done).await;
    let mut links: Vec<String> = page.links().into_iter().filter(|l| l.contains("/files/")).collect();
    links.sort();
    links.dedup();
    let mut sizes = Vec::new();
    for link in &links {
        let request = desk.client.request(reqwest::Method::GET, link).header("range", "bytes=5-");
        let part = request.send().await.expect("an answer");
        assert_eq!(part.status(), 206);
        sizes.push(part.bytes().await.expect("its bytes").len() + 5);
    }
    sizes.sort_unstable();
    assert_eq!(sizes, [PDF.len(), large.len()]);
    desk.client
        .submit(&format!("{}/versions/1", desk.page()), &format!("{}/versions/1/discard", desk.page()), &[])
        .await;
    desk.app.pass_seconds(2 * 86_400);
    desk.app.run_until_idle().await;
    assert_eq!(bucket.objects.lock().expect("a lock").len(), 0, "nobody points at them any more");
}

#[test]
fn a_bucket_that_is_not_there_is_told_and_nothing_of_the_look_stays_in_one_that_is() {
    let (bucket, endpoint) = open();
    let folder = tempfile::tempdir().expect("a folder");
    let check = |url: &str| {
        let mut command = convoke(folder.path(), &["check"]);
        command.env("CONVOKE_FILES__URL", url).env("CONVOKE_FILES__ENDPOINT", &endpoint);
        command.env("CONVOKE_FILES__KEY_ID", "somebody").env("CONVOKE_FILES__SECRET", "a secret");
        run(&mut command)
    };
    let (code, out, _) = check("s3://nowhere/convoke");
    assert!(code == 1 && out.contains("there is no such bucket") && out.contains("look at files.url"), "{out}");
    let (code, out, _) = check("s3://maps/convoke");
    assert!(code == 0 && out.contains("good  files: s3://maps/convoke"), "{out}");
    assert_eq!(bucket.objects.lock().expect("a lock").len(), 0);
}
