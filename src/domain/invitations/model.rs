//! The words of this slice and what can go wrong in it.

use super::facts::Closed;
use crate::access::Denied;
use crate::db::DbError;
use crate::db::types::text_enum;
use crate::kernel::invalid::Invalid;

text_enum! {
    /// Where a seat's answer stands.
    pub enum Answer {
        None = "none",
        /// The only one that holds a place.
        Accepted = "accepted",
        Tentative = "tentative",
        Declined = "declined",
        /// Wished to come when no place was free; in order of `waiting_since`.
        Waiting = "waiting",
    }
}

impl Answer {
    /// Whether somebody comes, may come, or waits for a place: said of one day, it does not hold for another.
    pub const fn is_of_its_day(self) -> bool {
        matches!(self, Answer::Accepted | Answer::Tentative | Answer::Waiting)
    }
}

text_enum! {
    /// What a guest says. Whether a yes becomes a place is decided by us.
    pub enum Wish {
        Accepted = "accepted",
        Tentative = "tentative",
        Declined = "declined",
    }
}

impl Wish {
    /// The answer that this wish is when a place is no question.
    pub const fn answer(self) -> Answer {
        match self {
            Wish::Accepted => Answer::Accepted,
            Wish::Tentative => Answer::Tentative,
            Wish::Declined => Answer::Declined,
        }
    }
}

text_enum! {
    /// A round's way out of the house.
    pub enum RoundState {
        Draft = "draft",
        /// Waits for a second person.
        Asked = "asked",
        Released = "released",
        /// Called back before it left.
        Recalled = "recalled",
    }
}

impl RoundState {
    /// Whether text and guests may still change. Changing an asked round makes it a draft again.
    pub const fn is_open(self) -> bool {
        matches!(self, RoundState::Draft | RoundState::Asked)
    }
}

text_enum! {
    /// Why a round is written.
    pub enum Purpose {
        /// To ask those who were not asked, or whose mail was refused.
        Ask = "ask",
        /// To remind those who were asked and have not answered.
        Chase = "chase",
    }
}

/// The placeholders that a round's text may hold.
pub const PLACEHOLDERS: &[&str] = &["name", "salutation", "event", "city", "date", "time", "venue", "reply_by", "link"];

#[derive(Debug, thiserror::Error)]
pub enum InvitationError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Db(#[from] DbError),
    /// Somebody changed it meanwhile.
    #[error("changed by somebody else meanwhile")]
    Stale,
    /// A released round keeps its text and its guests.
    #[error("the round has left the desk and cannot be changed")]
    RoundSealed,
    /// So does one that was called back, until it is taken up again.
    #[error("the round was called back")]
    CalledBack,
    /// The programme wants a second person to release, and nobody has been asked.
    #[error("a second person must be asked first")]
    NotAsked,
    /// Who asked for the release may not be the one who gives it.
    #[error("a second person must release this round")]
    SecondPerson,
    /// Everybody chosen is excluded, or nobody is chosen.
    #[error("no invitation would leave")]
    NobodyToInvite,
    /// An institution that waits cannot be given a place.
    #[error("no place is free")]
    NoPlaceFree,
    /// The first mail may have left.
    #[error("the round can no longer be called back")]
    TooLateToRecall,
    /// Somebody may have read of it.
    #[error("a mail about it has left or is leaving")]
    MailLeft,
    /// A guest has answered for the new date, and so knows it.
    #[error("somebody has answered since")]
    AnsweredSince,
    #[error("this round is not released")]
    NotReleased,
    #[error("this round was not called back")]
    NotRecalled,
    /// A member has had enough test mails for now.
    #[error("too many test mails within an hour")]
    TooManyTests,
    #[error("answers are closed: {0:?}")]
    Closed(Closed),
}
