use std::collections::{HashMap, HashSet};

use diesel::dsl::max;
use diesel::prelude::*;

use super::asking_facts::{Mailbox, Participant};
use super::model::{AskTurn, Consultation, ConsultationId};
use crate::access::Context;
use crate::db::schema::{addresses, consultation_people as people, contacts, outbox, seats};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::domain::contacts::{heir, suppressed};
use crate::domain::invitations::Answer;
use crate::domain::invitations::mail::Moot;
use crate::domain::outbox::MessageState;
use crate::kernel::email::Email;
use crate::kernel::ids::{AddressId, ContactId, PublicId, SeatId};
use crate::kernel::locale::Locale;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;
use crate::kernel::token::{Keys, nonce};

/// SQLite allows 32,766 values a statement.
const BATCH: usize = 500;

type ContactRow = (ContactId, PublicId, String, String, String, Json, Locale, Option<Instant>);
type AskedRow = (i64, Option<AddressId>, Option<Instant>, Option<Instant>, Option<Instant>, Option<Instant>);

/// Everybody who accepted, in the order of their seats, with what was written to them before.
pub(super) fn participants(conn: &mut Conn, keys: &Keys, of: &Consultation) -> Stored<Vec<Participant>> {
    let rows: Vec<(SeatId, ContactRow)> = seats::table
        .inner_join(contacts::table)
        .filter(seats::event_id.eq(of.event))
        .filter(seats::removed_at.is_null())
        .filter(seats::answer.eq(Answer::Accepted))
        .filter(contacts::erased_at.is_null())
        .order(seats::id)
        .select((
            seats::id,
            (
                contacts::id,
                contacts::public_id,
                contacts::native_name,
                contacts::latin_name,
                contacts::family_name,
                contacts::salutation,
                contacts::language,
                contacts::do_not_contact_at,
            ),
        ))
        .load(conn)?;
    let here: HashSet<ContactId> = rows.iter().map(|(_, row)| row.0).collect();
    let (asked, dropped) = (asked_before(conn, of, &here)?, dropped(conn, of)?);
    let mut mailboxes = mailboxes(conn, keys, of)?;
    let read = |(seat, row): (SeatId, ContactRow)| {
        let (contact, contact_public, native, latin, family, salutation, language, silent) = row;
        let before = asked.get(&contact);
        let reached = |turn: AskTurn| before.filter(|a| !dropped.contains(&(turn, a.0)));
        Ok(Participant {
            person: before.map(|a| a.0),
            asked_by: before.and_then(|a| a.1),
            asked_at: reached(AskTurn::Ask).and_then(|a| a.2),
            reminded_at: reached(AskTurn::Remind).and_then(|a| a.3),
            sent_at: before.and_then(|a| a.4),
            seat,
            contact,
            contact_public,
            name: PersonName { native, latin, family, address: salutation.read()? },
            language,
            do_not_contact: silent.is_some(),
            mailboxes: mailboxes.remove(&contact).unwrap_or_default(),
        })
    };
    rows.into_iter().map(read).collect()
}

/// By whom they stand for now. Of the sheets of two entries that became one, the one that counts (`store_answers::counting`).
fn asked_before(conn: &mut Conn, of: &Consultation, here: &HashSet<ContactId>) -> Stored<HashMap<ContactId, AskedRow>> {
    let asked: Vec<(ContactId, AskedRow)> = people::table
        .filter(people::consultation_id.eq(of.id))
        .order(people::id)
        .select((
            people::contact_id,
            (people::id, people::address_id, people::asked_at, people::reminded_at, people::sent_at, people::saved_at),
        ))
        .load(conn)?;
    let reached = |row: &AskedRow| (row.4, row.5, row.2);
    let mut found: HashMap<ContactId, AskedRow> = HashMap::new();
    for (contact, row) in asked {
        let living = if here.contains(&contact) { Some(contact) } else { heir(conn, contact)? };
        let Some(living) = living else { continue };
        let before = found.entry(living).or_insert(row);
        if reached(&row) >= reached(before) {
            *before = row;
        }
    }
    Ok(found)
}

/// Whose last mail of a turn never left, because of how the event or its questionnaire stood when it was due: by that nobody was asked.
fn dropped(conn: &mut Conn, of: &Consultation) -> Stored<HashSet<(AskTurn, i64)>> {
    let rows: Vec<(String, MessageState, Option<String>)> = outbox::table
        .filter(outbox::event_id.eq(of.event))
        .filter(outbox::kind.eq_any(["consultation-ask", "consultation-reminder"]))
        .order(outbox::id)
        .select((outbox::dedupe_key, outbox::state, outbox::reason))
        .load(conn)?;
    let whys = [Moot::EventOff, Moot::TooEarly, Moot::Settled].map(Moot::as_str);
    let mut found = HashSet::new();
    for (key, state, reason) in rows {
        let Some(whose) = whose(&key) else { continue };
        if state == MessageState::Cancelled && reason.is_some_and(|why| whys.contains(&why.as_str())) {
            found.insert(whose);
        } else {
            found.remove(&whose);
        }
    }
    Ok(found)
}

/// The key of a mail to somebody at an address.
pub(super) fn key(turn: AskTurn, person: i64, address: AddressId) -> String {
    format!("consultation-{turn}:{person}:{}", address.raw())
}

fn whose(key: &str) -> Option<(AskTurn, i64)> {
    let (turn, rest) = key.strip_prefix("consultation-")?.split_once(':')?;
    Some((turn.parse().ok()?, rest.split(':').next()?.parse().ok()?))
}

fn mailboxes(conn: &mut Conn, keys: &Keys, of: &Consultation) -> Stored<HashMap<ContactId, Vec<Mailbox>>> {
    let rows: Vec<(ContactId, AddressId, Email, Option<Instant>)> = seats::table
        .inner_join(contacts::table.inner_join(addresses::table))
        .filter(seats::event_id.eq(of.event))
        .filter(seats::removed_at.is_null())
        .filter(seats::answer.eq(Answer::Accepted))
        .filter(addresses::removed_at.is_null())
        .order((addresses::position, addresses::id))
        .select((addresses::contact_id, addresses::id, addresses::email, addresses::refused_at))
        .load(conn)?;
    let never = suppressed(conn, keys, rows.iter().map(|(_, _, email, _)| email))?;
    let mut found: HashMap<ContactId, Vec<Mailbox>> = HashMap::new();
    for (contact, id, email, refused) in rows {
        let suppressed = never.contains(&keys.digest(&email.folded()));
        let mailbox = Mailbox { id, email, refused: refused.is_some(), suppressed };
        found.entry(contact).or_default().push(mailbox);
    }
    Ok(found)
}

/// Notes that somebody is written to; gives their row, which is made when they are asked for the first time.
pub(super) fn note(
    conn: &mut Conn,
    cx: &Context,
    of: &Consultation,
    (who, address): (&Participant, AddressId),
    turn: AskTurn,
) -> Stored<i64> {
    if let Some(person) = who.person {
        let row = people::table.filter(people::id.eq(person));
        match turn {
            AskTurn::Ask => {
                let set = (people::asked_at.eq(Some(cx.now)), people::address_id.eq(Some(address)));
                diesel::update(row).set(set).execute(conn)?
            }
            AskTurn::Remind => {
                let set = (people::reminded_at.eq(Some(cx.now)), people::address_id.eq(Some(address)));
                diesel::update(row).set(set).execute(conn)?
            }
        };
        return Ok(person);
    }
    let row = (
        people::public_id.eq(PublicId::random()),
        people::consultation_id.eq(of.id),
        people::seat_id.eq(who.seat),
        people::contact_id.eq(who.contact),
        people::nonce.eq(nonce()),
        people::address_id.eq(Some(address)),
        people::asked_at.eq(Some(cx.now)),
        people::created_at.eq(cx.now),
    );
    Ok(diesel::insert_into(people::table).values(row).returning(people::id).get_result(conn)?)
}

/// The last time that people were written to.
pub(super) fn last(conn: &mut Conn, of: ConsultationId) -> Stored<Option<(AskTurn, Instant, usize)>> {
    let all = || people::table.filter(people::consultation_id.eq(of));
    let asked: Option<Instant> = all().select(max(people::asked_at)).first(conn)?;
    let reminded: Option<Instant> = all().select(max(people::reminded_at)).first(conn)?;
    let turn = match (asked, reminded) {
        (None, None) => return Ok(None),
        (asked, reminded) if reminded > asked => (AskTurn::Remind, reminded),
        (asked, _) => (AskTurn::Ask, asked),
    };
    let (turn, Some(at)) = turn else { return Ok(None) };
    Ok(Some((turn, at, written(conn, of, turn)?.len())))
}

/// Who was written to that last time, and where.
pub(super) fn written(conn: &mut Conn, of: ConsultationId, turn: AskTurn) -> Stored<Vec<(i64, AddressId)>> {
    let all = || people::table.filter(people::consultation_id.eq(of));
    let rows: Vec<(i64, Option<AddressId>, Option<Instant>)> = match turn {
        AskTurn::Ask => all().select((people::id, people::address_id, people::asked_at)).load(conn)?,
        AskTurn::Remind => all().select((people::id, people::address_id, people::reminded_at)).load(conn)?,
    };
    let newest = rows.iter().filter_map(|(_, _, at)| *at).max();
    Ok(rows
        .into_iter()
        .filter(|(_, _, at)| at.is_some() && *at == newest)
        .filter_map(|(id, a, _)| Some((id, a?)))
        .collect())
}

pub(super) fn unnote(conn: &mut Conn, ids: &[i64], turn: AskTurn) -> Stored<()> {
    for batch in ids.chunks(BATCH) {
        let rows = people::table.filter(people::id.eq_any(batch));
        match turn {
            AskTurn::Ask => diesel::update(rows).set(people::asked_at.eq(None::<Instant>)).execute(conn)?,
            AskTurn::Remind => diesel::update(rows).set(people::reminded_at.eq(None::<Instant>)).execute(conn)?,
        };
    }
    Ok(())
}
