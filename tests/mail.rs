//! The outbox on the desk: a test that arrives, a relay that does not answer, messages tried again and cancelled, links nobody may use
//! for somebody else; and the local mailbox.

use convoke::access::{Grant, Role};
use convoke::app;
use convoke::domain::invitations;
use convoke::domain::outbox::outcome::{Fault, Outcome, Refusal, RelayFault, Stage};
use convoke::mail::Transport;
use convoke::mail::memory::Memory;
use convoke::mail::reading::ReadMail;

use crate::support::world::World;
use crate::support::{Page, TestApp};

fn administrator() -> Vec<Grant> {
    vec![Grant { role: Role::Administrator, programme: None, city: None }]
}

fn memory(app: &TestApp) -> Memory {
    match &app.state.post.transport {
        Transport::Memory(memory) => memory.clone(),
        other => panic!("not in memory: {other:?}"),
    }
}

async fn send_all(app: &TestApp) -> convoke::work::Ran {
    app::run_until_idle(&app.state).await.expect("the engine runs")
}

/// The address of the only message that a list shows.
fn only_message(page: &Page) -> String {
    let found: Vec<&str> = page.body.split("href=\"/mail/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(found.len(), 1, "{}", page.text());
    format!("/mail/{}", found[0])
}

#[tokio::test]
async fn a_test_mail_arrives_and_is_kept_with_the_relays_words() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", administrator()).await;
    client.get("/mail").await.says("Nothing waits");
    let sent = client.submit("/mail", "/mail/test", &[]).await;
    client.follow(&sent).await.says("The test is on its way").says("ana@example.org");
    assert_eq!(send_all(&app).await.sent, 1);
    let mail = ReadMail::parse(&memory(&app).take()[0].message).expect("a mail");
    assert_eq!((mail.to.as_str(), mail.subject.as_str()), ("ana@example.org", "Mail from Convoke gets through"));
    let went = client.get("/mail?drawer=went").await;
    let message = client.get(&only_message(&went)).await;
    message.says("250 2.0.0 kept in memory").says(&mail.message_id);
    assert!(message.forms().iter().all(|f| !f.action.ends_with("/again")), "what went cannot be changed");
}

#[tokio::test]
async fn while_the_relay_fails_one_banner_says_why_and_nothing_is_lost() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", administrator()).await;
    client.submit("/mail", "/mail/test", &[]).await;
    let fault = RelayFault::new(Fault::Login, "535 5.7.8 bad password for <office>");
    memory(&app).answer_next(Outcome::RelayFault(fault));
    assert_eq!(send_all(&app).await.sent, 0);
    let page = client.get("/mail").await;
    page.says("refuses our login").says("535 5.7.8 bad password for <office>").says("Nothing is lost").says("Queued");
    assert_eq!(send_all(&app).await.sent, 1);
    client.get("/mail").await.does_not_say("refuses our login");
    memory(&app).take();
}

#[tokio::test]
async fn the_first_page_says_what_keeps_mail_from_leaving_to_those_who_see_mail() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("ana@example.org", administrator()).await;
    let editor = vec![Grant { role: Role::Editor, programme: Some(world.outline.programme.id), city: None }];
    let editor = app.member("ed@example.org", editor).await;
    client.submit("/mail", "/mail/test", &[]).await;
    client.get("/mail").await.does_not_say("Nobody is sending");
    app.pass_seconds(600);
    for page in ["/mail", "/programmes/cities", "/programmes"] {
        client.get(page).await.says("Nobody is sending");
    }
    editor.get("/programmes/cities").await.does_not_say("Nobody is sending");
    let fault = RelayFault::new(Fault::Login, "535 5.7.8 bad password");
    memory(&app).answer_next(Outcome::RelayFault(fault));
    assert_eq!(send_all(&app).await.sent, 0);
    let first = client.get("/programmes/cities").await;
    first.says("refuses our login").does_not_say("Nobody is sending");
    assert!(first.links().iter().filter(|link| *link == "/mail").count() > 1, "the rail's and its own");
    editor.get("/programmes/cities").await.does_not_say("refuses our login");
    send_all(&app).await;
    client.get("/programmes/cities").await.does_not_say("refuses our login");
    memory(&app).take();
}

#[tokio::test]
async fn what_failed_says_why_and_goes_once_more_when_asked() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", administrator()).await;
    client.submit("/mail", "/mail/test", &[]).await;
    let no = Refusal::new(550, "5.1.1 no such user".to_owned(), Stage::Recipient);
    memory(&app).answer_next(Outcome::Refused(no));
    send_all(&app).await;
    let failed = client.get("/mail?drawer=failed").await;
    failed.says("There is no such mailbox");
    let href = only_message(&failed);
    client.get(&href).await.says("550 5.1.1 no such user").says("refused");
    let again = client.submit(&href, &format!("{href}/again"), &[]).await;
    client.follow(&again).await.says("Back in the queue");
    assert_eq!(send_all(&app).await.sent, 1);
    memory(&app).take();
}

#[tokio::test]
async fn many_are_cancelled_after_a_page_that_says_how_many() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", administrator()).await;
    for _ in 0..3 {
        client.submit("/mail", "/mail/test", &[]).await;
    }
    let asked = client.get("/mail/selected?act=cancel&all=yes&drawer=waiting").await;
    asked.says("3 mails will not be sent.");
    let done = client.submit_on(&asked, "/mail/selected", &[]).await;
    client.follow(&done).await.says("3 mails will not be sent.").says("Nothing waits");
    assert_eq!(send_all(&app).await.sent, 0);
    client.get("/mail/selected?act=cancel&all=yes&drawer=waiting").await.says("Nothing selected can be changed");
    client.get("/mail/selected?act=cancel&drawer=waiting").await.says("Nothing is selected.");
    assert_eq!(client.get("/mail/selected?act=burn&all=yes").await.status, 404);
}

#[tokio::test]
async fn an_invitation_is_shown_as_its_reader_sees_it_but_its_links_are_dead() {
    let app = TestApp::start();
    let world = World::build(&app);
    app.act(|conn, cx| invitations::release(conn, cx, &world.round, world.round.version));
    let coordinator = app.member("ana@example.org", world.coordinator()).await;
    let listed = coordinator.get("/mail?q=wang.jianguo").await;
    let href = only_message(&listed);
    for name in ["%E7%8E%8B%E5%BB%BA%E5%9B%BD", "jianguo+WANG"] {
        let found = coordinator.get(&format!("/mail?q={name}")).await;
        assert_eq!(only_message(&found), href, "whom it goes to stands in the list, and is looked for: {name}");
    }
    assert!(coordinator.get("/mail?q=wang+nobody").await.body.contains("Nothing matches"), "each word is meant");
    let shown = coordinator.get(&href).await;
    shown.says("邀请：大同会议").says("/a/preview");
    let html = coordinator.get(&format!("{href}/html")).await;
    assert!(html.header("content-security-policy").contains("frame-ancestors 'self'; sandbox"));
    assert!(html.body.contains("/a/preview") && html.body.contains("/n/preview"));
    app.pass_seconds(301);
    let ran = send_all(&app).await;
    assert_eq!((ran.sent, ran.not_sent), (3, 0), "{ran:?}");
    let mails = memory(&app).take();
    let wang = mails.iter().find(|m| m.envelope.to.as_str().starts_with("wang")).expect("to Wang");
    let mail = ReadMail::parse(&wang.message).expect("a mail");
    let link = mail.text.lines().find(|l| l.contains("/a/")).expect("a link");
    assert!(!shown.body.contains(link) && !html.body.contains(link), "the live link is the reader's alone");
    assert!(mail.calendar.expect("an entry").replace("\r\n ", "").contains(link));
    // Somebody of another programme knows of nothing.
    let stranger = app.member("bo@example.org", vec![]).await;
    assert_eq!(stranger.get(&href).await.status, 404);
    assert_eq!(stranger.get(&format!("{href}/html")).await.status, 404);
}

#[tokio::test]
async fn the_local_mailbox_shows_every_mail_to_administrators_only() {
    let app = TestApp::start_with(&[("mail.url", "file:mail")]);
    let client = app.member("ana@example.org", administrator()).await;
    client.get("/mailbox").await.says("No mail yet");
    client.submit("/mail", "/mail/test", &[]).await;
    send_all(&app).await;
    let list = client.get("/mailbox").await;
    list.says("Mail from Convoke gets through").says("ana@example.org");
    assert!(list.body.contains("<bdi lang=\"en\">"), "a subject is in the mail's language, whoever looks");
    let href = list.body.split("href=\"/mailbox/").nth(1).and_then(|rest| rest.split('"').next()).expect("a mail");
    client.get(&format!("/mailbox/{href}")).await.says("Mail gets through.").says("Message-ID:");
    assert!(client.get(&format!("/mailbox/{href}/html")).await.body.contains("<!doctype html>"));
    assert_eq!(client.get(&format!("/mailbox/{href}/raw")).await.kind(), "message/rfc822");
    assert_eq!(client.get("/mailbox/..%2Fconvoke.db").await.status, 404);
    let other = app.member("bo@example.org", vec![]).await;
    assert_eq!(other.get("/mailbox").await.status, 404);
    assert_eq!(other.get(&format!("/mailbox/{href}")).await.status, 404);
}
