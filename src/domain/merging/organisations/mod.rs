//! Two entries for one organisation made one, as those of people are.
//!
//! - Fields by choice, names by language; whoever has a place in both has one from then on, which says what both said.
//! - What cannot be one is said before: two invitations to one event, or two ways to sponsoring one thing. A way that ended with "declined"
//!   stays where it was, told under the old name.
//! - The old names lead to the entry that stays, in forms and files; the old page says where it went.

mod fields;
mod model;
mod parting;
mod service;
mod store;

pub use fields::{Choices, FieldName, choices, united};
pub use model::{Courts, Merge, Outcome, Plan, TwoCourtings, UndoPlan};
pub use service::{merge_organisations, plan};
