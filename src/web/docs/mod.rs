//! The description of the interface (OpenAPI 3.1), for programs, and the same as a page for people. The page wants no script, and speaks
//! the reader's language but for the description itself, which is in English.

mod reference;

use std::sync::OnceLock;

use actix_web::http::header;
use actix_web::web::{Bytes, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;
use serde_json::Value;
use sha2::{Digest, Sha256};

use self::reference::{Reference, read};
use crate::i18n::Words;
use crate::web::{App, Front, Problem, Visitor, api, assets, has_already, html};

pub(in crate::web) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(description).service(page);
}

/// Made once, when somebody first asks for the page.
fn reference() -> Result<&'static Reference, Problem> {
    static MADE: OnceLock<Result<Reference, String>> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let document: Value = serde_json::from_str(api::DESCRIPTION).map_err(|fault| fault.to_string())?;
        Ok(read(&document))
    });
    made.as_ref().map_err(|fault| Problem::Internal(fault.clone()))
}

/// Of the description's bytes. No number, as the tags of rows begin with.
fn tag() -> &'static str {
    static MADE: OnceLock<String> = OnceLock::new();
    MADE.get_or_init(|| {
        let digest = Sha256::digest(api::DESCRIPTION.as_bytes());
        let shown: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        format!("\"openapi-{shown}\"")
    })
}

/// It changes with the program alone: programs ask each time whether it has, and get its half a megabyte once.
#[get("/api/v1/openapi.json")]
async fn description(req: HttpRequest) -> HttpResponse {
    let same = has_already(&req, tag());
    let mut response = if same { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((header::ETAG, tag())).insert_header((header::CACHE_CONTROL, "no-cache"));
    if same {
        return response.finish();
    }
    response.content_type("application/json").body(Bytes::from_static(api::DESCRIPTION.as_bytes()))
}

#[derive(Template)]
#[template(path = "public/api/reference.html")]
struct ReferencePage {
    w: Words,
    front: Front,
    base: String,
    r: &'static Reference,
}

#[get("/api/docs/")]
async fn page(app: App, visitor: Visitor) -> Result<HttpResponse, Problem> {
    let w = visitor.words;
    let front = Front::new(w, w.t("product-name"), assets::version()).in_languages("/api/docs/");
    html(&ReferencePage { w, front, base: app.config.base_url().to_owned(), r: reference()? })
}
