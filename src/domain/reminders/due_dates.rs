//! What becomes of the reminders of a deliverable that gets another day or another owner: told before it is saved.

use std::sync::Arc;

use super::ground::{Ground, People};
use super::model::{ReminderError, RuleKind};
use super::occurrence::{Due, Subject, Time};
use super::shifts::{Became, End, Pending, Shift, counted, each_rule, pending_now, shift};
use crate::access::Context;
use crate::db::{Conn, Stored};
use crate::domain::contacts;
use crate::domain::deliverables::{self, Deliverable, DeliverableError, EditDeliverable, Foreseen};
use crate::domain::programme::Chosen;

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
    let new = newcomers(conn, cx, foreseen)?;
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
fn newcomers(conn: &mut Conn, cx: &Context, foreseen: &Foreseen) -> Stored<usize> {
    let Some(Chosen::Member { email, .. }) = &foreseen.owner else { return Ok(0) };
    Ok(usize::from(contacts::suppressed(conn, &cx.keys, std::iter::once(email))?.is_empty()))
}

fn of_deliverable(error: ReminderError) -> DeliverableError {
    match error {
        ReminderError::Denied(denied) => denied.into(),
        ReminderError::Invalid(invalid) => invalid.into(),
        ReminderError::Stale => DeliverableError::Stale,
        ReminderError::Db(error) => error.into(),
    }
}
