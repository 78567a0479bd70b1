use super::Problem;
use crate::domain::deliverables::DeliverableError;

impl From<DeliverableError> for Problem {
    fn from(error: DeliverableError) -> Problem {
        match error {
            DeliverableError::Denied(denied) => denied.into(),
            DeliverableError::Invalid(invalid) => invalid.into(),
            DeliverableError::Stale => Problem::Stale { now: None },
            DeliverableError::NoWay { .. } => Problem::conflict("deliverable-no-way"),
            DeliverableError::Db(error) => error.into(),
        }
    }
}
