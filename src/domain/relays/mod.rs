//! Relays: chambers, embassies and consulates pass external results on to their members, and say how many got them.
//!
//! Owns `relay_channels`, `relay_packages`, `relays` and `relay_visits`.
//!
//! - A channel is a house of a programme with the officer through whom it is written to; once it was offered something its row stays.
//! - A package is what is passed on of one deliverable: a short and a longer text by language, and the approved files, whichever they are at
//!   the moment. What is internal or not approved is offered to nobody, and what is taken back later shows as taken back.
//!   A mail that was to leave just then is made anew once it is approved again. What waits for that lapses for nobody.
//! - An embargo by an event is counted from it each time ([`Embargo::until`]) and never kept. Beside each relay stands what its officer was
//!   told last, and by which mail: one that never left has told nothing. A task tells whoever knows otherwise and has not passed it on yet,
//!   also that a result was taken back and is given again ([`settle_due`]), once the change cannot be called back. Whoever changes an
//!   embargo sees first who is told ([`foresee_package`]).
//! - A package is offered to a channel once (a unique index); for five minutes the mails wait, and the offer can be called back. Then the
//!   officer answers by a link of their own, without an account. Looking is counted and changes nothing. What they told may be corrected
//!   until the result is withdrawn.
//! - Houses that become one are one channel of a programme: it goes on with what both were offered ([`unite`]).
//! - States and the ways between them are one table ([`RelayState::ways`]); every step is in the history of the deliverable.
//! - How many got it is what the house declares, and says so; who reads it and when is nobody's affair.

mod answering;
mod channels;
mod draft;
pub mod embargo;
mod foreseeing;
mod handing;
mod lapsing;
mod looking;
pub mod mail;
mod model;
mod offering;
mod packages;
mod recalling;
mod replacing;
mod store;
mod store_around;
mod store_handing;
mod store_uniting;
mod store_write;
mod table;
mod telling;
#[cfg(test)]
pub(crate) mod tests;
mod uniting;
mod until;

pub use answering::{Opened, download, enter, open_link, tell, visit};
pub use channels::{channels, create_channel, edit_channel, find_channel, remove_channel, turn_channel};
pub use draft::{Bounds, ChannelDraft, LAPSE_DAYS, NOTE, PackageDraft, REASON, ToldDraft, limits};
pub use embargo::{Shift, shifts, stops};
pub use foreseeing::{Foreseen, foresee as foresee_package, foresee_state};
pub use handing::{links_at, renew_links};
pub use looking::{Settled, settle_due};
pub use model::{
    Channel, Given, House, NewChannel, NewEmbargo, NewPackage, Officer, Package, Place, Relay, RelayError, RelayState,
    Source, Telling, Told,
};
pub use offering::{Line, Why, offer, offer_again, outlook};
pub use packages::{Whole, edit as edit_package, whole, write as write_package};
pub use recalling::{call_back, waiting};
pub use replacing::{replace_contact, replace_organisation};
pub use table::{Board, Reached, board, reached_by};
pub use uniting::{United, part, unite};
pub use until::{Embargo, EmbargoKind, Until};
