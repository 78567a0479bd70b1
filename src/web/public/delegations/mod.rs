//! The page behind an institution's link: whether it comes and with how many, whom it sends, and its letter on paper.
//!
//! As with guests' links the token is the proof, looking changes nothing, and whatever is wrong with a link, the page is the same.

mod letter;
mod names;
mod show;

use actix_web::HttpResponse;
use actix_web::web::ServiceConfig;

use super::invitations::{asked, quiet};
use crate::access::{Actor, Context, Door};
use crate::domain::invitations::{self, InvitationError, OpenDelegation};
use crate::web::{App, Problem, Visitor};

pub(in crate::web) use letter::letter_page;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(show::show).service(show::reply).service(letter::read);
    cfg.service(names::blank).service(names::blank_instead).service(names::appoint).service(names::appoint_instead);
    cfg.service(names::ask_withdrawal).service(names::withdraw);
}

async fn open(app: &App, visitor: &Visitor, token: &str) -> Result<Option<OpenDelegation>, Problem> {
    let (cx, token) = (visitor.context(app), token.to_owned());
    match app.db.read(move |conn| invitations::open_delegation(conn, &cx, &token)).await {
        Ok(open) => Ok(Some(open)),
        Err(InvitationError::Denied(_)) => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}

/// Whoever holds the link acts as this institution, even when they are signed in as somebody else.
fn acting(app: &App, visitor: &Visitor, open: &OpenDelegation) -> Context {
    Context { actor: Actor::Office(open.delegation.id), door: Door::Page, ..visitor.context(app) }
}

/// One of its pages again, in the language it was read in.
fn page_of(visitor: &Visitor, token: &str, rest: &str) -> String {
    match asked(visitor) {
        Some(locale) => format!("/d/{token}{rest}?lang={locale}"),
        None => format!("/d/{token}{rest}"),
    }
}

/// What is the same as a guest's: the page that every link without a seat leads to.
fn gone(visitor: &Visitor) -> Result<HttpResponse, Problem> {
    quiet(visitor)
}
