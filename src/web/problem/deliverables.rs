use super::Problem;
use crate::domain::deliverables::DeliverableError;

impl From<DeliverableError> for Problem {
    fn from(error: DeliverableError) -> Problem {
        match error {
            DeliverableError::Denied(denied) => denied.into(),
            DeliverableError::Invalid(invalid) => invalid.into(),
            DeliverableError::Stale => Problem::Stale { now: None },
            DeliverableError::NoWay { .. } => Problem::conflict("deliverable-no-way"),
            DeliverableError::VersionUnderWay => Problem::conflict("version-under-way"),
            DeliverableError::NoVersion => Problem::conflict("version-none"),
            DeliverableError::Closed => Problem::conflict("version-closed"),
            DeliverableError::NoUsableVersion => Problem::conflict("version-unusable"),
            DeliverableError::Unmade => Problem::conflict("deliverable-unmade"),
            DeliverableError::TooFewReviewers { able, quorum } => Problem::Conflict {
                key: "too-few-reviewers",
                args: vec![("able", able.to_string()), ("quorum", quorum.to_string())],
            },
            DeliverableError::NotReviewer => Problem::NotReviewer,
            DeliverableError::ReviewersDecide => Problem::conflict("reviewers-decide"),
            DeliverableError::OwnWork => Problem::conflict("own-work"),
            DeliverableError::NothingToTakeBack => Problem::conflict("nothing-to-take-back"),
            DeliverableError::ApprovedAlready => Problem::conflict("approved-already"),
            DeliverableError::Internal => Problem::conflict("share-internal"),
            DeliverableError::BringAgain => Problem::conflict("bring-again"),
            DeliverableError::Db(error) => error.into(),
        }
    }
}
