//! Two people change the same thing: whoever is slower sees both versions, field by field, and decides what becomes of each.
//!
//! A form carries what it was shown with ([`Seen`]). When its version is no longer the newest, its handler says how the thing stands now,
//! and [`Clash`] asks about what differs: chosen beforehand is the side that changed something, and nothing where both did. The answer
//! comes to the form's own address; `resolve` makes of it what the form would have sent, with the newer version, so that it is
//! checked, saved and remembered like any other. Nothing is overwritten by somebody who has not seen it.
//!
//! An act that names no fields (postponing, cancelling, another stage) has nothing to merge: [`Late`] tells what has changed since its form
//! was shown, keeps the reason, and goes on by one press.
//!
//! A newer version in which the form's own fields are what they were is no reason to ask: [`version`] says over which one it is saved.

mod clash;
mod late;
mod resolve;
mod seen;
mod since;
mod spoken;
mod three_way;

pub use clash::Clash;
pub use late::{Late, Onward};
pub(super) use resolve::resolve;
pub use seen::{Seen, version};
pub(super) use seen::{is_frame, untouched};
pub use since::{Subject, is_told, since};
