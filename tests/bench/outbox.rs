//! Twenty thousand personal invitations of ten kilobytes, from the outbox over SMTP; and what a kill in the middle does to them.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use convoke::db::{Conn, DatabaseUrl, DbError};
use convoke::domain::contacts::{self, AddressDraft, ContactDraft, Mode, NewContact};
use convoke::domain::invitations::{self, Audience, InvitationError, RoundText};
use convoke::kernel::ids::ContactId;
use convoke::kernel::localised::Localised;
use diesel::RunQueryDsl;
use diesel::sql_types::BigInt;

use super::sink::{self, Counting, Running};
use super::support::TestApp;
use super::support::world::World;

const MAILS: usize = 20_000;

pub fn run() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let app = TestApp::start();
    let kind = match app.database().url() {
        DatabaseUrl::Sqlite(_) => "SQLite",
        DatabaseUrl::Postgres(_) => "PostgreSQL",
    };
    println!("\noutbox on {kind}: {MAILS} invitations, each reader's own");
    seed(&app);
    println!("{:<44} {:>10} {:>10} {:>12}", "", "mails/s", "peak MiB", "beside");
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

/// Guests, seats, and a released round.
fn seed(app: &TestApp) {
    let world = World::build(app);
    let people: Vec<NewContact> = (0..MAILS).map(person).collect();
    for batch in people.chunks(1_000) {
        app.act(|conn, cx| contacts::upsert_batch(conn, cx, batch, Mode::Write).map(|_| ()));
    }
    let ids: Vec<ContactId> =
        app.read(|conn, cx| contacts::matching_ids(conn, cx, &contacts::Filter::default())).into_iter().collect();
    let english =
        "We would be glad to discuss the first results with the city's officials, firms and planners. ".repeat(24);
    let chinese = "我们诚挚邀请您与市政府、企业和规划师共同讨论初步成果。".repeat(40);
    let text = RoundText {
        name: "Everybody".to_owned(),
        subject: Localised::three("Invitation: {event}", "Invitation : {event}", "邀请：{event}"),
        body: Localised::three(
            &format!("{{salutation}},\n\n{english}\n\n{{link}}"),
            &format!("{{salutation}},\n\n{english}\n\n{{link}}"),
            &format!("{{salutation}}：\n\n{chinese}\n\n{{link}}"),
        ),
    };
    app.act(|conn, cx| {
        let facts = invitations::event_of(conn, cx, &world.event.event.public_id)?;
        for some in ids.chunks(1_000) {
            invitations::add_seats(conn, cx, &facts, some)?;
        }
        let round = invitations::create_round(conn, cx, &facts, &text, &Audience::NotYetInvited)?;
        let released = invitations::release(conn, cx, &round, round.version)?;
        assert!(released.invitations >= MAILS, "{released:?}");
        Ok::<_, InvitationError>(())
    });
    execute(app, &format!("DELETE FROM outbox WHERE id NOT IN (SELECT id FROM outbox ORDER BY id LIMIT {MAILS})"));
    execute(app, "ANALYZE");
}

fn person(n: usize) -> NewContact {
    let draft = ContactDraft {
        native_name: format!("王建国{n}"),
        latin_name: format!("Wang Jianguo {n}"),
        family_name: "Wang".to_owned(),
        language: if n.is_multiple_of(2) { "zh" } else { "en" }.to_owned(),
        addresses: vec![AddressDraft { email: format!("guest{n}@d{}.example", n % 50), label: String::new() }],
        ..ContactDraft::default()
    };
    NewContact::parse(draft).expect("a contact")
}

fn execute(app: &TestApp, sql: &str) {
    let sql = sql.to_owned();
    app.state
        .db
        .write_now(|conn: &mut Conn| diesel::sql_query(sql).execute(conn).map(|_| ()).map_err(DbError::from))
        .unwrap();
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn count(app: &TestApp, state: &str) -> usize {
    let sql = format!("SELECT count(*) AS n FROM outbox WHERE state = '{state}'");
    let read = |conn: &mut Conn| diesel::sql_query(sql).get_result::<Count>(conn).map_err(DbError::from);
    app.state.db.read_now(read).unwrap().n as usize
}

/// Everything waits again, as if never sent.
fn rewind(app: &TestApp) {
    execute(
        app,
        "UPDATE outbox SET state = 'queued', attempts = 0, leased_by = NULL, leased_until = NULL, reply = NULL, \
         reason = NULL, settled_at = NULL",
    );
    execute(app, "DELETE FROM outbox_attempts");
    execute(app, "ANALYZE");
}

fn worker(app: &TestApp, port: u16, connections: usize) -> Running {
    let url = match app.database().url() {
        DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
        DatabaseUrl::Postgres(url) => url,
    };
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
        .stdin(Stdio::null())
        .spawn()
        .expect("the worker starts");
    Running(child)
}

fn signal(worker: &Running, what: &str) {
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
    let (began, first) = until(app, |sent| sent > 0);
    let (ended, all) = until(app, |sent| sent == MAILS);
    let rate = (all - first) as f64 / (ended - began).as_secs_f64();
    let peak = peak(&worker);
    signal(&worker, "-TERM");
    worker.0.wait().unwrap();
    println!("{what:<44} {rate:>10.0} {peak:>10} {beside:>12}");
}

/// When so many are sent, and how many then.
fn until(app: &TestApp, enough: impl Fn(usize) -> bool) -> (Instant, usize) {
    let began = Instant::now();
    loop {
        let sent = count(app, "sent");
        if enough(sent) {
            return (Instant::now(), sent);
        }
        assert!(began.elapsed() < Duration::from_secs(300), "only {sent} sent");
        std::thread::sleep(Duration::from_millis(5));
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
