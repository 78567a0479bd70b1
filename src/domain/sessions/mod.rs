//! Sessions: the items of an event's agenda, with who chairs, speaks and interprets, and what they show.
//!
//! Owns `sessions`, `session_people`, `session_slides`.
//!
//! What holds:
//! - a session is a promise on the wall of its event: local times are the truth, the instants beside them are derived with the event's zone
//!   each time either changes ([`follow`]); where the event goes, its agenda goes along;
//! - in one room there is one session at a time. It is decided behind the lock of the event's places, so that no two are put there at the
//!   same moment; sessions that only touch do not meet, and those without a room meet nobody;
//! - a session lies within its event, and in an event of others within our part of it;
//! - what else may be wrong (somebody in two places at once, a panel without a chair, an hour in which nothing happens) is told and
//!   prevents nothing: [`clashes`] is a pure function of the agenda and of what the same people do elsewhere in the programme;
//! - who appears is a contact, or a name that is still to come; strangers read of a name to come only that it will follow.
//!
//! A session that is taken out stays to be put back, with its slides.

pub mod clashes;
mod copying;
mod draft;
mod editing;
mod following;
mod glimpse;
mod input;
mod model;
mod people;
mod places;
mod proposing;
mod service;
mod shifting;
mod slides;
mod store;
mod store_around;
mod store_slides;
#[cfg(test)]
mod tests;

pub use clashes::{Elsewhere, Warning};
pub use copying::{Along, Origin, copy, copy_along, origins};
pub use editing::{create, edit, put_back, relocate, remove};
pub use following::{Carried, carried, follow};
pub use glimpse::{Around, Glimpse, glimpse};
pub use input::{MOST_PEOPLE, PersonInput, RelocateInput, SessionInput, Sought};
pub use model::{
    Agenda, Appearance, Audience, Part, Session, SessionError, SessionKind, Slide, Who, frame, frame_is_ours,
};
pub use people::{offered, replace_contact, suggestions};
pub use places::Rooms;
pub use proposing::next_span;
pub use service::{agenda, by_public_id, find, published, rooms, taken_out, within};
pub use shifting::{Blocked, Plan, Reach, ShiftInput, plan_shift, shift};
pub use slides::{MOST_SLIDES, add_slides, public_slide, remove_slide, set_audience, slide};
