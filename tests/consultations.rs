//! Participants are asked for their views and give them by their own link; staff read, count, sort and export them.

use convoke::access::{Grant, Role};
use convoke::domain::invitations::{self, Given, Source, UNDO_SECONDS, Wish};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::mail::Mail;
use crate::support::world::World;
use crate::support::{Page, TestApp, TestClient, send};

/// The world's event with two guests who have accepted, and its coordinator at the desk.
struct Desk {
    app: TestApp,
    world: World,
    client: TestClient,
    base: String,
}

impl Desk {
    async fn open() -> Desk {
        let app = TestApp::start();
        let world = World::build(&app);
        app.act(|conn, cx| {
            let event = invitations::event_facts(conn, world.event.event.id)?;
            let coming = Given { wish: Wish::Accepted, note: String::new(), needs: None };
            let source = Source::parse("phone", "").expect("a source");
            let all = invitations::guests_all(conn, cx, &event, &Default::default())?;
            for seat in all.iter().filter(|s| s.name.native != "Anna Schmidt") {
                invitations::record_answer(conn, cx, &event, &seat.public_id, &coming, &source)?;
            }
            Ok::<_, invitations::InvitationError>(())
        });
        app.run_until_idle().await;
        app.mails();
        let client = app.member("ana@example.org", world.coordinator()).await;
        let base = format!("/programmes/cities/events/{}/consultations", world.event.event.public_id);
        Desk { app, world, client, base }
    }

    fn here(&self) -> String {
        format!("{}/before", self.base)
    }

    /// A questionnaire with a scale and a free text, open until two days before the event.
    async fn questionnaire(&self) {
        let made = self.client.submit(&self.base, &self.base, &[("to", "before")]).await;
        assert_eq!(made.location(), format!("{}/edit", self.here()));
        let edit = format!("{}/edit", self.here());
        let intro = [
            ("closes", "2016-05-22T18:00"),
            ("intro.en", "Why we **ask**."),
            ("intro.fr", "Pourquoi nous **demandons**."),
            ("intro.zh", "我们为何**征求意见**。"),
        ];
        let saved = self.client.submit(&edit, &edit, &intro).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        let action = format!("{}/questions", self.here());
        let scale = [
            ("wording.en", "How well does the city use its land?"),
            ("wording.fr", "La ville utilise-t-elle bien son sol ?"),
            ("wording.zh", "您认为本市的土地利用如何？"),
            ("low.en", "badly"),
            ("low.fr", "mal"),
            ("low.zh", "很差"),
            ("high.en", "well"),
            ("high.fr", "bien"),
            ("high.zh", "很好"),
            ("need", "required"),
        ];
        let page = format!("{action}/new?kind=scale");
        assert_eq!(self.client.submit(&page, &action, &scale).await.status, 303);
        let text = [
            ("wording.en", "What is your vision?"),
            ("wording.fr", "Quelle est votre vision ?"),
            ("wording.zh", "您的愿景是什么？"),
            ("limit", "60"),
        ];
        let page = format!("{action}/new?kind=text");
        assert_eq!(self.client.submit(&page, &action, &text).await.status, 303);
    }

    async fn opened(&self) {
        self.questionnaire().await;
        let state = format!("{}/state", self.here());
        let done = self.client.submit(&self.here(), &state, &[("to", "open")]).await;
        assert_eq!(done.status, 303, "{}", done.text());
    }

    /// The mails to those who were asked: Claire, Wang Jianguo.
    async fn asked(&self) -> Vec<Mail> {
        self.opened().await;
        let ask = format!("{}/ask", self.here());
        let page = self.client.get(&ask).await;
        page.says("2 people will get a mail").says("French");
        let sent = self.client.submit_on(&page, &ask, &[("act", "ask")]).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        self.client.get(&self.here()).await.says("2 mails leave soon.");
        self.app.pass_seconds(UNDO_SECONDS + 1);
        assert_eq!(self.app.run_until_idle().await, 2);
        self.app.mails()
    }

    fn question(page: &Page, nth: usize) -> String {
        let names: Vec<String> = page.forms()[0].names.iter().filter(|n| n.starts_with("q_")).cloned().collect();
        let mut own: Vec<String> = Vec::new();
        for name in names {
            if !own.contains(&name) {
                own.push(name);
            }
        }
        own[nth].clone()
    }
}

/// A mail's text without what differs from run to run.
fn steady(app: &TestApp, mail: &Mail) -> String {
    let mut text = format!("To: {}\nSubject: {}\n\n{}", mail.to, mail.read.subject, mail.read.text);
    for link in mail.links() {
        if let Some((before, token)) = link.rsplit_once('/').filter(|(b, _)| b.ends_with("/input") || b.ends_with("/n"))
        {
            text = text.replace(&link, &format!("{before}/TOKEN"));
            text = text.replace(token, "TOKEN");
        }
    }
    text.replace(&app.base, "https://convoke.example").replace("\r\n", "\n")
}

#[tokio::test]
async fn a_participant_answers_by_their_own_link() {
    let desk = Desk::open().await;
    let mails = desk.asked().await;
    let shown: Vec<String> = mails.iter().map(|m| steady(&desk.app, m)).collect();
    for mail in &mails {
        mail.is_sound();
    }
    insta::assert_snapshot!("input_mails", shown.join("\n\n=====\n\n"));
    let wang = mails.iter().find(|m| m.to.starts_with("wang")).expect("a mail to Wang Jianguo");
    let (guest, path) = (desk.app.client(), wang.path("/input/"));
    let page = guest.get(&path).await;
    assert!(page.body.contains("<html lang=\"zh"), "in the participant's language");
    page.says("您认为本市的土地利用如何？").says("我们可以引用您所写的内容吗？");
    guest.get(&format!("{path}?lang=fr")).await.says("Quelle est votre vision");
    assert_eq!(page.form(&path).value("quoting"), None, "nothing is chosen beforehand");
    let (scale, text) = (Desk::question(&page, 0), Desk::question(&page, 1));

    let long = "字".repeat(61);
    let refused = guest.submit(&path, &path, &[(&scale, "9"), (&text, &long), ("act", "send")]).await;
    assert_eq!(refused.status, 422);
    refused.says("现有61个字符，最多60个。").says(&long);
    let part = guest.submit(&path, &path, &[(&text, "更多绿地"), ("act", "save")]).await;
    assert_eq!(part.status, 303, "{}", part.text());
    guest.get(&path).await.says("尚未提交").says("更多绿地");
    let people = format!("{}/people", desk.here());
    desk.client.get(&people).await.says("Begun").does_not_say("更多绿地");
    let whole = [(scale.as_str(), "4"), (text.as_str(), "更多绿地"), ("quoting", "unnamed"), ("act", "send")];
    for _ in 0..2 {
        assert_eq!(guest.submit(&path, &path, &whole).await.status, 303);
    }
    guest.get(&path).await.says("感谢您");
    desk.client.get(&people).await.says("Answered").says("may be quoted without name");
    desk.client.get(&format!("{}/answers", desk.here())).await.says("王建国");

    let remind = format!("{}/ask?act=remind", desk.here());
    desk.client.get(&remind).await.says("One person will be reminded").says("Has answered");
    desk.app.clock.set("2016-05-22T11:00:00Z".parse().expect("an instant"));
    let late = guest.post(&path, &[(&scale, "1"), (&text, "来不及了"), ("act", "send")]).await;
    assert_eq!(late.status, 409);
    late.says("来不及了").says("Li Na").says("+86 352 555 0101");
    let changed = guest.submit(&path, &path, &[("quoting", "never"), ("act", "quoting")]).await;
    assert_eq!(changed.status, 303, "also when it is closed: {}", changed.text());
    guest.follow(&changed).await.says("已记下您关于引用的意愿：“请勿引用”。");
    guest.get(&path).await.does_not_say("已记下您关于引用的意愿");
    // The coordinator's own sign-in has run out by then.
    let later = desk.app.member("bea@example.org", desk.world.coordinator()).await;
    later.get(&people).await.says("not to be quoted");
}

#[tokio::test]
async fn a_broken_link_is_the_quiet_page_and_looking_changes_nothing() {
    let desk = Desk::open().await;
    let mails = desk.asked().await;
    let (guest, path) = (desk.app.client(), mails[0].path("/input/"));
    let before = crate::support::contents::contents(desk.app.database(), &[]);
    for _ in 0..3 {
        assert_eq!(guest.get(&path).await.status, 200);
        assert_eq!(guest.head(&path).await.status, 200);
    }
    let after = crate::support::contents::contents(desk.app.database(), &[]);
    assert_eq!(after.changes_since(&before), Vec::<String>::new());
    let (head, last) = path.split_at(path.len() - 1);
    let flipped = format!("{head}{}", if last == "0" { "1" } else { "0" });
    let quiet = guest.get(&flipped).await;
    let answers = guest.get("/a/x").await;
    assert_eq!((quiet.status, quiet.text()), (404, answers.text()));
    assert_eq!(guest.post(&flipped, &[("act", "send")]).await.status, 404);
}

#[tokio::test]
async fn sorting_figures_and_files_keep_to_consent_and_rights() {
    let desk = Desk::open().await;
    let mails = desk.asked().await;
    for (mail, (words, quoting)) in mails.iter().zip([("More *trees*", "named"), ("=cmd()\n\nFewer cars", "")]) {
        let (guest, path) = (desk.app.client(), mail.path("/input/"));
        let page = guest.get(&path).await;
        let (scale, text) = (Desk::question(&page, 0), Desk::question(&page, 1));
        let sent = [(scale.as_str(), "4"), (text.as_str(), words), ("quoting", quoting), ("act", "send")];
        assert_eq!(guest.submit(&path, &path, &sent).await.status, 303);
    }
    let themes = format!("{}/themes", desk.here());
    let green = [("name.en", "Green space"), ("name.fr", "Espaces verts"), ("name.zh", "绿色空间")];
    assert_eq!(desk.client.submit(&themes, &themes, &green).await.status, 303);
    let sorting = format!("{}/sorting", desk.here());
    let page = desk.client.get(&sorting).await;
    page.says("0 of 3").says("Fewer cars");
    let form = page.form(&sorting);
    let add = form.buttons.iter().find(|(_, v)| v.starts_with("add:")).expect("a theme to press").1.clone();
    let nothing = desk.client.submit_on(&page, &sorting, &[("act", &add)]).await;
    assert_eq!(nothing.status, 422);
    nothing.says("Tick at least one passage first.");
    let first = page.body.split("name=\"id\" value=\"").nth(1).and_then(|r| r.split('"').next()).expect("a passage");
    let sorted = desk.client.submit_on(&page, &sorting, &[("act", &add), ("id", first)]).await;
    let after = desk.client.follow(&sorted).await;
    after.says("1 of 3").says("One passage is now in “Green space”.");
    let undo = after.forms().into_iter().find(|f| f.action.ends_with("/undo")).expect("it can be undone").action;
    let undone = desk.client.submit_on(&after, &undo, &[]).await;
    desk.client.follow(&undone).await.says("0 of 3");
    let narrowed = desk.client.get(&format!("{sorting}?show=unsorted")).await;
    let sorted = desk.client.submit_on(&narrowed, &sorting, &[("act", &add), ("id", first)]).await;
    let after = desk.client.follow(&sorted).await;
    let undo = after.forms().into_iter().find(|f| f.action.contains("/undo")).expect("it can be undone").action;
    let undone = desk.client.submit_on(&after, &undo, &[]).await;
    assert!(undone.location().ends_with("/sorting?note=consultation-undone&show=unsorted"), "{}", undone.location());
    let page = desk.client.get(&sorting).await;
    desk.client.submit_on(&page, &sorting, &[("act", &add), ("id", first)]).await;

    let report = desk.client.get(&format!("{}/report.md", desk.here())).await;
    assert!(report.body.contains("> More \\*trees\\*\n> — Claire Martin"), "{}", report.body);
    assert!(!report.body.contains("Fewer cars") && report.body.contains("not to be quoted"), "{}", report.body);
    let csv = desk.client.get(&format!("{}/answers.csv", desk.here())).await;
    assert!(csv.body.contains("Claire Martin") && !csv.body.contains(",=cmd"), "{}", csv.body);
    assert!(csv.body.contains("French"), "languages by their names: {}", csv.body);
    let figures = desk.client.get(&format!("{}/results", desk.here())).await;
    figures.says("Fewer than three people have answered");
    assert!(figures.body.contains("<h2 id=\"h-"), "no rank of heading is left out: {}", figures.body);

    let audit = Grant { role: Role::Auditor, programme: Some(desk.world.outline.programme.id), city: None };
    let auditor = desk.app.member("audit@example.org", vec![audit]).await;
    let seen = auditor.get(&format!("{}/results", desk.here())).await;
    seen.does_not_say("Claire Martin").does_not_say("trees");
    for page in ["answers", "people", "sorting", "answers.csv", "answers.xlsx", "report.md"] {
        assert_eq!(auditor.get(&format!("{}/{page}", desk.here())).await.status, 403, "{page}");
    }
    assert_eq!(auditor.get(&format!("{}/figures.csv", desk.here())).await.status, 200);
    let event = desk.base.trim_end_matches("/consultations");
    desk.client.get(event).await.says("Stakeholder input").says("2 asked").says("2 answered");
}

#[tokio::test]
async fn where_nothing_came_in_asking_is_offered_while_somebody_can_be_asked() {
    let desk = Desk::open().await;
    desk.questionnaire().await;
    let results = format!("{}/results", desk.here());
    let asks = |page: &Page| page.links().iter().any(|link| link.ends_with("/ask"));
    let draft = desk.client.get(&results).await;
    assert!(!asks(draft.says("Nothing has come in yet")), "a draft asks nobody");
    let state = format!("{}/state", desk.here());
    assert_eq!(desk.client.submit(&desk.here(), &state, &[("to", "open")]).await.status, 303);
    assert!(asks(&desk.client.get(&results).await));
    desk.app.clock.set("2016-05-23T00:00:00Z".parse().expect("an instant"));
    let later = desk.app.member("bo@example.org", desk.world.coordinator()).await;
    let over = later.get(&results).await;
    assert!(!asks(over.says("Nothing has come in yet")), "it takes no answers any more");
}

#[tokio::test]
async fn the_desk_reads_the_introduction_as_participants_do() {
    let desk = Desk::open().await;
    desk.questionnaire().await;
    let page = desk.client.get(&desk.here()).await;
    assert!(page.body.contains("Why we <strong>ask</strong>."), "{}", page.body);
}

#[tokio::test]
async fn two_at_one_questionnaire_lose_nothing() {
    let desk = Desk::open().await;
    desk.questionnaire().await;
    let edit = format!("{}/edit", desk.here());
    let (mine, theirs) = (desk.client.get(&edit).await, desk.client.get(&edit).await);
    let faster = desk.client.submit_on(&theirs, &edit, &[("closes", "2016-05-21T12:00")]).await;
    assert_eq!(faster.status, 303);
    let slower = desk.client.submit_on(&mine, &edit, &[("intro.en", "Another reason")]).await;
    assert!(matches!(slower.status, 303 | 409), "{}", slower.text());
    if slower.status == 409 {
        slower.says("Another reason");
    }
    let twice = desk.client.submit(&desk.base, &desk.base, &[("to", "before")]).await;
    assert_eq!(twice.status, 409, "one questionnaire a phase");
}

#[tokio::test]
async fn programs_make_ask_and_count() {
    let desk = Desk::open().await;
    let ana = desk.app.person("bot@example.org", desk.world.coordinator());
    let key = desk.app.token(&ana, &["read", "write"]);
    let client = desk.app.client();
    let call = |method: Method, path: String, tag: String, body: Value| {
        let (client, key) = (client.clone(), key.clone());
        async move {
            let request = client.request(method, &path).bearer_auth(&key).header("if-match", tag).json(&body);
            send(request).await
        }
    };
    let event = format!("/api/v1/events/{}/consultations", desk.world.event.event.public_id);
    let made = call(Method::POST, event.clone(), "*".into(), json!({"phase": "after"})).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let here = made.location().to_owned();
    let bad =
        call(Method::POST, format!("{here}/questions"), "*".into(), json!({"kind": "single", "need": "optional"}));
    let bad = bad.await;
    assert_eq!(bad.status, 422);
    assert!(bad.body.contains("wording.en") && bad.body.contains("choices.en"), "{}", bad.body);
    let three = |text: &str| json!({"en": text, "fr": text, "zh": text});
    let question = json!({"kind": "single", "need": "optional", "wording": three("Which?"),
        "choices": [{"text": three("bus")}, {"text": three("tram")}]});
    let added = call(Method::POST, format!("{here}/questions"), "*".into(), question).await;
    assert_eq!(added.status, 201, "{}", added.body);
    let whole = client.json(Method::GET, &here, &key, &Value::Null).await;
    let mut back = whole.value();
    back["closes"] = json!("2016-06-20T18:00");
    let put = call(Method::PUT, here.clone(), whole.header("etag").to_owned(), back).await;
    assert_eq!(put.status, 200, "what GET gave can be PUT back: {}", put.body);
    let stale = call(Method::PUT, here.clone(), "\"1\"".into(), json!({})).await;
    assert_eq!(stale.status, 412, "{}", stale.body);
    let early = call(Method::POST, format!("{here}/state"), "*".into(), json!({"state": "open"})).await;
    assert_eq!(early.status, 409, "the event is still to come: {}", early.body);
    let mut later = put.value();
    later["opens"] = json!("2016-05-24T12:00");
    let within = call(Method::PUT, here.clone(), put.header("etag").to_owned(), later.clone()).await;
    assert_eq!((within.status, within.body.contains("opens")), (422, true), "{}", within.body);
    later["opens"] = json!("2016-05-25T09:00");
    let set = call(Method::PUT, here.clone(), put.header("etag").to_owned(), later).await;
    assert_eq!(set.status, 200, "{}", set.body);
    let opened = call(Method::POST, format!("{here}/state"), "*".into(), json!({"state": "open"})).await;
    assert_eq!((opened.status, opened.value()["standing"].clone()), (200, json!("ahead")));
    let check = client.json(Method::GET, &format!("{here}/asking?turn=ask"), &key, &Value::Null).await.value();
    assert_eq!(check["people"], json!(2), "{check}");
    let asked = call(Method::POST, format!("{here}/asking"), "*".into(), json!({"turn": "ask"})).await;
    assert_eq!(asked.value(), json!({"mails": 2}));
    let again = call(Method::POST, format!("{here}/asking"), "*".into(), json!({"turn": "ask"})).await;
    assert_eq!(again.status, 409);
    let back = call(Method::DELETE, format!("{here}/asking"), "*".into(), Value::Null).await;
    assert_eq!(back.value(), json!({"mails": 2}));
    let results = client.json(Method::GET, &format!("{here}/results"), &key, &Value::Null).await.value();
    assert_eq!((&results["asked"], &results["questions"][0]["rows"]), (&json!(0), &json!([])), "{results}");
    let file = client.json(Method::GET, &format!("{here}/files/figures.csv"), &key, &Value::Null).await;
    assert_eq!(file.status, 200);
    assert_eq!(desk.app.run_until_idle().await, 0, "what was called back does not leave");
}
