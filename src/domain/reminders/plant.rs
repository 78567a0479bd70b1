//! From a template's reminders to those of a new programme.

use super::draft::RuleDraft;
use super::model::ReminderError;
use super::store;
use crate::access::{Action, Context, Scope, require};
use crate::db::{Conn, DbError};
use crate::domain::programme::template::Template;
use crate::kernel::ids::ProgrammeId;

/// Gives a programme the rules of its template. The caller has made the programme and recorded it.
pub fn plant(conn: &mut Conn, cx: &Context, template: &Template, programme: ProgrammeId) -> Result<(), ReminderError> {
    require(&cx.actor, Action::EditProgramme, Scope::Programme(programme))?;
    for from in &template.reminders {
        let draft = RuleDraft {
            kind: from.kind.clone(),
            days: from.days.to_string(),
            clock: from.clock.clone(),
            late: from.late.clone(),
        };
        let new = draft.check().map_err(|faults| DbError::Damaged(format!("a reminder of the template: {faults}")))?;
        store::insert(conn, cx.now, programme, &new)?;
    }
    Ok(())
}
