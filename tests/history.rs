//! The log over HTTP: who sees which part of it, in words, narrowed by an address, page by page, as a file and for programs; and the
//! command that looks whether it is what was written.

use convoke::access::{Grant, Role};
use convoke::db::DbError;
use convoke::domain::history;
use convoke::domain::programme::{self, StepDraft};
use convoke::kernel::page::PageRequest;
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::command::{convoke, run};
use crate::support::world::World;
use crate::support::{TestApp, TestClient};

const ADMINISTRATOR: Grant = Grant { role: Role::Administrator, programme: None, city: None };

struct Story {
    app: TestApp,
    world: World,
}

impl Story {
    fn begin() -> Story {
        let app = TestApp::start();
        Story { world: World::build(&app), app }
    }
    async fn holding(&self, email: &str, role: Role, city: Option<usize>) -> TestClient {
        let city = city.map(|nth| self.world.outline.cities[nth].id);
        let grant = Grant { role, programme: Some(self.world.outline.programme.id), city };
        self.app.member(email, vec![grant]).await
    }
    /// A step of a city gets another state.
    fn finish_step(&self, city: usize) {
        let city = self.world.outline.cities[city].id;
        let step = self.world.outline.steps_of(city).next().expect("a step").clone();
        let draft =
            StepDraft { state: "done".to_owned(), reason: "The report is in.".to_owned(), ..StepDraft::default() };
        let edit = draft.check().expect("an edit");
        self.app.act(|conn, cx| programme::edit_step(conn, cx, &step, step.version, &edit));
    }
}

#[tokio::test]
async fn an_auditor_reads_who_did_what_by_which_door_and_narrows_it() {
    let story = Story::begin();
    story.finish_step(1);
    let client = story.holding("audit@example.org", Role::Auditor, None).await;
    let home = client.get("/programmes/cities").await;
    assert!(home.links().iter().any(|l| l == "/programmes/cities/history"), "the rail leads there");
    let page = client.get("/programmes/cities/history").await;
    page.says("Datong conference").says("Announced").says("by Convoke").says("by command").says("Monday 18 April 2016");
    page.says("State changed").says("The report is in.").says("not yet sealed").says("Guests added");
    page.does_not_say("@");
    let only = client.get("/programmes/cities/history?kind=step").await;
    only.says("State changed").says("Done").does_not_say("Announced");
    client.get("/programmes/cities/history?kind=step&city=hangzhou").await.says("Nothing matches");
    client
        .get("/programmes/cities/history?kind=step&city=datong&door=command&from=2016-04-18&until=2016-04-18")
        .await
        .says("State changed");
    client.get("/programmes/cities/history?until=2016-04-17").await.says("Nothing matches");
    client.get("/programmes/cities/history?by=guests").await.says("Nothing matches");
    let event = story.world.event.event.public_id.to_string();
    let only = client.get(&format!("/programmes/cities/history?kind=event&object={event}")).await;
    only.says("Only Event: Datong conference").says("Announced").does_not_say("State changed");
    // Days the wrong way round: told at their field, and the form stays as it was filled.
    let reversed = client.get("/programmes/cities/history?kind=step&from=2016-04-18&until=2016-04-01").await;
    assert_eq!(reversed.status, 422);
    reversed.says("Until").says("It must end after it begins").does_not_say("The report is in.");
    reversed.does_not_say("Nothing matches");
    for kept in ["value=\"2016-04-18\"", "value=\"2016-04-01\"", "value=\"step\" selected"] {
        assert!(reversed.body.contains(kept), "{kept}: {}", reversed.body);
    }
    let typed = client.get("/programmes/cities/history?from=soon").await;
    assert_eq!(typed.status, 422);
    typed.says("From").says("A date such as");
    let refused = client.get("/programmes/cities/history?door=chimney").await;
    assert_eq!(refused.status, 422);
    assert_eq!(client.get("/history").await.status, 404);
    story.app.run_until_idle().await;
    client.get("/programmes/cities/history").await.does_not_say("not yet sealed");
}

#[tokio::test]
async fn what_concerns_somebody_is_also_what_names_them_and_what_they_did() {
    use convoke::domain::history::{Asked, Entity, Whole};
    let story = Story::begin();
    let wang = story.world.guests[0].person.clone();
    let entries = |kind| {
        let asked = Asked { about: Some(wang.public_id.clone()), kind: Some(kind), ..Asked::default() };
        let page = PageRequest::default();
        let log = story.app.read(|conn, cx| history::whole(conn, cx, Whole::Installation, &asked, page));
        log.page.items.into_iter().map(|entry| entry.id).collect::<Vec<_>>()
    };
    assert!(entries(Entity::Step).is_empty());
    let step = story.world.outline.steps[0].clone();
    let draft = StepDraft { state: "follow".to_owned(), owner: wang.public_id.to_string(), ..StepDraft::default() };
    let edit = draft.check().expect("an edit");
    story.app.act(|conn, cx| programme::edit_step(conn, cx, &step, step.version, &edit));
    assert_eq!(entries(Entity::Step).len(), 1, "the new owner");
    let step = story.app.read(|conn, cx| programme::step(conn, cx, step.programme, &step.public_id));
    let nobody = StepDraft { state: "follow".to_owned(), ..StepDraft::default() }.check().expect("an edit");
    story.app.act(|conn, cx| programme::edit_step(conn, cx, &step, step.version, &nobody));
    let named = entries(Entity::Step);
    assert!(named.len() == 2 && named[0] > named[1], "and the former, the newest first");

    let client = story.app.member("ana@example.org", vec![ADMINISTRATOR]).await;
    assert!(entries(Entity::Account).is_empty());
    let of = format!("UPDATE accounts SET contact_id = {} WHERE email = 'ana@example.org'", wang.id);
    story.app.act(|conn, _| diesel::sql_query(&of).execute(conn).map_err(DbError::from));
    let before = entries(Entity::Account).len();
    let own = client.get("/account").await;
    client.submit_on(&own, "/account", &[("name", "Ana Lima"), ("locale", "fr"), ("zone", "Europe/Paris")]).await;
    assert!(entries(Entity::Account).len() > before, "what she changed herself");
}

#[tokio::test]
async fn whoever_is_talked_to_at_a_firm_is_found_when_they_join_and_when_they_leave() {
    use convoke::domain::history::{Asked, Entity, Whole};
    let story = Story::begin();
    let carl = story.app.person("carl@example.org", vec![ADMINISTRATOR]);
    let (key, client) = (story.app.token(&carl, &["read", "write"]), story.app.client());
    let call = async |method: Method, path: &str, body: Value| {
        let request = client.request(method, path).bearer_auth(&key).header("if-match", "*");
        let done = crate::support::send(request.json(&body)).await;
        assert!(matches!(done.status, 200 | 201), "{path}: {} {}", done.status, done.body);
        done
    };
    let firm = json!({"programme": "cities", "organisation": "Bluewater"});
    let sponsor = call(Method::POST, "/api/v1/sponsorships", firm).await.location().to_owned();
    let mut shown = call(Method::GET, &sponsor, Value::Null).await.value();
    let emil = json!({"native_name": "Emil", "affiliations": [{"organisation": shown["organisation"]}]});
    let emil = call(Method::POST, "/api/v1/contacts", emil).await.value()["id"].clone();
    for people in [json!([emil]), json!([])] {
        shown["people"] = people;
        shown = call(Method::PUT, &sponsor, shown).await.value();
    }
    let about = emil.as_str().expect("an id").parse().expect("an id");
    let asked = Asked { about: Some(about), kind: Some(Entity::Sponsorship), ..Asked::default() };
    let page = PageRequest::default();
    let log = story.app.read(|conn, cx| history::whole(conn, cx, Whole::Installation, &asked, page));
    let all: Vec<&str> = log.page.items.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(all, ["edited", "edited"]);
}

/// Whatever names a person is found by that person, whichever kind of thing it is about.
#[tokio::test]
async fn every_kind_of_change_that_names_somebody_is_found_by_them() {
    use convoke::domain::history::{Asked, Whole};
    use convoke::kernel::ids::PublicId;
    let story = Story::begin();
    let [_ana, bo, carl] = ["ana", "bo", "carl"].map(|name| {
        let email = format!("{name}@example.org");
        story.app.person(&email, vec![ADMINISTRATOR])
    });
    let (key, client) = (story.app.token(&carl, &["read", "write"]), story.app.client());
    let found = |who: &PublicId, verb: &str| {
        let asked = Asked { about: Some(who.clone()), ..Asked::default() };
        let page = PageRequest::default();
        let log = story.app.read(|conn, cx| history::whole(conn, cx, Whole::Installation, &asked, page));
        let all: Vec<String> = log.page.items.into_iter().map(|entry| entry.action).collect();
        assert!(all.iter().any(|known| known == verb), "{verb} is not among {all:?}");
    };
    let call = async |method: Method, path: &str, body: Value| {
        let request = client.request(method, path).bearer_auth(&key).header("if-match", "*");
        let done = crate::support::send(request.json(&body)).await;
        assert!(matches!(done.status, 200 | 201 | 204), "{path}: {} {}", done.status, done.body);
        done
    };
    let id = |of: &Value| -> PublicId { of["id"].as_str().expect("an id").parse().expect("an id") };
    // Whoever courts a firm, and whoever did before.
    let firm = json!({"programme": "cities", "organisation": "Bluewater", "owner_email": "ana@example.org"});
    let sponsor = call(Method::POST, "/api/v1/sponsorships", firm).await.location().to_owned();
    let mut shown = call(Method::GET, &sponsor, Value::Null).await.value();
    let former = id(&shown["owner"]);
    found(&former, "created");
    (shown["owner"], shown["owner_email"]) = (Value::Null, json!("bo@example.org"));
    let owner = id(&call(Method::PUT, &sponsor, shown).await.value()["owner"]);
    found(&former, "edited");
    found(&owner, "edited");
    // Who speaks in a session, for an institution, and who is given a seat.
    let (event, claire) = (&story.world.event.event.public_id, &story.world.guests[1].person.public_id);
    let session = json!({
        "kind": "talk", "title": {"en": "Networks"}, "starts": "2016-05-24T10:00", "ends": "2016-05-24T11:00",
        "people": [{"part": "speaker", "contact": claire}],
    });
    let session = call(Method::POST, &format!("/api/v1/events/{event}/sessions"), session).await;
    found(claire, "session-added");
    call(Method::DELETE, session.location(), Value::Null).await;
    found(claire, "session-removed");
    found(&story.world.institution(&story.app).contact_public, "institution-invited");
    let dora = id(&call(Method::POST, "/api/v1/contacts", json!({"native_name": "Dora"})).await.value());
    call(Method::POST, &format!("/api/v1/events/{event}/seats"), json!({"contacts": [dora]})).await;
    found(&dora, "seats-added");
    // Who reviews is a member, and found by the person they are.
    let results = "/api/v1/programmes/cities/deliverables";
    let result = id(&call(Method::GET, results, Value::Null).await.value()["items"][0]);
    let panel = json!({"reviewers": [bo.account.public_id], "quorum": 1, "own_work": "forbidden"});
    call(Method::PUT, &format!("{results}/{result}/reviewers"), panel).await;
    found(&owner, "reviewers-named");
    // Whoever only counts sponsors does not find out who courts them.
    let log = format!("/programmes/cities/history?kind=sponsorship&about={owner}");
    let auditor = story.holding("audit@example.org", Role::Auditor, None).await;
    auditor.get(&log).await.says("Nothing matches").does_not_say("Bluewater");
    let coordinator = story.holding("co@example.org", Role::Coordinator, None).await;
    coordinator.get(&log).await.says("Bluewater");
}

#[tokio::test]
async fn who_has_one_city_reads_that_city_and_whoever_has_no_sight_of_history_nothing() {
    let story = Story::begin();
    story.finish_step(0);
    story.finish_step(1);
    let client = story.holding("audit@example.org", Role::Auditor, Some(1)).await;
    let page = client.get("/programmes/cities/history").await;
    page.says("Datong conference").does_not_say("Set up");
    client.get("/programmes/cities/history?kind=step&city=datong").await.says("State changed");
    client.get("/programmes/cities/history?kind=step&city=hangzhou").await.says("Nothing matches");
    let local = story.holding("local@example.org", Role::LocalCoordinator, Some(1)).await;
    assert_eq!(local.get("/programmes/cities/history").await.status, 404);
    assert_eq!(local.get("/programmes/cities/history.csv").await.status, 404);
    let home = local.get("/programmes/cities").await;
    assert!(!home.links().iter().any(|l| l.ends_with("/history")));
}

#[tokio::test]
async fn an_administrator_reads_the_whole_installation_and_what_concerns_one_person() {
    let story = Story::begin();
    let client = story.app.member("ana@example.org", vec![ADMINISTRATOR]).await;
    let wang = &story.world.guests[0].person.public_id;
    let page = client.get(&format!("/history?about={wang}")).await;
    page.says("Only Person: Wang Jianguo").says("Added").does_not_say("Claire").does_not_say("wang.jianguo@");
    client.get("/history?programme=cities&kind=programme").await.says("Set up").says("Sustainable cities");
    let id = &story.world.outline.programme.public_id;
    let by_id = client.get(&format!("/history?programme={id}&kind=programme")).await;
    by_id.says("Set up").says("Sustainable cities");
    assert!(by_id.body.contains("<option value=\"cities\" selected>"), "chosen in the list of programmes");
    client.get("/history?kind=account").await.says("Account made");
    // What is done by page says from where, and not from which address.
    let own = client.get("/account").await;
    client.submit_on(&own, "/account", &[("name", "Ana Lima"), ("locale", "fr"), ("zone", "Europe/Paris")]).await;
    let page = client.get("/history?kind=account&door=page").await;
    page.says("Compte modifié").says("Ana Lima").says("depuis ").does_not_say("127.0.0");
    let zh = client.get("/history?kind=account&door=page&lang=zh").await;
    zh.says("修改账户").says("来自");
}

#[tokio::test]
async fn pages_follow_one_another_without_a_gap_and_a_file_has_them_all() {
    let story = Story::begin();
    let many = |n: usize| (0..n).for_each(|_| story.finish_and_reopen());
    many(40);
    let grants = vec![ADMINISTRATOR];
    let person = story.app.person("ana@example.org", grants);
    let (client, key) = (story.app.client(), story.app.token(&person, &["read"]));
    let mut ids: Vec<i64> = Vec::new();
    let mut after = String::new();
    loop {
        let path = format!("/api/v1/programmes/cities/history?limit=7{after}");
        let page = client.json(Method::GET, &path, &key, &json!(null)).await.value();
        ids.extend(page["items"].as_array().unwrap().iter().map(|e| e["id"].as_i64().unwrap()));
        match page["next"].as_i64() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    let mut sorted = ids.clone();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    sorted.dedup();
    assert_eq!(ids, sorted, "newest first, each once");
    let signed_in = story.app.sign_in(&person).await;
    let file = signed_in.get("/programmes/cities/history.csv").await;
    assert!(file.kind().starts_with("text/csv"), "{}", file.kind());
    let records = csv::Reader::from_reader(file.body.trim_start_matches('\u{feff}').as_bytes()).into_records();
    let listed: Vec<i64> = records.map(|row| row.unwrap()[0].parse().unwrap()).collect();
    assert_eq!(listed, ids);
    let only = signed_in.get("/programmes/cities/history.csv?kind=round").await;
    assert_eq!(only.body.lines().filter(|l| l.contains("First invitations")).count(), 1, "{}", only.body);
}

impl Story {
    fn finish_and_reopen(&self) {
        for state in ["done", "planned"] {
            let read = self.app.read(|conn, cx| programme::load(conn, cx, "cities"));
            let step = read.steps.first().expect("a step").clone();
            let draft = StepDraft { state: state.to_owned(), reason: "again".to_owned(), ..StepDraft::default() };
            let edit = draft.check().expect("an edit");
            self.app.act(|conn, cx| programme::edit_step(conn, cx, &step, step.version, &edit));
        }
    }
}

#[tokio::test]
async fn programs_get_ids_of_the_outside_and_seals() {
    let story = Story::begin();
    story.app.run_until_idle().await;
    let person = story.app.person("ana@example.org", vec![ADMINISTRATOR]);
    let (client, key) = (story.app.client(), story.app.token(&person, &["read"]));
    let wang = story.world.guests[0].person.public_id.to_string();
    let path = format!("/api/v1/history?kind=contact&object={wang}");
    let told = client.json(Method::GET, &path, &key, &json!(null)).await.value();
    let entry = &told["items"][0];
    assert_eq!((entry["kind"].as_str(), entry["object"].as_str()), (Some("contact"), Some(wang.as_str())));
    assert_eq!(entry["seal"].as_str().map(str::len), Some(64));
    assert!(entry["personal"].as_array().unwrap().contains(&json!("addresses")));
    assert!(!told.to_string().contains("wang.jianguo@"));
    let bad = client.json(Method::GET, "/api/v1/history?kind=ghost&until=yesterday", &key, &json!(null)).await;
    assert_eq!(bad.status, 422);
    bad.says("kind").says("until");
    let strange = client.json(Method::GET, "/api/v1/history?object=2222222222222222", &key, &json!(null)).await;
    assert_eq!(strange.status, 422, "of which kind?");
}

#[test]
fn check_goes_through_the_chain_and_names_the_first_entry_that_does_not_fit() {
    let folder = tempfile::tempdir().expect("a folder");
    let command = |arguments: &[&str]| run(&mut convoke(folder.path(), arguments));
    let (code, out, err) = command(&["migrate"]);
    assert_eq!(code, 0, "{out}{err}");
    let (code, out, _) = command(&["check", "--history"]);
    assert!(code == 0 && out.contains("nothing is sealed yet") && !out.contains("mail:"), "{out}");
    let made = crate::support::command::fed(
        &mut convoke(folder.path(), &["user", "create", "ann@example.org", "--name", "Ann", "--administrator"]),
        "correct horse battery staple 9\n",
    );
    assert_eq!(made.0, 0, "{made:?}");
    let (code, out, _) = command(&["check", "--history"]);
    assert!(code == 0 && out.contains("entries wait"), "{out}");
    let key = std::fs::read_to_string(folder.path().join("var/security.key")).expect("the key");
    let keys = convoke::app::keys(&folder.path().join("var/security.key")).expect("the key");
    let url = convoke::db::DatabaseUrl::Sqlite(folder.path().join("var/convoke.db"));
    let db = convoke::db::Db::open(&url, &crate::support::database::limits()).expect("open");
    let now = "2016-04-18T08:00:00Z".parse().expect("an instant");
    let cx = convoke::access::Context::system("test", convoke::access::Door::Command, now, now, keys);
    let sealed = db.write_now(|conn| history::seal(conn, &cx)).expect("seal");
    assert!(sealed > 0 && !key.is_empty());
    let (code, out, _) = command(&["check", "--history"]);
    assert!(code == 0 && out.contains("fit their seals"), "{out}");
    let mut conn = db.connect().expect("connect");
    conn.batch_execute("DROP TRIGGER history_no_update; UPDATE history SET action = 'enabled' WHERE id = 1")
        .expect("by hand");
    let (code, out, _) = command(&["check", "--history"]);
    assert!(code == 1 && out.contains("entry 1 is not what was sealed"), "{out}");
    assert!(out.contains("its tables is gone: history_no_update"), "{out}");
    let told = db.read_now(|conn| -> Result<_, DbError> {
        history::of_entity(conn, history::Entity::Account, 1, PageRequest::default())
    });
    assert_eq!(told.expect("entries").items.len(), sealed);
}
