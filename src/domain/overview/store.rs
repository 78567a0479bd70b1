//! Reads wide, writes nothing.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::db::conditions::{CountedSeat, HOUSE_AGAIN, InvitedSeat, LetterStands, MAY_BE_TOLD, ToldSeat};
use crate::db::conn::each;
use crate::db::{Conn, Stored};
use crate::domain::events::{DeadlineId, Guests, Label};
use crate::kernel::ids::{EventId, ProgrammeId};

/// Something a host still wants of us.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenDeadline {
    pub id: DeadlineId,
    pub event: EventId,
    pub label: Label,
    pub due_on: NaiveDate,
}

/// Seats of an event that answered alike.
#[derive(QueryableByName)]
struct Alike {
    #[diesel(sql_type = BigInt)]
    event: EventId,
    #[diesel(sql_type = Text)]
    answer: String,
    #[diesel(sql_type = BigInt)]
    n: i64,
    /// Of those, who was asked.
    #[diesel(sql_type = BigInt)]
    asked: i64,
}

impl Alike {
    fn add_to(&self, guests: &mut Guests) {
        guests.seats += self.n;
        guests.invited += self.asked;
        match self.answer.as_str() {
            "none" => guests.unanswered += self.asked,
            "accepted" => guests.accepted += self.n,
            "tentative" => guests.tentative += self.n,
            "declined" => guests.declined += self.n,
            "waiting" => guests.waiting += self.n,
            _ => {}
        }
    }
}

/// Seats of every event of the programme by answer, and how many of them were asked, by the rule of each event's list of guests. Who is
/// bound is not asked for.
///
/// Each seat of the programme is looked at once, in the order of an index, so that nothing is sorted; joined to its event, those of all
/// programmes would be. Which institutions have a letter is found out once for all; of their places those are added that were not asked
/// otherwise.
pub(super) fn guests(conn: &mut Conn, programme: ProgrammeId) -> Stored<HashMap<EventId, Guests>> {
    let (counted, stands) = (CountedSeat::WORDS, LetterStands::WORDS);
    let (invited, told) = (InvitedSeat::WORDS, ToldSeat::WORDS);
    let asked = format!("({invited} OR ({MAY_BE_TOLD} AND {told}))");
    let sql = format!(
        "WITH houses AS MATERIALIZED (\
         SELECT delegations.event_id AS event, delegations.organisation_id AS house FROM delegations \
         JOIN delegation_invitations ON delegation_invitations.delegation_id = delegations.id \
         JOIN rounds ON rounds.id = delegation_invitations.round_id \
         WHERE delegations.programme_id = $1 AND rounds.state = 'released' AND {stands} \
         UNION SELECT delegations.event_id, delegations.organisation_id FROM delegations \
         WHERE delegations.programme_id = $1 AND {HOUSE_AGAIN}) \
         SELECT seats.event_id AS event, seats.answer AS answer, COUNT(*) AS n, \
         SUM(CASE WHEN {asked} THEN 1 ELSE 0 END) AS asked \
         FROM seats WHERE seats.event_id IN (SELECT events.id FROM events WHERE events.programme_id = $1) \
         AND seats.removed_at IS NULL AND {counted} \
         GROUP BY seats.event_id, seats.answer \
         UNION ALL SELECT seats.event_id, seats.answer, 0, SUM(CASE WHEN {asked} THEN 0 ELSE 1 END) \
         FROM houses JOIN seats ON seats.event_id = houses.event AND seats.organisation_id = houses.house \
         WHERE seats.removed_at IS NULL AND {counted} GROUP BY seats.event_id, seats.answer"
    );
    let alike = each!(conn, c => diesel::sql_query(sql).bind::<BigInt, _>(programme.raw()).load::<Alike>(c))?;
    let mut all: HashMap<EventId, Guests> = HashMap::new();
    for some in alike {
        some.add_to(all.entry(some.event).or_default());
    }
    Ok(all)
}
