//! Signing in and out, and a new password by mail.

use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header;
use actix_web::web::{Path, Query, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

use super::second_step;
use crate::domain::accounts::sign_in::Entered;
use crate::domain::accounts::{self, Account, AccountError, Counted, passwords, sign_in};
use crate::i18n::Words;
use crate::kernel::email::Email;
use crate::kernel::invalid::Reason;
use crate::kernel::token::Secret;
use crate::web::hashing::{hash, verify};
use crate::web::pieces::account_fields::password_field;
use crate::web::pieces::{Control, Field, Notice, Tone};
use crate::web::problem::Problem;
use crate::web::state::{App, AppState};
use crate::web::{Entering, Front, Submitted, Visitor, assets, html, html_later, html_refused, own_path, see_other};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(show).service(open).service(close).service(ask).service(send).service(sent);
    cfg.service(choose).service(set);
}

#[derive(Template)]
#[template(path = "public/accounts/form.html")]
pub(super) struct FormPage {
    pub w: Words,
    pub front: Front,
    pub title: String,
    pub lead: String,
    /// What was just done, on the page that follows it.
    pub done: Option<Notice>,
    pub refusal: Option<String>,
    pub action: String,
    pub fields: Vec<Field>,
    pub verb: String,
    /// A smaller way out below the form: words and address.
    pub aside: Option<(String, String)>,
}

#[derive(Deserialize)]
struct Next {
    next: Option<String>,
    note: Option<Note>,
}

/// What led to the page for signing in.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Note {
    SetUp,
    Password,
    /// The code came too late.
    Late,
    #[serde(other)]
    Other,
}

impl Note {
    fn said(self, w: Words) -> Option<Notice> {
        match self {
            Note::SetUp => Some(Notice::new(Tone::Done, w.t("sign-in-after-set-up"))),
            Note::Password => Some(Notice::new(Tone::Done, w.t("sign-in-after-password"))),
            Note::Late => Some(Notice::new(Tone::Warning, w.t("code-late"))),
            Note::Other => None,
        }
    }
}

pub(super) fn front(w: Words, path: &str) -> Front {
    Front::new(w, w.t("product-name"), assets::version()).in_languages(path)
}

fn sign_in_page(w: Words, email: &str, next: &str, refusal: Option<String>) -> FormPage {
    FormPage {
        w,
        front: front(w, "/sign-in"),
        title: w.t("sign-in-title"),
        lead: w.t("sign-in-lead"),
        done: None,
        refusal,
        action: "/sign-in".to_owned(),
        fields: vec![
            Field::new("next", "", Control::Line("hidden")).value(next),
            Field::new("email", w.t("account-email"), Control::Line("email")).value(email).autocomplete("username"),
            Field::new("password", w.t("account-password"), Control::Line("password")).autocomplete("current-password"),
        ],
        verb: w.t("sign-in-verb"),
        aside: Some((w.t("sign-in-forgot"), "/reset".to_owned())),
    }
}

#[get("/sign-in")]
async fn show(visitor: Visitor, next: Query<Next>) -> Result<HttpResponse, Problem> {
    let (note, next) = (next.note, own_path(next.next.as_deref().unwrap_or("/")));
    if visitor.member.is_some() {
        return Ok(see_other(next));
    }
    let done = note.and_then(|note| note.said(visitor.words));
    html(&FormPage { done, ..sign_in_page(visitor.words, "", next, None) })
}

#[post("/sign-in")]
async fn open(app: App, visitor: Visitor, form: Submitted, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let (email, next) = (form.fields.text("email").to_owned(), own_path(form.fields.text("next")).to_owned());
    match enter(&app, &visitor, &form, &req).await {
        Ok((Entered::Open(secret), device)) => opened(&app, &next, &secret, device),
        Ok((Entered::CodeWanted(secret), _)) => second_step::wanted(&app, &visitor, &next, &secret),
        Err(AccountError::WrongCredentials) => {
            let refusal = visitor.words.t("sign-in-wrong");
            html_refused(&sign_in_page(visitor.words, &email, &next, Some(refusal)))
        }
        Err(AccountError::TooMany { minutes, counted }) => {
            let key = match counted {
                Counted::OnAccount => "sign-in-wait",
                Counted::FromNetwork => "sign-in-wait-network",
            };
            let refusal = visitor.words.with(key, &[("minutes", &minutes)]);
            html_later(minutes, &sign_in_page(visitor.words, &email, &next, Some(refusal)))
        }
        Err(other) => Err(other.into()),
    }
}

/// Begin in one transaction, which counts the attempt; verify outside of any; finish in another.
async fn enter(
    app: &App,
    visitor: &Visitor,
    form: &Submitted,
    req: &HttpRequest,
) -> Result<(Entered, Option<String>), AccountError> {
    let cx = visitor.context(app);
    let (email, network) = (form.fields.text("email").to_owned(), visitor.network.to_string());
    let begun = {
        let (cx, kept) = (cx.clone(), req.cookie(app.device_cookie_name()).map(|c| c.value().to_owned()));
        app.db.write(move |conn| sign_in::begin_with(conn, &cx, &email, &network, kept.as_deref())).await?
    };
    let right = verify(app, form.fields.text("password"), begun.hash.clone()).await?;
    let device = browser(req);
    let days = app.config.security.sign_in_days;
    if right {
        let known = begun.device(&cx);
        let entered = app.db.write(move |conn| sign_in::finish(conn, &cx, &begun, &device, days)).await?;
        Ok((entered, known))
    } else {
        Err(AccountError::WrongCredentials)
    }
}

/// What the browser says it is.
pub(super) fn browser(req: &HttpRequest) -> String {
    req.headers().get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned()
}

/// On to where the reader wanted to go, signed in.
pub(super) fn opened(
    app: &AppState,
    next: &str,
    secret: &Secret,
    device: Option<String>,
) -> Result<HttpResponse, Problem> {
    let mut response = see_other(next);
    response.add_cookie(&cookie(app, secret.expose())).map_err(|e| Problem::Internal(e.to_string()))?;
    keep_device(app, &mut response, device)?;
    Ok(response)
}

pub(super) fn cookie(app: &AppState, value: &str) -> Cookie<'static> {
    Cookie::build(app.cookie_name(), value.to_owned())
        .path("/")
        .http_only(true)
        .secure(app.secure())
        .same_site(SameSite::Lax)
        .max_age(actix_web::cookie::time::Duration::days(i64::from(app.config.security.sign_in_days)))
        .finish()
}

/// How long a browser is known, in days: as long as browsers keep anything.
const DEVICE_DAYS: i64 = 400;

/// Lets the browser keep that the account was opened with it. Signing out leaves it.
fn keep_device(app: &AppState, response: &mut HttpResponse, device: Option<String>) -> Result<(), Problem> {
    let Some(device) = device else { return Ok(()) };
    let mut kept = cookie(app, &device);
    kept.set_name(app.device_cookie_name());
    kept.set_max_age(actix_web::cookie::time::Duration::days(DEVICE_DAYS));
    response.add_cookie(&kept).map_err(|e| Problem::Internal(e.to_string()))
}

#[post("/sign-out")]
async fn close(app: App, Entering(who): Entering, _form: Submitted) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    if let Some(id) = who.member.sign_in {
        app.db.write(move |conn| sign_in::end(conn, &cx, id)).await?;
    }
    let mut response = see_other("/sign-in");
    let mut gone = cookie(&app, "");
    gone.make_removal();
    response.add_cookie(&gone).map_err(|e| Problem::Internal(e.to_string()))?;
    Ok(response)
}

fn ask_page(w: Words, email: &str, error: Option<String>) -> FormPage {
    FormPage {
        w,
        front: front(w, "/reset"),
        title: w.t("reset-title"),
        lead: w.t("reset-lead"),
        done: None,
        refusal: None,
        action: "/reset".to_owned(),
        fields: vec![
            Field::new("email", w.t("account-email"), Control::Line("email"))
                .value(email)
                .autocomplete("username")
                .error(error),
        ],
        verb: w.t("reset-verb"),
        aside: Some((w.t("reset-back"), "/sign-in".to_owned())),
    }
}

#[get("/reset")]
async fn ask(visitor: Visitor) -> Result<HttpResponse, Problem> {
    html(&ask_page(visitor.words, "", None))
}

#[post("/reset")]
async fn send(app: App, visitor: Visitor, form: Submitted) -> Result<HttpResponse, Problem> {
    let typed = form.fields.text("email").to_owned();
    let email: Email = match typed.parse() {
        Ok(email) => email,
        Err(fault) => {
            let error = visitor.words.reason(&Reason::BadEmail(fault));
            let page = ask_page(visitor.words, &typed, Some(error));
            return html_refused(&page);
        }
    };
    // Answered before it is looked up, so that the time tells nothing about the address.
    let (cx, db) = (visitor.context(&app), app.db.clone());
    actix_web::rt::spawn(async move {
        if let Err(fault) = db.write(move |conn| accounts::ask_reset(conn, &cx, &email)).await {
            tracing::error!(error = %fault, "a password reset could not be queued");
        }
    });
    Ok(see_other(&format!("/reset/sent?lang={}", visitor.words.locale())))
}

#[derive(Template)]
#[template(path = "public/accounts/said.html")]
pub(super) struct SaidPage {
    pub front: Front,
    pub title: String,
    pub lead: String,
    /// The way out: words and address.
    pub aside: (String, String),
}

#[get("/reset/sent")]
async fn sent(visitor: Visitor) -> Result<HttpResponse, Problem> {
    let w = visitor.words;
    html(&SaidPage {
        front: front(w, "/reset/sent"),
        title: w.t("reset-sent-title"),
        lead: w.t("reset-sent-lead"),
        aside: (w.t("reset-back"), "/sign-in".to_owned()),
    })
}

/// As the mail that led here: in the account's language, unless another is asked for.
fn words_of(visitor: &Visitor, account: &Account) -> Words {
    Words::new(visitor.asked.unwrap_or(account.locale))
}

fn password_page(w: Words, token: &str, account: &Account, error: Option<String>) -> FormPage {
    // Whoever was invited has no sign-in yet that could end, and reads here by what they sign in.
    let lead = if account.has_password { "password-lead" } else { "password-lead-first" };
    FormPage {
        w,
        front: front(w, &format!("/password/{token}")),
        title: w.t("password-title"),
        lead: w.with(lead, &[("name", &account.name), ("email", &account.email.as_str())]),
        done: None,
        refusal: None,
        action: format!("/password/{token}"),
        fields: vec![password_field(w, error.map(Into::into))],
        verb: w.t("password-verb"),
        aside: None,
    }
}

#[get("/password/{token}")]
async fn choose(app: App, visitor: Visitor, token: Path<String>) -> Result<HttpResponse, Problem> {
    let (cx, link) = (visitor.context(&app), token.clone());
    let account = app.db.read(move |conn| accounts::open_link(conn, &cx, &link)).await?;
    html(&password_page(words_of(&visitor, &account), &token, &account, None))
}

#[post("/password/{token}")]
async fn set(app: App, visitor: Visitor, token: Path<String>, form: Submitted) -> Result<HttpResponse, Problem> {
    let (cx, link) = (visitor.context(&app), token.clone());
    let account = app.db.read(move |conn| accounts::open_link(conn, &cx, &link)).await?;
    let w = words_of(&visitor, &account);
    let password = form.fields.text("password");
    if let Err(reason) = passwords::check_strength(password, &[&account.name, account.email.as_str()]) {
        let page = password_page(w, &token, &account, Some(w.reason(&reason)));
        return html_refused(&page);
    }
    let hash = hash(&app, password).await?;
    let (cx, link) = (visitor.context(&app), token.into_inner());
    let known = cx.clone();
    let account = app.db.write(move |conn| accounts::set_password(conn, &cx, &link, &hash)).await?;
    let mut response = see_other(&format!("/sign-in?lang={}&note=password", w.locale()));
    // Whoever reads the mailbox is the owner: strangers who guess meanwhile are not to keep them out.
    keep_device(&app, &mut response, Some(sign_in::known_device(&known, account.id)))?;
    Ok(response)
}
