//! Reviews: who reads the versions of a deliverable, how many must approve, and what they said.
//!
//! What reviewers say is only ever added; of each the latest verdict counts. The reviewers of a version in review decide together: when
//! as many approve as the quorum asks for, it is the deliverable's own; one who asks for changes gives it back. Where no reviewers are
//! named, whoever may edit the deliverable approves a version of it by hand, and the history says so. Whoever was named
//! and has left stays named: nobody decides past them until others are named, or nobody.
//!
//! No quorum is set above the number of those who can approve. Where it is above them later, since an account was closed or a role taken,
//! it is never lowered by itself: author and owner are told ([`tell_stuck`]), and whoever names reviewers names another or lowers it.

pub mod mail;
mod model;
mod panel;
mod scales;
mod service;
mod store;
mod store_roles;
mod store_stuck;
mod stuck;

pub(super) use mail::{ask, tell_approved};
pub use model::{Held, NewPanel, Review, Reviewer, Shortfall, Standing, Stuck, Verdict, Waiting};
pub use panel::{by_hand, candidates, name_reviewers, reviewers, roles};
pub(super) use panel::{reachable, unnamed};
pub use service::{approval_by_hand, reviews, say, standing};
pub(super) use service::{given_back, noted_by_hand, taken_back};
pub use stuck::{shortfall, stuck, stuck_asked, tell_stuck, waiting_for};
