//! A relay that is silent, slow, talks garbage, closes half or goes away: nothing lost, nothing doubled, the reason kept.

use std::sync::Arc;

use super::script::*;
use crate::domain::outbox::outcome::{Fault, Outcome, RelayFault};
use crate::mail::smtp::{Connection, Line, Relay, SmtpConfig, TlsPolicy};
use crate::mail::url::Security;

async fn fault_at_opening(script: Vec<Act>) -> RelayFault {
    let stage = Stage::set(vec![script]).await;
    Connection::open(&stage.impatient()).await.expect_err("opened")
}

async fn outcome_of(script: Vec<Act>) -> Outcome {
    let stage = Stage::set(vec![script]).await;
    let mut connection = Connection::open(&stage.impatient()).await.unwrap();
    let outcome = connection.send(&envelope("a@b.example"), b"x").await;
    assert!(!connection.is_usable());
    outcome
}

#[track_caller]
fn fault(outcome: Outcome) -> Fault {
    match outcome {
        Outcome::RelayFault(fault) => fault.what,
        other => panic!("no fault: {other:?}"),
    }
}

#[tokio::test]
async fn every_way_to_fail_at_opening_has_its_name() {
    let cases = [
        (vec![Wait], Fault::Silence),
        (vec![], Fault::Lost),
        (vec![Say("HTTP/1.1 400 Bad Request")], Fault::Garbage),
        (vec![Say("220-relay.test"), Say("250 other code")], Fault::Garbage),
        (vec![Say("554 5.7.1 your address is listed")], Fault::Greeting),
        (vec![Say("421 too busy")], Fault::Unavailable),
        (vec![Say("220 hi"), HalfClose, Wait], Fault::Lost),
        (vec![Say("220 hi"), Hear("EHLO"), Say("502 what")], Fault::Greeting),
        (vec![Say("220 hi"), Hear("EHLO"), Wait], Fault::Silence),
    ];
    for (script, what) in cases {
        assert_eq!(fault_at_opening(script).await.what, what);
    }
}

#[tokio::test]
async fn an_endless_line_or_reply_is_garbage() {
    let long: &'static str = Box::leak("2".repeat(9000).into_boxed_str());
    assert_eq!(fault_at_opening(vec![Say(long), Wait]).await.what, Fault::Garbage);
    let many: &'static str = Box::leak("220-x\r\n".repeat(300).into_boxed_str());
    assert_eq!(fault_at_opening(vec![Say(many), Wait]).await.what, Fault::Garbage);
}

#[tokio::test]
async fn nobody_listening_is_named_with_host_and_port() {
    let port = Stage::set(vec![]).await.port;
    let mut config = SmtpConfig::new(Security::Plain, "127.0.0.1", port);
    config.tls = TlsPolicy::None;
    // The stage has no script, so its listener is gone once its task ran.
    tokio::task::yield_now().await;
    let fault = Connection::open(&Relay::new(config).unwrap()).await.unwrap_err();
    assert_eq!(fault.what, Fault::Connect);
    assert!(fault.text.contains(&format!("127.0.0.1:{port}")), "{fault}");
}

#[tokio::test]
async fn what_breaks_before_the_end_of_the_message_is_a_fault() {
    let cases = [
        (vec![Wait], Fault::Silence),
        (vec![Hear("MAIL"), Hear("RCPT"), Hear("DATA")], Fault::Lost),
        (vec![Hear("MAIL"), HalfClose, Wait], Fault::Lost),
        (vec![Say("421 4.3.2 shutting down")], Fault::Unavailable),
        (vec![Say("250 ok"), Say("250 ok"), Say("250 not 354"), Wait], Fault::Garbage),
        (vec![Say("250 ok"), Say("???"), Wait], Fault::Garbage),
        (vec![Say("250 ok"), Say("250 ok"), Wait], Fault::Silence),
    ];
    for (acts, what) in cases {
        assert_eq!(fault(outcome_of(after_hello(acts)).await), what);
    }
    let no = join([introduced(), vec![Take, Say("421 4.3.2 shutting down")]]);
    assert_eq!(fault(outcome_of(after_hello(no)).await), Fault::Unavailable);
}

#[tokio::test]
async fn what_breaks_between_the_end_of_the_message_and_the_reply_is_in_doubt() {
    for end in [
        vec![Take],
        vec![Take, Wait],
        vec![Take, HalfClose, Wait],
        vec![Take, Say("what?")],
        vec![Take, Say("354 more?")],
    ] {
        let outcome = outcome_of(after_hello(join([introduced(), end]))).await;
        assert!(matches!(outcome, Outcome::InDoubt { .. }), "{outcome:?}");
    }
}

#[tokio::test]
async fn a_relay_that_hangs_up_inside_a_message_cannot_have_it() {
    let acts = join([introduced(), vec![Say("552 5.3.4 too large")]]);
    let stage = Stage::set(vec![after_hello(acts)]).await;
    let mut connection = Connection::open(&stage.relay()).await.unwrap();
    let big = "0123456789\r\n".repeat(1_000_000);
    // Whether the relay's last words survive its hanging up is the network's luck.
    match connection.send(&envelope("a@b.example"), big.as_bytes()).await {
        Outcome::Refused(refusal) => assert_eq!(refusal.code, 552),
        Outcome::RelayFault(fault) => assert_eq!(fault.what, Fault::Lost),
        other => panic!("{other:?}"),
    }
    assert!(!connection.is_usable());
}

#[tokio::test]
async fn a_relay_that_reads_nothing_runs_into_the_deadline_and_leaves_no_doubt() {
    let stage = Stage::set(vec![after_hello(join([introduced(), vec![Hear("0123"), Say("250 unheard")]]))]).await;
    let relay = stage.impatient();
    let mut connection = Connection::open(&relay).await.unwrap();
    let big = "0123456789\r\n".repeat(1_000_000);
    let outcome = connection.send(&envelope("a@b.example"), big.as_bytes()).await;
    assert!(matches!(outcome, Outcome::RelayFault(_)), "{outcome:?}");
}

#[tokio::test]
async fn a_slow_relay_within_the_deadlines_is_served() {
    let acts = [
        Hear("MAIL"),
        Drip("250 ok"),
        Hear("RCPT"),
        Drip("250-take\r\n250 your\r\n354 time"),
        Hear("DATA"),
        Take,
        Drip("250 done"),
    ];
    let stage = Stage::set(vec![after_hello(acts)]).await;
    let mut connection = Connection::open(&stage.relay()).await.unwrap();
    assert_eq!(accepted(&connection.send(&envelope("a@b.example"), b"x").await), "250 done");
}

#[tokio::test]
async fn a_connection_closed_while_it_rested_is_opened_anew() {
    for goodbye in [vec![], vec![Say("421 4.4.2 idle too long")]] {
        let first = after_hello(join([carried(), goodbye]));
        let stage = Stage::set(vec![first, after_hello(carried())]).await;
        let mut line = Line::new(Arc::new(stage.relay()));
        accepted(&line.send(&envelope("a@b.example"), b"1").await);
        accepted(&line.send(&envelope("a@b.example"), b"2").await);
        let heard = stage.heard().await;
        assert_eq!((heard[0][4].as_str(), heard[1][4].as_str()), ("1\r\n.\r\n", "2\r\n.\r\n"));
    }
}

#[tokio::test]
async fn doubt_is_never_resolved_by_sending_again() {
    let first = after_hello(join([carried(), introduced(), vec![Take]]));
    let stage = Stage::set(vec![first]).await;
    let mut line = Line::new(Arc::new(stage.relay()));
    accepted(&line.send(&envelope("a@b.example"), b"1").await);
    assert!(matches!(line.send(&envelope("a@b.example"), b"2").await, Outcome::InDoubt { .. }));
    assert_eq!(stage.heard().await.len(), 1);
}

#[tokio::test]
async fn where_tls_is_required_nothing_is_said_in_the_clear() {
    let offered = "250-relay.test\r\n250 STARTTLS";
    let cases: [Vec<Act>; 4] = [
        greeted(HELLO).into_iter().chain([Wait]).collect(),
        greeted(offered).into_iter().chain([Hear("STARTTLS"), Say("454 not now")]).collect(),
        // Words slipped in before the handshake must not be taken for the relay's own.
        greeted(offered).into_iter().chain([Hear("STARTTLS"), Say("220 go\r\n250 injected"), Wait]).collect(),
        greeted(offered)
            .into_iter()
            .chain([Hear("STARTTLS"), Say("220 go"), Say("this is no handshake"), Wait])
            .collect(),
    ];
    for script in cases {
        let stage = Stage::set(vec![script]).await;
        let mut config = stage.config();
        config.tls = TlsPolicy::Required;
        config.login = Some(crate::mail::Login::new("office".into(), "secret".into()));
        let fault = Connection::open(&Relay::new(config).unwrap()).await.unwrap_err();
        assert_eq!(fault.what, Fault::Tls, "{fault}");
        let heard = stage.heard().await.concat();
        assert!(heard.iter().all(|line| line.starts_with("EHLO") || line == "STARTTLS"), "{heard:?}");
    }
}

#[tokio::test]
async fn implicit_tls_with_a_plain_relay_is_a_tls_fault() {
    let stage = Stage::set(vec![vec![Say("220 plain"), Wait]]).await;
    let mut config = stage.config();
    config.security = Security::Implicit;
    assert_eq!(Connection::open(&Relay::new(config).unwrap()).await.unwrap_err().what, Fault::Tls);
}
