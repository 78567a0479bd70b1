//! What came in: by person and by question, for those who may read it.

use std::collections::HashMap;

use super::model::{Consultation, ConsultationError, Question, QuestionId, Quoting, Value};
use super::{store_questions, store_reading, store_sorting};
use crate::access::{Action, Context, require};
use crate::db::Conn;
use crate::domain::invitations::EventFacts;
use crate::kernel::ids::PublicId;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;

type Result<T> = std::result::Result<T, ConsultationError>;

/// An answer that counts, and the wording it was given to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Given {
    pub value: Value,
    pub revision: i64,
    pub at: Instant,
}

/// Somebody who has sent a sheet.
#[derive(Clone, Debug)]
pub struct Respondent {
    pub person: i64,
    pub public_id: PublicId,
    pub contact_public: PublicId,
    pub name: PersonName,
    /// The first of their stakeholder groups: everybody counts once.
    pub group: Option<String>,
    pub language: Locale,
    pub quoting: Option<Quoting>,
    pub sent_at: Instant,
    pub given: HashMap<QuestionId, Given>,
}

/// Somebody who was asked, and how far they are. What they saved and did not send is theirs.
#[derive(Clone, Debug)]
pub struct Person {
    pub public_id: PublicId,
    pub contact_public: PublicId,
    pub name: PersonName,
    pub group: Option<String>,
    pub language: Locale,
    pub asked_at: Option<Instant>,
    pub reminded_at: Option<Instant>,
    pub saved_at: Option<Instant>,
    pub sent_at: Option<Instant>,
    pub quoting: Option<Quoting>,
}

/// Earlier words of a question that had been answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wording {
    pub revision: i64,
    pub text: Localised,
    pub replaced_at: Instant,
}

/// How many passages of free text there are, and how many of them have been looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    pub sorted: i64,
    pub total: i64,
}

/// Everybody who was asked, in the order of asking.
pub fn people(conn: &mut Conn, cx: &Context, event: &EventFacts, of: &Consultation) -> Result<Vec<Person>> {
    require(&cx.actor, Action::ReadInput, event.scope())?;
    Ok(store_reading::people(conn, of.id)?)
}

/// Everybody who has sent a sheet, with what they said.
pub fn respondents(conn: &mut Conn, cx: &Context, event: &EventFacts, of: &Consultation) -> Result<Vec<Respondent>> {
    require(&cx.actor, Action::ReadInput, event.scope())?;
    Ok(store_reading::respondents(conn, of.id)?)
}

/// The words a question had before, the newest first.
pub fn wordings(conn: &mut Conn, cx: &Context, event: &EventFacts, of: &Question) -> Result<Vec<Wording>> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    Ok(store_questions::wordings(conn, of.id)?)
}

/// How far the sorting is; a number alone, for those who may see guests.
pub fn progress(conn: &mut Conn, cx: &Context, event: &EventFacts, of: &Consultation) -> Result<Progress> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    let sent = store_reading::sent(conn, of.id)?;
    let mut all = store_sorting::passages(conn, of.id)?;
    all.retain(|p| sent.contains(&p.person));
    let sorted = all.iter().filter(|p| p.is_sorted()).count();
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(Progress { sorted: number(sorted), total: number(all.len()) })
}
