use std::collections::{HashMap, HashSet};

use diesel::dsl::{count_star, not};
use diesel::prelude::*;

use super::check::Asked;
use super::guests_store::asked;
use super::service::{Audience, Leaving, Round};
use super::text::RoundText;
use crate::access::Context;
use crate::db::conn::each;
use crate::db::schema::{
    accounts, contact_groups, contacts, invitations, outbox, round_seats, rounds, seats, stakeholder_groups,
};
use crate::db::types::Json;
use crate::db::{Conn, Stored, conditions};
use crate::domain::invitations::facts::EventFacts;
use crate::domain::invitations::institutions;
use crate::domain::invitations::model::{Answer, Purpose, RoundState};
use crate::domain::invitations::store::BATCH;
use crate::kernel::email::Email;
use crate::kernel::ids::{AccountId, EventId, PublicId, RoundId, SeatId};
use crate::kernel::time::Instant;

#[derive(Queryable, Selectable)]
#[diesel(table_name = rounds)]
struct RoundRow {
    id: RoundId,
    public_id: PublicId,
    version: i64,
    event_id: EventId,
    purpose: Purpose,
    name: String,
    subject: Json,
    body: Json,
    state: RoundState,
    asked_by: Option<AccountId>,
    asked_at: Option<Instant>,
    released_by: Option<AccountId>,
    released_at: Option<Instant>,
    leaves_at: Option<Instant>,
    recalled_at: Option<Instant>,
}

fn round(row: RoundRow, seats: i64) -> Stored<Round> {
    Ok(Round {
        id: row.id,
        public_id: row.public_id,
        version: row.version,
        event: row.event_id,
        purpose: row.purpose,
        text: RoundText { name: row.name, subject: row.subject.read()?, body: row.body.read()? },
        state: row.state,
        asked_by: row.asked_by,
        asked_at: row.asked_at,
        released_by: row.released_by,
        released_at: row.released_at,
        leaves_at: row.leaves_at,
        recalled_at: row.recalled_at,
        seats,
    })
}

pub(super) fn of_event(conn: &mut Conn, event: EventId) -> Stored<Vec<Round>> {
    let rows: Vec<RoundRow> = rounds::table
        .filter(rounds::event_id.eq(event))
        .order(rounds::id.desc())
        .select(RoundRow::as_select())
        .load(conn)?;
    let chosen: Vec<(RoundId, i64)> = round_seats::table
        .inner_join(rounds::table)
        .inner_join(seats::table)
        .filter(rounds::event_id.eq(event))
        .filter(seats::removed_at.is_null())
        .group_by(round_seats::round_id)
        .select((round_seats::round_id, count_star()))
        .load(conn)?;
    let asked: Vec<(RoundId, i64)> = invitations::table
        .inner_join(rounds::table)
        .filter(rounds::event_id.eq(event))
        .filter(conditions::invitation_stands())
        .group_by(invitations::round_id)
        .select((invitations::round_id, count_star()))
        .load(conn)?;
    let (mut chosen, mut asked): (HashMap<_, _>, HashMap<_, _>) =
        (chosen.into_iter().collect(), asked.into_iter().collect());
    let (offices_chosen, offices_asked) = institutions::counts_by_round(conn, event)?;
    offices_chosen.into_iter().for_each(|(round, n)| *chosen.entry(round).or_default() += n);
    offices_asked.into_iter().for_each(|(round, n)| *asked.entry(round).or_default() += n);
    let seats =
        |row: &RoundRow| if row.state == RoundState::Released { asked.get(&row.id) } else { chosen.get(&row.id) };
    rows.into_iter()
        .map(|row| {
            let seats = seats(&row).copied().unwrap_or(0);
            round(row, seats)
        })
        .collect()
}

/// The newest round of the event whose first mail leaves only then.
pub(super) fn leaving(conn: &mut Conn, event: EventId, now: Instant) -> Stored<Option<Leaving>> {
    let found: Option<(PublicId, String, Option<Instant>)> = rounds::table
        .filter(rounds::event_id.eq(event))
        .filter(rounds::state.eq(RoundState::Released))
        .filter(rounds::leaves_at.gt(now))
        .order(rounds::id.desc())
        .select((rounds::public_id, rounds::name, rounds::leaves_at))
        .first(conn)
        .optional()?;
    Ok(found.and_then(|(public_id, name, at)| Some(Leaving { public_id, name, leaves_at: at? })))
}

pub(super) fn find(conn: &mut Conn, event: EventId, id: &PublicId) -> Stored<Option<Round>> {
    let row: Option<RoundRow> = rounds::table
        .filter(rounds::event_id.eq(event))
        .filter(rounds::public_id.eq(id))
        .select(RoundRow::as_select())
        .first(conn)
        .optional()?;
    let Some(row) = row else { return Ok(None) };
    let seats = match row.state {
        RoundState::Released => {
            let asked = invitations::table.filter(invitations::round_id.eq(row.id));
            let people: i64 = asked.filter(conditions::invitation_stands()).count().get_result(conn)?;
            people + institutions::counts_by_round(conn, event)?.1.get(&row.id).copied().unwrap_or(0)
        }
        _ => chosen_count(conn, row.id)?,
    };
    round(row, seats).map(Some)
}

/// A round by its number, for a mail.
pub(in crate::domain::invitations) fn find_by_id(conn: &mut Conn, id: RoundId) -> Stored<Option<Round>> {
    let row: Option<RoundRow> = rounds::table.find(id).select(RoundRow::as_select()).first(conn).optional()?;
    // How many it is for is no concern of its text.
    row.map(|row| round(row, 0)).transpose()
}

pub(super) fn insert(
    conn: &mut Conn,
    event: &EventFacts,
    public_id: &PublicId,
    text: &RoundText,
    purpose: Purpose,
    now: Instant,
) -> Stored<RoundId> {
    let row = (
        rounds::public_id.eq(public_id),
        rounds::version.eq(1),
        rounds::programme_id.eq(event.programme),
        rounds::event_id.eq(event.id),
        rounds::purpose.eq(purpose),
        rounds::name.eq(&text.name),
        rounds::subject.eq(Json::of(&text.subject)?),
        rounds::body.eq(Json::of(&text.body)?),
        rounds::state.eq(RoundState::Draft),
        rounds::created_at.eq(now),
        rounds::updated_at.eq(now),
    );
    Ok(diesel::insert_into(rounds::table).values(row).returning(rounds::id).get_result(conn)?)
}

/// The row of an open round in the version that was read: nothing else is ever changed.
macro_rules! open {
    ($id:expr, $version:expr) => {
        rounds::table
            .filter(rounds::id.eq($id))
            .filter(rounds::version.eq($version))
            .filter(rounds::state.eq_any([RoundState::Draft, RoundState::Asked]))
    };
}

pub(super) fn edit(conn: &mut Conn, id: RoundId, version: i64, text: &RoundText, now: Instant) -> Stored<usize> {
    let set = (
        rounds::version.eq(version + 1),
        rounds::name.eq(&text.name),
        rounds::subject.eq(Json::of(&text.subject)?),
        rounds::body.eq(Json::of(&text.body)?),
        rounds::state.eq(RoundState::Draft),
        rounds::asked_by.eq(None::<AccountId>),
        rounds::asked_at.eq(None::<Instant>),
        rounds::updated_at.eq(now),
    );
    Ok(diesel::update(open!(id, version)).set(set).execute(conn)?)
}

pub(super) fn reopen(conn: &mut Conn, id: RoundId, version: i64, now: Instant) -> Stored<usize> {
    let set = (
        rounds::version.eq(version + 1),
        rounds::state.eq(RoundState::Draft),
        rounds::asked_by.eq(None::<AccountId>),
        rounds::asked_at.eq(None::<Instant>),
        rounds::updated_at.eq(now),
    );
    Ok(diesel::update(open!(id, version)).set(set).execute(conn)?)
}

pub(super) fn delete(conn: &mut Conn, id: RoundId, version: i64) -> Stored<usize> {
    if open!(id, version).count().get_result::<i64>(conn)? == 0 {
        return Ok(0);
    }
    diesel::delete(round_seats::table.filter(round_seats::round_id.eq(id))).execute(conn)?;
    institutions::clear_round(conn, id)?;
    Ok(diesel::delete(rounds::table.filter(rounds::id.eq(id)).filter(rounds::version.eq(version))).execute(conn)?)
}

pub(super) fn ask(conn: &mut Conn, id: RoundId, version: i64, cx: &Context) -> Stored<usize> {
    let set = (
        rounds::version.eq(version + 1),
        rounds::state.eq(RoundState::Asked),
        rounds::asked_by.eq(cx.actor.account()),
        rounds::asked_at.eq(Some(cx.now)),
        rounds::updated_at.eq(cx.now),
    );
    Ok(diesel::update(open!(id, version)).set(set).execute(conn)?)
}

pub(super) fn mark_released(
    conn: &mut Conn,
    id: RoundId,
    version: i64,
    cx: &Context,
    leaves_at: Instant,
) -> Stored<usize> {
    let set = (
        rounds::version.eq(version + 1),
        rounds::state.eq(RoundState::Released),
        rounds::released_by.eq(cx.actor.account()),
        rounds::released_at.eq(Some(cx.now)),
        rounds::leaves_at.eq(Some(leaves_at)),
        rounds::updated_at.eq(cx.now),
    );
    Ok(diesel::update(open!(id, version)).set(set).execute(conn)?)
}

pub(super) fn mark_recalled(conn: &mut Conn, id: RoundId, now: Instant) -> Stored<usize> {
    let row = rounds::table.filter(rounds::id.eq(id)).filter(rounds::state.eq(RoundState::Released));
    let set = (
        rounds::version.eq(rounds::version + 1),
        rounds::state.eq(RoundState::Recalled),
        rounds::recalled_at.eq(Some(now)),
        rounds::updated_at.eq(now),
    );
    Ok(diesel::update(row).set(set).execute(conn)?)
}

pub(super) fn take_up(conn: &mut Conn, id: RoundId, version: i64, now: Instant) -> Stored<usize> {
    let row = rounds::table
        .filter(rounds::id.eq(id))
        .filter(rounds::version.eq(version))
        .filter(rounds::state.eq(RoundState::Recalled));
    let nobody = None::<AccountId>;
    let never = None::<Instant>;
    let set = (
        rounds::version.eq(version + 1),
        rounds::state.eq(RoundState::Draft),
        rounds::asked_by.eq(nobody),
        rounds::asked_at.eq(never),
        rounds::released_by.eq(nobody),
        rounds::released_at.eq(never),
        rounds::leaves_at.eq(never),
        rounds::recalled_at.eq(never),
        rounds::updated_at.eq(now),
    );
    Ok(diesel::update(row).set(set).execute(conn)?)
}

/// The persons of an audience, as it stands now; institutions are not among them.
pub(super) fn seats_of(conn: &mut Conn, event: EventId, audience: &Audience) -> Stored<Vec<SeatId>> {
    Ok(match audience {
        Audience::NotYetInvited => open_seats(conn, event)?,
        Audience::Group(code) => {
            let members: Vec<SeatId> = seats::table
                .inner_join(contacts::table.inner_join(contact_groups::table.inner_join(stakeholder_groups::table)))
                .filter(seats::event_id.eq(event))
                .filter(stakeholder_groups::code.eq(code))
                .select(seats::id)
                .load(conn)?;
            let members: HashSet<SeatId> = members.into_iter().collect();
            open_seats(conn, event)?.into_iter().filter(|seat| members.contains(seat)).collect()
        }
        Audience::Refused => silent_seats(conn, event, |asked| asked == Asked::Refused)?,
        Audience::Unanswered => silent_seats(conn, event, |_| true)?,
        Audience::Seats(ids) => named_seats(conn, event, ids)?,
        Audience::Institutions | Audience::SilentInstitutions => Vec::new(),
    })
}

/// Puts exactly this audience into the round.
pub(super) fn choose(conn: &mut Conn, event: EventId, id: RoundId, audience: &Audience) -> Stored<()> {
    let chosen = seats_of(conn, event, audience)?;
    institutions::put_into_round(conn, event, id, audience)?;
    diesel::delete(round_seats::table.filter(round_seats::round_id.eq(id))).execute(conn)?;
    for batch in chosen.chunks(BATCH) {
        let rows: Vec<_> =
            batch.iter().map(|seat| (round_seats::round_id.eq(id), round_seats::seat_id.eq(*seat))).collect();
        each!(conn, c => diesel::insert_into(round_seats::table).values(&rows).execute(c))?;
    }
    Ok(())
}

fn open_seats(conn: &mut Conn, event: EventId) -> Stored<Vec<SeatId>> {
    Ok(seats::table
        .filter(seats::event_id.eq(event))
        .filter(seats::organisation_id.is_null())
        .filter(seats::removed_at.is_null())
        .filter(not(conditions::asked_seat()))
        .order(seats::id)
        .select(seats::id)
        .load(conn)?)
}

/// Seats that were asked, in one of these ways, and have not answered.
fn silent_seats(conn: &mut Conn, event: EventId, wanted: impl Fn(Asked) -> bool) -> Stored<Vec<SeatId>> {
    let asked = asked(conn, event)?;
    let silent: Vec<SeatId> = seats::table
        .filter(seats::event_id.eq(event))
        .filter(seats::removed_at.is_null())
        .filter(seats::answer.eq(Answer::None))
        .order(seats::id)
        .select(seats::id)
        .load(conn)?;
    Ok(silent.into_iter().filter(|seat| asked.get(seat).is_some_and(|a| wanted(*a))).collect())
}

fn named_seats(conn: &mut Conn, event: EventId, ids: &[PublicId]) -> Stored<Vec<SeatId>> {
    let mut found: Vec<SeatId> = Vec::new();
    for batch in ids.chunks(BATCH) {
        let some: Vec<SeatId> = seats::table
            .filter(seats::event_id.eq(event))
            .filter(seats::organisation_id.is_null())
            .filter(seats::removed_at.is_null())
            .filter(seats::public_id.eq_any(batch))
            .select(seats::id)
            .load(conn)?;
        found.extend(some);
    }
    found.sort();
    found.dedup();
    Ok(found)
}

pub(super) fn chosen(conn: &mut Conn, id: RoundId) -> Stored<Vec<SeatId>> {
    Ok(round_seats::table
        .inner_join(seats::table)
        .filter(round_seats::round_id.eq(id))
        .filter(seats::removed_at.is_null())
        .order(round_seats::seat_id)
        .select(round_seats::seat_id)
        .load(conn)?)
}

/// For how many it is: persons, or institutions.
pub(super) fn chosen_count(conn: &mut Conn, id: RoundId) -> Stored<i64> {
    let people = i64::try_from(chosen(conn, id)?.len()).unwrap_or(i64::MAX);
    Ok(people.saturating_add(institutions::chosen_count(conn, id)?))
}

/// What rounds say, for a batch of mails.
pub(in crate::domain::invitations) fn round_texts(
    conn: &mut Conn,
    ids: impl Iterator<Item = RoundId>,
) -> Stored<HashMap<RoundId, RoundText>> {
    let mut ids: Vec<RoundId> = ids.collect();
    ids.sort();
    ids.dedup();
    let rows: Vec<(RoundId, String, Json, Json)> = rounds::table
        .filter(rounds::id.eq_any(ids))
        .select((rounds::id, rounds::name, rounds::subject, rounds::body))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, name, subject, body)| Ok((id, RoundText { name, subject: subject.read()?, body: body.read()? })))
        .collect()
}

/// Where a member who may sign in reads mail.
pub(super) fn mailbox_of(conn: &mut Conn, account: AccountId) -> Stored<Option<Email>> {
    Ok(accounts::table
        .find(account)
        .filter(accounts::disabled_at.is_null())
        .select(accounts::email)
        .first(conn)
        .optional()?)
}

/// How many test mails were written for a member.
pub(super) fn tests_since(conn: &mut Conn, account: AccountId, since: Instant) -> Stored<i64> {
    Ok(outbox::table
        .filter(outbox::kind.eq("round-test"))
        .filter(outbox::dedupe_key.like(format!("round-test:{account}:%")))
        .filter(outbox::created_at.gt(since))
        .count()
        .get_result(conn)?)
}
