//! Rules that remind by themselves: their pages, their mails in three languages, what a move does to them, and the interface.

use convoke::access::{Actor, Context, Grant, Role};
use convoke::db::DbError;
use convoke::domain::contacts::{self, AddressDraft, ContactDraft, NewContact};
use convoke::domain::deliverables;
use convoke::domain::invitations::{self, Audience, Given, UNDO_SECONDS, Wish};
use convoke::domain::programme;
use convoke::domain::reminders::{self, Late, RuleDraft, RuleKind, Timing};
use convoke::kernel::time::Instant;
use diesel::RunQueryDsl;
use reqwest::Method;
use serde_json::json;

use crate::support::mail::Mail;
use crate::support::world::World;
use crate::support::{TestApp, TestClient, asked, send};

const RULES: &str = "/programmes/cities/reminders";

struct Desk {
    app: TestApp,
    world: World,
    client: TestClient,
}

impl Desk {
    async fn open() -> Desk {
        let app = TestApp::start();
        let world = World::build(&app);
        let client = app.member("ana@example.org", world.coordinator()).await;
        Desk { app, world, client }
    }
    fn event(&self) -> String {
        format!("/programmes/cities/events/{}", self.world.event.event.public_id)
    }
    /// Sends the invitations; by guests' addresses.
    async fn invite(&self) -> Vec<Mail> {
        let round = self.world.round.clone();
        self.app.act(|conn, cx| invitations::release(conn, cx, &round, round.version));
        self.app.pass_seconds(UNDO_SECONDS + 1);
        self.app.run_until_idle().await;
        self.app.mails()
    }
    fn pass_to(&self, at: &str) {
        let at: Instant = at.parse().expect("an instant");
        self.app.pass_seconds(at.seconds_since(self.app.context().now));
    }
    /// Says that the guest of this mail comes.
    fn accepts(&self, mail: &Mail) {
        let token = mail.path("/a/").trim_start_matches("/a/").to_owned();
        self.app.act(|conn, cx| {
            let seat = invitations::open_link(conn, cx, &token)?.id;
            let guest = Context { actor: Actor::Guest(seat), ..cx.clone() };
            let given = Given { wish: Wish::Accepted, note: String::new(), needs: None };
            invitations::answer(conn, &guest, seat, &given)
        });
    }
    /// From now on this person answers for the event.
    fn puts_in_charge(&self, name: &str, language: &str) {
        let draft = ContactDraft {
            native_name: name.to_owned(),
            language: language.to_owned(),
            addresses: vec![AddressDraft { email: format!("{name}@example.org"), label: String::new() }],
            ..ContactDraft::default()
        };
        let new = NewContact::parse(draft).expect("a contact");
        let made = self.app.act(|conn, cx| contacts::create(conn, cx, &new));
        let (contact, event) = (made.person.id, self.world.event.event.id);
        let set = format!("UPDATE events SET contact_id = {contact} WHERE id = {event}");
        self.app.act(|conn, _| diesel::sql_query(set).execute(conn).map_err(DbError::from));
    }
    /// The mails of a moment, by whom they are for.
    async fn mails(&self) -> Vec<Mail> {
        self.app.run_until_idle().await;
        let mut mails = self.app.mails();
        mails.sort_by(|a, b| a.to.cmp(&b.to));
        mails
    }
}

#[tokio::test]
async fn another_due_date_is_asked_about_before_it_is_saved() {
    let desk = Desk::open().await;
    let p = desk.world.outline.programme.id;
    let all = desk.app.read(|conn, cx| deliverables::all(conn, cx, p));
    let of = all.into_iter().find(|d| d.step.is_some()).expect("a deliverable of a step").public_id;
    let here = format!("/programmes/cities/deliverables/{of}");
    let (edit, check) = (format!("{here}/edit"), format!("{here}/check"));
    let shown = desk.client.get(&edit).await;
    assert!(shown.body.contains(&format!("formaction=\"{check}\"")), "{}", shown.body);
    let mut typed = shown.form(&edit).fields;
    typed.retain(|(name, _)| !["due_on", "owner", "owner_email"].contains(&name.as_str()));
    for (name, value) in [("due_on", "2016-06-01"), ("owner", ""), ("owner_email", "ana@example.org")] {
        typed.push((name.to_owned(), value.to_owned()));
    }
    // Ana is a member and no contact yet: she becomes one by it, and is counted.
    let asked = send(desk.client.request(Method::POST, &check).form(&typed)).await;
    assert_eq!(asked.status, 200, "{}", asked.text());
    asked
        .says("Before the due date changes")
        .says("one person")
        .says("Saving sends no mail")
        .says("No gate opens or closes");
    let back = desk.client.get(&edit).await;
    assert_eq!(back.form(&edit).value("due_on"), shown.form(&edit).value("due_on"), "not yet");
    let saved = desk.client.submit_on(&asked, &edit, &[]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    // Where the day stays there is nothing to ask, and what else was changed is saved.
    let mut typed = desk.client.get(&edit).await.form(&edit).fields;
    typed.iter_mut().filter(|(name, _)| name == "title.en").for_each(|(_, text)| "Another title".clone_into(text));
    assert_eq!(send(desk.client.request(Method::POST, &check).form(&typed)).await.status, 303);

    let token = desk.app.token(&desk.app.person("bo@example.org", desk.world.coordinator()), &["read", "write"]);
    let path = format!("/api/v1/programmes/cities/deliverables/{of}");
    let mut body = desk.client.json(Method::GET, &path, &token, &json!(null)).await.value();
    let seen = body["version"].clone();
    body["due_on"] = json!("2016-06-15");
    let preview = desk.client.json(Method::POST, &format!("{path}/preview"), &token, &body).await;
    assert_eq!(preview.status, 200, "{}", preview.body);
    let shift = json!({
        "kind": "owner-before-due", "became": "shifts", "before": "2016-05-25T09:00:00", "after": "2016-06-08T09:00:00",
        "people": 1,
    });
    assert_eq!(preview.value(), json!({ "due_on": "2016-06-15", "late": false, "reminders": [shift] }));
    let after = desk.client.json(Method::GET, &path, &token, &json!(null)).await.value();
    assert_eq!((&after["version"], &after["due_on"]), (&seen, &json!("2016-06-01")), "nothing was changed");

    desk.pass_to("2016-05-25T01:00:00Z");
    let to: Vec<String> = desk.mails().await.into_iter().map(|mail| mail.to).collect();
    assert_eq!(to, ["ana@example.org"]);
}

/// A mail's text without what differs from run to run.
fn steady(app: &TestApp, mail: &Mail) -> String {
    let mut text = format!("To: {}\nSubject: {}\n\n{}", mail.to, mail.read.subject, mail.read.text);
    for link in mail.links() {
        if let Some((before, token)) = link.rsplit_once('/').filter(|(b, _)| b.ends_with("/a") || b.ends_with("/n")) {
            text = text.replace(&link, &format!("{before}/TOKEN"));
            text = text.replace(token, "TOKEN");
        }
    }
    text.replace(&app.base, "https://convoke.example").replace("\r\n", "\n")
}

#[tokio::test]
async fn guests_are_reminded_in_their_language_by_the_link_they_have() {
    let desk = Desk::open().await;
    let invited = desk.invite().await;
    // Seven days before answers close, at nine in Datong.
    desk.pass_to("2016-05-10T00:59:00Z");
    assert!(desk.mails().await.is_empty());
    desk.pass_to("2016-05-10T01:00:00Z");
    let silent = desk.mails().await;
    assert_eq!(silent.len(), 3);
    for mail in &silent {
        mail.is_sound();
        let first = invited.iter().find(|first| first.to == mail.to).expect("an invitation");
        assert_eq!(mail.path("/a/"), first.path("/a/"));
        assert!(mail.source.contains("li.na@convoke.example"), "answers go to the coordinator");
    }
    desk.accepts(&silent[0]);
    desk.accepts(&silent[1]);
    desk.app.run_until_idle().await;
    desk.app.mails();
    desk.pass_to("2016-05-22T01:00:00Z");
    let coming = desk.mails().await;
    assert_eq!(coming.iter().map(|m| m.to.as_str()).collect::<Vec<_>>(), [&silent[0].to, &silent[1].to]);
    assert!(coming.iter().all(|mail| mail.source.contains("text/calendar")));
    let shown: Vec<String> = silent.iter().chain(&coming).map(|mail| steady(&desk.app, mail)).collect();
    insta::assert_snapshot!("reminder_mails", shown.join("\n\n=====\n\n"));
}

#[tokio::test]
async fn whoever_answers_for_an_event_is_told_of_its_days_in_their_language() {
    let desk = Desk::open().await;
    let programme = desk.world.outline.programme.id;
    for (kind, days) in [("owner-before-deadline", "3"), ("owner-before-start", "5"), ("owner-before-start", "1")] {
        let [kind, days, clock, late] = [kind, days, "08:00", "send"].map(str::to_owned);
        let new = RuleDraft { kind, days, clock, late }.check().expect("a rule");
        desk.app.act(|conn, cx| reminders::create(conn, cx, programme, &new));
    }
    // Each day another person answers for it; answers close on 17 May, and it begins on the 24th.
    for (name, language, day, subject, said) in [
        ("ann", "en", "2016-05-14T00:00:00Z", "Answers close on", "Those who have not answered yet"),
        ("luc", "fr", "2016-05-19T00:00:00Z", "24 mai", "commence le"),
        ("li", "zh", "2016-05-23T00:00:00Z", "举行：", "2016年5月24日"),
    ] {
        desk.puts_in_charge(name, language);
        desk.pass_to(day);
        let told = desk.mails().await;
        let to: Vec<&str> = told.iter().map(|mail| mail.to.as_str()).collect();
        assert_eq!(to, [format!("{name}@example.org")]);
        told[0].is_sound();
        let (read, page) = (&told[0].read, desk.event());
        assert!(read.subject.contains(subject) && read.text.contains(said), "{}: {}", read.subject, read.text);
        assert!(read.text.contains(&page), "{}", read.text);
    }
}

#[tokio::test]
async fn a_result_is_told_with_its_city_as_others_have_the_same_title() {
    let desk = Desk::open().await;
    desk.puts_in_charge("luc", "fr");
    let city = desk.world.outline.cities.iter().find(|city| city.slug.as_str() == "datong").expect("a city").id;
    let luc = format!("(SELECT contact_id FROM events WHERE id = {})", desk.world.event.event.id);
    let set = format!("UPDATE deliverables SET due_on = '2016-05-20', owner_id = {luc} WHERE city_id = {city}");
    desk.app.act(|conn, _| diesel::sql_query(set).execute(conn).map_err(DbError::from));
    desk.client.get(RULES).await.says("13 May 2016 09:00 Datong UTC+8").does_not_say("09:00 Beijing");
    desk.pass_to("2016-05-13T01:00:00Z");
    let told = desk.mails().await;
    let ours: Vec<&Mail> = told.iter().filter(|mail| mail.to == "luc@example.org").collect();
    assert!(!ours.is_empty());
    for mail in ours {
        assert!(mail.read.subject.contains(" (Datong)"), "{}", mail.read.subject);
        assert!(mail.read.text.contains(" (Datong)\u{a0}»"), "{}", mail.read.text);
    }
}

#[tokio::test]
async fn an_institution_is_reminded_through_whoever_speaks_for_it() {
    let desk = Desk::open().await;
    desk.world.institution(&desk.app);
    let event = desk.world.event.event.public_id.clone();
    let text = desk.world.round.text.clone();
    desk.app.act(|conn, cx| {
        let facts = invitations::event_of(conn, cx, &event)?;
        let round = invitations::create_round(conn, cx, &facts, &text, &Audience::Institutions)?;
        invitations::release(conn, cx, &round, round.version)
    });
    desk.app.pass_seconds(UNDO_SECONDS + 1);
    let first = desk.mails().await;
    assert_eq!(first.len(), 1);
    desk.pass_to("2016-05-10T01:00:00Z");
    let reminded = desk.mails().await;
    assert_eq!(reminded.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["zhao.min@datong.example.cn"]);
    assert_eq!(reminded[0].path("/d/").split('/').nth(2), first[0].path("/d/").split('/').nth(2));
    assert!(reminded[0].read.text.contains("大同市外事办公室") && reminded[0].read.text.contains("尊敬的赵主任："));
}

#[tokio::test]
async fn a_rule_says_what_it_would_arm_before_it_is_saved() {
    let desk = Desk::open().await;
    desk.invite().await;
    desk.client.get(RULES).await.says("7 days before, at 09:00").says("Guests who have not answered");
    let new = format!("{RULES}/new");
    let fields = [("kind", "silent-before-start"), ("days", "x"), ("clock", "26:00"), ("late", "send")];
    let refused = desk.client.submit(&new, &format!("{RULES}/check"), &fields).await;
    assert_eq!(refused.status, 422);
    refused.says("An hour such as 09:00.");
    assert_eq!(refused.form(&format!("{RULES}/check")).value("clock"), Some("26:00"), "what was typed stays");
    // Nobody is asked about a deliverable, and nobody is shown what could not be saved.
    let fields = [("kind", "owner-before-due"), ("days", "2"), ("clock", "09:00"), ("late", "task")];
    let refused = desk.client.submit(&new, &format!("{RULES}/check"), &fields).await;
    assert_eq!(refused.status, 422);
    refused.does_not_say("after that somebody is asked");
    let fields = [("kind", "silent-before-deadline"), ("days", "3"), ("clock", "10:00"), ("late", "skip")];
    let check = desk.client.submit(&new, &format!("{RULES}/check"), &fields).await;
    check.says("3 people").says("Saturday 14 May 2016").says("Datong conference");
    let mut names: Vec<String> = check.form(RULES).fields.into_iter().map(|(name, _)| name).collect();
    names.sort();
    assert!(names.windows(2).all(|two| two[0] != two[1]), "each once: {names:?}");
    let saved = desk.client.submit_on(&check, RULES, &[]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    desk.client.follow(&saved).await.says("3 days before, at 10:00");
    let page = desk.client.get(&format!("{}/reminders", desk.event())).await;
    page.says("3 days before, at 10:00").says("3 people").says("Armed");
    // Twice the same is one too many.
    let check = desk.client.submit(&new, &format!("{RULES}/check"), &fields).await;
    assert_eq!(desk.client.submit_on(&check, RULES, &[]).await.status, 422);
    // An event has it otherwise.
    let own = page.links().into_iter().find(|link| link.contains("/reminders/")).expect("a rule to set");
    let form = desk.client.get(&own).await;
    let check = desk.client.submit_on(&form, &format!("{own}/check"), &[("wish", "off")]).await;
    check.says("Nothing of it is sent for this event.");
    let saved = desk.client.submit_on(&check, &own, &[]).await;
    desk.client.follow(&saved).await.says("Switched off");
    // And a rule is taken away.
    let rule = desk.client.get(RULES).await.links().into_iter().find(|l| l.ends_with("/remove")).expect("a rule");
    let asked = desk.client.get(&rule).await;
    let gone = desk.client.submit_on(&asked, &rule, &[]).await;
    desk.client.follow(&gone).await.says("The reminder was removed.");
}

#[tokio::test]
async fn a_move_and_a_cancelling_say_what_becomes_of_reminders() {
    let desk = Desk::open().await;
    desk.invite().await;
    let city = desk.world.outline.cities[1].public_id.to_string();
    let fields = [
        ("city", city.as_str()),
        ("starts", "2016-06-07T09:00"),
        ("ends", "2016-06-07T17:30"),
        ("reply_by", "2016-05-31T18:00"),
    ];
    let here = desk.event();
    let check = desk.client.submit(&format!("{here}/move"), &format!("{here}/move/check"), &fields).await;
    check.says("Reminder shifts: Guests who have not answered, before answers close").says("3 people");
    let edit = format!("{here}/edit");
    let asked = desk.client.submit(&edit, &edit, &[("reply_by", "2016-05-20T18:00")]).await;
    asked.says("Another deadline for answers").says("Reminder shifts: Guests who have not answered");
    let saved = desk.client.submit_on(&asked, &edit, &[]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    desk.client.follow(&saved).await.says("Friday 20 May 2016");
    let off = desk.client.get(&format!("{here}/state?to=cancelled")).await;
    off.says("Reminder will not be sent: Guests who have not answered, before answers close").says("· 3 people");
    off.does_not_say("3 reminders will not be sent.");
}

#[tokio::test]
async fn programs_read_and_write_rules_by_their_version() {
    let desk = Desk::open().await;
    desk.invite().await;
    let person = desk.app.person("program@example.org", desk.world.coordinator());
    let token = desk.app.token(&person, &["read", "write"]);
    let client = desk.app.client();
    let ask = |method: Method, path: String, body: serde_json::Value| {
        let request = client.request(method, &path).bearer_auth(&token);
        send(if body.is_null() { request } else { request.json(&body) })
    };
    let rules = "/api/v1/programmes/cities/reminders".to_owned();
    let all = ask(Method::GET, rules.clone(), json!(null)).await.value();
    assert_eq!(all["items"].as_array().map(Vec::len), Some(3));
    let body = json!({"kind": "owner-before-start", "days": 1, "clock": "08:30", "late": "send"});
    let made = ask(Method::POST, rules.clone(), body.clone()).await;
    assert_eq!(made.status, 201, "{}", made.text());
    assert_eq!(ask(Method::POST, rules.clone(), body).await.status, 422, "there is one already");
    let id = made.value()["id"].as_str().expect("an id").to_owned();
    let change = |tag: &'static str, body: serde_json::Value| {
        let request = client.request(Method::PUT, &format!("{rules}/{id}")).bearer_auth(&token);
        send(request.header("If-Match", tag).json(&body))
    };
    let other = json!({"kind": "coming-before-start", "days": 2, "clock": "08:30", "late": "send"});
    assert_eq!(change("\"1\"", other).await.status, 422, "the kind stays");
    let later = json!({"days": 2, "clock": "08:30", "late": "skip"});
    assert_eq!(change("\"1\"", later.clone()).await.value()["version"], json!(2));
    assert_eq!(change("\"1\"", later).await.status, 412);
    let first = all["items"][0]["id"].as_str().expect("an id");
    let event = format!("/api/v1/events/{}/reminders", desk.world.event.event.public_id);
    let armed = ask(Method::GET, event.clone(), json!(null)).await.value();
    assert_eq!(armed["items"][0]["at"], json!("2016-05-10T09:00:00"));
    assert_eq!(armed["items"][0]["reaches"]["by_language"], json!({"en": 1, "fr": 1, "zh": 1}));
    let off = client.request(Method::PUT, &format!("{event}/{first}")).bearer_auth(&token);
    let off = send(off.header("If-Match", "\"0\"").json(&json!({"wish": "off"}))).await;
    assert_eq!((off.status, off.value()["version"].clone()), (200, json!(1)), "{}", off.text());
    let gone = client.request(Method::DELETE, &format!("{rules}/{id}")).bearer_auth(&token);
    assert_eq!(send(gone.header("If-Match", "\"2\"")).await.status, 204);
}

#[tokio::test]
async fn the_page_of_an_event_costs_the_same_however_many_are_reminded() {
    let app = asked::listening();
    let world = World::build(&app);
    let client = app.member("ana@example.org", world.coordinator()).await;
    let round = world.round.clone();
    app.act(|conn, cx| invitations::release(conn, cx, &round, round.version));
    let page = format!("/programmes/cities/events/{}/reminders", world.event.event.public_id);
    client.get(&page).await;
    let (_, few) = asked::by(&app, client.get(&page)).await;
    for n in 0..40 {
        let draft = ContactDraft {
            native_name: format!("Guest {n}"),
            addresses: vec![AddressDraft { email: format!("guest-{n}@example.org"), label: String::new() }],
            ..ContactDraft::default()
        };
        let new = NewContact::parse(draft).expect("a contact");
        let made = app.act(|conn, cx| contacts::create(conn, cx, &new));
        app.act(|conn, cx| {
            let facts = invitations::event_of(conn, cx, &world.event.event.public_id)?;
            invitations::add_seats(conn, cx, &facts, &[made.person.id])
        });
    }
    let (shown, many) = asked::by(&app, client.get(&page)).await;
    assert_eq!(shown.status, 200);
    assert_eq!(few.len(), many.len(), "{many:#?}");
}

#[tokio::test]
async fn a_local_coordinator_sets_events_and_only_reads_the_programmes_rules() {
    let desk = Desk::open().await;
    let (programme, datong) = (desk.world.outline.programme.id, desk.world.outline.cities[1].id);
    let here = vec![Grant { role: Role::LocalCoordinator, programme: Some(programme), city: Some(datong) }];
    let local = desk.app.member("local@example.org", here).await;
    let rules = local.get(RULES).await;
    rules.says("7 days before, at 09:00").does_not_say("Add a reminder");
    assert_eq!(local.get(&format!("{RULES}/new")).await.status, 403);
    local.get(&format!("{}/reminders", desk.event())).await.says("Change for this event");
    let elsewhere = desk.world.outline.cities[0].id;
    let other = vec![Grant { role: Role::LocalCoordinator, programme: Some(programme), city: Some(elsewhere) }];
    let stranger = desk.app.member("other@example.org", other).await;
    assert_eq!(stranger.get(&format!("{}/reminders", desk.event())).await.status, 404);
}

/// Three guests were to be reminded on 10 May, by a rule that asks somebody when the day is over; and it is.
async fn missed(app: &TestApp, world: &World) {
    let round = world.round.clone();
    app.act(|conn, cx| invitations::release(conn, cx, &round, round.version));
    app.pass_seconds(UNDO_SECONDS + 1);
    app.run_until_idle().await;
    app.mails();
    let rule = app.read(|conn, cx| reminders::list(conn, cx, world.outline.programme.id)).remove(0);
    assert_eq!(rule.kind, RuleKind::SilentBeforeDeadline);
    let timing = Timing { late: Late::Task, ..rule.timing };
    app.act(|conn, cx| reminders::edit(conn, cx, &rule.public_id, rule.version, timing));
    // It was to leave on 10 May at nine in Datong; nothing ran until the day was over there.
    app.clock.set("2016-05-10T17:00:00Z".parse().expect("an instant"));
    app.run_until_idle().await;
    assert!(app.mails().iter().all(|mail| !mail.to.ends_with(".cn")), "nothing leaves by itself");
}

#[tokio::test]
async fn what_did_not_leave_on_its_day_is_shown_and_sent_by_a_person() {
    let app = TestApp::start();
    let world = World::build(&app);
    let elsewhere = world.outline.cities.iter().find(|city| Some(city.id) != world.event.event.city);
    let (own, city) = (Some(world.outline.programme.id), elsewhere.map(|city| city.id));
    let grant = Grant { role: Role::LocalCoordinator, programme: own, city };
    missed(&app, &world).await;
    // Weeks have gone by: they sign in again.
    let client = app.member("ana@example.org", world.coordinator()).await;
    let local = app.member("li@example.org", vec![grant]).await;
    client.get("/programmes/cities").await.says("a reminder did not leave");
    // Whoever may not see its guests is not sent to a page that is not theirs.
    for path in ["/programmes/cities", "/programmes/cities/due"] {
        local.get(path).await.says("Sustainable cities").does_not_say("a reminder did not leave");
    }
    let here = format!("/programmes/cities/events/{}/reminders", world.event.event.public_id);
    let list = client.get(&here).await;
    list.says("Not sent on their day").says("Did not leave on its day");
    let look = list.links().into_iter().find(|link| link.contains("/missed/")).expect("where it is decided");
    // While the programme is closed nobody is asked.
    let id = world.outline.programme.id;
    app.act(|conn, cx| programme::close(conn, cx, id, "All reports are out"));
    client.get("/programmes/cities").await.does_not_say("a reminder did not leave");
    app.act(|conn, cx| programme::reopen(conn, cx, id, ""));
    client.get("/programmes/cities").await.says("a reminder did not leave");
    let late = client.get(&look).await;
    late.says("It was to leave on").says("Send it now");
    let done = client.submit(&look, &format!("{look}/send"), &[]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    client.follow(&done).await.says("3 reminders leave now").does_not_say("Not sent on their day");
    app.run_until_idle().await;
    assert_eq!(app.mails().len(), 3);
    client.get("/programmes/cities").await.does_not_say("a reminder did not leave");
    // Whoever had the page open, or keeps its address, learns that it was decided.
    for act in ["send", "dismiss"] {
        let second = client.submit_on(&late, &format!("{look}/{act}"), &[]).await;
        assert_eq!(second.status, 303, "{act}: {}", second.text());
        client.follow(&second).await.says("Nobody is asked about this reminder any more").says("Written");
    }
    let again = client.get(&look).await;
    client.follow(&again).await.says("Nobody is asked about this reminder any more");
    let never = format!("{}/missed/0123456789abcdef", here.trim_end_matches("/reminders"));
    assert_eq!(client.get(&never).await.status, 404);
    app.run_until_idle().await;
    assert_eq!(app.mails().len(), 0, "it is sent once");
}

#[tokio::test]
async fn a_program_reads_what_did_not_leave_and_lets_it_be_once() {
    let app = TestApp::start();
    let world = World::build(&app);
    let programme = Some(world.outline.programme.id);
    let person = app.person("program@example.org", world.coordinator());
    let audit = app.person("audit@example.org", vec![Grant { role: Role::Auditor, programme, city: None }]);
    let (key, other) = (app.token(&person, &["read", "write"]), app.token(&audit, &["read", "write"]));
    missed(&app, &world).await;
    let client = app.client();
    let here = format!("/api/v1/events/{}/missed-reminders", world.event.event.public_id);
    let call = |method: Method, path: String, key: String, body: serde_json::Value| {
        let request = client.request(method, &path).bearer_auth(&key);
        send(if body.is_null() { request } else { request.json(&body) })
    };
    let list = call(Method::GET, here.clone(), other.clone(), json!(null)).await.value();
    let one = &list["items"][0];
    assert_eq!((&one["kind"], &one["people"]), (&json!("silent-before-deadline"), &json!(3)), "{list}");
    assert_eq!(one["missed_at"], json!("2016-05-10T01:00:00Z"));
    let own = format!("{here}/{}", one["id"].as_str().expect("an id"));
    let due = call(Method::GET, "/api/v1/programmes/cities/due?kind=reminder".into(), key.clone(), json!(null)).await;
    assert_eq!(due.value()["items"][0]["of"], json!(world.event.event.public_id.as_str()), "{}", due.body);
    // Who sees it does not decide about it.
    for act in ["send", "dismiss"] {
        let refused = call(Method::POST, format!("{own}/{act}"), other.clone(), json!({})).await;
        assert_eq!(refused.status, 403, "{act}: {}", refused.body);
    }
    let why = json!({"reason": "They were called."});
    let done = call(Method::POST, format!("{own}/dismiss"), key.clone(), why).await;
    assert_eq!(done.status, 204, "{}", done.body);
    let list = call(Method::GET, here, key.clone(), json!(null)).await.value();
    assert_eq!(list["items"], json!([]));
    assert_eq!(call(Method::POST, format!("{own}/send"), key, json!(null)).await.status, 404, "it was decided");
    app.run_until_idle().await;
    assert_eq!(app.mails().len(), 0);
}
