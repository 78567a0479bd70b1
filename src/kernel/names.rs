//! Names of persons: script, order and form of address belong to the person, not to us.

use serde::{Deserialize, Serialize};

use super::locale::Locale;
use super::localised::Localised;

/// A person's name: as written natively, in Latin letters, and how the person is addressed in each language.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PersonName {
    /// 王建国, or the Latin name of somebody who has no other; never empty for a living row.
    pub native: String,
    /// Wang Jianguo; empty when the native name is Latin already.
    pub latin: String,
    /// Family name in Latin letters as it sorts and is addressed: "Wang", "Laurent".
    pub family: String,
    /// The whole salutation by language: "王建国副局长，您好：", "Chère Madame Laurent,", "Dear Professor Wang,".
    pub address: Localised,
}

impl PersonName {
    /// The name for a reader of this language: native script for Chinese readers, Latin where there is one for the others.
    pub fn shown(&self, locale: Locale) -> &str {
        match locale {
            Locale::Zh if !self.native.is_empty() => &self.native,
            Locale::Zh | Locale::En | Locale::Fr => self.latin_or_native(),
        }
    }
    /// For readers of Latin letters, as far as there are any.
    pub fn latin_or_native(&self) -> &str {
        if self.latin.is_empty() { &self.native } else { &self.latin }
    }
    /// The other script, when there is one, to stand beside the shown one.
    pub fn beside(&self, locale: Locale) -> Option<&str> {
        let other = match locale {
            Locale::Zh => &self.latin,
            Locale::En | Locale::Fr => &self.native,
        };
        (!other.is_empty() && other != self.shown(locale)).then_some(other)
    }
    /// The language tag of the native name's script, for `lang` attributes.
    pub fn native_lang(&self) -> Option<&'static str> {
        self.native.chars().any(is_han).then_some("zh-Hans")
    }
}

/// Whether a character is a Chinese ideograph.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}
