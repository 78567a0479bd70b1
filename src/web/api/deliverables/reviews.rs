//! Reviewers and what they say, for programs.

use actix_web::web::{Bytes, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post, put};
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};
use utoipa::{OpenApi, ToSchema};

use super::super::exchange::{read, shown, written};
use super::super::late;
use super::versions::{found, number};
use crate::access::{Action, Context, require};
use crate::domain::deliverables::reviews::{self, NewPanel, Review, Standing, Verdict};
use crate::domain::deliverables::versions::{self, Version};
use crate::domain::deliverables::{self, Deliverable, DeliverableError, OwnWork};
use crate::domain::history::Entity;
use crate::kernel::invalid::one_of_at;
use crate::web::{ApiCaller, App, Problem, if_match};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(panel).service(name).service(list).service(say);
}

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(paths(panel, name, list, say))]
pub struct Description;

fn own_work() -> Object {
    let words = OwnWork::ALL.iter().map(|word| word.as_str());
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).build()
}

#[derive(Serialize, ToSchema)]
struct PanelJson {
    /// The deliverable's version, for `If-Match`.
    version: i64,
    reviewers: Vec<ReviewerJson>,
    quorum: i32,
    /// Whether authors may approve their own work.
    #[schema(schema_with = own_work)]
    own_work: &'static str,
}

#[derive(Serialize, ToSchema)]
struct ReviewerJson {
    account: String,
    name: String,
}

written! {
    struct PanelBody {
        /// Ids of accounts, or reviewers as GET gave them.
        reviewers: Vec<Named>,
        quorum: i32,
        /// Forbidden where nothing is said.
        #[schema(schema_with = own_work)]
        own_work: String,
    } shows {
        version,
    }
}

#[derive(Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
enum Named {
    Id(String),
    Shown { account: String },
}

impl Named {
    fn account(self) -> String {
        match self {
            Named::Id(account) | Named::Shown { account } => account,
        }
    }
}

#[derive(Serialize, ToSchema)]
struct ReviewsJson {
    approvals: i32,
    /// Null where nobody is named as a reviewer: then whoever may edit the deliverable approves a version of it by hand.
    quorum: Option<i32>,
    /// By whom it was approved by hand, and why, as far as they said.
    by_hand: Option<ReviewJson>,
    /// Which laying before the reviewers this is; what was said in an earlier one does not count any more.
    round: i32,
    /// In the order they were said.
    items: Vec<ReviewJson>,
    /// Always null: they come whole.
    next: Option<i64>,
}

#[derive(Serialize, ToSchema)]
struct ReviewJson {
    id: String,
    by: Option<String>,
    round: i32,
    /// comment, approve, changes or take-back
    verdict: &'static str,
    words: String,
    at: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReviewBody {
    /// comment, approve, changes or take-back
    verdict: String,
    /// A reason, except for an approval.
    #[serde(default)]
    words: String,
}

async fn panel_of(app: &App, cx: Context, of: Deliverable) -> Result<HttpResponse, Problem> {
    let read = app.db.read(move |conn| -> Result<_, DeliverableError> {
        let of = deliverables::find(conn, &cx, of.programme, &of.public_id)?;
        Ok((reviews::reviewers(conn, &cx, &of)?, of))
    });
    let (named, of) = read.await?;
    let reviewer = |r: reviews::Reviewer| ReviewerJson { account: r.public_id.to_string(), name: r.name };
    let body = PanelJson {
        version: of.version,
        reviewers: named.into_iter().map(reviewer).collect(),
        quorum: of.quorum,
        own_work: of.own_work.as_str(),
    };
    Ok(shown(of.version, body))
}

/// Who reviews a deliverable, and how many must approve.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/deliverables/{id}/reviewers", tag = "deliverables",
    params(("programme" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = PanelJson), (status = 404)))]
#[get("/programmes/{programme}/deliverables/{id}/reviewers")]
async fn panel(app: App, who: ApiCaller, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (cx, (key, id)) = (who.context(&app), path.into_inner());
    let of = found(&app, &cx, &key, &id).await?;
    panel_of(&app, cx, of).await
}

/// Names the reviewers, the quorum, and whether authors may approve their own work.
#[utoipa::path(put, path = "/api/v1/programmes/{programme}/deliverables/{id}/reviewers", tag = "deliverables",
    params(("programme" = String, Path), ("id" = String, Path)), request_body = PanelBody,
    responses((status = 200, body = PanelJson), (status = 412), (status = 422), (status = 428)))]
#[put("/programmes/{programme}/deliverables/{id}/reviewers")]
async fn name(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, (key, id)) = (who.context(&app), path.into_inner());
    let of = found(&app, &cx, &key, &id).await?;
    require(&cx.actor, Action::NameReviewers, of.scope())?;
    let seen = if_match(&req)?;
    let whole = late::Standing::whole(((Entity::Deliverable, of.id.raw()), of.scope()), of.version);
    let held = late::unchanged(&app, &cx, seen, whole).await?;
    let seen = held.version;
    let body: PanelBody = read(&body)?;
    let named: Vec<String> = body.reviewers.into_iter().map(Named::account).collect();
    let new = NewPanel::parse(&named, &body.quorum.to_string(), &body.own_work)?;
    let (acting, d) = (cx.clone(), of.clone());
    let write = app.db.write(move |conn| reviews::name_reviewers(conn, &acting, &d, seen, &new));
    held.done(write.await).await?;
    panel_of(&app, cx, of).await
}

async fn said(app: &App, cx: Context, of: Deliverable, n: i32) -> Result<HttpResponse, Problem> {
    let read = app.db.read(move |conn| -> Result<(Standing, bool, Version, Vec<Review>), DeliverableError> {
        let version = versions::show(conn, &cx, &of, n)?.version;
        let by_hand = reviews::by_hand(conn, &cx, &of)?;
        let standing = reviews::standing(conn, &of, &version)?;
        let said = reviews::reviews(conn, &[version.id])?;
        Ok((standing, by_hand, version, said))
    });
    let (standing, by_hand, version, said) = read.await?;
    let body = ReviewsJson {
        approvals: standing.approvals,
        quorum: (!by_hand).then_some(standing.quorum),
        by_hand: reviews::approval_by_hand(&version, &said).filter(|_| by_hand).map(review),
        round: version.round,
        items: said.iter().map(review).collect(),
        next: None,
    };
    Ok(HttpResponse::Ok().json(body))
}

fn review(r: &Review) -> ReviewJson {
    ReviewJson {
        id: r.public_id.to_string(),
        by: r.by.as_ref().map(|by| by.name.clone()),
        round: r.round,
        verdict: r.verdict.as_str(),
        words: r.words.clone(),
        at: r.at.rfc3339(),
    }
}

/// What was said of a version, and how it stands.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/deliverables/{id}/versions/{number}/reviews",
    tag = "deliverables", params(("programme" = String, Path), ("id" = String, Path), ("number" = i32, Path)),
    responses((status = 200, body = ReviewsJson), (status = 404)))]
#[get("/programmes/{programme}/deliverables/{id}/versions/{number}/reviews")]
async fn list(app: App, who: ApiCaller, path: Path<(String, String, String)>) -> Result<HttpResponse, Problem> {
    let (cx, (key, id, n)) = (who.context(&app), path.into_inner());
    let of = found(&app, &cx, &key, &id).await?;
    said(&app, cx, of, number(&n)?).await
}

/// Comments, approves, asks for changes, or takes one's own approval back.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/deliverables/{id}/versions/{number}/reviews",
    tag = "deliverables", params(("programme" = String, Path), ("id" = String, Path), ("number" = i32, Path)),
    request_body = ReviewBody,
    responses((status = 200, body = ReviewsJson), (status = 403), (status = 409), (status = 422)))]
#[post("/programmes/{programme}/deliverables/{id}/versions/{number}/reviews")]
async fn say(
    app: App,
    who: ApiCaller,
    path: Path<(String, String, String)>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, (key, id, n)) = (who.context(&app), path.into_inner());
    let of = found(&app, &cx, &key, &id).await?;
    require(&cx.actor, Action::ReviewDeliverable, of.scope())?;
    let body: ReviewBody = read(&body)?;
    let verdict: Verdict = one_of_at("verdict", &body.verdict)?;
    let (acting, d, n) = (cx.clone(), of.clone(), number(&n)?);
    app.db.write(move |conn| reviews::say(conn, &acting, &d, n, (verdict, &body.words))).await?;
    said(&app, cx, of, n).await
}
