//! What the stories stand on: an application of one's own, a visitor with a cookie jar, forms read out of pages.

mod app;
pub mod asked;
pub mod bombs;
pub mod browser;
mod client;
pub mod command;
pub mod contents;
pub mod database;
pub mod form;
pub mod mail;
pub mod secure;
pub mod sink;
pub mod world;

pub use app::{PASSWORD, Person, TestApp};
#[allow(unused_imports, reason = "benches ask for it")]
pub use client::{Page, TestClient, provide, send};

/// A visitor of a server that was started by hand.
pub fn client_at(base: &str) -> TestClient {
    TestClient::new(base)
}
