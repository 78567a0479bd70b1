//! The desk's own pages: what an installation says of itself, what city staff find, forms that know where they were opened from,
//! what strangers may read of an event, histories in words, and acts on many people.

use convoke::access::{Grant, Role};
use convoke::domain::contacts;
use convoke::domain::deliverables::{self, Filter};
use convoke::domain::events::{self, DeadlineInput, Label};
use convoke::domain::outbox::outcome::{Fault, Outcome, RelayFault};
use convoke::kernel::localised::Localised;
use convoke::kernel::page::PageRequest;
use convoke::mail::Transport;

use crate::support::world::World;
use crate::support::{Page, TestApp, TestClient};

fn administrator() -> Vec<Grant> {
    vec![Grant { role: Role::Administrator, programme: None, city: None }]
}

/// The local coordinator of one city.
fn local(world: &World, city: &str) -> Vec<Grant> {
    let city = world.outline.cities.iter().find(|c| c.slug.as_str() == city).expect("a city");
    vec![Grant { role: Role::LocalCoordinator, programme: Some(world.outline.programme.id), city: Some(city.id) }]
}

fn event_page(world: &World) -> String {
    format!("/programmes/cities/events/{}", world.event.event.public_id)
}

/// The link of the rail to a place, if it is there.
fn rail(page: &Page, place: &str) -> bool {
    page.body.contains(&format!("<a href=\"{place}\" data-go"))
}

#[tokio::test]
async fn settings_say_what_the_installation_is_and_never_a_password() {
    let url = "smtp://office:s3cret-word@relay.example.org:2525";
    let app = TestApp::start_with(&[("mail.url", url), ("mail.from", "Desk <desk@example.org>"), ("mail.rate", "600")]);
    let world = World::build(&app);
    let ana = app.member("ana@example.org", administrator()).await;
    let page = ana.get("/settings").await;
    assert!(rail(&page, "/settings"));
    page.says("relay.example.org:2525").says("STARTTLS, required").says("600 mails an hour at most");
    page.says("Desk <desk@example.org>").says("mail.from").says("server.public_url").says(&app.base).says("data.dir");
    page.says("No inbound mailbox is configured").says(env!("CARGO_PKG_VERSION"));
    page.says("One person is enough.").says("ana").does_not_say("s3cret-word");
    assert!(!page.body.contains("s3cret"), "not in an attribute either");
    assert_eq!(page.text().matches("No inbound mailbox").count(), 1);
    let french = ana.get("/settings?lang=fr").await;
    french.says("Aucune boîte de réception");
    let coordinator = app.member("bo@example.org", world.coordinator()).await;
    assert_eq!(coordinator.get("/settings").await.status, 404);
    assert!(!rail(&coordinator.get("/programmes/cities").await, "/settings"));
}

#[tokio::test]
async fn settings_remember_the_last_alarm() {
    let app = TestApp::start();
    let ana = app.member("ana@example.org", administrator()).await;
    ana.get("/settings").await.does_not_say("Last alarm");
    ana.submit("/settings", "/mail/test", &[]).await;
    let Transport::Memory(memory) = &app.state.post.transport else { panic!("mail is kept in memory") };
    memory.answer_next(Outcome::RelayFault(RelayFault::new(Fault::Login, "535 5.7.8 bad password")));
    app.run_until_idle().await;
    ana.get("/settings").await.says("cannot be used at present").says("535 5.7.8 bad password");
    app.pass_seconds(3_600);
    assert_eq!(app.one_mail().await.to, "ana@example.org");
    ana.get("/settings").await.says("The relay takes mail").says("Last alarm").says("over since");
}

#[tokio::test]
async fn city_staff_find_the_mail_of_their_city_and_no_other() {
    let app = TestApp::start();
    let world = World::build(&app);
    app.act(|conn, cx| convoke::domain::invitations::release(conn, cx, &world.round, world.round.version));
    let here = app.member("li@example.org", local(&world, "datong")).await;
    let page = here.get("/programmes/cities").await;
    assert!(rail(&page, "/mail"));
    let waiting = here.get("/mail?drawer=waiting").await;
    waiting
        .says("claire.martin@universite.example.fr")
        .says("Claire Martin")
        .says("The mail about your cities’ events");
    let message = waiting.links().into_iter().find(|l| l.starts_with("/mail/")).expect("a message");
    assert_eq!(here.get(&message).await.status, 200);
    let elsewhere = app.member("wu@example.org", local(&world, "hohhot")).await;
    assert!(rail(&elsewhere.get("/programmes/cities").await, "/mail"));
    elsewhere.get("/mail?drawer=waiting").await.does_not_say("claire.martin");
    assert_eq!(elsewhere.get(&message).await.status, 404);
}

#[tokio::test]
async fn a_new_event_knows_the_step_it_was_begun_from() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("bo@example.org", world.coordinator()).await;
    let city = world.outline.cities.iter().find(|c| c.slug.as_str() == "hohhot").expect("Hohhot");
    let step = world.outline.steps_of(city.id).find(|s| s.kind.as_str() == "workshop").expect("a workshop");
    let page = client.get(&format!("/programmes/cities/steps/{}", step.public_id)).await;
    let link = page.links().into_iter().find(|l| l.contains("/events/new")).expect("a way to plan it");
    let form = client.get(&link).await.form("/programmes/cities/events/new");
    assert_eq!(form.value("kind"), Some("workshop"));
    assert_eq!(form.value("city"), Some(city.public_id.as_str()));
    assert_eq!(form.value("step"), Some(step.public_id.as_str()));
    assert_eq!(form.value("zone"), Some("Asia/Shanghai"));
    assert_eq!(form.value("capacity").unwrap_or_default(), "");
    for (field, locale) in [("title.en", "en"), ("title.fr", "fr"), ("title.zh", "zh")] {
        let title = step.title.get(locale.parse().expect("a language")).expect("its title");
        assert_eq!(form.value(field), Some(title));
    }
    let made = client.submit(&link, "/programmes/cities/events/new", &[]).await;
    assert_eq!(made.status, 303, "{}", made.text());
    client.follow(&made).await.says("Hohhot");
    // What the link says is only a proposal: nonsense proposes nothing.
    let odd = client.get("/programmes/cities/events/new?kind=ball&city=nowhere&step=none").await;
    assert_eq!(odd.form("/programmes/cities/events/new").value("city"), Some(""));
}

#[tokio::test]
async fn no_city_is_offered_to_those_only_who_may_choose_it() {
    let app = TestApp::start();
    let world = World::build(&app);
    let of_city = app.member("li@example.org", local(&world, "datong")).await;
    let form = of_city.get("/programmes/cities/events/new").await;
    form.does_not_say("No city of the programme").does_not_say("Hohhot");
    let datong = world.event.city.as_ref().expect("Datong");
    assert_eq!(form.form("/programmes/cities/events/new").value("city"), Some(datong.public_id.as_str()));
    let edit = of_city.get(&format!("{}/edit", event_page(&world))).await;
    edit.does_not_say("No city of the programme").does_not_say("Hohhot");
    let two = [local(&world, "datong"), local(&world, "hohhot")].concat();
    let of_two = app.member("mi@example.org", two).await;
    let new = "/programmes/cities/events/new";
    let hasty = of_two.submit(new, new, &[("kind", "seminar"), ("title.en", "Where?")]).await;
    assert_eq!(hasty.status, 422, "no city is taken for granted");
    hasty.says("Choose a city").does_not_say("Hangzhou");
    let of_all = app.member("bo@example.org", world.coordinator()).await;
    of_all.get("/programmes/cities/events/new").await.says("No city of the programme").says("Hohhot");
}

#[tokio::test]
async fn strangers_read_of_an_event_when_it_is_announced_and_not_before() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("bo@example.org", world.coordinator()).await;
    let stranger = app.client();
    let here = format!("/e/{}", world.event.event.public_id);
    let page = stranger.get(&here).await;
    assert_eq!(page.status, 200, "{}", page.text());
    page.says("Datong conference").says("Tuesday 24 May 2016, 09:00–17:30").says("Datong time (UTC+8)").says("01:00");
    page.says("City Museum").says("大同市博物馆").says("Sustainable cities");
    for inside in ["Li Na", "li.na@", "352 555", "First invitations", "王建国", "places"] {
        page.does_not_say(inside);
    }
    stranger.get(&format!("{here}?lang=zh")).await.says("大同会议").says("添加到日历");
    let french =
        crate::support::send(stranger.request(reqwest::Method::GET, &here).header("accept-language", "fr")).await;
    french.says("Conférence de Datong");
    let file = page.links().into_iter().find(|l| l.contains(".ics")).expect("a calendar file");
    assert!(stranger.get(&file).await.body.contains("BEGIN:VCALENDAR"));
    let desk = client.get(&event_page(&world)).await;
    assert!(desk.links().contains(&here), "staff find the page");
    // The same quiet page for what is only planned, what never was, and what is no name at all.
    let new = "/programmes/cities/events/new";
    let made = client.submit(new, new, &[("kind", "seminar"), ("title.en", "Quiet plan")]).await;
    assert_eq!(made.status, 303, "{}", made.text());
    let planned = made.location().rsplit('/').next().expect("its name");
    let mut told = Vec::new();
    for name in [planned, convoke::kernel::ids::PublicId::random().as_str(), "not-a-name"] {
        let page = stranger.get(&format!("/e/{name}")).await;
        told.push((page.status, page.text().split("Request").next().expect("a page").to_owned()));
    }
    assert_eq!(told[0].0, 404);
    assert!(told.iter().all(|t| *t == told[0]), "{told:#?}");
}

#[tokio::test]
async fn a_cancelled_event_tells_strangers_not_to_come() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("bo@example.org", world.coordinator()).await;
    let desk = event_page(&world);
    let ask = format!("{desk}/state?to=cancelled");
    let done = client.submit(&ask, &format!("{desk}/state"), &[("reason.en", "The mayor fell ill")]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let page = app.client().get(&format!("/e/{}", world.event.event.public_id)).await;
    page.says("will not take place")
        .does_not_say("24 May")
        .does_not_say("The mayor fell ill")
        .does_not_say("announced");
    assert!(page.links().iter().all(|l| !l.contains(".ics")));
}

#[tokio::test]
async fn the_hosts_deadlines_are_said_in_the_readers_language() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("bo@example.org", world.coordinator()).await;
    let desk = event_page(&world);
    let add = format!("{desk}/deadlines/new");
    let empty = client.submit(&add, &add, &[("due_on", "2016-05-01")]).await;
    assert_eq!(empty.status, 422);
    assert_eq!(empty.form(&add).value("due_on"), Some("2016-05-01"));
    let fields = [("label.en", "Abstracts"), ("label.zh", "提交摘要"), ("due_on", "2016-05-01")];
    assert_eq!(client.submit(&add, &add, &fields).await.status, 303);
    let (programme, event) = (world.outline.programme.id, world.event.event.public_id.clone());
    // Where the matrix tells what is due, too.
    let matrix = client.get("/programmes/cities?lang=zh").await;
    matrix.says("提交摘要").does_not_say("{\"en\"");
    let old =
        DeadlineInput { label: "Noms. Des intervenants".into(), due_on: "2016-05-02".to_owned(), url: String::new() };
    app.act(|conn, cx| events::add_deadline(conn, cx, programme, &event, &old));
    let chinese = client.get(&format!("{desk}?lang=zh")).await;
    chinese.says("提交摘要").says("Noms. Des intervenants").does_not_say("{\"en\"");
    let kept = app.read(|conn, _| events::deadlines(conn, world.event.event.id));
    assert_eq!(kept[1].label, Label::Untagged("Noms. Des intervenants".to_owned()));
    let token = app.token(&app.person("ci@example.org", world.coordinator()), &["read", "write"]);
    let api = format!("/api/v1/events/{event}/deadlines");
    let read = client.json(reqwest::Method::GET, &api, &token, &serde_json::Value::Null).await.value();
    assert_eq!(read["items"][0]["label"]["zh"], "提交摘要");
    assert_eq!(read["items"][1]["label"], "Noms. Des intervenants");
    let body = serde_json::json!({"label": {"fr": "Résumés"}, "due_on": "2016-05-03"});
    let made = client.json(reqwest::Method::POST, &api, &token, &body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    client.get(&desk).await.says("Résumés");
}

async fn change(client: &TestClient, path: &str, fields: &[(&str, &str)]) {
    let saved = client.submit(path, path, fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
}

#[tokio::test]
async fn an_events_history_is_told_in_words_and_hours() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("bo@example.org", world.coordinator()).await;
    let (desk, edit) = (event_page(&world), format!("{}/edit", event_page(&world)));
    change(&client, &edit, &[("starts", "2016-05-24T10:00"), ("capacity", ""), ("contact_phone", "+86 352 999")]).await;
    change(&client, &edit, &[("zone", "Europe/Brussels"), ("kind", "seminar")]).await;
    let page = client.get(&desk).await;
    page.says("24 May 2016, 09:00 (UTC+8)").says("24 May 2016, 10:00 (UTC+8)");
    page.says("2 places").says("As many as come").says("Phone changed");
    page.says("Beijing (Asia/Shanghai) Brussels (Europe/Brussels)").says("Conference Seminar");
    page.does_not_say("+86 352 555 0101");
    let view = &world.event;
    let past = app.read(|conn, cx| events::history(conn, cx, view, PageRequest::default()));
    let older = client.get(&format!("{desk}?history={}", past.items[0].id.raw())).await;
    older.says("24 May 2016, 10:00 (UTC+8)").does_not_say("Europe/Brussels");
    let french = client.get(&format!("{desk}?lang=fr")).await;
    french.says("24 mai 2016").does_not_say("2016-05-24T");
}

#[tokio::test]
async fn programmes_cities_and_results_tell_what_was_and_what_is() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("bo@example.org", world.coordinator()).await;
    let programme = "/programmes/cities/edit";
    change(&client, programme, &[("title.fr", "Villes sobres"), ("release_rule", "second-person")]).await;
    let told = client.get(programme).await;
    assert!(told.body.contains("<ins lang=\"fr\">Villes sobres</ins>"), "a value is in its field's language");
    told.says("Title (French) Villes durables Villes sobres").says("The person who prepared them A second person");
    let city = "/programmes/cities/cities/datong";
    change(&client, city, &[("zone", "Europe/Paris"), ("hue", "9")]).await;
    let told = client.get(city).await;
    told.says("Time zone Beijing (Asia/Shanghai) Paris (Europe/Paris)").says("Brick");
    let outline = world.outline.clone();
    let all = app.read(|conn, cx| deliverables::list(conn, cx, &outline, &Filter::default(), PageRequest::default()));
    let one = format!("/programmes/cities/deliverables/{}", all.items[0].public_id);
    change(&client, &format!("{one}/edit"), &[("title.en", "A better title"), ("due_on", "2016-07-01")]).await;
    let told = client.get(&one).await;
    told.says("Title (English)").says("A better title").says("18 Jan 2016 1 Jul 2016").does_not_say("{\"en\"");
}

#[tokio::test]
async fn a_persons_page_tells_where_they_were_invited_to_those_who_may_know() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("bo@example.org", world.coordinator()).await;
    let claire = format!("/people/{}", world.guests[1].person.public_id);
    client.get(&claire).await.says("Datong conference").says("Not invited").says("No answer");
    app.act(|conn, cx| convoke::domain::invitations::release(conn, cx, &world.round, world.round.version));
    app.pass_seconds(convoke::domain::invitations::UNDO_SECONDS + 60);
    app.run_until_idle().await;
    app.mails();
    let page = client.get(&claire).await;
    page.says("Delivered");
    assert!(page.links().contains(&format!("{}/guests", event_page(&world))));
    let elsewhere = app.member("wu@example.org", local(&world, "hohhot")).await;
    elsewhere.get(&claire).await.says("Claire Martin").does_not_say("Datong conference");
}

/// The fields of the list's own form, with these people ticked.
fn ticked(world: &World, count: usize) -> String {
    world.guests[..count].iter().map(|g| format!("&id={}", g.person.public_id)).collect()
}

#[tokio::test]
async fn many_people_are_tagged_grouped_and_left_in_peace_after_a_question() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("bo@example.org", world.coordinator()).await;
    let (post, tags) = ("/people/selected", format!("/people/selected?act=tags{}", ticked(&world, 2)));
    client.get(&tags).await.says("2 people are selected");
    let empty = client.submit(&tags, post, &[]).await;
    assert_eq!(empty.status, 422, "a tag is needed");
    let done = client.submit(&tags, post, &[("tags", "Museum, 博物馆")]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let tagged = client.get("/people?tag=museum").await;
    tagged.says("王建国").says("Claire Martin").does_not_say("Anna Schmidt");
    client.get(&format!("/people/{}", world.guests[0].person.public_id)).await.says("博物馆").says("Tags changed");
    let less = "/people/selected?act=tags&tag=museum&all=yes";
    let done = client.submit(less, post, &[("how", "remove"), ("tags", "museum")]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    client.get("/people?tag=museum").await.does_not_say("Claire Martin");
    let group = app.read(|conn, _| contacts::groups(conn)).remove(0).code;
    let groups = format!("/people/selected?act=groups{}", ticked(&world, 1));
    assert_eq!(client.submit(&groups, post, &[("groups", group.as_str())]).await.status, 303);
    client.get(&format!("/people?group={group}")).await.says("王建国").does_not_say("Claire Martin");
    // A question about three is not an answer for four.
    let asked = client.get("/people/selected?act=silence&all=yes").await;
    asked.says("3 people are selected");
    assert_eq!(client.submit("/people/new", "/people", &[("native_name", "Fourth Person")]).await.status, 303);
    let late = client.submit_on(&asked, post, &[("reason", "They said so")]).await;
    assert_eq!(late.status, 409, "{}", late.text());
    late.says("look at it as it is now").says("4 people are selected");
    assert_eq!(late.form(post).value("reason"), Some("They said so"));
    let silence = format!("/people/selected?act=silence{}", ticked(&world, 3));
    assert_eq!(client.submit(&silence, post, &[("reason", "They said so")]).await.status, 303);
    let silent = client.get("/people?consent=do-not-contact").await;
    silent.says("Anna Schmidt").says("3 people").does_not_say("Fourth Person");
}

#[tokio::test]
async fn only_those_ticked_are_exported_and_only_who_may_does_it() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("bo@example.org", world.coordinator()).await;
    let file = client.get(&format!("/people.csv?only=chosen{}", ticked(&world, 1))).await;
    assert!(file.body.contains("王建国") && !file.body.contains("Claire"), "{}", file.body);
    let all = client.get("/people.csv?only=chosen&all=yes").await;
    assert!(all.body.contains("Claire") && all.body.contains("Anna"), "{}", all.body);
    let none = client.get("/people.csv?only=chosen").await;
    assert!(!none.body.contains("王建国"), "nobody was chosen");
    // A city's coordinator telephones everybody, and may take the list along; who sees names only may not.
    let of_city = app.member("li@example.org", local(&world, "datong")).await;
    of_city.get(&format!("/people.csv?only=chosen{}", ticked(&world, 1))).await.says("王建国");
    let reader = Grant { role: Role::PrincipalInvestigator, ..world.coordinator()[0] };
    let reader = app.member("pi@example.org", vec![reader]).await;
    assert_eq!(reader.get(&format!("/people.csv?only=chosen{}", ticked(&world, 1))).await.status, 403);
    let auditor = vec![Grant { role: Role::Auditor, programme: Some(world.outline.programme.id), city: None }];
    let auditor = app.member("au@example.org", auditor).await;
    assert_eq!(auditor.get(&format!("/people/selected?act=tags{}", ticked(&world, 1))).await.status, 404);
}

#[tokio::test]
async fn a_dead_set_up_link_says_so_and_the_first_page_keeps_the_language() {
    let app = TestApp::start();
    let stranger = app.client();
    let dead = stranger.get("/set-up/no-such-link").await;
    assert_eq!(dead.status, 404);
    dead.says("This link no longer opens anything").says("prints a new link");
    assert!(dead.forms().iter().all(|f| !f.action.contains("set-up")));
    let secret = app.act(convoke::domain::accounts::make_setup_link).expect("no administrator yet");
    let open = format!("/set-up/{}", secret.expose());
    assert_eq!(stranger.get(&open).await.status, 200);
    let ana = app.member("ana@example.org", administrator()).await;
    assert_eq!(stranger.get(&open).await.status, 404, "somebody was faster");
    let away = stranger.get("/?lang=fr").await;
    assert_eq!(away.location(), "/sign-in?lang=fr");
    stranger.follow(&away).await.says("Se connecter");
    let deep = stranger.get("/accounts?lang=zh").await;
    assert!(deep.location().contains("lang=zh") && deep.location().contains("next="), "{}", deep.location());
    assert_eq!(ana.get("/?lang=fr").await.location(), "/programmes?lang=fr");
}

#[test]
fn labels_of_before_are_read_as_they_stand() {
    for plain in ["Abstracts", "", "{}", "{ not ours", "[1]", "\"quoted\"", "{\"de\":\"x\"}"] {
        assert_eq!(Label::parse(plain), Label::Untagged(plain.to_owned()));
    }
    let both = Label::parse("{\"en\":\"Abstracts\",\"zh\":\"提交摘要\"}");
    assert_eq!(both, Label::ByLanguage(Localised::three("Abstracts", "", "提交摘要")));
}

#[tokio::test]
async fn forms_open_at_the_readers_language_and_places_are_called_as_the_reader_calls_them() {
    let app = TestApp::start();
    let _world = World::build(&app);
    let client = app.member("ana@example.org", administrator()).await;
    for language in ["en", "fr", "zh"] {
        let form = client.get(&format!("/organisations/new?lang={language}")).await;
        assert!(form.body.contains(&format!("id=\"name-{language}\" checked")), "{language}: {}", form.body);
    }
    let fields = [("name.en", "Museum of Cities"), ("place", "Datong"), ("country", "CN")];
    let made = client.submit("/organisations/new", "/organisations", &fields).await;
    assert_eq!(made.status, 303, "{}", made.text());
    client.get("/organisations?q=museum&lang=zh").await.says("大同 · 中国");
    client.get("/organisations?q=museum&lang=fr").await.says("Datong · Chine");
    let refused =
        client.submit("/organisations/new", "/organisations", &[("name.en", "X"), ("country", "China")]).await;
    refused.says("Country: ");
}
