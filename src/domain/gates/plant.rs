//! From a template's gates to those of planted steps.

use super::model::{Condition, Gate, GateError, Join, Part, Test};
use super::service::Stored;
use super::store::{self, Target};
use crate::access::{Action, Context, Scope, require};
use crate::db::types::UnknownValue;
use crate::db::{Conn, DbError};
use crate::domain::programme::Step;
use crate::domain::programme::template::{Template, TemplateGate};

/// Gives planted steps the gates of their template. The caller has made the steps and recorded it.
pub fn plant(conn: &mut Conn, cx: &Context, template: &Template, steps: &[Step]) -> Result<(), GateError> {
    for step in steps {
        require(&cx.actor, Action::EditProgramme, Scope::City(step.programme, step.city))?;
        let gates = template.step(&step.kind).map_or(&[][..], |s| &s.gates);
        if gates.is_empty() {
            continue;
        }
        let parts = gates.iter().map(condition).collect::<Result<Vec<Part>, DbError>>()?;
        let gate = Gate { join: Join::All, parts };
        let made = store::put(conn, cx.now, (step.programme, Target::Step(step.id)), &Stored::default(), &gate)?;
        made.ok_or(GateError::Stale)?;
    }
    Ok(())
}

fn condition(from: &TemplateGate) -> Result<Part, DbError> {
    let kinds = from.approved.kinds.iter().map(|kind| kind.parse()).collect::<Result<Vec<_>, UnknownValue>>();
    let kinds = kinds.map_err(|e| DbError::Damaged(e.to_string()))?;
    let test = Test::Approved { steps: from.approved.steps.clone(), kinds };
    Ok(Part::Condition(Condition { title: from.title.clone(), test }))
}
