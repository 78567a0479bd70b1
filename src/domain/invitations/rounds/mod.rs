//! Rounds: one message to some seats, checked, released by the right person, called back in time.

mod check;
mod guests_store;
mod release;
mod reminded_store;
mod service;
mod store;
mod tests_first;
mod text;

pub(super) use check::would_get;
pub use check::{
    Address, Asked, Check, EventReadiness, Excluded, Exclusion, GuestFacts, LocaleCount, OfficeGuest, Shared, check,
    exclude, readiness,
};
pub(super) use guests_store::{ADDRESS, AddressRow, by_contact};
pub use release::{Recalled, Released, UNDO_SECONDS, ask_release, recall, release, take_up};
pub use service::{
    Audience, Leaving, Round, choose, chosen, copy_round, create_round, delete_round, edit_round, find_round, leaving,
    rounds_of,
};
pub(super) use store::{find_by_id, round_texts};
pub use tests_first::{TESTS_AN_HOUR, send_tests};
pub use text::{LIMIT_BODY, LIMIT_NAME, LIMIT_SUBJECT, RoundText};
