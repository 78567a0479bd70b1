//! The product, one folder per noun.
//!
//! Slices have an order; each may call the `service` and `model` of those before it, never their `store`:
//! history, outbox, submissions, files < accounts < contacts < imports < programme < deliverables < events < invitations < overview.

pub mod accounts;
pub mod contacts;
pub mod deliverables;
pub mod events;
pub mod files;
pub mod history;
pub mod imports;
pub mod invitations;
pub mod outbox;
pub mod overview;
pub mod programme;
pub mod submissions;
