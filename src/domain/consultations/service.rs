//! Questionnaires found and counted.

use super::model::{Consultation, ConsultationError, Phase};
use super::{parts, store};
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::Conn;
use crate::db::batch::Question;
use crate::domain::events::Event;
use crate::domain::invitations::{self, EventFacts};
use crate::kernel::ids::PublicId;

type Result<T> = std::result::Result<T, ConsultationError>;

/// How a questionnaire stands, in numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    pub questions: i64,
    pub asked: i64,
    pub sent: i64,
    /// Saved a part and did not send it.
    pub parts: i64,
}

/// The questionnaires of an event, by phase, for those who may see its guests.
pub fn of_event(conn: &mut Conn, cx: &Context, event: &EventFacts) -> Result<Vec<Consultation>> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    Ok(store::of_event(conn, event)?)
}

pub fn find(conn: &mut Conn, cx: &Context, event: &EventFacts, phase: Phase) -> Result<Consultation> {
    let all = of_event(conn, cx, event)?;
    Ok(all.into_iter().find(|c| c.phase == phase).ok_or(Denied::NotFound)?)
}

/// A questionnaire by its name alone, with its event.
pub fn find_by_id(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<(EventFacts, Consultation)> {
    let event = store::event_of(conn, id)?.ok_or(Denied::NotFound)?;
    let event = invitations::event_facts(conn, event)?;
    let found = parts::one(of_event(conn, cx, &event)?, id)?;
    Ok((event, found))
}

/// Counts, for those who may see guests: auditors too.
pub fn tally(conn: &mut Conn, cx: &Context, event: &EventFacts, of: &Consultation) -> Result<Tally> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    Ok(store::tallies(conn, event.id)?.remove(&of.id).unwrap_or_default())
}

/// The questionnaires of an event with their counts, by phase.
pub fn in_numbers(conn: &mut Conn, cx: &Context, event: &Event) -> Result<Vec<(Consultation, Tally)>> {
    Ok(in_numbers_asked(cx, event)?.tell(conn)?)
}

/// The same, to be asked beside other questions.
pub fn in_numbers_asked<'a>(cx: &Context, event: &'a Event) -> Result<Question<'a, Vec<(Consultation, Tally)>>> {
    require(&cx.actor, Action::SeeGuests, Scope::of(event.programme, event.city))?;
    Ok(store::in_numbers(event))
}
