//! The three faces: pages for members (`admin`), the JSON API (`api`), pages for strangers (`public`).
//!
//! Handlers parse, call one service, present. Extractors say *who*; services decide *may*. The order of the middleware stands in
//! [`configure`] and nowhere else.

pub mod admin;
mod again;
pub mod api;
pub mod assets;
pub mod chrome;
mod desk;
mod docs;
pub mod downloads;
pub mod extract;
mod field_names;
mod fields;
pub mod files;
mod forms;
mod hashing;
pub mod import_words;
pub mod merging;
mod middleware;
mod operations;
pub mod pieces;
#[cfg(test)]
mod pieces_tests;
pub mod problem;
pub mod public;
mod respond;
mod state;
mod submit;
pub mod uploads;

use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig};

pub use admin::sponsorships::words::{
    reasons as sponsor_reasons, remarks as sponsor_remarks, rivals as sponsor_rivals,
};
pub use again::Again;
pub use chrome::{Chrome, Front, Section};
pub use extract::{ApiCaller, ApiEntering, Entering, SignedIn, Visitor, public_id};
pub use fields::{Fields, encode};
pub use hashing::AT_ONCE as HASHED_AT_ONCE;
use middleware::is_head;
pub use middleware::{RequestId, around};
pub use problem::Problem;
pub use respond::{
    Seen, etag, has_already, html, html_later, html_refused, html_status, if_match, mark, own_path, see_other,
};
pub use state::{App, AppState, Post};
pub use submit::{Submitted, is_first, led, submit, submit_retrying};

/// All routes. Wrap the application with [`around`] as its outermost layer.
pub fn configure(cfg: &mut ServiceConfig) {
    operations::routes(cfg);
    docs::routes(cfg);
    public::problems::routes(cfg);
    cfg.service(
        web::scope("/api/v1")
            .wrap(from_fn(api::once))
            .wrap(from_fn(api::fresh))
            .configure(api::routes)
            .default_service(web::to(api::nothing)),
    );
    public::routes(cfg);
    admin::routes(cfg);
    cfg.default_service(web::to(operations::nothing));
}
