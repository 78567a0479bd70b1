use actix_web::web::{Bytes, Path, Payload, Query};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};

use super::json::{AgendaJson, SessionBody, SessionJson, SlideAudienceBody, SlideJson};
use crate::access::{Action, Context, Scope, require, require_held};
use crate::db::Conn;
use crate::domain::deliverables::versions::FileLanguage;
use crate::domain::events::{self, EventView};
use crate::domain::history::Entity;
use crate::domain::sessions::{self, Audience, Session, SessionError, Warning};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::one_of_at;
use crate::web::api::exchange::{made, read, shown};
use crate::web::api::late::{Standing, unchanged};
use crate::web::files::{Shown, bring as take, give_up, says_too_large, send};
use crate::web::{ApiCaller, App, Fields, Problem, if_match, public_id};

fn edits(cx: &Context, view: &EventView) -> Result<(), SessionError> {
    Ok(require(&cx.actor, Action::EditEvent, Scope::of(view.event.programme, view.event.city))?)
}

/// A session with its event and what there is to look at.
type Whole = (EventView, Session, Vec<Warning>);

fn whole(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<Whole, SessionError> {
    let (view, session) = sessions::find(conn, cx, id)?;
    // What is out of the agenda is there for those who may put it back.
    if session.removed_at.is_some() {
        require_held(&cx.actor, Action::EditEvent, Scope::of(view.event.programme, view.event.city))?;
    }
    let warnings = sessions::agenda(conn, cx, &view)?.warnings;
    Ok((view, session, warnings))
}

fn json((view, session, warnings): &Whole) -> SessionJson {
    SessionJson::of(&view.event.public_id, session, warnings)
}

/// A session that the caller may change, as it stands: asked before the body is looked at. It is told in the event's history.
async fn allowed(app: &App, cx: &Context, id: &PublicId) -> Result<Standing, Problem> {
    let (cx, id) = (cx.clone(), id.clone());
    let read = app.db.read(move |conn| -> Result<Standing, SessionError> {
        let (view, session) = sessions::find(conn, &cx, &id)?;
        edits(&cx, &view)?;
        let of = ((Entity::Event, view.event.id.raw()), Scope::of(view.event.programme, view.event.city));
        Ok(Standing::part(of, &session.public_id, session.version))
    });
    Ok(read.await?)
}

/// An event's agenda, with what there is to look at.
#[utoipa::path(get, path = "/api/v1/events/{id}/sessions", tag = "sessions", params(("id" = String, Path)),
    responses((status = 200, body = AgendaJson), (status = 404)))]
#[get("/events/{id}/sessions")]
pub(super) async fn list(app: App, who: ApiCaller, id: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&id)?, who.context(&app));
    let read = app.db.read(move |conn| -> Result<_, SessionError> {
        let view = events::find(conn, &cx, &id)?;
        let agenda = sessions::agenda(conn, &cx, &view)?;
        Ok((view, agenda))
    });
    let (view, agenda) = read.await?;
    Ok(HttpResponse::Ok().json(AgendaJson::of(&view.event, &agenda)))
}

/// A new session. One that would lie over another in the same room, or outside of its event, is refused; what else may be wrong stands
/// in `warnings`.
#[utoipa::path(post, path = "/api/v1/events/{id}/sessions", tag = "sessions", params(("id" = String, Path)),
    request_body = SessionBody,
    responses((status = 201, body = SessionJson), (status = 404), (status = 409), (status = 422)))]
#[post("/events/{id}/sessions")]
pub(super) async fn create(app: App, who: ApiCaller, id: Path<String>, body: Bytes) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&id)?, who.context(&app));
    let of = id.clone();
    let may = app.beforehand(&cx, move |conn, cx| -> Result<_, SessionError> {
        let view = events::find(conn, cx, &of)?;
        edits(cx, &view)
    });
    may.await?;
    let input = read::<SessionBody>(&body)?.input();
    let write = app.db.write_retrying(move |conn| -> Result<_, SessionError> {
        let view = events::find(conn, &cx, &id)?;
        let session = sessions::create(conn, &cx, &view, &input)?;
        whole(conn, &cx, &session.public_id)
    });
    let whole = write.await?;
    Ok(made(format!("/api/v1/sessions/{}", whole.1.public_id), whole.1.version, json(&whole)))
}

/// One session.
#[utoipa::path(get, path = "/api/v1/sessions/{session}", tag = "sessions", params(("session" = String, Path)),
    responses((status = 200, body = SessionJson), (status = 404)))]
#[get("/sessions/{session}")]
pub(super) async fn show(app: App, who: ApiCaller, id: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&id)?, who.context(&app));
    let whole = app.db.read(move |conn| whole(conn, &cx, &id)).await?;
    Ok(shown(whole.1.version, json(&whole)))
}

/// Replaces a session with everybody in it. Slides stay.
#[utoipa::path(put, path = "/api/v1/sessions/{session}", tag = "sessions", params(("session" = String, Path)),
    request_body = SessionBody, responses((status = 200, body = SessionJson), (status = 404), (status = 409), (status = 412),
        (status = 428), (status = 422)))]
#[put("/sessions/{session}")]
pub(super) async fn replace(
    app: App,
    who: ApiCaller,
    id: Path<String>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, cx, seen) = (public_id(&id)?, who.context(&app), if_match(&req)?);
    let held = unchanged(&app, &cx, seen, allowed(&app, &cx, &id).await?).await?;
    let seen = held.version;
    let input = read::<SessionBody>(&body)?.input();
    let write = app.db.write_retrying(move |conn| -> Result<_, SessionError> {
        let (view, _) = sessions::find(conn, &cx, &id)?;
        sessions::edit(conn, &cx, &view, (&id, seen), &input)?;
        whole(conn, &cx, &id)
    });
    let whole = held.done(write.await).await?;
    Ok(shown(whole.1.version, json(&whole)))
}

/// Takes a session out of the agenda. It can be put back.
#[utoipa::path(delete, path = "/api/v1/sessions/{session}", tag = "sessions", params(("session" = String, Path)),
    responses((status = 204), (status = 404), (status = 412), (status = 428)))]
#[delete("/sessions/{session}")]
pub(super) async fn remove(
    app: App,
    who: ApiCaller,
    id: Path<String>,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (id, cx, seen) = (public_id(&id)?, who.context(&app), if_match(&req)?);
    let held = unchanged(&app, &cx, seen, allowed(&app, &cx, &id).await?).await?;
    let seen = held.version;
    let write = app.db.write(move |conn| -> Result<_, SessionError> {
        let (view, _) = sessions::find(conn, &cx, &id)?;
        sessions::remove(conn, &cx, &view, (&id, seen))
    });
    held.done(write.await).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Puts back what was taken out, if its room is still free and its time within the event.
#[utoipa::path(post, path = "/api/v1/sessions/{session}/put-back", tag = "sessions",
    params(("session" = String, Path)), responses((status = 200, body = SessionJson), (status = 404), (status = 409)))]
#[post("/sessions/{session}/put-back")]
pub(super) async fn put_back(app: App, who: ApiCaller, id: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&id)?, who.context(&app));
    let write = app.db.write(move |conn| -> Result<_, SessionError> {
        let (view, _) = sessions::find(conn, &cx, &id)?;
        sessions::put_back(conn, &cx, &view, &id)?;
        whole(conn, &cx, &id)
    });
    let whole = write.await?;
    Ok(shown(whole.1.version, json(&whole)))
}

/// Adds slides as the next version, under the name in the address: its bytes are the body.
#[utoipa::path(put, path = "/api/v1/sessions/{session}/slides/{slide}", tag = "sessions",
    params(("session" = String, Path), ("slide" = String, Path, description = "its name"),
        ("language" = Option<String>, Query, description = "en, fr, zh, de or mul; mul when absent"),
        ("audience" = Option<String>, Query, description = "staff or public; staff when absent")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = SlideJson), (status = 404), (status = 409), (status = 413), (status = 422), (status = 507)))]
#[put("/sessions/{session}/slides/{slide}")]
pub(super) async fn bring(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    query: Query<Fields>,
    (req, body): (HttpRequest, Payload),
) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&path.0)?, who.context(&app));
    allowed(&app, &cx, &id).await?;
    says_too_large(&app, &req)?;
    let language = query.filled("language").map_or(Ok(FileLanguage::Mul), |l| one_of_at("language", l))?;
    let audience = query.filled("audience").map_or(Ok(Audience::Staff), |a| one_of_at("audience", a))?;
    let brought = take(&app, &cx, (&path.1, language), body).await?;
    let (acting, of, adding) = (cx.clone(), id.clone(), brought.adding.clone());
    let write = app.db.write(move |conn| -> Result<_, SessionError> {
        let (view, _) = sessions::find(conn, &acting, &of)?;
        sessions::add_slides(conn, &acting, &view, (&of, audience), &[adding])
    });
    match write.await {
        Ok(session) => {
            let Some(slide) = session.slides.first() else { return Err(Problem::NotFound) };
            let address = format!("/api/v1/sessions/{id}/slides/{}", slide.public_id);
            let location = (actix_web::http::header::LOCATION, address);
            Ok(HttpResponse::Created().insert_header(location).json(SlideJson::of(slide)))
        }
        Err(fault) => {
            give_up(&app, &cx, vec![brought]).await;
            Err(fault.into())
        }
    }
}

/// A file's bytes, whole or in part (`Range`, `If-Range`); its entity tag is the content's hash.
#[utoipa::path(get, path = "/api/v1/sessions/{session}/slides/{slide}", tag = "sessions",
    params(("session" = String, Path), ("slide" = String, Path)),
    responses((status = 200, content_type = "application/octet-stream"), (status = 206), (status = 304), (status = 404),
        (status = 416)))]
#[get("/sessions/{session}/slides/{slide}")]
pub(super) async fn download(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (id, slide, cx) = (public_id(&path.0)?, public_id(&path.1)?, who.context(&app));
    let read = app.db.read(move |conn| -> Result<_, SessionError> {
        let (view, _) = sessions::find(conn, &cx, &id)?;
        sessions::slide(conn, &cx, &view, &id, &slide)
    });
    send(&app, &req, &read.await?, Shown::Attachment).await
}

/// Says who sees a file.
#[utoipa::path(put, path = "/api/v1/sessions/{session}/slides/{slide}/audience", tag = "sessions",
    params(("session" = String, Path), ("slide" = String, Path)), request_body = SlideAudienceBody,
    responses((status = 204), (status = 404), (status = 422)))]
#[put("/sessions/{session}/slides/{slide}/audience")]
pub(super) async fn mark(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, slide, cx) = (public_id(&path.0)?, public_id(&path.1)?, who.context(&app));
    allowed(&app, &cx, &id).await?;
    let audience: Audience = one_of_at("audience", &read::<SlideAudienceBody>(&body)?.audience)?;
    let write = app.db.write(move |conn| -> Result<_, SessionError> {
        let (view, _) = sessions::find(conn, &cx, &id)?;
        sessions::set_audience(conn, &cx, &view, (&id, &slide), audience)
    });
    write.await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Deletes a file. Other versions stay.
#[utoipa::path(delete, path = "/api/v1/sessions/{session}/slides/{slide}", tag = "sessions",
    params(("session" = String, Path), ("slide" = String, Path)), responses((status = 204), (status = 404)))]
#[delete("/sessions/{session}/slides/{slide}")]
pub(super) async fn drop_slide(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    let (id, slide, cx) = (public_id(&path.0)?, public_id(&path.1)?, who.context(&app));
    let write = app.db.write(move |conn| -> Result<_, SessionError> {
        let (view, _) = sessions::find(conn, &cx, &id)?;
        sessions::remove_slide(conn, &cx, &view, (&id, &slide))
    });
    write.await?;
    Ok(HttpResponse::NoContent().finish())
}
