//! How a problem looks.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use askama::Template;
use serde::Serialize;

use super::closed::{ClosedProgramme, ClosedProgrammeJson, ClosedView};
use super::kept::{KeptForm, kept};
use super::{ChangedJson, CourtedJson, MissingJson, Problem};
use crate::i18n::Words;
use crate::kernel::invalid::{FieldError, Invalid};
use crate::web::again::form_page_instead;
use crate::web::assets;
use crate::web::chrome::Front;
use crate::web::extract::asked_language;
use crate::web::field_names::label;
use crate::web::fields::Fields;
use crate::web::files::size;
use crate::web::respond::{etag, retry_after, see_other};

#[derive(Template)]
#[template(path = "public/problem/problem.html")]
struct ProblemPage {
    w: Words,
    front: Front,
    title: String,
    why: String,
    faults: Vec<String>,
    /// The programme that is closed, where that is why.
    closed: Option<ClosedView>,
    /// Where a new link is asked for, in place of one that has run out.
    renew: Option<String>,
    /// What was typed, where it would be lost.
    kept: KeptForm,
    request: String,
}

/// RFC 9457.
#[derive(Serialize)]
struct ProblemJson<'a> {
    #[serde(rename = "type")]
    kind: String,
    title: String,
    status: u16,
    detail: String,
    instance: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldJson>,
    /// What an event's gate waits for.
    #[serde(skip_serializing_if = "<[MissingJson]>::is_empty")]
    missing: &'a [MissingJson],
    /// Who courts the firm already, or one alike.
    #[serde(skip_serializing_if = "<[CourtedJson]>::is_empty")]
    others: &'a [CourtedJson],
    /// The id of the entry that stands for both.
    #[serde(skip_serializing_if = "Option::is_none")]
    merged_into: Option<&'a str>,
    /// Of a programme that is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<ClosedProgrammeJson<'a>>,
    /// What has been changed since the version that was seen.
    #[serde(skip_serializing_if = "<[ChangedJson]>::is_empty")]
    changes: &'a [ChangedJson],
    /// What somebody else has saved meanwhile, and what came too late.
    #[serde(skip_serializing_if = "Option::is_none")]
    theirs: Option<&'a serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    yours: Option<&'a serde_json::Value>,
}

#[derive(Serialize)]
struct FieldJson {
    field: String,
    reason: &'static str,
    message: String,
}

/// The response for a problem, in the reader's language and in the form asked for.
pub fn present(req: &HttpRequest, problem: &Problem, words: Words, request: &str) -> HttpResponse {
    match problem {
        Problem::Internal(text) => tracing::error!(request, error = %text, "a request failed by a fault of ours"),
        Problem::DatabaseFull(text) => {
            tracing::error!(request, error = %text, "there is no room left for the database")
        }
        Problem::StoreAway(text) => tracing::error!(request, error = %text, "the store of files is of no use"),
        _ => {}
    }
    let status = problem.status_code();
    let mut response = if wants_json(req) {
        json(req, problem, words, request, status)
    } else {
        shown(req, problem, words, request, status)
    };
    // What a program changes next, it changes by this version (RFC 9110, 8.8.3).
    if let Problem::Stale { now: Some(version) }
    | Problem::Late { now: version, .. }
    | Problem::Overtaken { now: version, .. } = problem
        && wants_json(req)
        && let (name, Ok(tag)) = (header::ETAG, etag(*version).1.parse())
    {
        response.headers_mut().insert(name, tag);
    }
    if let Problem::TooMany { minutes } = problem {
        response.headers_mut().insert(header::RETRY_AFTER, retry_after(*minutes));
    }
    if let Problem::NoSuchMethod { allowed } = problem
        && let Ok(allowed) = allowed.parse()
    {
        response.headers_mut().insert(header::ALLOW, allowed);
    }
    response
}

fn shown(req: &HttpRequest, problem: &Problem, words: Words, request: &str, status: StatusCode) -> HttpResponse {
    if let Problem::SignIn { next } = problem {
        return HttpResponse::SeeOther().insert_header((header::LOCATION, sign_in(req, next))).finish();
    }
    if let Problem::SecondFactor { next } = problem {
        let mut asked = Fields::default();
        asked.set("next", next);
        let place = format!("/account/second-factor?{}", asked.query());
        return HttpResponse::SeeOther().insert_header((header::LOCATION, place)).finish();
    }
    if let (Problem::NotFound, Some(page)) = (problem, form_page_instead(req)) {
        return see_other(&page);
    }
    let why = why(req, words, problem);
    page(problem, words, request, status, (why, kept(req, problem, words)))
}

/// Where one signs in, to come back to `next`; in the language that was asked for.
fn sign_in(req: &HttpRequest, next: &str) -> String {
    let mut asked = Fields::default();
    if next.split('?').next() != Some("/") {
        asked.set("next", next);
    }
    if let Some(language) = asked_language(req) {
        asked.set("lang", language.tag());
    }
    let query = asked.query();
    if query.is_empty() { "/sign-in".to_owned() } else { format!("/sign-in?{query}") }
}

fn wants_json(req: &HttpRequest) -> bool {
    let accept = req.headers().get(header::ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    req.path().starts_with("/api/") || (accept.contains("json") && !accept.contains("text/html"))
}

fn sentence(words: Words, key: &str, problem: &Problem) -> String {
    let mut args = problem.args();
    if let Problem::TooLarge { limit } = problem {
        args.push(("limit", size(words, i64::try_from(*limit).unwrap_or(i64::MAX))));
    }
    let args: Vec<(&str, &dyn crate::i18n::Arg)> = args.iter().map(|(n, v)| (*n, v as &dyn crate::i18n::Arg)).collect();
    if words.has(key) { words.with(key, &args) } else { String::new() }
}

/// Why, and what it means: who only asked saves nothing anyhow.
fn why(req: &HttpRequest, words: Words, problem: &Problem) -> String {
    let asked = format!("problem-{}-why-asked", problem.key());
    let key =
        if req.method().is_safe() && words.has(&asked) { asked } else { format!("problem-{}-why", problem.key()) };
    sentence(words, &key, problem)
}

/// What is told of the programme, where the problem is that it is closed.
fn closed(problem: &Problem) -> Option<&ClosedProgramme> {
    match problem {
        Problem::ProgrammeClosed { told, .. } => told.as_deref(),
        _ => None,
    }
}

fn json(req: &HttpRequest, problem: &Problem, words: Words, request: &str, status: StatusCode) -> HttpResponse {
    let errors = match problem {
        Problem::Invalid(Invalid(faults)) => faults
            .iter()
            .map(|f| FieldJson { field: f.field.clone(), reason: f.reason.key(), message: words.reason(&f.reason) })
            .collect(),
        _ => Vec::new(),
    };
    let status = if matches!(problem, Problem::SignIn { .. }) { StatusCode::UNAUTHORIZED } else { status };
    let (theirs, yours) = match problem {
        Problem::Overtaken { theirs, yours, .. } => (Some(theirs), yours.as_ref()),
        _ => (None, None),
    };
    let body = ProblemJson {
        kind: format!("/api/v1/problems/{}", problem.key()),
        title: sentence(words, &format!("problem-{}", problem.key()), problem),
        status: status.as_u16(),
        detail: match closed(problem) {
            Some(told) => told.detail(words, why(req, words, problem)),
            None => why(req, words, problem),
        },
        instance: request.to_owned(),
        errors,
        missing: match problem {
            Problem::GateClosed { missing } => missing,
            _ => &[],
        },
        others: match problem {
            Problem::Courted { others } => others,
            _ => &[],
        },
        merged_into: match problem {
            Problem::MergedAway { heir, .. } => Some(heir.as_str()),
            _ => None,
        },
        closed: closed(problem).map(ClosedProgramme::json),
        changes: match problem {
            Problem::Late { changes, .. } | Problem::Overtaken { changes, .. } => changes,
            _ => &[],
        },
        theirs,
        yours,
    };
    let mut response = HttpResponse::build(status);
    if status == StatusCode::UNAUTHORIZED {
        response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
    }
    match serde_json::to_string(&body) {
        Ok(text) => response.content_type("application/problem+json").body(text),
        Err(fault) => {
            tracing::error!(request, error = %fault, "a problem could not be written");
            response.finish()
        }
    }
}

fn page(
    problem: &Problem,
    words: Words,
    request: &str,
    status: StatusCode,
    (why, kept): (String, KeptForm),
) -> HttpResponse {
    let faults = match problem {
        Problem::Invalid(Invalid(faults)) => {
            let said = |f: &FieldError| {
                words.with("word-said", &[("word", &label(words, &f.field)), ("said", &words.reason(&f.reason))])
            };
            faults.iter().map(said).collect()
        }
        _ => Vec::new(),
    };
    let page = ProblemPage {
        w: words,
        front: Front::new(words, words.t("product-name"), assets::version()),
        title: sentence(words, &format!("problem-{}", problem.key()), problem),
        why,
        faults,
        closed: closed(problem).map(|told| told.view(words)),
        renew: (problem.key() == "dead-link").then(|| format!("/reset?lang={}", words.locale())),
        kept,
        request: request.to_owned(),
    };
    match page.render() {
        Ok(body) => HttpResponse::build(status).content_type("text/html; charset=utf-8").body(body),
        Err(fault) => {
            tracing::error!(request, error = %fault, "the problem page failed");
            HttpResponse::build(status).body(page.title)
        }
    }
}
