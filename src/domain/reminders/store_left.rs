//! Whether an event has anybody left whom a rule might reach, without loading its guests: read only.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use super::model::Whom;
use crate::db::conn::each;
use crate::db::{Conn, Stored};
use crate::kernel::ids::EventId;
use crate::kernel::time::Instant;

#[derive(QueryableByName)]
struct Known {
    #[diesel(sql_type = BigInt)]
    event: EventId,
    #[diesel(sql_type = Text)]
    whom: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    since: Option<i64>,
}

/// Since when the first of those whom a rule for guests is for knows of the event, among all who can be written to: nobody of whom that
/// cannot be said is reminded. Wider than what people are judged by, and never narrower.
pub(super) fn first_known(conn: &mut Conn, events: &[EventId]) -> Stored<HashMap<(EventId, Whom), Instant>> {
    if events.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<String> = events.iter().map(|id| id.raw().to_string()).collect();
    let ids = ids.join(", ");
    let reached = |contact: &str| {
        format!(
            "EXISTS (SELECT 1 FROM contacts AS them JOIN addresses ON addresses.contact_id = them.id \
             WHERE them.id = {contact} AND them.do_not_contact_at IS NULL AND them.erased_at IS NULL \
             AND addresses.refused_at IS NULL AND addresses.removed_at IS NULL)"
        )
    };
    let (guest, office) = (reached("seats.contact_id"), reached("delegations.contact_id"));
    let seats =
        format!("seats.event_id IN ({ids}) AND seats.organisation_id IS NULL AND seats.removed_at IS NULL AND {guest}");
    let sql = format!(
        "SELECT event, whom, MIN(since) AS since FROM (\
         SELECT seats.event_id AS event, 'silent' AS whom, rounds.leaves_at AS since FROM seats \
         JOIN invitations ON invitations.seat_id = seats.id JOIN rounds ON rounds.id = invitations.round_id \
         WHERE seats.answer = 'none' AND rounds.state = 'released' AND {seats} \
         UNION ALL SELECT seats.event_id, 'silent', answers.at FROM seats JOIN answers ON answers.seat_id = seats.id \
         WHERE seats.answer = 'none' AND answers.answer = 'none' AND {seats} \
         UNION ALL SELECT delegations.event_id, 'silent', rounds.leaves_at FROM delegations \
         JOIN delegation_invitations ON delegation_invitations.delegation_id = delegations.id \
         JOIN rounds ON rounds.id = delegation_invitations.round_id \
         WHERE delegations.event_id IN ({ids}) AND delegations.removed_at IS NULL AND delegations.answer = 'none' \
         AND rounds.state = 'released' AND {office} \
         UNION ALL SELECT seats.event_id, 'coming', COALESCE(seats.answered_at, 0) FROM seats \
         WHERE seats.answer = 'accepted' AND {seats}) AS known GROUP BY event, whom"
    );
    let rows = each!(conn, c => diesel::sql_query(sql).load::<Known>(c))?;
    let known = |row: Known| {
        let whom = if row.whom == "silent" { Whom::Silent } else { Whom::Coming };
        Some(((row.event, whom), Instant::from_micros(row.since?)))
    };
    Ok(rows.into_iter().filter_map(known).collect())
}
