use super::Problem;
use crate::domain::outbox::desk::OutboxError;
use crate::mail::render::RenderError;

impl From<OutboxError> for Problem {
    fn from(error: OutboxError) -> Problem {
        match error {
            OutboxError::Denied(denied) => denied.into(),
            OutboxError::TooLate => Problem::conflict("mail-too-late"),
            OutboxError::Db(error) => error.into(),
        }
    }
}

impl From<RenderError> for Problem {
    fn from(error: RenderError) -> Problem {
        match error {
            RenderError::Db(error) => error.into(),
            RenderError::Letter(_) | RenderError::Template(_) => Problem::Internal(error.to_string()),
        }
    }
}
