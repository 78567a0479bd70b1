//! The truth table of conditions and of their composition.

use super::*;
use crate::domain::deliverables::DeliverableKind;
use crate::domain::events::{Deadline, DeadlineId, Label};
use crate::domain::programme::StepState;

fn approved(steps: &[&str], kinds: &[DeliverableKind]) -> Test {
    Test::Approved { steps: steps.iter().map(|s| (*s).to_owned()).collect(), kinds: kinds.to_vec() }
}

/// A programme with a conference planned, seen from that conference.
struct Scene {
    house: House,
    view: EventView,
    known: Known,
}

impl Scene {
    fn set() -> Scene {
        let house = house();
        let view = house.event("conference");
        let known = house.known();
        Scene { house, view, known }
    }
    fn judged(&self, gate: &Gate) -> Vec<String> {
        keys(&evaluate(gate, &self.known.facts(Subject::of_event(&self.view.event))))
    }
}

#[test]
fn approvals() {
    use DeliverableKind::{Map, Report};
    use DeliverableState as D;
    let mut scene = Scene::set();
    let analysis = scene.house.step("analysis").clone();
    let one = |test| all(vec![when(test)]);
    for (state, missing) in [
        (D::Outlined, 1),
        (D::Draft, 1),
        (D::InReview, 1),
        (D::Approved, 0),
        (D::Published, 0),
        (D::Withdrawn, 1),
        (D::Superseded, 1),
    ] {
        state_of(&mut scene.known, &analysis, state);
        assert_eq!(scene.judged(&one(approved(&["analysis"], &[Report]))).len(), missing, "{state}");
    }
    state_of(&mut scene.known, &analysis, D::Draft);
    assert_eq!(scene.judged(&one(approved(&["analysis"], &[Report, Map]))).len(), 2, "each of the kinds");
    assert_eq!(scene.judged(&one(approved(&["analysis"], &[]))).len(), 4, "no kinds named: all of them");
    assert_eq!(scene.judged(&one(approved(&[], &[]))).len(), 6, "no steps named: all before");
    assert_eq!(scene.judged(&one(approved(&["seminar"], &[Map]))), ["deliverable"], "nothing there to approve");

    // What was withdrawn or superseded is not asked for where something of its step and kind stands in for it.
    let report = scene.known.deliverables.iter().position(|d| d.step == Some(analysis.id) && d.kind == Report);
    let report = report.expect("the report");
    let mut second = scene.known.deliverables[report].clone();
    (second.public_id, second.state) = (PublicId::random(), D::Approved);
    for (old, missing) in [(D::Withdrawn, 0), (D::Superseded, 0), (D::Draft, 1)] {
        let mut known = scene.known.clone();
        known.deliverables[report].state = old;
        known.add_for_test(second.clone());
        let facts = known.facts(Subject::of_event(&scene.view.event));
        assert_eq!(evaluate(&one(approved(&["analysis"], &[Report])), &facts).missing.len(), missing, "{old}");
    }

    let named = |ids: Vec<PublicId>| one(Test::Named { deliverables: ids });
    let id = scene.known.deliverables[report].public_id.clone();
    assert_eq!(scene.judged(&named(vec![id.clone()])), ["deliverable"]);
    scene.known.deliverables[report].state = D::Published;
    assert!(scene.judged(&named(vec![id])).is_empty());
    assert_eq!(scene.judged(&named(vec![PublicId::random()])), ["deliverable"], "what is not there is not approved");
}

#[test]
fn guests_steps_and_deadlines() {
    let mut scene = Scene::set();
    let one = |test| all(vec![when(test)]);
    let planners = |least| one(Test::Accepted { group: "planners".to_owned(), least });
    for (accepted, least, missing) in [(0, 1, 1), (9, 10, 1), (10, 10, 0), (11, 10, 0)] {
        scene.known.accepted.insert((scene.view.event.id, "planners".to_owned()), accepted);
        scene.known.accepted.insert((scene.view.event.id, "architects".to_owned()), 50);
        assert_eq!(scene.judged(&planners(least)).len(), missing, "{accepted} of {least}");
    }

    let by = |kind: Option<&str>, by| one(Test::Step { kind: kind.map(str::to_owned), by });
    // It is 18 April 2016; the analysis ended in February, the workshop ends in May.
    assert!(scene.judged(&by(Some("analysis"), By::Date)).is_empty());
    assert_eq!(scene.judged(&by(Some("workshop"), By::Date)), ["step-date"]);
    assert_eq!(scene.judged(&by(None, By::Date)), ["step-date"], "the one before the conference is the workshop");
    assert_eq!(scene.judged(&by(None, By::Held)), ["step-event"], "it has no event yet");
    assert_eq!(scene.judged(&by(Some("fair"), By::Held)), ["step"], "no such step");
    let workshop = scene.house.event("workshop");
    scene.known = scene.house.known();
    for (state, missing) in [
        (EventState::Planned, 1),
        (EventState::Confirmed, 1),
        (EventState::Held, 0),
        (EventState::Reported, 0),
        (EventState::Cancelled, 1),
    ] {
        held(&mut scene.known, &workshop, state);
        assert_eq!(scene.judged(&by(None, By::Held)).len(), missing, "{state}");
    }

    assert_eq!(scene.judged(&one(Test::Deadline { deadline: None })), ["deadline"], "there is none");
    let deadline = |met| Deadline {
        id: DeadlineId::new(1),
        public_id: PublicId::random(),
        label: Label::Untagged("Speakers".to_owned()),
        due_on: "2016-04-30".parse().expect("a day"),
        url: String::new(),
        met_at: met,
    };
    let (met, unmet) = (deadline(Some(scene.known.now)), deadline(None));
    let ids = (met.public_id.clone(), unmet.public_id.clone());
    scene.known.deadlines.insert(scene.view.event.id, vec![met, unmet]);
    assert_eq!(scene.judged(&one(Test::Deadline { deadline: None })).len(), 1, "each of them");
    assert!(scene.judged(&one(Test::Deadline { deadline: Some(ids.0) })).is_empty());
    assert_eq!(scene.judged(&one(Test::Deadline { deadline: Some(ids.1) })).len(), 1);
}

/// Every composition of two or three parts, met (1) or not (0), against logic itself.
#[test]
fn all_and_any() {
    let mut scene = Scene::set();
    scene.known.accepted.insert((scene.view.event.id, "met".to_owned()), 1);
    let part = |met: bool| when(Test::Accepted { group: if met { "met" } else { "not" }.to_owned(), least: 1 });
    let open = |gate: &Gate| scene.judged(gate).is_empty();
    assert!(open(&Gate::open()) && open(&any(vec![])), "what asks for nothing is open");
    for a in [false, true] {
        assert_eq!(open(&all(vec![part(a)])), a);
        assert_eq!(open(&any(vec![part(a)])), a);
        for b in [false, true] {
            assert_eq!(open(&all(vec![part(a), part(b)])), a && b);
            assert_eq!(open(&any(vec![part(a), part(b)])), a || b);
            for c in [false, true] {
                let inner = |gate: Gate| Part::Group(gate);
                assert_eq!(open(&all(vec![part(a), inner(any(vec![part(b), part(c)]))])), a && (b || c));
                assert_eq!(open(&any(vec![part(a), inner(all(vec![part(b), part(c)]))])), a || (b && c));
                let deep = any(vec![inner(all(vec![part(a), inner(any(vec![part(b), part(c)]))])), part(c)]);
                assert_eq!(open(&deep), c || a && b, "which is what (a and (b or c)) or c comes to");
                // What is rested on is met, and stays the gate where the gate is open.
                for gate in [all(vec![part(a), inner(any(vec![part(b), part(c)]))]), deep.clone()] {
                    let facts = scene.known.facts(Subject::of_event(&scene.view.event));
                    let basis = rested_on(&gate, &facts);
                    assert!(evaluate(&basis, &facts).open(), "{gate:?}");
                    assert!(!open(&gate) || basis == gate, "{gate:?}");
                }
            }
        }
    }
    let verdict =
        evaluate(&any(vec![part(false), part(false)]), &scene.known.facts(Subject::of_event(&scene.view.event)));
    assert!(
        verdict.missing.iter().all(|m| gain(m, &verdict.missing) == Gain::Enough),
        "either would do, and it says so"
    );
}

/// What alone would open the gate is told so, and what belongs together is told together: "A, or B and C".
#[test]
fn what_is_enough_and_what_belongs_together() {
    let scene = Scene::set();
    let wait = |group: &str| when(Test::Accepted { group: group.to_owned(), least: 1 });
    let told = |gate: &Gate| -> Vec<String> {
        let missing = evaluate(gate, &scene.known.facts(Subject::of_event(&scene.view.event))).missing;
        let name = |m: &Missing| m.what.key().replace("accepted.", "");
        let word = |m: &Missing| match gain(m, &missing) {
            Gain::Needed => "needed".to_owned(),
            Gain::Enough => "enough".to_owned(),
            Gain::OneWay => "one way".to_owned(),
            Gain::With(with) => {
                let entry = |e: &Vec<&Missing>| e.iter().map(|m| name(m)).collect::<Vec<_>>().join("/");
                format!("with {}", with.iter().map(entry).collect::<Vec<_>>().join(","))
            }
        };
        missing.iter().map(|m| format!("{} {}", name(m), word(m))).collect()
    };
    let both = || Part::Group(all(vec![wait("b"), wait("c")]));
    assert_eq!(told(&all(vec![wait("a"), wait("b")])), ["a needed", "b needed"]);
    assert_eq!(told(&any(vec![wait("a"), both()])), ["a enough", "b with c", "c with b"]);
    let beside = all(vec![wait("x"), Part::Group(any(vec![wait("a"), both()]))]);
    assert_eq!(told(&beside), ["x needed", "a one way", "b with c", "c with b"]);
    let deep = any(vec![Part::Group(all(vec![wait("d"), Part::Group(any(vec![wait("e"), wait("f")]))])), wait("g")]);
    assert_eq!(told(&deep), ["d with e/f", "e with d", "f with d", "g enough"]);
    // One condition may lack several results: they belong together too.
    let several = any(vec![wait("a"), when(approved(&["analysis"], &[DeliverableKind::Map, DeliverableKind::Report]))]);
    let several = evaluate(&several, &scene.known.facts(Subject::of_event(&scene.view.event))).missing;
    let gains: Vec<bool> = several.iter().map(|m| matches!(gain(m, &several), Gain::With(_))).collect();
    assert_eq!(gains, [false, true, true]);
}

#[test]
fn what_stands_in_another_city_says_so() {
    let house = house();
    let view = house.event("conference");
    let known = house.known();
    let gate = all(vec![when(approved(&["seminar"], &[])), when(Test::Step { kind: None, by: By::Held })]);
    let cities = |subject: Subject| -> Vec<bool> {
        evaluate(&gate, &known.facts(subject)).missing.iter().map(|m| m.what.city().is_some()).collect()
    };
    assert!(cities(Subject::of_event(&view.event)).iter().all(|city| !city), "its own city needs no name");
    let of_programme = Subject { city: None, step: None, event: None };
    assert!(cities(of_programme).iter().all(|city| *city), "the programme's own event looks at all cities");
}

#[test]
fn a_step_s_state_follows_what_happens() {
    use DeliverableState as D;
    use EventState as E;
    let house = house();
    let view = house.event("seminar");
    let step = house.step("seminar").clone();
    let base = house.known();
    for (deliverable, event, state) in [
        (D::Outlined, None, StepState::Planned),
        (D::Draft, None, StepState::UnderWay),
        // A seminar that nobody held is not over when its synthesis is approved.
        (D::Approved, None, StepState::UnderWay),
        (D::Withdrawn, None, StepState::Planned),
        (D::Outlined, Some(E::Planned), StepState::Planned),
        (D::Outlined, Some(E::Announced), StepState::UnderWay),
        (D::Outlined, Some(E::Held), StepState::UnderWay),
        (D::Approved, Some(E::Confirmed), StepState::UnderWay),
        (D::Approved, Some(E::Held), StepState::Done),
        (D::Approved, Some(E::Reported), StepState::Done),
        (D::InReview, Some(E::Reported), StepState::UnderWay),
        (D::Approved, Some(E::Cancelled), StepState::UnderWay),
        (D::Approved, Some(E::Postponed), StepState::UnderWay),
        (D::Withdrawn, Some(E::Held), StepState::UnderWay),
        (D::Superseded, Some(E::Held), StepState::Done),
    ] {
        let mut known = base.clone();
        state_of(&mut known, &step, deliverable);
        match event {
            Some(state) => held(&mut known, &view, state),
            None => held(&mut known, &view, E::Cancelled),
        }
        assert_eq!(stage::of(&known.facts(Subject::of_step(&step)), &step), state, "{deliverable} {event:?}");
    }
}

#[test]
fn a_step_owes_an_event_where_its_kind_is_that_of_one() {
    use DeliverableState as D;
    use EventState as E;
    let house = house();
    for (kind, alone) in [
        ("analysis", StepState::Done),
        ("seminar", StepState::UnderWay),
        ("workshop", StepState::UnderWay),
        ("conference", StepState::UnderWay),
    ] {
        let step = house.step(kind).clone();
        let mut known = house.known();
        state_of(&mut known, &step, D::Approved);
        assert_eq!(stage::of(&known.facts(Subject::of_step(&step)), &step), alone, "{kind} without an event");
        let view = house.event(kind);
        let mut known = house.known();
        state_of(&mut known, &step, D::Approved);
        for (state, then) in [(E::Planned, StepState::UnderWay), (E::Held, StepState::Done), (E::Cancelled, alone)] {
            held(&mut known, &view, state);
            assert_eq!(stage::of(&known.facts(Subject::of_step(&step)), &step), then, "{kind} {state}");
        }
    }
}

#[test]
fn sponsors() {
    use crate::domain::sponsorship::SignedCounts;
    let mut scene = Scene::set();
    let owner = |id: i64, name: &str| crate::domain::programme::Owner {
        id: crate::kernel::ids::Id::new(id),
        public_id: PublicId::random(),
        name: crate::kernel::names::PersonName { native: name.to_owned(), ..Default::default() },
    };
    let counts = |signed, owners: &[&str]| SignedCounts {
        signed,
        owners: (1..).zip(owners).map(|(id, name)| owner(id, name)).collect(),
    };
    let event = scene.view.event.id;
    for (of, own, whole, missing) in [
        (Sponsors::Event, 0, 9, 1),
        (Sponsors::Event, 1, 9, 1),
        (Sponsors::Event, 2, 0, 0),
        (Sponsors::Event, 3, 0, 0),
        (Sponsors::Programme, 9, 1, 1),
        (Sponsors::Programme, 0, 2, 0),
    ] {
        scene.known.event_sponsors = [(event, counts(own, &["anna", "paul", "li"]))].into();
        scene.known.sponsors = counts(whole, &["paul"]);
        let gate = all(vec![when(Test::Sponsors { of, least: 2 })]);
        let verdict = evaluate(&gate, &scene.known.facts(Subject::of_event(&scene.view.event)));
        assert_eq!(verdict.missing.len(), missing, "{of} {own} {whole}");
        if let Some(lack) = verdict.missing.first() {
            let named = |o: &Option<crate::domain::programme::Owner>| o.as_ref().map(|o| o.name.native.clone());
            let expected = match of {
                Sponsors::Event => (Some("anna".to_owned()), Some("paul".to_owned())),
                Sponsors::Programme => (Some("paul".to_owned()), None),
            };
            assert_eq!((named(&lack.owner), named(&lack.deputy)), expected, "whoever courts is asked");
            assert_eq!(lack.what.key(), format!("sponsors.{of}"));
        }
    }
    scene.known.event_sponsors.clear();
    let gate = all(vec![when(Test::Sponsors { of: Sponsors::Event, least: 1 })]);
    assert_eq!(scene.judged(&gate), ["sponsors"], "nobody is courted");
}

/// "Guests, or a deadline of the host, alone or together with others": what was given when the event was confirmed, what became of it, and
/// whether anything is lost.
#[test]
fn a_way_that_is_a_deadline_counts_as_it_was_once_it_is_taken_away() {
    use crate::domain::gates::basis::{still_owed, unmet};
    let scene = Scene::set();
    let (event, id) = (scene.view.event.id, PublicId::random());
    let known = |a: bool, b: Option<bool>, c: bool| {
        let mut known = scene.known.clone();
        for (group, given) in [("a", a), ("c", c)] {
            known.accepted.insert((event, group.to_owned()), i64::from(given));
        }
        let deadline = |met: bool| Deadline {
            id: DeadlineId::new(1),
            public_id: id.clone(),
            label: Label::Untagged("Speakers".to_owned()),
            due_on: "2016-04-30".parse().expect("a day"),
            url: String::new(),
            met_at: met.then_some(scene.known.now),
        };
        known.deadlines.insert(event, b.into_iter().map(deadline).collect());
        known
    };
    let guests = |group: &str| when(Test::Accepted { group: group.to_owned(), least: 1 });
    let due = |deadline: Option<PublicId>| when(Test::Deadline { deadline });
    let together = Part::Group(all(vec![due(Some(id.clone())), guests("c")]));
    let subject = Subject::of_event(&scene.view.event);
    let ways = [0, 1, 2, 3, 4, 5, 6, 7].map(|n| [n & 1 > 0, n & 2 > 0, n & 4 > 0]);
    type Given = fn(bool, bool, bool) -> bool;
    let gates: [(Gate, Given); 4] = [
        (any(vec![guests("a"), due(Some(id.clone()))]), |a, b, _| a || b),
        (any(vec![guests("a"), due(None)]), |a, b, _| a || b),
        (any(vec![guests("a"), together]), |a, b, c| a || b && c),
        (all(vec![guests("c"), Part::Group(any(vec![guests("a"), due(Some(id.clone()))]))]), |a, b, c| c && (a || b)),
    ];
    for (gate, given) in gates {
        for [a, b, c] in ways.into_iter().filter(|[a, b, c]| given(*a, *b, *c)) {
            let then = known(a, Some(b), c);
            let basis = rested_on(&gate, &then.facts(subject));
            let open = unmet(&basis, &then.facts(subject));
            for ([later_a, met, later_c], there) in ways.iter().flat_map(|way| [(*way, true), (*way, false)]) {
                let now = known(later_a, there.then_some(met), later_c);
                let facts = now.facts(subject);
                let stands = evaluate(&still_owed(&basis, &open, &facts), &facts).open();
                let told = format!("{gate:?}: {a} {b} {c}, then {later_a} {met} {later_c}, there: {there}");
                assert_eq!(stands, given(later_a, if there { met } else { b }, later_c), "{told}");
            }
        }
    }
}
