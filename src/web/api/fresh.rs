//! A GET that asks for what it has seen already: told so in place of the thing (RFC 9110, 13.1.2).

use actix_web::body::{BoxBody, MessageBody, to_bytes};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::ErrorInternalServerError;
use actix_web::http::header::{ETAG, HeaderValue, IF_NONE_MATCH};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse};

use crate::web::{App, mark};

/// What is shown of a row is more than the row: names of others, counts of guests. So its tag is the version to change it by, and behind
/// it a mark of all that is shown; whoever sends it back in `If-Match` is held to the version alone.
pub async fn fresh<B: MessageBody + 'static>(
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let asked = *req.method() == Method::GET;
    let seen: Vec<String> = req.headers().get_all(IF_NONE_MATCH).filter_map(text).collect();
    let response = next.call(req).await?.map_into_boxed_body();
    let version = response.headers().get(ETAG).and_then(text).and_then(|tag| tag.trim_matches('"').parse::<i64>().ok());
    let Some(version) = version.filter(|_| asked && response.status() == StatusCode::OK) else { return Ok(response) };
    let (req, response) = response.into_parts();
    let (mut head, body) = response.into_parts();
    let body = to_bytes(body).await.map_err(ErrorInternalServerError)?;
    let keys = req.app_data::<App>().map(|app| app.keys.clone()).ok_or_else(|| ErrorInternalServerError("no state"))?;
    let tag = format!("\"{version}-{}\"", mark(&keys, version, &body));
    if seen.iter().any(|seen| names(seen, &tag)) {
        let same = HttpResponse::NotModified().insert_header((ETAG, tag)).finish();
        return Ok(ServiceResponse::new(req, same));
    }
    head.headers_mut().insert(ETAG, HeaderValue::from_str(&tag)?);
    Ok(ServiceResponse::new(req, head.set_body(body).map_into_boxed_body()))
}

fn text(value: &HeaderValue) -> Option<String> {
    value.to_str().ok().map(str::to_owned)
}

/// Whether a list of tags, as the header has them, names this one.
fn names(list: &str, tag: &str) -> bool {
    list.split(',').map(str::trim).any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}
