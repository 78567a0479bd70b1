//! Answers that many handlers give.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::problem::Problem;

/// A page.
pub fn html(page: &impl Template) -> Result<HttpResponse, Problem> {
    html_status(StatusCode::OK, page)
}

/// A page with another status: 422 for a refused form.
pub fn html_status(status: StatusCode, page: &impl Template) -> Result<HttpResponse, Problem> {
    let body = page.render().map_err(|e| Problem::Internal(format!("a template failed: {e}")))?;
    Ok(HttpResponse::build(status).content_type("text/html; charset=utf-8").body(body))
}

/// "Look there": after every form that acted.
pub fn see_other(location: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, location)).finish()
}

/// A path of ours to go on to; anything else leads to the first page. Browsers leave tabs and line ends out of an address and take `\` for
/// `/`, so that with either of them a path of ours could name another house.
pub fn own_path(asked: &str) -> &str {
    let ours = asked.starts_with('/') && !asked.starts_with("//");
    if ours && !asked.contains(|c: char| c == '\\' || c.is_control()) { asked } else { "/" }
}

/// A row's version as an entity tag (RFC 9110, 8.8.3).
pub fn etag(version: i64) -> (header::HeaderName, String) {
    (header::ETAG, format!("\"{version}\""))
}

/// What a caller has seen of what is to be changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Seen {
    Version(i64),
    /// `*`: whatever there is (RFC 9110, 13.1.1).
    Any,
}

impl Seen {
    /// The version to change, where `current` is the one there is.
    pub fn or(self, current: i64) -> i64 {
        match self {
            Seen::Version(version) => version,
            Seen::Any => current,
        }
    }
}

/// The version a caller has seen: `If-Match: "7"`, `"7-…"` as a GET gave it, or `*`. A change without it is refused with 428 (RFC 6585, 3).
pub fn if_match(req: &HttpRequest) -> Result<Seen, Problem> {
    let text = req.headers().get(header::IF_MATCH).and_then(|v| v.to_str().ok()).ok_or(Problem::NoIfMatch)?.trim();
    if text == "*" {
        return Ok(Seen::Any);
    }
    let tag = text.trim_start_matches("W/").trim_matches('"');
    // Behind a version there may stand a mark of what was shown with it.
    let version = tag.split_once('-').map_or(tag, |(version, _)| version).parse();
    version.map(Seen::Version).map_err(|_| Problem::NoIfMatch)
}
