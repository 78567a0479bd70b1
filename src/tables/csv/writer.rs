//! CSV out.

use std::io::{self, Write};

use crate::tables::formula;
use crate::tables::writer::{TableWriter, Width, WriteError};

/// Writes UTF-8 with a byte order mark (which Excel needs to take it for UTF-8), CRLF and quotes as in RFC 4180.
///
/// **Formula-safe**: a cell that begins with `= + - @`, a tab or a carriage return gets an apostrophe before it, so that no
/// spreadsheet program runs what a stranger typed as a name. [`super::CsvReader`] takes it away again: what was written is what is read.
pub struct CsvWriter<W: Write> {
    out: csv::Writer<W>,
    width: Width,
    guarded: String,
}

impl<W: Write> CsvWriter<W> {
    /// Writes the mark by which spreadsheets know UTF-8.
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all("\u{FEFF}".as_bytes())?;
        let out = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(out);
        Ok(Self { out, width: Width::default(), guarded: String::new() })
    }
}

impl<W: Write> TableWriter for CsvWriter<W> {
    fn row(&mut self, cells: &[&str]) -> Result<(), WriteError> {
        self.width.check(cells.len())?;
        for cell in cells {
            let written = match formula::looks_like_formula(cell.as_bytes()) {
                false => self.out.write_field(cell),
                true => {
                    self.guarded.clear();
                    self.guarded.push('\'');
                    self.guarded.push_str(cell);
                    self.out.write_field(&self.guarded)
                }
            };
            written.map_err(io::Error::from)?;
        }
        self.out.write_record(None::<&[u8]>).map_err(io::Error::from)?;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), WriteError> {
        self.out.flush()?;
        Ok(())
    }
}
