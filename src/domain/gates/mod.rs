//! Gates: what must be given before an event is confirmed.
//!
//! Owns `gates`, `gate_passes`, `gate_risks`.
//!
//! - A gate is data on a step (for the step's events) or on an event: conditions composed by "all of" and "any of", at most [`DEPTH`] deep
//!   and [`CONDITIONS`] in number. What it names it names by kind or by public id, and never itself in a circle.
//! - [`evaluate()`] is the one pure function that says whether a gate is open and what is missing, by whom. The matrix's cell, the refusal of
//!   a confirmation and the flag "at risk" all rest on it.
//! - Events are confirmed by [`confirm`] alone: it looks at the gate under the event's lock, in the transaction that confirms, and keeps
//!   as a [`Pass`] what the confirmation rests on: the conditions met, or overridden by whom and why. [`announce`] keeps what was met
//!   then; announcing asks for nothing.
//! - When something that a confirmed or announced event rests on fails later, the event is at risk from then on ([`reconcile`]): its
//!   owners are told once, its guests are not. It ends by itself when the condition holds again. What was overridden is rested on by nobody.
//!   What was approved then is rested on by name: another result stands in for one withdrawn before a gate, not behind it. A host's
//!   deadlines are too: one that is set later is no loss, and neither is one that was taken away after it was met.
//! - Nothing is lost that its gate asks for no more: what is taken out of a gate ends the risk of those who rested on it, and history says
//!   so.
//! - A step's state follows what happens to it unless somebody has set it by hand ([`stage::of`], one table).

mod bare;
mod basis;
mod circle;
mod cloning;
mod dates;
pub mod dates_mail;
mod draft;
mod evaluate;
mod facts;
mod known;
mod look;
pub mod mail;
mod model;
mod nudge;
mod passing;
mod plant;
mod risk;
mod service;
mod sides;
pub mod stage;
mod store;
mod store_around;
mod store_mail;
#[cfg(test)]
mod tests;
mod ways;

pub use basis::rested_on;
pub use cloning::{Along, along, copy_along};
pub use dates::{DatesPlan, GateTurn, Gated, Told, Turned, Word, edit_step, plan_dates};
pub use draft::{ConditionDraft, GateDraft, PartDraft};
pub use evaluate::evaluate;
pub use facts::{Facts, Subject};
pub use known::Known;
pub use look::{Asked, Look, Seen, look};
pub use model::{
    By, CONDITIONS, Condition, DEPTH, Gate, GateError, Join, Kept, Missing, NAMED, Part, Pass, Path, Refusal, Risk,
    Shut, Sponsors, Test, Verdict, Way, What,
};
pub use nudge::{Nudged, may_nudge, nudge, oneself, oneself_asked, own_alone};
pub use passing::{Wish, announce, confirm};
pub use plant::plant;
pub use risk::{reconcile, unsettled};
pub use service::{
    Edited, PART, Standing, Stored, counted_anew, edit, event_gate, fits_step, left_behind, of_event, of_picture,
    of_programme, risks, step_gate, stuck_reviews,
};
pub use sides::{Piece, Slot, assembled, slots};
pub use ways::{Gain, gain};
