use super::Problem;
use crate::domain::invitations::{Closed, InvitationError};

impl From<InvitationError> for Problem {
    fn from(error: InvitationError) -> Problem {
        match error {
            InvitationError::Denied(denied) => denied.into(),
            InvitationError::Invalid(invalid) => invalid.into(),
            InvitationError::Db(error) => error.into(),
            InvitationError::Stale => Problem::Stale { now: None },
            InvitationError::RoundSealed => Problem::conflict("round-sealed"),
            InvitationError::CalledBack => Problem::conflict("round-called-back"),
            InvitationError::NotAsked => Problem::conflict("round-not-asked"),
            InvitationError::SecondPerson => Problem::conflict("round-second-person"),
            InvitationError::NobodyToInvite => Problem::conflict("round-nobody"),
            InvitationError::NoPlaceFree => Problem::conflict("answers-none-free"),
            InvitationError::TooLateToRecall => Problem::conflict("round-too-late"),
            InvitationError::MailLeft => Problem::conflict("event-mail-left"),
            InvitationError::AnsweredSince => Problem::conflict("event-answered-since"),
            InvitationError::NotRecalled => Problem::conflict("round-sealed"),
            InvitationError::NotReleased => Problem::conflict("round-not-released"),
            InvitationError::TooManyTests => Problem::TooMany { minutes: 60 },
            InvitationError::Closed(Closed::Cancelled) => Problem::conflict("answers-cancelled"),
            InvitationError::Closed(Closed::Postponed) => Problem::conflict("answers-postponed"),
            InvitationError::Closed(Closed::Over) => Problem::conflict("answers-over"),
            InvitationError::Closed(Closed::DeadlinePassed) => Problem::conflict("answers-deadline"),
        }
    }
}
