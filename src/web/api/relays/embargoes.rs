//! What becomes of embargoes, for programs.

use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpResponse, get};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use crate::domain::events;
use crate::domain::relays::{self, Shift, Until};
use crate::web::api::contacts::Texts;
use crate::web::api::listed::ListJson;
use crate::web::{ApiCaller, App, Problem, public_id};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(preview_embargoes);
}

#[derive(OpenApi)]
#[openapi(paths(preview_embargoes))]
pub(in crate::web::api) struct Description;

/// A result that organisations pass on, and is kept back until another day.
#[derive(Serialize, ToSchema)]
struct EmbargoShiftJson {
    deliverable: String,
    title: Texts,
    /// Free from this day on; null while nobody knows it.
    before: Option<String>,
    after: Option<String>,
    /// So many officers are told by mail.
    told: usize,
}

impl EmbargoShiftJson {
    fn of(shift: &Shift) -> EmbargoShiftJson {
        let day = |until: Until| until.day().map(|day| day.to_string());
        EmbargoShiftJson {
            deliverable: shift.deliverable.to_string(),
            title: (&shift.title).into(),
            before: day(shift.before),
            after: day(shift.after),
            told: shift.told,
        }
    }
}

/// What becomes of the embargoes that count from an event once it is postponed or cancelled. Changes nothing. (What a move would do stands in
/// the move's own preview.)
#[utoipa::path(get, path = "/api/v1/events/{id}/embargoes/preview", tag = "relays", params(("id" = String, Path)),
    responses((status = 200, body = ListJson<EmbargoShiftJson>), (status = 404)))]
#[get("/events/{id}/embargoes/preview")]
async fn preview_embargoes(app: App, who: ApiCaller, id: Path<String>) -> Result<HttpResponse, Problem> {
    let (cx, id) = (who.context(&app), public_id(&id)?);
    let read = app.db.read(move |conn| -> Result<_, Problem> {
        let view = events::find(conn, &cx, &id)?;
        Ok(relays::stops(conn, &cx, &view)?)
    });
    Ok(ListJson::answer(read.await?.iter().map(EmbargoShiftJson::of)))
}
