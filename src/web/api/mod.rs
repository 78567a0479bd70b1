//! The JSON API, described at `/api/v1/openapi.json`.

pub mod accounts;
pub mod alike;
mod beforehand;
mod body;
mod complete;
pub mod consultations;
pub mod contacts;
mod delegations;
pub mod deliverables;
mod described;
pub mod events;
mod exchange;
mod fresh;
pub mod gates;
pub mod groups;
pub mod hand_over;
mod history;
pub mod imports;
mod invitations;
mod late;
mod listed;
pub mod merges;
mod merging;
pub mod messages;
mod once;
mod organisation_merges;
pub mod organisations;
pub mod overview;
pub mod programmes;
mod relays;
mod reminders;
pub mod sessions;
mod sheets;
mod sponsorships;
mod surface;

use actix_web::web::ServiceConfig;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, OpenApi as Document, SecurityRequirement};
use utoipa::{Modify, OpenApi};

pub(super) use described::TEXT as DESCRIPTION;
pub(super) use fresh::fresh;
pub(super) use once::once;
pub(super) use surface::{check, nothing, spare_body};

#[derive(OpenApi)]
#[openapi(
    info(title = "Convoke", description = "The programme, its people, events and mail, for programs. Send a key of your account as `Authorization: Bearer …`; refusals are `application/problem+json` (RFC 9457), each of a `type` that has a page of its own, in the language that `Accept-Language` (or `?lang=`) names, else your account's. A list is `items` and `next`, the cursor of the next page (`?after=`), null where there is none. A GET whose answer has an ETag is answered 304 when that tag comes back in `If-None-Match` and nothing shown has changed. A key is made and ended by a person on the page of their account: no key makes or ends another, so there is no request for it."),
    modifiers(&Keys)
)]
struct Description;

struct Keys;

impl Modify for Keys {
    fn modify(&self, document: &mut Document) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        document
            .components
            .get_or_insert_with(Components::new)
            .add_security_scheme("key", SecurityScheme::Http(scheme));
        document.security = Some(vec![SecurityRequirement::new("key", Vec::<String>::new())]);
    }
}

/// The whole interface as the code has it, put together from its nouns (OpenAPI 3.1). What the program gives is `described::TEXT`.
pub fn document() -> Document {
    let mut whole = Description::openapi();
    for part in [
        accounts::Description::openapi(),
        contacts::Description::openapi(),
        groups::Description::openapi(),
        merges::Description::openapi(),
        organisation_merges::Description::openapi(),
        hand_over::Description::openapi(),
        organisations::Description::openapi(),
        alike::Description::openapi(),
        imports::Description::openapi(),
        programmes::Description::openapi(),
        overview::Description::openapi(),
        events::Description::openapi(),
        sessions::Description::openapi(),
        gates::Description::openapi(),
        consultations::Description::openapi(),
        invitations::Description::openapi(),
        delegations::Description::openapi(),
        history::Description::openapi(),
        messages::Description::openapi(),
    ] {
        whole.merge(part);
    }
    for part in deliverables::descriptions()
        .into_iter()
        .chain(sponsorships::descriptions())
        .chain(relays::descriptions())
        .chain(reminders::descriptions())
    {
        whole.merge(part);
    }
    once::describe(&mut whole);
    complete::complete(&mut whole);
    whole
}

pub(super) fn routes(cfg: &mut ServiceConfig) {
    accounts::routes(cfg);
    consultations::routes(cfg);
    contacts::routes(cfg);
    delegations::routes(cfg);
    deliverables::routes(cfg);
    sessions::routes(cfg);
    events::routes(cfg);
    gates::routes(cfg);
    groups::routes(cfg);
    imports::routes(cfg);
    invitations::routes(cfg);
    merges::routes(cfg);
    organisation_merges::routes(cfg);
    hand_over::routes(cfg);
    messages::routes(cfg);
    // Before the organisations, one of which "alike" would else be.
    alike::routes(cfg);
    organisations::routes(cfg);
    overview::routes(cfg);
    relays::routes(cfg);
    reminders::routes(cfg);
    programmes::routes(cfg);
    sponsorships::routes(cfg);
    history::routes(cfg);
}
