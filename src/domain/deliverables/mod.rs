//! Deliverables: the due results of steps, and of the programme itself; their versions and files, who reviews them, and the links by
//! which outsiders get what is approved.
//!
//! Owns `deliverables`, `deliverable_versions`, `deliverable_files`, `deliverable_reviewers`, `deliverable_reviews`,
//! `deliverable_shares`, `deliverable_visits`.
//!
//! States and the ways between them are one table ([`DeliverableState::may_become`]); every move is in the history with its reason. How
//! the states of versions go along is said in [`versions`]. Internal deliverables are read by members of the programme only, and
//! not by those of them who work for the outside (`sees_internal`); nothing here is ever public by itself.

mod draft;
mod model;
mod replacing;
pub mod reviews;
mod service;
pub mod shares;
mod store;
mod store_whole;
#[cfg(test)]
mod tests;
pub mod versions;

pub use draft::DeliverableDraft;
pub use model::{
    Audience, Brief, Deliverable, DeliverableError, DeliverableKind, DeliverableState, EditDeliverable, Filter,
    Lateness, NewDeliverable, OwnWork, OwnerFilter, Planned, Wanted, is_late,
};
pub use replacing::replace_contact;
pub use service::{
    FORTNIGHT, Foreseen, add_planned, advance, all, among, briefs, create, duty, edit, find, foresee, history, hold,
    list, load_many, sees_internal,
};
