//! A request sent twice under one `Idempotency-Key` acts once (draft-ietf-httpapi-idempotency-key-header). It stands around every POST of
//! the interface that has the key; the first answer is kept for whoever asks again.

use std::pin::Pin;

use actix_web::body::{BoxBody, MessageBody, to_bytes};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::{ErrorInternalServerError, PayloadError};
use actix_web::http::{StatusCode, header};
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use actix_web::{Error, HttpRequest, HttpResponse, ResponseError};
use futures_util::Stream;
use futures_util::stream::iter;
use utoipa::openapi::path::{ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{OpenApi as Document, RefOr, Required};

use super::surface::{takes_key, tells_a_secret};
use crate::access::{Actor, Context, Door, Grant};
use crate::db::{DbError, Lasting, watched};
use crate::domain::submissions::requests::{self, Answer, Asked, Known};
use crate::kernel::invalid::{Invalid, Reason};
use crate::web::extract::{state, visitor};
use crate::web::{App, Problem};

const HEADER: &str = "idempotency-key";
/// Said of an answer that was given before.
const REPLAYED: &str = "idempotency-replayed";
const LONGEST: usize = 200;

const ABOUT: &str = "A random name of this request, such as a UUID, kept for a day. Sent again with it, the request is answered as the \
                     first time (with `Idempotency-Replayed: true`) and does nothing. With another body, or after the account's rights \
                     were changed: 422 `key-reused`. While the first is not answered: 409 `request-at-work`. A request that \
                     was refused (4xx) frees its key, and so does one that failed (5xx) before it wrote anything. One that \
                     failed later, or was never answered, may have acted: 409 `request-in-doubt`. It is not done again under this \
                     key: look whether it was done, and if not, ask with another.";

/// Says in the description which requests take a key.
pub(super) fn describe(document: &mut Document) {
    let parameter = ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(ABOUT))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).max_length(Some(LONGEST))))
        .build();
    let keyed = document.paths.paths.iter_mut().filter(|(path, _)| !tells_a_secret(path));
    for post in keyed.filter_map(|(_, item)| item.post.as_mut()) {
        let file = match &post.request_body {
            Some(RefOr::T(body)) => !body.content.contains_key("application/json"),
            _ => false,
        };
        if !file {
            post.parameters.get_or_insert_with(Vec::new).push(RefOr::T(parameter.clone()));
        }
    }
}

/// The key as it was sent: a quoted string, as the draft has it, or bare.
fn key_of(req: &HttpRequest) -> Result<Option<String>, Problem> {
    let Some(value) = req.headers().get(HEADER) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    let key = text.strip_prefix('"').and_then(|t| t.strip_suffix('"')).unwrap_or(text);
    let reason = match key.len() {
        0 => Reason::Required,
        1..=LONGEST => return Ok(Some(key.to_owned())),
        _ => Reason::TooLong { limit: LONGEST },
    };
    Err(Invalid::one("Idempotency-Key", reason).into())
}

/// What every request of the interface passes through.
pub async fn once<B: MessageBody + 'static>(
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let keyed = takes_key(req.request());
    let key = match keyed.and_then(|keyed| if keyed { key_of(req.request()) } else { Ok(None) }) {
        Ok(Some(key)) => key,
        Ok(None) => return Ok(next.call(req).await?.map_into_boxed_body()),
        Err(problem) => return Ok(req.into_response(problem.error_response())),
    };
    let mut req = req;
    let body = match req.extract::<Bytes>().await {
        Ok(body) => body,
        Err(fault) => return Ok(req.error_response(fault)),
    };
    let (app, cx, asked) = match asked(req.request(), &key, &body).await {
        Ok(Some(known)) => known,
        // A stranger is told by the handler.
        Ok(None) => return Ok(next.call(req).await?.map_into_boxed_body()),
        Err(problem) => return Ok(req.into_response(problem.error_response())),
    };
    let beginning = asked.clone();
    let problem: Problem = match app.db.write(move |conn| requests::begin(conn, &cx, &beginning)).await {
        Ok(Known::New) => {
            put_back(&mut req, body);
            // Goes on when the caller hangs up: they will ask again, and shall be told what came of it.
            let work = actix_web::rt::spawn(act(app, asked, req, next));
            return work.await.unwrap_or_else(|fault| Err(ErrorInternalServerError(fault)));
        }
        Ok(Known::Answered(answer)) => return Ok(req.into_response(again(answer))),
        Ok(Known::AtWork) => Problem::conflict("request-at-work"),
        Ok(Known::InDoubt) => Problem::conflict("request-in-doubt"),
        Ok(Known::Another) => Problem::KeyReused,
        Err(fault) => fault.into(),
    };
    Ok(req.into_response(problem.error_response()))
}

/// The body for the handler, as it was read: unpacked.
fn put_back(req: &mut ServiceRequest, body: Bytes) {
    if req.headers().contains_key(header::CONTENT_ENCODING) {
        req.headers_mut().remove(header::CONTENT_ENCODING);
        req.headers_mut().insert(header::CONTENT_LENGTH, header::HeaderValue::from(body.len()));
    }
    let stream: Pin<Box<dyn Stream<Item = Result<Bytes, PayloadError>>>> = Box::pin(iter([Ok(body)]));
    req.set_payload(Payload::from(stream));
}

/// The grants as they stand, in an order of their own.
fn rights(actor: &Actor) -> String {
    let text = |g: &Grant| format!("{} {:?} {:?}", g.role, g.programme.map(|p| p.raw()), g.city.map(|c| c.raw()));
    let mut all: Vec<String> = actor.grants().iter().map(text).collect();
    all.sort();
    all.join(", ")
}

/// The request of a member as digests; a key belongs to the credential it came with.
async fn asked(req: &HttpRequest, key: &str, body: &[u8]) -> Result<Option<(App, Context, Asked)>, Problem> {
    let (app, visitor) = (state(req)?, visitor(req).await?);
    let Some(member) = &visitor.member else { return Ok(None) };
    let sent = req.headers().get(header::AUTHORIZATION).and_then(|v| v.to_str().ok());
    let credential = match member.sign_in {
        Some(sign_in) => format!("sign-in {sign_in}"),
        None => sent.unwrap_or_default().to_owned(),
    };
    let (said, rights) = (String::from_utf8_lossy(body), rights(&visitor.actor()));
    let asked = Asked {
        key: app.keys.digest(&format!("request key\n{credential}\n{key}")),
        request: app.keys.digest(&format!("request\n{}?{}\n{rights}\n{said}", req.path(), req.query_string())),
    };
    let cx = app.context(visitor.actor(), visitor.locale, Door::Api, visitor.request.clone());
    Ok(Some((app, cx, asked)))
}

async fn act<B: MessageBody + 'static>(
    app: App,
    asked: Asked,
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let (done, lasting) = watched(next.call(req)).await;
    let status = match &done {
        Ok(response) => response.status(),
        Err(fault) => fault.as_response_error().status_code(),
    };
    let response = match done {
        Ok(response) if status.is_success() => response,
        failed => {
            if status.is_client_error() || lasting == Lasting::Nothing {
                settled(app.db.write(move |conn| requests::release(conn, &asked)).await);
            } else {
                tracing::warn!(status = status.as_u16(), "a request failed that may have acted; its key is in doubt");
                settled(app.db.write(move |conn| requests::doubt(conn, &asked, status.as_u16())).await);
            }
            return Ok(failed?.map_into_boxed_body());
        }
    };
    let (req, response) = response.into_parts();
    let (head, body) = response.into_parts();
    let body = to_bytes(body).await.map_err(|fault| ErrorInternalServerError(fault.into()))?;
    let text = |name| head.headers().get(name).and_then(|v: &header::HeaderValue| v.to_str().ok()).map(str::to_owned);
    let answer = Answer {
        status: head.status().as_u16(),
        location: text(header::LOCATION),
        etag: text(header::ETAG),
        body: String::from_utf8_lossy(&body).into_owned(),
    };
    settled(app.db.write(move |conn| requests::settle(conn, &asked, &answer)).await);
    Ok(ServiceResponse::new(req, head.set_body(body).map_into_boxed_body()))
}

/// The request has acted or was refused by now, and its sender is told so whatever becomes of the key.
fn settled(done: Result<(), DbError>) {
    if let Err(fault) = done {
        tracing::error!(error = %fault, "the key of a request was not settled; asked again, it is told to be at work");
    }
}

fn again(answer: Answer) -> HttpResponse {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let mut response = HttpResponse::build(status);
    response.insert_header((REPLAYED, "true"));
    if let Some(location) = answer.location {
        response.insert_header((header::LOCATION, location));
    }
    if let Some(etag) = answer.etag {
        response.insert_header((header::ETAG, etag));
    }
    if answer.body.is_empty() { response.finish() } else { response.content_type("application/json").body(answer.body) }
}
