//! The agenda of an event on the desk: a timetable, its sessions, what is shown in them, and the programme on paper.

mod acts;
mod agenda;
mod copying;
mod form;
mod form_fields;
mod past;
pub(in crate::web) mod printed;
mod section;
mod shift;
mod show;
mod slides;
mod timetable;
pub(in crate::web) mod views;

pub(in crate::web) use past::{is_told, past_row};
pub(in crate::web) use section::AgendaSection;
pub(in crate::web) use views::carried_words;

use actix_web::web::ServiceConfig;

use super::events::programme;
use crate::access::{Action, Context, Scope, require};
use crate::db::Conn;
use crate::domain::events::{self, EventView};
use crate::domain::sessions::SessionError;
use crate::kernel::ids::{ProgrammeId, PublicId};
use crate::web::public_id;

/// What is fixed before what is read out of the address.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(agenda::show).service(form::blank).service(form::create);
    cfg.service(copying::ask).service(copying::perform).service(printed::show);
    cfg.service(show::show).service(form::open).service(form::save);
    cfg.service(acts::relocate).service(acts::ask_remove).service(acts::remove).service(acts::put_back);
    cfg.service(shift::ask).service(shift::perform);
    cfg.service(slides::bring).service(slides::download).service(slides::mark).service(slides::remove);
}

/// The address of an event's agenda.
fn address(slug: &str, event: &PublicId) -> String {
    format!("/programmes/{slug}/events/{event}/sessions")
}

/// The event whose agenda is looked at.
fn seen(conn: &mut Conn, cx: &Context, programme: ProgrammeId, event: &PublicId) -> Result<EventView, SessionError> {
    Ok(events::by_public_id(conn, cx, programme, event)?)
}

/// The same for whoever may change it.
fn edited(conn: &mut Conn, cx: &Context, programme: ProgrammeId, event: &PublicId) -> Result<EventView, SessionError> {
    let view = seen(conn, cx, programme, event)?;
    require(&cx.actor, Action::EditEvent, Scope::of(programme, view.event.city))?;
    Ok(view)
}
