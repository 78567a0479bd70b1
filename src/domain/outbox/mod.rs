//! Outbox: everything that is to leave, written in the transaction of its cause.
//!
//! A row names *what* is to be said ([`Message`], a closed enum of ids), to whom and when; it is rendered when it is claimed. The
//! unique `dedupe_key` makes asking twice harmless.
//!
//! States: queued -> leased -> sent | retry | failed | suppressed | cancelled | in doubt. Only the holder of the lease may settle.

mod model;
pub mod outcome;
mod service;
mod store;

pub use model::{Lane, Message, MessageState, NewMessage, Withdrawn};
pub use service::{enqueue, enqueue_all, withdraw};
