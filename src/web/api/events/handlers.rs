use actix_web::web::{Bytes, Path, Query};
use actix_web::{HttpRequest, HttpResponse, get, post, put};

use super::json::{ActedJson, EventBody, EventJson, EventsJson, MoveBody, StateBody};
use crate::access::{Action, Context, Scope, TokenScope, require, require_scope, require_somewhere};
use crate::db::Conn;
use crate::domain::events::{self, EventError, EventFilter, EventState, EventView, Guests, Period, Standing};
use crate::domain::gates::{self, GateError, Risk, Wish};
use crate::domain::history::Entity;
use crate::domain::invitations::Told;
use crate::kernel::ids::{EventId, ProgrammeId, PublicId};
use crate::kernel::invalid::{Invalid, Reason, one_of_at};
use crate::web::admin::events::acts::{self, ActError};
use crate::web::api::exchange::{page_of, read};
use crate::web::api::late::{self, unchanged};
use crate::web::{ApiCaller, App, Fields, Problem, etag, if_match, public_id};

/// What an event's parts are called when they are refused, and where the body has them.
const PARTS: &[(&str, &str)] = &[
    ("contact_name", "contact.name"),
    ("contact_email", "contact.email"),
    ("contact_phone", "contact.phone"),
    ("venue_name", "venue.name"),
    ("venue_address", "venue.address"),
    ("room", "venue.room"),
    ("map_url", "venue.map_url"),
    ("host_name", "host.name"),
    ("host_url", "host.url"),
    ("host_contact", "host.contact"),
    ("slot_starts", "host.slot_starts"),
    ("slot_ends", "host.slot_ends"),
];

/// What was refused, by the names of the body.
fn by_body(refused: impl Into<Problem>) -> Problem {
    let mut problem = refused.into();
    if let Problem::Invalid(Invalid(faults)) = &mut problem {
        for fault in faults {
            let (part, language) = fault.field.split_at(fault.field.find('.').unwrap_or(fault.field.len()));
            if let Some((_, name)) = PARTS.iter().find(|(flat, _)| *flat == part) {
                fault.field = format!("{name}{language}");
            }
        }
    }
    problem
}

/// A programme by slug or id, of those the caller sees.
fn programme_of(who: &ApiCaller, key: &str) -> Result<ProgrammeId, Problem> {
    if key.is_empty() {
        return Err(Invalid::one("programme", Reason::Required).into());
    }
    let own = who.visitor.member.iter().flat_map(|m| &m.programmes).find(|p| p.is_called(key));
    own.map(|p| p.id).ok_or_else(|| Invalid::one("programme", Reason::NoSuch).into())
}

fn slug_of(who: &ApiCaller, id: ProgrammeId) -> String {
    let own = who.visitor.member.iter().flat_map(|m| &m.programmes).find(|p| p.id == id);
    own.map(|p| p.slug.clone()).unwrap_or_default()
}

/// An event with what stands beside it.
type Whole = (EventView, Guests, Option<Risk>);

fn whole(conn: &mut Conn, cx: &Context, view: EventView) -> Result<Whole, GateError> {
    let guests = events::guests(conn, cx, view.event.id)?;
    let risk = gates::risks(conn, cx, view.event.programme, &[view.event.id])?.remove(&view.event.id);
    Ok((view, guests, risk))
}

fn answer(who: &ApiCaller, (view, guests, risk): &Whole) -> HttpResponse {
    let json = EventJson::of(&slug_of(who, view.event.programme), view, guests, risk.as_ref());
    HttpResponse::Ok().insert_header(etag(view.event.version)).json(json)
}

fn created(who: &ApiCaller, view: &EventView) -> HttpResponse {
    let json = EventJson::of(&slug_of(who, view.event.programme), view, &Guests::default(), None);
    HttpResponse::Created()
        .insert_header(etag(view.event.version))
        .insert_header(("location", format!("/api/v1/events/{}", view.event.public_id)))
        .json(json)
}

/// An event that the caller may do `action` with, as it stands: asked before the body is looked at.
pub(super) async fn allowed(app: &App, cx: &Context, id: &PublicId, action: Action) -> Result<late::Standing, Problem> {
    let (cx, id) = (cx.clone(), id.clone());
    let read = app.db.read(move |conn| -> Result<_, EventError> {
        let event = events::find(conn, &cx, &id)?.event;
        let scope = Scope::of(event.programme, event.city);
        require(&cx.actor, action, scope)?;
        Ok(late::Standing::whole(((Entity::Event, event.id.raw()), scope), event.version))
    });
    Ok(read.await?)
}

/// A word of the query that must be one of a list, when it is there.
fn one_of<T: std::str::FromStr>(query: &Fields, name: &str) -> Result<Option<T>, Problem> {
    let Some(text) = query.filled(name) else { return Ok(None) };
    text.parse().map(Some).map_err(|_| Invalid::one(name, Reason::NoSuch).into())
}

/// Events of a programme, by page: `city` (id), `kind`, `state`, `period` (upcoming, past, all), `after`, `limit`.
#[utoipa::path(get, path = "/api/v1/events", tag = "events",
    params(("programme" = String, Query), ("city" = Option<String>, Query), ("kind" = Option<String>, Query),
        ("state" = Option<String>, Query), ("period" = Option<String>, Query), ("after" = Option<i64>, Query),
        ("limit" = Option<i64>, Query)),
    responses((status = 200, body = EventsJson)))]
#[get("/events")]
pub(super) async fn list(app: App, who: ApiCaller, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    require_scope(&cx.actor, TokenScope::Read)?;
    let programme = programme_of(&who, query.text("programme"))?;
    let slug = slug_of(&who, programme);
    let filter = EventFilter {
        city: one_of(&query, "city")?,
        kind: one_of(&query, "kind")?,
        state: one_of(&query, "state")?,
        period: one_of(&query, "period")?.unwrap_or(Period::All),
    };
    let page = page_of(&query);
    let read = app.db.read(move |conn| -> Result<_, GateError> {
        let page = events::list(conn, &cx, programme, &filter, page)?;
        let ids: Vec<EventId> = page.items.iter().map(|(view, _)| view.event.id).collect();
        Ok((page, gates::risks(conn, &cx, programme, &ids)?))
    });
    let (page, risks) = read.await?;
    let json = |(view, guests): &(EventView, Guests)| EventJson::of(&slug, view, guests, risks.get(&view.event.id));
    let items = page.items.iter().map(json).collect();
    Ok(HttpResponse::Ok().json(EventsJson { items, next: page.next }))
}

/// A new event.
#[utoipa::path(post, path = "/api/v1/events", tag = "events", request_body = EventBody,
    responses((status = 201, body = EventJson), (status = 422, description = "fields and reasons")))]
#[post("/events")]
pub(super) async fn create(app: App, who: ApiCaller, body: Bytes) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    // Where it will be stands in the body.
    require_somewhere(&cx.actor, Action::EditEvent)?;
    let body: EventBody = read(&body)?;
    let programme = programme_of(&who, &body.programme)?;
    let input = body.input();
    let view = app.db.write_retrying(move |conn| events::create(conn, &cx, programme, &input)).await;
    let view = view.map_err(by_body)?;
    Ok(created(&who, &view))
}

/// One event.
#[utoipa::path(get, path = "/api/v1/events/{id}", tag = "events", params(("id" = String, Path)),
    responses((status = 200, body = EventJson), (status = 404)))]
#[get("/events/{id}")]
pub(super) async fn show(app: App, who: ApiCaller, id: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&id)?, who.context(&app));
    let read = app.db.read(move |conn| -> Result<_, GateError> {
        let view = events::find(conn, &cx, &id)?;
        whole(conn, &cx, view)
    });
    Ok(answer(&who, &read.await?))
}

/// Replaces an event. A time that guests know is changed by a move.
#[utoipa::path(put, path = "/api/v1/events/{id}", tag = "events", params(("id" = String, Path)),
    request_body = EventBody, responses((status = 200, body = EventJson), (status = 409), (status = 412), (status = 428), (status = 422)))]
#[put("/events/{id}")]
pub(super) async fn replace(
    app: App,
    who: ApiCaller,
    id: Path<String>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, cx, seen) = (public_id(&id)?, who.context(&app), if_match(&req)?);
    let held = unchanged(&app, &cx, seen, allowed(&app, &cx, &id, Action::EditEvent).await?).await?;
    let seen = held.version;
    let input = read::<EventBody>(&body)?.input();
    let write = app.db.write_retrying(move |conn| -> Result<_, ActError> {
        let programme = events::find(conn, &cx, &id)?.event.programme;
        let which = Standing { programme, event: &id, version: seen };
        let view = acts::edit(conn, &cx, which, &input)?;
        Ok(whole(conn, &cx, view)?)
    });
    Ok(answer(&who, &held.done(write.await).await.map_err(by_body)?))
}

type Acted = (Whole, Option<Told>);

fn acted(who: &ApiCaller, ((view, guests, risk), told): &Acted) -> HttpResponse {
    let json = EventJson::of(&slug_of(who, view.event.programme), view, guests, risk.as_ref());
    HttpResponse::Ok().insert_header(etag(view.event.version)).json(ActedJson::of(json, *told))
}

/// Takes an event to another state; postponing and cancelling tell the guests.
#[utoipa::path(post, path = "/api/v1/events/{id}/state", tag = "events", params(("id" = String, Path)),
    request_body = StateBody, responses((status = 200, body = ActedJson), (status = 409), (status = 412), (status = 428), (status = 422)))]
#[post("/events/{id}/state")]
pub(super) async fn change_state(
    app: App,
    who: ApiCaller,
    id: Path<String>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, cx, version) = (public_id(&id)?, who.context(&app), if_match(&req)?);
    // Who may go over a gate confirms by it, and need not edit events.
    let right = match read::<StateBody>(&body) {
        Ok(StateBody { override_reason: Some(_), .. }) => Action::OverrideGate,
        _ => Action::EditEvent,
    };
    let held = unchanged(&app, &cx, version, allowed(&app, &cx, &id, right).await?).await?;
    let version = held.version;
    let body: StateBody = read(&body)?;
    if body.override_seen.is_some() && body.override_reason.is_none() {
        return Err(Invalid::one("override_reason", Reason::Required).into());
    }
    let to: EventState = one_of_at("to", &body.to)?;
    let reason = body.reason.read();
    let write = app.db.write(move |conn| -> Result<Acted, ActError> {
        let programme = events::find(conn, &cx, &id)?.event.programme;
        let which = Standing { programme, event: &id, version };
        let over = body.override_reason.as_deref().filter(|_| to == EventState::Confirmed);
        let wish = over.map(|reason| match &body.override_seen {
            Some(seen) => Wish::DespiteThese(reason, seen),
            None => Wish::Despite(reason),
        });
        let (view, told) = match wish {
            Some(wish) => (gates::confirm(conn, &cx, which, wish)?, None),
            None => acts::change_state(conn, &cx, which, to, &reason)?,
        };
        Ok((whole(conn, &cx, view)?, told))
    });
    Ok(acted(&who, &held.done(write.await).await?))
}

/// Moves an event to another time, zone or city and tells its guests.
#[utoipa::path(post, path = "/api/v1/events/{id}/move", tag = "events", params(("id" = String, Path)),
    request_body = MoveBody, responses((status = 200, body = ActedJson), (status = 409), (status = 412), (status = 428), (status = 422)))]
#[post("/events/{id}/move")]
pub(super) async fn reschedule(
    app: App,
    who: ApiCaller,
    id: Path<String>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, cx, version) = (public_id(&id)?, who.context(&app), if_match(&req)?);
    let held = unchanged(&app, &cx, version, allowed(&app, &cx, &id, Action::MoveEvent).await?).await?;
    let version = held.version;
    let body = read::<MoveBody>(&body)?;
    let write = app.db.write(move |conn| -> Result<Acted, ActError> {
        let before = events::find(conn, &cx, &id)?;
        let (programme, input) = (before.event.programme, body.input(&before));
        let which = Standing { programme, event: &id, version };
        let (view, told) = acts::reschedule(conn, &cx, which, &input)?;
        Ok((whole(conn, &cx, view)?, Some(told)))
    });
    Ok(acted(&who, &held.done(write.await).await?))
}

/// Calls back the event's last move, postponement or cancellation, while its mails wait: the event is what it was.
#[utoipa::path(post, path = "/api/v1/events/{id}/recall", tag = "events", params(("id" = String, Path)),
    responses((status = 200, body = EventJson), (status = 409), (status = 412), (status = 428)))]
#[post("/events/{id}/recall")]
pub(super) async fn recall(
    app: App,
    who: ApiCaller,
    id: Path<String>,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (id, cx, version) = (public_id(&id)?, who.context(&app), if_match(&req)?);
    let held = unchanged(&app, &cx, version, allowed(&app, &cx, &id, Action::MoveEvent).await?).await?;
    let version = held.version;
    let write = app.db.write(move |conn| -> Result<_, ActError> {
        let event = events::find(conn, &cx, &id)?.event;
        if event.version != version {
            return Err(EventError::Stale.into());
        }
        let Some(pending) = events::pending(conn, &event, cx.now)? else {
            return Err(EventError::TooLateToRecall.into());
        };
        acts::call_back(conn, &cx, event.programme, &id, pending.notice.sequence)?;
        let view = events::find(conn, &cx, &id)?;
        Ok(whole(conn, &cx, view)?)
    });
    Ok(answer(&who, &held.done(write.await).await?))
}

/// A copy as a new idea: no guests, no past dates. Its own gate comes along, but for conditions on deadlines that are over.
#[utoipa::path(post, path = "/api/v1/events/{id}/clone", tag = "events", params(("id" = String, Path)),
    responses((status = 201, body = EventJson)))]
#[post("/events/{id}/clone")]
pub(super) async fn clone(app: App, who: ApiCaller, id: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&id)?, who.context(&app));
    let write = app.db.write(move |conn| -> Result<_, ActError> {
        let programme = events::find(conn, &cx, &id)?.event.programme;
        Ok(acts::clone_event(conn, &cx, programme, &id)?.0)
    });
    Ok(created(&who, &write.await?))
}
