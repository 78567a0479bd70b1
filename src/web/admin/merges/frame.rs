//! Two entries side by side, as far as it is the same for people and for organisations.

use super::choosing::{ChoiceView, Shown, Typed, agreed, choices, problems};
use super::views::{Entries, Where, heading};
use crate::domain::merging::{Field, Hanging, Versions};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::web::pieces::{PersonView, Problem as FormProblem};

/// One of the two.
pub(super) struct Column<'a> {
    pub id: &'a PublicId,
    pub view: PersonView,
    pub version: i64,
}

pub(super) struct Frame {
    pub at: Where,
    pub here: String,
    pub back: String,
    /// The same with the other entry kept.
    pub swap: String,
    pub kept: PersonView,
    pub other: PersonView,
    pub versions: Versions,
    /// Where something has to be chosen.
    pub choices: Vec<ChoiceView>,
    /// What both say: label, value and its language.
    pub agreed: Vec<(String, String, Option<&'static str>)>,
    /// What hangs on each: label, here, there.
    pub hangs: Vec<(String, String, String)>,
    pub problems: Vec<FormProblem>,
    /// Whether somebody was faster.
    pub changed: bool,
}

impl Frame {
    pub fn of<F: Shown>(
        w: Words,
        of: Entries,
        (kept, other): (Column<'_>, Column<'_>),
        (fields, hangs): (&[Field<F>], &[Hanging]),
        typed: &Typed<'_>,
    ) -> Frame {
        let (root, own, theirs) = (of.root(), kept.id, other.id);
        let choices = choices(w, fields, typed);
        Frame {
            at: of.at(w),
            here: format!("{root}/{own}/merge/{theirs}"),
            back: format!("{root}/{own}"),
            swap: format!("{root}/{theirs}/merge/{own}"),
            kept: kept.view,
            other: other.view,
            versions: Versions { kept: kept.version, other: other.version },
            problems: problems(&choices),
            choices,
            agreed: agreed(w, fields),
            hangs: hangs.iter().map(|h| (heading(w, h.what), w.count(h.kept), w.count(h.other))).collect(),
            changed: typed.changed,
        }
    }
}
