//! What asks its staff or its channels to do something, or warns them, has no point once a programme is closed: nothing in it can be
//! done. What guests and institutions are told still goes, and so does news of what somebody did before.

use super::{Loaded, RenderError};
use crate::db::Conn;
use crate::domain::invitations::mail::Reading;
use crate::domain::outbox::{Claimed, Message};
use crate::domain::programme;

/// Why it does not leave, as the outbox tells it.
const WHY: &str = "programme-closed";

/// What was loaded, without what has lost its point by the end of its programme. What has left stays as it was read.
pub(super) fn kept_back(
    conn: &mut Conn,
    claimed: &[Claimed],
    reading: Reading,
    mut loaded: Vec<Loaded>,
) -> Result<Vec<Loaded>, RenderError> {
    if reading != Reading::ToSend || !claimed.iter().any(|one| asks_staff(&one.message)) {
        return Ok(loaded);
    }
    let closed = programme::closed(conn)?;
    for (one, letter) in claimed.iter().zip(&mut loaded) {
        let over = one.programme.is_some_and(|programme| closed.contains(&programme));
        if over && asks_staff(&one.message) && matches!(letter, Loaded::Draft(_)) {
            *letter = Loaded::Moot(WHY.to_owned());
        }
    }
    Ok(loaded)
}

/// Every kind by its name: of a new one it has to be said.
const fn asks_staff(message: &Message) -> bool {
    match message {
        Message::GateNudge { .. }
        | Message::EventAtRisk { .. }
        | Message::ReviewRequest { .. }
        | Message::ReviewStuck { .. }
        | Message::ReleaseRequest { .. }
        | Message::ClearanceLapsed { .. }
        // To houses: nothing more is asked of them for a programme that is over.
        | Message::RelayOffer { .. }
        | Message::RelayEmbargo { .. }
        // To guests as well: the rules of a programme end with it.
        | Message::Reminder { .. } => true,
        Message::Invitation { .. }
        | Message::AnswerConfirmation { .. }
        | Message::ConsultationAsk { .. }
        | Message::ConsultationReminder { .. }
        | Message::DelegationInvitation { .. }
        | Message::DelegationConfirmation { .. }
        | Message::DelegationNotice { .. }
        | Message::EventNotice { .. }
        | Message::AccountInvitation { .. }
        | Message::PasswordReset { .. }
        | Message::SecondFactor { .. }
        | Message::AccountNews { .. }
        | Message::RoundTest { .. }
        | Message::RelayTest { .. }
        | Message::StepDays { .. }
        | Message::Digest { .. }
        | Message::VersionApproved { .. }
        | Message::ChangesAsked { .. } => false,
    }
}
