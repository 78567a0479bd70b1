//! Mail: what waits, went, failed; one message as its reader sees it; the demonstration's mailbox.

mod act;
mod list;
mod mailbox;
mod show;
mod stalled;
mod views;

pub(in crate::web) use stalled::trouble;
pub(in crate::web) use views::kind;

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::ServiceConfig;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list::list).service(act::confirm).service(act::many).service(act::test);
    cfg.service(show::show).service(show::html).service(act::again).service(act::cancel);
    cfg.service(mailbox::list).service(mailbox::show).service(mailbox::html).service(mailbox::raw);
}

/// What a mail's HTML may do when it is looked at: bring its own styles, be framed by our own page, nothing else.
const MAIL_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; sandbox";

/// A mail's HTML part, for the frame of a preview.
fn framed(html: String) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_SECURITY_POLICY, MAIL_POLICY))
        .content_type("text/html; charset=utf-8")
        .body(html)
}
