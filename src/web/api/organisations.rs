//! Organisations as JSON.

use actix_web::web::{Bytes, Path, Query, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post, put};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::contacts::{Texts, may_edit};
use super::exchange::{self, page_of, read, shown, written};
use super::late::{Standing, unchanged};
use super::merging::{WentInto, moved, not_written};
use crate::access::{Denied, Scope};
use crate::domain::contacts::{self, ContactError, Details, NewOrganisation, Organisation, OrganisationDraft};
use crate::domain::history::Entity;
use crate::domain::merging::Organisations;
use crate::domain::sponsorship::lapsing;
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
pub(super) struct OrganisationJson {
    id: String,
    version: i64,
    /// university, city-office, chamber, firm, embassy, medium, association or other.
    kind: String,
    name: Texts,
    place: String,
    /// ISO 3166-1 alpha-2.
    country: String,
    website: String,
    /// Absent for those who see no notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<String>,
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
    /// The cursor of the next page, for `after`; null on the last.
    next: Option<i64>,
}

written! {
    /// What an organisation is to be: everything, not only what changed.
    struct OrganisationInput {
        kind: String,
        #[schema(required = true)]
        name: Texts,
        place: String,
        country: String,
        website: String,
        notes: String,
        source_key: String,
    } shows {
        id, version, people, created_at, updated_at
    }
}

pub(super) fn json_of(known: Organisation, details: Details) -> OrganisationJson {
    OrganisationJson {
        id: known.public_id.to_string(),
        version: known.version,
        kind: known.kind.to_string(),
        name: (&known.name).into(),
        place: known.place,
        country: known.country,
        website: known.website,
        notes: details.are_shown().then_some(known.notes),
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
    let details = Details::of(&cx.actor);
    let found = app.db.read(move |conn| contacts::list_organisations(conn, &cx, &filter, page)).await?;
    let items = found.items.into_iter().map(|known| json_of(known, details)).collect();
    Ok(HttpResponse::Ok().json(OrganisationsJson { items, next: found.next }))
}

/// One organisation.
#[utoipa::path(get, path = "/api/v1/organisations/{organisation}", tag = "organisations",
    params(("organisation" = String, Path)),
    responses((status = 200, body = OrganisationJson), (status = 301, body = WentInto), (status = 404)))]
#[get("/organisations/{organisation}")]
async fn show(app: App, who: ApiCaller, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let (details, looking, asked) = (Details::of(&cx.actor), cx.clone(), id.clone());
    match app.db.read(move |conn| contacts::organisation(conn, &looking, &asked)).await {
        Ok(known) => Ok(shown(known.version, json_of(known, details))),
        Err(ContactError::Denied(Denied::NotFound)) => moved::<Organisations>(&app, cx, id.into_inner()).await,
        Err(other) => Err(other.into()),
    }
}

/// Adds an organisation.
#[utoipa::path(post, path = "/api/v1/organisations", tag = "organisations", request_body = OrganisationInput,
    responses((status = 201, body = OrganisationJson), (status = 403), (status = 422)))]
#[post("/organisations")]
async fn create(app: App, who: ApiCaller, body: Bytes) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    may_edit(&cx)?;
    let new = parse(&body)?;
    let details = Details::of(&cx.actor);
    let made = app.db.write(move |conn| contacts::create_organisation(conn, &cx, &new)).await?;
    let address = format!("/api/v1/organisations/{}", made.public_id);
    Ok(exchange::made(address, made.version, json_of(made, details)))
}

/// Puts an organisation's new values in place of the old ones. An entry that went into another is not written (409 `merged-away`, with
/// `merged_into`): nothing is led on that was made for the entry that went (RFC 9110, 15.4).
#[utoipa::path(put, path = "/api/v1/organisations/{organisation}", tag = "organisations", request_body = OrganisationInput,
    params(("organisation" = String, Path)),
    responses((status = 200, body = OrganisationJson), (status = 404), (status = 409), (status = 412), (status = 422),
        (status = 428)))]
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
    let version = if_match(&req)?;
    let (looking, known) = (cx.clone(), id.clone());
    let held = match app.db.read(move |conn| contacts::organisation(conn, &looking, &known)).await {
        Ok(now) => {
            let house = ((Entity::Organisation, now.id.raw()), Scope::Installation);
            unchanged(&app, &cx, version, Standing::whole(house, now.version)).await?
        }
        Err(refused) => return Err(not_written::<Organisations>(&app, &cx, &id, refused).await),
    };
    let new = parse(&body)?;
    let details = Details::of(&cx.actor);
    let version = held.version;
    let write = app.db.write(move |conn| lapsing::edit_organisation(conn, &cx, &id, version, &new));
    let saved = held.done(write.await).await?;
    Ok(shown(saved.version, json_of(saved, details)))
}
