//! "Please don't write to me again": the page behind the link in each mail and under the answer page.
//!
//! As with answers, the token is the proof, looking changes nothing, and a wrong link leads to the same page as any other.

use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::invitations::{Said, asked, quiet, said};
use crate::access::{Actor, Context, Denied, Door};
use crate::domain::contacts::{self, ContactError};
use crate::domain::invitations::{self, Farewell, Host};
use crate::i18n::Words;
use crate::kernel::token::LinkToken;
use crate::web::pieces::phone::dial;
use crate::web::{App, Front, Problem, Submitted, Visitor, assets, html};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(ask_stop).service(stop);
}

/// The page in the reader's language, for a link that names a living contact.
#[derive(Template)]
#[template(path = "public/answers/stop.html")]
struct StopPage {
    w: Words,
    front: Front,
    title: String,
    why: String,
    /// A button: where it posts to, and its words.
    act: Option<(String, String)>,
    hosts: Vec<HostLine>,
}

/// Whom to call about an event that is still ahead.
struct HostLine {
    event: Said,
    person: String,
    phone: String,
    dial: String,
}

fn stop_page(visitor: &Visitor, token: &str, farewell: &Farewell) -> StopPage {
    let locale = asked(visitor).unwrap_or(farewell.locale);
    let w = Words::new(locale);
    let (title, why, act) = match farewell.silent_since {
        None => ("answers-stop-title", "answers-stop-why", Some("answers-stop-act")),
        Some(_) => ("answers-stop-done", "answers-stop-done-why", None),
    };
    let back = match asked(visitor) {
        Some(locale) => format!("/n/{token}?lang={locale}"),
        None => format!("/n/{token}"),
    };
    let line = |host: &Host| HostLine {
        event: said(w, &host.event),
        person: host.card.name.clone(),
        dial: dial(&host.card.phone),
        phone: host.card.phone.clone(),
    };
    StopPage {
        w,
        front: Front::new(w, w.t("product-name"), assets::version()).in_languages(&format!("/n/{token}")),
        title: w.t(title),
        why: w.t(why),
        act: act.map(|key| (back, w.t(key))),
        hosts: farewell.hosts.iter().map(line).collect(),
    }
}

#[get("/n/{token}")]
async fn ask_stop(app: App, visitor: Visitor, token: Path<String>) -> Result<HttpResponse, Problem> {
    let (cx, link) = (visitor.context(&app), LinkToken::parse(&token));
    let Some(link) = link else { return quiet(&visitor) };
    let read = app.db.read(move |conn| -> Result<_, ContactError> {
        let contact = contacts::of_link(conn, &cx, &link)?;
        Ok(invitations::farewell(conn, &cx, contact)?)
    });
    match read.await {
        Ok(farewell) => html(&stop_page(&visitor, &token, &farewell)),
        Err(ContactError::Denied(_)) => quiet(&visitor),
        Err(fault) => Err(fault.into()),
    }
}

/// By the page's button, or at once by a mail programme (RFC 8058).
#[post("/n/{token}")]
async fn stop(app: App, visitor: Visitor, token: Path<String>, submitted: Submitted) -> Result<HttpResponse, Problem> {
    drop(submitted);
    let Some(link) = LinkToken::parse(&token) else { return quiet(&visitor) };
    let cx = Context { actor: Actor::Nobody, door: Door::Page, ..visitor.context(&app) };
    let done = app.db.write(move |conn| -> Result<_, ContactError> {
        let contact = contacts::of_link(conn, &cx, &link)?;
        contacts::do_not_contact(conn, &cx, contact, "", Door::Page)?;
        Ok(invitations::farewell(conn, &cx, contact)?)
    });
    match done.await {
        Ok(farewell) => html(&stop_page(&visitor, &token, &farewell)),
        Err(ContactError::Denied(Denied::NotFound | Denied::Forbidden)) => quiet(&visitor),
        Err(fault) => Err(fault.into()),
    }
}
