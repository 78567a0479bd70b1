//! The first administrator, by the one-time link that the first start prints.

use actix_web::http::StatusCode;
use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpResponse, get, post};

use super::sign_in::{FormPage, SaidPage, front};
use crate::domain::accounts::{self, AccountError, NewAccount, passwords};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::kernel::token::Secret;
use crate::web::hashing::hash;
use crate::web::pieces::account_fields::{error_of, locale_field, password_field, zone_field};
use crate::web::pieces::{Control, Field};
use crate::web::problem::Problem;
use crate::web::state::App;
use crate::web::{Fields, Submitted, Visitor, html, html_refused, html_status, see_other};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(show).service(create);
}

fn page(w: Words, secret: &str, typed: &Fields, faults: &Invalid) -> FormPage {
    let error = |field| error_of(w, faults, field);
    FormPage {
        w,
        front: front(w, &format!("/set-up/{secret}")),
        title: w.t("set-up-title"),
        lead: w.t("set-up-lead"),
        done: None,
        refusal: None,
        action: format!("/set-up/{secret}"),
        fields: vec![
            Field::line("name", w.t("account-name"))
                .value(typed.text("name"))
                .autocomplete("name")
                .error(error("name")),
            Field::new("email", w.t("account-email"), Control::Line("email"))
                .value(typed.text("email"))
                .autocomplete("username")
                .error(error("email")),
            locale_field(w, typed.text("locale"), error("locale")),
            zone_field(w, typed.text("zone"), error("zone")),
            password_field(w, error("password")),
        ],
        verb: w.t("set-up-verb"),
        aside: None,
    }
}

/// The page behind a link that was used, is too old or never was: what to do instead.
fn dead(visitor: &Visitor, secret: &str) -> Result<HttpResponse, Problem> {
    let w = visitor.words;
    let page = SaidPage {
        front: front(w, &format!("/set-up/{secret}")),
        title: w.t("set-up-dead-title"),
        lead: w.t("set-up-dead"),
        aside: (w.t("reset-back"), "/sign-in".to_owned()),
    };
    html_status(StatusCode::NOT_FOUND, &page)
}

/// The form came a second time, or the link was used before: the account is there. Else the link is dead.
async fn made(app: &App, visitor: &Visitor, secret: &str) -> Result<HttpResponse, Problem> {
    let key = Secret::presented(secret);
    if !app.db.read(move |conn| accounts::is_set_up_by(conn, &key)).await? {
        return dead(visitor, secret);
    }
    let w = visitor.words;
    let page = SaidPage {
        front: front(w, &format!("/set-up/{secret}")),
        title: w.t("set-up-made-title"),
        lead: w.t("set-up-made"),
        aside: (w.t("sign-in-title"), "/sign-in".to_owned()),
    };
    html_status(StatusCode::CONFLICT, &page)
}

async fn is_open(app: &App, visitor: &Visitor, secret: &str) -> Result<bool, Problem> {
    let (cx, secret) = (visitor.context(app), Secret::presented(secret));
    Ok(app.db.read(move |conn| accounts::is_set_up_open(conn, &cx, &secret)).await?)
}

#[get("/set-up/{secret}")]
async fn show(app: App, visitor: Visitor, secret: Path<String>) -> Result<HttpResponse, Problem> {
    if !is_open(&app, &visitor, &secret).await? {
        return dead(&visitor, &secret);
    }
    let mut typed = Fields::default();
    typed.set("locale", visitor.locale.tag());
    typed.set("zone", "Europe/Brussels");
    html(&page(visitor.words, &secret, &typed, &Invalid::default()))
}

#[post("/set-up/{secret}")]
async fn create(app: App, visitor: Visitor, secret: Path<String>, form: Submitted) -> Result<HttpResponse, Problem> {
    if !is_open(&app, &visitor, &secret).await? {
        return made(&app, &visitor, &secret).await;
    }
    let f = &form.fields;
    let mut faults = Invalid::default();
    let new = NewAccount::parse(f.text("email"), f.text("name"), f.text("locale"), f.text("zone"));
    if let Err(reason) = passwords::check_strength(f.text("password"), &[f.text("name"), f.text("email")]) {
        faults.add("password", reason);
    }
    let new = match new {
        Ok(new) if faults.0.is_empty() => new,
        other => {
            faults.0.extend(other.err().into_iter().flat_map(|i| i.0));
            let page = page(visitor.words, &secret, f, &faults);
            return html_refused(&page);
        }
    };
    let hash = hash(&app, f.text("password")).await?;
    let (cx, key) = (visitor.context(&app), Secret::presented(&secret));
    match app.db.write(move |conn| accounts::set_up(conn, &cx, &key, &new, &hash)).await {
        Ok(_) => Ok(see_other(&format!("/sign-in?lang={}&note=set-up", visitor.words.locale()))),
        // Somebody was faster.
        Err(AccountError::DeadLink | AccountError::AlreadySetUp) => made(&app, &visitor, &secret).await,
        Err(fault) => Err(fault.into()),
    }
}
