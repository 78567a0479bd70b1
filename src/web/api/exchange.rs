//! How bodies, pages and versions come and go, whatever the noun.

use actix_web::HttpResponse;
use actix_web::http::header;
use serde::Serialize;

pub(super) use super::body::read;
use crate::kernel::page::PageRequest;
use crate::web::{Fields, etag};

/// The page asked for by `after` and `limit`.
pub(super) fn page_of(query: &Fields) -> PageRequest {
    let number = |name: &str| query.filled(name).and_then(|text| text.parse::<i64>().ok());
    PageRequest::new(number("after"), number("limit"))
}

/// A thing as it stands, with the version to change it by.
pub(super) fn shown(version: i64, thing: impl Serialize) -> HttpResponse {
    HttpResponse::Ok().insert_header(etag(version)).json(thing)
}

/// A thing just made, and where it is.
pub(super) fn made(address: String, version: i64, thing: impl Serialize) -> HttpResponse {
    HttpResponse::Created().insert_header((header::LOCATION, address)).insert_header(etag(version)).json(thing)
}
