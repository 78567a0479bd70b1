//! The second factor: how one's own stands, and another's taken away. It is set up, renewed and turned off on the pages only, for its secret
//! and its recovery codes are shown to a person.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use serde::Serialize;
use utoipa::ToSchema;

use super::json::AccountJson;
use crate::domain::accounts;
use crate::domain::accounts::second_factor::{self, Status};
use crate::kernel::ids::PublicId;
use crate::kernel::time::Instant;
use crate::web::api::exchange::shown;
use crate::web::{ApiCaller, ApiEntering, App, Problem};

/// How one's own second factor stands.
#[derive(Serialize, ToSchema)]
pub(super) struct SecondFactorJson {
    /// off; begun: waits for its first code; on.
    state: &'static str,
    since: Option<String>,
    /// Of ten; null while it is not on.
    recovery_codes_left: Option<i64>,
    /// Whether the installation demands it of this account.
    demanded: bool,
}

/// How the caller's own second factor stands. It is set up and turned off on the page of the account.
#[utoipa::path(get, path = "/api/v1/account/second-factor", tag = "accounts",
    responses((status = 200, body = SecondFactorJson), (status = 403)))]
#[get("/account/second-factor")]
pub(super) async fn show(app: App, ApiEntering(who): ApiEntering) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let status = app.db.read(move |conn| second_factor::status(conn, &cx)).await?;
    let demanded = who.visitor.member.as_ref().is_some_and(|m| app.demand.reaches(&m.member.grants));
    let (state, since, left) = match status {
        Status::Off => ("off", None, None),
        Status::Begun => ("begun", None, None),
        Status::On { since, left } => ("on", Some(since), Some(left)),
    };
    let since = since.map(Instant::rfc3339);
    Ok(HttpResponse::Ok().json(SecondFactorJson { state, since, recovery_codes_left: left, demanded }))
}

/// Takes another's second factor away: their sign-ins end, and they are told by mail. No key does it, and nobody for themselves.
#[utoipa::path(post, path = "/api/v1/accounts/{account}/second-factor/reset", tag = "accounts",
    params(("account" = String, Path)),
    responses((status = 200, body = AccountJson), (status = 403), (status = 404), (status = 409)))]
#[post("/accounts/{account}/second-factor/reset")]
pub(super) async fn reset(app: App, who: ApiCaller, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let write = app.db.write(move |conn| {
        second_factor::reset(conn, &cx, &id)?;
        accounts::show(conn, &cx, &id)
    });
    let view = write.await?;
    Ok(shown(view.account.version, AccountJson::of(&view)))
}
