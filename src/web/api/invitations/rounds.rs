use actix_web::web::{Bytes, Path};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};

use super::json::{AskedJson, AudienceBody, CheckJson, RecalledJson, ReleasedJson, RoundBody, RoundJson};
use super::{allowed, public_id};
use crate::access::{Action, Context, require};
use crate::db::Conn;
use crate::domain::history::Entity;
use crate::domain::invitations::{self, Audience, EventFacts, InvitationError, Round, RoundText};
use crate::kernel::ids::PublicId;
use crate::web::api::exchange::read;
use crate::web::api::late::{self, unchanged};
use crate::web::api::listed::ListJson;
use crate::web::{ApiCaller, App, Problem, etag, if_match};

pub(super) type RoundPath = (String, String);

pub(super) fn found(
    conn: &mut Conn,
    cx: &Context,
    event: &PublicId,
    round: &PublicId,
) -> Result<(EventFacts, Round), InvitationError> {
    let event = invitations::event_of(conn, cx, event)?;
    let round = invitations::find_round(conn, cx, &event, round)?;
    Ok((event, round))
}

/// A round that the caller may change, as it stands: asked before the body is looked at.
async fn editable(app: &App, cx: &Context, event: &PublicId, round: &PublicId) -> Result<late::Standing, Problem> {
    let (cx, event, round) = (cx.clone(), event.clone(), round.clone());
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let (event, round) = found(conn, &cx, &event, &round)?;
        require(&cx.actor, Action::Invite, event.scope())?;
        Ok(late::Standing::whole(((Entity::Round, round.id.raw()), event.scope()), round.version))
    });
    Ok(read.await?)
}

/// A round as it stands, for those who see it: whether they may act is the act's own question.
async fn standing(app: &App, cx: &Context, event: &PublicId, round: &PublicId) -> Result<late::Standing, Problem> {
    let (cx, event, round) = (cx.clone(), event.clone(), round.clone());
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let (event, round) = found(conn, &cx, &event, &round)?;
        Ok(late::Standing::whole(((Entity::Round, round.id.raw()), event.scope()), round.version))
    });
    Ok(read.await?)
}

fn answer(round: &Round) -> HttpResponse {
    HttpResponse::Ok().insert_header(etag(round.version)).json(RoundJson::of(round))
}

/// The rounds of an event, newest first.
#[utoipa::path(get, path = "/api/v1/events/{event}/rounds", tag = "invitations", params(("event" = String, Path)),
    responses((status = 200, body = ListJson<RoundJson>)))]
#[get("/events/{event}/rounds")]
pub(super) async fn list(app: App, who: ApiCaller, event: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&event)?, who.context(&app));
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let event = invitations::event_of(conn, &cx, &id)?;
        invitations::rounds_of(conn, &cx, &event)
    });
    Ok(ListJson::answer(read.await?.iter().map(RoundJson::of)))
}

/// A new draft.
#[utoipa::path(post, path = "/api/v1/events/{event}/rounds", tag = "invitations", params(("event" = String, Path)),
    request_body = RoundBody, responses((status = 201, body = RoundJson), (status = 422)))]
#[post("/events/{event}/rounds")]
pub(super) async fn create(
    app: App,
    who: ApiCaller,
    event: Path<String>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&event)?, who.context(&app));
    allowed(&app, &cx, &id, Action::Invite).await?;
    let body: RoundBody = read(&body)?;
    let text = RoundText::parse(&body.name, &body.subject, &body.body)?;
    let audience = body.audience.map_or(Audience::NotYetInvited, AudienceBody::audience);
    let write = app.db.write(move |conn| -> Result<_, InvitationError> {
        let event = invitations::event_of(conn, &cx, &id)?;
        invitations::create_round(conn, &cx, &event, &text, &audience)
    });
    let round = write.await?;
    Ok(HttpResponse::Created()
        .insert_header(etag(round.version))
        .insert_header(("location", format!("/api/v1/events/{event}/rounds/{}", round.public_id)))
        .json(RoundJson::of(&round)))
}

#[utoipa::path(get, path = "/api/v1/events/{event}/rounds/{round}", tag = "invitations",
    params(("event" = String, Path), ("round" = String, Path)), responses((status = 200, body = RoundJson)))]
#[get("/events/{event}/rounds/{round}")]
pub(super) async fn show(app: App, who: ApiCaller, path: Path<RoundPath>) -> Result<HttpResponse, Problem> {
    let (id, round, cx) = (public_id(&path.0)?, public_id(&path.1)?, who.context(&app));
    let (_, round) = app.db.read(move |conn| found(conn, &cx, &id, &round)).await?;
    Ok(answer(&round))
}

/// New words for a draft; one that waits for its second person is a draft again. Wants `If-Match`.
#[utoipa::path(put, path = "/api/v1/events/{event}/rounds/{round}", tag = "invitations",
    params(("event" = String, Path), ("round" = String, Path)), request_body = RoundBody,
    responses((status = 200, body = RoundJson), (status = 409), (status = 412), (status = 428), (status = 422)))]
#[put("/events/{event}/rounds/{round}")]
pub(super) async fn replace(
    app: App,
    who: ApiCaller,
    req: HttpRequest,
    path: Path<RoundPath>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, name, cx, version) = (public_id(&path.0)?, public_id(&path.1)?, who.context(&app), if_match(&req)?);
    let held = unchanged(&app, &cx, version, editable(&app, &cx, &id, &name).await?).await?;
    let version = held.version;
    let body: RoundBody = read(&body)?;
    let text = RoundText::parse(&body.name, &body.subject, &body.body)?;
    let write = app.db.write(move |conn| -> Result<_, InvitationError> {
        let (_, round) = found(conn, &cx, &id, &name)?;
        invitations::edit_round(conn, &cx, &round, version, &text)?;
        if let Some(audience) = body.audience {
            let (_, edited) = found(conn, &cx, &id, &name)?;
            invitations::choose(conn, &cx, &edited, edited.version, &audience.audience())?;
        }
        Ok(found(conn, &cx, &id, &name)?.1)
    });
    Ok(answer(&held.done(write.await).await?))
}

/// Whom the round is for. Wants `If-Match`.
#[utoipa::path(put, path = "/api/v1/events/{event}/rounds/{round}/audience", tag = "invitations",
    params(("event" = String, Path), ("round" = String, Path)), request_body = AudienceBody,
    responses((status = 200, body = RoundJson), (status = 409), (status = 412), (status = 428)))]
#[put("/events/{event}/rounds/{round}/audience")]
pub(super) async fn choose(
    app: App,
    who: ApiCaller,
    req: HttpRequest,
    path: Path<RoundPath>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, name, cx, version) = (public_id(&path.0)?, public_id(&path.1)?, who.context(&app), if_match(&req)?);
    let held = unchanged(&app, &cx, version, editable(&app, &cx, &id, &name).await?).await?;
    let version = held.version;
    let audience = read::<AudienceBody>(&body)?.audience();
    let write = app.db.write(move |conn| -> Result<_, InvitationError> {
        let (_, round) = found(conn, &cx, &id, &name)?;
        invitations::choose(conn, &cx, &round, version, &audience)?;
        Ok(found(conn, &cx, &id, &name)?.1)
    });
    Ok(answer(&held.done(write.await).await?))
}

/// What a release would do now: counts by language, and who is left out and why.
#[utoipa::path(get, path = "/api/v1/events/{event}/rounds/{round}/check", tag = "invitations",
    params(("event" = String, Path), ("round" = String, Path)), responses((status = 200, body = CheckJson)))]
#[get("/events/{event}/rounds/{round}/check")]
pub(super) async fn check(app: App, who: ApiCaller, path: Path<RoundPath>) -> Result<HttpResponse, Problem> {
    let (id, round, cx) = (public_id(&path.0)?, public_id(&path.1)?, who.context(&app));
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let (event, round) = found(conn, &cx, &id, &round)?;
        invitations::check(conn, &cx, &event, &round)
    });
    Ok(HttpResponse::Ok().json(CheckJson::of(&read.await?)))
}

/// Asks for a second person. Wants `If-Match`.
#[utoipa::path(post, path = "/api/v1/events/{event}/rounds/{round}/ask", tag = "invitations",
    params(("event" = String, Path), ("round" = String, Path)),
    responses((status = 200, body = AskedJson), (status = 409), (status = 412), (status = 422), (status = 428)))]
#[post("/events/{event}/rounds/{round}/ask")]
pub(super) async fn ask(
    app: App,
    who: ApiCaller,
    req: HttpRequest,
    path: Path<RoundPath>,
) -> Result<HttpResponse, Problem> {
    let (id, round, cx, version) = (public_id(&path.0)?, public_id(&path.1)?, who.context(&app), if_match(&req)?);
    let held = unchanged(&app, &cx, version, editable(&app, &cx, &id, &round).await?).await?;
    let version = held.version;
    let write = app.db.write(move |conn| -> Result<_, InvitationError> {
        let (_, round) = found(conn, &cx, &id, &round)?;
        invitations::ask_release(conn, &cx, &round, version)
    });
    Ok(HttpResponse::Ok().json(AskedJson { asked: held.done(write.await).await? }))
}

/// Releases the round; its first mail leaves five minutes later. Wants `If-Match`.
#[utoipa::path(post, path = "/api/v1/events/{event}/rounds/{round}/release", tag = "invitations",
    params(("event" = String, Path), ("round" = String, Path)),
    responses((status = 200, body = ReleasedJson), (status = 409), (status = 412), (status = 422), (status = 428)))]
#[post("/events/{event}/rounds/{round}/release")]
pub(super) async fn release(
    app: App,
    who: ApiCaller,
    req: HttpRequest,
    path: Path<RoundPath>,
) -> Result<HttpResponse, Problem> {
    let (id, round, cx, version) = (public_id(&path.0)?, public_id(&path.1)?, who.context(&app), if_match(&req)?);
    let held = late::held(&app, &cx, version, standing(&app, &cx, &id, &round).await?);
    let version = held.version;
    let write = app.db.write(move |conn| -> Result<_, InvitationError> {
        let (_, round) = found(conn, &cx, &id, &round)?;
        invitations::release(conn, &cx, &round, version)
    });
    Ok(HttpResponse::Ok().json(ReleasedJson::of(&held.done(write.await).await?)))
}

/// Calls a released round back before it leaves.
#[utoipa::path(post, path = "/api/v1/events/{event}/rounds/{round}/recall", tag = "invitations",
    params(("event" = String, Path), ("round" = String, Path)),
    responses((status = 200, body = RecalledJson), (status = 409)))]
#[post("/events/{event}/rounds/{round}/recall")]
pub(super) async fn recall(app: App, who: ApiCaller, path: Path<RoundPath>) -> Result<HttpResponse, Problem> {
    let (id, round, cx) = (public_id(&path.0)?, public_id(&path.1)?, who.context(&app));
    let write = app.db.write(move |conn| -> Result<_, InvitationError> {
        let (_, round) = found(conn, &cx, &id, &round)?;
        invitations::recall(conn, &cx, &round)
    });
    Ok(HttpResponse::Ok().json(RecalledJson::of(write.await?)))
}

/// Makes a round that was called back a draft again. Wants `If-Match`.
#[utoipa::path(post, path = "/api/v1/events/{event}/rounds/{round}/take-up", tag = "invitations",
    params(("event" = String, Path), ("round" = String, Path)),
    responses((status = 204), (status = 409), (status = 412), (status = 428)))]
#[post("/events/{event}/rounds/{round}/take-up")]
pub(super) async fn take_up(
    app: App,
    who: ApiCaller,
    req: HttpRequest,
    path: Path<RoundPath>,
) -> Result<HttpResponse, Problem> {
    let (id, round, cx, version) = (public_id(&path.0)?, public_id(&path.1)?, who.context(&app), if_match(&req)?);
    let held = unchanged(&app, &cx, version, editable(&app, &cx, &id, &round).await?).await?;
    let version = held.version;
    let write = app.db.write(move |conn| -> Result<_, InvitationError> {
        let (_, round) = found(conn, &cx, &id, &round)?;
        invitations::take_up(conn, &cx, &round, version)
    });
    held.done(write.await).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Throws a draft away. Wants `If-Match`.
#[utoipa::path(delete, path = "/api/v1/events/{event}/rounds/{round}", tag = "invitations",
    params(("event" = String, Path), ("round" = String, Path)),
    responses((status = 204), (status = 409), (status = 412), (status = 428)))]
#[delete("/events/{event}/rounds/{round}")]
pub(super) async fn discard(
    app: App,
    who: ApiCaller,
    req: HttpRequest,
    path: Path<RoundPath>,
) -> Result<HttpResponse, Problem> {
    let (id, round, cx, version) = (public_id(&path.0)?, public_id(&path.1)?, who.context(&app), if_match(&req)?);
    let held = unchanged(&app, &cx, version, editable(&app, &cx, &id, &round).await?).await?;
    let version = held.version;
    let write = app.db.write(move |conn| -> Result<_, InvitationError> {
        let (_, round) = found(conn, &cx, &id, &round)?;
        invitations::delete_round(conn, &cx, &round, version)
    });
    held.done(write.await).await?;
    Ok(HttpResponse::NoContent().finish())
}
