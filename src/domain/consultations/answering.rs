//! The sheet behind a participant's own link.

use std::collections::HashMap;

use super::model::{Consultation, ConsultationError, Question, QuestionId, Quoting, Standing, Value};
use super::store_answers::{self, Kept, PersonNow};
use super::values::{self, Typed, Wish, parse};
use super::{store, store_questions};
use crate::access::{Actor, Context, Denied};
use crate::db::{Conn, Stored};
use crate::domain::history::{self, Change, Entity, Record};
use crate::domain::invitations::{self, EventFacts};
use crate::kernel::ids::SeatId;
use crate::kernel::locale::Locale;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;
use crate::kernel::token::{LinkToken, Purpose};

type Result<T> = std::result::Result<T, ConsultationError>;

/// A questionnaire as its reader sees it.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The row of whoever was asked.
    pub person: i64,
    pub seat: SeatId,
    pub name: PersonName,
    pub locale: Locale,
    pub event: EventFacts,
    pub about: Consultation,
    pub questions: Vec<Question>,
    pub given: HashMap<QuestionId, Value>,
    pub quoting: Option<Quoting>,
    pub saved_at: Option<Instant>,
    pub sent_at: Option<Instant>,
    /// They have no seat any more: the sheet takes no answers, only their word on quoting what they sent.
    pub gone: bool,
    pub standing: Standing,
}

/// What somebody agrees to, in the words they read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Consent {
    pub quoting: Quoting,
    pub words: String,
    pub locale: Locale,
}

/// What became of a sheet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answered {
    Sent,
    Saved,
    /// It says what the last one said: nothing was written.
    Repeated,
}

/// What a link opens; a wrong, an old and a foreign one are the same to a stranger. Reads only.
pub fn open_link(conn: &mut Conn, cx: &Context, token: &str) -> Result<Sheet> {
    let token = LinkToken::parse(token).ok_or(Denied::NotFound)?;
    let person = store_answers::person(conn, token.row)?.ok_or(Denied::NotFound)?;
    if !cx.keys.link_matches(&token, Purpose::Consultation, &person.nonce) {
        return Err(Denied::NotFound.into());
    }
    // Each of two links of one person leads to the one sheet.
    let counting = store_answers::counting(conn, &person)?;
    let person = store_answers::person(conn, counting)?.ok_or(Denied::NotFound)?;
    sheet(conn, cx, person)
}

fn sheet(conn: &mut Conn, cx: &Context, person: PersonNow) -> Result<Sheet> {
    let seat = match person.seat {
        Some(seat) => seat,
        None => store_answers::left(conn, &person)?.ok_or(Denied::NotFound)?,
    };
    let event = store::event_of_number(conn, person.consultation)?.ok_or(Denied::NotFound)?;
    let event = invitations::event_facts(conn, event)?;
    let all = store::of_event(conn, &event)?;
    let about = all.into_iter().find(|c| c.id == person.consultation).ok_or(Denied::NotFound)?;
    let questions = store_questions::list(conn, about.id)?;
    let kept = store_answers::latest(conn, person.id)?;
    Ok(Sheet {
        person: person.id,
        seat,
        name: person.name()?,
        locale: person.locale,
        gone: person.gone(),
        standing: if person.gone() { Standing::Over } else { about.standing(cx.now) },
        event,
        about,
        questions,
        given: kept.into_iter().map(|k| (k.question, k.value)).collect(),
        quoting: store_answers::quoting(conn, person.id)?,
        saved_at: person.saved_at,
        sent_at: person.sent_at,
    })
}

/// The sheet of whoever holds the link, behind the lock of their row.
fn own(conn: &mut Conn, cx: &Context, person: i64) -> Result<Sheet> {
    store_answers::lock(conn, person)?;
    let person = store_answers::person(conn, person)?.ok_or(Denied::NotFound)?;
    let sheet = sheet(conn, cx, person)?;
    if cx.actor != Actor::Guest(sheet.seat) {
        return Err(Denied::NotFound.into());
    }
    Ok(sheet)
}

/// Sends a sheet, or saves a part of one. The actor is the guest of the seat that was asked, which the caller has made sure of with
/// [`open_link`].
pub fn answer(
    conn: &mut Conn,
    cx: &Context,
    person: i64,
    (typed, wish): (&Typed, Wish),
    consent: Option<&Consent>,
) -> Result<Answered> {
    // So that no question changes under its answer: the questionnaire first, as those lock who ask and edit.
    let of = store_answers::person(conn, person)?.ok_or(Denied::NotFound)?.consultation;
    store::lock(conn, of)?;
    let sheet = own(conn, cx, person)?;
    if sheet.standing != Standing::Open {
        return Err(ConsultationError::NotOpen(sheet.standing));
    }
    // What was sent stays sent: a part of it would take the rest away.
    let wish = if sheet.sent_at.is_some() { Wish::Send } else { wish };
    let values = parse(&sheet.questions, typed, wish)?;
    let mut changed = 0_i64;
    for (question, value) in sheet.questions.iter().zip(&values) {
        let (id, value) = value;
        if sheet.given.get(id) == value.as_ref() {
            continue;
        }
        changed += 1;
        write(conn, cx, &sheet, (question, value.as_ref()))?;
    }
    if let Some(consent) = consent {
        agree(conn, cx, &sheet, consent)?;
    }
    let first = wish == Wish::Send && sheet.sent_at.is_none();
    if changed == 0 && !first && (wish == Wish::Send || sheet.saved_at.is_some()) {
        return Ok(Answered::Repeated);
    }
    store_answers::note(conn, cx, sheet.person, wish)?;
    if wish == Wish::Save {
        return Ok(Answered::Saved);
    }
    let action = if first { "gave-input" } else { "changed-input" };
    let changes = [Change::of("phase", "", sheet.about.phase), Change::of("answers", "", changed)];
    record(conn, cx, &sheet, action, changes)?;
    Ok(Answered::Sent)
}

/// Whether somebody may be quoted, changed for itself: also when the questionnaire is closed.
pub fn consent(conn: &mut Conn, cx: &Context, person: i64, consent: &Consent) -> Result<()> {
    let sheet = own(conn, cx, person)?;
    agree(conn, cx, &sheet, consent)
}

fn agree(conn: &mut Conn, cx: &Context, sheet: &Sheet, consent: &Consent) -> Result<()> {
    if sheet.quoting == Some(consent.quoting) {
        return Ok(());
    }
    store_answers::agree(conn, cx, sheet.person, consent)?;
    let before = sheet.quoting.map(|q| q.to_string()).unwrap_or_default();
    let changes = [Change::of("phase", "", sheet.about.phase), Change::of("quoting", before, consent.quoting)];
    record(conn, cx, sheet, "quoting-set", changes)?;
    Ok(())
}

fn record(
    conn: &mut Conn,
    cx: &Context,
    sheet: &Sheet,
    action: &'static str,
    changes: impl IntoIterator<Item = Option<Change>>,
) -> Stored<()> {
    let record = Record::new(Entity::Seat, sheet.seat.raw(), action).within(sheet.event.programme, sheet.event.city);
    history::record(conn, cx, record.changes(changes))?;
    Ok(())
}

/// The latest answer to one question: what stood there before is kept behind it, and so is where its unchanged passages were sorted.
fn write(conn: &mut Conn, cx: &Context, sheet: &Sheet, (question, value): (&Question, Option<&Value>)) -> Stored<()> {
    store_answers::replace(conn, cx, sheet.person, question.id)?;
    if let Some(value) = value {
        let kept = Kept { question: question.id, revision: question.revision, value: value.clone(), at: cx.now };
        store_answers::insert(conn, sheet.person, &kept)?;
    }
    let new = match value {
        Some(Value::Text(text)) => values::passages(text),
        _ => Vec::new(),
    };
    let mut old = store_answers::passages(conn, sheet.person, question.id)?;
    for (position, body) in (1..).zip(&new) {
        match old.iter().position(|(_, before)| before == body) {
            Some(at) => store_answers::place_passage(conn, old.remove(at).0, position)?,
            None => store_answers::insert_passage(conn, (sheet.person, question.id), position, body)?,
        }
    }
    let gone: Vec<_> = old.into_iter().map(|(id, _)| id).collect();
    store_answers::end_passages(conn, cx, &gone)
}
