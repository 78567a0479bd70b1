use super::Problem;
use crate::domain::invitations::InvitationError;

impl From<InvitationError> for Problem {
    fn from(error: InvitationError) -> Problem {
        match error {
            InvitationError::Denied(denied) => denied.into(),
            InvitationError::Invalid(invalid) => invalid.into(),
            InvitationError::Db(error) => error.into(),
            InvitationError::Stale => Problem::Stale,
            InvitationError::RoundSealed => Problem::conflict("round-sealed"),
            InvitationError::NotAsked => Problem::conflict("release-not-asked"),
            InvitationError::SecondPerson => Problem::conflict("second-person"),
            InvitationError::NobodyToInvite => Problem::conflict("nobody-to-invite"),
            InvitationError::TooLateToRecall => Problem::conflict("too-late-to-recall"),
            InvitationError::NotReleased => Problem::conflict("round-not-released"),
            InvitationError::EventNotOpen => Problem::conflict("event-not-open"),
            InvitationError::Closed(_) => Problem::conflict("answers-closed"),
        }
    }
}
