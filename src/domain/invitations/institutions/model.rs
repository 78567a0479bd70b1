//! What an institution's places are made of.

use crate::access::Door;
use crate::db::types::text_enum;
use crate::domain::invitations::answers::Needs;
use crate::domain::invitations::facts::EventFacts;
use crate::domain::invitations::model::Answer;
use crate::kernel::ids::{ContactId, DelegationId, EventId, OrganisationId, PublicId, SeatId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;

text_enum! {
    /// What became of a delegation or one of its places.
    pub enum Act {
        Created = "created",
        Edited = "edited",
        /// Somebody else speaks for the institution.
        ContactReplaced = "contact-replaced",
        /// The letter was released.
        Invited = "invited",
        /// It was called back before it left.
        Recalled = "recalled",
        Answered = "answered",
        /// Of the places it said it takes, so many found none free.
        Waits = "waits",
        /// Staff gave it places it had waited for.
        Admitted = "admitted",
        /// Whoever speaks for it now was sent what it has answered, and the link.
        Linked = "linked",
        Named = "named",
        /// Another person comes in a delegate's place.
        Substituted = "substituted",
        Withdrawn = "withdrawn",
        /// The event moved, and the answer was about another day.
        AskedAgain = "asked-again",
        /// The move was called back.
        Restored = "restored",
        Removed = "removed",
    }
}

text_enum! {
    /// Which institutions a list shows.
    pub enum OfficeStanding {
        All = "all",
        /// Some of its places wait.
        Waiting = "waiting",
    }
}

/// An institution at one event.
#[derive(Clone, Debug)]
pub struct Delegation {
    pub id: DelegationId,
    pub public_id: PublicId,
    pub version: i64,
    pub event: EventId,
    pub organisation: OrganisationId,
    pub organisation_public: PublicId,
    pub name: Localised,
    /// Through whom we write.
    pub contact: ContactId,
    pub contact_public: PublicId,
    pub contact_name: PersonName,
    /// Empty for those who may not see it.
    pub contact_phone: String,
    /// Since when they are not to be written to.
    pub silent_since: Option<Instant>,
    pub places: i64,
    /// Its rank by protocol among the event's institutions, from 1.
    pub rank: i64,
    pub locale: Locale,
    pub salutation: Localised,
    pub closing: Localised,
    /// What it said last: waiting where none of the places it takes is free.
    pub answer: Answer,
    pub door: Option<Door>,
    pub answered_at: Option<Instant>,
    /// Places it has.
    pub accepted: i64,
    pub waiting: i64,
    pub tentative: i64,
    /// Of all its places, those with a name.
    pub named: i64,
    pub(super) nonce: String,
    pub(super) contact_nonce: String,
}

impl Delegation {
    /// The places it says it takes, whether it has them or waits for them.
    pub const fn taken(&self) -> i64 {
        self.accepted + self.waiting + self.tentative
    }
}

/// Somebody who comes for an institution.
#[derive(Clone, Debug)]
pub struct Delegate {
    pub contact: ContactId,
    pub public_id: PublicId,
    pub name: PersonName,
    /// As it stands at the institution.
    pub role: Localised,
    /// Empty for those who may not see it.
    pub phone: String,
    pub email: String,
}

/// One of an institution's places.
#[derive(Clone, Debug)]
pub struct Place {
    pub id: SeatId,
    pub public_id: PublicId,
    pub ordinal: i32,
    pub answer: Answer,
    pub waiting_since: Option<Instant>,
    pub delegate: Option<Delegate>,
    /// None for those who may not see needs.
    pub needs: Option<Needs>,
}

/// A line of the story.
#[derive(Clone, Debug)]
pub struct Entry {
    pub act: Act,
    /// Which place, where it is about one.
    pub ordinal: Option<i32>,
    pub who: Option<PersonName>,
    /// Who was there before.
    pub former: Option<PersonName>,
    pub answer: Option<Answer>,
    pub places: Option<i64>,
    pub door: Door,
    /// How it came, where staff entered it.
    pub source: String,
    pub note: String,
    /// The member, where a member did it.
    pub by: Option<String>,
    pub at: Instant,
}

/// What an institution that waits could be given now.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Chance {
    /// Of its places that wait, so many could be had.
    pub places: i64,
    /// So many places of others have waited longer.
    pub before: i64,
}

/// All that staff see of a delegation.
#[derive(Clone, Debug)]
pub struct Whole {
    pub event: EventFacts,
    pub delegation: Delegation,
    pub places: Vec<Place>,
    pub chance: Chance,
    /// The newest first.
    pub story: Vec<Entry>,
}
