//! For those who run the service: health, figures, assets.

use std::sync::atomic::Ordering;

use actix_web::http::{Method, header};
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};

use super::again::form_page;
use super::assets;
use super::extract::ApiCaller;
use super::problem::Problem;
use super::public;
use super::respond::{has_already, see_other};
use super::state::App;
use crate::access::{Action, Scope, require};
use crate::db::DbError;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(live).service(ready).service(figures).service(asset).service(docs);
}

/// The process runs.
#[get("/health/live")]
async fn live() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("live\n")
}

/// Whether something can be saved. A disk that was found full is tried again by whoever asks; else nothing is written for it.
async fn has_room(app: &App) -> Result<bool, Problem> {
    if !app.db.is_full() {
        return Ok(true);
    }
    let (db, folder) = (app.db.clone(), app.config.data.dir.clone());
    web::block(move || db.has_room(&folder)).await.map_err(|e| Problem::Internal(e.to_string()))
}

/// For whoever reads why a probe fails.
const FULL: &str =
    "not ready: the disk of the database or of data.dir is full, and nothing can be saved until there is room\n";

/// The database answers, has the schema this version wants, and can be written as far as is known. Anybody may ask, so a schema once found
/// whole is not looked for again: that takes a connection of its own.
#[get("/health/ready")]
async fn ready(app: App) -> Result<HttpResponse, Problem> {
    if !app.schema_is_whole.load(Ordering::Relaxed) {
        let db = app.db.clone();
        let pending = web::block(move || db.pending()).await.map_err(|e| Problem::Internal(e.to_string()))??;
        if !pending.0.is_empty() {
            return Err(Problem::Busy);
        }
        app.schema_is_whole.store(true, Ordering::Relaxed);
    }
    app.db.read(|_| Ok::<_, DbError>(())).await?;
    if !has_room(&app).await? {
        return Ok(HttpResponse::ServiceUnavailable().content_type("text/plain; charset=utf-8").body(FULL));
    }
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ready\n"))
}

/// Figures in the text format of Prometheus, for a token with the scope `metrics`.
#[get("/metrics")]
async fn figures(app: App, caller: ApiCaller) -> Result<HttpResponse, Problem> {
    require(&caller.visitor.actor(), Action::ReadMetrics, Scope::Installation)?;
    let full = !has_room(&app).await?;
    metrics::gauge!("convoke_disk_full").set(if full { 1.0 } else { 0.0 });
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(app.metrics.render()))
}

/// Stylesheet, scripts, marks. With `?v=` in the address they may be kept for ever.
#[get("/assets/{path:.*}")]
async fn asset(path: web::Path<String>, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let (body, kind) = if path.as_str() == "convoke.css" {
        (assets::stylesheet().as_bytes().to_vec().into(), "text/css; charset=utf-8".to_owned())
    } else {
        let file = assets::Assets::get(&path).ok_or(Problem::NotFound)?;
        (file.data, mime_guess::from_path(path.as_str()).first_or_octet_stream().to_string())
    };
    let kept = if req.query_string().starts_with("v=") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let tag = format!("\"{}\"", assets::version());
    let same = has_already(&req, &tag);
    let mut response = if same { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((header::CACHE_CONTROL, kept)).insert_header((header::ETAG, tag));
    Ok(if same { response.finish() } else { response.content_type(kind).body(body.into_owned()) })
}

/// The page of the interface's description has an address with a slash at its end; people type it without.
#[get("/api/docs")]
async fn docs() -> HttpResponse {
    HttpResponse::MovedPermanently().insert_header((header::LOCATION, "/api/docs/")).finish()
}

/// Whatever no route takes: an address that is none, one that only takes a form, or one of a stranger's that is asked for in another way
/// than it answers.
pub(super) async fn nothing(req: HttpRequest) -> Result<HttpResponse, Problem> {
    if *req.method() == Method::GET
        && let Some(page) = form_page(&req)
    {
        return Ok(see_other(&page));
    }
    let allowed = req.match_pattern().and_then(|pattern| public::methods(&pattern));
    Err(allowed.map_or(Problem::NotFound, |allowed| Problem::NoSuchMethod { allowed: allowed.to_owned() }))
}
