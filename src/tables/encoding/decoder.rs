//! Any encoding in, UTF-8 out, as a stream.

use std::io::{self, BufRead, Read};

use encoding_rs::DecoderResult;

use super::Encoding;

const BUFFER: usize = 64 * 1024;
const MARK: &[u8] = "\u{FEFF}".as_bytes();
const REPLACEMENT: &[u8] = "\u{FFFD}".as_bytes();

/// Byte sequences that mean nothing in the encoding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Malformed {
    /// The line of the first one, counted from 1.
    pub first_line: u64,
    pub count: u64,
}

/// Decodes what it reads to UTF-8 in two buffers of 64 KiB. A malformed sequence becomes U+FFFD and is counted, never passed over
/// in silence: see [`Decoder::malformed`].
pub struct Decoder<R> {
    input: R,
    decoder: encoding_rs::Decoder,
    raw: Vec<u8>,
    raw_range: std::ops::Range<usize>,
    text: Vec<u8>,
    text_range: std::ops::Range<usize>,
    bytes_read: u64,
    input_ended: bool,
    finished: bool,
    at_start: bool,
    lines: LineCount,
    malformed: Option<Malformed>,
}

impl<R: Read> Decoder<R> {
    /// Reads these bytes as being in this encoding; what means nothing in it is counted and replaced.
    pub fn new(input: R, encoding: Encoding) -> Self {
        Self {
            input,
            decoder: encoding.whatwg().new_decoder_without_bom_handling(),
            raw: vec![0; BUFFER],
            raw_range: 0..0,
            text: vec![0; BUFFER],
            text_range: 0..0,
            bytes_read: 0,
            input_ended: false,
            finished: false,
            at_start: true,
            lines: LineCount { line: 1, after_return: false },
            malformed: None,
        }
    }

    /// Bytes taken from the input so far.
    pub fn bytes_read(&self) -> u64 {
        self.bytes_read
    }

    /// What could not be decoded so far.
    pub fn malformed(&self) -> Option<Malformed> {
        self.malformed
    }

    fn refill(&mut self) -> io::Result<()> {
        let mut length = 0;
        // Some room is kept, since a decoder gives up rather than split a character.
        while !self.finished && length + 16 < self.text.len() {
            if self.raw_range.is_empty() && !self.input_ended {
                if length > 0 {
                    break;
                }
                let count = self.input.read(&mut self.raw)?;
                self.raw_range = 0..count;
                self.bytes_read += count as u64;
                self.input_ended = count == 0;
            }
            let room = self.text.len() - REPLACEMENT.len();
            let raw = &self.raw[self.raw_range.clone()];
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(raw, &mut self.text[length..room], self.input_ended);
            self.raw_range.start += read;
            if self.malformed.is_none() {
                self.lines.count(&self.text[length..length + written]);
            }
            length += written;
            match result {
                DecoderResult::InputEmpty => self.finished = self.input_ended,
                DecoderResult::OutputFull => break,
                DecoderResult::Malformed(..) => {
                    self.text[length..length + REPLACEMENT.len()].copy_from_slice(REPLACEMENT);
                    length += REPLACEMENT.len();
                    self.malformed.get_or_insert(Malformed { first_line: self.lines.line, count: 0 }).count += 1;
                }
            }
        }
        self.text_range = 0..length;
        if self.at_start && length > 0 {
            self.at_start = false;
            if self.text[..length].starts_with(MARK) {
                self.text_range.start = MARK.len();
            }
        }
        Ok(())
    }
}

impl<R: Read> BufRead for Decoder<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.text_range.is_empty() && !self.finished {
            self.refill()?;
        }
        Ok(&self.text[self.text_range.clone()])
    }

    fn consume(&mut self, amount: usize) {
        self.text_range.start = (self.text_range.start + amount).min(self.text_range.end);
    }
}

impl<R: Read> Read for Decoder<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(out)?;
        self.consume(count);
        Ok(count)
    }
}

/// Counts lines that end in LF, CR or CRLF.
struct LineCount {
    line: u64,
    after_return: bool,
}

impl LineCount {
    fn count(&mut self, text: &[u8]) {
        for byte in text {
            let ends = *byte == b'\r' || (*byte == b'\n' && !self.after_return);
            self.line += u64::from(ends);
            self.after_return = *byte == b'\r';
        }
    }
}
