//! Two entries for one person, or for one organisation: compared, made one, parted again; and addresses that change hands.

mod choosing;
mod compare;
mod frame;
pub(super) mod gone;
mod handover;
mod list;
mod organisations;
mod pick;
mod pick_organisation;
mod undo;
pub(super) mod views;

use actix_web::web::ServiceConfig;

use crate::access::{Action, Actor, Scope, may};

/// Fixed paths before those that name a person or an organisation.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(pick::selected).service(pick::other).service(compare::compare).service(compare::merge);
    cfg.service(handover::ask).service(handover::perform);
    cfg.service(list::list).service(undo::check).service(undo::part);
    cfg.service(organisations::merges).service(organisations::check).service(organisations::part);
    cfg.service(pick_organisation::other).service(organisations::compare).service(organisations::merge);
}

pub(super) fn may_merge(actor: &Actor) -> bool {
    may(actor, Action::MergeContacts, Scope::Installation)
}
