//! What the description says of a request, held against it in one place before any handler: the parameters of the query, the kind of
//! the body, and that there is none where none is read; and what else an address answers to.

use std::sync::LazyLock;

use actix_web::dev::{Payload, ResourceDef};
use actix_web::http::{Method, StatusCode, header};
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use futures_util::future::LocalBoxFuture;
use serde::Deserialize;

use super::body::read;
use super::described::{Operation, Path, interface};
use crate::kernel::invalid::{Reason, whole};
use crate::kernel::page::PageRequest;
use crate::text::placeholders::nearest;
use crate::web::extract::body_limit;
use crate::web::{Fields, Problem};

struct Known {
    path: ResourceDef,
    acts: Vec<Act>,
}

struct Act {
    method: Method,
    /// The names its query may hold, those of them that it may hold several times, and those that are numbers.
    query: Vec<String>,
    lists: Vec<String>,
    numbers: Vec<String>,
    takes_json: bool,
    /// Its body is no JSON: it is read as it comes, and not held.
    takes_file: bool,
}

static KNOWN: LazyLock<Result<Vec<Known>, String>> = LazyLock::new(|| {
    let paths = interface().map_err(|fault| fault.to_string())?.paths;
    Ok(paths.into_iter().map(|(path, item)| Known { path: ResourceDef::new(path), acts: acts(item) }).collect())
});

fn acts(item: Path) -> Vec<Act> {
    let all = [
        (Method::GET, item.get),
        (Method::POST, item.post),
        (Method::PUT, item.put),
        (Method::PATCH, item.patch),
        (Method::DELETE, item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| Some(act(method, operation?))).collect()
}

fn act(method: Method, operation: Operation) -> Act {
    let (mut query, mut lists, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
    for asked in operation.parameters.into_iter().filter(|p| p.place == "query") {
        if asked.is_list() {
            lists.push(asked.name.clone());
        }
        if asked.is_number() {
            numbers.push(asked.name.clone());
        }
        query.push(asked.name);
    }
    let body = operation.request_body;
    let takes_json = body.as_ref().is_some_and(|b| b.content.contains_key("application/json"));
    Act { method, query, lists, numbers, takes_json, takes_file: body.is_some() && !takes_json }
}

fn known(req: &HttpRequest) -> Result<Option<&'static Known>, Problem> {
    let known = KNOWN.as_ref().map_err(|fault| Problem::Internal(fault.clone()))?;
    Ok(known.iter().find(|k| k.path.is_match(req.path())))
}

fn act_of(req: &HttpRequest) -> Result<Option<&'static Act>, Problem> {
    Ok(known(req)?.and_then(|k| k.acts.iter().find(|a| a.method == req.method())))
}

/// Refuses what the description does not know, and what is asked once and came twice: it would be overlooked in silence otherwise.
pub fn check(req: &HttpRequest) -> Result<(), Problem> {
    let Some(act) = act_of(req)? else { return Ok(()) };
    let pairs = web::Query::<Vec<(String, String)>>::from_query(req.query_string()).map_err(|_| Problem::Unreadable)?;
    let asked = Fields::new(pairs.into_inner().into_iter().filter(|(name, _)| name != "lang").collect());
    let mut bad = asked.doubled();
    bad.0.retain(|fault| !act.lists.contains(&fault.field));
    for (name, value) in asked.iter() {
        if let Err(reason) = parameter(act, name, value.trim()) {
            bad.add(name, reason);
        }
    }
    bad.into_result()?;
    if act.takes_json && !says_json(req) { Err(Problem::NotJson) } else { Ok(()) }
}

/// A body that says nothing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// Reads the body of a request that acts and takes none: what it asks for would be overlooked in silence otherwise. None: the body is the
/// handler's.
pub fn spare_body(req: &HttpRequest, payload: &mut Payload) -> Option<LocalBoxFuture<'static, Result<(), Problem>>> {
    // A description that cannot be read is told by [`check`].
    let Ok(Some(act)) = act_of(req) else { return None };
    if act.method == Method::GET || act.takes_json || act.takes_file {
        return None;
    }
    let (body, limit) = (Bytes::from_request(req, payload), body_limit(req));
    Some(Box::pin(async move {
        let body = body.await.map_err(|fault| match fault.as_response_error().status_code() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge { limit },
            _ => Problem::BrokenOff,
        })?;
        match body.trim_ascii() {
            b"" | b"null" => Ok(()),
            body => read::<Nothing>(body).map(|Nothing {}| ()),
        }
    }))
}

/// Where an answer holds a secret that is shown once: kept for whoever asks again, it would be shown for a day.
pub(super) fn tells_a_secret(path: &str) -> bool {
    path.ends_with("/shares")
}

/// Whether a request acts in a way that a key can keep from happening twice: what is made or sent, except files and secrets.
pub(super) fn takes_key(req: &HttpRequest) -> Result<bool, Problem> {
    let keyed = act_of(req)?.is_some_and(|act| act.method == Method::POST && !act.takes_file);
    Ok(keyed && !tells_a_secret(req.path()))
}

/// Whoever does not say what they send is taken to send what is wanted.
fn says_json(req: &HttpRequest) -> bool {
    let Some(kind) = req.headers().get(header::CONTENT_TYPE) else { return true };
    let kind = kind.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

fn parameter(act: &Act, name: &str, value: &str) -> Result<(), Reason> {
    if !act.query.iter().any(|k| k == name) {
        let known: Vec<&str> = act.query.iter().map(String::as_str).collect();
        return Err(Reason::unknown_name(nearest(name, &known), &known));
    }
    match name {
        // Nobody counts by it: it is what a page said. Where it is no number, the list knows its own.
        "after" if act.numbers.iter().any(|n| n == name) => number(value, 0, i64::MAX).map_err(|_| Reason::NotACursor),
        "limit" => number(value, 1, PageRequest::MAX),
        _ => Ok(()),
    }
}

fn number(text: &str, min: i64, max: i64) -> Result<(), Reason> {
    if text.is_empty() { Ok(()) } else { whole(text, min, max).map(|_| ()) }
}

/// What an address answers to when it is asked for something else; otherwise there is nothing here.
pub async fn nothing(req: HttpRequest) -> Result<HttpResponse, Problem> {
    let Some(known) = known(&req)? else { return Err(Problem::NotFound) };
    let allowed: Vec<&str> = known.acts.iter().map(|a| a.method.as_str()).collect();
    Err(Problem::NoSuchMethod { allowed: allowed.join(", ") })
}
