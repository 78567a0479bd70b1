//! Invitations: who has a seat at an event, who was asked in which words, and what they answered.
//!
//! Owns `seats`, `rounds`, `round_seats`, `invitations`, `answers`, `needs`, and what [`institutions`] owns.
//!
//! - A seat is one person's at one event, or one of an institution's places, and is never made twice; taken away, it is closed, not
//!   deleted. What is said here of persons' seats holds for institutions' as their own folder says.
//! - A round is one message to some seats: draft -> (asked, where a second person must release) -> released -> recalled, the last only
//!   until it leaves; one called back may be taken up again. The text of a released round never changes: its mails are rendered from it, perhaps again.
//! - A round asks, or chases those who were asked and have not answered. Whose mail was refused may be asked again.
//! - One invitation for each seat and round, and one mail for each invitation, written in the same transaction.
//! - Answers are only ever added; the seat keeps the latest. Only "accepted" holds a place. Places are counted behind the event's
//!   row in `event_places`, locked first, so that capacity is never exceeded, whoever races. Who finds no place waits, in order.
//! - Dietary and access needs stand apart, are seen by the event's staff only, and go 30 days after the event.

mod answers;
mod callback;
mod doubled;
mod facts;
mod farewell;
mod farewell_store;
mod institutions;
pub mod mail;
mod mail_moot;
mod mail_store;
mod model;
mod notices;
mod notices_store;
mod replacing;
mod rounds;
mod seats;
mod store;
#[cfg(test)]
mod tests;

pub use answers::{
    Answered, Given, NEEDS_KEPT_DAYS, Needs, OpenSeat, Source, Way, answer, erase_needs, needs_of, open_link,
    record_answer,
};
pub use callback::{CalledBack, Unsent, call_back, unsent_asked};
pub use doubled::{
    Doubled, HeldSeat, Settled, answered_since, doubled, event_of_seat, hold_seats, links_at, open_seats, part_links,
    removed_since, renew_links, reopen, settle, stays, would_wait,
};
pub use facts::{Closed, EventFacts, closed, event_facts, event_of};
pub use farewell::{Farewell, Host, farewell};
pub use institutions::{
    Act, Chance, Delegate, DelegateDraft, Delegation, DelegationDraft, Entry, HasLetter, Holder, LIMIT_PLACES,
    LIMIT_WORDING, Letter, NewDelegate, NewDelegation, OfficeChase, OfficeStanding, Offices, OpenDelegation, Place,
    Repeated, Taken, Taking, Whole, Whom, admit_delegation, answer_delegation, both_invited, delegates_of, delegation,
    delegations, edit_delegation, hold_places, invite_institution, invited_places, letter_of, letter_of_link,
    name_delegate, offices, open_delegation, places_of, record_delegate, record_delegation, record_withdrawal,
    remove_delegation, replace_organisation, send_link, silent_offices, whole_delegation, withdraw_delegate,
};
pub use model::{Answer, InvitationError, PLACEHOLDERS, Purpose, RoundState, Wish};
pub use notices::{ByPhone, NoticePlan, Told, Unreached, plan_notice, tell_guests};
pub use replacing::{delegates_clash, replace_contact};
pub use rounds::{
    Address, Asked, Audience, Check, EventReadiness, Excluded, Exclusion, GuestFacts, LIMIT_BODY, LIMIT_NAME,
    LIMIT_SUBJECT, Leaving, LocaleCount, OfficeGuest, Recalled, Released, Round, RoundText, Shared, TESTS_AN_HOUR,
    UNDO_SECONDS, ask_release, check, choose, chosen, copy_round, create_round, delete_round, edit_round, exclude,
    find_round, leaving, readiness, recall, release, rounds_of, send_tests, take_up,
};
pub use seats::{
    Added, Chase, Delivery, GroupCount, GuestFilter, GuestRow, GuestSight, Numbers, OfficeSeats, PersonSeat, Reach,
    Standing, Tally, Whose, add_seats, addresses_of, chase_list, count_guests, find_seat, first_in_line, guests,
    guests_all, guests_among, numbers, remove_seats, seated, seats_of,
};
