//! Dietary and access needs: seen by the event's staff, gone 30 days after it.

use super::store;
use crate::access::{Action, Context, require};
use crate::db::Conn;
use crate::domain::invitations::facts::EventFacts;
use crate::domain::invitations::model::InvitationError;
use crate::kernel::ids::SeatId;

/// How long after an event's end needs are kept.
pub const NEEDS_KEPT_DAYS: i64 = 30;

/// What a guest must be able to eat, and to enter and follow the event.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Needs {
    pub dietary: String,
    pub access: String,
}

impl Needs {
    pub fn is_empty(&self) -> bool {
        self.dietary.is_empty() && self.access.is_empty()
    }
}

/// The needs of an event's guests.
pub fn needs_of(conn: &mut Conn, cx: &Context, event: &EventFacts) -> Result<Vec<(SeatId, Needs)>, InvitationError> {
    require(&cx.actor, Action::SeeNeeds, event.scope())?;
    Ok(store::needs_of_event(conn, event.id)?)
}

/// Deletes what is no longer needed. Due 30 days after the end; says how many were deleted.
pub fn erase_needs(conn: &mut Conn, cx: &Context) -> Result<usize, InvitationError> {
    let deleted = store::delete_needs(conn, cx.now.plus_days(-NEEDS_KEPT_DAYS))?;
    if deleted > 0 {
        tracing::info!(deleted, "guests' needs were deleted after their events");
    }
    Ok(deleted)
}
