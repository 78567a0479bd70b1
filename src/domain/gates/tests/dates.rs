//! What other days of a step mean, told before they are saved; and that saving does that and nothing else.

use super::*;
use crate::access::{Grant, Member};
use crate::domain::accounts::{self, NewAccount};
use crate::domain::programme::{self, EditStep, StateWish};

fn edit_of(step: &Step, last: &str) -> EditStep {
    EditStep {
        state: StateWish::Follow,
        starts_on: step.starts_on,
        ends_on: Some(last.parse().expect("a day")),
        owner: OwnerChoice::Nobody,
        deputy: OwnerChoice::Nobody,
        reason: String::new(),
    }
}

/// The workshop waits until the seminar's days are over.
fn waits_for_the_seminar(house: &House) {
    let cx = house.coordinator();
    let condition = ConditionDraft {
        test: "step".to_owned(),
        step: "seminar".to_owned(),
        by: "date".to_owned(),
        ..ConditionDraft::default()
    };
    let draft = GateDraft { join: "all".to_owned(), parts: vec![PartDraft::Condition(Box::new(condition))] };
    let step = house.step("workshop").clone();
    let seen = house.known().step_gates.get(&step.id).map_or(0, |stored| stored.version);
    house.write(|c| edit(c, &cx, Edited::Step(&step), seen, &draft)).expect("a gate");
}

#[test]
fn later_days_tell_what_stays_what_lies_outside_and_what_closes() {
    let house = house();
    waits_for_the_seminar(&house);
    let (event, step, cx) = (house.event("seminar"), house.step("seminar").clone(), house.coordinator());
    let edit = edit_of(&step, "2016-05-20");
    let plan = house.write(|c| plan_dates(c, &cx, &step, step.version, &edit)).expect("planned");
    assert_eq!(plan.due.len(), house.deliverables("seminar").iter().filter(|d| d.due_on.is_some()).count());
    assert_eq!(plan.outside.iter().map(|v| v.event.id).collect::<Vec<_>>(), [event.event.id], "four days too late");
    let workshop = house.step("workshop");
    let turned: Vec<_> = plan.gates.iter().map(|t| (t.of.clone(), t.turn)).collect();
    assert_eq!(turned, [(Gated::Step(workshop.public_id.clone()), GateTurn::Closes)]);

    let due = |house: &House| house.deliverables("seminar").into_iter().map(|d| d.due_on).collect::<Vec<_>>();
    let before = due(&house);
    house.write(|c| Ok(programme::edit_step(c, &cx, &step, step.version, &edit)?)).expect("saved");
    assert_eq!(due(&house), before, "due dates stay");
    assert!(house.again(&event).outside().is_some());
    let now = house.write(|c| Ok(programme::step(c, &cx, step.programme, &step.public_id)?)).expect("a step");
    let back = EditStep { ends_on: step.ends_on, ..edit_of(&now, "2016-05-20") };
    let plan = house.write(|c| plan_dates(c, &cx, &now, now.version, &back)).expect("planned");
    assert_eq!(
        plan.gates.iter().map(|t| t.turn).collect::<Vec<_>>(),
        [GateTurn::Opens],
        "it closed, and would open again"
    );
    let stale = house.write(|c| plan_dates(c, &cx, &now, step.version, &back));
    assert!(matches!(stale, Err(GateError::Stale)), "of a step that was changed since");
}

#[test]
fn a_confirmed_event_that_rests_on_the_days_is_told_to_be_at_risk() {
    let house = house();
    waits_for_the_seminar(&house);
    let (cx, step) = (house.coordinator(), house.step("seminar").clone());
    let view = house.event("workshop");
    let confirmed = house.confirm(&cx, &view, Wish::AsItStands).expect("the seminar's days are over");
    assert_eq!(confirmed.event.state, EventState::Confirmed);
    let edit = edit_of(&step, "2016-05-20");
    let plan = house.write(|c| plan_dates(c, &cx, &step, step.version, &edit)).expect("planned");
    let of = Gated::Event(view.event.public_id.clone());
    assert_eq!(plan.gates.iter().map(|t| (t.of.clone(), t.turn)).collect::<Vec<_>>(), [(of, GateTurn::AtRisk)]);
    assert_eq!(plan.warnings, 0, "nobody answers for it");
    let outsider = house.as_role(Role::Auditor);
    let denied = house.write(|c| plan_dates(c, &outsider, &step, step.version, &edit));
    assert!(matches!(denied, Err(GateError::Denied(_))));
}

#[test]
fn a_step_that_follows_again_is_at_once_where_it_follows_to() {
    use crate::domain::programme::{StateBy, StepState};
    let house = house();
    let (cx, step) = (house.coordinator(), house.step("analysis").clone());
    let again = || house.write(|c| Ok(programme::step(c, &cx, step.programme, &step.public_id)?)).expect("a step");
    let by_hand = EditStep {
        state: StateWish::Set(StepState::Done),
        ends_on: step.ends_on,
        reason: "over".to_owned(),
        ..edit_of(&step, "2016-05-20")
    };
    house.write(|c| edit_step(c, &cx, &step, step.version, &by_hand)).expect("set");
    let set = again();
    assert_eq!((set.state, set.state_by), (StepState::Done, StateBy::Hand));
    // With other days as without.
    for days in [EditStep { ends_on: set.ends_on, ..edit_of(&set, "2016-05-20") }, edit_of(&set, "2016-05-20")] {
        let before = again();
        house.write(|c| edit_step(c, &cx, &before, before.version, &days)).expect("let go");
        let now = again();
        assert_eq!((now.state, now.state_by), (StepState::Planned, StateBy::Facts));
        assert!(!house.write(|c| unsettled(c, &cx)).expect("looked"), "nothing is left to be settled");
        let set = EditStep { ends_on: now.ends_on, ..by_hand.clone() };
        house.write(|c| edit_step(c, &cx, &now, now.version, &set)).expect("set again");
    }
}

#[test]
fn a_step_set_to_done_tells_first_what_is_not_done() {
    use crate::domain::programme::StepState;
    let house = house();
    let (cx, step, event) = (house.coordinator(), house.step("seminar").clone(), house.event("seminar"));
    let done = EditStep {
        state: StateWish::Set(StepState::Done),
        ends_on: step.ends_on,
        reason: "over".to_owned(),
        ..edit_of(&step, "2016-05-20")
    };
    let plan = house.write(|c| plan_dates(c, &cx, &step, step.version, &done)).expect("planned");
    assert_eq!(plan.undone.events.iter().map(|e| e.id).collect::<Vec<_>>(), [event.event.id]);
    assert_eq!(plan.undone.deliverables.len(), house.deliverables("seminar").len());
    assert!(!plan.undone.no_event, "there is one");
    assert!(!plan.shifted && plan.outside.is_empty() && plan.people.is_empty(), "the days stay");
    let unsaid = EditStep { reason: String::new(), ..done.clone() };
    let refused = house.write(|c| plan_dates(c, &cx, &step, step.version, &unsaid));
    assert!(matches!(refused, Err(GateError::Invalid(_))));
    let under_way = EditStep { state: StateWish::Set(StepState::UnderWay), ..done };
    let plan = house.write(|c| plan_dates(c, &cx, &step, step.version, &under_way)).expect("planned");
    assert!(plan.undone.is_empty());
}

#[test]
fn whom_events_put_at_risk_warn_is_asked_once_however_many_they_are() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use diesel::connection::{Connection, InstrumentationEvent};
    let house = house();
    waits_for_the_seminar(&house);
    let (cx, step, workshop) = (house.coordinator(), house.step("seminar").clone(), house.step("workshop").clone());
    let owner = OwnerChoice::Contact(house.contact("Li Na", "li.na@example.org"));
    let owned = EditStep { owner, ends_on: workshop.ends_on, ..edit_of(&workshop, "2016-05-20") };
    house.write(|c| edit_step(c, &cx, &workshop, workshop.version, &owned)).expect("owned");
    let edit = edit_of(&step, "2016-05-20");
    let with_one_more = || {
        house.confirm(&cx, &house.event("workshop"), Wish::AsItStands).expect("the seminar's days are over");
        let asked = Arc::new(AtomicUsize::new(0));
        let heard = Arc::clone(&asked);
        let plan = house.write(|c| {
            c.set_instrumentation(move |event: InstrumentationEvent<'_>| {
                if matches!(event, InstrumentationEvent::StartQuery { .. }) {
                    heard.fetch_add(1, Ordering::Relaxed);
                }
            });
            let plan = plan_dates(c, &cx, &step, step.version, &edit);
            c.set_instrumentation(|_: InstrumentationEvent<'_>| {});
            plan
        });
        (plan.expect("planned").warnings, asked.load(Ordering::Relaxed))
    };
    let ((one, for_one), (two, for_two)) = (with_one_more(), with_one_more());
    assert_eq!((one, two), (1, 2), "the step's owner, for each");
    assert_eq!(for_one, for_two);
}

#[test]
fn a_deadline_taken_away_hides_no_risk_that_the_days_bring() {
    use crate::domain::events::{DeadlineInput, Met};
    let house = house();
    waits_for_the_seminar(&house);
    let (cx, step, view) = (house.coordinator(), house.step("seminar").clone(), house.event("workshop"));
    let (programme, id) = (view.event.programme, &view.event.public_id);
    let input = DeadlineInput { label: "Names".into(), due_on: "2016-05-02".to_owned(), url: String::new() };
    let names =
        house.write(|c| Ok(events::add_deadline(c, &cx, programme, id, &input)?)).expect("a deadline").public_id;
    let every = ConditionDraft { test: "deadline".to_owned(), ..ConditionDraft::default() };
    let gate = GateDraft { join: "all".to_owned(), parts: vec![PartDraft::Condition(Box::new(every))] };
    house.write(|c| edit(c, &cx, Edited::Event(&view), 0, &gate)).expect("written");
    house.write(|c| Ok(events::mark_deadline(c, &cx, programme, id, &names, Met::Yes)?)).expect("met");
    house.confirm(&cx, &house.again(&view), Wish::AsItStands).expect("open");
    house.write(|c| Ok(events::remove_deadline(c, &cx, programme, id, &names)?)).expect("removed");
    let edit = edit_of(&step, "2016-05-20");
    let plan = house.write(|c| plan_dates(c, &cx, &step, step.version, &edit)).expect("planned");
    assert_eq!(plan.gates.iter().map(|t| t.turn).collect::<Vec<_>>(), [GateTurn::AtRisk]);
    house.write(|c| Ok(programme::edit_step(c, &cx, &step, step.version, &edit)?)).expect("saved");
    house.settle();
    assert!(house.standing(&view).risk.is_some(), "as was said");
}

/// An account of the programme, and who acts by it.
fn account(house: &House, email: &str) -> (PublicId, Context) {
    let admin = context(member(Role::Administrator, None, None));
    let grant = Grant { role: Role::Coordinator, programme: Some(house.outline.programme.id), city: None };
    let mut new = NewAccount::parse(email, "Anna", "fr", "UTC").expect("an account");
    new.grants = vec![grant];
    let made = house.db.write_now(|c| accounts::create(c, &admin, &new, "x")).expect("made");
    let actor = Actor::Member(Member { account: made.id, grants: vec![grant], token: None, closed: Vec::new() });
    (made.public_id, context(actor))
}

fn words(plan: &DatesPlan) -> Vec<(String, Word)> {
    plan.people.iter().map(|told| (told.who.name().native.clone(), told.word)).collect()
}

#[test]
fn whom_the_plan_names_gets_one_mail_and_nobody_else() {
    let house = house();
    let cx = house.coordinator();
    let (old, new) = (house.contact("Old", "old@example.org"), house.contact("Li Na", "li.na@example.org"));
    let step = house.step("seminar").clone();
    let owned = EditStep { owner: OwnerChoice::Contact(old), ends_on: step.ends_on, ..edit_of(&step, "2016-05-20") };
    assert_eq!(house.write(|c| edit_step(c, &cx, &step, step.version, &owned)).expect("owned"), 0, "the days stay");
    house.own(&house.report("seminar"), new.clone());
    let now = house.write(|c| Ok(programme::step(c, &cx, step.programme, &step.public_id)?)).expect("a step");
    let edit = EditStep {
        owner: OwnerChoice::Contact(new),
        deputy: OwnerChoice::Contact(house.contact("Paul", "")),
        ..edit_of(&now, "2016-05-20")
    };
    let plan = house.write(|c| plan_dates(c, &cx, &now, now.version, &edit)).expect("planned");
    assert_eq!(words(&plan), [("Li Na".to_owned(), Word::Mail), ("Paul".to_owned(), Word::Unreached)]);
    assert_eq!(house.write(|c| edit_step(c, &cx, &now, now.version, &edit)).expect("saved"), 1);
    assert_eq!(house.mails("step-days"), ["li.na@example.org"]);
    let late = house.write(|c| edit_step(c, &cx, &now, now.version, &edit));
    assert!(matches!(late, Err(GateError::Stale)), "{late:?}");
    assert_eq!(house.mails("step-days").len(), 1);
}

#[test]
fn a_member_who_becomes_the_owner_by_it_is_told_and_whoever_makes_the_change_is_not() {
    let house = house();
    let (anna, own) = account(&house, "anna@example.org");
    let step = house.step("seminar").clone();
    let edit = EditStep { owner: OwnerChoice::Contact(anna), ..edit_of(&step, "2016-05-20") };
    let plan = |cx: &Context| house.write(|c| plan_dates(c, cx, &step, step.version, &edit)).expect("planned");
    assert_eq!(words(&plan(&own)), [("Anna".to_owned(), Word::Own)]);
    let (_, other) = account(&house, "bo@example.org");
    assert_eq!(words(&plan(&other)), [("Anna".to_owned(), Word::Mail)]);
    assert_eq!(house.write(|c| edit_step(c, &other, &step, step.version, &edit)).expect("saved"), 1);
    assert_eq!(house.mails("step-days"), ["anna@example.org"]);
    let now = house.write(|c| Ok(programme::step(c, &own, step.programme, &step.public_id)?)).expect("a step");
    let kept = now.owner.as_ref().map(|owner| OwnerChoice::Contact(owner.public_id.clone())).unwrap_or_default();
    let back = EditStep { owner: kept, ..edit_of(&now, "2016-05-24") };
    assert_eq!(house.write(|c| edit_step(c, &own, &now, now.version, &back)).expect("saved"), 0, "her own change");
}

#[test]
fn nobody_stands_in_for_themselves() {
    use crate::kernel::invalid::Reason;
    let house = house();
    let (cx, step) = (house.coordinator(), house.step("seminar").clone());
    let (li, paul) = (house.contact("Li Na", "li.na@example.org"), house.contact("Paul", "paul@example.org"));
    let of = |owner: OwnerChoice, deputy: OwnerChoice| EditStep { owner, deputy, ..edit_of(&step, "2016-05-20") };
    let both = of(OwnerChoice::Contact(li.clone()), OwnerChoice::Contact(li.clone()));
    let typed = of(OwnerChoice::Contact(li.clone()), OwnerChoice::Email("li.na@example.org".to_owned()));
    for (edit, field) in [(&both, "deputy"), (&typed, "deputy_email")] {
        let same_days = EditStep { ends_on: step.ends_on, ..edit.clone() };
        let planned = house.write(|c| plan_dates(c, &cx, &step, step.version, edit)).map(|_| ());
        let saved = house.write(|c| edit_step(c, &cx, &step, step.version, edit)).map(|_| ());
        let saved_alone = house.write(|c| edit_step(c, &cx, &step, step.version, &same_days)).map(|_| ());
        for refused in [planned, saved, saved_alone] {
            let faults = match refused {
                Err(GateError::Invalid(faults)) => faults,
                other => panic!("{other:?}"),
            };
            assert_eq!((faults.0[0].field.as_str(), &faults.0[0].reason), (field, &Reason::OwnDeputy));
        }
    }
    let others = of(OwnerChoice::Contact(li.clone()), OwnerChoice::Contact(paul));
    house.write(|c| edit_step(c, &cx, &step, step.version, &others)).expect("two people");
    // Two entries were one person: the step is edited all the same.
    let into = format!("(SELECT id FROM contacts WHERE public_id = '{li}')");
    let sql = format!("UPDATE steps SET deputy_id = {into} WHERE id = {}", step.id);
    house.write(|c| Ok(diesel::sql_query(sql).execute(c).map_err(crate::db::DbError::from)?)).expect("went");
    let now = house.write(|c| Ok(programme::step(c, &cx, step.programme, &step.public_id)?)).expect("a step");
    let kept = EditStep { ends_on: step.ends_on, ..of(both.owner.clone(), both.deputy.clone()) };
    house.write(|c| edit_step(c, &cx, &now, now.version, &kept)).expect("other days");
}

#[test]
fn whose_entry_went_into_another_before_the_mail_left_reads_what_is_theirs() {
    let house = house();
    let cx = house.coordinator();
    let (gone, heir) = (house.contact("Li Na", "li.na@example.org"), house.contact("Li Na-Martin", ""));
    let step = house.step("seminar").clone();
    let owner = OwnerChoice::Contact(gone.clone());
    let owned = EditStep { owner: owner.clone(), ends_on: step.ends_on, ..edit_of(&step, "2016-05-20") };
    house.write(|c| edit_step(c, &cx, &step, step.version, &owned)).expect("owned");
    let before = house.write(|c| Ok(programme::step(c, &cx, step.programme, &step.public_id)?)).expect("a step");
    let edit = EditStep { owner, ..edit_of(&before, "2016-05-20") };
    assert_eq!(house.write(|c| edit_step(c, &cx, &before, before.version, &edit)).expect("saved"), 1);
    let days = [(before.starts_on, before.ends_on), (edit.starts_on, edit.ends_on)];
    let told = (step.id, before.owner.as_ref().expect("owned").id, days[0], days[1], None);
    let letter = || {
        let letters = house.write(|c| Ok(dates_mail::days(c, &cx, std::slice::from_ref(&told))?)).expect("read");
        let letter = letters.into_iter().next().expect("one").expect("a letter");
        (letter.reader.native, letter.due.len())
    };
    let (name, due) = letter();
    assert!(name == "Li Na" && due > 0, "{name}: {due}");
    let into = format!("(SELECT heir.id FROM contacts AS heir WHERE heir.public_id = '{heir}')");
    for sql in [
        format!("UPDATE steps SET owner_id = {into} WHERE id = {}", step.id),
        format!("UPDATE contacts SET merged_into = {into} WHERE public_id = '{gone}'"),
    ] {
        house.write(|c| Ok(diesel::sql_query(sql).execute(c).map_err(crate::db::DbError::from)?)).expect("went");
    }
    assert_eq!(letter(), ("Li Na-Martin".to_owned(), due));
}
