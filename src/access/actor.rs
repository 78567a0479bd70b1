//! Who acts.

use crate::db::types::text_enum;
use crate::kernel::ids::{AccountId, CityId, DelegationId, ProgrammeId, SeatId};

text_enum! {
    /// A role that an account holds somewhere.
    pub enum Role {
        /// The whole installation.
        Administrator = "administrator",
        /// A programme, or one of its cities, with everything in it.
        Coordinator = "coordinator",
        /// Events, guests and invitations of one city.
        LocalCoordinator = "local-coordinator",
        /// Reads all, approves results, overrides gates.
        PrincipalInvestigator = "principal-investigator",
        /// Reads all, changes nothing.
        Auditor = "auditor",
        /// Writes for the outside: versions of external results, and links to them. Internal ones are not for their eyes.
        Editor = "editor",
        /// Passes external results on to chambers and consulates: packages, links, and who is who. Internal ones are not for their eyes.
        RelayOfficer = "relay-officer",
    }
}

text_enum! {
    /// What an API token may be used for. A token never exceeds its account.
    pub enum TokenScope {
        Read = "read",
        Write = "write",
        Import = "import",
        Metrics = "metrics",
        /// One's own account and, for administrators, everybody's. Whoever holds such a key can let people in.
        Accounts = "accounts",
    }
}

/// A role and where it holds: everywhere (administrator), in a programme, or in one of its cities.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grant {
    pub role: Role,
    pub programme: Option<ProgrammeId>,
    pub city: Option<CityId>,
}

/// Somebody with an account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    pub account: AccountId,
    pub grants: Vec<Grant>,
    /// Set when the request came with an API token: its scopes.
    pub token: Option<Vec<TokenScope>>,
    /// The programmes within reach that are closed: they are read, and nothing in them is changed.
    pub closed: Vec<ProgrammeId>,
}

/// Who acts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Actor {
    /// A stranger.
    Nobody,
    /// Somebody who holds a seat's link.
    Guest(SeatId),
    /// Somebody who holds the link of an institution's places.
    Office(DelegationId),
    Member(Member),
    /// Somebody whose password was right, of whom a second factor is demanded, and who has none yet: they may set it up, and nothing else.
    Enrolling(AccountId),
    /// The engine, by the name of its task, or the command line.
    System(&'static str),
}

impl Actor {
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Actor::Member(member) => Some(member.account),
            _ => None,
        }
    }
    pub fn grants(&self) -> &[Grant] {
        match self {
            Actor::Member(member) => &member.grants,
            _ => &[],
        }
    }
    pub fn is_administrator(&self) -> bool {
        self.grants().iter().any(|g| g.role == Role::Administrator)
    }
    /// The programmes the actor may see, or all of them.
    pub fn programmes(&self) -> Programmes {
        if matches!(self, Actor::System(_)) || self.is_administrator() {
            return Programmes::All;
        }
        Programmes::Some(self.grants().iter().filter_map(|g| g.programme).collect())
    }
}

/// Which programmes a list may draw from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Programmes {
    All,
    Some(Vec<ProgrammeId>),
}
