//! A clone waits for what its original waits for.

use super::*;
use crate::domain::events::DeadlineInput;

#[test]
fn a_clone_keeps_the_own_gate_but_for_deadlines_that_are_over() {
    let house = house();
    let cx = house.coordinator();
    let event = house.event("workshop");
    let (programme, id) = (event.event.programme, event.event.public_id.clone());
    let today = cx.now.at(event.event.zone).date();
    let add = |label: &str, due_on: chrono::NaiveDate| {
        let input = DeadlineInput { label: label.into(), due_on: due_on.to_string(), url: String::new() };
        house.write(|c| Ok(events::add_deadline(c, &cx, programme, &id, &input)?)).expect("a deadline")
    };
    let over = add("Abstracts", today - chrono::Days::new(3));
    let ahead = add("Speakers", today + chrono::Days::new(3));
    let due = |of: &events::Deadline| when(Test::Deadline { deadline: Some(of.public_id.clone()) });
    let named = house.report("analysis").public_id;
    let gate = all(vec![
        when(Test::Named { deliverables: vec![named.clone()] }),
        Part::Group(any(vec![due(&over)])),
        due(&ahead),
    ]);
    let target = (programme, store::Target::Event(event.event.id));
    house.write(|c| Ok(store::put(c, cx.now, target, &Stored::default(), &gate)?)).expect("written").expect("new");

    let told = house.write(|c| Ok(along(c, &cx, &event)?)).expect("told");
    assert_eq!((told.conditions, told.left.len()), (2, 1), "{told:?}");
    assert_eq!(told.left[0], over.label);
    let clone = house
        .write(|c| {
            let view = events::clone_event(c, &cx, programme, &id)?;
            assert_eq!(copy_along(c, &cx, &event, &view.event)?, told);
            Ok(view)
        })
        .expect("cloned");
    let (stored, known) = house.write(|c| event_gate(c, &cx, &clone)).expect("a gate");
    let tests: Vec<&Test> = stored.gate.conditions().into_iter().map(|c| &c.test).collect();
    let deadlines = house.write(|c| Ok(events::deadlines(c, clone.event.id)?)).expect("deadlines");
    let here = deadlines.iter().find(|d| d.label == ahead.label).expect("it came along").public_id.clone();
    assert_ne!(here, ahead.public_id);
    assert_eq!(tests, [&Test::Named { deliverables: vec![named] }, &Test::Deadline { deadline: Some(here) }]);
    assert!(known.rests_on(&clone.event).is_none(), "nothing is armed");
    assert_eq!(house.verbs(&clone), ["cloned", "gate-changed"]);
    let keys = keys(&house.standing(&clone).verdict);
    assert!(keys.contains(&"deadline".to_owned()) && keys.contains(&"deliverable".to_owned()), "{keys:?}");
}

#[test]
fn a_clone_without_an_own_gate_has_none() {
    let house = house();
    let (cx, event) = (house.coordinator(), house.event("workshop"));
    let done = house.write(|c| {
        let view = events::clone_event(c, &cx, event.event.programme, &event.event.public_id)?;
        Ok((copy_along(c, &cx, &event, &view.event)?, event_gate(c, &cx, &view)?.0))
    });
    assert_eq!(done.expect("cloned"), (Along::default(), Stored::default()));
}
