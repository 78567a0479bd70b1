//! What was said with a firm: read, and added to.

use actix_web::web::{Bytes, Path, ServiceConfig};
use actix_web::{HttpResponse, get, post};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::{editable, public_id};
use crate::domain::sponsorship::{self, Activity, ActivityDraft, SponsorshipError, activities};
use crate::kernel::ids::PublicId;
use crate::web::api::exchange::read;
use crate::web::api::listed::ListJson;
use crate::web::{ApiCaller, App, Problem};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list).service(add).service(correct);
}

#[derive(OpenApi)]
#[openapi(paths(list, add, correct))]
pub(super) struct Description;

#[derive(Serialize, ToSchema)]
struct SponsorActivityJson {
    #[schema(value_type = String)]
    id: PublicId,
    /// mail, call, meeting or note.
    kind: &'static str,
    on: String,
    /// Whoever wrote it down.
    by: Option<String>,
    /// A contact's id.
    #[schema(value_type = Option<String>)]
    with: Option<PublicId>,
    body: String,
    next_action: String,
    next_on: Option<String>,
    /// It stands in the place of this one.
    #[schema(value_type = Option<String>)]
    corrects: Option<PublicId>,
    created_at: String,
}

#[derive(Deserialize, ToSchema, Default)]
#[serde(default, deny_unknown_fields)]
struct SponsorActivityBody {
    #[schema(required = true)]
    kind: String,
    /// The day; today where it is not said.
    on: Option<String>,
    with: Option<String>,
    #[schema(required = true)]
    body: String,
    next_action: String,
    next_on: Option<String>,
}

impl SponsorActivityBody {
    fn draft(self) -> ActivityDraft {
        ActivityDraft {
            kind: self.kind,
            on: self.on.unwrap_or_default(),
            with: self.with.unwrap_or_default(),
            body: self.body,
            next_action: self.next_action,
            next_on: self.next_on.unwrap_or_default(),
        }
    }
}

fn told(all: &[Activity]) -> ListJson<SponsorActivityJson> {
    let corrected = |a: &Activity| all.iter().find(|o| Some(o.id) == a.corrects).map(|o| o.public_id.clone());
    let one = |a: &Activity| SponsorActivityJson {
        id: a.public_id.clone(),
        kind: a.kind.as_str(),
        on: a.on.to_string(),
        by: a.by.clone(),
        with: a.with.as_ref().map(|p| p.public_id.clone()),
        body: a.body.clone(),
        next_action: a.next_action.clone(),
        next_on: a.next_on.map(|on| on.to_string()),
        corrects: corrected(a),
        created_at: a.created_at.rfc3339(),
    };
    all.iter().map(one).collect()
}

/// What was said with the firm, the newest first.
#[utoipa::path(get, path = "/api/v1/sponsorships/{sponsorship}/activities", tag = "sponsorships",
    params(("sponsorship" = String, Path)), responses((status = 200, body = ListJson<SponsorActivityJson>), (status = 403), (status = 404)))]
#[get("/sponsorships/{sponsorship}/activities")]
async fn list(app: App, who: ApiCaller, id: Path<String>) -> Result<HttpResponse, Problem> {
    let (cx, id) = (who.context(&app), public_id(&id)?);
    let read = app.db.read(move |conn| -> Result<_, SponsorshipError> {
        let of = sponsorship::find(conn, &cx, &id)?;
        activities::list(conn, &cx, &of)
    });
    Ok(HttpResponse::Ok().json(told(&read.await?)))
}

/// Writes down what was said.
#[utoipa::path(post, path = "/api/v1/sponsorships/{sponsorship}/activities", tag = "sponsorships",
    params(("sponsorship" = String, Path)), request_body = SponsorActivityBody,
    responses((status = 200, body = ListJson<SponsorActivityJson>), (status = 422)))]
#[post("/sponsorships/{sponsorship}/activities")]
async fn add(app: App, who: ApiCaller, id: Path<String>, body: Bytes) -> Result<HttpResponse, Problem> {
    write(&app, &who, (public_id(&id)?, None), &body).await
}

/// Corrects an entry by another that stands in its place; the wrong one stays.
#[utoipa::path(post, path = "/api/v1/sponsorships/{sponsorship}/activities/{activity}", tag = "sponsorships",
    params(("sponsorship" = String, Path), ("activity" = String, Path)), request_body = SponsorActivityBody,
    responses((status = 200, body = ListJson<SponsorActivityJson>), (status = 409), (status = 422)))]
#[post("/sponsorships/{sponsorship}/activities/{activity}")]
async fn correct(app: App, who: ApiCaller, path: Path<(String, String)>, body: Bytes) -> Result<HttpResponse, Problem> {
    let (id, activity) = path.into_inner();
    write(&app, &who, (public_id(&id)?, Some(public_id(&activity)?)), &body).await
}

async fn write(
    app: &App,
    who: &ApiCaller,
    (id, wrong): (PublicId, Option<PublicId>),
    body: &[u8],
) -> Result<HttpResponse, Problem> {
    let cx = who.context(app);
    editable(app, &cx, &id).await?;
    let new = read::<SponsorActivityBody>(body)?.draft().check(cx.now.at(who.zone).date())?;
    let write = app.db.write(move |conn| -> Result<_, SponsorshipError> {
        let of = sponsorship::find(conn, &cx, &id)?;
        match &wrong {
            Some(wrong) => activities::correct(conn, &cx, &of, (wrong, &new))?,
            None => activities::add(conn, &cx, &of, &new)?,
        };
        activities::list(conn, &cx, &of)
    });
    Ok(HttpResponse::Ok().json(told(&write.await?)))
}
