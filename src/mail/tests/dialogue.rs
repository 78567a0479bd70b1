//! What the relay hears when all goes well, or a message is refused.

use std::sync::Arc;

use super::script::*;
use crate::domain::outbox::outcome::{Fault, Outcome, Stage as At};
use crate::mail::Login;
use crate::mail::smtp::{Connection, Line, Relay};

#[tokio::test]
async fn two_messages_go_over_one_connection_with_commands_in_one_write() {
    let acts = join([carried(), carried(), vec![Hear("QUIT"), Say("221 bye")]]);
    let stage = Stage::set(vec![after_hello(acts)]).await;
    let mut line = Line::new(Arc::new(stage.relay()));
    for _ in 0..2 {
        let outcome = line.send(&envelope("li@hangzhou.example"), b"Subject: x\r\n\r\ny\r\n").await;
        assert_eq!(accepted(&outcome), "250 2.0.0 queued as 7");
    }
    line.close().await;
    let heard = &stage.heard().await[0];
    assert_eq!(heard[1..4], ["MAIL FROM:<office@convoke.example>", "RCPT TO:<li@hangzhou.example>", "DATA"]);
    assert_eq!(heard[4], "Subject: x\r\n\r\ny\r\n.\r\n");
    assert_eq!(heard.last().unwrap(), "QUIT");
}

#[tokio::test]
async fn without_pipelining_each_command_waits_for_its_reply() {
    let acts = [
        HearAlone("MAIL"),
        Say("250 ok"),
        HearAlone("RCPT"),
        Say("250 ok"),
        HearAlone("DATA"),
        Say("354 go"),
        Take,
        Say("250 ok"),
        HearAlone("MAIL"),
        Say("250 ok"),
        HearAlone("RCPT"),
        Say(NO_SUCH_USER),
        HearAlone("RSET"),
        Say("250 ok"),
        HearAlone("MAIL"),
        Say("451 4.3.0 later"),
    ];
    let stage = Stage::set(vec![greeted(HELLO_BARE).into_iter().chain(acts).collect()]).await;
    let mut connection = Connection::open(&stage.relay()).await.unwrap();
    accepted(&connection.send(&envelope("a@b.example"), b"x").await);
    assert_eq!(refused(connection.send(&envelope("a@b.example"), b"x").await).stage, At::Recipient);
    let later = refused(connection.send(&envelope("a@b.example"), b"x").await);
    assert_eq!((later.code, later.stage, later.is_permanent()), (451, At::Sender, false));
    stage.heard().await;
}

#[tokio::test]
async fn dots_are_doubled_and_stray_line_ends_made_whole() {
    let stage = Stage::set(vec![after_hello(carried())]).await;
    let mut connection = Connection::open(&stage.relay()).await.unwrap();
    let sly = b".first\r\n..two\r\nlone lf\n.\nlone cr\r.\rend\r\n.\r\nMAIL FROM:<evil@x.example>";
    accepted(&connection.send(&envelope("a@b.example"), sly).await);
    assert_eq!(
        stage.heard().await[0][4],
        "..first\r\n...two\r\nlone lf\r\n..\r\nlone cr\r\n..\r\nend\r\n..\r\nMAIL FROM:<evil@x.example>\r\n.\r\n"
    );
}

#[tokio::test]
async fn a_refused_recipient_costs_a_reset_and_not_the_connection() {
    let acts = join([
        vec![Hear("MAIL"), Hear("RCPT"), Hear("DATA"), Say("250 ok"), Say(NO_SUCH_USER), Say("503 no recipients")],
        vec![Hear("RSET"), Hear("MAIL"), Hear("RCPT"), Hear("DATA")],
        vec![Say("250 ok"), Say("250 ok"), Say("250 ok"), Say("354 go"), Take, Say("250 ok")],
    ]);
    let stage = Stage::set(vec![after_hello(acts)]).await;
    let mut connection = Connection::open(&stage.relay()).await.unwrap();
    let refusal = refused(connection.send(&envelope("nobody@b.example"), b"x").await);
    assert_eq!((refusal.code, refusal.stage), (550, At::Recipient));
    assert_eq!(refusal.enhanced.unwrap().to_string(), "5.1.1");
    assert_eq!(refusal.to_string(), NO_SUCH_USER);
    accepted(&connection.send(&envelope("a@b.example"), b"x").await);
    stage.heard().await;
}

/// Relays write in the encoding of their house. What is kept of a reply is read on pages: in letters, and without control characters.
#[tokio::test]
async fn a_reply_is_read_in_whatever_encoding_it_comes() {
    let chinese: &[u8] =
        b"550 5.1.1 \xD3\xCA\xBC\xFE\xB5\xD8\xD6\xB7\xB2\xBB\xB4\xE6\xD4\xDA\xBB\xF2\xD2\xD1\xB1\xBB\xCD\xA3\xD3\xC3";
    let french: &[u8] = b"550 5.1.1 Bo\xEEte refus\xE9e \xE0 l'entr\xE9e";
    let table: [(&[u8], &str); 4] = [
        (chinese, "550 5.1.1 邮件地址不存在或已被停用"),
        (french, "550 5.1.1 Boîte refusée à l'entrée"),
        ("550 5.1.1 邮箱不存在".as_bytes(), "550 5.1.1 邮箱不存在"),
        (b"550 5.1.1 no\x1B[2Jsuch\tuser\xE2\x80\xAE", "550 5.1.1 no [2Jsuch user"),
    ];
    for (said, read) in table {
        let replies = [Say("250 ok"), SayBytes(said), Say("503 no recipients")];
        let acts = [Hear("MAIL"), Hear("RCPT"), Hear("DATA")].into_iter().chain(replies);
        let stage = Stage::set(vec![after_hello(acts)]).await;
        let mut connection = Connection::open(&stage.relay()).await.unwrap();
        let refusal = refused(connection.send(&envelope("nobody@b.example"), b"x").await);
        assert_eq!((refusal.code, refusal.to_string().as_str()), (550, read));
    }
}

#[tokio::test]
async fn a_relay_that_takes_data_without_recipients_gets_a_lone_dot() {
    let acts = join([
        vec![Hear("MAIL"), Hear("RCPT"), Hear("DATA"), Say("250 ok"), Say(NO_SUCH_USER), Say("354 go")],
        vec![HearAlone("."), Say("554 no valid recipients"), Hear("RSET")],
        vec![Hear("MAIL"), Hear("RCPT"), Hear("DATA"), Say("250 ok"), Say("250 ok"), Say("250 ok"), Say("354 go")],
        vec![Take, Say("250 ok")],
    ]);
    let stage = Stage::set(vec![after_hello(acts)]).await;
    let mut connection = Connection::open(&stage.relay()).await.unwrap();
    assert_eq!(refused(connection.send(&envelope("nobody@b.example"), b"x").await).stage, At::Recipient);
    accepted(&connection.send(&envelope("a@b.example"), b"x").await);
    stage.heard().await;
}

#[tokio::test]
async fn a_relay_that_refuses_all_and_goes_has_still_refused() {
    let acts = [Hear("MAIL"), Hear("RCPT"), Hear("DATA"), Say("550 5.7.1 blocked")];
    let stage = Stage::set(vec![after_hello(acts)]).await;
    let mut connection = Connection::open(&stage.relay()).await.unwrap();
    let refusal = refused(connection.send(&envelope("a@b.example"), b"x").await);
    assert_eq!((refusal.code, refusal.stage), (550, At::Sender));
    assert!(!connection.is_usable());
}

#[tokio::test]
async fn a_message_refused_for_its_content_leaves_the_connection_usable() {
    let acts = join([introduced(), vec![Take, Say("554 5.7.1 looks like spam")]]);
    let stage = Stage::set(vec![after_hello(acts)]).await;
    let mut connection = Connection::open(&stage.relay()).await.unwrap();
    let refusal = refused(connection.send(&envelope("a@b.example"), b"x").await);
    assert_eq!((refusal.code, refusal.stage), (554, At::Message));
    assert!(connection.is_usable());
}

#[tokio::test]
async fn a_connection_is_recycled_after_its_messages() {
    let once = || after_hello(join([carried(), vec![Hear("QUIT"), Say("221 bye")]]));
    let stage = Stage::set(vec![once(), once()]).await;
    let mut config = stage.config();
    config.recycling.messages = 1;
    let mut line = Line::new(Arc::new(Relay::new(config).unwrap()));
    for _ in 0..2 {
        accepted(&line.send(&envelope("a@b.example"), b"x").await);
    }
    line.close().await;
    assert_eq!(stage.heard().await.len(), 2);
}

async fn opened(stage: &Stage, login: Login) -> Result<Connection, crate::domain::outbox::outcome::RelayFault> {
    let mut config = stage.config();
    config.login = Some(login);
    Connection::open(&Relay::new(config).unwrap()).await
}

fn login() -> Login {
    Login::new("office".into(), "pass word".into())
}

#[tokio::test]
async fn both_ways_to_log_in_are_spoken() {
    let plain = "AUTH PLAIN AG9mZmljZQBwYXNzIHdvcmQ=";
    let asking = "250-relay.test\r\n250 AUTH LOGIN CRAM-MD5";
    let by_login = [
        Hear("AUTH LOGIN"),
        Say("334 VXNlcm5hbWU6"),
        Hear("b2ZmaWNl"),
        Say("334 UGFzc3dvcmQ6"),
        Hear("cGFzcyB3b3Jk"),
        Say("235 in"),
    ];
    let both = "250-relay.test\r\n250 AUTH LOGIN PLAIN";
    let stage = Stage::set(vec![
        greeted(both).into_iter().chain([Hear(plain), Say("235 2.7.0 in")]).collect(),
        greeted(asking).into_iter().chain(by_login).collect(),
    ])
    .await;
    opened(&stage, login()).await.unwrap();
    opened(&stage, login()).await.unwrap();
    stage.heard().await;
}

#[tokio::test]
async fn a_refused_login_is_the_relays_fault_and_shows_no_password() {
    let stage = Stage::set(vec![
        greeted("250-relay.test\r\n250 AUTH PLAIN").into_iter().chain([Hear("AUTH"), Say("535 5.7.8 no")]).collect(),
        greeted(HELLO),
    ])
    .await;
    let refused = opened(&stage, login()).await.unwrap_err();
    assert_eq!((refused.what, refused.text.as_str()), (Fault::Login, "535 5.7.8 no"));
    assert_eq!(opened(&stage, login()).await.unwrap_err().what, Fault::Login);
    let mut config = stage.config();
    config.login = Some(login());
    assert!(!format!("{config:?}{:?}", Relay::new(config.clone())).contains("pass word"));
}

#[tokio::test]
async fn letters_outside_ascii_go_only_where_they_are_understood() {
    let able = "250-relay.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8";
    let stage = Stage::set(vec![after_hello(carried()), greeted(able).into_iter().chain(carried()).collect()]).await;
    let mut unable = Connection::open(&stage.relay()).await.unwrap();
    let refusal = refused(unable.send(&envelope("李@hangzhou.example"), b"x").await);
    assert_eq!((refusal.code, refusal.stage), (553, At::Preflight));
    assert!(refusal.text.contains("SMTPUTF8"), "{refusal}");
    accepted(&unable.send(&envelope("li@杭州.example"), b"x").await);
    drop(unable);
    let mut able = Connection::open(&stage.relay()).await.unwrap();
    accepted(&able.send(&envelope("李@杭州.example"), b"x").await);
    let heard = stage.heard().await;
    assert_eq!(heard[0][2], "RCPT TO:<li@xn--hfr34ol89d.example>".replace("xn--hfr34ol89d", &punycode("杭州")));
    assert_eq!(heard[1][1], "MAIL FROM:<office@convoke.example> SMTPUTF8");
    assert_eq!(heard[1][2], format!("RCPT TO:<李@{}.example>", punycode("杭州")));
}

fn punycode(label: &str) -> String {
    let ascii = idna::domain_to_ascii(label).unwrap();
    assert!(ascii.starts_with("xn--"));
    ascii
}

#[tokio::test]
async fn an_address_cannot_bring_a_command_along() {
    let stage = Stage::set(vec![greeted(HELLO)]).await;
    let mut connection = Connection::open(&stage.relay()).await.unwrap();
    for sly in ["a@b.example>\r\nRCPT TO:<c@d.example", "a b@c.example", "a\0@b.example", "nobody"] {
        let mut envelope = envelope("a@b.example");
        envelope.to = crate::kernel::email::Email::stored(sly.to_owned());
        let refusal = refused(connection.send(&envelope, b"x").await);
        assert_eq!((refusal.code, refusal.stage), (553, At::Preflight), "{sly:?}");
    }
    assert!(matches!(connection.send(&envelope("a@b.example"), b"x").await, Outcome::RelayFault(_)));
    assert_eq!(stage.heard().await[0], ["EHLO [127.0.0.1]"]);
}
