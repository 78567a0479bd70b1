use super::Problem;
use crate::domain::events::{EventError, Lack};

impl From<EventError> for Problem {
    fn from(error: EventError) -> Problem {
        match error {
            EventError::Denied(denied) => denied.into(),
            EventError::Invalid(invalid) => invalid.into(),
            EventError::Db(error) => error.into(),
            EventError::Stale => Problem::Stale { now: None },
            EventError::NoWay { .. } => Problem::conflict("event-no-way"),
            EventError::Settled(_) => Problem::conflict("event-settled"),
            EventError::Lacks(Lack::Date) => Problem::conflict("event-lacks-date"),
            EventError::Lacks(Lack::Place) => Problem::conflict("event-lacks-place"),
            EventError::Lacks(Lack::Beginning) => Problem::conflict("event-lacks-beginning"),
            EventError::GuestsKnow { guests } => {
                Problem::Conflict { key: "event-guests-know", args: vec![("guests", guests.to_string())] }
            }
            EventError::TooLateToRecall => Problem::conflict("event-too-late"),
            EventError::ChangedSince => Problem::conflict("event-changed-since"),
            EventError::KnownAlready => Problem::conflict("event-known-already"),
            EventError::NothingMoved => Problem::conflict("event-nothing-moved"),
        }
    }
}
