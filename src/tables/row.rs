//! Rows and what can be wrong with them.

use serde::{Deserialize, Serialize};

use super::xlsx::WorkbookError;

/// What a table may hold at most. Sizes are bytes of UTF-8.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Cells of one row.
    pub columns: usize,
    /// Bytes of one cell, as UTF-8.
    pub cell: usize,
    /// All cells of one record together.
    pub record: usize,
    /// Rows below the header.
    pub rows: u64,
}

impl Limits {
    /// A text is read as it streams by, however long it is.
    pub const CSV: Self = Self { columns: 512, cell: 64 * 1024, record: 1024 * 1024, rows: u64::MAX };
    /// A workbook is unpacked to be read, so its rows are counted.
    pub const XLSX: Self = Self { rows: 100_000, ..Self::CSV };
}

/// Something about a row that its reader may want to tell, although the row can be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Note {
    /// The row had fewer cells than the header; the missing ones read as empty.
    Short { expected: usize, found: usize },
    /// The cell in this column (from 1) holds a spreadsheet error such as `#REF!`; it reads as empty.
    CellError { column: usize },
}

/// One row of a table: its cells as text, and the line (CSV) or row number (XLSX) it came from, counted from 1.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Row {
    line: u64,
    text: String,
    ends: Vec<u32>,
    notes: Vec<Note>,
}

impl Row {
    /// A row of these cells. `text` holds them end to end, `ends` where each ends.
    pub(super) fn from_parts(line: u64, text: String, ends: Vec<u32>) -> Self {
        Self { line, text, ends, notes: Vec::new() }
    }

    /// A row of these cells, in their order.
    pub fn from_cells<'a>(line: u64, cells: impl IntoIterator<Item = &'a str>) -> Self {
        let mut row = Self { line, ..Self::default() };
        for cell in cells {
            row.text.push_str(cell);
            row.ends.push(row.text.len() as u32);
        }
        row
    }

    /// Where the row begins in its file.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no cell at all.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Whether no cell holds anything but space.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The cell in this column, counted from 0.
    pub fn get(&self, column: usize) -> Option<&str> {
        let end = *self.ends.get(column)? as usize;
        let start = match column {
            0 => 0,
            _ => *self.ends.get(column - 1)? as usize,
        };
        self.text.get(start..end)
    }

    /// The cells, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|column| self.get(column))
    }

    /// What its reader may want to tell.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    pub(super) fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    /// Makes the row as wide as its header: missing cells become empty, empty ones beyond it go.
    /// False when a cell beyond the header holds something.
    pub(super) fn fit(&mut self, width: usize) -> bool {
        while self.len() > width && self.get(self.len() - 1).is_some_and(|cell| cell.trim().is_empty()) {
            self.ends.pop();
            self.text.truncate(self.ends.last().map_or(0, |end| *end as usize));
        }
        let end = self.text.len() as u32;
        while self.len() < width {
            self.ends.push(end);
        }
        self.len() == width
    }
}

/// A row that could not be read, or the reason why reading ended early.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {line}: {kind}")]
pub struct RowError {
    /// The line where the record begins, counted from 1.
    pub line: u64,
    /// The last line that was given up with it; equal to `line` in most cases.
    pub through: u64,
    pub kind: RowErrorKind,
}

impl RowError {
    pub(super) fn at(line: u64, kind: RowErrorKind) -> Self {
        Self { line, through: line, kind }
    }

    /// Whether nothing comes after this error.
    pub fn is_fatal(&self) -> bool {
        use RowErrorKind::*;
        match self.kind {
            TooManyColumns { .. }
            | CellTooLong { .. }
            | RecordTooLong { .. }
            | UnclosedQuote
            | Nul
            | LostCharacters
            | Ragged { .. } => false,
            TooManyRows { .. } | Workbook(_) | Io(_) => true,
        }
    }
}

/// Why a row could not be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error, Serialize, Deserialize)]
pub enum RowErrorKind {
    #[error("more than {limit} columns")]
    TooManyColumns { limit: usize },
    /// The column is counted from 1.
    #[error("the cell in column {column} is longer than {limit} bytes")]
    CellTooLong { column: usize, limit: usize },
    #[error("the record is longer than {limit} bytes")]
    RecordTooLong { limit: usize },
    #[error("a quotation mark is opened and never closed")]
    UnclosedQuote,
    #[error("a NUL byte")]
    Nul,
    /// Bytes that mean nothing in the file's encoding, or U+FFFD where an earlier program lost a character.
    #[error("a character that cannot be read in this encoding")]
    LostCharacters,
    /// More cells than the header has, and something in them: most often a separator that should have been quoted.
    #[error("{found} cells where the header has {expected}")]
    Ragged { expected: usize, found: usize },
    #[error("more than {limit} rows")]
    TooManyRows { limit: u64 },
    #[error(transparent)]
    Workbook(WorkbookError),
    /// The file could not be read on.
    #[serde(skip)]
    #[error("reading failed: {0}")]
    Io(std::io::ErrorKind),
}
