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
