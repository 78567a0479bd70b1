//! What a merge of two organisations would do.

use serde::{Deserialize, Serialize};

use super::fields::FieldName;
use crate::db::types::text_enum;
use crate::domain::contacts::{NewOrganisation, Organisation, TwoPlaces};
use crate::domain::invitations::EventFacts;
use crate::domain::merging::model::{self, Hanging};
use crate::domain::merging::{Field, MergeError};
use crate::domain::relays::United;
use crate::kernel::ids::PublicId;
use crate::kernel::localised::Localised;

pub type Merge = model::Merge<Localised>;
pub type UndoPlan = model::UndoPlan<Localised>;

text_enum! {
    /// What becomes of two courtings of one firm for one thing.
    pub enum Outcome {
        /// The other one declined: it stays as it is, told under its old name.
        Stays = "stays",
        /// The kept one declined: the other entry would have to stay instead.
        Swap = "swap",
        /// Neither did: one of them has to be ended first.
        Open = "open",
    }
}

/// What both are courted for, and where each is looked at.
#[derive(Clone, Debug)]
pub struct Courts {
    pub programme: Localised,
    pub slug: String,
    /// None: for the programme itself.
    pub event: Option<Localised>,
    pub kept: PublicId,
    pub other: PublicId,
}

/// Both are courted for one thing.
#[derive(Clone, Debug)]
pub struct TwoCourtings {
    /// None where the reader does not see who is courted there.
    pub seen: Option<Courts>,
    pub outcome: Outcome,
}

/// What a merge would do.
#[derive(Clone, Debug)]
pub struct Plan {
    pub kept: Organisation,
    pub other: Organisation,
    pub fields: Vec<Field<FieldName>>,
    pub hangs: Vec<Hanging>,
    /// Events to which both are invited: then it cannot be done. None for one whose guests are not for the reader.
    pub invited: Vec<Option<EventFacts>>,
    pub courted: Vec<TwoCourtings>,
    /// So many sponsorships are shown under the name of one of them: where that changes, they are not until two persons have cleared it.
    pub shown: i64,
}

impl Plan {
    /// Why it cannot be done as things stand.
    pub fn refusal(&self) -> Option<MergeError> {
        if !self.invited.is_empty() {
            return Some(MergeError::BothInvited);
        }
        self.courted.iter().any(|two| two.outcome != Outcome::Stays).then_some(MergeError::BothCourted)
    }
}

/// What undoing needs to know, forgotten when it can be used no more.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Snapshot {
    /// As the other was.
    pub other: NewOrganisation,
    /// As the kept one was, and as it became.
    pub before: NewOrganisation,
    pub merged: NewOrganisation,
    pub both: Vec<TwoPlaces>,
    /// Of what was merged before there were channels there are none.
    #[serde(default)]
    pub channels: Vec<United>,
}
