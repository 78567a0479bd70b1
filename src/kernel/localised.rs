//! Text by language, written by staff: titles, descriptions, messages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::locale::Locale;

/// A text in some of the product's languages; an empty string counts as missing. Kept as one JSON object by language tag.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(from = "BTreeMap<Locale, String>", into = "BTreeMap<Locale, String>")]
pub struct Localised(BTreeMap<Locale, String>);

impl From<BTreeMap<Locale, String>> for Localised {
    fn from(texts: BTreeMap<Locale, String>) -> Self {
        Self::new(texts)
    }
}

impl From<Localised> for BTreeMap<Locale, String> {
    fn from(texts: Localised) -> Self {
        texts.0
    }
}

impl Localised {
    pub fn new(pairs: impl IntoIterator<Item = (Locale, String)>) -> Self {
        let mut this = Self::default();
        pairs.into_iter().for_each(|(l, t)| this.set(l, t));
        this
    }
    pub fn three(en: &str, fr: &str, zh: &str) -> Self {
        Self::new([(Locale::En, en.to_owned()), (Locale::Fr, fr.to_owned()), (Locale::Zh, zh.to_owned())])
    }
    pub fn set(&mut self, locale: Locale, text: String) {
        if text.trim().is_empty() {
            self.0.remove(&locale);
        } else {
            self.0.insert(locale, text);
        }
    }
    /// The text in exactly this language.
    pub fn get(&self, locale: Locale) -> Option<&str> {
        self.0.get(&locale).map(String::as_str)
    }
    /// The text in this language, else in English, else in any; empty only when there is none at all.
    pub fn best(&self, locale: Locale) -> &str {
        self.best_with_locale(locale).map_or("", |(_, text)| text)
    }
    /// As [`Self::best`], with the language found, for a right `lang` attribute.
    pub fn best_with_locale(&self, locale: Locale) -> Option<(Locale, &str)> {
        [locale, Locale::En]
            .into_iter()
            .find_map(|l| self.get(l).map(|t| (l, t)))
            .or_else(|| self.0.iter().next().map(|(l, t)| (*l, t.as_str())))
    }
    pub fn missing(&self) -> Vec<Locale> {
        Locale::ALL.into_iter().filter(|l| self.get(*l).is_none()).collect()
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    pub fn iter(&self) -> impl Iterator<Item = (Locale, &str)> {
        self.0.iter().map(|(l, t)| (*l, t.as_str()))
    }
}
