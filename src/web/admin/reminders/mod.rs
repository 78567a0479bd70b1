//! Reminders on the desk: the rules of a programme, and what an event does with them.

mod event;
mod form;
mod missed;
mod rules;
pub(in crate::web) mod views;

use actix_web::web::ServiceConfig;

use crate::kernel::ids::ProgrammeId;
use crate::web::{Problem, SignedIn};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(rules::list).service(rules::create).service(rules::blank).service(rules::check_new);
    cfg.service(rules::ask_removal).service(rules::remove).service(rules::check);
    cfg.service(rules::open).service(rules::save);
    cfg.service(missed::look).service(missed::send_now).service(missed::dismiss);
    cfg.service(event::list).service(event::check).service(event::open).service(event::save);
}

/// The programme of the address, if the member sees it.
fn programme(who: &SignedIn, slug: &str) -> Result<ProgrammeId, Problem> {
    who.member.programmes.iter().find(|p| p.slug == slug).map(|p| p.id).ok_or(Problem::NotFound)
}

/// Where the rules of a programme are.
fn base(slug: &str) -> String {
    format!("/programmes/{slug}/reminders")
}

/// What each form brings itself.
const OWN: [&str; 5] = ["csrf", "form_key", "looked", "again", "version"];
