//! Forms: read, checked against forgery, acted upon once.

use std::net::IpAddr;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use sha2::{Digest, Sha256};

use super::extract::{check_csrf, state, visitor};
use super::fields::Fields;
use super::merging::resolve;
use super::problem::{Problem, keep};
use super::respond::see_other;
use super::state::AppState;
use crate::access::Context;
use crate::db::{Conn, DbError};
use crate::domain::submissions;

/// A form's body: within the limit, of a page of ours.
#[derive(Clone, Debug)]
pub struct Submitted {
    pub fields: Fields,
    /// By which it acts once.
    key: String,
}

impl FromRequest for Submitted {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let req = req.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            let app = state(&req)?;
            let visitor = visitor(&req).await?;
            same_site(&req, &app)?;
            if visitor.member.is_none() {
                held_back(&app, visitor.network)?;
            }
            let fields = resolve(read(&mut payload, app.config.server.body_limit).await?);
            if !is_proven_by_address(req.path()) {
                check_csrf(&app, &visitor, fields.text("csrf"))?;
                keep(&req, &app, &fields);
            }
            let key = key(req.path(), &fields, []);
            Ok(Submitted { fields, key })
        })
    }
}

/// By which a form acts once: its own random key, and a digest of all that it says. Empty where the form has no key.
pub(super) fn key<'a>(path: &'a str, fields: &'a Fields, files: impl IntoIterator<Item = &'a str>) -> String {
    let own: String = fields.text("form_key").chars().filter(char::is_ascii_alphanumeric).take(32).collect();
    if own.is_empty() {
        return own;
    }
    let mut digest = Sha256::new();
    let said = fields.iter().filter(|(name, _)| !matches!(*name, "csrf" | "form_key"));
    let parts = said.flat_map(|(name, value)| [name, value]).chain(files);
    for part in std::iter::once(path).chain(parts) {
        // With its length, so that no two forms read alike.
        digest.update(part.len().to_le_bytes());
        digest.update(part);
    }
    let digest: String = digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{own}-{digest}")
}

/// So many networks are remembered before those that have been quiet are forgotten.
const STRANGERS_KNOWN: usize = 10_000;

fn held_back(app: &AppState, network: IpAddr) -> Result<(), Problem> {
    if app.strangers.len() > STRANGERS_KNOWN {
        app.strangers.retain_recent();
    }
    app.strangers.check_key(&network).map_err(|_| Problem::TooMany { minutes: 1 })
}

/// Pages for strangers act for whoever holds the link or the password, and never for whoever happens to be signed in beside it: a
/// member may open a guest's page, or a link to a new password of their own.
fn is_proven_by_address(path: &str) -> bool {
    let by_link = ["/a/", "/d/", "/n/", "/input/", "/password/", "/set-up/"].iter().any(|own| path.starts_with(own));
    by_link || matches!(path, "/sign-in" | "/sign-in/code" | "/reset")
}

/// Browsers say where a form came from; another site's is refused. What says nothing is no browser.
pub(super) fn same_site(req: &HttpRequest, app: &AppState) -> Result<(), Problem> {
    let text = |name: &str| req.headers().get(name).and_then(|v| v.to_str().ok());
    if text("sec-fetch-site").is_some_and(|site| site == "cross-site") {
        return Err(Problem::Forged);
    }
    let Some(origin) = text("origin") else { return Ok(()) };
    let host = text(header::HOST.as_str()).unwrap_or_default();
    let own = origin == app.config.base_url() || origin.split_once("://").is_some_and(|(_, h)| h == host);
    // Opened out of a mail reader's sandbox, an answer page has the origin "null"; its token is the proof there.
    let sandboxed = origin == "null" && ["/a/", "/d/", "/n/", "/input/"].iter().any(|own| req.path().starts_with(own));
    if own || sandboxed { Ok(()) } else { Err(Problem::Forged) }
}

async fn read(payload: &mut Payload, limit: usize) -> Result<Fields, Problem> {
    let mut body = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Problem::BrokenOff)?;
        if body.len() + chunk.len() > limit {
            return Err(Problem::TooLarge { limit: limit as u64 });
        }
        body.extend_from_slice(&chunk);
    }
    let text = String::from_utf8(body).map_err(|_| Problem::Unreadable)?;
    let pairs = web::Query::<Vec<(String, String)>>::from_query(&text).map_err(|_| Problem::Unreadable)?;
    Ok(Fields::new(pairs.into_inner()))
}

/// Runs `act` in one write transaction, once for each form however often it is sent, and goes where it says.
pub async fn submit<E, F>(app: &AppState, cx: Context, submitted: &Submitted, act: F) -> Result<HttpResponse, E>
where
    E: From<DbError> + Send + 'static,
    F: FnOnce(&mut Conn, &Context) -> Result<String, E> + Send + 'static,
{
    let key = submitted.key.clone();
    let location =
        app.db
            .write(move |conn| {
                if key.is_empty() { act(conn, &cx) } else { submissions::once(conn, &cx, &key, |conn| act(conn, &cx)) }
            })
            .await?;
    Ok(see_other(&location))
}

/// For acts of more than one transaction: notes that this form is acted upon, and says whether it is for the first time.
pub async fn is_first(app: &AppState, cx: Context, submitted: &Submitted, location: &str) -> Result<bool, DbError> {
    let (key, location) = (submitted.key.clone(), location.to_owned());
    if key.is_empty() {
        return Ok(true);
    }
    app.db.write(move |conn| submissions::is_first(conn, &cx, &key, &location)).await
}
