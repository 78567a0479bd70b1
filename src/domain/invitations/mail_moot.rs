//! Why a mail has no point any more, and for whom that matters.

use crate::db::types::text_enum;
use crate::kernel::time::Instant;

text_enum! {
    /// Why a message has no point any more.
    pub enum Moot {
        /// The row it is made from is gone.
        Gone = "gone",
        /// The guest has no seat any more.
        SeatRemoved = "seat-removed",
        /// The event is cancelled, postponed or over.
        EventOff = "event-off",
        /// It asks what the event was like, and that has moved behind the mail.
        TooEarly = "too-early",
        RoundRecalled = "round-recalled",
        /// They were to be reminded, and have answered since; or were to be asked, and have told staff what they answer.
        Answered = "answered",
        /// A later answer counts.
        Superseded = "superseded",
        /// A later notice tells of the event as it is now.
        Replaced = "replaced",
        /// The move, postponement or cancellation was called back.
        NoticeRecalled = "notice-recalled",
        /// Nobody waits for this decision any more.
        Settled = "settled",
        /// Somebody else speaks for the institution now, or comes for it.
        Succeeded = "succeeded",
    }
}

/// What a letter is read for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reading {
    /// It is about to leave, if there is still a point in it.
    ToSend,
    /// It left at this instant: what has become of the event, the answer or the round since does not change what was written.
    AsSent(Instant),
}

impl Reading {
    /// The reason that keeps a letter back: none does once it has left.
    pub(super) fn judge(self, moot: Option<Moot>) -> Option<Moot> {
        moot.filter(|_| self == Reading::ToSend)
    }
    /// When it leaves, which is now, or left.
    pub(super) fn leaves(self, now: Instant) -> Instant {
        match self {
            Reading::ToSend => now,
            Reading::AsSent(at) => at,
        }
    }
}
