use super::Problem;
use crate::domain::relays::RelayError;

impl From<RelayError> for Problem {
    fn from(error: RelayError) -> Problem {
        match error {
            RelayError::Denied(denied) => denied.into(),
            RelayError::Invalid(invalid) => invalid.into(),
            RelayError::Stale => Problem::Stale { now: None },
            RelayError::NotGiven => Problem::conflict("relay-not-given"),
            RelayError::Twice => Problem::conflict("relay-channel-twice"),
            RelayError::Nobody => Problem::conflict("relay-nobody"),
            RelayError::TooLate => Problem::conflict("relay-too-late"),
            RelayError::Over => Problem::conflict("relay-over"),
            RelayError::Db(error) => error.into(),
        }
    }
}
