//! Telephone numbers as people write them.

use crate::kernel::invalid::{Reason, line};
use crate::kernel::wide::narrow;

/// Characters of a number with all that stands between its digits. The sentence of the refusal names both bounds.
pub const LIMIT: usize = 40;
const DIGITS: usize = 3;

/// What may stand before an extension.
const EXTENSIONS: [&str; 7] = ["extension", "ext", "poste", "分机", "分機", "转", "轉"];

/// A number on a single line: digits with spaces and `+ ( ) - . /` between them, and perhaps an extension's. Empty is allowed. The wide
/// forms of a Chinese keyboard and printers' dashes become the plain ones.
pub fn phone(text: &str) -> Result<String, Reason> {
    let text: String = line(text, LIMIT)?.chars().map(plain).collect();
    if text.is_empty() {
        return Ok(text);
    }
    // Most numbers are nothing but a number.
    if text.chars().filter(char::is_ascii_digit).count() >= DIGITS && text.chars().all(known) {
        return Ok(text);
    }
    let mut bare = text.to_lowercase();
    for word in EXTENSIONS {
        bare = bare.replace(word, " ");
    }
    // A single x, as in "555 0101 x12"; two of them are no number.
    let bare = bare.replacen('x', " ", 1);
    let digits = bare.chars().filter(char::is_ascii_digit).count();
    if digits >= DIGITS && bare.chars().all(known) { Ok(text) } else { Err(Reason::BadPhone) }
}

/// What a number is written with.
fn known(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, ' ' | '+' | '(' | ')' | '-' | '.' | '/')
}

fn plain(c: char) -> char {
    match c {
        '\u{a0}' | '\u{202f}' | '\u{3000}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '０'..='９' | '＋' | '（' | '）' | '－' | '．' | '／' => narrow(c),
        other => other,
    }
}
