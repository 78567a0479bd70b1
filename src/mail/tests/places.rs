//! Mail URLs, the folder and the memory.

use super::script::{accepted, envelope, refused};
use crate::domain::outbox::outcome::{Fault, Outcome, Refusal, RelayFault, Stage};
use crate::mail::maildir::Seen;
use crate::mail::url::Security;
use crate::mail::{BadMailUrl, Login, MailUrl, Transport};

#[test]
fn a_mail_url_says_where_and_how() {
    let smtp = |security, host: &str, port, login| MailUrl::Smtp { security, host: host.into(), port, login };
    let login = Login::new("me@x".into(), "p:a/ss".into());
    let cases = [
        ("smtp://mail.example", smtp(Security::Plain, "mail.example", 587, None)),
        ("smtps://mail.example", smtp(Security::Implicit, "mail.example", 465, None)),
        ("SMTP://mail.example:2525/", smtp(Security::Plain, "mail.example", 2525, None)),
        ("smtp://[::1]:25", smtp(Security::Plain, "::1", 25, None)),
        ("smtp://me%40x:p:a%2Fss@mail.example:25", smtp(Security::Plain, "mail.example", 25, Some(login))),
        ("file:/var/mail", MailUrl::File("/var/mail".into())),
        ("file:///var/mail", MailUrl::File("/var/mail".into())),
        ("file:mail", MailUrl::File("mail".into())),
        ("memory:", MailUrl::Memory),
    ];
    for (text, url) in cases {
        assert_eq!(text.parse(), Ok(url), "{text}");
    }
}

#[test]
fn a_bad_mail_url_says_what_is_wrong() {
    let cases = [
        ("", BadMailUrl::Scheme),
        ("mail.example:25", BadMailUrl::Scheme),
        ("http://mail.example", BadMailUrl::Scheme),
        ("smtp:mail.example", BadMailUrl::Host),
        ("smtp://", BadMailUrl::Host),
        ("smtp://:25", BadMailUrl::Host),
        ("smtp://a:0", BadMailUrl::Port),
        ("smtp://a:65536", BadMailUrl::Port),
        ("smtp://a:port", BadMailUrl::Port),
        ("smtp://user@a", BadMailUrl::Login),
        ("smtp://user:@a", BadMailUrl::Login),
        ("smtp://user:%zz@a", BadMailUrl::Escape),
        ("smtp://user:%+1@a", BadMailUrl::Escape),
        ("smtp://user:%ff@a", BadMailUrl::Escape),
        ("smtp://user:%e@a", BadMailUrl::Escape),
        ("smtp://a/tail", BadMailUrl::Tail),
        ("file:", BadMailUrl::Folder),
        ("memory:x", BadMailUrl::Memory),
    ];
    for (text, why) in cases {
        assert_eq!(text.parse::<MailUrl>(), Err(why), "{text}");
    }
}

#[test]
fn a_mail_url_never_shows_its_password() {
    let url: MailUrl = "smtps://me:geheim@mail.example".parse().unwrap();
    assert_eq!(url.to_string(), "smtps://me:…@mail.example:465");
    assert!(!format!("{url:?}").contains("geheim"));
}

#[tokio::test]
async fn the_folder_keeps_mails_whole_and_moves_them_when_seen() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("post");
    let transport = Transport::open(&MailUrl::File(folder.clone()), |_| {}).unwrap();
    transport.check(&"a@example.org".parse().unwrap()).await.unwrap();
    let mut courier = transport.courier();
    for n in 0..3 {
        accepted(&courier.send(&envelope("li@杭州.example"), format!("Subject: {n}\r\n\r\n").as_bytes()).await);
    }
    let Transport::File(maildir) = &transport else { panic!() };
    let entries = maildir.list().unwrap();
    assert_eq!(entries.len(), 3);
    let newest = &entries[0].name;
    let mail = String::from_utf8(maildir.read(newest).unwrap().unwrap()).unwrap();
    assert!(mail.starts_with("Return-Path: <office@convoke.example>\r\nDelivered-To: li@xn--"), "{mail}");
    assert!(mail.ends_with("Subject: 2\r\n\r\n"));

    maildir.mark_seen(newest).unwrap();
    maildir.mark_seen(newest).unwrap();
    let entries = maildir.list().unwrap();
    assert_eq!(entries.iter().map(|e| e.state).collect::<Vec<_>>(), [Seen::Already, Seen::Not, Seen::Not]);
    assert_eq!(&entries[0].name, newest);
    assert!(maildir.read(newest).unwrap().is_some());
    assert_eq!(std::fs::read_dir(folder.join("tmp")).unwrap().count(), 0);

    std::fs::write(home.path().join("secret"), "x").unwrap();
    for sly in ["../../secret", "", ".", "..", "a/b", "nothing"] {
        assert_eq!(maildir.read(sly).unwrap(), None, "{sly}");
    }
}

#[tokio::test]
async fn a_mail_that_cannot_be_put_away_leaves_no_half_of_it() {
    let home = tempfile::tempdir().unwrap();
    let transport = Transport::open(&MailUrl::File(home.path().to_owned()), |_| {}).unwrap();
    std::fs::remove_dir(home.path().join("new")).unwrap();
    std::fs::write(home.path().join("new"), "in the way").unwrap();
    let sent = transport.courier().send(&envelope("li@x.example"), b"Subject: x\r\n\r\n").await;
    assert!(matches!(&sent, Outcome::RelayFault(fault) if fault.what == Fault::Storage), "{sent:?}");
    assert_eq!(std::fs::read_dir(home.path().join("tmp")).unwrap().count(), 0);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_a_fault_of_the_way() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("file"), "").unwrap();
    let url = MailUrl::File(home.path().join("file"));
    assert_eq!(Transport::open(&url, |_| {}).unwrap_err().what, Fault::Storage);

    let transport = Transport::open(&MailUrl::File(home.path().join("gone")), |_| {}).unwrap();
    std::fs::remove_dir_all(home.path().join("gone")).unwrap();
    let outcome = transport.courier().send(&envelope("a@b.example"), b"x").await;
    assert!(matches!(outcome, Outcome::RelayFault(RelayFault { what: Fault::Storage, .. })), "{outcome:?}");
}

#[tokio::test]
async fn memory_keeps_mails_and_plays_what_it_is_told() {
    let transport = Transport::open(&MailUrl::Memory, |_| {}).unwrap();
    let Transport::Memory(memory) = &transport else { panic!() };
    let mut courier = transport.courier();
    let no = Refusal::new(550, "5.1.1 no such user".into(), Stage::Recipient);
    memory.answer("Nobody@b.example", Outcome::Refused(no.clone()));
    memory.answer_next(Outcome::InDoubt { text: "closed".into() });

    assert!(matches!(courier.send(&envelope("a@b.example"), b"1").await, Outcome::InDoubt { .. }));
    accepted(&courier.send(&envelope("a@b.example"), b"2").await);
    assert_eq!(refused(courier.send(&envelope("nobody@b.example"), b"3").await), no);
    assert_eq!(memory.len(), 2);
    let mails = memory.take();
    assert_eq!(mails.iter().map(|m| m.message.as_slice()).collect::<Vec<_>>(), [b"1", b"2"]);
    assert_eq!(mails[0].envelope.to.as_str(), "a@b.example");
    assert!(memory.is_empty());
}
