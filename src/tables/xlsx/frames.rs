//! What passes from the child to its parent: one line of JSON per row, and a last one that says how it ended.

use std::io::{self, BufRead, BufWriter, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::WorkbookError;
use super::sheet::{self, Stop};
use crate::tables::row::{Limits, Note, Row, RowError, RowErrorKind};

#[derive(Serialize, Deserialize)]
pub(super) enum Frame {
    /// The sheets that may be chosen, in their order.
    Sheets {
        names: Vec<String>,
    },
    /// The rows that follow are this sheet's.
    Sheet {
        name: String,
    },
    /// `read`: bytes of the file so far; `errors`: columns, from 1, of cells with a spreadsheet error.
    Row {
        line: u64,
        read: u64,
        cells: Vec<String>,
        errors: Vec<usize>,
    },
    Fault {
        line: u64,
        kind: RowErrorKind,
    },
    Failed(WorkbookError),
    End,
}

/// The whole of the hidden sub-command: reads one sheet of `file` and writes its rows to `out`. What is wrong with the workbook is
/// written too; an error is returned only when `out` takes no more.
pub fn child_main(file: &Path, sheet: Option<&str>, out: impl Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(64 * 1024, out);
    let last = match sheet::read(file, sheet, Limits::XLSX, |frame| write(&mut out, &frame)) {
        Ok(()) => Frame::End,
        Err(Stop::Workbook(error)) => Frame::Failed(error),
        Err(Stop::Out(error)) => return Err(error),
    };
    write(&mut out, &last)?;
    out.flush()
}

fn write(out: &mut impl Write, frame: &Frame) -> io::Result<()> {
    serde_json::to_writer(&mut *out, frame)?;
    out.write_all(b"\n")
}

/// JSON may write a byte as six; a row has at most a record's bytes and 512 times some punctuation.
const MAX_FRAME: u64 = 8 * 1024 * 1024;

/// What reading the next frame gave.
pub(super) enum Next {
    Row(Row),
    Fault(RowError),
    Failed(WorkbookError),
    End,
    /// The child stopped without a last word.
    Cut,
}

pub(super) struct FrameReader<R> {
    input: R,
    buffer: Vec<u8>,
    /// Bytes of the file that the child had read by the last row.
    pub(super) bytes_read: u64,
    /// Known with the first row: the sheets there are, and the one that is read.
    pub(super) sheets: Vec<String>,
    pub(super) sheet: Option<String>,
}

impl<R: BufRead> FrameReader<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, buffer: Vec::new(), bytes_read: 0, sheets: Vec::new(), sheet: None }
    }

    pub(super) fn next(&mut self) -> io::Result<Next> {
        loop {
            if let Some(next) = self.frame()? {
                return Ok(next);
            }
        }
    }

    /// None: it told something about the rows to come.
    fn frame(&mut self) -> io::Result<Option<Next>> {
        self.buffer.clear();
        self.input.by_ref().take(MAX_FRAME).read_until(b'\n', &mut self.buffer)?;
        if self.buffer.last() != Some(&b'\n') {
            return Ok(Some(Next::Cut));
        }
        Ok(Some(match serde_json::from_slice(&self.buffer)? {
            Frame::Sheets { names } => {
                self.sheets = names;
                return Ok(None);
            }
            Frame::Sheet { name } => {
                self.sheet = Some(name);
                return Ok(None);
            }
            Frame::Row { line, read, cells, errors } => {
                self.bytes_read = read;
                let mut row = Row::from_cells(line, cells.iter().map(String::as_str));
                for column in errors {
                    row.note(Note::CellError { column });
                }
                Next::Row(row)
            }
            Frame::Fault { line, kind } => Next::Fault(RowError::at(line, kind)),
            Frame::Failed(error) => Next::Failed(error),
            Frame::End => Next::End,
        }))
    }
}
