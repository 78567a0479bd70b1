//! What becomes of the reminders of a deliverable that gets another day or another owner, and of a step's that others answer for: told before
//! it is saved.

use std::sync::Arc;

use super::ground::{Ground, People};
use super::model::{ReminderError, Rule, RuleKind};
use super::occurrence::{Due, Subject, Time};
use super::shifts::{Became, End, Pending, Shift, counted, each_rule, pending_now, shift};
use crate::access::{Action, Context, Scope, require};
use crate::db::{Conn, Stored};
use crate::domain::contacts;
use crate::domain::deliverables::{self, Deliverable, DeliverableError, EditDeliverable, Foreseen};
use crate::domain::events::EventView;
use crate::domain::programme::{Chosen, Owner, Step};

/// What a change of a deliverable would mean. Saving writes to nobody: its reminders are what follows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DuePlan {
    /// The deliverable as it would be; without an owner who would become a contact by it.
    pub after: Deliverable,
    pub shifts: Vec<Shift>,
    /// It would be late at once, and is not now.
    pub late: bool,
}

/// Checks a change of a deliverable without making it, and says what becomes of each reminder of it.
pub fn plan_due(
    conn: &mut Conn,
    cx: &Context,
    before: &Deliverable,
    version: i64,
    edit: &EditDeliverable,
) -> Result<DuePlan, DeliverableError> {
    let foreseen = deliverables::foresee(conn, cx, before, version, edit)?;
    let ground = Ground::of_due(conn, cx, before).map_err(of_deliverable)?;
    let today = cx.now.at(ground.outline.zone(before.city)).date();
    let late = foreseen.after.is_late(today) && !before.is_late(today);
    let shifts = shifts(conn, cx, (before, &foreseen), ground).map_err(of_deliverable)?;
    Ok(DuePlan { after: foreseen.after, shifts, late })
}

fn shifts(
    conn: &mut Conn,
    cx: &Context,
    (before, foreseen): (&Deliverable, &Foreseen),
    ground: Ground,
) -> Result<Vec<Shift>, ReminderError> {
    let then = afterwards(&ground, foreseen);
    let was = pending_now(conn, cx, &ground)?;
    // Another day arms anew, and nothing whose hour has passed; on the same day what is armed stays so.
    let mut will = if before.due_on == foreseen.after.due_on {
        pending_now(conn, cx, &then)?
    } else {
        pending_ahead(conn, cx, &then)?
    };
    let new = newcomers(conn, cx, foreseen.owner.as_ref())?;
    will.iter_mut().for_each(|pending| pending.people += new);
    let owners = |of: &Ground| of.subjects.first().map(|subject| of.owners(subject));
    let others = new > 0 || owners(&ground) != owners(&then);
    Ok(each_rule(&ground.rules, (&was, &will), |kind, was, will| {
        shift(kind, was, will).or_else(|| others.then(|| stays(kind, was, will)).flatten())
    }))
}

/// As many as before, and others.
fn stays(kind: RuleKind, was: End, will: End) -> Option<Shift> {
    let ((before, _), (after, people)) = (was?, will?);
    (people > 0).then_some(Shift { kind, became: Became::Stays, before: Some(before), after: Some(after), people })
}

/// The programme as it would be.
fn afterwards(ground: &Ground, Foreseen { after, owner }: &Foreseen) -> Ground {
    let mut outline = ground.outline.clone();
    if matches!(owner, Some(Chosen::Member { .. })) {
        // Whoever becomes a contact by it answers instead of the step's owner, and is counted beside.
        outline.steps.iter_mut().filter(|step| Some(step.id) == after.step).for_each(|step| step.owner = None);
    }
    let subjects = vec![Subject::Due(Arc::new(Due::new(after.clone(), &outline)))];
    Ground { outline, subjects, ..ground.clone() }
}

fn pending_ahead(conn: &mut Conn, cx: &Context, ground: &Ground) -> Result<Vec<Pending>, ReminderError> {
    let mut turns = Vec::new();
    for subject in &ground.subjects {
        turns.extend(ground.turns_of(subject));
    }
    turns.retain(|turn| turn.time(cx.now) == Time::Ahead);
    let people = People::load(conn, cx, ground, &turns)?;
    Ok(counted(turns, |turn| people.of(ground, turn)))
}

/// Whom mail will reach that is no contact yet: one, or nobody.
fn newcomers(conn: &mut Conn, cx: &Context, chosen: Option<&Chosen>) -> Stored<usize> {
    let Some(Chosen::Member { email, .. }) = chosen else { return Ok(0) };
    Ok(usize::from(contacts::suppressed(conn, &cx.keys, std::iter::once(email))?.is_empty()))
}

/// What becomes of the reminders of a step's results and events where others answer for the step: they keep their hours, and reach others.
/// For whoever may change the step.
pub fn step_shifts(
    conn: &mut Conn,
    cx: &Context,
    (step, named): (&Step, &[Option<Chosen>; 2]),
    owned: (Vec<Deliverable>, Vec<EventView>),
) -> Result<Vec<(Subject, Shift)>, ReminderError> {
    require(&cx.actor, Action::EditProgramme, Scope::City(step.programme, step.city))?;
    let [owner, deputy] = named.each_ref().map(|one| match one {
        Some(Chosen::Known(known)) => Some(known.clone()),
        Some(Chosen::Member { .. }) | None => None,
    });
    let id = |one: &Option<Owner>| one.as_ref().map(|owner| owner.id);
    let joins = named.iter().any(|one| matches!(one, Some(Chosen::Member { .. })));
    if !joins && (id(&owner), id(&deputy)) == (id(&step.owner), id(&step.deputy)) {
        return Ok(Vec::new());
    }
    let ground = Ground::of_owned(conn, cx, step.programme, owned)?;
    let mut then = ground.clone();
    for own in then.outline.steps.iter_mut().filter(|own| own.id == step.id) {
        (own.owner, own.deputy) = (owner.clone(), deputy.clone());
    }
    let [owner, deputy] = named;
    let new = [newcomers(conn, cx, owner.as_ref())?, newcomers(conn, cx, deputy.as_ref())?];
    let (was, mut will) = (pending_now(conn, cx, &ground)?, pending_now(conn, cx, &then)?);
    will.iter_mut().for_each(|pending| pending.people += newcomers_of(&pending.turn.subject, new));
    Ok(reaching_others((&ground, &was), (&then, &will), new))
}

/// How many of those who join answer for a thing: the step's owner where it has none of its own, and the deputy beside an owner.
fn newcomers_of(subject: &Subject, [owner, deputy]: [usize; 2]) -> usize {
    match subject {
        Subject::Event(view) if view.event.contact.is_some() => 0,
        Subject::Due(due) if due.deliverable.owner.is_some() => deputy,
        Subject::Event(_) | Subject::Due(_) => owner + deputy,
    }
}

fn reaching_others(
    (ground, was): (&Ground, &[Pending]),
    (then, will): (&Ground, &[Pending]),
    new: [usize; 2],
) -> Vec<(Subject, Shift)> {
    let end = |all: &[Pending], rule: &Rule, subject: &Subject| -> End {
        let mut own = all.iter().filter(|pending| pending.turn.subject.id() == subject.id());
        own.find(|pending| pending.turn.of.rule.id == rule.id).map(|found| (found.turn.occurrence, found.people))
    };
    let mut told = Vec::new();
    for subject in &ground.subjects {
        if ground.owners(subject) == then.owners(subject) && newcomers_of(subject, new) == 0 {
            continue;
        }
        for rule in &ground.rules {
            let (was, will) = (end(was, rule, subject), end(will, rule, subject));
            let shift = shift(rule.kind, was, will).or_else(|| stays(rule.kind, was, will));
            told.extend(shift.map(|shift| (subject.clone(), shift)));
        }
    }
    told
}

fn of_deliverable(error: ReminderError) -> DeliverableError {
    match error {
        ReminderError::Denied(denied) => denied.into(),
        ReminderError::Invalid(invalid) => invalid.into(),
        ReminderError::Stale => DeliverableError::Stale,
        ReminderError::Db(error) => error.into(),
    }
}
