//! Refused, reminded, overridden, at risk and clear again.

use super::*;
use crate::access::Denied;
use crate::domain::events::Grounds;

#[test]
fn the_template_carries_its_gates_also_for_a_city_added_later() {
    let house = house();
    let cx = house.coordinator();
    let city = crate::domain::programme::tests::new_city("baotou");
    let p = house.outline.programme.id;
    house.db.write_now(|c| crate::domain::overview::add_city(c, &cx, p, &city)).expect("added");
    let outline = house.db.read_now(|c| crate::domain::programme::load(c, &cx, "cities")).expect("loaded");
    let known = house.write(|c| of_programme(c, &cx, outline)).expect("known");
    for city in &known.outline.cities {
        let counts: Vec<usize> = known
            .outline
            .steps_of(city.id)
            .map(|s| known.step_gates.get(&s.id).map_or(0, |g| g.gate.conditions().len()))
            .collect();
        assert_eq!(counts, [0, 1, 2, 3], "{}", city.slug);
        // Each city looks at its own results.
        let conference = known.outline.steps_of(city.id).last().expect("the fourth");
        assert_eq!(known.verdict(Subject::of_step(conference)).missing.len(), 3);
    }
}

#[test]
fn a_closed_gate_refuses_and_names_what_is_missing() {
    let house = house();
    let view = house.event("conference");
    let owner = house.contact("Zhang Min", "zhang@example.org");
    house.own(&house.report("workshop"), owner.clone());
    house.approve("analysis");
    let refused = house.confirm(&house.coordinator(), &view, Wish::AsItStands);
    let Err(GateError::Closed(refusal)) = refused else { panic!("{refused:?}") };
    let titles: Vec<&str> =
        refusal.verdict.missing.iter().map(|m| m.title.best(crate::kernel::locale::Locale::En)).collect();
    assert_eq!(titles, ["Seminar synthesis approved", "Workshop synthesis approved"]);
    let owners: Vec<_> = refusal.verdict.missing.iter().map(|m| m.owner.as_ref().map(|o| &o.public_id)).collect();
    assert_eq!(owners, [None, Some(&owner)]);
    assert_eq!(house.again(&view).event.state, EventState::Planned, "nothing was written");

    house.approve("seminar");
    house.approve("workshop");
    let confirmed = house.confirm(&house.coordinator(), &view, Wish::AsItStands).expect("open now");
    assert_eq!(confirmed.event.state, EventState::Confirmed);
    let standing = house.standing(&view);
    assert_eq!(standing.pass.as_ref().map(|p| p.grounds), Some(Grounds::Met));
    assert!(standing.overridden.is_none() && standing.risk.is_none());
}

#[test]
fn who_may_go_over_a_gate_and_what_stays_of_it() {
    let house = house();
    let view = house.event("conference");
    house.approve("analysis");
    for role in [Role::LocalCoordinator, Role::Auditor] {
        let refused = house.confirm(&house.as_role(role), &view, Wish::Despite("it has to be"));
        assert!(matches!(refused, Err(GateError::Denied(Denied::Forbidden))), "{role}: {refused:?}");
    }
    let unsaid = house.confirm(&house.coordinator(), &view, Wish::Despite("  "));
    assert!(matches!(unsaid, Err(GateError::Invalid(_))), "a reason is wanted: {unsaid:?}");
    let long = "x".repeat(1_001);
    assert!(matches!(house.confirm(&house.coordinator(), &view, Wish::Despite(&long)), Err(GateError::Invalid(_))));
    house.confirm(&house.coordinator(), &view, Wish::Despite("the minister comes that day")).expect("overridden");
    let pass = house.standing(&view).overridden.expect("for ever");
    assert_eq!((pass.reason.as_str(), pass.missing.len()), ("the minister comes that day", 2));
    assert_eq!(house.verbs(&view), ["created", "confirmed", "gate-overridden"]);
    house.settle();
    assert!(house.standing(&view).risk.is_none(), "what was overridden is rested on by nobody");
    house.withdraw_approval("analysis");
    assert!(house.standing(&view).risk.is_some(), "its page says so at once");
    assert!(house.known().risk(view.event.id).is_some(), "and so does the matrix");
    assert!(house.mails("event-at-risk").is_empty(), "though nothing is written yet");
    house.settle();
    let risk = house.standing(&view).risk.expect("what was met then has to stay so");
    assert_eq!(risk.missing.len(), 1);
    house.approve("analysis");
    house.settle();
    assert!(house.standing(&view).risk.is_none());
    assert!(house.standing(&view).overridden.is_some(), "shown for ever");
}

#[test]
fn a_principal_investigator_goes_over_a_gate_but_does_not_confirm_otherwise() {
    let house = house();
    let view = house.event("conference");
    let pi = house.as_role(Role::PrincipalInvestigator);
    assert!(matches!(house.confirm(&pi, &view, Wish::AsItStands), Err(GateError::Denied(Denied::Forbidden))));
}

#[test]
fn at_risk_is_told_once_for_each_time_and_ends_by_itself() {
    let house = house();
    let view = house.event("seminar");
    let owner = house.contact("Li Na", "li.na@example.org");
    let cx = house.coordinator();
    let step = house.step("seminar").clone();
    let edit = crate::domain::programme::EditStep {
        state: crate::domain::programme::StateWish::Follow,
        starts_on: step.starts_on,
        ends_on: step.ends_on,
        owner: OwnerChoice::Contact(owner),
        deputy: OwnerChoice::Contact(house.contact("Paul", "paul@example.org")),
        reason: String::new(),
    };
    house.write(|c| Ok(crate::domain::programme::edit_step(c, &cx, &step, step.version, &edit)?)).expect("owned");
    house.approve("analysis");
    let confirmed = house.confirm(&cx, &view, Wish::AsItStands).expect("open");
    house.settle();
    assert!(house.mails("event-at-risk").is_empty());
    house.withdraw_approval("analysis");
    house.settle();
    let seen = |role| {
        let cx = house.as_role(role);
        house.write(|c| Ok(risks(c, &cx, view.event.programme, &[view.event.id])?.len())).expect("looked")
    };
    assert_eq!([Role::Auditor, Role::Editor, Role::RelayOfficer].map(seen), [1, 0, 0], "what it rests on is internal");
    house.settle();
    assert_eq!(house.mails("event-at-risk"), ["li.na@example.org", "paul@example.org"], "each once");
    let standing = house.standing(&view);
    assert_eq!(keys(&Verdict { missing: standing.lost }), ["deliverable"]);
    let now = house.again(&view).event;
    assert_eq!(
        (now.state, now.version),
        (confirmed.event.state, confirmed.event.version),
        "the event itself is untouched"
    );
    house.approve("analysis");
    house.settle();
    assert!(house.standing(&view).risk.is_none());
    house.withdraw_approval("analysis");
    house.settle();
    assert_eq!(house.mails("event-at-risk").len(), 4, "a second time is told again");
    assert_eq!(house.verbs(&view), ["created", "confirmed", "at-risk", "risk-ended", "at-risk"]);
}

#[test]
fn what_was_rested_on_by_name_nothing_stands_in_for() {
    use crate::domain::deliverables::{Audience, DeliverableKind, NewDeliverable};
    use DeliverableState::{Approved, Draft, InReview, Withdrawn};
    let house = house();
    let view = house.event("workshop");
    let cx = house.coordinator();
    let new = NewDeliverable {
        step: Some(house.step("seminar").public_id.clone()),
        kind: DeliverableKind::Synthesis,
        audience: Audience::Internal,
        title: Localised::three("Second synthesis", "Seconde synthèse", "综述之二"),
        due_on: None,
        owner: OwnerChoice::Nobody,
    };
    let planted = house.report("seminar").public_id;
    let made = house.write(|c| Ok(deliverables::create(c, &cx, &house.outline, &new)?)).expect("made").public_id;
    let go = |id: &PublicId, states: &[DeliverableState]| {
        for state in states {
            let all = house.deliverables("seminar");
            house.go(all.iter().find(|d| d.public_id == *id).expect("it"), *state).expect("a way");
        }
    };
    house.approve("analysis");
    go(&planted, &[Draft, InReview, Approved]);
    go(&made, &[Draft, InReview, Approved]);
    house.confirm(&cx, &view, Wish::AsItStands).expect("open");
    go(&made, &[Withdrawn]);
    house.settle();
    let standing = house.standing(&view);
    assert!(standing.verdict.open(), "before the gate the other synthesis would do");
    assert_eq!(standing.risk.expect("but both were rested on").missing.len(), 1);
    go(&made, &[Draft, InReview]);
    house.settle();
    assert!(house.standing(&view).risk.is_some());
    go(&made, &[Approved]);
    house.settle();
    assert!(house.standing(&view).risk.is_none(), "approving again clears it");
}

#[test]
fn a_reminder_of_what_nobody_asks_for_is_refused() {
    let house = house();
    let view = house.event("seminar");
    let cx = house.coordinator();
    let seminar = house.report("seminar").public_id;
    for owed in ["deliverable.abc", "nonsense", "", &format!("deliverable.{seminar}")] {
        let refused = house.write(|c| nudge(c, &cx, &view, owed));
        assert!(matches!(refused, Err(GateError::Invalid(_))), "{owed}: {refused:?}");
    }
}

#[test]
fn a_reminder_goes_once_a_day_to_owner_and_deputy() {
    let house = house();
    let view = house.event("seminar");
    let report = house.report("analysis");
    let owed = What::Deliverable {
        id: report.public_id.clone(),
        title: Localised::default(),
        state: report.state,
        due_on: None,
        city: None,
    }
    .key();
    let mut cx = house.coordinator();
    let nudged = |cx: &Context| house.write(|c| nudge(c, cx, &view, &owed));
    assert!(matches!(nudged(&cx), Err(GateError::Unreached(Shut::NoOwner))));
    house.own(&report, house.contact("Nobody Reachable", ""));
    assert!(matches!(nudged(&cx), Err(GateError::Unreached(Shut::NoAddress(_)))));
    house.own(&house.report("analysis"), house.contact("Zhang Min", "zhang@example.org"));
    assert_eq!(nudged(&cx).expect("told").told.len(), 1);
    assert_eq!(nudged(&cx).expect("told").already.len(), 1, "the same day");
    assert_eq!(house.mails("gate-nudge"), ["zhang@example.org"]);
    cx.now = cx.now.plus_seconds(24 * 3_600);
    assert_eq!(nudged(&cx).expect("told").told.len(), 1, "the next day");
    assert!(matches!(nudged(&house.as_role(Role::Auditor)), Err(GateError::Denied(_))));
    house.approve("analysis");
    assert!(matches!(nudged(&cx), Err(GateError::Unreached(Shut::Met))));
}

#[test]
fn whoever_has_an_account_is_written_to_in_its_language() {
    use crate::db::schema::{accounts as table, contacts as people, outbox};
    use crate::domain::accounts::{self, NewAccount};
    use diesel::prelude::*;
    let house = house();
    let view = house.event("seminar");
    let owner = house.contact("Zhang Min", "zhang@example.org");
    house.own(&house.report("analysis"), owner.clone());
    let admin = context(member(Role::Administrator, None, None));
    let new = NewAccount::parse("min@example.org", "Zhang Min", "fr", "UTC").expect("an account");
    let account = house.db.write_now(|c| accounts::create(c, &admin, &new, "x")).expect("made").id;
    let linked: Result<usize, GateError> = house.write(|c| {
        let id: crate::kernel::ids::ContactId = people::table
            .filter(people::public_id.eq(&owner))
            .select(people::id)
            .first(c)
            .map_err(crate::db::DbError::from)?;
        let row = diesel::update(table::table.filter(table::id.eq(account)));
        Ok(row.set(table::contact_id.eq(Some(id))).execute(c).map_err(crate::db::DbError::from)?)
    });
    assert_eq!(linked.expect("linked"), 1);
    let owed = format!("deliverable.{}", house.report("analysis").public_id);
    let cx = house.coordinator();
    house.write(|c| nudge(c, &cx, &view, &owed)).expect("told");
    let locales: Result<Vec<String>, GateError> = house.write(|c| {
        let mails = outbox::table.filter(outbox::kind.eq("gate-nudge")).select(outbox::locale);
        Ok(mails.load(c).map_err(crate::db::DbError::from)?)
    });
    assert_eq!(locales.expect("mails"), ["fr"]);
}

#[test]
fn an_announcement_rests_on_what_was_met_then() {
    let house = house();
    let view = house.event("workshop");
    house.approve("analysis");
    let cx = house.coordinator();
    let which = Which { programme: view.event.programme, event: &view.event.public_id, version: view.event.version };
    house
        .write(|c| {
            let view = events::advance(c, &cx, which, EventState::Announced)?;
            announce(c, &cx, &view)
        })
        .expect("announcing asks for nothing");
    house.settle();
    assert!(house.standing(&view).risk.is_none(), "the seminar's synthesis was missing then already");
    house.withdraw_approval("analysis");
    house.settle();
    assert!(house.standing(&view).risk.is_some());
    house.approve("analysis");
    house.approve("seminar");
    let view = house.again(&view);
    house.confirm(&cx, &view, Wish::AsItStands).expect("open");
    assert!(house.standing(&view).risk.is_none(), "confirmed anew, on what is met now");
    assert_eq!(house.verbs(&view), ["created", "announced", "at-risk", "confirmed", "risk-ended"]);
}

#[test]
fn a_step_follows_what_happens_until_somebody_sets_it() {
    use crate::domain::programme::{self, EditStep, StateBy, StateWish, StepState};
    let house = house();
    let cx = house.coordinator();
    let seen = || {
        let id = house.step("seminar").public_id.clone();
        house.write(|c| Ok(programme::step(c, &cx, house.outline.programme.id, &id)?)).expect("a step")
    };
    let set = |state: StateWish, reason: &str| {
        let step = seen();
        let edit = EditStep {
            state,
            starts_on: step.starts_on,
            ends_on: step.ends_on,
            owner: OwnerChoice::Nobody,
            deputy: OwnerChoice::Nobody,
            reason: reason.to_owned(),
        };
        house.write(|c| Ok(programme::edit_step(c, &cx, &step, step.version, &edit)?))
    };
    house.approve("seminar");
    house.settle();
    assert_eq!((seen().state, seen().state_by), (StepState::UnderWay, StateBy::Facts), "nobody has met yet");
    let met = house.event("seminar").event.id;
    let sql = format!("UPDATE events SET state = 'held' WHERE id = {met}");
    house.write(|c| Ok(diesel::sql_query(sql).execute(c).map_err(crate::db::DbError::from)?)).expect("held");
    house.settle();
    assert_eq!((seen().state, seen().state_by), (StepState::Done, StateBy::Facts));
    house.withdraw_approval("seminar");
    house.settle();
    assert_eq!(seen().state, StepState::UnderWay, "it goes back as it came");
    assert!(
        matches!(set(StateWish::Set(StepState::Done), ""), Err(GateError::Invalid(_))),
        "by hand it wants a reason"
    );
    set(StateWish::Set(StepState::Done), "the rest was given up").expect("set");
    house.settle();
    assert_eq!((seen().state, seen().state_by), (StepState::Done, StateBy::Hand), "what was set stays");
    set(StateWish::Follow, "").expect("let go");
    house.settle();
    assert_eq!((seen().state, seen().state_by), (StepState::UnderWay, StateBy::Facts));
    let step = seen();
    let history = house.write(|c| Ok(programme::step_history(c, &cx, &step)?)).expect("history");
    let verbs: Vec<&str> = history.iter().rev().map(|e| e.action.as_str()).collect();
    assert_eq!(verbs, ["followed", "followed", "followed", "moved", "edited", "followed"]);
}

#[test]
fn what_leaves_its_step_leaves_its_conditions_behind() {
    use crate::domain::events::{self, MoveInput};
    let house = house();
    let view = house.event("workshop");
    let cx = house.coordinator();
    let left = |city: &str| {
        let input = MoveInput {
            city: city.to_owned(),
            zone: "Asia/Shanghai".to_owned(),
            starts: "2016-06-07T09:30".to_owned(),
            ends: "2016-06-07T17:00".to_owned(),
            ..MoveInput::default()
        };
        let (programme, id) = (house.outline.programme.id, view.event.public_id.clone());
        let planned = house.write(|c| Ok(events::plan_move(c, &cx, programme, &id, &input)?)).expect("planned");
        house.write(|c| left_behind(c, &cx, &planned)).expect("counted")
    };
    assert_eq!(left(house.outline.cities[0].public_id.as_str()), 0, "on another day it is the same step's");
    assert!(left("") > 0, "the programme's own event belongs to none");
}

#[test]
fn a_move_out_of_the_days_of_its_step_says_so_and_goes_on() {
    use crate::domain::events::{self, MoveInput, Shift};
    let house = house();
    let (view, cx, programme) = (house.event("workshop"), house.coordinator(), house.outline.programme.id);
    let step = house.step("workshop");
    let input = |day: chrono::NaiveDate| MoveInput {
        city: house.outline.cities[0].public_id.to_string(),
        zone: "Asia/Shanghai".to_owned(),
        starts: format!("{day}T09:30"),
        ends: format!("{day}T17:00"),
        ..MoveInput::default()
    };
    let (first, last) = (step.starts_on.expect("a first day"), step.ends_on.expect("a last day"));
    for (day, out) in [(first, false), (last, false), (last.succ_opt().expect("a day"), true)] {
        let planned = house.write(|c| {
            let planned = events::plan_move(c, &cx, programme, &view.event.public_id, &input(day))?;
            Ok(events::shifts(c, &planned)?)
        });
        let told =
            planned.expect("never refused").iter().any(|s| matches!(s, Shift::OutsideStep(own) if own.id == step.id));
        assert_eq!(told, out, "{day}");
    }
    let day = last.succ_opt().expect("a day");
    let which = Which { programme, event: &view.event.public_id, version: 1 };
    let (moved, _) = house.write(|c| Ok(events::reschedule(c, &cx, which, &input(day))?)).expect("moved");
    assert_eq!(moved.outside().map(|own| own.id), Some(step.id));
}

#[test]
fn a_move_tells_of_conditions_that_guests_have_met_and_are_asked_for_again() {
    let house = house();
    let (cx, view) = (house.coordinator(), house.event("workshop"));
    let planners = ConditionDraft {
        test: "accepted".to_owned(),
        group: "planners".to_owned(),
        least: "2".to_owned(),
        ..ConditionDraft::default()
    };
    let gate = GateDraft { join: "all".to_owned(), parts: vec![PartDraft::Condition(Box::new(planners))] };
    house.write(|c| edit(c, &cx, Edited::Event(&view), 0, &gate)).expect("written");
    let mut known = house.known();
    for (accepted, met) in [(0, 0), (1, 0), (2, 1), (3, 1)] {
        known.accepted.insert((view.event.id, "planners".to_owned()), accepted);
        assert_eq!(known.met_by_guests(&view.event), met, "{accepted} have accepted");
    }
}
