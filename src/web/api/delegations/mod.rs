//! Institutions at events for programs: what they are offered, what they answer, whom they name.

mod acts;
mod json;
mod whole;

use actix_web::web::ServiceConfig;
use utoipa::OpenApi;

use crate::access::{Action, Context, require};
use crate::domain::invitations::{self, Delegation, EventFacts, InvitationError};
use crate::kernel::ids::PublicId;
use crate::web::{App, Problem, public_id};

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(
    paths(
        whole::list,
        whole::create,
        whole::show,
        whole::replace,
        whole::remove,
        acts::choose_counting,
        acts::answer,
        acts::admit,
        acts::link,
        acts::appoint,
        acts::withdraw
    ),
    tags((name = "delegations", description = "Institutions at an event: places, answers, delegates."))
)]
pub struct Description;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(whole::list).service(whole::create).service(whole::show).service(whole::replace).service(whole::remove);
    cfg.service(acts::choose_counting).service(acts::answer).service(acts::admit).service(acts::link);
    cfg.service(acts::appoint).service(acts::withdraw);
}

/// One institution, for those who may do this with it: asked before a body is looked at.
async fn allowed(app: &App, cx: &Context, id: &PublicId, action: Action) -> Result<(EventFacts, Delegation), Problem> {
    let (cx, id) = (cx.clone(), id.clone());
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let (event, found) = invitations::delegation(conn, &cx, &id)?;
        require(&cx.actor, action, event.scope())?;
        Ok((event, found))
    });
    Ok(read.await?)
}
