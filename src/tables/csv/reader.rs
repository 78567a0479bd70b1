//! Records from a stream of UTF-8.

use std::io::{BufRead, ErrorKind};

use super::machine::Machine;
use super::separator::{self, Separator};
use crate::tables::row::{Limits, Row, RowError, RowErrorKind};

/// Reads records; headers and widths are the caller's matter. Line ends may be mixed, blank lines are passed over, a bad record is
/// reported and reading goes on after it. An apostrophe that guards a formula is taken away.
pub struct CsvReader<R> {
    input: R,
    machine: Machine,
    done: bool,
}

impl<R: BufRead> CsvReader<R> {
    /// `input` gives UTF-8 without a mark, as [`crate::tables::encoding::Decoder`] does.
    pub fn new(input: R, separator: Separator, limits: Limits) -> Self {
        Self { input, machine: Machine::new(separator.byte(), limits), done: false }
    }

    /// Passes over a first line `sep=;`, which Excel writes for itself.
    pub fn skip_declaration(&mut self) -> std::io::Result<()> {
        let declared = separator::declared(self.input.fill_buf()?);
        if let Some((_, length)) = declared {
            let line = self.input.fill_buf()?[..length].to_vec();
            let (used, _) = self.machine.take(&line);
            self.input.consume(used);
        }
        Ok(())
    }

    /// What it reads from, to be asked how far it is.
    pub fn input(&self) -> &R {
        &self.input
    }
}

impl<R: BufRead> Iterator for CsvReader<R> {
    type Item = Result<Row, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.done = true;
                    return Some(Err(RowError::at(self.machine.line(), RowErrorKind::Io(error.kind()))));
                }
            };
            if chunk.is_empty() {
                self.done = true;
                return self.machine.end();
            }
            let (used, record) = self.machine.take(chunk);
            self.input.consume(used);
            if record.is_some() {
                return record;
            }
        }
        None
    }
}
