use chrono::NaiveDate;

use crate::access::{Denied, Scope};
use crate::db::DbError;
use crate::db::types::text_enum;
use crate::domain::programme::{Owner, OwnerChoice};
use crate::kernel::ids::{CityId, DeliverableId, ProgrammeId, PublicId, StepId};
use crate::kernel::invalid::Invalid;
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;

text_enum! {
    pub enum DeliverableKind {
        Report = "report",
        Map = "map",
        Graph = "graph",
        Chart = "chart",
        Synthesis = "synthesis",
        ExternalReport = "external-report",
        /// For companies that look for business.
        CompaniesReport = "companies-report",
    }
}

text_enum! {
    /// Whom it is written for.
    pub enum Audience {
        Internal = "internal",
        External = "external",
    }
}

text_enum! {
    pub enum DeliverableState {
        Outlined = "outlined",
        Draft = "draft",
        InReview = "in-review",
        Approved = "approved",
        Published = "published",
        Withdrawn = "withdrawn",
        Superseded = "superseded",
    }
}

impl DeliverableState {
    /// Where it may go from here. Publishing is for external deliverables only.
    pub const fn ways(self) -> &'static [DeliverableState] {
        use DeliverableState::*;
        match self {
            Outlined => &[Draft, Withdrawn],
            Draft => &[InReview, Outlined, Withdrawn],
            InReview => &[Approved, Draft, Withdrawn],
            Approved => &[Published, InReview, Superseded, Withdrawn],
            Published => &[Superseded, Withdrawn],
            Withdrawn => &[Draft],
            Superseded => &[],
        }
    }
    pub fn may_become(self, next: DeliverableState, audience: Audience) -> bool {
        self.ways().contains(&next) && (next != DeliverableState::Published || audience == Audience::External)
    }
    /// Whether it is still to be made.
    pub const fn is_open(self) -> bool {
        matches!(self, DeliverableState::Outlined | DeliverableState::Draft | DeliverableState::InReview)
    }
    /// Whether it counts as a result reached.
    pub const fn is_reached(self) -> bool {
        matches!(self, DeliverableState::Approved | DeliverableState::Published)
    }
    /// Taking back what others rely on wants a reason: a withdrawal, or an approval undone. So does giving back what was handed in.
    pub const fn wants_reason(self, next: DeliverableState) -> bool {
        use DeliverableState::{Approved, Draft, InReview, Withdrawn};
        matches!((self, next), (_, Withdrawn) | (Approved, InReview) | (InReview, Draft))
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deliverable {
    pub id: DeliverableId,
    pub public_id: PublicId,
    pub version: i64,
    pub programme: ProgrammeId,
    /// None: of the programme itself.
    pub city: Option<CityId>,
    pub step: Option<StepId>,
    pub kind: DeliverableKind,
    pub audience: Audience,
    pub title: Localised,
    pub state: DeliverableState,
    pub due_on: Option<NaiveDate>,
    pub owner: Option<Owner>,
    pub position: i32,
    pub updated_at: Instant,
    /// So many reviewers must approve a version.
    pub quorum: i32,
    pub own_work: OwnWork,
}

text_enum! {
    /// Whether somebody may approve a version of their own.
    pub enum OwnWork {
        Forbidden = "forbidden",
        Allowed = "allowed",
    }
}

/// What a picture counts: of thousands of deliverables only those that it names are read whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Brief {
    pub id: DeliverableId,
    pub city: Option<CityId>,
    pub step: Option<StepId>,
    pub state: DeliverableState,
    pub due_on: Option<NaiveDate>,
}

impl Brief {
    pub const fn of(d: &Deliverable) -> Brief {
        Brief { id: d.id, city: d.city, step: d.step, state: d.state, due_on: d.due_on }
    }
    pub fn is_late(&self, today: NaiveDate) -> bool {
        is_late(self.state, self.due_on, today)
    }
}

/// Which deliverables are read whole: any of these.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    /// All of them, whatever else is said.
    pub all: bool,
    pub ids: Vec<DeliverableId>,
    pub kinds: Vec<DeliverableKind>,
    /// With everything else of their steps, which may stand in for them.
    pub named: Vec<PublicId>,
}

impl Deliverable {
    pub const fn scope(&self) -> Scope {
        match self.city {
            Some(city) => Scope::City(self.programme, city),
            None => Scope::Programme(self.programme),
        }
    }
    pub fn is_late(&self, today: NaiveDate) -> bool {
        is_late(self.state, self.due_on, today)
    }
}

/// Whether something still to be made was due before today. The day it is due is not late.
pub fn is_late(state: DeliverableState, due_on: Option<NaiveDate>, today: NaiveDate) -> bool {
    state.is_open() && due_on.is_some_and(|due| due < today)
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewDeliverable {
    /// A step of the programme; none: of the programme itself.
    pub step: Option<PublicId>,
    pub kind: DeliverableKind,
    pub audience: Audience,
    pub title: Localised,
    pub due_on: Option<NaiveDate>,
    pub owner: OwnerChoice,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EditDeliverable {
    pub kind: DeliverableKind,
    pub audience: Audience,
    pub title: Localised,
    pub due_on: Option<NaiveDate>,
    pub owner: OwnerChoice,
}

/// What a template plants.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Planned {
    pub city: Option<CityId>,
    pub step: Option<StepId>,
    pub kind: DeliverableKind,
    pub audience: Audience,
    pub title: Localised,
    pub due_on: Option<NaiveDate>,
    pub position: i32,
}

text_enum! {
    /// Which of the dates a list shows.
    pub enum Lateness {
        Late = "late",
        /// Within the next fortnight.
        Soon = "soon",
    }
}

/// Whose deliverables a list shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OwnerFilter {
    Contact(PublicId),
    Nobody,
}

/// What a list shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    pub city: Option<CityId>,
    /// Of the steps of one kind: a column of the matrix.
    pub step_kind: Option<String>,
    /// Of one step.
    pub step: Option<StepId>,
    pub state: Option<DeliverableState>,
    pub audience: Option<Audience>,
    pub lateness: Option<Lateness>,
    pub owner: Option<OwnerFilter>,
}

#[derive(Debug, thiserror::Error)]
pub enum DeliverableError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// Somebody changed it since the form was opened.
    #[error("changed meanwhile")]
    Stale,
    /// The table of states has no such way.
    #[error("{from} does not become {to}")]
    NoWay { from: DeliverableState, to: DeliverableState },
    /// A version is being written or reviewed; there is one at a time.
    #[error("a version is under way")]
    VersionUnderWay,
    /// Reviewers read versions: there must be one with a file.
    #[error("there is no version to review")]
    NoVersion,
    /// What was submitted is not changed any more.
    #[error("the version is closed")]
    Closed,
    /// Every version was withdrawn, or is a draft still: there is none to approve.
    #[error("no version can be approved")]
    NoUsableVersion,
    /// A result is there as its versions, and there never was any.
    #[error("there is no version to approve")]
    Unmade,
    /// Authors do not approve their own work, and the others named are too few.
    #[error("only {able} of those named can approve, and {quorum} must")]
    TooFewReviewers { able: usize, quorum: i32 },
    /// Of those who may review, the named ones decide.
    #[error("only the named reviewers decide")]
    NotReviewer,
    /// Named reviewers decide, and nobody by hand.
    #[error("the reviewers decide")]
    ReviewersDecide,
    /// Nobody approves what they wrote.
    #[error("that would be one's own work")]
    OwnWork,
    /// There is no approval of one's own to take back.
    #[error("there is nothing to take back")]
    NothingToTakeBack,
    /// It was approved by the same person already.
    #[error("approved already")]
    ApprovedAlready,
    /// What is internal reaches only who holds a grant.
    #[error("no link leads to what is internal")]
    Internal,
    /// The content is being removed at this moment; brought again, it is taken.
    #[error("the file has to be brought again")]
    BringAgain,
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<crate::domain::programme::ProgrammeError> for DeliverableError {
    fn from(error: crate::domain::programme::ProgrammeError) -> Self {
        use crate::domain::programme::ProgrammeError as E;
        match error {
            E::Denied(denied) => DeliverableError::Denied(denied),
            E::Invalid(invalid) => DeliverableError::Invalid(invalid),
            E::Stale => DeliverableError::Stale,
            E::Db(error) => DeliverableError::Db(error),
        }
    }
}
