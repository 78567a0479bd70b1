//! Share links: what is approved of one deliverable, for one named outsider, until a day.
//!
//! A link is a secret shown once and kept as a digest that is good for this purpose only. It opens the deliverable's approved version,
//! whichever that is, and nothing else: no other title, no draft, no earlier version. It dies when its day has come, when it is revoked,
//! and when the deliverable is approved no longer. Visits and downloads are rows, and counted.

mod model;
mod service;
mod store;

pub use model::{Confirmed, NewShare, Opened, Share, ShareDraft, ShareState, Shared};
pub use service::{allowed, create, download, list, may_share, open, revoke, visit};
