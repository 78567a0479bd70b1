//! Events on the desk: the list, an event's page, its forms, its moves and its deadlines.

pub(in crate::web) mod acts;
mod deadlines;
mod form;
mod form_fields;
mod list;
mod loading;
mod moving;
mod past;
mod recall;
mod reply_by;
mod show;
mod standing;
pub(in crate::web) mod views;

pub(in crate::web) use past::gate as past_gate;
pub(in crate::web) use past::one_past;
pub(in crate::web) use show::calendar_file;
pub(super) use standing::late;

use actix_web::web::ServiceConfig;

use crate::domain::accounts::ProgrammeRef;
use crate::kernel::ids::PublicId;
use crate::web::{Problem, SignedIn, public_id};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list::list).service(form::blank).service(form::create).service(show::file).service(show::show);
    cfg.service(form::open).service(form::save).service(form::ask_clone).service(form::clone);
    cfg.service(moving::open).service(moving::check).service(moving::perform);
    cfg.service(recall::perform);
    cfg.service(standing::ask).service(standing::perform);
    cfg.service(deadlines::blank).service(deadlines::add).service(deadlines::act);
}

/// The programme of the address, if the member sees it.
pub(super) fn programme<'a>(who: &'a SignedIn, slug: &str) -> Result<&'a ProgrammeRef, Problem> {
    who.member.programmes.iter().find(|p| p.slug == slug).ok_or(Problem::NotFound)
}

/// The address of an event's page.
fn address(slug: &str, event: &PublicId) -> String {
    format!("/programmes/{slug}/events/{event}")
}
