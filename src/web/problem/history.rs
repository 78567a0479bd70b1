use super::Problem;
use crate::domain::history::HistoryError;

impl From<HistoryError> for Problem {
    fn from(error: HistoryError) -> Problem {
        match error {
            HistoryError::Denied(denied) => denied.into(),
            HistoryError::Invalid(invalid) => invalid.into(),
            HistoryError::Db(error) => error.into(),
        }
    }
}
