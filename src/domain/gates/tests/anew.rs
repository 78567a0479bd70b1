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
