//! The first administrator, by the one-time link that the first start prints.

use actix_web::http::StatusCode;
use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpResponse, get, post};

use super::account_fields::{error_of, locale_field, password_field, zone_field};
use super::sign_in::{FormPage, front, hash};
use crate::domain::accounts::{self, NewAccount, passwords};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::kernel::token::Secret;
use crate::web::pieces::{Control, Field};
use crate::web::problem::Problem;
use crate::web::state::App;
use crate::web::{Fields, Submitted, Visitor, html, html_status, see_other};

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

#[get("/set-up/{secret}")]
async fn show(visitor: Visitor, secret: Path<String>) -> Result<HttpResponse, Problem> {
    let mut typed = Fields::default();
    typed.set("locale", visitor.locale.tag());
    typed.set("zone", "Europe/Brussels");
    html(&page(visitor.words, &secret, &typed, &Invalid::default()))
}

#[post("/set-up/{secret}")]
async fn create(app: App, visitor: Visitor, secret: Path<String>, form: Submitted) -> Result<HttpResponse, Problem> {
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
            return html_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let hash = hash(&app, f.text("password")).await?;
    let (cx, secret) = (visitor.context(&app), Secret::presented(&secret));
    app.db.write(move |conn| accounts::set_up(conn, &cx, &secret, &new, &hash)).await?;
    Ok(see_other("/sign-in"))
}
