//! Stakeholder input for programs: questionnaires, asking, results, sorting, files.

mod asking;
mod json;
mod reading;
mod results;
mod sorting;
mod writing;

use actix_web::web::ServiceConfig;
use utoipa::OpenApi;

use crate::access::{Action, Context, require};
use crate::db::Conn;
use crate::domain::consultations::{self, Consultation, ConsultationError};
use crate::domain::invitations::EventFacts;
use crate::kernel::ids::PublicId;
use crate::web::{App, Problem, public_id};

#[derive(OpenApi)]
#[openapi(
    paths(
        reading::list,
        writing::create,
        reading::show,
        writing::replace,
        writing::advance,
        writing::add_question,
        writing::replace_question,
        writing::move_question,
        writing::remove_question,
        asking::check,
        asking::ask,
        asking::call_back,
        reading::results,
        reading::answers,
        reading::download,
        sorting::list_themes,
        sorting::add_theme,
        sorting::list_passages,
        sorting::perform,
        sorting::take_back
    ),
    tags((name = "consultations", description = "What participants are asked before an event and after it, and what they said."))
)]
pub struct Description;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(reading::list).service(writing::create).service(reading::show).service(writing::replace);
    cfg.service(writing::advance).service(writing::add_question).service(writing::replace_question);
    cfg.service(writing::move_question).service(writing::remove_question);
    cfg.service(asking::check).service(asking::ask).service(asking::call_back);
    cfg.service(reading::results).service(reading::answers).service(reading::download);
    cfg.service(sorting::list_themes).service(sorting::add_theme).service(sorting::list_passages);
    cfg.service(sorting::perform).service(sorting::take_back);
}

/// The questionnaire, where the caller may do `action` with it: asked before a body is looked at.
async fn allowed(app: &App, cx: &Context, id: &PublicId, action: Action) -> Result<Consultation, Problem> {
    let (cx, id) = (cx.clone(), id.clone());
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, &id)?;
        require(&cx.actor, action, event.scope())?;
        Ok(of)
    });
    Ok(read.await?)
}

fn found(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<(EventFacts, Consultation), ConsultationError> {
    consultations::find_by_id(conn, cx, id)
}
