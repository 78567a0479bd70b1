//! The JSON API, described at `/api/v1/openapi.json`.

use actix_web::web::ServiceConfig;

pub(super) fn routes(_cfg: &mut ServiceConfig) {}
