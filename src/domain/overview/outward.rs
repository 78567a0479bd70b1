//! The picture for whoever works for the outside: external deliverables and what is planned, and no judgement that rests on what they
//! do not see; of what presses it holds deliverables only already.
//! How late a step is, what a host still wants, and who has not reported are the house's own affairs.

use super::model::{Overdue, Overview, Standing};
use crate::kernel::localised::Localised;

impl Overview {
    pub(super) fn turned_outward(mut self) -> Overview {
        for column in &mut self.columns {
            column.result = Localised::default();
        }
        let steps = &self.outline.steps;
        for cell in self.rows.iter_mut().flat_map(|row| row.cells.iter_mut().flatten()) {
            cell.overdue = cell.overdue.filter(|overdue| matches!(overdue, Overdue::Deliverables(_)));
            // Some of several deliverables do not tell how far the step is.
            if let (Standing::Deliverable(_), Some(step)) =
                (cell.standing, steps.iter().find(|step| step.public_id == cell.step))
            {
                cell.standing = Standing::Step(step.state);
            }
        }
        for own in self.own.iter_mut().chain(self.rows.iter_mut().flat_map(|row| row.others.iter_mut())) {
            (own.overdue, own.deadline) = (None, None);
        }
        self
    }
}
