//! Organisations as JSON.

use actix_web::web::{Bytes, Path, Query, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post, put};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::contacts::{Texts, may_edit};
use super::exchange::{self, page_of, read, shown};
use crate::domain::contacts::{self, NewOrganisation, Organisation, OrganisationDraft};
use crate::kernel::ids::PublicId;
use crate::web::admin::organisations::filter_of;
use crate::web::{ApiCaller, App, Fields, Problem, if_match};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list).service(create).service(show).service(replace);
}

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(paths(list, create, show, replace))]
pub struct Description;

#[derive(Serialize, ToSchema)]
struct OrganisationJson {
    id: String,
    version: i64,
    /// university, city-office, chamber, firm, embassy, medium, association or other.
    kind: String,
    name: Texts,
    place: String,
    /// ISO 3166-1 alpha-2.
    country: String,
    website: String,
    notes: String,
    /// How many people belong to it.
    people: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_key: Option<String>,
    created_at: String,
    updated_at: String,
}

#[derive(Serialize, ToSchema)]
struct OrganisationsJson {
    items: Vec<OrganisationJson>,
    /// The cursor of the next page, for `after`; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<i64>,
}

/// What an organisation is to be: everything, not only what changed.
#[derive(Deserialize, ToSchema, Default)]
#[serde(default, deny_unknown_fields)]
struct OrganisationInput {
    kind: String,
    name: Texts,
    place: String,
    country: String,
    website: String,
    notes: String,
    source_key: String,
    // What is shown but not written may come back, and changes nothing.
    #[serde(rename = "id")]
    #[schema(value_type = Option<Object>, read_only)]
    _id: IgnoredAny,
    #[serde(rename = "version")]
    #[schema(value_type = Option<Object>, read_only)]
    _version: IgnoredAny,
    #[serde(rename = "people")]
    #[schema(value_type = Option<Object>, read_only)]
    _people: IgnoredAny,
    #[serde(rename = "created_at")]
    #[schema(value_type = Option<Object>, read_only)]
    _created_at: IgnoredAny,
    #[serde(rename = "updated_at")]
    #[schema(value_type = Option<Object>, read_only)]
    _updated_at: IgnoredAny,
}

fn json_of(known: Organisation) -> OrganisationJson {
    OrganisationJson {
        id: known.public_id.to_string(),
        version: known.version,
        kind: known.kind.to_string(),
        name: (&known.name).into(),
        place: known.place,
        country: known.country,
        website: known.website,
        notes: known.notes,
        people: known.people,
        source_key: known.source_key,
        created_at: known.created_at.rfc3339(),
        updated_at: known.updated_at.rfc3339(),
    }
}

fn parse(body: &Bytes) -> Result<NewOrganisation, Problem> {
    let input: OrganisationInput = read(body)?;
    let draft = OrganisationDraft {
        name: input.name.into(),
        kind: input.kind,
        place: input.place,
        country: input.country,
        website: input.website,
        notes: input.notes,
        source_key: input.source_key,
    };
    Ok(NewOrganisation::parse(draft)?)
}

/// Organisations by name.
#[utoipa::path(get, path = "/api/v1/organisations", tag = "organisations",
    params(
        ("q" = Option<String>, Query, description = "A name or place, in any script"),
        ("kind" = Option<String>, Query),
        ("after" = Option<i64>, Query, description = "The cursor `next` of the page before"),
        ("limit" = Option<i64>, Query, description = "At most 200"),
    ),
    responses((status = 200, body = OrganisationsJson), (status = 404), (status = 422)))]
#[get("/organisations")]
async fn list(app: App, who: ApiCaller, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    let (cx, filter, page) = (who.context(&app), filter_of(&query)?, page_of(&query));
    let found = app.db.read(move |conn| contacts::list_organisations(conn, &cx, &filter, page)).await?;
    let items = found.items.into_iter().map(json_of).collect();
    Ok(HttpResponse::Ok().json(OrganisationsJson { items, next: found.next }))
}

/// One organisation.
#[utoipa::path(get, path = "/api/v1/organisations/{organisation}", tag = "organisations",
    params(("organisation" = String, Path)),
    responses((status = 200, body = OrganisationJson), (status = 404)))]
#[get("/organisations/{organisation}")]
async fn show(app: App, who: ApiCaller, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let known = app.db.read(move |conn| contacts::organisation(conn, &cx, &id)).await?;
    Ok(shown(known.version, json_of(known)))
}

/// Adds an organisation.
#[utoipa::path(post, path = "/api/v1/organisations", tag = "organisations", request_body = OrganisationInput,
    responses((status = 201, body = OrganisationJson), (status = 403), (status = 422)))]
#[post("/organisations")]
async fn create(app: App, who: ApiCaller, body: Bytes) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    may_edit(&cx)?;
    let new = parse(&body)?;
    let made = app.db.write(move |conn| contacts::create_organisation(conn, &cx, &new)).await?;
    let address = format!("/api/v1/organisations/{}", made.public_id);
    Ok(exchange::made(address, made.version, json_of(made)))
}

/// Puts an organisation's new values in place of the old ones.
#[utoipa::path(put, path = "/api/v1/organisations/{organisation}", tag = "organisations", request_body = OrganisationInput,
    params(("organisation" = String, Path), ("If-Match" = String, Header, description = "The ETag that was seen")),
    responses((status = 200, body = OrganisationJson), (status = 404), (status = 412), (status = 422), (status = 428)))]
#[put("/organisations/{organisation}")]
async fn replace(
    app: App,
    who: ApiCaller,
    req: HttpRequest,
    id: Path<PublicId>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    may_edit(&cx)?;
    let (version, new) = (if_match(&req)?, parse(&body)?);
    let saved = app.db.write(move |conn| contacts::edit_organisation(conn, &cx, &id, version, &new)).await?;
    Ok(shown(saved.version, json_of(saved)))
}
