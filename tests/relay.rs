//! A relay as relays are: it refuses one, it is away, it comes back. Nobody is lost, and whoever looks at the outbox is told why.

use convoke::access::{Grant, Role};
use convoke::app;
use convoke::domain::accounts::{self, AccountError, NewAccount};

use crate::support::TestApp;
use crate::support::sink::Sink;

fn administrator() -> Vec<Grant> {
    vec![Grant { role: Role::Administrator, programme: None, city: None }]
}

/// Three colleagues whose invitations wait.
fn invite(app: &TestApp) {
    app.act(|conn, cx| {
        for name in ["bo", "chen", "dana"] {
            let new =
                NewAccount::parse(&format!("{name}@example.org"), name, "en", "UTC").map_err(AccountError::from)?;
            accounts::invite(conn, cx, &new)?;
        }
        Ok::<_, AccountError>(())
    });
}

#[tokio::test]
async fn a_refused_recipient_fails_alone_and_the_reply_is_shown() {
    let sink = Sink::open();
    let app = TestApp::start_with(&[("mail.url", &sink.url()), ("mail.tls", "none")]);
    let ana = app.member("ana@example.org", administrator()).await;
    sink.refuse("chen@example.org", "550 5.1.1 no such user");
    invite(&app);
    assert_eq!(app.run_until_idle().await, 2);
    let mut reached: Vec<String> = sink.arrived().into_iter().map(|m| m.to).collect();
    reached.sort();
    assert_eq!(reached, ["bo@example.org", "dana@example.org"]);
    assert!(sink.arrived().iter().all(|m| m.text.contains("Auto-Submitted:")));
    let shown = ana.get("/mail?drawer=failed").await;
    shown.says("chen@example.org").does_not_say("dana@example.org");
    let one = shown.links().into_iter().find(|l| l.starts_with("/mail/") && l.len() > 20).expect("the failed one");
    ana.get(&one).await.says("no such user");
}

#[tokio::test]
async fn a_relay_that_is_away_loses_nothing_and_raises_one_alarm() {
    let sink = Sink::open();
    let nowhere = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let app = TestApp::start_with(&[("mail.url", &format!("smtp://{nowhere}")), ("mail.tls", "none")]);
    invite(&app);
    let ran = app::run_until_idle(&app.state).await.expect("the engine");
    assert_eq!(ran.sent, 0);
    assert!(ran.alarm.is_some(), "the relay's fault is told");
    let states = crate::support::contents::contents(app.database(), &[]).values("outbox", "state");
    assert_eq!(states, ["queued", "queued", "queued"], "and counts against nobody");
    assert_eq!(sink.len(), 0);
}

#[tokio::test]
async fn a_mail_too_large_for_the_relay_fails_with_that_reason_before_it_is_sent() {
    let sink = Sink::open();
    sink.offer("250-sink.test\r\n250-PIPELINING\r\n250 SIZE 500");
    let app = TestApp::start_with(&[("mail.url", &sink.url()), ("mail.tls", "none")]);
    let ana = app.member("ana@example.org", administrator()).await;
    invite(&app);
    let ran = app::run_until_idle(&app.state).await.expect("the engine");
    assert_eq!((ran.sent, ran.not_sent, ran.alarm), (0, 3, None), "it is no fault of the relay's");
    assert_eq!(sink.len(), 0);
    let shown = ana.get("/mail?drawer=failed").await;
    shown.says("chen@example.org").says("dana@example.org");
    let one = shown.links().into_iter().find(|l| l.starts_with("/mail/") && l.len() > 20).expect("a failed one");
    ana.get(&one).await.says("552 5.3.4").says("the relay takes 500 at most");
}

#[tokio::test]
async fn a_relay_of_the_old_kind_is_sent_to() {
    let sink = Sink::open();
    sink.offer("502 5.5.2 what is EHLO?");
    let app = TestApp::start_with(&[("mail.url", &sink.url()), ("mail.tls", "none")]);
    invite(&app);
    assert_eq!(app.run_until_idle().await, 3);
    assert!(sink.arrived().iter().all(|m| m.text.is_ascii() && m.text.contains("Content-Transfer-Encoding:")));
}
