//! What is wrong with a text that is passed on, with whoever passes it on, or with what is told of it.

use chrono::NaiveDate;

/// Why a text of a package, an officer, or a day on which it was passed on, was refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RelayFault {
    /// So many words are taken, and so many there are.
    TooManyWords { limit: usize, length: usize },
    /// The same of a Chinese text, by its characters.
    TooManyCharacters { limit: usize, length: usize },
    /// It was offered on a later day.
    BeforeOffer { day: NaiveDate },
    /// Somebody of another house is to speak for it.
    NotTheirs,
}

impl RelayFault {
    /// The last part of the message's key.
    pub const fn key(&self) -> &'static str {
        match self {
            RelayFault::TooManyWords { .. } => "too-many-words",
            RelayFault::TooManyCharacters { .. } => "too-many-characters",
            RelayFault::BeforeOffer { .. } => "before-offer",
            RelayFault::NotTheirs => "not-theirs",
        }
    }
    /// What its sentence is filled with; a day is written by whoever knows the language.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            RelayFault::TooManyWords { limit, length } | RelayFault::TooManyCharacters { limit, length } => {
                vec![("limit", limit.to_string()), ("length", length.to_string())]
            }
            RelayFault::BeforeOffer { day } => vec![("day", day.to_string())],
            RelayFault::NotTheirs => Vec::new(),
        }
    }
}
