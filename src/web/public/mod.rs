//! Pages for strangers: signing in, first password, setting up.

pub(in crate::web) mod delegations;
mod digest;
mod events;
mod farewell;
mod invitations;
pub(super) mod problems;
mod set_up;
mod shares;
mod sign_in;

use actix_web::web::ServiceConfig;

/// The methods that an address in a mail or on a public page answers to; mail programmes and scanners try others.
pub(super) fn methods(pattern: &str) -> Option<&'static str> {
    match pattern {
        "/a/{token}"
        | "/d/{token}"
        | "/d/{token}/delegates"
        | "/d/{token}/delegates/{place}"
        | "/d/{token}/delegates/{place}/withdraw"
        | "/n/{token}"
        | "/digest/{token}"
        | "/password/{token}"
        | "/set-up/{secret}"
        | "/sign-in"
        | "/reset" => Some("GET, HEAD, POST"),
        "/a/{token}/event.ics"
        | "/d/{token}/letter"
        | "/e/{event}"
        | "/e/{event}.ics"
        | "/reset/sent"
        | "/s/{token}"
        | "/s/{token}/files/{file}"
        | "/s/{token}/files/{file}/thumbnail" => Some("GET, HEAD"),
        _ => None,
    }
}

/// The answer page first: of all pages it is asked for most, and routes are tried in their order.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    invitations::routes(cfg);
    delegations::routes(cfg);
    farewell::routes(cfg);
    events::routes(cfg);
    shares::routes(cfg);
    sign_in::routes(cfg);
    set_up::routes(cfg);
    digest::routes(cfg);
}
