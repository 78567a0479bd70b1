//! What was typed, read by the rules that all fields share.

use std::borrow::Cow;

use super::Reason;

/// Marks that nobody sees and that turn or join what stands beside them: a name that holds one reads otherwise than it is written, and
/// equals no other of the same letters. They come in by copying and are left out. The joiners that scripts need stay.
const fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The text without marks that nobody sees.
pub fn seen(text: &str) -> String {
    seen_of(text).into_owned()
}

/// The same without a copy of what is all to be seen: imports read a dozen texts a line.
fn seen_of(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.chars().any(is_unseen) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| !is_unseen(*c)).collect())
}

/// A whole number within these bounds. Digits that are no number here are one too large.
pub fn whole(text: &str, min: i64, max: i64) -> Result<i64, Reason> {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Reason::NotANumber);
    }
    let number = text.parse().ok().filter(|n| (min..=max).contains(n));
    number.ok_or(Reason::OutOfRange { min, max })
}

/// A trimmed single line of at most `limit` characters, without control characters. Empty is allowed.
pub fn line(text: &str, limit: usize) -> Result<String, Reason> {
    let text = seen_of(text);
    let text = text.trim();
    if text.contains(['\n', '\r']) {
        return Err(Reason::LineBreak);
    }
    if text.chars().any(char::is_control) {
        return Err(Reason::ControlCharacter);
    }
    if text.len() > limit && text.chars().count() > limit {
        Err(Reason::TooLong { limit })
    } else {
        Ok(text.to_owned())
    }
}

/// As [`line()`], and not empty.
pub fn required_line(text: &str, limit: usize) -> Result<String, Reason> {
    let text = line(text, limit)?;
    if text.is_empty() { Err(Reason::Required) } else { Ok(text) }
}

/// A text of several lines of at most `limit` characters; line ends become `\n`, other control characters are refused.
pub fn prose(text: &str, limit: usize) -> Result<String, Reason> {
    let text = seen_of(text);
    let text = if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { text };
    let text = text.trim();
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(Reason::ControlCharacter);
    }
    if text.len() > limit && text.chars().count() > limit {
        Err(Reason::TooLong { limit })
    } else {
        Ok(text.to_owned())
    }
}
