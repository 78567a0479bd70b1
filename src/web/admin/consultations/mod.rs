//! Stakeholder input on the desk: an event's questionnaires, asking by mail, what came in, and sorting it into themes.

mod asking;
mod chart;
pub(in crate::web) mod file;
mod ground;
pub(in crate::web) mod overview;
mod people;
mod question_form;
mod questionnaire;
mod questions;
mod results;
mod settings;
mod sorting;
#[cfg(test)]
mod tests;
mod themes;
mod views;

use actix_web::web::ServiceConfig;

use crate::access::{self, Action, Context, Denied, Scope};
use crate::db::Conn;
use crate::domain::consultations::{self, Consultation, ConsultationError};
use crate::domain::events::Event;
use crate::domain::invitations::{self, EventFacts};
use crate::kernel::ids::PublicId;
use crate::web::public_id;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(overview::list).service(overview::create);
    cfg.service(questionnaire::show).service(questionnaire::advance).service(questionnaire::copy);
    cfg.service(questionnaire::preview).service(settings::open).service(settings::save);
    cfg.service(questions::blank).service(questions::create).service(questions::open).service(questions::save);
    cfg.service(questions::shift).service(questions::ask_removal).service(questions::remove);
    cfg.service(asking::checked).service(asking::ask).service(asking::recall);
    cfg.service(results::figures).service(results::answers).service(people::list).service(people::show);
    cfg.service(sorting::list).service(sorting::perform).service(sorting::take_back);
    cfg.service(themes::list).service(themes::create).service(themes::open).service(themes::save);
    cfg.service(themes::ask_removal).service(themes::remove);
    cfg.service(file::answers_csv).service(file::answers_xlsx).service(file::figures_csv);
    cfg.service(file::figures_xlsx).service(file::report_md);
}

/// The programme's slug and the event's public id.
type EventPath = (String, String);
/// The same with the phase.
type PhasePath = (String, String, String);
/// The same with a question, a person, a theme or an act of sorting.
type PartPath = (String, String, String, String);

fn split(path: PartPath) -> (PhasePath, String) {
    ((path.0, path.1, path.2), path.3)
}

/// The event, for those who may see its guests; under another programme's name it is not found.
fn event(conn: &mut Conn, cx: &Context, slug: &str, id: &str) -> Result<EventFacts, ConsultationError> {
    let id: PublicId = id.parse().map_err(|_| Denied::NotFound)?;
    let event = invitations::event_of(conn, cx, &id)?;
    if event.programme_slug == slug { Ok(event) } else { Err(Denied::NotFound.into()) }
}

/// The questionnaire of an address.
fn found(
    conn: &mut Conn,
    cx: &Context,
    (slug, id, phase): (&str, &str, &str),
) -> Result<(EventFacts, Consultation), ConsultationError> {
    let event = event(conn, cx, slug, id)?;
    let phase = phase.parse().map_err(|_| Denied::NotFound)?;
    let of = consultations::find(conn, cx, &event, phase)?;
    Ok((event, of))
}

fn by(path: &PhasePath) -> (&str, &str, &str) {
    (&path.0, &path.1, &path.2)
}

/// Where an event's questionnaires are.
fn base(event: &EventFacts) -> String {
    place(&event.programme_slug, event)
}

fn place(slug: &str, event: &Event) -> String {
    format!("/programmes/{slug}/events/{}/consultations", event.public_id)
}

/// What the member may do: which buttons are shown. The services decide again.
#[derive(Clone, Copy)]
struct Rights {
    edit: bool,
    ask: bool,
    read: bool,
    sort: bool,
    /// Themes of the whole programme.
    programme: bool,
    people: bool,
}

impl Rights {
    fn of(cx: &Context, event: &EventFacts) -> Rights {
        let may = |action| access::may(&cx.actor, action, event.scope());
        Rights {
            edit: may(Action::EditEvent),
            ask: may(Action::Invite),
            read: may(Action::ReadInput),
            sort: may(Action::SortInput),
            programme: access::may(&cx.actor, Action::SortInput, Scope::Programme(event.programme)),
            people: access::may(&cx.actor, Action::SeeContacts, Scope::Installation),
        }
    }
}
