//! Agendas over HTTP: written, moved, printed, read by strangers and by programs.

use convoke::access::{Grant, Role};
use convoke::domain::events::{self, EventInput};
use convoke::domain::sessions;
use convoke::kernel::ids::PublicId;
use convoke::kernel::localised::Localised;
use reqwest::Method;
use serde_json::{Value, json};

use crate::files::{PDF, upload};
use crate::support::world::World;
use crate::support::{Page, TestApp, TestClient};

struct Desk {
    app: TestApp,
    world: World,
    client: TestClient,
    key: String,
}

impl Desk {
    async fn open() -> Desk {
        let app = TestApp::start();
        let world = World::build(&app);
        let person = app.person("claire@example.org", world.coordinator());
        let client = app.sign_in(&person).await;
        let key = app.token(&person, &["read", "write"]);
        Desk { app, world, client, key }
    }
    /// The event's page.
    fn event(&self) -> String {
        format!("/programmes/cities/events/{}", self.world.event.event.public_id)
    }
    fn agenda(&self) -> String {
        format!("{}/sessions", self.event())
    }
    fn public(&self) -> String {
        format!("/e/{}/programme", self.world.event.event.public_id)
    }
    /// Fills in the form for a new session; `more` replaces or adds.
    async fn plan(&self, more: &[(&str, &str)]) -> Page {
        let mut fields = vec![
            ("kind", "panel"),
            ("title.en", "Networks of the city"),
            ("title.zh", "城市网络"),
            ("starts", "2016-05-24T10:00"),
            ("ends", "2016-05-24T11:00"),
            ("room", "Hall"),
        ];
        fields.retain(|(name, _)| more.iter().all(|(n, _)| n != name));
        fields.extend(more);
        let form = format!("{}/new", self.agenda());
        self.client.submit(&form, &form, &fields).await
    }
    /// The page of a session planned by the form.
    async fn planned(&self, more: &[(&str, &str)]) -> String {
        let done = self.plan(more).await;
        assert_eq!(done.status, 303, "{}", done.text());
        let (_, id) = done.location().split_once("#s-").expect("its name");
        format!("{}/{id}", self.agenda())
    }
    async fn call(&self, method: Method, path: &str, body: Value) -> Page {
        self.app.client().json(method, &format!("/api/v1{path}"), &self.key, &body).await
    }
    async fn call_seen(&self, method: Method, path: &str, tag: &str, body: &Value) -> Page {
        let request = self.app.client().request(method, &format!("/api/v1{path}")).bearer_auth(&self.key);
        crate::support::send(request.header("if-match", tag).json(body)).await
    }
    /// When each session begins, in the agenda's order.
    fn starts(&self) -> Vec<String> {
        let id = &self.world.event.event.public_id;
        let programme = self.world.outline.programme.id;
        self.app.read(|conn, cx| -> Result<_, sessions::SessionError> {
            let view = events::by_public_id(conn, cx, programme, id)?;
            Ok(sessions::agenda(conn, cx, &view)?.sessions.iter().map(|s| s.slot.start.stored()).collect())
        })
    }
}

#[tokio::test]
async fn a_session_is_written_and_stands_in_the_timetable_and_on_the_event_s_page() {
    let desk = Desk::open().await;
    desk.client.get(&desk.event()).await.says("No sessions yet.");
    desk.client.get(&desk.agenda()).await.says("The day is still empty");
    let people = [
        ("people.0.part", "chair"),
        ("people.0.name", "Wang Jianguo (王建国)"),
        ("people.1.part", "speaker"),
        ("people.1.name", "Professor from Bologna, to be named"),
        ("languages", "en"),
        ("interpretation", "zh"),
    ];
    let here = desk.planned(&people).await;
    let page = desk.client.get(&here).await;
    page.says("Tuesday 24 May 2016, 10:00–11:00").says("Wang Jianguo").says("王建国");
    page.says("Professor from Bologna, to be named").says("name to come").says("interpretation into Chinese");
    let agenda = desk.client.get(&desk.agenda()).await;
    agenda.says("Hall").says("10:00–11:00").says("one name is still to come");
    let event = desk.client.get(&desk.event()).await;
    event.says("one session").says("One thing to look at").says("Tuesday 24 May 2016, 10:00–11:00");
}

#[tokio::test]
async fn a_session_that_was_moved_meanwhile_is_moved_taken_out_and_shifted_only_by_who_has_seen_it() {
    let desk = Desk::open().await;
    let here = desk.planned(&[]).await;
    let (to, remove, shift) = (format!("{here}/move"), format!("{here}/remove"), format!("{here}/shift"));
    let (open, asked) = (desk.client.get(&here).await, desk.client.get(&remove).await);
    let looked = desk.client.get(&format!("{shift}?minutes=15&what=from")).await;
    // Something else of it has changed: where and when it is, is what was shown.
    let edit = format!("{here}/edit");
    assert_eq!(desk.client.submit(&edit, &edit, &[("title.fr", "Les réseaux")]).await.status, 303);
    let moved = desk.client.submit_on(&open, &to, &[("room", "Small hall")]).await;
    assert_eq!(moved.status, 303, "{}", moved.text());
    // Both have moved it: both are shown, and one is chosen.
    let both = desk.client.submit_on(&open, &to, &[("room", "Garden"), ("starts", "2016-05-24T12:00")]).await;
    assert_eq!(both.status, 409, "{}", both.text());
    both.says("Two versions").says("Garden").says("Small hall").says("24 May 2016, 12:00");
    let form = both.form(&to);
    assert_eq!((form.value("pick:starts"), form.value("pick:room")), (Some("mine"), None));
    let chosen = desk.client.submit_on(&both, &to, &[("pick:room", "theirs")]).await;
    assert_eq!(chosen.status, 303, "{}", chosen.text());
    assert_eq!(desk.starts(), ["2016-05-24T12:00:00"]);
    desk.client.get(&here).await.says("Small hall");
    // What would be shifted is looked at once more.
    let late = desk.client.submit_on(&looked, &shift, &[]).await;
    assert_eq!(late.status, 409, "{}", late.text());
    late.says("in another window").says("Small hall").says("12:00–13:00").says("12:15–13:15");
    assert_eq!(desk.client.submit_on(&late, &shift, &[]).await.status, 303);
    assert_eq!(desk.starts(), ["2016-05-24T12:15:00"]);
    let late = desk.client.submit_on(&asked, &remove, &[]).await;
    assert_eq!(late.status, 409, "{}", late.text());
    late.says("Something has changed").says("Small hall");
    assert_eq!(desk.client.submit_on(&late, &remove, &[]).await.status, 303);
    assert!(desk.starts().is_empty());
    // What was taken out is moved, shifted and taken out no more, and that is said.
    for (page, action) in [(&open, &to), (&looked, &shift), (&asked, &remove)] {
        let gone = desk.client.submit_on(page, action, &[]).await;
        assert_eq!(gone.status, 409, "{action}: {}", gone.text());
        gone.says("no longer possible").does_not_say("Two versions");
    }
    let gone = desk.client.submit_on(&asked, &remove, &[]).await;
    assert!(!gone.body.contains("class=\"confirm\""), "there is nothing to confirm, and no box round it");
}

#[tokio::test]
async fn a_room_and_a_name_to_come_are_printed_in_the_reader_s_language() {
    let desk = Desk::open().await;
    let fields = [
        ("room_names.zh", "大厅"),
        ("people.0.part", "speaker"),
        ("people.0.name", "Professor from Bologna"),
        ("people.0.names.zh", "博洛尼亚的教授"),
    ];
    let here = desk.planned(&fields).await;
    let printed = |language: &str| format!("{}/programme?language={language}", desk.event());
    desk.client.get(&printed("zh")).await.says("大厅").says("博洛尼亚的教授").does_not_say("Professor from Bologna");
    desk.client.get(&printed("fr")).await.says("Hall").says("Professor from Bologna");
    desk.client.get(&desk.agenda()).await.says("Hall").says("Professor from Bologna").does_not_say("大厅");
    let public = desk.app.client().get(&format!("{}?lang=zh", desk.public())).await;
    public.says("大厅").does_not_say("博洛尼亚的教授");
    let form = desk.client.get(&format!("{here}/edit")).await.form(&format!("{here}/edit"));
    assert_eq!(form.value("room_names.zh"), Some("大厅"));
    assert_eq!(form.value("people.0.names.zh"), Some("博洛尼亚的教授"));
    let path = format!("/sessions/{}", here.rsplit('/').next().expect("its name"));
    let got = desk.call(Method::GET, &path, Value::Null).await;
    let shown = got.value();
    assert_eq!((&shown["room"], &shown["room_names"]), (&json!("Hall"), &json!({"zh": "大厅"})));
    assert_eq!(shown["people"][0]["names"], json!({"zh": "博洛尼亚的教授"}));
    let put = desk.call_seen(Method::PUT, &path, got.header("etag"), &shown).await;
    assert_eq!((put.status, &put.value()["people"]), (200, &shown["people"]), "{}", put.body);
}

#[tokio::test]
async fn where_the_day_is_full_a_session_is_proposed_that_can_be() {
    let desk = Desk::open().await;
    desk.planned(&[("starts", "2016-05-24T09:00"), ("ends", "2016-05-24T17:30")]).await;
    let agenda = desk.client.get(&desk.agenda()).await;
    let link = agenda.links().into_iter().find(|l| l.contains("/sessions/new")).expect("a way to add one");
    let form = desk.client.get(&link).await.form(&format!("{}/new", desk.agenda()));
    assert_eq!(
        (form.value("starts"), form.value("ends")),
        (Some("2016-05-24T09:00"), Some("2016-05-24T17:00")),
        "not from its end to its end"
    );
    let late = format!("{}/new?starts=2016-05-24T17:30", desk.agenda());
    let form = desk.client.get(&late).await.form(&format!("{}/new", desk.agenda()));
    assert_eq!(form.value("starts"), Some("2016-05-24T09:00"));
}

#[tokio::test]
async fn a_refused_session_keeps_what_was_typed_and_names_what_is_in_its_way() {
    let desk = Desk::open().await;
    desk.planned(&[]).await;
    let second = [
        ("title.en", "Policy"),
        ("starts", "2016-05-24T10:30"),
        ("ends", "2016-05-24T11:30"),
        ("people.0.name", "Anna Schmidt"),
    ];
    let refused = desk.plan(&second).await;
    assert_eq!(refused.status, 422);
    refused.says("“Networks of the city” has this room, 10:00–11:00.");
    let form = refused.form(&format!("{}/new", desk.agenda()));
    assert_eq!((form.value("title.en"), form.value("people.0.name")), (Some("Policy"), Some("Anna Schmidt")));
    let outside = desk.plan(&[("starts", "2016-05-24T17:00"), ("ends", "2016-05-24T18:00")]).await;
    outside.says("It must lie within Tuesday 24 May 2016, 09:00–17:30.");
    assert_eq!(desk.starts().len(), 1, "nothing of it was written");
    let page = desk.client.get(&format!("{}/new", desk.agenda())).await;
    let fields = [("title.en", "Twice"), ("starts", "2016-05-24T12:00"), ("ends", "2016-05-24T13:00")];
    let first = desk.client.submit_on(&page, &format!("{}/new", desk.agenda()), &fields).await;
    let again = desk.client.submit_on(&page, &format!("{}/new", desk.agenda()), &fields).await;
    assert_eq!((first.status, first.location()), (303, again.location()), "sent twice, written once");
    assert_eq!(desk.starts().len(), 2);
}

#[tokio::test]
async fn two_at_one_desk_see_both_versions_and_save_once() {
    let desk = Desk::open().await;
    let here = desk.planned(&[]).await;
    let form = format!("{here}/edit");
    let opened = desk.client.get(&form).await;
    let other = desk.client.submit(&form, &form, &[("title.en", "Theirs")]).await;
    assert_eq!(other.status, 303, "{}", other.text());
    let late = desk.client.submit_on(&opened, &form, &[("title.en", "Mine"), ("room", "Room 2")]).await;
    assert_eq!(late.status, 409, "{}", late.text());
    late.says("Theirs").says("Mine");
    let decided = desk.client.submit_on(&late, &form, &[("pick:title.en", "theirs"), ("pick:room", "mine")]).await;
    assert_eq!(decided.status, 303, "{}", decided.text());
    desk.client.get(&here).await.says("Theirs").says("Room 2");
}

#[tokio::test]
async fn the_plain_form_moves_a_session_and_what_follows_shifts_after_a_look() {
    let desk = Desk::open().await;
    let here = desk.planned(&[]).await;
    desk.planned(&[("title.en", "After"), ("starts", "2016-05-24T11:00"), ("ends", "2016-05-24T12:00")]).await;
    let over = desk.client.submit(&here, &format!("{here}/move"), &[("starts", "2016-05-24T10:30")]).await;
    assert_eq!(over.status, 422);
    over.says("“After” has this room, 11:00–12:00.");
    let moved = desk.client.submit(&here, &format!("{here}/move"), &[("starts", "2016-05-24T09:30")]).await;
    assert_eq!(moved.status, 303, "{}", moved.text());
    assert_eq!(desk.starts(), ["2016-05-24T09:30:00", "2016-05-24T11:00:00"]);
    let look = desk.client.get(&format!("{here}/shift?what=pause&minutes=30")).await;
    look.says("A break is inserted, 10:30–11:00.").says("11:30–12:30");
    assert_eq!(desk.starts().len(), 2, "looking changes nothing");
    let done = desk.client.submit_on(&look, &format!("{here}/shift"), &[]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(desk.starts(), ["2016-05-24T09:30:00", "2016-05-24T10:30:00", "2016-05-24T11:30:00"]);
    let far = desk.client.get(&format!("{here}/shift?what=after&minutes=360")).await;
    far.says("It cannot be done like this").says("would lie outside the event");
    desk.client.get(&format!("{here}/shift?what=after&minutes=soon")).await.says("Minutes");
}

#[tokio::test]
async fn a_session_is_taken_out_after_a_question_and_put_back() {
    let desk = Desk::open().await;
    let here = desk.planned(&[("people.0.name", "Anna Schmidt")]).await;
    let asked = desk.client.get(&format!("{here}/remove")).await;
    asked.says("One person appears in it.");
    let done = desk.client.submit_on(&asked, &format!("{here}/remove"), &[]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert!(desk.starts().is_empty());
    let agenda = desk.client.get(&desk.agenda()).await;
    agenda.says("Taken out").says("Networks of the city");
    let back = desk.client.submit_on(&agenda, &format!("{here}/put-back"), &[]).await;
    assert_eq!(back.status, 303, "{}", back.text());
    assert_eq!(desk.starts().len(), 1);
}

#[tokio::test]
async fn the_agenda_goes_where_its_event_goes_and_comes_back_with_it() {
    let desk = Desk::open().await;
    desk.planned(&[]).await;
    let here = desk.event();
    let fields = [("starts", "2016-06-07T10:00"), ("ends", "2016-06-07T18:30"), ("reply_by", "")];
    let check = desk.client.submit(&format!("{here}/move"), &format!("{here}/move/check"), &fields).await;
    check.says("The agenda goes along: one session moves with the event.");
    assert_eq!(desk.starts(), ["2016-05-24T10:00:00"], "asking moves nothing");
    let done = desk.client.submit_on(&check, &format!("{here}/move"), &[]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(desk.starts(), ["2016-06-07T11:00:00"]);
    let page = desk.client.follow(&done).await;
    let undo = page.forms().into_iter().find(|f| f.action.ends_with("/recall")).expect("a way back").action;
    let back = desk.client.submit_on(&page, &undo, &[]).await;
    assert_eq!(back.status, 303, "{}", back.text());
    assert_eq!(desk.starts(), ["2016-05-24T10:00:00"]);
}

#[tokio::test]
async fn strangers_read_the_programme_of_an_announced_event_and_no_name_that_is_to_come() {
    let desk = Desk::open().await;
    let nobody = desk.app.client();
    assert_eq!(nobody.get(&desk.public()).await.status, 404, "there is no agenda yet");
    let people = [("people.0.part", "chair"), ("people.0.name", "王建国"), ("people.1.name", "Professor from Bologna")];
    desk.planned(&people).await;
    let page = nobody.get(&format!("{}?lang=en", desk.public())).await;
    page.says("Networks of the city").says("Wang Jianguo").says("to be announced").does_not_say("Bologna");
    let french = nobody.get(&format!("{}?lang=fr", desk.public())).await;
    french.says("Networks of the city").says("n’a pas de titre dans cette langue");
    nobody.get(&format!("{}?lang=zh", desk.public())).await.says("城市网络").says("专题讨论");
    let event = nobody.get(&format!("/e/{}?lang=en", desk.world.event.event.public_id)).await;
    event.says("See the programme");
    let input = EventInput {
        kind: "seminar".to_owned(),
        hosting: "ours".to_owned(),
        title: Localised::three("Secret", "Secret", "秘密"),
        starts: "2016-07-01T09:00".to_owned(),
        ends: "2016-07-01T12:00".to_owned(),
        ..EventInput::default()
    };
    let p = desk.world.outline.programme.id;
    let planned = desk.app.act(|conn, cx| events::create(conn, cx, p, &input)).event.public_id;
    let body =
        json!({"kind": "talk", "title": {"en": "Hidden"}, "starts": "2016-07-01T09:00", "ends": "2016-07-01T10:00"});
    let made = desk.call(Method::POST, &format!("/events/{planned}/sessions"), body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    assert_eq!(nobody.get(&format!("/e/{planned}/programme")).await.status, 404, "nobody knows of it yet");
}

#[tokio::test]
async fn slides_are_versions_and_strangers_get_what_is_marked_for_them() {
    let desk = Desk::open().await;
    let here = desk.planned(&[]).await;
    let page = desk.client.get(&here).await;
    let refused = upload(&desk.client, &page, &format!("{here}/slides"), "en", &[("notes.txt", b"Some notes")]).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    let done = upload(&desk.client, &page, &format!("{here}/slides"), "en", &[("Networks.pdf", PDF)]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let page = desk.client.get(&here).await;
    page.says("Networks.pdf").says("Version 1");
    let link = page.links().into_iter().find(|l| l.contains("/slides/")).expect("a file");
    assert_eq!(desk.client.get(&link).await.body.as_bytes(), PDF);
    let slide = link.rsplit('/').next().expect("its name");
    let public = format!("/e/{}/slides/{slide}", desk.world.event.event.public_id);
    let nobody = desk.app.client();
    assert_eq!(nobody.get(&public).await.status, 404, "members only");
    let marked =
        desk.client.submit_on(&page, &format!("{here}/slides/{slide}/audience"), &[("audience", "public")]).await;
    assert_eq!(marked.status, 303, "{}", marked.text());
    assert_eq!(nobody.get(&public).await.body.as_bytes(), PDF);
    nobody.get(&desk.public()).await.says("Networks.pdf");
    let page = desk.client.get(&here).await;
    upload(&desk.client, &page, &format!("{here}/slides"), "en", &[("Networks.pdf", PDF)]).await;
    let page = desk.client.get(&here).await;
    let newer = page.links().into_iter().find(|l| l.contains("/slides/")).expect("a newer file");
    let newer = newer.rsplit('/').next().expect("its name");
    desk.client.submit_on(&page, &format!("{here}/slides/{newer}/audience"), &[("audience", "public")]).await;
    let shown = nobody.get(&desk.public()).await.links();
    let shown: Vec<_> = shown.iter().filter(|l| l.contains("/slides/")).collect();
    assert!(shown.len() == 1 && shown[0].ends_with(newer), "the newer stands for the older: {shown:?}");
    desk.app.pass_seconds(30 * 3_600);
    desk.app.run_until_idle().await;
    assert_eq!(nobody.get(&public).await.status, 200, "what is shown is not swept away");
}

#[tokio::test]
async fn programs_read_write_and_put_back_what_get_gave() {
    let desk = Desk::open().await;
    let list = format!("/events/{}/sessions", desk.world.event.event.public_id);
    let guest = desk.world.guests[0].person.public_id.to_string();
    let body = json!({
        "kind": "panel", "title": {"en": "Networks"}, "starts": "2016-05-24T10:00", "ends": "2016-05-24T11:00", "room": "Hall",
        "people": [{"part": "speaker", "contact": guest}, {"part": "speaker", "name": "To be named"}],
    });
    let made = desk.call(Method::POST, &list, body.clone()).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let value = made.value();
    let path = made.header("location").strip_prefix("/api/v1").expect("an address").to_owned();
    let words: Vec<_> = value["warnings"].as_array().expect("warnings").iter().map(|w| w["what"].clone()).collect();
    assert_eq!(words, ["no-chair", "to-come"]);
    assert_eq!((&value["people"][0]["name"], &value["people"][1]["contact"]), (&json!("王建国"), &Value::Null));
    let again = desk.call(Method::POST, &list, body).await;
    assert_eq!(again.status, 422);
    assert_eq!(
        (&again.value()["errors"][0]["field"], &again.value()["errors"][0]["reason"]),
        (&json!("room"), &json!("room-taken"))
    );
    let got = desk.call(Method::GET, &path, Value::Null).await;
    let put = desk.call_seen(Method::PUT, &path, got.header("etag"), &got.value()).await;
    assert_eq!(put.status, 200, "{}", put.text());
    assert_eq!(put.value()["people"], got.value()["people"]);
    assert!(
        got.header("etag").starts_with(put.header("etag").trim_end_matches('"')),
        "nothing changed is nothing written"
    );
    let mut longer = got.value();
    longer["title"]["en"] = json!("Networks of cities");
    let put = desk.call_seen(Method::PUT, &path, got.header("etag"), &longer).await;
    assert_eq!(put.status, 200, "{}", put.text());
    let stale = desk.call_seen(Method::PUT, &path, got.header("etag"), &got.value()).await;
    assert_eq!(stale.status, 412);
    let agenda = desk.call(Method::GET, &list, Value::Null).await.value();
    assert_eq!((agenda["items"].as_array().map(Vec::len), &agenda["starts"]), (Some(1), &json!("2016-05-24T09:00:00")));
    assert_eq!(desk.call_seen(Method::DELETE, &path, put.header("etag"), &Value::Null).await.status, 204);
    assert!(desk.starts().is_empty());
    let back = desk.call(Method::POST, &format!("{path}/put-back"), json!({})).await;
    assert_eq!(back.status, 200, "{}", back.text());
    assert_eq!(desk.starts().len(), 1);
}

#[tokio::test]
async fn auditors_read_an_agenda_and_change_nothing() {
    let desk = Desk::open().await;
    let here = desk.planned(&[("people.0.name", "王建国")]).await;
    let programme = Some(desk.world.outline.programme.id);
    let auditor =
        desk.app.member("audit@example.org", vec![Grant { role: Role::Auditor, programme, city: None }]).await;
    let page = auditor.get(&desk.agenda()).await;
    page.says("Networks of the city").does_not_say("Add a session");
    auditor.get(&here).await.says("Wang Jianguo").does_not_say("Take out");
    auditor.get(&format!("{}/programme?language=fr", desk.event())).await.says("Networks of the city");
    for path in
        [format!("{}/new", desk.agenda()), format!("{here}/edit"), format!("{here}/shift"), format!("{here}/remove")]
    {
        assert_eq!(auditor.get(&path).await.status, 403, "{path}");
    }
    let unknown = format!("{}/{}", desk.agenda(), PublicId::random());
    assert_eq!(auditor.get(&unknown).await.status, 404);
}

#[tokio::test]
async fn the_programme_is_printed_in_each_language_whatever_the_reader_s_own_is() {
    let desk = Desk::open().await;
    desk.planned(&[("people.0.name", "Professor from Bologna")]).await;
    let printed = |language: &str| format!("{}/programme?language={language}", desk.event());
    let chinese = desk.client.get(&printed("zh")).await;
    chinese.says("城市网络").says("2016年5月24日（星期二）").says("大同市博物馆");
    let french = desk.client.get(&printed("fr")).await;
    french.says("mardi 24 mai 2016").says("One session has no title in this language").says("Professor from Bologna");
}

#[tokio::test]
async fn another_event_s_agenda_is_taken_over_whole() {
    let desk = Desk::open().await;
    desk.planned(&[]).await;
    let clone = desk.client.submit(&format!("{}/clone", desk.event()), &format!("{}/clone", desk.event()), &[]).await;
    let copy = clone.location().strip_suffix("/edit").expect("its page").to_owned();
    desk.client.get(&format!("{copy}/sessions")).await.says("Networks of the city");
    let form = format!("{}/copy", desk.agenda());
    let asked = desk.client.get(&form).await;
    asked.says("(one session)");
    let refused = desk.client.submit_on(&asked, &form, &[]).await;
    assert_eq!(refused.status, 422, "its room is taken by the very same");
    refused.says("“Networks of the city” has this room");
}
