//! Events: what the programme invites people to, ours or hosted by others.
//!
//! Owns `events`, `event_places`, `event_notices`, `event_deadlines`.
//!
//! States: idea, planned, announced, confirmed, held, reported; or postponed, cancelled. The ways between them, who may go them and
//! what follows are one table ([`transitions::TABLE`]).
//!
//! What holds:
//! - an event is a promise on the venue's wall clock: local times and zone are the truth, the instants beside them are derived by
//!   [`WallTime::instant`](crate::kernel::time::WallTime::instant) each time they are written;
//! - the calendar's UID never changes; SEQUENCE rises when time, zone, city or standing change, and for nothing else;
//! - guests who were told of a time are never moved silently: an edit that would do so is refused, [`reschedule`] writes a notice;
//! - places are decided under [`lock_places`], and a capacity never falls below the places given.
//!
//! Telling guests is the next slice's work (invitations): a move, postponement or cancellation here leaves a [`Notice`], and whoever
//! composes the use case hands it on in the same transaction. Its mails wait [`UNDO_SECONDS`]; until then [`recall()`] makes the event what
//! it was, unless what the act changed was changed again. Meanwhile no other way leads back to what guests know.

mod counting;
mod deadlines;
mod draft;
mod editing;
mod entry;
mod input;
mod label;
mod model;
mod moving;
mod outside;
mod reach;
mod recall;
mod replacing;
mod service;
mod shifts;
mod standing;
mod store;
mod store_around;
mod store_counting;
mod store_deadlines;
mod store_guests;
mod store_notices;
mod store_replacing;
#[cfg(test)]
mod tests;
pub mod transitions;

pub use counting::{Counting, counting, set_counting};
pub use deadlines::{
    DeadlineInput, add_deadline, deadlines, deadlines_asked, deadlines_of, mark_deadline, remove_deadline,
};
pub use draft::Draft;
pub use editing::{clone_event, create, default_card, edit};
pub use entry::{calendar_entry, uid};
pub use input::{EventInput, HostInput, MoveInput, Passed};
pub use label::Label;
pub use model::{
    CityFace, ContactCard, Deadline, DeadlineId, Event, EventError, EventFilter, EventKind, EventState, EventView,
    Guests, Host, Hosting, Lack, Met, Move, Notice, NoticeFacts, NoticeId, NoticeKind, Period, Slot, StepFace,
    UNDO_SECONDS, Venue,
};
pub use moving::{GatePass, Grounds, Standing, advance, cancel, confirm, plan_move, postpone, reschedule};
pub use recall::{Pending, Recall, Waiting, pending, recall, waiting_asked};
pub use replacing::replace_contact;
pub use service::{
    ProgrammeFace, by_id, by_public_id, cities, find, guests, guests_asked, history, known_at, list, load_many,
    lock_places, notice, of_programme, public_page, published, standing_notices, steps, with_programme, zone_asked,
};
pub use shifts::{Shift, shifts};
pub use standing::stand_at;
