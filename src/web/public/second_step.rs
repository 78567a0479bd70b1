//! The code after the password. What stands between them is kept by this browser alone, for a few minutes, and opens nothing else.

use actix_web::cookie::Cookie;
use actix_web::cookie::time::Duration;
use actix_web::http::StatusCode;
use actix_web::web::{Query, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::Deserialize;

use super::sign_in::{FormPage, browser, cookie, front, opened};
use crate::domain::accounts::second_factor::{self, Answered, Typed};
use crate::i18n::Words;
use crate::kernel::token::Secret;
use crate::web::pieces::{Control, Field};
use crate::web::problem::Problem;
use crate::web::state::{App, AppState};
use crate::web::{Fields, Submitted, Visitor, html, html_later, html_status, own_path, see_other};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(show).service(enter);
}

/// What the reader has at hand.
#[derive(Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum With {
    #[default]
    App,
    Recovery,
}

#[derive(Deserialize)]
struct Asked {
    next: Option<String>,
    with: Option<With>,
}

/// The step's cookie: gone with the browser, and after the minutes it is good for.
fn step_cookie(app: &AppState, value: &str) -> Cookie<'static> {
    let mut step = cookie(app, value);
    step.set_name(app.code_cookie_name());
    step.set_max_age(Duration::minutes(10));
    step
}

fn with_cookie(mut response: HttpResponse, cookie: &Cookie<'_>) -> Result<HttpResponse, Problem> {
    response.add_cookie(cookie).map_err(|e| Problem::Internal(e.to_string()))?;
    Ok(response)
}

fn without_step(app: &AppState, response: HttpResponse) -> Result<HttpResponse, Problem> {
    let mut gone = step_cookie(app, "");
    gone.make_removal();
    with_cookie(response, &gone)
}

fn address(next: &str, with: With) -> String {
    let mut asked = Fields::default();
    if next != "/" {
        asked.set("next", next);
    }
    if with == With::Recovery {
        asked.set("with", "recovery");
    }
    let query = asked.query();
    if query.is_empty() { "/sign-in/code".to_owned() } else { format!("/sign-in/code?{query}") }
}

/// The password was right: on to the code.
pub(super) fn wanted(app: &AppState, visitor: &Visitor, next: &str, secret: &Secret) -> Result<HttpResponse, Problem> {
    let mut place = address(next, With::App);
    if let Some(language) = visitor.asked {
        place.push(if place.contains('?') { '&' } else { '?' });
        place.push_str(&format!("lang={}", language.tag()));
    }
    with_cookie(see_other(&place), &step_cookie(app, secret.expose()))
}

fn late(app: &AppState) -> Result<HttpResponse, Problem> {
    without_step(app, see_other("/sign-in?note=late"))
}

fn page(w: Words, next: &str, with: With, refusal: Option<String>) -> FormPage {
    let (lead, label, other, word) = match with {
        With::App => ("code-lead", "code-code", With::Recovery, "code-use-recovery"),
        With::Recovery => ("code-recovery-lead", "code-recovery", With::App, "code-use-app"),
    };
    let code = match with {
        With::App => Field::new("code", w.t(label), Control::Line("text")).autocomplete("one-time-code"),
        With::Recovery => Field::line("code", w.t(label)).autocomplete("off"),
    };
    let said = if with == With::Recovery { "recovery" } else { "app" };
    FormPage {
        w,
        front: front(w, "/sign-in/code"),
        title: w.t("code-title"),
        lead: w.t(lead),
        done: None,
        refusal,
        action: "/sign-in/code".to_owned(),
        fields: vec![
            Field::new("next", "", Control::Line("hidden")).value(next),
            Field::new("with", "", Control::Line("hidden")).value(said),
            code,
        ],
        verb: w.t("sign-in-verb"),
        aside: Some((w.t(word), address(next, other))),
    }
}

fn step_of(app: &AppState, req: &HttpRequest) -> Option<Secret> {
    req.cookie(app.code_cookie_name()).map(|c| Secret::presented(c.value()))
}

#[get("/sign-in/code")]
async fn show(app: App, visitor: Visitor, asked: Query<Asked>, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let next = own_path(asked.next.as_deref().unwrap_or("/"));
    if visitor.member.is_some() {
        return Ok(see_other(next));
    }
    let Some(secret) = step_of(&app, &req) else { return late(&app) };
    let cx = visitor.context(&app);
    if !app.db.read(move |conn| second_factor::is_waiting(conn, &cx, &secret)).await? {
        return late(&app);
    }
    html(&page(visitor.words, next, asked.with.unwrap_or_default(), None))
}

#[post("/sign-in/code")]
async fn enter(app: App, visitor: Visitor, form: Submitted, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let f = &form.fields;
    let next = own_path(f.text("next")).to_owned();
    let with = if f.text("with") == "recovery" { With::Recovery } else { With::App };
    let Some(secret) = step_of(&app, &req) else { return late(&app) };
    let (cx, typed, device) = (visitor.context(&app), Typed::new(f.text("code")), browser(&req));
    let wrong = if with == With::Recovery || typed.is_recovery() { "code-wrong-recovery" } else { "code-wrong" };
    let days = app.config.security.sign_in_days;
    let answer = app.db.write(move |conn| second_factor::answer(conn, &cx, &secret, &typed, (&device, days))).await?;
    let w = visitor.words;
    let refused = |status, words| html_status(status, &page(w, &next, with, Some(words)));
    match answer {
        Answered::Open { secret, device } => without_step(&app, opened(&app, &next, &secret, Some(device))?),
        Answered::Wrong => refused(StatusCode::UNPROCESSABLE_ENTITY, w.t(wrong)),
        Answered::TooMany { minutes } => {
            html_later(minutes, &page(w, &next, with, Some(w.with("code-wait", &[("minutes", &minutes)]))))
        }
        Answered::Gone => late(&app),
    }
}
