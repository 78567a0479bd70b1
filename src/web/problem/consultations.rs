use super::Problem;
use crate::domain::consultations::{ConsultationError, Standing};

impl From<ConsultationError> for Problem {
    fn from(error: ConsultationError) -> Problem {
        match error {
            ConsultationError::Denied(denied) => denied.into(),
            ConsultationError::Invalid(invalid) => invalid.into(),
            ConsultationError::Stale => Problem::Stale { now: None },
            ConsultationError::There => Problem::conflict("consultation-there"),
            ConsultationError::Incomplete => Problem::conflict("consultation-incomplete"),
            ConsultationError::TimePassed => Problem::conflict("consultation-time-passed"),
            ConsultationError::NotOpen(Standing::Draft | Standing::Ahead) => Problem::conflict("consultation-not-open"),
            ConsultationError::NotOpen(Standing::Open | Standing::Over) => Problem::conflict("consultation-over"),
            ConsultationError::EventOff => Problem::conflict("consultation-event-off"),
            ConsultationError::NotHeld => Problem::conflict("consultation-not-held"),
            ConsultationError::NobodyToAsk => Problem::conflict("consultation-nobody"),
            ConsultationError::MailLeft => Problem::conflict("consultation-mail-left"),
            ConsultationError::Db(error) => error.into(),
        }
    }
}
