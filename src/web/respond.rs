//! Answers that many handlers give.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use sha2::{Digest, Sha256};

use super::extract::state;
use super::problem::Problem;
use crate::kernel::token::Keys;

/// A page.
pub fn html(page: &impl Template) -> Result<HttpResponse, Problem> {
    html_status(StatusCode::OK, page)
}

/// A page with its form, which was refused: 422.
pub fn html_refused(page: &impl Template) -> Result<HttpResponse, Problem> {
    html_status(StatusCode::UNPROCESSABLE_ENTITY, page)
}

/// A page with another status.
pub fn html_status(status: StatusCode, page: &impl Template) -> Result<HttpResponse, Problem> {
    let body = page.render().map_err(|e| Problem::Internal(format!("a template failed: {e}")))?;
    Ok(HttpResponse::build(status).content_type("text/html; charset=utf-8").body(body))
}

/// A page that says "later", and in a header when.
pub fn html_later(minutes: i64, page: &impl Template) -> Result<HttpResponse, Problem> {
    let mut response = html_status(StatusCode::TOO_MANY_REQUESTS, page)?;
    response.headers_mut().insert(header::RETRY_AFTER, retry_after(minutes));
    Ok(response)
}

/// In seconds (RFC 9110, 10.2.3).
pub fn retry_after(minutes: i64) -> header::HeaderValue {
    header::HeaderValue::from(minutes.saturating_mul(60))
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

/// Whether the reader has what this tag names (RFC 9110, 13.1.2).
pub fn has_already(req: &HttpRequest, tag: &str) -> bool {
    let lists = req.headers().get_all(header::IF_NONE_MATCH).filter_map(|value| value.to_str().ok());
    let mut seen = lists.flat_map(|list| list.split(',')).map(str::trim);
    seen.any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
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

/// The version a caller has seen: `If-Match: "7"` as a change gave it, `"7-…"` as a GET did, or `*`. A change without it is refused
/// with 428 (RFC 6585, 3), with something else in it, such as a number without quotation marks or several tags, with 400.
pub fn if_match(req: &HttpRequest) -> Result<Seen, Problem> {
    let sent = req.headers().get(header::IF_MATCH).ok_or(Problem::NoIfMatch)?;
    let text = sent.to_str().map_err(|_| Problem::BadIfMatch)?.trim();
    if text == "*" {
        return Ok(Seen::Any);
    }
    let (version, mark) = tag_of(text).ok_or(Problem::BadIfMatch)?;
    // Behind a version there may stand a mark of what was shown with it. It holds nobody to more than the version, and must be ours.
    match mark {
        Some(mark) if !is_mark(&state(req)?.keys, version, mark) => Err(Problem::Stale { now: None }),
        _ => Ok(Seen::Version(version)),
    }
}

/// Version and mark of one tag in its quotation marks. The `W/` before it is none of ours: a proxy that compresses puts it there.
fn tag_of(text: &str) -> Option<(i64, Option<&str>)> {
    let tag = text.strip_prefix("W/").unwrap_or(text).strip_prefix('"')?.strip_suffix('"')?;
    let (version, mark) = tag.split_once('-').map_or((tag, None), |(version, mark)| (version, Some(mark)));
    let digits = version.bytes().all(|b| b.is_ascii_digit()) && !mark.is_some_and(|mark| mark.contains('"'));
    version.parse().ok().filter(|_| digits).map(|version| (version, mark))
}

/// Digits of what was shown, and of what proves that we showed it.
const SHOWN: usize = 16;
const PROOF: usize = 4;

/// What stands behind the version in the tag of something shown: a mark of the whole of it, sealed with our key.
pub fn mark(keys: &Keys, version: i64, body: &[u8]) -> String {
    let shown: String = Sha256::digest(body).iter().take(SHOWN / 2).map(|byte| format!("{byte:02x}")).collect();
    let proof = proof(keys, version, &shown);
    shown + &proof
}

fn is_mark(keys: &Keys, version: i64, mark: &str) -> bool {
    mark.split_at_checked(SHOWN).is_some_and(|(shown, given)| proof(keys, version, shown) == given)
}

fn proof(keys: &Keys, version: i64, shown: &str) -> String {
    let mac = keys.mac(&[b"etag", &version.to_be_bytes(), shown.as_bytes()]);
    mac.iter().take(PROOF).map(|byte| format!("{byte:02x}")).collect()
}
