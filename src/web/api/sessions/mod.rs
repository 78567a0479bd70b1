//! Agendas for programs.

mod handlers;
mod json;

use actix_web::web::ServiceConfig;
use utoipa::OpenApi;

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(
    paths(
        handlers::list,
        handlers::create,
        handlers::show,
        handlers::replace,
        handlers::remove,
        handlers::put_back,
        handlers::bring,
        handlers::download,
        handlers::mark,
        handlers::drop_slide
    ),
    tags((name = "sessions", description = "The agendas of events."))
)]
pub struct Description;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(handlers::list).service(handlers::create).service(handlers::show).service(handlers::replace);
    cfg.service(handlers::remove).service(handlers::put_back);
    cfg.service(handlers::bring).service(handlers::download).service(handlers::mark).service(handlers::drop_slide);
}
