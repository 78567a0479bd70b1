//! Forms: read, checked against forgery, acted upon once.

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use sha2::{Digest, Sha256};

use super::again;
use super::extract::{Visitor, check_csrf, state, visitor};
use super::fields::Fields;
use super::merging::resolve;
use super::problem::{Problem, keep};
use super::respond::see_other;
use super::state::AppState;
use crate::access::Context;
use crate::db::{Conn, DbError};
use crate::domain::submissions;
use crate::kernel::token::LinkToken;

/// A form's body: within the limit, of a page of ours.
#[derive(Clone, Debug)]
pub struct Submitted {
    pub fields: Fields,
    /// By which it acts once.
    key: String,
    /// The page it is on, where it only wants its answer in another language.
    shown: Option<String>,
    /// Too many came: only an answer page sees this, which says so itself and keeps what was written. Any other form is refused before.
    pub held: bool,
}

impl Submitted {
    /// The page that is only wanted in another language: for acts of more than one transaction, which cannot be tried and taken back.
    pub fn page_only(&self) -> Option<&str> {
        self.shown.as_deref()
    }
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
            let held = visitor.member.is_none() && is_held_back(&app, &visitor);
            if held && !shows_itself(req.path()) {
                return Err(Problem::TooMany { minutes: 1 });
            }
            let sent = read(&mut payload, app.config.server.body_limit).await?;
            if is_proven_by_address(req.path()) {
                let fields = resolve(sent);
                if !says_it_itself(req.path()) {
                    fields.doubled().into_result()?;
                }
                return Ok(Submitted { key: key(req.path(), &fields, []), fields, shown: None, held });
            }
            check_csrf(&app, &visitor, sent.text("csrf"))?;
            let (sent, shown) = match again::asked(&visitor, &sent) {
                Some(asked) => {
                    again::speak(&app, visitor.context(&app), asked.locale).await?;
                    (asked.sent, Some(asked.page))
                }
                None => (sent, None),
            };
            again::keep(&visitor, &sent);
            let fields = resolve(sent);
            keep(&req, &app, &fields);
            fields.at_odds().into_result()?;
            Ok(Submitted { key: key(req.path(), &fields, []), fields, shown, held: false })
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

/// So many networks and links are remembered before those that have been quiet are forgotten.
const STRANGERS_KNOWN: usize = 10_000;

/// Whoever holds a link is counted by it, and only widely by the house they sit in; a link that cannot be one is nobody's.
fn is_held_back(app: &AppState, visitor: &Visitor) -> bool {
    let by_link =
        is_by_link(&visitor.path).then(|| visitor.path.split('/').nth(2).and_then(LinkToken::parse)).flatten();
    if let Some(link) = by_link {
        if app.houses.len() > STRANGERS_KNOWN {
            app.houses.retain_recent();
        }
        if app.houses.check_key(&visitor.network).is_err() {
            return true;
        }
        if app.guests.len() > STRANGERS_KNOWN {
            app.guests.retain_recent();
        }
        return app.guests.check_key(&link).is_err();
    }
    if app.strangers.len() > STRANGERS_KNOWN {
        app.strangers.retain_recent();
    }
    app.strangers.check_key(&visitor.network).is_err()
}

/// The pages behind a guest's or an office's link.
fn is_by_link(path: &str) -> bool {
    ["/a/", "/d/", "/n/", "/r/", "/input/"].iter().any(|own| path.starts_with(own))
}

/// Whose page says beside a field that it came more than once, and keeps what was typed; a wish for silence takes whatever comes along.
fn says_it_itself(path: &str) -> bool {
    is_by_link(path) && !path.ends_with("/withdraw")
}

fn shows_itself(path: &str) -> bool {
    path.starts_with("/a/")
}

/// Pages for strangers act for whoever holds the link or the password, and never for whoever happens to be signed in beside it: a
/// member may open a guest's page, or a link to a new password of their own.
fn is_proven_by_address(path: &str) -> bool {
    let by_secret = ["/password/", "/set-up/"].iter().any(|own| path.starts_with(own));
    is_by_link(path) || by_secret || matches!(path, "/sign-in" | "/sign-in/code" | "/reset")
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
    let sandboxed = origin == "null" && is_by_link(req.path());
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
    if let Some(page) = &submitted.shown {
        return rehearse(app, cx, page, act).await;
    }
    let key = submitted.key.clone();
    let location =
        app.db
            .write(move |conn| {
                if key.is_empty() { act(conn, &cx) } else { submissions::once(conn, &cx, &key, |conn| act(conn, &cx)) }
            })
            .await?;
    Ok(see_other(&location))
}

/// As [`submit`], for acts that point to entries which may be merged at the same moment: the two may wait for each other, and `act` is
/// done once more.
pub async fn submit_retrying<E, F>(
    app: &AppState,
    cx: Context,
    submitted: &Submitted,
    mut act: F,
) -> Result<HttpResponse, E>
where
    E: From<DbError> + std::error::Error + Send + 'static,
    F: FnMut(&mut Conn, &Context) -> Result<String, E> + Send + 'static,
{
    if let Some(page) = &submitted.shown {
        return rehearse(app, cx, page, act).await;
    }
    let key = submitted.key.clone();
    let acting = move |conn: &mut Conn| -> Result<String, E> {
        if key.is_empty() { act(conn, &cx) } else { submissions::once(conn, &cx, &key, |conn| act(conn, &cx)) }
    };
    Ok(see_other(&app.db.write_retrying(acting).await?))
}

/// What came of an act that is never kept.
enum Tried<E> {
    Refused(E),
    Taken,
}

impl<E: From<DbError>> From<DbError> for Tried<E> {
    fn from(fault: DbError) -> Self {
        Tried::Refused(fault.into())
    }
}

/// Runs `act` and takes it back, for the refusal in another language; what would not be refused now leads to the form's page.
async fn rehearse<E, F>(app: &AppState, cx: Context, page: &str, act: F) -> Result<HttpResponse, E>
where
    E: From<DbError> + Send + 'static,
    F: FnOnce(&mut Conn, &Context) -> Result<String, E> + Send + 'static,
{
    let tried = app.db.write(move |conn| -> Result<(), Tried<E>> {
        act(conn, &cx).map_err(Tried::Refused)?;
        Err(Tried::Taken)
    });
    match tried.await {
        Err(Tried::Refused(refusal)) => Err(refusal),
        Ok(()) | Err(Tried::Taken) => Ok(see_other(page)),
    }
}

/// Where this very form led when it was sent before: what it would be warned of is what it made itself.
pub async fn led(app: &AppState, cx: Context, submitted: &Submitted) -> Result<Option<HttpResponse>, DbError> {
    let key = submitted.key.clone();
    if key.is_empty() {
        return Ok(None);
    }
    let location = app.db.read(move |conn| submissions::led(conn, &cx, &key)).await?;
    Ok(location.map(|location| see_other(&location)))
}

/// For acts of more than one transaction: notes that this form is acted upon, and says whether it is for the first time.
pub async fn is_first(app: &AppState, cx: Context, submitted: &Submitted, location: &str) -> Result<bool, DbError> {
    let (key, location) = (submitted.key.clone(), location.to_owned());
    if submitted.shown.is_some() {
        return Ok(false);
    }
    if key.is_empty() {
        return Ok(true);
    }
    app.db.write(move |conn| submissions::is_first(conn, &cx, &key, &location)).await
}
