//! Two entries for one organisation made one and parted again, as JSON.

use std::collections::BTreeMap;

use actix_web::web::{Bytes, Path, Query, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::exchange::read;
use super::merges::{
    MergeFieldJson, MergeHangsJson, MergeJson, MergeVersionsJson, MergesJson, UndoPlanJson, fields_json, hangs_json,
    id_in, may_merge,
};
use super::merging::{checked, listed, merged, one, outdated, parted, two};
use crate::domain::contacts;
use crate::domain::merging::organisations::{self as merging, Plan};
use crate::domain::merging::{MergeError, Organisations, Versions};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::Invalid;
use crate::web::{ApiCaller, App, Fields, Problem};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(preview).service(list).service(create).service(show).service(check).service(undo);
}

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(paths(preview, list, create, show, check, undo))]
pub struct Description;

/// What a merge of two organisations would do.
#[derive(Serialize, ToSchema)]
struct OrganisationMergePlanJson {
    versions: MergeVersionsJson,
    fields: Vec<MergeFieldJson>,
    /// What hangs on each, by kind.
    hangs: Vec<MergeHangsJson>,
    /// Events to which both are invited: then it cannot be done. Null for one whose guests are not for this account.
    invited: Vec<Option<String>>,
    /// For what both are asked to sponsor.
    courted: Vec<TwoCourtingsJson>,
    /// Whether it can be done as things stand.
    possible: bool,
}

#[derive(Serialize, ToSchema)]
struct TwoCourtingsJson {
    /// The ids of both sponsorships; null where they are not for this account.
    kept: Option<String>,
    other: Option<String>,
    /// stays (the other one declined, and stays as it is), swap (the kept one declined: the other entry would have to stay instead) or open
    /// (one of them has to be ended first). With any but stays it cannot be done.
    outcome: &'static str,
}

#[derive(Deserialize, ToSchema, Default)]
#[serde(default, deny_unknown_fields)]
struct OrganisationMergeInput {
    /// The id of the entry that stays.
    #[schema(required = true)]
    kept: String,
    /// The id of the entry that goes into it.
    #[schema(required = true)]
    other: String,
    /// The versions that were seen.
    #[schema(required = true)]
    versions: MergeVersionsJson,
    /// By field (name.en, name.fr, name.zh, kind, place, country, website, notes, source_key): kept, other, or both (notes). What is left
    /// out is decided as the preview says.
    choices: BTreeMap<String, String>,
}

fn plan_json(plan: &Plan) -> OrganisationMergePlanJson {
    OrganisationMergePlanJson {
        versions: MergeVersionsJson { kept: plan.kept.version, other: plan.other.version },
        fields: fields_json(&plan.fields),
        hangs: hangs_json(&plan.hangs),
        invited: plan.invited.iter().map(|event| event.as_ref().map(|e| e.public_id.to_string())).collect(),
        courted: plan
            .courted
            .iter()
            .map(|two| TwoCourtingsJson {
                kept: two.seen.as_ref().map(|seen| seen.kept.to_string()),
                other: two.seen.as_ref().map(|seen| seen.other.to_string()),
                outcome: two.outcome.as_str(),
            })
            .collect(),
        possible: plan.refusal().is_none(),
    }
}

/// What merging two organisations would do.
#[utoipa::path(get, path = "/api/v1/organisation-merges/preview", tag = "merges",
    params(
        ("kept" = String, Query, description = "The id of the entry that stays"),
        ("other" = String, Query, description = "The id of the entry that goes into it"),
    ),
    responses((status = 200, body = OrganisationMergePlanJson), (status = 403), (status = 404), (status = 409),
        (status = 422)))]
#[get("/organisation-merges/preview")]
async fn preview(app: App, who: ApiCaller, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    may_merge(&cx)?;
    let (kept, other) = two(&query)?;
    let plan = app.db.read(move |conn| merging::plan(conn, &cx, &kept, &other)).await?;
    Ok(HttpResponse::Ok().json(plan_json(&plan)))
}

/// Merges of organisations, the newest first.
#[utoipa::path(get, path = "/api/v1/organisation-merges", tag = "merges",
    params(
        ("after" = Option<i64>, Query, description = "The cursor `next` of the page before"),
        ("limit" = Option<i64>, Query, description = "At most 200"),
    ),
    responses((status = 200, body = MergesJson), (status = 403), (status = 404), (status = 422)))]
#[get("/organisation-merges")]
async fn list(app: App, who: ApiCaller, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    listed::<Organisations>(&app, &who, &query).await
}

/// Makes two entries for one organisation one.
#[utoipa::path(post, path = "/api/v1/organisation-merges", tag = "merges", request_body = OrganisationMergeInput,
    responses((status = 201, body = MergeJson), (status = 403), (status = 404), (status = 409), (status = 412),
        (status = 422)))]
#[post("/organisation-merges")]
async fn create(app: App, who: ApiCaller, body: Bytes) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    may_merge(&cx)?;
    let input: OrganisationMergeInput = read(&body)?;
    let typed: Vec<(String, String)> = input.choices.into_iter().collect();
    let mut bad = Invalid::default();
    let ids = (id_in(&mut bad, "kept", &input.kept), id_in(&mut bad, "other", &input.other));
    let choices = bad.keep(merging::choices(&typed));
    let (Some(kept), Some(other), Some(choices)) = (ids.0, ids.1, choices) else { return Err(bad.into()) };
    let versions = Versions { kept: input.versions.kept, other: input.versions.other };
    let (acting, two) = (cx.clone(), (kept.clone(), other.clone()));
    let write = app.db.write_retrying(move |conn| -> Result<_, MergeError> {
        let merge = merging::merge_organisations(conn, &acting, (&kept, &other), versions, &choices)?;
        let version = contacts::organisation(conn, &acting, &kept)?.version;
        Ok((merge, version))
    });
    let done = write.await;
    if !matches!(done, Err(MergeError::Stale)) {
        let (merge, version) = done?;
        return Ok(merged(&merge, version));
    }
    let looking = cx.clone();
    let read = app.db.read(move |conn| -> Result<_, MergeError> {
        let both = [contacts::organisation(conn, &looking, &two.0)?, contacts::organisation(conn, &looking, &two.1)?];
        Ok(both.map(|one| (one.id.raw(), one.version)))
    });
    Err(outdated::<Organisations>(&app, &cx, versions, read.await?).await?)
}

/// One merge of organisations.
#[utoipa::path(get, path = "/api/v1/organisation-merges/{organisation_merge}", tag = "merges",
    params(("organisation_merge" = String, Path)),
    responses((status = 200, body = MergeJson), (status = 403), (status = 404)))]
#[get("/organisation-merges/{organisation_merge}")]
async fn show(app: App, who: ApiCaller, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    one::<Organisations>(&app, &who, id.into_inner()).await
}

/// What undoing a merge of organisations would do; its ETag is the kept entry's version, to undo by.
#[utoipa::path(get, path = "/api/v1/organisation-merges/{organisation_merge}/undo", tag = "merges",
    params(("organisation_merge" = String, Path)),
    responses((status = 200, body = UndoPlanJson), (status = 403), (status = 404)))]
#[get("/organisation-merges/{organisation_merge}/undo")]
async fn check(app: App, who: ApiCaller, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    checked::<Organisations>(&app, &who, id.into_inner()).await
}

/// Parts two organisations again.
#[utoipa::path(post, path = "/api/v1/organisation-merges/{organisation_merge}/undo", tag = "merges",
    params(("organisation_merge" = String, Path)),
    responses((status = 200, body = MergeJson), (status = 403), (status = 404), (status = 409), (status = 412),
        (status = 428)))]
#[post("/organisation-merges/{organisation_merge}/undo")]
async fn undo(app: App, who: ApiCaller, req: HttpRequest, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    parted::<Organisations>(&app, &who, &req, id.into_inner()).await
}
