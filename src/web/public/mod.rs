//! Pages for strangers: signing in, first password, setting up.

mod digest;
mod events;
mod invitations;
mod set_up;
mod sign_in;

use actix_web::web::ServiceConfig;

/// The answer page first: of all pages it is asked for most, and routes are tried in their order.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    invitations::routes(cfg);
    events::routes(cfg);
    sign_in::routes(cfg);
    set_up::routes(cfg);
    digest::routes(cfg);
}
