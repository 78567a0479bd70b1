//! The JSON API, described at `/api/v1/openapi.json`.

pub mod contacts;
pub mod events;
pub mod imports;
mod invitations;
pub mod organisations;

use actix_web::web::ServiceConfig;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    contacts::routes(cfg);
    events::routes(cfg);
    imports::routes(cfg);
    organisations::routes(cfg);
    invitations::routes(cfg);
}
