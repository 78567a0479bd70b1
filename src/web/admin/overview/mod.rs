//! A programme's first page (the matrix), all that is late or due, and its timeline.

mod diamonds;
pub(in crate::web) mod due;
mod entries;
mod geometry;
mod matrix;
mod names;
mod others;
mod paint;
mod timeline;

use actix_web::web::ServiceConfig;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(timeline::show).service(due::all_due).service(matrix::show);
}
