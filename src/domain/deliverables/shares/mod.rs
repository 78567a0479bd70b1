//! Share links: what is approved of one external deliverable, for one named outsider, until a day. What is internal reaches only who holds
//! a grant, and no link.
//!
//! A link is a secret shown once and kept as a digest that is good for this purpose only. It opens the deliverable's approved version,
//! whichever that is, and nothing else: no other title, no draft, no earlier version. It dies when its day has come and when it is revoked;
//! it shows nothing while nothing is approved, and rests while the deliverable is internal: none opens what is internal now, and a
//! slip that is mended costs nobody their link. Whoever holds a link that is over learns that it is, and nothing of what it opened.
//! Visits and downloads are rows, and counted.

mod model;
mod service;
mod store;

pub use model::{NewShare, Opened, Over, Share, ShareDraft, ShareState, Shared};
pub use service::{allowed, create, download, list, may_end, may_share, open, open_links, over, revoke, visit};
