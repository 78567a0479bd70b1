//! The product's own sentences, and numbers, dates and lists as a reader of each language writes them.
//!
//! Sentences live in `templates/i18n/<language>/<noun>.ftl` (Fluent), are embedded and compiled once. [`Words`] is the handle that pages
//! and mails carry: a language, nothing else. Keys are plain strings, because templates use them; `tests.rs` proves that every key
//! used exists in all languages, with the same placeholders, and that none is left over.

mod catalogue;
mod countries;
mod dates;
mod places;
#[cfg(test)]
mod tests;

pub use catalogue::Arg;
pub use countries::country_names;
pub use dates::{Clocks, Of};

use fluent_bundle::FluentArgs;

use crate::kernel::invalid::{Reason, RelayFault};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;

/// Words of one language. Copy it freely; the catalogue behind it is shared by all threads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Words {
    locale: Locale,
}

impl Words {
    pub const fn new(locale: Locale) -> Self {
        Self { locale }
    }

    pub const fn locale(self) -> Locale {
        self.locale
    }

    /// The BCP 47 tag for `lang` attributes.
    pub const fn lang(self) -> &'static str {
        self.locale.bcp47()
    }

    /// The sentence for a key. A key missing in this language speaks English; one missing everywhere shows itself in brackets.
    pub fn t(self, key: impl AsRef<str>) -> String {
        catalogue::format(self.locale, key.as_ref(), None)
    }

    /// Words that something follows on the same line, with the blank that stands between; none behind a sign of full width.
    pub fn before(self, key: impl AsRef<str>) -> String {
        self.ahead(self.t(key))
    }

    /// The same of words that are said already.
    pub fn ahead(self, said: impl AsRef<str>) -> String {
        let said = said.as_ref();
        let wide = said.ends_with(['：', '，', '。', '？', '！', '；', '）']);
        if wide || (self.locale == Locale::Zh && said.ends_with('”')) { said.to_owned() } else { format!("{said} ") }
    }

    /// Sentences in one line, one behind the other.
    pub fn sentences(self, all: impl IntoIterator<Item = String>) -> String {
        let mut line = String::new();
        for one in all.into_iter().filter(|one| !one.is_empty()) {
            line = if line.is_empty() { one } else { self.ahead(line) + &one };
        }
        line
    }

    /// The sentence for a key about a number, named `n` there; it chooses the plural and is written with its groups.
    pub fn n(self, key: impl AsRef<str>, n: impl Arg) -> String {
        self.with(key, &[("n", &n)])
    }

    /// The sentence for a key with named values. In a template, without the outer `&`: `w.with("key", [("name", &value)])`.
    pub fn with(self, key: impl AsRef<str>, values: &[(&str, &dyn Arg)]) -> String {
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set((*name).to_owned(), value.fluent());
        }
        catalogue::format(self.locale, key.as_ref(), Some(&args))
    }

    /// Whether this language or English has the key: for messages whose key is made at run time.
    pub fn has(self, key: &str) -> bool {
        catalogue::has(self.locale, key)
    }

    /// A name beside another one that it is not. Where both read alike in this language, it is told by what sets it apart in the others.
    pub fn beside(self, name: &Localised, other: &Localised) -> String {
        let best = name.best(self.locale);
        if best != other.best(self.locale) {
            return best.to_owned();
        }
        let apart = name.iter().filter(|(locale, text)| other.get(*locale) != Some(*text));
        let apart: Vec<String> = apart
            .map(|(locale, text)| {
                let language = self.t(format!("language-{locale}"));
                self.with("history-field-in", &[("field", &text), ("language", &language)])
            })
            .collect();
        if apart.is_empty() { best.to_owned() } else { self.list(&apart) }
    }

    /// Why a field was refused, and its limit: the message `invalid-<key>`.
    pub fn reason(self, reason: &Reason) -> String {
        let args = match reason {
            Reason::AnswersOver { by } => vec![("when", self.moment(*by)), ("offset", by.offset_label())],
            Reason::BeforeEventEnds { end } => vec![("when", self.moment(*end))],
            Reason::OutsideAgenda { start, end } => vec![("range", self.range(*start, *end))],
            Reason::RoomTaken { by, start, end } => {
                vec![("by", by.best(self.locale).to_owned()), ("hours", self.hours(*start, *end))]
            }
            Reason::TooFar { last } | Reason::NotYet { last } => vec![("last", self.date_medium(*last))],
            Reason::FarAway { first, last } => {
                vec![("first", self.date_medium(*first)), ("last", self.date_medium(*last))]
            }
            Reason::Relay(RelayFault::BeforeOffer { day }) => vec![("day", self.date_medium(*day))],
            reason => reason.args(self.locale),
        };
        let args: Vec<(&str, &dyn Arg)> = args.iter().map(|(name, value)| (*name, value as &dyn Arg)).collect();
        self.with(format!("invalid-{}", reason.key()), &args)
    }
}
