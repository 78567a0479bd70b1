//! What is wrong with the places that an institution takes, and with the names it gives.

/// Why a number of places or a name was refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlaceFault {
    /// Fewer places than the institution takes.
    BelowTaken { taken: i64 },
    /// Somebody comes for an institution already.
    NamedTwice,
    /// Somebody has a seat at the event: at an institution of this name, or (empty) for themselves.
    HoldsSeat { at: String },
    /// Somebody whom an institution cannot name by itself; why is not its affair.
    CannotBeNamed,
    /// Of an institution's places, so many as it takes, all have a name.
    NoPlaceLeft { places: usize },
    /// So many are named, and who they are: more than the places that would be left.
    StillNamed { named: usize, names: String },
}

impl PlaceFault {
    /// The last part of the message's key.
    pub const fn key(&self) -> &'static str {
        match self {
            PlaceFault::BelowTaken { .. } => "below-taken",
            PlaceFault::NamedTwice => "named-twice",
            PlaceFault::HoldsSeat { .. } => "holds-seat",
            PlaceFault::CannotBeNamed => "cannot-be-named",
            PlaceFault::NoPlaceLeft { .. } => "no-place-left",
            PlaceFault::StillNamed { .. } => "still-named",
        }
    }
    /// What its sentence is filled with.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            PlaceFault::NamedTwice | PlaceFault::CannotBeNamed => Vec::new(),
            PlaceFault::BelowTaken { taken } => vec![how_many(*taken), ("taken", taken.to_string())],
            PlaceFault::HoldsSeat { at } => {
                let whose = if at.is_empty() { "own" } else { "institution" };
                vec![("whose", whose.to_owned()), ("at", at.clone())]
            }
            PlaceFault::NoPlaceLeft { places } => {
                vec![how_many(i64::try_from(*places).unwrap_or(i64::MAX)), ("places", places.to_string())]
            }
            PlaceFault::StillNamed { named, names } => vec![("named", named.to_string()), ("names", names.clone())],
        }
    }
}

/// Which sentence is about so many: "All 1 places" is none.
pub(super) fn how_many(n: i64) -> (&'static str, String) {
    let how = match n {
        0 => "none",
        1 => "one",
        _ => "several",
    };
    ("how", how.to_owned())
}
