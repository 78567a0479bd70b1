use diesel::prelude::*;

use super::needs::Needs;
use super::service::Note;
use crate::access::{Context, Door};
use crate::db::conn::each;
use crate::db::schema::{addresses, answers, contacts, events, invitations, needs, seats};
use crate::db::types::Json;
use crate::db::{Conn, Stored, conditions};
use crate::domain::invitations::model::Answer;
use crate::domain::invitations::store::show_answer;
use crate::kernel::email::Email;
use crate::kernel::ids::{AccountId, AnswerId, ContactId, EventId, PublicId, SeatId};
use crate::kernel::locale::Locale;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;

/// A seat as it stands, with its person.
#[derive(Queryable, Clone, Debug)]
pub(in crate::domain::invitations) struct SeatNow {
    pub id: SeatId,
    pub public_id: PublicId,
    pub event: EventId,
    pub nonce: String,
    pub answer: Answer,
    pub answered_at: Option<Instant>,
    pub waiting_since: Option<Instant>,
    pub removed_at: Option<Instant>,
    pub contact: ContactId,
    native: String,
    latin: String,
    family: String,
    salutation: Json,
    pub locale: Locale,
    pub do_not_contact_at: Option<Instant>,
    pub erased_at: Option<Instant>,
    pub contact_public: PublicId,
    pub phone: String,
    /// By which door the answer came that stands.
    door: Option<Door>,
    pub contact_nonce: String,
}

impl SeatNow {
    /// Taken away, or its person erased.
    pub fn gone(&self) -> bool {
        self.removed_at.is_some() || self.erased_at.is_some()
    }
    /// Where it stands in the line, if it waits.
    pub fn turn(&self) -> Option<InLine> {
        self.waiting_since.map(|since| (since, self.id))
    }
    /// Staff gave the answer that stands: what they noted with it is for staff.
    pub fn by_staff(&self) -> bool {
        self.door == Some(Door::Staff)
    }
    pub fn name(&self) -> Stored<PersonName> {
        Ok(PersonName {
            native: self.native.clone(),
            latin: self.latin.clone(),
            family: self.family.clone(),
            address: self.salutation.read()?,
        })
    }
}

macro_rules! seat_query {
    () => {
        seats::table.inner_join(contacts::table).select((
            seats::id,
            seats::public_id,
            seats::event_id,
            seats::nonce,
            seats::answer,
            seats::answered_at,
            seats::waiting_since,
            seats::removed_at,
            contacts::id,
            contacts::native_name,
            contacts::latin_name,
            contacts::family_name,
            contacts::salutation,
            contacts::language,
            contacts::do_not_contact_at,
            contacts::erased_at,
            contacts::public_id,
            contacts::phone,
            seats::answer_door,
            contacts::nonce,
        ))
    };
}

pub(in crate::domain::invitations) fn seat_now(conn: &mut Conn, seat: SeatId) -> Stored<Option<SeatNow>> {
    Ok(each!(conn, c => seat_query!().filter(seats::id.eq(seat)).first(c).optional())?)
}

/// Persons' seats: institutions answer for theirs.
pub(in crate::domain::invitations) fn seats_of_event(conn: &mut Conn, event: EventId) -> Stored<Vec<SeatNow>> {
    Ok(seat_query!()
        .filter(seats::event_id.eq(event))
        .filter(seats::organisation_id.is_null())
        .filter(seats::removed_at.is_null())
        .filter(contacts::erased_at.is_null())
        .order(seats::id)
        .load(conn)?)
}

pub(super) fn seat_id(conn: &mut Conn, event: EventId, seat: &PublicId) -> Stored<Option<SeatId>> {
    Ok(seats::table
        .filter(seats::event_id.eq(event))
        .filter(seats::public_id.eq(seat))
        .filter(seats::organisation_id.is_null())
        .filter(seats::removed_at.is_null())
        .select(seats::id)
        .first(conn)
        .optional()?)
}

/// One answer as it was written down.
#[derive(Queryable, Selectable, Clone, Debug)]
#[diesel(table_name = answers)]
pub(super) struct Said {
    pub id: AnswerId,
    pub wish: Answer,
    pub answer: Answer,
    pub door: Door,
    pub source: String,
    pub note: String,
    pub at: Instant,
}

pub(super) fn last_answer(conn: &mut Conn, seat: SeatId) -> Stored<Option<Said>> {
    Ok(each!(conn, c => answers::table
        .filter(answers::seat_id.eq(seat))
        .order(answers::id.desc())
        .select((
            answers::id,
            answers::wish,
            answers::answer,
            answers::door,
            answers::source,
            answers::note,
            answers::at,
        ))
        .first::<Said>(c)
        .optional())?)
}

/// What a seat answered before one of its answers, the latest first.
pub(super) fn answers_before(conn: &mut Conn, seat: SeatId, answer: AnswerId) -> Stored<Vec<Said>> {
    Ok(answers::table
        .filter(answers::seat_id.eq(seat))
        .filter(answers::id.lt(answer))
        .order(answers::id.desc())
        .select(Said::as_select())
        .load(conn)?)
}

/// Whether anybody answered after an instant; what has one of these sources is no answer of anybody's.
pub(super) fn answered_since(conn: &mut Conn, event: EventId, at: Instant, ours: &[&str]) -> Stored<bool> {
    let since = answers::table
        .inner_join(seats::table)
        .filter(seats::event_id.eq(event))
        .filter(answers::at.gt(at))
        .filter(answers::source.ne_all(ours.iter().copied()));
    Ok(since.select(answers::id).first::<AnswerId>(conn).optional()?.is_some())
}

/// The seat shows an earlier answer again, as it showed it then.
pub(super) fn put_seat_back(
    conn: &mut Conn,
    seat: SeatId,
    to: Answer,
    given: &Said,
    waiting_since: Option<Instant>,
) -> Stored<()> {
    diesel::update(seats::table.find(seat))
        .set((
            seats::answer.eq(to),
            seats::answer_door.eq(Some(given.door)),
            seats::answered_at.eq(Some(given.at)),
            seats::waiting_since.eq(waiting_since),
        ))
        .execute(conn)?;
    Ok(())
}

/// Places held. Read behind the lock only.
pub(in crate::domain::invitations) fn accepted(conn: &mut Conn, event: EventId) -> Stored<i64> {
    Ok(each!(conn, c => seats::table
        .filter(seats::event_id.eq(event))
        .filter(conditions::accepted_seat())
        .filter(conditions::counted_seat())
        .count()
        .get_result(c))?)
}

/// A place in the one line of persons and institutions: since when, and by which seat among those that came at once.
pub(in crate::domain::invitations) type InLine = (Instant, SeatId);

/// How many wait longer than whoever has this turn; everybody who waits, for whoever has none. An institution's turn is that of the
/// place which waits longest, so that none of its own stands before it.
pub(in crate::domain::invitations) fn waiting_before(
    conn: &mut Conn,
    event: EventId,
    turn: Option<InLine>,
) -> Stored<i64> {
    let waiting = seats::table
        .filter(seats::event_id.eq(event))
        .filter(conditions::waiting_seat())
        .filter(conditions::counted_seat());
    let count = match turn {
        None => each!(conn, c => waiting.count().get_result(c))?,
        Some((since, seat)) => each!(conn, c => waiting
            .filter(seats::waiting_since.lt(since).or(seats::waiting_since.eq(since).and(seats::id.lt(seat))))
            .count()
            .get_result(c))?,
    };
    Ok(count)
}

#[derive(Insertable)]
#[diesel(table_name = answers)]
struct NewAnswer<'a> {
    seat_id: SeatId,
    wish: Answer,
    answer: Answer,
    door: Door,
    source: &'a str,
    note: &'a str,
    account_id: Option<AccountId>,
    at: Instant,
}

pub(super) fn add(conn: &mut Conn, cx: &Context, seat: SeatId, to: Answer, note: &Note<'_>) -> Stored<AnswerId> {
    let row = NewAnswer {
        seat_id: seat,
        wish: note.wish,
        answer: to,
        door: cx.door,
        source: note.source,
        note: note.note,
        account_id: cx.actor.account(),
        at: cx.now,
    };
    Ok(diesel::insert_into(answers::table).values(&row).returning(answers::id).get_result(conn)?)
}

/// The seat shows its latest answer. Who goes on waiting keeps their turn.
pub(super) fn move_seat(conn: &mut Conn, cx: &Context, seat: &SeatNow, to: Answer) -> Stored<()> {
    show_answer(conn, cx, (seat.id, seat.waiting_since), to)
}

/// Where this seat's person is written to: the address of the last invitation, else the first that was not refused.
pub(super) fn address(conn: &mut Conn, seat: &SeatNow) -> Stored<Option<Email>> {
    let asked: Option<Email> = invitations::table
        .inner_join(addresses::table)
        .filter(invitations::seat_id.eq(seat.id))
        .filter(conditions::usable_address())
        .order(invitations::id.desc())
        .select(addresses::email)
        .first(conn)
        .optional()?;
    if asked.is_some() {
        return Ok(asked);
    }
    Ok(addresses::table
        .filter(addresses::contact_id.eq(seat.contact))
        .filter(conditions::usable_address())
        .order((addresses::position, addresses::id))
        .select(addresses::email)
        .first(conn)
        .optional()?)
}

type NeedsRow = (SeatId, String, String);

fn needs_from((seat, dietary, access): NeedsRow) -> (SeatId, Needs) {
    (seat, Needs { dietary, access })
}

pub(super) fn needs_of_event(conn: &mut Conn, event: EventId) -> Stored<Vec<(SeatId, Needs)>> {
    let rows: Vec<NeedsRow> = needs::table
        .inner_join(seats::table)
        .filter(seats::event_id.eq(event))
        .filter(seats::removed_at.is_null())
        .select((needs::seat_id, needs::dietary, needs::access))
        .load(conn)?;
    Ok(rows.into_iter().map(needs_from).collect())
}

pub(super) fn needs_of_seat(conn: &mut Conn, seat: SeatId) -> Stored<Needs> {
    let columns = (needs::seat_id, needs::dietary, needs::access);
    let row: Option<NeedsRow> = each!(conn, c => needs::table.find(seat).select(columns).first(c).optional())?;
    Ok(row.map(|r| needs_from(r).1).unwrap_or_default())
}

/// Keeps the latest needs; two empty ones are none.
pub(in crate::domain::invitations) fn keep_needs(
    conn: &mut Conn,
    seat: SeatId,
    new: &Needs,
    now: Instant,
) -> Stored<()> {
    diesel::delete(needs::table.find(seat)).execute(conn)?;
    if !new.is_empty() {
        let row = (
            needs::seat_id.eq(seat),
            needs::dietary.eq(&new.dietary),
            needs::access.eq(&new.access),
            needs::updated_at.eq(now),
        );
        diesel::insert_into(needs::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Deletes the needs of all events that were over at `limit`.
pub(super) fn delete_needs(conn: &mut Conn, limit: Instant) -> Stored<usize> {
    let over = events::ends_at.le(limit).or(events::ends_at.is_null().and(events::starts_at.le(limit)));
    let due = seats::table.inner_join(events::table).filter(over).select(seats::id);
    Ok(each!(conn, c => diesel::delete(needs::table.filter(needs::seat_id.eq_any(due))).execute(c))?)
}

pub(in crate::domain::invitations) fn seat_by_public_id(
    conn: &mut Conn,
    event: EventId,
    seat: &PublicId,
) -> Stored<Option<SeatNow>> {
    let persons = seat_query!().filter(seats::event_id.eq(event)).filter(seats::organisation_id.is_null());
    Ok(persons.filter(seats::public_id.eq(seat)).first(conn).optional()?)
}
