//! Organisations: found, shown with their people, added, changed.

mod alike;
mod form;
mod list;
mod outward;
mod places;
mod show;

use actix_web::web::ServiceConfig;

pub(super) use alike::{LikelyView, MeantView, likely_view, meant};
pub(in crate::web) use list::filter_of;
pub(super) use places::Places;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list::list).service(form::blank).service(form::create);
    cfg.service(show::show).service(form::existing).service(form::save);
}
