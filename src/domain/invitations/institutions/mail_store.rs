use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::schema::{delegation_invitations as invitations, rounds};
use crate::db::{Conn, Stored};
use crate::domain::invitations::model::{Purpose, RoundState};
use crate::kernel::ids::{ContactId, DelegationId, EventId, RoundId};
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;

/// An invitation of an institution as its mail needs it.
#[derive(Queryable)]
pub(super) struct Row {
    pub id: i64,
    pub event: EventId,
    pub round: RoundId,
    pub delegation: DelegationId,
    /// To whom it was written.
    pub contact: ContactId,
    pub locale: Locale,
    /// When it was released, which is the day the letter bears.
    pub dated: Instant,
    pub state: RoundState,
    pub purpose: Purpose,
}

pub(super) fn invitations(conn: &mut Conn, ids: &[i64]) -> Stored<HashMap<i64, Row>> {
    let rows: Vec<Row> = invitations::table
        .inner_join(rounds::table)
        .filter(invitations::id.eq_any(ids.iter().copied()))
        .select((
            invitations::id,
            invitations::event_id,
            invitations::round_id,
            invitations::delegation_id,
            invitations::contact_id,
            invitations::locale,
            invitations::created_at,
            rounds::state,
            rounds::purpose,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}
