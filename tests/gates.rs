//! Step 4 of every city, over HTTP: refused, reminded, approved, confirmed, at risk and clear again; guests learn of nothing.

use convoke::access::{Grant, Role};
use convoke::domain::accounts;
use convoke::domain::contacts::{self, AddressDraft, ContactDraft, NewContact};
use convoke::domain::deliverables::{self, Deliverable, DeliverableState, EditDeliverable};
use convoke::domain::events::{self, EventInput, EventView};
use convoke::domain::invitations::{self, Audience, RoundText};
use convoke::domain::programme::{self, City, EditStep, OwnerChoice, StateWish};
use convoke::kernel::ids::PublicId;
use convoke::kernel::localised::Localised;
use diesel::RunQueryDsl;
use reqwest::Method;
use serde_json::json;

use crate::support::asked;
use crate::support::contents::contents;
use crate::support::mail::Mail;
use crate::support::world::World;
use crate::support::{Page, Person, TestApp, TestClient};

struct Story {
    app: TestApp,
    world: World,
    client: TestClient,
}

impl Story {
    async fn begin() -> Story {
        Story::on(TestApp::start()).await
    }

    async fn on(app: TestApp) -> Story {
        let world = World::build(&app);
        let client = app.member("ana@example.org", world.coordinator()).await;
        app.mails();
        Story { app, world, client }
    }

    fn city(&self, slug: &str) -> &City {
        self.world.outline.cities.iter().find(|c| c.slug.as_str() == slug).expect("a city")
    }

    /// The conference of a city, planned in its fourth step.
    fn conference(&self, city: &City) -> EventView {
        self.conference_on(city, "2016-11-24")
    }

    fn conference_on(&self, city: &City, day: &str) -> EventView {
        let step = self.world.outline.steps_of(city.id).last().expect("the fourth step");
        let input = EventInput {
            kind: "conference".to_owned(),
            hosting: "ours".to_owned(),
            title: Localised::three(&format!("Conference, {}", city.slug), "Conférence", "会议"),
            city: city.public_id.to_string(),
            step: step.public_id.to_string(),
            starts: format!("{day}T09:00"),
            ends: format!("{day}T17:00"),
            contact_name: "Li Na".to_owned(),
            contact_email: "li.na@convoke.example".to_owned(),
            ..EventInput::default()
        };
        let programme = self.world.outline.programme.id;
        self.app.act(|conn, cx| events::create(conn, cx, programme, &input))
    }

    fn address(event: &EventView) -> String {
        format!("/programmes/cities/events/{}", event.event.public_id)
    }

    /// The report and the two syntheses that a city's conference is built on.
    fn reports(&self, city: &City) -> Vec<Deliverable> {
        let all = self.app.read(|conn, cx| deliverables::all(conn, cx, self.world.outline.programme.id));
        let wanted = |d: &&Deliverable| d.city == Some(city.id) && matches!(d.kind.as_str(), "report" | "synthesis");
        all.iter().filter(wanted).cloned().collect()
    }

    fn fresh(&self, id: &PublicId) -> Deliverable {
        self.app.read(|conn, cx| deliverables::find(conn, cx, self.world.outline.programme.id, id))
    }

    fn go(&self, id: &PublicId, states: &[DeliverableState]) {
        for state in states {
            let one = self.fresh(id);
            if *state == DeliverableState::Approved {
                self.hand_in(&one);
            }
            self.app.act(|conn, cx| deliverables::advance(conn, cx, &one, one.version, (*state, "because")));
        }
    }

    /// By hand a result is approved as a version, where it has none yet.
    fn hand_in(&self, one: &Deliverable) {
        let sql = format!(
            "INSERT INTO deliverable_versions \
             (public_id, version, deliverable_id, number, state, notes, round, created_at, submitted_at) \
             SELECT '{}', 1, {id}, 1, 'in-review', '', 1, 1, 1 \
             WHERE NOT EXISTS (SELECT 1 FROM deliverable_versions WHERE deliverable_id = {id})",
            PublicId::random(),
            id = one.id
        );
        self.app.act(|conn, _| diesel::sql_query(sql).execute(conn).map_err(convoke::db::DbError::from));
    }

    fn owned(&self, one: &Deliverable, name: &str, email: &str) {
        let draft = ContactDraft {
            native_name: name.to_owned(),
            language: "zh".to_owned(),
            addresses: vec![AddressDraft { email: email.to_owned(), label: String::new() }],
            ..ContactDraft::default()
        };
        let new = NewContact::parse(draft).expect("a person");
        let owner = self.app.act(|conn, cx| contacts::create(conn, cx, &new)).person.public_id;
        let edit = EditDeliverable {
            kind: one.kind,
            audience: one.audience,
            title: one.title.clone(),
            due_on: one.due_on,
            owner: OwnerChoice::Contact(owner),
        };
        self.app.act(|conn, cx| deliverables::edit(conn, cx, one, one.version, &edit));
    }

    /// Everybody of the world is invited, and one has accepted.
    fn invite(&self, event: &EventView) {
        let ids: Vec<_> = self.world.guests.iter().map(|g| g.person.id).collect();
        self.app.act(|conn, cx| {
            let facts = invitations::event_of(conn, cx, &event.event.public_id)?;
            invitations::add_seats(conn, cx, &facts, &ids)?;
            let body = Localised::three("Come: {link}", "Venez : {link}", "敬请光临：{link}");
            let text = RoundText::parse("first", &Localised::three("Invitation", "Invitation", "邀请"), &body)?;
            let round = invitations::create_round(conn, cx, &facts, &text, &Audience::NotYetInvited)?;
            invitations::release(conn, cx, &round, round.version)
        });
        self.app.pass_seconds(invitations::UNDO_SECONDS + 60);
    }

    async fn confirm(&self, here: &str) -> Page {
        self.client.submit(here, &format!("{here}/state"), &[("to", "confirmed")]).await
    }

    async fn mails(&self) -> Vec<Mail> {
        self.app.run_until_idle().await;
        self.app.mails()
    }
}

/// What guests know and hold: seats, answers, invitations and every mail to them.
fn guests_side(app: &TestApp) -> Vec<Vec<String>> {
    let all = contents(app.database(), &[]);
    let mut tables: Vec<Vec<String>> =
        ["seats", "answers", "invitations", "rounds", "event_notices", "events"].map(|t| all.rows(t)).to_vec();
    tables.push(all.rows("outbox").into_iter().filter(|row| row.contains("kind=invitation")).collect());
    tables
}

/// The whole story, in one city.
async fn step_four(slug: &str) {
    use DeliverableState::{Approved, Draft, InReview};
    let story = Story::begin().await;
    let city = story.city(slug).clone();
    let event = story.conference(&city);
    let here = Story::address(&event);
    story.invite(&event);
    story.mails().await;
    let reports = story.reports(&city);
    assert_eq!(reports.len(), 3, "the analysis, the seminar, the workshop");
    let workshop =
        reports.iter().find(|d| d.title.best(convoke::kernel::locale::Locale::En).contains("workshop")).expect("one");
    story.owned(workshop, "张敏", "zhang@example.org");
    for one in reports.iter().filter(|d| d.public_id != workshop.public_id) {
        story.go(&one.public_id, &[Draft, InReview, Approved]);
    }
    story.go(&workshop.public_id, &[Draft]);

    // Refused, with what is missing, whose it is, and the way to it.
    let refused = story.confirm(&here).await;
    assert_eq!(refused.status, 409);
    refused.says("cannot be confirmed yet").says("One thing is missing").says("Synthesis of the workshop").says("张敏");
    let link = format!("/programmes/cities/deliverables/{}", workshop.public_id);
    assert!(refused.links().contains(&link), "{:?}", refused.links());
    assert!(refused.body.contains("aria-label=\"Send a reminder: Synthesis of the workshop"), "whose button it is");
    story.client.get("/programmes/cities").await.says("waits for: Synthesis of the workshop");

    // Reminded, once a day.
    let nudged = story.client.submit_on(&refused, &format!("{here}/gate/nudge"), &[]).await;
    assert_eq!(nudged.status, 303, "{}", nudged.text());
    story.client.follow(&nudged).await.says("The reminder is on its way");
    let mails = story.mails().await;
    let to: Vec<&str> = mails.iter().map(|m| m.to.as_str()).collect();
    assert_eq!(to, ["zhang@example.org"]);
    mails[0].is_sound();
    assert!(mails[0].read.text.contains("工作坊综述"), "in the owner's language: {}", mails[0].read.text);
    let read = &mails[0].read;
    assert!(read.reply_to.as_deref().is_some_and(|to| to.contains("ana@example.org")), "{:?}", read.reply_to);
    // She has no account: there is no page to send her to, and an answer does as well.
    assert!(!read.text.contains(&link), "{}", read.text);
    assert!(!read.html.as_deref().unwrap_or_default().contains(&link), "{:?}", read.html);
    assert!(read.text.contains("您无需账户") && read.text.contains("请直接回复此邮件"), "{}", read.text);
    let again = story.client.submit(&here, &format!("{here}/gate/nudge"), &[]).await;
    story.client.follow(&again).await.says("reminded of this today already");
    assert!(story.mails().await.is_empty(), "once a day");
    story.client.get("/programmes/cities/history?kind=event").await.says("Reminded").says("Zhang Min");

    // Approved, and confirmed.
    story.go(&workshop.public_id, &[InReview, Approved]);
    story.client.get(&here).await.says("All conditions met");
    let done = story.confirm(&here).await;
    assert_eq!(done.status, 303, "{}", done.text());
    story.client.follow(&done).await.says("Confirmed").says("Conditions met");
    assert!(story.mails().await.is_empty());
    let before = guests_side(&story.app);

    // An approval is taken back: at risk, told once, and guests learn nothing.
    story.go(&workshop.public_id, &[InReview]);
    let mails = story.mails().await;
    let mut to: Vec<&str> = mails.iter().map(|m| m.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["ana@example.org", "li.na@convoke.example"], "the coordinator and whom guests write to");
    mails.iter().for_each(Mail::is_sound);
    assert!(mails[0].read.subject.contains("At risk"), "{}", mails[0].read.subject);
    let page = story.client.get(&here).await;
    page.says("At risk").says("Invitations stand").says("Synthesis of the workshop");
    story.client.get("/programmes/cities").await.says("At risk").says("no longer in place: Synthesis of the workshop");
    story.client.get("/programmes/cities/events").await.says("At risk");
    story.client.get("/programmes/cities/timeline").await.says("At risk");
    story.client.get(&format!("{here}?lang=fr")).await.says("Fragilisé");
    story.client.get(&format!("{here}?lang=zh")).await.says("存在风险");
    assert_eq!(guests_side(&story.app), before, "invitations, answers and the event itself stand");
    assert!(story.mails().await.is_empty(), "told once");

    // Approved again: clear.
    story.go(&workshop.public_id, &[Approved]);
    assert!(story.mails().await.is_empty());
    story.client.get(&here).await.does_not_say("At risk ·").says("No longer at risk").says("Conditions met");
    assert_eq!(guests_side(&story.app), before);
}

#[tokio::test]
async fn owners_are_names_alone_to_whoever_opens_nobody_s_page() {
    let story = Story::begin().await;
    let city = story.city("datong").clone();
    let here = Story::address(&story.conference(&city));
    story.owned(&story.reports(&city)[0], "张敏", "zhang@convoke.example");
    let grants = vec![Grant { role: Role::Auditor, programme: Some(story.world.outline.programme.id), city: None }];
    let auditor = story.app.member("audit@example.org", grants).await;
    for (client, linked) in [(&story.client, true), (&auditor, false)] {
        let page = client.get(&here).await;
        page.says("张敏");
        assert_eq!(page.links().iter().any(|link| link.starts_with("/people/")), linked, "{:?}", page.links());
    }
    story.mails().await;
}

#[tokio::test]
async fn list_and_interface_say_at_risk_as_soon_as_the_page_does_and_ask_no_more_for_two_than_for_one() {
    use DeliverableState::{Approved, Draft, InReview};
    let story = Story::on(asked::listening()).await;
    let person = story.app.person("robot@example.org", story.world.coordinator());
    let token = story.app.token(&person, &["read"]);
    let mut costs = Vec::new();
    for (n, slug) in ["datong", "hohhot"].into_iter().enumerate() {
        let city = story.city(slug).clone();
        let event = story.conference(&city);
        let here = Story::address(&event);
        let reports = story.reports(&city);
        for one in &reports {
            story.go(&one.public_id, &[Draft, InReview, Approved]);
        }
        assert_eq!(story.confirm(&here).await.status, 303);
        story.go(&reports[0].public_id, &[InReview]);
        story.client.get(&here).await.says("At risk");
        let list = "/programmes/cities/events?period=all";
        let marks = story.client.get(list).await.body.matches("At risk").count();
        assert_eq!(marks, n + 1, "nothing was settled, and each says so");
        let path = "/api/v1/events?programme=cities&limit=200";
        let items = story.client.json(Method::GET, path, &token, &json!(null)).await.value()["items"].clone();
        let at_risk = |item: &&serde_json::Value| !item["at_risk"].is_null();
        assert_eq!(items.as_array().expect("events").iter().filter(at_risk).count(), n + 1);
        let path = format!("/api/v1/events/{}", event.event.public_id);
        let one = story.client.json(Method::GET, &path, &token, &json!(null)).await.value();
        assert!(one["at_risk"].is_string(), "{one}");
        costs.push(asked::by(&story.app, story.client.get(list)).await.1.len());
    }
    assert_eq!(costs[0], costs[1], "the same statements, however many are at risk");
    story.mails().await;
}

#[tokio::test]
async fn a_cell_that_tells_of_another_event_says_how_many_of_the_rest_are_at_risk() {
    use DeliverableState::{Approved, Draft, InReview};
    let story = Story::begin().await;
    let city = story.city("hohhot").clone();
    let event = story.conference(&city);
    let reports = story.reports(&city);
    for one in &reports {
        story.go(&one.public_id, &[Draft, InReview, Approved]);
    }
    assert_eq!(story.confirm(&Story::address(&event)).await.status, 303);
    // The next to come leads.
    story.conference_on(&city, "2016-11-21");
    let matrix = "/programmes/cities";
    story.client.get(matrix).await.says("one more event").does_not_say("at risk");
    story.go(&reports[0].public_id, &[InReview]);
    story.mails().await;
    story.client.get(matrix).await.says("one more event, 1 at risk");
    story.client.get(&format!("{matrix}?lang=fr")).await.says("encore un événement, dont 1 fragilisé");
    story.client.get(&format!("{matrix}?lang=zh")).await.says("另有1场活动，其中1场存在风险");
}

#[tokio::test]
async fn other_days_of_a_step_are_told_to_whoever_answers_for_its_results_as_the_page_before_says() {
    let story = Story::begin().await;
    let city = story.city("datong").clone();
    let reports = story.reports(&city);
    let workshop = reports.iter().find(|d| d.title.best(convoke::kernel::locale::Locale::En).contains("workshop"));
    let workshop = workshop.expect("the workshop's");
    story.owned(workshop, "张敏", "zhang@example.org");
    let step = story.world.outline.steps.iter().find(|s| Some(s.id) == workshop.step).expect("its step");
    let here = format!("/programmes/cities/steps/{}", step.public_id);
    let last = step.ends_on.and_then(|day| day.succ_opt()).expect("a day later").to_string();
    let (page, check) = (story.client.get(&here).await, format!("{here}/check"));
    let mut typed = page.form(&here).fields;
    typed.iter_mut().filter(|(name, _)| name == "ends_on").for_each(|(_, day)| day.clone_from(&last));
    let asked = crate::support::send(story.client.request(Method::POST, &check).form(&typed)).await;
    asked.says("One person gets a mail about it: Zhang Min.");
    let saved = story.client.submit_on(&asked, &here, &[]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let mails = story.mails().await;
    assert_eq!(mails.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["zhang@example.org"]);
    mails[0].is_sound();
    let (subject, text) = (&mails[0].read.subject, &mails[0].read.text);
    assert!(subject.contains("日期已更改"), "{subject}");
    assert!(text.contains("ana更改了一个步骤的日期") && text.contains("工作坊综述"), "{text}");
    assert_eq!(mails[0].path("/programmes/"), here);
}

#[tokio::test]
async fn step_four_in_hangzhou() {
    step_four("hangzhou").await;
}

#[tokio::test]
async fn step_four_in_datong() {
    step_four("datong").await;
}

#[tokio::test]
async fn step_four_in_hohhot() {
    step_four("hohhot").await;
}

#[tokio::test]
async fn a_closed_gate_is_gone_over_with_a_reason_that_stays() {
    let story = Story::begin().await;
    let city = story.city("datong").clone();
    let event = story.conference(&city);
    let here = Story::address(&event);
    let refused = story.confirm(&here).await;
    refused.says("3 things are missing");
    let unsaid = story.client.submit_on(&refused, &format!("{here}/gate/override"), &[("override_reason", " ")]).await;
    assert_eq!(unsaid.status, 422);
    unsaid.says("Please fill this in");
    // Somebody has changed the event since: that is told first, and the reason is kept.
    let (over, edit) = (format!("{here}/gate/override"), format!("{here}/edit"));
    assert_eq!(story.client.submit(&edit, &edit, &[("room", "301")]).await.status, 303);
    let said = [("override_reason", "The minister comes.")];
    let late = story.client.submit_on(&refused, &over, &said).await;
    assert_eq!(late.status, 409, "{}", late.text());
    late.says("Something has changed").says("301").says("The minister comes.");
    late.says("What is missing now").says("3 things are missing");
    // Something else is missing since, which the page does not tell of: it is looked at before it is gone over.
    let person = story.app.person("robot@example.org", story.world.coordinator());
    let token = story.app.token(&person, &["read", "write"]);
    let gate = format!("/api/v1/events/{}/gate", event.event.public_id);
    let tree = json!({"join": "all", "parts": [{"test": "accepted", "group": "planners", "least": 2}]});
    let request = story.client.request(Method::PUT, &gate).bearer_auth(&token).header("if-match", "\"0\"");
    assert_eq!(crate::support::send(request.json(&tree)).await.status, 200);
    let late = story.client.submit_on(&late, &over, &[]).await;
    assert_eq!(late.status, 409, "{}", late.text());
    late.says("did not tell of before").says("4 things are missing").says("The minister comes.");
    let done = story.client.submit_on(&late, &over, &[]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let page = story.client.follow(&done).await;
    page.says("ana confirmed this event although conditions were not met").says("The minister comes.");
    story.client.get("/programmes/cities").await.says("confirmed over open conditions by ana");
    assert!(story.mails().await.is_empty(), "what was overridden puts nothing at risk");

    // A local coordinator is refused the same way, without the way over it.
    let other = story.conference(&city);
    let grant =
        Grant { role: Role::LocalCoordinator, programme: Some(story.world.outline.programme.id), city: Some(city.id) };
    let local = story.app.member("local@example.org", vec![grant]).await;
    let there = Story::address(&other);
    let refused = local.submit(&there, &format!("{there}/state"), &[("to", "confirmed")]).await;
    assert_eq!(refused.status, 409);
    refused.says("A coordinator or the principal investigator can confirm it all the same");
    assert!(refused.forms().iter().all(|f| !f.action.ends_with("/override")));
    let forced =
        local.post(&format!("{there}/gate/override"), &[("version", "1"), ("override_reason", "I want to")]).await;
    assert!(matches!(forced.status, 403 | 404), "{}", forced.status);

    // A principal investigator does not confirm, but may go over a gate.
    let grant =
        Grant { role: Role::PrincipalInvestigator, programme: Some(story.world.outline.programme.id), city: None };
    let investigator = story.app.member("rector@example.org", vec![grant]).await;
    let over = format!("{there}/gate/override");
    let done = investigator.submit(&there, &over, &[("override_reason", "The rector agreed.")]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    investigator.follow(&done).await.says("rector confirmed this event").says("The rector agreed.");
}

#[tokio::test]
async fn reminders_name_groups_and_say_how_the_event_stands() {
    let story = Story::begin().await;
    let city = story.city("datong").clone();
    let event = story.conference(&city);
    let draft = ContactDraft {
        native_name: "Li Na".to_owned(),
        language: "en".to_owned(),
        addresses: vec![AddressDraft { email: "li@example.org".to_owned(), label: String::new() }],
        ..ContactDraft::default()
    };
    let new = NewContact::parse(draft).expect("a person");
    let owner = story.app.act(|conn, cx| contacts::create(conn, cx, &new)).person.public_id;
    let step = story.world.outline.steps_of(city.id).last().expect("the fourth step").clone();
    let edit = EditStep {
        state: StateWish::Follow,
        starts_on: step.starts_on,
        ends_on: step.ends_on,
        owner: OwnerChoice::Contact(owner),
        deputy: OwnerChoice::Nobody,
        reason: String::new(),
    };
    story.app.act(|conn, cx| programme::edit_step(conn, cx, &step, step.version, &edit));
    let person = story.app.person("robot@example.org", story.world.coordinator());
    let token = story.app.token(&person, &["read", "write"]);
    let path = format!("/api/v1/events/{}/gate", event.event.public_id);
    let tree = json!({"join": "all", "parts": [{"test": "accepted", "group": "planners", "least": 2}]});
    let request = story.client.request(Method::PUT, &path).bearer_auth(&token).header("if-match", "\"0\"");
    assert_eq!(crate::support::send(request.json(&tree)).await.status, 200);
    let nudged = async |owed: &str| {
        let request = story.client.request(Method::POST, &format!("{path}/nudges")).bearer_auth(&token);
        crate::support::send(request.json(&json!({ "owed": owed }))).await.status
    };
    assert_eq!(nudged("accepted.nobody").await, 422, "nothing waits for that");
    assert_eq!(nudged("accepted.planners").await, 200);
    let mails = story.mails().await;
    assert!(mails[0].read.subject.contains("0 of 2 acceptances: Planners"), "{}", mails[0].read.subject);
    assert!(mails[0].read.text.contains("can only be confirmed once this is in place"), "{}", mails[0].read.text);

    let over = json!({"to": "confirmed", "override_reason": "because"});
    let request = story.client.request(Method::POST, &format!("/api/v1/events/{}/state", event.event.public_id));
    let request = request.bearer_auth(&token).header("if-match", "\"1\"");
    assert_eq!(crate::support::send(request.json(&over)).await.status, 200);
    story.app.pass_seconds(86_400);
    story.mails().await;
    assert_eq!(nudged("accepted.planners").await, 200);
    let mails = story.mails().await;
    assert!(mails[0].read.text.contains("was confirmed although this is missing"), "{}", mails[0].read.text);
}

#[tokio::test]
async fn an_owner_with_an_account_is_led_to_the_page_and_answers_whoever_asked() {
    let story = Story::begin().await;
    let city = story.city("datong").clone();
    let here = Story::address(&story.conference(&city));
    let report = story.reports(&city)[0].clone();
    story.owned(&report, "张敏", "zhang@example.org");
    story.app.person("zhang@example.org", story.world.coordinator());
    story.mails().await;
    let refused = story.confirm(&here).await;
    assert_eq!(refused.status, 409);
    let form = refused
        .forms()
        .into_iter()
        .find(|f| f.value("owed") == Some(format!("deliverable.{}", report.public_id).as_str()))
        .expect("a form");
    let sent: Vec<(&str, &str)> = form.fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    assert_eq!(story.client.post(&form.action, &sent).await.status, 303);
    let mails = story.mails().await;
    assert_eq!(mails.len(), 1);
    mails[0].is_sound();
    assert_eq!(mails[0].path("/programmes/"), format!("/programmes/cities/deliverables/{}", report.public_id));
    let read = &mails[0].read;
    assert!(read.reply_to.as_deref().is_some_and(|to| to.contains("ana@example.org")), "{:?}", read.reply_to);
    assert!(read.text.contains("answer this mail") || read.text.contains("回复此邮件"), "{}", read.text);
    assert!(!read.text.contains("\n\n\n"), "{:?}", read.text);
}

#[tokio::test]
async fn nobody_is_offered_a_reminder_to_themselves() {
    let story = Story::begin().await;
    let city = story.city("datong").clone();
    let event = story.conference(&city);
    let here = Story::address(&event);
    let [own, others] = [0, 1].map(|nth| story.reports(&city)[nth].clone());
    story.owned(&own, "Ana Ferreira", "Ana@example.org");
    story.owned(&others, "张敏", "zhang@example.org");
    story.mails().await;
    let owed = |one: &Deliverable| format!("deliverable.{}", one.public_id);
    let offered = |page: &Page| -> Vec<String> {
        let forms = page.forms().into_iter().filter(|f| f.action.ends_with("/gate/nudge"));
        forms.filter_map(|f| f.value("owed").map(str::to_owned)).collect()
    };
    let refused = story.confirm(&here).await;
    let page = story.client.get(&here).await;
    for shown in [&refused, &page] {
        shown.says("Ana Ferreira");
        let offered = offered(shown);
        assert!(offered.contains(&owed(&others)) && !offered.contains(&owed(&own)), "{offered:?}");
    }
    // Nor does a form that was left open, or a program.
    let csrf = page.form(&format!("{here}/gate/nudge")).value("csrf").expect("a token").to_owned();
    let of_own = owed(&own);
    let form = [("csrf", csrf.as_str()), ("owed", of_own.as_str())];
    let left_open = story.client.post(&format!("{here}/gate/nudge"), &form).await;
    assert_eq!(left_open.status, 409, "{}", left_open.text());
    left_open.says("Nobody but you answers for it");
    let ana = story.app.read(accounts::list).into_iter().find(|a| a.account.name == "ana");
    let person = Person { email: "ana@example.org".to_owned(), account: ana.expect("her account").account };
    let key = story.app.token(&person, &["read", "write"]);
    let path = format!("/api/v1/events/{}/gate/nudges", event.event.public_id);
    let by_key = story.client.json(Method::POST, &path, &key, &json!({"owed": owed(&own)})).await;
    assert_eq!((by_key.status, &by_key.value()["type"]), (409, &json!("/api/v1/problems/gate-own")));
    assert!(story.mails().await.is_empty(), "no mail to oneself");
    // A colleague reminds her.
    let colleague = story.app.member("bo@example.org", story.world.coordinator()).await;
    let seen = colleague.get(&here).await;
    assert!(offered(&seen).contains(&owed(&own)), "{:?}", offered(&seen));
    let form = seen.forms().into_iter().find(|f| f.value("owed") == Some(owed(&own).as_str())).expect("a form");
    let sent: Vec<(&str, &str)> = form.fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    assert_eq!(colleague.post(&form.action, &sent).await.status, 303);
    let mails = story.mails().await;
    assert_eq!(mails.iter().map(|mail| mail.to.to_lowercase()).collect::<Vec<_>>(), ["ana@example.org"]);
}

#[tokio::test]
async fn programs_are_told_what_is_missing_and_write_gates() {
    let story = Story::begin().await;
    let city = story.city("datong").clone();
    let event = story.conference(&city);
    let person = story.app.person("robot@example.org", story.world.coordinator());
    let token = story.app.token(&person, &["read", "write"]);
    let send = async |method: Method, path: &str, version: Option<&str>, body: serde_json::Value| {
        let request = story.client.request(method, path).bearer_auth(&token);
        let request = version.into_iter().fold(request, |r, v| r.header("if-match", format!("\"{v}\"")));
        crate::support::send(request.json(&body)).await
    };
    let id = event.event.public_id.to_string();
    let refused =
        send(Method::POST, &format!("/api/v1/events/{id}/state"), Some("1"), json!({"to": "confirmed"})).await;
    assert_eq!((refused.status, refused.kind()), (409, "application/problem+json"));
    let problem = refused.value();
    assert_eq!(problem["type"], "/api/v1/problems/gate-closed");
    assert_eq!(problem["missing"].as_array().map(Vec::len), Some(3));
    assert_eq!(problem["missing"][0]["kind"], "deliverable");
    assert_eq!(problem["missing"][0]["state"], "outlined");

    let path = format!("/api/v1/events/{id}/gate");
    let gate = send(Method::GET, &path, None, json!(null)).await;
    assert_eq!(gate.status, 200, "{}", gate.body);
    assert!(gate.header("etag").starts_with("\"0-"), "its own gate; the step's counts beside it");
    assert_eq!(gate.value()["open"], false);
    let tree = json!({"join": "any", "parts": [
        {"test": "accepted", "group": "planners", "least": 3},
        {"join": "all", "parts": [{"test": "step", "step": "workshop", "by": "held"}]},
    ]});
    assert_eq!(send(Method::PUT, &path, None, tree.clone()).await.status, 428);
    let put = send(Method::PUT, &path, Some("0"), tree).await;
    assert_eq!(put.status, 200, "{}", put.body);
    assert_eq!(put.header("etag"), "\"1\"");
    let log = story.client.get("/programmes/cities/history?kind=event").await;
    log.says("at least one of these: at least 3 acceptances · Planners; the event was held");
    let back = send(Method::PUT, &path, Some("1"), put.value()).await;
    assert_eq!(back.status, 200, "what GET gave can be PUT back: {}", back.body);
    let circle = json!({"join": "all", "parts": [{"test": "approved", "steps": ["conference"]}]});
    let circle = send(Method::PUT, &path, Some("1"), circle).await;
    assert_eq!(circle.status, 422);
    assert!(circle.body.contains("Conference → Conference"), "{}", circle.body);

    let step = story.world.outline.steps_of(city.id).last().expect("the fourth").public_id.to_string();
    let of_step = send(Method::GET, &format!("/api/v1/programmes/cities/steps/{step}/gate"), None, json!(null)).await;
    assert_eq!(of_step.value()["parts"].as_array().map(Vec::len), Some(3), "{}", of_step.body);
    let owed = problem["missing"][0]["owed"].clone();
    let nobody = send(Method::POST, &format!("{path}/nudges"), None, json!({"owed": owed})).await;
    assert_eq!(nobody.status, 409);
    assert_eq!(nobody.value()["type"], "/api/v1/problems/gate-no-owner");
    // Only what was looked at is gone over: the event's own gate came after.
    let owed_in = |told: &serde_json::Value| -> Vec<String> {
        let missing = told["missing"].as_array().expect("what is missing");
        missing.iter().map(|one| one["owed"].as_str().expect("its key").to_owned()).collect()
    };
    let (state, seen) = (format!("/api/v1/events/{id}/state"), owed_in(&problem));
    let alone = send(Method::POST, &state, Some("1"), json!({"to": "confirmed", "override_seen": seen})).await;
    assert_eq!((alone.status, &alone.value()["errors"][0]["field"]), (422, &json!("override_reason")));
    let over = json!({"to": "confirmed", "override_reason": "because", "override_seen": seen});
    let unseen = send(Method::POST, &state, Some("1"), over).await;
    let (told, now) = (unseen.value(), owed_in(&unseen.value()));
    assert_eq!((unseen.status, &told["type"]), (409, &json!("/api/v1/problems/gate-closed")), "{}", unseen.body);
    assert!(now.len() > seen.len() && seen.iter().all(|one| now.contains(one)), "{now:?}");
    let over = json!({"to": "confirmed", "override_reason": "because", "override_seen": now});
    let over = send(Method::POST, &state, Some("1"), over).await;
    assert_eq!(over.status, 200, "{}", over.body);
    let passed = send(Method::GET, &path, None, json!(null)).await.value();
    assert_eq!(passed["passed"]["grounds"], "overridden");
    assert_eq!(passed["passed"]["reason"], "because");
    assert_eq!(passed["overrides"].as_array().map(Vec::len), Some(1));
    // What was gone over is told by the group's name, not by its code.
    for told in ["/programmes/cities/history?kind=event".to_owned(), Story::address(&event)] {
        let page = story.client.get(&told).await;
        page.says("0 of 3 acceptances: Planners").does_not_say("acceptances: planners");
    }

    // Confirmed anew, on nothing that is asked for any more: that somebody went over it once is told all the same.
    let p = story.world.outline.programme.id;
    let version = || {
        let now = story.app.read(|conn, cx| events::by_public_id(conn, cx, p, &event.event.public_id));
        now.event.version.to_string()
    };
    let off = json!({"to": "postponed", "reason": "flood"});
    let off = send(Method::POST, &format!("/api/v1/events/{id}/state"), Some(&version()), off).await;
    assert_eq!(off.status, 200, "{}", off.body);
    let later = json!({"starts": "2016-12-01T09:00", "ends": "2016-12-01T17:00"});
    let later = send(Method::POST, &format!("/api/v1/events/{id}/move"), Some(&version()), later).await;
    assert_eq!(later.status, 200, "{}", later.body);
    let of_step = format!("/api/v1/programmes/cities/steps/{step}/gate");
    for gate in [path.clone(), of_step] {
        let seen = send(Method::GET, &gate, None, json!(null)).await.value()["version"].to_string();
        let free = send(Method::PUT, &gate, Some(&seen), json!({"join": "all", "parts": []})).await;
        assert_eq!(free.status, 200, "{}", free.body);
    }
    let through = json!({"to": "confirmed"});
    let through = send(Method::POST, &format!("/api/v1/events/{id}/state"), Some(&version()), through).await;
    assert_eq!(through.status, 200, "{}", through.body);
    let now = send(Method::GET, &path, None, json!(null)).await.value();
    assert_eq!(now["passed"]["grounds"], "ungated", "{now}");
    assert_eq!(
        (now["overrides"].as_array().map(Vec::len), &now["overrides"][0]["reason"]),
        (Some(1), &json!("because"))
    );
}

#[tokio::test]
async fn a_move_is_not_called_back_into_a_step_that_would_wait_for_itself() {
    let story = Story::begin().await;
    let event = story.conference(story.city("datong"));
    let person = story.app.person("robot@example.org", story.world.coordinator());
    let token = story.app.token(&person, &["read", "write"]);
    let path = format!("/api/v1/events/{}", event.event.public_id);
    let send = async |method: Method, path: &str, version: &str, body: serde_json::Value| {
        let request = story.client.request(method, path).bearer_auth(&token);
        crate::support::send(request.header("if-match", format!("\"{version}\"")).json(&body)).await
    };
    let away = json!({"starts": "2016-11-24T09:00", "ends": "2016-11-24T17:00", "zone": "Asia/Shanghai", "city": "",
        "place": {"en": "Beijing"}});
    let moved = send(Method::POST, &format!("{path}/move"), "1", away).await;
    assert_eq!(moved.status, 200, "{}", moved.body);
    let gate = json!({"join": "all", "parts": [{"test": "approved", "steps": ["conference"]}]});
    let gate = send(Method::PUT, &format!("{path}/gate"), "0", gate).await;
    assert_eq!(gate.status, 200, "nobody waits for an event without a step: {}", gate.body);

    let refused = send(Method::POST, &format!("{path}/recall"), "2", json!(null)).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(refused.body.contains("\"step\"") && refused.body.contains("Conference → Conference"), "{}", refused.body);
    let programme = story.world.outline.programme.id;
    let now = story.app.read(|conn, cx| events::by_public_id(conn, cx, programme, &event.event.public_id)).event;
    assert_eq!((now.step, now.version), (None, 2), "nothing of it is done");
    let open = send(Method::PUT, &format!("{path}/gate"), "1", json!({"join": "all", "parts": []})).await;
    assert_eq!(open.status, 200, "{}", open.body);
    let back = send(Method::POST, &format!("{path}/recall"), "2", json!(null)).await;
    assert_eq!(back.status, 200, "{}", back.body);
    let now = story.app.read(|conn, cx| events::by_public_id(conn, cx, programme, &event.event.public_id)).event;
    assert_eq!(now.step, event.event.step);
}

#[tokio::test]
async fn a_gate_is_written_without_a_script() {
    let story = Story::begin().await;
    let city = story.city("datong").clone();
    let step = story.world.outline.steps_of(city.id).next().expect("the first step");
    let here = format!("/programmes/cities/steps/{}", step.public_id);
    let form = format!("{here}/gate");
    let page = story.client.get(&form).await;
    page.says("Nothing is required yet");
    // Of an event it would be wrong: its step may ask for more.
    page.says("There are no conditions here").does_not_say("Nothing is required before");
    let added = story.client.submit_on(&page, &form, &[("act", "add "), ("new.", "accepted")]).await;
    assert_eq!(added.status, 200, "{}", added.text());
    let wrong =
        story.client.submit_on(&added, &form, &[("act", "save"), ("p.0.group", "planners"), ("p.0.least", "many")]);
    let wrong = wrong.await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.form(&form).value("p.0.least"), Some("many"), "nothing typed is lost");
    wrong.says("A number");
    let checked = story.client.submit_on(&wrong, &form, &[("act", "check"), ("p.0.least", "10")]).await;
    checked.says("at least 10 acceptances · Planners");
    let grouped = story.client.submit_on(&checked, &form, &[("act", "add "), ("new.", "group")]).await;
    let filled = story.client.submit_on(&grouped, &form, &[("act", "add 1"), ("new.1", "step")]).await;
    // The first step has none before it.
    let saved = story.client.submit_on(&filled, &form, &[("act", "save"), ("p.1.0.step", "")]).await;
    assert_eq!(saved.status, 422, "{}", saved.text());
    let removed = story.client.submit_on(&saved, &form, &[("act", "remove 1")]).await;
    let saved = story.client.submit_on(&removed, &form, &[("act", "save")]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    story.client.follow(&saved).await.says("The conditions are saved").says("at least 10 acceptances");
    let late = story.client.submit_on(&removed, &form, &[("act", "save"), ("form_key", "another")]).await;
    story.client.follow(&late).await.says("You had saved the same yourself");
}

#[tokio::test]
async fn an_empty_group_is_told_above_the_form_too_with_the_way_to_it() {
    let story = Story::begin().await;
    let step = story.world.outline.steps_of(story.city("datong").id).next().expect("the first step");
    let form = format!("/programmes/cities/steps/{}/gate", step.public_id);
    let page = story.client.get(&form).await;
    let grouped = story.client.submit_on(&page, &form, &[("act", "add "), ("new.", "group")]).await;
    let refused = story.client.submit_on(&grouped, &form, &[("act", "save")]).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    refused.says("A group of conditions: Please fill this in.");
    assert!(refused.body.contains("href=\"#f-p.0.join\""), "{}", refused.body);
    assert!(refused.body.contains("id=\"f-p.0.join\""), "{}", refused.body);
}

#[tokio::test]
async fn two_who_write_a_gate_keep_what_each_has_added_and_are_asked_about_what_both_have_changed() {
    let story = Story::begin().await;
    let bo = story.app.member("bo@example.org", story.world.coordinator()).await;
    let step = story.world.outline.steps_of(story.city("datong").id).last().expect("the fourth step");
    let form = format!("/programmes/cities/steps/{}/gate", step.public_id);
    let add = |what: &'static str| [("act", "add "), ("new.", what)];
    // One condition that both know.
    let page = story.client.get(&form).await;
    let page = story.client.submit_on(&page, &form, &add("accepted")).await;
    let least = [("act", "save"), ("p.3.group", "planners"), ("p.3.least", "10")];
    let saved = story.client.submit_on(&page, &form, &least).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    // Ana adds the step before and asks for twelve planners; Bo adds sponsors and asks for eight.
    let (first, second) = (story.client.get(&form).await, bo.get(&form).await);
    let first = story.client.submit_on(&first, &form, &add("step")).await;
    let saved = story.client.submit_on(&first, &form, &[("act", "save"), ("p.3.least", "12")]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let second = bo.submit_on(&second, &form, &add("sponsors")).await;
    let wrong = bo.submit_on(&second, &form, &[("act", "save"), ("p.4.least", "many"), ("p.3.least", "8")]).await;
    assert_eq!(wrong.status, 422, "first it must be understood");
    let clash = bo.submit_on(&wrong, &form, &[("act", "save"), ("p.4.least", "1")]).await;
    assert_eq!(clash.status, 409, "{}", clash.text());
    clash
        .says("Two versions")
        .says("Before: at least 10 acceptances")
        .says("at least 12")
        .says("at least 8 acceptances");
    let told = clash.form(&form);
    assert_eq!(told.value("pick:s.3"), None, "both have changed it");
    assert_eq!((told.value("pick:s.4"), told.value("pick:s.5")), (Some("theirs"), Some("mine")));
    let asked = bo.submit_on(&clash, &form, &[]).await;
    assert_eq!(asked.status, 409);
    asked.says("Both of you changed this. Choose one.").says("at least 12").says("at least 8 acceptances");
    asked.does_not_say("write it together");
    let saved = bo.submit_on(&asked, &form, &[("pick:s.3", "theirs")]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let end = story.client.get(&form).await.form(&form);
    assert_eq!(
        (end.value("p.3.least"), end.value("p.4.test"), end.value("p.5.test")),
        (Some("12"), Some("step"), Some("sponsors"))
    );
    assert!(end.value("p.6.test").is_none() && end.value("p.2.test").is_some());
}

#[tokio::test]
async fn two_conditions_that_differ_only_in_another_language_are_told_apart() {
    let story = Story::begin().await;
    let bo = story.app.member("bo@example.org", story.world.coordinator()).await;
    let step = story.world.outline.steps_of(story.city("datong").id).last().expect("the fourth step");
    let form = format!("/programmes/cities/steps/{}/gate", step.public_id);
    let (first, second) = (story.client.get(&form).await, bo.get(&form).await);
    let renamed = |name: &'static str| [("act", "save"), ("p.0.title.fr", name)];
    let saved = story.client.submit_on(&first, &form, &renamed("Rapport validé")).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let clash = bo.submit_on(&second, &form, &renamed("Rapport signé")).await;
    assert_eq!(clash.status, 409, "{}", clash.text());
    clash.says("Rapport validé (French)").says("Rapport signé (French)");
}

#[tokio::test]
async fn an_event_says_that_too_few_are_left_to_approve_what_it_waits_for() {
    let story = Story::begin().await;
    let city = story.city("datong").clone();
    let (event, report) = (story.conference(&city), story.reports(&city).remove(0));
    story.app.person("root@example.org", vec![Grant { role: Role::Administrator, programme: None, city: None }]);
    let robot = story.app.person("robot@example.org", story.world.coordinator());
    let reader = story.app.person("reader@example.org", story.world.coordinator());
    let token = story.app.token(&robot, &["read", "write"]);
    let of = format!("/api/v1/programmes/cities/deliverables/{}", report.public_id);
    let ask =
        |method: Method, path: &str| story.app.client().request(method, &format!("{of}{path}")).bearer_auth(&token);
    let panel = json!({ "reviewers": [reader.account.public_id.to_string()], "quorum": 1 });
    let named = ask(Method::PUT, "/reviewers").header("if-match", format!("\"{}\"", report.version)).json(&panel);
    let file = ask(Method::PUT, "/versions/1/files/report.pdf").body(crate::files::PDF.to_vec());
    let steps = [
        (named, 200),
        (ask(Method::POST, "/versions").json(&json!({})), 201),
        (file, 201),
        (ask(Method::POST, "/versions/1/submit"), 200),
    ];
    for (request, status) in steps {
        let done = crate::support::send(request).await;
        assert_eq!(done.status, status, "{}", done.body);
    }
    let here = Story::address(&event);
    story.client.get(&here).await.says("In review").does_not_say("too few reviewers are left");
    story.app.act(|conn, cx| accounts::disable(conn, cx, &reader.account.public_id));
    story.client.get(&here).await.says("too few reviewers are left");
    let refused = story.confirm(&here).await;
    assert_eq!(refused.status, 409);
    refused.says("too few reviewers are left");
    story.mails().await;
}

#[tokio::test]
async fn a_program_that_is_too_late_is_given_both_gates() {
    let story = Story::begin().await;
    let event = story.conference(&story.city("datong").clone());
    let person = story.app.person("robot@example.org", story.world.coordinator());
    let key = story.app.token(&person, &["read", "write"]);
    let path = format!("/api/v1/events/{}/gate", event.event.public_id);
    let put = |seen: &'static str, body: serde_json::Value| {
        let request = story.client.request(Method::PUT, &path).bearer_auth(&key).header("If-Match", seen);
        crate::support::send(request.json(&body))
    };
    let guests = |n: i64| json!({"join": "all", "parts": [{"test": "accepted", "group": "planners", "least": n}]});
    assert_eq!(put("\"0\"", guests(3)).await.status, 200);
    let late = put("\"0\"", guests(5)).await;
    assert_eq!((late.status, late.header("etag")), (412, "\"1\""), "{}", late.body);
    let told = late.value();
    assert_eq!(told["type"], "/api/v1/problems/stale");
    assert_eq!((&told["theirs"], &told["yours"]), (&guests(3), &guests(5)));
    let unreadable = put("\"0\"", json!({"nonsense": 1})).await;
    assert_eq!(unreadable.status, 412);
    assert_eq!((&unreadable.value()["theirs"], &unreadable.value()["yours"]), (&guests(3), &json!(null)));
}

#[actix_web::test]
async fn the_conditions_of_an_event_without_a_step_speak_of_none() {
    let story = Story::begin().await;
    let city = story.city("datong").clone();
    let input = EventInput {
        kind: "conference".to_owned(),
        hosting: "ours".to_owned(),
        title: Localised::three("Round table", "Table ronde", "圆桌会议"),
        city: city.public_id.to_string(),
        ..EventInput::default()
    };
    let programme = story.world.outline.programme.id;
    let own = story.app.act(|conn, cx| events::create(conn, cx, programme, &input));
    let page = story.client.get(&format!("{}/gate", Story::address(&own))).await;
    page.says("This event is confirmed when these conditions are met.").does_not_say("those of its step");
    let conference = story.conference(&city);
    story.client.get(&format!("{}/gate", Story::address(&conference))).await.says("and those of its step");
}

/// An event that was confirmed without conditions is not said to have met those that are set afterwards.
#[tokio::test]
async fn conditions_that_are_set_after_an_event_was_confirmed_are_not_said_to_have_been_met() {
    let story = Story::begin().await;
    let city = story.city("datong").clone();
    let input = EventInput {
        kind: "conference".to_owned(),
        hosting: "ours".to_owned(),
        title: Localised::three("Round table", "Table ronde", "圆桌会议"),
        city: city.public_id.to_string(),
        starts: "2016-11-24T09:00".to_owned(),
        ends: "2016-11-24T17:00".to_owned(),
        ..EventInput::default()
    };
    let programme = story.world.outline.programme.id;
    let here = Story::address(&story.app.act(|conn, cx| events::create(conn, cx, programme, &input)));
    let done = story.confirm(&here).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let form = format!("{here}/gate");
    let added = story.client.submit(&form, &form, &[("act", "add "), ("new.", "accepted")]).await;
    let filled = [("act", "save"), ("p.0.group", "planners"), ("p.0.least", "10")];
    let saved = story.client.submit_on(&added, &form, &filled).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let page = story.client.get(&here).await;
    page.says("Not all conditions met today").does_not_say("Everything was there");
}
