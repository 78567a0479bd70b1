use super::tongue_of;
use crate::i18n::{Of, Words};
use crate::kernel::locale::Locale;
use crate::text;

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

/// Characters of a long side that are shown, and of them those that stand before where the two sides part.
const MOST: usize = 120;
const BEFORE: usize = 40;

/// Both sides of a text of staff's as it reads, without the signs it is written with. Of a long one the beginning may be the same: it is
/// shown from shortly before where the sides part.
pub fn written(before: &str, after: &str) -> [String; 2] {
    let read = [before, after].map(text::plain_unwrapped);
    // Where only the signs are others, they are what changed.
    let [before, after] = if read[0] == read[1] { [before, after].map(str::to_owned) } else { read };
    let same = before.chars().zip(after.chars()).take_while(|(a, b)| a == b).count();
    let from = if same + BEFORE <= MOST { 0 } else { same - BEFORE };
    [before, after].map(|side| part_of(&side, from))
}

fn part_of(side: &str, from: usize) -> String {
    let length = side.chars().count();
    if length <= MOST {
        return side.to_owned();
    }
    let begun = if from > 0 { "…" } else { "" };
    let open = if length > from + MOST { "…" } else { "" };
    let shown: String = side.chars().skip(from).take(MOST).collect();
    format!("{begun}{}{open}", shown.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_text_is_shown_as_it_reads() {
        assert_eq!(written("# Come\n\n**Bring** *maps*", "Come **early**"), ["Come\n\nBring maps", "Come early"]);
        assert_eq!(written("", "**Yes**"), ["", "Yes"]);
        assert_eq!(written("Yes", "**Yes**"), ["Yes", "**Yes**"], "only the signs changed");
    }

    #[test]
    fn of_a_long_text_the_part_that_changed_is_shown() {
        let long = "On the first day we look at maps. ".repeat(20);
        let [before, after] = written(&format!("{long}Lunch is at noon."), &format!("{long}Lunch is at one."));
        assert!(before.starts_with('…') && before.ends_with("Lunch is at noon."), "{before}");
        assert!(after.starts_with('…') && after.ends_with("Lunch is at one."), "{after}");
        let [before, after] = written("Short", &long);
        assert_eq!((before.as_str(), after.chars().count() <= 121, after.ends_with('…')), ("Short", true, true));
    }

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
