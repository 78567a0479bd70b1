//! Files: which contents the store holds, by their hash.
//!
//! Owns `files`.
//!
//! A content is noted here before it is put into the store, and whoever keeps it (a version of a deliverable, a session, a sponsorship)
//! points at the row. What nobody points at a day later is doomed, taken out of the store, and forgotten, in this order: a doomed row
//! cannot be pointed at, so that no content is removed under somebody who has just brought it again.

mod model;
mod service;
mod store;
#[cfg(test)]
mod tests;

pub use model::{FileKind, Noted, Pixels, StoredFile};
pub use service::{claim, claim_all, doom, doom_strays, forget, let_go, note};
