//! Reminders: whom a programme reminds of what, how many days before, and at which hour of the wall.
//!
//! Owns `reminder_rules`, `reminder_settings` and `reminder_missed`.
//!
//! - A rule is one of a closed list ([`RuleKind`]): whom, and what it counts from. It says how many calendar days before that on the wall
//!   of the thing, at what hour (skipped and doubled hours as everywhere: [`crate::kernel::time`]), and what happens when it is late
//!   ([`Late`]). A rule is the programme's; an event may switch it off or give it a time of its own ([`Own`]).
//! - Occurrences are computed and never stored. A reconciler without input ([`enqueue_due`]) writes down what is due and not yet in the
//!   outbox, under the key rule, subject, person, and the day that it counts from: an event that moves asks anew, one that does not never
//!   twice. A look asks a programme's database the same few things however many turns are due, and loads no guests where none is left to
//!   be reached.
//! - Nothing arms what is past: an occurrence whose hour had come when its subject, its rule or its programme came to be as they are is
//!   passed over, and so is whoever was asked, or accepted, after its hour. When that was is read from history.
//! - A rule may ask somebody about what did not leave on its day ([`Late::Task`]). The reconciler keeps that down, once for each rule and
//!   occurrence by a unique key, as long as it is of use ([`missed`]); it is sent then by whoever may release invitations, or dismissed.
//! - What is told before an act ([`shifts()`], [`plan_due`], [`outlook`], [`foresee()`]) is worked out by the same functions as what then
//!   leaves.
//!
//! Guests are reminded, and institutions that have not answered, through whoever speaks for them. Those who come for an institution are
//! not told where and when: that is its own affair.

mod arming;
mod draft;
mod due;
mod due_dates;
mod foresee;
mod ground;
mod look;
pub mod mail;
pub mod missed;
mod model;
mod occurrence;
mod people;
mod plant;
mod rules;
mod shifts;
mod store;
mod store_around;
mod store_left;
mod store_mail;
mod store_missed;
mod store_people;
#[cfg(test)]
mod tests;
mod went;

pub use draft::{OwnDraft, RuleDraft};
pub use due::enqueue_due;
pub use due_dates::{DuePlan, plan_due, step_shifts};
pub use foresee::{foresee, foresee_own};
pub use look::{Line, Outlook, Promise, Sent, Standing, outlook, promises};
pub use model::{
    Anchor, Clock, InForce, Late, MOST_DAYS, NewRule, Own, OwnWish, ReminderError, Rule, RuleId, RuleKind, Timing, Whom,
};
pub use occurrence::{Due, Occurrence, Subject, Turn};
pub use people::{Crowd, Exclusion};
pub use plant::plant;
pub use rules::{create, edit, event_rules, find, list, remove, set_own};
pub use shifts::{Became, Shift, deadline_shifts, shifts, stops};
