//! Sponsors over HTTP: courted on the board, warned of, signed, shown to strangers and taken off again; counted by auditors and gates.

use convoke::access::{Grant, Role};
use convoke::domain::gates::{self, ConditionDraft, Edited, GateDraft, GateError, PartDraft};
use reqwest::Method;
use serde_json::{Value, json};

use crate::files::upload;
use crate::support::contents::contents;
use crate::support::world::World;
use crate::support::{Page, TestApp, TestClient, send};

const LIST: &str = "/programmes/cities/sponsorships";
const LOGO: &[u8] =
    br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>"#;

struct Story {
    app: TestApp,
    world: World,
    ana: TestClient,
}

impl Story {
    async fn begin() -> Story {
        let app = TestApp::start();
        let world = World::build(&app);
        let ana = app.member("ana@example.org", world.coordinator()).await;
        app.mails();
        Story { app, world, ana }
    }
    async fn member(&self, email: &str, role: Role, city: Option<usize>) -> TestClient {
        let city = city.map(|nth| self.world.outline.cities[nth].id);
        self.app.member(email, vec![Grant { role, programme: Some(self.world.outline.programme.id), city }]).await
    }
    /// Courts a firm through the form; gives its page's address.
    async fn court(&self, firm: &str, fields: &[(&str, &str)]) -> String {
        let mut typed = vec![("organisation", firm)];
        typed.extend(fields);
        let done = self.ana.submit(&format!("{LIST}/new"), LIST, &typed).await;
        assert_eq!(done.status, 303, "{}", done.text());
        done.location().split('?').next().expect("an address").to_owned()
    }
    async fn go(&self, here: &str, to: &str, fields: &[(&str, &str)]) -> Page {
        self.ana.submit(&format!("{here}/stage?to={to}"), &format!("{here}/stage"), fields).await
    }
    async fn sign(&self, here: &str) {
        for to in ["met", "proposed", "pledged"] {
            let moved = self.go(here, to, &[]).await;
            assert_eq!(moved.status, 303, "{to}: {}", moved.text());
        }
        let moved = self.go(here, "signed", &[("signed_on", "2016-04-10"), ("agreement", "By letter")]).await;
        assert_eq!(moved.status, 303, "{}", moved.text());
    }
    async fn bring(&self, here: &str, name: &str, bytes: &[u8]) -> Page {
        let blank = self.ana.get(&format!("{here}/bring/logo")).await;
        upload(&self.ana, &blank, &format!("{here}/bring/logo"), "mul", &[(name, bytes)]).await
    }
}

#[tokio::test]
async fn a_card_moved_on_a_narrowed_board_comes_back_to_it() {
    let story = Story::begin().await;
    let here = story.court("Bluewater", &[("next_action", "电话询问"), ("next_on", "2016-04-20")]).await;
    let board = story.ana.get(&format!("{LIST}?q=blue&stage=identified")).await;
    assert!(
        board.body.contains("<span lang=\"zh-Hans\">电话询问</span>"),
        "what somebody noted is in its own language"
    );
    let moved = story.ana.submit_on(&board, &format!("{here}/stage"), &[("to", "met")]).await;
    assert_eq!(moved.location(), format!("{LIST}?note=saved&q=blue&stage=identified"));
}

#[tokio::test]
async fn whoever_moves_a_card_that_was_edited_meanwhile_is_told_which_fields_were() {
    let story = Story::begin().await;
    let here = story.court("Bluewater", &[("next_action", "Call")]).await;
    let open = story.ana.get(&format!("{here}/stage?to=met")).await;
    let edit = format!("{here}/edit");
    let saved = story.ana.submit(&edit, &edit, &[("next_action", "Write to Mr Weber"), ("notes", "Likes maps")]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let late = story.ana.submit_on(&open, &format!("{here}/stage"), &[]).await;
    assert_eq!(late.status, 409, "{}", late.text());
    late.says("Something has changed").says("Next action").says("Notes").says("changed");
    late.does_not_say("Likes maps");
    story.ana.get(&here).await.says("Next action");
}

#[tokio::test]
async fn a_firm_is_courted_on_the_board_and_the_list() {
    let story = Story::begin().await;
    story.ana.get(LIST).await.says("Nobody has been approached yet");
    let refused =
        story.ana.submit(&format!("{LIST}/new"), LIST, &[("organisation", "Bluewater"), ("amount", "1.500")]).await;
    assert_eq!(refused.status, 422);
    refused.says("€1,500").says("€1.50").says("1500.00 EUR");
    assert_eq!(refused.form(LIST).value("organisation"), Some("Bluewater"), "what was typed is kept");
    let bare = story.ana.submit(&format!("{LIST}/new"), LIST, &[("organisation", "S.A."), ("notes", "kept")]).await;
    assert_eq!(bare.status, 422);
    bare.says("“S.A.” is only a legal form");
    assert_eq!(bare.form(LIST).value("notes"), Some("kept"));
    let here = story
        .court("Bluewater", &[("amount", "1.500,00 EUR"), ("next_action", "Call"), ("next_on", "2016-04-11")])
        .await;
    story.ana.get(&here).await.says("Bluewater").says("€1,500").says("7 days late").says("Identified");
    let board = story.ana.get(LIST).await;
    board.says("Bluewater").says("7 days late");
    let moved = story.ana.submit_on(&board, &format!("{here}/stage"), &[("to", "met")]).await;
    assert_eq!((moved.status, moved.location()), (303, &*format!("{LIST}?note=saved")));
    let again = story.ana.submit_on(&board, &format!("{here}/stage"), &[("to", "contacted")]).await;
    assert_eq!(again.status, 409, "the card was old: {}", again.text());
    again.says("Something has changed").says("Identified").says("Met").says("ana");
    let wanted = again.form(&format!("{here}/stage"));
    assert_eq!(wanted.value("to"), Some("contacted"), "one press more, and it is done");
    let asked = story.ana.submit(LIST, &format!("{here}/stage"), &[("to", "identified")]).await;
    assert_eq!(asked.status, 422, "going back wants a reason");
    asked.says("Why");
    let other = story.court("Redwater", &[("amount", "2000"), ("currency", "CNY")]).await;
    let lacks = story.go(&other, "proposed", &[]).await;
    assert_eq!(lacks.status, 303, "{}", lacks.text());
    let overdue = story.ana.get(&format!("{LIST}?view=list&when=overdue")).await;
    overdue.says("Bluewater").does_not_say("Redwater");
    story
        .ana
        .get(&format!("{LIST}?view=list&sort=firm&stage=proposed"))
        .await
        .says("Redwater")
        .does_not_say("Bluewater");
    story.ana.get(&format!("{LIST}?q=blue")).await.says("Bluewater").does_not_say("Redwater");
    let file = story.ana.get(&format!("{LIST}.csv?stage=met")).await;
    assert!(
        file.body.contains("Bluewater") && file.body.contains("1500.00") && !file.body.contains("Redwater"),
        "{}",
        file.body
    );

    let set = story
        .ana
        .submit(&format!("{LIST}/targets"), &format!("{LIST}/targets"), &[("target_0", "30,000.00 EUR")])
        .await;
    assert_eq!(set.status, 303, "{}", set.text());
    let targets = format!("{LIST}/targets");
    assert_eq!(story.ana.get(&targets).await.form(&targets).value("target_0"), Some("30000 EUR"), "as people type it");
    let board = story.ana.get(LIST).await;
    board.says("€0 signed and €0 pledged of €30,000");
    assert!(board.body.contains("CNY"), "each currency by itself");
    let log = story.ana.get("/programmes/cities/history").await;
    log.says("Sponsorship target set").says("€30,000").does_not_say("30000.00");
}

#[tokio::test]
async fn two_who_set_targets_at_once_choose_currency_by_currency() {
    let story = Story::begin().await;
    let targets = format!("{LIST}/targets");
    assert_eq!(story.ana.submit(&targets, &targets, &[("target_0", "30000 EUR")]).await.status, 303);
    let bo = story.member("bo@example.org", Role::Coordinator, None).await;
    let open = bo.get(&targets).await;
    assert_eq!(story.ana.submit(&targets, &targets, &[("target_0", "40000 EUR")]).await.status, 303);
    let both = bo.submit_on(&open, &targets, &[("target_1", "1000 CNY")]).await;
    assert_eq!(both.status, 409, "{}", both.text());
    let asked = both.form(&targets);
    assert_eq!((asked.value("pick:target_EUR"), asked.value("pick:target_CNY")), (Some("theirs"), Some("mine")));
    let saved = bo.submit_on(&both, &targets, &[]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let open = bo.get(&targets).await;
    let form = open.form(&targets);
    let lines = [form.value("target_0"), form.value("target_1")];
    assert!(lines.contains(&Some("40000 EUR")) && lines.contains(&Some("1000 CNY")), "{lines:?}");
    // What both have changed is asked about until it is decided.
    let euro = if lines[0] == Some("40000 EUR") { "target_0" } else { "target_1" };
    assert_eq!(story.ana.submit(&targets, &targets, &[(euro, "50000 EUR")]).await.status, 303);
    let both = bo.submit_on(&open, &targets, &[(euro, "30000 EUR")]).await;
    assert_eq!(both.form(&targets).value("pick:target_EUR"), None, "{}", both.text());
    let asked = bo.submit_on(&both, &targets, &[]).await;
    assert_eq!(asked.status, 409, "{}", asked.text());
    asked.says("Both of you changed this").does_not_say("CNY");
    assert_eq!(bo.submit_on(&asked, &targets, &[("pick:target_EUR", "mine")]).await.status, 303);
    let form = story.ana.get(&targets).await.form(&targets);
    assert!([form.value("target_0"), form.value("target_1")].contains(&Some("30000 EUR")));
}

#[tokio::test]
async fn whoever_comes_second_is_shown_who_stands_there() {
    let story = Story::begin().await;
    story
        .court("Bluewater", &[("owner_email", "ana@example.org"), ("notes", "a secret of ours"), ("amount", "777 EUR")])
        .await;
    let twice = story.ana.submit(&format!("{LIST}/new"), LIST, &[("organisation", "bluewater")]).await;
    assert_eq!(twice.status, 422);
    twice.says("already").says("See it");
    // A firm that would be made by the form is held against those that are courted, too.
    let unknown = [("organisation", "Blue Water Holding"), ("notes", "kept as typed")];
    let alike = story.ana.submit(&format!("{LIST}/new"), LIST, &unknown).await;
    assert_eq!(alike.status, 422);
    alike.says("Somebody is at this door already").says("a similar firm");
    assert_eq!(alike.form(LIST).value("notes"), Some("kept as typed"));
    story.ana.get("/organisations").await.does_not_say("Blue Water Holding");
    let event = story.world.event.event.public_id.to_string();
    let zhang = story.member("zhang@example.org", Role::LocalCoordinator, Some(1)).await;
    let typed = [("organisation", "Bluewater"), ("event", event.as_str()), ("amount", "10万元")];
    let warned = zhang.submit(&format!("{LIST}/new"), LIST, &typed).await;
    assert_eq!(warned.status, 422, "{}", warned.text());
    warned.says("Somebody is at this door already").says("ana").says("Identified");
    warned.does_not_say("a secret of ours").does_not_say("777");
    let form = warned.form(LIST);
    assert_eq!((form.value("amount"), form.value("event")), (Some("10万元"), Some(event.as_str())));
    let done = zhang.submit_on(&warned, LIST, &[("confirm", "for Datong only, Ana knows")]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let board = zhang.get(LIST).await;
    board.says("Bluewater").says("CN¥100,000").does_not_say("€777");
    let here = done.location().split('?').next().expect("an address");
    story.ana.get(here).await.says("for Datong only, Ana knows");
}

#[tokio::test]
async fn strangers_see_what_is_signed_and_cleared_by_two() {
    let story = Story::begin().await;
    let stranger = story.app.client();
    let here = story.court("Bluewater", &[("amount", "5000 EUR")]).await;
    let refused = story.bring(&here, "logo.pdf", b"%PDF-1.4 nothing").await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    let done = story.bring(&here, "logo.svg", LOGO).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let paul = story.member("paul@example.org", Role::PrincipalInvestigator, None).await;
    let clear = |who: &TestClient, act: &'static str| {
        let (who, here) = (who.clone(), here.clone());
        async move {
            let done = who.submit(&here, &format!("{here}/clearance"), &[("act", act)]).await;
            assert_eq!(done.status, 303, "{}", done.text());
        }
    };
    clear(&story.ana, "clear").await;
    clear(&paul, "clear").await;
    assert_eq!(stranger.get("/sponsors/cities").await.status, 404, "nothing is signed");
    story.sign(&here).await;
    let page = stranger.get("/sponsors/cities").await;
    assert_eq!(page.status, 200, "{}", page.text());
    page.says("Bluewater").does_not_say("5000").does_not_say("5,000");
    let logo = page.body.split("src=\"/sponsors/").nth(1).and_then(|r| r.split('"').next()).expect("a logo");
    let logo = format!("/sponsors/{logo}");
    let file = stranger.get(&logo).await;
    assert_eq!((file.status, file.body.as_bytes(), file.kind()), (200, LOGO, "image/svg+xml"));
    assert!(file.header("content-security-policy").starts_with("sandbox"));
    let gone = |why: &'static str| {
        let (stranger, logo) = (stranger.clone(), logo.clone());
        async move {
            let (page, file) = (stranger.get("/sponsors/cities").await, stranger.get(&logo).await);
            assert_eq!((page.status, file.status), (404, 404), "{why}");
        }
    };
    clear(&paul, "withdraw").await;
    gone("one person has taken their word back").await;
    clear(&paul, "clear").await;
    assert_eq!(stranger.get(&logo).await.status, 200);
    let back = story.go(&here, "pledged", &[("reason", "their board has to agree")]).await;
    assert_eq!(back.status, 303, "{}", back.text());
    gone("it is not signed any more").await;
    let again = story.go(&here, "signed", &[]).await;
    assert_eq!(again.status, 303, "{}", again.text());
    gone("signed anew, it is cleared anew").await;
    clear(&story.ana, "clear").await;
    clear(&paul, "clear").await;
    assert_eq!(stranger.get(&logo).await.status, 200);
    let done = story.bring(&here, "other.svg", &[LOGO, b"<!-- another -->".as_slice()].concat()).await;
    assert_eq!(done.status, 303, "{}", done.text());
    gone("this logo nobody has cleared").await;
    for guess in ["/sponsors/cities/logos/2222222222222222", "/sponsors/other", "/sponsors/cities/logos/x"] {
        assert_eq!(stranger.get(guess).await.status, 404, "{guess}");
    }
    let inside = story.ana.get(&here).await;
    let own = inside.body.split("class=\"logo\" src=\"").nth(1).and_then(|r| r.split('"').next()).expect("a logo");
    assert_eq!(stranger.get(own).await.status, 303, "members' address of it is theirs");
}

#[tokio::test]
async fn strangers_see_each_cleared_sponsor_with_its_own_logo_and_no_website() {
    let story = Story::begin().await;
    let (stranger, event) = (story.app.client(), story.world.event.event.public_id.to_string());
    let site = "https://bluewater.example/about";
    let whole = story.court("Bluewater", &[("amount", "5000 EUR"), ("website", site)]).await;
    let own = story.court("Redwater", &[("amount", "5000 EUR"), ("event", &event)]).await;
    let waiting = story.court("Greenwater", &[("amount", "5000 EUR")]).await;
    let [blue, red, green] = ["blue", "red", "green"].map(|hue| [LOGO, format!("<!-- {hue} -->").as_bytes()].concat());
    for (here, drawn) in [(&whole, &blue), (&own, &red), (&waiting, &green)] {
        let done = story.bring(here, "logo.svg", drawn).await;
        assert_eq!(done.status, 303, "{}", done.text());
        story.sign(here).await;
    }
    let (ana, paul) = (&story.ana, &story.member("paul@example.org", Role::PrincipalInvestigator, None).await);
    for (who, here) in [(ana, &whole), (paul, &whole), (ana, &own), (paul, &own), (ana, &waiting)] {
        let done = who.submit(here, &format!("{here}/clearance"), &[("act", "clear")]).await;
        assert_eq!(done.status, 303, "{}", done.text());
    }
    for path in ["/sponsors/cities".to_owned(), format!("/e/{event}")] {
        let page = stranger.get(&path).await;
        page.says("Bluewater").says("Redwater").does_not_say("Greenwater");
        assert!(!page.body.contains("bluewater.example"), "{path}: nobody has cleared the website");
        for (firm, drawn) in [("Bluewater", &blue), ("Redwater", &red)] {
            let beside = page.body.split("<img ").skip(1).find(|piece| piece.contains(firm)).expect("its picture");
            let logo = beside.split("src=\"").nth(1).and_then(|r| r.split('"').next()).expect("its address");
            assert_eq!(stranger.get(logo).await.body.as_bytes(), drawn.as_slice(), "{path}: {firm}");
        }
    }
    let links = stranger.get("/sponsors/cities").await.links();
    assert!(links.contains(&format!("/e/{event}")), "{links:?}");
    assert!(ana.get(&whole).await.links().iter().any(|link| link == site), "members see it");
}

#[tokio::test]
async fn a_clearance_says_what_came_of_it_and_a_renamed_firm_why_it_is_hidden() {
    let story = Story::begin().await;
    let here = story.court("Bluewater", &[("amount", "5000 EUR")]).await;
    story.bring(&here, "logo.svg", LOGO).await;
    story.sign(&here).await;
    let paul = story.member("paul@example.org", Role::PrincipalInvestigator, None).await;
    let page = story.ana.get(&here).await;
    page.says("Apart from you, it can be cleared by").says("paul");
    assert!(page.body.contains("<br>Apart from you"), "two sentences, and no space between them in Chinese");
    let to = format!("{here}/clearance");
    let first = story.ana.submit_on(&page, &to, &[("act", "clear")]).await;
    story.ana.follow(&first).await.says("Nothing is shown before a second person has given theirs");
    // The same act from a page that was opened before.
    let form = page.form(&to);
    let (csrf, seen) = (form.value("csrf").expect("a token"), form.value("seen").expect("what was seen"));
    let again = story.ana.post(&to, &[("csrf", csrf), ("seen", seen), ("act", "clear")]).await;
    assert_eq!(again.status, 303, "{}", again.text());
    story.ana.follow(&again).await.says("A second person has to do so").does_not_say("Saved.");
    let second = paul.submit(&here, &to, &[("act", "clear")]).await;
    paul.follow(&second).await.says("Logo and name are shown in public");
    // Whoever would make the firm one with another is told what that may hide.
    let fields = [("name.en", "Stonefield"), ("kind", "firm")];
    let other = story.ana.submit("/organisations/new", "/organisations", &fields).await;
    assert_eq!(other.status, 303, "{}", other.text());
    let other = other.location().split('?').next().and_then(|path| path.rsplit('/').next()).expect("an id").to_owned();
    let links = story.ana.get("/organisations?q=Bluewater").await.links();
    let is_firm = |link: &&String| link.strip_prefix("/organisations/").is_some_and(|id| id.len() == other.len());
    let firm = links.iter().find(is_firm).expect("the firm");
    let compared = story.ana.get(&format!("{firm}/merge/{other}")).await;
    compared.says("One sponsorship is cleared for the public under the name of its entry.");
    let edit = format!("{here}/edit");
    let renamed = story.ana.submit(&edit, &edit, &[("public_name.en", "Bluewater Group")]).await;
    assert_eq!(renamed.status, 303, "{}", renamed.text());
    let page = story.ana.follow(&renamed).await;
    page.says("had cleared the name “Bluewater”").says("Clear logo and name");
    let cleared = story.ana.submit_on(&page, &to, &[("act", "clear")]).await;
    story.ana.follow(&cleared).await.says("Nothing is shown before a second person");
}

/// A page that was open while somebody brought another logo, or gave another name: whoever clears there has seen neither.
#[tokio::test]
async fn nobody_clears_a_logo_or_a_name_that_came_after_their_page_was_opened() {
    let story = Story::begin().await;
    let here = story.court("Bluewater", &[("amount", "5000 EUR")]).await;
    story.bring(&here, "logo.svg", LOGO).await;
    story.sign(&here).await;
    let paul = story.member("paul@example.org", Role::PrincipalInvestigator, None).await;
    let (to, stranger) = (format!("{here}/clearance"), story.app.client());
    let open = paul.get(&here).await;
    let other = [LOGO, b"<!-- another -->".as_slice()].concat();
    assert_eq!(story.bring(&here, "logo.svg", &other).await.status, 303);
    assert_eq!(story.ana.submit(&here, &to, &[("act", "clear")]).await.status, 303);
    let stale = paul.submit_on(&open, &to, &[("act", "clear")]).await;
    assert_eq!(stale.status, 409, "{}", stale.text());
    stale.says("look at it as it is now").says("ana");
    assert!(stale.links().contains(&format!("{here}#public")), "{:?}", stale.links());
    assert_eq!(stranger.get("/sponsors/cities").await.status, 404, "one of the two has not seen it");

    let open = paul.get(&here).await;
    let edit = format!("{here}/edit");
    let renamed = story.ana.submit(&edit, &edit, &[("public_name.fr", "Eau bleue")]).await;
    assert_eq!(renamed.status, 303, "{}", renamed.text());
    assert_eq!(story.ana.submit(&here, &to, &[("act", "clear")]).await.status, 303);
    let stale = paul.submit_on(&open, &to, &[("act", "clear")]).await;
    assert_eq!(stale.status, 409, "{}", stale.text());
    stale.says("look at it as it is now");
    assert_eq!(stranger.get("/sponsors/cities").await.status, 404);
    assert_eq!(paul.submit(&here, &to, &[("act", "clear")]).await.status, 303);
    assert_eq!(stranger.get("/sponsors/cities").await.status, 200, "now both have");
}

#[tokio::test]
async fn a_firm_that_is_called_otherwise_leaves_the_public_page_and_its_clearers_are_told_once() {
    let story = Story::begin().await;
    let here = story.court("Bluewater", &[("amount", "5000 EUR")]).await;
    story.bring(&here, "logo.svg", LOGO).await;
    story.sign(&here).await;
    let paul = story.member("paul@example.org", Role::PrincipalInvestigator, None).await;
    for who in [&story.ana, &paul] {
        let done = who.submit(&here, &format!("{here}/clearance"), &[("act", "clear")]).await;
        assert_eq!(done.status, 303, "{}", done.text());
    }
    let list = story.ana.get("/organisations?q=Bluewater").await;
    let is_firm = |link: &&String| {
        link.strip_prefix("/organisations/").is_some_and(|id| id.len() > 8 && id.chars().all(char::is_alphanumeric))
    };
    let firm = list.links().iter().find(is_firm).expect("the firm").clone();
    let form = story.ana.get(&format!("{firm}/edit")).await;
    form.says("It stands under this name on the public page of sponsors").says("ana").says("paul");
    story.ana.get(&firm).await.does_not_say("off the public page");

    let renamed = story.ana.submit_on(&form, &firm, &[("name.en", "Bluewater SE")]).await;
    assert_eq!(renamed.status, 303, "{}", renamed.text());
    let page = story.ana.follow(&renamed).await;
    page.says("off the public page of sponsors").says("they were cleared as “Bluewater”").says("ana").says("paul");
    assert!(page.links().contains(&here), "{:?}", page.links());
    assert_eq!(story.app.client().get("/sponsors/cities").await.status, 404);
    story.ana.get(&format!("{firm}/edit")).await.does_not_say("It stands under this name");
    story.app.run_until_idle().await;
    let mails = story.app.mails();
    let mut told: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    told.sort_unstable();
    assert_eq!(told, ["ana@example.org", "paul@example.org"]);
    for mail in &mails {
        mail.is_sound();
        assert_eq!(mail.read.subject, "“Bluewater SE” is off the public page of sponsors");
    }

    let again = story.ana.submit(&format!("{firm}/edit"), &firm, &[("name.en", "Bluewater Group")]).await;
    assert_eq!(again.status, 303, "{}", again.text());
    story.app.run_until_idle().await;
    assert!(story.app.mails().is_empty(), "each word ends once");
    for who in [&paul, &story.ana] {
        who.submit(&here, &format!("{here}/clearance"), &[("act", "clear")]).await;
    }
    story.ana.get(&firm).await.does_not_say("off the public page");
    story.app.client().get("/sponsors/cities").await.says("Bluewater Group");
}

#[tokio::test]
async fn what_was_cleared_for_an_event_that_is_not_public_was_on_no_public_page() {
    let story = Story::begin().await;
    let here = format!("/programmes/cities/events/{}/clone", story.world.event.event.public_id);
    let cloned = story.ana.submit(&here, &here, &[]).await;
    let idea = cloned.location().split('/').nth(4).expect("an id").to_owned();
    let here = story.court("Bluewater", &[("amount", "5000 EUR"), ("event", &idea)]).await;
    story.bring(&here, "logo.svg", LOGO).await;
    story.sign(&here).await;
    let paul = story.member("paul@example.org", Role::PrincipalInvestigator, None).await;
    let to = format!("{here}/clearance");
    story.ana.submit(&here, &to, &[("act", "clear")]).await;
    let second = paul.submit(&here, &to, &[("act", "clear")]).await;
    let page = paul.follow(&second).await;
    page.says("shown as soon as the event is public").does_not_say("Name and logo are shown");
    let firm = page.links().into_iter().find(|link| link.starts_with("/organisations/")).expect("the firm");
    let form = story.ana.get(&format!("{firm}/edit")).await;
    form.says("are shown there as soon as their event is public").does_not_say("on the public page");
    let renamed = story.ana.submit_on(&form, &firm, &[("name.en", "Bluewater SE")]).await;
    assert_eq!(renamed.status, 303, "{}", renamed.text());
    story.ana.follow(&renamed).await.says("where strangers do not see them").does_not_say("off the public page");
    story.app.run_until_idle().await;
    let mails = story.app.mails();
    assert_eq!(mails.len(), 2);
    for mail in &mails {
        mail.is_sound();
        assert_eq!(mail.read.subject, "“Bluewater SE” has to be cleared anew");
        assert!(!mail.read.text.contains("public page"), "{}", mail.read.text);
    }
}

#[tokio::test]
async fn a_firm_that_is_called_otherwise_in_another_language_alone_is_told_of_by_that_name() {
    let story = Story::begin().await;
    let here = story.court("Bluewater", &[("amount", "5000 EUR")]).await;
    let links = story.ana.get(&here).await.links();
    let firm = links.into_iter().find(|link| link.starts_with("/organisations/")).expect("the firm");
    let edit = format!("{firm}/edit");
    let named = story.ana.submit(&edit, &firm, &[("name.fr", "Eau bleue")]).await;
    assert_eq!(named.status, 303, "{}", named.text());
    story.bring(&here, "logo.svg", LOGO).await;
    story.sign(&here).await;
    let body = story.ana.get(&here).await.body;
    assert!(body.contains("<bdi lang=\"fr\">Eau bleue</bdi>"), "whoever clears sees every name that will be read");
    let paul = story.member("paul@example.org", Role::PrincipalInvestigator, None).await;
    for who in [&story.ana, &paul] {
        let done = who.submit(&here, &format!("{here}/clearance"), &[("act", "clear")]).await;
        assert_eq!(done.status, 303, "{}", done.text());
    }
    let renamed = story.ana.submit(&edit, &firm, &[("name.fr", "Eaux bleues")]).await;
    assert_eq!(renamed.status, 303, "{}", renamed.text());
    story.ana.follow(&renamed).await.says("they were cleared as “Eau bleue (French)”");
    story.ana.get(&here).await.says("had cleared the name “Eau bleue (French)”");
    story.app.run_until_idle().await;
    let mails = story.app.mails();
    assert_eq!(mails.len(), 2);
    for mail in &mails {
        mail.is_sound();
        assert_eq!(mail.read.subject, "“Bluewater” is off the public page of sponsors");
        let text = mail.read.text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("“Eau bleue (French)”") && text.contains("“Eaux bleues (French)”"), "{text}");
    }
}

#[tokio::test]
async fn auditors_count_and_read_nothing() {
    let story = Story::begin().await;
    let here = story
        .court(
            "Bluewater",
            &[("amount", "5000 EUR"), ("notes", "a secret of ours"), ("owner_email", "ana@example.org")],
        )
        .await;
    let audit = story.member("audit@example.org", Role::Auditor, None).await;
    let board = audit.get(LIST).await;
    board.says("Bluewater").says("€5,000");
    assert!(!board.body.contains(">ana<"), "whose it is, is no sum");
    let page = audit.get(&here).await;
    page.says("Identified").does_not_say("a secret of ours").does_not_say("Note what was said");
    for path in
        [format!("{here}/edit"), format!("{here}/activities/new"), format!("{here}/bring/logo"), format!("{LIST}/new")]
    {
        assert_eq!(audit.get(&path).await.status, 403, "{path}");
    }
    let file = audit.get(&format!("{LIST}.csv")).await;
    assert!(file.body.contains("Bluewater") && !file.body.contains("a secret of ours"), "{}", file.body);
}

struct Programs {
    story: Story,
    key: String,
}

impl Programs {
    async fn begin() -> Programs {
        let story = Story::begin().await;
        let person = story.app.person("bot@example.org", story.world.coordinator());
        let key = story.app.token(&person, &["read", "write"]);
        Programs { story, key }
    }
    async fn ask(&self, method: Method, path: &str, version: Option<i64>, body: &Value) -> Page {
        let mut request = self.story.app.client().request(method, path).bearer_auth(&self.key);
        if let Some(version) = version {
            request = request.header("If-Match", format!("\"{version}\""));
        }
        if !body.is_null() {
            request = request.json(body);
        }
        send(request).await
    }
}

#[tokio::test]
async fn programs_court_too() {
    let programs = Programs::begin().await;
    let none = Value::Null;
    let body = json!({"programme": "cities", "organisation": "Bluewater", "amount": "1.500", "currency": "EUR"});
    let refused = programs.ask(Method::POST, "/api/v1/sponsorships", None, &body).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.value()["errors"][0]["field"], "amount");
    let body = json!({"programme": "cities", "organisation": "Bluewater", "amount": "1500", "currency": "EUR"});
    let made = programs.ask(Method::POST, "/api/v1/sponsorships", None, &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let here = made.location().to_owned();
    let seen = programs.ask(Method::GET, &here, None, &none).await;
    assert_eq!(seen.value()["amount"], "1500.00");
    let same = programs.ask(Method::PUT, &here, Some(1), &seen.value()).await;
    assert_eq!((same.status, &same.value()["version"]), (200, &json!(1)), "{}", same.body);
    let mut changed = seen.value();
    changed["notes"] = json!("Ask in May");
    let saved = programs.ask(Method::PUT, &here, Some(1), &changed).await;
    assert_eq!((saved.status, &saved.value()["version"]), (200, &json!(2)), "{}", saved.body);
    assert_eq!(programs.ask(Method::PUT, &here, Some(1), &changed).await.status, 412);
    assert_eq!(programs.ask(Method::PUT, &here, None, &changed).await.status, 428);
    let empty = programs.ask(Method::PUT, &here, Some(2), &json!({})).await;
    assert_eq!(empty.status, 422, "{}", empty.body);
    assert_eq!(empty.value()["errors"].as_array().map(Vec::len), Some(2), "both that are missing: {}", empty.body);
    changed["programme"] = json!("other");
    let other = programs.ask(Method::PUT, &here, Some(2), &changed).await;
    assert_eq!(
        (other.status, other.value()["errors"][0]["field"].clone()),
        (422, json!("programme")),
        "{}",
        other.body
    );
    let kept = programs.ask(Method::GET, &here, None, &none).await;
    assert_eq!(kept.value()["notes"], "Ask in May", "nothing of the plan is lost");
    let no_way = programs.ask(Method::POST, &format!("{here}/stage"), Some(2), &json!({"to": "fulfilled"})).await;
    assert_eq!(no_way.status, 409, "{}", no_way.body);
    let moved = programs.ask(Method::POST, &format!("{here}/stage"), Some(2), &json!({"to": "proposed"})).await;
    assert_eq!((moved.status, &moved.value()["stage"]), (200, &json!("proposed")), "{}", moved.body);
    let said = json!({"kind": "call", "body": "They like it", "next_action": "Write", "next_on": "2016-05-02"});
    let noted = programs.ask(Method::POST, &format!("{here}/activities"), None, &said).await;
    assert_eq!((noted.status, noted.value()["items"].as_array().map(Vec::len)), (200, Some(1)), "{}", noted.body);
    assert_eq!(programs.ask(Method::GET, &here, None, &none).await.value()["next_action"], "Write");
    let event = programs.story.world.event.event.public_id.to_string();
    let second = json!({"programme": "cities", "organisation": "Bluewater", "event": event});
    let courted = programs.ask(Method::POST, "/api/v1/sponsorships", None, &second).await;
    assert_eq!(courted.status, 409, "{}", courted.body);
    let told = courted.value();
    let others = &told["others"];
    assert_eq!((&others[0]["kin"], &others[0]["stage"]), (&json!("same"), &json!("proposed")), "{}", courted.body);
    assert_eq!(others[0]["organisation_name"]["en"], "Bluewater", "{}", courted.body);
    let alike = json!({"programme": "cities", "organisation": "Blue Water Holding"});
    let alike = programs.ask(Method::POST, "/api/v1/sponsorships", None, &alike).await;
    assert_eq!((alike.status, &alike.value()["others"][0]["kin"]), (409, &json!("alike")), "{}", alike.body);
    let bare = json!({"programme": "cities", "organisation": "GmbH"});
    let bare = programs.ask(Method::POST, "/api/v1/sponsorships", None, &bare).await;
    assert_eq!((bare.status, &bare.value()["errors"][0]["reason"]), (422, &json!("legal-form")), "{}", bare.body);
    let second = json!({"programme": "cities", "organisation": "Bluewater", "event": event, "confirm": "another sum"});
    assert_eq!(programs.ask(Method::POST, "/api/v1/sponsorships", None, &second).await.status, 201);
    let list = programs.ask(Method::GET, "/api/v1/sponsorships?programme=cities&stage=proposed", None, &none).await;
    assert_eq!(list.value()["items"].as_array().map(Vec::len), Some(1), "{}", list.body);
    let id = programs.story.world.outline.programme.public_id.to_string();
    for list in ["sponsorships", "sponsorships/totals", "events"] {
        let [by_slug, by_id] = ["cities", id.as_str()].map(|key| format!("/api/v1/{list}?programme={key}"));
        let by_slug = programs.ask(Method::GET, &by_slug, None, &none).await;
        let by_id = programs.ask(Method::GET, &by_id, None, &none).await;
        assert_eq!((by_id.status, &by_id.body), (200, &by_slug.body), "{list}");
    }
    let totals = programs.ask(Method::GET, "/api/v1/sponsorships/totals?programme=cities", None, &none).await;
    assert_eq!(totals.value()["currencies"][0]["money"]["proposed"], "1500.00", "{}", totals.body);
    let package = json!({"name": {"en": "Gold"}, "price": "5000 EUR"});
    let made = programs.ask(Method::POST, "/api/v1/programmes/cities/sponsor-packages", None, &package).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let shown = programs.ask(Method::GET, made.location(), None, &none).await;
    let same = programs.ask(Method::PUT, made.location(), Some(1), &shown.value()).await;
    assert_eq!(same.status, 200, "{}", same.body);
}

#[tokio::test]
async fn an_event_waits_for_its_sponsors() {
    let story = Story::begin().await;
    let event = &story.world.event;
    let condition = ConditionDraft {
        test: "sponsors".to_owned(),
        of: "event".to_owned(),
        least: "1".to_owned(),
        ..ConditionDraft::default()
    };
    let gate = GateDraft { join: "all".to_owned(), parts: vec![PartDraft::Condition(Box::new(condition))] };
    story.app.act(|conn, cx| -> Result<(), GateError> {
        gates::edit(conn, cx, Edited::Event(event), 0, &gate)?;
        Ok(())
    });
    let page = format!("/programmes/cities/events/{}", event.event.public_id);
    story.ana.get(&page).await.says("0 of 1 sponsors of the event have signed");
    let id = event.event.public_id.to_string();
    let here = story.court("Bluewater", &[("amount", "5000 EUR"), ("event", &id)]).await;
    story.sign(&here).await;
    story.ana.get(&page).await.does_not_say("0 of 1 sponsors");
}

#[tokio::test]
async fn a_table_is_tried_out_and_brought_in() {
    let story = Story::begin().await;
    story.court("Bluewater", &[("owner_email", "ana@example.org"), ("amount", "100 EUR")]).await;
    let table = "Firm,Stage,Amount,Currency,Notes\n\
        Redwater,met,\"10万元\",,=1+1\n\
        Bluewater,,200.00,EUR,\n\
        Greenwater,,1.500,EUR,\n\
        Whitewater,nowhere,,,\n\
        Blackwater,signed,100.00,EUR,\n";
    let here = format!("{LIST}/import");
    let blank = story.ana.get(&here).await;
    let tried = upload(&story.ana, &blank, &here, "", &[("firms.csv", table.as_bytes())]).await;
    assert_eq!(tried.status, 200, "{}", tried.text());
    tried.says("1 new, 1 changed, 0 the same, 3 refused").says("Greenwater").says("€1,500").says("€1.50");
    story.ana.get(LIST).await.does_not_say("Redwater");
    let kept = tried.form(&format!("{here}/run")).value("kept").expect("a name").to_owned();
    let refused = story.ana.submit_on(&tried, &format!("{here}/refused"), &[]).await;
    assert!(refused.body.contains("Greenwater") && !refused.body.contains("Redwater"), "{}", refused.body);
    let done = story.ana.submit_on(&tried, &format!("{here}/run"), &[]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let list = story.ana.get(&format!("{LIST}?view=list")).await;
    list.says("Redwater").says("CN¥100,000").says("€200").does_not_say("Greenwater").does_not_say("Blackwater");
    let file = story.ana.get(&format!("{LIST}.csv")).await;
    assert!(!file.body.contains(",=1+1"), "a spreadsheet would reckon: {}", file.body);
    let houses = story.ana.get("/organisations").await;
    houses.says("Redwater").does_not_say("Blackwater");
    let csrf = blank.form(&here).value("csrf").expect("a token").to_owned();
    let again = story.ana.post(&format!("{here}/run"), &[("csrf", &csrf), ("kept", &kept)]).await;
    assert_eq!(again.status, 303, "{}", again.text());
    let evil = story.ana.post(&format!("{here}/run"), &[("csrf", &csrf), ("kept", "../convoke.db")]).await;
    assert_eq!(evil.status, 400);
    let tried = upload(&story.ana, &blank, &here, "", &[("firms.csv", b"Name,Sum\na,b\n")]).await;
    assert_eq!(tried.status, 422);
    tried.says("No column says which firm");
    let person = story.app.person("bot@example.org", story.world.coordinator());
    let key = story.app.token(&person, &["read", "write"]);
    let request = story.app.client().request(Method::POST, "/api/v1/sponsorships/import?programme=cities&dry_run=yes");
    let told = send(request.bearer_auth(&key).body(table)).await;
    assert_eq!(told.status, 200, "{}", told.body);
    assert_eq!(told.value()["lines"][0]["verdict"], "same", "{}", told.body);
    assert_eq!(told.value()["written"], false);
    let request = story.app.client().request(Method::POST, "/api/v1/sponsorships/import?programme=cities&dry_run=yes");
    let told = send(request.bearer_auth(&key).body("Name,Sum\na,b\n")).await;
    assert!(told.status == 409 && told.body.contains("No column says which firm"), "{}", told.body);
    // Of two columns that say the firm differently none is taken for the other.
    let twice = "Firm,Stage,Company\nRedwater,met,Blackwater\nRedwater,met,\nRedwater,met,Redwater\n";
    let request = story.app.client().request(Method::POST, "/api/v1/sponsorships/import?programme=cities&dry_run=yes");
    let told = send(request.bearer_auth(&key).body(twice)).await.value();
    let verdicts = ["refused", "same", "same"].map(|verdict| serde_json::json!(verdict));
    for (line, verdict) in verdicts.iter().enumerate() {
        assert_eq!(told["lines"][line]["verdict"], *verdict, "{told}");
    }
    assert!(told["lines"][0]["why"].as_str().is_some_and(|why| why.contains("Two columns give it")), "{told}");
    let tried = upload(&story.ana, &blank, &here, "", &[("firms.csv", twice.as_bytes())]).await;
    tried.says("Two columns give it, and differ in this line.").does_not_say("came more than once");
    let rival = "“Company” (column 3) says “Firm” too, as “Firm” (column 1) does";
    tried.says(rival).says("Lines in which they differ are refused.");
    assert!(told["rivals"][0].as_str().is_some_and(|said| said.contains(rival)), "{told}");
}

#[tokio::test]
async fn a_long_table_comes_in_by_parts_and_once() {
    let story = Story::begin().await;
    let mut table = "Firm,Stage,Confirm\n".to_owned();
    for n in 0..45 {
        table.push_str(&format!("Haus {n},contacted,One of many\n"));
    }
    table.push_str("Haus 3,met,\n");
    let here = format!("{LIST}/import");
    let blank = story.ana.get(&here).await;
    let tried = upload(&story.ana, &blank, &here, "", &[("firms.csv", table.as_bytes())]).await;
    tried.says("45 new, 1 changed, 0 the same, 0 refused");
    let count = || contents(story.app.database(), &[]).values("sponsorships", "id").len();
    assert_eq!(count(), 0, "nothing of a trial stays");
    let run = format!("{here}/run");
    assert_eq!(story.ana.submit_on(&tried, &run, &[]).await.status, 303);
    assert_eq!(count(), 45);
    let list = format!("{LIST}?view=list&q=Haus+3");
    story.ana.get(&list).await.says("Met");
    let told = contents(story.app.database(), &[]).values("history", "id").len();
    assert_eq!(story.ana.submit_on(&tried, &run, &[]).await.status, 303, "the same form once more");
    assert_eq!(contents(story.app.database(), &[]).values("history", "id").len(), told);
}

#[tokio::test]
async fn a_table_says_all_that_is_wrong_and_goes_one_step_at_most() {
    let story = Story::begin().await;
    story.court("Bluewater", &[("amount", "100 EUR"), ("owner_email", "ana@example.org")]).await;
    let table = "Firm,Stage,Amount,Currency,Signed on,Agreement,Confirm,Next action,By when,Owner\n\
        Bluewater,signed,,,2016-03-01,By letter,,,,\n\
        Steelyard,received,5000,EUR,2016-03-01,By letter,,,,\n\
        Ironworks,nowhere,1.500,EUR,some day,,,Call,soon,\n\
        Lindenhof,signed,,,,,,,,\n\
        Blue Water Holding,,,,,,,,,\n\
        Bluewater Group,contacted,,,,,Ana knows,,,\n";
    let here = format!("{LIST}/import");
    let blank = story.ana.get(&here).await;
    let tried = upload(&story.ana, &blank, &here, "", &[("firms.csv", table.as_bytes())]).await;
    assert_eq!(tried.status, 200, "{}", tried.text());
    tried.says("2 new, 0 changed, 0 the same, 4 refused");
    tried.says("from “Identified” not to “Signed”, but to Contacted, Met, Proposed and Declined");
    tried.says("New at “Received”: the steps before are taken as your table tells them");
    tried.says("Stage: One of").says("Amount: This reads as").says("Signed on: A date").says("By when: A date");
    tried.says("A pledge needs an amount").says("A signature needs its date");
    tried.says("Already approached: Bluewater (ana)").says("Goes on for the reason given, beside Bluewater (ana)");
    let done = story.ana.submit_on(&tried, &format!("{here}/run"), &[]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let list = story.ana.get(&format!("{LIST}?view=list&q=steelyard")).await;
    let page =
        list.links().into_iter().find(|link| link.starts_with(&format!("{LIST}/")) && link.len() > LIST.len() + 10);
    story
        .ana
        .get(&page.expect("its page"))
        .await
        .says("Received")
        .says("as the table gave it")
        .says("Imported at this stage");
    // The next step is one that the table of stages has.
    let next = "Firm,Stage\nBluewater,met\nSteelyard,fulfilled\n";
    let tried = upload(&story.ana, &blank, &here, "", &[("next.csv", next.as_bytes())]).await;
    tried.says("0 new, 2 changed, 0 the same, 0 refused").does_not_say("taken as your table tells them");
}

#[tokio::test]
async fn a_title_that_two_events_have_is_asked_about_and_files_name_them_apart() {
    let story = Story::begin().await;
    let first = story.world.event.event.public_id.to_string();
    let here = format!("/programmes/cities/events/{first}/clone");
    let cloned = story.ana.submit(&here, &here, &[]).await;
    assert_eq!(cloned.status, 303, "{}", cloned.text());
    let second = cloned.location().split('/').nth(4).expect("an id").to_owned();
    let title = story.world.event.event.title.best(convoke::kernel::locale::Locale::En).to_owned();
    let packages = format!("{LIST}/packages");
    let gold = [("name.en", "Gold"), ("name.fr", "Or"), ("name.zh", "金"), ("price", "5000 EUR")];
    for _ in 0..2 {
        let made = story.ana.submit(&format!("{packages}/new"), &packages, &gold).await;
        assert_eq!(made.status, 303, "{}", made.text());
    }
    let offered = story.ana.get(&format!("{LIST}/new")).await;
    assert!(offered.body.contains(&format!("{title} · ")), "the two are told apart: {}", offered.body);
    let of = offered.body.split("name=\"package\"").nth(1).and_then(|rest| rest.split("</select>").next());
    let of = of.and_then(|choices| choices.rsplit("value=\"").next()).and_then(|last| last.split('"').next());
    let gold = of.expect("the last package").to_owned();
    story.court("Bluewater", &[("event", &second), ("package", &gold)]).await;
    let import = format!("{LIST}/import");
    let blank = story.ana.get(&import).await;
    let table = format!("Firm,For,Notes,Package\nBluewater,{title},first,\nBluewater,{second},second,\nRed,,,Gold\n");
    let tried = upload(&story.ana, &blank, &import, "", &[("firms.csv", table.as_bytes())]).await;
    tried.says("0 new, 1 changed, 0 the same, 2 refused").says(&format!("Several are called “{title}”"));
    tried.says(&first).says(&second).says("Several are called “Gold”").says(&gold);
    let file = story.ana.get(&format!("{LIST}.csv")).await;
    assert!(file.body.contains(&format!(",{second},")) && file.body.contains(&format!(",{gold},")), "{}", file.body);
    let back = upload(&story.ana, &blank, &import, "", &[("back.csv", file.body.as_bytes())]).await;
    back.says("0 new, 0 changed, 1 the same, 0 refused");
}

#[tokio::test]
async fn owners_of_one_name_go_out_by_address_and_come_in_again() {
    let story = Story::begin().await;
    story.member("ana@other.example", Role::Coordinator, None).await;
    story.member("zoe@example.org", Role::Coordinator, None).await;
    story.court("Bluewater", &[("owner_email", "ana@other.example")]).await;
    story.court("Redwater", &[("owner_email", "zoe@example.org")]).await;
    story.ana.get(&format!("{LIST}/new")).await.says("ana · ana@other.example");
    let file = story.ana.get(&format!("{LIST}.csv")).await;
    assert!(file.body.contains(",ana@other.example,") && file.body.contains(",zoe,"), "{}", file.body);
    let import = format!("{LIST}/import");
    let blank = story.ana.get(&import).await;
    let back = upload(&story.ana, &blank, &import, "", &[("back.csv", file.body.as_bytes())]).await;
    back.says("0 new, 0 changed, 2 the same, 0 refused");
    let named = "Firm,Owner\nBluewater,ana\nRedwater,zoe\n";
    let tried = upload(&story.ana, &blank, &import, "", &[("named.csv", named.as_bytes())]).await;
    tried.says("0 new, 0 changed, 1 the same, 1 refused");
}

#[tokio::test]
async fn programs_bring_logos_and_persons_clear_them() {
    let programs = Programs::begin().await;
    let (story, none) = (&programs.story, Value::Null);
    let body = json!({"programme": "cities", "organisation": "Bluewater", "amount": "5000 EUR"});
    let made = programs.ask(Method::POST, "/api/v1/sponsorships", None, &body).await;
    let here = made.location().to_owned();
    let page = format!("{LIST}/{}", made.value()["id"].as_str().expect("an id"));
    let bring = |part: &'static str, name: &'static str, bytes: &'static [u8]| {
        let (client, key, path) = (story.app.client(), programs.key.clone(), format!("{here}/files?part={part}"));
        async move {
            let file = reqwest::multipart::Part::bytes(bytes).file_name(name);
            let form = reqwest::multipart::Form::new().part("file", file);
            send(client.request(Method::POST, &path).bearer_auth(key).multipart(form)).await
        }
    };
    let refused = bring("logo", "logo.svg", b"<svg><script>alert(1)</script></svg>").await;
    assert_eq!(refused.status, 422, "what acts in a browser is no logo: {}", refused.body);
    let refused = bring("logo", "logo.png", b"%PDF-1.4 nothing").await;
    assert_eq!(refused.status, 422, "by its content, not by its name: {}", refused.body);
    assert_eq!(bring("seal", "logo.svg", LOGO).await.value()["errors"][0]["field"], "part");
    let brought = bring("logo", "logo.svg", LOGO).await;
    assert_eq!((brought.status, &brought.value()["media_type"]), (201, &json!("image/svg+xml")), "{}", brought.body);
    let file = brought.location().to_owned();
    let own = programs.ask(Method::GET, &file, None, &none).await;
    assert_eq!((own.status, own.body.as_bytes()), (200, LOGO));
    assert!(own.header("content-disposition").starts_with("attachment"));
    let id = brought.value()["id"].as_str().expect("an id").to_owned();
    let stranger = story.app.client();
    let roads = [
        file.clone(),
        format!("{here}/files"),
        format!("{here}/clearance"),
        format!("{page}/files/{id}"),
        format!("/sponsors/cities/logos/{id}"),
    ];
    let audit = story.member("audit@example.org", Role::Auditor, None).await;
    for road in &roads {
        let answer = stranger.get(road).await;
        assert!(matches!(answer.status, 303 | 401 | 404), "{road}: {}", answer.status);
        assert!(!answer.body.contains("<svg xmlns"), "{road}");
        assert!(matches!(audit.get(road).await.status, 403 | 404), "{road}");
    }
    let by_key = programs.ask(Method::POST, &format!("{here}/clearance"), None, &none).await;
    assert_eq!(by_key.status, 403, "a key is no person: {}", by_key.body);
    assert!(by_key.body.contains("name and logo"), "it says what wants a person: {}", by_key.body);
    story.sign(&page).await;
    let paul = story.member("paul@example.org", Role::PrincipalInvestigator, None).await;
    let to = format!("{here}/clearance");
    let csrf = |who: &TestClient| {
        let (who, page) = (who.clone(), page.clone());
        async move {
            let form = who.get(&page).await.form(&format!("{page}/clearance"));
            form.value("csrf").expect("a token").to_owned()
        }
    };
    let act = |who: &TestClient, method: Method| {
        let (who, to, csrf) = (who.clone(), to.clone(), csrf(who));
        async move {
            let seen = who.get(&to).await.value()["seen"].clone();
            let gives = method == Method::POST;
            let request = who.request(method, &to).header("x-csrf-token", csrf.await);
            // A word that is taken back says nothing more.
            send(if gives { request.json(&json!({"seen": seen})) } else { request }).await
        }
    };
    let unproven = send(story.ana.request(Method::POST, &to).json(&json!({}))).await;
    assert_eq!(unproven.status, 403, "no page of ours sent it: {}", unproven.body);
    // Of a logo that has come since they looked, they have said nothing.
    let looked = story.ana.get(&to).await.value()["seen"].clone();
    let other = bring(
        "logo",
        "logo.svg",
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9\"/></svg>",
    )
    .await;
    assert_eq!(other.status, 201, "{}", other.body);
    let token = csrf(&story.ana).await;
    for (body, status) in [(json!({"seen": looked}), 412), (json!({}), 422)] {
        let late = send(story.ana.request(Method::POST, &to).header("x-csrf-token", &token).json(&body)).await;
        assert_eq!(late.status, status, "{}", late.body);
    }
    let brought = bring("logo", "logo.svg", LOGO).await;
    let id = brought.value()["id"].as_str().expect("an id").to_owned();
    let public = format!("/sponsors/cities/logos/{id}");
    let first = act(&story.ana, Method::POST).await;
    assert_eq!((first.status, &first.value()["outcome"]), (200, &json!("first")), "{}", first.body);
    assert_eq!(act(&story.ana, Method::POST).await.value()["outcome"], "again");
    assert_eq!(stranger.get(&public).await.status, 404);
    let second = act(&paul, Method::POST).await.value();
    assert_eq!((&second["outcome"], &second["shown"]), (&json!("shown"), &json!(true)), "{second}");
    assert_eq!(stranger.get(&public).await.body.as_bytes(), LOGO);
    let back = act(&paul, Method::DELETE).await.value();
    assert_eq!((&back["shown"], &back["wanted"]), (&json!(false), &json!(1)), "{back}");
    assert_eq!(stranger.get(&public).await.status, 404);
}

/// The ways to look at sponsors stay in sight on the page of packages, which is one of them.
#[tokio::test]
async fn the_page_of_packages_leads_to_board_list_and_table() {
    let story = Story::begin().await;
    let links = story.ana.get(&format!("{LIST}/packages")).await.links();
    for way in [LIST.to_owned(), format!("{LIST}?view=list"), format!("{LIST}/import")] {
        assert!(links.contains(&way), "{way}: {links:?}");
    }
}
