//! Acts that guests learn of: the event's side and the guests' side, composed in one transaction.

use crate::access::Context;
use crate::db::{Conn, DbError};
use crate::domain::consultations::ConsultationError;
use crate::domain::events::{
    self, EventError, EventInput, EventState, EventView, Label, MoveInput, NoticeKind, Standing,
};
use crate::domain::gates::{self, Along, GateError, Wish};
use crate::domain::invitations::{self, CalledBack, InvitationError, Told};
use crate::domain::relays::RelayError;
use crate::domain::reminders::ReminderError;
use crate::domain::sessions::{self, SessionError};
use crate::kernel::ids::{EventId, ProgrammeId, PublicId};
use crate::web::Problem;

/// What may go wrong on either side.
#[derive(Debug, thiserror::Error)]
pub(in crate::web) enum ActError {
    #[error(transparent)]
    Event(#[from] EventError),
    #[error(transparent)]
    Guests(#[from] InvitationError),
    #[error(transparent)]
    Gate(#[from] GateError),
    #[error(transparent)]
    Agenda(#[from] SessionError),
    #[error(transparent)]
    Input(#[from] ConsultationError),
    #[error(transparent)]
    Relay(#[from] RelayError),
    #[error(transparent)]
    Reminder(#[from] ReminderError),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<ActError> for Problem {
    fn from(error: ActError) -> Problem {
        match error {
            ActError::Event(error) => error.into(),
            ActError::Guests(error) => error.into(),
            ActError::Gate(error) => error.into(),
            ActError::Agenda(error) => error.into(),
            ActError::Input(error) => error.into(),
            ActError::Relay(error) => error.into(),
            ActError::Reminder(error) => error.into(),
            ActError::Db(error) => error.into(),
        }
    }
}

/// Changes an event; its agenda goes along. In another step its own gate must not wait for that step.
pub(in crate::web) fn edit(
    conn: &mut Conn,
    cx: &Context,
    which: Standing<'_>,
    input: &EventInput,
) -> Result<EventView, ActError> {
    let before = events::by_public_id(conn, cx, which.programme, which.event)?;
    let view = events::edit(conn, cx, which.programme, which.event, which.version, input)?;
    if view.event.step != before.event.step {
        gates::fits_step(conn, cx, &view)?;
    }
    sessions::follow(conn, cx, &before.event, &view.event)?;
    Ok(view)
}

/// A copy of an event with its agenda and its own gate; says what of the gate came along.
pub(in crate::web) fn clone_event(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    event: &PublicId,
) -> Result<(EventView, Along), ActError> {
    let origin = events::by_public_id(conn, cx, programme, event)?;
    let view = events::clone_event(conn, cx, programme, event)?;
    sessions::copy_along(conn, cx, &origin, &view.event)?;
    let along = gates::copy_along(conn, cx, &origin, &view.event)?;
    Ok((view, along))
}

/// Moves an event with its agenda, and tells its guests.
pub(in crate::web) fn reschedule(
    conn: &mut Conn,
    cx: &Context,
    which: Standing<'_>,
    input: &MoveInput,
) -> Result<(EventView, Told), ActError> {
    let before = events::by_public_id(conn, cx, which.programme, which.event)?;
    let (view, notice) = events::reschedule(conn, cx, which, input)?;
    sessions::follow(conn, cx, &before.event, &view.event)?;
    let told = invitations::tell_guests(conn, cx, view.event.id, notice, NoticeKind::Moved)?;
    Ok((view, told))
}

/// Takes an event to another state by whichever way the table has; tells its guests where that way says so.
pub(in crate::web) fn change_state(
    conn: &mut Conn,
    cx: &Context,
    which: Standing<'_>,
    to: EventState,
    reason: &Label,
) -> Result<(EventView, Option<Told>), ActError> {
    let (kind, (view, notice)) = match to {
        EventState::Postponed => (NoticeKind::Postponed, events::postpone(conn, cx, which, reason)?),
        EventState::Cancelled => (NoticeKind::Cancelled, events::cancel(conn, cx, which, reason)?),
        EventState::Confirmed => return Ok((gates::confirm(conn, cx, which, Wish::AsItStands)?, None)),
        EventState::Announced => {
            let view = events::advance(conn, cx, which, to)?;
            gates::announce(conn, cx, &view)?;
            return Ok((view, None));
        }
        EventState::Idea | EventState::Planned | EventState::Held | EventState::Reported => {
            return Ok((events::advance(conn, cx, which, to)?, None));
        }
    };
    let told = invitations::tell_guests(conn, cx, view.event.id, notice, kind)?;
    Ok((view, Some(told)))
}

/// For the address of the page after an act that guests are told of: how many of them no mail reaches; nothing where all are.
pub(super) fn untold(conn: &mut Conn, cx: &Context, event: EventId, kind: NoticeKind) -> Result<String, ActError> {
    let n = invitations::plan_notice(conn, cx, event, kind)?.by_phone.len();
    Ok(if n == 0 { String::new() } else { format!("&phone={n}") })
}

/// Makes an event what it was before an act that nobody has been told of yet, and takes the mails back. None: that was done before. The
/// step it returns to must not wait for itself by a gate that was written while the event belonged to none.
pub(in crate::web) fn call_back(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    event: &PublicId,
    sequence: i64,
) -> Result<Option<(EventView, CalledBack)>, ActError> {
    let before = events::by_public_id(conn, cx, programme, event)?;
    let Some(recalled) = events::recall(conn, cx, programme, event, sequence)? else { return Ok(None) };
    if recalled.view.event.step != before.event.step {
        gates::fits_step(conn, cx, &recalled.view)?;
    }
    sessions::follow(conn, cx, &before.event, &recalled.view.event)?;
    let done = invitations::call_back(conn, cx, &recalled)?;
    Ok(Some((recalled.view, done)))
}
