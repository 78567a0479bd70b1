//! Questionnaires made and changed.

use actix_web::web::{Bytes, Path};
use actix_web::{HttpRequest, HttpResponse, delete, post, put};
use serde::Deserialize;
use utoipa::ToSchema;

use super::json::{ConsultationBody, ConsultationJson, QuestionBody, QuestionJson};
use super::{allowed, found, public_id};
use crate::access::{Action, Context, require};
use crate::domain::consultations::{self, ConsultationError, ConsultationState, Phase, Step};
use crate::domain::history::Entity;
use crate::domain::invitations;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason, one_of_at};
use crate::web::api::exchange::{made, read, shown};
use crate::web::api::late::{Standing, unchanged};
use crate::web::{ApiCaller, App, Problem, if_match};

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PhaseBody {
    /// before or after
    phase: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConsultationStateBody {
    /// open or closed
    state: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionStepBody {
    /// up or down
    to: String,
}

/// What may be said of a questionnaire: that it becomes a draft again is not among it.
fn state(text: &str) -> Result<ConsultationState, Problem> {
    let reason = || Reason::NotOneOf { allowed: "open, closed".to_owned() };
    Ok(text.parse().map_err(|_| Invalid::one("state", reason()))?)
}

/// A questionnaire that the caller may change, or one of its questions, as it stands: both are told in the event's history.
async fn standing(app: &App, cx: &Context, id: &PublicId, question: Option<&PublicId>) -> Result<Standing, Problem> {
    let (cx, id, question) = (cx.clone(), id.clone(), question.cloned());
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, &id)?;
        require(&cx.actor, Action::EditEvent, event.scope())?;
        let whose = ((Entity::Event, event.id.raw()), event.scope());
        let Some(question) = question else { return Ok(Standing::part(whose, &of.public_id, of.version)) };
        let question = consultations::question(conn, &cx, &event, &of, &question)?;
        Ok(Standing::part(whose, &question.public_id, question.version))
    });
    Ok(read.await?)
}

/// Makes an event's questionnaire for a phase.
#[utoipa::path(post, path = "/api/v1/events/{event}/consultations", tag = "consultations",
    params(("event" = String, Path)), request_body = PhaseBody,
    responses((status = 201, body = ConsultationJson), (status = 404), (status = 409), (status = 422)))]
#[post("/events/{event}/consultations")]
pub(super) async fn create(
    app: App,
    who: ApiCaller,
    event: Path<String>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&event)?, who.context(&app));
    let named = id.clone();
    let may = app.beforehand(&cx, move |conn, cx| -> Result<_, ConsultationError> {
        let event = invitations::event_of(conn, cx, &named)?;
        Ok(require(&cx.actor, Action::EditEvent, event.scope())?)
    });
    may.await?;
    let phase: Phase = one_of_at("phase", &read::<PhaseBody>(&body)?.phase)?;
    let write = app.db.write(move |conn| -> Result<_, ConsultationError> {
        let event = invitations::event_of(conn, &cx, &id)?;
        let of = consultations::create(conn, &cx, &event, phase)?;
        Ok((of.public_id.clone(), ConsultationJson::load(conn, &cx, (&event, &of))?))
    });
    let (id, json) = write.await?;
    Ok(made(format!("/api/v1/consultations/{id}"), json.version, json))
}

/// New times and first words.
#[utoipa::path(put, path = "/api/v1/consultations/{consultation}", tag = "consultations",
    params(("consultation" = String, Path)), request_body = ConsultationBody,
    responses((status = 200, body = ConsultationJson), (status = 404), (status = 412), (status = 422), (status = 428)))]
#[put("/consultations/{consultation}")]
pub(super) async fn replace(
    app: App,
    who: ApiCaller,
    req: HttpRequest,
    path: Path<String>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, cx, seen) = (public_id(&path)?, who.context(&app), if_match(&req)?);
    let held = unchanged(&app, &cx, seen, standing(&app, &cx, &id, None).await?).await?;
    let seen = held.version;
    let draft = read::<ConsultationBody>(&body)?.draft();
    let write = app.db.write(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, &id)?;
        let of = consultations::edit(conn, &cx, &event, &of, seen, &draft)?;
        ConsultationJson::load(conn, &cx, (&event, &of))
    });
    let json = held.done(write.await).await?;
    Ok(shown(json.version, json))
}

/// Opens a questionnaire, closes it, or opens it again.
#[utoipa::path(post, path = "/api/v1/consultations/{consultation}/state", tag = "consultations",
    params(("consultation" = String, Path)), request_body = ConsultationStateBody,
    responses((status = 200, body = ConsultationJson), (status = 404), (status = 409), (status = 412), (status = 428)))]
#[post("/consultations/{consultation}/state")]
pub(super) async fn advance(
    app: App,
    who: ApiCaller,
    req: HttpRequest,
    path: Path<String>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, cx, seen) = (public_id(&path)?, who.context(&app), if_match(&req)?);
    let held = unchanged(&app, &cx, seen, standing(&app, &cx, &id, None).await?).await?;
    let seen = held.version;
    let to = state(&read::<ConsultationStateBody>(&body)?.state)?;
    let write = app.db.write(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, &id)?;
        let of = consultations::advance(conn, &cx, &event, &of, seen, to)?;
        ConsultationJson::load(conn, &cx, (&event, &of))
    });
    let json = held.done(write.await).await?;
    Ok(shown(json.version, json))
}

/// Adds a question behind the others.
#[utoipa::path(post, path = "/api/v1/consultations/{consultation}/questions", tag = "consultations",
    params(("consultation" = String, Path)), request_body = QuestionBody,
    responses((status = 201, body = QuestionJson), (status = 404), (status = 422)))]
#[post("/consultations/{consultation}/questions")]
pub(super) async fn add_question(
    app: App,
    who: ApiCaller,
    path: Path<String>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&path)?, who.context(&app));
    allowed(&app, &cx, &id, Action::EditEvent).await?;
    let draft = read::<QuestionBody>(&body)?.draft();
    let write = app.db.write(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, &id)?;
        let question = consultations::add_question(conn, &cx, &event, &of, &draft)?;
        Ok(QuestionJson::of(&question))
    });
    let json = write.await?;
    let address = format!("/api/v1/consultations/{path}/questions/{}", json.id);
    Ok(made(address, json.version, json))
}

/// New words for a question; while nobody has answered it, anything else too.
#[utoipa::path(put, path = "/api/v1/consultations/{consultation}/questions/{question}", tag = "consultations",
    params(("consultation" = String, Path), ("question" = String, Path)), request_body = QuestionBody,
    responses((status = 200, body = QuestionJson), (status = 404), (status = 412), (status = 422), (status = 428)))]
#[put("/consultations/{consultation}/questions/{question}")]
pub(super) async fn replace_question(
    app: App,
    who: ApiCaller,
    req: HttpRequest,
    path: Path<(String, String)>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, name) = (public_id(&path.0)?, public_id(&path.1)?);
    let (cx, seen) = (who.context(&app), if_match(&req)?);
    let held = unchanged(&app, &cx, seen, standing(&app, &cx, &id, Some(&name)).await?).await?;
    let seen = held.version;
    let draft = read::<QuestionBody>(&body)?.draft();
    let write = app.db.write(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, &id)?;
        let question = consultations::edit_question(conn, &cx, &event, &of, (&name, seen), &draft)?;
        Ok(QuestionJson::of(&question))
    });
    let json = held.done(write.await).await?;
    Ok(shown(json.version, json))
}

/// Changes places with the neighbour above or below.
#[utoipa::path(post, path = "/api/v1/consultations/{consultation}/questions/{question}/move", tag = "consultations",
    params(("consultation" = String, Path), ("question" = String, Path)), request_body = QuestionStepBody,
    responses((status = 204), (status = 404), (status = 412), (status = 422), (status = 428)))]
#[post("/consultations/{consultation}/questions/{question}/move")]
pub(super) async fn move_question(
    app: App,
    who: ApiCaller,
    req: HttpRequest,
    path: Path<(String, String)>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, name, cx) = (public_id(&path.0)?, public_id(&path.1)?, who.context(&app));
    let now = standing(&app, &cx, &id, Some(&name)).await?;
    let held = unchanged(&app, &cx, if_match(&req)?, now).await?;
    let seen = held.version;
    let step = match read::<QuestionStepBody>(&body)?.to.as_str() {
        "up" => Step::Up,
        "down" => Step::Down,
        _ => return Err(Invalid::one("to", Reason::NotOneOf { allowed: "up, down".to_owned() }).into()),
    };
    let write = app.db.write(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, &id)?;
        consultations::move_question(conn, &cx, &event, &of, (&name, seen, step))
    });
    held.done(write.await).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Takes a question out; what was answered to it is kept and shown nowhere.
#[utoipa::path(delete, path = "/api/v1/consultations/{consultation}/questions/{question}", tag = "consultations",
    params(("consultation" = String, Path), ("question" = String, Path)),
    responses((status = 204), (status = 404), (status = 412), (status = 428)))]
#[delete("/consultations/{consultation}/questions/{question}")]
pub(super) async fn remove_question(
    app: App,
    who: ApiCaller,
    req: HttpRequest,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    let (id, name, cx) = (public_id(&path.0)?, public_id(&path.1)?, who.context(&app));
    let now = standing(&app, &cx, &id, Some(&name)).await?;
    let held = unchanged(&app, &cx, if_match(&req)?, now).await?;
    let seen = held.version;
    let write = app.db.write(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, &id)?;
        consultations::remove_question(conn, &cx, &event, &of, (&name, seen))
    });
    held.done(write.await).await?;
    Ok(HttpResponse::NoContent().finish())
}
