//! Relays for programs: the houses that pass things on, to whom a result went, and what they told.

mod channels;
mod embargoes;
mod packages;

use actix_web::web::{Bytes, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::contacts::Texts;
use super::exchange::{read, shown};
use super::late::{Standing, unchanged};
use super::listed::ListJson;
use crate::access::{Action, Context, require};
use crate::domain::deliverables::{self, Deliverable};
use crate::domain::history::Entity;
use crate::domain::programme;
use crate::domain::relays::{self, Relay, ToldDraft};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason};
use crate::web::{ApiCaller, App, Problem, if_match, public_id};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list).service(offer).service(recall).service(enter);
    channels::routes(cfg);
    embargoes::routes(cfg);
    packages::routes(cfg);
}

/// The description of this noun, in its parts.
pub(super) fn descriptions() -> [utoipa::openapi::OpenApi; 4] {
    let parts = (channels::Description::openapi(), embargoes::Description::openapi(), packages::Description::openapi());
    [Description::openapi(), parts.0, parts.1, parts.2]
}

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(
    paths(list, offer, recall, enter),
    tags((name = "relays", description = "Chambers, embassies and consulates that pass external results on to their members."))
)]
struct Description;

/// One passing-on of one deliverable.
#[derive(Serialize, ToSchema)]
struct RelayJson {
    id: String,
    version: i64,
    deliverable: String,
    channel: String,
    organisation_name: Texts,
    language: String,
    /// offered, taken, forwarded, reported, declined or lapsed.
    state: &'static str,
    /// The day before which the officer knows that it is kept back; none where it is not, where that day is not known yet, or where they know
    /// that it was taken back.
    embargo: Option<String>,
    /// How many members got it, as the house declares.
    members: Option<i64>,
    forwarded_on: Option<String>,
    /// page, staff or none.
    source: &'static str,
    offered_at: String,
    visits: i64,
    downloads: i64,
}

impl RelayJson {
    fn of(deliverable: &PublicId, relay: &Relay) -> RelayJson {
        RelayJson {
            id: relay.public_id.to_string(),
            version: relay.version,
            deliverable: deliverable.to_string(),
            channel: relay.channel.public_id.to_string(),
            organisation_name: (&relay.channel.house.name).into(),
            language: relay.locale.to_string(),
            state: relay.state.as_str(),
            embargo: relay.told.day().map(|day| day.to_string()),
            members: relay.members,
            forwarded_on: relay.forwarded_on.map(|day| day.to_string()),
            source: relay.source.as_str(),
            offered_at: relay.offered_at.rfc3339(),
            visits: relay.visits,
            downloads: relay.downloads,
        }
    }
}

/// The version of the package whose texts were seen, and to whom it goes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RelayOfferBody {
    version: i64,
    /// Ids of channels; those that cannot be offered it are left out.
    channels: Vec<String>,
}

#[derive(Serialize, ToSchema)]
struct RelayOfferedJson {
    /// So many mails leave.
    offered: usize,
}

#[derive(Serialize, ToSchema)]
struct RelayRecalledJson {
    /// So many offers were called back.
    recalled: usize,
}

/// What a house told.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RelayToldBody {
    /// report, taken or declined.
    act: String,
    /// Of a report: how many members got it; none while that is not known.
    members: Option<i64>,
    /// Of a report: on which day.
    #[serde(default)]
    on: String,
    /// Of what is declined: why.
    #[serde(default)]
    reason: String,
}

/// All relays of a programme, the first offered first.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/relays", tag = "relays",
    params(("programme" = String, Path)), responses((status = 200, body = ListJson<RelayJson>), (status = 404)))]
#[get("/programmes/{programme}/relays")]
async fn list(app: App, who: ApiCaller, key: Path<String>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let read = app.db.read(move |conn| -> Result<_, Problem> {
        let programme = programme::find(conn, &cx, &key)?.id;
        Ok(relays::board(conn, &cx, programme)?)
    });
    let board = read.await?;
    let json = |relay: &Relay| {
        let (of, ..) = board.packages.iter().find(|(_, package, _)| package.id == relay.package)?;
        Some(RelayJson::of(&of.public_id, relay))
    };
    Ok(HttpResponse::Ok().json(board.relays.iter().filter_map(json).collect::<ListJson<_>>()))
}

/// The deliverable of an address, for whoever sees it.
async fn deliverable(app: &App, cx: &Context, (key, id): (String, String)) -> Result<Deliverable, Problem> {
    let (cx, id) = (cx.clone(), public_id(&id)?);
    let read = app.db.read(move |conn| -> Result<_, Problem> {
        let programme = programme::find(conn, &cx, &key)?.id;
        Ok(deliverables::find(conn, &cx, programme, &id)?)
    });
    read.await
}

/// The same, for those who may offer it: asked before the body is looked at.
async fn offerable(app: &App, cx: &Context, path: (String, String)) -> Result<Deliverable, Problem> {
    let of = deliverable(app, cx, path).await?;
    require(&cx.actor, Action::RelayDeliverable, of.scope())?;
    Ok(of)
}

/// Offers a deliverable's package to channels: one mail each, and never a second to the same.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/deliverables/{id}/relays", tag = "relays",
    params(("programme" = String, Path), ("id" = String, Path)), request_body = RelayOfferBody,
    responses((status = 200, body = RelayOfferedJson), (status = 404), (status = 409), (status = 412), (status = 422)))]
#[post("/programmes/{programme}/deliverables/{id}/relays")]
async fn offer(app: App, who: ApiCaller, path: Path<(String, String)>, body: Bytes) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let of = offerable(&app, &cx, path.into_inner()).await?;
    let RelayOfferBody { version, channels } = read::<RelayOfferBody>(&body)?;
    let no_such = |_| Invalid::one("channels", Reason::NoSuch);
    let named = channels.iter().map(|id| id.parse::<PublicId>().map_err(no_such)).collect::<Result<Vec<_>, _>>()?;
    let offered = app.db.write(move |conn| relays::offer(conn, &cx, &of, (version, &named))).await?;
    Ok(HttpResponse::Ok().json(RelayOfferedJson { offered }))
}

/// Calls back what a deliverable was offered by in the last five minutes, while its mails wait: those offers were never made.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/deliverables/{id}/relays/recall", tag = "relays",
    params(("programme" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = RelayRecalledJson), (status = 404), (status = 409)))]
#[post("/programmes/{programme}/deliverables/{id}/relays/recall")]
async fn recall(app: App, who: ApiCaller, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let of = offerable(&app, &cx, path.into_inner()).await?;
    let recalled = app.db.write(move |conn| relays::call_back(conn, &cx, &of)).await?;
    Ok(HttpResponse::Ok().json(RelayRecalledJson { recalled }))
}

/// A package or a relay as it stands: it is told in the deliverable's history.
fn standing(of: &Deliverable, (part, version): (&PublicId, i64)) -> Standing {
    Standing::part(((Entity::Deliverable, of.id.raw()), of.scope()), part, version)
}

/// Enters what a house told, by telephone or otherwise.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/deliverables/{id}/relays/{relay}", tag = "relays",
    params(("programme" = String, Path), ("id" = String, Path), ("relay" = String, Path)),
    request_body = RelayToldBody,
    responses((status = 200, body = RelayJson), (status = 404), (status = 412), (status = 422), (status = 428)))]
#[post("/programmes/{programme}/deliverables/{id}/relays/{relay}")]
async fn enter(
    app: App,
    who: ApiCaller,
    path: Path<(String, String, String)>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, seen, (key, id, relay)) = (who.context(&app), if_match(&req)?, path.into_inner());
    let of = offerable(&app, &cx, (key, id)).await?;
    let relay = public_id(&relay)?;
    let (looking, about, named) = (cx.clone(), of.clone(), relay.clone());
    let there = app.db.read(move |conn| relays::whole(conn, &looking, &about)).await?.relays;
    let there = there.into_iter().find(|one| one.public_id == named).ok_or(Problem::NotFound)?;
    let held = unchanged(&app, &cx, seen, standing(&of, (&there.public_id, there.version))).await?;
    let version = held.version;
    let body: RelayToldBody = read(&body)?;
    let members = body.members.map(|n| n.to_string()).unwrap_or_default();
    let draft = ToldDraft { act: body.act, members, on: body.on, reason: body.reason };
    let name = of.public_id.clone();
    let told = app.db.write(move |conn| -> Result<_, relays::RelayError> {
        relays::enter(conn, &cx, &of, (&relay, version), &draft)?;
        let all = relays::whole(conn, &cx, &of)?.relays;
        Ok(all.into_iter().find(|one| one.public_id == relay))
    });
    let told = held.done(told.await).await?.ok_or(Problem::NotFound)?;
    Ok(shown(told.version, RelayJson::of(&name, &told)))
}
