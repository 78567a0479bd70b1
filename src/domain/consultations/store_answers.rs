use diesel::prelude::*;

use super::answering::Consent;
use super::model::{ConsultationId, PassageId, QuestionId, Quoting, Value};
use super::values::Wish;
use crate::access::Context;
use crate::db::schema::{
    consultation_answers as answers, consultation_consents as consents, consultation_passages as passages,
    consultation_people as people, consultations, contacts, seats,
};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::domain::contacts::heir;
use crate::kernel::ids::{ContactId, PublicId, SeatId};
use crate::kernel::locale::Locale;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;

/// Somebody who was asked, as the entry that stands for them now tells.
pub(super) struct PersonNow {
    pub id: i64,
    pub consultation: ConsultationId,
    /// The seat they hold at the event. None where they have none any more, or were erased.
    pub seat: Option<SeatId>,
    pub nonce: String,
    pub saved_at: Option<Instant>,
    pub sent_at: Option<Instant>,
    pub contact: ContactId,
    /// Of the contact's own links.
    pub contact_nonce: String,
    native: String,
    latin: String,
    family: String,
    salutation: Json,
    pub locale: Locale,
}

type AskedRow = (i64, ConsultationId, ContactId, String, Option<Instant>, Option<Instant>);
type ContactRow = (String, String, String, String, Json, Locale);

impl PersonNow {
    pub fn gone(&self) -> bool {
        self.seat.is_none()
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
    let asked: Option<AskedRow> = people::table
        .filter(people::id.eq(id))
        .select((
            people::id,
            people::consultation_id,
            people::contact_id,
            people::nonce,
            people::saved_at,
            people::sent_at,
        ))
        .first(conn)
        .optional()?;
    let Some((id, consultation, asked, nonce, saved_at, sent_at)) = asked else { return Ok(None) };
    let living = heir(conn, asked)?;
    let seat = match living {
        Some(contact) => seat(conn, consultation, contact)?,
        None => None,
    };
    let contact = living.unwrap_or(asked);
    let (contact_nonce, native, latin, family, salutation, locale): ContactRow = contacts::table
        .filter(contacts::id.eq(contact))
        .select((
            contacts::nonce,
            contacts::native_name,
            contacts::latin_name,
            contacts::family_name,
            contacts::salutation,
            contacts::language,
        ))
        .first(conn)?;
    Ok(Some(PersonNow {
        id,
        consultation,
        seat,
        nonce,
        saved_at,
        sent_at,
        contact,
        contact_nonce,
        native,
        latin,
        family,
        salutation,
        locale,
    }))
}

/// The seat somebody holds at a questionnaire's event, whichever it was when they were asked.
fn seat(conn: &mut Conn, of: ConsultationId, contact: ContactId) -> Stored<Option<SeatId>> {
    Ok(seats::table
        .inner_join(consultations::table.on(consultations::event_id.eq(seats::event_id)))
        .filter(consultations::id.eq(of))
        .filter(seats::contact_id.eq(contact))
        .filter(seats::removed_at.is_null())
        .order(seats::id)
        .select(seats::id)
        .first(conn)
        .optional()?)
}

/// Of the sheets that somebody has because their entries were two, the one that counts: what was sent comes before what was saved, that
/// before what was only asked for, and the later first.
pub(super) fn counting(conn: &mut Conn, of: &PersonNow) -> Stored<i64> {
    type Reached = (Option<Instant>, Option<Instant>, Option<Instant>);
    let (mut all, mut ahead) = (vec![of.contact], vec![of.contact]);
    while !ahead.is_empty() {
        let went = contacts::table.filter(contacts::merged_into.eq_any(ahead)).select(contacts::id);
        ahead = went.load::<ContactId>(conn)?.into_iter().filter(|id| !all.contains(id)).collect();
        all.extend(&ahead);
    }
    let rows: Vec<(i64, Reached)> = people::table
        .filter(people::consultation_id.eq(of.consultation))
        .filter(people::contact_id.eq_any(all))
        .order(people::id)
        .select((people::id, (people::sent_at, people::saved_at, people::asked_at)))
        .load(conn)?;
    Ok(rows.into_iter().max_by_key(|(_, reached)| *reached).map_or(of.id, |(id, _)| id))
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
