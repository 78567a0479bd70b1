//! Identifiers.
//!
//! Inside the house a row has a 64-bit number of a type of its own ([`Id`]); outside (URLs, API, calendar UIDs) it is known
//! by a random [`PublicId`] that tells nothing of order or count.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use rand::RngExt;
use serde::{Deserialize, Serialize};

/// A row's number, typed by what the row is, so that a seat's number never selects an event.
pub struct Id<T>(i64, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// A number that a row has, or is about to have.
    pub const fn new(raw: i64) -> Self {
        Self(raw, PhantomData)
    }
    /// The number without its type: for history and lists, which hold many kinds.
    pub const fn raw(self) -> i64 {
        self.0
    }
    /// For columns, which want a place to borrow from.
    pub const fn raw_ref(&self) -> &i64 {
        &self.0
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> std::hash::Hash for Id<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
impl<T> From<i64> for Id<T> {
    fn from(raw: i64) -> Self {
        Self::new(raw)
    }
}
impl<T> Serialize for Id<T> {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_i64(self.0)
    }
}
impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        i64::deserialize(d).map(Self::new)
    }
}

/// One marker and one alias per noun.
macro_rules! nouns {
    ($($alias:ident = $marker:ident),* $(,)?) => {$(
        #[derive(Debug)]
        pub enum $marker {}
        pub type $alias = Id<$marker>;
    )*};
}

nouns! {
    AccountId = AccountNoun,
    ProgrammeId = ProgrammeNoun,
    CityId = CityNoun,
    StepId = StepNoun,
    DeliverableId = DeliverableNoun,
    EventId = EventNoun,
    ContactId = ContactNoun,
    OrganisationId = OrganisationNoun,
    AddressId = AddressNoun,
    RoundId = RoundNoun,
    SeatId = SeatNoun,
    SessionId = SessionNoun,
    SlideId = SlideNoun,
    SponsorshipId = SponsorshipNoun,
    PackageId = PackageNoun,
    ActivityId = ActivityNoun,
    SponsorFileId = SponsorFileNoun,
    ChannelId = ChannelNoun,
    RelayPackageId = RelayPackageNoun,
    RelayId = RelayNoun,
    DelegationId = DelegationNoun,
    InvitationId = InvitationNoun,
    AnswerId = AnswerNoun,
    OutboxId = OutboxNoun,
    ImportId = ImportNoun,
    HistoryId = HistoryNoun,
    FileId = FileNoun,
    VersionId = VersionNoun,
    VersionFileId = VersionFileNoun,
    ReviewId = ReviewNoun,
    ShareId = ShareNoun,
}

/// The alphabet of public ids: no vowels and no look-alikes, so that an id never spells a word and can be read over a telephone.
const ALPHABET: &[u8; 28] = b"23456789bcdfghjkmnpqrstvwxyz";
/// Whether a byte is of the alphabet: ids are read by the thousand.
const IS_LETTER: [bool; 256] = {
    let mut letters = [false; 256];
    let mut n = 0;
    while n < ALPHABET.len() {
        letters[ALPHABET[n] as usize] = true;
        n += 1;
    }
    letters
};

/// A random name of a row for the outside: 16 characters of a 28-letter alphabet, 76 bits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicId([u8; PublicId::LEN]);

impl PublicId {
    /// In characters, each of one byte.
    pub const LEN: usize = 16;

    /// Of a new row. That it is nobody else's a unique index decides.
    pub fn random() -> Self {
        let mut rng = rand::rng();
        Self(std::array::from_fn(|_| ALPHABET[rng.random_range(0..ALPHABET.len())]))
    }
    /// As it stands in addresses and answers.
    pub fn as_str(&self) -> &str {
        // Always letters of the alphabet.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Debug for PublicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicId({})", self.as_str())
    }
}

impl Serialize for PublicId {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.as_str())
    }
}

impl fmt::Display for PublicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is not a public id: wrong length or a letter outside the alphabet.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not an identifier of this installation")]
pub struct BadPublicId;

impl FromStr for PublicId {
    type Err = BadPublicId;
    fn from_str(text: &str) -> Result<Self, BadPublicId> {
        let letters: [u8; Self::LEN] = text.as_bytes().try_into().map_err(|_| BadPublicId)?;
        if letters.iter().all(|b| IS_LETTER[usize::from(*b)]) { Ok(Self(letters)) } else { Err(BadPublicId) }
    }
}

impl<'de> Deserialize<'de> for PublicId {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}
