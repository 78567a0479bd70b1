//! Programmes, their cities and steps, for programs.

use std::collections::BTreeMap;

use actix_web::web::{Bytes, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post, put};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::exchange::{self, read, shown};
use crate::domain::overview;
use crate::domain::programme::{
    self, City, CityDraft, Outline, Owner, Programme, ProgrammeDraft, ProgrammeError, Step, StepDraft,
};
use crate::kernel::ids::PublicId;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::web::{ApiCaller, App, Problem, etag, if_match};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list).service(create).service(show).service(replace);
    cfg.service(cities).service(add_city).service(replace_city);
    cfg.service(steps).service(replace_step);
}

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(paths(list, create, show, replace, cities, add_city, replace_city, steps, replace_step))]
pub struct Description;

type Texts = BTreeMap<Locale, String>;

#[derive(Serialize, ToSchema)]
struct ProgrammeJson {
    #[schema(value_type = String)]
    id: PublicId,
    version: i64,
    /// The programme's name in addresses; it never changes.
    slug: String,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    title: Localised,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    summary: Localised,
    template: String,
    zone: &'static str,
    starts_on: String,
    ends_on: String,
    release_rule: &'static str,
    created_at: String,
    updated_at: String,
}

impl ProgrammeJson {
    fn of(p: &Programme) -> ProgrammeJson {
        ProgrammeJson {
            id: p.public_id.clone(),
            version: p.version,
            slug: p.slug.to_string(),
            title: p.title.clone(),
            summary: p.summary.clone(),
            template: p.template.clone(),
            zone: p.zone.name(),
            starts_on: p.dates.starts_on.to_string(),
            ends_on: p.dates.ends_on.to_string(),
            release_rule: p.release_rule.as_str(),
            created_at: p.created_at.rfc3339(),
            updated_at: p.updated_at.rfc3339(),
        }
    }
}

#[derive(Serialize, ToSchema)]
struct CityJson {
    #[schema(value_type = String)]
    id: PublicId,
    version: i64,
    slug: String,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    name: Localised,
    zone: &'static str,
    latitude: f64,
    longitude: f64,
    hue: &'static str,
}

impl CityJson {
    fn of(c: &City) -> CityJson {
        CityJson {
            id: c.public_id.clone(),
            version: c.version,
            slug: c.slug.to_string(),
            name: c.name.clone(),
            zone: c.zone.name(),
            latitude: c.coordinates.latitude,
            longitude: c.coordinates.longitude,
            hue: c.hue.as_str(),
        }
    }
}

/// Who answers for something.
#[derive(Serialize, ToSchema)]
pub(super) struct OwnerJson {
    #[schema(value_type = String)]
    id: PublicId,
    /// As written natively.
    name: String,
    /// In Latin letters; empty when the native name is Latin already.
    latin_name: String,
}

impl OwnerJson {
    pub fn of(owner: &Owner) -> OwnerJson {
        let name = &owner.name;
        OwnerJson { id: owner.public_id.clone(), name: name.native.clone(), latin_name: name.latin.clone() }
    }
}

#[derive(Serialize, ToSchema)]
struct StepJson {
    #[schema(value_type = String)]
    id: PublicId,
    version: i64,
    /// The city's id.
    #[schema(value_type = String)]
    city: PublicId,
    kind: String,
    ordinal: i32,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    title: Localised,
    state: &'static str,
    starts_on: Option<String>,
    ends_on: Option<String>,
    owner: Option<OwnerJson>,
    #[schema(value_type = Vec<std::collections::HashMap<String, String>>)]
    gates: Vec<Localised>,
    updated_at: String,
}

impl StepJson {
    fn of(outline: &Outline, s: &Step) -> Option<StepJson> {
        Some(StepJson {
            id: s.public_id.clone(),
            version: s.version,
            city: outline.city(s.city)?.public_id.clone(),
            kind: s.kind.to_string(),
            ordinal: s.ordinal,
            title: s.title.clone(),
            state: s.state.as_str(),
            starts_on: s.starts_on.map(|d| d.to_string()),
            ends_on: s.ends_on.map(|d| d.to_string()),
            owner: s.owner.as_ref().map(OwnerJson::of),
            gates: s.gates.clone(),
            updated_at: s.updated_at.rfc3339(),
        })
    }
}

#[derive(Serialize, ToSchema)]
struct ProgrammesJson {
    items: Vec<ProgrammeJson>,
}

#[derive(Serialize, ToSchema)]
struct CitiesJson {
    items: Vec<CityJson>,
}

#[derive(Serialize, ToSchema)]
struct StepsJson {
    items: Vec<StepJson>,
}

/// A programme as it is written. `template`, `slug` and `cities` are read when it is made and ignored later.
#[derive(Deserialize, Default, ToSchema)]
#[serde(default, deny_unknown_fields)]
struct ProgrammeBody {
    template: String,
    slug: String,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    title: Texts,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    summary: Texts,
    zone: String,
    starts_on: String,
    ends_on: String,
    release_rule: String,
    cities: Vec<CityBody>,
}

#[derive(Serialize, Deserialize, Default, ToSchema)]
#[serde(default, deny_unknown_fields)]
struct CityBody {
    slug: String,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    name: Texts,
    zone: String,
    latitude: Option<f64>,
    longitude: Option<f64>,
    hue: String,
}

#[derive(Deserialize, Default, ToSchema)]
#[serde(default, deny_unknown_fields)]
struct StepBody {
    state: String,
    starts_on: String,
    ends_on: String,
    /// A contact's id; empty for nobody.
    owner: String,
    /// Instead of it, one of the contact's addresses.
    owner_email: String,
    reason: String,
}

impl ProgrammeBody {
    fn draft(self) -> ProgrammeDraft {
        ProgrammeDraft {
            template: self.template,
            slug: self.slug,
            title: self.title,
            summary: self.summary,
            zone: self.zone,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            release_rule: self.release_rule,
            cities: self.cities.into_iter().map(CityBody::draft).collect(),
        }
    }
}

impl CityBody {
    fn draft(self) -> CityDraft {
        let degrees = |value: Option<f64>| value.map(|v| v.to_string()).unwrap_or_default();
        CityDraft {
            slug: self.slug,
            name: self.name,
            zone: self.zone,
            latitude: degrees(self.latitude),
            longitude: degrees(self.longitude),
            hue: self.hue,
        }
    }
}

/// The programmes in sight.
#[utoipa::path(get, path = "/api/v1/programmes", tag = "programmes", responses((status = 200, body = ProgrammesJson)))]
#[get("/programmes")]
pub(super) async fn list(app: App, who: ApiCaller) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let all = app.db.read(move |conn| programme::list(conn, &cx)).await?;
    Ok(HttpResponse::Ok().json(ProgrammesJson { items: all.iter().map(ProgrammeJson::of).collect() }))
}

/// A new programme from a template, with its cities, steps, deliverables and own events.
#[utoipa::path(post, path = "/api/v1/programmes", tag = "programmes", request_body = ProgrammeBody,
    responses((status = 201, body = ProgrammeJson), (status = 422, description = "fields and reasons")))]
#[post("/programmes")]
pub(super) async fn create(app: App, who: ApiCaller, body: Bytes) -> Result<HttpResponse, Problem> {
    let (new, cx) = (read::<ProgrammeBody>(&body)?.draft().check()?, who.context(&app));
    let made = app.db.write(move |conn| overview::create_from_template(conn, &cx, &new)).await?.programme;
    let address = format!("/api/v1/programmes/{}", made.slug);
    Ok(exchange::made(address, made.version, ProgrammeJson::of(&made)))
}

/// One programme, by slug or id.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}", tag = "programmes", params(("programme" = String, Path)),
    responses((status = 200, body = ProgrammeJson), (status = 404)))]
#[get("/programmes/{programme}")]
pub(super) async fn show(app: App, who: ApiCaller, key: Path<String>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let found = app.db.read(move |conn| programme::find(conn, &cx, &key)).await?;
    Ok(shown(found.version, ProgrammeJson::of(&found)))
}

/// Replaces title, summary, zone, dates and the rule of release.
#[utoipa::path(put, path = "/api/v1/programmes/{programme}", tag = "programmes", params(("programme" = String, Path)),
    request_body = ProgrammeBody, responses((status = 200, body = ProgrammeJson), (status = 412), (status = 422)))]
#[put("/programmes/{programme}")]
pub(super) async fn replace(
    app: App,
    who: ApiCaller,
    key: Path<String>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, version) = (who.context(&app), if_match(&req)?);
    let edit = read::<ProgrammeBody>(&body)?.draft().check_edit()?;
    let write = app.db.write(move |conn| -> Result<Programme, ProgrammeError> {
        let id = programme::find(conn, &cx, &key)?.id;
        programme::edit(conn, &cx, (id, version), &edit)
    });
    let after = write.await?;
    Ok(shown(after.version, ProgrammeJson::of(&after)))
}

/// The cities of a programme, in order.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/cities", tag = "programmes",
    params(("programme" = String, Path)), responses((status = 200, body = CitiesJson), (status = 404)))]
#[get("/programmes/{programme}/cities")]
pub(super) async fn cities(app: App, who: ApiCaller, key: Path<String>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let outline = app.db.read(move |conn| programme::load(conn, &cx, &key)).await?;
    Ok(HttpResponse::Ok().json(CitiesJson { items: outline.cities.iter().map(CityJson::of).collect() }))
}

/// Adds a city with the template's steps and deliverables.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/cities", tag = "programmes",
    params(("programme" = String, Path)), request_body = CityBody,
    responses((status = 201, body = CityJson), (status = 422)))]
#[post("/programmes/{programme}/cities")]
pub(super) async fn add_city(
    app: App,
    who: ApiCaller,
    key: Path<String>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (new, cx) = (read::<CityBody>(&body)?.draft().check()?, who.context(&app));
    let write = app.db.write(move |conn| -> Result<City, ProgrammeError> {
        let id = programme::find(conn, &cx, &key)?.id;
        overview::add_city(conn, &cx, id, &new)
    });
    let city = write.await?;
    Ok(HttpResponse::Created().insert_header(etag(city.version)).json(CityJson::of(&city)))
}

/// Replaces a city's names, zone, place and colour.
#[utoipa::path(put, path = "/api/v1/programmes/{programme}/cities/{city}", tag = "programmes",
    params(("programme" = String, Path), ("city" = String, Path)), request_body = CityBody,
    responses((status = 200, body = CityJson), (status = 412), (status = 422)))]
#[put("/programmes/{programme}/cities/{city}")]
pub(super) async fn replace_city(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, version, (key, city)) = (who.context(&app), if_match(&req)?, path.into_inner());
    let edit = read::<CityBody>(&body)?.draft().check_edit()?;
    let write = app.db.write(move |conn| -> Result<City, ProgrammeError> {
        let id = programme::find(conn, &cx, &key)?.id;
        let before = programme::city(conn, &cx, id, &city)?;
        programme::edit_city(conn, &cx, &before, version, &edit)?;
        programme::city(conn, &cx, id, &city)
    });
    let city = write.await?;
    Ok(shown(city.version, CityJson::of(&city)))
}

/// The steps of every city, in order.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/steps", tag = "programmes",
    params(("programme" = String, Path)), responses((status = 200, body = StepsJson), (status = 404)))]
#[get("/programmes/{programme}/steps")]
pub(super) async fn steps(app: App, who: ApiCaller, key: Path<String>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let outline = app.db.read(move |conn| programme::load(conn, &cx, &key)).await?;
    let items = outline.steps.iter().filter_map(|s| StepJson::of(&outline, s)).collect();
    Ok(HttpResponse::Ok().json(StepsJson { items }))
}

/// Replaces a step's state, days and owner.
#[utoipa::path(put, path = "/api/v1/programmes/{programme}/steps/{step}", tag = "programmes",
    params(("programme" = String, Path), ("step" = String, Path)), request_body = StepBody,
    responses((status = 200, body = StepJson), (status = 412), (status = 422)))]
#[put("/programmes/{programme}/steps/{step}")]
pub(super) async fn replace_step(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, version, (key, id)) = (who.context(&app), if_match(&req)?, path.into_inner());
    let id: PublicId = id.parse().map_err(|_| Problem::NotFound)?;
    let StepBody { state, starts_on, ends_on, owner, owner_email, reason } = read(&body)?;
    let edit = StepDraft { state, starts_on, ends_on, owner, owner_email, reason }.check()?;
    let write = app.db.write(move |conn| -> Result<(Outline, Step), ProgrammeError> {
        let outline = programme::load(conn, &cx, &key)?;
        let before = programme::step(conn, &cx, outline.programme.id, &id)?;
        programme::edit_step(conn, &cx, &before, version, &edit)?;
        let after = programme::step(conn, &cx, outline.programme.id, &id)?;
        Ok((outline, after))
    });
    let (outline, step) = write.await?;
    let json = StepJson::of(&outline, &step).ok_or(Problem::NotFound)?;
    Ok(shown(step.version, json))
}
