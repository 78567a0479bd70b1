//! What happened, by all that an address may ask for: of a programme, and of the installation.

mod export;
pub(in crate::web) mod filter;
mod list;
mod objects;
mod picks;
pub(in crate::web) mod spoken;
#[cfg(test)]
mod tests;
mod words;

use actix_web::web::ServiceConfig;

pub(in crate::web) use words::{Reader, past, who};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list::of_programme).service(list::of_installation);
    cfg.service(export::of_programme).service(export::of_installation);
}
