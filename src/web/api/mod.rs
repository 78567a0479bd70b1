//! The JSON API, described at `/api/v1/openapi.json`.

mod events;

use actix_web::web::ServiceConfig;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    events::routes(cfg);
}
