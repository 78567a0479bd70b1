//! Why a message does not go, or not any more.

use super::model::MessageState;
use crate::db::types::text_enum;

text_enum! {
    /// Why a message will not be tried again.
    pub enum FailReason {
        /// There is no such mailbox.
        AddressRefused = "address-refused",
        /// The relay does not want this message.
        MessageRefused = "message-refused",
        /// The recipient's side does not want mail from us.
        RefusedByPolicy = "refused-by-policy",
        /// Two days of "not now".
        GaveUp = "gave-up",
        /// A reply that says neither "never" nor a known "not now".
        UnknownReply = "unknown-reply",
        /// The letter cannot go over this relay; of failures of old, the address.
        Unsendable = "unsendable",
        /// The address cannot: it has no form that a relay takes, or one that this relay does not.
        AddressUnsendable = "address-unsendable",
    }
}

text_enum! {
    /// Why a message was held back when its turn came.
    pub enum HeldBack {
        /// The contact asked not to be written to.
        DoNotContact = "do-not-contact",
        /// The address is on the list of those never to write to.
        Suppressed = "suppressed",
        /// The relay told us lately that there is no such mailbox.
        RefusedBefore = "refused-before",
        /// The contact was erased.
        Erased = "erased",
        /// The address was taken out of the address book after the invitation had been written down: it was the wrong one.
        AddressRemoved = "address-removed",
    }
}

impl HeldBack {
    /// What becomes of the message. Whom it was for is not asked by it, and can be where their mail goes now.
    pub const fn state(self) -> MessageState {
        match self {
            HeldBack::AddressRemoved => MessageState::Cancelled,
            HeldBack::DoNotContact | HeldBack::Suppressed | HeldBack::RefusedBefore | HeldBack::Erased => {
                MessageState::Suppressed
            }
        }
    }
}

impl FailReason {
    /// Whether it says of the address that no mail reaches it, so that the address book is told.
    pub const fn is_about_address(self) -> bool {
        matches!(self, FailReason::AddressRefused | FailReason::AddressUnsendable)
    }
}
