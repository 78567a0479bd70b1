//! Events for programs.

mod deadlines;
mod handlers;
mod json;

use actix_web::web::ServiceConfig;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(handlers::list).service(handlers::create).service(handlers::show).service(handlers::replace);
    cfg.service(handlers::change_state).service(handlers::reschedule).service(handlers::clone);
    cfg.service(deadlines::list).service(deadlines::add).service(deadlines::mark).service(deadlines::remove);
}
