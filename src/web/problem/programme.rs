use super::Problem;
use crate::domain::programme::ProgrammeError;

impl From<ProgrammeError> for Problem {
    fn from(error: ProgrammeError) -> Problem {
        match error {
            ProgrammeError::Denied(denied) => denied.into(),
            ProgrammeError::Invalid(invalid) => invalid.into(),
            ProgrammeError::Stale => Problem::Stale { now: None },
            ProgrammeError::Db(error) => error.into(),
        }
    }
}
