//! Accounts for programs: everybody's for administrators, and one's own. A key needs the scope `accounts` for either; no answer holds a
//! password, a link or a key.

mod everybody;
mod json;
mod own;
mod second_factor;

use actix_web::web::ServiceConfig;
use utoipa::OpenApi;

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(
    paths(
        everybody::list,
        everybody::invite,
        everybody::show,
        everybody::give,
        everybody::take,
        everybody::disable,
        everybody::enable,
        second_factor::show,
        second_factor::reset,
        own::show,
        own::replace,
        own::sign_ins,
        own::end_sign_in,
        own::tokens,
        own::end_token
    ),
    tags((name = "accounts", description = "Who may sign in, and what they hold. Keys need the scope `accounts`: whoever has such a key can let people in. No key makes, unmakes or shuts out an administrator, makes another key, or takes a second factor away; that wants somebody who has signed in (403 `wants-person`)."))
)]
pub struct Description;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(everybody::list).service(everybody::invite).service(everybody::show);
    cfg.service(everybody::give).service(everybody::take).service(everybody::disable).service(everybody::enable);
    cfg.service(second_factor::show).service(second_factor::reset);
    cfg.service(own::show).service(own::replace).service(own::sign_ins).service(own::end_sign_in);
    cfg.service(own::tokens).service(own::end_token);
}
