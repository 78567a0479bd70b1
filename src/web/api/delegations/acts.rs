use actix_web::web::{Bytes, Path, Query};
use actix_web::{HttpResponse, delete, post, put};

use super::json::{CountingBody, DelegateBody, TakenJson, TakingBody, WholeJson};
use super::{allowed, public_id};
use crate::access::{Action, require};
use crate::domain::events::{self, Counting, EventError};
use crate::domain::invitations::{self, Holder, InvitationError, NewDelegate, Source, Taking};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason, one_of_at};
use crate::web::api::exchange::{read, shown};
use crate::web::{ApiCaller, App, Fields, Problem};

/// What an event counts for its capacity, its waiting list and its gate: places or people.
#[utoipa::path(put, path = "/api/v1/events/{event}/counting", tag = "delegations", params(("event" = String, Path)),
    request_body = CountingBody, responses((status = 204), (status = 404), (status = 422)))]
#[put("/events/{event}/counting")]
pub(super) async fn choose_counting(
    app: App,
    who: ApiCaller,
    event: Path<String>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&event)?, who.context(&app));
    let found = app.beforehand(&cx, move |conn, cx| -> Result<_, InvitationError> {
        let event = invitations::event_of(conn, cx, &id)?;
        require(&cx.actor, Action::EditEvent, event.scope())?;
        Ok((event.id, event.programme, event.city))
    });
    let of = found.await?;
    let to: Counting = one_of_at("counting", &read::<CountingBody>(&body)?.counting)?;
    app.db.write(move |conn| -> Result<(), EventError> { events::set_counting(conn, &cx, of, to) }).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Records an answer that came by telephone or letter.
#[utoipa::path(post, path = "/api/v1/delegations/{delegation}/answers", tag = "delegations",
    params(("delegation" = String, Path)), request_body = TakingBody,
    responses((status = 200, body = TakenJson), (status = 409), (status = 422)))]
#[post("/delegations/{delegation}/answers")]
pub(super) async fn answer(app: App, who: ApiCaller, id: Path<String>, body: Bytes) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&id)?, who.context(&app));
    let (_, now) = allowed(&app, &cx, &id, Action::RecordAnswer).await?;
    let body: TakingBody = read(&body)?;
    let places = body.places.map(|n| n.to_string()).unwrap_or_default();
    let taking = Taking::parse(&body.answer, &places, &body.note, now.places)?;
    let source = Source::parse(&body.how, &body.source)?;
    let taken = app.db.write(move |conn| invitations::record_delegation(conn, &cx, &id, &taking, &source)).await?;
    Ok(HttpResponse::Ok().json(TakenJson::of(taken)))
}

/// Gives an institution those of the places it waits for that are free, and tells it.
#[utoipa::path(post, path = "/api/v1/delegations/{delegation}/admission", tag = "delegations",
    params(("delegation" = String, Path)), responses((status = 200, body = WholeJson), (status = 404), (status = 409)))]
#[post("/delegations/{delegation}/admission")]
pub(super) async fn admit(app: App, who: ApiCaller, id: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&id)?, who.context(&app));
    let write = app.db.write(move |conn| -> Result<_, InvitationError> {
        invitations::admit_delegation(conn, &cx, &id)?;
        invitations::whole_delegation(conn, &cx, &id)
    });
    let whole = write.await?;
    Ok(shown(whole.delegation.version, WholeJson::of(&whole)))
}

/// Sends what it has answered and its link to whoever speaks for an institution since; once to each.
#[utoipa::path(post, path = "/api/v1/delegations/{delegation}/link", tag = "delegations",
    params(("delegation" = String, Path)), responses((status = 204), (status = 404), (status = 409)))]
#[post("/delegations/{delegation}/link")]
pub(super) async fn link(app: App, who: ApiCaller, id: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&id)?, who.context(&app));
    app.db.write(move |conn| invitations::send_link(conn, &cx, &id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Names somebody for a place, also in the stead of whoever has it.
#[utoipa::path(post, path = "/api/v1/delegations/{delegation}/delegates", tag = "delegations",
    params(("delegation" = String, Path)), request_body = DelegateBody,
    responses((status = 200, body = WholeJson), (status = 404), (status = 409), (status = 422)))]
#[post("/delegations/{delegation}/delegates")]
pub(super) async fn appoint(app: App, who: ApiCaller, id: Path<String>, body: Bytes) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&id)?, who.context(&app));
    let (_, now) = allowed(&app, &cx, &id, Action::RecordAnswer).await?;
    let body: DelegateBody = read(&body)?;
    let new = NewDelegate::parse(&body.draft(), now.name.best(now.locale), now.locale)?;
    let source = Source::parse(&body.how, &body.source)?;
    let no_such = |_| Problem::from(Invalid::one("seat", Reason::NoSuch));
    let seat: Option<PublicId> = body.seat.as_deref().map(str::parse).transpose().map_err(no_such)?;
    let write = app.db.write(move |conn| -> Result<_, InvitationError> {
        invitations::record_delegate(conn, &cx, &id, seat.as_ref(), &new, &source)?;
        invitations::whole_delegation(conn, &cx, &id)
    });
    let whole = write.await?;
    Ok(shown(whole.delegation.version, WholeJson::of(&whole)))
}

/// Withdraws the name of a place: `how` and `source` as of an answer.
#[utoipa::path(delete, path = "/api/v1/delegations/{delegation}/delegates/{place}", tag = "delegations",
    params(("delegation" = String, Path), ("place" = String, Path), ("how" = String, Query),
        ("source" = Option<String>, Query)),
    responses((status = 204), (status = 404), (status = 409), (status = 422)))]
#[delete("/delegations/{delegation}/delegates/{place}")]
pub(super) async fn withdraw(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (id, place, cx) = (public_id(&path.0)?, public_id(&path.1)?, who.context(&app));
    allowed(&app, &cx, &id, Action::RecordAnswer).await?;
    let source = Source::parse(query.text("how"), query.text("source"))?;
    let write =
        app.db.write(move |conn| invitations::record_withdrawal(conn, &cx, &id, (&place, &Holder::Unsaid), &source));
    write.await?;
    Ok(HttpResponse::NoContent().finish())
}
