//! Programmes on the desk: where one begins, setting one up from a template, its cities and its steps.

mod cities;
pub(in crate::web) mod closing;
mod dates;
mod form;
mod list;
pub(in crate::web) mod steps;
pub(in crate::web) mod views;

use actix_web::web::ServiceConfig;

/// Must be mounted before the overview, whose address takes any word for a programme.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list::home).service(list::list).service(form::blank).service(form::create);
    cfg.service(form::open).service(form::save).service(closing::ask).service(closing::act);
    cfg.service(cities::blank).service(cities::add).service(cities::open).service(cities::save);
    cfg.service(steps::show).service(steps::save).service(dates::check);
}
