//! A closed gate is gone over as far as it was looked at.

use super::*;

#[test]
fn nothing_is_gone_over_that_was_not_looked_at() {
    let house = house();
    let view = house.event("conference");
    house.approve("analysis");
    let seen: Vec<String> = house.standing(&view).verdict.missing.iter().map(|missing| missing.what.key()).collect();
    assert_eq!(seen.len(), 2);
    house.withdraw_approval("analysis");
    let wish = Wish::DespiteThese("the minister comes that day", &seen);
    let Err(GateError::Closed(refusal)) = house.confirm(&house.coordinator(), &view, wish) else {
        panic!("it goes over what was not seen");
    };
    assert_eq!(refusal.verdict.missing.len(), 3);
    assert_eq!(house.again(&view).event.state, EventState::Planned, "nothing was written");
    // Less than was seen is no more than was seen.
    house.approve("analysis");
    house.approve("seminar");
    house.confirm(&house.coordinator(), &view, wish).expect("overridden");
    let pass = house.standing(&view).overridden.expect("for ever");
    assert_eq!(pass.missing.len(), 1);
}
