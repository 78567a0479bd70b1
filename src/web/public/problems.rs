//! What the `type` of a problem leads to: the same sentences as the refusal, for whoever reads a log.

use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpResponse, get};

use super::sign_in::SaidPage;
use crate::i18n::Arg;
use crate::web::problem::Problem;
use crate::web::{Front, Visitor, assets, html};

/// Its address lies within the interface's, which would answer for it: mounted before.
pub(in crate::web) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(show);
}

/// What the sentences are filled with when they are said of one request; here of none.
const ARGUMENTS: [&str; 11] =
    ["address", "all", "allowed", "column", "done", "guests", "limit", "line", "minutes", "scope", "why"];

#[get("/api/v1/problems/{problem}")]
async fn show(visitor: Visitor, key: Path<String>) -> Result<HttpResponse, Problem> {
    let w = visitor.words;
    let (title, why) = (format!("problem-{key}"), format!("problem-{key}-why"));
    if !w.has(&title) || !w.has(&why) {
        return Err(Problem::NotFound);
    }
    let args = ARGUMENTS.map(|name| (name, &"…" as &dyn Arg));
    let front = Front::new(w, w.t("product-name"), assets::version());
    html(&SaidPage {
        front: front.in_languages(&format!("/api/v1/problems/{key}")),
        title: w.with(title, &args),
        lead: w.with(why, &args),
        aside: (w.t("problem-page-aside"), "/api/docs/".to_owned()),
    })
}
