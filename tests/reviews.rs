//! A result from its first file to its approval, told by mail in the language of each reader.

use convoke::access::{Grant, Role};
use convoke::domain::accounts::{self, OwnSettings};
use convoke::domain::deliverables::DeliverableState;
use reqwest::Method;
use serde_json::json;

use crate::files::{Desk, PDF};
use crate::support::Person;

impl Desk {
    /// Somebody who may review, reading this language.
    fn reviewer(&self, name: &str, language: &str) -> Person {
        let p = self.world.outline.programme.id;
        let grants = vec![Grant { role: Role::PrincipalInvestigator, programme: Some(p), city: None }];
        let person = self.app.person(&format!("{name}@example.org"), grants);
        let own = OwnSettings::parse(name, language, "Europe/Paris", None).expect("settings");
        self.app.act(|conn, cx| {
            let actor = convoke::access::Actor::Member(convoke::access::Member {
                account: person.account.id,
                grants: Vec::new(),
                token: None,
                closed: Vec::new(),
            });
            let cx = convoke::access::Context { actor, ..cx.clone() };
            accounts::update_own(conn, &cx, &own)
        });
        person
    }
    async fn name(&self, reviewers: &[&Person], quorum: i32) {
        let ids: Vec<String> = reviewers.iter().map(|r| r.account.public_id.to_string()).collect();
        let version = self.again().version.to_string();
        let path = format!("{}/reviewers", self.api());
        let body = json!({ "reviewers": ids, "quorum": quorum });
        let request = self.app.client().request(Method::PUT, &path).bearer_auth(&self.key);
        let named = crate::support::send(request.header("if-match", format!("\"{version}\"")).json(&body)).await;
        assert_eq!(named.status, 200, "{}", named.text());
    }
}

#[tokio::test]
async fn who_leaves_is_told_of_on_the_version_and_what_waits_on_their_account() {
    let desk = Desk::open(&[]).await;
    let (li, paul) = (desk.reviewer("li.na", "zh"), desk.reviewer("paul", "fr"));
    desk.name(&[&li, &paul], 2).await;
    desk.bring(&[("Report of Datong.pdf", PDF)]).await;
    let version = format!("{}/versions/1", desk.page());
    desk.client.submit(&format!("{version}/submit"), &format!("{version}/submit"), &[]).await;
    desk.app.run_until_idle().await;
    desk.app.mails();
    let whole = vec![Grant { role: Role::Administrator, programme: None, city: None }];
    let root = desk.app.member("root@example.org", whole).await;
    let account = format!("/accounts/{}", paul.account.public_id);
    let shown = root.get(&account).await;
    shown.says("Reviews that wait for this person").says("version 1").says("without them too few are left");
    let closed = root.submit_on(&shown, &format!("{account}/disable"), &[]).await;
    assert_eq!(closed.status, 303, "{}", closed.text());
    root.get(&account).await.does_not_say("Reviews that wait for this person");
    let stuck = desk.client.get(&version).await;
    stuck.says("Too few reviewers are left").says("Can no longer answer: paul").says("Name somebody else");
    desk.client.get(&desk.page()).await.says("Too few reviewers are left").does_not_say("Approvals needed: 2 of 1");
    desk.app.run_until_idle().await;
    let told = desk.app.mails().into_iter().filter(|m| m.to.contains("claire")).count();
    assert_eq!(told, 1, "the author is told, once");
    desk.name(&[&li], 1).await;
    desk.client.get(&version).await.does_not_say("Too few reviewers are left");
    let shown = root.get(&format!("/accounts/{}", li.account.public_id)).await;
    let closed = root.submit_on(&shown, &format!("/accounts/{}/disable", li.account.public_id), &[]).await;
    assert_eq!(closed.status, 303, "{}", closed.text());
    desk.client.get(&desk.page()).await.says("Too few reviewers are left").does_not_say("the state is changed by hand");
}

#[tokio::test]
async fn of_what_is_approved_nothing_is_said_of_reviewers_who_have_left_but_of_the_next_version_is() {
    let desk = Desk::open(&[]).await;
    let (li, paul) = (desk.reviewer("li.na", "en"), desk.reviewer("paul", "en"));
    desk.name(&[&li, &paul], 2).await;
    desk.bring(&[("Report of Datong.pdf", PDF)]).await;
    let version = format!("{}/versions/1", desk.page());
    desk.client.submit(&format!("{version}/submit"), &format!("{version}/submit"), &[]).await;
    for reader in [&li, &paul] {
        let client = desk.app.sign_in(reader).await;
        let done = client.submit(&version, &format!("{version}/reviews"), &[("verdict", "approve")]).await;
        assert_eq!(done.status, 303, "{}", done.text());
    }
    desk.client.get(&desk.page()).await.says("Approvals needed: 2 of 2");
    let whole = vec![Grant { role: Role::Administrator, programme: None, city: None }];
    let root = desk.app.member("root@example.org", whole).await;
    let account = format!("/accounts/{}", paul.account.public_id);
    assert_eq!(root.submit(&account, &format!("{account}/disable"), &[]).await.status, 303);
    let page = desk.client.get(&desk.page()).await;
    page.says("li.na")
        .does_not_say("Too few reviewers are left")
        .does_not_say("For the next version")
        .does_not_say("Approvals needed: 2 of");
    desk.bring(&[("Report of Datong, second.pdf", PDF)]).await;
    desk.client.get(&desk.page()).await.says("For the next version, approvals needed: 2; reviewers left: 1.");
    desk.app.run_until_idle().await;
    desk.app.mails();
}

#[tokio::test]
async fn reviewers_are_asked_and_authors_are_told() {
    let desk = Desk::open(&[]).await;
    let (li, paul) = (desk.reviewer("li.na", "zh"), desk.reviewer("paul", "fr"));
    desk.name(&[&li, &paul], 2).await;
    desk.client.get("/programmes/cities/history?kind=deliverable").await.says("li.na and paul");
    let log = "/api/v1/programmes/cities/history?kind=deliverable&action=reviewers-named";
    let told = desk.client_without_cookie().json(Method::GET, log, &desk.key, &json!(null)).await.value();
    let named = format!("{} {}", li.account.public_id, paul.account.public_id);
    let changes = told["items"][0]["changes"].as_array().cloned().unwrap_or_default();
    let after = changes.iter().find(|c| c["field"] == "reviewers").map(|c| c["after"].clone());
    assert_eq!(after, Some(json!(named)), "{told}");
    let page = desk.client.follow(&desk.bring(&[("Report of Datong.pdf", PDF)]).await).await;
    let ask = desk.client.get(&format!("{}/submit", page.path.split('?').next().expect("a path"))).await;
    ask.says("li.na and paul will get a mail").says("Approvals needed: 2");
    let version = format!("{}/versions/1", desk.page());
    let sent = desk.client.submit_on(&ask, &format!("{version}/submit"), &[("notes", "Figures of 2015 added")]).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    desk.app.run_until_idle().await;
    let mut mails = desk.app.mails();

    let first = desk.app.sign_in(&li).await;
    let shown = first.get(&version).await;
    shown.says("我批准").says("我要求修改");
    let silent =
        first.submit_on(&shown, &format!("{version}/reviews"), &[("verdict", "changes"), ("words", " ")]).await;
    assert_eq!(silent.status, 422, "whoever gives work back says why");
    let said = [("verdict", "changes"), ("words", "第三章缺少2015年的数据。\n图2的单位不清楚。")];
    assert_eq!(first.submit(&version, &format!("{version}/reviews"), &said).await.status, 303);
    desk.app.run_until_idle().await;
    mails.extend(desk.app.mails());
    assert_eq!(desk.again().state, DeliverableState::Draft);
    desk.client.get(&version).await.says("Changes asked for").says("第三章缺少2015年的数据");
    desk.client.get("/programmes/cities/history?kind=deliverable").await.says("asks for changes");

    assert_eq!(desk.bring(&[("Report of Datong, second.pdf", PDF)]).await.status, 303);
    let version = format!("{}/versions/2", desk.page());
    desk.client.submit(&format!("{version}/submit"), &format!("{version}/submit"), &[]).await;
    let second = desk.app.sign_in(&paul).await;
    for (client, state) in [(&first, DeliverableState::InReview), (&second, DeliverableState::Approved)] {
        let done = client.submit(&version, &format!("{version}/reviews"), &[("verdict", "approve")]).await;
        assert_eq!(done.status, 303, "{}", done.text());
        assert_eq!(desk.again().state, state);
    }
    desk.app.run_until_idle().await;
    mails.extend(desk.app.mails().into_iter().filter(|m| m.to.contains("claire")));
    desk.client.get(&desk.page()).await.says("Approved version").says("Report of Datong, second.pdf");
    desk.client.get(&desk.page()).await.says("Take the approval back").does_not_say("Send to review");
    let back = desk.client.get(&format!("{}/state?to=in-review", desk.page())).await;
    back.says("Take the approval back").says("are at risk until it is approved again");
    let base = desk.app.base.clone();
    let id = desk.deliverable.public_id.to_string();
    let told: Vec<String> = mails
        .iter()
        .map(|m| {
            let text = m.read.text.replace(&base, "https://convoke.example").replace(&id, "[id]");
            format!("To: {}\nSubject: {}\n\n{}", m.to, m.read.subject, text.trim_end())
        })
        .collect();
    insta::assert_snapshot!("review_mails", told.join("\n\n----\n\n"));
    let back = [("verdict", "take-back"), ("words", "Une erreur dans l’annexe")];
    assert_eq!(second.submit(&version, &format!("{version}/reviews"), &back).await.status, 303);
    assert_eq!(desk.again().state, DeliverableState::InReview, "one approval is too few");
    desk.app.run_until_idle().await;
    let told = desk.app.mails();
    let subjects: Vec<(&str, &str)> = told.iter().map(|m| (m.to.as_str(), m.read.subject.as_str())).collect();
    assert_eq!(subjects, [("claire@example.org", "Approval taken back: “Maps of the city and its region”")]);
    assert!(told[0].read.text.contains("> Une erreur dans l’annexe"), "{}", told[0].read.text);
}

#[tokio::test]
async fn an_approval_taken_back_by_hand_is_asked_for_anew_and_says_why() {
    let desk = Desk::open(&[]).await;
    let li = desk.reviewer("li.na", "en");
    desk.name(&[&li], 1).await;
    assert_eq!(desk.bring(&[("report.pdf", PDF)]).await.status, 303);
    let version = format!("{}/versions/1", desk.page());
    desk.client.submit(&format!("{version}/submit"), &format!("{version}/submit"), &[]).await;
    let reader = desk.app.sign_in(&li).await;
    let yes = reader.submit(&version, &format!("{version}/reviews"), &[("verdict", "approve")]).await;
    assert_eq!(yes.status, 303, "{}", yes.text());
    reader.get(&version).await.says("Approvals: 1 of 1 needed").does_not_say("in an earlier round");
    desk.app.run_until_idle().await;
    desk.app.mails();
    let ask = desk.client.get(&format!("{}/state?to=in-review", desk.page())).await;
    let why = [("reason", "Figure 2 is wrong")];
    let back = desk.client.submit_on(&ask, &format!("{}/state", desk.page()), &why).await;
    assert_eq!(back.status, 303, "{}", back.text());
    desk.app.run_until_idle().await;
    let mails = desk.app.mails();
    assert_eq!(mails.len(), 1);
    let text = &mails[0].read.text;
    assert!(text.contains("once more: its approval was taken back"), "{text}");
    assert!(text.contains("> Figure 2 is wrong"), "{text}");
    let page = reader.get(&version).await;
    page.says("in an earlier round").says("Figure 2 is wrong").says("Approvals: 0 of 1 needed");
    let said = desk.call(Method::GET, "/versions/1/reviews", json!(null)).await.value();
    assert_eq!((&said["round"], &said["items"][0]["round"]), (&json!(2), &json!(1)), "{said}");
}

#[tokio::test]
async fn one_s_own_work_is_not_offered_for_approval_and_another_s_is() {
    let desk = Desk::open(&[]).await;
    assert_eq!(desk.bring(&[("report.pdf", PDF)]).await.status, 303);
    let version = format!("{}/versions/1", desk.page());
    desk.client.submit(&format!("{version}/submit"), &format!("{version}/submit"), &[]).await;
    let links = desk.client.get(&desk.page()).await;
    links.says("somebody else approves it");
    assert!(!links.links().iter().any(|link| link.ends_with("state?to=approved")), "{:?}", links.links());
    let other = desk.app.sign_in(&desk.reviewer("li.na", "en")).await;
    let links = other.get(&desk.page()).await;
    links.does_not_say("somebody else approves it");
    assert!(links.links().iter().any(|link| link.ends_with("state?to=approved")), "{:?}", links.links());
    let done = other.submit(&version, &format!("{version}/reviews"), &[("verdict", "approve")]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(desk.again().state, DeliverableState::Approved);
    desk.app.run_until_idle().await;
    let told: Vec<String> = desk.app.mails().into_iter().map(|mail| mail.read.subject).collect();
    assert_eq!(told.len(), 1, "its author is told: {told:?}");
}

#[tokio::test]
async fn a_program_learns_who_approved_by_hand_and_why() {
    let desk = Desk::open(&[]).await;
    assert_eq!(desk.bring(&[("report.pdf", PDF)]).await.status, 303);
    let version = format!("{}/versions/1", desk.page());
    desk.client.submit(&format!("{version}/submit"), &format!("{version}/submit"), &[]).await;
    let before = desk.call(Method::GET, "/versions/1/reviews", json!(null)).await.value();
    assert_eq!((&before["quorum"], &before["by_hand"]), (&json!(null), &json!(null)), "{before}");
    let other = desk.app.sign_in(&desk.reviewer("li.na", "en")).await;
    let ask = other.get(&format!("{}/state?to=approved", desk.page())).await;
    let why = [("reason", "Agreed at the meeting of 12 April")];
    let done = other.submit_on(&ask, &format!("{}/state", desk.page()), &why).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let said = desk.call(Method::GET, "/versions/1/reviews", json!(null)).await.value();
    let by_hand = &said["by_hand"];
    assert_eq!((&said["quorum"], &by_hand["by"], &by_hand["words"]), (&json!(null), &json!("li.na"), &json!(why[0].1)));
    assert_eq!(said["items"], json!([by_hand]), "it stands among what was said");
    other.get(&version).await.says(why[0].1);
    desk.name(&[&desk.reviewer("paul", "fr")], 1).await;
    let named = desk.call(Method::GET, "/versions/1/reviews", json!(null)).await.value();
    assert_eq!((&named["quorum"], &named["by_hand"]), (&json!(1), &json!(null)), "{named}");
    desk.app.run_until_idle().await;
    desk.app.mails();
}

#[tokio::test]
async fn only_the_named_review_and_only_the_entitled_name_them() {
    let desk = Desk::open(&[]).await;
    let p = desk.world.outline.programme.id;
    let paul = desk.reviewer("paul", "fr");
    let city = desk.world.outline.cities[0].id;
    let local = vec![Grant { role: Role::LocalCoordinator, programme: Some(p), city: Some(city) }];
    let writer = desk.app.member("writer@example.org", local).await;
    assert_eq!(
        writer.get(&format!("{}/reviewers", desk.page())).await.status,
        403,
        "whom the rule binds cannot lift it"
    );
    desk.name(&[&paul], 1).await;
    assert_eq!(desk.bring(&[("report.pdf", PDF)]).await.status, 303);
    let version = format!("{}/versions/1", desk.page());
    desk.client.submit(&format!("{version}/submit"), &format!("{version}/submit"), &[]).await;
    let forged = desk.call(Method::POST, "/versions/1/reviews", json!({ "verdict": "approve" })).await;
    assert_eq!(forged.status, 403, "{}", forged.text());
    let by_hand = desk.client.get(&format!("{}/state?to=approved", desk.page())).await;
    let done = desk.client.submit_on(&by_hand, &format!("{}/state", desk.page()), &[]).await;
    assert_eq!(done.status, 409);
    done.says("The reviewers decide");
    desk.app.run_until_idle().await;
    assert_eq!(desk.app.mails().len(), 1);
}

#[tokio::test]
async fn whom_one_may_name_stand_by_where_they_belong_the_city_s_own_first() {
    let desk = Desk::open(&[]).await;
    let p = desk.world.outline.programme.id;
    let own = desk.deliverable.city.expect("a city's deliverable");
    let other = desk.world.outline.cities.iter().find(|c| c.id != own).expect("another city").clone();
    let own = desk.world.outline.city(own).expect("its city").clone();
    let of = |city| vec![Grant { role: Role::LocalCoordinator, programme: Some(p), city: Some(city) }];
    desk.app.person("zhao.here@example.org", of(own.id));
    let far = desk.app.person("anna.there@example.org", of(other.id));
    desk.reviewer("paul", "fr");
    let form = format!("{}/reviewers", desk.page());
    let page = desk.client.get(&form).await;
    let at = |page: &crate::support::Page, words: &str| {
        page.body.find(words).unwrap_or_else(|| panic!("{words:?} is not there: {}", page.text()))
    };
    let order = ["zhao.here", "Whole programme", "paul", "anna.there"].map(|words| at(&page, words));
    assert!(order.is_sorted(), "{order:?}: {}", page.text());
    let summary = |page: &crate::support::Page, city: &str| {
        let end = at(page, &format!("<summary>{city} ("));
        page.body[..end].ends_with(" open>")
    };
    let name = |city: &convoke::domain::programme::City| city.name.best(convoke::kernel::locale::Locale::En).to_owned();
    assert!(summary(&page, &name(&own)) && !summary(&page, &name(&other)), "{}", page.body);
    let id = far.account.public_id.to_string();
    let saved = desk.client.submit_on(&page, &form, &[("reviewers", &id), ("quorum", "1")]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    assert!(summary(&desk.client.get(&form).await, &name(&other)), "whoever is named is seen");
}
