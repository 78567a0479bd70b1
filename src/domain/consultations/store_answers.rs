use diesel::prelude::*;

use super::answering::Consent;
use super::model::{ConsultationId, PassageId, QuestionId, Quoting, Value};
use super::values::Wish;
use crate::access::Context;
use crate::db::schema::{
    consultation_answers as answers, consultation_consents as consents, consultation_passages as passages,
    consultation_people as people, contacts, seats,
};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::kernel::ids::{PublicId, SeatId};
use crate::kernel::locale::Locale;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;

/// Somebody who was asked.
#[derive(Queryable)]
pub(super) struct PersonNow {
    pub id: i64,
    pub consultation: ConsultationId,
    pub seat: SeatId,
    pub nonce: String,
    pub saved_at: Option<Instant>,
    pub sent_at: Option<Instant>,
    native: String,
    latin: String,
    family: String,
    salutation: Json,
    pub locale: Locale,
    erased_at: Option<Instant>,
    removed_at: Option<Instant>,
}

impl PersonNow {
    pub fn gone(&self) -> bool {
        self.erased_at.is_some() || self.removed_at.is_some()
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

pub(super) fn person(conn: &mut Conn, id: i64) -> Stored<Option<PersonNow>> {
    Ok(people::table
        .inner_join(contacts::table.on(contacts::id.eq(people::contact_id)))
        .inner_join(seats::table.on(seats::id.eq(people::seat_id)))
        .filter(people::id.eq(id))
        .select((
            people::id,
            people::consultation_id,
            people::seat_id,
            people::nonce,
            people::saved_at,
            people::sent_at,
            contacts::native_name,
            contacts::latin_name,
            contacts::family_name,
            contacts::salutation,
            contacts::language,
            contacts::erased_at,
            seats::removed_at,
        ))
        .first(conn)
        .optional()?)
}

/// The contact of whoever was asked, with the nonce of their own links.
pub(super) fn contact(conn: &mut Conn, person: i64) -> Stored<Option<(i64, String)>> {
    Ok(people::table
        .inner_join(contacts::table.on(contacts::id.eq(people::contact_id)))
        .filter(people::id.eq(person))
        .select((contacts::id, contacts::nonce))
        .first(conn)
        .optional()?)
}

/// Two sheets of one person come one after the other.
pub(super) fn lock(conn: &mut Conn, person: i64) -> Stored<()> {
    diesel::update(people::table.filter(people::id.eq(person))).set(people::nonce.eq(people::nonce)).execute(conn)?;
    Ok(())
}

/// One answer that counts.
pub(super) struct Kept {
    pub question: QuestionId,
    pub revision: i64,
    pub value: Value,
    pub at: Instant,
}

pub(super) fn latest(conn: &mut Conn, person: i64) -> Stored<Vec<Kept>> {
    let rows: Vec<(QuestionId, i64, Json, Instant)> = answers::table
        .filter(answers::person_id.eq(person))
        .filter(answers::replaced_at.is_null())
        .select((answers::question_id, answers::revision, answers::value, answers::at))
        .load(conn)?;
    let read = |(question, revision, value, at): (QuestionId, i64, Json, Instant)| {
        Ok(Kept { question, revision, value: value.read()?, at })
    };
    rows.into_iter().map(read).collect()
}

/// The answer that stood until now is kept, and counts no more.
pub(super) fn replace(conn: &mut Conn, cx: &Context, person: i64, question: QuestionId) -> Stored<()> {
    let standing = answers::table
        .filter(answers::person_id.eq(person))
        .filter(answers::question_id.eq(question))
        .filter(answers::replaced_at.is_null());
    diesel::update(standing).set(answers::replaced_at.eq(Some(cx.now))).execute(conn)?;
    Ok(())
}

pub(super) fn insert(conn: &mut Conn, person: i64, kept: &Kept) -> Stored<()> {
    let row = (
        answers::person_id.eq(person),
        answers::question_id.eq(kept.question),
        answers::revision.eq(kept.revision),
        answers::value.eq(Json::of(&kept.value)?),
        answers::at.eq(kept.at),
    );
    diesel::insert_into(answers::table).values(row).execute(conn)?;
    Ok(())
}

pub(super) fn note(conn: &mut Conn, cx: &Context, person: i64, wish: Wish) -> Stored<()> {
    let row = people::table.filter(people::id.eq(person));
    match wish {
        Wish::Save => diesel::update(row).set(people::saved_at.eq(Some(cx.now))).execute(conn)?,
        Wish::Send => diesel::update(row).set(people::sent_at.eq(Some(cx.now))).execute(conn)?,
    };
    Ok(())
}

pub(super) fn quoting(conn: &mut Conn, person: i64) -> Stored<Option<Quoting>> {
    Ok(consents::table
        .filter(consents::person_id.eq(person))
        .filter(consents::replaced_at.is_null())
        .select(consents::quoting)
        .first(conn)
        .optional()?)
}

pub(super) fn agree(conn: &mut Conn, cx: &Context, person: i64, consent: &Consent) -> Stored<()> {
    let standing = consents::table.filter(consents::person_id.eq(person)).filter(consents::replaced_at.is_null());
    diesel::update(standing).set(consents::replaced_at.eq(Some(cx.now))).execute(conn)?;
    let row = (
        consents::person_id.eq(person),
        consents::quoting.eq(consent.quoting),
        consents::words.eq(&consent.words),
        consents::locale.eq(consent.locale),
        consents::at.eq(cx.now),
    );
    diesel::insert_into(consents::table).values(row).execute(conn)?;
    Ok(())
}

/// The passages that stand, in their order.
pub(super) fn passages(conn: &mut Conn, person: i64, question: QuestionId) -> Stored<Vec<(PassageId, String)>> {
    Ok(passages::table
        .filter(passages::person_id.eq(person))
        .filter(passages::question_id.eq(question))
        .filter(passages::gone_at.is_null())
        .order((passages::position, passages::id))
        .select((passages::id, passages::body))
        .load(conn)?)
}

pub(super) fn place_passage(conn: &mut Conn, id: PassageId, position: i32) -> Stored<()> {
    diesel::update(passages::table.filter(passages::id.eq(id))).set(passages::position.eq(position)).execute(conn)?;
    Ok(())
}

pub(super) fn insert_passage(
    conn: &mut Conn,
    (person, question): (i64, QuestionId),
    position: i32,
    body: &str,
) -> Stored<()> {
    let row = (
        passages::public_id.eq(PublicId::random()),
        passages::person_id.eq(person),
        passages::question_id.eq(question),
        passages::position.eq(position),
        passages::body.eq(body),
    );
    diesel::insert_into(passages::table).values(row).execute(conn)?;
    Ok(())
}

pub(super) fn end_passages(conn: &mut Conn, cx: &Context, ids: &[PassageId]) -> Stored<()> {
    let rows = passages::table.filter(passages::id.eq_any(ids.to_vec()));
    diesel::update(rows).set(passages::gone_at.eq(Some(cx.now))).execute(conn)?;
    Ok(())
}
