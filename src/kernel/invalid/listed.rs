use std::str::FromStr;

use super::{Invalid, Reason};
use crate::kernel::locale::Locale;
use crate::kernel::money::Currency;

/// A closed list of words, of which somebody types one.
pub trait ClosedList: FromStr {
    /// All of them, as somebody who typed another is told.
    fn words() -> String;
}

impl ClosedList for Locale {
    fn words() -> String {
        Locale::ALL.map(Locale::tag).join(", ")
    }
}

impl ClosedList for Currency {
    fn words() -> String {
        Currency::ALL.map(Currency::code).join(", ")
    }
}

/// One of a list; blanks beside it count for nothing.
pub fn one_of<T: ClosedList>(typed: &str) -> Result<T, Reason> {
    typed.trim().parse().map_err(|_| Reason::NotOneOf { allowed: T::words() })
}

/// The same, where nothing else is asked for.
pub fn one_of_at<T: ClosedList>(field: &str, typed: &str) -> Result<T, Invalid> {
    one_of(typed).map_err(|reason| Invalid::one(field, reason))
}
