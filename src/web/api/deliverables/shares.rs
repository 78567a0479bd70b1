//! Links for outsiders, for programs.

use actix_web::web::{Bytes, Path, ServiceConfig};
use actix_web::{HttpResponse, delete, get, post};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::super::exchange::read;
use super::super::listed::ListJson;
use super::public_id;
use super::versions::found;
use crate::domain::deliverables::shares::{self, Share, ShareDraft};
use crate::domain::deliverables::{Deliverable, DeliverableError};
use crate::domain::programme;
use crate::kernel::time::Instant;
use crate::web::{ApiCaller, App, Problem};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list).service(create).service(revoke);
}

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(paths(list, create, revoke))]
pub struct Description;

#[derive(Serialize, ToSchema)]
struct ShareJson {
    id: String,
    /// Who it is for.
    recipient: String,
    /// open; waiting, for a version to be approved, or empty, as what was approved is withdrawn or superseded: its page opens and
    /// shows nothing; resting while the deliverable is internal; expired or revoked
    state: &'static str,
    by: Option<String>,
    created_at: String,
    expires_at: String,
    visits: i64,
    downloads: i64,
    last_at: Option<String>,
    /// The link itself, in the answer that made it and never again.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ShareBody {
    recipient: String,
    /// The last day it opens, as 2016-05-31; a year ahead at most.
    until: String,
}

impl ShareJson {
    fn of(share: &Share, now: Instant, of: &Deliverable) -> ShareJson {
        ShareJson {
            id: share.public_id.to_string(),
            recipient: share.recipient.clone(),
            state: share.state(now, of).as_str(),
            by: share.by.as_ref().map(|by| by.name.clone()),
            created_at: share.created_at.rfc3339(),
            expires_at: share.expires_at.rfc3339(),
            visits: share.visits,
            downloads: share.downloads,
            last_at: share.last_at.map(|at| at.rfc3339()),
            url: None,
        }
    }
}

/// The links to a deliverable, the newest first.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/deliverables/{id}/shares", tag = "deliverables",
    params(("programme" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = ListJson<ShareJson>), (status = 403), (status = 404)))]
#[get("/programmes/{programme}/deliverables/{id}/shares")]
async fn list(app: App, who: ApiCaller, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (cx, (key, id)) = (who.context(&app), path.into_inner());
    let of = found(&app, &cx, &key, &id).await?;
    let (now, asked) = (cx.now, of.clone());
    let shares = app.db.read(move |conn| shares::list(conn, &cx, &asked)).await?;
    Ok(HttpResponse::Ok().json(shares.iter().map(|s| ShareJson::of(s, now, &of)).collect::<ListJson<_>>()))
}

/// Makes a link to an external deliverable. To what is internal none is made (409 `share-internal`), and none opens it.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/deliverables/{id}/shares", tag = "deliverables",
    params(("programme" = String, Path), ("id" = String, Path)), request_body = ShareBody,
    responses((status = 201, body = ShareJson), (status = 403), (status = 404), (status = 422)))]
#[post("/programmes/{programme}/deliverables/{id}/shares")]
async fn create(app: App, who: ApiCaller, path: Path<(String, String)>, body: Bytes) -> Result<HttpResponse, Problem> {
    let (cx, (key, id)) = (who.context(&app), path.into_inner());
    let of = found(&app, &cx, &key, &id).await?;
    shares::allowed(&cx, &of)?;
    let body: ShareBody = read(&body)?;
    let (looking, named, city) = (cx.clone(), key.clone(), of.city);
    let read = app
        .db
        .read(move |conn| -> Result<_, DeliverableError> { Ok(programme::load(conn, &looking, &named)?.zone(city)) });
    let zone = read.await?;
    let draft = ShareDraft { recipient: body.recipient, until: body.until };
    let new = draft.check(cx.now.at(zone).date())?;
    let (now, to) = (cx.now, of.clone());
    let made = app.db.write(move |conn| shares::create(conn, &cx, &to, &new, zone)).await?;
    let url = format!("{}/s/{}", app.config.base_url(), made.secret);
    Ok(HttpResponse::Created().json(ShareJson { url: Some(url), ..ShareJson::of(&made.share, now, &of) }))
}

/// Ends a link at once.
#[utoipa::path(delete, path = "/api/v1/programmes/{programme}/deliverables/{id}/shares/{share}", tag = "deliverables",
    params(("programme" = String, Path), ("id" = String, Path), ("share" = String, Path)),
    responses((status = 204), (status = 403), (status = 404)))]
#[delete("/programmes/{programme}/deliverables/{id}/shares/{share}")]
async fn revoke(app: App, who: ApiCaller, path: Path<(String, String, String)>) -> Result<HttpResponse, Problem> {
    let (cx, (key, id, share)) = (who.context(&app), path.into_inner());
    let of = found(&app, &cx, &key, &id).await?;
    let share = public_id(&share)?;
    app.db.write(move |conn| shares::revoke(conn, &cx, &of, &share)).await?;
    Ok(HttpResponse::NoContent().finish())
}
