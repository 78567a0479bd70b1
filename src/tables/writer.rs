//! What both writers promise.

use std::io;

/// Writes rows; the first one is the header. Every row has as many cells as the first.
pub trait TableWriter {
    fn row(&mut self, cells: &[&str]) -> Result<(), WriteError>;

    /// Writes what is left. A table that was not finished is not whole.
    fn finish(self: Box<Self>) -> Result<(), WriteError>;
}

/// Why a table is not whole.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("writing failed: {0}")]
    Io(#[from] io::Error),
    #[error("row {row} has {found} cells, the header has {expected}")]
    Width { row: u64, expected: usize, found: usize },
    /// Row and column are counted from 1.
    #[error("row {row}, column {column}: a workbook's cell holds at most {limit} characters")]
    CellTooLong { row: u64, column: usize, limit: usize },
    #[error("a workbook holds at most {limit} rows")]
    TooManyRows { limit: u64 },
    #[error("a workbook holds at most {limit} columns")]
    TooManyColumns { limit: usize },
    #[error("the workbook could not be made: {0}")]
    Workbook(String),
}

/// Refuses rows that are narrower than the first. One that was wider where it came from keeps all its cells.
#[derive(Default)]
pub(super) struct Width {
    rows: u64,
    expected: usize,
}

impl Width {
    /// Counts the row and gives its number, from 1.
    pub(super) fn check(&mut self, found: usize) -> Result<u64, WriteError> {
        self.rows += 1;
        if self.rows == 1 {
            self.expected = found;
        }
        match found >= self.expected {
            true => Ok(self.rows),
            false => Err(WriteError::Width { row: self.rows, expected: self.expected, found }),
        }
    }
}
