//! Seats, rounds and answers for programs.

mod json;
mod numbers;
mod preview;
mod rounds;
mod seats;

use actix_web::web::ServiceConfig;
use utoipa::OpenApi;

use crate::access::{Action, Context, require};
use crate::domain::invitations::{self, InvitationError};
use crate::kernel::ids::PublicId;
use crate::web::{App, Problem, public_id};

#[derive(OpenApi)]
#[openapi(
    paths(
        seats::list,
        seats::add,
        seats::remove,
        seats::answer,
        seats::numbers,
        rounds::list,
        rounds::create,
        rounds::show,
        rounds::replace,
        rounds::choose,
        rounds::check,
        preview::preview,
        rounds::ask,
        rounds::release,
        rounds::recall,
        rounds::take_up,
        rounds::discard
    ),
    tags((name = "invitations", description = "Seats, rounds and answers of an event."))
)]
pub struct Description;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(seats::list).service(seats::add).service(seats::remove).service(seats::answer).service(seats::numbers);
    cfg.service(rounds::list).service(rounds::create).service(rounds::show).service(rounds::replace);
    cfg.service(rounds::choose).service(rounds::check).service(preview::preview);
    cfg.service(rounds::ask).service(rounds::release).service(rounds::recall).service(rounds::take_up);
    cfg.service(rounds::discard);
}

/// Whether the caller may do `action` with the event's guests: asked before a body is looked at.
async fn allowed(app: &App, cx: &Context, event: &PublicId, action: Action) -> Result<(), Problem> {
    let id = event.clone();
    let may = app.beforehand(cx, move |conn, cx| -> Result<(), InvitationError> {
        let event = invitations::event_of(conn, cx, &id)?;
        Ok(require(&cx.actor, action, event.scope())?)
    });
    may.await
}
