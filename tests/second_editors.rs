//! Whoever comes second to a part of something larger: a package for sponsors, a question, the order of questions, a draft that is handed
//! over. Both versions are seen, each field is chosen, and nothing is lost.

use reqwest::Method;
use serde_json::{Value, json};

use crate::files::PDF;
use crate::support::world::World;
use crate::support::{Page, TestApp, TestClient, send};

struct Pair {
    app: TestApp,
    world: World,
    ana: TestClient,
    bo: TestClient,
    /// A program that gets things ready.
    key: String,
}

fn three(text: &str) -> Value {
    json!({"en": text, "fr": text, "zh": text})
}

impl Pair {
    async fn begin() -> Pair {
        let app = TestApp::start();
        let world = World::build(&app);
        let ana = app.member("ana@example.org", world.coordinator()).await;
        let bo = app.member("bo@example.org", world.coordinator()).await;
        let key = app.token(&app.person("robot@example.org", world.coordinator()), &["read", "write"]);
        Pair { app, world, ana, bo, key }
    }
    /// Makes something, and says its id.
    async fn make(&self, path: &str, body: Value) -> String {
        let made = self.app.client().json(Method::POST, path, &self.key, &body).await;
        assert_eq!(made.status, 201, "{path}: {}", made.body);
        made.location().rsplit('/').next().expect("an id").to_owned()
    }
    fn event(&self) -> String {
        self.world.event.event.public_id.to_string()
    }
    /// Ana saves first, and Bo, whose page was open by then, after her.
    async fn both(&self, form: &str, ana: (&str, &str), bo: (&str, &str)) -> Page {
        let second = self.bo.get(form).await;
        let first = self.ana.submit(form, form, &[ana]).await;
        assert_eq!(first.status, 303, "{form}: {}", first.text());
        let clash = self.bo.submit_on(&second, form, &[bo]).await;
        assert_eq!(clash.status, 409, "{form}: {}", clash.text());
        clash
    }
    /// What each has changed is chosen for them, and one save keeps both.
    async fn merges(&self, form: &str, ana: (&str, &str), bo: (&str, &str)) {
        let clash = self.both(form, ana, bo).await;
        clash.says("Last saved by ana");
        let asked = clash.form(form);
        for (name, side) in [(ana.0, "theirs"), (bo.0, "mine")] {
            assert_eq!(asked.value(&format!("pick:{name}")), Some(side), "{form}: {name}");
        }
        assert_eq!(asked.fields.iter().filter(|(name, _)| name == "differs").count(), 2, "{form}");
        let saved = self.bo.submit_on(&clash, form, &[]).await;
        assert_eq!(saved.status, 303, "{form}: {}", saved.text());
        let now = self.ana.get(form).await.form(form);
        for (name, value) in [ana, bo] {
            assert_eq!(now.value(name), Some(value), "{form}: {name}");
        }
    }
    /// What both have changed is asked about, with both versions.
    async fn asks(&self, form: &str, field: &str, (ana, bo): (&str, &str)) {
        let clash = self.both(form, (field, ana), (field, bo)).await;
        clash.says(ana).says(bo);
        let undecided = self.bo.submit_on(&clash, form, &[]).await;
        assert_eq!(undecided.status, 409, "{form}: {}", undecided.text());
        undecided.says("Both of you changed this").says(ana).says(bo);
        let saved = self.bo.submit_on(&undecided, form, &[(&format!("pick:{field}"), "mine")]).await;
        assert_eq!(saved.status, 303, "{form}: {}", saved.text());
        assert_eq!(self.ana.get(form).await.form(form).value(field), Some(bo));
    }
}

#[tokio::test]
async fn a_package_for_sponsors_is_merged_field_by_field() {
    let pair = Pair::begin().await;
    let packages = "/api/v1/programmes/cities/sponsor-packages";
    let gold = pair.make(packages, json!({"name": three("Gold"), "price": "5000 EUR"})).await;
    let silver = pair.make(packages, json!({"name": three("Silver")})).await;
    let of = |id: &str| format!("/programmes/cities/sponsorships/packages/{id}");
    pair.merges(&of(&gold), ("benefits.zh", "展位"), ("name.en", "Gold partner")).await;
    pair.asks(&of(&gold), "name.fr", ("Or", "Partenaire or")).await;
    // Who saved is whoever saved this one, whatever was done to another since.
    let form = of(&gold);
    let second = pair.bo.get(&form).await;
    assert_eq!(pair.ana.submit(&form, &form, &[("name.zh", "金牌")]).await.status, 303);
    let other = of(&silver);
    assert_eq!(pair.bo.submit(&other, &other, &[("name.zh", "银牌")]).await.status, 303);
    let clash = pair.bo.submit_on(&second, &form, &[("benefits.en", "A stand")]).await;
    clash.says("Last saved by ana").says("金牌").does_not_say("银牌");
    // What a package became is told in the programme's history.
    pair.ana.get("/programmes/cities/history?kind=programme").await.says("金牌").says("Benefits").says("展位");
}

#[tokio::test]
async fn a_question_is_merged_field_by_field() {
    let pair = Pair::begin().await;
    let asked = pair.make(&format!("/api/v1/events/{}/consultations", pair.event()), json!({"phase": "after"})).await;
    let body = json!({"kind": "text", "need": "optional", "wording": three("What is missing?"), "limit": 500});
    let question = pair.make(&format!("/api/v1/consultations/{asked}/questions"), body).await;
    let edit = format!("/programmes/cities/events/{}/consultations/after/questions/{question}/edit", pair.event());
    pair.merges(&edit, ("wording.fr", "Que manque-t-il ?"), ("limit", "800")).await;
    pair.asks(&edit, "wording.en", ("What is not there?", "What do you miss?")).await;
}

#[tokio::test]
async fn an_order_that_somebody_else_has_changed_is_looked_at_first() {
    let pair = Pair::begin().await;
    let asked = pair.make(&format!("/api/v1/events/{}/consultations", pair.event()), json!({"phase": "after"})).await;
    let questions = format!("/api/v1/consultations/{asked}/questions");
    let body = |text: &str| json!({"kind": "text", "need": "optional", "wording": three(text), "limit": 500});
    let (first, second) = (pair.make(&questions, body("Which?")).await, pair.make(&questions, body("Why?")).await);
    let here = format!("/programmes/cities/events/{}/consultations/after", pair.event());
    let act = |id: &str| format!("{here}/questions/{id}/move");
    let order = async || {
        let page = pair.ana.get(&here).await;
        let at = |id: &str| page.body.find(&format!("q-{id}")).expect("the question");
        at(&first) < at(&second)
    };
    let open = pair.bo.get(&here).await;
    assert_eq!(pair.ana.submit(&here, &act(&second), &[("to", "up")]).await.status, 303);
    assert!(!order().await, "what was second comes first");
    let late = pair.bo.submit_on(&open, &act(&first), &[("to", "down")]).await;
    assert_eq!(late.status, 409, "{}", late.text());
    late.says("look at it as it is now").says("A question changed places").says("ana").says("Why?");
    assert!(!order().await, "nothing was done");
    pair.bo.get(&here).await;
    assert_eq!(pair.bo.submit(&here, &act(&first), &[("to", "up")]).await.status, 303);
    assert!(order().await, "as Bo wants it, who has seen it");
}

struct Draft {
    pair: Pair,
    api: String,
    submit: String,
}

impl Draft {
    async fn begin() -> Draft {
        let pair = Pair::begin().await;
        let client = pair.app.client();
        let list = client.json(Method::GET, "/api/v1/programmes/cities/deliverables", &pair.key, &Value::Null).await;
        let id = list.value()["items"][0]["id"].as_str().expect("an id").to_owned();
        let versions = format!("/api/v1/programmes/cities/deliverables/{id}/versions");
        let made = pair.app.client().json(Method::POST, &versions, &pair.key, &json!({"notes": "First figures"})).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let submit = format!("/programmes/cities/deliverables/{id}/versions/1/submit");
        let draft = Draft { pair, api: format!("{versions}/1"), submit };
        draft.add("Report.pdf").await;
        draft
    }
    async fn add(&self, name: &str) {
        let path = format!("{}/files/{name}", self.api);
        let request = self.pair.app.client().request(Method::PUT, &path).bearer_auth(&self.pair.key);
        let added = send(request.header("content-type", "application/octet-stream").body(PDF.to_vec())).await;
        assert_eq!(added.status, 201, "{}", added.body);
    }
    /// Somebody else says anew what changed.
    async fn say(&self, notes: &str) {
        let request = self.pair.app.client().request(Method::PUT, &self.api).bearer_auth(&self.pair.key);
        let said = send(request.header("if-match", "*").json(&json!({"notes": notes}))).await;
        assert_eq!(said.status, 200, "{}", said.body);
    }
    async fn shown(&self) -> Value {
        self.pair.app.client().json(Method::GET, &self.api, &self.pair.key, &Value::Null).await.value()
    }
}

#[tokio::test]
async fn a_draft_whose_words_were_changed_is_handed_over_with_the_words_that_are_chosen() {
    let draft = Draft::begin().await;
    let (submit, bo) = (draft.submit.clone(), &draft.pair.bo);
    // Bo has changed nothing: what somebody else wrote meanwhile is not put back to what it was.
    let open = bo.get(&submit).await;
    draft.say("Better figures").await;
    let clash = bo.submit_on(&open, &submit, &[]).await;
    assert_eq!(clash.status, 409, "{}", clash.text());
    clash.says("Better figures").says("First figures").says("Last saved by robot");
    assert_eq!(clash.form(&submit).value("pick:notes"), Some("theirs"));
    assert_eq!(draft.shown().await["state"], "draft", "nothing was handed over yet");
    // Both have written: it is asked about.
    draft.say("The best figures").await;
    let clash = bo.submit_on(&clash, &submit, &[]).await;
    assert_eq!(clash.status, 409, "{}", clash.text());
    let open = bo.get(&submit).await;
    draft.say("Figures of June").await;
    let clash = bo.submit_on(&open, &submit, &[("notes", "Figures of May")]).await;
    assert_eq!((clash.status, clash.form(&submit).value("pick:notes")), (409, None), "{}", clash.text());
    let done = bo.submit_on(&clash, &submit, &[("pick:notes", "mine")]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let shown = draft.shown().await;
    assert_eq!((&shown["state"], &shown["notes"]), (&json!("in-review"), &json!("Figures of May")));
}

#[tokio::test]
async fn no_file_is_handed_over_that_was_not_seen() {
    let draft = Draft::begin().await;
    let (submit, bo) = (draft.submit.clone(), &draft.pair.bo);
    let open = bo.get(&submit).await;
    draft.add("Annex.pdf").await;
    let late = bo.submit_on(&open, &submit, &[("notes", "With an annex")]).await;
    assert_eq!(late.status, 409, "{}", late.text());
    late.says("Annex.pdf").says("robot").says("With an annex");
    assert_eq!(draft.shown().await["state"], "draft");
    let done = bo.submit_on(&late, &submit, &[]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let shown = draft.shown().await;
    assert_eq!((&shown["state"], &shown["notes"]), (&json!("in-review"), &json!("With an annex")));
}
