//! The desk: pages for members.

mod account;
mod accounts;
pub(in crate::web) mod consultations;
pub(in crate::web) mod contacts;
pub(in crate::web) mod delegations;
pub(in crate::web) mod deliverables;
pub(in crate::web) mod events;
pub(in crate::web) mod gates;
pub(in crate::web) mod history;
pub(in crate::web) mod imports;
pub(in crate::web) mod invitations;
mod mail;
mod merges;
mod once_more;
pub(in crate::web) mod organisations;
pub(in crate::web) mod overview;
pub(in crate::web) mod programmes;
pub(in crate::web) mod relays;
pub(in crate::web) mod reminders;
mod second_factor;
pub(in crate::web) mod sessions;
mod settings;
pub(in crate::web) mod sponsorships;

use actix_web::web::ServiceConfig;

/// A request is held against one address after the other: the pages that members open most stand first.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    programmes::routes(cfg);
    overview::routes(cfg);
    account::routes(cfg);
    accounts::routes(cfg);
    second_factor::routes(cfg);
    imports::routes(cfg);
    merges::routes(cfg);
    contacts::routes(cfg);
    sessions::routes(cfg);
    consultations::routes(cfg);
    delegations::routes(cfg);
    reminders::routes(cfg);
    events::routes(cfg);
    gates::routes(cfg);
    organisations::routes(cfg);
    sponsorships::routes(cfg);
    relays::routes(cfg);
    deliverables::routes(cfg);
    mail::routes(cfg);
    invitations::routes(cfg);
    settings::routes(cfg);
    history::routes(cfg);
}
