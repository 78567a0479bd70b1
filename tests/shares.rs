//! Links for outsiders: one deliverable's approved files, until a day, counted, and nothing else.

use convoke::access::{Grant, Role};
use convoke::domain::deliverables::{self, Audience, DeliverableState, EditDeliverable};
use convoke::domain::programme::OwnerChoice;
use convoke::kernel::locale::Locale;
use reqwest::Method;
use serde_json::json;

use crate::files::{Desk, PDF};
use crate::support::contents::contents;
use crate::support::{Page, TestClient};

impl Desk {
    fn external(&self) {
        let of = self.again();
        let edit = EditDeliverable {
            kind: of.kind,
            audience: Audience::External,
            title: of.title.clone(),
            due_on: of.due_on,
            owner: OwnerChoice::Nobody,
        };
        self.app.act(|conn, cx| deliverables::edit(conn, cx, &of, of.version, &edit));
    }
    fn go(&self, next: DeliverableState) {
        let of = self.again();
        self.app.act(|conn, cx| deliverables::advance(conn, cx, &of, of.version, (next, "because")));
    }
    async fn approved(&self, name: &str) {
        assert_eq!(self.bring(&[(name, PDF)]).await.status, 303);
        self.go(DeliverableState::InReview);
        self.go(DeliverableState::Approved);
    }
}

fn address(page: &Page) -> String {
    let link = page.text().split_whitespace().find(|w| w.contains("/s/")).expect("a link").to_owned();
    link[link.find("/s/").expect("its path")..].to_owned()
}

async fn share(desk: &Desk, client: &TestClient, fields: &[(&str, &str)]) -> Page {
    let page = format!("{}/shares", desk.page());
    client.submit(&page, &page, fields).await
}

#[tokio::test]
async fn a_link_opens_what_is_approved_until_it_ends() {
    let desk = Desk::open(&[]).await;
    desk.external();
    let made = share(&desk, &desk.client, &[("recipient", "Chamber of Lille"), ("until", "2016-05-31")]).await;
    assert_eq!(made.status, 200, "{}", made.text());
    let link = address(&made);
    let secret = link.trim_start_matches("/s/").to_owned();
    let everything = format!("{:?}", contents(desk.app.database(), &[]));
    assert!(!everything.contains(&secret), "the secret is kept as a digest only");

    desk.client.get(&desk.page()).await.says("Link made for an outsider").says("Chamber of Lille");
    let outsider = desk.app.client();
    outsider.get(&link).await.says("Nothing is ready to be read yet");
    desk.approved("Report.pdf").await;
    let page = outsider.get(&link).await;
    page.says("Report.pdf").says("Shared with Chamber of Lille").says("until 31 May 2016");
    page.says("whoever sent it sees how many").does_not_say("not by person");
    let file = page.links().into_iter().find(|l| l.contains("/files/")).expect("a file");
    let fetched = outsider.get(&file).await;
    assert_eq!((fetched.body.as_bytes(), fetched.header("x-robots-tag")), (PDF, "noindex"));
    outsider.head(&file).await;
    outsider.head(&link).await;
    let rest = outsider.request(Method::GET, &file).header("range", "bytes=5-").send().await.expect("an answer");
    assert_eq!(rest.status(), 206);
    let odd = outsider.request(Method::GET, &file).header("range", "bytes=odd").send().await.expect("an answer");
    assert_eq!(odd.status(), 200, "what is not understood is answered with the whole, and counted");
    // Drafts, other versions and other deliverables are not there.
    assert_eq!(desk.bring(&[("Next.pdf", PDF)]).await.status, 303);
    outsider.get(&link).await.does_not_say("Next.pdf");
    let drafts = contents(desk.app.database(), &[]).values("deliverable_files", "public_id");
    let statuses: Vec<u16> = {
        let mut all = Vec::new();
        for id in drafts {
            all.push(outsider.get(&format!("{link}/files/{id}")).await.status);
        }
        all.sort_unstable();
        all
    };
    assert_eq!(statuses, [200, 404]);

    let listed = desk.client.get(&format!("{}/shares", desk.page())).await;
    listed.says("Chamber of Lille").does_not_say(&secret);
    let counted = desk.call(Method::GET, "/shares", json!(null)).await.value();
    assert_eq!((counted["items"][0]["visits"].as_i64(), counted["items"][0]["downloads"].as_i64()), (Some(3), Some(3)));

    desk.go(DeliverableState::InReview);
    outsider.get(&link).await.does_not_say("Report.pdf").says("Nothing is ready");
    desk.client
        .submit(&format!("{}/versions/2", desk.page()), &format!("{}/versions/2/discard", desk.page()), &[])
        .await;
    desk.app.pass_seconds(44 * 86_400);
    let over = outsider.get(&link).await;
    assert_eq!(over.status, 410, "{}", over.text());
    over.says("This link has ended")
        .says("until 31 May 2016")
        .says("made for Chamber of Lille")
        .says("the coordinator");
    over.does_not_say("Report.pdf").does_not_say(desk.again().title.best(Locale::En));
    // One letter else, and nobody learns that there ever was one.
    let (head, last) = link.split_at(link.len() - 1);
    let flipped = format!("{head}{}", if last == "2" { "3" } else { "2" });
    let never = outsider.get("/s/00000000000000000000000000000000").await;
    assert_eq!(never.status, 404);
    for bent in [flipped.as_str(), head, &format!("{link}2")] {
        let page = outsider.get(bent).await;
        assert_eq!(page.status, 404, "{bent}");
        page.does_not_say("ended").does_not_say("Chamber of Lille");
    }
}

#[tokio::test]
async fn no_side_road_leads_to_what_a_link_does_not_open() {
    let desk = Desk::open(&[]).await;
    desk.external();
    let made = share(&desk, &desk.client, &[("recipient", "Mr Weber"), ("until", "2016-05-31")]).await;
    let (link, outsider) = (address(&made), desk.app.client());
    let mut map = std::io::Cursor::new(Vec::new());
    let drawn = image::RgbImage::from_fn(300, 200, |x, y| image::Rgb([(x % 251) as u8, (y % 241) as u8, 90]));
    drawn.write_to(&mut map, image::ImageFormat::Png).expect("a picture");
    assert_eq!(desk.bring(&[("Map.png", map.get_ref())]).await.status, 303);
    let id = contents(desk.app.database(), &[]).values("deliverable_files", "public_id").remove(0);
    let roads = [format!("{link}/files/{id}"), format!("{link}/files/{id}/thumbnail")];
    for road in &roads {
        assert_eq!(outsider.get(road).await.status, 404, "a draft: {road}");
    }
    // Members' addresses, and those of programs, open nothing without a sign-in or a key.
    let inside = format!("{}/files/{id}", desk.page());
    for road in [inside.clone(), format!("{inside}/view"), format!("{inside}/thumbnail")] {
        assert_eq!(outsider.get(&road).await.status, 303, "{road}");
    }
    assert_eq!(outsider.get(&format!("{}/files/{id}", desk.api())).await.status, 401);
    desk.go(DeliverableState::InReview);
    assert_eq!(outsider.get(&roads[0]).await.status, 404, "not approved yet");
    desk.go(DeliverableState::Approved);
    let mut tags = Vec::new();
    for road in &roads {
        let seen = outsider.get(road).await;
        assert_eq!((seen.status, seen.header("cache-control")), (200, "private, no-cache"), "{road}");
        tags.push(seen.header("etag").to_owned());
        let again = outsider.request(Method::GET, road).header("if-none-match", seen.header("etag"));
        assert_eq!(crate::support::send(again).await.status, 304, "{road}");
    }
    desk.go(DeliverableState::InReview);
    for (road, tag) in roads.iter().zip(&tags) {
        for (name, value) in [("if-none-match", tag.as_str()), ("if-none-match", "*"), ("range", "bytes=0-9")] {
            let asked = outsider.request(Method::GET, road).header(name, value);
            assert_eq!(crate::support::send(asked).await.status, 404, "{road} {name}: {value}");
        }
        assert_eq!(outsider.head(road).await.status, 404, "{road}");
    }
}

#[tokio::test]
async fn a_link_to_what_was_replaced_bids_nobody_to_come_again() {
    let desk = Desk::open(&[]).await;
    desk.external();
    desk.approved("Report.pdf").await;
    let made = share(&desk, &desk.client, &[("recipient", "Chamber of Lille"), ("until", "2016-05-31")]).await;
    let link = address(&made);
    desk.go(DeliverableState::Superseded);
    let page = desk.app.client().get(&link).await;
    page.says("was withdrawn or replaced").does_not_say("Report.pdf").does_not_say("open this link again later");
}

#[tokio::test]
async fn a_link_is_revoked_at_once() {
    let desk = Desk::open(&[]).await;
    desk.external();
    desk.approved("Report.pdf").await;
    let made = desk.call(Method::POST, "/shares", json!({ "recipient": "An office", "until": "2016-12-31" })).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let url = made.value()["url"].as_str().expect("a link").to_owned();
    let outsider = desk.app.client();
    let file = outsider.get(&url).await.links().into_iter().find(|l| l.contains("/files/")).expect("a file");
    let page = desk.client.get(&format!("{}/shares", desk.page())).await;
    assert!(page.body.contains("aria-label=\"Revoke: An office\""), "whose link it is");
    let revoke = page.forms().into_iter().find(|f| f.action.ends_with("/revoke")).expect("a form");
    assert_eq!(desk.client.submit_on(&page, &revoke.action, &[]).await.status, 303);
    for road in [&url, &file] {
        let over = outsider.get(road).await;
        assert_eq!(over.status, 410, "{road}: {}", over.text());
        over.says("This link was withdrawn").says("18 Apr 2016").says("made for An office").does_not_say("Report.pdf");
    }
    outsider.get(&format!("{url}?lang=fr")).await.says("Ce lien a été retiré");
}

#[tokio::test]
async fn a_program_that_changes_nothing_writes_nothing_and_no_step_changes() {
    let desk = Desk::open(&[]).await;
    let shown = desk.call(Method::GET, "", json!(null)).await;
    let put = async |body: serde_json::Value| {
        let request = desk.app.client().request(Method::PUT, &desk.api()).bearer_auth(&desk.key);
        crate::support::send(request.header("if-match", shown.header("etag")).json(&body)).await
    };
    let mut elsewhere = shown.value();
    elsewhere["step"] = json!("2222222222222222");
    let refused = put(elsewhere).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    let fault = &refused.value()["errors"][0];
    assert_eq!((fault["field"].as_str(), fault["reason"].as_str()), (Some("step"), Some("fixed")));
    let same = put(shown.value()).await;
    assert_eq!((same.status, same.header("etag")), (200, "\"1\""), "{}", same.text());
    desk.client.get(&desk.page()).await.does_not_say("Changed");
}

#[tokio::test]
async fn no_link_leads_to_what_is_internal() {
    let desk = Desk::open(&[]).await;
    let p = desk.world.outline.programme.id;
    let page_of_links = format!("{}/shares", desk.page());
    let page = desk.client.get(&page_of_links).await;
    page.says("no link opens it").says("can make it external").says("gives the person a role");
    page.does_not_say("Make the link");
    // Nor does a form that was left open, or a tick of old.
    let account = desk.client.get("/account").await;
    let csrf = account.form("/account").value("csrf").expect("a token").to_owned();
    let fields = [("recipient", "Mr Weber"), ("until", "2016-05-31"), ("confirm", "yes"), ("csrf", csrf.as_str())];
    let refused = desk.client.post(&page_of_links, &fields).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    refused.says("No link leads to an internal deliverable").says("can make it external");
    let by_key = desk.call(Method::POST, "/shares", json!({ "recipient": "x", "until": "2016-05-31" })).await;
    assert_eq!((by_key.status, &by_key.value()["type"]), (409, &json!("/api/v1/problems/share-internal")));
    assert_eq!(contents(desk.app.database(), &[]).values("deliverable_shares", "id").len(), 0);
    // Who makes links to what is external sees the page, and makes none either.
    for (role, status) in [(Role::PrincipalInvestigator, 200), (Role::Auditor, 403), (Role::Editor, 404)] {
        let grants = vec![Grant { role, programme: Some(p), city: None }];
        let member = desk.app.member(&format!("{role}@example.org"), grants).await;
        let page = member.get(&page_of_links).await;
        assert_eq!(page.status, status, "{role}");
        page.does_not_say("Make the link");
    }
}

#[tokio::test]
async fn a_link_has_a_day_within_a_year() {
    let desk = Desk::open(&[]).await;
    desk.external();
    for (until, field) in
        [("2016-01-01", "passed"), ("2018-01-01", "a year at most, so 19 Apr 2017"), ("soon", "A date such as")]
    {
        let refused = share(&desk, &desk.client, &[("recipient", "Mr Weber"), ("until", until)]).await;
        assert_eq!(refused.status, 422, "{until}");
        refused.says(field);
        assert!(refused.body.contains("Mr Weber"), "what was typed is kept");
    }
}

#[tokio::test]
async fn what_turns_internal_reaches_no_outsider_until_it_is_external_again() {
    let desk = Desk::open(&[]).await;
    let (p, city) = (desk.world.outline.programme.id, desk.deliverable.city);
    let grants = vec![Grant { role: Role::LocalCoordinator, programme: Some(p), city }];
    let local = desk.app.member("local@example.org", grants).await;
    desk.external();
    let made = share(&desk, &local, &[("recipient", "Mr Weber"), ("until", "2016-05-31")]).await;
    assert_eq!(made.status, 200, "{}", made.text());
    let (link, outsider) = (address(&made), desk.app.client());
    assert_eq!(outsider.get(&link).await.status, 200);

    let form = format!("{}/edit", desk.page());
    let page = local.get(&form).await;
    page.says("its one share link rests");
    assert_eq!(local.submit_on(&page, &form, &[("audience", "internal")]).await.status, 303);
    assert_eq!(outsider.get(&link).await.status, 404);
    desk.approved("Report.pdf").await;
    assert_eq!(outsider.get(&link).await.status, 404, "also when there is something to read");
    desk.client.get(&desk.page()).await.does_not_say("Link revoked");

    // Whoever made it sees what became of it, and makes no other.
    let links = format!("{}/shares", desk.page());
    let resting = local.get(&links).await;
    resting.says("Rests while internal").says("work again when it is external").does_not_say("Make the link");
    local.get(&form).await.says("the one link that rests works again");
    // Turned so by mistake, and back: nobody lost their link.
    desk.external();
    outsider.get(&link).await.says("Report.pdf");
    // What is revoked while it rests stays revoked.
    let internal = local.submit(&form, &form, &[("audience", "internal")]).await;
    assert_eq!(internal.status, 303, "{}", internal.text());
    let id = contents(desk.app.database(), &[]).values("deliverable_shares", "public_id").remove(0);
    let act = format!("{links}/{id}/revoke");
    assert_eq!(local.submit(&links, &act, &[]).await.status, 303);
    desk.external();
    assert_eq!(outsider.get(&link).await.status, 410, "what was revoked by hand stays so");
    local.get(&links).await.says("Revoked");
}

#[tokio::test]
async fn the_list_says_what_a_visitor_would_see() {
    let desk = Desk::open(&[]).await;
    desk.external();
    let links = format!("{}/shares", desk.page());
    share(&desk, &desk.client, &[("recipient", "Mr Weber"), ("until", "2016-05-31")]).await;
    let state = async || desk.call(Method::GET, "/shares", json!(null)).await.value()["items"][0]["state"].clone();
    desk.client.get(&links).await.says("Nothing to see yet: not approved");
    assert_eq!(state().await, "waiting");
    desk.approved("Report.pdf").await;
    desk.client.get(&links).await.says("Open").does_not_say("Nothing to see");
    assert_eq!(state().await, "open");
    desk.go(DeliverableState::Withdrawn);
    desk.client.get(&links).await.says("Nothing to see any more: withdrawn or replaced");
    assert_eq!(state().await, "empty");
}
