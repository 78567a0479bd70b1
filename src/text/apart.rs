//! Addresses in plain text stand apart from Chinese behind them: mail programmes know that a bracket or a full stop is not part of one, and
//! take along whatever is not Latin.

use std::borrow::Cow;

use super::markdown::is_wide;

/// What closes a sentence or a bracket.
const CLOSING: &[char] = &[
    '.', ',', ';', ':', '!', '?', ')', ']', '}', '>', '"', '\'', '’', '”', '»', '…', '。', '，', '、', '；', '：',
    '！', '？', '）', '】', '》', '」', '』',
];

/// The text with a space behind each address that a wide character follows.
pub(super) fn apart(text: &str) -> Cow<'_, str> {
    if !text.contains("://") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(at) = rest.find("http") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let length = if is_address(from) { bare(from).len() } else { "http".len() };
        let (taken, after) = from.split_at(length);
        out.push_str(taken);
        if is_address(from) && after.chars().next().is_some_and(is_wide) {
            out.push(' ');
        }
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// The address that a text begins with, without what belongs to the sentence. A bracket that was opened in it is its own.
fn bare(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || is_wide(c)).unwrap_or(text.len());
    let mut rest = &text[..end];
    while let Some(last) = rest.chars().last().filter(|c| CLOSING.contains(c)) {
        if last == ')' && rest.matches('(').count() >= rest.matches(')').count() {
            break;
        }
        rest = &rest[..rest.len() - last.len_utf8()];
    }
    rest
}
