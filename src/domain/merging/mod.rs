//! Merging: two entries for one person, or for one organisation, become one, and can be parted again for a month; and addresses that change
//! hands.
//!
//! Owns `merges`, `merge_rows`, `organisation_merges`, `organisation_merge_rows`. What is said here of people holds for organisations too,
//! which are merged in [`organisations`]; reading and parting are written once, over the two kinds.
//!
//! - One entry is kept, the other goes into it: fields by choice, lists united, and everything that hangs on it moves, each slice moving its
//!   own rows ([`REFERENCES`] names them all; a test finds a foreign key that stands nowhere in it).
//! - What would clash is said before: of two seats at one event one stays, and the other's link leads to it; two accounts are never one.
//! - The other's name and links go on: its page and its address in the API say where it went, its answer links act for the kept entry.
//! - A wish not to be written to is either's, and never ends by merging or parting.
//! - For [`UNDO_DAYS`] days a merge can be undone: exactly those rows go back that still point to the kept entry and that nobody changed
//!   since; what stays is said before ([`check`]). Merges of one entry are undone in order, the latest first. Then the snapshot is
//!   forgotten, and it is one person for good.

mod fields;
mod frame;
mod handover;
mod kind;
mod look;
mod model;
pub mod organisations;
mod people;
mod rows;
mod service;
mod store;
mod store_shelf;
#[cfg(test)]
mod tests;
mod undo;

pub use fields::{Choices, Field, FieldName, MergeDraft, Pick, united};
pub use handover::{HandOver, Holding, hand_over, plan_hand_over};
pub use kind::{Kind, Organisations, People};
pub use look::{list, merge, past, standing, went_into};
pub use model::{Blocked, Hanging, Merge, MergeError, Plan, Side, Stay, TwoSeats, UNDO_DAYS, UndoPlan, Versions};
pub use rows::{Hangs, ORGANISATION_REFERENCES, REFERENCES};
pub use service::{merge_contacts, plan};
pub use undo::{check, forget, undo};
