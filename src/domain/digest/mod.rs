//! Digest: Monday, eight o'clock on each member's wall: what is late, what is due this week, what is blocked, what was answered.
//!
//! - A reconciler without input ([`enqueue_due`]) writes one message for each account and ISO week, under a unique key. The message names
//!   the account and the week; what it says is read when its turn comes, with the member's rights and in the member's language.
//! - It is for every open account that has a password and has not said no ([`crate::domain::accounts::DigestWish`]).
//! - Eight o'clock is a wall's: where the clocks show it twice it is the first, where they jump over it the hour after the jump, as
//!   everywhere ([`WallTime::instant`]).
//! - Where nothing ran on Monday morning it is sent later on Monday, until eight in the evening; after that the week is passed over, also
//!   when the message was written in time and the relay was not to be reached. The next one comes on the next Monday.
//! - Where there is nothing to say, nothing is sent: the message is called pointless when its turn comes. It stays on record, so what
//!   happens later on Monday makes no second attempt.
//!
//! What is told. Late: what has passed its day. Due: what has its day this week. At risk: events that lost something they rest on.
//! Blocked: steps, and events that belong to none, that wait for their gate while their next day is no more than six weeks away. Stuck:
//! versions in review that too few reviewers are left to approve. Answered: guests who answered since the Monday before, as their answer
//! stands. Whoever has a role in one city is told of that city; the programme's own affairs are for those who hold a role in
//! all of it.
//!
//! [`WallTime::instant`]: crate::kernel::time::WallTime::instant

mod model;
mod service;
mod store;
#[cfg(test)]
mod tests;

pub use model::{Answered, AtRisk, Blocked, DigestLetter, Item, Moot, Part, Section, StuckReview, Week};
pub use service::{enqueue_due, letters};
