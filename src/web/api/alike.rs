//! Organisations that may be the same, as JSON.

use actix_web::web::{Query, ServiceConfig};
use actix_web::{HttpResponse, get};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::listed::ListJson;
use super::organisations::{OrganisationJson, json_of};
use crate::access::{Action, Scope, require};
use crate::domain::contacts::Details;
use crate::domain::contacts::alike::{self, LikelyHouse, Sought};
use crate::web::{ApiCaller, App, Fields, Problem};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(find);
}

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(paths(find))]
pub struct Description;

#[derive(Serialize, ToSchema)]
struct AlikeJson {
    organisation: OrganisationJson,
    /// From 0.8 to 1; 1 is the same name but for its legal form, script or language.
    score: f64,
    /// same-name, same-domain (of its website or its people's addresses) or alike-name.
    why: &'static str,
}

fn json(found: LikelyHouse, details: Details) -> AlikeJson {
    AlikeJson {
        organisation: json_of(found.organisation, details),
        score: (found.alike.score * 1_000.0).round() / 1_000.0,
        why: found.alike.why.as_str(),
    }
}

/// Organisations that may be known already under another spelling, the likeliest first, at most ten. A hint: two names alike may be two
/// houses.
#[utoipa::path(get, path = "/api/v1/organisations/alike", tag = "organisations",
    params(
        ("name" = Option<Vec<String>>, Query, description = "A name in any language; may be given up to ten times"),
        ("domain" = Option<Vec<String>>, Query, description = "A website, an address or a domain; may be given up to ten times. For those who see addresses"),
    ),
    responses((status = 200, body = ListJson<AlikeJson>), (status = 404), (status = 422)))]
#[get("/organisations/alike")]
async fn find(app: App, who: ApiCaller, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    let all = |name| query.all(name).collect::<Vec<_>>();
    let sought = Sought::parse(&all("name"), &all("domain"))?;
    let details = Details::of(&cx.actor);
    let found = app.db.read(move |conn| alike::alike_houses(conn, &cx, &sought)).await?;
    Ok(ListJson::answer(found.into_iter().map(|one| json(one, details))))
}
