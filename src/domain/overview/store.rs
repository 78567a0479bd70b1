//! Reads wide, writes nothing.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{events, seats};
use crate::db::{Conn, Stored, conditions};
use crate::domain::events::{Guests, Label};
use crate::kernel::ids::{EventId, ProgrammeId};

/// Something a host still wants of us.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenDeadline {
    pub event: EventId,
    pub label: Label,
    pub due_on: NaiveDate,
}

/// Seats of every event of the programme by answer.
pub(super) fn guests(conn: &mut Conn, programme: ProgrammeId) -> Stored<HashMap<EventId, Guests>> {
    let answers: Vec<(EventId, String, i64)> = seats::table
        .inner_join(events::table)
        .filter(events::programme_id.eq(programme))
        .filter(seats::removed_at.is_null())
        .filter(conditions::counted_seat())
        .group_by((seats::event_id, seats::answer))
        .select((seats::event_id, seats::answer, diesel::dsl::count_star()))
        .load(conn)?;
    let mut all: HashMap<EventId, Guests> = HashMap::new();
    for (event, answer, n) in answers {
        let guests = all.entry(event).or_default();
        guests.seats += n;
        match answer.as_str() {
            "accepted" => guests.accepted += n,
            "tentative" => guests.tentative += n,
            "declined" => guests.declined += n,
            "waiting" => guests.waiting += n,
            _ => {}
        }
    }
    Ok(all)
}

/// How many seats were asked and how many of those have answered, by the rule of each event's list of guests.
pub(super) fn asked(conn: &mut Conn, programme: ProgrammeId) -> Stored<(i64, i64)> {
    let rows: Vec<(String, i64)> = seats::table
        .inner_join(events::table)
        .filter(events::programme_id.eq(programme))
        .filter(seats::removed_at.is_null())
        .filter(conditions::asked_seat())
        .group_by(seats::answer)
        .select((seats::answer, diesel::dsl::count_star()))
        .load(conn)?;
    let asked = rows.iter().map(|(_, n)| n).sum();
    let answered = rows.iter().filter(|(answer, _)| answer != "none").map(|(_, n)| n).sum();
    Ok((asked, answered))
}
