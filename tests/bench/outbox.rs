//! Twenty thousand personal invitations of ten kilobytes, from the outbox over SMTP; and what a kill in the middle does to them.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::crowd;
use super::sink::{self, Counting, Running};
use super::support::TestApp;

const MAILS: usize = 20_000;

pub fn run() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let app = TestApp::start();
    let (kind, _) = crowd::database(&app);
    println!("\noutbox on {kind}: {MAILS} invitations, each reader's own");
    seed(&app);
    println!("{:<44} {:>10} {:>10} {:>10} {:>12}", "", "mails/s", "peak MiB", "CPU us", "beside");
    if let Some((_sink, port)) = sink::postfix() {
        let beside = sink::source(port, 10, MAILS).map_or_else(String::new, |r| format!("{r:.0}/s"));
        speed(&app, "10 connections to smtp-sink", port, 10, &beside);
        let slow = runtime.block_on(sink::slow_wire(port, Duration::from_millis(10)));
        let beside = sink::source(slow, 64, MAILS / 4).map_or_else(String::new, |r| format!("{r:.0}/s"));
        speed(&app, "64 connections, 20 ms there and back", slow, 64, &beside);
    } else {
        println!("Postfix's smtp-sink is not here: no figures of speed");
    }
    println!("{:<44} {:>10} {:>10}", "", "missing", "twice");
    for percent in [10, 50, 90] {
        stopped(&app, &runtime, &format!("kill -9 at {percent} %"), percent, "-KILL");
    }
    stopped(&app, &runtime, "SIGTERM at 50 %", 50, "-TERM");
}

fn seed(app: &TestApp) {
    crowd::invite(app, MAILS);
    crowd::execute(
        app,
        &format!("DELETE FROM outbox WHERE id NOT IN (SELECT id FROM outbox ORDER BY id LIMIT {MAILS})"),
    );
    crowd::execute(app, "ANALYZE");
}

/// Everything waits again, as if never sent.
pub fn rewind(app: &TestApp) {
    crowd::execute(
        app,
        "UPDATE outbox SET state = 'queued', attempts = 0, leased_by = NULL, leased_until = NULL, reply = NULL, \
         reason = NULL, settled_at = NULL",
    );
    crowd::execute(app, "DELETE FROM outbox_attempts");
    crowd::execute(app, "ANALYZE");
}

fn worker(app: &TestApp, port: u16, connections: usize) -> Running {
    worker_with(app, port, connections, &[])
}

/// A worker in a process of its own, with further keys of the configuration.
pub fn worker_with(app: &TestApp, port: u16, connections: usize, settings: &[(&str, &str)]) -> Running {
    let (_, url) = crowd::database(app);
    let child = Command::new(env!("CARGO_BIN_EXE_convoke"))
        .arg("work")
        .env("CONVOKE_DATABASE__URL", url)
        .env("CONVOKE_DATA__DIR", app.database().folder())
        .env("CONVOKE_SERVER__PUBLIC_URL", "https://convoke.example")
        .env("CONVOKE_MAIL__URL", format!("smtp://127.0.0.1:{port}"))
        .env("CONVOKE_MAIL__TLS", "none")
        .env("CONVOKE_MAIL__CONNECTIONS", connections.to_string())
        .env("CONVOKE_MAIL__RECYCLE_AFTER", "5000")
        .env("CONVOKE_WORK__LEASE", "10")
        .env("CONVOKE_WORK__HEARTBEAT", "1")
        .env("CONVOKE_LOG__LEVEL", "warn")
        .envs(settings.iter().copied())
        .stdin(Stdio::null())
        .spawn()
        .expect("the worker starts");
    Running(child)
}

pub fn signal(worker: &Running, what: &str) {
    let sent = Command::new("kill").args([what, &worker.0.id().to_string()]).status().expect("kill");
    assert!(sent.success());
}

/// The most memory a process ever held, in MiB.
fn peak(worker: &Running) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", worker.0.id())).unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1_024
}

fn speed(app: &TestApp, what: &str, port: u16, connections: usize, beside: &str) {
    rewind(app);
    let mut worker = worker(app, port, connections);
    until(app, |sent| sent == MAILS);
    let (peak, cpu) = (peak(&worker), processor_seconds(&worker) / MAILS as f64 * 1e6);
    signal(&worker, "-TERM");
    worker.0.wait().unwrap();
    // As the record has it: from the first result to the last. To look more often would take what is measured.
    let micros = crowd::number(app, "SELECT max(settled_at) - min(settled_at) AS n FROM outbox");
    let rate = (MAILS - 1) as f64 / micros as f64 * 1e6;
    println!("{what:<44} {rate:>10.0} {peak:>10} {cpu:>10.0} {beside:>12}");
}

/// What a process has taken of the processor so far, in itself and in the system's calls.
fn processor_seconds(worker: &Running) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", worker.0.id())).unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    // Fields 14 and 15 of proc(5), in hundredths of a second; the first two are cut off above.
    fields[11..13].iter().map(|n| n.parse::<f64>().unwrap()).sum::<f64>() / 100.0
}

/// Waits until so many are sent.
fn until(app: &TestApp, enough: impl Fn(usize) -> bool) {
    let began = Instant::now();
    loop {
        let sent = crowd::count(app, "outbox WHERE state = 'sent'");
        if enough(sent) {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(300), "only {sent} sent");
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn stopped(app: &TestApp, runtime: &tokio::runtime::Runtime, what: &str, percent: usize, how: &str) {
    rewind(app);
    let (sink, port) = runtime.block_on(Counting::open());
    let mut first = worker(app, port, 10);
    let began = Instant::now();
    while sink.got().0 < MAILS * percent / 100 {
        assert!(began.elapsed() < Duration::from_secs(120), "only {:?}", sink.got());
        std::thread::sleep(Duration::from_millis(1));
    }
    signal(&first, how);
    first.0.wait().unwrap();
    let second = worker(app, port, 10);
    until(app, |sent| sent == MAILS);
    drop(second);
    let (different, all) = sink.got();
    println!("{what:<44} {:>10} {:>10}", MAILS - different, all - different);
    assert_eq!(different, MAILS, "nothing may be lost");
    assert!(all - different <= if how == "-TERM" { 0 } else { 10 }, "one for each open connection at most");
}
