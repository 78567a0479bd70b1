//! Versions: what a deliverable is at a time, as files in their languages.
//!
//! - One version at a time is under way: a draft, to which files are added and from which they are taken, then in review, when nothing
//!   of it changes any more. Both are held by an index.
//! - At most one version is approved: it is the deliverable's, and stays so while the next is written and reviewed. The next one's
//!   approval supersedes it.
//! - Every act about versions takes the deliverable's row first, so that two at the same moment agree on what happened.

mod draft;
mod model;
mod service;
pub(super) mod store;
mod tracks;

pub use draft::{Adding, add_file, add_files, begin, discard, remove_file, set_notes, submit};
pub use model::{FileLanguage, MOST_FILES, NOTES, Version, VersionFile, VersionState, Writer, notes};
pub use service::{VersionView, file, list, pinned, show};
pub(super) use tracks::{approve, follow, give_back, landing, lock, move_to, not_ones_own};
