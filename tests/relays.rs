//! A chamber officer relays a report: offered on the desk, answered by a link without an account, and told of another day by mail.

use convoke::access::{Grant, Role};
use convoke::domain::contacts::{
    self, AddressDraft, AffiliationDraft, ContactDraft, NewContact, NewOrganisation, OrganisationDraft,
};
use convoke::domain::deliverables::{self, Audience, DeliverableState, EditDeliverable};
use convoke::domain::invitations::UNDO_SECONDS;
use convoke::domain::programme::OwnerChoice;
use convoke::kernel::localised::Localised;
use reqwest::Method;
use serde_json::json;

use crate::files::{Desk, PDF};
use crate::support::contents::contents;
use crate::support::send;

const BOARD: &str = "/programmes/cities/relays";

/// A desk with an external report that is approved, and a French-speaking chamber as a channel.
async fn desk() -> Desk {
    let desk = Desk::open(&[]).await;
    let of = desk.again();
    let external = EditDeliverable {
        kind: of.kind,
        audience: Audience::External,
        title: Localised::three("The report", "Le rapport", "报告"),
        due_on: of.due_on,
        owner: OwnerChoice::Nobody,
    };
    desk.app.act(|conn, cx| deliverables::edit(conn, cx, &of, of.version, &external));
    assert_eq!(desk.bring(&[("Report.pdf", PDF)]).await.status, 303);
    go(&desk, DeliverableState::InReview);
    go(&desk, DeliverableState::Approved);
    desk.app.run_until_idle().await;
    desk.app.mails();
    channel(&desk).await;
    desk
}

fn go(desk: &Desk, next: DeliverableState) {
    let of = desk.again();
    desk.app.act(|conn, cx| deliverables::advance(conn, cx, &of, of.version, (next, "because")));
}

async fn channel(desk: &Desk) {
    let draft = OrganisationDraft {
        name: Localised::three("Chamber of Lille", "Chambre de Lille", ""),
        kind: "chamber".to_owned(),
        country: "FR".to_owned(),
        ..OrganisationDraft::default()
    };
    let new = NewOrganisation::parse(draft).expect("an organisation");
    let house = desk.app.act(|conn, cx| contacts::create_organisation(conn, cx, &new));
    let draft = ContactDraft {
        native_name: "Lucie Verdier".to_owned(),
        language: "fr".to_owned(),
        addresses: vec![AddressDraft { email: "lucie@chambre.example".to_owned(), label: String::new() }],
        affiliations: vec![AffiliationDraft {
            organisation: "Chambre de Lille".to_owned(),
            ..AffiliationDraft::default()
        }],
        ..ContactDraft::default()
    };
    let new = NewContact::parse(draft).expect("a person");
    let officer = desk.app.act(|conn, cx| contacts::create(conn, cx, &new)).person.public_id;
    let list = format!("{BOARD}/channels");
    desk.client.get(&format!("{list}/new")).await.says("Chamber of Lille");
    let form = format!("{list}/new?organisation={}", house.public_id);
    let refused = desk.client.submit(&form, &list, &[("officer", officer.as_str()), ("members", "many")]).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert_eq!(refused.form(&list).value("members"), Some("many"), "what was typed is kept");
    let made = desk.client.submit(&form, &list, &[("officer", officer.as_str()), ("members", "1,200")]).await;
    assert_eq!(made.status, 303, "{}", made.text());
    let twice = desk.client.submit(&form, &list, &[("officer", officer.as_str())]).await;
    assert_eq!(twice.status, 422, "{}", twice.text());
    desk.client.get(&list).await.says("Chamber of Lille").says("Lucie Verdier").says("1,200");
    let there = desk.client.get(&format!("{list}/new")).await;
    there.says("is a channel already");
    assert!(!there.links().contains(&form), "it leads to the channel there is: {:?}", there.links());
}

fn here(desk: &Desk) -> String {
    format!("{}/relays", desk.page())
}

/// Writes the package and offers it to everybody; gives the officer's link.
async fn offered(desk: &Desk, embargo: &[(&str, &str)]) -> String {
    let here = here(desk);
    let form = format!("{here}/package");
    let mut fields = vec![("short.en", "In short."), ("long.en", "At length."), ("short.fr", "En bref.")];
    fields.extend(embargo);
    let half = desk.client.submit(&form, &form, &fields).await;
    assert_eq!(half.status, 422, "{}", half.text());
    fields.push(("long.fr", "Tout au long."));
    let saved = desk.client.submit(&form, &form, &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let ask = format!("{here}/offer");
    let page = desk.client.get(&ask).await;
    page.says("One mail can leave").says("French").says("Chamber of Lille");
    let sent = desk.client.submit_on(&page, &ask, &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert_eq!(desk.client.submit_on(&page, &ask, &[]).await.status, 303, "sent twice it acts once");
    assert_eq!(desk.app.run_until_idle().await, 0, "it can be called back");
    desk.client.get(&here).await.says("mail is about to leave");
    desk.client.get(BOARD).await.says("No organisation has told yet").does_not_say("by 0 reports");
    desk.app.pass_seconds(UNDO_SECONDS + 1);
    let mail = desk.app.one_mail().await;
    mail.is_sound();
    assert_eq!(mail.to, "lucie@chambre.example");
    assert!(mail.read.text.contains("En bref."), "{}", mail.read.text);
    assert!(mail.read.text.contains("Chambre de Lille"), "{}", mail.read.text);
    mail.path("/r/")
}

#[tokio::test]
async fn an_officer_reports_by_the_link_and_the_desk_sees_it() {
    let desk = desk().await;
    let link = offered(&desk, &[("embargo", "day"), ("embargo_on", "2016-04-20")]).await;
    let officer = desk.app.client();
    let page = officer.get(&link).await;
    page.says("Tout au long.").says("Report.pdf").says("20 avril 2016");
    let file = page.links().into_iter().find(|l| l.contains("/files/")).expect("a file");
    assert_eq!(officer.get(&file).await.body.as_bytes(), PDF);
    officer.head(&link).await;
    let early = officer.submit_on(&page, &link, &[("act", "report"), ("members", "1200"), ("on", "2016-04-19")]).await;
    assert_eq!(early.status, 422, "{}", early.text());
    assert_eq!(early.form(&link).value("members"), Some("1200"), "what was typed is kept");
    let taken = officer.submit_on(&page, &link, &[("act", "taken"), ("members", "1200")]).await;
    assert_eq!(taken.status, 200, "{}", taken.text());
    taken.says("Merci de vous en charger.");
    assert_eq!(taken.form(&link).value("members"), Some("1200"), "what was typed beside it is kept");
    taken.says("n’est pas encore envoyé");
    officer.get(&link).await.says("Merci de vous en charger.").does_not_say("n’est pas encore envoyé");
    desk.app.pass_seconds(4 * 86_400);
    let report = [("act", "report"), ("members", "1 200"), ("on", "2016-04-20")];
    let late = officer.submit_on(&page, &link, &report).await;
    assert_eq!(late.status, 409, "it was told otherwise since this page was opened: {}", late.text());
    let done = officer.submit_on(&late, &link, &report).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let english = officer.get(&format!("{link}?lang=en")).await;
    english.says("Thank you: passed on to").says("members on 20 Apr 2016");
    english.says("At length.").does_not_say("Tout au long.");
    desk.client.get(&here(&desk)).await.says("reported").says("1,200").says("20 Apr 2016");
    let past = desk.client.get(&desk.page()).await;
    past.says("State of a relay changed")
        .says("its own link")
        .says("Chamber of Lille")
        .does_not_say("Chambre de Lille");
    desk.client.get(BOARD).await.says("Members reached: 1,200, by one report").says("France");
    let csv = desk.client.get(&format!("{BOARD}.csv")).await;
    assert!(csv.body.contains("1200"), "{}", csv.body);
    let visits = contents(desk.app.database(), &[]).rows("relay_visits").len();
    assert_eq!(visits, 4, "three openings and one file");
}

#[tokio::test]
async fn programs_read_relays_and_enter_what_houses_tell() {
    let desk = desk().await;
    let base = "/api/v1/programmes/cities";
    let client = desk.client_without_cookie();
    let get =
        async |path: &str| client.json(Method::GET, &format!("{base}/{path}"), &desk.key, &json!(null)).await.value();
    let channels = get("relay-channels").await;
    assert_eq!(channels["items"][0]["members"].as_i64(), Some(1_200));
    assert_eq!(get("relays").await["items"].as_array().map(Vec::len), Some(0));
    offered(&desk, &[("embargo", "none")]).await;
    let package = client.json(Method::GET, &format!("{}/relay-package", desk.api()), &desk.key, &json!(null)).await;
    let shown = package.value();
    assert_eq!((shown["short"]["fr"].as_str(), shown["embargo"].as_str()), (Some("En bref."), Some("none")));
    let put = client.request(Method::PUT, &format!("{}/relay-package", desk.api())).bearer_auth(&desk.key);
    let same = send(put.header("if-match", package.header("etag")).json(&shown)).await;
    assert_eq!((same.status, same.value()), (200, shown), "what GET gave may be put back");
    let relay = get("relays").await["items"][0].clone();
    assert_eq!((relay["state"].as_str(), relay["language"].as_str()), (Some("offered"), Some("fr")));
    let path = format!("{}/relays/{}", desk.api(), relay["id"].as_str().expect("an id"));
    let body = json!({ "act": "report", "members": 850, "on": "2016-04-18" });
    let tell = async |seen: &str| {
        let request = client.request(Method::POST, &path).bearer_auth(&desk.key);
        send(request.header("if-match", seen).json(&body)).await
    };
    assert_eq!(client.json(Method::POST, &path, &desk.key, &body).await.status, 428);
    let told = tell("\"1\"").await;
    assert_eq!(told.status, 200, "{}", told.text());
    assert_eq!((told.value()["state"].as_str(), told.value()["source"].as_str()), (Some("reported"), Some("staff")));
    assert_eq!(tell("\"1\"").await.status, 412);
    let late = client.json(Method::POST, &format!("{}/relays/recall", desk.api()), &desk.key, &json!(null)).await;
    assert_eq!(late.status, 409, "the mail has left: {}", late.text());
    let offer = json!({ "version": 1, "channels": [channels["items"][0]["id"]] });
    let twice = client.json(Method::POST, &format!("{}/relays", desk.api()), &desk.key, &offer).await;
    assert_eq!(twice.status, 409, "{}", twice.text());
}

#[tokio::test]
async fn programs_change_retire_and_remove_channels_and_call_an_offer_back() {
    let desk = desk().await;
    let (list, client) = ("/api/v1/programmes/cities/relay-channels", desk.client_without_cookie());
    let call = async |method: Method, path: &str, tag: &str, body: &serde_json::Value| {
        let request = client.request(method, path).bearer_auth(&desk.key).header("if-match", tag);
        send(request.json(body)).await
    };
    let get = async |path: &str| client.json(Method::GET, path, &desk.key, &json!(null)).await;
    let id = get(list).await.value()["items"][0]["id"].as_str().expect("an id").to_owned();
    let here = format!("{list}/{id}");
    let page = get(&here).await;
    let mut body = page.value();
    body["members"] = json!(900);
    let changed = call(Method::PUT, &here, page.header("etag"), &body).await;
    assert_eq!((changed.status, changed.value()["members"].as_i64()), (200, Some(900)), "{}", changed.text());
    let late = call(Method::PUT, &here, page.header("etag"), &body).await;
    assert_eq!(late.status, 412, "{}", late.text());
    let told = late.value()["changes"].as_array().expect("what was changed").clone();
    let fields: Vec<_> = told.iter().map(|change| change["field"].as_str().unwrap_or_default()).collect();
    assert_eq!(fields, ["members"], "which channel it was is no change of it");
    assert_eq!(client.json(Method::PUT, &here, &desk.key, &body).await.status, 428);
    let mut stranger = changed.value();
    stranger["officer"] = json!(desk.world.guests[0].person.public_id);
    let refused = call(Method::PUT, &here, changed.header("etag"), &stranger).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    let fault = &refused.value()["errors"][0];
    assert_eq!((fault["field"].as_str(), fault["reason"].as_str()), (Some("officer"), Some("not-theirs")));
    body["retired"] = json!(true);
    let retired = call(Method::PUT, &here, changed.header("etag"), &body).await;
    assert_eq!(retired.value()["retired"].as_bool(), Some(true), "{}", retired.text());
    body["retired"] = json!(false);
    let asked = call(Method::PUT, &here, retired.header("etag"), &body).await;
    assert_eq!(asked.value()["retired"].as_bool(), Some(false), "{}", asked.text());
    let package = json!({"short": {"fr": "En bref."}, "long": {"fr": "Tout au long."}});
    let made = client.json(Method::POST, &format!("{}/relay-package", desk.api()), &desk.key, &package).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let (relays, offer) = (format!("{}/relays", desk.api()), json!({"version": 1, "channels": [id]}));
    let offered = client.json(Method::POST, &relays, &desk.key, &offer).await;
    assert_eq!(offered.value()["offered"].as_i64(), Some(1), "{}", offered.text());
    let recalled = client.json(Method::POST, &format!("{relays}/recall"), &desk.key, &json!(null)).await;
    assert_eq!(recalled.value()["recalled"].as_i64(), Some(1), "{}", recalled.text());
    desk.app.pass_seconds(UNDO_SECONDS + 60);
    desk.app.run_until_idle().await;
    assert!(desk.app.mails().is_empty(), "nobody was told");
    let gone = call(Method::DELETE, &here, asked.header("etag"), &json!(null)).await;
    assert_eq!(gone.status, 204, "{}", gone.text());
    assert_eq!(get(&here).await.status, 404, "it was never offered anything");
}

#[tokio::test]
async fn what_is_withdrawn_is_shown_so_and_what_is_internal_is_nowhere() {
    let desk = desk().await;
    let link = offered(&desk, &[("embargo", "none")]).await;
    let officer = desk.app.client();
    let page = officer.get(&link).await;
    let file = page.links().into_iter().find(|l| l.contains("/files/")).expect("a file");
    let form = desk.client.get(&format!("{}/edit", desk.page())).await;
    form.says("the link of the one channel that was offered it rests");
    assert_eq!(officer.submit_on(&page, &link, &[("act", "taken")]).await.status, 303);
    go(&desk, DeliverableState::Withdrawn);
    let over = officer.get(&format!("{link}?lang=en")).await;
    over.says("was withdrawn or replaced").does_not_say("En bref.").does_not_say("Thank you for taking it on");
    assert_eq!(officer.get(&file).await.status, 404);
    let told = officer.submit_on(&page, &link, &[("act", "taken")]).await;
    assert_eq!(told.status, 409, "{}", told.text());
    let shorter = &link[..link.len() - 1];
    for gone in ["/r/1-0123456789abcdef", "/r/nothing", shorter] {
        assert_eq!(officer.get(gone).await.status, 404, "{gone}");
    }
}

#[tokio::test]
async fn while_it_is_revised_nobody_is_thanked_for_passing_it_on_or_named_a_day() {
    let desk = desk().await;
    let link = offered(&desk, &[("embargo", "day"), ("embargo_on", "2016-04-20")]).await;
    let officer = desk.app.client();
    let english = format!("{link}?lang=en");
    let page = officer.get(&english).await;
    page.says("We will do it").says("20 April 2016");
    go(&desk, DeliverableState::InReview);
    let revised = officer.get(&english).await;
    revised.says("It is being revised").does_not_say("20 April 2016").does_not_say("We will do it");
    revised.says("Tell us it was passed on");
    desk.client.get(&here(&desk)).await.says("Not to be passed on until it is approved again");
    go(&desk, DeliverableState::Approved);
    let page = officer.get(&english).await;
    assert_eq!(officer.submit_on(&page, &english, &[("act", "taken")]).await.status, 303);
    officer.get(&english).await.says("Thank you for taking it on");
    go(&desk, DeliverableState::InReview);
    officer.get(&english).await.says("It is being revised").does_not_say("Thank you for taking it on");
}

#[tokio::test]
async fn a_move_says_which_embargoes_shift_and_that_is_what_leaves() {
    let desk = desk().await;
    let event = desk.world.event.event.public_id.to_string();
    let embargo = [("embargo", "event"), ("embargo_event", event.as_str()), ("embargo_days", "3")];
    offered(&desk, &embargo).await;
    let (form, check) =
        (format!("/programmes/cities/events/{event}/move"), format!("/programmes/cities/events/{event}/move/check"));
    let told = desk
        .client
        .submit(
            &form,
            &check,
            &[("starts", "2016-06-07T09:00"), ("ends", "2016-06-07T17:30"), ("reply_by", "2016-05-31T18:00")],
        )
        .await;
    told.says("27 May 2016 → 10 Jun 2016").says("One channel is told by mail");
    let moved = desk.client.submit_on(&told, &form, &[]).await;
    assert_eq!(moved.status, 303, "{}", moved.text());
    desk.app.run_until_idle().await;
    let early: Vec<_> = desk.app.mails().into_iter().filter(|mail| mail.to == "lucie@chambre.example").collect();
    assert!(early.is_empty(), "it can be called back");
    desk.app.pass_seconds(UNDO_SECONDS + 60);
    desk.app.run_until_idle().await;
    let later: Vec<_> = desk.app.mails().into_iter().filter(|mail| mail.to == "lucie@chambre.example").collect();
    assert_eq!(later.len(), 1);
    let text = later[0].read.text.replace('\u{a0}', " ");
    assert!(text.contains("10 juin 2016"), "{text}");
    let off = desk.client.get(&format!("/programmes/cities/events/{event}/state?to=postponed")).await;
    off.says("10 Jun 2016 → not known yet");
    let path = format!("/api/v1/events/{event}/embargoes/preview");
    let told = desk.client_without_cookie().json(Method::GET, &path, &desk.key, &json!(null)).await.value();
    assert_eq!((told["items"][0]["before"].as_str(), told["items"][0]["told"].as_i64()), (Some("2016-06-10"), Some(1)));
    assert!(told["items"][0]["after"].is_null());
}

/// What the officer got since it was last asked.
fn letters(desk: &Desk) -> Vec<String> {
    let own = desk.app.mails().into_iter().filter(|mail| mail.to == "lucie@chambre.example");
    own.map(|mail| mail.read.text.replace('\u{a0}', " ")).collect()
}

#[tokio::test]
async fn another_embargo_is_asked_about_first_and_can_be_changed_back_for_five_minutes() {
    let desk = desk().await;
    offered(&desk, &[("embargo", "none")]).await;
    let form = format!("{}/package", here(&desk));
    let kept = [("embargo", "day"), ("embargo_on", "2016-05-03")];
    let asked = desk.client.submit(&form, &form, &kept).await;
    assert_eq!(asked.status, 200, "{}", asked.text());
    asked.says("One officer is told by mail").says("French: 1").says("Free from 3 May 2016");
    let preview = format!("{}/relay-package/preview", desk.api());
    let body = json!({"short": {"fr": "En bref."}, "long": {"fr": "Tout au long."}, "embargo": "day", "embargo_on": "2016-05-03"});
    let told = desk.client_without_cookie().json(Method::POST, &preview, &desk.key, &body).await.value();
    assert_eq!((told["told"].as_i64(), told["by_language"]["fr"].as_i64()), (Some(1), Some(1)), "{told}");
    assert_eq!((told["before"].as_str(), told["after"].as_str()), (None, Some("2016-05-03")));
    let typed = desk.client.submit_on(&asked, &form, &[("again", "yes")]).await;
    assert_eq!(typed.form(&form).value("embargo_on"), Some("2016-05-03"), "what was typed is kept");
    let saved = desk.client.submit_on(&asked, &form, &[]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    assert_eq!(desk.client.submit_on(&asked, &form, &[]).await.status, 303, "sent twice it acts once");
    desk.app.pass_seconds(60);
    desk.app.run_until_idle().await;
    let back = desk.client.submit(&form, &form, &[("embargo", "none")]).await;
    back.says("No officer is told by mail").says("was told so already");
    assert_eq!(desk.client.submit_on(&back, &form, &[]).await.status, 303);
    desk.app.pass_seconds(UNDO_SECONDS + 60);
    desk.app.run_until_idle().await;
    assert!(letters(&desk).is_empty(), "it was changed back in time");
    let asked = desk.client.submit(&form, &form, &kept).await;
    assert_eq!(desk.client.submit_on(&asked, &form, &[]).await.status, 303);
    desk.app.pass_seconds(UNDO_SECONDS + 60);
    desk.app.run_until_idle().await;
    let told = letters(&desk);
    assert!(told.len() == 1 && told[0].contains("3 mai 2016"), "{told:?}");
    let texts = desk.client.submit(&form, &form, &[("short.fr", "Encore plus bref.")]).await;
    assert_eq!(texts.status, 303, "other texts are told to nobody: {}", texts.text());
}

#[tokio::test]
async fn an_officer_is_asked_to_leave_be_what_was_taken_back_and_hears_when_it_is_approved_again() {
    let desk = desk().await;
    let link = offered(&desk, &[("embargo", "none")]).await;
    let offer = desk.client.get(&format!("{}/offer", here(&desk))).await;
    offer.says("Every channel has been offered it").does_not_say("mails can leave");
    assert!(offer.links().contains(&format!("{BOARD}/channels/new")), "{:?}", offer.links());
    let state = format!("{}/state?to=", desk.page());
    desk.client.get(&format!("{state}in-review")).await.says("One officer who was offered it");
    go(&desk, DeliverableState::InReview);
    desk.app.run_until_idle().await;
    assert!(letters(&desk).is_empty(), "it may be approved again before anybody hears");
    let own = |link: &String| link.starts_with(&format!("{}/", here(&desk))) && !link.ends_with("/package");
    let relay = desk.client.get(&here(&desk)).await.links().into_iter().find(own).expect("the relay");
    let stands = desk.client.get(&relay).await;
    stands.says("Not to be passed on until it is approved again").says("The officer was told: No embargo");
    desk.client.get(BOARD).await.says("Not to be passed on until it is approved again").does_not_say("No embargo");
    desk.app.pass_seconds(UNDO_SECONDS + 60);
    desk.app.run_until_idle().await;
    let told = letters(&desk);
    assert!(told.len() == 1 && told[0].contains("Merci de ne pas le transmettre pour l’instant."), "{told:?}");
    assert!(told[0].contains(&link), "their page is as near as ever: {told:?}");
    go(&desk, DeliverableState::Approved);
    desk.app.pass_seconds(UNDO_SECONDS + 60);
    desk.app.run_until_idle().await;
    let told = letters(&desk);
    assert!(told.len() == 1 && told[0].contains("Vous pouvez le transmettre dès maintenant."), "{told:?}");
    desk.client.get(&format!("{state}withdrawn")).await.says("One officer who was offered it");
    go(&desk, DeliverableState::Withdrawn);
    desk.app.pass_seconds(UNDO_SECONDS + 60);
    desk.app.run_until_idle().await;
    let told = letters(&desk);
    assert!(told.len() == 1 && told[0].contains("Merci de ne plus le transmettre."), "{told:?}");
    desk.client.get(&desk.page()).await.says("Channel asked not to pass it on").says("Convoke, on its own");
}

#[tokio::test]
async fn whoever_approves_again_or_takes_back_at_a_version_sees_whom_that_tells() {
    let desk = desk().await;
    offered(&desk, &[("embargo", "none")]).await;
    let programme = Some(desk.world.outline.programme.id);
    let second = vec![Grant { role: Role::PrincipalInvestigator, programme, city: None }];
    let second = desk.app.member("second@example.org", second).await;
    let version = format!("{}/versions/1", desk.page());
    let (go_told, stop_told) = ("One officer who was asked not to pass it on", "One officer who was offered it");
    go(&desk, DeliverableState::InReview);
    second.get(&version).await.does_not_say(go_told);
    desk.app.pass_seconds(UNDO_SECONDS + 60);
    desk.app.run_until_idle().await;
    assert_eq!(letters(&desk).len(), 1);
    second.get(&version).await.says(go_told).does_not_say(stop_told);
    let approved = second.submit(&version, &format!("{version}/reviews"), &[("verdict", "approve")]).await;
    assert_eq!(approved.status, 303, "{}", approved.text());
    desk.app.pass_seconds(UNDO_SECONDS + 60);
    desk.app.run_until_idle().await;
    assert_eq!(letters(&desk).len(), 1);
    second.get(&version).await.says(stop_told).does_not_say(go_told);
}

#[tokio::test]
async fn the_desk_says_that_a_number_typed_beside_they_will_do_it_is_not_saved() {
    let desk = desk().await;
    offered(&desk, &[("embargo", "none")]).await;
    let own = |link: &String| {
        let rest = link.strip_prefix(&format!("{}/", here(&desk)));
        rest.is_some_and(|rest| rest != "package" && rest != "offer")
    };
    let relay = desk.client.get(&here(&desk)).await.links().into_iter().find(own).expect("the relay");
    let taken = desk.client.submit(&relay, &relay, &[("act", "taken"), ("members", "900")]).await;
    assert_eq!(taken.status, 200, "{}", taken.text());
    taken.says("will do it").says("That they will do it is saved.");
    assert_eq!(taken.form(&relay).value("members"), Some("900"), "and it is still there");
    desk.client.get(&relay).await.does_not_say("That they will do it is saved.");
}
