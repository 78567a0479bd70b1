//! The description of the interface (OpenAPI 3.1), for programs, and the same as a page for people. The page wants no script, and speaks
//! the reader's language but for the description itself, which is in English.

mod reference;

use std::sync::OnceLock;

use actix_web::web::{Bytes, ServiceConfig};
use actix_web::{HttpResponse, get};
use askama::Template;
use serde_json::Value;

use self::reference::{Reference, read};
use crate::i18n::Words;
use crate::web::{App, Front, Problem, Visitor, api, assets, html};

pub(in crate::web) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(description).service(page);
}

struct Described {
    document: Bytes,
    reference: Reference,
}

/// Made once, when somebody first asks for either.
fn described() -> Result<&'static Described, Problem> {
    static MADE: OnceLock<Result<Described, String>> = OnceLock::new();
    MADE.get_or_init(make).as_ref().map_err(|fault| Problem::Internal(fault.clone()))
}

fn make() -> Result<Described, String> {
    let document = api::document().to_json().map_err(|fault| fault.to_string())?;
    let value: Value = serde_json::from_str(&document).map_err(|fault| fault.to_string())?;
    Ok(Described { document: document.into(), reference: read(&value) })
}

#[get("/api/v1/openapi.json")]
async fn description() -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok().content_type("application/json").body(described()?.document.clone()))
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
    html(&ReferencePage { w, front, base: app.config.base_url().to_owned(), r: &described()?.reference })
}
