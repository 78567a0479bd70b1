//! The sender is killed between claiming, sending and settling: nobody is lost, and nobody hears twice but the few whose message was
//! under way, who get the very same one.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use convoke::access::{Grant, Role};
use convoke::db::DatabaseUrl;
use convoke::domain::accounts::{self, AccountError, NewAccount};

use crate::support::TestApp;
use crate::support::command::{Running, convoke};
use crate::support::contents::contents;
use crate::support::sink::Sink;

const MAILS: usize = 300;
const CONNECTIONS: usize = 4;
const PATIENCE: Duration = Duration::from_secs(60);

/// An application whose outbox is full, and its addressees.
fn full(app: &TestApp) -> BTreeSet<String> {
    let addresses: BTreeSet<String> = (0..MAILS).map(|n| format!("member{n}@example.org")).collect();
    app.act(|conn, cx| {
        for address in &addresses {
            let mut new = NewAccount::parse(address, "Somebody", "en", "Europe/Paris").map_err(AccountError::from)?;
            new.grants = vec![Grant { role: Role::Administrator, programme: None, city: None }];
            accounts::invite(conn, cx, &new)?;
        }
        Ok::<_, AccountError>(())
    });
    addresses
}

/// `convoke work` on the application's own folder and database, sending to the sink.
fn work(app: &TestApp, sink: &Sink) -> Running {
    let folder = app.database().folder();
    let url = match app.database().url() {
        DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
        DatabaseUrl::Postgres(url) => url,
    };
    let mut command = convoke(folder, &["work"]);
    command
        .env("CONVOKE_DATA__DIR", folder)
        .env("CONVOKE_DATABASE__URL", url)
        .env("CONVOKE_SERVER__PUBLIC_URL", &app.base)
        .env("CONVOKE_MAIL__URL", sink.url())
        .env("CONVOKE_MAIL__TLS", "none")
        .env("CONVOKE_MAIL__CONNECTIONS", CONNECTIONS.to_string())
        .env("CONVOKE_WORK__LEASE", "10")
        .env("CONVOKE_WORK__HEARTBEAT", "1");
    Running::worker(&mut command)
}

/// Waits until every message is settled: what a dead worker held comes back when its lease has run out.
fn settled(app: &TestApp) {
    let limit = Instant::now() + PATIENCE;
    loop {
        let outbox = contents(app.database(), &[]).rows("outbox");
        let open = outbox
            .iter()
            .filter(|row| ["queued", "leased", "retry"].iter().any(|s| row.contains(&format!("state={s}"))));
        match open.count() {
            0 => return,
            n => assert!(Instant::now() < limit, "{n} messages are not settled"),
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// How often each addressee was written to, after a check that repeats are the same message.
fn counts(sink: &Sink) -> BTreeMap<String, usize> {
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut counts = BTreeMap::new();
    for mail in sink.arrived() {
        *counts.entry(mail.to.clone()).or_default() += 1;
        ids.entry(mail.to).or_default().insert(mail.message_id);
    }
    let other: Vec<_> = ids.iter().filter(|(_, ids)| ids.len() != 1 || ids.contains("")).collect();
    assert!(other.is_empty(), "a repeat must have the same Message-ID: {other:?}");
    let distinct: BTreeSet<_> = ids.values().flatten().collect();
    assert_eq!(distinct.len(), ids.len(), "two addressees got the same Message-ID");
    counts
}

#[test]
fn killed_at_any_moment_it_loses_nobody_and_repeats_what_was_under_way_at_most() {
    let (app, sink) = (TestApp::start_now(), Sink::open());
    let addresses = full(&app);
    sink.pause(Duration::from_millis(4));
    let kills = [MAILS / 10, MAILS / 2, MAILS * 9 / 10];
    for at in kills {
        let worker = work(&app, &sink);
        sink.wait_for(at, PATIENCE);
        worker.kill();
    }
    let worker = work(&app, &sink);
    settled(&app);
    let (code, _) = worker.stop();
    assert_eq!(code, 0);
    let counts = counts(&sink);
    assert_eq!(counts.keys().cloned().collect::<BTreeSet<_>>(), addresses);
    let repeats: usize = counts.values().map(|n| n - 1).sum();
    assert!(repeats <= kills.len() * CONNECTIONS, "{repeats} repeats after {} kills", kills.len());
}

#[test]
fn asked_to_stop_it_ends_in_time_and_nobody_hears_twice() {
    let (app, sink) = (TestApp::start_now(), Sink::open());
    let addresses = full(&app);
    sink.pause(Duration::from_millis(4));
    let worker = work(&app, &sink);
    sink.wait_for(MAILS / 2, PATIENCE);
    let (code, took) = worker.stop();
    assert_eq!(code, 0);
    assert!(took < Duration::from_secs(10), "{took:?}");
    let worker = work(&app, &sink);
    settled(&app);
    let (code, _) = worker.stop();
    assert_eq!(code, 0);
    let counts = counts(&sink);
    assert_eq!(counts.keys().cloned().collect::<BTreeSet<_>>(), addresses);
    assert!(counts.values().all(|n| *n == 1), "{:?}", counts.iter().filter(|(_, n)| **n > 1).collect::<Vec<_>>());
}
