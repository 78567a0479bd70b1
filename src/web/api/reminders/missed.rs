//! Reminders that did not leave on their day, for programs.

use actix_web::web::{Bytes, Path};
use actix_web::{HttpResponse, get, post};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::super::exchange::read;
use super::super::listed::ListJson;
use crate::access::{Action, require};
use crate::domain::invitations;
use crate::domain::reminders::ReminderError;
use crate::domain::reminders::missed::{self, Missed};
use crate::kernel::ids::PublicId;
use crate::web::{ApiCaller, App, Problem, public_id};

/// This part of the description.
#[derive(OpenApi)]
#[openapi(paths(missed_of_event, send_missed, dismiss_missed))]
pub struct Description;

/// A reminder that did not leave on its day, by a rule that then asks somebody.
#[derive(Serialize, ToSchema)]
struct MissedReminderJson {
    #[schema(value_type = String)]
    id: PublicId,
    /// The kind of its rule.
    kind: &'static str,
    /// When it was to leave.
    missed_at: String,
    /// How many it was to reach when it was found.
    people: i64,
}

impl MissedReminderJson {
    fn of(missed: &Missed) -> MissedReminderJson {
        MissedReminderJson {
            id: missed.public_id.clone(),
            kind: missed.kind.as_str(),
            missed_at: missed.at.rfc3339(),
            people: missed.people,
        }
    }
}

#[derive(Serialize, ToSchema)]
struct MissedSentJson {
    /// So many mails were written.
    sent: usize,
}

#[derive(Deserialize, Default, ToSchema)]
#[serde(default, deny_unknown_fields)]
struct MissedDismissalBody {
    /// Why; may be left out.
    reason: String,
}

/// What did not leave on its day for an event, and about which nobody has decided.
#[utoipa::path(get, path = "/api/v1/events/{id}/missed-reminders", tag = "reminders", params(("id" = String, Path)),
    responses((status = 200, body = ListJson<MissedReminderJson>), (status = 404)))]
#[get("/events/{id}/missed-reminders")]
pub(super) async fn missed_of_event(app: App, who: ApiCaller, id: Path<String>) -> Result<HttpResponse, Problem> {
    let (cx, id) = (who.context(&app), public_id(&id)?);
    let read = app.db.read(move |conn| -> Result<_, ReminderError> {
        let event = invitations::event_of(conn, &cx, &id)?;
        missed::list(conn, &cx, &event)
    });
    Ok(ListJson::answer(read.await?.iter().map(MissedReminderJson::of)))
}

/// Sends it to everybody whom it would have reached and still does.
#[utoipa::path(post, path = "/api/v1/events/{id}/missed-reminders/{missed}/send", tag = "reminders",
    params(("id" = String, Path), ("missed" = String, Path)),
    responses((status = 200, body = MissedSentJson), (status = 403), (status = 404)))]
#[post("/events/{id}/missed-reminders/{missed}/send")]
pub(super) async fn send_missed(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    let (cx, id, one) = (who.context(&app), public_id(&path.0)?, public_id(&path.1)?);
    let done = app.db.write(move |conn| -> Result<_, ReminderError> {
        let event = invitations::event_of(conn, &cx, &id)?;
        missed::send(conn, &cx, &event, &one)
    });
    Ok(HttpResponse::Ok().json(MissedSentJson { sent: done.await? }))
}

/// Lets it be: nothing is sent, and nobody is asked again.
#[utoipa::path(post, path = "/api/v1/events/{id}/missed-reminders/{missed}/dismiss", tag = "reminders",
    params(("id" = String, Path), ("missed" = String, Path)), request_body = MissedDismissalBody,
    responses((status = 204), (status = 403), (status = 404), (status = 422)))]
#[post("/events/{id}/missed-reminders/{missed}/dismiss")]
pub(super) async fn dismiss_missed(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, id, one) = (who.context(&app), public_id(&path.0)?, public_id(&path.1)?);
    let looking = cx.clone();
    let allowed = app.db.read(move |conn| -> Result<_, ReminderError> {
        let event = invitations::event_of(conn, &looking, &id)?;
        require(&looking.actor, Action::Invite, event.scope())?;
        Ok(event)
    });
    let event = allowed.await?;
    let reason = read::<MissedDismissalBody>(&body)?.reason;
    app.db.write(move |conn| missed::dismiss(conn, &cx, &event, &one, &reason)).await?;
    Ok(HttpResponse::NoContent().finish())
}
