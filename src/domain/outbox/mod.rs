//! Outbox: everything that is to leave, written in the transaction of its cause.
//!
//! Owns `outbox`, `outbox_attempts`, `outbox_alarms`, `outbox_rates`, `tasks`.
//!
//! A row names *what* is to be said ([`Message`], a closed enum of ids), to whom and when; it is rendered when it is claimed. The
//! unique `dedupe_key` makes asking twice harmless.
//!
//! States: queued -> leased -> sent | retry | failed | suppressed | cancelled | in doubt. Only the holder of the lease may settle;
//! a lease has an owner and an end on machine time, and a row whose lease ran out is taken again, under the same Message-ID.
//! Delivery is therefore at least once: the rows that may go twice are those whose bodies were on the wire when a process was killed.
//!
//! - [`lease`]: claim (suppression and wishes are looked at again there), renew, settle, release, sweep.
//! - [`policy`]: outcome of an attempt -> verdict; pure. A fault of the relay counts against no message: it raises one [`alarms`] row.
//! - [`rates`]: token buckets by sender and by recipient domain, shared by all workers; pure.
//! - [`watch`]: whether anybody works.
//! - [`desk`]: what staff see, try again and cancel. Counts are counts of rows.
//!
//! An address that the relay refused for good is told to whoever settles ([`lease::Settled`]), who tells the address book at once.

pub mod alarms;
pub mod desk;
pub mod lease;
mod model;
pub mod outcome;
pub mod policy;
pub mod rates;
mod refusals;
mod reminded;
mod replacing;
mod service;
mod store;
pub mod tasks;
#[cfg(test)]
mod tests;
pub mod watch;

pub use model::{
    Claimed, Days, FailReason, HeldBack, Lane, Message, MessageState, NewMessage, Settlement, Verdict, Wanted,
    Withdrawn,
};
pub use reminded::Reminded;
pub use replacing::{replace_contact, waiting_at, withdraw_at};
pub use service::{enqueue, enqueue_all, replace, retire, revive, withdraw};
