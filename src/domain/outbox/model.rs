use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use super::refusals::{FailReason, HeldBack};
use super::reminded::Reminded;
use crate::db::types::text_enum;
use crate::kernel::email::Email;
use crate::kernel::ids::{
    AccountId, AnswerId, ContactId, DelegationId, EventId, InvitationId, OutboxId, ProgrammeId, PublicId, ReviewId,
    RoundId, SeatId, StepId, VersionId,
};
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;

/// From which day to which, as far as they are set.
pub type Days = (Option<NaiveDate>, Option<NaiveDate>);

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
    /// A participant is asked for their views, before the event or after it.
    ConsultationAsk {
        person: i64,
    },
    /// The same once more, to who has not answered.
    ConsultationReminder {
        person: i64,
    },
    /// An institution is asked, through whoever speaks for it.
    DelegationInvitation {
        invitation: i64,
    },
    /// What we understood of an institution's answer.
    DelegationConfirmation {
        entry: i64,
    },
    /// As [`Message::EventNotice`], to an institution.
    DelegationNotice {
        notice: i64,
        delegation: DelegationId,
    },
    /// The event moved: date, city or zone; or was postponed; or is off (the notice says which).
    EventNotice {
        notice: i64,
        seat: SeatId,
    },
    /// A package is offered to the house that passes it on.
    RelayOffer {
        relay: i64,
        /// Of the link that it carries.
        nonce: String,
    },
    /// What a house was offered is kept back until another day than it was told, was taken back, or is given again; both sides as relays keep them.
    RelayEmbargo {
        relay: i64,
        nonce: String,
        before: String,
        after: String,
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
    /// Something happened to an account's second factor.
    SecondFactor {
        account: AccountId,
        /// What, by its word.
        news: String,
        at: Instant,
        /// A mark of the network it came from, as history keeps it; of the house's own acts there is none.
        #[serde(default)]
        place: Option<String>,
    },
    /// Something happened to an account's password or keys.
    AccountNews {
        account: AccountId,
        /// What, by its word.
        news: String,
        /// The key, where it is about one.
        token: Option<i64>,
        at: Instant,
        place: Option<String>,
    },
    /// A round's letter in one language, to the member who is about to release it: marked as a test, its links lead nowhere.
    RoundTest {
        round: RoundId,
        /// The guest it is read as; none where nobody of that language is invited.
        seat: Option<SeatId>,
        account: AccountId,
        locale: Locale,
    },
    /// "Does the relay work?", asked by an administrator.
    RelayTest {
        account: AccountId,
    },
    /// Somebody is asked for what an event's confirmation waits for.
    GateNudge {
        event: EventId,
        contact: ContactId,
        /// What is missing, by its key.
        owed: String,
        by: Option<AccountId>,
    },
    /// A confirmed or announced event lost something it rests on. Neither contact nor account: whom guests write to.
    EventAtRisk {
        risk: i64,
        contact: Option<ContactId>,
        account: Option<AccountId>,
    },
    /// A step has other days: to whoever answers for it, or for what they touch.
    StepDays {
        step: StepId,
        contact: ContactId,
        before: Days,
        after: Days,
        by: Option<AccountId>,
    },
    /// Somebody is reminded by a rule.
    Reminder {
        of: Reminded,
    },
    /// A member's Monday: what is late, due, blocked, answered. The week is an ISO week, "201642".
    Digest {
        account: AccountId,
        week: i32,
    },
    /// A reviewer is asked to read a version.
    ReviewRequest {
        version: VersionId,
        account: AccountId,
    },
    /// What a reviewer wants changed, to authors and owner.
    ChangesAsked {
        review: ReviewId,
        account: AccountId,
    },
    /// Somebody's word for a sponsor's name and logo holds no more: the firm is called otherwise.
    ClearanceLapsed {
        clearance: i64,
    },
    /// Too few are left who can approve a version in review, to authors and owner.
    ReviewStuck {
        version: VersionId,
        account: AccountId,
    },
    /// A version is the deliverable's own now, to authors and owner.
    VersionApproved {
        version: VersionId,
        account: AccountId,
    },
}

impl Message {
    /// The column `kind`: for filters and counts.
    pub const fn kind(&self) -> &'static str {
        match self {
            Message::Invitation { .. } => "invitation",
            Message::AnswerConfirmation { .. } => "answer-confirmation",
            Message::ConsultationAsk { .. } => "consultation-ask",
            Message::ConsultationReminder { .. } => "consultation-reminder",
            Message::DelegationInvitation { .. } => "delegation-invitation",
            Message::DelegationConfirmation { .. } => "delegation-confirmation",
            Message::EventNotice { .. } | Message::DelegationNotice { .. } => "event-notice",
            Message::RelayOffer { .. } => "relay-offer",
            Message::RelayEmbargo { .. } => "relay-embargo",
            Message::ReleaseRequest { .. } => "release-request",
            Message::AccountInvitation { .. } => "account-invitation",
            Message::PasswordReset { .. } => "password-reset",
            Message::SecondFactor { .. } => "second-factor",
            Message::AccountNews { .. } => "account-news",
            Message::RoundTest { .. } => "round-test",
            Message::RelayTest { .. } => "relay-test",
            Message::GateNudge { .. } => "gate-nudge",
            Message::EventAtRisk { .. } => "event-at-risk",
            Message::StepDays { .. } => "step-days",
            Message::Reminder { of } => of.kind(),
            Message::Digest { .. } => "digest",
            Message::ClearanceLapsed { .. } => "clearance-lapsed",
            Message::ReviewRequest { .. } => "review-request",
            Message::ChangesAsked { .. } => "changes-asked",
            Message::ReviewStuck { .. } => "review-stuck",
            Message::VersionApproved { .. } => "version-approved",
        }
    }

    /// All values of the column `kind`, for filters.
    pub const KINDS: [&'static str; 27] = [
        "invitation",
        "answer-confirmation",
        "delegation-invitation",
        "delegation-confirmation",
        "consultation-ask",
        "consultation-reminder",
        "event-notice",
        "relay-offer",
        "relay-embargo",
        "release-request",
        "account-invitation",
        "password-reset",
        "second-factor",
        "account-news",
        "round-test",
        "relay-test",
        "gate-nudge",
        "event-at-risk",
        "step-days",
        "guest-reminder",
        "owner-reminder",
        "digest",
        "clearance-lapsed",
        "review-request",
        "review-stuck",
        "changes-asked",
        "version-approved",
    ];

    /// Whether the reader needs this mail as a member: then the wish not to be written to does not hold it back. Whoever made that wish
    /// as a guest gets no mail of ours at all, not even the confirmation of an answer.
    pub const fn wanted(&self) -> Wanted {
        match self {
            Message::Invitation { .. }
            | Message::AnswerConfirmation { .. }
            | Message::ConsultationAsk { .. }
            | Message::ConsultationReminder { .. }
            | Message::DelegationInvitation { .. }
            | Message::DelegationConfirmation { .. }
            | Message::DelegationNotice { .. }
            | Message::EventNotice { .. }
            | Message::RelayOffer { .. }
            | Message::RelayEmbargo { .. }
            | Message::StepDays { .. }
            | Message::Reminder { .. }
            | Message::GateNudge { .. } => Wanted::ByUs,
            Message::ReleaseRequest { .. }
            | Message::AccountInvitation { .. }
            | Message::PasswordReset { .. }
            | Message::SecondFactor { .. }
            | Message::AccountNews { .. }
            | Message::RoundTest { .. }
            | Message::RelayTest { .. }
            | Message::EventAtRisk { .. }
            | Message::Digest { .. }
            | Message::ClearanceLapsed { .. }
            | Message::ReviewRequest { .. }
            | Message::ChangesAsked { .. }
            | Message::ReviewStuck { .. }
            | Message::VersionApproved { .. } => Wanted::ByReader,
        }
    }
}

/// Who wants a mail to be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wanted {
    ByUs,
    ByReader,
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
        /// The body went out and no reply came: the relay may have it. Tried once more after a pause, under the same Message-ID;
        /// in doubt a second time, it waits for a person.
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

/// A message held by one worker.
#[derive(Clone, Debug)]
pub struct Claimed {
    pub id: OutboxId,
    pub public_id: PublicId,
    pub message: Message,
    pub email: Email,
    pub contact: Option<ContactId>,
    pub locale: Locale,
    pub programme: Option<ProgrammeId>,
    pub event: Option<EventId>,
    /// How often it was tried before.
    pub attempts: i32,
    pub created_at: Instant,
    /// The end of the lease, on machine time, unless it is renewed.
    pub until: Instant,
}

impl Claimed {
    /// The same for every attempt, so that a reader's mailbox can tell a repeat.
    pub fn message_id(&self, host: &str) -> String {
        format!("{}@{host}", self.public_id)
    }
}

/// The end of one attempt as it is written down.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settlement {
    pub id: OutboxId,
    pub attempts: i32,
    pub verdict: Verdict,
    /// The relay's words.
    pub reply: String,
}

/// What becomes of a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    Sent,
    /// Seconds until the next attempt.
    RetryAfter(i64),
    Failed(FailReason),
    Doubt,
    /// Back to the queue as if never taken: it was the relay's fault, or the turn did not come.
    Release,
    /// Pointless since it was written down; the word says why.
    Moot(String),
}
