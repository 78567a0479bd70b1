//! What is wrong with a text that is passed on, or with what is told of its passing-on.

use chrono::NaiveDate;

/// Why a text of a package, or a day on which it was passed on, was refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RelayFault {
    /// So many words are taken, and so many there are.
    TooManyWords { limit: usize, length: usize },
    /// The same of a Chinese text, by its characters.
    TooManyCharacters { limit: usize, length: usize },
    /// It was offered on a later day.
    BeforeOffer { day: NaiveDate },
    /// It is kept back until a later day.
    BeforeEmbargo { day: NaiveDate },
    /// It is kept back until a day that nobody knows yet.
    EmbargoUnknown,
}

impl RelayFault {
    /// The last part of the message's key.
    pub const fn key(&self) -> &'static str {
        match self {
            RelayFault::TooManyWords { .. } => "too-many-words",
            RelayFault::TooManyCharacters { .. } => "too-many-characters",
            RelayFault::BeforeOffer { .. } => "before-offer",
            RelayFault::BeforeEmbargo { .. } => "before-embargo",
            RelayFault::EmbargoUnknown => "embargo-unknown",
        }
    }
    /// What its sentence is filled with; a day is written by whoever knows the language.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            RelayFault::TooManyWords { limit, length } | RelayFault::TooManyCharacters { limit, length } => {
                vec![("limit", limit.to_string()), ("length", length.to_string())]
            }
            RelayFault::BeforeOffer { day } | RelayFault::BeforeEmbargo { day } => vec![("day", day.to_string())],
            RelayFault::EmbargoUnknown => Vec::new(),
        }
    }
}
