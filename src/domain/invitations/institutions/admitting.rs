//! Places that have become free are given to an institution that waits for them.

use super::allot::admit;
use super::answering::room;
use super::editing::{for_staff, name_of, record};
use super::model::{Act, Chance, Delegation};
use super::store_entries::{self as entries, New};
use super::{mail, store, store_seats};
use crate::access::{Action, Context, Door};
use crate::db::Conn;
use crate::domain::history::{self, Change};
use crate::domain::invitations::answers;
use crate::domain::invitations::facts::{Closed, EventFacts, closed};
use crate::domain::invitations::model::{Answer, InvitationError};
use crate::kernel::ids::PublicId;

/// Gives an institution as many of the places it waits for as are free, also before others in the line: staff may give them to whom they
/// like. Says how many, and tells the institution.
pub fn admit_delegation(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<i64, InvitationError> {
    let (event, found) = for_staff(conn, cx, id, Action::RecordAnswer)?;
    if let Some(why @ (Closed::Cancelled | Closed::Postponed | Closed::Over)) = closed(&event, cx.now) {
        return Err(InvitationError::Closed(why));
    }
    // Given already, by a second press: that is what was wanted.
    if found.waiting == 0 {
        return Ok(0);
    }
    let cx = Context { door: Door::Staff, ..cx.clone() };
    let slots = store_seats::slots(conn, &found)?;
    let gained = admit(&slots, room(conn, &cx, &event, &found)?);
    if gained.is_empty() {
        return Err(InvitationError::NoPlaceFree);
    }
    for seat in &gained {
        store_seats::answer(conn, &cx, *seat, Answer::Accepted)?;
    }
    let places = i64::try_from(gained.len()).unwrap_or(i64::MAX);
    // What it said, and by which door, stays its own.
    store::show_answer(conn, &cx, found.id, Answer::Accepted, found.door.zip(found.answered_at))?;
    let entry = New { answer: Some(Answer::Accepted), places: Some(places), ..New::of(Act::Admitted) };
    let entry = entries::add(conn, &cx, found.id, &entry)?;
    let changes =
        [Change::of("institution", "", name_of(&found)), Change::of("places", found.accepted, found.accepted + places)];
    let told = record(&event, "institution-admitted", (&found, found.version + 1));
    history::record(conn, &cx, told.changes(changes))?;
    mail::confirm(conn, &cx, &event, &found, entry)?;
    Ok(places)
}

/// What an institution could be given now. Reads only.
pub(super) fn chance(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    found: &Delegation,
) -> Result<Chance, InvitationError> {
    let over = matches!(closed(event, cx.now), Some(Closed::Cancelled | Closed::Postponed | Closed::Over));
    let Some(turn) = store_seats::turn(conn, found)?.filter(|_| !over) else { return Ok(Chance::default()) };
    let staff = Context { door: Door::Staff, ..cx.clone() };
    let slots = store_seats::slots(conn, found)?;
    let gained = admit(&slots, room(conn, &staff, event, found)?);
    let before = answers::waiting_before(conn, event.id, Some(turn))?;
    Ok(Chance { places: i64::try_from(gained.len()).unwrap_or(i64::MAX), before })
}
