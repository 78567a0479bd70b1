//! What another day, or another owner, of a deliverable does to its reminders: told before, and what then leaves.

use super::*;
use crate::domain::deliverables::{self, Deliverable, EditDeliverable};
use crate::domain::programme::OwnerChoice;

impl House {
    /// A result that "owner" answers for, due on 1 June.
    fn owned(&self) -> Deliverable {
        let cx = self.staff(NOW);
        let all = self.write(|c| Ok(deliverables::all(c, &cx, self.outline.programme.id)?)).expect("all");
        let one = all.into_iter().find(|one| one.step.is_some()).expect("a deliverable of a step");
        let owner = self.named("owner");
        self.changes(&one, ("2016-06-01", owner), NOW);
        self.again(&one)
    }
    fn named(&self, name: &str) -> OwnerChoice {
        use crate::db::schema::contacts;
        self.contact(name, Locale::Fr);
        let id = self.db.read_now(|c| -> Result<PublicId, DbError> {
            Ok(contacts::table.filter(contacts::native_name.eq(name)).select(contacts::public_id).first(c)?)
        });
        OwnerChoice::Contact(id.expect("a person"))
    }
    fn again(&self, of: &Deliverable) -> Deliverable {
        let cx = self.staff(NOW);
        self.write(|c| Ok(deliverables::find(c, &cx, of.programme, &of.public_id)?)).expect("found")
    }
    fn same(&self, of: &Deliverable) -> OwnerChoice {
        OwnerChoice::Contact(of.owner.as_ref().expect("an owner").public_id.clone())
    }
    /// What a change would do, and the change.
    fn changes(&self, of: &Deliverable, (day, owner): (&str, OwnerChoice), now: &str) -> DuePlan {
        let (cx, before) = (self.staff(now), self.again(of));
        let edit = EditDeliverable {
            kind: before.kind,
            audience: before.audience,
            title: before.title.clone(),
            due_on: day.parse().ok(),
            owner,
        };
        let told = self.write(|c| Ok(plan_due(c, &cx, &before, before.version, &edit)?)).expect("told");
        self.write(|c| Ok(deliverables::edit(c, &cx, &before, before.version, &edit)?)).expect("changed");
        told
    }
}

type Told = (Became, Option<String>, Option<String>, usize);

fn told(plan: &DuePlan) -> Vec<Told> {
    let said = |at: &Option<Occurrence>| at.map(|at| at.at.stored());
    assert!(plan.shifts.iter().all(|shift| shift.kind == RuleKind::OwnerBeforeDue));
    plan.shifts.iter().map(|s| (s.became, said(&s.before), said(&s.after), s.people)).collect()
}

fn local(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn another_due_date_shifts_its_reminder_as_was_told() {
    let house = House::new();
    let of = house.owned();
    let plan = house.changes(&of, ("2016-06-15", house.same(&of)), "2016-04-21T08:00:00Z");
    let (before, after) = (local("2016-05-25T09:00:00"), local("2016-06-08T09:00:00"));
    assert_eq!((told(&plan), plan.late), (vec![(Became::Shifts, before, after, 1)], false));
    assert_eq!(house.run("2016-05-25T01:00:00Z"), 0, "at the old time nothing leaves");
    assert_eq!(house.run("2016-06-08T01:00:00Z"), 1);
    assert_eq!(house.mails("owner-reminder"), ["owner@guests.example"]);
}

#[test]
fn a_day_too_near_loses_its_reminder_and_one_that_has_passed_is_late() {
    let house = House::new();
    let of = house.owned();
    let plan = house.changes(&of, ("2016-04-24", house.same(&of)), "2016-04-21T08:00:00Z");
    assert_eq!(told(&plan), [(Became::Lost, local("2016-05-25T09:00:00"), None, 1)]);
    assert!(!plan.late);
    for now in ["2016-04-21T08:01:00Z", "2016-04-22T01:00:00Z", "2016-05-25T01:00:00Z"] {
        assert_eq!(house.run(now), 0, "{now}");
    }
    let plan = house.changes(&of, ("2016-04-20", house.same(&of)), "2016-04-21T08:00:00Z");
    assert_eq!((told(&plan), plan.late), (vec![], true));
}

#[test]
fn after_a_reminder_another_day_arms_anew_and_the_same_one_does_not() {
    let house = House::new();
    let of = house.owned();
    assert_eq!(house.run("2016-05-25T01:00:00Z"), 1);
    let plan = house.changes(&of, ("2016-06-15", house.same(&of)), "2016-05-26T08:00:00Z");
    assert_eq!(told(&plan), [(Became::Anew, None, local("2016-06-08T09:00:00"), 1)]);
    let plan = house.changes(&of, ("2016-06-01", house.same(&of)), "2016-05-27T08:00:00Z");
    assert_eq!(told(&plan), [(Became::Lost, local("2016-06-08T09:00:00"), None, 1)]);
    assert_eq!(house.run("2016-06-08T01:00:00Z"), 0);
}

#[test]
fn another_owner_is_reminded_at_the_same_hour() {
    let house = House::new();
    let (of, other) = (house.owned(), house.named("other"));
    let plan = house.changes(&of, ("2016-06-01", other), "2016-04-21T08:00:00Z");
    let hour = local("2016-05-25T09:00:00");
    assert_eq!(told(&plan), [(Became::Stays, hour.clone(), hour.clone(), 1)]);
    // Where nobody answers for it any more nobody is reminded.
    let plan = house.changes(&of, ("2016-06-01", OwnerChoice::Nobody), "2016-04-22T08:00:00Z");
    assert_eq!(told(&plan), [(Became::Stays, hour.clone(), hour, 0)]);
    assert_eq!(house.run("2016-05-25T01:00:00Z"), 0);
}

#[test]
fn other_days_of_a_step_leave_its_due_dates_their_reminders() {
    use crate::domain::programme::{self, EditStep, StateWish};
    let house = House::new();
    let of = house.owned();
    let step = house.outline.steps.iter().find(|step| Some(step.id) == of.step).expect("its step");
    let edit = EditStep {
        state: StateWish::Follow,
        starts_on: step.starts_on,
        ends_on: "2016-12-24".parse().ok(),
        owner: OwnerChoice::Nobody,
        deputy: OwnerChoice::Nobody,
        reason: String::new(),
    };
    let cx = house.staff("2016-04-21T08:00:00Z");
    house.write(|c| Ok(programme::edit_step(c, &cx, step, step.version, &edit)?)).expect("other days");
    assert_eq!(house.run("2016-05-25T01:00:00Z"), 1);
}

#[test]
fn a_deputy_of_a_step_is_reminded_of_its_results_as_was_told() {
    use crate::domain::programme::{self, Duty, EditStep, StateWish};
    let house = House::new();
    let (of, choice) = (house.owned(), house.named("deputy"));
    let step = house.outline.steps.iter().find(|step| Some(step.id) == of.step).expect("its step");
    let cx = house.staff("2016-04-21T08:00:00Z");
    let deputy = house.write(|c| Ok(programme::foresee_owner(c, &cx, of.programme, &choice, Duty::ANY)?));
    let named = [None, deputy.expect("a person")];
    let told = house.write(|c| step_shifts(c, &cx, (step, &named), (vec![of.clone()], Vec::new()))).expect("told");
    let [(Subject::Due(due), shift)] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((due.deliverable.id, shift.became, shift.people), (of.id, Became::Stays, 2));
    let nobody = house.write(|c| step_shifts(c, &cx, (step, &[None, None]), (vec![of.clone()], Vec::new())));
    assert!(nobody.expect("told").is_empty(), "nothing changes");
    let edit = EditStep {
        state: StateWish::Follow,
        starts_on: step.starts_on,
        ends_on: step.ends_on,
        owner: OwnerChoice::Nobody,
        deputy: choice,
        reason: String::new(),
    };
    house.write(|c| Ok(programme::edit_step(c, &cx, step, step.version, &edit)?)).expect("a deputy");
    assert_eq!(house.run("2016-05-25T01:00:00Z"), shift.people);
}
