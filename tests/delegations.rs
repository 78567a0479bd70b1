//! An office is invited with two seats in formal Chinese; it answers without an account, names Deputy Director Li a week later by
//! telephone, and whoever spoke for it before hears nothing more.

use convoke::db::DbError;
use convoke::domain::events;
use convoke::domain::invitations::{self, Audience, Given, RoundText, Source, UNDO_SECONDS, Wish};
use convoke::domain::overview;
use convoke::kernel::localised::Localised;
use diesel::RunQueryDsl;
use reqwest::Method;
use serde_json::json;

use crate::support::contents::contents;
use crate::support::mail::Mail;
use crate::support::world::World;
use crate::support::{TestApp, TestClient};

/// Writes to the institutions of the world's event and lets the letters leave.
pub async fn written(app: &TestApp, world: &World) -> Vec<Mail> {
    let subject = Localised::three("Invitation: {event}", "Invitation : {event}", "关于邀请贵单位出席{event}的函");
    let body =
        Localised::three("We invite you.", "Nous vous invitons.", "兹定于{date}在{city}举行会议，诚邀贵单位派员出席。");
    let text = RoundText::parse("Letter", &subject, &body).expect("a text");
    app.act(|conn, cx| {
        let facts = invitations::event_facts(conn, world.event.event.id)?;
        let round = invitations::create_round(conn, cx, &facts, &text, &Audience::Institutions)?;
        invitations::release(conn, cx, &round, round.version)
    });
    app.pass_seconds(UNDO_SECONDS + 1);
    app.run_until_idle().await;
    app.mails()
}

fn base(world: &World) -> String {
    format!("/programmes/{}/events/{}/delegations", world.outline.programme.slug, world.event.event.public_id)
}

async fn post(client: &TestClient, page: &str, action: &str, fields: &[(&str, &str)]) {
    let sent = client.submit(page, action, fields).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
}

#[tokio::test]
async fn an_office_gets_one_letter_and_answers_by_its_link() {
    let app = TestApp::start();
    let world = World::build(&app);
    let office = world.institution(&app);
    let mails = written(&app, &world).await;
    assert_eq!(mails.iter().map(|m| m.to.as_str()).collect::<Vec<_>>(), ["zhao.min@datong.example.cn"]);
    mails[0].is_sound();
    let text = &mails[0].read.text;
    for said in ["大同市外事办公室", "尊敬的赵主任：", "2016年第1号", "已为贵单位预留2席", "此致", "敬礼"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
    // Under its closing a letter in Chinese says whose it is, and then of which day, as on paper.
    assert!(text.replace("\r\n", "\n").contains("敬礼\n\n可持续城市\nLi Na\n2016年4月18日\n"), "{text}");
    let html = mails[0].read.html.as_deref().unwrap_or_default();
    assert!(html.contains("text-align:right") && html.contains(">可持续城市<br>Li Na<br>2016年4月18日</td>"), "{html}");
    let (client, path) = (app.client(), mails[0].path("/d/"));
    let path = path.trim_end_matches("/letter").to_owned();
    // A scanner opens every link a hundred times, and nothing changes.
    let before = contents(app.database(), &[]);
    for link in ["", "/delegates", "/letter", "?lang=fr"] {
        for _ in 0..25 {
            assert_eq!(client.get(&format!("{path}{link}")).await.status, 200, "{link}");
        }
    }
    assert!(before == contents(app.database(), &[]), "looking changed something");
    client.get(&path).await.says("大同市外事办公室").says("尊敬的赵主任：").says("大同会议");
    post(&client, &path, &path, &[("answer", "accepted"), ("places", "2"), ("note", "")]).await;
    let confirmation = app.one_mail().await;
    confirmation.is_sound();
    let understood = confirmation.read.text.replace("\r\n", "\n");
    assert!(understood.contains("贵单位已获2席") && understood.contains("Li Na\n2016年4月18日\n"), "{understood}");
    let naming = format!("{path}/delegates");
    let fields = [("native_name", "王海燕"), ("latin_name", "Wang Haiyan"), ("role", "科长"), ("dietary", "素食")];
    post(&client, &naming, &naming, &fields).await;
    client.get(&path).await.says("王海燕").says("科长");
    // Sent twice by a nervous thumb, a form acts once; the same person is not named twice.
    let blank = client.get(&naming).await;
    let again = client.submit_on(&blank, &naming, &fields).await;
    assert_eq!(again.status, 422);
    again.says("此人已在名单中");
    assert!(again.body.contains("王海燕"), "what was typed is kept");
    // Fewer places than people: who is in the way is said, and what was typed is kept.
    let other = client.get(&naming).await;
    let two = [("native_name", "刘洋"), ("latin_name", "")];
    assert_eq!(client.submit_on(&other, &naming, &two).await.status, 303);
    assert_eq!(client.submit_on(&other, &naming, &two).await.status, 303, "the same form once more");
    let fewer = client.submit(&path, &path, &[("answer", "accepted"), ("places", "1"), ("note", "")]).await;
    assert_eq!(fewer.status, 422);
    fewer.says("王海燕").says("刘洋");
    let whole = app.read(|conn, cx| invitations::whole_delegation(conn, cx, &office.public_id));
    assert_eq!((whole.delegation.accepted, whole.delegation.named), (2, 2));
    let letter = client.get(&format!("{path}/letter")).await;
    letter.says("2016年第1号").says("大同市外事办公室").says("此致").says("敬礼").says("2016年");
    // The style has the salutation begin at the margin by where it stands: right below the subject, in a paragraph of its own.
    let below = letter.body.split_once("</h1>").expect("a subject").1.trim_start();
    let greeting = below.strip_prefix("<p class=\"hello\">").or(below.strip_prefix("<div class=\"prose\"><p>"));
    assert!(greeting.is_some_and(|text| text.starts_with("尊敬的")), "{below}");
    assert!(!letter.body.contains("Failed"), "{}", letter.body);
    assert!(!letter.body.contains("。 "), "no space between Chinese sentences: {}", letter.body);
    let member = app.member("claire@example.org", world.coordinator()).await;
    member.get(base(&world).trim_end_matches("/delegations")).await.says("An institution answered by its own link");
}

/// What the first page of the world's programme counts: who was asked, and who of those has answered.
fn tally(app: &TestApp, world: &World) -> (i64, i64) {
    let slug = world.outline.programme.slug.to_string();
    let tally = app.read(|conn, cx| overview::load(conn, cx, &slug)).tally;
    (tally.invited, tally.answered)
}

#[tokio::test]
async fn a_programme_counts_places_asked_for_by_letter_as_the_event_does() {
    let app = TestApp::start();
    let world = World::build(&app);
    world.institution(&app);
    assert_eq!(tally(&app, &world), (0, 0));
    written(&app, &world).await;
    assert_eq!(tally(&app, &world), (2, 0), "both places of the letter");
    app.act(|conn, cx| {
        let facts = invitations::event_facts(conn, world.event.event.id)?;
        let round = invitations::find_round(conn, cx, &facts, &world.round.public_id)?;
        invitations::release(conn, cx, &round, round.version)
    });
    assert_eq!(tally(&app, &world), (5, 0), "and three guests");
    let decline = "UPDATE seats SET answer = 'declined' WHERE organisation_id IS NOT NULL AND ordinal = 1";
    app.act(|conn, _| diesel::sql_query(decline).execute(conn).map(|_| ()).map_err(DbError::from));
    let event = app.read(|conn, cx| events::guests(conn, cx, world.event.event.id));
    assert_eq!((event.invited, event.unanswered), (5, 4));
    assert_eq!(tally(&app, &world), (5, 1));
    // Where people count, a place that nobody is named for counts in neither.
    let people = "UPDATE events SET counting = 'people'";
    app.act(|conn, _| diesel::sql_query(people).execute(conn).map(|_| ()).map_err(DbError::from));
    let event = app.read(|conn, cx| events::guests(conn, cx, world.event.event.id));
    assert_eq!((event.invited, event.unanswered), (3, 3));
    assert_eq!(tally(&app, &world), (3, 0));
}

#[tokio::test]
async fn an_old_form_about_a_place_says_who_has_it_now() {
    let app = TestApp::start();
    let world = World::build(&app);
    world.institution(&app);
    let mails = written(&app, &world).await;
    let (client, path) = (app.client(), mails[0].path("/d/").trim_end_matches("/letter").to_owned());
    post(&client, &path, &path, &[("answer", "accepted"), ("places", "1"), ("note", "")]).await;
    let naming = format!("{path}/delegates");
    post(&client, &naming, &naming, &[("native_name", "李明")]).await;
    app.run_until_idle().await;
    app.mails();
    let links = client.get(&path).await.links();
    let withdraw = links.into_iter().find(|l| l.ends_with("/withdraw")).expect("a way to withdraw");
    let instead = withdraw.trim_end_matches("/withdraw").to_owned();
    let (form, asking) = (client.get(&instead).await, client.get(&withdraw).await);
    assert_eq!(client.submit_on(&form, &instead, &[("native_name", "张伟")]).await.status, 303);
    // Two windows were open, and the first has acted.
    let wrong = client.submit_on(&form, &instead, &[("native_name", "王芳"), ("email", "wang.fang@")]).await;
    assert_eq!(wrong.status, 422);
    wrong.says("该席位已有变动").says("张伟");
    let taken_back = client.submit_on(&asking, &withdraw, &[]).await;
    assert_eq!(taken_back.status, 409);
    taken_back.says("该席位已有变动").says("张伟");
    let late = client.submit_on(&form, &instead, &[("native_name", "王芳")]).await;
    assert_eq!(late.status, 409);
    late.says("该席位已有变动").says("张伟");
    assert!(late.body.contains("王芳"), "what was typed is kept: {}", late.body);
    assert_eq!(client.submit_on(&late, &instead, &[]).await.status, 303);
    client.get(&path).await.says("王芳").does_not_say("张伟");
    // Nor does a form that was written by hand and says of nobody that they had the place.
    let form = client.get(&instead).await;
    let forged = client.submit_on(&form, &instead, &[("native_name", "李雷"), ("instead_of", "")]).await;
    assert_eq!(forged.status, 409);
    client.get(&path).await.says("王芳").does_not_say("李雷");
}

#[tokio::test]
async fn it_names_deputy_director_li_by_telephone_and_the_old_contact_hears_nothing_more() {
    let app = TestApp::start();
    let world = World::build(&app);
    let office = world.institution(&app);
    let mails = written(&app, &world).await;
    let old = mails[0].path("/d/").trim_end_matches("/letter").to_owned();
    let member = app.member("claire@example.org", world.coordinator()).await;
    let here = format!("{}/{}", base(&world), office.public_id);
    member.get(&base(&world)).await.says("Foreign Affairs Office of Datong");
    let answer = format!("{here}/answer");
    post(&member, &answer, &answer, &[("answer", "accepted"), ("places", "2"), ("how", "phone"), ("source", "赵主任")])
        .await;
    app.run_until_idle().await;
    app.mails();
    let naming = format!("{here}/delegates/new");
    let fields = [("native_name", "李明"), ("role", "副局长"), ("how", "phone"), ("source", "his secretary Ms Chen")];
    post(&member, &naming, &naming, &fields).await;
    let page = member.get(&here).await;
    page.says("Li Ming").says("his secretary Ms Chen").says("taken by");
    let withdraw = page.links().into_iter().find(|l| l.ends_with("/withdraw")).expect("a way to withdraw");
    member.get(&withdraw).await.says("The place stays the institution").does_not_say("stays yours");
    // Somebody else speaks for the office now.
    let successor = world.guests[0].person.public_id.to_string();
    let edit = format!("{here}/edit");
    post(&member, &edit, &edit, &[("contact", &successor), ("places", "2")]).await;
    assert_eq!(app.client().get(&old).await.status, 404, "the old link opens nothing");
    let page = member.get(&here).await;
    page.says("is written to instead of").says("no link yet").does_not_say("Write the letter");
    assert_eq!(app.run_until_idle().await, 0);
    // It has answered, so no letter asks it: its answer and its link go to whoever speaks for it now, once.
    for _ in 0..2 {
        assert_eq!(member.submit_on(&page, &format!("{here}/link"), &[]).await.status, 303);
    }
    let sent = app.one_mail().await;
    assert_eq!(sent.to, "wang.jianguo@datong.example.cn");
    app.client().get(&sent.path("/d/")).await.says("李明");
    member.get(&here).await.says("were sent to Wang Jianguo").does_not_say("no link yet");
}

#[tokio::test]
async fn who_may_be_meant_is_asked_before_anybody_is_made() {
    let app = TestApp::start();
    let world = World::build(&app);
    let office = world.institution(&app);
    let member = app.member("claire@example.org", world.coordinator()).await;
    let naming = format!("{}/{}/delegates/new", base(&world), office.public_id);
    let fields = [("native_name", "王建国"), ("how", "phone"), ("source", "")];
    let asked = member.submit(&naming, &naming, &fields).await;
    assert_eq!(asked.status, 422);
    asked.says("Who is meant?").says("Wang Jianguo").says("Somebody new");
    let people = contents(app.database(), &[]).values("contacts", "id").len();
    let known = world.guests[0].person.public_id.to_string();
    // He is invited in his own name already, and holds one seat.
    let refused = member.submit_on(&asked, &naming, &[("contact", &known)]).await;
    assert_eq!(refused.status, 422);
    refused.says("One person holds one seat");
    let new = member.submit_on(&asked, &naming, &[("contact", "new")]).await;
    assert_eq!(new.status, 303, "{}", new.text());
    assert_eq!(contents(app.database(), &[]).values("contacts", "id").len(), people + 1);
}

#[tokio::test]
async fn programs_invite_institutions_and_record_what_they_say() {
    let app = TestApp::start();
    let world = World::build(&app);
    let office = world.institution(&app);
    let person = app.person("claire@example.org", world.coordinator());
    let token = app.token(&person, &["read", "write"]);
    let client = app.client();
    let list = format!("/api/v1/events/{}/delegations", world.event.event.public_id);
    let all = client.json(Method::GET, &list, &token, &json!({})).await.value();
    assert_eq!((all["counting"].as_str(), all["items"][0]["places"].as_i64()), (Some("places"), Some(2)));
    let one = format!("/api/v1/delegations/{}", office.public_id);
    let shown = client.json(Method::GET, &one, &token, &json!({})).await;
    let mut body = shown.value();
    body["places"] = json!(3);
    let put = client.json(Method::PUT, &one, &token, &body).await;
    assert_eq!(put.status, 428, "{}", put.text());
    let request = client.request(Method::PUT, &one).bearer_auth(&token).header("if-match", shown.header("etag"));
    let saved = crate::support::send(request.json(&body)).await;
    assert_eq!((saved.status, saved.value()["places"].as_i64()), (200, Some(3)), "{}", saved.text());
    let said = json!({"answer": "accepted", "places": 3, "how": "mail"});
    let taken = client.json(Method::POST, &format!("{one}/answers"), &token, &said).await.value();
    // The conference has two places.
    assert_eq!((taken["accepted"].as_i64(), taken["waiting"].as_i64()), (Some(2), Some(1)));
    let li = json!({"native_name": "李明", "role": "副局长", "how": "phone"});
    let named = client.json(Method::POST, &format!("{one}/delegates"), &token, &li).await;
    assert_eq!(named.status, 200, "{}", named.text());
    // What the event counts, and beside it whom the breakdowns have: three guests and Li Ming.
    let answers = format!("/api/v1/events/{}/answers", world.event.event.public_id);
    let numbers = client.json(Method::GET, &answers, &token, &json!({})).await.value();
    let figures = [&numbers["all"]["seats"], &numbers["named"]["seats"], &numbers["institutions"]["places"]];
    assert_eq!(figures.map(|n| n.as_i64()), [Some(6), Some(4), Some(3)], "{numbers}");
    let broken_down = numbers["places"].as_array().expect("places").iter();
    assert_eq!(broken_down.filter_map(|one| one["tally"]["seats"].as_i64()).sum::<i64>(), 4, "{numbers}");
    let twice = client.json(Method::POST, &format!("{one}/delegates"), &token, &li).await;
    assert_eq!((twice.status, twice.text().contains("named already")), (422, true), "{}", twice.text());
    let seat = named.value()["seats"][0]["id"].as_str().expect("an id").to_owned();
    let gone = client.json(Method::DELETE, &format!("{one}/delegates/{seat}?how=phone"), &token, &json!({})).await;
    assert_eq!(gone.status, 204, "{}", gone.text());
    let story = client.json(Method::GET, &one, &token, &json!({})).await.value();
    let acts: Vec<&str> =
        story["story"].as_array().expect("a story").iter().filter_map(|e| e["act"].as_str()).collect();
    assert_eq!(acts, ["withdrawn", "named", "waits", "answered", "edited", "created"]);
}

#[tokio::test]
async fn an_event_says_what_it_counts() {
    let app = TestApp::start();
    let world = World::build(&app);
    let office = world.institution(&app);
    let member = app.member("claire@example.org", world.coordinator()).await;
    let here = base(&world);
    let accepted = || {
        let facts = app.read(|conn, _| invitations::event_facts(conn, world.event.event.id));
        app.read(|conn, cx| invitations::numbers(conn, cx, &facts)).all.accepted
    };
    let answer = format!("{here}/{}/answer", office.public_id);
    post(&member, &answer, &answer, &[("answer", "accepted"), ("places", "2"), ("how", "phone")]).await;
    assert_eq!(accepted(), 2);
    post(&member, &here, &format!("{here}/counting"), &[("counting", "people")]).await;
    assert_eq!(accepted(), 0);
}

/// What each of the world's guests says by telephone.
fn guests_say(app: &TestApp, world: &World, wishes: &[(&str, Wish)]) {
    app.act(|conn, cx| {
        let event = invitations::event_facts(conn, world.event.event.id)?;
        let source = Source::parse("phone", "").expect("a source");
        for seat in invitations::guests_all(conn, cx, &event, &Default::default())? {
            let Some((_, wish)) = wishes.iter().find(|(name, _)| *name == seat.name.native) else { continue };
            let given = Given { wish: *wish, note: String::new(), needs: None };
            invitations::record_answer(conn, cx, &event, &seat.public_id, &given, &source)?;
        }
        Ok::<_, invitations::InvitationError>(())
    });
}

#[tokio::test]
async fn a_waiting_office_is_seen_found_and_given_free_places() {
    let app = TestApp::start();
    let world = World::build(&app);
    let office = world.institution(&app);
    let member = app.member("claire@example.org", world.coordinator()).await;
    let (list, here) = (base(&world), format!("{}/{}", base(&world), office.public_id));
    member.get(&format!("{list}?standing=waiting")).await.says("No institution waits");
    guests_say(&app, &world, &[("王建国", Wish::Accepted), ("Claire Martin", Wish::Accepted)]);
    let answer = format!("{here}/answer");
    post(&member, &answer, &answer, &[("answer", "accepted"), ("places", "2"), ("how", "phone")]).await;
    app.run_until_idle().await;
    let told = app.mails().into_iter().rfind(|m| m.to.starts_with("zhao.min")).expect("that it waits");
    assert!(!told.read.text.contains("贵单位已获"), "{}", told.read.text);
    let full = member.get(&here).await;
    full.says("It waits for 2 places.").says("2 places were not free, and wait").does_not_say("Give it");
    member.get(&format!("{list}?standing=waiting")).await.says("Foreign Affairs Office of Datong");
    member.get(&list.replace("/delegations", "/guests")).await.says("Institutions wait for 2 places.");
    guests_say(&app, &world, &[("Claire Martin", Wish::Declined)]);
    member.get(&list).await.says("One place is free. Institutions wait for 2 places.");
    let page = member.get(&here).await;
    page.says("This institution waits, and one place could be its own now.");
    assert_eq!(member.submit_on(&page, &format!("{here}/admit"), &[]).await.status, 303);
    let given = member.get(&here).await;
    given.says("It has one place. It waits for one place.").says("One place became free, and was given to them");
    app.run_until_idle().await;
    let told = app.mails().into_iter().rfind(|m| m.to.starts_with("zhao.min")).expect("that a place is theirs");
    assert!(told.read.text.contains("贵单位已获1席"), "{}", told.read.text);
}

#[tokio::test]
async fn programs_find_and_admit_offices_that_wait() {
    let app = TestApp::start();
    let world = World::build(&app);
    let office = world.institution(&app);
    guests_say(&app, &world, &[("王建国", Wish::Accepted), ("Claire Martin", Wish::Accepted)]);
    let person = app.person("claire@example.org", world.coordinator());
    let token = app.token(&person, &["read", "write"]);
    let client = app.client();
    let list = format!("/api/v1/events/{}/delegations?standing=waiting", world.event.event.public_id);
    let one = format!("/api/v1/delegations/{}", office.public_id);
    let items = async || client.json(Method::GET, &list, &token, &json!({})).await.value()["items"].clone();
    assert_eq!(items().await, json!([]));
    let said = json!({"answer": "accepted", "places": 1, "how": "mail"});
    client.json(Method::POST, &format!("{one}/answers"), &token, &said).await;
    assert_eq!(items().await[0]["waiting"], json!(1));
    let admit = format!("{one}/admission");
    let full = client.json(Method::POST, &admit, &token, &json!({})).await;
    assert_eq!(full.status, 409, "{}", full.text());
    guests_say(&app, &world, &[("Claire Martin", Wish::Declined)]);
    let given = client.json(Method::POST, &admit, &token, &json!({})).await;
    assert_eq!((given.status, &given.value()["accepted"]), (200, &json!(1)), "{}", given.text());
    let odd = client.json(Method::GET, &list.replace("waiting", "odd"), &token, &json!({})).await;
    assert_eq!(odd.status, 422, "{}", odd.text());
    app.run_until_idle().await;
    app.mails();
}

#[tokio::test]
async fn letters_and_refusals_are_worded_for_an_office() {
    let app = TestApp::start();
    let world = World::build(&app);
    let office = world.institution(&app);
    let member = app.member("claire@example.org", world.coordinator()).await;
    let text = list_of_rounds(&world, "institutions");
    let page = member.get(&text).await;
    for said in ["Invitation to your institution", "Invitation de votre institution", "关于邀请贵单位出席"] {
        assert!(page.body.contains(said), "{said}");
    }
    assert!(!page.body.contains(": your invitation"), "{}", page.body);
    let chase = member.get(&list_of_rounds(&world, "silent-institutions")).await;
    assert!(chase.body.contains("your institution’s answer") && !chase.body.contains("count on you"), "{}", chase.body);
    let person = app.person("bot@example.org", world.coordinator());
    let token = app.token(&person, &["read", "write"]);
    let client = app.client();
    let one = format!("/api/v1/delegations/{}", office.public_id);
    let shown = client.json(Method::GET, &one, &token, &json!({})).await;
    let mut body = shown.value();
    body["places"] = json!(1);
    body["salutation"]["fr"] = json!("Monsieur le Directeur,");
    body["closing"] = json!({});
    let put = client.request(Method::PUT, &one).bearer_auth(&token).header("if-match", shown.header("etag"));
    let saved = crate::support::send(put.json(&body)).await;
    let closing = saved.value()["closing"]["fr"].as_str().unwrap_or_default().to_owned();
    assert!(closing.contains("d’agréer, Monsieur le Directeur, l’expression"), "{}", saved.text());
    let here = format!("{}/{}", base(&world), office.public_id);
    let answer = format!("{here}/answer");
    let wrong = [("answer", "accepted"), ("places", "5"), ("how", "phone")];
    let refused = member.submit(&answer, &answer, &wrong).await;
    assert_eq!(refused.status, 422);
    refused.says("Only 1 is possible here.");
}

#[tokio::test]
async fn an_office_is_told_of_a_cancellation_without_an_entry_for_a_calendar() {
    let app = TestApp::start();
    let world = World::build(&app);
    world.institution(&app);
    written(&app, &world).await;
    let member = app.member("claire@example.org", world.coordinator()).await;
    let desk = base(&world).replace("/delegations", "");
    let ask = format!("{desk}/state?to=cancelled");
    post(&member, &ask, &format!("{desk}/state"), &[("reason.en", "The mayor fell ill")]).await;
    app.pass_seconds(UNDO_SECONDS + 1);
    let told = app.one_mail().await;
    assert_eq!(told.to, "zhao.min@datong.example.cn");
    assert!(told.read.calendar.is_none() && told.read.text.contains("原定时间"), "{}", told.read.text);
    // Whoever speaks for several knows which is meant.
    assert!(told.read.subject.ends_with("（大同市外事办公室）"), "{}", told.read.subject);
    assert!(told.read.text.starts_with("大同市外事办公室"), "{}", told.read.text);
}

#[tokio::test]
async fn a_letter_on_paper_stays_as_it_was_sent_wherever_the_event_has_gone() {
    let app = TestApp::start();
    let world = World::build(&app);
    world.institution(&app);
    let mails = written(&app, &world).await;
    let path = mails[0].path("/d/").trim_end_matches("/letter").to_owned();
    let (client, letter) = (app.client(), format!("{path}/letter"));
    client.get(&letter).await.says("大同市博物馆");
    let member = app.member("claire@example.org", world.coordinator()).await;
    let desk = base(&world).replace("/delegations", "");
    let hohhot = world.outline.cities.iter().find(|c| c.slug.as_str() == "hohhot").expect("Hohhot");
    let city = hohhot.public_id.to_string();
    let place = [("city", city.as_str()), ("place.en", "Hohhot"), ("place.fr", "Hohhot"), ("place.zh", "呼和浩特")];
    let (form, edit) = (format!("{desk}/move"), format!("{desk}/edit"));
    let page = member.submit(&form, &format!("{form}/check"), &place).await;
    assert_eq!(member.submit_on(&page, &form, &[]).await.status, 303, "{}", page.text());
    post(&member, &edit, &edit, &[("venue_name.zh", "呼和浩特会堂")]).await;
    client.get(&path).await.says("呼和浩特会堂");
    client.get(&letter).await.says("大同当地时间").says("大同市博物馆").does_not_say("呼和浩特会堂");
}

fn list_of_rounds(world: &World, audience: &str) -> String {
    base(world).replace("/delegations", &format!("/rounds/new/text?audience={audience}"))
}

#[tokio::test]
async fn after_the_deadline_a_link_takes_no_name_and_programs_say_how_it_came() {
    let app = TestApp::start();
    let world = World::build(&app);
    let office = world.institution(&app);
    let mails = written(&app, &world).await;
    let (client, path) = (app.client(), mails[0].path("/d/").trim_end_matches("/letter").to_owned());
    post(&client, &path, &path, &[("answer", "accepted"), ("places", "2"), ("note", "")]).await;
    app.run_until_idle().await;
    app.mails();
    let naming = format!("{path}/delegates");
    let blank = client.get(&naming).await;
    app.clock.set("2016-05-17T11:00:00Z".parse().expect("an instant"));
    let late = client.submit_on(&blank, &naming, &[("native_name", "李明")]).await;
    assert_eq!(late.status, 409);
    late.says("您刚才提交的内容已无法受理");
    let looked = client.get(&naming).await;
    assert_eq!(looked.status, 303, "nothing was sent: {}", looked.text());
    client.follow(&looked).await.says("答复截止时间已过").does_not_say("您刚才提交的内容已无法受理");
    let person = app.person("claire@example.org", world.coordinator());
    let token = app.token(&person, &["read", "write"]);
    let delegates = format!("/api/v1/delegations/{}/delegates", office.public_id);
    let named = async |body: serde_json::Value| client.json(Method::POST, &delegates, &token, &body).await;
    let bare = named(json!({"native_name": "李明", "how": "phone"})).await;
    assert_eq!((bare.status, bare.text().contains("source")), (422, true), "{}", bare.text());
    let told = named(json!({"native_name": "李明", "how": "phone", "source": "Ms Chen"})).await;
    assert_eq!(told.status, 200, "{}", told.text());
    let again = named(json!({"native_name": "李明", "how": "phone", "source": "Ms Chen"})).await;
    assert_eq!((again.status, again.text().contains("named already")), (422, true), "{}", again.text());
    assert_eq!(again.value()["errors"][0]["field"], json!("native_name"));
    // Who is named by their entry is refused by that.
    let guest = world.guests[0].person.public_id.to_string();
    let seated = named(json!({"contact": guest, "how": "phone", "source": "Ms Chen"})).await;
    assert_eq!((seated.status, &seated.value()["errors"][0]["field"]), (422, &json!("contact")), "{}", seated.text());
}
