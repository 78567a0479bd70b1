//! Events for programs.

mod deadlines;
mod handlers;
mod json;
mod preview;

use actix_web::web::ServiceConfig;
use utoipa::OpenApi;

pub(super) use json::LabelJson;

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(
    paths(
        handlers::list,
        handlers::create,
        handlers::show,
        handlers::replace,
        handlers::change_state,
        handlers::reschedule,
        preview::preview,
        handlers::recall,
        handlers::clone,
        deadlines::list,
        deadlines::add,
        deadlines::mark,
        deadlines::remove
    ),
    tags((name = "events", description = "What the programme invites people to."))
)]
pub struct Description;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(handlers::list).service(handlers::create).service(handlers::show).service(handlers::replace);
    cfg.service(handlers::change_state).service(handlers::reschedule).service(handlers::recall);
    cfg.service(preview::preview).service(handlers::clone);
    cfg.service(deadlines::list).service(deadlines::add).service(deadlines::mark).service(deadlines::remove);
}
