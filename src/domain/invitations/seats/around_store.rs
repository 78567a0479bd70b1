//! What other tables know of guests: one statement for a page of them. Written out, for each table is asked for one of its rows only.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};

use super::list::{Delivery, GuestRow, Reach};
use super::list_store::Row;
use crate::db::conditions::{AskedSeat, CountedSeat, MAIL_COUNTS, MAIL_INSTEAD, UsableAddress, WaitingSeat};
use crate::db::conn::each;
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::domain::contacts::Refusal;
use crate::domain::outbox::MessageState;
use crate::kernel::ids::{EventId, SeatId};
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;

#[derive(QueryableByName)]
struct Around {
    #[diesel(sql_type = BigInt)]
    seat: SeatId,
    /// The person's first organisation, and their role there.
    #[diesel(sql_type = Nullable<Text>)]
    house: Option<Json>,
    #[diesel(sql_type = Nullable<Text>)]
    role: Option<Json>,
    #[diesel(sql_type = Nullable<Text>)]
    place: Option<String>,
    /// The last invitation that was not taken back unread, or what led to their answer instead: its state, the language it is written in,
    /// when that state was reached, and the relay's reply.
    #[diesel(sql_type = Nullable<Text>)]
    mail: Option<MessageState>,
    #[diesel(sql_type = Nullable<Text>)]
    written_in: Option<Locale>,
    #[diesel(sql_type = Nullable<BigInt>)]
    settled_at: Option<Instant>,
    #[diesel(sql_type = Nullable<Text>)]
    reply: Option<String>,
    /// Of the last answer.
    #[diesel(sql_type = Nullable<Text>)]
    note: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    source: Option<String>,
    /// They were asked, if only by a move.
    #[diesel(sql_type = Bool)]
    asked: bool,
    /// Whether a mail can reach them at any of their addresses.
    #[diesel(sql_type = Bool)]
    reachable: bool,
    /// The last of their addresses to be refused.
    #[diesel(sql_type = Nullable<BigInt>)]
    refused_at: Option<Instant>,
    #[diesel(sql_type = Nullable<Text>)]
    refused_reason: Option<String>,
    /// Of who waits, from 1.
    #[diesel(sql_type = Nullable<BigInt>)]
    place_in_line: Option<i64>,
}

/// The mail by which a seat's person was asked last: an invitation, or where none counts what led to their answer instead. The sign before
/// a column keeps the database from going through all mails of the event for each person.
pub(super) fn last_mail() -> String {
    let of = "SELECT MAX(one.id) FROM outbox AS one \
              WHERE one.contact_id = seats.contact_id AND +one.event_id = seats.event_id";
    format!("COALESCE(({of} AND {MAIL_COUNTS}), ({of} AND {MAIL_INSTEAD}))")
}

fn around(conn: &mut Conn, event: EventId, seats: &[SeatId]) -> Stored<Vec<Around>> {
    let seats: Vec<String> = seats.iter().map(|seat| seat.raw().to_string()).collect();
    let (seats, waiting, counted) = (seats.join(", "), WaitingSeat::WORDS, CountedSeat::WORDS);
    let ahead = format!("{waiting} AND {counted}").replace("seats.", "before.");
    let (usable, asked, last_mail) = (UsableAddress::WORDS, AskedSeat::WORDS, last_mail());
    let sql = format!(
        "SELECT seats.id AS seat, houses.name AS house, affiliations.role AS role, houses.place AS place, \
         mails.state AS mail, mails.locale AS written_in, mails.settled_at AS settled_at, mails.reply AS reply, \
         said.note AS note, said.source AS source, {asked} AS asked, \
         EXISTS (SELECT 1 FROM addresses WHERE addresses.contact_id = seats.contact_id AND {usable}) AS reachable, \
         refused.refused_at AS refused_at, refused.refused_reason AS refused_reason, \
         CASE WHEN {waiting} AND {counted} THEN (SELECT COUNT(*) FROM seats AS before \
         WHERE before.event_id = seats.event_id AND {ahead} \
         AND (before.waiting_since < seats.waiting_since \
         OR (before.waiting_since = seats.waiting_since AND before.id <= seats.id))) END AS place_in_line FROM seats \
         LEFT JOIN affiliations ON affiliations.id = (SELECT one.id FROM affiliations AS one \
         WHERE one.contact_id = seats.contact_id ORDER BY one.position, one.id LIMIT 1) \
         LEFT JOIN organisations AS houses ON houses.id = affiliations.organisation_id \
         LEFT JOIN outbox AS mails ON mails.id = {last_mail} \
         LEFT JOIN answers AS said ON said.id = (SELECT MAX(one.id) FROM answers AS one WHERE one.seat_id = seats.id) \
         LEFT JOIN addresses AS refused ON refused.id = (SELECT one.id FROM addresses AS one \
         WHERE one.contact_id = seats.contact_id AND one.removed_at IS NULL AND one.refused_at IS NOT NULL \
         ORDER BY one.refused_at DESC, one.id DESC LIMIT 1) \
         WHERE seats.event_id = $1 AND seats.id IN ({seats})"
    );
    Ok(each!(conn, c => diesel::sql_query(sql).bind::<BigInt, _>(event.raw()).load::<Around>(c))?)
}

/// Adds to each row what other tables know of it. At most a page's rows at once.
pub(super) fn dress(conn: &mut Conn, event: EventId, rows: Vec<Row>) -> Stored<Vec<GuestRow>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let seats: Vec<SeatId> = rows.iter().map(|row| row.0).collect();
    let mut known: HashMap<SeatId, Around> =
        around(conn, event, &seats)?.into_iter().map(|around| (around.seat, around)).collect();
    rows.into_iter().filter_map(|row| known.remove(&row.0).map(|around| guest(row, around))).collect()
}

fn guest(row: Row, around: Around) -> Stored<GuestRow> {
    let (id, public_id, answer, door, answered_at, waiting_since, person) = row;
    let silent = person.do_not_contact_at.is_some();
    let reply = around.refused_reason.unwrap_or_default();
    Ok(GuestRow {
        id,
        public_id,
        contact: person.id,
        contact_public: person.public_id.clone(),
        name: person.name()?,
        language: person.language,
        written_in: around.written_in,
        do_not_contact: silent,
        reach: if around.reachable && !silent { Reach::Mail } else { Reach::Phone },
        refusal: around.refused_at.map(|at| Refusal { at, reply }),
        phone: person.phone,
        organisation: around.house.as_ref().map(Json::read).transpose()?,
        role: around.role.as_ref().map(Json::read).transpose()?,
        place: around.place.unwrap_or_default(),
        answer,
        door,
        answered_at,
        waiting_since,
        place_in_line: around.place_in_line,
        note: around.note.unwrap_or_default(),
        source: around.source.unwrap_or_default(),
        delivery: match around.mail {
            Some(mail) => Delivery::of(mail),
            None if around.asked => Delivery::NoMail,
            None => Delivery::NotInvited,
        },
        invited_at: around.settled_at.filter(|_| around.mail == Some(MessageState::Sent)),
        reply: around.reply,
    })
}
