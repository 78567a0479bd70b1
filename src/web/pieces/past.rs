use super::tongue_of;
use crate::i18n::{Of, Words};
use crate::kernel::locale::Locale;

/// One entry of an object's history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Past {
    /// What happened, as a sentence.
    pub what: String,
    pub who: String,
    /// "3 minutes ago".
    pub ago: String,
    /// "18 Apr 2016, 10:12".
    pub exact: String,
    /// RFC 3339, for machines.
    pub machine: String,
    /// Why, or by which door.
    pub note: Option<String>,
    pub changes: Vec<Changed>,
}

/// A field that an entry changed, in words, with both sides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Changed {
    pub field: String,
    pub before: String,
    pub after: String,
    /// The language of both sides, of a text that is there in several.
    pub locale: Option<Locale>,
}

impl Changed {
    /// A row of words; the field as the history keeps it (`title.fr`) may say in which language.
    pub fn of(kept: &str, (field, before, after): (String, String, String)) -> Self {
        let locale = kept.rsplit_once('.').and_then(|(_, tag)| tag.parse().ok());
        Self { field, before, after, locale }
    }

    /// What a side is written in, where that is known and another language than the page's.
    pub fn lang(&self, w: impl Of<Words>, side: &str) -> Option<&'static str> {
        let w = w.plain();
        let own = side.is_empty() || side == w.t("word-not-set") || side == w.t("contacts-value-changed");
        let known = self.locale.map(Locale::bcp47).or_else(|| tongue_of(w, side));
        known.filter(|lang| !own && *lang != w.locale().bcp47())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kept: &str, before: &str, after: &str) -> Changed {
        Changed::of(kept, ("Title".to_owned(), before.to_owned(), after.to_owned()))
    }

    #[test]
    fn a_side_is_in_the_language_of_its_field_or_of_its_script() {
        let (en, fr) = (Words::new(Locale::En), Words::new(Locale::Fr));
        let title = row("title.fr", "Not set", "Atelier");
        assert_eq!((title.lang(en, &title.after), title.lang(fr, &title.after)), (Some("fr"), None));
        assert_eq!(title.lang(en, &en.t("word-not-set")), None, "the page's own words");
        let venue = row("venue_name", "City Museum", "大同市博物馆");
        assert_eq!((venue.lang(en, &venue.before), venue.lang(en, &venue.after)), (None, Some("zh-Hans")));
        assert_eq!(venue.lang(Words::new(Locale::Zh), &venue.after), None);
    }
}

/// What has become of a thing since a page of it was shown, for whoever acted by that page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Since {
    pub lead: String,
    /// The newest first; none where its history is not for the reader.
    pub entries: Vec<Past>,
}
