//! How an answer came that staff entered for a guest.

use crate::db::types::text_enum;
use crate::domain::history::PersonalChange;
use crate::kernel::ids::ContactId;
use crate::kernel::invalid::{Invalid, Reason, line, one_of};

text_enum! {
    /// By which way.
    pub enum Way {
        Phone = "phone",
        /// A mail or a letter.
        Mail = "mail",
        InPerson = "in-person",
        /// Another, which is said in words.
        Other = "other",
    }
}

/// The way, and what is to be said of it: "his secretary Ms Chen".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    way: Way,
    words: String,
}

impl Source {
    pub const LIMIT: usize = 200;

    /// From what was typed, as the fields `how` and `source`.
    pub fn parse(way: &str, words: &str) -> Result<Source, Invalid> {
        let mut bad = Invalid::default();
        let way = match way.trim() {
            "" => Err(Reason::Required),
            way => one_of(way),
        };
        let way = bad.take("how", way);
        let words = bad.take("source", line(words, Self::LIMIT));
        if way == Some(Way::Other) && words.as_ref().is_some_and(String::is_empty) {
            bad.add("source", Reason::Required);
        }
        match (way, words) {
            (Some(way), Some(words)) if bad.0.is_empty() => Ok(Source { way, words }),
            _ => Err(bad),
        }
    }
    /// What history may say of what was kept: for ever the way, or a code of our own; and the words, which go when the person goes.
    pub(in crate::domain::invitations) fn told(
        kept: &str,
        contact: Option<ContactId>,
    ) -> (&str, Option<PersonalChange>) {
        let (reason, words) = match Self::read(kept) {
            (Some(way), words) => (way.as_str(), words),
            (None, code) => (code, ""),
        };
        let personal = (!words.is_empty()).then(|| PersonalChange {
            contact,
            field: "source".to_owned(),
            before: None,
            after: Some(words.to_owned()),
        });
        (reason, personal)
    }
    /// As it is kept beside the answer: "phone: his secretary Ms Chen".
    pub(in crate::domain::invitations) fn kept(&self) -> String {
        if self.words.is_empty() { self.way.to_string() } else { format!("{}: {}", self.way, self.words) }
    }
    /// What was kept, as way and words. Answers from before ways were asked for have words alone.
    pub fn read(kept: &str) -> (Option<Way>, &str) {
        let (first, rest) = kept.split_once(": ").unwrap_or((kept, ""));
        match first.parse() {
            Ok(way) => (Some(way), rest),
            Err(_) => (None, kept),
        }
    }
}
