//! Files of deliverables, sessions and sponsors on their way in and out.
//!
//! In: streamed to disk, looked at, noted, put into the store, and only then pointed at by a row; what is refused at any point leaves
//! nothing. Out: streamed from the store, in parts if asked so, and never as something that acts in a browser.

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use futures_util::Stream;

use super::fields::encode;
use super::problem::Problem;
use super::state::AppState;
use crate::access::Context;
use crate::db::DbError;
use crate::domain::deliverables::versions::{Adding, FileLanguage, VersionFile};
use crate::domain::files::{self, FileKind, Noted};
use crate::domain::sessions::Slide;
use crate::domain::sponsorship::SponsorFile;
use crate::files::FileError;
use crate::i18n::Words;
use crate::kernel::ids::FileId;
use crate::kernel::time::Instant;

/// A file in the store that nothing points at yet.
pub struct Brought {
    pub adding: Adding,
    noted: (FileId, Instant),
}

/// How often a content that is being removed at this moment is asked for again.
const PATIENCE: u32 = 20;
const PAUSE: Duration = Duration::from_millis(250);

/// Takes a file in: to disk, through the look at its content, into the store. `E` is whatever breaks the stream off.
pub async fn bring<E>(
    app: &AppState,
    cx: &Context,
    (name, language): (&str, FileLanguage),
    stream: impl Stream<Item = Result<Bytes, E>> + Unpin,
) -> Result<Brought, Problem> {
    let received = app.files.take(stream).await?.look(name).await?;
    let stored = received.file.clone();
    for attempt in 0.. {
        let (noting, file) = (cx.clone(), stored.clone());
        match app.db.write(move |conn| files::note(conn, &noting, &file)).await? {
            Noted::Known { id, at } => {
                // A store that refuses would not remove either, and a content that is being removed keeps its own sender away: what
                // was noted is forgotten within a day, and may be brought again at once.
                app.files.keep(&received).await?;
                let name = received.name.clone();
                return Ok(Brought { adding: Adding { file: id, stored, name, language }, noted: (id, at) });
            }
            Noted::Doomed if attempt < PATIENCE => tokio::time::sleep(PAUSE).await,
            Noted::Doomed => break,
        }
    }
    Err(Problem::Busy)
}

/// Removes what was brought in vain. A fault is no reason to tell the sender anything else: what is left goes within a day.
pub async fn give_up(app: &AppState, cx: &Context, brought: Vec<Brought>) {
    for one in brought {
        if let Err(fault) = removed(app, cx, one.noted).await {
            tracing::warn!(error = %fault, "a file that was refused could not be removed at once");
        }
    }
}

async fn removed(app: &AppState, cx: &Context, noted: (FileId, Instant)) -> Result<(), FileError> {
    let database = |fault: DbError| FileError::Store(fault.to_string());
    let asking = cx.clone();
    let doomed = app.db.write(move |conn| files::let_go(conn, &asking, noted)).await.map_err(database)?;
    let Some(hash) = doomed else { return Ok(()) };
    app.files.remove(&hash).await?;
    app.db.write(move |conn| files::forget(conn, &hash)).await.map_err(database)
}

/// Refuses a body that says it is larger than any file, before it comes. What surrounds a file in a form is allowed for.
pub fn says_too_large(app: &AppState, req: &HttpRequest) -> Result<(), Problem> {
    const AROUND: u64 = 1024 * 1024;
    let said = req.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()).and_then(|v| v.parse().ok());
    let limit = app.files.limit();
    if said.is_some_and(|n: u64| n > limit.saturating_add(AROUND)) { Err(Problem::TooLarge { limit }) } else { Ok(()) }
}

/// How a file leaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    /// To be saved.
    Attachment,
    /// Within a page, where its kind allows.
    Inline,
}

/// Nothing in it runs, loads or is sent anywhere, whatever it is.
const STILL: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// A content never changes under its address; whether it may be seen is asked each time.
const ASKED_EACH_TIME: &str = "private, no-cache";

/// A content that leaves, and what it is called.
#[derive(Clone, Copy, Debug)]
pub struct Leaving<'a> {
    name: &'a str,
    kind: FileKind,
    size: i64,
    hash: &'a str,
}

impl<'a> From<&'a VersionFile> for Leaving<'a> {
    fn from(file: &'a VersionFile) -> Self {
        Self { name: file.name.as_str(), kind: file.kind, size: file.size, hash: &file.hash }
    }
}

impl<'a> From<&'a Slide> for Leaving<'a> {
    fn from(slide: &'a Slide) -> Self {
        Self { name: slide.name.as_str(), kind: slide.kind, size: slide.size, hash: &slide.hash }
    }
}

impl<'a> From<&'a SponsorFile> for Leaving<'a> {
    fn from(file: &'a SponsorFile) -> Self {
        Self { name: file.name.as_str(), kind: file.kind, size: file.size, hash: &file.hash }
    }
}

/// A content, whole or in the part that is asked for (RFC 9110, 14).
pub async fn send<'a>(
    app: &AppState,
    req: &HttpRequest,
    file: impl Into<Leaving<'a>>,
    shown: Shown,
) -> Result<HttpResponse, Problem> {
    let file = file.into();
    let tag = format!("\"{}\"", file.hash);
    let size = u64::try_from(file.size).unwrap_or_default();
    let text = |name: header::HeaderName| req.headers().get(name).and_then(|v| v.to_str().ok());
    if text(header::IF_NONE_MATCH).is_some_and(|known| known == "*" || known.contains(&tag)) {
        return Ok(known_already(tag));
    }
    // A part of something else than the rest that is there already would be a damaged file.
    let same = text(header::IF_RANGE).is_none_or(|known| known == tag);
    let range = text(header::RANGE).filter(|_| same).map_or(Asked::Whole, |asked| asked_range(asked, size));
    let (status, part) = match range {
        Asked::Whole => (StatusCode::OK, None),
        Asked::Part(start, end) => (StatusCode::PARTIAL_CONTENT, Some((start, end))),
        Asked::Nowhere => {
            let told = (header::CONTENT_RANGE, format!("bytes */{size}"));
            return Ok(HttpResponse::RangeNotSatisfiable().insert_header(told).finish());
        }
    };
    let mut response = HttpResponse::build(status);
    response
        .insert_header((header::ETAG, tag))
        .insert_header((header::ACCEPT_RANGES, "bytes"))
        .insert_header((header::CONTENT_TYPE, media_type(file.kind)))
        .insert_header((header::CONTENT_DISPOSITION, disposition(file.name, shown)))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CONTENT_SECURITY_POLICY, STILL))
        .insert_header((header::CACHE_CONTROL, ASKED_EACH_TIME))
        // Packing a file that is packed already would take its length and its parts away.
        .insert_header((header::CONTENT_ENCODING, "identity"));
    if let Some((start, end)) = part {
        response.insert_header((header::CONTENT_RANGE, format!("bytes {start}-{end}/{size}")));
    }
    let length = part.map_or(size, |(start, end)| end - start + 1);
    let stream = app.files.read(file.hash, part.map(|(start, end)| start..end + 1)).await?;
    response.no_chunking(length);
    Ok(response.streaming(stream))
}

/// A small picture of the content with this hash. As of the content itself, whether it may be seen is asked each time.
pub fn send_picture(req: &HttpRequest, hash: &str, bytes: Bytes) -> HttpResponse {
    let tag = format!("\"{hash}-small\"");
    let known = req.headers().get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    if known.is_some_and(|known| known == "*" || known.contains(&tag)) {
        return known_already(tag);
    }
    HttpResponse::Ok()
        .insert_header((header::ETAG, tag))
        .insert_header((header::CONTENT_TYPE, "image/jpeg"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CONTENT_SECURITY_POLICY, STILL))
        .insert_header((header::CACHE_CONTROL, ASKED_EACH_TIME))
        .body(bytes)
}

/// The reader has it. What it may do and how it is kept is said again: a browser takes these headers over for what it keeps, and those
/// of pages would let it act and be forgotten.
fn known_already(tag: String) -> HttpResponse {
    HttpResponse::NotModified()
        .insert_header((header::ETAG, tag))
        .insert_header((header::CONTENT_SECURITY_POLICY, STILL))
        .insert_header((header::CACHE_CONTROL, ASKED_EACH_TIME))
        .finish()
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Asked {
    Whole,
    /// First and last byte.
    Part(u64, u64),
    Nowhere,
}

/// One range; several at once are answered with the whole, as RFC 9110 allows.
fn asked_range(text: &str, size: u64) -> Asked {
    let Some(ranges) = text.trim().strip_prefix("bytes=") else { return Asked::Whole };
    let Some((start, end)) = ranges.split_once('-').filter(|_| !ranges.contains(',')) else { return Asked::Whole };
    let (start, end) = (start.trim(), end.trim());
    let range = match (start.parse::<u64>(), end.parse::<u64>()) {
        (Ok(start), Ok(end)) if start <= end => (start, end.min(size.saturating_sub(1))),
        (Ok(start), Err(_)) if end.is_empty() => (start, size.saturating_sub(1)),
        (Err(_), Ok(last)) if start.is_empty() => {
            if last == 0 {
                return Asked::Nowhere;
            }
            (size.saturating_sub(last), size.saturating_sub(1))
        }
        _ => return Asked::Whole,
    };
    if range.0 >= size { Asked::Nowhere } else { Asked::Part(range.0, range.1) }
}

/// Texts are of whatever encoding their office writes: saying one that is wrong would be worse than saying none.
const fn media_type(kind: FileKind) -> &'static str {
    kind.media_type()
}

/// The name as it was given, for every reader of the header: ASCII with question marks, and beside it the whole (RFC 6266, RFC 8187).
fn disposition(name: &str, shown: Shown) -> HeaderValue {
    let how = match shown {
        Shown::Attachment => "attachment",
        Shown::Inline => "inline",
    };
    let plain: String = name
        .chars()
        .map(|c| if matches!(c, ' '..='~') && !matches!(c, '"' | '\\' | '%' | ';') { c } else { '_' })
        .collect();
    let text = format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{}", encode(name));
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

/// "830 KB", "4.2 MB"
pub fn size(w: Words, bytes: i64) -> String {
    const KILO: i64 = 1_024;
    const MEGA: i64 = KILO * KILO;
    const GIGA: i64 = KILO * MEGA;
    if bytes < MEGA {
        return w.with("import-kilobytes", &[("n", &w.count((bytes / KILO).max(1)))]);
    }
    let (unit, key) = if bytes < GIGA { (MEGA, "import-megabytes") } else { (GIGA, "import-gigabytes") };
    let (whole, tenth) = (w.count(bytes / unit), (bytes % unit).saturating_mul(10) / unit);
    let point = if w.lang().starts_with("fr") { ',' } else { '.' };
    let n = if tenth == 0 { whole } else { format!("{whole}{point}{tenth}") };
    w.with(key, &[("n", &n)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_written_in_the_unit_that_leaves_few_digits() {
        use crate::kernel::locale::Locale;
        let (en, fr) = (Words::new(Locale::En), Words::new(Locale::Fr));
        let bytes = [900, 2 << 20, 5_767_168, 1 << 30, 3 << 29];
        assert_eq!(bytes.map(|n| size(en, n).replace('\u{a0}', " ")), ["1 KB", "2 MB", "5.5 MB", "1 GB", "1.5 GB"]);
        assert_eq!(size(fr, 3 << 29).replace('\u{a0}', " "), "1,5 Go");
    }

    #[test]
    fn ranges_are_read_as_they_are_meant() {
        for (text, expected) in [
            ("bytes=0-99", Asked::Part(0, 99)),
            ("bytes=900-", Asked::Part(900, 999)),
            ("bytes=-100", Asked::Part(900, 999)),
            ("bytes=-5000", Asked::Part(0, 999)),
            ("bytes=900-5000", Asked::Part(900, 999)),
            ("bytes=1000-", Asked::Nowhere),
            ("bytes=-0", Asked::Nowhere),
            ("bytes=5-2", Asked::Whole),
            ("bytes=0-1,5-6", Asked::Whole),
            ("bytes=x-", Asked::Whole),
            ("lines=0-1", Asked::Whole),
        ] {
            assert_eq!(asked_range(text, 1_000), expected, "{text}");
        }
    }
}
