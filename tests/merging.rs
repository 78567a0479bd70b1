//! Two coordinators change the same thing: the second sees both versions and merges them field by field.

use convoke::domain::contacts::{self, NewOrganisation, OrganisationDraft};
use convoke::domain::deliverables::{self, Filter};
use convoke::domain::invitations;
use convoke::kernel::localised::Localised;
use convoke::kernel::page::PageRequest;
use reqwest::Method;
use serde_json::json;

use crate::support::world::World;
use crate::support::{Page, TestApp, TestClient, send};

struct Pair {
    app: TestApp,
    world: World,
    ana: TestClient,
    bo: TestClient,
}

impl Pair {
    async fn begin() -> Pair {
        let app = TestApp::start();
        let world = World::build(&app);
        let ana = app.member("ana@example.org", world.coordinator()).await;
        let bo = app.member("bo@example.org", world.coordinator()).await;
        Pair { app, world, ana, bo }
    }
    fn event(&self) -> String {
        let slug = &self.world.outline.programme.slug;
        format!("/programmes/{slug}/events/{}", self.world.event.event.public_id)
    }
}

/// Both open a form; Ana saves hers, Bo sends his after that.
async fn both(pair: &Pair, (form, action): (&str, &str), ana: &[(&str, &str)], bo: &[(&str, &str)]) -> Page {
    let (first, second) = (pair.ana.get(form).await, pair.bo.get(form).await);
    assert_eq!((first.status, second.status), (200, 200), "{form}: {}", first.text());
    let done = pair.ana.submit_on(&first, action, ana).await;
    assert_eq!(done.status, 303, "{form}: {}", done.text());
    pair.bo.submit_on(&second, action, bo).await
}

#[tokio::test]
async fn what_each_has_changed_is_chosen_and_one_save_keeps_both() {
    let pair = Pair::begin().await;
    let edit = format!("{}/edit", pair.event());
    let long = "A long day.\r\nWith two lines & a <sign>.";
    let ana = [("room", "301"), ("title.fr", "Un autre titre")];
    let clash = both(&pair, (&edit, &edit), &ana, &[("capacity", "40"), ("description.en", long)]).await;
    assert_eq!(clash.status, 409, "{}", clash.text());
    clash.says("Two versions").says("Room").says("Places").says("Title (French)").says("Description (English)");
    clash.says("Before: 2").says("Conférence de Datong").does_not_say("Address").does_not_say("Title (English)");
    let form = clash.form(&edit);
    for (name, side) in [("room", "theirs"), ("title.fr", "theirs"), ("capacity", "mine"), ("description.en", "mine")] {
        assert_eq!(form.value(&format!("pick:{name}")), Some(side), "{name}");
    }
    let saved = pair.bo.submit_on(&clash, &edit, &[]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let form = pair.ana.get(&edit).await.form(&edit);
    assert_eq!((form.value("room"), form.value("capacity")), (Some("301"), Some("40")));
    assert_eq!((form.value("title.fr"), form.value("title.en")), (Some("Un autre titre"), Some("Datong conference")));
    assert_eq!(form.value("description.en"), Some("A long day.\nWith two lines & a <sign>."));
}

#[tokio::test]
async fn what_both_have_changed_is_asked_about_until_it_is_decided() {
    let pair = Pair::begin().await;
    let edit = format!("{}/edit", pair.event());
    let (ana, bo) = ([("title.en", "Ana's title"), ("room", "1")], [("title.en", "Bo's title"), ("room", "2")]);
    let clash = both(&pair, (&edit, &edit), &ana, &bo).await;
    assert_eq!(clash.form(&edit).value("pick:title.en"), None, "nothing is chosen for them");
    let asked = pair.bo.submit_on(&clash, &edit, &[("pick:room", "theirs")]).await;
    assert_eq!(asked.status, 409, "{}", asked.text());
    asked.says("Both of you changed this").says("Bo's title").says("Ana's title").says("Before: Datong conference");
    assert_eq!(asked.form(&edit).value("pick:room"), Some("theirs"), "what was decided stays so");
    let hand = [("pick:title.en", "hand"), ("hand:title.en", "A title of both")];
    let saved = pair.bo.submit_on(&asked, &edit, &hand).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let form = pair.ana.get(&edit).await.form(&edit);
    assert_eq!((form.value("title.en"), form.value("room")), (Some("A title of both"), Some("1")));
    // A fault in what was merged is told on the form, and the form is still the newer one's.
    let clash = both(&pair, (&edit, &edit), &[("room", "3")], &[("capacity", "no number")]).await;
    let refused = pair.bo.submit_on(&clash, &edit, &[]).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.form(&edit).value("room"), Some("3"));
    assert_eq!(pair.bo.submit_on(&refused, &edit, &[("capacity", "50")]).await.status, 303);
}

#[tokio::test]
async fn a_third_who_comes_between_is_seen_too() {
    let pair = Pair::begin().await;
    let edit = format!("{}/edit", pair.event());
    let clash = both(&pair, (&edit, &edit), &[("room", "1")], &[("capacity", "40")]).await;
    assert_eq!(pair.ana.submit(&edit, &edit, &[("capacity", "60")]).await.status, 303);
    let again = pair.bo.submit_on(&clash, &edit, &[]).await;
    assert_eq!(again.status, 409);
    assert_eq!(again.form(&edit).value("pick:capacity"), None, "both have changed it since");
    again.says("40").says("60").does_not_say("Room");
    let same = both(&pair, (&edit, &edit), &[("room", "9")], &[("room", "9")]).await;
    pair.bo.follow(&same).await.says("Somebody else had saved the same");
}

#[tokio::test]
async fn who_saved_in_another_window_is_not_called_somebody_else() {
    let pair = Pair::begin().await;
    let edit = format!("{}/edit", pair.event());
    let (first, second) = (pair.ana.get(&edit).await, pair.ana.get(&edit).await);
    assert_eq!(pair.ana.submit_on(&first, &edit, &[("room", "7"), ("capacity", "40")]).await.status, 303);
    let clash = pair.ana.submit_on(&second, &edit, &[("room", "8")]).await;
    assert_eq!(clash.status, 409, "{}", clash.text());
    clash.says("You saved changes yourself, in another window").says("Last saved by you, ana").says("From this window");
    clash.says("Changed in both windows").says("Changed only in the other window").does_not_say("Somebody else");
    let undecided = pair.ana.submit_on(&clash, &edit, &[]).await;
    undecided.says("You changed this in both windows.").does_not_say("Both of you");
    let (first, second) = (pair.bo.get(&edit).await, pair.bo.get(&edit).await);
    assert_eq!(pair.bo.submit_on(&first, &edit, &[("room", "9")]).await.status, 303);
    let same = pair.bo.submit_on(&second, &edit, &[("room", "9")]).await;
    pair.bo.follow(&same).await.says("You had saved the same yourself");
    // And of somebody else it is still said.
    let clash = both(&pair, (&edit, &edit), &[("room", "10")], &[("room", "11")]).await;
    clash.says("Somebody else saved changes").says("Yours").does_not_say("in another window");
}

#[tokio::test]
async fn a_time_that_guests_know_is_no_matter_of_the_form() {
    let pair = Pair::begin().await;
    let (here, edit) = (pair.event(), format!("{}/edit", pair.event()));
    let facts = pair.app.read(|conn, _| invitations::event_facts(conn, pair.world.event.event.id));
    pair.app.act(|conn, cx| {
        let round = invitations::find_round(conn, cx, &facts, &pair.world.round.public_id)?;
        invitations::release(conn, cx, &round, round.version)
    });
    pair.app.pass_seconds(invitations::UNDO_SECONDS + 1);
    let open = pair.bo.get(&edit).await;
    let version = open.form(&edit).value("version").unwrap().to_owned();
    let city = pair.world.event.city.as_ref().unwrap().public_id.to_string();
    let hours = [("city", city.as_str()), ("starts", "2016-06-07T09:00"), ("ends", "2016-06-07T17:30")];
    let fields = [&hours[..], &[("reply_by", ""), ("version", version.as_str())]].concat();
    let check = pair.ana.submit(&format!("{here}/move"), &format!("{here}/move/check"), &fields).await;
    let moved = pair.ana.submit_on(&check, &format!("{here}/move"), &[]).await;
    assert_eq!(moved.status, 303, "{}", moved.text());
    let clash = pair.bo.submit_on(&open, &edit, &[("room", "7")]).await;
    assert_eq!(clash.status, 409, "{}", clash.text());
    clash.does_not_say("Begins");
    assert_eq!(pair.bo.submit_on(&clash, &edit, &[]).await.status, 303);
    let form = pair.ana.get(&edit).await.form(&edit);
    assert_eq!((form.value("room"), form.value("starts")), (Some("7"), Some("2016-06-07T09:00")));
}

impl Pair {
    /// The form of a move, and the page that asks before it is made.
    fn moving(&self) -> (String, String) {
        (format!("{}/move", self.event()), format!("{}/move/check", self.event()))
    }
    /// Beginning and end as they stand.
    async fn hours(&self) -> (String, String) {
        let (form, check) = self.moving();
        let form = self.ana.get(&form).await.form(&check);
        let value = |name: &str| form.value(name).unwrap_or_default().to_owned();
        (value("starts"), value("ends"))
    }
    async fn ana_moves(&self, hours: &[(&str, &str)]) {
        let (form, check) = self.moving();
        let asked = self.ana.submit(&form, &check, hours).await;
        assert_eq!(asked.status, 200, "{}", asked.text());
        let moved = self.ana.submit_on(&asked, &form, &[]).await;
        assert_eq!(moved.status, 303, "{}", moved.text());
    }
}

const TUESDAY: [(&str, &str); 2] = [("starts", "2016-06-07T09:00"), ("ends", "2016-06-07T17:00")];
const WEDNESDAY: [(&str, &str); 2] = [("starts", "2016-06-08T09:00"), ("ends", "2016-06-08T17:00")];

#[tokio::test]
async fn a_move_from_an_older_form_shows_both_versions_before_it_tells_anybody() {
    let pair = Pair::begin().await;
    let (form, check) = pair.moving();
    let open = pair.bo.get(&form).await;
    pair.ana_moves(&TUESDAY).await;
    // With her end his beginning is right: that he is late is said first.
    let typed = [("starts", "2016-06-07T10:00"), ("place.fr", "Ta-tong"), ("reason.en", "The hall is taken")];
    let clash = pair.bo.submit_on(&open, &check, &typed).await;
    assert_eq!(clash.status, 409, "{}", clash.text());
    clash.says("Two versions").says("Begins").says("Before: 24 May 2016, 09:00").says("7 Jun 2016, 10:00");
    let asked = clash.form(&check);
    let differs: Vec<&str> = asked.fields.iter().filter(|(n, _)| n == "differs").map(|(_, v)| v.as_str()).collect();
    assert_eq!(differs, ["starts", "ends", "place.fr"]);
    assert_eq!((asked.value("pick:starts"), asked.value("pick:ends")), (None, Some("theirs")));
    assert_eq!(asked.value("pick:place.fr"), Some("mine"));
    assert_eq!(asked.value("reason.en"), Some("The hall is taken"), "why he moves it is his to say");
    let undecided = pair.bo.submit_on(&clash, &check, &[]).await;
    assert_eq!(undecided.status, 409, "{}", undecided.text());
    undecided.says("Both of you changed this");
    let preview = pair.bo.submit_on(&undecided, &check, &[("pick:starts", "mine")]).await;
    assert_eq!(preview.status, 200, "{}", preview.text());
    preview.says("Tuesday 7 June 2016, 10:00–17:00").says("The hall is taken").does_not_say("has been changed since");
    assert_eq!(pair.hours().await.0, "2016-06-07T09:00", "asking moves nothing");
    let moved = pair.bo.submit_on(&preview, &form, &[]).await;
    assert_eq!(moved.status, 303, "{}", moved.text());
    assert_eq!(pair.hours().await, ("2016-06-07T10:00".to_owned(), "2016-06-07T17:00".to_owned()));
    assert_eq!(pair.ana.get(&form).await.form(&check).value("place.fr"), Some("Ta-tong"));
}

#[tokio::test]
async fn a_move_is_not_made_over_a_version_that_its_page_did_not_tell_of() {
    let pair = Pair::begin().await;
    let (form, check) = pair.moving();
    let (open, edit) = (pair.bo.get(&form).await, format!("{}/edit", pair.event()));
    let preview = pair.bo.submit_on(&open, &check, &WEDNESDAY).await;
    preview.does_not_say("has been changed since");
    assert_eq!(pair.ana.submit(&edit, &edit, &[("title.fr", "Un autre titre")]).await.status, 303);
    // Nothing that a move names: it is said, and the next press goes on over today's version.
    let told = pair.bo.submit_on(&preview, &form, &[]).await;
    assert_eq!(told.status, 409, "{}", told.text());
    told.says("has been changed since you began to move it").says("Wednesday 8 June 2016, 09:00–17:00");
    told.says("Un autre titre").says("Conférence de Datong").says("ana");
    assert_eq!(pair.hours().await.0, "2016-05-24T09:00", "nothing has moved yet");
    let late = pair.bo.submit_on(&open, &check, &WEDNESDAY).await;
    assert_eq!(late.status, 200, "{}", late.text());
    late.says("has been changed since you began to move it");
    // Her hours: both are shown, and what is chosen is asked about once more.
    pair.ana_moves(&TUESDAY).await;
    let clash = pair.bo.submit_on(&told, &form, &[]).await;
    assert_eq!(clash.status, 409, "{}", clash.text());
    clash.says("Two versions").says("7 Jun 2016, 09:00").says("8 Jun 2016, 09:00");
    let mine = [("pick:starts", "mine"), ("pick:ends", "mine")];
    let again = pair.bo.submit_on(&clash, &check, &mine).await;
    assert_eq!(again.status, 200, "{}", again.text());
    let moved = pair.bo.submit_on(&again, &form, &[]).await;
    assert_eq!(moved.status, 303, "{}", moved.text());
    assert_eq!(pair.hours().await.0, "2016-06-08T09:00");
    let twice = pair.bo.submit_on(&again, &form, &[]).await;
    assert_eq!(twice.location(), moved.location(), "sent twice, done once");
}

#[tokio::test]
async fn a_way_back_to_the_form_is_no_way_round_the_other_version() {
    let pair = Pair::begin().await;
    let (form, check) = pair.moving();
    let preview = pair.bo.submit(&form, &check, &WEDNESDAY).await;
    let same = pair.bo.submit(&form, &check, &TUESDAY).await;
    pair.ana_moves(&TUESDAY).await;
    let mut fields = preview.form(&form).fields;
    fields.push(("again".to_owned(), "yes".to_owned()));
    let back = send(pair.bo.request(Method::POST, &check).form(&fields)).await;
    assert_eq!(back.form(&check).value("starts"), Some("2016-06-08T09:00"), "as he typed it");
    let clash = pair.bo.submit_on(&back, &check, &[]).await;
    assert_eq!(clash.status, 409, "{}", clash.text());
    clash.says("Two versions");
    let alike = pair.bo.submit_on(&same, &form, &[]).await;
    pair.bo.follow(&alike).await.says("Somebody else had saved the same");
}

#[tokio::test]
async fn what_was_postponed_meanwhile_is_not_planned_again_unsaid() {
    let pair = Pair::begin().await;
    let (form, check) = pair.moving();
    let preview = pair.bo.submit(&form, &check, &WEDNESDAY).await;
    preview.does_not_say("becomes “planned” again");
    let (ask, act) = (format!("{}/state?to=postponed", pair.event()), format!("{}/state", pair.event()));
    let off = pair.ana.submit(&ask, &act, &[("reason.en", "The river is high")]).await;
    assert_eq!(off.status, 303, "{}", off.text());
    let told = pair.bo.submit_on(&preview, &form, &[]).await;
    assert_eq!(told.status, 409, "{}", told.text());
    told.says("has been changed since you began to move it").says("becomes “planned” again");
    assert_eq!(pair.bo.submit_on(&told, &form, &[]).await.status, 303);
}

#[tokio::test]
async fn who_cancels_what_has_changed_since_sees_the_change_and_goes_on_by_one_press() {
    let pair = Pair::begin().await;
    let (ask, act) = (format!("{}/state?to=cancelled", pair.event()), format!("{}/state", pair.event()));
    let edit = format!("{}/edit", pair.event());
    // What was done before he looked is nothing that he has to be told.
    assert_eq!(pair.ana.submit(&edit, &edit, &[("title.fr", "Un premier titre")]).await.status, 303);
    let open = pair.bo.get(&ask).await;
    assert_eq!(pair.ana.submit(&edit, &edit, &[("room", "301")]).await.status, 303);
    let late = pair.bo.submit_on(&open, &act, &[("reason.en", "No money")]).await;
    assert_eq!(late.status, 409, "{}", late.text());
    late.says("Somebody else has changed this since you opened the page").says("Changed since");
    late.says("Room").says("301").says("ana").does_not_say("Un premier titre");
    assert_eq!(late.form(&act).value("reason.en"), Some("No money"), "as he wrote it");
    let silent = pair.bo.submit_on(&late, &act, &[("reason.en", "")]).await;
    assert_eq!(silent.status, 422, "{}", silent.text());
    let done = pair.bo.submit_on(&late, &act, &[]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    pair.bo.get(&pair.event()).await.says("No money");
}

#[tokio::test]
async fn a_reason_that_is_missing_does_not_hide_that_something_has_changed() {
    let pair = Pair::begin().await;
    let (ask, act) = (format!("{}/state?to=postponed", pair.event()), format!("{}/state", pair.event()));
    let (open, edit) = (pair.bo.get(&ask).await, format!("{}/edit", pair.event()));
    assert_eq!(pair.ana.submit(&edit, &edit, &[("room", "301")]).await.status, 303);
    let late = pair.bo.submit_on(&open, &act, &[("reason.en", " ")]).await;
    assert_eq!(late.status, 409, "{}", late.text());
    late.says("Somebody else has changed this").says("301");
}

#[tokio::test]
async fn what_somebody_else_has_called_off_already_is_told_with_what_was_typed() {
    let pair = Pair::begin().await;
    let (ask, act) = (format!("{}/state?to=cancelled", pair.event()), format!("{}/state", pair.event()));
    let open = pair.bo.get(&ask).await;
    assert_eq!(pair.ana.submit(&ask, &act, &[("reason.en", "The river is high")]).await.status, 303);
    let late = pair.bo.submit_on(&open, &act, &[("reason.en", "No money")]).await;
    assert_eq!(late.status, 409, "{}", late.text());
    late.says("what you wanted to do is no longer possible").says("The river is high").says("No money").says("ana");
    assert!(!late.body.contains("class=\"btn primary\""), "there is no going on");
}

/// A form that was refused meanwhile is still about what was seen when it was opened.
#[tokio::test]
async fn what_has_changed_is_told_also_after_a_refusal_in_between() {
    let pair = Pair::begin().await;
    let list = format!("/programmes/{}/sponsorships", pair.world.outline.programme.slug);
    let made = pair.ana.submit(&format!("{list}/new"), &list, &[("organisation", "Bluewater")]).await;
    assert_eq!(made.status, 303, "{}", made.text());
    let firm = made.location().split('?').next().unwrap().to_owned();
    let (ask, act, edit) = (format!("{firm}/stage?to=declined"), format!("{firm}/stage"), format!("{firm}/edit"));
    let open = pair.bo.get(&ask).await;
    assert_eq!(pair.ana.submit(&edit, &edit, &[("amount", "777 EUR")]).await.status, 303);
    let refused = pair.bo.submit_on(&open, &act, &[("reason", "No money"), ("signed_on", "soon")]).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    let late = pair.bo.submit_on(&refused, &act, &[]).await;
    assert_eq!(late.status, 409, "{}", late.text());
    late.says("Changed since").says("777").says("ana");
    assert_eq!(pair.bo.submit_on(&late, &act, &[]).await.status, 303);
}

#[tokio::test]
async fn a_press_on_a_page_that_is_old_says_what_is_new_before_it_acts() {
    let pair = Pair::begin().await;
    let (act, edit) = (format!("{}/state", pair.event()), format!("{}/edit", pair.event()));
    let open = pair.bo.get(&pair.event()).await;
    assert_eq!(pair.ana.submit(&edit, &edit, &[("room", "301")]).await.status, 303);
    let late = pair.bo.submit_on(&open, &act, &[("to", "confirmed")]).await;
    assert_eq!(late.status, 409, "{}", late.text());
    late.says("Something has changed").says("Room").says("301").says("ana");
    assert_eq!(late.form(&act).value("to"), Some("confirmed"));
    let done = pair.bo.submit_on(&late, &act, &[]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    // In one's own other window it was nobody else.
    let open = pair.bo.get(&format!("{act}?to=postponed")).await;
    assert_eq!(pair.bo.submit(&edit, &edit, &[("room", "302")]).await.status, 303);
    let late = pair.bo.submit_on(&open, &act, &[("reason.en", "A strike")]).await;
    late.says("You have changed this yourself, in another window").does_not_say("Somebody else");
}

/// Bo opens a page, Ana changes the thing it is about, and then Bo acts.
async fn acted(pair: &Pair, page: &str, (form, action, fields): (&str, &str, &[(&str, &str)]), act: Act<'_>) -> Page {
    let open = pair.bo.get(page).await;
    assert_eq!(open.status, 200, "{page}: {}", open.text());
    let done = pair.ana.submit(form, action, fields).await;
    assert_eq!(done.status, 303, "{form}: {}", done.text());
    let late = pair.bo.submit_on(&open, act.0, act.1).await;
    assert_eq!(late.status, 409, "{page}: {}", late.text());
    late.says("Something has changed");
    late
}

/// Where a form goes, and what is typed into it.
type Act<'a> = (&'a str, &'a [(&'a str, &'a str)]);

#[tokio::test]
async fn a_result_that_was_renamed_meanwhile_goes_on_by_one_press_more() {
    let pair = Pair::begin().await;
    let here = pair.deliverable();
    let (edit, state) = (format!("{here}/edit"), format!("{here}/state"));
    let change: &[(&str, &str)] = &[("title.fr", "Rapport")];
    let act: Act<'_> = (&state, &[("reason", "It begins")]);
    let late = acted(&pair, &format!("{state}?to=draft"), (&edit, &edit, change), act).await;
    late.says("Somebody else has changed this").says("Rapport").says("ana").says("It begins");
    assert_eq!(pair.bo.submit_on(&late, &state, &[]).await.status, 303);
}

#[tokio::test]
async fn an_institution_that_was_changed_meanwhile_is_taken_away_by_who_has_seen_it() {
    let pair = Pair::begin().await;
    let office = pair.world.institution(&pair.app);
    let here = format!("{}/delegations/{}", pair.event(), office.public_id);
    let (edit, remove) = (format!("{here}/edit"), format!("{here}/remove"));
    let late = acted(&pair, &remove, (&edit, &edit, &[("places", "3")]), (&remove, &[])).await;
    late.says("Somebody else has changed this").says("ana");
    assert_eq!(pair.bo.submit_on(&late, &remove, &[]).await.status, 303);
}

#[tokio::test]
async fn a_wish_is_lifted_by_who_has_seen_the_entry_and_never_laid_on_again_by_it() {
    let pair = Pair::begin().await;
    let person = format!("/people/{}", pair.world.guests[1].person.public_id);
    let (ask, lift, edit) =
        (format!("{person}/do-not-contact"), format!("{person}/may-contact"), format!("{person}/edit"));
    assert_eq!(pair.ana.submit(&ask, &ask, &[("reason", "They said so")]).await.status, 303);
    let act: Act<'_> = (&lift, &[("reason", "She called")]);
    let late = acted(&pair, &ask, (&edit, &person, &[("phone", "+33 1"), ("groups", "planners")]), act).await;
    late.says("She called").says("Planners").does_not_say("planners");
    assert_eq!(pair.bo.submit_on(&late, &lift, &[]).await.status, 303);
    assert_eq!(pair.ana.submit(&ask, &ask, &[("reason", "They said so")]).await.status, 303);
    let late = acted(&pair, &ask, (&ask, &lift, &[("reason", "He wrote")]), act).await;
    late.says("no longer possible");
    assert!(!late.body.contains("class=\"btn primary\""), "there is nothing left to lift");
}

#[tokio::test]
async fn a_round_that_was_written_anew_is_looked_at_before_it_leaves() {
    let pair = Pair::begin().await;
    let round = format!("{}/rounds/{}", pair.event(), pair.world.round.public_id);
    let (check, text, release) = (format!("{round}/check"), format!("{round}/text"), format!("{round}/release"));
    let change: &[(&str, &str)] = &[("name", "Second words")];
    let late = acted(&pair, &check, (&text, &text, change), (&release, &[])).await;
    late.says("look at it as it is now").says("ana");
    assert!(late.links().contains(&check), "{:?}", late.links());
    assert_eq!(pair.bo.submit(&check, &release, &[]).await.status, 303);
}

#[tokio::test]
async fn every_form_of_the_desk_merges_in_the_same_way() {
    let pair = Pair::begin().await;
    let (outline, slug) = (pair.world.outline.clone(), pair.world.outline.programme.slug.clone());
    let all = {
        let outline = outline.clone();
        pair.app.read(|conn, cx| deliverables::list(conn, cx, &outline, &Filter::default(), PageRequest::default()))
    };
    let draft = OrganisationDraft {
        name: Localised::three("City museum", "", ""),
        kind: "other".to_owned(),
        ..OrganisationDraft::default()
    };
    let house = NewOrganisation::parse(draft).unwrap();
    let house = pair.app.act(|conn, cx| contacts::create_organisation(conn, cx, &house)).public_id;
    let base = format!("/programmes/{slug}");
    let person = format!("/people/{}", pair.world.guests[1].person.public_id);
    let deliverable = format!("{base}/deliverables/{}", all.items[0].public_id);
    let step = format!("{base}/steps/{}", outline.steps[0].public_id);
    let city = format!("{base}/cities/datong");
    let round = format!("{}/rounds/{}/text", pair.event(), pair.world.round.public_id);
    let house = format!("/organisations/{house}");
    for (form, action, ana, bo) in [
        (format!("{person}/edit"), person, ("phone", "+33 1"), ("notes", "Speaks\nof maps")),
        (format!("{house}/edit"), house, ("name.zh", "市博物馆"), ("website", "https://museum.example.org")),
        (
            format!("{deliverable}/edit"),
            format!("{deliverable}/edit"),
            ("title.fr", "Rapport"),
            ("due_on", "2016-09-01"),
        ),
        (step.clone(), step, ("starts_on", "2016-02-01"), ("ends_on", "2016-12-01")),
        (city.clone(), city, ("name.fr", "Ta-tong"), ("hue", "9")),
        (format!("{base}/edit"), format!("{base}/edit"), ("summary.en", "Three cities"), ("title.zh", "可持续的城市")),
        (round.clone(), round, ("subject.en", "Please come: {event}"), ("name", "Second words")),
    ] {
        let clash = both(&pair, (&form, &action), &[ana], &[bo]).await;
        assert_eq!(clash.status, 409, "{form}: {}", clash.text());
        let asked = clash.form(&action);
        assert_eq!(asked.value(&format!("pick:{}", ana.0)), Some("theirs"), "{form}");
        assert_eq!(asked.value(&format!("pick:{}", bo.0)), Some("mine"), "{form}");
        assert_eq!(asked.fields.iter().filter(|(n, _)| n == "differs").count(), 2, "{form}: {:?}", asked.fields);
        let saved = pair.bo.submit_on(&clash, &action, &[]).await;
        assert_eq!(saved.status, 303, "{form}: {}", saved.text());
        let now = pair.ana.get(&form).await.form(&action);
        for (name, value) in [ana, bo] {
            assert_eq!(now.value(name), Some(value), "{form}: {name}");
        }
    }
}

impl Pair {
    fn deliverable(&self) -> String {
        let all = self.app.read(|conn, cx| {
            deliverables::list(conn, cx, &self.world.outline, &Filter::default(), PageRequest::default())
        });
        let slug = &self.world.outline.programme.slug;
        format!("/programmes/{slug}/deliverables/{}", all.items[0].public_id)
    }
}

#[tokio::test]
async fn the_panel_of_reviewers_merges_and_no_tick_is_lost() {
    let pair = Pair::begin().await;
    let cy = pair.app.person("cy@example.org", pair.world.coordinator());
    let form = format!("{}/reviewers", pair.deliverable());
    let id = cy.account.public_id.to_string();
    let clash = both(&pair, (&form, &form), &[("own_work", "allowed")], &[("reviewers", &id)]).await;
    assert_eq!(clash.status, 409, "{}", clash.text());
    clash.says("Last saved by").says("Changed only by you").says("Changed only by the other");
    let asked = clash.form(&form);
    assert_eq!((asked.value("pick:reviewers"), asked.value("pick:own_work")), (Some("mine"), Some("theirs")));
    assert_eq!(pair.bo.submit_on(&clash, &form, &[]).await.status, 303);
    let now = pair.ana.get(&form).await.form(&form);
    assert_eq!((now.value("reviewers"), now.value("own_work")), (Some(id.as_str()), Some("allowed")));
}

#[tokio::test]
async fn what_others_changed_elsewhere_asks_nothing() {
    let pair = Pair::begin().await;
    let (edit, panel) = (format!("{}/edit", pair.deliverable()), format!("{}/reviewers", pair.deliverable()));
    let open = pair.bo.get(&edit).await;
    let named = pair.ana.submit(&panel, &panel, &[("own_work", "allowed")]).await;
    assert_eq!(named.status, 303, "{}", named.text());
    let saved = pair.bo.submit_on(&open, &edit, &[("title.fr", "Rapport")]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    assert_eq!(pair.ana.get(&edit).await.form(&edit).value("title.fr"), Some("Rapport"));
}

#[tokio::test]
async fn what_is_to_be_decided_comes_first_and_begins_with_both() {
    let pair = Pair::begin().await;
    let edit = format!("{}/edit", pair.event());
    let (ana, bo) = ([("title.en", "Her title"), ("room", "1")], [("title.en", "His title"), ("capacity", "9")]);
    let clash = both(&pair, (&edit, &edit), &ana, &bo).await;
    let form = clash.form(&edit);
    let differs: Vec<&str> = form.fields.iter().filter(|(n, _)| n == "differs").map(|(_, v)| v.as_str()).collect();
    assert_eq!(differs, ["title.en", "room", "capacity"]);
    assert_eq!(form.value("hand:title.en"), Some("Her title / His title"));
    clash.says("Changed by both of you").says("Last saved by");
}

#[tokio::test]
async fn why_a_step_moves_is_no_matter_of_a_merge_and_a_language_is_said_once() {
    let pair = Pair::begin().await;
    let outline = &pair.world.outline;
    let step = format!("/programmes/{}/steps/{}", outline.programme.slug, outline.steps[0].public_id);
    let bo = [("ends_on", "2016-12-01"), ("reason", "The report is late")];
    let clash = both(&pair, (&step, &step), &[("starts_on", "2016-02-01")], &bo).await;
    assert_eq!(clash.status, 409, "{}", clash.text());
    let form = clash.form(&step);
    assert_eq!((form.value("reason"), form.value("pick:reason")), (Some("The report is late"), None));
    let city = format!("/programmes/{}/cities/datong", outline.programme.slug);
    let clash = both(&pair, (&city, &city), &[("name.fr", "Ta-tong")], &[("hue", "9")]).await;
    clash.does_not_say("French (French)");
}

#[tokio::test]
async fn a_row_that_the_other_added_is_a_field_like_any_other() {
    let pair = Pair::begin().await;
    let person = format!("/people/{}", pair.world.guests[1].person.public_id);
    let edit = format!("{person}/edit");
    let (first, second) = (pair.ana.get(&edit).await, pair.bo.get(&edit).await);
    let longer = pair.ana.submit_on(&first, &person, &[("more", "addresses")]).await;
    let done = pair.ana.submit_on(&longer, &person, &[("email_1", "claire@example.org")]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let clash = pair.bo.submit_on(&second, &person, &[("phone", "+33 2")]).await;
    clash.says("claire@example.org");
    assert_eq!(pair.bo.submit_on(&clash, &person, &[]).await.status, 303);
    pair.ana.get(&person).await.says("claire@example.org").says("+33 2");
}

#[tokio::test]
async fn a_program_that_is_late_is_told_the_version_there_is() {
    let pair = Pair::begin().await;
    let token = pair.app.token(&pair.app.person("cy@example.org", pair.world.coordinator()), &["read", "write"]);
    let address = format!("/api/v1/events/{}", pair.world.event.event.public_id);
    let read = pair.ana.json(Method::GET, &address, &token, &json!({})).await;
    let put = |tag: &str| {
        let request = pair.ana.request(Method::PUT, &address).bearer_auth(&token).header("if-match", tag);
        send(request.json(&read.value()))
    };
    let late = put("\"1\"").await;
    assert_eq!(late.status, 412);
    assert!(read.header("etag").starts_with(late.header("etag").trim_end_matches('"')), "{}", late.header("etag"));
    assert_eq!(put(late.header("etag")).await.status, 200);
}
