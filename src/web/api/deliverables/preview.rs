//! What a change of a deliverable would mean, for programs.

use actix_web::http::header::IF_MATCH;
use actix_web::web::{Bytes, Path};
use actix_web::{HttpRequest, HttpResponse, post};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::{DeliverableBody, fixed_step};
use crate::access::{Action, require};
use crate::domain::deliverables::{self, DeliverableError};
use crate::domain::history::Entity;
use crate::domain::programme;
use crate::domain::reminders::{self, DuePlan};
use crate::web::api::exchange::read;
use crate::web::api::late::unchanged;
use crate::web::api::reminders::ReminderShiftJson;
use crate::web::{ApiCaller, App, Problem, if_match, public_id};

/// This part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(paths(preview))]
pub(super) struct Description;

/// What another due date, or another owner, would mean. Saving sends no mail, and turns no gate: gates wait for the result.
#[derive(Serialize, ToSchema)]
struct PreviewedDeliverableJson {
    due_on: Option<String>,
    /// It would be late at once, and is not now.
    late: bool,
    /// What becomes of each reminder to whoever answers for it; of those that stay as they are nothing is said.
    reminders: Vec<ReminderShiftJson>,
}

fn json(plan: &DuePlan) -> PreviewedDeliverableJson {
    PreviewedDeliverableJson {
        due_on: plan.after.due_on.map(|day| day.to_string()),
        late: plan.late,
        reminders: plan.shifts.iter().map(ReminderShiftJson::of).collect(),
    }
}

/// What a change of a deliverable would mean. Takes the same body, and the same `If-Match` where one is sent, and changes nothing.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/deliverables/{id}/preview", tag = "deliverables",
    params(("programme" = String, Path), ("id" = String, Path)), request_body = DeliverableBody,
    responses((status = 200, body = PreviewedDeliverableJson), (status = 404), (status = 412), (status = 422)))]
#[post("/programmes/{programme}/deliverables/{id}/preview")]
pub(super) async fn preview(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, (key, id)) = (who.context(&app), path.into_inner());
    let seen = req.headers().contains_key(IF_MATCH).then(|| if_match(&req)).transpose()?;
    let (id, looking) = (public_id(&id)?, cx.clone());
    let known = app.db.read(move |conn| -> Result<_, DeliverableError> {
        let outline = programme::load(conn, &looking, &key)?;
        let found = deliverables::find(conn, &looking, outline.programme.id, &id)?;
        require(&looking.actor, Action::EditDeliverable, found.scope())?;
        Ok((outline, found))
    });
    let (outline, before) = known.await?;
    if let Some(seen) = seen {
        let now = (((Entity::Deliverable, before.id.raw()), before.scope()), before.version);
        unchanged(&app, &cx, seen, now).await?;
    }
    let draft = read::<DeliverableBody>(&body)?.draft();
    let edit = draft.check_edit()?;
    fixed_step(&outline, &before, &draft)?;
    let plan = app.db.read(move |conn| reminders::plan_due(conn, &cx, &before, before.version, &edit)).await?;
    Ok(HttpResponse::Ok().json(json(&plan)))
}
