//! What it takes to begin: from the command to ready on a database that exists, memory at rest, the program's size.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::crowd;
use super::sink::Running;
use super::support::TestApp;

const TIMES: usize = 5;
const MEBIBYTE: f64 = 1024.0 * 1024.0;

pub fn run() {
    let app = TestApp::start();
    crowd::invite(&app, 1_000);
    let (kind, url) = crowd::database(&app);
    let mut ready = Vec::new();
    let mut idle = 0.0;
    for _ in 0..TIMES {
        let began = Instant::now();
        let (server, _) = serve(&app, &url);
        ready.push(began.elapsed().as_secs_f64());
        std::thread::sleep(Duration::from_secs(2));
        idle = resident(&server);
    }
    ready.sort_by(f64::total_cmp);
    let size = std::fs::metadata(env!("CARGO_BIN_EXE_convoke")).unwrap().len() as f64 / MEBIBYTE;
    println!("\nbeginning on {kind}, a database with 1,000 guests in it");
    println!("start to ready, the middle of {TIMES}: {:.3} s (reach 0.3)", ready[TIMES / 2]);
    println!("memory at rest: {idle:.1} MiB (reach 40)");
    println!("program, stripped: {size:.1} MiB (reach 40 MB)");
}

/// `serve` with pages and workers, once it says that it is ready; and where.
pub fn serve(app: &TestApp, url: &str) -> (Running, std::net::SocketAddr) {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let began = Instant::now();
    let child = Command::new(env!("CARGO_BIN_EXE_convoke"))
        .arg("serve")
        .env("CONVOKE_DATABASE__URL", url)
        .env("CONVOKE_DATA__DIR", app.database().folder())
        .env("CONVOKE_SERVER__BIND", free.to_string())
        .env("CONVOKE_MAIL__URL", "memory:")
        .env("CONVOKE_LOG__LEVEL", "warn")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let server = Running(child);
    while !is_ready(free) {
        assert!(began.elapsed() < Duration::from_secs(20), "the server is not ready");
        std::thread::sleep(Duration::from_millis(2));
    }
    (server, free)
}

fn is_ready(at: std::net::SocketAddr) -> bool {
    let Ok(mut stream) = std::net::TcpStream::connect(at) else { return false };
    let mut answer = String::new();
    stream.write_all(b"GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    stream.read_to_string(&mut answer).is_ok() && answer.starts_with("HTTP/1.1 200")
}

fn resident(server: &Running) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.0.id())).unwrap();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).unwrap();
    line.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1024.0
}
