//! The product, one folder per noun.
//!
//! Slices have an order; each may call the `service` and `model` of those before it, never their `store`:
//! history, outbox, submissions, installation, files < accounts < contacts < imports < programme < deliverables < events < sessions < invitations < consultations < sponsorship < relays < reminders < gates < merging < overview < digest.
//!
//! Statements stand in a slice's stores and nowhere else: `store`, `store_write`, `mail_store`, or what is in a folder called so.

pub mod accounts;
pub mod consultations;
pub mod contacts;
pub mod deliverables;
pub mod digest;
pub mod events;
pub mod files;
pub mod gates;
pub mod history;
pub mod imports;
pub mod installation;
pub mod invitations;
pub mod merging;
pub mod outbox;
pub mod overview;
pub mod programme;
pub mod relays;
pub mod reminders;
pub mod sessions;
pub mod sponsorship;
pub mod submissions;
