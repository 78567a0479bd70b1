//! The outbox as programs read it: what waits, what went, what was refused; one message tried again or cancelled.

use actix_web::web::{Path, Query, ServiceConfig};
use actix_web::{HttpResponse, get, post};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::exchange::page_of;
use crate::domain::outbox::Message;
use crate::domain::outbox::desk::{self, Act, Drawer, Failure, Filter, Listed, OutboxError, Shown};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::time::Instant;
use crate::web::{ApiCaller, App, Fields, Problem};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list).service(show).service(again).service(cancel);
}

#[derive(OpenApi)]
#[openapi(paths(list, show, again, cancel))]
pub struct Description;

#[derive(Serialize, ToSchema)]
struct MessageJson {
    id: String,
    /// invitation, answer-confirmation, event-notice …
    kind: String,
    /// queued, leased, sent, retry, failed, suppressed, cancelled or doubt.
    state: &'static str,
    to: String,
    language: &'static str,
    /// The event it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<String>,
    /// Not before then.
    due_at: String,
    attempts: i32,
    /// The relay's last words.
    #[serde(skip_serializing_if = "Option::is_none")]
    reply: Option<String>,
    /// Why it did not go, as one word.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    created_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    settled_at: Option<String>,
}

impl MessageJson {
    fn of(listed: &Listed) -> MessageJson {
        MessageJson {
            id: listed.public_id.to_string(),
            kind: listed.kind.clone(),
            state: listed.state.as_str(),
            to: listed.email.to_string(),
            language: listed.locale.tag(),
            event: listed.event.as_ref().map(|about| about.public_id.to_string()),
            due_at: listed.due_at.rfc3339(),
            attempts: listed.attempts,
            reply: listed.reply.clone(),
            reason: listed.reason.clone(),
            created_at: listed.created_at.rfc3339(),
            settled_at: listed.settled_at.map(Instant::rfc3339),
        }
    }
}

#[derive(Serialize, ToSchema)]
struct MessagesJson {
    items: Vec<MessageJson>,
    /// The cursor of the next page, for `after`; null on the last.
    next: Option<i64>,
    /// How many lie in each drawer, whatever drawer was asked for.
    drawers: Vec<DrawerJson>,
}

#[derive(Serialize, ToSchema)]
struct DrawerJson {
    drawer: &'static str,
    messages: i64,
}

/// A message with every attempt that did not go through.
#[derive(Serialize, ToSchema)]
struct MessageWithFailuresJson {
    message: MessageJson,
    failures: Vec<FailureJson>,
}

#[derive(Serialize, ToSchema)]
struct FailureJson {
    at: String,
    /// put-off, refused or doubt.
    outcome: String,
    reply: String,
}

fn whole(shown: &Shown) -> MessageWithFailuresJson {
    let failure = |f: &Failure| FailureJson { at: f.at.rfc3339(), outcome: f.outcome.clone(), reply: f.reply.clone() };
    MessageWithFailuresJson {
        message: MessageJson::of(&shown.listed),
        failures: shown.failures.iter().map(failure).collect(),
    }
}

/// A word that is not known would be overlooked in silence, and the list be another's answer.
fn filter_of(query: &Fields) -> Result<Filter, Invalid> {
    let mut bad = Invalid::default();
    let drawers = || Drawer::ALL.iter().map(|d| d.as_str()).collect::<Vec<_>>().join(", ");
    let drawer = query.filled("drawer").map(str::parse::<Drawer>).transpose();
    let drawer = bad.take("drawer", drawer.map_err(|_| Reason::NotOneOf { allowed: drawers() }));
    let kind = query.filled("kind").map(str::to_owned);
    if kind.as_deref().is_some_and(|kind| !Message::KINDS.contains(&kind)) {
        bad.add("kind", Reason::NotOneOf { allowed: Message::KINDS.join(", ") });
    }
    let event = query.filled("event").map(str::parse::<PublicId>).transpose();
    let event = bad.take("event", event.map_err(|_| Reason::NoSuch));
    bad.into_result()?;
    let text = query.text("q").trim().to_owned();
    Ok(Filter { drawer: drawer.flatten(), event: event.flatten(), kind, text, names: Vec::new() })
}

/// Messages, the newest first.
#[utoipa::path(get, path = "/api/v1/messages", tag = "messages",
    params(
        ("drawer" = Option<String>, Query, description = "waiting, went, failed, doubt, held-back or cancelled"),
        ("kind" = Option<String>, Query, description = "invitation, answer-confirmation, event-notice …"),
        ("event" = Option<String>, Query, description = "An event's id"),
        ("q" = Option<String>, Query, description = "Part of an address or of the relay's words"),
        ("after" = Option<i64>, Query, description = "The cursor `next` of the page before"),
        ("limit" = Option<i64>, Query, description = "At most 200"),
    ),
    responses((status = 200, body = MessagesJson), (status = 404), (status = 422)))]
#[get("/messages")]
async fn list(app: App, who: ApiCaller, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    let (cx, filter, page) = (who.context(&app), filter_of(&query)?, page_of(&query));
    let (found, counts) = app
        .db
        .read(move |conn| {
            Ok::<_, OutboxError>((desk::list(conn, &cx, &filter, page)?, desk::counts(conn, &cx, &filter)?))
        })
        .await?;
    let drawers = counts.into_iter().map(|(drawer, messages)| DrawerJson { drawer: drawer.as_str(), messages });
    Ok(HttpResponse::Ok().json(MessagesJson {
        items: found.items.iter().map(MessageJson::of).collect(),
        next: found.next,
        drawers: drawers.collect(),
    }))
}

/// One message, with what was tried.
#[utoipa::path(get, path = "/api/v1/messages/{message}", tag = "messages", params(("message" = String, Path)),
    responses((status = 200, body = MessageWithFailuresJson), (status = 404)))]
#[get("/messages/{message}")]
async fn show(app: App, who: ApiCaller, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let shown = app.db.read(move |conn| desk::show(conn, &cx, &id)).await?;
    Ok(HttpResponse::Ok().json(whole(&shown)))
}

/// Sends a message as soon as possible, as if it were new: one that failed, was held back, is in doubt or waits to be tried again.
#[utoipa::path(post, path = "/api/v1/messages/{message}/again", tag = "messages", params(("message" = String, Path)),
    responses((status = 200, body = MessageWithFailuresJson), (status = 403), (status = 404), (status = 409)))]
#[post("/messages/{message}/again")]
async fn again(app: App, who: ApiCaller, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    act(app, who, id.into_inner(), Act::TryAgain).await
}

/// Cancels a message that waits or is in doubt.
#[utoipa::path(post, path = "/api/v1/messages/{message}/cancel", tag = "messages", params(("message" = String, Path)),
    responses((status = 200, body = MessageWithFailuresJson), (status = 403), (status = 404), (status = 409)))]
#[post("/messages/{message}/cancel")]
async fn cancel(app: App, who: ApiCaller, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    act(app, who, id.into_inner(), Act::Cancel).await
}

async fn act(app: App, who: ApiCaller, id: PublicId, what: Act) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let shown = app.db.write(move |conn| {
        desk::act_on(conn, &cx, what, &id)?;
        desk::show(conn, &cx, &id)
    });
    Ok(HttpResponse::Ok().json(whole(&shown.await?)))
}
