//! One's own account, as its page has it. A key is made on the page only, for its secret is shown to a person.

use actix_web::web::{Bytes, Path};
use actix_web::{HttpRequest, HttpResponse, delete, get, put};

use super::json::{OwnBody, OwnJson, SignInJson, TokenJson};
use crate::access::Scope;
use crate::domain::accounts::{self, DigestWish, OwnSettings, sign_in, tokens as keys};
use crate::domain::history::Entity;
use crate::kernel::ids::PublicId;
use crate::web::api::exchange::{read, shown};
use crate::web::api::late::{Standing, unchanged};
use crate::web::api::listed::ListJson;
use crate::web::{ApiCaller, App, Problem, if_match};

/// The caller's own account.
#[utoipa::path(get, path = "/api/v1/account", tag = "accounts", responses((status = 200, body = OwnJson), (status = 403)))]
#[get("/account")]
pub(super) async fn show(app: App, who: ApiCaller) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let own = app.db.read(move |conn| accounts::own(conn, &cx)).await?;
    Ok(shown(own.version, OwnJson::of(&own)))
}

const fn wish(wanted: bool) -> DigestWish {
    if wanted { DigestWish::On } else { DigestWish::Off }
}

/// Changes the caller's name, language and zone, and whether they get the Monday mail.
#[utoipa::path(put, path = "/api/v1/account", tag = "accounts", request_body = OwnBody,
    responses((status = 200, body = OwnJson), (status = 403), (status = 412), (status = 422), (status = 428)))]
#[put("/account")]
pub(super) async fn replace(app: App, who: ApiCaller, req: HttpRequest, body: Bytes) -> Result<HttpResponse, Problem> {
    let (cx, seen) = (who.context(&app), if_match(&req)?);
    let looking = cx.clone();
    let own = app.db.read(move |conn| accounts::own(conn, &looking)).await?;
    let of = ((Entity::Account, own.id.raw()), Scope::Installation);
    let held = unchanged(&app, &cx, seen, Standing::whole(of, own.version)).await?;
    let seen = held.version;
    let body: OwnBody = read(&body)?;
    let new = OwnSettings::parse(&body.name, &body.locale, &body.zone, body.digest.map(wish))?;
    let own = held.done(app.db.write(move |conn| accounts::edit_own(conn, &cx, seen, &new)).await).await?;
    Ok(shown(own.version, OwnJson::of(&own)))
}

/// Where the caller is signed in, the latest first.
#[utoipa::path(get, path = "/api/v1/account/sign-ins", tag = "accounts",
    responses((status = 200, body = ListJson<SignInJson>), (status = 403)))]
#[get("/account/sign-ins")]
pub(super) async fn sign_ins(app: App, who: ApiCaller) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let open = app.db.read(move |conn| sign_in::list_own(conn, &cx)).await?;
    let here = who.visitor.member.as_ref().and_then(|m| m.sign_in);
    Ok(ListJson::answer(open.iter().map(|row| SignInJson::of(row, here))))
}

/// Ends one of them.
#[utoipa::path(delete, path = "/api/v1/account/sign-ins/{sign_in}", tag = "accounts",
    params(("sign_in" = String, Path)), responses((status = 204), (status = 403), (status = 404)))]
#[delete("/account/sign-ins/{sign_in}")]
pub(super) async fn end_sign_in(app: App, who: ApiCaller, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    app.db.write(move |conn| sign_in::end_own(conn, &cx, &id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The caller's keys, without their secrets.
#[utoipa::path(get, path = "/api/v1/account/tokens", tag = "accounts",
    responses((status = 200, body = ListJson<TokenJson>), (status = 403)))]
#[get("/account/tokens")]
pub(super) async fn tokens(app: App, who: ApiCaller) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let all = app.db.read(move |conn| keys::list_own(conn, &cx)).await?;
    Ok(ListJson::answer(all.iter().map(TokenJson::of)))
}

/// Ends one of them; it may be the one that asks.
#[utoipa::path(delete, path = "/api/v1/account/tokens/{token}", tag = "accounts", params(("token" = String, Path)),
    responses((status = 204), (status = 403), (status = 404)))]
#[delete("/account/tokens/{token}")]
pub(super) async fn end_token(app: App, who: ApiCaller, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    app.db.write(move |conn| keys::revoke_own(conn, &cx, &id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
