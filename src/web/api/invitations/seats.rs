use std::collections::BTreeSet;

use actix_web::web::{Bytes, Path, Query};
use actix_web::{HttpResponse, delete, get, post};

use super::json::{AddBody, AddedJson, AnswerBody, AnsweredJson, SeatJson, SeatsJson};
use super::numbers::NumbersJson;
use super::{allowed, public_id};
use crate::access::{Action, Denied};
use crate::db::DbError;
use crate::domain::contacts::{self, Chosen, ContactError, Filter};
use crate::domain::invitations::{self, Answered, Given, GuestFilter, InvitationError, Source, Standing};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason};
use crate::web::api::exchange::{page_of, read};
use crate::web::{ApiCaller, App, Fields, Problem};

/// An event's guests, by page: `standing` (all, not-invited, unanswered, accepted, tentative, declined, waiting, refused),
/// `group` (code), `q`, `after`, `limit`.
#[utoipa::path(get, path = "/api/v1/events/{event}/seats", tag = "invitations",
    params(("event" = String, Path), ("standing" = Option<String>, Query), ("group" = Option<String>, Query),
        ("q" = Option<String>, Query), ("after" = Option<i64>, Query), ("limit" = Option<i64>, Query)),
    responses((status = 200, body = SeatsJson)))]
#[get("/events/{event}/seats")]
pub(super) async fn list(
    app: App,
    who: ApiCaller,
    event: Path<String>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&event)?, who.context(&app));
    let standing = match query.filled("standing") {
        Some(text) => text.parse().map_err(|_| Invalid::one("standing", Reason::NoSuch))?,
        None => Standing::All,
    };
    let filter = GuestFilter {
        standing,
        group: query.filled("group").map(str::to_owned),
        text: query.text("q").trim().to_owned(),
        ..GuestFilter::default()
    };
    let page = page_of(&query);
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let event = invitations::event_of(conn, &cx, &id)?;
        invitations::guests(conn, &cx, &event, &filter, page)
    });
    let page = read.await?;
    Ok(HttpResponse::Ok().json(SeatsJson { items: page.items.iter().map(SeatJson::of).collect(), next: page.next }))
}

/// Either slice may refuse.
#[derive(Debug, thiserror::Error)]
enum AddError {
    #[error(transparent)]
    Seats(#[from] InvitationError),
    #[error(transparent)]
    People(#[from] ContactError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Gives people seats; nobody is written to.
#[utoipa::path(post, path = "/api/v1/events/{event}/seats", tag = "invitations", params(("event" = String, Path)),
    request_body = AddBody, responses((status = 200, body = AddedJson), (status = 422)))]
#[post("/events/{event}/seats")]
pub(super) async fn add(app: App, who: ApiCaller, event: Path<String>, body: Bytes) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&event)?, who.context(&app));
    // The right before the ids: nobody else learns here which of them there are.
    allowed(&app, &cx, &id, Action::Invite).await?;
    let body: AddBody = read(&body)?;
    if body.contacts.is_none() && body.group.is_none() {
        return Err(Invalid::one("contacts", Reason::Required).into());
    }
    let write = app.db.write(move |conn| -> Result<_, AddError> {
        let event = invitations::event_of(conn, &cx, &id)?;
        let ids = body.contacts.unwrap_or_default();
        let named: BTreeSet<&str> = ids.iter().map(PublicId::as_str).collect();
        let mut people = contacts::chosen_ids(conn, &cx, &Chosen::These(ids.clone()))?;
        if people.len() < named.len() {
            return Err(InvitationError::Invalid(Invalid::one("contacts", Reason::NoSuch)).into());
        }
        if let Some(group) = body.group {
            contacts::known_group(conn, &group)?.map_err(InvitationError::Invalid)?;
            let filter = Filter { group: Some(group), ..Filter::default() };
            people.extend(contacts::matching_ids(conn, &cx, &filter)?);
        }
        Ok(invitations::add_seats(conn, &cx, &event, &people)?)
    });
    match write.await {
        Ok(done) => Ok(HttpResponse::Ok().json(AddedJson { added: done.added, already: done.already })),
        Err(AddError::Seats(error)) => Err(error.into()),
        Err(AddError::People(error)) => Err(error.into()),
        Err(AddError::Db(error)) => Err(error.into()),
    }
}

/// Takes a seat away.
#[utoipa::path(delete, path = "/api/v1/events/{event}/seats/{seat}", tag = "invitations",
    params(("event" = String, Path), ("seat" = String, Path)), responses((status = 204), (status = 404)))]
#[delete("/events/{event}/seats/{seat}")]
pub(super) async fn remove(app: App, who: ApiCaller, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (id, seat, cx) = (public_id(&path.0)?, public_id(&path.1)?, who.context(&app));
    let write = app.db.write(move |conn| -> Result<_, InvitationError> {
        let event = invitations::event_of(conn, &cx, &id)?;
        match invitations::remove_seats(conn, &cx, &event, &[seat])? {
            0 => Err(Denied::NotFound.into()),
            _ => Ok(()),
        }
    });
    write.await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Records an answer that came by telephone or letter.
#[utoipa::path(post, path = "/api/v1/events/{event}/seats/{seat}/answers", tag = "invitations",
    params(("event" = String, Path), ("seat" = String, Path)), request_body = AnswerBody,
    responses((status = 200, body = AnsweredJson), (status = 409), (status = 422)))]
#[post("/events/{event}/seats/{seat}/answers")]
pub(super) async fn answer(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, seat, cx) = (public_id(&path.0)?, public_id(&path.1)?, who.context(&app));
    allowed(&app, &cx, &id, Action::RecordAnswer).await?;
    let body: AnswerBody = read(&body)?;
    let (dietary, access) = (body.dietary.as_deref().unwrap_or(""), body.access.as_deref().unwrap_or(""));
    let mut given = Given::parse(&body.answer, &body.note, dietary, access)?;
    if body.dietary.is_none() && body.access.is_none() {
        given.needs = None;
    }
    let source = Source::parse(&body.how, &body.source)?;
    let write = app.db.write(move |conn| -> Result<_, InvitationError> {
        let event = invitations::event_of(conn, &cx, &id)?;
        invitations::record_answer(conn, &cx, &event, &seat, &given, &source)
    });
    let done = write.await?;
    let repeated = matches!(done, Answered::Repeated(_));
    Ok(HttpResponse::Ok().json(AnsweredJson { answer: done.answer().as_str(), repeated }))
}

/// How an event's answers stand: all, by stakeholder group, by place, by door.
#[utoipa::path(get, path = "/api/v1/events/{event}/answers", tag = "invitations", params(("event" = String, Path)),
    responses((status = 200, body = NumbersJson)))]
#[get("/events/{event}/answers")]
pub(super) async fn numbers(app: App, who: ApiCaller, event: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&event)?, who.context(&app));
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let event = invitations::event_of(conn, &cx, &id)?;
        invitations::numbers(conn, &cx, &event)
    });
    Ok(HttpResponse::Ok().json(NumbersJson::of(&read.await?)))
}
