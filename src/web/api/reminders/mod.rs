//! Reminders for programs: the rules of a programme, what they arm, and what an event does with them.

mod json;
mod missed;

use actix_web::web::{Bytes, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};
use utoipa::OpenApi;

pub(super) use self::json::ReminderShiftJson;
use self::json::{EventReminderBody, EventReminderJson, ForeseenJson, ReminderBody, ReminderJson, ReminderShiftBody};
use super::exchange::{self, read, shown};
use super::late::{Standing, unchanged};
use super::listed::ListJson;
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::Conn;
use crate::domain::events::EventState;
use crate::domain::history::Entity;
use crate::domain::invitations::{self, EventFacts};
use crate::domain::programme;
use crate::domain::reminders::{self, InForce, NewRule, OwnWish, ReminderError, Rule, Timing};
use crate::kernel::ids::{ProgrammeId, PublicId};
use crate::kernel::invalid::{Invalid, Reason, one_of_at};
use crate::kernel::time::WallTime;
use crate::web::{ApiCaller, App, Problem, if_match, public_id};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(preview).service(list).service(create).service(show).service(replace).service(remove);
    cfg.service(of_event).service(preview_event).service(own).service(set);
    cfg.service(missed::missed_of_event).service(missed::send_missed).service(missed::dismiss_missed);
}

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(
    paths(preview, list, create, show, replace, remove, of_event, preview_event, own, set),
    tags((name = "reminders", description = "Rules that remind by themselves. Hours are on the wall of what is reminded of."))
)]
struct Description;

/// Everything about reminders.
pub(super) fn descriptions() -> [utoipa::openapi::OpenApi; 2] {
    [Description::openapi(), missed::Description::openapi()]
}

/// A rule of this programme.
fn rule_of(conn: &mut Conn, cx: &Context, programme: ProgrammeId, id: &PublicId) -> Result<Rule, ReminderError> {
    let found = reminders::find(conn, cx, id)?;
    if found.programme == programme { Ok(found) } else { Err(Denied::NotFound.into()) }
}

/// Whether the caller may change a programme's rules: asked before the body is looked at.
async fn allowed(
    app: &App,
    cx: &Context,
    key: &str,
    id: Option<PublicId>,
) -> Result<(ProgrammeId, Option<Rule>), Problem> {
    let (cx, key) = (cx.clone(), key.to_owned());
    let read = app.db.read(move |conn| -> Result<_, ReminderError> {
        let programme = programme::find(conn, &cx, &key)?.id;
        let rule = id.map(|id| rule_of(conn, &cx, programme, &id)).transpose()?;
        require(&cx.actor, Action::EditProgramme, Scope::Programme(programme))?;
        Ok((programme, rule))
    });
    Ok(read.await?)
}

/// A rule as it stands: it is told in the programme's history.
fn standing(rule: &Rule) -> Standing {
    let of = ((Entity::Programme, rule.programme.raw()), Scope::Programme(rule.programme));
    Standing::part(of, &rule.public_id, rule.version)
}

/// The rules of a programme, as they were made.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/reminders", tag = "reminders",
    params(("programme" = String, Path)), responses((status = 200, body = ListJson<ReminderJson>), (status = 404)))]
#[get("/programmes/{programme}/reminders")]
async fn list(app: App, who: ApiCaller, key: Path<String>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let read = app.db.read(move |conn| -> Result<_, ReminderError> {
        let programme = programme::find(conn, &cx, &key)?.id;
        reminders::list(conn, &cx, programme)
    });
    Ok(ListJson::answer(read.await?.iter().map(ReminderJson::of)))
}

/// What a rule would arm. Takes the body of a new rule, and changes nothing.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/reminders/preview", tag = "reminders",
    params(("programme" = String, Path)), request_body = ReminderBody,
    responses((status = 200, body = ForeseenJson), (status = 404), (status = 422)))]
#[post("/programmes/{programme}/reminders/preview")]
async fn preview(app: App, who: ApiCaller, key: Path<String>, body: Bytes) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let (programme, _) = allowed(&app, &cx, &key, None).await?;
    let new = read::<ReminderBody>(&body)?.draft().check()?;
    let foreseen = app.db.read(move |conn| reminders::foresee(conn, &cx, programme, (None, &new))).await?;
    Ok(HttpResponse::Ok().json(ForeseenJson::of(&foreseen)))
}

/// A new rule.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/reminders", tag = "reminders",
    params(("programme" = String, Path)), request_body = ReminderBody,
    responses((status = 201, body = ReminderJson), (status = 422)))]
#[post("/programmes/{programme}/reminders")]
async fn create(app: App, who: ApiCaller, key: Path<String>, body: Bytes) -> Result<HttpResponse, Problem> {
    let (cx, key) = (who.context(&app), key.into_inner());
    let (programme, _) = allowed(&app, &cx, &key, None).await?;
    let new: NewRule = read::<ReminderBody>(&body)?.draft().check()?;
    let made = app.db.write(move |conn| reminders::create(conn, &cx, programme, &new)).await?;
    let address = format!("/api/v1/programmes/{key}/reminders/{}", made.public_id);
    Ok(exchange::made(address, made.version, ReminderJson::of(&made)))
}

/// One rule.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/reminders/{rule}", tag = "reminders",
    params(("programme" = String, Path), ("rule" = String, Path)),
    responses((status = 200, body = ReminderJson), (status = 404)))]
#[get("/programmes/{programme}/reminders/{rule}")]
async fn show(app: App, who: ApiCaller, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (cx, (key, id)) = (who.context(&app), path.into_inner());
    let id = public_id(&id)?;
    let read = app.db.read(move |conn| -> Result<_, ReminderError> {
        let programme = programme::find(conn, &cx, &key)?.id;
        rule_of(conn, &cx, programme, &id)
    });
    let found = read.await?;
    Ok(shown(found.version, ReminderJson::of(&found)))
}

/// Gives a rule another time.
#[utoipa::path(put, path = "/api/v1/programmes/{programme}/reminders/{rule}", tag = "reminders",
    params(("programme" = String, Path), ("rule" = String, Path)), request_body = ReminderBody,
    responses((status = 200, body = ReminderJson), (status = 412), (status = 428), (status = 422)))]
#[put("/programmes/{programme}/reminders/{rule}")]
async fn replace(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, seen, (key, id)) = (who.context(&app), if_match(&req)?, path.into_inner());
    let id = public_id(&id)?;
    let (_, rule) = allowed(&app, &cx, &key, Some(id.clone())).await?;
    let rule = rule.ok_or(Problem::NotFound)?;
    let held = unchanged(&app, &cx, seen, standing(&rule)).await?;
    let version = held.version;
    let body = read::<ReminderBody>(&body)?;
    if !body.kind.is_empty() && body.kind != rule.kind.as_str() {
        return Err(Invalid::one("kind", Reason::Fixed).into());
    }
    let timing = body.draft().check_timing(rule.kind)?;
    let write = app.db.write(move |conn| reminders::edit(conn, &cx, &id, version, timing));
    let after = held.done(write.await).await?;
    Ok(shown(after.version, ReminderJson::of(&after)))
}

/// Takes a rule away.
#[utoipa::path(delete, path = "/api/v1/programmes/{programme}/reminders/{rule}", tag = "reminders",
    params(("programme" = String, Path), ("rule" = String, Path)),
    responses((status = 204), (status = 404), (status = 412), (status = 428)))]
#[delete("/programmes/{programme}/reminders/{rule}")]
async fn remove(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (cx, seen, (key, id)) = (who.context(&app), if_match(&req)?, path.into_inner());
    let id = public_id(&id)?;
    let (_, rule) = allowed(&app, &cx, &key, Some(id.clone())).await?;
    let held = unchanged(&app, &cx, seen, standing(&rule.ok_or(Problem::NotFound)?)).await?;
    let version = held.version;
    held.done(app.db.write(move |conn| reminders::remove(conn, &cx, &id, version)).await).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What the rules do at an event, and have done.
#[utoipa::path(get, path = "/api/v1/events/{id}/reminders", tag = "reminders", params(("id" = String, Path)),
    responses((status = 200, body = ListJson<EventReminderJson>), (status = 404)))]
#[get("/events/{id}/reminders")]
async fn of_event(app: App, who: ApiCaller, id: Path<String>) -> Result<HttpResponse, Problem> {
    let (cx, id) = (who.context(&app), public_id(&id)?);
    let read = app.db.read(move |conn| -> Result<_, ReminderError> {
        let event = invitations::event_of(conn, &cx, &id)?;
        reminders::promises(conn, &cx, &event)
    });
    Ok(ListJson::answer(read.await?.iter().map(EventReminderJson::promised)))
}

/// What another deadline for answers, or a state in which the event is off, would do to its reminders. Changes nothing. (What a move
/// would do stands in the move's own preview.)
#[utoipa::path(post, path = "/api/v1/events/{id}/reminders/preview", tag = "reminders", params(("id" = String, Path)),
    request_body = ReminderShiftBody,
    responses((status = 200, body = ListJson<ReminderShiftJson>), (status = 404), (status = 422)))]
#[post("/events/{id}/reminders/preview")]
async fn preview_event(app: App, who: ApiCaller, id: Path<String>, body: Bytes) -> Result<HttpResponse, Problem> {
    let (cx, id) = (who.context(&app), public_id(&id)?);
    let found = app.beforehand(&cx, move |conn, cx| -> Result<_, ReminderError> {
        let event = invitations::event_of(conn, cx, &id)?;
        require(&cx.actor, Action::EditEvent, event.scope())?;
        Ok(event)
    });
    let event = found.await?;
    let body = read::<ReminderShiftBody>(&body)?;
    let off = body.state.as_deref().map(off_state).transpose()?;
    if off.is_none() && body.reply_by.is_none() {
        return Err(Invalid::one("reply_by", Reason::Required).into());
    }
    let typed = body.reply_by.unwrap_or_default();
    let reply_by = WallTime::typed(&typed, event.zone).map_err(|reason| Invalid::one("reply_by", reason))?;
    let told = app.db.read(move |conn| match off {
        Some(_) => reminders::stops(conn, &cx, &event.view),
        None => reminders::deadline_shifts(conn, &cx, &event.view, reply_by),
    });
    Ok(ListJson::answer(told.await?.iter().map(ReminderShiftJson::of)))
}

/// A state in which an event is off.
fn off_state(typed: &str) -> Result<EventState, Invalid> {
    let off = one_of_at::<EventState>("state", typed)?;
    match off {
        EventState::Postponed | EventState::Cancelled => Ok(off),
        _ => Err(Invalid::one("state", Reason::NotOneOf { allowed: "postponed, cancelled".to_owned() })),
    }
}

fn in_force(
    conn: &mut Conn,
    cx: &Context,
    (event, rule): (&PublicId, &PublicId),
) -> Result<(EventFacts, InForce), ReminderError> {
    let event = invitations::event_of(conn, cx, event)?;
    let all = reminders::event_rules(conn, cx, &event)?;
    let found = all.into_iter().find(|of| of.rule.public_id == *rule).ok_or(Denied::NotFound)?;
    Ok((event, found))
}

/// What an event does with one rule.
#[utoipa::path(get, path = "/api/v1/events/{id}/reminders/{rule}", tag = "reminders",
    params(("id" = String, Path), ("rule" = String, Path)),
    responses((status = 200, body = EventReminderJson), (status = 404)))]
#[get("/events/{id}/reminders/{rule}")]
async fn own(app: App, who: ApiCaller, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (cx, event, rule) = (who.context(&app), public_id(&path.0)?, public_id(&path.1)?);
    let (_, found) = app.db.read(move |conn| in_force(conn, &cx, (&event, &rule))).await?;
    Ok(shown(found.version(), EventReminderJson::of(&found)))
}

/// Lets an event follow a rule, switches it off for the event, or gives it a time of the event's own.
#[utoipa::path(put, path = "/api/v1/events/{id}/reminders/{rule}", tag = "reminders",
    params(("id" = String, Path), ("rule" = String, Path)), request_body = EventReminderBody,
    responses((status = 200, body = EventReminderJson), (status = 412), (status = 428), (status = 422)))]
#[put("/events/{id}/reminders/{rule}")]
async fn set(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, seen) = (who.context(&app), if_match(&req)?);
    let (event, rule) = (public_id(&path.0)?, public_id(&path.1)?);
    let (looking, named) = (cx.clone(), rule.clone());
    let found = app.db.read(move |conn| -> Result<_, ReminderError> {
        let (event, found) = in_force(conn, &looking, (&event, &named))?;
        require(&looking.actor, Action::Invite, event.scope())?;
        Ok((event, found))
    });
    let (event, found) = found.await?;
    let of = ((Entity::Event, event.id.raw()), event.scope());
    let held = unchanged(&app, &cx, seen, Standing::part(of, &rule, found.version())).await?;
    let version = held.version;
    let wish: (OwnWish, Timing) = read::<EventReminderBody>(&body)?.draft().check(found.rule.timing)?;
    let write = app.db.write(move |conn| reminders::set_own(conn, &cx, &event, (&rule, version), wish));
    let after = held.done(write.await).await?;
    Ok(shown(after.version(), EventReminderJson::of(&after)))
}
