use super::Problem;
use crate::domain::contacts::ContactError;

impl From<ContactError> for Problem {
    fn from(error: ContactError) -> Problem {
        match error {
            ContactError::Denied(denied) => denied.into(),
            ContactError::Invalid(invalid) => invalid.into(),
            ContactError::Stale => Problem::Stale { now: None },
            ContactError::Db(error) => error.into(),
        }
    }
}
