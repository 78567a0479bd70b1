//! The languages the product speaks.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language of the product and of its mails. `Zh` is Simplified Chinese (`zh-Hans` in pages and mails).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    #[default]
    En,
    Fr,
    Zh,
}

impl Locale {
    /// In the order in which they are offered.
    pub const ALL: [Locale; 3] = [Locale::En, Locale::Fr, Locale::Zh];

    /// The tag kept in the database and in URLs.
    pub const fn tag(self) -> &'static str {
        match self {
            Locale::En => "en",
            Locale::Fr => "fr",
            Locale::Zh => "zh",
        }
    }
    /// The BCP 47 tag for `lang` attributes and `Content-Language`.
    pub const fn bcp47(self) -> &'static str {
        match self {
            Locale::En => "en",
            Locale::Fr => "fr",
            Locale::Zh => "zh-Hans",
        }
    }
    /// The language's name in itself.
    pub const fn endonym(self) -> &'static str {
        match self {
            Locale::En => "English",
            Locale::Fr => "Français",
            Locale::Zh => "中文",
        }
    }
    /// The best of ours for an `Accept-Language` header (RFC 9110, 12.5.4); none when it names none of ours.
    pub fn from_accept_language(header: &str) -> Option<Locale> {
        let mut best: Option<(f32, Locale)> = None;
        for part in header.split(',') {
            let mut pieces = part.trim().split(';');
            let Some(locale) = pieces.next().and_then(|tag| tag.parse().ok()) else { continue };
            let weight = pieces.find_map(|p| weight_of(p.trim())).unwrap_or(1.0);
            if weight > 0.0 && best.is_none_or(|(w, _)| weight > w) {
                best = Some((weight, locale));
            }
        }
        best.map(|(_, locale)| locale)
    }
}

/// The number of a `q=` parameter; one that is no number weighs nothing.
fn weight_of(parameter: &str) -> Option<f32> {
    let (name, value) = parameter.split_once('=')?;
    name.trim().eq_ignore_ascii_case("q").then(|| value.trim().parse().unwrap_or(0.0))
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// None of our languages.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("the language must be one of en, fr, zh")]
pub struct UnknownLocale;

impl FromStr for Locale {
    type Err = UnknownLocale;
    /// Reads our tags and any BCP 47 tag that begins with one of them (`fr-BE`, `zh_CN`).
    fn from_str(text: &str) -> Result<Self, UnknownLocale> {
        let primary = text.trim().split(['-', '_']).next().unwrap_or_default();
        Locale::ALL.into_iter().find(|l| l.tag().eq_ignore_ascii_case(primary)).ok_or(UnknownLocale)
    }
}
