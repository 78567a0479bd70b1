//! Participants asked by mail.

use actix_web::web::{Bytes, Path, Query};
use actix_web::{HttpResponse, delete, get, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::results::AskCheckJson;
use super::{allowed, found, public_id};
use crate::access::Action;
use crate::domain::consultations::{self, AskTurn, ConsultationError};
use crate::kernel::invalid::one_of_at;
use crate::web::api::exchange::read;
use crate::web::{ApiCaller, App, Fields, Problem};

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TurnBody {
    /// ask or remind
    turn: String,
}

#[derive(Serialize, ToSchema)]
pub(super) struct MailsJson {
    /// How many mails are waiting to leave, or were called back.
    mails: usize,
}

fn turn(text: &str) -> Result<AskTurn, Problem> {
    Ok(one_of_at("turn", text)?)
}

/// Who would be asked or reminded, and who not and why.
#[utoipa::path(get, path = "/api/v1/consultations/{consultation}/asking", tag = "consultations",
    params(("consultation" = String, Path), ("turn" = Option<String>, Query, description = "ask or remind")),
    responses((status = 200, body = AskCheckJson), (status = 403), (status = 404)))]
#[get("/consultations/{consultation}/asking")]
pub(super) async fn check(
    app: App,
    who: ApiCaller,
    path: Path<String>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&path)?, who.context(&app));
    allowed(&app, &cx, &id, Action::Invite).await?;
    let turn = turn(query.filled("turn").unwrap_or("ask"))?;
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, &id)?;
        consultations::ask_check(conn, &cx, &event, &of, turn)
    });
    Ok(HttpResponse::Ok().json(AskCheckJson::of(&read.await?)))
}

/// Asks those who accepted, or reminds once those who have not answered. The mails can be called back for five minutes.
#[utoipa::path(post, path = "/api/v1/consultations/{consultation}/asking", tag = "consultations",
    params(("consultation" = String, Path)), request_body = TurnBody,
    responses((status = 200, body = MailsJson), (status = 403), (status = 404), (status = 409), (status = 422)))]
#[post("/consultations/{consultation}/asking")]
pub(super) async fn ask(app: App, who: ApiCaller, path: Path<String>, body: Bytes) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&path)?, who.context(&app));
    allowed(&app, &cx, &id, Action::Invite).await?;
    let turn = turn(&read::<TurnBody>(&body)?.turn)?;
    let write = app.db.write(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, &id)?;
        consultations::ask(conn, &cx, &event, &of, turn)
    });
    Ok(HttpResponse::Ok().json(MailsJson { mails: write.await? }))
}

/// Calls the last asking back, all of it, while none of its mails has left.
#[utoipa::path(delete, path = "/api/v1/consultations/{consultation}/asking", tag = "consultations",
    params(("consultation" = String, Path)),
    responses((status = 200, body = MailsJson), (status = 403), (status = 404), (status = 409)))]
#[delete("/consultations/{consultation}/asking")]
pub(super) async fn call_back(app: App, who: ApiCaller, path: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&path)?, who.context(&app));
    let write = app.db.write(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, &id)?;
        consultations::call_back(conn, &cx, &event, &of)
    });
    Ok(HttpResponse::Ok().json(MailsJson { mails: write.await?.people }))
}
