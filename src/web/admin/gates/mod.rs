//! Gates on the desk: what an event waits for, who can give it, the way over it, and the gate itself.

mod both;
mod editor;
mod form;
mod over;
mod refused;
pub(in crate::web) mod views;
pub(in crate::web) mod words;

use actix_web::web::ServiceConfig;

pub(in crate::web) use refused::refused;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(over::override_gate).service(over::nudge);
    cfg.service(editor::of_step).service(editor::save_step).service(editor::explain_step);
    cfg.service(editor::of_event).service(editor::save_event).service(editor::explain_event);
}
