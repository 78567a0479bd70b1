//! How an event's seats stand, in two statements whatever their number. Written out, because the library groups by columns only, and
//! each seat would be looked at once for each figure.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};

use super::around_store::last_mail;
use super::list::Delivery;
use super::service::{GroupCount, Numbers, OfficeSeats, Tally};
use crate::access::Door;
use crate::db::conditions::{AskedSeat, CountedSeat, HOUSE_AGAIN, LetterStands, PLACE_AGAIN, UsableAddress};
use crate::db::conn::each;
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::domain::invitations::model::Answer;
use crate::domain::outbox::MessageState;
use crate::kernel::ids::EventId;

pub(super) fn numbers(conn: &mut Conn, event: EventId) -> Stored<Numbers> {
    let mut numbers = Numbers::default();
    for some in alike(conn, event)? {
        count(&mut numbers, &some);
    }
    let (mut places, mut houses): (BTreeMap<String, Tally>, i64) = (BTreeMap::new(), 0);
    for some in bars(conn, event)? {
        match some.what.as_str() {
            "place" => places.entry(some.code).or_default().add(some.answer, some.n),
            "house" => {
                houses += some.n;
                // Not heard from: whether a letter is still to be written, or to be answered.
                let unheard = if some.answer == Answer::None { some.n } else { 0 };
                numbers.institutions.houses_open += if some.written { 0 } else { unheard };
                numbers.institutions.houses_silent += if some.written { unheard } else { 0 };
            }
            _ => {
                if numbers.groups.last().is_none_or(|group| group.code != some.code) {
                    let name = some.name.read()?;
                    numbers.groups.push(GroupCount { code: some.code, name, tally: Tally::default() });
                }
                if let Some(group) = numbers.groups.last_mut() {
                    group.tally.add(some.answer, some.n);
                }
            }
        }
    }
    if houses == 0 {
        numbers.institutions = OfficeSeats::default();
    }
    numbers.places = places.into_iter().collect();
    // Those of equal size by their names.
    numbers.places.sort_by_key(|(_, tally)| -tally.seats);
    Ok(numbers)
}

fn count(numbers: &mut Numbers, some: &Alike) {
    let (n, open) = (some.n, some.answer == Answer::None);
    let when = |holds: bool| if holds { n } else { 0 };
    if some.counted {
        numbers.all.add(some.answer, n);
        if let Some(door) = some.door {
            match numbers.doors.iter_mut().find(|(known, _)| *known == door) {
                Some((_, sum)) => *sum += n,
                None => numbers.doors.push((door, n)),
            }
        }
    }
    if some.counted && some.office {
        let places = &mut numbers.institutions;
        places.all += n;
        places.invited += when(some.written);
        places.unanswered += when(some.written && open);
        places.waiting += when(some.answer == Answer::Waiting);
    }
    numbers.invited += when(some.asked);
    numbers.unanswered += when(some.asked && open);
    numbers.by_phone += when(some.by_phone);
    match some.mail.map(Delivery::of).filter(|_| !some.office) {
        Some(Delivery::Delivered) => numbers.delivered += n,
        Some(Delivery::OnItsWay | Delivery::Doubt) => numbers.on_its_way += n,
        Some(Delivery::Refused) => {
            numbers.refused += n;
            numbers.refused_open += when(open);
        }
        Some(Delivery::Suppressed | Delivery::NotInvited | Delivery::NoMail) | None => {}
    }
}

/// That a released round has written to an institution, and the letter stands; `whose` goes on from the letter to it.
fn written(whose: &str) -> String {
    let stands = LetterStands::WORDS;
    format!(
        "EXISTS (SELECT 1 FROM delegation_invitations JOIN rounds ON rounds.id = delegation_invitations.round_id {whose} \
         AND rounds.state = 'released' AND {stands})"
    )
}

/// Seats that stand alike in all that is counted.
#[derive(QueryableByName)]
struct Alike {
    #[diesel(sql_type = Text)]
    answer: Answer,
    #[diesel(sql_type = Nullable<Text>)]
    door: Option<Door>,
    /// The event's capacity counts them.
    #[diesel(sql_type = Bool)]
    counted: bool,
    /// An institution's places.
    #[diesel(sql_type = Bool)]
    office: bool,
    /// They were asked, by a round that stands or without one.
    #[diesel(sql_type = Bool)]
    asked: bool,
    /// The institution has a letter that stands, or a move has asked it again.
    #[diesel(sql_type = Bool)]
    written: bool,
    /// The last invitation that was not taken back unread, or what led to their answer instead.
    #[diesel(sql_type = Nullable<Text>)]
    mail: Option<MessageState>,
    #[diesel(sql_type = Bool)]
    by_phone: bool,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// "Materialized", or SQLite would ask all of it a second time to group by it. Each seat is looked up by indexes in what it hangs together
/// with: joined to lists made beforehand, it was held against each line of them. The sign before a column keeps to the index of the person.
fn alike(conn: &mut Conn, event: EventId) -> Stored<Vec<Alike>> {
    let (counted, asked, usable) = (CountedSeat::WORDS, AskedSeat::WORDS, UsableAddress::WORDS);
    let last_mail = last_mail();
    let written = written(
        "JOIN delegations ON delegations.id = delegation_invitations.delegation_id \
         WHERE delegations.organisation_id = seats.organisation_id AND +delegations.event_id = seats.event_id",
    );
    let sql = format!(
        "WITH standing AS MATERIALIZED (\
         SELECT seats.answer AS answer, seats.answer_door AS door, {counted} AS counted, \
         seats.organisation_id IS NOT NULL AS office, \
         {asked} AS asked, ((seats.organisation_id IS NOT NULL AND {written}) OR {PLACE_AGAIN}) AS written, \
         CASE WHEN seats.organisation_id IS NULL THEN (SELECT mails.state FROM outbox AS mails WHERE mails.id = {last_mail}) \
         END AS mail, \
         (seats.organisation_id IS NULL AND seats.answer <> 'declined' AND (people.do_not_contact_at IS NOT NULL \
         OR NOT EXISTS (SELECT 1 FROM addresses WHERE addresses.contact_id = seats.contact_id \
         AND {usable}))) AS unreached, \
         (seats.answer <> 'none' OR EXISTS (SELECT 1 FROM answers WHERE answers.seat_id = seats.id \
         AND answers.answer IN ('accepted', 'tentative', 'waiting'))) AS held \
         FROM seats LEFT JOIN contacts AS people ON people.id = seats.contact_id \
         WHERE seats.event_id = $1 AND seats.removed_at IS NULL) \
         SELECT answer, door, counted, office, asked, written, mail, (unreached AND (held OR asked)) AS by_phone, \
         COUNT(*) AS n FROM standing GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY door"
    );
    Ok(each!(conn, c => diesel::sql_query(sql).bind::<BigInt, _>(event.raw()).load::<Alike>(c))?)
}

/// Seats of a group or from a place, or institutions, that answered alike.
#[derive(QueryableByName)]
struct Bar {
    #[diesel(sql_type = Text)]
    what: String,
    /// The group's, or the place.
    #[diesel(sql_type = Text)]
    code: String,
    /// The group's.
    #[diesel(sql_type = Text)]
    name: Json,
    #[diesel(sql_type = Text)]
    answer: Answer,
    /// Whether an institution has a letter that stands, or a move has asked it again.
    #[diesel(sql_type = Bool)]
    written: bool,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// What is counted over other rows than seats: people may be of several groups, and are of the place of their first organisation.
fn bars(conn: &mut Conn, event: EventId) -> Stored<Vec<Bar>> {
    let written = written(
        "WHERE delegation_invitations.delegation_id = delegations.id \
         AND delegation_invitations.contact_id = delegations.contact_id",
    );
    let sql = format!(
        "SELECT 'group' AS what, kinds.code AS code, kinds.name AS name, kinds.position AS ord, \
         seats.answer AS answer, FALSE AS written, COUNT(*) AS n \
         FROM seats JOIN contact_groups ON contact_groups.contact_id = seats.contact_id \
         JOIN stakeholder_groups AS kinds ON kinds.id = contact_groups.group_id \
         WHERE seats.event_id = $1 AND seats.removed_at IS NULL \
         GROUP BY kinds.code, kinds.name, kinds.position, seats.answer \
         UNION ALL SELECT 'place', place, '', 0, answer, FALSE, COUNT(*) FROM (\
         SELECT seats.answer AS answer, COALESCE(organisations.place, '') AS place FROM seats \
         LEFT JOIN affiliations ON affiliations.id = (SELECT one.id FROM affiliations AS one \
         WHERE one.contact_id = seats.contact_id ORDER BY one.position, one.id LIMIT 1) \
         LEFT JOIN organisations ON organisations.id = affiliations.organisation_id \
         WHERE seats.event_id = $1 AND seats.removed_at IS NULL AND seats.contact_id IS NOT NULL) AS home \
         GROUP BY place, answer \
         UNION ALL SELECT 'house', '', '', 0, answer, written, COUNT(*) FROM (\
         SELECT delegations.answer AS answer, ({written} OR {HOUSE_AGAIN}) AS written \
         FROM delegations WHERE delegations.event_id = $1 AND delegations.removed_at IS NULL) AS houses \
         GROUP BY answer, written ORDER BY what, ord, code"
    );
    Ok(each!(conn, c => diesel::sql_query(sql).bind::<BigInt, _>(event.raw()).load::<Bar>(c))?)
}
