//! Sponsors on the desk: the board and the list with their sums, one courting with what was said, packages and targets.

mod activities;
mod board;
mod export;
mod form;
pub(in crate::web) mod import;
mod logo;
mod moving;
mod packages;
mod sheets;
mod show;
mod targets;
mod typed;
pub(in crate::web) mod views;
pub(in crate::web) mod words;

pub(in crate::web) use board::filter;
pub(in crate::web) use views::one_past;

use actix_web::web::ServiceConfig;

use crate::access::{Action, Denied, require};
use crate::domain::programme::{self, Outline};
use crate::domain::sponsorship::{self, Sponsorship, SponsorshipError};
use crate::web::admin::programmes::views::base;
use crate::web::{App, Problem, SignedIn, public_id};

/// Words of our own before the names of sponsorships.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(export::csv).service(export::xlsx);
    cfg.service(board::board).service(form::blank).service(form::create);
    cfg.service(import::blank).service(import::try_out).service(import::bring_in).service(import::rejected);
    cfg.service(import::other_sheet);
    cfg.service(packages::list).service(packages::blank).service(packages::create);
    cfg.service(packages::open).service(packages::save).service(packages::turn);
    cfg.service(targets::open).service(targets::save);
    cfg.service(show::show).service(form::open).service(form::save);
    cfg.service(moving::ask).service(moving::advance);
    cfg.service(activities::blank).service(activities::add).service(activities::open).service(activities::correct);
    cfg.service(logo::open).service(logo::bring).service(logo::clear).service(logo::file);
}

/// Where a programme's sponsors are.
fn list_of(outline: &Outline) -> String {
    format!("{}/sponsorships", base(outline))
}

fn address(outline: &Outline, s: &Sponsorship) -> String {
    format!("{}/{}", list_of(outline), s.public_id)
}

/// The sponsorship of an address, in its programme.
async fn found(app: &App, who: &SignedIn, (key, id): (String, String)) -> Result<(Outline, Sponsorship), Problem> {
    let cx = who.context(app);
    let id = public_id(&id)?;
    let read = app.db.read(move |conn| -> Result<_, SponsorshipError> {
        let outline = programme::load(conn, &cx, &key)?;
        let found = sponsorship::find(conn, &cx, &id)?;
        if found.programme != outline.programme.id {
            return Err(Denied::NotFound.into());
        }
        Ok((outline, found))
    });
    Ok(read.await?)
}

/// The same, for those who may change it.
async fn editable(app: &App, who: &SignedIn, path: (String, String)) -> Result<(Outline, Sponsorship), Problem> {
    let (outline, s) = found(app, who, path).await?;
    require(&who.visitor.actor(), Action::EditSponsorship, s.scope())?;
    Ok((outline, s))
}
