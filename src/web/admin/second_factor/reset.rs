//! Another's second factor, taken away by an administrator who was asked.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use crate::domain::accounts::{self, AccountError, second_factor};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::web::{App, Chrome, Problem, Section, SignedIn, Submitted, html, submit};

#[derive(Template)]
#[template(path = "admin/second-factor/reset.html")]
struct ResetPage {
    w: Words,
    chrome: Chrome,
    name: String,
    email: String,
    href: String,
}

#[get("/accounts/{account}/second-factor/reset")]
pub(super) async fn ask(app: App, who: SignedIn, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let (cx, key) = (who.context(&app), id.clone());
    let view = app.db.read(move |conn| accounts::show(conn, &cx, &key)).await?;
    if view.second_factor.is_none() {
        return Err(AccountError::NoFactor.into());
    }
    html(&ResetPage {
        w: who.words,
        chrome: Chrome::of(&app, &who, Section::Accounts),
        name: view.account.name,
        email: view.account.email.to_string(),
        href: format!("/accounts/{id}"),
    })
}

#[post("/accounts/{account}/second-factor/reset")]
pub(super) async fn reset(
    app: App,
    who: SignedIn,
    id: Path<PublicId>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let id = id.into_inner();
    Ok(submit(&app, who.context(&app), &form, move |conn, cx| {
        second_factor::reset(conn, cx, &id)?;
        Ok::<_, AccountError>(format!("/accounts/{id}?note=factor-reset"))
    })
    .await?)
}
