use serde::{Deserialize, Serialize};

use crate::domain::contacts::Half;
use crate::domain::invitations::model::Answer;
use crate::kernel::ids::{EventId, SeatId};
use crate::kernel::time::Instant;

/// One of the two.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HeldSeat {
    pub id: SeatId,
    pub answer: Answer,
    pub answered_at: Option<Instant>,
    pub removed_at: Option<Instant>,
}

/// Both entries have a row at this event, if only one that was taken away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Doubled {
    pub event: EventId,
    pub kept: HeldSeat,
    pub other: HeldSeat,
}

impl Doubled {
    /// Whether somebody has to know: both are seats that count.
    pub const fn is_open(&self) -> bool {
        self.kept.removed_at.is_none() && self.other.removed_at.is_none()
    }
    pub const fn of(&self, half: Half) -> &HeldSeat {
        match half {
            Half::Kept => &self.kept,
            Half::Other => &self.other,
        }
    }
}

/// Which of two seats stays when nobody says: one that counts before one taken away, one that holds a place before one that waits for it,
/// the later answer before the earlier, an answer before none; else the kept entry's.
pub fn stays(kept: &HeldSeat, other: &HeldSeat) -> Half {
    let rank = |seat: &HeldSeat| {
        let answer = seat.answered_at.filter(|_| seat.answer != Answer::None);
        (seat.removed_at.is_none(), answer.is_some(), answer)
    };
    let open = kept.removed_at.is_none() && other.removed_at.is_none();
    match (kept.answer, other.answer) {
        (Answer::Accepted, Answer::Waiting) if open => Half::Kept,
        (Answer::Waiting, Answer::Accepted) if open => Half::Other,
        _ if rank(other) > rank(kept) => Half::Other,
        _ => Half::Kept,
    }
}

/// What was done about two seats, for whoever takes it back.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Settled {
    pub event: EventId,
    pub stays: SeatId,
    pub goes: SeatId,
    /// Whether the seat that stays was the other entry's: the two changed hands.
    pub swapped: bool,
    /// Whether the seat that goes counted until then.
    pub closed: bool,
    /// Whether what they need was known of that seat alone, and stands with the other now.
    pub needs: bool,
}
