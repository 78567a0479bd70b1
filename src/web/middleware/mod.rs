//! The outermost layer of every request, in this order: an id, the time it took, the log line, the headers of safety, and problems
//! turned into pages or JSON.

mod glued;
mod headers;
mod slow;

use std::time::{Duration, Instant as Stopwatch};

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::http::{ConnectionType, Method};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage};

use super::extract::{asked_language, body_limit, visitor};
use super::problem::{Problem, informed, present};
use super::respond::see_other;
use super::state::App;
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::locale::Locale;

/// The request's id: in the log, in the history, on the page of a fault, in the header `x-request-id`.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Left with a request that asked for HEAD and is answered as GET.
struct AskedHead;

/// Whether only the head of an answer is wanted.
pub fn is_head(req: &actix_web::HttpRequest) -> bool {
    req.extensions().contains::<AskedHead>()
}

/// Wrap the application with `actix_web::middleware::from_fn(around)`.
pub async fn around<B: MessageBody + 'static>(
    mut req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let id = PublicId::random().to_string();
    req.extensions_mut().insert(RequestId(id.clone()));
    let started = Stopwatch::now();
    let method = method(req.method());
    // HEAD is GET without the body (RFC 9110, 9.3.2), which the server leaves out by itself. Watchers and mail scanners ask so.
    if *req.method() == Method::HEAD {
        req.head_mut().method = Method::GET;
        req.extensions_mut().insert(AskedHead);
    }
    let wait = body_wait(&req);
    let late = slow::hurried(&mut req, wait);
    // Routing wants the request for itself: no clone of it may be kept here. Handlers' errors come back as responses.
    let mut response = match glued::meant(&req) {
        Some(place) => ServiceResponse::new(req.into_parts().0, see_other(&place)).map_into_right_body(),
        None => next.call(req).await?.map_into_left_body(),
    };
    if late.is_so() && !response.status().is_success() {
        response.response_mut().extensions_mut().insert(Problem::TooSlow);
    }
    let mut response = with_problem(response, &id).await;
    if late.is_so() {
        // What would still come is not waited for.
        response.response_mut().head_mut().set_connection_type(ConnectionType::Close);
    }
    let route = response.request().match_pattern().unwrap_or_else(|| "none".to_owned());
    let status = response.status().as_u16();
    let micros = started.elapsed().as_micros();
    record(method, &route, status, micros, &id);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    headers::protect(&mut response);
    Ok(response)
}

fn body_wait(req: &ServiceRequest) -> Duration {
    req.app_data::<App>().map_or(Duration::from_secs(30), |app| Duration::from_secs(app.config.server.body_wait))
}

/// Anybody may invent a method, and each would be a figure kept for ever.
fn method(asked: &Method) -> &'static str {
    match *asked {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

const QUIET: [&str; 4] = ["/health/live", "/health/ready", "/metrics", "/assets/{path:.*}"];

/// Paths hold tokens, so the log and the figures name the route and never the path; no address is kept.
fn record(method: &'static str, route: &str, status: u16, micros: u128, request: &str) {
    let took = micros as u64;
    // Watchers ask each second, and a page brings its own dozen of assets: only what goes wrong with them is news.
    if status < 400 && QUIET.contains(&route) {
        tracing::debug!(target: "convoke::access", method, route, status, micros = took, request, "request");
    } else {
        tracing::info!(target: "convoke::access", method, route, status, micros = took, request, "request");
    }
    let labels = [("method", method.to_owned()), ("route", route.to_owned()), ("status", status.to_string())];
    metrics::counter!("convoke_requests_total", &labels).increment(1);
    metrics::histogram!("convoke_request_seconds", "route" => route.to_owned()).record(micros as f64 / 1e6);
}

type Either<B> = EitherBody<B, BoxBody>;

async fn with_problem<B>(response: ServiceResponse<Either<B>>, id: &str) -> ServiceResponse<Either<B>> {
    let problem = response.response().extensions().get::<Problem>().cloned();
    let problem = problem.or_else(|| foreign(&response));
    let Some(problem) = problem else { return response };
    let req = response.request().clone();
    // The database remembers by itself; what was to become a file is known here alone.
    if let (Problem::StorageFull, Some(app)) = (&problem, req.app_data::<App>()) {
        app.db.note_full();
    }
    let (words, problem) = match visitor(&req).await {
        Ok(visitor) => match req.app_data::<App>() {
            Some(app) => (visitor.words, informed(app, &visitor, problem).await),
            None => (visitor.words, problem),
        },
        // Whoever cannot be known right now is told in the language they ask for.
        Err(_) => (Words::new(asked_language(&req).unwrap_or_else(|| browser_language(&req))), problem),
    };
    let body = present(&req, &problem, words, id);
    ServiceResponse::new(req, body.map_into_boxed_body()).map_into_right_body()
}

fn browser_language(req: &actix_web::HttpRequest) -> Locale {
    let header = req.headers().get(actix_web::http::header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
    header.and_then(Locale::from_accept_language).unwrap_or_default()
}

/// Refusals made by the framework itself (a bad path, an unknown method, a body that is no JSON).
fn foreign<B>(response: &ServiceResponse<B>) -> Option<Problem> {
    use actix_web::http::StatusCode;
    response.response().error()?;
    match response.status() {
        StatusCode::NOT_FOUND => Some(Problem::NotFound),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Problem::TooLarge { limit: body_limit(response.request()) }),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Some(Problem::UnsupportedMedia),
        StatusCode::INTERNAL_SERVER_ERROR => {
            let text = response.response().error().map(ToString::to_string).unwrap_or_default();
            Some(Problem::Internal(text))
        }
        status if status.is_client_error() => Some(Problem::Unreadable),
        _ => None,
    }
}
