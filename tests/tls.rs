//! The way to a relay that wants TLS and a login: whom we believe, what we say in the clear, and who is at fault when it fails.

use convoke::access::{Grant, Role};
use convoke::app;
use convoke::domain::accounts::{self, AccountError, NewAccount};

use crate::support::TestApp;
use crate::support::command::{convoke, run};
use crate::support::contents::contents;
use crate::support::secure::{Authority, Begins, Good, PASSWORD, SecureRelay, Setting};

fn administrator() -> Vec<Grant> {
    vec![Grant { role: Role::Administrator, programme: None, city: None }]
}

/// An application that sends over this relay and trusts this authority, with three invitations in its queue.
fn sending(relay: &SecureRelay, password: Option<&str>, trusted: &str) -> TestApp {
    let url = relay.url(password);
    let app = TestApp::start_with(&[("mail.url", &url), ("mail.trusted", trusted), ("mail.timeout", "5")]);
    app.act(|conn, cx| {
        for name in ["bo", "chen", "dana"] {
            let new =
                NewAccount::parse(&format!("{name}@example.org"), name, "en", "UTC").map_err(AccountError::from)?;
            accounts::invite(conn, cx, &new)?;
        }
        Ok::<_, AccountError>(())
    });
    app
}

struct House {
    authority: Authority,
    folder: tempfile::TempDir,
}

impl House {
    fn new() -> House {
        House { authority: Authority::named("The house"), folder: tempfile::tempdir().expect("a folder") }
    }
    fn trusted(&self) -> String {
        self.authority.file(self.folder.path()).to_str().expect("a path").to_owned()
    }
}

#[tokio::test]
async fn a_relay_vouched_for_by_the_houses_authority_is_sent_to() {
    let house = House::new();
    for (begins, login) in [
        (Begins::InTheClear, None),
        (Begins::InTheClear, Some("PLAIN LOGIN")),
        (Begins::InTheClear, Some("LOGIN")),
        (Begins::Secret, None),
        (Begins::Secret, Some("PLAIN")),
        (Begins::Secret, Some("CRAM-MD5 LOGIN")),
    ] {
        let relay = SecureRelay::open(&house.authority, Setting { begins, login, ..Setting::default() });
        let app = sending(&relay, login.map(|_| PASSWORD), &house.trusted());
        let ran = app::run_until_idle(&app.state).await.expect("the engine");
        assert_eq!((ran.sent, ran.alarm), (3, None), "{begins:?} {login:?}");
        let mut heard = relay.heard();
        heard.taken.sort();
        assert_eq!(heard.taken, ["bo@example.org", "chen@example.org", "dana@example.org"]);
        // Neither addresses nor the login went over the wire in the clear.
        assert!(heard.clear.iter().all(|l| l.starts_with("EHLO ") || l == "STARTTLS"), "{:?}", heard.clear);
        assert_eq!(heard.secret.iter().filter(|l| l.starts_with("AUTH")).count(), usize::from(login.is_some()));
    }
}

/// Nothing left, nobody is blamed, one alarm with its reason; and whoever looks at the outbox reads it there.
async fn refused(app: &TestApp, what: &str, why: &str) {
    let ran = app::run_until_idle(&app.state).await.expect("the engine");
    let alarm = ran.alarm.expect("the relay's fault is told");
    assert_eq!((ran.sent, alarm.what), (0, what), "{}", alarm.detail);
    assert!(alarm.detail.contains(why), "{:?} lacks {why:?}", alarm.detail);
    let again = app::run_until_idle(&app.state).await.expect("the engine");
    assert!(again.alarm.is_some());
    let told = contents(app.database(), &[]);
    assert_eq!(told.values("outbox", "state"), ["queued", "queued", "queued"]);
    assert_eq!(told.values("outbox", "attempts"), ["0", "0", "0"], "it counts against no recipient");
    assert_eq!(told.rows("outbox_alarms").len(), 1, "one alarm, not one for each try");
    let ana = app.member("ana@example.org", administrator()).await;
    ana.get("/mail").await.says(why).says("Nothing is lost").does_not_say(PASSWORD);
}

#[tokio::test]
async fn a_relay_that_is_not_who_it_should_be_gets_nothing() {
    let (house, other) = (House::new(), Authority::named("Somebody else"));
    let cases = [
        (&house.authority, Setting { name: "other.example", ..Setting::default() }, "not valid for name"),
        (&house.authority, Setting { good: Good::Once, ..Setting::default() }, "expired"),
        (&other, Setting::default(), "UnknownIssuer"),
    ];
    for (vouching, setting, why) in cases {
        for begins in [Begins::InTheClear, Begins::Secret] {
            let relay = SecureRelay::open(vouching, Setting { begins, ..setting });
            let app = sending(&relay, Some(PASSWORD), &house.trusted());
            refused(&app, "tls", why).await;
            let heard = relay.heard();
            assert_eq!((heard.secret, heard.taken), (vec![], vec![]), "{why}");
            assert!(heard.clear.iter().all(|l| l.starts_with("EHLO ") || l == "STARTTLS"), "{:?}", heard.clear);
        }
    }
}

#[tokio::test]
async fn the_public_authorities_alone_do_not_vouch_for_the_house() {
    let house = House::new();
    let relay = SecureRelay::open(&house.authority, Setting::default());
    refused(&sending(&relay, None, ""), "tls", "UnknownIssuer").await;
}

#[tokio::test]
async fn a_relay_without_starttls_is_refused_where_tls_is_required() {
    let house = House::new();
    let relay = SecureRelay::open(&house.authority, Setting { begins: Begins::NeverSecret, ..Setting::default() });
    refused(&sending(&relay, Some(PASSWORD), &house.trusted()), "tls", "offers no STARTTLS").await;
    let heard = relay.heard();
    assert!(heard.clear.iter().all(|l| l.starts_with("EHLO ") || l == "QUIT"), "the login stays at home: {heard:?}");
}

#[tokio::test]
async fn words_slipped_in_before_the_handshake_are_not_believed() {
    let house = House::new();
    let guests = Setting { begins: Begins::InTheClearWithGuests, login: Some("PLAIN"), ..Setting::default() };
    let relay = SecureRelay::open(&house.authority, guests);
    refused(&sending(&relay, Some(PASSWORD), &house.trusted()), "tls", "before the handshake").await;
    let heard = relay.heard();
    assert_eq!((heard.secret, heard.taken), (vec![], vec![]));
}

#[tokio::test]
async fn a_wrong_password_is_the_relays_fault_and_one_alarm() {
    let house = House::new();
    for (login, why) in
        [("PLAIN", "535 5.7.8 wrong user"), ("LOGIN", "535 5.7.8 wrong user"), ("CRAM-MD5", "neither AUTH PLAIN nor")]
    {
        let relay = SecureRelay::open(&house.authority, Setting { login: Some(login), ..Setting::default() });
        refused(&sending(&relay, Some("three steps"), &house.trusted()), "login", why).await;
        assert!(relay.heard().taken.is_empty());
    }
}

#[test]
fn check_says_what_is_wrong_with_the_way_to_the_relay() {
    let house = House::new();
    let at = house.folder.path();
    let relay = SecureRelay::open(&house.authority, Setting { login: Some("PLAIN"), ..Setting::default() });
    let check = |url: &str, trusted: &str| {
        let mut command = convoke(at, &["check"]);
        run(command
            .env("CONVOKE_MAIL__URL", url)
            .env("CONVOKE_MAIL__TRUSTED", trusted)
            .env("CONVOKE_MAIL__TIMEOUT", "5"))
    };
    assert_eq!(run(&mut convoke(at, &["migrate"])).0, 0);
    let (url, trusted) = (relay.url(Some(PASSWORD)), house.trusted());
    let (code, said, _) = check(&url, &trusted);
    assert!(code == 0 && said.contains("is ready") && said.contains("besides the public authorities"), "{said}");
    let bad = [
        (url.as_str(), "", "UnknownIssuer", "mail.trusted"),
        (&relay.url(Some("guess")), trusted.as_str(), "535 5.7.8", "user and password"),
        (url.as_str(), "missing.pem", "missing.pem", "name the file"),
        (url.as_str(), "empty.pem", "BEGIN CERTIFICATE", "name the file"),
        (url.as_str(), "damaged.pem", "damaged", "name the file"),
    ];
    std::fs::write(at.join("var/empty.pem"), "no certificate\n").expect("a file");
    let damaged = "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n";
    std::fs::write(at.join("var/damaged.pem"), damaged).expect("a file");
    for (url, trusted, what, cure) in bad {
        let (code, said, errors) = check(url, trusted);
        assert_eq!(code, 1, "{trusted}: {said}{errors}");
        let line = said.lines().position(|l| l.starts_with("BAD")).expect("something bad");
        let told: String = said.lines().skip(line).take(2).collect();
        assert!(told.contains(what) && told.contains(cure), "{trusted}: {told}");
        assert!(!said.contains(PASSWORD) && !said.contains("four%20steps") && !said.contains("guess"), "{said}");
    }
}
