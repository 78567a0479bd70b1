//! Text by language, written by staff: titles, descriptions, messages.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use super::invalid::{Invalid, Reason};
use super::locale::Locale;

/// A text in some of the product's languages; an empty string counts as missing. Kept as one JSON object by language tag.
///
/// The texts stand behind one another in one piece of memory: a page's worth of titles are thousands of them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(into = "BTreeMap<Locale, String>")]
pub struct Localised {
    texts: Box<str>,
    /// Where each language's ends.
    ends: [usize; Locale::ALL.len()],
}

/// The object as it is read.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Wire<'a> {
    #[serde(borrow)]
    en: Cow<'a, str>,
    #[serde(borrow)]
    fr: Cow<'a, str>,
    #[serde(borrow)]
    zh: Cow<'a, str>,
}

impl<'de> Deserialize<'de> for Localised {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let Wire { en, fr, zh } = Wire::deserialize(source)?;
        Ok(Self::joined([&en, &fr, &zh]))
    }
}

impl From<BTreeMap<Locale, String>> for Localised {
    fn from(texts: BTreeMap<Locale, String>) -> Self {
        Self::new(texts)
    }
}

impl From<Localised> for BTreeMap<Locale, String> {
    fn from(texts: Localised) -> Self {
        texts.iter().map(|(locale, text)| (locale, text.to_owned())).collect()
    }
}

impl Localised {
    /// The last one counts where a language is there twice; one that is only blanks is missing.
    pub fn new(pairs: impl IntoIterator<Item = (Locale, String)>) -> Self {
        let mut all: [String; Locale::ALL.len()] = Default::default();
        pairs.into_iter().for_each(|(locale, text)| all[locale as usize] = text);
        Self::joined(all.each_ref().map(String::as_str))
    }
    /// In the order of [`Locale::ALL`]; one that is only blanks is missing.
    pub fn three(en: &str, fr: &str, zh: &str) -> Self {
        Self::joined([en, fr, zh])
    }
    /// In the order of [`Locale::ALL`]; one that is only blanks is missing.
    fn joined(texts: [&str; Locale::ALL.len()]) -> Self {
        let texts = texts.map(|text| if text.trim().is_empty() { "" } else { text });
        let mut end = 0;
        let ends = texts.map(|text| {
            end += text.len();
            end
        });
        Self { texts: texts.concat().into_boxed_str(), ends }
    }
    /// The text in this language from then on; one that is only blanks takes it away.
    pub fn set(&mut self, locale: Locale, text: String) {
        let mut all = Locale::ALL.map(|l| self.get(l).unwrap_or_default());
        all[locale as usize] = &text;
        *self = Self::joined(all);
    }
    /// The text in exactly this language.
    pub fn get(&self, locale: Locale) -> Option<&str> {
        let at = locale as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        self.texts.get(start..self.ends[at]).filter(|text| !text.is_empty())
    }
    /// The text in this language, else in English, else in any; empty only when there is none at all.
    pub fn best(&self, locale: Locale) -> &str {
        self.best_with_locale(locale).map_or("", |(_, text)| text)
    }
    /// As [`Self::best`], with the language found, for a right `lang` attribute.
    pub fn best_with_locale(&self, locale: Locale) -> Option<(Locale, &str)> {
        [locale, Locale::En].into_iter().find_map(|l| self.get(l).map(|t| (l, t))).or_else(|| self.iter().next())
    }
    /// The texts as `check` takes them; what it refuses is told as `field.fr`.
    pub fn checked(&self, bad: &mut Invalid, field: &str, check: impl Fn(&str) -> Result<String, Reason>) -> Localised {
        let take =
            |(locale, text): (Locale, &str)| Some((locale, bad.take(&format!("{field}.{locale}"), check(text))?));
        Localised::new(self.iter().filter_map(take))
    }
    /// The languages without a text.
    pub fn missing(&self) -> Vec<Locale> {
        Locale::ALL.into_iter().filter(|l| self.get(*l).is_none()).collect()
    }
    /// Whether there is no text in any language.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
    /// The texts that there are, in the order of [`Locale::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (Locale, &str)> {
        Locale::ALL.into_iter().filter_map(|l| self.get(l).map(|text| (l, text)))
    }
}
