//! Runs in another language than the page's, so that they are read out and set as what they are.

use crate::i18n::{Of, Words};
use crate::kernel::locale::Locale;
use crate::kernel::names::is_han;

/// The language of a text that does not say it, where its script does.
pub fn lang_of(text: &str) -> Option<&'static str> {
    text.chars().any(is_han).then_some("zh-Hans")
}

/// The same for a page in these words: on a Chinese one, Latin letters are at least not Chinese, and their apostrophe is not as wide as a
/// character.
pub fn tongue_of(w: impl Of<Words>, text: &str) -> Option<&'static str> {
    let is_latin = |c: char| c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}');
    let latin = w.plain().locale() == Locale::Zh && text.chars().any(is_latin);
    lang_of(text).or(latin.then_some("und-Latn"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_tells_its_language_or_says_nothing() {
        assert_eq!(lang_of("王建国"), Some("zh-Hans"));
        assert_eq!(lang_of("Director, 外事办"), Some("zh-Hans"));
        assert_eq!((lang_of("Claire Martin"), lang_of("")), (None, None));
    }

    #[test]
    fn letters_on_a_chinese_page_are_not_chinese() {
        let (en, zh) = (Words::new(Locale::En), Words::new(Locale::Zh));
        let agreed = "Agreed at the coordinators’ meeting";
        assert_eq!((tongue_of(zh, agreed), tongue_of(en, agreed)), (Some("und-Latn"), None));
        assert_eq!((tongue_of(zh, "会上商定"), tongue_of(en, "会上商定")), (Some("zh-Hans"), Some("zh-Hans")));
        assert_eq!((tongue_of(zh, "18:00–19:30"), tongue_of(zh, "")), (None, None));
        assert_eq!(
            (tongue_of(zh, "Émile"), tongue_of(zh, "Гости")),
            (Some("und-Latn"), None),
            "other letters are not Latin"
        );
    }
}
