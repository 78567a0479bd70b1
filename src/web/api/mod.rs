//! The JSON API, described at `/api/v1/openapi.json`.

pub mod accounts;
mod body;
pub mod contacts;
pub mod deliverables;
pub mod events;
mod exchange;
mod history;
pub mod imports;
mod invitations;
mod once;
pub mod organisations;
pub mod overview;
pub mod programmes;
mod surface;

use actix_web::web::ServiceConfig;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, OpenApi as Document, SecurityRequirement};
use utoipa::{Modify, OpenApi};
use utoipa_swagger_ui::SwaggerUi;

pub(super) use once::once;
pub(super) use surface::{check, nothing};

#[derive(OpenApi)]
#[openapi(
    info(title = "Convoke", description = "The programme, its people, events and mail, for programs. Send a key of your account as `Authorization: Bearer …`; refusals are `application/problem+json` (RFC 9457)."),
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

/// The whole interface, put together from its nouns (OpenAPI 3.1).
fn document() -> Document {
    let mut whole = Description::openapi();
    for part in [
        accounts::Description::openapi(),
        contacts::Description::openapi(),
        organisations::Description::openapi(),
        imports::Description::openapi(),
        programmes::Description::openapi(),
        deliverables::Description::openapi(),
        overview::Description::openapi(),
        events::Description::openapi(),
        invitations::Description::openapi(),
        history::Description::openapi(),
    ] {
        whole.merge(part);
    }
    once::describe(&mut whole);
    whole
}

/// The description and its page, outside the scope because both have addresses of their own.
pub(super) fn described(cfg: &mut ServiceConfig) {
    cfg.service(SwaggerUi::new("/api/docs/{_:.*}").url("/api/v1/openapi.json", document()));
}

pub(super) fn routes(cfg: &mut ServiceConfig) {
    accounts::routes(cfg);
    contacts::routes(cfg);
    deliverables::routes(cfg);
    events::routes(cfg);
    imports::routes(cfg);
    invitations::routes(cfg);
    organisations::routes(cfg);
    overview::routes(cfg);
    programmes::routes(cfg);
    history::routes(cfg);
}
