//! A merge, what it would do, and what undoing it would.

use serde::{Deserialize, Serialize};

use super::fields::Field;
use super::rows::Hangs;
use super::store_shelf::Shelf;
use crate::access::Denied;
use crate::db::DbError;
use crate::domain::contacts::{Absorbed, Contact, ContactError, Half, OwnFields};
use crate::domain::invitations::{EventFacts, HeldSeat, InvitationError, Settled};
use crate::domain::programme::ProgrammeError;
use crate::kernel::ids::{AddressId, Id, PublicId};
use crate::kernel::invalid::Invalid;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;

/// So long a merge can be undone, and what that needs is kept.
pub const UNDO_DAYS: i64 = 30;

/// The versions that were seen when a merge was decided on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Versions {
    pub kept: i64,
    pub other: i64,
}

/// So many of a kind hang on each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hanging {
    pub what: Hangs,
    pub kept: i64,
    pub other: i64,
}

/// Both have a seat at one event.
#[derive(Clone, Debug)]
pub struct TwoSeats {
    /// None where its guests are not for the reader: then nothing is chosen, and what is likely is done.
    pub event: Option<EventFacts>,
    pub kept: HeldSeat,
    pub other: HeldSeat,
    /// Whose stays unless somebody says otherwise.
    pub likely: Half,
}

/// What a merge would do.
#[derive(Clone, Debug)]
pub struct Plan {
    pub kept: Contact,
    pub other: Contact,
    pub fields: Vec<Field>,
    pub hangs: Vec<Hanging>,
    pub seats: Vec<TwoSeats>,
    /// The names of both accounts, where both are linked to one: then it cannot be done.
    pub members: Option<(String, String)>,
    /// Whether both come to one event, and one of them for an institution: then it cannot be done, for a place would be lost to its office.
    pub delegates: bool,
}

impl Plan {
    /// Whether one of them asked not to be written to, and the other did not: then neither is.
    pub fn silences(&self) -> bool {
        self.kept.person.do_not_contact != self.other.person.do_not_contact
    }
}

/// One of the two, as known outside; no name where it is no longer kept. An organisation's name is of another kind than a person's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Side<N = PersonName> {
    pub public_id: PublicId,
    pub name: Option<N>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Merge<N = PersonName> {
    pub public_id: PublicId,
    pub kept: Side<N>,
    pub other: Side<N>,
    pub merged_at: Instant,
    /// The member's name; none for the house itself.
    pub by: Option<String>,
    /// When it was undone, and by whom.
    pub undone: Option<(Instant, Option<String>)>,
    /// Until when it can be undone.
    pub until: Instant,
}

impl<N> Merge<N> {
    pub fn stands(&self) -> bool {
        self.undone.is_none()
    }
    /// Whether its time has not run out. Whether it is the latest of its entries is another question: see [`super::check`].
    pub fn is_fresh(&self, now: Instant) -> bool {
        self.stands() && now < self.until
    }
}

/// Something that stays with the kept entry, or is not as it was, when a merge is undone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stay {
    /// A field that was edited since.
    Field(&'static str),
    /// An address that was changed, or taken away, since.
    Address(String),
    /// A seat by which somebody answered since, which goes back with that answer; at this event, where the reader may know.
    Seat(Option<Localised>),
    /// An answer given since by the one seat of the two that was the kept entry's: it stays there.
    Answer(Option<Localised>),
    /// A place at an event that is full by now: the seat comes back, and waits.
    Waits(Option<Localised>),
    /// Rows that somebody has put elsewhere, or taken away, since.
    Gone { what: Hangs, n: i64 },
    /// The key of a file that somebody else has by now: it does not come back.
    Key(String),
    /// The wish not to be written to, which both have now.
    Wish,
}

/// Why a merge cannot be undone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Blocked {
    TooOld,
    Undone,
    /// A later merge has to be undone first.
    After {
        merge: PublicId,
    },
}

/// What undoing would do.
#[derive(Clone, Debug)]
pub struct UndoPlan<N = PersonName> {
    pub merge: Merge<N>,
    /// How many of each go back.
    pub back: Vec<(Hangs, i64)>,
    pub stays: Vec<Stay>,
    pub blocked: Option<Blocked>,
    /// What the entry was called that went there later.
    pub later: Option<N>,
    /// The kept entry, and its version, to undo by.
    pub kept: i64,
    pub version: i64,
}

/// What undoing needs to know; personal, and forgotten when it can be used no more.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Snapshot {
    /// As the other was.
    pub other: OwnFields,
    /// As the kept one was, and as it became.
    pub before: OwnFields,
    pub merged: OwnFields,
    pub absorbed: Absorbed,
    /// The other's addresses: number, address, label.
    pub addresses: Vec<(AddressId, String, String)>,
    pub seats: Vec<Settled>,
}

/// A merge as it is stored.
pub struct Stored<K: Shelf> {
    pub id: i64,
    pub merge: Merge<K::Name>,
    pub kept: Id<K::Noun>,
    pub other: Id<K::Noun>,
    pub snapshot: Option<K::Snapshot>,
}

#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// One of the entries, or what hangs on it, was changed meanwhile.
    #[error("changed by somebody else meanwhile")]
    Stale,
    #[error("an entry cannot be merged with itself")]
    Same,
    #[error("both entries are members, {0} and {1}")]
    BothMembers(String, String),
    #[error("both come to one event, one of them for an institution")]
    BothSeated,
    #[error("both institutions are invited to one event")]
    BothInvited,
    #[error("both firms are courted for one thing")]
    BothCourted,
    #[error("it cannot be undone: {0:?}")]
    Blocked(Blocked),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<ContactError> for MergeError {
    fn from(error: ContactError) -> MergeError {
        match error {
            ContactError::Denied(denied) => denied.into(),
            ContactError::Invalid(invalid) => invalid.into(),
            ContactError::Stale => MergeError::Stale,
            ContactError::Db(error) => error.into(),
        }
    }
}

impl From<ProgrammeError> for MergeError {
    fn from(error: ProgrammeError) -> MergeError {
        match error {
            ProgrammeError::Denied(denied) => denied.into(),
            ProgrammeError::Invalid(invalid) => invalid.into(),
            ProgrammeError::Stale => MergeError::Stale,
            ProgrammeError::Db(error) => error.into(),
        }
    }
}

/// Of what invitations refuse, only these can come of merging; the rest would be a fault of ours.
impl From<InvitationError> for MergeError {
    fn from(error: InvitationError) -> MergeError {
        match error {
            InvitationError::Denied(denied) => denied.into(),
            InvitationError::Invalid(invalid) => invalid.into(),
            InvitationError::Stale => MergeError::Stale,
            InvitationError::Db(error) => error.into(),
            other => DbError::Query(other.to_string()).into(),
        }
    }
}
