//! Header fields: one line of a person's text made safe, encoded (RFC 2047) and folded.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::address::{BadAddress, addr_spec};
use super::mime::Mailbox;

/// RFC 2047, 2: a line with an encoded word is at most 76 characters, an encoded word at most 75.
const LINE: usize = 76;
const OPEN: &str = "=?utf-8?B?";
const CLOSE: &str = "?=";
/// The shortest room that still holds an encoded character of four octets.
const LEAST: usize = OPEN.len() + CLOSE.len() + 8;

/// Text on one line: everything that could end a line or hide in one becomes a space, runs of spaces become one.
pub(super) fn one_line(text: &str) -> String {
    let breaks = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
    text.split(breaks).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Writes header lines, remembering how full the current one is.
#[derive(Debug, Default)]
pub(super) struct Head {
    out: String,
    column: usize,
}

impl Head {
    pub(super) fn into_string(self) -> String {
        self.out
    }

    /// A field whose value is ours: ASCII, short, without line ends.
    pub(super) fn plain(&mut self, name: &'static str, value: &str) {
        self.begin(name);
        self.put(value);
        self.end();
    }

    /// A field of free text, such as Subject.
    pub(super) fn text(&mut self, name: &'static str, value: &str) {
        self.begin(name);
        let value = one_line(value);
        if is_tame(&value) {
            self.words(&value)
        } else {
            self.encoded(&value)
        }
        self.end();
    }

    /// A field of one address with its name.
    pub(super) fn mailbox(&mut self, name: &'static str, mailbox: &Mailbox) -> Result<(), BadAddress> {
        let spec = addr_spec(&mailbox.email)?;
        self.begin(name);
        let shown = one_line(&mailbox.name);
        if shown.is_empty() {
            self.put(&spec);
        } else {
            self.phrase(&shown);
            self.word(&format!("<{spec}>"));
        }
        self.end();
        Ok(())
    }

    fn phrase(&mut self, name: &str) {
        let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~ ".contains(c);
        if !is_tame(name) || name.len() > LINE / 2 {
            self.encoded(name);
        } else if name.chars().all(atom) {
            self.words(name);
        } else {
            self.put("\"");
            self.put(&name.replace('\\', "\\\\").replace('"', "\\\""));
            self.put("\"");
        }
    }

    fn begin(&mut self, name: &'static str) {
        self.put(name);
        self.put(": ");
    }

    fn end(&mut self) {
        self.out.push_str("\r\n");
        self.column = 0;
    }

    fn put(&mut self, text: &str) {
        self.out.push_str(text);
        self.column += text.len();
    }

    fn fold(&mut self) {
        self.out.push_str("\r\n ");
        self.column = 1;
    }

    /// A word after a space, on a new line where this one is full.
    fn word(&mut self, word: &str) {
        if self.column + 1 + word.len() > LINE {
            self.fold()
        } else {
            self.put(" ")
        }
        self.put(word);
    }

    fn words(&mut self, text: &str) {
        for (i, word) in text.split(' ').enumerate() {
            if i == 0 { self.put(word) } else { self.word(word) }
        }
    }

    /// Encoded words, each a whole number of characters; white space between two of them is not shown (RFC 2047, 6.2).
    fn encoded(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            if self.column + LEAST > LINE {
                self.fold();
            }
            let octets = (LINE - self.column - OPEN.len() - CLOSE.len()) / 4 * 3;
            let (word, after) = rest.split_at(rest.floor_char_boundary(octets));
            self.put(OPEN);
            self.put(&STANDARD.encode(word));
            self.put(CLOSE);
            rest = after;
            if !rest.is_empty() {
                self.fold();
            }
        }
    }
}

/// Whether text may stand as it is: ASCII, no word too long to fold, nothing that reads as an encoded word.
fn is_tame(text: &str) -> bool {
    text.is_ascii() && !text.contains("=?") && text.split(' ').all(|word| word.len() < LINE - 12)
}
