//! The same event a second time: postponed, planned again, announced and confirmed again.

use super::*;
use crate::domain::events::MoveInput;

fn which(view: &EventView) -> Which<'_> {
    Which { programme: view.event.programme, event: &view.event.public_id, version: view.event.version }
}

fn announced(house: &House, view: &EventView) -> EventView {
    let cx = house.coordinator();
    let told = house.write(|c| {
        let view = events::advance(c, &cx, which(view), EventState::Announced)?;
        announce(c, &cx, &view)?;
        Ok(view)
    });
    told.expect("announced")
}

fn planned_again(house: &House, view: &EventView) -> EventView {
    let cx = house.coordinator();
    let off = house.write(|c| Ok(events::postpone(c, &cx, which(view), &"flood".into())?)).expect("postponed").0;
    let input = MoveInput {
        city: house.outline.cities[0].public_id.to_string(),
        place: off.event.place.clone(),
        zone: "Asia/Shanghai".to_owned(),
        starts: "2016-06-07T09:30".to_owned(),
        ends: "2016-06-07T17:00".to_owned(),
        ..MoveInput::default()
    };
    house.write(|c| Ok(events::reschedule(c, &cx, which(&off), &input)?)).expect("planned again").0
}

#[test]
fn announced_again_without_conditions_it_rests_on_nothing() {
    let house = house();
    let cx = house.coordinator();
    house.approve("analysis");
    let view = announced(&house, &house.event("seminar"));
    house.withdraw_approval("analysis");
    house.settle();
    assert!(house.standing(&view).risk.is_some());
    let view = planned_again(&house, &view);
    house.settle();
    let open = GateDraft { join: "all".to_owned(), parts: Vec::new() };
    house.write(|c| edit(c, &cx, Edited::Step(house.step("seminar")), 1, &open)).expect("written");
    let view = announced(&house, &view);
    house.settle();
    assert!(house.standing(&view).risk.is_none(), "nothing is asked for any more");
}

#[test]
fn who_went_over_a_gate_is_told_whatever_becomes_of_it() {
    let house = house();
    let cx = house.coordinator();
    let reasons = |view: &EventView| -> Vec<String> {
        house.standing(view).overrides.into_iter().map(|pass| pass.reason).collect()
    };
    let confirmed =
        house.confirm(&cx, &house.event("conference"), Wish::Despite("the minister comes")).expect("over it");
    assert!(house.standing(&confirmed).overridden.is_some());
    let planned = planned_again(&house, &confirmed);
    assert!(house.standing(&planned).overridden.is_none(), "it stands confirmed by nothing");
    let known = announced(&house, &planned);
    assert_eq!(reasons(&known), ["the minister comes"]);
    let second = house.confirm(&cx, &known, Wish::Despite("the mayor comes too")).expect("over it again");
    assert_eq!(reasons(&second), ["the mayor comes too", "the minister comes"]);
    let planned = planned_again(&house, &second);
    for step in ["analysis", "seminar", "workshop"] {
        house.approve(step);
    }
    let through = house.confirm(&cx, &planned, Wish::AsItStands).expect("open now");
    assert!(house.standing(&through).overridden.is_none());
    assert_eq!(reasons(&through).len(), 2, "for ever");
}

#[test]
fn a_deadline_that_the_host_sets_or_takes_away_later_is_no_loss() {
    use crate::domain::events::{DeadlineInput, Met};
    let house = house();
    let cx = house.coordinator();
    let view = house.event("analysis");
    let (programme, id) = (view.event.programme, &view.event.public_id);
    let add = |label: &str| {
        let input = DeadlineInput { label: label.into(), due_on: "2016-05-02".to_owned(), url: String::new() };
        house.write(|c| Ok(events::add_deadline(c, &cx, programme, id, &input)?)).expect("a deadline").public_id
    };
    let mark = |deadline: &PublicId, met: Met| {
        house.write(|c| Ok(events::mark_deadline(c, &cx, programme, id, deadline, met)?)).expect("marked");
        house.settle();
        house.standing(&view).risk.is_some()
    };
    let every = ConditionDraft { test: "deadline".to_owned(), ..ConditionDraft::default() };
    let gate = GateDraft { join: "all".to_owned(), parts: vec![PartDraft::Condition(Box::new(every))] };
    let (names, slides) = (add("Names"), add("Slides"));
    house.write(|c| edit(c, &cx, Edited::Event(&view), 0, &gate)).expect("written");
    mark(&names, Met::Yes);
    mark(&slides, Met::Yes);
    house.confirm(&cx, &house.again(&view), Wish::AsItStands).expect("open");
    let later = add("Posters");
    assert!(!mark(&later, Met::No), "it was not there to be met");
    assert!(mark(&names, Met::No), "this one was");
    assert_eq!(house.standing(&view).lost.len(), 1);
    house.write(|c| Ok(events::remove_deadline(c, &cx, programme, id, &names)?)).expect("removed");
    house.settle();
    assert!(house.standing(&view).risk.is_none(), "it is owed to nobody any more");
    assert!(mark(&slides, Met::No), "the other is");
}

#[test]
fn a_deadline_that_nobody_had_met_is_no_way_once_it_is_taken_away() {
    use crate::domain::events::DeadlineInput;
    let house = house();
    let cx = house.coordinator();
    let view = house.event("seminar");
    let (programme, id) = (view.event.programme, &view.event.public_id);
    let input = DeadlineInput { label: "Names".into(), due_on: "2016-05-02".to_owned(), url: String::new() };
    let names =
        house.write(|c| Ok(events::add_deadline(c, &cx, programme, id, &input)?)).expect("a deadline").public_id;
    let nothing = GateDraft { join: "all".to_owned(), parts: Vec::new() };
    house.write(|c| edit(c, &cx, Edited::Step(house.step("seminar")), 1, &nothing)).expect("its step asks for nothing");
    let due = ConditionDraft { test: "deadline".to_owned(), deadline: names.to_string(), ..ConditionDraft::default() };
    let report = ConditionDraft {
        test: "named".to_owned(),
        deliverables: vec![house.report("analysis").public_id.to_string()],
        ..ConditionDraft::default()
    };
    let parts = [due, report].map(|one| PartDraft::Condition(Box::new(one))).to_vec();
    let gate = GateDraft { join: "any".to_owned(), parts };
    house.write(|c| edit(c, &cx, Edited::Event(&view), 0, &gate)).expect("written");
    house.approve("analysis");
    house.confirm(&cx, &house.again(&view), Wish::AsItStands).expect("one of the two is enough");
    house.write(|c| Ok(events::remove_deadline(c, &cx, programme, id, &names)?)).expect("removed");
    house.settle();
    assert!(house.standing(&view).risk.is_none(), "the report still is");
    house.withdraw_approval("analysis");
    house.settle();
    assert_eq!(house.standing(&view).lost.len(), 1, "and now nothing is");
}

#[test]
fn a_condition_taken_out_of_the_gate_ends_the_risk_and_history_says_why() {
    let house = house();
    let cx = house.coordinator();
    let view = house.event("seminar");
    house.approve("analysis");
    house.confirm(&cx, &view, Wish::AsItStands).expect("open");
    house.withdraw_approval("analysis");
    house.settle();
    assert!(house.standing(&view).risk.is_some());
    let step = house.step("seminar");
    let stored = house.known().step_gates.get(&step.id).cloned().expect("a gate");
    let open = GateDraft { join: "all".to_owned(), parts: Vec::new() };
    let opened = house.write(|c| edit(c, &cx, Edited::Step(step), stored.version, &open)).expect("written");
    assert!(house.standing(&view).risk.is_none(), "its page says so at once");
    house.settle();
    assert_eq!(house.verbs(&view), ["created", "confirmed", "at-risk", "risk-ended"]);
    let (page, now) = (crate::kernel::page::PageRequest::default(), house.again(&view));
    let newest = house.write(|c| Ok(events::history(c, &cx, &now, page)?)).expect("history").items;
    let why: Vec<&str> = newest[0].changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(why, ["unasked"]);
    let before = GateDraft::of(&stored.gate);
    house.write(|c| edit(c, &cx, Edited::Step(step), opened.version, &before)).expect("put back");
    house.settle();
    assert!(house.standing(&view).risk.is_some(), "asked for again, it is missing again");
}

#[test]
fn of_two_conditions_lost_the_one_that_stays_in_the_gate_is_still_missing() {
    let house = house();
    let cx = house.coordinator();
    let view = house.event("workshop");
    house.approve("analysis");
    house.approve("seminar");
    house.confirm(&cx, &view, Wish::AsItStands).expect("open");
    house.withdraw_approval("analysis");
    house.withdraw_approval("seminar");
    house.settle();
    assert_eq!(house.standing(&view).lost.len(), 2);
    let step = house.step("workshop");
    let stored = house.known().step_gates.get(&step.id).cloned().expect("a gate");
    let mut fewer = GateDraft::of(&stored.gate);
    fewer.parts.truncate(1);
    house.write(|c| edit(c, &cx, Edited::Step(step), stored.version, &fewer)).expect("written");
    house.settle();
    let standing = house.standing(&view);
    assert_eq!((standing.lost.len(), standing.risk.map(|risk| risk.missing.len())), (1, Some(1)));
    assert!(!house.verbs(&view).contains(&"risk-ended".to_owned()));
}

#[test]
fn of_a_programme_that_is_over_nobody_is_warned_until_it_is_opened_again() {
    use crate::domain::programme;
    let house = house();
    let (cx, programme) = (house.coordinator(), house.outline.programme.id);
    let view = house.event("seminar");
    let owner = house.contact("Li Na", "li.na@example.org");
    let step = house.step("seminar").clone();
    let edit = programme::EditStep {
        state: programme::StateWish::Follow,
        starts_on: step.starts_on,
        ends_on: step.ends_on,
        owner: OwnerChoice::Contact(owner),
        deputy: OwnerChoice::Nobody,
        reason: String::new(),
    };
    house.write(|c| edit_step(c, &cx, &step, step.version, &edit)).expect("owned");
    house.approve("analysis");
    house.confirm(&cx, &view, Wish::AsItStands).expect("open");
    house.write(|c| Ok(programme::close(c, &cx, programme, "all is said")?)).expect("closed");
    house.withdraw_approval("analysis");
    house.settle();
    assert!(house.standing(&view).risk.is_some(), "its page says what is");
    assert!(house.mails("event-at-risk").is_empty());
    let owed = format!("deliverable.{}", house.report("analysis").public_id);
    let reminded = house.write(|c| nudge(c, &cx, &view, &owed));
    assert!(matches!(reminded, Err(GateError::Denied(crate::access::Denied::Closed(_)))), "{reminded:?}");
    house.write(|c| Ok(programme::reopen(c, &cx, programme, "")?)).expect("opened");
    house.settle();
    assert_eq!(house.mails("event-at-risk"), ["li.na@example.org"]);
}

/// Whom guests write to need not have an account to be written to in their own language.
#[test]
fn whoever_stands_on_the_card_is_warned_in_the_language_of_their_entry() {
    use crate::db::schema::outbox;
    use crate::kernel::locale::Locale;
    use diesel::prelude::*;
    let house = house();
    let (cx, programme) = (house.coordinator(), house.outline.programme.id);
    for (name, email) in [("王芳", "wang.fang@example.org"), ("Paul", "paul@example.org")] {
        house.contact(name, email);
    }
    let french = diesel::update(crate::db::schema::contacts::table)
        .filter(crate::db::schema::contacts::native_name.eq("Paul"))
        .set(crate::db::schema::contacts::language.eq(Locale::Fr));
    house.write(|c| Ok(french.execute(c).map_err(crate::db::DbError::from)?)).expect("in French");
    house.approve("analysis");
    for (name, email) in [("Fang", "wang.fang@example.org"), ("Paul", "paul@example.org"), ("李娜", "new@example.org")]
    {
        let view = house.event("seminar");
        let input = EventInput { contact_name: name.to_owned(), contact_email: email.to_owned(), ..of(&house, &view) };
        let view = house
            .write(|c| Ok(events::edit(c, &cx, programme, &view.event.public_id, view.event.version, &input)?))
            .expect("a card");
        house.confirm(&cx, &view, Wish::AsItStands).expect("open");
    }
    house.withdraw_approval("analysis");
    house.settle();
    let told = house.write(|c| {
        let rows = outbox::table.filter(outbox::kind.eq("event-at-risk")).order(outbox::email);
        let rows: Result<Vec<(String, Locale)>, _> = rows.select((outbox::email, outbox::locale)).load(c);
        Ok(rows.map_err(crate::db::DbError::from)?)
    });
    let told = told.expect("mails");
    let told: Vec<(&str, Locale)> = told.iter().map(|(email, locale)| (email.as_str(), *locale)).collect();
    let wanted =
        [("new@example.org", Locale::Zh), ("paul@example.org", Locale::Fr), ("wang.fang@example.org", Locale::Zh)];
    assert_eq!(told, wanted);
}

/// An event as its form has it.
fn of(house: &House, view: &EventView) -> EventInput {
    EventInput {
        kind: "seminar".to_owned(),
        hosting: "ours".to_owned(),
        title: view.event.title.clone(),
        city: house.outline.cities[0].public_id.to_string(),
        step: house.step("seminar").public_id.to_string(),
        starts: "2016-05-24T09:00".to_owned(),
        ends: "2016-05-24T17:00".to_owned(),
        ..EventInput::default()
    }
}
