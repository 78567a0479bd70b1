use serde::{Deserialize, Serialize};

use crate::db::types::text_enum;
use crate::kernel::email::Email;
use crate::kernel::ids::{AccountId, AnswerId, ContactId, EventId, InvitationId, ProgrammeId, RoundId, SeatId};
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;

/// What a mail says: ids of immutable things, never rendered text. A retry says what the first try said.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Message {
    /// A guest is asked. The round's text cannot change once it is released.
    Invitation {
        invitation: InvitationId,
    },
    /// What we understood of a guest's answer.
    AnswerConfirmation {
        answer: AnswerId,
    },
    /// The event moved: date, city or zone; or was postponed; or is off (the notice says which).
    EventNotice {
        notice: i64,
        seat: SeatId,
    },
    /// A second person is asked to release a round.
    ReleaseRequest {
        round: RoundId,
        account: AccountId,
    },
    /// An account's first link. The link is a MAC over the row, so a retry makes the same one.
    AccountInvitation {
        link: i64,
    },
    PasswordReset {
        link: i64,
    },
    /// "Does the relay work?", asked by an administrator.
    RelayTest {
        account: AccountId,
    },
}

impl Message {
    /// The column `kind`: for filters and counts.
    pub const fn kind(&self) -> &'static str {
        match self {
            Message::Invitation { .. } => "invitation",
            Message::AnswerConfirmation { .. } => "answer-confirmation",
            Message::EventNotice { .. } => "event-notice",
            Message::ReleaseRequest { .. } => "release-request",
            Message::AccountInvitation { .. } => "account-invitation",
            Message::PasswordReset { .. } => "password-reset",
            Message::RelayTest { .. } => "relay-test",
        }
    }
}

/// Who goes first. Lower numbers leave before higher ones.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Lane {
    /// Sign-in links, answers' confirmations, moved and cancelled events.
    Prompt = 0,
    /// Invitations and reminders.
    Invitations = 1,
    /// Newsletters.
    Bulk = 2,
}

text_enum! {
    /// Where a message stands.
    pub enum MessageState {
        Queued = "queued",
        Leased = "leased",
        Sent = "sent",
        /// Refused for now; `due_at` says when it is tried again.
        Retry = "retry",
        Failed = "failed",
        /// The address is not to be written to.
        Suppressed = "suppressed",
        Cancelled = "cancelled",
        /// The body went out and the connection broke before the reply: somebody must look.
        Doubt = "doubt",
    }
}

/// A mail to one address, not yet written down.
#[derive(Clone, Debug)]
pub struct NewMessage {
    pub message: Message,
    pub lane: Lane,
    pub to: Email,
    pub contact: Option<ContactId>,
    pub locale: Locale,
    pub programme: Option<ProgrammeId>,
    pub event: Option<EventId>,
    /// Not before this instant (programme time).
    pub due_at: Instant,
    /// A second message of the same key is not written.
    pub dedupe_key: String,
}

/// What came of taking messages back.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Withdrawn {
    pub cancelled: usize,
    /// On their way or gone: these cannot be taken back.
    pub left: usize,
}
