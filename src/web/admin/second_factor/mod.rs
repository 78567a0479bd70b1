//! The second factor: one's own, set up step by step, and another's, taken away. One's own stands outside the desk, for whoever has to set
//! it up first sees nothing of the desk yet.

mod acts;
mod page;
mod qr;
mod reset;

use actix_web::web::ServiceConfig;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(page::show).service(acts::begin).service(acts::confirm).service(acts::renew).service(acts::off);
    cfg.service(acts::begin_move).service(acts::end_move);
    cfg.service(reset::ask).service(reset::reset);
}
