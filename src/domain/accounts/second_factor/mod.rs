//! The second factor: six digits that an app on the member's phone makes of a secret and the hour (RFC 6238), and ten recovery codes for
//! the day the phone is gone.
//!
//! Owns `second_factors`, `recovery_codes`, `sign_in_steps`.
//!
//! - The secret is sealed with the installation's key (see [`crate::kernel::sealing`]) and shown while it is set up, never after.
//! - A code is good for its half minute and the ones before and after it, and once: the step it belongs to is kept, and only a later one
//!   is taken. Recovery codes are kept as keyed digests, and each is good once. The database decides both.
//! - After a right password the sign-in waits a few minutes for the code ([`wait`], [`answer`]). Wrong codes are counted as wrong
//!   passwords are; only who knows the password is counted, so that strangers keep nobody out.
//! - Of whom it is demanded ([`Demand`](crate::access::Demand)) acts as [`Enrolling`](crate::access::Actor::Enrolling) until it is on.
//!   Keys for programs that were made before go on working; none can be made meanwhile.
//! - To another phone it moves by the account's own hand ([`begin_move`], [`end_move`]): the present secret is good until the first code
//!   of the new one is given, and no longer.
//! - Whatever changes here is told to the account by mail, and stands in the history.
//!
//! All of it lives on machine time.

mod codes;
mod mail;
mod model;
mod moving;
mod recovery;
mod reset;
mod service;
mod step;
mod store;
#[cfg(test)]
mod tests;

pub use mail::{Notice, notice_for_mail};
pub use model::{Answered, Enrolment, News, Status, Typed};
pub use moving::{begin_move, end_move, move_enrolment};
pub use recovery::HOW_MANY;
pub use reset::{reset, reset_by_email};
pub use service::{begin, confirm, enrolment, renew_codes, status, turn_off};
pub use step::Waiting;
pub use step::{answer, forget_before, is_on, is_waiting, stop_waiting, wait};
