//! Text by language, written by staff: titles, descriptions, messages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::locale::Locale;

/// A text in some of the product's languages; an empty string counts as missing. Kept as one JSON object by language tag.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Wire", into = "BTreeMap<Locale, String>")]
pub struct Localised([String; Locale::ALL.len()]);

/// The object as it is read: a page's worth of titles are a thousand of them.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Wire {
    en: String,
    fr: String,
    zh: String,
}

impl From<Wire> for Localised {
    fn from(Wire { en, fr, zh }: Wire) -> Self {
        Self::new([(Locale::En, en), (Locale::Fr, fr), (Locale::Zh, zh)])
    }
}

impl From<BTreeMap<Locale, String>> for Localised {
    fn from(texts: BTreeMap<Locale, String>) -> Self {
        Self::new(texts)
    }
}

impl From<Localised> for BTreeMap<Locale, String> {
    fn from(texts: Localised) -> Self {
        Locale::ALL.into_iter().zip(texts.0).filter(|(_, text)| !text.is_empty()).collect()
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
        self.0[locale as usize] = if text.trim().is_empty() { String::new() } else { text };
    }
    /// The text in exactly this language.
    pub fn get(&self, locale: Locale) -> Option<&str> {
        Some(self.0[locale as usize].as_str()).filter(|text| !text.is_empty())
    }
    /// The text in this language, else in English, else in any; empty only when there is none at all.
    pub fn best(&self, locale: Locale) -> &str {
        self.best_with_locale(locale).map_or("", |(_, text)| text)
    }
    /// As [`Self::best`], with the language found, for a right `lang` attribute.
    pub fn best_with_locale(&self, locale: Locale) -> Option<(Locale, &str)> {
        [locale, Locale::En].into_iter().find_map(|l| self.get(l).map(|t| (l, t))).or_else(|| self.iter().next())
    }
    pub fn missing(&self) -> Vec<Locale> {
        Locale::ALL.into_iter().filter(|l| self.get(*l).is_none()).collect()
    }
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(String::is_empty)
    }
    pub fn iter(&self) -> impl Iterator<Item = (Locale, &str)> {
        Locale::ALL.into_iter().filter_map(|l| self.get(l).map(|text| (l, text)))
    }
}
