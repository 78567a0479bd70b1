//! The story of a delegation: only ever added to.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{Act, Entry};
use crate::access::{Context, Door};
use crate::db::schema::{accounts, contacts, delegation_entries as entries, delegations, seats};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::domain::invitations::model::Answer;
use crate::kernel::ids::{AccountId, ContactId, DelegationId, EventId, SeatId};
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;

/// What is to be written down; who and when come from the context.
#[derive(Clone, Debug)]
pub(super) struct New<'a> {
    pub act: Act,
    pub seat: Option<SeatId>,
    pub contact: Option<ContactId>,
    pub former: Option<ContactId>,
    pub answer: Option<Answer>,
    pub places: Option<i64>,
    pub source: &'a str,
    pub note: &'a str,
}

impl New<'_> {
    pub const fn of(act: Act) -> New<'static> {
        New { act, seat: None, contact: None, former: None, answer: None, places: None, source: "", note: "" }
    }
}

#[derive(Insertable)]
#[diesel(table_name = entries, treat_none_as_default_value = false)]
struct NewRow<'a> {
    delegation_id: DelegationId,
    seat_id: Option<SeatId>,
    act: Act,
    contact_id: Option<ContactId>,
    former_id: Option<ContactId>,
    answer: Option<Answer>,
    places: Option<i64>,
    door: Door,
    source: &'a str,
    note: &'a str,
    account_id: Option<AccountId>,
    at: Instant,
}

pub(super) fn add(conn: &mut Conn, cx: &Context, of: DelegationId, new: &New<'_>) -> Stored<i64> {
    let row = NewRow {
        delegation_id: of,
        seat_id: new.seat,
        act: new.act,
        contact_id: new.contact,
        former_id: new.former,
        answer: new.answer,
        places: new.places,
        door: cx.door,
        source: new.source,
        note: new.note,
        account_id: cx.actor.account(),
        at: cx.now,
    };
    Ok(diesel::insert_into(entries::table).values(&row).returning(entries::id).get_result(conn)?)
}

type Row = (
    Act,
    Option<SeatId>,
    Option<ContactId>,
    Option<ContactId>,
    Option<Answer>,
    Option<i64>,
    Door,
    String,
    String,
    Option<AccountId>,
    Instant,
);

/// The newest first. Whoever was erased since has no name any more.
pub(super) fn story(conn: &mut Conn, of: DelegationId) -> Stored<Vec<Entry>> {
    let rows: Vec<Row> = entries::table
        .filter(entries::delegation_id.eq(of))
        .order(entries::id.desc())
        .select((
            entries::act,
            entries::seat_id,
            entries::contact_id,
            entries::former_id,
            entries::answer,
            entries::places,
            entries::door,
            entries::source,
            entries::note,
            entries::account_id,
            entries::at,
        ))
        .load(conn)?;
    let people: Vec<ContactId> = rows.iter().flat_map(|r| [r.2, r.3]).flatten().collect();
    let people = names(conn, &people)?;
    let members: Vec<AccountId> = rows.iter().filter_map(|r| r.9).collect();
    let members: Vec<(AccountId, String)> =
        accounts::table.filter(accounts::id.eq_any(members)).select((accounts::id, accounts::name)).load(conn)?;
    let members: HashMap<AccountId, String> = members.into_iter().collect();
    let places: Vec<SeatId> = rows.iter().filter_map(|r| r.1).collect();
    let places: Vec<(SeatId, i32)> =
        seats::table.filter(seats::id.eq_any(places)).select((seats::id, seats::ordinal)).load(conn)?;
    let places: HashMap<SeatId, i32> = places.into_iter().collect();
    let name = |id: Option<ContactId>| id.and_then(|id| people.get(&id)).cloned();
    let entry = |row: Row| {
        let (act, seat, contact, former, answer, n, door, source, note, account, at) = row;
        Entry {
            act,
            ordinal: seat.and_then(|seat| places.get(&seat)).copied(),
            who: name(contact),
            former: name(former),
            answer,
            places: n,
            door,
            source,
            note,
            by: account.and_then(|id| members.get(&id)).cloned(),
            at,
        }
    };
    Ok(rows.into_iter().map(entry).collect())
}

fn names(conn: &mut Conn, ids: &[ContactId]) -> Stored<HashMap<ContactId, PersonName>> {
    type Row = (ContactId, String, String, String, Json);
    let rows: Vec<Row> = contacts::table
        .filter(contacts::id.eq_any(ids.iter().copied()))
        .filter(contacts::erased_at.is_null())
        .select((
            contacts::id,
            contacts::native_name,
            contacts::latin_name,
            contacts::family_name,
            contacts::salutation,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, native, latin, family, address)| {
            let address: Localised = address.read()?;
            Ok((id, PersonName { native, latin, family, address }))
        })
        .collect()
}

/// An answer as it was written down.
#[derive(Queryable, Clone, Debug)]
pub(super) struct Said {
    pub id: i64,
    pub act: Act,
    pub answer: Option<Answer>,
    pub places: Option<i64>,
    pub door: Door,
    pub note: String,
    pub at: Instant,
}

/// The acts that say how a delegation answers.
const SAYING: [Act; 4] = [Act::Answered, Act::Admitted, Act::AskedAgain, Act::Restored];

/// What was said of how a delegation answers, the latest first.
pub(super) fn said(conn: &mut Conn, of: DelegationId) -> Stored<Vec<Said>> {
    Ok(entries::table
        .filter(entries::delegation_id.eq(of))
        .filter(entries::act.eq_any(SAYING))
        .order(entries::id.desc())
        .select((
            entries::id,
            entries::act,
            entries::answer,
            entries::places,
            entries::door,
            entries::note,
            entries::at,
        ))
        .load(conn)?)
}

/// The number of the last entry of [`said`], of each delegation.
pub(super) fn last_said(conn: &mut Conn, of: &[DelegationId]) -> Stored<HashMap<DelegationId, i64>> {
    let rows: Vec<(DelegationId, Option<i64>)> = entries::table
        .filter(entries::delegation_id.eq_any(of.iter().copied()))
        .filter(entries::act.eq_any(SAYING))
        .group_by(entries::delegation_id)
        .select((entries::delegation_id, diesel::dsl::max(entries::id)))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(of, last)| Some((of, last?))).collect())
}

/// Whether any institution has said something about an event after an instant.
pub(super) fn said_since(conn: &mut Conn, event: EventId, at: Instant) -> Stored<bool> {
    let n: i64 = entries::table
        .inner_join(delegations::table)
        .filter(delegations::event_id.eq(event))
        .filter(entries::act.eq(Act::Answered))
        .filter(entries::at.gt(at))
        .count()
        .get_result(conn)?;
    Ok(n > 0)
}

/// The institutions that a move has asked again, perhaps though no letter ever went to them.
pub(super) fn asked_again(conn: &mut Conn, event: EventId) -> Stored<Vec<DelegationId>> {
    Ok(entries::table
        .inner_join(delegations::table)
        .filter(delegations::event_id.eq(event))
        .filter(entries::act.eq(Act::AskedAgain))
        .select(entries::delegation_id)
        .distinct()
        .load(conn)?)
}

/// An entry's delegation and what it says, by which door and when.
pub(super) type Told = (DelegationId, Answer, String, Door, Instant);

pub(super) fn answers(conn: &mut Conn, ids: &[i64]) -> Stored<HashMap<i64, Told>> {
    type Row = (i64, DelegationId, Option<Answer>, String, Door, Instant);
    let rows: Vec<Row> = entries::table
        .filter(entries::id.eq_any(ids.iter().copied()))
        .select((entries::id, entries::delegation_id, entries::answer, entries::note, entries::door, entries::at))
        .load(conn)?;
    let row = |(id, of, answer, note, door, at): Row| (id, (of, answer.unwrap_or(Answer::None), note, door, at));
    Ok(rows.into_iter().map(row).collect())
}
