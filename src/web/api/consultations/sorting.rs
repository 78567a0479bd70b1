//! Themes, and passages sorted into them.

use actix_web::web::{Bytes, Path};
use actix_web::{HttpResponse, get, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::results::{PassageJson, ThemeJson};
use super::{allowed, found, public_id};
use crate::access::Action;
use crate::domain::consultations::{self, ConsultationError, PassageFilter, Sort, ThemeDraft, Verb};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason, one_of_at};
use crate::kernel::localised::Localised;
use crate::web::api::exchange::read;
use crate::web::api::listed::ListJson;
use crate::web::{ApiCaller, App, Problem};

#[derive(Deserialize, Default, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ThemeBody {
    #[schema(value_type = std::collections::HashMap<String, String>)]
    name: Localised,
    /// 1 to 12; empty: the next free one.
    hue: String,
    /// event or programme
    reach: String,
}

#[derive(Deserialize, Default, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SortBody {
    /// add, take, aside or back
    verb: String,
    /// add, take: a theme's id
    theme: Option<String>,
    /// Their ids.
    passages: Vec<String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct SortJson {
    /// By which it is undone; null where nothing changed.
    id: Option<String>,
    changed: usize,
}

impl SortJson {
    fn of(sort: Option<&Sort>) -> SortJson {
        SortJson {
            id: sort.map(|s| s.public_id.to_string()),
            changed: sort.map(|s| s.passages.len()).unwrap_or_default(),
        }
    }
}

/// The themes that passages can be sorted into: the event's, and those of its programme.
#[utoipa::path(get, path = "/api/v1/consultations/{consultation}/themes", tag = "consultations",
    params(("consultation" = String, Path)), responses((status = 200, body = ListJson<ThemeJson>), (status = 404)))]
#[get("/consultations/{consultation}/themes")]
pub(super) async fn list_themes(app: App, who: ApiCaller, path: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&path)?, who.context(&app));
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let (event, _) = found(conn, &cx, &id)?;
        consultations::themes(conn, &cx, &event)
    });
    Ok(ListJson::answer(read.await?.iter().map(ThemeJson::of)))
}

/// Adds a theme.
#[utoipa::path(post, path = "/api/v1/consultations/{consultation}/themes", tag = "consultations",
    params(("consultation" = String, Path)), request_body = ThemeBody,
    responses((status = 201, body = ThemeJson), (status = 403), (status = 404), (status = 422)))]
#[post("/consultations/{consultation}/themes")]
pub(super) async fn add_theme(
    app: App,
    who: ApiCaller,
    path: Path<String>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&path)?, who.context(&app));
    allowed(&app, &cx, &id, Action::SortInput).await?;
    let body: ThemeBody = read(&body)?;
    let draft = ThemeDraft { name: body.name.into(), hue: body.hue, reach: body.reach };
    let write = app.db.write(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, &id)?;
        consultations::add_theme(conn, &cx, &event, &of, &draft)
    });
    Ok(HttpResponse::Created().json(ThemeJson::of(&write.await?)))
}

/// Every passage of free text, with its themes.
#[utoipa::path(get, path = "/api/v1/consultations/{consultation}/passages", tag = "consultations",
    params(("consultation" = String, Path)),
    responses((status = 200, body = ListJson<PassageJson>), (status = 403), (status = 404)))]
#[get("/consultations/{consultation}/passages")]
pub(super) async fn list_passages(app: App, who: ApiCaller, path: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&path)?, who.context(&app));
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, &id)?;
        let all = consultations::passages(conn, &cx, &event, &of, &PassageFilter::default())?;
        let questions = consultations::questions(conn, &cx, &event, &of)?;
        let themes = consultations::themes(conn, &cx, &event)?;
        Ok(all.iter().map(|p| PassageJson::of(p, &questions, &themes)).collect::<ListJson<_>>())
    });
    Ok(HttpResponse::Ok().json(read.await?))
}

/// Sorts passages into a theme or out of it, or sets them aside.
#[utoipa::path(post, path = "/api/v1/consultations/{consultation}/sorts", tag = "consultations",
    params(("consultation" = String, Path)), request_body = SortBody,
    responses((status = 200, body = SortJson), (status = 403), (status = 404), (status = 422)))]
#[post("/consultations/{consultation}/sorts")]
pub(super) async fn perform(
    app: App,
    who: ApiCaller,
    path: Path<String>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&path)?, who.context(&app));
    allowed(&app, &cx, &id, Action::SortInput).await?;
    let body: SortBody = read(&body)?;
    let verb: Verb = one_of_at("verb", &body.verb)?;
    let theme: Option<PublicId> = match body.theme {
        Some(text) => Some(text.parse().map_err(|_| Invalid::one("theme", Reason::NoSuch))?),
        None => None,
    };
    let chosen: Result<Vec<PublicId>, _> = body.passages.iter().map(|p| p.parse()).collect();
    let chosen = chosen.map_err(|_| Invalid::one("passages", Reason::NoSuch))?;
    let write = app.db.write(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, &id)?;
        consultations::sort(conn, &cx, &event, &of, (verb, theme.as_ref()), &chosen)
    });
    Ok(HttpResponse::Ok().json(SortJson::of(write.await?.as_ref())))
}

/// Undoes an act of sorting, once.
#[utoipa::path(post, path = "/api/v1/consultations/{consultation}/sorts/{sort}/undo", tag = "consultations",
    params(("consultation" = String, Path), ("sort" = String, Path)),
    responses((status = 200, body = SortJson), (status = 403), (status = 404)))]
#[post("/consultations/{consultation}/sorts/{sort}/undo")]
pub(super) async fn take_back(app: App, who: ApiCaller, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (id, sort, cx) = (public_id(&path.0)?, public_id(&path.1)?, who.context(&app));
    let write = app.db.write(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, &id)?;
        consultations::undo(conn, &cx, &event, &of, &sort)
    });
    Ok(HttpResponse::Ok().json(SortJson::of(Some(&write.await?))))
}
