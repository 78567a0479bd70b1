//! Tables in and out: CSV and XLSX as streams of rows, whatever their encoding. Pure: files in, rows out; no database, no web.
//!
//! - [`sniff`] says by content, never by name, whether a file is a table that can be read, and if not, what it is.
//! - [`TableReader`] reads either format: headers first, then `Result<Row, RowError>` one at a time. A bad row is reported with its
//!   line and reading goes on; an error whose [`RowError::is_fatal`] is true is the last item.
//! - [`CsvWriter`] and [`XlsxWriter`] write rows that no spreadsheet program takes for formulas.
//!
//! Memory is flat: one record (at most [`Limits::record`] bytes), two buffers of 64 KiB, and for detection one sample of 1 MiB.
//! Workbooks are parsed by a child process under limits on memory and processor time, since their reader trusts what the file claims.

pub mod csv;
pub mod encoding;
mod formula;
mod header;
mod reader;
mod row;
pub mod sniff;
mod writer;
pub mod xlsx;
pub mod zip;

#[cfg(test)]
mod tests;

pub use self::csv::{CsvWriter, Separator};
pub use encoding::{Certainty, Encoding, Malformed};
pub use header::fold_header;
pub use reader::{Heading, OpenError, ReadOptions, TableReader};
pub use row::{Limits, Note, Row, RowError, RowErrorKind};
pub use sniff::{Format, Refusal, SniffError};
pub use writer::{TableWriter, WriteError};
pub use xlsx::{ChildLimits, WorkbookError, XlsxWriter};
