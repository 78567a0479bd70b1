//! "No more Monday mails", from the mail itself: the token is the proof, a GET shows, a POST acts (RFC 8058).

use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::invitations::quiet;
use crate::access::{Actor, Context};
use crate::domain::accounts::{self, Account, AccountError, DigestWish};
use crate::i18n::Words;
use crate::kernel::token::LinkToken;
use crate::web::{App, Front, Problem, Submitted, Visitor, assets, html};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(ask).service(stop);
}

#[derive(Template)]
#[template(path = "public/digest/stop.html")]
struct StopPage {
    front: Front,
    title: String,
    why: String,
    /// A button: where it posts to, and its words.
    act: Option<(String, String)>,
}

fn page(visitor: &Visitor, token: &str, account: &Account) -> StopPage {
    let w = Words::new(visitor.asked.unwrap_or(account.locale));
    let path = format!("/digest/{token}");
    let back = visitor.asked.map_or_else(|| path.clone(), |locale| format!("{path}?lang={locale}"));
    let (title, why, act) = match account.digest {
        DigestWish::On => ("digest-stop-title", "digest-stop-why", Some("digest-stop-act")),
        DigestWish::Off => ("digest-stop-done", "digest-stop-done-why", None),
    };
    StopPage {
        front: Front::new(w, w.t("product-name"), assets::version()).in_languages(&path),
        title: w.t(title),
        why: w.t(why),
        act: act.map(|key| (back, w.t(key))),
    }
}

fn answer(visitor: &Visitor, token: &str, found: Result<Account, AccountError>) -> Result<HttpResponse, Problem> {
    match found {
        Ok(account) => html(&page(visitor, token, &account)),
        Err(AccountError::Denied(_)) => quiet(visitor),
        Err(fault) => Err(fault.into()),
    }
}

#[get("/digest/{token}")]
async fn ask(app: App, visitor: Visitor, token: Path<String>) -> Result<HttpResponse, Problem> {
    let Some(link) = LinkToken::parse(&token) else { return quiet(&visitor) };
    let cx = visitor.context(&app);
    let found = app.db.read(move |conn| accounts::of_digest_link(conn, &cx, &link)).await;
    answer(&visitor, &token, found)
}

#[post("/digest/{token}")]
async fn stop(app: App, visitor: Visitor, token: Path<String>, submitted: Submitted) -> Result<HttpResponse, Problem> {
    drop(submitted);
    let Some(link) = LinkToken::parse(&token) else { return quiet(&visitor) };
    // Whoever is signed in here need not be whose mail it is.
    let cx = Context { actor: Actor::Nobody, ..visitor.context(&app) };
    let done = app.db.write(move |conn| accounts::stop_digest(conn, &cx, &link)).await;
    answer(&visitor, &token, done)
}
