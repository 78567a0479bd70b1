//! Runs in another language than the page's, so that they are read out and set as what they are.

use crate::kernel::names::is_han;

/// The language of a text that does not say it, where its script does.
pub fn lang_of(text: &str) -> Option<&'static str> {
    text.chars().any(is_han).then_some("zh-Hans")
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
}
