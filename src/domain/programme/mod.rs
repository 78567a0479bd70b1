//! Programme: its cities, and the ordered steps in each city.
//!
//! Owns `programmes`, `programme_closings`, `cities`, `steps`.
//!
//! A programme begins from a template ([`template`], data in `config/templates`) and is free of it afterwards. Public ids and slugs
//! are given once and never change: a city added later, a new title, another zone leave every address as it was.
//!
//! Steps: planned -> under way -> done, or cancelled; any may be taken back, for people err, and each move is in the history. A step's
//! state follows what happens to its event and deliverables (the slice `gates`, which sees both, says how) until somebody sets it by hand,
//! with a reason; it stays so until it is let follow again. A deputy stands in for a step's owner, and is told what the owner is told.
//!
//! A programme that is over is closed, for a reason, and can be opened again ([`close`]): meanwhile nothing is sent about it by itself, no
//! Monday mail and no warning, and it stays as it is, to be read.

mod closing;
mod draft;
mod model;
mod owners;
mod replacing;
mod service;
mod steps;
mod store;
mod store_closing;
mod store_owners;
mod store_steps;
pub mod template;
#[cfg(test)]
pub(crate) mod tests;

pub use crate::domain::accounts::Closing;
pub use closing::{close, closed, closings, open, reopen, who_may_open};
pub use draft::{CityDraft, FOLLOW, ProgrammeDraft, StepDraft};
pub(crate) use draft::{localised, optional_date, owner_choice, texts};
pub use model::{
    Candidate, City, Coordinates, Dates, Duty, EditCity, EditProgramme, EditStep, Hue, NewCity, NewProgramme, Outline,
    Outsiders, Owner, OwnerChoice, Programme, ProgrammeError, ReleaseRule, Slug, StateBy, StateWish, Step, StepState,
};
pub use owners::{Chosen, foresee_owner, known_owners, member_addresses, owner_candidates, resolve_owner};
pub use replacing::replace_contact;
pub use service::{
    add_city, by_id, by_public_id, cities, cities_of, city, city_history, create, edit, edit_city, find, history, list,
    load, load_by_id, lock,
};
pub use steps::{check_step, edit_step, follow, foresee, step, step_duty, step_history, steps};
pub(crate) use store::{OWNER, OWNER_COLUMNS, OWNER_WORDS, OwnerRow, owner, owner_in};
