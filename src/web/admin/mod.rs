//! The desk: pages for members.

mod account;
mod accounts;
pub(in crate::web) mod deliverables;
pub(in crate::web) mod events;
mod overview;
pub(in crate::web) mod programmes;

use actix_web::web::ServiceConfig;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    account::routes(cfg);
    accounts::routes(cfg);
    events::routes(cfg);
    programmes::routes(cfg);
    deliverables::routes(cfg);
    overview::routes(cfg);
}
