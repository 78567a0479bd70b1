use chrono::NaiveDate;

use super::clash::Courted;
use crate::access::{Denied, Scope};
use crate::db::DbError;
use crate::db::types::text_enum;
use crate::domain::contacts::ContactError;
use crate::domain::events::{EventError, EventState};
use crate::domain::files::FileKind;
use crate::domain::programme::{Owner, OwnerChoice, ProgrammeError};
use crate::kernel::files::FileName;
use crate::kernel::ids::{
    ActivityId, CityId, ContactId, EventId, OrganisationId, PackageId, ProgrammeId, PublicId, SponsorFileId,
    SponsorshipId,
};
use crate::kernel::invalid::Invalid;
use crate::kernel::localised::Localised;
use crate::kernel::money::Money;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;

text_enum! {
    /// How far the courting of a firm is.
    pub enum Stage {
        Identified = "identified",
        Contacted = "contacted",
        Met = "met",
        Proposed = "proposed",
        Pledged = "pledged",
        Signed = "signed",
        Received = "received",
        Fulfilled = "fulfilled",
        Declined = "declined",
    }
}

text_enum! {
    /// What a stage asks for.
    pub enum Need {
        /// A package or an amount.
        Offer = "offer",
        /// An amount, or what is given in kind.
        Pledge = "pledge",
        /// The day of the signature, and a note or file of the agreement.
        Agreement = "agreement",
    }
}

text_enum! {
    pub enum ActivityKind {
        Mail = "mail",
        Call = "call",
        Meeting = "meeting",
        Note = "note",
    }
}

text_enum! {
    /// What a file of a sponsorship is.
    pub enum Part {
        Logo = "logo",
        Agreement = "agreement",
    }
}

/// The organisation that is courted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Firm {
    pub id: OrganisationId,
    pub public_id: PublicId,
    pub name: Localised,
    pub website: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EventFace {
    pub id: EventId,
    pub public_id: PublicId,
    pub title: Localised,
    pub city: Option<CityId>,
    /// On which it begins.
    pub day: Option<NaiveDate>,
    pub state: EventState,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PackageFace {
    pub id: PackageId,
    pub public_id: PublicId,
    pub name: Localised,
}

/// Somebody at the firm with whom we speak.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContactPerson {
    pub id: ContactId,
    pub public_id: PublicId,
    pub name: PersonName,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sponsorship {
    pub id: SponsorshipId,
    pub public_id: PublicId,
    pub version: i64,
    pub programme: ProgrammeId,
    /// None: of the programme itself.
    pub event: Option<EventFace>,
    pub firm: Firm,
    pub stage: Stage,
    /// Whoever courts.
    pub owner: Option<Owner>,
    pub package: Option<PackageFace>,
    pub amount: Option<Money>,
    pub in_kind: String,
    /// What it is thought to be worth.
    pub in_kind_value: Option<Money>,
    pub next_action: String,
    pub next_on: Option<NaiveDate>,
    pub notes: String,
    pub signed_on: Option<NaiveDate>,
    /// A note of what was agreed.
    pub agreement: String,
    /// Why they declined.
    pub declined: String,
    /// What they are called in public, where that is not the firm's name.
    pub public_name: Localised,
    pub people: Vec<ContactPerson>,
    pub created_at: Instant,
    pub updated_at: Instant,
}

impl Sponsorship {
    pub fn scope(&self) -> Scope {
        Scope::of(self.programme, self.event.as_ref().and_then(|e| e.city))
    }
    pub fn city(&self) -> Option<CityId> {
        self.event.as_ref().and_then(|e| e.city)
    }
    /// Whether its next action was due before today.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.stage.is_open() && self.next_on.is_some_and(|on| on < today)
    }
    /// The name that the public would read.
    pub fn shown_name(&self) -> &Localised {
        if self.public_name.is_empty() { &self.firm.name } else { &self.public_name }
    }
    /// Stages and sums, for those who may read no more.
    pub(super) fn without_words(self) -> Sponsorship {
        Sponsorship {
            owner: None,
            next_action: String::new(),
            notes: String::new(),
            agreement: String::new(),
            declined: String::new(),
            people: Vec::new(),
            ..self
        }
    }
}

/// Which firm, as chosen or typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FirmChoice {
    Known(PublicId),
    /// By any of its names; one that is not known yet is made.
    Named {
        name: String,
        website: String,
    },
}

/// What is planned with a firm: everything that is edited.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    pub owner: OwnerChoice,
    pub package: Option<PublicId>,
    pub amount: Option<Money>,
    pub in_kind: String,
    pub in_kind_value: Option<Money>,
    pub next_action: String,
    pub next_on: Option<NaiveDate>,
    pub notes: String,
    pub signed_on: Option<NaiveDate>,
    pub agreement: String,
    pub public_name: Localised,
    pub people: Vec<PublicId>,
}

impl Plan {
    /// What is planned now.
    pub fn of(s: &Sponsorship) -> Plan {
        let mut people: Vec<PublicId> = s.people.iter().map(|p| p.public_id.clone()).collect();
        people.sort();
        Plan {
            owner: s.owner.as_ref().map_or(OwnerChoice::Nobody, |o| OwnerChoice::Contact(o.public_id.clone())),
            package: s.package.as_ref().map(|p| p.public_id.clone()),
            amount: s.amount,
            in_kind: s.in_kind.clone(),
            in_kind_value: s.in_kind_value,
            next_action: s.next_action.clone(),
            next_on: s.next_on,
            notes: s.notes.clone(),
            signed_on: s.signed_on,
            agreement: s.agreement.clone(),
            public_name: s.public_name.clone(),
            people,
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewSponsorship {
    pub firm: FirmChoice,
    /// An event of the programme; none: the programme itself.
    pub event: Option<PublicId>,
    pub plan: Plan,
    /// Why, although somebody else courts this firm or one like it.
    pub confirm: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Activity {
    pub id: ActivityId,
    pub public_id: PublicId,
    pub kind: ActivityKind,
    pub on: NaiveDate,
    /// Whoever wrote it down.
    pub by: Option<String>,
    pub with: Option<ContactPerson>,
    pub body: String,
    pub next_action: String,
    pub next_on: Option<NaiveDate>,
    /// It stands in the place of this one.
    pub corrects: Option<ActivityId>,
    pub created_at: Instant,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewActivity {
    pub kind: ActivityKind,
    pub on: NaiveDate,
    pub with: Option<PublicId>,
    pub body: String,
    pub next_action: String,
    pub next_on: Option<NaiveDate>,
}

/// What a programme offers its sponsors.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Package {
    pub id: PackageId,
    pub public_id: PublicId,
    pub version: i64,
    pub programme: ProgrammeId,
    pub name: Localised,
    pub price: Option<Money>,
    pub benefits: Localised,
    /// No longer offered; sponsorships that have it keep it.
    pub retired_at: Option<Instant>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewPackage {
    pub name: Localised,
    pub price: Option<Money>,
    pub benefits: Localised,
}

/// A file of a sponsorship, as it stands in the store.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SponsorFile {
    pub id: SponsorFileId,
    pub public_id: PublicId,
    pub part: Part,
    pub name: FileName,
    pub kind: FileKind,
    pub size: i64,
    pub hash: String,
    pub created_at: Instant,
}

#[derive(Debug, thiserror::Error)]
pub enum SponsorshipError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// Somebody changed it since the form was opened.
    #[error("changed meanwhile")]
    Stale,
    /// The table of stages has no such way.
    #[error("{from} does not become {to}")]
    NoWay { from: Stage, to: Stage },
    #[error("the stage asks for {0}")]
    Lacks(Need),
    /// The firm is courted for this already, there.
    #[error("courted already")]
    Twice(Option<PublicId>),
    /// Others court the firm, or one alike; it goes on with a reason.
    #[error("{} others court the firm", .0.len())]
    Courted(Vec<Courted>),
    /// There is nothing to clear.
    #[error("there is no logo")]
    NoLogo,
    /// An entry is corrected once; its correction may be corrected in turn.
    #[error("corrected already")]
    Corrected,
    /// The content is being removed at this moment; brought again, it is taken.
    #[error("the file has to be brought again")]
    BringAgain,
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<diesel::result::Error> for SponsorshipError {
    fn from(error: diesel::result::Error) -> Self {
        DbError::from(error).into()
    }
}

impl From<ProgrammeError> for SponsorshipError {
    fn from(error: ProgrammeError) -> Self {
        match error {
            ProgrammeError::Denied(denied) => denied.into(),
            ProgrammeError::Invalid(invalid) => invalid.into(),
            ProgrammeError::Stale => SponsorshipError::Stale,
            ProgrammeError::Db(error) => error.into(),
        }
    }
}

impl From<ContactError> for SponsorshipError {
    fn from(error: ContactError) -> Self {
        match error {
            ContactError::Denied(denied) => denied.into(),
            ContactError::Invalid(invalid) => invalid.into(),
            ContactError::Stale => SponsorshipError::Stale,
            ContactError::Db(error) => error.into(),
        }
    }
}

impl From<EventError> for SponsorshipError {
    fn from(error: EventError) -> Self {
        match error {
            EventError::Denied(denied) => denied.into(),
            EventError::Invalid(invalid) => invalid.into(),
            EventError::Db(error) => error.into(),
            // Reading moves nothing along the table of states.
            other => DbError::Damaged(other.to_string()).into(),
        }
    }
}
