//! Institutions: an office is asked for once, by a formal letter to one person there, and answers for all its places.
//!
//! Owns `delegations`, `delegation_entries`, `round_delegations`, `delegation_invitations`, `delegation_letters`, `letter_numbers`; its seats are
//! rows of `seats` with an organisation and an ordinal, and a contact once somebody is named.
//!
//! - A delegation says how many of its places it takes; each place is accepted, waits, may be taken or is declined by itself, behind the
//!   event's row, so that institutions and persons share one capacity and one line.
//! - What waits is given free places by staff, who see when there are any; whoever speaks for an institution since it answered is sent its link.
//! - A place that is taken may be named at once, later, otherwise, or not at all; nobody holds two seats of one event.
//! - What happened to each place is only ever added to ([`Entry`]): which act, by which door, by whom, when.
//! - Whoever no longer speaks for an institution, or no longer comes for it, hears nothing more: their link dies, their mails that wait are moot.
//! - The letter has a number of its programme's year, given without a gap when the round is released, and stays as it was sent.

mod admitting;
mod allot;
mod answering;
mod chasing;
mod draft;
mod editing;
mod letters;
mod linking;
pub(super) mod mail;
mod mail_store;
mod model;
mod moving;
mod naming;
mod opening;
mod replacing;
mod rounds;
mod rounds_store;
mod service;
mod store;
mod store_entries;
mod store_letters;
mod store_replacing;
mod store_seats;
#[cfg(test)]
mod tests;

pub use admitting::admit_delegation;
pub use answering::{Repeated, Taken, answer_delegation, record_delegation};
pub use chasing::{OfficeChase, silent_offices};
pub use draft::{
    DelegateDraft, DelegationDraft, Holder, LIMIT_PLACES, LIMIT_WORDING, NewDelegate, NewDelegation, Taking, Whom,
};
pub use editing::{edit_delegation, invite_institution, remove_delegation};
pub use letters::{Letter, letter_of, letter_of_link};
pub use linking::send_link;
pub use model::{Act, Chance, Delegate, Delegation, Entry, OfficeStanding, Place, Whole};
pub use moving::OfficeTold;
pub use naming::{name_delegate, record_delegate, record_withdrawal, withdraw_delegate};
pub use opening::{HasLetter, OpenDelegation, open_delegation};
pub use replacing::{both_invited, hold_places, invited_places, places_of, replace_contact, replace_organisation};
pub use service::{Offices, delegates_of, delegation, delegations, offices, whole_delegation};

pub(super) use moving::{ask_again, give_answers_back, heard_since, notice_messages, offices_told, to_ask_again};
pub(super) use replacing::renew_asked;
pub(super) use rounds::{chosen_count, guests_of_round, invite, is_for, keys_of_round, note_recall, put_into_round};
pub(super) use rounds_store::{
    clear_round, counts_by_round, forget_cancelled, has_offices, invited_by_locale, invited_seats, reached_seats,
};
pub(super) use store_replacing::asked_at;
