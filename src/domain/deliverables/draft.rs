use std::collections::BTreeMap;

use super::model::{Audience, DeliverableKind, EditDeliverable, NewDeliverable};
use crate::domain::programme::{localised, optional_date, owner_choice};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason, one_of};
use crate::kernel::locale::Locale;

const TITLE: usize = 200;

/// A deliverable as typed in a form or sent to the API.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DeliverableDraft {
    /// A step's public id; empty for a deliverable of the programme itself.
    pub step: String,
    pub kind: String,
    pub audience: String,
    pub title: BTreeMap<Locale, String>,
    pub due_on: String,
    pub owner: String,
    pub owner_email: String,
}

impl DeliverableDraft {
    pub fn check(&self) -> Result<NewDeliverable, Invalid> {
        let mut bad = Invalid::default();
        let step = match self.step.trim() {
            "" => Some(None),
            id => bad.take("step", id.parse::<PublicId>().map(Some).map_err(|_| Reason::NoSuch)),
        };
        let edit = self.common(&mut bad);
        match (step, edit) {
            (Some(step), Some(e)) if bad.0.is_empty() => Ok(NewDeliverable {
                step,
                kind: e.kind,
                audience: e.audience,
                title: e.title,
                due_on: e.due_on,
                owner: e.owner,
            }),
            _ => Err(bad),
        }
    }

    /// As [`Self::check`], without the step, which never changes.
    pub fn check_edit(&self) -> Result<EditDeliverable, Invalid> {
        let mut bad = Invalid::default();
        match self.common(&mut bad) {
            Some(edit) if bad.0.is_empty() => Ok(edit),
            _ => Err(bad),
        }
    }

    fn common(&self, bad: &mut Invalid) -> Option<EditDeliverable> {
        let kind = bad.take("kind", one_of::<DeliverableKind>(&self.kind));
        let audience = bad.take("audience", one_of::<Audience>(&self.audience));
        let title = localised(bad, "title", &self.title, TITLE);
        let due_on = bad.take("due_on", optional_date(&self.due_on));
        let owner = owner_choice(bad, &self.owner, &self.owner_email);
        Some(EditDeliverable { kind: kind?, audience: audience?, title: title?, due_on: due_on?, owner: owner? })
    }
}
