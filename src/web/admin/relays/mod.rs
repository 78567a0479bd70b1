//! Relays on the desk: the programme's picture, its channels, and of each deliverable what is passed on, to whom, and what came of it.

mod board;
mod channel_form;
mod channels;
mod check;
mod form;
mod offer;
mod show;
mod told;
pub(in crate::web) mod views;

use actix_web::web::ServiceConfig;

use super::deliverables::versions::found as deliverable;
use crate::access::{Action, require};
use crate::domain::deliverables::Deliverable;
use crate::domain::programme::Outline;
use crate::domain::relays::{self, Whole};
use crate::web::admin::programmes::views::base;
use crate::web::{App, Problem, SignedIn};

/// Words of our own before the names of things.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(board::csv).service(board::show);
    cfg.service(channels::every).service(channels::blank).service(channels::create);
    cfg.service(channels::open).service(channels::save).service(channels::turn).service(channels::remove);
    cfg.service(show::show).service(form::open).service(form::save);
    cfg.service(offer::ask).service(offer::release).service(offer::recall);
    cfg.service(told::open).service(told::enter).service(told::again);
}

/// Where a programme's relays are.
fn list_of(outline: &Outline) -> String {
    format!("{}/relays", base(outline))
}

/// Where those of a deliverable are.
fn address(outline: &Outline, of: &Deliverable) -> String {
    format!("{}/deliverables/{}/relays", base(outline), of.public_id)
}

/// The deliverable of an address with what is passed on of it.
async fn found(app: &App, who: &SignedIn, (key, id): (String, &str)) -> Result<(Outline, Deliverable, Whole), Problem> {
    let (outline, of) = deliverable(app, who, key, id).await?;
    let (cx, asked) = (who.context(app), of.clone());
    let whole = app.db.read(move |conn| relays::whole(conn, &cx, &asked)).await?;
    Ok((outline, of, whole))
}

/// The same, for those who may change it.
async fn editable(app: &App, who: &SignedIn, path: (String, &str)) -> Result<(Outline, Deliverable, Whole), Problem> {
    let found = found(app, who, path).await?;
    require(&who.visitor.actor(), Action::RelayDeliverable, found.1.scope())?;
    Ok(found)
}
