use super::Problem;
use crate::domain::reminders::ReminderError;

impl From<ReminderError> for Problem {
    fn from(error: ReminderError) -> Problem {
        match error {
            ReminderError::Denied(denied) => denied.into(),
            ReminderError::Invalid(invalid) => invalid.into(),
            ReminderError::Stale => Problem::Stale { now: None },
            ReminderError::Db(error) => error.into(),
        }
    }
}
