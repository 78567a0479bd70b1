use chrono::NaiveDate;

use super::until::{Embargo, Until};
use crate::access::Denied;
use crate::db::DbError;
use crate::db::types::text_enum;
use crate::domain::deliverables::{Audience, Deliverable, DeliverableState};
use crate::kernel::ids::{
    ChannelId, ContactId, DeliverableId, OrganisationId, ProgrammeId, PublicId, RelayId, RelayPackageId,
};
use crate::kernel::invalid::Invalid;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::time::{Instant, Zone};

text_enum! {
    /// How far one passing-on is.
    pub enum RelayState {
        /// The officer was written to.
        Offered = "offered",
        /// They will do it.
        Taken = "taken",
        /// They did, and have not said how many got it.
        Forwarded = "forwarded",
        /// They did, and said to how many.
        Reported = "reported",
        /// They cannot.
        Declined = "declined",
        /// Nothing was heard for too long.
        Lapsed = "lapsed",
    }
}

impl RelayState {
    /// Where it may go from here. What was told may be corrected, and nobody is too late to tell.
    pub const fn ways(self) -> &'static [RelayState] {
        use RelayState::*;
        match self {
            Offered => &[Taken, Forwarded, Reported, Declined, Lapsed],
            Taken => &[Forwarded, Reported, Declined, Lapsed],
            Forwarded => &[Reported, Forwarded, Declined],
            Reported => &[Reported, Forwarded, Declined],
            Declined => &[Taken, Forwarded, Reported, Declined],
            Lapsed => &[Taken, Forwarded, Reported, Declined],
        }
    }
    pub fn may_become(self, next: RelayState) -> bool {
        self.ways().contains(&next)
    }
    /// Whether something is still expected of the officer.
    pub const fn is_open(self) -> bool {
        matches!(self, RelayState::Offered | RelayState::Taken)
    }
}

text_enum! {
    /// Who told where a relay stands.
    pub enum Source {
        Page = "page",
        Staff = "staff",
        /// Nobody: it lapsed, or was not answered yet.
        None = "none",
    }
}

/// The last mail that told an officer of another embargo, by its key in the outbox, and what they knew until then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Telling {
    pub key: String,
    pub knew: Until,
}

impl Telling {
    /// When it was written down, which is how its key ends: each is one of its own.
    pub fn at(&self) -> Option<Instant> {
        let (_, micros) = self.key.rsplit_once(':')?;
        micros.parse().ok().map(Instant::from_micros)
    }
}

/// A house as relays show it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct House {
    pub id: OrganisationId,
    pub public_id: PublicId,
    pub name: Localised,
    /// ISO 3166-1 alpha-2; empty when unknown.
    pub country: String,
}

/// Through whom a house is written to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Officer {
    pub id: ContactId,
    pub public_id: PublicId,
    pub name: PersonName,
    pub language: Locale,
    /// They asked us not to write to them.
    pub silent: bool,
    /// Their data was erased.
    pub gone: bool,
}

/// A house that passes things on to its members.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Channel {
    pub id: ChannelId,
    pub public_id: PublicId,
    pub version: i64,
    pub programme: ProgrammeId,
    pub house: House,
    pub officer: Officer,
    /// How many members it reaches, as it says; none while that is not known.
    pub members: Option<i64>,
    pub note: String,
    pub retired_at: Option<Instant>,
}

/// A channel as it is to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewChannel {
    pub organisation: PublicId,
    pub officer: PublicId,
    pub members: Option<i64>,
    pub note: String,
}

/// What is passed on of a deliverable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Package {
    pub id: RelayPackageId,
    pub public_id: PublicId,
    pub version: i64,
    pub deliverable: DeliverableId,
    pub short: Localised,
    pub long: Localised,
    pub embargo: Embargo,
    /// So many days after the officer was written to last, or after the end of the embargo where that is later, an unanswered relay lapses.
    pub lapse_days: i32,
    pub changed_at: Instant,
}

impl Package {
    /// The languages it can be offered in.
    pub fn languages(&self) -> Vec<Locale> {
        Locale::ALL.into_iter().filter(|l| self.short.get(*l).is_some() && self.long.get(*l).is_some()).collect()
    }
}

/// A package as it is to be; the event is named by its public id.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewPackage {
    pub short: Localised,
    pub long: Localised,
    pub embargo: NewEmbargo,
    pub lapse_days: i32,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NewEmbargo {
    None,
    Day(NaiveDate),
    After { event: PublicId, days: i32 },
}

/// One passing-on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relay {
    pub id: RelayId,
    pub public_id: PublicId,
    pub version: i64,
    pub package: RelayPackageId,
    pub channel: Channel,
    /// The language it was offered in.
    pub locale: Locale,
    pub nonce: String,
    pub state: RelayState,
    /// The embargo that the officer knows.
    pub told: Until,
    /// By which mail they do; none where the offer itself said so.
    pub telling: Option<Telling>,
    /// How many got it, as they declared.
    pub members: Option<i64>,
    pub forwarded_on: Option<NaiveDate>,
    /// Why not; of one that was declined.
    pub reason: String,
    pub source: Source,
    pub offered_at: Instant,
    pub answered_at: Option<Instant>,
    pub visits: i64,
    pub downloads: i64,
}

/// What an officer tells, or staff for them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Told {
    Taken,
    /// On which day, and to how many, where that is known already.
    Passed {
        on: NaiveDate,
        members: Option<i64>,
    },
    Declined {
        reason: String,
    },
}

impl Told {
    pub const fn state(&self) -> RelayState {
        match self {
            Told::Taken => RelayState::Taken,
            Told::Passed { members: Some(_), .. } => RelayState::Reported,
            Told::Passed { members: None, .. } => RelayState::Forwarded,
            Told::Declined { .. } => RelayState::Declined,
        }
    }
}

/// Where a deliverable belongs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The programme's name in addresses.
    pub slug: String,
    pub programme: Localised,
    /// None of what belongs to the programme itself.
    pub city: Option<Localised>,
    /// The city's, or else the programme's: on its wall days are counted.
    pub zone: Zone,
}

/// Whether something is given to outsiders now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Given {
    Open,
    /// Its approval was taken back for now.
    Waits,
    /// It was withdrawn, or replaced.
    Withdrawn,
    /// Internal: no outsider learns that it exists.
    Never,
}

impl Given {
    pub fn of(deliverable: &Deliverable) -> Given {
        match (deliverable.audience, deliverable.state) {
            (Audience::Internal, _) => Given::Never,
            (_, DeliverableState::Withdrawn | DeliverableState::Superseded) => Given::Withdrawn,
            (_, state) if state.is_reached() => Given::Open,
            _ => Given::Waits,
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum RelayError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// Somebody changed it since it was shown.
    #[error("changed meanwhile")]
    Stale,
    /// What is internal, or not approved, is offered to nobody.
    #[error("it cannot be given to outsiders now")]
    NotGiven,
    /// The house is a channel already.
    #[error("a channel already")]
    Twice,
    /// None of those chosen can be offered it.
    #[error("nobody is left to offer it to")]
    Nobody,
    /// The mails have left: there is nothing to call back.
    #[error("the mails have left")]
    TooLate,
    /// Withdrawn: nothing is told of it any more.
    #[error("the relay is over")]
    Over,
    #[error(transparent)]
    Db(#[from] DbError),
}
