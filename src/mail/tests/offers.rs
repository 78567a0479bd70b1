//! What a relay does not offer is not asked of it; what it cannot carry is refused before anything is said.

use super::script::*;
use crate::domain::outbox::outcome::{Fault, Stage as At};
use crate::domain::outbox::policy::decide;
use crate::domain::outbox::{FailReason, Verdict};
use crate::kernel::email::Email;
use crate::kernel::locale::Locale;
use crate::mail::smtp::{Connection, Relay, TlsPolicy};
use crate::mail::{AutoSubmitted, Letter, Login, Mailbox};

/// Greeting, EHLO refused so, and then these acts.
fn old(refusal: &'static str, acts: impl IntoIterator<Item = Act>) -> Vec<Act> {
    [Say("220 relay.test"), Hear("EHLO"), Say(refusal), Hear("HELO [127.0.0.1]")].into_iter().chain(acts).collect()
}

fn step_by_step() -> Vec<Act> {
    vec![
        HearAlone("MAIL"),
        Say("250 ok"),
        HearAlone("RCPT"),
        Say("250 ok"),
        HearAlone("DATA"),
        Say("354 go"),
        Take,
        Say("250 ok"),
    ]
}

fn letter(to: &str) -> Vec<u8> {
    let mailbox = |name: &str, email: &str| Mailbox { name: name.into(), email: Email::stored(email.into()) };
    let letter = Letter {
        message_id: "7.x2@convoke.example".into(),
        date: "2016-04-18T08:00:00Z".parse().unwrap(),
        from: mailbox("Urbanisation durable à Hangzhou", "office@convoke.example"),
        reply_to: None,
        to: mailbox("李 副局长", to),
        subject: "邀请您参加大同可持续城市化会议".into(),
        text: "李副局长，您好：\n\n09:00 大同\n".into(),
        html: "<p>李副局长，您好：</p>".into(),
        calendar: None,
        locale: Locale::Zh,
        auto_submitted: AutoSubmitted::Generated,
        list_unsubscribe: None,
    };
    letter.to_bytes().unwrap()
}

#[tokio::test]
async fn a_relay_that_knows_no_ehlo_is_greeted_as_of_old() {
    for refusal in ["500 5.5.1 what?", "502 5.5.2 not here", "550-not\r\n550 here"] {
        let acts = [Say("250 relay.test")].into_iter().chain(step_by_step());
        let stage = Stage::set(vec![old(refusal, acts)]).await;
        let mut connection = Connection::open(&stage.relay()).await.unwrap();
        accepted(&connection.send(&envelope("a@b.example"), &letter("a@b.example")).await);
        let heard = stage.heard().await;
        assert_eq!(heard[0][2..4], ["MAIL FROM:<office@convoke.example>", "RCPT TO:<a@b.example>"]);
    }
}

#[tokio::test]
async fn a_relay_that_wants_neither_greeting_is_told_by_its_first_reason() {
    for end in [vec![Say("554 no")], vec![], vec![Say("hello?")]] {
        let stage = Stage::set(vec![old("550 5.7.1 your address is listed", end)]).await;
        let fault = Connection::open(&stage.impatient()).await.unwrap_err();
        assert_eq!((fault.what, fault.text.as_str()), (Fault::Greeting, "550 5.7.1 your address is listed"));
    }
    let stage = Stage::set(vec![vec![Say("220 hi"), Hear("EHLO"), Say("451 later"), Wait]]).await;
    let later = Connection::open(&stage.impatient()).await.unwrap_err();
    assert_eq!((later.what, later.text.as_str()), (Fault::Greeting, "451 later"));
    assert_eq!(stage.heard().await[0].len(), 1, "not now is no reason to greet otherwise");
}

#[tokio::test]
async fn greeted_as_of_old_there_is_no_starttls_and_no_login() {
    let stage =
        Stage::set(vec![old("502 what", [Say("250 relay.test")]), old("502 what", [Say("250 relay.test")])]).await;
    let mut config = stage.config();
    config.login = Some(Login::new("office".into(), "secret".into()));
    let unnamed = Connection::open(&Relay::new(config.clone()).unwrap()).await.unwrap_err();
    assert_eq!(unnamed.what, Fault::Login);
    config.tls = TlsPolicy::Required;
    assert_eq!(Connection::open(&Relay::new(config).unwrap()).await.unwrap_err().what, Fault::Tls);
    assert!(stage.heard().await.concat().iter().all(|line| !line.starts_with("AUTH")));
}

#[tokio::test]
async fn a_mail_larger_than_the_relay_takes_is_refused_before_it_is_sent() {
    let sized = "250-relay.test\r\n250-PIPELINING\r\n250 SIZE 100";
    let stage = Stage::set(vec![greeted(sized).into_iter().chain(carried()).collect()]).await;
    let mut connection = Connection::open(&stage.relay()).await.unwrap();
    let large = "0123456789\r\n".repeat(9);
    let outcome = connection.send(&envelope("a@b.example"), large.as_bytes()).await;
    let end = decide(&outcome, 0);
    assert_eq!(
        (end.verdict, end.alarm),
        (Verdict::Failed(FailReason::Unsendable), None),
        "it is this mail's fault alone"
    );
    let refusal = refused(outcome);
    assert_eq!((refusal.code, refusal.stage), (552, At::Preflight));
    assert!(refusal.text.contains("108 octets") && refusal.text.contains("takes 100"), "{refusal}");
    assert!(connection.is_usable());
    // The next one fits, and says how large it is.
    accepted(&connection.send(&envelope("a@b.example"), &large.as_bytes()[..96]).await);
    assert_eq!(stage.heard().await[0][1], "MAIL FROM:<office@convoke.example> SIZE=96");
}

#[tokio::test]
async fn a_size_without_a_number_is_no_limit() {
    for offer in ["250-relay.test\r\n250-PIPELINING\r\n250 SIZE", "250-relay.test\r\n250-PIPELINING\r\n250 SIZE 0"] {
        let stage = Stage::set(vec![greeted(offer).into_iter().chain(carried()).collect()]).await;
        let mut connection = Connection::open(&stage.relay()).await.unwrap();
        accepted(&connection.send(&envelope("a@b.example"), &letter("a@b.example")).await);
        assert_eq!(stage.heard().await[0][1], "MAIL FROM:<office@convoke.example>");
    }
}

#[tokio::test]
async fn a_letter_needs_no_eighth_bit_whatever_it_says() {
    let stage = Stage::set(vec![greeted(HELLO_BARE).into_iter().chain(step_by_step()).collect()]).await;
    let mut connection = Connection::open(&stage.relay()).await.unwrap();
    accepted(&connection.send(&envelope("li@大同.example"), &letter("li@大同.example")).await);
    let heard = stage.heard().await;
    assert!(heard[0].iter().all(|said| said.is_ascii()));
    assert!(heard[0][1..].iter().all(|said| !said.contains("BODY=") && !said.contains("SMTPUTF8")), "{heard:?}");
    assert!(heard[0][2].starts_with("RCPT TO:<li@xn--"), "the domain goes as an A-label: {}", heard[0][2]);
}

#[tokio::test]
async fn a_local_part_outside_ascii_is_refused_where_it_is_not_understood_and_the_next_mail_goes() {
    let stage = Stage::set(vec![greeted(HELLO_BARE).into_iter().chain(step_by_step()).collect()]).await;
    let mut connection = Connection::open(&stage.relay()).await.unwrap();
    let outcome = connection.send(&envelope("李@大同.example"), &letter("李@大同.example")).await;
    assert_eq!(decide(&outcome, 0).verdict, Verdict::Failed(FailReason::AddressUnsendable));
    let refusal = refused(outcome);
    assert!(refusal.text.contains("outside ASCII before the @") && refusal.text.contains("SMTPUTF8"), "{refusal}");
    accepted(&connection.send(&envelope("li@datong.example"), &letter("li@datong.example")).await);
    stage.heard().await;
}
