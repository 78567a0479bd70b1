//! Events over HTTP: planning, moving and cancelling, what guests are told, what strangers may know, what programs see.

use convoke::access::{Grant, Role};
use convoke::domain::contacts::{self, AddressDraft, ContactDraft, NewContact};
use convoke::domain::events::{self, EventState, EventView};
use convoke::domain::invitations::{self, Audience, RoundText};
use convoke::domain::programme::{Coordinates, Dates, NewCity, NewProgramme, Outline, ReleaseRule, Slug};
use convoke::domain::{outbox::MessageState, overview};
use convoke::kernel::ids::PublicId;
use convoke::kernel::localised::Localised;
use diesel::prelude::*;
use reqwest::Method;
use serde_json::json;

use crate::support::contents::contents;
use crate::support::{Page, TestApp, TestClient};

struct Story {
    app: TestApp,
    outline: Outline,
    client: TestClient,
}

const LIST: &str = "/programmes/cities/events";

impl Story {
    async fn begin() -> Story {
        let app = TestApp::start();
        let new = NewProgramme {
            template: "four-steps".to_owned(),
            slug: Slug::parse("cities").unwrap(),
            title: Localised::three("Cities", "Villes", "城市"),
            summary: Localised::default(),
            zone: "Europe/Paris".parse().unwrap(),
            dates: Dates { starts_on: "2015-11-02".parse().unwrap(), ends_on: "2017-03-31".parse().unwrap() },
            release_rule: ReleaseRule::Alone,
            cities: vec![NewCity {
                slug: Slug::parse("datong").unwrap(),
                name: Localised::three("Datong", "Datong", "大同"),
                zone: "Asia/Shanghai".parse().unwrap(),
                coordinates: Coordinates { latitude: 40.1, longitude: 113.3 },
                hue: None,
            }],
        };
        let outline = app.act(|conn, cx| overview::create_from_template(conn, cx, &new));
        let grant = Grant { role: Role::Coordinator, programme: Some(outline.programme.id), city: None };
        let client = app.member("ana@example.org", vec![grant]).await;
        Story { app, outline, client }
    }

    fn grants(&self) -> Vec<Grant> {
        vec![Grant { role: Role::Coordinator, programme: Some(self.outline.programme.id), city: None }]
    }

    fn city(&self) -> String {
        self.outline.cities[0].public_id.to_string()
    }

    /// Fills in the form for a new event; `more` replaces or adds.
    async fn plan(&self, more: &[(&str, &str)]) -> Page {
        let city = self.city();
        let mut fields = vec![
            ("kind", "conference"),
            ("title.en", "Conference on Datong"),
            ("title.zh", "大同会议"),
            ("city", city.as_str()),
            ("starts", "2016-05-24T09:00"),
            ("ends", "2016-05-24T17:00"),
            ("reply_by", "2016-05-10T18:00"),
            ("venue_name.en", "Datong Library"),
            ("venue_name.zh", "大同图书馆"),
        ];
        fields.retain(|(name, _)| more.iter().all(|(n, _)| n != name));
        fields.extend(more);
        self.client.submit(&format!("{LIST}/new"), &format!("{LIST}/new"), &fields).await
    }

    /// The address of an event planned by the form.
    async fn planned(&self) -> String {
        let done = self.plan(&[]).await;
        assert_eq!(done.status, 303, "{}", done.text());
        done.location().to_owned()
    }

    fn event(&self, address: &str) -> EventView {
        let id: PublicId = address.rsplit('/').next().unwrap().parse().unwrap();
        self.app.read(|conn, cx| events::by_public_id(conn, cx, self.outline.programme.id, &id))
    }

    /// The page that says what a move to these hours would do; it is asked by the form.
    async fn move_check(&self, here: &str, (starts, ends): (&str, &str), more: &[(&str, &str)]) -> Page {
        let city = self.city();
        let mut fields = vec![("city", city.as_str()), ("starts", starts), ("ends", ends), ("reply_by", "")];
        fields.extend(more);
        self.client.submit(&format!("{here}/move"), &format!("{here}/move/check"), &fields).await
    }

    /// Invites somebody and lets the invitation leave; the guest accepts when told so.
    fn invite(&self, address: &str, email: &str) {
        let event = self.event(address).event.public_id;
        let draft = ContactDraft {
            native_name: "王建国".to_owned(),
            latin_name: "Wang Jianguo".to_owned(),
            language: "zh".to_owned(),
            addresses: vec![AddressDraft { email: email.to_owned(), label: String::new() }],
            ..ContactDraft::default()
        };
        let contact = NewContact::parse(draft).unwrap();
        let contact = self.app.act(|conn, cx| contacts::create(conn, cx, &contact));
        self.app.act(|conn, cx| {
            let facts = invitations::event_of(conn, cx, &event)?;
            invitations::add_seats(conn, cx, &facts, &[contact.person.id])?;
            let body = Localised::three("Come: {link}", "Venez : {link}", "敬请光临：{link}");
            let text = RoundText::parse("first", &Localised::three("Invitation", "Invitation", "邀请"), &body)?;
            let round = invitations::create_round(conn, cx, &facts, &text, &Audience::NotYetInvited)?;
            invitations::release(conn, cx, &round, round.version)
        });
        self.app.pass_seconds(invitations::UNDO_SECONDS + 60);
    }

    /// The mails about changes of events that wait to leave.
    fn notices(&self) -> Vec<String> {
        use convoke::db::schema::outbox;
        self.app.read(|conn, _| {
            let rows = outbox::table
                .filter(outbox::kind.eq("event-notice"))
                .filter(outbox::state.eq(MessageState::Queued))
                .order(outbox::id)
                .select(outbox::email)
                .load(conn);
            rows.map_err(convoke::db::DbError::from)
        })
    }
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed_and_says_what_is_wrong() {
    let story = Story::begin().await;
    let refused = story.plan(&[("capacity", "many"), ("reply_by", "2016-05-24T10:00"), ("title.fr", "À Datong")]).await;
    assert_eq!(refused.status, 422);
    let form = refused.form(&format!("{LIST}/new"));
    assert_eq!(form.value("capacity"), Some("many"));
    assert_eq!(form.value("title.fr"), Some("À Datong"));
    assert_eq!(form.value("starts"), Some("2016-05-24T09:00"));
    refused.says("2 things to put right");
}

#[tokio::test]
async fn an_event_shows_the_venue_s_clock_first_and_both_scripts() {
    let story = Story::begin().await;
    let here = story.planned().await;
    let page = story.client.get(&here).await;
    page.says("Tuesday 24 May 2016, 09:00–17:00").says("UTC+8").says("03:00").says("UTC+2");
    page.says("Datong Library").says("大同图书馆").says("Planned");
    story.client.get(LIST).await.says("Conference on Datong");
    story.client.get(&format!("{LIST}?kind=seminar")).await.does_not_say("Conference on Datong");
    story.client.get(&format!("{LIST}?period=past")).await.does_not_say("Conference on Datong");
    let chinese = story.client.get(&format!("{here}?lang=zh")).await;
    chinese.says("大同会议").says("已计划");
}

#[tokio::test]
async fn a_form_sent_twice_plans_once() {
    let story = Story::begin().await;
    let events = || contents(story.app.database(), &[]).rows("events").len();
    let before = events();
    let page = story.client.get(&format!("{LIST}/new")).await;
    let fields = [("kind", "seminar"), ("title.en", "Only once")];
    let first = story.client.submit_on(&page, &format!("{LIST}/new"), &fields).await;
    let second = story.client.submit_on(&page, &format!("{LIST}/new"), &fields).await;
    assert_eq!((first.status, second.status), (303, 303), "{}", first.text());
    assert_eq!(first.location(), second.location(), "told where the first led");
    assert_eq!(events(), before + 1);
    story.client.get(first.location()).await.says("Only once");
}

#[tokio::test]
async fn a_title_that_is_missing_is_told_under_its_field() {
    let story = Story::begin().await;
    let form = format!("{LIST}/new");
    let refused = story.client.submit(&form, &form, &[("kind", "seminar"), ("title.en", "")]).await;
    assert_eq!(refused.status, 422);
    for link in ["href=\"#f-title.en\"", "id=\"f-title.en-error\""] {
        assert!(refused.body.contains(link), "{link}: {}", refused.body);
    }
    assert!(!refused.body.contains("f-title.fr-error"), "in the reader's tab alone");
}

#[tokio::test]
async fn a_move_says_in_numbers_whom_it_tells_and_then_tells_them() {
    let story = Story::begin().await;
    let here = story.planned().await;
    story.invite(&here, "wang@example.org");
    story.app.run_until_idle().await;
    story.app.mails();
    let june = ("2016-06-07T09:30", "2016-06-07T17:00");
    let check = story.move_check(&here, june, &[("reason.en", "The hall is taken")]).await;
    assert_eq!(check.status, 200, "{}", check.text());
    check.says("One guest gets a mail").says("in Chinese: 1").says("Tuesday 7 June 2016, 09:30–17:00");
    assert!(story.notices().is_empty(), "asking tells nobody");
    assert_eq!(story.event(&here).event.sequence, 0);
    let done = story.client.submit_on(&check, &format!("{here}/move"), &[]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let again = story.client.submit_on(&check, &format!("{here}/move"), &[]).await;
    assert_eq!(again.location(), done.location(), "sent twice, done once");
    assert_eq!(story.notices(), ["wang@example.org"]);
    assert_eq!(story.event(&here).event.sequence, 1);
    story.client.follow(&done).await.says("Moved").says("The hall is taken");
    let empty = story.move_check(&here, ("", ""), &[]).await;
    assert_eq!(empty.status, 422);
    let form = format!("{here}/edit");
    let edit = story.client.submit(&form, &form, &[("starts", "2016-06-07T08:00")]).await;
    assert_eq!(edit.status, 409, "a time that guests know is not edited");
}

#[tokio::test]
async fn a_move_keeps_its_reasons_however_long_they_are() {
    let story = Story::begin().await;
    let here = story.planned().await;
    let (june, long) = (("2016-06-07T09:30", "2016-06-07T17:00"), "场".repeat(1_000));
    let reasons = [("reason.en", long.as_str()), ("reason.fr", long.as_str()), ("reason.zh", long.as_str())];
    let check = story.move_check(&here, june, &reasons).await;
    assert_eq!(check.status, 200, "{}", check.text());
    let mut fields = check.form(&format!("{here}/move")).fields;
    fields.push(("again".to_owned(), "yes".to_owned()));
    let back = story.client.request(Method::POST, &format!("{here}/move/check")).form(&fields);
    let again = crate::support::send(back).await;
    let form = again.form(&format!("{here}/move/check"));
    assert_eq!((form.value("reason.fr"), form.value("starts")), (Some(long.as_str()), Some(june.0)));
    assert_eq!(story.client.submit_on(&check, &format!("{here}/move"), &[]).await.status, 303);
    let longer = "x".repeat(8_000);
    let refused = story.move_check(&here, ("2016-06-08T09:30", "2016-06-08T17:00"), &[("reason.en", &longer)]).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.form(&format!("{here}/move/check")).value("reason.en"), Some(longer.as_str()));
}

#[tokio::test]
async fn a_move_is_called_back_from_the_event_s_page_before_anybody_reads_of_it() {
    let story = Story::begin().await;
    let here = story.planned().await;
    story.invite(&here, "wang@example.org");
    story.app.run_until_idle().await;
    story.app.mails();
    let check = story.move_check(&here, ("2016-06-07T09:30", "2016-06-07T17:00"), &[]).await;
    check.says("The mails leave five minutes later");
    let done = story.client.submit_on(&check, &format!("{here}/move"), &[]).await;
    let page = story.client.follow(&done).await;
    page.says("one mail waits").says("restores Tuesday 24 May 2016, 09:00–17:00").says("Can be called back until");
    assert_eq!(story.app.run_until_idle().await, 0, "nothing leaves within the window");
    let undo = format!("{here}/notices/1/recall");
    let other = story.client.get(&here).await;
    let back = story.client.submit_on(&page, &undo, &[]).await;
    let page = story.client.follow(&back).await;
    page.says("The event is what it was").says("Tuesday 24 May 2016, 09:00–17:00").does_not_say("Can be called back");
    page.says("Change called back");
    assert_eq!(story.client.submit_on(&other, &undo, &[]).await.status, 303, "another window's press does no harm");
    story.app.pass_seconds(invitations::UNDO_SECONDS + 1);
    assert_eq!(story.app.run_until_idle().await, 0);
    assert!(story.app.mails().is_empty());
    assert_eq!(story.event(&here).event.sequence, 2, "a calendar that saw the move must take note of the way back");
}

#[tokio::test]
async fn while_mails_wait_no_move_leads_back_and_what_binds_them_is_said() {
    let story = Story::begin().await;
    let here = story.planned().await;
    story.invite(&here, "wang@example.org");
    story.app.run_until_idle().await;
    story.app.mails();
    let check = story.move_check(&here, ("2016-06-07T09:30", "2016-06-07T17:00"), &[]).await;
    story.client.submit_on(&check, &format!("{here}/move"), &[]).await;
    let may = ("2016-05-24T09:00", "2016-05-24T17:00");
    let back = story.move_check(&here, may, &[("reason.en", "A mistake")]).await;
    assert_eq!(back.status, 422, "{}", back.text());
    back.says("That is what the guests know").says("A mistake");
    let edit = format!("{here}/edit");
    assert_eq!(story.client.submit(&edit, &edit, &[("room", "301")]).await.status, 303);
    let page = story.client.get(&here).await;
    page.says("One mail tells of its last move").says("cannot be called back").says("See the mails");
    page.does_not_say("Can be called back until");
}

#[tokio::test]
async fn cancelling_wants_a_reason_and_tells_the_guests() {
    let story = Story::begin().await;
    let here = story.planned().await;
    story.invite(&here, "wang@example.org");
    story.app.run_until_idle().await;
    story.app.mails();
    let ask = format!("{here}/state?to=cancelled");
    let silent = story.client.submit(&ask, &format!("{here}/state"), &[]).await;
    assert_eq!(silent.status, 422);
    assert!(story.notices().is_empty());
    let forged = [("to", "nowhere"), ("reason.en", "The hall is flooded")];
    let lost = story.client.submit(&ask, &format!("{here}/state"), &forged).await;
    assert_eq!(lost.status, 422);
    lost.says("What you typed");
    assert!(lost.body.contains("The hall is flooded"), "{}", lost.text());
    let done = story.client.submit(&ask, &format!("{here}/state"), &[("reason.en", "No money")]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(story.notices(), ["wang@example.org"]);
    story.client.follow(&done).await.says("Cancelled").says("No money");
    assert_eq!(story.client.get(&ask).await.status, 409, "there is no way on");
}

#[tokio::test]
async fn strangers_get_the_calendar_of_announced_events_only() {
    let story = Story::begin().await;
    let here = story.planned().await;
    let event = story.event(&here).event;
    let file = format!("/e/{}.ics", event.public_id);
    let stranger = story.app.client();
    assert_eq!(stranger.get(&file).await.status, 404);
    let done = story.client.submit(&here, &format!("{here}/state"), &[("to", "announced")]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(story.event(&here).event.state, EventState::Announced);
    let calendar = stranger.get(&file).await;
    assert_eq!(calendar.kind(), "text/calendar; method=PUBLISH; charset=UTF-8");
    for line in ["METHOD:PUBLISH", "DTSTART;TZID=Asia/Shanghai:20160524T090000", "BEGIN:STANDARD", "SEQUENCE:0"] {
        assert!(calendar.body.contains(line), "{line}: {}", calendar.body);
    }
    assert!(calendar.body.contains(&format!("UID:{}@events.convoke", event.public_id)));
    assert_eq!(stranger.get(&format!("{here}.ics")).await.status, 303, "the desk's own wants a sign-in");
    assert_eq!(story.client.get(&format!("{here}.ics")).await.status, 200);
}

#[tokio::test]
async fn what_a_page_says_again_after_something_else_is_no_repetition() {
    let story = Story::begin().await;
    let (page, city) = (story.client.get(&format!("{LIST}/new")).await, story.city());
    let send = async |title: &str| {
        let fields = [("kind", "seminar"), ("title.en", title), ("city", city.as_str())];
        let done = story.client.submit_on(&page, &format!("{LIST}/new"), &fields).await;
        assert_eq!(done.status, 303, "{}", done.text());
        done.location().to_owned()
    };
    let first = send("One").await;
    assert_eq!(send("One").await, first, "a double click");
    let other = send("Two").await;
    assert_ne!(other, first);
    assert_eq!(send("Two").await, other);
    assert_ne!(send("One").await, first, "said after something else it is meant");
}

#[tokio::test]
async fn a_move_by_a_program_leaves_what_it_does_not_name() {
    let story = Story::begin().await;
    let here = story.planned().await;
    let before = story.event(&here).event;
    let grant = Grant { role: Role::Coordinator, programme: Some(story.outline.programme.id), city: None };
    let token = story.app.token(&story.app.person("bo@example.org", vec![grant]), &["read", "write"]);
    let path = format!("/api/v1/events/{}/move", before.public_id);
    let version = format!("\"{}\"", before.version);
    let client = story.app.client();
    let request = client.request(Method::POST, &path).bearer_auth(&token).header("if-match", version);
    let body = json!({ "starts": "2016-06-07T09:30", "ends": "2016-06-07T17:00", "reason": "The hall is taken" });
    let seen = client.json(Method::POST, &format!("{path}/preview"), &token, &body).await;
    let told = seen.value();
    assert_eq!((seen.status, &told["told"], &told["asked_again"]), (200, &json!(0), &json!(0)), "{}", seen.body);
    assert_eq!(told["shifts"], json!([]), "{}", seen.body);
    assert_eq!(story.event(&here).event.version, before.version, "a question changes nothing");
    let moved = crate::support::send(request.json(&body)).await;
    assert_eq!(moved.status, 200, "{}", moved.body);
    let after = story.event(&here).event;
    assert_eq!(after.when.unwrap().start.stored(), "2016-06-07T09:30:00");
    assert_eq!((after.zone, after.city, after.place), (before.zone, before.city, before.place));
    assert_eq!(after.reply_by, before.reply_by);
}

#[tokio::test]
async fn what_is_refused_is_named_as_the_body_has_it() {
    let story = Story::begin().await;
    let token = story.app.token(&story.app.person("bo@example.org", story.grants()), &["read", "write"]);
    let client = story.app.client();
    let mut body = json!({
        "programme": "cities", "kind": "panel", "hosting": "others", "title": { "en": "Panel" },
        "venue": { "name": { "zh": "馆".repeat(201) }, "map_url": "somewhere" },
        "contact": { "email": "nobody" }, "host": { "slot_starts": "noon" },
    });
    let refused = client.json(Method::POST, "/api/v1/events", &token, &body).await.value();
    let fields: Vec<_> = refused["errors"].as_array().unwrap().iter().map(|e| e["field"].clone()).collect();
    let told = ["venue.name.zh", "venue.map_url", "contact.email", "host.name", "host.slot_starts", "host.slot_ends"];
    assert_eq!(fields, told);
    body["programme"] = json!("");
    for without in [
        client.json(Method::POST, "/api/v1/events", &token, &body).await,
        client.json(Method::GET, "/api/v1/events", &token, &json!(null)).await,
    ] {
        let fault = without.value()["errors"][0].clone();
        assert_eq!((&fault["field"], &fault["reason"]), (&json!("programme"), &json!("required")), "{}", without.body);
    }
}

#[tokio::test]
async fn programs_write_by_version_and_are_told_every_fault() {
    let story = Story::begin().await;
    let grant = Grant { role: Role::Coordinator, programme: Some(story.outline.programme.id), city: None };
    let person = story.app.person("bo@example.org", vec![grant]);
    let (token, reader) = (story.app.token(&person, &["read", "write"]), story.app.token(&person, &["read"]));
    let client = story.app.client();
    let body = json!({
        "programme": "cities", "kind": "seminar", "hosting": "ours", "city": story.city(),
        "title": { "en": "Seminar", "zh": "研讨会" }, "starts": "2016-06-01T09:00", "ends": "2016-06-01T12:00",
    });
    assert_eq!(client.json(Method::POST, "/api/v1/events", &reader, &body).await.status, 403);
    let made = client.json(Method::POST, "/api/v1/events", &token, &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let (address, tag) = (made.location().to_owned(), made.header("etag").to_owned());
    assert_eq!(made.value()["starts_at"], "2016-06-01T01:00:00Z");
    let mut bad = body.clone();
    (bad["kind"], bad["ends"]) = (json!("party"), json!("2016-06-01T08:00"));
    let refused = client.json(Method::POST, "/api/v1/events", &token, &bad).await;
    assert_eq!(refused.status, 422);
    let fields: Vec<_> = refused.value()["errors"].as_array().unwrap().iter().map(|e| e["field"].clone()).collect();
    assert_eq!(fields, ["kind", "ends"]);
    assert_eq!(client.json(Method::PUT, &address, &token, &body).await.status, 428);
    let mut other = body.clone();
    other["title"]["en"] = json!("Seminar on data");
    let write = |tag: &str| {
        let request = client.request(Method::PUT, &address).bearer_auth(&token).json(&other).header("if-match", tag);
        crate::support::send(request)
    };
    assert_eq!(write(&tag).await.status, 200);
    let late = write(&tag).await;
    assert_eq!((late.status, late.header("etag")), (412, "\"2\""), "the version was an old one");
    let changed = late.value()["changes"].clone();
    assert_eq!(changed.as_array().map(Vec::len), Some(1), "{changed}");
    let told = |name: &str| changed[0][name].as_str().unwrap_or_default().to_owned();
    assert_eq!(["field", "before", "after"].map(told), ["title.en", "Seminar", "Seminar on data"]);
    assert_eq!(["act", "by"].map(told), ["edited", "bo"]);
    // Of what a move would do one is told by the version that was seen, too.
    let plan = json!({ "starts": "2016-06-02T09:00", "ends": "2016-06-02T12:00" });
    for (seen, status) in [(&*tag, 412), ("\"2\"", 200)] {
        let path = format!("{address}/move/preview");
        let request = client.request(Method::POST, &path).bearer_auth(&token).header("if-match", seen);
        let answer = crate::support::send(request.json(&plan)).await;
        assert_eq!(answer.status, status, "{}", answer.body);
        assert_eq!(answer.value()["changes"].is_null(), status == 200, "{}", answer.body);
    }
    let list = client.json(Method::GET, "/api/v1/events?programme=cities&kind=seminar", &token, &json!({})).await;
    assert_eq!(list.value()["items"].as_array().unwrap().len(), 1);
    let state =
        client.request(Method::POST, &format!("{address}/state")).bearer_auth(&token).header("if-match", "\"2\"");
    let cancelled = crate::support::send(state.json(&json!({ "to": "cancelled", "reason": "No money" }))).await;
    assert_eq!((cancelled.status, &cancelled.value()["event"]["state"]), (200, &json!("cancelled")));
    let recall = |tag: &str| {
        let path = format!("{address}/recall");
        crate::support::send(client.request(Method::POST, &path).bearer_auth(&token).header("if-match", tag))
    };
    let late = recall("\"2\"").await;
    assert_eq!(late.status, 412, "the version was an old one");
    assert_eq!(
        (&late.value()["changes"][0]["act"], &late.value()["changes"][0]["after"]),
        (&json!("cancelled"), &json!("cancelled"))
    );
    // Whoever may not call it back is told so, and not how the event stands.
    let grant = Grant { role: Role::PrincipalInvestigator, programme: Some(story.outline.programme.id), city: None };
    let investigator = story.app.token(&story.app.person("pi@example.org", vec![grant]), &["read", "write"]);
    let stranger = story.app.token(&story.app.person("eve@example.org", vec![]), &["read", "write"]);
    for (key, status) in [(&investigator, 403), (&stranger, 404), (&reader, 403)] {
        let request =
            client.request(Method::POST, &format!("{address}/recall")).bearer_auth(key).header("if-match", "\"2\"");
        assert_eq!(crate::support::send(request).await.status, status);
    }
    let back = recall("\"3\"").await;
    assert_eq!((back.status, &back.value()["state"]), (200, &json!("planned")));
    assert_eq!(recall("\"4\"").await.status, 409, "there is nothing more to call back");
}

#[tokio::test]
async fn members_of_another_programme_find_nothing() {
    let story = Story::begin().await;
    let here = story.planned().await;
    let other = story.app.member("eve@example.org", vec![]).await;
    for path in [here.as_str(), LIST, &format!("{here}/edit"), &format!("{here}/move"), &format!("{here}.ics")] {
        let page = other.get(path).await;
        assert_eq!(page.status, 404, "{path}");
        page.does_not_say("Conference on Datong");
    }
    let auditor = Grant { role: Role::Auditor, programme: Some(story.outline.programme.id), city: None };
    let auditor = story.app.member("otto@example.org", vec![auditor]).await;
    auditor.get(&here).await.says("Conference on Datong");
    // What is seldom needed lies folded behind the acts of every day; whoever may only read finds the calendar there.
    for (reader, clones) in [(&story.client, true), (&auditor, false)] {
        let page = reader.get(&here).await;
        let menu = page.body.split("<details class=\"menu\">").nth(1).and_then(|rest| rest.split("</details>").next());
        let menu = menu.expect("a menu");
        assert!(menu.contains(&format!("href=\"{here}.ics\"")), "{menu}");
        assert_eq!(menu.contains(&format!("href=\"{here}/clone\"")), clones, "{menu}");
    }
    for path in [format!("{LIST}/new"), format!("{here}/edit"), format!("{here}/move"), format!("{here}/clone")] {
        assert_eq!(auditor.get(&path).await.status, 403, "{path}");
    }
}

#[tokio::test]
async fn a_past_date_is_asked_about_and_never_told_to_guests() {
    let story = Story::begin().await;
    let past = [("starts", "2016-03-01T09:00"), ("ends", "2016-03-01T17:00"), ("reply_by", "")];
    let asked = story.plan(&past).await;
    assert_eq!(asked.status, 422);
    asked.says("The date has passed").says("The event took place then");
    let sure = story.client.submit_on(&asked, &format!("{LIST}/new"), &[("passed", "yes")]).await;
    assert_eq!(sure.status, 303, "{}", sure.text());
    let here = story.planned().await;
    story.invite(&here, "wang@example.org");
    let march = ("2016-03-01T09:00", "2016-03-01T17:00");
    let refused = story.move_check(&here, march, &[("passed", "yes")]).await;
    assert_eq!(refused.status, 422);
    refused.says("This moment has passed, and guests would be told of it");
    assert!(story.notices().is_empty());
}

#[tokio::test]
async fn guests_read_the_reason_in_their_language() {
    let story = Story::begin().await;
    let here = story.planned().await;
    story.invite(&here, "wang@example.org");
    story.app.run_until_idle().await;
    story.app.mails();
    let ask = format!("{here}/state?to=postponed");
    story.client.get(&ask).await.says("Guests whose language you leave empty read the English");
    let reasons = [("reason.en", "The hall is flooded"), ("reason.zh", "会场进水")];
    let done = story.client.submit(&ask, &format!("{here}/state"), &reasons).await;
    story.client.follow(&done).await.says("The hall is flooded");
    let history = story.client.get("/programmes/cities/history?kind=event").await;
    history.says("The hall is flooded").does_not_say("会场进水");
    story.client.get(&format!("{here}?lang=zh")).await.says("会场进水");
    story.app.pass_seconds(invitations::UNDO_SECONDS + 1);
    let mail = story.app.one_mail().await;
    assert!(mail.read.text.contains("会场进水") && !mail.read.text.contains("flooded"), "{}", mail.read.text);
    let token = story.app.token(&story.app.person("bo@example.org", story.grants()), &["read", "write"]);
    let address = format!("/api/v1/events/{}", here.rsplit('/').next().unwrap());
    let read = story.client.json(Method::GET, &address, &token, &json!({})).await.value();
    assert_eq!(read["state_reason"], json!({ "en": "The hall is flooded", "zh": "会场进水" }));
}

#[tokio::test]
async fn the_timeline_keeps_no_day_of_what_was_put_off() {
    let story = Story::begin().await;
    let here = story.planned().await;
    let id = here.rsplit('/').next().unwrap();
    let row = async || {
        let page = story.client.get("/programmes/cities/timeline").await;
        let mut rows = page.body.split("<tr").filter(|row| row.contains("</tr>"));
        rows.find(|row| row.contains(id)).expect("its row").to_owned()
    };
    assert!(row().await.contains("2016-05-24"), "{}", row().await);
    let reason = [("reason.en", "The hall is flooded")];
    let done = story.client.submit(&format!("{here}/state?to=postponed"), &format!("{here}/state"), &reason).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let put_off = row().await;
    assert!(!put_off.contains("2016-05-24") && put_off.contains("Postponed"), "{put_off}");
}
