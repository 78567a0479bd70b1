//! Seats, rounds and answers for programs.

mod json;
mod rounds;
mod seats;

use actix_web::web::ServiceConfig;
use utoipa::OpenApi;

use crate::kernel::ids::PublicId;
use crate::web::Problem;

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
    cfg.service(rounds::choose).service(rounds::check);
    cfg.service(rounds::ask).service(rounds::release).service(rounds::recall).service(rounds::take_up);
    cfg.service(rounds::discard);
}

fn public_id(text: &str) -> Result<PublicId, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}
