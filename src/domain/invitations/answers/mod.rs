//! Answers: by the guest's link or by staff, within the deadline and the places.

mod needs;
mod restoring;
mod service;
mod source;
mod store;

pub use needs::{NEEDS_KEPT_DAYS, Needs, erase_needs, needs_of};
pub(super) use restoring::{MOVE_CALLED_BACK, answered_since, give_back, taken_back};
pub use service::{Answered, Given, OpenSeat, answer, open_link, record_answer};
pub(super) use service::{EVENT_MOVED, Note, write};
pub use source::{Source, Way};
pub(super) use store::{
    InLine, SeatNow, accepted, keep_needs, seat_by_public_id, seat_now, seats_of_event, waiting_before,
};
