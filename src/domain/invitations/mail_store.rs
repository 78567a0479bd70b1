use std::collections::HashMap;

use diesel::dsl::max;
use diesel::prelude::*;

use super::answers::{EVENT_MOVED, MOVE_CALLED_BACK};
use super::model::{Answer, Purpose, RoundState};
use super::store::PersonRow;
use crate::access::Door;
use crate::db::conn::each;
use crate::db::schema::{accounts, answers, contacts, invitations, rounds, seats};
use crate::db::{Conn, Stored};
use crate::kernel::ids::{AccountId, AnswerId, EventId, InvitationId, PublicId, RoundId, SeatId};
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;

/// A seat and its person, as a mail to them needs both.
#[derive(Queryable, Clone)]
pub(super) struct ReaderRow {
    pub seat: SeatId,
    pub event: EventId,
    pub seat_nonce: String,
    removed_at: Option<Instant>,
    pub person: PersonRow,
}

impl ReaderRow {
    pub fn removed(&self) -> bool {
        self.removed_at.is_some() || self.person.erased_at.is_some()
    }
}

macro_rules! reader_columns {
    () => {
        (seats::id, seats::event_id, seats::nonce, seats::removed_at, PersonRow::as_select())
    };
}

#[derive(Queryable)]
pub(super) struct InvitationRow {
    pub id: InvitationId,
    pub round: RoundId,
    pub locale: Locale,
    pub state: RoundState,
    pub purpose: Purpose,
    /// Where the seat's answer stands now.
    pub answer: Answer,
    door: Option<Door>,
    answered_at: Option<Instant>,
    pub reader: ReaderRow,
}

impl InvitationRow {
    /// Staff had noted an answer by this instant: a mail of its own says what was understood, and the question would come behind it.
    pub fn told_staff(&self, now: Instant) -> bool {
        self.door == Some(Door::Staff) && self.answered_at.is_some_and(|at| at <= now)
    }
}

pub(super) fn invitations(conn: &mut Conn, ids: &[InvitationId]) -> Stored<HashMap<InvitationId, InvitationRow>> {
    let rows: Vec<InvitationRow> = each!(conn, c => invitations::table
        .inner_join(rounds::table)
        .inner_join(seats::table.inner_join(contacts::table))
        .filter(invitations::id.eq_any(ids))
        .select((
            invitations::id,
            invitations::round_id,
            invitations::locale,
            rounds::state,
            rounds::purpose,
            seats::answer,
            seats::answer_door,
            seats::answered_at,
            reader_columns!(),
        ))
        .load(c))?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

pub(super) fn reader_by_public_id(conn: &mut Conn, event: EventId, seat: &PublicId) -> Stored<Option<ReaderRow>> {
    Ok(seats::table
        .inner_join(contacts::table)
        .filter(seats::event_id.eq(event))
        .filter(seats::public_id.eq(seat))
        .select(reader_columns!())
        .first(conn)
        .optional()?)
}

pub(super) fn readers(conn: &mut Conn, ids: &[SeatId]) -> Stored<HashMap<SeatId, ReaderRow>> {
    let rows: Vec<ReaderRow> = seats::table
        .inner_join(contacts::table)
        .filter(seats::id.eq_any(ids.iter().copied()))
        .select(reader_columns!())
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.seat, row)).collect())
}

#[derive(Queryable)]
pub(super) struct AnswerRow {
    pub id: AnswerId,
    pub at: Instant,
    pub answer: Answer,
    door: Door,
    pub note: String,
    /// Where the seat's answer stands now.
    pub now: Answer,
    pub reader: ReaderRow,
}

impl AnswerRow {
    /// Whether the guest wrote it, and neither staff nor the engine.
    pub fn by_guest(&self) -> bool {
        matches!(self.door, Door::Page | Door::Mail | Door::Calendar)
    }
}

pub(super) fn answers(conn: &mut Conn, ids: &[AnswerId]) -> Stored<HashMap<AnswerId, AnswerRow>> {
    let rows: Vec<AnswerRow> = answers::table
        .inner_join(seats::table.inner_join(contacts::table))
        .filter(answers::id.eq_any(ids.iter().copied()))
        .select((
            answers::id,
            answers::at,
            answers::answer,
            answers::door,
            answers::note,
            seats::answer,
            reader_columns!(),
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The latest answer of each of these seats that somebody gave; that a move took it back, or calling back gave it again, is none.
pub(super) fn latest_answers(conn: &mut Conn, ids: impl Iterator<Item = SeatId>) -> Stored<HashMap<SeatId, AnswerId>> {
    let ids: Vec<SeatId> = ids.collect();
    let rows: Vec<(SeatId, Option<AnswerId>)> = each!(conn, c => answers::table
        .filter(answers::seat_id.eq_any(ids))
        .filter(answers::source.ne_all([EVENT_MOVED, MOVE_CALLED_BACK]))
        .group_by(answers::seat_id)
        .select((answers::seat_id, max(answers::id)))
        .load(c))?;
    Ok(rows.into_iter().filter_map(|(seat, last)| Some((seat, last?))).collect())
}

/// What each of these seats last answered until an instant, and when; as [`latest_answers`], only what somebody gave.
pub(super) fn answers_until(
    conn: &mut Conn,
    ids: impl Iterator<Item = SeatId>,
    until: Instant,
) -> Stored<HashMap<SeatId, (Instant, Answer)>> {
    let ids: Vec<SeatId> = ids.collect();
    let rows: Vec<(SeatId, (Instant, Answer))> = answers::table
        .filter(answers::seat_id.eq_any(ids))
        .filter(answers::source.ne_all([EVENT_MOVED, MOVE_CALLED_BACK]))
        .filter(answers::at.le(until))
        .order(answers::id)
        .select((answers::seat_id, (answers::at, answers::answer)))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

#[derive(Queryable)]
pub(super) struct MemberRow {
    pub name: String,
    pub locale: Locale,
}

pub(super) fn member(conn: &mut Conn, account: AccountId) -> Stored<Option<MemberRow>> {
    Ok(accounts::table.find(account).select((accounts::name, accounts::locale)).first(conn).optional()?)
}

pub(super) struct RequestRow {
    pub event: EventId,
    pub round: PublicId,
    pub round_name: String,
    pub state: RoundState,
    pub asker_name: Option<String>,
    pub account_name: String,
    pub locale: Locale,
}

pub(super) fn request(conn: &mut Conn, round: RoundId, account: AccountId) -> Stored<Option<RequestRow>> {
    type Row = (EventId, PublicId, String, RoundState, Option<AccountId>);
    let found: Option<Row> = rounds::table
        .find(round)
        .select((rounds::event_id, rounds::public_id, rounds::name, rounds::state, rounds::asked_by))
        .first(conn)
        .optional()?;
    let reader = member(conn, account)?;
    let (Some((event, public_id, round_name, state, asked_by)), Some(reader)) = (found, reader) else {
        return Ok(None);
    };
    let asker_name = match asked_by {
        Some(asker) => accounts::table.find(asker).select(accounts::name).first(conn).optional()?,
        None => None,
    };
    Ok(Some(RequestRow {
        event,
        round: public_id,
        round_name,
        state,
        asker_name,
        account_name: reader.name,
        locale: reader.locale,
    }))
}
