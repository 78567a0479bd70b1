use actix_web::web::{Bytes, Path};
use actix_web::{HttpResponse, delete, get, post};

use super::json::{AccountJson, GrantBody, InviteBody};
use crate::access::{Action, Context, Grant, Role, Scope, require};
use crate::db::Conn;
use crate::domain::accounts::{self, AccountView, NewAccount};
use crate::domain::programme;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason, one_of_at};
use crate::web::api::exchange::{self, read, shown};
use crate::web::api::listed::ListJson;
use crate::web::{ApiCaller, App, Problem};

/// Refuses whoever does not manage accounts before their words are looked at.
fn may_manage(cx: &Context) -> Result<(), Problem> {
    Ok(require(&cx.actor, Action::ManageAccounts, Scope::Installation)?)
}

fn answer(view: &AccountView) -> HttpResponse {
    shown(view.account.version, AccountJson::of(view))
}

/// Everybody, by name.
#[utoipa::path(get, path = "/api/v1/accounts", tag = "accounts",
    responses((status = 200, body = ListJson<AccountJson>), (status = 403), (status = 404)))]
#[get("/accounts")]
pub(super) async fn list(app: App, who: ApiCaller) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let views = app.db.read(move |conn| accounts::list(conn, &cx)).await?;
    Ok(ListJson::answer(views.iter().map(AccountJson::of)))
}

/// The role and the place as the bodies name them; a place that the caller does not see is none.
fn grant_of(conn: &mut Conn, cx: &Context, body: &GrantBody, field: &str) -> Result<Grant, Problem> {
    let at = |name: &str| if field.is_empty() { name.to_owned() } else { format!("{field}.{name}") };
    let role: Role = one_of_at(&at("role"), &body.role)?;
    let missing = |field: &'static str| {
        let field = at(field);
        move |error: Problem| match error {
            Problem::NotFound => Invalid::one(field, Reason::NoSuch).into(),
            other => other,
        }
    };
    let Some(key) = body.programme.as_deref().filter(|p| !p.is_empty()) else {
        let reason = if role == Role::Administrator { None } else { Some(("programme", Reason::Required)) };
        let reason = reason.or_else(|| body.city.as_ref().map(|_| ("city", Reason::NoSuch)));
        return match reason {
            None => Ok(Grant { role, programme: None, city: None }),
            Some((field, reason)) => Err(Invalid::one(at(field), reason).into()),
        };
    };
    if role == Role::Administrator {
        return Err(Invalid::one(at("programme"), Reason::NoSuch).into());
    }
    let programme = programme::find(conn, cx, key).map_err(|e| missing("programme")(e.into()))?.id;
    let city = match body.city.as_deref().filter(|c| !c.is_empty()) {
        None => None,
        Some(key) => Some(programme::city(conn, cx, programme, key).map_err(|e| missing("city")(e.into()))?.id),
    };
    Ok(Grant { role, programme: Some(programme), city })
}

/// Invites somebody: they get a mail with a link to choose a password, as from the page.
#[utoipa::path(post, path = "/api/v1/accounts", tag = "accounts", request_body = InviteBody,
    responses((status = 201, body = AccountJson), (status = 403), (status = 422)))]
#[post("/accounts")]
pub(super) async fn invite(app: App, who: ApiCaller, body: Bytes) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    may_manage(&cx)?;
    let body: InviteBody = read(&body)?;
    let new = NewAccount::parse(&body.email, &body.name, &body.locale, &body.zone)?;
    let write = app.db.write(move |conn| -> Result<_, Problem> {
        let named = body.grants.iter().enumerate();
        let grants = named.map(|(nth, grant)| grant_of(conn, &cx, grant, &format!("grants.{nth}")));
        let new = NewAccount { grants: grants.collect::<Result<_, _>>()?, ..new };
        let made = accounts::invite(conn, &cx, &new)?;
        Ok(accounts::show(conn, &cx, &made.public_id)?)
    });
    let view = write.await?;
    let address = format!("/api/v1/accounts/{}", view.account.public_id);
    Ok(exchange::made(address, view.account.version, AccountJson::of(&view)))
}

/// One account.
#[utoipa::path(get, path = "/api/v1/accounts/{account}", tag = "accounts", params(("account" = String, Path)),
    responses((status = 200, body = AccountJson), (status = 403), (status = 404)))]
#[get("/accounts/{account}")]
pub(super) async fn show(app: App, who: ApiCaller, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    Ok(answer(&app.db.read(move |conn| accounts::show(conn, &cx, &id)).await?))
}

/// Gives a role; the same one twice is one.
#[utoipa::path(post, path = "/api/v1/accounts/{account}/grants", tag = "accounts", params(("account" = String, Path)),
    request_body = GrantBody,
    responses((status = 200, body = AccountJson), (status = 403), (status = 404), (status = 422)))]
#[post("/accounts/{account}/grants")]
pub(super) async fn give(app: App, who: ApiCaller, id: Path<PublicId>, body: Bytes) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    may_manage(&cx)?;
    let body: GrantBody = read(&body)?;
    let write = app.db.write(move |conn| -> Result<_, Problem> {
        accounts::show(conn, &cx, &id)?;
        let grant = grant_of(conn, &cx, &body, "")?;
        accounts::grant(conn, &cx, &id, grant)?;
        Ok(accounts::show(conn, &cx, &id)?)
    });
    Ok(answer(&write.await?))
}

/// Takes a role back.
#[utoipa::path(delete, path = "/api/v1/accounts/{account}/grants/{grant}", tag = "accounts",
    params(("account" = String, Path), ("grant" = i64, Path)),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
#[delete("/accounts/{account}/grants/{grant}")]
pub(super) async fn take(app: App, who: ApiCaller, path: Path<(PublicId, String)>) -> Result<HttpResponse, Problem> {
    let (cx, (id, grant)) = (who.context(&app), path.into_inner());
    may_manage(&cx)?;
    let grant: i64 = grant.parse().map_err(|_| Problem::NotFound)?;
    app.db.write(move |conn| accounts::revoke_grant(conn, &cx, &id, grant)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Closes an account and ends its sign-ins; its keys open nothing any more.
#[utoipa::path(post, path = "/api/v1/accounts/{account}/disable", tag = "accounts", params(("account" = String, Path)),
    responses((status = 200, body = AccountJson), (status = 403), (status = 404), (status = 409)))]
#[post("/accounts/{account}/disable")]
pub(super) async fn disable(app: App, who: ApiCaller, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let write = app.db.write(move |conn| {
        accounts::disable(conn, &cx, &id)?;
        accounts::show(conn, &cx, &id)
    });
    Ok(answer(&write.await?))
}

/// Opens a closed account again.
#[utoipa::path(post, path = "/api/v1/accounts/{account}/enable", tag = "accounts", params(("account" = String, Path)),
    responses((status = 200, body = AccountJson), (status = 403), (status = 404)))]
#[post("/accounts/{account}/enable")]
pub(super) async fn enable(app: App, who: ApiCaller, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let write = app.db.write(move |conn| {
        accounts::enable(conn, &cx, &id)?;
        accounts::show(conn, &cx, &id)
    });
    Ok(answer(&write.await?))
}
