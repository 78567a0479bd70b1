//! History: who changed what, when, why, through which door, from where.
//!
//! Owns `history`, `history_personal`, `history_named`, `history_seals`, `history_head`.
//!
//! Entries are only ever added; both databases refuse anything else. What they say of persons (names, addresses, notes) stands in a side
//! table of its own, so that a person can be erased while the entry, its author and its date remain. Whom changes name (an owner, a
//! deputy, whoever courts a firm) stands by number in another beside it, to be found by.
//!
//! # From where
//!
//! Of the address nothing is kept in clear, and nothing that names a machine: only a mark of the network ([`Keys::place`]), 40 bits of a
//! keyed digest of its first 24 (IPv4) or 48 bits (IPv6). Two acts from one house have one mark; which house it was is known to nobody
//! without `security.key`. Beside it stands the request's id, under which the log has the request, for as long as logs are kept.
//!
//! # The chain
//!
//! Each entry gets a seal, SHA-256 over the seal before it and everything the entry says ([`chain`]). What it says of persons goes in as
//! digests with a random salt, so that values and salt can be erased and the chain stays true. A seal also carries a mark made with
//! `security.key`, and so does the newest seal, kept in one row ([`sealing`]): who changes an entry breaks its seal, who makes the seals
//! anew lacks the key, who cuts off the end leaves the row that speaks of more. Outside of the chain, in `installation`, stands how
//! far it went, under the same mark: a chain that was taken away whole is missed, and no other is begun in its place. What remains is
//! somebody who puts an old copy of all of it in place of the new: against that helps to write down the newest seal now and then, which
//! `convoke check` prints and the log of the service has.
//!
//! Entries are sealed in the order of their ids by a task of the engine, a minute after they were made at the latest. On PostgreSQL ids are
//! given before the commit, so only those are sealed below which none can still appear ([`crate::db::dialect::settled_history`]); one node
//! seals at a time, whatever the leases say. The task never seals over what does not fit.
//!
//! [`Keys::place`]: crate::kernel::token::Keys::place

mod chain;
mod log;
mod model;
mod sealing;
mod service;
mod store;
mod store_chain;
mod store_log;
mod store_mark;
mod store_names;
#[cfg(test)]
mod tests;
mod verbs;

pub use log::{Asked, By, Log, Name, Named, Names, Whole, members, name_of, people_asked, spoken_of, whole};
pub use model::{Change, Entity, Entry, HistoryError, Part, PersonalChange, Record};
pub use sealing::{Fault, Proof, seal, verify};
pub use service::{field_asked, of_entity, of_part, of_sponsorship, of_versions, record, since, version_of};
pub use verbs::VERBS;
