//! Pages for strangers: signing in, first password, setting up.

mod events;
mod invitations;
mod set_up;
mod sign_in;

use actix_web::web::ServiceConfig;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    sign_in::routes(cfg);
    set_up::routes(cfg);
    events::routes(cfg);
    invitations::routes(cfg);
}
