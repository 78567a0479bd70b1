//! Monday morning: one mail a week on each member's wall, what is their business in their language, and no more of them by one POST.

use convoke::access::{Grant, Role};
use convoke::domain::accounts;
use convoke::domain::deliverables::reviews::{self, NewPanel};
use convoke::domain::deliverables::versions::{self, Adding, FileLanguage};
use convoke::domain::deliverables::{self, Deliverable, DeliverableError, DeliverableState, OwnWork};
use convoke::domain::digest;
use convoke::domain::events::{self, EventInput};
use convoke::domain::files::{self, FileKind, Noted, StoredFile};
use convoke::domain::gates::{self, ConditionDraft, Edited, GateDraft, PartDraft};
use convoke::domain::invitations::{self, UNDO_SECONDS};
use convoke::domain::programme;
use convoke::kernel::files::FileName;
use convoke::kernel::locale::Locale;
use convoke::kernel::localised::Localised;
use convoke::kernel::time::Instant;

use crate::support::asked;
use crate::support::contents::contents;
use crate::support::mail::Mail;
use crate::support::world::World;
use crate::support::{Person, TestApp};

fn at(text: &str) -> Instant {
    text.parse().expect("an instant")
}

/// Lets the hours pass; when mails came, and to whom.
async fn hours(app: &TestApp, from: &str, until: &str) -> Vec<(String, String)> {
    let (mut now, until) = (at(from), at(until));
    let mut came = Vec::new();
    while now < until {
        app.clock.set(now);
        app.run_until_idle().await;
        came.extend(app.mails().into_iter().map(|mail| (now.rfc3339()[..16].to_owned(), mail.to)));
        now = now.plus_seconds(3_600);
    }
    came
}

fn came(found: &[(String, String)]) -> Vec<(&str, &str)> {
    found.iter().map(|(when, who)| (when.as_str(), who.split('@').next().unwrap())).collect()
}

#[tokio::test]
async fn eight_o_clock_comes_to_each_wall_in_its_turn() {
    let app = TestApp::start();
    let world = World::build(&app);
    for (name, zone) in [("first", "Pacific/Kiritimati"), ("middle", "Europe/Brussels"), ("last", "Pacific/Pago_Pago")]
    {
        app.reader(&format!("{name}@example.org"), ("en", zone), world.coordinator());
    }
    let found = hours(&app, "2016-04-16T00:00:00Z", "2016-04-20T00:00:00Z").await;
    let expected = [("2016-04-17T18:00", "first"), ("2016-04-18T06:00", "middle"), ("2016-04-18T19:00", "last")];
    assert_eq!(came(&found), expected);
}

#[tokio::test]
async fn a_change_of_clocks_moves_the_mail_with_the_wall() {
    let app = TestApp::start();
    let world = World::build(&app);
    app.reader("anna@example.org", ("en", "Europe/Brussels"), world.coordinator());
    let spring = hours(&app, "2016-03-21T00:00:00Z", "2016-04-05T00:00:00Z").await;
    assert_eq!(
        came(&spring),
        [("2016-03-21T07:00", "anna"), ("2016-03-28T06:00", "anna"), ("2016-04-04T06:00", "anna")]
    );
    let autumn = hours(&app, "2016-10-24T00:00:00Z", "2016-11-08T00:00:00Z").await;
    assert_eq!(
        came(&autumn),
        [("2016-10-24T06:00", "anna"), ("2016-10-31T07:00", "anna"), ("2016-11-07T07:00", "anna")]
    );
}

#[tokio::test]
async fn who_was_not_written_to_in_the_morning_is_until_the_evening_and_then_not() {
    let app = TestApp::start();
    let world = World::build(&app);
    app.reader("anna@example.org", ("en", "Europe/Brussels"), world.coordinator());
    // Nothing ran before 19:59.
    assert_eq!(hours(&app, "2016-04-25T17:59:00Z", "2016-04-25T18:00:00Z").await.len(), 1);
    // Nothing ran before 20:00.
    assert_eq!(hours(&app, "2016-05-02T18:00:00Z", "2016-05-03T18:00:00Z").await, []);
    // Written in time, and nothing could leave before Tuesday.
    app.clock.set(at("2016-05-09T06:00:00Z"));
    assert_eq!(app.act(digest::enqueue_due), 1);
    assert_eq!(hours(&app, "2016-05-10T06:00:00Z", "2016-05-10T08:00:00Z").await, []);
    let rows = contents(app.database(), &[]);
    assert!(
        rows.values("outbox", "reason").iter().any(|why| why == "too-late"),
        "{:?}",
        rows.values("outbox", "reason")
    );
}

/// A version of a result, laid before one reviewer.
pub fn laid_before(app: &TestApp, of: &Deliverable, reviewer: &Person) {
    let reviewers = vec![reviewer.account.public_id.clone()];
    let panel = NewPanel { reviewers, quorum: 1, own_work: OwnWork::Forbidden };
    app.act(|conn, cx| reviews::name_reviewers(conn, cx, of, of.version, &panel));
    handed_in(app, of);
}

/// A version of a result, with a file.
fn handed_in(app: &TestApp, of: &Deliverable) {
    app.act(|conn, cx| -> Result<(), DeliverableError> {
        let number = versions::begin(conn, cx, of, "")?.number;
        let stored = StoredFile { hash: "a".repeat(64), size: 9, kind: FileKind::Pdf, pixels: None };
        let Noted::Known { id, .. } = files::note(conn, cx, &stored)? else { panic!("nobody removes it") };
        let name = FileName::parse("report.pdf").expect("a name");
        versions::add_file(conn, cx, of, number, &Adding { file: id, stored, name, language: FileLanguage::En })?;
        versions::submit(conn, cx, of, number)
    });
}

#[tokio::test]
async fn three_reviews_that_cannot_end_are_read_in_as_many_statements_as_one() {
    let app = asked::listening();
    let world = World::build(&app);
    app.person("root@example.org", vec![Grant { role: Role::Administrator, programme: None, city: None }]);
    let programme = world.outline.programme.id;
    let all = app.read(|conn, cx| deliverables::all(conn, cx, programme));
    let mut read = Vec::new();
    for (name, of) in ["li", "bo", "cy"].into_iter().zip(&all) {
        let person = app.person(&format!("{name}@example.org"), world.coordinator());
        laid_before(&app, of, &person);
        app.act(|conn, cx| accounts::disable(conn, cx, &person.account.public_id));
        let stuck = async { app.read(|conn, cx| reviews::stuck(conn, cx, programme)).len() };
        let (stuck, statements) = asked::by(&app, stuck).await;
        read.push((stuck, statements.len()));
    }
    let each = read[0].1;
    assert_eq!(read, [(1, each), (2, each), (3, each)]);
}

#[tokio::test]
async fn a_version_that_too_few_are_left_to_approve_is_told() {
    let app = TestApp::start();
    let world = World::build(&app);
    let ana = app.reader("ana@example.org", ("en", "Europe/Brussels"), world.coordinator());
    app.person("root@example.org", vec![Grant { role: Role::Administrator, programme: None, city: None }]);
    let li = app.person("li@example.org", world.coordinator());
    let programme = world.outline.programme.id;
    let of = app.read(|conn, cx| deliverables::all(conn, cx, programme)).remove(0);
    laid_before(&app, &of, &li);
    app.act(|conn, cx| accounts::disable(conn, cx, &li.account.public_id));
    app.clock.set(at("2016-04-18T06:00:00Z"));
    app.run_until_idle().await;
    let mails = app.mails();
    let text = &mails.iter().find(|mail| mail.to == ana.email).expect("her Monday mail").read.text;
    assert!(text.contains("In review, with too few reviewers left") && text.contains("Version 1"), "{text}");
}

#[tokio::test]
async fn a_programme_that_is_over_leaves_the_monday_mail_until_it_is_opened_again() {
    let app = TestApp::start();
    let world = World::build(&app);
    let id = world.outline.programme.id;
    app.reader("anna@example.org", ("en", "Europe/Brussels"), world.coordinator());
    app.act(|conn, cx| programme::close(conn, cx, id, "All reports are out"));
    assert_eq!(hours(&app, "2016-04-18T00:00:00Z", "2016-04-19T00:00:00Z").await, []);
    app.act(|conn, cx| programme::reopen(conn, cx, id, ""));
    let found = hours(&app, "2016-04-25T00:00:00Z", "2016-04-26T00:00:00Z").await;
    assert_eq!(came(&found), [("2016-04-25T06:00", "anna")]);
}

#[tokio::test]
async fn an_event_of_the_programme_itself_that_waits_for_its_gate_is_told_too() {
    let app = TestApp::start();
    let world = World::build(&app);
    let ana = app.reader("ana@example.org", ("en", "Europe/Brussels"), world.coordinator());
    let programme = world.outline.programme.id;
    let input = EventInput {
        kind: "panel".to_owned(),
        hosting: "ours".to_owned(),
        title: Localised::three("Panel in Beijing", "Table ronde à Pékin", "北京专题讨论"),
        starts: "2016-05-24T09:00".to_owned(),
        ends: "2016-05-24T11:00".to_owned(),
        ..EventInput::default()
    };
    let event = app.act(|conn, cx| events::create(conn, cx, programme, &input));
    let condition = ConditionDraft { test: "deadline".to_owned(), ..ConditionDraft::default() };
    let gate = GateDraft { join: "all".to_owned(), parts: vec![PartDraft::Condition(Box::new(condition))] };
    app.act(|conn, cx| gates::edit(conn, cx, Edited::Event(&event), 0, &gate));
    app.clock.set(at("2016-04-18T06:00:00Z"));
    app.run_until_idle().await;
    let mails = app.mails();
    let text = mails.iter().find(|mail| mail.to == ana.email).expect("her Monday mail").read.text.replace("\r\n", "\n");
    assert!(text.contains("- Panel in Beijing\n  waits for: a deadline of the host"), "{text}");
    assert!(text.contains(&format!("/programmes/cities/events/{}", event.event.public_id)), "{text}");
}

#[tokio::test]
async fn an_event_of_a_city_without_a_step_that_waits_is_told_and_locked_in_the_matrix() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("ana@example.org", world.coordinator()).await;
    let ben = app.reader("ben@example.org", ("en", "Europe/Brussels"), world.coordinator());
    let (programme, city) = (world.outline.programme.id, &world.outline.cities[1]);
    let input = EventInput {
        kind: "seminar".to_owned(),
        hosting: "ours".to_owned(),
        title: Localised::three("Evening of planners", "Soirée des urbanistes", "规划师之夜"),
        city: city.public_id.to_string(),
        starts: "2016-05-24T09:00".to_owned(),
        ends: "2016-05-24T11:00".to_owned(),
        ..EventInput::default()
    };
    let event = app.act(|conn, cx| events::create(conn, cx, programme, &input));
    let condition = ConditionDraft { test: "deadline".to_owned(), ..ConditionDraft::default() };
    let gate = GateDraft { join: "all".to_owned(), parts: vec![PartDraft::Condition(Box::new(condition))] };
    app.act(|conn, cx| gates::edit(conn, cx, Edited::Event(&event), 0, &gate));
    let matrix = client.get("/programmes/cities").await;
    let (_, after) = matrix.body.split_once("Evening of planners").expect("in its city's row");
    assert!(after.split("</th>").next().is_some_and(|own| own.contains("Waits for a gate")), "{after}");
    app.clock.set(at("2016-04-18T06:00:00Z"));
    app.run_until_idle().await;
    let mails = app.mails();
    let text = mails.iter().find(|mail| mail.to == ben.email).expect("his Monday mail").read.text.replace("\r\n", "\n");
    assert!(text.contains(&format!("/programmes/cities/events/{}", event.event.public_id)), "{text}");
    assert!(text.contains("Evening of planners"), "{text}");
}

#[tokio::test]
async fn an_event_at_risk_is_told_as_long_as_it_is_to_whoever_may_know() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("ana@example.org", world.coordinator()).await;
    let ben = app.reader("ben@example.org", ("en", "Europe/Brussels"), world.coordinator());
    let programme = world.outline.programme.id;
    let outside = vec![Grant { role: Role::Editor, programme: Some(programme), city: None }];
    let eva = app.reader("eva@example.org", ("en", "Europe/Brussels"), outside);
    let input = EventInput {
        kind: "panel".to_owned(),
        hosting: "ours".to_owned(),
        title: Localised::three("Panel in Beijing", "Table ronde à Pékin", "北京专题讨论"),
        place: Localised::three("Beijing", "Pékin", "北京"),
        starts: "2016-05-24T09:00".to_owned(),
        ends: "2016-05-24T11:00".to_owned(),
        ..EventInput::default()
    };
    let event = app.act(|conn, cx| events::create(conn, cx, programme, &input));
    let of = app.read(|conn, cx| deliverables::all(conn, cx, programme)).remove(0);
    let named = vec![of.public_id.to_string()];
    let condition = ConditionDraft { test: "named".to_owned(), deliverables: named, ..ConditionDraft::default() };
    let gate = GateDraft { join: "all".to_owned(), parts: vec![PartDraft::Condition(Box::new(condition))] };
    app.act(|conn, cx| gates::edit(conn, cx, Edited::Event(&event), 0, &gate));
    handed_in(&app, &of);
    let go = |state: DeliverableState| {
        app.act(|conn, cx| {
            let now = deliverables::find(conn, cx, programme, &of.public_id)?;
            deliverables::advance(conn, cx, &now, now.version, (state, "because"))
        });
    };
    go(DeliverableState::Approved);
    let here = format!("/programmes/cities/events/{}", event.event.public_id);
    let confirmed = client.submit(&here, &format!("{here}/state"), &[("to", "confirmed")]).await;
    assert_eq!(confirmed.status, 303, "{}", confirmed.text());
    go(DeliverableState::InReview);
    let mut mondays = Vec::new();
    for (monday, after) in [("2016-04-25T06:00:00Z", Some(DeliverableState::Approved)), ("2016-05-02T06:00:00Z", None)]
    {
        app.run_until_idle().await;
        app.mails();
        app.clock.set(at(monday));
        app.run_until_idle().await;
        mondays.push(app.mails());
        after.into_iter().for_each(&go);
    }
    let read = |monday: usize, who: &Person| {
        let mail = mondays[monday].iter().find(|mail| mail.to == who.email);
        mail.map(|mail| format!("{}\n{}", mail.read.subject, mail.read.text.replace("\r\n", "\n"))).unwrap_or_default()
    };
    let text = read(0, &ben);
    assert!(text.starts_with("Your week from 25 Apr: ") && text.contains("1 at risk"), "{text}");
    assert!(text.contains("- Panel in Beijing\n  no longer in place: "), "{text}");
    assert!(text.contains(of.title.best(Locale::En)) && text.contains(&here), "{text}");
    assert!(!read(0, &eva).contains("at risk"), "{}", read(0, &eva));
    assert!(!read(1, &ben).is_empty() && !read(1, &ben).contains("at risk"), "{}", read(1, &ben));
}

#[tokio::test]
async fn all_answers_are_counted_also_those_of_events_beyond_the_list() {
    let app = TestApp::start();
    let world = World::build(&app);
    let ana = app.reader("ana@example.org", ("en", "Europe/Brussels"), world.coordinator());
    let programme = world.outline.programme.id;
    let guest = [world.guests[0].person.id];
    for n in 1..=9 {
        let input = EventInput {
            kind: "seminar".to_owned(),
            hosting: "ours".to_owned(),
            title: Localised::three(&format!("Seminar {n}"), "", ""),
            starts: "2016-05-24T09:00".to_owned(),
            ends: "2016-05-24T11:00".to_owned(),
            ..EventInput::default()
        };
        let event = app.act(|conn, cx| events::create(conn, cx, programme, &input));
        app.act(|conn, cx| {
            let facts = invitations::event_of(conn, cx, &event.event.public_id)?;
            invitations::add_seats(conn, cx, &facts, &guest)
        });
    }
    let sunday = at("2016-04-17T12:00:00Z").micros();
    let sql = format!("UPDATE seats SET answer = 'accepted', answered_at = {sunday}");
    app.act(|conn, _| {
        use diesel::RunQueryDsl;
        diesel::sql_query(sql).execute(conn).map_err(convoke::db::DbError::from)
    });
    let seats = contents(app.database(), &[]).rows("seats").len();
    app.clock.set(at("2016-04-18T06:00:00Z"));
    app.run_until_idle().await;
    let mails = app.mails();
    let mail = mails.iter().find(|mail| mail.to == ana.email).expect("her Monday mail");
    assert!(mail.read.subject.contains(&format!("{seats} answers")), "{}", mail.read.subject);
    let html = mail.read.html.as_deref().unwrap_or_default();
    assert!(html.contains(&format!("nowrap\">{seats} answers</span>")), "a number stays with its word: {html}");
    assert!(seats > digest::Part::<digest::Answered>::MOST, "more events than are listed");
}

#[tokio::test]
async fn where_there_is_nothing_to_say_nothing_comes_not_even_later_that_day() {
    let app = TestApp::start();
    let ana = app.reader("ana@example.org", ("en", "Europe/Brussels"), vec![]);
    assert_eq!(hours(&app, "2016-04-18T06:00:00Z", "2016-04-18T07:00:00Z").await, []);
    let world = World::build(&app);
    let grant = world.coordinator()[0];
    app.act(|conn, cx| convoke::domain::accounts::grant(conn, cx, &ana.account.public_id, grant));
    assert_eq!(hours(&app, "2016-04-18T08:00:00Z", "2016-04-19T00:00:00Z").await, []);
    assert_eq!(hours(&app, "2016-04-25T06:00:00Z", "2016-04-25T07:00:00Z").await.len(), 1, "the next Monday");
}

/// A mail's text without what differs from run to run.
fn steady(app: &TestApp, mail: &Mail) -> String {
    let mut text = format!("Subject: {}\n\n{}", mail.read.subject, mail.read.text);
    for link in mail.links() {
        if let Some((before, id)) = link.rsplit_once('/').filter(|(_, id)| id.len() >= 16) {
            text = text.replace(&link, &format!("{before}/ID")).replace(id, "ID");
        }
        if let Some((before, _)) = link.strip_suffix("/guests").and_then(|l| l.rsplit_once('/')) {
            text = text.replace(&link, &format!("{before}/ID/guests"));
        }
    }
    text.replace(&app.base, "https://convoke.example").replace("\r\n", "\n")
}

/// Guests of the conference in Datong answer in the week before 25 April.
async fn answered(app: &TestApp, world: &World) {
    app.act(|conn, cx| {
        let facts = invitations::event_facts(conn, world.event.event.id)?;
        let round = invitations::find_round(conn, cx, &facts, &world.round.public_id)?;
        invitations::release(conn, cx, &round, round.version)
    });
    app.pass_seconds(UNDO_SECONDS + 1);
    app.run_until_idle().await;
    let client = app.client();
    for (mail, wish) in app.mails().iter().zip(["accepted", "declined", "accepted"]) {
        let path = mail.path("/a/");
        let sent = client.submit(&path, &path, &[("answer", wish)]).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
    }
    app.run_until_idle().await;
    app.mails();
}

#[tokio::test]
async fn each_reads_what_is_theirs_in_their_language() {
    let app = TestApp::start();
    let world = World::build(&app);
    answered(&app, &world).await;
    let local = |city: usize| {
        let programme = Some(world.outline.programme.id);
        vec![Grant { role: Role::LocalCoordinator, programme, city: Some(world.outline.cities[city].id) }]
    };
    app.reader("coordinator@example.org", ("fr", "Europe/Paris"), world.coordinator());
    app.reader("datong@example.org", ("zh", "Asia/Shanghai"), local(1));
    app.reader("hangzhou@example.org", ("en", "Asia/Shanghai"), local(0));
    app.clock.set(at("2016-04-25T08:00:00Z"));
    app.run_until_idle().await;
    let mails = app.mails();
    let shown: Vec<String> = mails.iter().map(|mail| format!("To: {}\n{}", mail.to, steady(&app, mail))).collect();
    for mail in &mails {
        mail.is_sound();
        assert!(mail.source.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{}", mail.source);
    }
    let to = |name: &str| &mails.iter().find(|m| m.to.starts_with(name)).expect("a mail").read;
    assert!(to("datong").text.contains("大同会议") && !to("datong").text.contains("杭州"), "{}", to("datong").text);
    assert!(!to("hangzhou").text.contains("Datong"), "{}", to("hangzhou").text);
    insta::assert_snapshot!("digests", shown.join("\n=====\n\n"));
}

#[tokio::test]
async fn one_post_from_the_mail_ends_it_and_looking_does_not() {
    let app = TestApp::start();
    let world = World::build(&app);
    let anna = app.reader("anna@example.org", ("fr", "Europe/Brussels"), world.coordinator());
    app.clock.set(at("2016-04-18T06:00:00Z"));
    let mail = app.one_mail().await;
    let path = mail.path("/digest/");
    let stranger = app.client();
    for _ in 0..3 {
        stranger.get(&path).await.says("Ne plus recevoir le message du lundi");
    }
    app.clock.set(at("2016-04-25T06:00:00Z"));
    app.one_mail().await;
    // As a mail programme does it, without ever having seen the page.
    let posted = stranger.post(&path, &[("List-Unsubscribe", "One-Click")]).await;
    assert_eq!(posted.status, 200);
    posted.says("Le message du lundi est arrêté");
    stranger.post(&path, &[("List-Unsubscribe", "One-Click")]).await.says("Le message du lundi est arrêté");
    assert_eq!(hours(&app, "2016-05-02T06:00:00Z", "2016-05-02T08:00:00Z").await, []);
    // And on again, on the own page.
    let client = app.sign_in(&anna).await;
    let own = client.get("/account").await;
    assert_eq!(own.form("/account").value("digest"), None, "not ticked");
    client.submit_on(&own, "/account", &[("digest", "yes")]).await;
    assert_eq!(hours(&app, "2016-05-09T06:00:00Z", "2016-05-09T08:00:00Z").await.len(), 1);
    // A link of another purpose, another account, or with another proof.
    let (kept, last) = path.split_at(path.len() - 1);
    let forged = format!("{kept}{}", if last == "0" { "1" } else { "0" });
    for wrong in [forged.as_str(), "/digest/1-0000000000000000", "/digest/x"] {
        let answer = stranger.post(wrong, &[]).await;
        answer.does_not_say("arrêté");
    }
    assert_eq!(hours(&app, "2016-05-16T06:00:00Z", "2016-05-16T08:00:00Z").await.len(), 1);
}
