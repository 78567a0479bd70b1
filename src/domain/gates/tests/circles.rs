//! What is refused of a gate before it is one.

use super::*;
use crate::kernel::invalid::{Invalid, Reason};

fn approved(step: &str) -> PartDraft {
    PartDraft::Condition(Box::new(ConditionDraft {
        test: "approved".to_owned(),
        steps: vec![step.to_owned()],
        ..ConditionDraft::default()
    }))
}

fn draft(parts: Vec<PartDraft>) -> GateDraft {
    GateDraft { join: "all".to_owned(), parts }
}

fn put(house: &House, kind: &str, draft: &GateDraft) -> Result<Stored, GateError> {
    let cx = house.coordinator();
    let step = house.step(kind).clone();
    let version = house.known().step_gates.get(&step.id).map_or(0, |s| s.version);
    house.write(|c| edit(c, &cx, Edited::Step(&step), version, draft))
}

fn faults(refused: Result<Stored, GateError>) -> Vec<(String, Reason)> {
    match refused {
        Err(GateError::Invalid(Invalid(faults))) => faults.into_iter().map(|f| (f.field, f.reason)).collect(),
        other => panic!("not refused by field: {other:?}"),
    }
}

#[test]
fn a_gate_never_waits_for_itself() {
    let house = house();
    let way = |refused| match faults(refused).remove(0) {
        (field, Reason::Circle { way }) if field == "gate" => {
            way.iter().map(|t| t.best(crate::kernel::locale::Locale::En).to_owned()).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    let own = put(&house, "conference", &draft(vec![approved("conference")]));
    assert_eq!(way(own), ["Conference", "Conference"]);
    // The workshop waits for the seminar by the template; the seminar for the workshop would close the circle.
    let circle = put(&house, "seminar", &draft(vec![approved("workshop")]));
    assert_eq!(way(circle), ["Seminar", "Stakeholder workshop", "Seminar"]);
    // By one of its deliverables, and through an event's own gate.
    let id = house.deliverables("conference")[0].public_id.to_string();
    let named = ConditionDraft { test: "named".to_owned(), deliverables: vec![id], ..ConditionDraft::default() };
    let long = put(&house, "analysis", &draft(vec![PartDraft::Condition(Box::new(named))]));
    assert_eq!(way(long).len(), 3, "the conference waits for the analysis");
    let event = house.event("analysis");
    let cx = house.coordinator();
    let refused = house.write(|c| edit(c, &cx, Edited::Event(&event), 0, &draft(vec![approved("seminar")])));
    assert_eq!(way(refused), ["Network data analysis", "Seminar", "Network data analysis"]);
    put(&house, "conference", &draft(vec![approved("workshop")])).expect("forward is no circle");
}

#[test]
fn a_circle_through_two_cities_says_which_step_is_whose() {
    let house = house_of(&["datong", "hohhot"]);
    let cx = house.coordinator();
    let fourth = |n: usize| house.outline.steps_of(house.outline.cities[n].id).last().cloned().expect("a fourth step");
    let [here, there] = [0, 1].map(fourth);
    let all = house.write(|c| Ok(deliverables::all(c, &cx, house.outline.programme.id)?)).expect("all");
    let waits = |own: &Step, other: &Step| {
        let named = all.iter().filter(|d| d.step == Some(other.id)).map(|d| d.public_id.to_string()).collect();
        let named = ConditionDraft { test: "named".to_owned(), deliverables: named, ..ConditionDraft::default() };
        let version = house.known().step_gates.get(&own.id).map_or(0, |s| s.version);
        let draft = draft(vec![PartDraft::Condition(Box::new(named))]);
        house.write(|c| edit(c, &cx, Edited::Step(own), version, &draft))
    };
    waits(&here, &there).expect("one waits for the other");
    match faults(waits(&there, &here)).remove(0) {
        (_, Reason::Circle { way }) => {
            let way: Vec<&str> = way.iter().map(|t| t.best(crate::kernel::locale::Locale::En)).collect();
            let [here, there] = [0, 1].map(|n| {
                format!("{} · Conference", house.outline.cities[n].name.best(crate::kernel::locale::Locale::En))
            });
            assert_eq!(way, [&there, &here, &there]);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn no_event_goes_into_a_step_that_would_wait_for_itself_by_it() {
    let house = house();
    let (cx, programme) = (house.coordinator(), house.outline.programme.id);
    let input = EventInput {
        kind: "seminar".to_owned(),
        hosting: "ours".to_owned(),
        title: Localised::three("Event", "Événement", "活动"),
        city: house.outline.cities[0].public_id.to_string(),
        ..EventInput::default()
    };
    let event = house.write(|c| Ok(events::create(c, &cx, programme, &input)?)).expect("an event");
    house
        .write(|c| edit(c, &cx, Edited::Event(&event), 0, &draft(vec![approved("analysis")])))
        .expect("nobody waits for an event without a step");
    let into = |kind: &str| {
        let now = house.again(&event).event;
        let input = EventInput { step: house.step(kind).public_id.to_string(), ..input.clone() };
        house.write(|c| {
            let view = events::edit(c, &cx, programme, &now.public_id, now.version, &input)?;
            fits_step(c, &cx, &view)
        })
    };
    match into("analysis") {
        Err(GateError::Invalid(Invalid(faults))) => {
            assert_eq!(faults.len(), 1);
            assert_eq!(faults[0].field, "step");
            assert!(matches!(faults[0].reason, Reason::Circle { .. }), "{:?}", faults[0].reason);
        }
        other => panic!("not refused: {other:?}"),
    }
    assert_eq!(house.again(&event).event.step, None, "nothing is kept of it");
    into("workshop").expect("the analysis lies before it");
}

#[test]
fn of_two_gates_written_at_once_the_second_knows_of_the_first() {
    let house = house();
    for _ in 0..8 {
        for kind in ["seminar", "workshop"] {
            put(&house, kind, &draft(Vec::new())).expect("nothing is asked for");
        }
        let waits = |own: &str, other: &str| put(&house, own, &draft(vec![approved(other)]));
        let written = std::thread::scope(|scope| {
            let one = scope.spawn(|| waits("seminar", "workshop"));
            let two = scope.spawn(|| waits("workshop", "seminar"));
            [one, two].map(|hand| hand.join().expect("it ends"))
        });
        assert_eq!(written.iter().filter(|done| done.is_ok()).count(), 1, "{written:?}");
    }
}

#[test]
fn every_fault_is_told_at_its_place_with_its_limit() {
    let house = house();
    let condition = |test: &str| ConditionDraft { test: test.to_owned(), ..ConditionDraft::default() };
    let part = |c: ConditionDraft| PartDraft::Condition(Box::new(c));
    let refused = put(
        &house,
        "conference",
        &draft(vec![
            part(condition("weather")),
            part(condition("approved")),
            part(ConditionDraft { steps: vec!["fair".to_owned()], ..condition("approved") }),
            part(ConditionDraft { kinds: vec!["poem".to_owned()], ..condition("approved") }),
            part(ConditionDraft { deliverables: vec!["nonsense".to_owned()], ..condition("named") }),
            part(ConditionDraft { group: "pirates".to_owned(), least: "many".to_owned(), ..condition("accepted") }),
            part(ConditionDraft { group: "planners".to_owned(), least: "0".to_owned(), ..condition("accepted") }),
            part(ConditionDraft { by: "luck".to_owned(), ..condition("step") }),
            part(ConditionDraft { deadline: PublicId::random().to_string(), ..condition("deadline") }),
            PartDraft::Group(GateDraft { join: "some".to_owned(), parts: vec![] }),
        ]),
    );
    let fields: Vec<String> = faults(refused).into_iter().map(|(field, _)| field).collect();
    assert_eq!(
        fields,
        [
            "parts.0.test",
            "parts.1.kinds",
            "parts.2.steps",
            "parts.3.kinds",
            "parts.4.deliverables",
            "parts.5.group",
            "parts.5.least",
            "parts.6.least",
            "parts.7.by",
            "parts.8.deadline",
            "parts.9.parts",
            "parts.9.join",
        ]
    );
    let group = |parts| PartDraft::Group(draft(parts));
    let deep = put(&house, "conference", &draft(vec![group(vec![group(vec![group(vec![approved("workshop")])])])]));
    assert!(faults(deep).contains(&("parts.0.parts.0.parts.0.join".to_owned(), Reason::TooDeep { limit: DEPTH })));
    let many = put(&house, "conference", &draft(vec![approved("workshop"); CONDITIONS + 1]));
    assert_eq!(faults(many), [("parts".to_owned(), Reason::TooMany { limit: CONDITIONS })]);
    put(&house, "conference", &draft(vec![group(vec![group(vec![approved("workshop")])])]))
        .expect("three deep is lawful");
}

#[test]
fn what_is_named_twice_is_asked_for_once() {
    let house = house();
    let twice = |word: &str| vec![word.to_owned(), word.to_owned()];
    let condition = ConditionDraft {
        test: "approved".to_owned(),
        steps: twice("workshop"),
        kinds: twice("synthesis"),
        ..ConditionDraft::default()
    };
    let stored = put(&house, "conference", &draft(vec![PartDraft::Condition(Box::new(condition))])).expect("a gate");
    match GateDraft::of(&stored.gate).parts.as_slice() {
        [PartDraft::Condition(one)] => assert_eq!((one.steps.len(), one.kinds.len()), (1, 1)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn two_who_edit_are_told_apart() {
    let house = house();
    let cx = house.coordinator();
    let step = house.step("conference").clone();
    let one = draft(vec![approved("workshop")]);
    house.write(|c| edit(c, &cx, Edited::Step(&step), 1, &one)).expect("the template's was the first version");
    let late = house.write(|c| edit(c, &cx, Edited::Step(&step), 1, &one));
    assert!(matches!(late, Err(GateError::Stale)));
    let local = house.as_role(Role::LocalCoordinator);
    let denied = house.write(|c| edit(c, &local, Edited::Step(&step), 2, &one));
    assert!(matches!(denied, Err(GateError::Denied(_))));
}
