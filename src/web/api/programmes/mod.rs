//! Programmes, their cities and steps, for programs.

mod closing;
mod json;
mod preview;

use actix_web::web::{Bytes, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post, put};
use utoipa::OpenApi;

use self::json::{CityBody, CityJson, ProgrammeBody, ProgrammeJson, StepBody, StepJson};
pub(super) use self::json::{OwnerInput, OwnerJson};
use super::exchange::{self, read, shown};
use super::late::{self, unchanged};
use super::listed::ListJson;
use crate::access::{Action, Scope, require};
use crate::domain::gates::{self, GateError};
use crate::domain::history::Entity;
use crate::domain::overview;
use crate::domain::programme::{self, City, Outline, Programme, ProgrammeError, Step};
use crate::kernel::ids::{ProgrammeId, PublicId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::web::{ApiCaller, App, Problem, if_match};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list).service(create).service(show).service(replace);
    cfg.service(closing::close).service(closing::reopen);
    cfg.service(cities).service(add_city).service(show_city).service(replace_city);
    cfg.service(steps).service(show_step).service(replace_step).service(preview::preview_step);
}

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(paths(
    list,
    create,
    show,
    replace,
    cities,
    show_city,
    add_city,
    replace_city,
    steps,
    show_step,
    replace_step,
    closing::close,
    closing::reopen,
    preview::preview_step
))]
pub struct Description;

/// The programmes in sight.
#[utoipa::path(get, path = "/api/v1/programmes", tag = "programmes", responses((status = 200, body = ListJson<ProgrammeJson>)))]
#[get("/programmes")]
pub(super) async fn list(app: App, who: ApiCaller) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let read = app.db.read(move |conn| -> Result<_, ProgrammeError> {
        let all = programme::list(conn, &cx)?;
        let ids: Vec<ProgrammeId> = all.iter().map(|p| p.id).collect();
        let closings = programme::closings(conn, &cx, &ids)?;
        Ok((all, closings))
    });
    let (all, closings) = read.await?;
    Ok(ListJson::answer(all.iter().map(|p| ProgrammeJson::of(p, closings.get(&p.id)))))
}

/// One mistake about where a city lies is told of the pair, which a body has as two numbers.
fn by_number(Invalid(faults): Invalid) -> Invalid {
    let mut told = Invalid::default();
    for fault in faults {
        let Some(city) = fault.field.strip_suffix("coordinates") else {
            told.0.push(fault);
            continue;
        };
        for (number, most) in [("latitude", 90), ("longitude", 180)] {
            let reason = match &fault.reason {
                Reason::OutOfRange { .. } => Reason::OutOfRange { min: -most, max: most },
                other => other.clone(),
            };
            told.add(format!("{city}{number}"), reason);
        }
    }
    told
}

/// A new programme from a template, with its cities, steps, deliverables and own events.
#[utoipa::path(post, path = "/api/v1/programmes", tag = "programmes", request_body = ProgrammeBody,
    responses((status = 201, body = ProgrammeJson), (status = 422, description = "fields and reasons")))]
#[post("/programmes")]
pub(super) async fn create(app: App, who: ApiCaller, body: Bytes) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    require(&cx.actor, Action::CreateProgramme, Scope::Installation)?;
    let new = read::<ProgrammeBody>(&body)?.draft().check().map_err(by_number)?;
    let made = app.db.write(move |conn| overview::create_from_template(conn, &cx, &new)).await?.programme;
    let address = format!("/api/v1/programmes/{}", made.slug);
    Ok(exchange::made(address, made.version, ProgrammeJson::of(&made, None)))
}

/// One programme, by slug or id.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}", tag = "programmes", params(("programme" = String, Path)),
    responses((status = 200, body = ProgrammeJson), (status = 404)))]
#[get("/programmes/{programme}")]
pub(super) async fn show(app: App, who: ApiCaller, key: Path<String>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let read = app.db.read(move |conn| -> Result<_, ProgrammeError> {
        let found = programme::find(conn, &cx, &key)?;
        closing::with_end(conn, &cx, found)
    });
    let (found, closing) = read.await?;
    Ok(shown(found.version, ProgrammeJson::of(&found, closing.as_ref())))
}

/// Replaces title, summary, zone, dates and the rule of release.
#[utoipa::path(put, path = "/api/v1/programmes/{programme}", tag = "programmes", params(("programme" = String, Path)),
    request_body = ProgrammeBody, responses((status = 200, body = ProgrammeJson), (status = 412), (status = 428), (status = 422)))]
#[put("/programmes/{programme}")]
pub(super) async fn replace(
    app: App,
    who: ApiCaller,
    key: Path<String>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, version) = (who.context(&app), if_match(&req)?);
    let (looking, named) = (cx.clone(), key.clone());
    let known = app.db.read(move |conn| -> Result<late::Standing, ProgrammeError> {
        let found = programme::find(conn, &looking, &named)?;
        let scope = Scope::Programme(found.id);
        require(&looking.actor, Action::EditProgramme, scope)?;
        Ok(late::Standing::whole(((Entity::Programme, found.id.raw()), scope), found.version))
    });
    let held = unchanged(&app, &cx, version, known.await?).await?;
    let version = held.version;
    let edit = read::<ProgrammeBody>(&body)?.draft().check_edit()?;
    let write = app.db.write(move |conn| -> Result<_, ProgrammeError> {
        let id = programme::find(conn, &cx, &key)?.id;
        let after = programme::edit(conn, &cx, (id, version), &edit)?;
        closing::with_end(conn, &cx, after)
    });
    let (after, closing) = held.done(write.await).await?;
    Ok(shown(after.version, ProgrammeJson::of(&after, closing.as_ref())))
}

/// The cities of a programme, in order.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/cities", tag = "programmes",
    params(("programme" = String, Path)), responses((status = 200, body = ListJson<CityJson>), (status = 404)))]
#[get("/programmes/{programme}/cities")]
pub(super) async fn cities(app: App, who: ApiCaller, key: Path<String>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let outline = app.db.read(move |conn| programme::load(conn, &cx, &key)).await?;
    Ok(ListJson::answer(outline.cities.iter().map(CityJson::of)))
}

/// One city.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/cities/{city}", tag = "programmes",
    params(("programme" = String, Path), ("city" = String, Path)),
    responses((status = 200, body = CityJson), (status = 404)))]
#[get("/programmes/{programme}/cities/{city}")]
pub(super) async fn show_city(app: App, who: ApiCaller, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (cx, (key, city)) = (who.context(&app), path.into_inner());
    let read = app.db.read(move |conn| -> Result<City, ProgrammeError> {
        let id = programme::find(conn, &cx, &key)?.id;
        programme::city(conn, &cx, id, &city)
    });
    let city = read.await?;
    Ok(shown(city.version, CityJson::of(&city)))
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
    let cx = who.context(&app);
    let named = key.clone();
    let may = app.beforehand(&cx, move |conn, cx| -> Result<(), ProgrammeError> {
        let programme = programme::find(conn, cx, &named)?.id;
        Ok(require(&cx.actor, Action::EditProgramme, Scope::Programme(programme))?)
    });
    may.await?;
    let new = read::<CityBody>(&body)?.draft().check().map_err(by_number)?;
    let write = app.db.write(move |conn| -> Result<(Programme, City), ProgrammeError> {
        let found = programme::find(conn, &cx, &key)?;
        let city = overview::add_city(conn, &cx, found.id, &new)?;
        Ok((found, city))
    });
    let (programme, city) = write.await?;
    let address = format!("/api/v1/programmes/{}/cities/{}", programme.slug, city.slug);
    Ok(exchange::made(address, city.version, CityJson::of(&city)))
}

/// Replaces a city's names, zone, place and colour.
#[utoipa::path(put, path = "/api/v1/programmes/{programme}/cities/{city}", tag = "programmes",
    params(("programme" = String, Path), ("city" = String, Path)), request_body = CityBody,
    responses((status = 200, body = CityJson), (status = 412), (status = 428), (status = 422)))]
#[put("/programmes/{programme}/cities/{city}")]
pub(super) async fn replace_city(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, version, (key, city)) = (who.context(&app), if_match(&req)?, path.into_inner());
    let (looking, named) = (cx.clone(), (key.clone(), city.clone()));
    let known = app.db.read(move |conn| -> Result<late::Standing, ProgrammeError> {
        let programme = programme::find(conn, &looking, &named.0)?.id;
        let known = programme::city(conn, &looking, programme, &named.1)?;
        let scope = Scope::City(programme, known.id);
        require(&looking.actor, Action::EditProgramme, scope)?;
        Ok(late::Standing::whole(((Entity::City, known.id.raw()), scope), known.version))
    });
    let held = unchanged(&app, &cx, version, known.await?).await?;
    let version = held.version;
    let edit = read::<CityBody>(&body)?.draft().check_edit().map_err(by_number)?;
    let write = app.db.write(move |conn| -> Result<City, ProgrammeError> {
        let id = programme::find(conn, &cx, &key)?.id;
        let before = programme::city(conn, &cx, id, &city)?;
        programme::edit_city(conn, &cx, &before, version, &edit)?;
        programme::city(conn, &cx, id, &city)
    });
    let city = held.done(write.await).await?;
    Ok(shown(city.version, CityJson::of(&city)))
}

/// The steps of every city, in order.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/steps", tag = "programmes",
    params(("programme" = String, Path)), responses((status = 200, body = ListJson<StepJson>), (status = 404)))]
#[get("/programmes/{programme}/steps")]
pub(super) async fn steps(app: App, who: ApiCaller, key: Path<String>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let outline = app.db.read(move |conn| programme::load(conn, &cx, &key)).await?;
    let steps = outline.steps.iter().filter_map(|s| StepJson::of(&outline, s));
    Ok(ListJson::answer(steps))
}

/// One step.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/steps/{step}", tag = "programmes",
    params(("programme" = String, Path), ("step" = String, Path)),
    responses((status = 200, body = StepJson), (status = 404)))]
#[get("/programmes/{programme}/steps/{step}")]
pub(super) async fn show_step(app: App, who: ApiCaller, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (cx, (key, id)) = (who.context(&app), path.into_inner());
    let id: PublicId = id.parse().map_err(|_| Problem::NotFound)?;
    let read = app.db.read(move |conn| -> Result<(Outline, Step), ProgrammeError> {
        let outline = programme::load(conn, &cx, &key)?;
        let step = programme::step(conn, &cx, outline.programme.id, &id)?;
        Ok((outline, step))
    });
    let (outline, step) = read.await?;
    let json = StepJson::of(&outline, &step).ok_or(Problem::NotFound)?;
    Ok(shown(step.version, json))
}

/// Replaces a step's state, days and owner. Those who answer for what other days touch are told by mail, as the preview says.
#[utoipa::path(put, path = "/api/v1/programmes/{programme}/steps/{step}", tag = "programmes",
    params(("programme" = String, Path), ("step" = String, Path)), request_body = StepBody,
    responses((status = 200, body = StepJson), (status = 412), (status = 428), (status = 422)))]
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
    let (looking, named) = (cx.clone(), (key.clone(), id.clone()));
    let known = app.db.read(move |conn| -> Result<late::Standing, ProgrammeError> {
        let programme = programme::find(conn, &looking, &named.0)?.id;
        let known = programme::step(conn, &looking, programme, &named.1)?;
        let scope = Scope::City(programme, known.city);
        require(&looking.actor, Action::EditProgramme, scope)?;
        Ok(late::Standing::whole(((Entity::Step, known.id.raw()), scope), known.version))
    });
    let held = unchanged(&app, &cx, version, known.await?).await?;
    let version = held.version;
    let edit = read::<StepBody>(&body)?.draft().check()?;
    let write = app.db.write_retrying(move |conn| -> Result<(Outline, Step), GateError> {
        let outline = programme::load(conn, &cx, &key)?;
        let before = programme::step(conn, &cx, outline.programme.id, &id)?;
        gates::edit_step(conn, &cx, &before, version, &edit)?;
        let after = programme::step(conn, &cx, outline.programme.id, &id)?;
        Ok((outline, after))
    });
    let (outline, step) = held.done(write.await).await?;
    let json = StepJson::of(&outline, &step).ok_or(Problem::NotFound)?;
    Ok(shown(step.version, json))
}
