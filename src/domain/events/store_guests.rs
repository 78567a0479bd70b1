//! An event's guests in numbers, as it reads them of its neighbours. Written out, because the library groups by columns only.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};

use super::model::Guests;
use crate::db::batch::Question;
use crate::db::conditions::{AskedSeat, CountedSeat, InvitationStands, LetterStands, PLACE_AGAIN, ToldSeat};
use crate::db::conn::each;
use crate::db::{Conn, Stored};
use crate::kernel::ids::EventId;
use crate::kernel::time::Instant;

/// Seats that stand alike.
#[derive(QueryableByName)]
struct Alike {
    #[diesel(sql_type = BigInt)]
    event: EventId,
    #[diesel(sql_type = Text)]
    answer: String,
    /// The event's capacity counts them.
    #[diesel(sql_type = Bool)]
    counted: bool,
    /// They, or their institution, were asked, if only by mails that may still be called back.
    #[diesel(sql_type = Bool)]
    invited: bool,
    /// A mail about it has left for them, or their institution's letter: it knows of the event whether that counts places or people.
    #[diesel(sql_type = Bool)]
    told: bool,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

impl Alike {
    fn add_to(&self, guests: &mut Guests) {
        let comes = matches!(self.answer.as_str(), "accepted" | "tentative" | "waiting");
        guests.bound += if self.told || comes { self.n } else { 0 };
        if !self.counted {
            return;
        }
        let invited = if self.invited { self.n } else { 0 };
        guests.invited += invited;
        guests.unanswered += if self.answer == "none" { invited } else { 0 };
        guests.seats += self.n;
        match self.answer.as_str() {
            "accepted" => guests.accepted += self.n,
            "tentative" => guests.tentative += self.n,
            "declined" => guests.declined += self.n,
            "waiting" => guests.waiting += self.n,
            _ => {}
        }
    }
}

/// Seats by answer, for several events in one statement. Whoever is asked by a round that may still be called back counts as invited, as on
/// the list of guests, and knows nothing yet.
pub(super) fn guests(conn: &mut Conn, ids: &[EventId], now: Instant) -> Stored<HashMap<EventId, Guests>> {
    let mut found: HashMap<EventId, Guests> = ids.iter().map(|id| (*id, Guests::default())).collect();
    if ids.is_empty() {
        return Ok(found);
    }
    let sql = alike(ids, now);
    for some in each!(conn, c => diesel::sql_query(sql).load::<Alike>(c))? {
        some.add_to(found.entry(some.event).or_default());
    }
    Ok(found)
}

/// The same of one event, to be asked beside other questions.
pub(super) fn asked(event: EventId, now: Instant) -> Question<'static, Guests> {
    let columns = &["answer", "counted", "invited", "told", "n"];
    Question::new(columns, alike(&[event], now), move |rows| {
        let mut guests = Guests::default();
        for mut row in rows {
            let (answer, counted, invited, told) = (row.one()?, row.is()?, row.is()?, row.is()?);
            Alike { event, answer, counted, invited, told, n: row.one()? }.add_to(&mut guests);
        }
        Ok(guests)
    })
}

/// "Materialized", or SQLite would ask all of it a second time to group by it. Each seat is looked up by indexes in what it hangs together
/// with; the sign before a column keeps to the index of the institution.
fn alike(ids: &[EventId], now: Instant) -> String {
    let ids: Vec<String> = ids.iter().map(|id| id.raw().to_string()).collect();
    let (ids, now) = (ids.join(", "), now.micros());
    let (counted, asked, told) = (CountedSeat::WORDS, AskedSeat::WORDS, ToldSeat::WORDS);
    let (asking, writing) = (InvitationStands::WORDS, LetterStands::WORDS);
    let letter = |released: &str| {
        format!(
            "(seats.organisation_id IS NOT NULL AND EXISTS (SELECT 1 FROM delegation_invitations \
             JOIN rounds ON rounds.id = delegation_invitations.round_id \
             JOIN delegations ON delegations.id = delegation_invitations.delegation_id \
             WHERE delegations.organisation_id = seats.organisation_id AND +delegations.event_id = seats.event_id \
             AND {released} AND {writing}))"
        )
    };
    let (written, gone) =
        (letter("rounds.state = 'released'"), format!("rounds.recalled_at IS NULL AND rounds.leaves_at <= {now}"));
    let reached = letter(&gone);
    format!(
        "WITH standing AS MATERIALIZED (\
         SELECT seats.event_id AS event, seats.answer AS answer, {counted} AS counted, \
         ({asked} OR {written} OR {PLACE_AGAIN}) AS invited, \
         (EXISTS (SELECT 1 FROM invitations JOIN rounds ON rounds.id = invitations.round_id \
         WHERE invitations.seat_id = seats.id AND {gone} AND {asking}) OR {told} OR {reached} OR {PLACE_AGAIN}) AS told \
         FROM seats \
         WHERE seats.event_id IN ({ids}) AND seats.removed_at IS NULL) \
         SELECT event, answer, counted, invited, told, COUNT(*) AS n FROM standing GROUP BY 1, 2, 3, 4, 5"
    )
}
