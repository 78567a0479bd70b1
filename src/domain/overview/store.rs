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
use crate::kernel::time::Instant;

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
///
/// Beside them stand the reminders that were missed: a statement of their own for what there most often is not would be one too many.
pub(super) fn guests(
    conn: &mut Conn,
    (programme, now): (ProgrammeId, Instant),
) -> Stored<(HashMap<EventId, Guests>, Missed)> {
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
         WHERE seats.removed_at IS NULL AND {counted} GROUP BY seats.event_id, seats.answer \
         UNION ALL {MISSED}"
    );
    let alike = load(conn, sql, (programme, now))?;
    let (mut all, mut missed): (HashMap<EventId, Guests>, Missed) = (HashMap::new(), HashMap::new());
    for some in alike {
        if some.answer == "missed" {
            missed.insert(some.event, Instant::from_micros(some.asked));
        } else {
            some.add_to(all.entry(some.event).or_default());
        }
    }
    Ok((all, missed))
}

/// When the first reminder of an event was to leave that did not, and about which nobody has decided.
pub(super) type Missed = HashMap<EventId, Instant>;

/// In the columns of [`Alike`]: how many, and when the first of them was to leave.
const MISSED: &str = "SELECT reminder_missed.event_id AS event, 'missed' AS answer, COUNT(*) AS n, \
     MIN(reminder_missed.missed_at) AS asked FROM reminder_missed \
     JOIN reminder_rules ON reminder_rules.id = reminder_missed.rule_id \
     JOIN events ON events.id = reminder_missed.event_id \
     WHERE reminder_missed.programme_id = $1 AND reminder_missed.state = 'open' AND reminder_missed.closes_at > $2 \
     AND reminder_rules.removed_at IS NULL AND events.state NOT IN ('cancelled', 'postponed', 'held', 'reported') \
     GROUP BY reminder_missed.event_id";

pub(super) fn missed(conn: &mut Conn, programme: ProgrammeId, now: Instant) -> Stored<Missed> {
    let found = load(conn, MISSED.to_owned(), (programme, now))?;
    Ok(found.into_iter().map(|some| (some.event, Instant::from_micros(some.asked))).collect())
}

fn load(conn: &mut Conn, sql: String, (programme, now): (ProgrammeId, Instant)) -> Stored<Vec<Alike>> {
    let (id, now) = (programme.raw(), now.micros());
    Ok(each!(conn, c => diesel::sql_query(sql).bind::<BigInt, _>(id).bind::<BigInt, _>(now).load::<Alike>(c))?)
}
