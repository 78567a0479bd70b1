//! What a host's deadline is about, in words.

use crate::db::Stored;
use crate::db::types::Json;
use crate::kernel::invalid::{Invalid, Reason, required_line};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;

/// By language; or as one text that stands for all, as labels were written before they had languages and programs may still send them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Label {
    Untagged(String),
    ByLanguage(Localised),
}

impl Label {
    pub const LIMIT: usize = 200;

    /// What somebody wrote, checked; faults are told as `label` or `label.fr`.
    pub(super) fn checked(&self, faults: &mut Invalid) -> Label {
        match self {
            Label::Untagged(text) => {
                Label::Untagged(faults.take("label", required_line(text, Label::LIMIT)).unwrap_or_default())
            }
            Label::ByLanguage(texts) => {
                if texts.is_empty() {
                    faults.add("label", Reason::Required);
                }
                let mut good = Localised::default();
                for (locale, text) in texts.iter() {
                    let checked = faults.take(&format!("label.{locale}"), required_line(text, Label::LIMIT));
                    good.set(locale, checked.unwrap_or_default());
                }
                Label::ByLanguage(good)
            }
        }
    }

    /// As it is kept: the text itself, or its languages as JSON.
    pub(super) fn stored(&self) -> Stored<String> {
        match self {
            Label::Untagged(text) => Ok(text.clone()),
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
