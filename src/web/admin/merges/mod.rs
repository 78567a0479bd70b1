//! Two entries for one person: compared, made one, parted again; and addresses that change hands.

mod compare;
pub(super) mod gone;
mod handover;
mod list;
mod pick;
mod undo;
pub(super) mod views;

use actix_web::web::ServiceConfig;

use crate::access::{Action, Actor, Scope, may};

/// Fixed paths before those that name a person.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(pick::selected).service(pick::other).service(compare::compare).service(compare::merge);
    cfg.service(handover::ask).service(handover::perform);
    cfg.service(list::list).service(undo::check).service(undo::part);
}

pub(super) fn may_merge(actor: &Actor) -> bool {
    may(actor, Action::MergeContacts, Scope::Installation)
}
