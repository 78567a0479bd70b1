use super::Problem;
use crate::domain::sessions::SessionError;

impl From<SessionError> for Problem {
    fn from(error: SessionError) -> Problem {
        match error {
            SessionError::Denied(denied) => denied.into(),
            SessionError::Invalid(invalid) => invalid.into(),
            SessionError::Db(error) => error.into(),
            SessionError::Stale => Problem::Stale { now: None },
            SessionError::Undated => Problem::conflict("session-undated"),
            SessionError::NoLongerFits => Problem::conflict("session-no-longer-fits"),
            SessionError::Collides => Problem::conflict("session-collides"),
            SessionError::BringAgain => Problem::conflict("bring-again"),
            SessionError::Event(error) => (*error).into(),
        }
    }
}
