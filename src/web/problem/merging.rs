use super::Problem;
use crate::domain::merging::{Blocked, MergeError};

impl From<MergeError> for Problem {
    fn from(error: MergeError) -> Problem {
        match error {
            MergeError::Denied(denied) => denied.into(),
            MergeError::Invalid(invalid) => invalid.into(),
            MergeError::Stale => Problem::Stale { now: None },
            MergeError::Same => Problem::conflict("merge-same"),
            MergeError::BothMembers(..) => Problem::conflict("merge-both-members"),
            MergeError::BothSeated => Problem::conflict("merge-both-seated"),
            MergeError::BothInvited => Problem::conflict("merge-both-invited"),
            MergeError::BothCourted => Problem::conflict("merge-both-courted"),
            MergeError::Blocked(Blocked::TooOld) => Problem::conflict("merge-too-old"),
            MergeError::Blocked(Blocked::Undone) => Problem::conflict("merge-undone"),
            MergeError::Blocked(Blocked::After { .. }) => Problem::conflict("merge-not-last"),
            MergeError::Db(error) => error.into(),
        }
    }
}
