//! What else changes with a move, told before it is made.

use super::deadlines::deadlines;
use super::label::Label;
use super::model::{Move, StepFace};
use crate::db::{Conn, Stored};
use crate::kernel::localised::Localised;
use crate::kernel::time::WallTime;

/// One thing that shifts with an event, or that does not and might be thought to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shift {
    /// Guests may answer until another moment.
    AnswersUntil { before: Option<WallTime>, after: Option<WallTime> },
    /// In another city the event belongs to no step; it is a step of the city it was in.
    LeavesStep(Localised),
    /// It stays in its step, outside of the step's days.
    OutsideStep(StepFace),
    /// House and room were the old city's.
    LosesVenue(Localised),
    /// What the host wants of us stays due on its day.
    DeadlineStays { label: Label, due_on: chrono::NaiveDate },
}

/// Everything that shifts with a planned move, and the host's open deadlines that do not.
pub fn shifts(conn: &mut Conn, planned: &Move) -> Stored<Vec<Shift>> {
    let (before, after) = (&planned.before.event, planned.after());
    let mut shifts = Vec::new();
    let (until, then) = (before.answers_until(), after.answers_until());
    if until.map(WallTime::instant) != then.map(WallTime::instant) {
        shifts.push(Shift::AnswersUntil { before: until, after: then });
    }
    if let Some(step) = planned.before.step.as_ref().filter(|step| after.step != Some(step.id)) {
        shifts.push(Shift::LeavesStep(step.title.clone()));
    }
    let own = planned.before.step.as_ref().filter(|step| after.step == Some(step.id));
    if let Some(step) = own.filter(|step| after.for_guests().is_some_and(|slot| step.leaves_out(slot))) {
        shifts.push(Shift::OutsideStep(step.clone()));
    }
    if !before.venue.name.is_empty() && after.venue.name.is_empty() {
        shifts.push(Shift::LosesVenue(before.venue.name.clone()));
    }
    let open = deadlines(conn, before.id)?.into_iter().filter(|deadline| deadline.met_at.is_none());
    shifts.extend(open.map(|d| Shift::DeadlineStays { label: d.label, due_on: d.due_on }));
    Ok(shifts)
}
