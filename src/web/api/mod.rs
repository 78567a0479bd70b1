//! The JSON API, described at `/api/v1/openapi.json`.

pub mod contacts;
pub mod deliverables;
pub mod events;
pub mod imports;
mod invitations;
pub mod organisations;
pub mod overview;
pub mod programmes;

use actix_web::web::ServiceConfig;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    contacts::routes(cfg);
    deliverables::routes(cfg);
    events::routes(cfg);
    imports::routes(cfg);
    invitations::routes(cfg);
    organisations::routes(cfg);
    overview::routes(cfg);
    programmes::routes(cfg);
}
