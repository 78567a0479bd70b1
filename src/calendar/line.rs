//! Content lines of RFC 5545, 3.1: escaping, folding, and no control character but the line ends that are ours.

/// A line is at most this many octets long, its CRLF not counted.
const LIMIT: usize = 75;

/// A calendar's text as it grows.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    pub(super) fn finish(self) -> String {
        self.0
    }
    /// One property. `head` is the name with its parameters, `value` is encoded already ([`text`], [`uri`]).
    pub(super) fn put(&mut self, head: &str, value: &str) {
        let line: String = head.chars().chain([':']).chain(value.chars()).filter(|c| !forbidden(*c)).collect();
        fold(&line, &mut self.0);
    }
    /// A property of type TEXT; an empty one is left out.
    pub(super) fn put_text(&mut self, head: &str, value: &str) {
        if !value.trim().is_empty() {
            self.put(head, &text(value));
        }
    }
}

fn forbidden(c: char) -> bool {
    c.is_control() && c != '\t'
}

/// Appends a line in pieces of at most 75 octets, each whole in its characters, each after the first behind a space.
fn fold(line: &str, out: &mut String) {
    let mut room = LIMIT;
    for c in line.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = LIMIT - 1;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
}

/// RFC 5545, 3.3.11: backslash, semicolon and comma are escaped, every kind of line end becomes `\n`.
pub(super) fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 16);
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            _ => out.push(c),
        }
    }
    out
}

/// A parameter's value, always quoted. A double quote cannot stand in one (RFC 5545, 3.2) and becomes an apostrophe.
pub(super) fn quoted(value: &str) -> String {
    let inner: String = value.trim().chars().map(|c| if c == '"' { '\'' } else { c }).collect();
    format!("\"{inner}\"")
}

/// A URI: what cannot stand in one is percent-encoded or, being a control character, dropped by [`Lines::put`].
pub(super) fn uri(value: &str) -> String {
    value.trim().replace(' ', "%20").replace('"', "%22").replace('<', "%3C").replace('>', "%3E")
}

/// A calendar user's address (RFC 5545, 3.3.3). The three characters that mean something in a `mailto` URI are encoded (RFC 6068).
pub(super) fn mailto(address: &str) -> String {
    uri(&format!("mailto:{}", address.replace('%', "%25").replace('?', "%3F").replace('#', "%23")))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn unfolded(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    proptest! {
        #[test]
        fn a_folded_line_is_short_whole_and_reversible(value in "\\PC{0,400}") {
            let mut out = String::new();
            fold(&value, &mut out);
            let body = out.strip_suffix("\r\n").expect("ends with CRLF");
            for line in body.split("\r\n") {
                prop_assert!(line.len() <= 75, "{} octets", line.len());
            }
            prop_assert_eq!(unfolded(body), value);
        }

        #[test]
        fn no_text_makes_a_line_of_its_own(value in any::<String>(), name in any::<String>()) {
            let mut lines = Lines::default();
            lines.put_text("SUMMARY", &value);
            lines.put(&format!("ATTENDEE;CN={}", quoted(&name)), &mailto(&value));
            let out = lines.finish();
            let rest = out.replace("\r\n", "");
            prop_assert!(!rest.contains(['\r', '\n', '\0']));
            let lines = unfolded(&out);
            prop_assert!(lines.lines().all(|l| l.starts_with("SUMMARY:") || l.starts_with("ATTENDEE;CN=\"")));
        }
    }

    #[test]
    fn text_is_escaped() {
        let table = [
            ("plain", "plain"),
            ("a,b;c\\d", "a\\,b\\;c\\\\d"),
            ("one\r\ntwo\nthree\rfour", "one\\ntwo\\nthree\\nfour"),
            ("colon: \"quote\"", "colon: \"quote\""),
            ("会议，第一步；大同", "会议，第一步；大同"),
            ("next\u{2028}line\u{85}end", "next\\nline\\nend"),
        ];
        for (given, wanted) in table {
            assert_eq!(text(given), wanted);
        }
    }

    #[test]
    fn parameters_and_addresses_are_encoded() {
        assert_eq!(quoted(" Dr. \"Bob\"; Li, X: "), "\"Dr. 'Bob'; Li, X:\"");
        assert_eq!(mailto("a+t.x%y?z#@example.org"), "mailto:a+t.x%25y%3Fz%23@example.org");
        assert_eq!(uri("https://example.org/a b<c>"), "https://example.org/a%20b%3Cc%3E");
    }
}
