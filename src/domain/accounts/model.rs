use crate::access::{Actor, Denied, Member, Role, TokenScope};
use crate::db::DbError;
use crate::db::types::text_enum;
use crate::kernel::email::Email;
use crate::kernel::ids::{AccountId, ProgrammeId, PublicId};
use crate::kernel::invalid::Invalid;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::sealing::Unreadable;
use crate::kernel::time::{Instant, Zone};

text_enum! {
    /// Whether a member wants the Monday mail.
    pub enum DigestWish {
        On = "on",
        Off = "off",
    }
}

/// Somebody who may sign in.
#[derive(Clone, Debug)]
pub struct Account {
    pub id: AccountId,
    pub public_id: PublicId,
    pub version: i64,
    pub email: Email,
    pub name: String,
    pub locale: Locale,
    pub zone: Zone,
    pub has_password: bool,
    pub created_at: Instant,
    pub disabled_at: Option<Instant>,
    pub digest: DigestWish,
}

/// A grant with the words to show it.
#[derive(Clone, Debug)]
pub struct GrantView {
    pub id: i64,
    pub role: Role,
    pub programme: Option<(PublicId, Localised)>,
    pub city: Option<(PublicId, Localised)>,
}

/// An account with what it holds.
#[derive(Clone, Debug)]
pub struct AccountView {
    pub account: Account,
    pub grants: Vec<GrantView>,
    pub last_seen: Option<Instant>,
    /// Since when it signs in with a second factor.
    pub second_factor: Option<Instant>,
}

/// One place where an account is signed in.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// As [`SignedIn::sign_in`] names it.
    pub row: i64,
    pub public_id: PublicId,
    /// What the browser says it is.
    pub device: String,
    pub created_at: Instant,
    pub seen_at: Instant,
}

/// How far somebody has come who signed in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// All the way.
    Whole,
    /// A second factor is demanded of them, and they have none yet.
    Enrolling,
}

/// Who a cookie or a token belongs to.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The row of the sign-in; none for a token.
    pub sign_in: Option<i64>,
    /// The row of the token; none for a sign-in.
    pub token: Option<i64>,
    pub standing: Standing,
    pub member: Member,
    pub name: String,
    pub public_id: PublicId,
    pub locale: Locale,
    pub zone: Zone,
    /// The programmes in sight, oldest first.
    pub programmes: Vec<ProgrammeRef>,
    /// How far history went when they were let in: whatever they are shown then tells of no less. None for a token.
    pub place: Option<i64>,
}

impl SignedIn {
    /// As whom they act: with what they hold, or only to set up what is demanded first.
    pub fn actor(&self) -> Actor {
        match self.standing {
            Standing::Whole => Actor::Member(self.member.clone()),
            Standing::Enrolling => Actor::Enrolling(self.member.account),
        }
    }
}

/// A programme by name.
#[derive(Clone, Debug)]
pub struct ProgrammeRef {
    pub id: ProgrammeId,
    pub public_id: PublicId,
    pub slug: String,
    pub title: Localised,
    /// It is over: nothing is sent about it by itself, and nothing in it is changed.
    pub closing: Option<Closing>,
}

impl ProgrammeRef {
    /// By its slug or its public id, as everywhere in addresses.
    pub fn is_called(&self, key: &str) -> bool {
        self.slug == key || self.public_id.as_str() == key
    }
    pub const fn is_closed(&self) -> bool {
        self.closing.is_some()
    }
}

/// The end of a programme.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Closing {
    pub at: Instant,
    /// None: the engine, or nobody whose name is kept.
    pub by: Option<String>,
    pub reason: String,
}

/// Those of them that are closed, as a member knows them.
pub(super) fn closed_of(programmes: &[ProgrammeRef]) -> Vec<ProgrammeId> {
    programmes.iter().filter(|p| p.is_closed()).map(|p| p.id).collect()
}

/// A key for programs. The secret is shown once, when it is made.
#[derive(Clone, Debug)]
pub struct ApiToken {
    pub public_id: PublicId,
    pub name: String,
    pub scopes: Vec<TokenScope>,
    pub created_at: Instant,
    pub expires_at: Option<Instant>,
    pub seen_at: Option<Instant>,
}

text_enum! {
    /// What an account's link is for.
    pub enum LinkPurpose {
        /// The first password.
        Invitation = "invitation",
        Reset = "reset",
    }
}

/// What attempts were too many of. An address is counted whether it is an account's or not: neither word tells which.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counted {
    OnAccount,
    FromNetwork,
}

#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// Wrong address or password: which of them is not told.
    #[error("the address or the password is wrong")]
    WrongCredentials,
    /// Too many attempts; the number of minutes after which the next is heard.
    #[error("too many attempts; wait {minutes} minutes")]
    TooMany { minutes: i64, counted: Counted },
    /// A code that is none of this account's now, or was used: which of them is not told.
    #[error("the code is wrong, or was used")]
    WrongCode,
    /// What stood between password and code was used, or is too old.
    #[error("the code came too late: sign in again")]
    NoStep,
    /// A second factor is on already.
    #[error("the second factor is on")]
    FactorOn,
    /// There is none to confirm, renew or turn off.
    #[error("there is no second factor")]
    NoFactor,
    /// It may not be turned off while it is demanded.
    #[error("a second factor is demanded of this account")]
    FactorDemanded,
    /// One's own is turned off, with a code; nobody resets it for themselves.
    #[error("nobody resets their own second factor")]
    OwnFactor,
    /// What was kept cannot be read with this installation's key.
    #[error("{0}")]
    Sealed(#[from] Unreadable),
    /// A link that was used, is too old, or never was one.
    #[error("this link is no longer good")]
    DeadLink,
    /// There is an administrator already.
    #[error("this installation is set up already")]
    AlreadySetUp,
    /// The last administrator cannot be disabled or lose the role.
    #[error("this is the last administrator")]
    LastAdministrator,
    #[error("somebody else changed this account meanwhile")]
    Stale,
    #[error("the password could not be hashed: {0}")]
    Hashing(String),
    #[error(transparent)]
    Db(#[from] DbError),
}
