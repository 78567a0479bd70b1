//! Which of an institution's places are had, wait or are given up, when it says how many it takes. Pure.

use crate::domain::events::Counting;
use crate::domain::invitations::model::{Answer, Wish};
use crate::kernel::ids::SeatId;

/// A place as it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Slot {
    pub seat: SeatId,
    pub ordinal: i32,
    pub named: Named,
    pub answer: Answer,
}

/// Whether somebody has a place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Named {
    Yes,
    No,
}

/// What is to be shared out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Room {
    /// Places that may be had beside those the institution has; none where the event takes as many as come.
    pub free: Option<i64>,
    pub counting: Counting,
}

/// More are named than places would be left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct StillNamed(pub usize);

/// The answer of each place. Places with a name come first, then those that are had or wait; what is not taken is given up.
pub(super) fn allot(slots: &[Slot], wish: Wish, taken: usize, room: Room) -> Result<Vec<(SeatId, Answer)>, StillNamed> {
    let named = slots.iter().filter(|s| s.named == Named::Yes).count();
    if wish != Wish::Declined && named > taken {
        return Err(StillNamed(named));
    }
    let mut order: Vec<&Slot> = slots.iter().collect();
    order.sort_by_key(|s| (s.named, standing(s.answer), s.ordinal));
    let mut free = room.free;
    let mut answers = Vec::with_capacity(slots.len());
    for (nth, slot) in order.into_iter().enumerate() {
        let answer = match wish {
            _ if nth >= taken => Answer::Declined,
            Wish::Declined => Answer::Declined,
            Wish::Tentative => Answer::Tentative,
            Wish::Accepted => seated(slot, room.counting, &mut free),
        };
        answers.push((slot.seat, answer));
    }
    Ok(answers)
}

/// Whether a place that is taken is had: it is where it was already, where nobody counts it yet, or where one is free.
fn seated(slot: &Slot, counting: Counting, free: &mut Option<i64>) -> Answer {
    let counts = counting == Counting::Places || slot.named == Named::Yes;
    match free {
        _ if slot.answer == Answer::Accepted || !counts => Answer::Accepted,
        None => Answer::Accepted,
        Some(left) if *left > 0 => {
            *left -= 1;
            Answer::Accepted
        }
        Some(_) => Answer::Waiting,
    }
}

/// Of the places that wait, those that could be had: with a name first.
pub(super) fn admit(slots: &[Slot], room: Room) -> Vec<SeatId> {
    let mut order: Vec<&Slot> = slots.iter().filter(|s| s.answer == Answer::Waiting).collect();
    order.sort_by_key(|s| (s.named, s.ordinal));
    let mut free = room.free;
    order.retain(|slot| seated(slot, room.counting, &mut free) == Answer::Accepted);
    order.into_iter().map(|slot| slot.seat).collect()
}

const fn standing(answer: Answer) -> u8 {
    match answer {
        Answer::Accepted => 0,
        Answer::Waiting => 1,
        Answer::Tentative => 2,
        Answer::None => 3,
        Answer::Declined => 4,
    }
}

/// What the whole comes to.
pub(super) fn whole(wish: Wish, answers: &[(SeatId, Answer)]) -> Answer {
    let any = |answer| answers.iter().any(|(_, a)| *a == answer);
    match wish {
        Wish::Accepted if !any(Answer::Accepted) && any(Answer::Waiting) => Answer::Waiting,
        wish => wish.answer(),
    }
}

/// The place that the next delegate gets: of those that are not given up the best, the first of them.
pub(super) fn next_place(slots: &[Slot]) -> Option<&Slot> {
    let open = slots.iter().filter(|s| s.named == Named::No && s.answer != Answer::Declined);
    open.min_by_key(|s| (standing(s.answer), s.ordinal))
}
