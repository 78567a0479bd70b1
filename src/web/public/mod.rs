//! Pages for strangers: what is announced, what a link of one's own opens, and the way in.
//!
//! Looking changes nothing: mail programmes and scanners open every link. A link is its own proof, and whatever is wrong with one, its page
//! is the page of all such links, so that nobody learns which there are; but for a share link that was good and is over, which says so.

pub(in crate::web) mod consultations;
pub(in crate::web) mod delegations;
mod digest;
mod events;
mod farewell;
mod invitations;
pub(super) mod problems;
mod relays;
mod second_step;
mod sessions;
mod set_up;
mod shares;
pub(in crate::web) mod sign_in;
mod sponsorships;

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
        | "/input/{token}"
        | "/r/{token}"
        | "/digest/{token}"
        | "/password/{token}"
        | "/set-up/{secret}"
        | "/sign-in"
        | "/sign-in/code"
        | "/reset" => Some("GET, HEAD, POST"),
        "/a/{token}/event.ics"
        | "/d/{token}/letter"
        | "/e/{event}"
        | "/e/{event}.ics"
        | "/e/{event}/programme"
        | "/e/{event}/slides/{slide}"
        | "/reset/sent"
        | "/sponsors/{programme}"
        | "/sponsors/{programme}/logos/{sponsor_file}"
        | "/r/{token}/files/{file}"
        | "/s/{token}"
        | "/s/{token}/files/{file}"
        | "/s/{token}/files/{file}/thumbnail" => Some("GET, HEAD"),
        _ => None,
    }
}

/// The answer page first: of all pages it is asked for most, and routes are tried in their order.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    invitations::routes(cfg);
    consultations::routes(cfg);
    delegations::routes(cfg);
    farewell::routes(cfg);
    sessions::routes(cfg);
    events::routes(cfg);
    relays::routes(cfg);
    shares::routes(cfg);
    sponsorships::routes(cfg);
    sign_in::routes(cfg);
    second_step::routes(cfg);
    set_up::routes(cfg);
    digest::routes(cfg);
}
