//! Deliverables on the desk: the list with its filters, one with its states and history, the form.

mod dates;
mod form;
pub(in crate::web) mod list;
mod reviewers;
mod shares;
mod show;
pub(in crate::web) mod versions;
pub(in crate::web) mod views;

pub(in crate::web) use show::value as past_value;

use actix_web::web::ServiceConfig;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list::list).service(form::blank).service(form::create).service(show::show);
    cfg.service(form::open).service(form::save).service(dates::check).service(show::ask).service(show::advance);
    cfg.service(reviewers::open)
        .service(reviewers::save)
        .service(shares::list)
        .service(shares::create)
        .service(shares::revoke);
    versions::routes(cfg);
}
