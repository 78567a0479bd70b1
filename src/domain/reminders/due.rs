//! The reconciler: what is due and not yet in the outbox is written down.

use super::ground::{Ground, People};
use super::model::ReminderError;
use super::occurrence::{Subject, Time, Turn};
use super::people::{Person, Place, Seat};
use super::went::{self, event_of};
use super::{missed, store, store_around};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::outbox::{self, Lane, Message, NewMessage, Reminded};
use crate::domain::programme;
use crate::kernel::ids::{EventId, ProgrammeId};
use crate::kernel::time::Instant;

type Result<T> = std::result::Result<T, ReminderError>;

/// Writes a mail for everybody whom a rule reminds by now; says how many are new. The caller is the engine.
pub fn enqueue_due(conn: &mut Conn, cx: &Context) -> Result<usize> {
    let closed = programme::closed(conn)?;
    let mut written = 0;
    for id in store::programmes(conn)?.into_iter().filter(|id| !closed.contains(id)) {
        let ground = Ground::load(conn, cx, id, None)?;
        let mut due = ground.turns(conn, cx.now)?;
        missed::keep(conn, cx, &ground, &due)?;
        due.retain(|turn| turn.time(cx.now) == Time::Due);
        if !due.is_empty() {
            written += carry_out(conn, cx, &ground, due)?;
        }
    }
    Ok(written)
}

fn carry_out(conn: &mut Conn, cx: &Context, ground: &Ground, due: Vec<Turn>) -> Result<usize> {
    let open = went::open(conn, ground, due)?;
    let open = went::with_anybody(conn, open)?;
    if open.is_empty() {
        return Ok(0);
    }
    let people = People::load(conn, cx, ground, &open)?;
    let events: Vec<EventId> = open.iter().filter_map(event_of).collect();
    let held = store_around::held_until(conn, &events, cx.now)?;
    let mut messages = Vec::new();
    for turn in &open {
        let until = event_of(turn).and_then(|event| held.get(&event)).copied();
        let due_at = turn.occurrence.at.instant().max(until.unwrap_or_default());
        messages.extend(letters((ground, &people), turn, due_at));
    }
    Ok(outbox::enqueue_all(conn, cx, &messages)?)
}

/// The mails of a turn, to everybody whom it reaches and who has none of it yet.
pub(super) fn letters((ground, people): (&Ground, &People), turn: &Turn, due_at: Instant) -> Vec<NewMessage> {
    let (programme, whom) = (ground.outline.programme.id, turn.of.rule.kind.whom());
    let meant = people.of(ground, turn).into_iter().filter(|person| person.is_meant(whom));
    let reached = meant.filter(|person| person.exclusion(whom, &turn.occurrence).is_none());
    reached.filter_map(|person| message(turn, programme, &person, due_at)).collect()
}

fn message(turn: &Turn, programme: ProgrammeId, person: &Person, due_at: Instant) -> Option<NewMessage> {
    let (rule, day) = (turn.of.rule.id.raw(), turn.occurrence.day());
    let of = match (&turn.subject, &person.seat) {
        (Subject::Event(_), Some(Seat { id: Place::Seat(seat), .. })) => Reminded::Guest { rule, seat: *seat, day },
        (Subject::Event(_), Some(Seat { id: Place::Office(delegation), .. })) => {
            Reminded::Office { rule, delegation: *delegation, contact: person.contact, day }
        }
        (Subject::Event(view), None) => Reminded::Event { rule, event: view.event.id, contact: person.contact, day },
        (Subject::Due(due), _) => Reminded::Due { rule, deliverable: due.deliverable.id, contact: person.contact, day },
    };
    Some(NewMessage {
        message: Message::Reminder { of },
        lane: Lane::Invitations,
        to: person.mailbox()?.email.clone(),
        contact: Some(person.contact),
        locale: person.language,
        programme: Some(programme),
        event: event_of(turn),
        due_at,
        dedupe_key: format!("{}{}", turn.prefix(), person.key()),
    })
}
