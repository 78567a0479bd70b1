//! From a released round to a confirmed guest: one mail each in their own language, an answer page without an account, places that
//! never run over, and links that only a POST acts on.

use std::collections::{BTreeMap, BTreeSet};

use convoke::access::{Grant, Role};
use convoke::domain::contacts::{self, AddressDraft, AffiliationDraft, ContactDraft, NewContact};
use convoke::domain::invitations::{self, InvitationError, UNDO_SECONDS};
use convoke::kernel::email::Email;
use reqwest::Method;
use serde_json::Value;

use crate::support::contents::contents;
use crate::support::mail::Mail;
use crate::support::world::World;
use crate::support::{Page, TestApp, TestClient};

/// Releases the world's round and lets it leave; the mails by address: Anna, Claire, Wang Jianguo.
async fn invited(app: &TestApp, world: &World) -> Vec<Mail> {
    release(app, world);
    assert_eq!(app.run_until_idle().await, 0, "nothing leaves while it can be called back");
    app.pass_seconds(UNDO_SECONDS + 1);
    assert_eq!(app.run_until_idle().await, world.guests.len());
    app.mails()
}

fn release(app: &TestApp, world: &World) {
    app.act(|conn, cx| {
        let facts = invitations::event_facts(conn, world.event.event.id)?;
        let round = invitations::find_round(conn, cx, &facts, &world.round.public_id)?;
        invitations::release(conn, cx, &round, round.version)
    });
}

async fn answer(client: &TestClient, path: &str, wish: &str) -> Page {
    let sent = client.submit(path, path, &[("answer", wish)]).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    client.follow(&sent).await
}

/// Each seat's answer as it stands in the database, by the order of seats.
fn answers(app: &TestApp) -> Vec<String> {
    let everything = contents(app.database(), &[]);
    let ids = everything.values("seats", "id").into_iter().map(|id| id.parse::<i64>().expect("a number"));
    let seats: BTreeMap<i64, String> = ids.zip(everything.values("seats", "answer")).collect();
    seats.into_values().collect()
}

/// A mail's text without what differs from run to run.
fn steady(app: &TestApp, mail: &Mail) -> String {
    let mut text = format!(
        "To: {}\nSubject: {}\nFrom: {}\nReply-To: {}\n\n{}",
        mail.to,
        mail.read.subject,
        mail.read.from,
        mail.read.reply_to.clone().unwrap_or_default(),
        mail.read.text
    );
    for link in mail.links() {
        if let Some((before, token)) = link.rsplit_once('/').filter(|(b, _)| b.ends_with("/a") || b.ends_with("/n")) {
            text = text.replace(&link, &format!("{before}/TOKEN"));
            text = text.replace(token, "TOKEN");
        }
    }
    text.replace(&app.base, "https://convoke.example").replace("\r\n", "\n")
}

#[tokio::test]
async fn each_guest_gets_one_mail_in_their_own_language() {
    let app = TestApp::start();
    let world = World::build(&app);
    let mails = invited(&app, &world).await;
    let mut shown = Vec::new();
    for mail in &mails {
        mail.is_sound();
        assert!(
            mail.read.reply_to.as_ref().is_some_and(|r| r.contains("li.na@convoke.example")),
            "{:?}",
            mail.read.reply_to
        );
        assert!(mail.read.text.contains(&app.base), "the text alone must do: {}", mail.read.text);
        let calendar = mail.read.calendar.as_ref().expect("a calendar part");
        for line in [
            "METHOD:PUBLISH",
            "BEGIN:VTIMEZONE",
            "TZID:Asia/Shanghai",
            "BEGIN:STANDARD",
            "DTSTART;TZID=Asia/Shanghai:20160524T090000",
        ] {
            assert!(calendar.contains(line), "{line}: {calendar}");
        }
        assert!(calendar.split("\r\n").all(|l| l.len() <= 75), "{calendar}");
        shown.push(steady(&app, mail));
    }
    assert_eq!(
        mails.iter().map(|m| m.to.as_str()).collect::<Vec<_>>(),
        ["anna.schmidt@chamber.example.de", "claire.martin@universite.example.fr", "wang.jianguo@datong.example.cn",]
    );
    insta::assert_snapshot!("invitation_mails", shown.join("\n\n=====\n\n"));
    app.pass_seconds(3_600);
    assert_eq!(app.run_until_idle().await, 0, "once each");
}

#[tokio::test]
async fn a_release_can_be_called_back_until_it_leaves() {
    let app = TestApp::start();
    let world = World::build(&app);
    release(&app, &world);
    app.pass_seconds(UNDO_SECONDS / 2);
    let slug = world.outline.programme.slug.to_string();
    let invited = || app.read(|conn, cx| convoke::domain::overview::load(conn, cx, &slug)).tally.invited;
    assert_eq!(invited(), 3, "what was released counts, here as in the list of guests");
    app.act(|conn, cx| {
        let facts = invitations::event_facts(conn, world.event.event.id)?;
        let round = invitations::find_round(conn, cx, &facts, &world.round.public_id)?;
        invitations::recall(conn, cx, &round)
    });
    app.pass_seconds(UNDO_SECONDS);
    assert_eq!(invited(), 0, "who was called back counts as not invited");
    app.pass_seconds(UNDO_SECONDS + 1);
    assert_eq!(app.run_until_idle().await, 0);
}

#[tokio::test]
async fn an_official_answers_from_a_phone_and_may_change_their_mind() {
    let app = TestApp::start();
    let world = World::build(&app);
    let mails = invited(&app, &world).await;
    let slug = world.outline.programme.slug.to_string();
    assert_eq!(app.read(|conn, cx| convoke::domain::overview::load(conn, cx, &slug)).tally.invited, 3);
    let (guest, path) = (app.client(), mails[2].path("/a/"));
    let page = guest.get(&path).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("<html lang=\"zh"), "{}", page.body);
    page.says("大同会议").says("大同市博物馆");
    assert!(!page.body.contains("<script src=\"http"), "no third party");
    answer(&guest, &path, "tentative").await;
    assert_eq!(app.one_mail().await.to, "wang.jianguo@datong.example.cn");
    answer(&guest, &path, "accepted").await;
    let confirmation = app.one_mail().await;
    confirmation.is_sound();
    assert!(confirmation.read.text.contains("大同会议"), "{}", confirmation.read.text);
    answer(&guest, &path, "accepted").await;
    assert_eq!(app.run_until_idle().await, 0, "the same answer again tells nothing new");
    let needs = [("answer", "accepted"), ("dietary", "素食"), ("access", "轮椅"), ("note", "会带一位翻译")];
    guest.submit(&path, &path, &needs).await;
    let kept = guest.get(&path).await.form(&path);
    assert_eq!((kept.value("dietary"), kept.value("access")), (Some("素食"), Some("轮椅")));
    app.run_until_idle().await;
    app.mails();
    assert_eq!(answers(&app)[0], "accepted");

    // After the deadline: what was understood, and a number to call.
    app.pass_seconds(40 * 86_400);
    let late = guest.get(&path).await;
    late.says("+86 352 555 0101");
    let forced = guest.post(&path, &[("answer", "declined")]).await;
    assert!(forced.status < 500);
    assert_eq!(answers(&app)[0], "accepted");
    assert_eq!(app.run_until_idle().await, 0);
}

#[tokio::test]
async fn only_so_many_are_accepted_as_there_are_places_and_the_next_waits() {
    let app = TestApp::start();
    let world = World::build(&app);
    let mails = invited(&app, &world).await;
    let guest = app.client();
    for mail in &mails {
        answer(&guest, &mail.path("/a/"), "accepted").await;
    }
    // Seats in the order they were made: Wang, Claire, Anna; they answered the other way round.
    assert_eq!(answers(&app), ["waiting", "accepted", "accepted"]);
    let waits = guest.get(&mails[2].path("/a/")).await;
    assert_eq!(waits.form(&mails[2].path("/a/")).method, "post");
    answer(&guest, &mails[0].path("/a/"), "declined").await;
    assert_eq!(answers(&app), ["waiting", "accepted", "declined"], "offers are not made behind anybody's back");
    // The freed place is Wang's to take; whoever else comes is told that it is kept.
    guest.get(&mails[2].path("/a/")).await.says("现在有空余名额");
    guest.get(&mails[0].path("/a/")).await.says("kept for those who wait already");
    // Staff see whose turn it is, and are warned before they pass somebody over.
    let staff = app.member("ana@example.org", world.coordinator()).await;
    let guests = format!("/programmes/cities/events/{}/guests", world.event.event.public_id);
    let list = staff.get(&guests).await;
    list.says("One place is free, and one person waits; the first in line is");
    let forms: Vec<String> = list.links().into_iter().filter(|l| l.ends_with("/answer")).collect();
    let mut warned = Vec::new();
    for form in &forms {
        warned.push(staff.get(form).await.text().contains("One person has waited longer"));
    }
    assert_eq!(warned, [false, false, true], "not the first in line, nor who has a place");
    let csv = staff.get(&format!("{guests}.csv?standing=waiting")).await;
    assert!(
        csv.body.contains("Place on the waiting list") && csv.body.contains("On the waiting list,1,"),
        "{}",
        csv.body
    );
    // Without a limit all who wait could come, and nobody has told them.
    let edit = guests.replace("/guests", "/edit");
    assert_eq!(staff.submit(&edit, &edit, &[("capacity", "")]).await.status, 303);
    staff.get(&guests).await.says("Places are not limited any more, and one person still waits; the first in line is");
    guest.get(&mails[2].path("/a/")).await.says("现在有空余名额");
    assert!(app.run_until_idle().await >= 3);
    for mail in app.mails() {
        mail.is_sound();
    }
}

#[tokio::test]
async fn an_empty_list_is_not_called_invited() {
    let app = TestApp::start();
    let world = World::build(&app);
    let staff = app.member("ana@example.org", world.coordinator()).await;
    let event = format!("/programmes/cities/events/{}", world.event.event.public_id);
    let list = staff.get(&format!("{event}/guests")).await;
    let ids = list.body.split("name=\"id\" value=\"").skip(1).map(|rest| format!("id={}", &rest[..16]));
    let ask = staff.get(&format!("{event}/guests/remove?{}", ids.collect::<Vec<_>>().join("&"))).await;
    assert_eq!(staff.submit_on(&ask, &format!("{event}/guests/remove"), &[]).await.status, 303);
    let invite = staff.get(&format!("{event}/rounds/new")).await;
    invite.says("No guests yet").says("Add guests").does_not_say("Everybody with a seat is invited");
}

#[tokio::test]
async fn the_second_person_reads_what_is_to_be_released() {
    use convoke::domain::invitations::Purpose::{Ask, Chase};
    use convoke::kernel::locale::Locale::{En, Fr, Zh};
    let app = TestApp::start();
    let world = World::build(&app);
    let event = std::sync::Arc::new(app.read(|conn, _| invitations::event_facts(conn, world.event.event.id)));
    let asked = |purpose, locale| {
        let letter = invitations::mail::RequestLetter {
            event: event.clone(),
            account_name: "Lina".to_owned(),
            locale,
            asker_name: "Claire".to_owned(),
            round: world.round.public_id.clone(),
            round_name: "First".to_owned(),
            purpose,
            guests: 8,
        };
        let mail = convoke::mail::render::invitations::release_request(&letter, "https://example.org").expect("a mail");
        format!("{} {}", mail.subject, mail.text)
    };
    for (locale, invitations, reminders) in
        [(En, "invitations", "reminders"), (Fr, "invitations", "rappels"), (Zh, "邀请", "提醒")]
    {
        let (ask, chase) = (asked(Ask, locale), asked(Chase, locale));
        assert!(ask.contains(invitations) && !ask.contains(reminders), "{ask}");
        assert!(chase.contains(reminders) && !chase.contains(invitations), "{chase}");
    }
}

#[tokio::test]
async fn whoever_races_the_places_never_run_over() {
    let app = TestApp::start();
    let world = World::build(&app);
    let mails = invited(&app, &world).await;
    for _ in 0..5 {
        let tasks: Vec<_> = mails
            .iter()
            .flat_map(|mail| {
                let path = mail.path("/a/");
                [(app.client(), path.clone()), (app.client(), path)]
            })
            .map(|(client, path)| {
                tokio::spawn(async move { client.post(&path, &[("answer", "accepted")]).await.status })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.expect("an answer"), 303);
        }
        let now = answers(&app);
        assert_eq!(now.iter().filter(|a| *a == "accepted").count(), 2, "{now:?}");
        assert_eq!(now.iter().filter(|a| *a == "waiting").count(), 1, "{now:?}");
    }
    app.run_until_idle().await;
    app.mails();
}

#[tokio::test]
async fn a_scanner_that_opens_every_link_twenty_times_changes_nothing() {
    let app = TestApp::start();
    let world = World::build(&app);
    let mut mails = invited(&app, &world).await;
    let guest = app.client();
    answer(&guest, &mails[0].path("/a/"), "accepted").await;
    mails.push(app.one_mail().await);
    let colleague =
        app.person("ana@example.org", vec![Grant { role: Role::Administrator, programme: None, city: None }]);
    let reset: Email = colleague.email.parse().expect("an address");
    app.act(|conn, cx| convoke::domain::accounts::ask_reset(conn, cx, &reset));
    mails.push(app.one_mail().await);
    let before = contents(app.database(), &[]);
    let links: BTreeSet<String> = mails.iter().flat_map(Mail::links).filter(|l| l.starts_with(&app.base)).collect();
    assert!(links.len() >= 5, "{links:?}");
    for link in &links {
        for _ in 0..20 {
            let page = app.client().get(link).await;
            assert!(page.status < 400, "{link}: {}", page.status);
            // What a page links to is opened as well, once.
            app.client().head(link).await;
        }
        let inner = app.client().get(link).await.links();
        for further in inner.iter().filter(|l| l.starts_with('/') && !l.starts_with("//")) {
            app.client().get(further).await;
        }
    }
    let changes = contents(app.database(), &[]).changes_since(&before);
    assert!(changes.is_empty(), "{changes:#?}");
    assert_eq!(app.run_until_idle().await, 0);
}

#[tokio::test]
async fn a_bent_link_and_one_of_another_purpose_are_the_same_quiet_page() {
    let app = TestApp::start();
    let world = World::build(&app);
    let mails = invited(&app, &world).await;
    let (path, stop) = (mails[0].path("/a/"), mails[0].path("/n/"));
    let client = app.client();
    let quiet = client.get("/a/0-0000000000000000").await;
    assert_eq!(quiet.status, 404);
    let token = |path: &str| path.rsplit('/').next().expect("a token").to_owned();
    let mut bent: Vec<String> = vec![format!("/a/{}", token(&stop)), format!("/n/{}", token(&path)), "/a/x".to_owned()];
    for at in 3..path.len() {
        let mut letters: Vec<char> = path.chars().collect();
        letters[at] = if letters[at] == '7' { '8' } else { '7' };
        bent.push(letters.into_iter().collect());
    }
    let before = contents(app.database(), &[]);
    for path in &bent {
        let page = client.get(path).await;
        assert_eq!((page.status, page.text()), (404, quiet.text()), "{path}");
        let posted = client.post(path, &[("answer", "accepted")]).await;
        assert!((400..500).contains(&posted.status), "{path}: {}", posted.status);
    }
    assert_eq!(contents(app.database(), &[]).changes_since(&before), Vec::<String>::new());
}

#[tokio::test]
async fn who_asks_for_silence_gets_it_by_a_post_and_even_what_was_queued_stays() {
    let app = TestApp::start();
    let world = World::build(&app);
    let mails = invited(&app, &world).await;
    let (client, stop) = (app.client(), mails[1].path("/n/"));
    client.get(&stop).await;
    let claire = world.guests[1].person.public_id.clone();
    let silent = || app.read(|conn, cx| contacts::contact(conn, cx, &claire)).do_not_contact.is_some();
    assert!(!silent(), "looking asks for nothing");
    let path = mails[1].path("/a/");
    client.post(&path, &[("answer", "accepted")]).await;
    let done = client.submit(&stop, &stop, &[]).await;
    assert_eq!(done.status, 200, "{}", done.text());
    assert!(silent());
    assert_eq!(app.run_until_idle().await, 0, "not even the confirmation that waited");
    // RFC 8058: a mail programme posts by itself, without any page of ours.
    let anna = mails[0].path("/n/");
    let one_click = client.post(&anna, &[("List-Unsubscribe", "One-Click")]).await;
    assert_eq!(one_click.status, 200);
    let excluded = app.read(|conn, cx| {
        let facts = invitations::event_facts(conn, world.event.event.id)?;
        let copy = invitations::find_round(conn, cx, &facts, &world.round.public_id)?;
        Ok::<_, InvitationError>(invitations::check(conn, cx, &facts, &copy)?.included.len())
    });
    assert_eq!(excluded, 0, "all three were invited already or asked for silence");
}

/// Somebody of the planning office with a seat on the event.
fn seat_planner(app: &TestApp, world: &World) {
    let office = AffiliationDraft {
        organisation: "大同市规划局".to_owned(),
        kind: "city-office".to_owned(),
        ..AffiliationDraft::default()
    };
    let draft = ContactDraft {
        native_name: "张伟".to_owned(),
        language: "zh".to_owned(),
        addresses: vec![AddressDraft { email: "zw@planning.example.cn".to_owned(), label: String::new() }],
        affiliations: vec![office],
        ..ContactDraft::default()
    };
    let new = NewContact::parse(draft).expect("a contact");
    let planner = app.act(|conn, cx| contacts::create(conn, cx, &new));
    app.act(|conn, cx| {
        let facts = invitations::event_of(conn, cx, &world.event.event.public_id)?;
        invitations::add_seats(conn, cx, &facts, &[planner.person.id])
    });
}

#[tokio::test]
async fn an_auditor_reads_the_names_behind_a_count_and_no_list_of_people() {
    let app = TestApp::start();
    let world = World::build(&app);
    let auditor = Grant { role: Role::Auditor, programme: Some(world.outline.programme.id), city: None };
    let client = app.member("aude@convoke.example", vec![auditor]).await;
    let event = format!("/programmes/cities/events/{}", world.event.event.public_id);
    let guests = client.get(&format!("{event}/guests")).await;
    assert_eq!(guests.status, 200, "{}", guests.text());
    guests.says("Claire Martin").says("Anna Schmidt");
    for address in ["claire.martin@", "anna.schmidt@", "wang.jianguo@"] {
        assert!(!guests.body.contains(address), "{address}");
    }
    assert!(!guests.links().iter().any(|link| link == "/people" || link == "/mail"), "{:?}", guests.links());
    let claire = format!("/people/{}", world.guests[1].person.public_id);
    for path in ["/people", claire.as_str(), "/organisations", "/mail"] {
        assert_eq!(client.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn guests_are_found_as_people_are() {
    let app = TestApp::start();
    let world = World::build(&app);
    seat_planner(&app, &world);
    let auditor = Grant { role: Role::Auditor, programme: Some(world.outline.programme.id), city: None };
    let key = app.token(&app.person("ann@convoke.example", world.coordinator()), &["read"]);
    let blind = app.token(&app.person("aude@convoke.example", vec![auditor]), &["read"]);
    let robot = app.client();
    let seats = format!("/api/v1/events/{}/seats", world.event.event.public_id);
    let cases: [(&str, &str, &[&str]); 10] = [
        // As they write on Taiwan, and half in pinyin.
        (&key, "王建國", &["王建国"]),
        (&key, "建guo", &["王建国"]),
        (&key, "zhang wei", &["张伟"]),
        (&key, "规划局", &["张伟"]),
        (&key, "wang.jianguo@datong", &["王建国"]),
        (&key, "planning.example.cn", &["张伟"]),
        (&key, "!!!", &[]),
        // Whoever may not see addresses finds nobody by them.
        (&blind, "规划局", &["张伟"]),
        (&blind, "wang.jianguo@datong", &[]),
        (&blind, "planning.example.cn", &[]),
    ];
    for (key, typed, told) in cases {
        let page = robot.json(Method::GET, &format!("{seats}?q={typed}"), key, &Value::Null).await.value();
        let items = page["items"].as_array().expect("seats");
        let names: Vec<&str> = items.iter().filter_map(|seat| seat["native_name"].as_str()).collect();
        assert_eq!(names, told, "{typed}");
    }
}

#[tokio::test]
async fn the_last_moment_for_answers_has_its_hour_in_the_words_of_staff_too() {
    use convoke::kernel::locale::Locale::{En, Fr, Zh};
    use convoke::kernel::localised::Localised;
    let app = TestApp::start();
    let world = World::build(&app);
    let event = app.read(|conn, _| invitations::event_facts(conn, world.event.event.id));
    let text = invitations::RoundText {
        name: "First".to_owned(),
        subject: Localised::three("{event}: by {reply_by}", "{event} : avant le {reply_by}", "{event}：{reply_by}前"),
        body: Localised::three(
            "We wait until {reply_by}.",
            "Nous attendons jusqu’au {reply_by}.",
            "请于{reply_by}前。",
        ),
    };
    let round = invitations::Round { text, ..world.round.clone() };
    for (locale, by) in [
        (En, "Tuesday 17 May 2016, 18:00 Datong time (UTC+8)"),
        (Fr, "mardi 17 mai 2016 à 18 h, heure de Datong (UTC+8)"),
        (Zh, "2016年5月17日（星期二）18:00（大同当地时间，UTC+8）"),
    ] {
        let letter = invitations::mail::stand_in_letter(&event, &round, locale, "A reader");
        let mail = convoke::mail::render::invitations::invitation(&letter, "https://example.org").expect("a mail");
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{a0}', " ");
        // The mail's own sentence says it as staff's does.
        let told = plain(&mail.text);
        let subject = plain(&mail.subject);
        assert!(subject.contains(by), "{subject}");
        assert_eq!(told.matches(by).count(), 2, "{by}: {told}");
    }
}

#[tokio::test]
async fn where_no_venue_is_known_yet_the_words_of_staff_have_no_hole() {
    use convoke::kernel::locale::Locale::{En, Fr, Zh};
    use convoke::kernel::localised::Localised;
    let app = TestApp::start();
    let world = World::build(&app);
    let mut event = app.read(|conn, _| invitations::event_facts(conn, world.event.event.id));
    let text = invitations::RoundText {
        name: "First".to_owned(),
        subject: Localised::three("{event}", "{event}", "{event}"),
        body: Localised::three("We meet at {venue}, {city}.", "Rendez-vous : {venue}, {city}.", "地点：{venue}。"),
    };
    let round = invitations::Round { text, ..world.round.clone() };
    let read = |event: &invitations::EventFacts, locale| {
        let letter = invitations::mail::stand_in_letter(event, &round, locale, "A reader");
        let mail = convoke::mail::render::invitations::invitation(&letter, "https://example.org").expect("a mail");
        mail.text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(read(&event, En).contains("We meet at City Museum, Datong."));
    event.view.event.place = Localised::default();
    assert!(read(&event, En).contains("We meet at City Museum, City Museum."), "where no city is named either");
    event.view.event.venue = convoke::domain::events::Venue::default();
    for (locale, told) in [
        (En, "We meet at a place still to be announced, a place still to be announced."),
        (Fr, "Rendez-vous : un lieu qui sera précisé, un lieu qui sera précisé."),
        (Zh, "地点：另行通知的地点。"),
    ] {
        let text = read(&event, locale);
        assert!(text.contains(told), "{text}");
    }
}
