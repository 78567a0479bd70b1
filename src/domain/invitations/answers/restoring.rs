//! Answers that a move took back, given again when the move is called back.

use super::service::{EVENT_MOVED, Note, confirm};
use super::store::{self, Said, SeatNow};
use crate::access::Context;
use crate::db::{Conn, Stored};
use crate::domain::history::{self, Change, Entity, Record};
use crate::domain::invitations::facts::EventFacts;
use crate::domain::invitations::model::{Answer, InvitationError};
use crate::kernel::ids::EventId;
use crate::kernel::time::Instant;

/// The source of an answer that stands again.
pub(in crate::domain::invitations) const MOVE_CALLED_BACK: &str = "move-called-back";

/// Whether any guest has answered, or staff for them, after the event was moved at that instant.
pub(in crate::domain::invitations) fn answered_since(conn: &mut Conn, event: EventId, at: Instant) -> Stored<bool> {
    store::answered_since(conn, event, at, &[EVENT_MOVED, MOVE_CALLED_BACK])
}

/// The seats whose answer the move at that instant took back, and that have not answered since: first those who answered first.
pub(in crate::domain::invitations) fn taken_back(conn: &mut Conn, event: EventId, at: Instant) -> Stored<Vec<SeatNow>> {
    let mut taken: Vec<(Option<Instant>, SeatNow)> = Vec::new();
    for seat in store::seats_of_event(conn, event)? {
        let Some(last) = store::last_answer(conn, seat.id)? else { continue };
        if seat.answer == Answer::None && last.source == EVENT_MOVED && last.at == at {
            let given = given(store::answers_before(conn, seat.id, last.id)?).first().map(|a| a.at);
            taken.push((given, seat));
        }
    }
    taken.sort_by_key(|(given, seat)| (*given, seat.id));
    Ok(taken.into_iter().map(|(_, seat)| seat).collect())
}

/// Answers as they were given, the latest first: without those that a move took back and its calling back gave again.
fn given(answers: Vec<Said>) -> Vec<Said> {
    let mut undone = false;
    let keep = |answer: &Said| {
        let skip = undone || answer.source == MOVE_CALLED_BACK;
        // Before the answer that stands again stands the one that the move wrote.
        undone = answer.source == MOVE_CALLED_BACK;
        !skip
    };
    answers.into_iter().filter(keep).collect()
}

/// Lets the answer before the last one stand again, as it was given: by whom, when, and since when they wait. Who came and finds the
/// places fewer than they were waits in their order, and is told so.
pub(in crate::domain::invitations) fn give_back(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    seat: &SeatNow,
) -> Result<(), InvitationError> {
    let Some(last) = store::last_answer(conn, seat.id)? else { return Ok(()) };
    let earlier = given(store::answers_before(conn, seat.id, last.id)?);
    let Some(given) = earlier.first() else { return Ok(()) };
    let full = match event.capacity {
        Some(capacity) => store::accepted(conn, event.id)? >= capacity,
        None => false,
    };
    let to = if given.answer == Answer::Accepted && full { Answer::Waiting } else { given.answer };
    // The first of the answers in a row that left them waiting, or, where the places became fewer, their yes itself.
    let waited = earlier.iter().take_while(|a| a.answer == Answer::Waiting).last().or(Some(given));
    let note = Note { wish: given.wish, note: &given.note, source: MOVE_CALLED_BACK };
    let id = store::add(conn, cx, seat.id, to, &note)?;
    let since = waited.filter(|_| to == Answer::Waiting).map(|a| a.at);
    store::put_seat_back(conn, seat.id, to, given, since)?;
    let record = Record::new(Entity::Seat, seat.id.raw(), "answered")
        .within(event.programme, event.city)
        .because(MOVE_CALLED_BACK)
        .changes([Change::of("answer", seat.answer, to)]);
    history::record(conn, cx, record)?;
    if to != given.answer {
        confirm(conn, cx, event, seat, id)?;
    }
    Ok(())
}
