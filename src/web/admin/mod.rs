//! The desk: pages for members.

mod account;
mod accounts;
pub(in crate::web) mod events;

use actix_web::web::ServiceConfig;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    account::routes(cfg);
    accounts::routes(cfg);
    events::routes(cfg);
}
