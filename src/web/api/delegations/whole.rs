use actix_web::web::{Bytes, Path, Query};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};

use super::json::{DelegationBody, DelegationJson, DelegationsJson, WholeJson};
use super::{allowed, public_id};
use crate::access::{Action, Context, require};
use crate::domain::events;
use crate::domain::history::Entity;
use crate::domain::invitations::{self, EventFacts, InvitationError, NewDelegation, OfficeStanding};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason};
use crate::web::api::exchange::{made, page_of, read, shown};
use crate::web::api::late::{Standing, unchanged};
use crate::web::{ApiCaller, App, Fields, Problem, if_match};

/// An institution's invitation as it stands, for those who may change it: it is told in the event's history, and whom it names in those of
/// its places.
async fn standing(app: &App, cx: &Context, id: &PublicId) -> Result<(EventFacts, Standing), Problem> {
    let (event, now) = allowed(app, cx, id, Action::Invite).await?;
    let (cx, named) = (cx.clone(), now.public_id.clone());
    let whole = app.db.read(move |conn| invitations::whole_delegation(conn, &cx, &named)).await?;
    let places = whole.places.iter().map(|place| (Entity::Seat, place.id.raw())).collect();
    let of = ((Entity::Event, event.id.raw()), event.scope());
    Ok((event, Standing::part(of, &now.public_id, now.version).beside(places)))
}

/// An event's institutions by protocol, by page: `after`, `limit`; `standing=waiting` has those whose places wait.
#[utoipa::path(get, path = "/api/v1/events/{event}/delegations", tag = "delegations",
    params(("event" = String, Path), ("after" = Option<i64>, Query), ("limit" = Option<i64>, Query),
        ("standing" = Option<String>, Query, description = "all or waiting")),
    responses((status = 200, body = DelegationsJson), (status = 422)))]
#[get("/events/{event}/delegations")]
pub(super) async fn list(
    app: App,
    who: ApiCaller,
    event: Path<String>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (id, cx, page) = (public_id(&event)?, who.context(&app), page_of(&query));
    let allowed = |_| Invalid::one("standing", Reason::NotOneOf { allowed: "all, waiting".to_owned() });
    let standing: OfficeStanding = query.filled("standing").unwrap_or("all").parse().map_err(allowed)?;
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let event = invitations::event_of(conn, &cx, &id)?;
        let page = invitations::delegations(conn, &cx, &event, standing, page)?;
        let counting = events::counting(conn, event.id)?;
        Ok((event, page, counting))
    });
    let (event, page, counting) = read.await?;
    let items = page.items.iter().map(|one| DelegationJson::of(&event.public_id, one)).collect();
    Ok(HttpResponse::Ok().json(DelegationsJson { items, next: page.next, counting: counting.as_str() }))
}

/// Gives an institution places; nobody is written to.
#[utoipa::path(post, path = "/api/v1/events/{event}/delegations", tag = "delegations",
    params(("event" = String, Path)), request_body = DelegationBody,
    responses((status = 201, body = DelegationJson), (status = 422)))]
#[post("/events/{event}/delegations")]
pub(super) async fn create(
    app: App,
    who: ApiCaller,
    event: Path<String>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&event)?, who.context(&app));
    let known = id.clone();
    let may = app.beforehand(&cx, move |conn, cx| -> Result<(), InvitationError> {
        let event = invitations::event_of(conn, cx, &known)?;
        Ok(require(&cx.actor, Action::Invite, event.scope())?)
    });
    may.await?;
    let new = NewDelegation::parse(&read::<DelegationBody>(&body)?.draft())?;
    let write = app.db.write(move |conn| -> Result<_, InvitationError> {
        let event = invitations::event_of(conn, &cx, &id)?;
        let one = invitations::invite_institution(conn, &cx, &event, &new)?;
        Ok((event, one))
    });
    let (event, one) = write.await?;
    let address = format!("/api/v1/delegations/{}", one.public_id);
    Ok(made(address, one.version, DelegationJson::of(&event.public_id, &one)))
}

/// One institution with its places, delegates and story.
#[utoipa::path(get, path = "/api/v1/delegations/{delegation}", tag = "delegations",
    params(("delegation" = String, Path)), responses((status = 200, body = WholeJson), (status = 404)))]
#[get("/delegations/{delegation}")]
pub(super) async fn show(app: App, who: ApiCaller, id: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&id)?, who.context(&app));
    let whole = app.db.read(move |conn| invitations::whole_delegation(conn, &cx, &id)).await?;
    Ok(shown(whole.delegation.version, WholeJson::of(&whole)))
}

/// Changes what an institution is offered and how it is written to.
#[utoipa::path(put, path = "/api/v1/delegations/{delegation}", tag = "delegations",
    params(("delegation" = String, Path)), request_body = DelegationBody,
    responses((status = 200, body = DelegationJson), (status = 404), (status = 412), (status = 422), (status = 428)))]
#[put("/delegations/{delegation}")]
pub(super) async fn replace(
    app: App,
    who: ApiCaller,
    req: HttpRequest,
    id: Path<String>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&id)?, who.context(&app));
    let (event, now) = standing(&app, &cx, &id).await?;
    let held = unchanged(&app, &cx, if_match(&req)?, now).await?;
    let version = held.version;
    let new = NewDelegation::parse(&read::<DelegationBody>(&body)?.draft())?;
    let write = app.db.write(move |conn| invitations::edit_delegation(conn, &cx, &id, version, &new));
    let saved = held.done(write.await).await?;
    Ok(shown(saved.version, DelegationJson::of(&event.public_id, &saved)))
}

/// Takes an institution's places away.
#[utoipa::path(delete, path = "/api/v1/delegations/{delegation}", tag = "delegations",
    params(("delegation" = String, Path)),
    responses((status = 204), (status = 404), (status = 412), (status = 428)))]
#[delete("/delegations/{delegation}")]
pub(super) async fn remove(
    app: App,
    who: ApiCaller,
    req: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&id)?, who.context(&app));
    let (_, now) = standing(&app, &cx, &id).await?;
    let held = unchanged(&app, &cx, if_match(&req)?, now).await?;
    let version = held.version;
    held.done(app.db.write(move |conn| invitations::remove_delegation(conn, &cx, &id, version)).await).await?;
    Ok(HttpResponse::NoContent().finish())
}
