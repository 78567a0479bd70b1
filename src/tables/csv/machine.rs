//! The state machine that cuts bytes into records, within limits.

use crate::tables::formula;
use crate::tables::row::{Limits, Row, RowError, RowErrorKind};

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before a cell's first byte.
    Start,
    Plain,
    Quoted,
    /// After a quotation mark within a quoted cell: its end, or half of a doubled one.
    QuoteSeen,
}

/// Takes chunks of UTF-8, keeps one record. After a fault nothing more of the record is kept, but its end is still looked for with
/// quotes in mind: to start again amid a quoted cell would read its text as rows.
pub(super) struct Machine {
    limits: Limits,
    state: State,
    /// The line of the next byte.
    line: u64,
    after_return: bool,
    begun: u64,
    bytes: Vec<u8>,
    ends: Vec<u32>,
    cell_start: usize,
    fault: Option<RowErrorKind>,
    stops_plain: [bool; 256],
}

impl Machine {
    pub(super) fn new(separator: u8, limits: Limits) -> Self {
        let mut stops_plain = [false; 256];
        for byte in [separator, b'\r', b'\n', 0] {
            stops_plain[usize::from(byte)] = true;
        }
        Self {
            limits,
            state: State::Start,
            line: 1,
            after_return: false,
            begun: 1,
            bytes: Vec::new(),
            ends: Vec::new(),
            cell_start: 0,
            fault: None,
            stops_plain,
        }
    }

    /// The line of the next byte, counted from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Takes bytes until a record ends or the chunk does. Returns how many it took, and the record.
    pub(super) fn take(&mut self, chunk: &[u8]) -> (usize, Option<Result<Row, RowError>>) {
        let mut at = 0;
        while let Some(byte) = chunk.get(at).copied() {
            match self.state {
                State::Start if byte == b'"' => {
                    self.state = State::Quoted;
                    self.after_return = false;
                    at += 1;
                }
                State::Start => self.state = State::Plain,
                State::Plain => {
                    let run = run_length(&chunk[at..], |byte| self.stops_plain[usize::from(byte)]);
                    self.push(&chunk[at..at + run]);
                    at += run;
                    let Some(byte) = chunk.get(at).copied() else {
                        break;
                    };
                    at += 1;
                    if let Some(record) = self.plain_stop(byte) {
                        return (at, Some(record));
                    }
                }
                State::Quoted => {
                    let run = run_length(&chunk[at..], |byte| matches!(byte, b'"' | b'\r' | b'\n' | 0));
                    self.push(&chunk[at..at + run]);
                    at += run;
                    let Some(byte) = chunk.get(at).copied() else {
                        break;
                    };
                    at += 1;
                    self.quoted_stop(byte);
                }
                State::QuoteSeen if byte == b'"' => {
                    self.push(b"\"");
                    self.state = State::Quoted;
                    at += 1;
                }
                State::QuoteSeen => self.state = State::Plain,
            }
        }
        (at, None)
    }

    /// The last record, when the input ends without a line end.
    pub(super) fn end(&mut self) -> Option<Result<Row, RowError>> {
        if self.state == State::Quoted {
            self.fault = Some(RowErrorKind::UnclosedQuote);
        }
        match self.nothing_begun() {
            true => None,
            false => Some(self.finish()),
        }
    }

    fn plain_stop(&mut self, byte: u8) -> Option<Result<Row, RowError>> {
        let second_half = byte == b'\n' && self.after_return;
        self.after_return = byte == b'\r';
        match byte {
            0 => self.fail(RowErrorKind::Nul),
            b'\r' | b'\n' => {
                self.state = State::Start;
                // The LF of a CRLF, and empty lines, are no records.
                let record = if second_half || self.nothing_begun() { None } else { Some(self.finish()) };
                self.line += u64::from(!second_half);
                self.begun = self.line;
                return record;
            }
            _ => {
                self.end_cell();
                self.state = State::Start;
            }
        }
        None
    }

    fn quoted_stop(&mut self, byte: u8) {
        let second_half = byte == b'\n' && self.after_return;
        match byte {
            b'"' => self.state = State::QuoteSeen,
            0 => self.fail(RowErrorKind::Nul),
            _ => {
                self.push(&[byte]);
                self.line += u64::from(!second_half);
            }
        }
        self.after_return = byte == b'\r';
    }

    fn nothing_begun(&self) -> bool {
        self.bytes.is_empty() && self.ends.is_empty() && self.fault.is_none()
    }

    fn push(&mut self, run: &[u8]) {
        if run.is_empty() {
            return;
        }
        self.after_return = false;
        if self.fault.is_some() {
            return;
        }
        let limits = self.limits;
        if self.bytes.len() - self.cell_start + run.len() > limits.cell {
            self.fail(RowErrorKind::CellTooLong { column: self.ends.len() + 1, limit: limits.cell });
        } else if self.bytes.len() + run.len() > limits.record {
            self.fail(RowErrorKind::RecordTooLong { limit: limits.record });
        } else {
            self.bytes.extend_from_slice(run);
        }
    }

    fn fail(&mut self, fault: RowErrorKind) {
        self.fault.get_or_insert(fault);
        self.bytes.clear();
        self.ends.clear();
        self.cell_start = 0;
    }

    fn end_cell(&mut self) {
        if self.fault.is_some() {
            return;
        }
        if self.ends.len() >= self.limits.columns {
            self.fail(RowErrorKind::TooManyColumns { limit: self.limits.columns });
            return;
        }
        if formula::is_guarded(&self.bytes[self.cell_start..]) {
            self.bytes.remove(self.cell_start);
        }
        self.cell_start = self.bytes.len();
        self.ends.push(self.cell_start as u32);
    }

    fn finish(&mut self) -> Result<Row, RowError> {
        self.end_cell();
        self.state = State::Start;
        self.cell_start = 0;
        let bytes = std::mem::take(&mut self.bytes);
        let ends = std::mem::take(&mut self.ends);
        // The next record is likely as long; but one giant must not make all rows after it giants.
        self.bytes.reserve(bytes.len().min(4096));
        self.ends.reserve(ends.len());
        let failed = |kind| Err(RowError { line: self.begun, through: self.line, kind });
        match self.fault.take() {
            Some(kind) => failed(kind),
            None => match String::from_utf8(bytes) {
                Ok(text) if !text.contains('\u{FFFD}') => Ok(Row::from_parts(self.begun, text, ends)),
                _ => failed(RowErrorKind::LostCharacters),
            },
        }
    }
}

fn run_length(bytes: &[u8], stops: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|byte| stops(*byte)).unwrap_or(bytes.len())
}
