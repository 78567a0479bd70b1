//! Rounds: one message to some seats, checked, released by the right person, called back in time.

mod check;
mod guests_store;
mod release;
mod service;
mod store;
mod text;

pub use check::{
    Address, Check, EventReadiness, Excluded, Exclusion, GuestFacts, LocaleCount, check, exclude, readiness,
};
pub use release::{Recalled, Released, UNDO_SECONDS, ask_release, recall, release};
pub use service::{
    Audience, Round, choose, chosen, copy_round, create_round, delete_round, edit_round, find_round, rounds_of,
};
pub(super) use store::round_texts;
pub use text::{LIMIT_BODY, LIMIT_NAME, LIMIT_SUBJECT, RoundText};
