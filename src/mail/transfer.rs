//! Transfer encodings of a part's text (RFC 2045, 6): as readable in the source as its language allows, always seven bits.
//!
//! The encodings are libraries'; which one, and the line ends, are decided here, because lettre's [`Body`] goes through each text four
//! times to the same end, letter by letter, and that was a fifth of what a mail cost.

use lettre::message::Body;
use lettre::message::header::ContentTransferEncoding;
use memchr::memchr2;

/// The longest line that goes out as it is, without its end: what the encodings themselves allow (RFC 2045, 6.7 and 6.8).
const LONGEST: usize = 76;

/// A text that a person reads: plain where it is ASCII in short lines, else quoted-printable, and base64 where a third of it would have
/// to be quoted, as of Chinese.
pub(super) fn readable(text: &str) -> Body {
    let bytes = crlf(text);
    if encoding_rs::mem::is_ascii(&bytes) && !has_long_line(&bytes) {
        return Body::dangerous_pre_encoded(bytes, ContentTransferEncoding::SevenBit);
    }
    // Two bytes of a Chinese character's three only continue it. Counting characters is what the standard library does fast; looking at
    // each byte by itself was a fifth of what a mail cost.
    let continuing = text.len() - text.chars().count();
    if continuing > text.len() * 2 / 9 {
        return base64(&bytes);
    }
    Body::dangerous_pre_encoded(quoted_printable::encode(&bytes), ContentTransferEncoding::QuotedPrintable)
}

/// Base64 whatever it holds.
pub(super) fn base64_text(text: &str) -> Body {
    base64(&crlf(text))
}

/// Lines of 76 characters (RFC 2045, 6.8), the last without an end.
fn base64(bytes: &[u8]) -> Body {
    use base64::Engine as _;
    const LINE: usize = 57;
    let engine = base64::engine::general_purpose::STANDARD;
    let mut out = String::with_capacity(bytes.len() / LINE * 78 + 80);
    for (n, chunk) in bytes.chunks(LINE).enumerate() {
        if n > 0 {
            out.push_str("\r\n");
        }
        engine.encode_string(chunk, &mut out);
    }
    Body::dangerous_pre_encoded(out.into_bytes(), ContentTransferEncoding::Base64)
}

/// CRLF line ends, no NUL. A lone CR would be read as a line end by some and not by others, so it is one.
fn crlf(text: &str) -> Vec<u8> {
    if memchr2(b'\r', b'\0', text.as_bytes()).is_none() {
        return text.replace('\n', "\r\n").into_bytes();
    }
    let lines = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "");
    lines.replace('\n', "\r\n").into_bytes()
}

/// Of lines that end in CRLF.
fn has_long_line(bytes: &[u8]) -> bool {
    let mut from = 0;
    let is_long = |end: usize| end - std::mem::replace(&mut from, end + 2) > LONGEST;
    memchr::memmem::find_iter(bytes, b"\r\n").chain([bytes.len()]).any(is_long)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use lettre::message::header::ContentTransferEncoding;
    use proptest::prelude::*;

    use super::{LONGEST, crlf, readable};

    #[test]
    fn the_encoding_is_the_one_that_reads_best() {
        let cases = [
            ("short\nlines\n", "7bit"),
            ("Réponse d’ici au 3 mai\n", "quoted-printable"),
            ("请于五月三日前答复\n", "base64"),
            ("", "7bit"),
        ];
        for (text, encoding) in cases {
            assert_eq!(readable(text).encoding().to_string(), encoding, "{text}");
        }
        let long = "word ".repeat(40);
        assert_eq!(readable(&long).encoding().to_string(), "quoted-printable");
    }

    #[test]
    fn every_kind_of_line_end_is_one() {
        assert_eq!(crlf("a\nb\r\nc\rd\0e\n\r\r\n"), b"a\r\nb\r\nc\r\nde\r\n\r\n\r\n");
    }

    proptest! {
        #[test]
        fn whatever_it_is_it_comes_back_with_whole_line_ends(
            text in "([a-z =.\t]{0,90}|[éß’ ]{0,30}|[请于答复 a]{0,40}|\n|\r\n|\r|\0){0,12}",
        ) {
            let body = readable(&text);
            let encoded = body.as_ref();
            prop_assert!(encoded.is_ascii());
            prop_assert!(encoded.split(|b| *b == b'\n').all(|line| line.len() <= LONGEST + 1), "{text:?}");
            let decoded = match body.encoding() {
                ContentTransferEncoding::SevenBit => encoded.to_vec(),
                ContentTransferEncoding::QuotedPrintable => {
                    quoted_printable::decode(encoded, quoted_printable::ParseMode::Strict).unwrap()
                }
                _ => {
                    let lines: Vec<u8> = encoded.iter().copied().filter(|b| !b.is_ascii_whitespace()).collect();
                    base64::Engine::decode(&base64::engine::general_purpose::STANDARD, lines).unwrap()
                }
            };
            prop_assert_eq!(String::from_utf8(decoded).unwrap(), String::from_utf8(crlf(&text)).unwrap());
        }
    }
}
