use std::collections::HashMap;

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
    Ok(people_now(conn, &[id])?.remove(&id))
}

/// Many of them in few statements, by their numbers.
pub(super) fn people_now(conn: &mut Conn, ids: &[i64]) -> Stored<HashMap<i64, PersonNow>> {
    let asked: Vec<AskedRow> = people::table
        .filter(people::id.eq_any(ids.to_vec()))
        .select((
            people::id,
            people::consultation_id,
            people::contact_id,
            people::nonce,
            people::saved_at,
            people::sent_at,
        ))
        .load(conn)?;
    let living = heirs(conn, asked.iter().map(|row| row.2))?;
    let seats = seats(conn, &asked, &living)?;
    let shown: Vec<ContactId> = asked.iter().map(|row| living.get(&row.2).copied().unwrap_or(row.2)).collect();
    let rows: Vec<(ContactId, ContactRow)> = contacts::table
        .filter(contacts::id.eq_any(shown))
        .select((
            contacts::id,
            (
                contacts::nonce,
                contacts::native_name,
                contacts::latin_name,
                contacts::family_name,
                contacts::salutation,
                contacts::language,
            ),
        ))
        .load(conn)?;
    let known: HashMap<ContactId, ContactRow> = rows.into_iter().collect();
    let mut found = HashMap::new();
    for (id, consultation, asked, nonce, saved_at, sent_at) in asked {
        let heir = living.get(&asked).copied();
        let contact = heir.unwrap_or(asked);
        let seat = heir.and_then(|heir| seats.get(&(consultation, heir)).copied());
        let Some((contact_nonce, native, latin, family, salutation, locale)) = known.get(&contact).cloned() else {
            continue;
        };
        let now = PersonNow {
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
        };
        found.insert(id, now);
    }
    Ok(found)
}

/// The seat by which somebody was asked who has none any more: what they have sent is kept, and so is their word on quoting it. None where
/// they sent nothing, or were erased.
pub(super) fn left(conn: &mut Conn, of: &PersonNow) -> Stored<Option<SeatId>> {
    if of.sent_at.is_none() || heirs(conn, std::iter::once(of.contact))?.is_empty() {
        return Ok(None);
    }
    Ok(people::table.filter(people::id.eq(of.id)).select(people::seat_id).first(conn).optional()?)
}

/// The living entry at the end of each one's way; none where the last was erased.
fn heirs(conn: &mut Conn, of: impl Iterator<Item = ContactId>) -> Stored<HashMap<ContactId, ContactId>> {
    let mut ends: HashMap<ContactId, ContactId> = of.map(|id| (id, id)).collect();
    let mut gone: Vec<ContactId> = Vec::new();
    loop {
        let at: Vec<ContactId> = ends.values().copied().collect();
        let rows: Vec<(ContactId, Option<ContactId>, Option<Instant>)> = contacts::table
            .filter(contacts::id.eq_any(at))
            .select((contacts::id, contacts::merged_into, contacts::erased_at))
            .load(conn)?;
        let mut next: HashMap<ContactId, ContactId> = HashMap::new();
        for (id, into, erased) in rows {
            match (into, erased) {
                (Some(into), _) => {
                    next.insert(id, into);
                }
                (None, Some(_)) => gone.push(id),
                (None, None) => {}
            }
        }
        if next.is_empty() {
            break;
        }
        for end in ends.values_mut() {
            if let Some(into) = next.get(end) {
                *end = *into;
            }
        }
    }
    ends.retain(|_, end| !gone.contains(end));
    Ok(ends)
}

/// The seats they hold at their questionnaires' events, whichever these were when they were asked.
fn seats(
    conn: &mut Conn,
    asked: &[AskedRow],
    living: &HashMap<ContactId, ContactId>,
) -> Stored<HashMap<(ConsultationId, ContactId), SeatId>> {
    let of: Vec<ConsultationId> = asked.iter().map(|row| row.1).collect();
    let who: Vec<ContactId> = living.values().copied().collect();
    let rows: Vec<(ConsultationId, Option<ContactId>, SeatId)> = seats::table
        .inner_join(consultations::table.on(consultations::event_id.eq(seats::event_id)))
        .filter(consultations::id.eq_any(of))
        .filter(seats::contact_id.eq_any(who))
        .filter(seats::removed_at.is_null())
        .order(seats::id)
        .select((consultations::id, seats::contact_id, seats::id))
        .load(conn)?;
    let mut found = HashMap::new();
    for (of, contact, seat) in rows {
        if let Some(contact) = contact {
            found.entry((of, contact)).or_insert(seat);
        }
    }
    Ok(found)
}

/// Of the sheets that somebody has because their entries were several, the one that counts: what was sent comes before what was saved, that
/// before what was only asked for, and the later first.
pub(super) fn counting(conn: &mut Conn, of: &PersonNow) -> Stored<i64> {
    let counting = counting_of(conn, [of])?;
    Ok(counting.get(&(of.consultation, of.contact)).map_or(of.id, |(id, _)| *id))
}

/// The same of many: the sheet, and when it was sent, by questionnaire and the entry that stands for them now.
pub(super) fn counting_of<'a>(
    conn: &mut Conn,
    of: impl IntoIterator<Item = &'a PersonNow>,
) -> Stored<HashMap<(ConsultationId, ContactId), (i64, Option<Instant>)>> {
    type Reached = (Option<Instant>, Option<Instant>, Option<Instant>);
    let (mut about, mut ends): (Vec<ConsultationId>, HashMap<ContactId, ContactId>) = (Vec::new(), HashMap::new());
    for person in of {
        about.push(person.consultation);
        ends.insert(person.contact, person.contact);
    }
    let mut ahead: Vec<ContactId> = ends.keys().copied().collect();
    while !ahead.is_empty() {
        let went: Vec<(ContactId, Option<ContactId>)> = contacts::table
            .filter(contacts::merged_into.eq_any(ahead))
            .select((contacts::id, contacts::merged_into))
            .load(conn)?;
        ahead = Vec::new();
        for (id, into) in went {
            let end = into.and_then(|into| ends.get(&into).copied());
            if let Some(end) = end.filter(|_| !ends.contains_key(&id)) {
                ends.insert(id, end);
                ahead.push(id);
            }
        }
    }
    let all: Vec<ContactId> = ends.keys().copied().collect();
    let rows: Vec<(ConsultationId, ContactId, i64, Reached)> = people::table
        .filter(people::consultation_id.eq_any(about))
        .filter(people::contact_id.eq_any(all))
        .order(people::id)
        .select((
            people::consultation_id,
            people::contact_id,
            people::id,
            (people::sent_at, people::saved_at, people::asked_at),
        ))
        .load(conn)?;
    let mut best: HashMap<(ConsultationId, ContactId), (Reached, i64)> = HashMap::new();
    for (of, contact, id, reached) in rows {
        let Some(end) = ends.get(&contact) else { continue };
        let before = best.entry((of, *end)).or_insert((reached, id));
        if reached >= before.0 {
            *before = (reached, id);
        }
    }
    Ok(best.into_iter().map(|(whose, (reached, id))| (whose, (id, reached.0))).collect())
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
