//! Inviting over HTTP: guests chosen, a round written, checked, released and called back; a guest who answers by the link.

use convoke::access::{Grant, Role};
use convoke::db::DbError;
use convoke::domain::invitations::{self, mail};
use convoke::kernel::ids::{AnswerId, InvitationId};
use convoke::mail::render::invitations as render;
use diesel::RunQueryDsl;
use reqwest::Method;
use serde_json::json;

use crate::support::contents::contents;
use crate::support::world::World;
use crate::support::{Page, TestApp, TestClient};

mod answers;

struct Story {
    app: TestApp,
    world: World,
    client: TestClient,
    /// The event's address on the desk.
    event: String,
}

impl Story {
    async fn begin() -> Story {
        let app = TestApp::start();
        let world = World::build(&app);
        let client = app.member("ana@example.org", world.coordinator()).await;
        let programme = world.outline.programme.slug.as_str();
        let event = format!("/programmes/{programme}/events/{}", world.event.event.public_id);
        Story { app, world, client, event }
    }
    fn round(&self, page: &str) -> String {
        format!("{}/rounds/{}/{page}", self.event, self.world.round.public_id)
    }
    /// Releases the world's round by the page.
    async fn release(&self) -> Page {
        let done = self.client.submit(&self.round("check"), &self.round("release"), &[]).await;
        assert_eq!(done.status, 303, "{}", done.text());
        self.client.follow(&done).await
    }
    /// The tokens of a guest's letter, in the order of invitations: answer page, "don't write again".
    fn tokens(&self, invitation: i64) -> (String, String) {
        let letters = self.app.read(|conn, cx| {
            mail::invitation_letters(conn, cx, &[InvitationId::new(invitation)], mail::Reading::AsSent(cx.now))
        });
        let letter = letters[0].as_ref().expect("a letter");
        (letter.reader.answer_token.clone(), letter.reader.stop_token.clone())
    }
}

#[tokio::test]
async fn a_round_goes_its_four_steps_and_can_be_called_back() {
    let s = Story::begin().await;
    let guests = s.client.get(&format!("{}/guests", s.event)).await;
    guests.says("Wang Jianguo").says("Claire Martin").says("Not invited");
    let check = s.client.get(&s.round("check")).await;
    check.says("3 people will get a mail").says("Release 3 invitations").says("邀请：大同会议").does_not_say("{event}");
    let preview = s.client.get(&s.round("preview")).await;
    preview.says("preview");
    let framed = s.client.get(&s.round("preview.html")).await;
    assert!(framed.header("content-security-policy").contains("frame-ancestors 'self'"));
    assert!(framed.body.contains("/a/preview"), "{}", framed.body);

    let released = s.release().await;
    released.says("Released").says("Can be called back").does_not_say("Release 3 invitations");
    released.says("3 people will be written to").does_not_say("were written to");
    s.client.get(&format!("{}/guests", s.event)).await.says("On its way");
    // The same form once more acts no second time.
    let again = s.client.post(&s.round("release"), &[("version", "1")]).await;
    assert_eq!(again.status, 403, "a form without our page's token is refused");

    let back = s.client.submit_on(&released, &s.round("recall"), &[]).await;
    assert_eq!(back.status, 303, "{}", back.text());
    s.client.follow(&back).await.says("Called back").says("Nobody was written to").does_not_say("3 people w");
    s.client.get("/mail?drawer=cancelled").await.says("The invitations were called back.");
    // A second press says the same, and calls nothing back a second time.
    let again = s.client.submit_on(&released, &s.round("recall"), &[]).await;
    assert_eq!((again.status, again.location()), (303, back.location()));
    let before = contents(s.app.database(), &["submissions.at"]);
    s.client.submit_on(&released, &s.round("recall"), &[("form_key", "another")]).await;
    let changes = contents(s.app.database(), &["submissions.at"]).changes_since(&before);
    assert!(changes.iter().all(|change| change.contains("submissions")), "{changes:#?}");
    s.client.get(&format!("{}/guests", s.event)).await.says("Not invited").does_not_say("On its way");
    let draft = s.client.submit(&s.round("check"), &s.round("take-up"), &[]).await;
    let check = s.client.follow(&draft).await;
    check.says("A draft again").says("Release 3 invitations");
    let released = s.client.submit_on(&check, &s.round("release"), &[]).await;
    s.client.follow(&released).await.says("Can be called back");
    s.app.pass_seconds(301);
    assert_eq!(s.app.run_until_idle().await, 3, "each is written to once");
    s.app.mails();
}

#[tokio::test]
async fn beside_whom_a_round_or_a_notice_reached_stands_whom_it_did_not_and_why() {
    let s = Story::begin().await;
    let write = |sql: &'static str| s.app.act(|conn, _| diesel::sql_query(sql).execute(conn).map_err(DbError::from));
    write("UPDATE contacts SET do_not_contact_at = 1 WHERE native_name = 'Claire Martin'");
    s.client.get(&s.round("check")).await.says("2 people will get a mail").says("One will not, and why");
    s.release().await.says("2 people will be written to").says("One will not, and why");
    s.app.pass_seconds(301);
    assert_eq!(s.app.run_until_idle().await, 2);
    s.app.mails();
    let told = s.client.get(&s.round("check")).await;
    told.says("2 people were written to").says("One was not, and why");
    told.says("asked not to be written to").says("Claire Martin");
    let list = told.links().into_iter().find(|link| link.ends_with("standing=not-invited")).expect("where they are");
    s.client.get(&list).await.says("Claire Martin").does_not_say("Anna Schmidt");
    // Whoever is seated since was not left out; and once the event is over, that is no reason why.
    write("UPDATE contacts SET do_not_contact_at = NULL");
    s.client.get(&s.round("check")).await.says("seated since, or within reach only by now").says("Claire Martin");

    // She says by telephone that she comes, and is to be told by telephone that it is off.
    write(
        "UPDATE seats SET answer = 'accepted', answer_door = 'staff', answered_at = 1 WHERE contact_id = \
         (SELECT id FROM contacts WHERE native_name = 'Claire Martin')",
    );
    write("UPDATE contacts SET do_not_contact_at = 1, phone = '+33 1 5555 0101' WHERE native_name = 'Claire Martin'");
    let ask = format!("{}/state?to=cancelled", s.event);
    let done = s.client.submit(&ask, &format!("{}/state", s.event), &[("reason.en", "no money")]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let page = s.client.follow(&done).await;
    page.says("One guest cannot be told by mail");
    let list = page.links().into_iter().find(|link| link.ends_with("standing=by-phone")).expect("where they are");
    s.client.get(&list).await.says("Tell by telephone").says("+33 1 5555 0101").does_not_say("Anna Schmidt");
    s.client.get(&s.event).await.does_not_say("cannot be told by mail");
    s.app.pass_seconds(301);
    assert_eq!(s.app.run_until_idle().await, 2);
    s.app.mails();
}

#[tokio::test]
async fn one_reads_all_three_first() {
    let s = Story::begin().await;
    let check = s.client.get(&s.round("check")).await;
    check.says("Send me all three first").says("Claire Martin");
    let tried = s.client.submit_on(&check, &s.round("try"), &[]).await;
    assert_eq!(tried.status, 303, "{}", tried.text());
    s.client.follow(&tried).await.says("on their way to you");
    // The same press once more writes nothing.
    s.client.submit_on(&check, &s.round("try"), &[]).await;
    assert_eq!(s.app.run_until_idle().await, 3);
    let mails = s.app.mails();
    assert!(mails.iter().all(|mail| mail.to == "ana@example.org"));
    let chinese = mails.iter().find(|m| m.read.subject.contains("邀请：大同会议")).expect("the Chinese one");
    assert!(chinese.read.subject.starts_with("[Test · 中文]"), "{}", chinese.read.subject);
    assert!(chinese.read.text.contains("its links lead nowhere"), "{}", chinese.read.text);
    for mail in &mails {
        mail.is_sound();
        assert!(!mail.source.contains("List-Unsubscribe"), "a test has nothing to stop");
        for link in mail.links() {
            let secret = link.rsplit('/').next().unwrap_or_default();
            assert!((!link.contains("/a/") && !link.contains("/n/")) || secret == "preview", "{link}");
        }
    }
    // And as any guest of a language.
    let read = s.client.get(&format!("{}?language=fr", s.round("preview"))).await;
    read.says("Claire Martin").says("Invitation : Conférence de Datong").says("Message-ID: <preview@");
}

#[tokio::test]
async fn an_address_that_the_relay_cannot_read_is_remembered_and_counts_as_out_of_reach() {
    use convoke::domain::events::NoticeKind;
    use convoke::domain::outbox::outcome::{Outcome, Refusal, Stage};
    let s = Story::begin().await;
    let memory = crate::support::mail::memory(&s.app.state).expect("mail is kept in memory");
    let reason = "5.6.7 an address has letters outside ASCII before the @ and the relay offers no SMTPUTF8";
    let refusal = Refusal::new(553, reason.to_owned(), Stage::Preflight);
    memory.answer("wang.jianguo@datong.example.cn", Outcome::Refused(refusal));
    s.release().await;
    s.app.pass_seconds(301);
    assert_eq!(s.app.run_until_idle().await, 2);
    s.app.mails();
    s.client.get("/mail?drawer=failed").await.says("cannot be written to over this relay");
    s.client.get(&format!("/people/{}", s.world.guests[0].person.public_id)).await.says("553 5.6.7");
    s.client.get(&format!("{}/guests?standing=by-phone", s.event)).await.says("Wang Jianguo").does_not_say("Claire");
    let plan = s.app.read(|conn, cx| invitations::plan_notice(conn, cx, s.world.event.event.id, NoticeKind::Cancelled));
    assert_eq!((plan.total, plan.by_phone.len()), (2, 1));
}

#[tokio::test]
async fn a_refused_address_is_shown_to_staff_and_confirmed() {
    use convoke::domain::outbox::outcome::{Outcome, Refusal, Stage};
    let s = Story::begin().await;
    let memory = crate::support::mail::memory(&s.app.state).expect("mail is kept in memory");
    let refusal = Refusal::new(550, "5.1.1 no such user".to_owned(), Stage::Recipient);
    memory.answer("wang.jianguo@datong.example.cn", Outcome::Refused(refusal));
    s.release().await;
    s.app.pass_seconds(301);
    assert_eq!(s.app.run_until_idle().await, 2);
    s.app.mails();
    let person = format!("/people/{}", s.world.guests[0].person.public_id);
    let shown = s.client.get(&person).await;
    shown.says("refused on 18 Apr 2016: 550 5.1.1 no such user");
    s.client.get(&format!("{}/guests?standing=refused", s.event)).await.says("refused on 18 Apr 2016");
    s.client.get(&format!("{}/guests?standing=by-phone", s.event)).await.says("Wang Jianguo").does_not_say("Claire");
    // A new round for those whose mail was refused names the reason.
    let new = format!("{}/rounds/new/text", s.event);
    let made = s.client.submit(&format!("{new}?audience=refused"), &new, &[]).await;
    s.client.follow(&made).await.says("address refused before").says("refused on 18 Apr 2016: 550 5.1.1");
    // The relay's words quote the address: they are not for those who may not see it.
    let grant = Grant { role: Role::PrincipalInvestigator, programme: Some(s.world.outline.programme.id), city: None };
    let reader = s.app.member("pi@example.org", vec![grant]).await;
    reader.get(&person).await.says("Wang Jianguo").does_not_say("550 5.1.1");
    reader.get(made.location()).await.says("address refused before").does_not_say("550 5.1.1");
    let confirm = format!("{person}/confirm-address");
    let done = s.client.submit_on(&shown, &confirm, &[]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    // The mail that was refused stays refused; the address is no longer.
    s.client.follow(&done).await.does_not_say("refused on 18 Apr 2016").says("Address confirmed");
}

#[tokio::test]
async fn those_without_an_answer_are_reminded() {
    let s = Story::begin().await;
    s.release().await;
    s.app.pass_seconds(600);
    s.app.run_until_idle().await;
    s.app.mails();
    s.app.client().post(&format!("/a/{}", s.tokens(2).0), &[("answer", "accepted")]).await;
    s.app.run_until_idle().await;
    s.app.mails();
    let chase = s.client.get(&format!("{}/guests/chase", s.event)).await;
    let href = chase.links().into_iter().find(|l| l.contains("audience=unanswered")).expect("a way to remind");
    let new = format!("{}/rounds/new/text", s.event);
    let made = s.client.submit(&href, &new, &[]).await;
    let check = s.client.follow(&made).await;
    check.says("2 people will get a mail").says("A reminder to those without an answer").says("Release 2 reminders");
    let release = check.forms().into_iter().find(|f| f.action.ends_with("/release")).expect("a form").action;
    s.client.submit_on(&check, &release, &[]).await;
    s.app.pass_seconds(600);
    assert_eq!(s.app.run_until_idle().await, 2);
    // The same once more is written, and goes to nobody before tomorrow.
    let made = s.client.submit(&href, &new, &[]).await;
    s.client
        .follow(&made)
        .await
        .says("reminded on the same day already")
        .says("Datong time (UTC+8)")
        .does_not_say("Release 2 reminders");
    let mails = s.app.mails();
    assert!(mails.iter().any(|m| m.read.subject.contains("敬请答复")), "{:?}", mails[0].read.subject);
}

#[tokio::test]
async fn the_file_of_guests_has_addresses_for_those_who_may_export_them() {
    let s = Story::begin().await;
    let csv = s.client.get(&format!("{}/guests.csv", s.event)).await;
    assert!(csv.body.contains("Mail address") && csv.body.contains("wang.jianguo@datong.example.cn"), "{}", csv.body);
    let programme = s.world.coordinator()[0].programme;
    let grant = |role| vec![convoke::access::Grant { role, programme, city: None }];
    for role in [convoke::access::Role::Auditor, convoke::access::Role::PrincipalInvestigator] {
        let reader = s.app.member(&format!("{role:?}@example.org").to_lowercase(), grant(role)).await;
        let csv = reader.get(&format!("{}/guests.csv", s.event)).await;
        assert_eq!(csv.status, 200);
        assert!(csv.body.contains("Claire Martin") && !csv.body.contains("example.fr"), "{role:?}: {}", csv.body);
    }
}

#[tokio::test]
async fn for_the_day_itself_there_is_a_sheet_to_sign_and_a_name_for_each_table() {
    let s = Story::begin().await;
    let paper = |page: &str| format!("{}/guests/{page}", s.event);
    let list = s.client.get(&format!("{}/guests", s.event)).await;
    for page in ["sheet", "tents"] {
        assert!(list.links().contains(&paper(page)), "a way to the {page}: {:?}", list.links());
    }
    let nobody = s.client.get(&paper("tents")).await;
    nobody.says("Nobody is coming yet");
    assert!(nobody.links().contains(&format!("{}/guests", s.event)), "the way on: {:?}", nobody.links());
    for (name, answer) in [("王建国", "accepted"), ("Claire Martin", "declined")] {
        let sql = format!(
            "UPDATE seats SET answer = '{answer}', answer_door = 'staff', answered_at = 1 WHERE contact_id = \
             (SELECT id FROM contacts WHERE native_name = '{name}')"
        );
        s.app.act(|conn, _| diesel::sql_query(sql).execute(conn).map_err(DbError::from));
    }
    let sheet = s.client.get(&paper("sheet")).await;
    sheet.says("Datong conference").says("Wang Jianguo").says("王建国").says("Signature");
    sheet.does_not_say("Claire Martin").does_not_say("Anna Schmidt");
    // Those who have not said no may come; the words are the paper's, not the reader's.
    let sheet = s.client.get(&paper("sheet?language=zh&standing=all")).await;
    sheet.says("大同会议").says("签名").says("Anna Schmidt").does_not_say("Claire Martin");
    let tents = s.client.get(&paper("tents")).await;
    assert_eq!(tents.body.matches("Wang Jianguo").count(), 2, "a name on both sides: {}", tents.body);
    tents.does_not_say("Claire Martin").does_not_say("Nobody is coming yet");
    // Whoever may see the guests may print them.
    let auditor = vec![Grant { role: Role::Auditor, programme: s.world.coordinator()[0].programme, city: None }];
    let reader = s.app.member("audit@example.org", auditor).await;
    reader.get(&paper("sheet")).await.says("Wang Jianguo");
}

#[tokio::test]
async fn a_new_round_keeps_what_was_typed_when_it_is_refused() {
    let s = Story::begin().await;
    let new = format!("{}/rounds/new/text", s.event);
    s.client.get(&format!("{}/rounds/new", s.event)).await.says("Who is invited this time?");
    let page = format!("{new}?audience=not-invited");
    let refused = s.client.submit(&page, &new, &[("subject.en", "For {evnt}")]).await;
    assert_eq!(refused.status, 422);
    refused.says("event").says("One thing to put right");
    assert_eq!(refused.form(&new).value("subject.en"), Some("For {evnt}"));
    let good = s.client.submit_on(&refused, &new, &[("subject.en", "For {event}")]).await;
    assert_eq!(good.status, 303, "{}", good.text());
    s.client.follow(&good).await.says("First round").says("For Datong conference");
}

#[tokio::test]
async fn staff_enter_what_was_said_by_telephone_and_export_the_list() {
    let s = Story::begin().await;
    s.release().await;
    s.app.pass_seconds(600);
    s.client.get(&format!("{}/guests/chase", s.event)).await.says("3 guests were invited and have not answered");
    let list = s.client.get(&format!("{}/guests", s.event)).await;
    let form = list.links().into_iter().find(|l| l.ends_with("/answer")).expect("a link to enter an answer");
    let blank = s.client.submit(&form, &form, &[("answer", "accepted"), ("note", "They come by train")]).await;
    assert_eq!(blank.status, 422, "how it came is asked for");
    blank.says("How it came").says("They come by train");
    let unsaid = s.client.submit(&form, &form, &[("how", "phone"), ("source", "his secretary")]).await;
    assert_eq!(unsaid.status, 422);
    unsaid.says("Answer: Choose from: ").does_not_say("accepted, tentative, declined");
    let fields = [("answer", "accepted"), ("how", "phone"), ("source", "his secretary"), ("note", "")];
    let done = s.client.submit(&form, &form, &fields).await;
    assert_eq!(done.status, 303, "{}", done.text());
    s.client.follow(&done).await.says("by staff · by telephone: his secretary");
    let csv = s.client.get(&format!("{}/guests.csv?standing=accepted", s.event)).await;
    assert!(csv.kind().starts_with("text/csv"));
    assert_eq!(csv.body.lines().count(), 2, "{}", csv.body);
    let xlsx = s.client.get(&format!("{}/guests.xlsx", s.event)).await;
    assert_eq!(xlsx.status, 200);
}

#[tokio::test]
async fn guests_are_added_and_taken_away_after_a_page_that_counts() {
    let s = Story::begin().await;
    let list = s.client.get(&format!("{}/guests", s.event)).await;
    let ids: Vec<String> = list.body.split("name=\"id\" value=\"").skip(1).map(|p| p[..16].to_owned()).collect();
    assert_eq!(ids.len(), 3);
    let ask = format!("{}/guests/remove?id={}", s.event, ids[0]);
    let page = s.client.get(&ask).await;
    page.says("One guest loses the seat");
    let remove = format!("{}/guests/remove", s.event);
    let done = s.client.submit_on(&page, &remove, &[]).await;
    s.client.follow(&done).await.does_not_say("Wang Jianguo").says("Claire Martin");
    let add = format!("{}/guests/add", s.event);
    let contact = s.world.guests[0].person.public_id.to_string();
    let done = s.client.submit(&format!("{add}?q=jianguo"), &add, &[("id", &contact)]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    s.client.follow(&done).await.says("Wang Jianguo");
}

#[tokio::test]
async fn all_that_match_are_counted_behind_the_filter() {
    let s = Story::begin().await;
    let filtered = s.client.get(&format!("{}/guests?q=jianguo", s.event)).await;
    filtered.says("Wang Jianguo").does_not_say("Select all 3").does_not_say("all 3 that match");
    let all = s.client.get(&format!("{}/guests", s.event)).await;
    all.says("3 that match");
}

#[tokio::test]
async fn a_round_says_to_how_many_it_went() {
    let s = Story::begin().await;
    s.client.get(&format!("{}/rounds", s.event)).await.says("3 people");
    let silent = s.world.guests[0].person.id;
    s.app.act(|conn, cx| {
        convoke::domain::contacts::do_not_contact(conn, cx, silent, "asked", convoke::access::Door::Staff)
    });
    let released = s.release().await;
    s.client.get(&format!("{}/rounds", s.event)).await.says("2 people").does_not_say("3 people");
    // It is read as those to whom it went, and no more tests are sent of it.
    released.says("Claire Martin").does_not_say("Send me");
    released.says("One will not, and why").says("asked not to be written to").says("Wang Jianguo");
    released.says("filled in here as the event is today").says("See the mails themselves");
    s.client.get(&s.round("preview")).await.does_not_say("Wang Jianguo").says("as the event is today");
}

#[tokio::test]
async fn a_round_that_nobody_could_answer_is_refused_and_says_since_when() {
    let s = Story::begin().await;
    s.app.clock.set("2016-05-17T09:55:01Z".parse().unwrap());
    let staff = s.app.member("bo@example.org", s.world.coordinator()).await;
    let check = staff.get(&s.round("check")).await;
    check.says("Answers count until Tuesday 17 May 2016, 18:00 (UTC+8)").says("Set another deadline");
    assert!(check.forms().iter().all(|form| !form.action.ends_with("/release")), "{}", check.text());
    let mut fields = check.form(&s.round("delete")).fields;
    fields.retain(|(name, _)| name != "form_key");
    let stale = crate::support::send(staff.request(Method::POST, &s.round("release")).form(&fields)).await;
    assert_eq!(stale.status, 422);
    stale.says("Answers count until").says("Claire Martin");
    let key = s.app.token(&s.app.person("robot@example.org", s.world.coordinator()), &["read", "write"]);
    let round = format!("/api/v1/events/{}/rounds/{}", s.world.event.event.public_id, s.world.round.public_id);
    let robot = s.app.client();
    let told = robot.json(Method::GET, &format!("{round}/check"), &key, &json!({})).await.value();
    assert_eq!(told["answers_over"], "2016-05-17T18:00:00");
    let request = robot.request(Method::POST, &format!("{round}/release")).bearer_auth(&key).header("if-match", "*");
    let refused = crate::support::send(request).await;
    assert_eq!((refused.status, &refused.value()["errors"][0]["field"]), (422, &json!("reply_by")), "{}", refused.body);
}

#[tokio::test]
async fn nothing_is_offered_that_a_cancelled_event_would_refuse() {
    let s = Story::begin().await;
    let guests = format!("{}/guests", s.event);
    let offers = |page: &Page| {
        let links = page.links();
        ["/guests/add", "/rounds/new", "/answer"].map(|end| links.iter().any(|link| link.ends_with(end)))
    };
    assert_eq!(offers(&s.client.get(&guests).await), [true; 3]);
    let (ask, state) = (format!("{}/state?to=cancelled", s.event), format!("{}/state", s.event));
    assert_eq!(s.client.submit(&ask, &state, &[("reason.en", "No money")]).await.status, 303);
    for page in [guests.clone(), format!("{guests}/chase"), format!("{}/rounds", s.event)] {
        assert_eq!(offers(&s.client.get(&page).await), [false; 3], "{page}");
    }
}

#[tokio::test]
async fn programs_invite_by_the_same_rules() {
    let s = Story::begin().await;
    let person = s.app.person("robot@example.org", s.world.coordinator());
    let key = s.app.token(&person, &["read", "write"]);
    let (event, none) = (format!("/api/v1/events/{}", s.world.event.event.public_id), json!({}));
    let round = format!("{event}/rounds/{}", s.world.round.public_id);
    let robot = s.app.client();
    let check = robot.json(Method::GET, &format!("{round}/check"), &key, &none).await;
    assert_eq!(check.value()["included"], 3, "{}", check.body);
    let blind = robot.json(Method::POST, &format!("{round}/release"), &key, &none).await;
    assert_eq!(blind.status, 428);
    let letter = robot.json(Method::GET, &format!("{round}/preview?language=fr"), &key, &none).await.value();
    assert_eq!(
        (&letter["language"], &letter["to"]),
        (&json!("fr"), &json!("Claire Martin <claire.martin@universite.example.fr>"))
    );
    assert!(letter["text"].as_str().is_some_and(|text| text.contains("Claire") || text.contains("Martin")), "{letter}");
    let version = robot.json(Method::GET, &round, &key, &none).await.header("etag").to_owned();
    let send = |tag: String| {
        let request =
            robot.request(Method::POST, &format!("{round}/release")).bearer_auth(&key).header("if-match", tag);
        crate::support::send(request)
    };
    assert_eq!(send(version.clone()).await.value()["invitations"], 3);
    assert_eq!(send(version).await.status, 409);
    let seats = robot.json(Method::GET, &format!("{event}/seats?limit=2"), &key, &none).await.value();
    assert_eq!(seats["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(seats["items"][0]["delivery"], "on-its-way");
    let waiting = robot.json(Method::GET, "/api/v1/messages?drawer=waiting", &key, &none).await.value();
    assert_eq!(waiting["items"].as_array().map(Vec::len), Some(3), "{waiting}");
    let mail = format!("/api/v1/messages/{}", waiting["items"][0]["id"].as_str().unwrap());
    let again = robot.json(Method::POST, &format!("{mail}/again"), &key, &none).await;
    assert_eq!(again.status, 409, "{}", again.body);
    let cancelled = robot.json(Method::POST, &format!("{mail}/cancel"), &key, &none).await.value();
    assert_eq!(cancelled["message"]["state"], "cancelled");
    let odd = robot.json(Method::GET, "/api/v1/messages?drawer=attic", &key, &none).await;
    assert_eq!((odd.status, &odd.value()["errors"][0]["field"]), (422, &json!("drawer")));
    let weak = s.app.token(&s.app.person("weak@example.org", vec![]), &["read", "write"]);
    assert_eq!(robot.json(Method::GET, &mail, &weak, &none).await.status, 404);
    let seat = seats["items"][0]["id"].as_str().unwrap().to_owned();
    let body = json!({"answer": "accepted", "how": "mail", "source": "a letter"});
    let said = robot.json(Method::POST, &format!("{event}/seats/{seat}/answers"), &key, &body).await;
    assert_eq!(said.value(), json!({"answer": "accepted", "repeated": false}));
    let wrong = robot.json(Method::POST, &format!("{event}/seats/{seat}/answers"), &key, &json!({"answer": "x"})).await;
    assert_eq!((wrong.status, wrong.value()["errors"][0]["field"].as_str()), (422, Some("answer")));
    let numbers = robot.json(Method::GET, &format!("{event}/answers"), &key, &none).await.value();
    assert_eq!(numbers["all"]["accepted"], 1);
    let query = robot.json(Method::GET, &format!("{event}/seats?standing=x"), &key, &none).await;
    assert_eq!(query.status, 422);
}

#[tokio::test]
async fn the_list_says_in_which_language_somebody_was_written_to() {
    let s = Story::begin().await;
    s.release().await;
    let guests = format!("{}/guests", s.event);
    s.client.get(&guests).await.says("French").does_not_say("from now on");
    let speaks = "UPDATE contacts SET language = 'en' WHERE native_name = 'Claire Martin'";
    s.app.act(|conn, _| diesel::sql_query(speaks).execute(conn).map_err(DbError::from));
    s.client.get(&guests).await.says("French; from now on English");
}

#[tokio::test]
async fn letters_read_well_in_three_languages() {
    let s = Story::begin().await;
    s.release().await;
    let yes = [("answer", "accepted"), ("note", "Vegetarian, please")];
    s.app.client().post(&format!("/a/{}", s.tokens(2).0), &yes).await;
    let ids: Vec<InvitationId> = (1..=3).map(InvitationId::new).collect();
    let letters = s.app.read(|conn, cx| mail::invitation_letters(conn, cx, &ids, mail::Reading::ToSend));
    let mut all = String::new();
    for letter in letters {
        let mut letter = letter.expect("a letter");
        letter.reader = letter.reader.masked();
        let mail = render::invitation(&letter, "https://convoke.example").expect("a mail");
        assert!(!mail.html.contains("<img") && !mail.html.contains("<script"), "{}", mail.html);
        assert!(mail.html.contains("word-break:break-word"), "a long word is cut, on a phone too: {}", mail.html);
        assert!(mail.html.contains("<span style=\"white-space:nowrap\">+86 352 555 0101</span>"), "{}", mail.html);
        let ics = mail.calendar.expect("a calendar part").ics;
        assert!(ics.contains("METHOD:PUBLISH") && ics.contains("TZID:Asia/Shanghai"), "{ics}");
        assert!(ics.replace("\r\n ", "").contains("ORGANIZER;CN=\"Li Na\":mailto:li.na@convoke.example"), "{ics}");
        assert!(ics.replace("\r\n ", "").contains("UTC+8"), "until when answers are taken, and by whose clock: {ics}");
        assert!(mail.text.contains("UTC+8") && mail.html.contains("UTC+8"));
        all.push_str(&format!("To: {}\nSubject: {}\n\n{}\n=====\n", mail.to_name, mail.subject, mail.text));
    }
    let answers = s.app.read(|conn, cx| mail::confirmations(conn, cx, &[AnswerId::new(1)], mail::Reading::ToSend));
    for letter in answers {
        let mut letter = letter.expect("a letter");
        letter.reader = letter.reader.masked();
        let mail = render::confirmation(&letter, "https://convoke.example").expect("a mail");
        all.push_str(&format!("To: {}\nSubject: {}\n\n{}\n=====\n", mail.to_name, mail.subject, mail.text));
    }
    insta::assert_snapshot!("letters", all);
}

#[tokio::test]
async fn guests_are_found_by_every_filter_of_the_people() {
    let s = Story::begin().await;
    let add = format!("{}/guests/add", s.event);
    s.client.get(&format!("{add}?language=fr")).await.says("Claire Martin").does_not_say("Anna Schmidt");
    s.client.get(&format!("{add}?kind=chamber")).await.does_not_say("Claire Martin");
    let odd = s.client.get(&format!("{add}?kind=guild")).await;
    assert_eq!(odd.status, 422, "{}", odd.text());
    odd.says("chamber");
}
