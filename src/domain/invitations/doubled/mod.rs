//! Two seats of one person at one event, found when two entries for that person are made one: which of them stays.
//!
//! The seat that goes is closed and keeps its answer and its history; its link leads to the one that stays. When the entries are parted
//! again, each gets its own seat back, and a place that it held only if there is one.

mod links;
mod model;
mod service;
mod store;

pub use links::{links_at, part_links, renew_links};
pub use model::{Doubled, HeldSeat, Settled, stays};
pub use service::{
    answered_since, doubled, event_of_seat, hold_seats, open_seats, removed_since, reopen, replace_contact, settle,
    would_wait,
};
pub(super) use store::{places_held, successor};
