//! History: who changed what, when, why, through which door.
//!
//! Entries are only ever added. What they say of persons (names, addresses, notes) stands in a side table of its own, so that a
//! person can be erased while the entry, its author and its date remain.

mod model;
mod service;
mod store;

pub use model::{Change, Entity, Entry, PersonalChange, Record};
pub use service::{of_entity, of_programme, record};
