//! A programme's first page (the matrix) and its timeline.

mod geometry;
mod matrix;
mod names;
mod others;
mod paint;
mod timeline;

use actix_web::web::ServiceConfig;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(timeline::show).service(matrix::show);
}
