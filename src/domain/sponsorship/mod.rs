//! Sponsorship: firms and chambers courted for a programme or one of its events, from identified to fulfilled.
//!
//! Owns `sponsorships`, `sponsorship_packages`, `sponsorship_people`, `sponsorship_activities`, `sponsorship_files`,
//! `sponsorship_clearances` and `sponsorship_targets`.
//!
//! - Stages and the ways between them are one table ([`stages`]): what each asks for, and that the ways back want a reason. What a stage
//!   rests on cannot be edited away while it stands.
//! - A firm is courted once for an event, and once for the programme itself (a unique index). Who begins with a firm that somebody else
//!   courts already, or with one alike, is shown who does and says why they go on ([`clash`]).
//! - What was said with a firm is only added to; a wrong entry is corrected by another, and stays.
//! - Sums are told in each currency by itself. Nothing is converted.
//! - A sponsor's name and logo are public when it has signed and two persons have cleared them as they are ([`showing::is_shown`], the one
//!   rule behind every public road). Another logo, another name, or a step back from signed takes them off, and
//!   [`showing::standing`] says what was cleared before and who may clear it again.
//! - A firm that is called otherwise leaves the public page; who had cleared it is told ([`lapsing`]).
//! - Auditors see stages and sums: no persons, no notes.

pub mod activities;
pub mod arrange;
pub mod clash;
mod columns;
mod draft;
mod files;
mod gating;
pub mod importing;
pub mod lapsing;
mod model;
mod moving;
pub mod packages;
mod replacing;
mod service;
pub mod showing;
pub mod stages;
mod store;
mod store_around;
mod store_gating;
mod store_showing;
mod store_write;
pub mod targets;
#[cfg(test)]
mod tests;

pub use arrange::{Filter, Sort, Sums, Whose};
pub use clash::Courted;
pub use draft::{ActivityDraft, PackageDraft, SponsorshipDraft, day};
pub use files::{Bringing, bring, file, list as files_of};
pub use gating::{Signed, SignedCounts, SignedError, hold, signed, signed_asked};
pub use model::{
    Activity, ActivityKind, ContactPerson, EventFace, Firm, FirmChoice, Need, NewActivity, NewPackage, NewSponsorship,
    Package, PackageFace, Part, Plan, SponsorFile, Sponsorship, SponsorshipError, Stage,
};
pub use moving::{Step, advance};
pub use replacing::{CourtedTwice, courted_twice, replace_contact, replace_organisation};
pub use service::{Sight, create, duty, edit, events_open, find, history, sight, whole};
