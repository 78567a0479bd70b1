//! Deliverables: the due results of steps, and of the programme itself.
//!
//! States and the ways between them are one table ([`DeliverableState::may_become`]); every move is in the history with its reason.
//! Internal deliverables are read by members of the programme only; nothing here is ever public by itself.

mod draft;
mod model;
mod service;
mod store;
#[cfg(test)]
mod tests;

pub use draft::DeliverableDraft;
pub use model::{
    Audience, Deliverable, DeliverableError, DeliverableKind, DeliverableState, EditDeliverable, Filter, Lateness,
    NewDeliverable, OwnerFilter, Planned, days_late, is_late,
};
pub use service::{FORTNIGHT, add_planned, advance, all, create, edit, find, history, hold, list};
