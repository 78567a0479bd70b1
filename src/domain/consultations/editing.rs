//! Questionnaires made, set up, opened and closed.

use super::asking::is_off;
use super::draft::{ConsultationDraft, Open};
use super::model::{Consultation, ConsultationError, ConsultationState, Phase, Since};
use super::service::find;
use super::{parts, store, store_questions};
use crate::access::{Action, Context, require};
use crate::db::{Conn, Stored};
use crate::domain::history::{self, Change, Entity, Record};
use crate::domain::invitations::EventFacts;
use crate::kernel::ids::PublicId;
use crate::kernel::time::{Instant, WallTime};

type Result<T> = std::result::Result<T, ConsultationError>;

/// Tells history of an act on a questionnaire: it is the event's.
pub(super) fn record(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    (action, phase): (&'static str, Phase),
    changes: impl IntoIterator<Item = Option<Change>>,
) -> Stored<()> {
    history::record(conn, cx, about(event, (action, phase)).changes(changes))?;
    Ok(())
}

fn about(event: &EventFacts, (action, phase): (&'static str, Phase)) -> Record {
    let record = Record::new(Entity::Event, event.id.raw(), action).within(event.programme, event.city);
    record.changes([Change::of("phase", "", phase)])
}

/// The same of parts that have versions of their own, with those that came of it: the questionnaire itself, or questions.
pub(super) fn record_of(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    (action, phase): (&'static str, Phase),
    parts: &[(&PublicId, i64)],
    changes: impl IntoIterator<Item = Option<Change>>,
) -> Stored<()> {
    let record = parts.iter().fold(about(event, (action, phase)), |record, (id, version)| record.part(id, *version));
    history::record(conn, cx, record.changes(changes))?;
    Ok(())
}

/// An event's questionnaire for a phase, still empty.
pub fn create(conn: &mut Conn, cx: &Context, event: &EventFacts, phase: Phase) -> Result<Consultation> {
    require(&cx.actor, Action::EditEvent, event.scope())?;
    store::insert(conn, cx, event, phase)?.ok_or(ConsultationError::There)?;
    record(conn, cx, event, ("consultation-created", phase), [])?;
    find(conn, cx, event, phase)
}

/// Its times and its first words.
pub fn edit(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    of: &Consultation,
    seen: i64,
    draft: &ConsultationDraft,
) -> Result<Consultation> {
    require(&cx.actor, Action::EditEvent, event.scope())?;
    let before = find(conn, cx, event, of.phase)?;
    parts::as_seen(&before, seen)?;
    let open = if before.state == ConsultationState::Open { Open::Yes } else { Open::No };
    let new = draft.check(event.zone, cx.now, (open, before.since))?;
    // Nothing changed is nothing written.
    if (&new.intro, new.opens, new.closes) == (&before.intro, before.opens, before.closes) {
        return Ok(before);
    }
    if !store::update(conn, cx, &before, seen, &new)? {
        return Err(ConsultationError::Stale);
    }
    let wall = |at: Option<WallTime>| at.map(WallTime::stored).unwrap_or_default();
    let words = Change::of_text("intro", &before.intro, &new.intro);
    let times = [
        Change::of("opens", wall(before.opens), wall(new.opens)),
        Change::of("closes", wall(before.closes), wall(new.closes)),
    ];
    let changes: Vec<_> = times.into_iter().chain(words).collect();
    if changes.iter().any(Option::is_some) {
        let part = (&before.public_id, seen + 1);
        record_of(conn, cx, event, ("consultation-edited", of.phase), &[part], changes)?;
    }
    find(conn, cx, event, of.phase)
}

/// Whether this is said of a questionnaire too soon, which asks about an event that is still to come: it may be set to open by itself once
/// that is over, and is not closed before. What does not take place may be closed.
fn early(event: &EventFacts, of: &Consultation, now: Instant, to: ConsultationState) -> bool {
    let Since::Ends(end) = of.since else {
        return of.since == Since::Undated && to == ConsultationState::Open;
    };
    let over = end.instant();
    match to {
        ConsultationState::Open => {
            let waits = of.opens.is_some_and(|at| at.instant() >= over);
            let ends_after = of.closes.is_some_and(|at| at.instant() > over);
            !ends_after || (now < over && !waits)
        }
        ConsultationState::Closed => now < over && !is_off(event),
        ConsultationState::Draft => false,
    }
}

/// Opens it, closes it before its time, or opens it again.
pub fn advance(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    of: &Consultation,
    seen: i64,
    to: ConsultationState,
) -> Result<Consultation> {
    require(&cx.actor, Action::EditEvent, event.scope())?;
    let before = find(conn, cx, event, of.phase)?;
    parts::as_seen(&before, seen)?;
    let action = match (before.state, to) {
        (from, to) if from == to => return Ok(before),
        (ConsultationState::Draft, ConsultationState::Open) => "consultation-opened",
        (ConsultationState::Closed, ConsultationState::Open) => "consultation-reopened",
        (ConsultationState::Open, ConsultationState::Closed) => "consultation-closed",
        _ => return Err(ConsultationError::Incomplete),
    };
    if to == ConsultationState::Open {
        let closes = before.closes.ok_or(ConsultationError::Incomplete)?;
        if store_questions::list(conn, before.id)?.is_empty() {
            return Err(ConsultationError::Incomplete);
        }
        if closes.instant() <= cx.now {
            return Err(ConsultationError::TimePassed);
        }
    }
    if early(event, &before, cx.now, to) {
        return Err(ConsultationError::NotHeld);
    }
    if !store::put_state(conn, cx, &before, seen, to)? {
        return Err(ConsultationError::Stale);
    }
    record_of(conn, cx, event, (action, of.phase), &[(&before.public_id, seen + 1)], [])?;
    find(conn, cx, event, of.phase)
}
