//! What staff say of a deadline or of an act, in words that several readers see.

use crate::db::Stored;
use crate::db::types::Json;
use crate::kernel::invalid::{Invalid, Reason, prose, required_line};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;

/// By language; or as one text that stands for all, as such words were written before they had languages and programs may still send
/// them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Label {
    Untagged(String),
    ByLanguage(Localised),
}

impl Label {
    pub const LIMIT: usize = 200;
    /// For a reason, which may take some lines.
    pub const LIMIT_REASON: usize = 1_000;

    /// What a deadline is about, checked; faults are told as `label` or `label.fr`.
    pub(super) fn checked(&self, faults: &mut Invalid) -> Label {
        if self.is_empty() {
            faults.add("label", Reason::Required);
            return Label::default();
        }
        self.each(faults, "label", |text| required_line(text, Label::LIMIT))
    }

    /// Why somebody does something, checked; it may be empty. Faults are told as `reason` or `reason.fr`.
    pub(super) fn checked_reason(&self, faults: &mut Invalid) -> Label {
        self.each(faults, "reason", |text| prose(text, Label::LIMIT_REASON))
    }

    fn each(&self, faults: &mut Invalid, field: &str, check: impl Fn(&str) -> Result<String, Reason>) -> Label {
        match self {
            Label::Untagged(text) => Label::Untagged(faults.take(field, check(text)).unwrap_or_default()),
            Label::ByLanguage(texts) => Label::ByLanguage(texts.checked(faults, field, check)),
        }
    }

    /// Whether it says nothing in any language.
    pub fn is_empty(&self) -> bool {
        match self {
            Label::Untagged(text) => text.trim().is_empty(),
            Label::ByLanguage(texts) => texts.is_empty(),
        }
    }

    /// As it is kept: the text itself, or its languages as JSON; nothing where nothing is said.
    pub(super) fn stored(&self) -> Stored<String> {
        match self {
            Label::Untagged(text) => Ok(text.clone()),
            Label::ByLanguage(texts) if texts.is_empty() => Ok(String::new()),
            Label::ByLanguage(texts) => Ok(Json::of(texts)?.as_str().to_owned()),
        }
    }

    /// The text by language; one without a language stands for all.
    pub fn texts(&self) -> Localised {
        match self {
            Label::Untagged(text) => Localised::three(text, text, text),
            Label::ByLanguage(texts) => texts.clone(),
        }
    }

    /// Reads what is kept. What is not one of our objects is a text as it stands.
    pub fn parse(stored: &str) -> Label {
        match serde_json::from_str::<Localised>(stored) {
            Ok(texts) if !texts.is_empty() => Label::ByLanguage(texts),
            _ => Label::Untagged(stored.to_owned()),
        }
    }

    /// The text for a reader, and its language where that is known.
    pub fn best(&self, locale: Locale) -> (Option<Locale>, &str) {
        match self {
            Label::Untagged(text) => (None, text),
            Label::ByLanguage(texts) => {
                texts.best_with_locale(locale).map_or((None, ""), |(found, text)| (Some(found), text))
            }
        }
    }
}

impl Default for Label {
    fn default() -> Label {
        Label::ByLanguage(Localised::default())
    }
}

impl From<&str> for Label {
    fn from(text: &str) -> Label {
        Label::Untagged(text.to_owned())
    }
}

impl From<Localised> for Label {
    fn from(texts: Localised) -> Label {
        Label::ByLanguage(texts)
    }
}
