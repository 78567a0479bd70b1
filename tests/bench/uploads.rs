//! One large file, brought over HTTP to a server of its own: how fast beside a plain copy of the same file in the same run, and how much
//! memory over idle. `CONVOKE_BENCH_BYTES` takes another size than a gibibyte.

use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use convoke::access::{Grant, Role};
use convoke::domain::deliverables::{self, versions};

use super::crowd;
use super::sink::Running;
use super::start::serve;
use super::support::TestApp;
use super::support::world::World;

const MEBIBYTE: f64 = 1024.0 * 1024.0;
const TIMES: usize = 3;

pub fn run() {
    let bytes: u64 = std::env::var("CONVOKE_BENCH_BYTES").map_or(1 << 30, |b| b.parse().expect("a number of bytes"));
    let app = TestApp::start();
    let (path, key) = draft(&app);
    let (kind, url) = crowd::database(&app);
    let (server, at) = serve(&app, &url);
    std::thread::sleep(Duration::from_secs(1));
    let idle = status(&server, "VmRSS:");
    let folder = app.database().folder().join("bench");
    std::fs::create_dir_all(&folder).unwrap();
    let source = folder.join("source.pdf");
    let mebibytes = bytes as f64 / MEBIBYTE;
    println!("\nan upload of {mebibytes:.0} MiB over HTTP, on {kind}");
    let (mut copies, mut synced, mut uploads) = (Vec::new(), Vec::new(), Vec::new());
    for turn in 0..TIMES {
        // Another content each time: the same would be kept already.
        write(&source, bytes, turn as u64);
        let copy = folder.join("copy");
        copies.push(timed(|| assert!(Command::new("cp").arg(&source).arg(&copy).status().unwrap().success())));
        synced.push(timed(|| File::open(&copy).unwrap().sync_all().unwrap()));
        std::fs::remove_file(&copy).unwrap();
        uploads.push(timed(|| send(&at, &format!("{path}/{turn}.pdf"), &key, &source, bytes)));
    }
    let middle = |times: &mut Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    let durable: Vec<f64> = copies.iter().zip(&synced).map(|(copy, sync)| copy + sync).collect();
    let (copy, upload) = (middle(&mut copies), middle(&mut uploads));
    let durable = middle(&mut durable.clone());
    println!("cp: {:.0} MiB/s; cp and onto the disk: {:.0} MiB/s", mebibytes / copy, mebibytes / durable);
    println!("upload, hashed, looked at, onto the disk: {:.0} MiB/s", mebibytes / upload);
    println!(
        "that is {:.0} % of cp, {:.0} % of cp onto the disk (reach 60)",
        100.0 * copy / upload,
        100.0 * durable / upload
    );
    let peak = status(&server, "VmHWM:");
    println!("memory: {idle:.1} MiB idle, {peak:.1} MiB at its peak, {:.1} MiB over idle (reach 64)", peak - idle);
}

/// A draft to bring files to: its address, and a key.
fn draft(app: &TestApp) -> (String, String) {
    let world = World::build(app);
    let p = world.outline.programme.id;
    let person =
        app.person("bench@example.org", vec![Grant { role: Role::Coordinator, programme: Some(p), city: None }]);
    let key = app.token(&person, &["read", "write"]);
    let of = app.read(|conn, cx| deliverables::all(conn, cx, p)).remove(0);
    let version = app.act(|conn, cx| versions::begin(conn, cx, &of, ""));
    let slug = world.outline.programme.slug;
    (format!("/api/v1/programmes/{slug}/deliverables/{}/versions/{}/files", of.public_id, version.number), key)
}

/// A file that says it is a PDF, of bytes that nothing packs.
fn write(path: &Path, bytes: u64, seed: u64) {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path).unwrap());
    let (head, tail) = (b"%PDF-1.7\n<</Type/Page>>\n", b"\n%%EOF\n");
    file.write_all(head).unwrap();
    let mut left = bytes.saturating_sub((head.len() + tail.len()) as u64);
    let mut state = seed + 1;
    let mut block = vec![0_u8; 1 << 20];
    while left > 0 {
        for word in block.chunks_exact_mut(8) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            word.copy_from_slice(&state.to_le_bytes());
        }
        let part = left.min(block.len() as u64);
        file.write_all(&block[..part as usize]).unwrap();
        left -= part;
    }
    file.write_all(tail).unwrap();
    file.into_inner().unwrap().sync_all().unwrap();
}

fn send(at: &std::net::SocketAddr, path: &str, key: &str, source: &Path, bytes: u64) {
    let mut stream = std::net::TcpStream::connect(at).unwrap();
    let head = format!(
        "PUT {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\nContent-Length: {bytes}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut file = File::open(source).unwrap();
    assert_eq!(std::io::copy(&mut file, &mut stream).unwrap(), bytes);
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
}

fn timed(work: impl FnOnce()) -> f64 {
    let began = Instant::now();
    work();
    began.elapsed().as_secs_f64()
}

/// A figure of the server's memory, in MiB.
fn status(server: &Running, name: &str) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{}/status", server.0.id())).unwrap();
    let line = text.lines().find_map(|l| l.strip_prefix(name)).unwrap_or("0");
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(0.0) / 1024.0
}
