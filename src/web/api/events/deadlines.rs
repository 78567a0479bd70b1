use actix_web::web::{Bytes, Path};
use actix_web::{HttpResponse, delete, get, post, put};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::handlers::allowed;
use super::json::LabelJson;
use crate::access::Action;
use crate::domain::events::{self, Deadline, DeadlineInput, EventError, Met};
use crate::kernel::ids::PublicId;
use crate::kernel::time::Instant;
use crate::web::api::exchange::read;
use crate::web::api::listed::ListJson;
use crate::web::{ApiCaller, App, Problem, public_id};

#[derive(Serialize, ToSchema)]
pub(super) struct DeadlineJson {
    #[schema(value_type = String)]
    id: PublicId,
    label: LabelJson,
    due_on: String,
    url: String,
    met_at: Option<String>,
}

impl DeadlineJson {
    pub fn of(deadline: &Deadline) -> DeadlineJson {
        DeadlineJson {
            id: deadline.public_id.clone(),
            label: LabelJson::of(&deadline.label),
            due_on: deadline.due_on.to_string(),
            url: deadline.url.clone(),
            met_at: deadline.met_at.map(Instant::rfc3339),
        }
    }
}

#[derive(Deserialize, Default, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DeadlineBody {
    pub label: LabelJson,
    pub due_on: String,
    pub url: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MetBody {
    pub met: bool,
}

/// The host's deadlines of an event, by date.
#[utoipa::path(get, path = "/api/v1/events/{id}/deadlines", tag = "events", params(("id" = String, Path)),
    responses((status = 200, body = ListJson<DeadlineJson>)))]
#[get("/events/{id}/deadlines")]
pub(super) async fn list(app: App, who: ApiCaller, id: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&id)?, who.context(&app));
    let read = app.db.read(move |conn| -> Result<_, EventError> {
        let view = events::find(conn, &cx, &id)?;
        Ok(events::deadlines(conn, view.event.id)?)
    });
    let deadlines: ListJson<DeadlineJson> = read.await?.iter().map(DeadlineJson::of).collect();
    Ok(HttpResponse::Ok().json(deadlines))
}

#[utoipa::path(post, path = "/api/v1/events/{id}/deadlines", tag = "events", params(("id" = String, Path)),
    request_body = DeadlineBody, responses((status = 201, body = DeadlineJson), (status = 422)))]
#[post("/events/{id}/deadlines")]
pub(super) async fn add(app: App, who: ApiCaller, id: Path<String>, body: Bytes) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&id)?, who.context(&app));
    allowed(&app, &cx, &id, Action::EditEvent).await?;
    let body: DeadlineBody = read(&body)?;
    let input = DeadlineInput { label: body.label.read(), due_on: body.due_on, url: body.url };
    let write = app.db.write(move |conn| -> Result<_, EventError> {
        let programme = events::find(conn, &cx, &id)?.event.programme;
        events::add_deadline(conn, &cx, programme, &id, &input)
    });
    Ok(HttpResponse::Created().json(DeadlineJson::of(&write.await?)))
}

/// Ticks a deadline off, or puts it back.
#[utoipa::path(put, path = "/api/v1/events/{id}/deadlines/{deadline}", tag = "events",
    params(("id" = String, Path), ("deadline" = String, Path)), request_body = MetBody,
    responses((status = 200, body = DeadlineJson)))]
#[put("/events/{id}/deadlines/{deadline}")]
pub(super) async fn mark(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, deadline, cx) = (public_id(&path.0)?, public_id(&path.1)?, who.context(&app));
    allowed(&app, &cx, &id, Action::EditEvent).await?;
    let met = if read::<MetBody>(&body)?.met { Met::Yes } else { Met::No };
    let write = app.db.write(move |conn| -> Result<_, EventError> {
        let programme = events::find(conn, &cx, &id)?.event.programme;
        events::mark_deadline(conn, &cx, programme, &id, &deadline, met)
    });
    Ok(HttpResponse::Ok().json(DeadlineJson::of(&write.await?)))
}

#[utoipa::path(delete, path = "/api/v1/events/{id}/deadlines/{deadline}", tag = "events",
    params(("id" = String, Path), ("deadline" = String, Path)), responses((status = 204)))]
#[delete("/events/{id}/deadlines/{deadline}")]
pub(super) async fn remove(app: App, who: ApiCaller, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (id, deadline, cx) = (public_id(&path.0)?, public_id(&path.1)?, who.context(&app));
    let write = app.db.write(move |conn| -> Result<_, EventError> {
        let programme = events::find(conn, &cx, &id)?.event.programme;
        events::remove_deadline(conn, &cx, programme, &id, &deadline)
    });
    write.await?;
    Ok(HttpResponse::NoContent().finish())
}
