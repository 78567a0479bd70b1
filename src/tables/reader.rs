//! One reader for both formats.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;

use super::csv::{CsvReader, Separator};
use super::encoding::{self, Certainty, Decoder, Encoding, Malformed};
use super::row::{Limits, Note, Row, RowError, RowErrorKind};
use super::sniff::{Format, Refusal, SniffError, sniff};
use super::xlsx::{ChildLimits, ChildReader, WorkbookError, read_in_child};

/// Which row is the header.
#[derive(Clone, Copy, Debug, Default)]
pub enum Heading {
    /// The first that is not blank.
    #[default]
    First,
    /// The one on this line of the file, or the next that is not blank.
    Line(u64),
    /// The one of the first rows that this chooses, by its place among them: above headings there may stand titles.
    Chosen(fn(&[Vec<String>]) -> usize),
}

/// Rows among which the header is looked for.
const LOOKED_AT: usize = 15;

/// What the caller knows better than detection does.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// CSV only; detected where absent.
    pub encoding: Option<Encoding>,
    /// CSV only; detected where absent.
    pub separator: Option<Separator>,
    /// XLSX only; the first visible sheet in which anything stands where absent.
    pub sheet: Option<String>,
    pub heading: Heading,
    /// How workbooks are read.
    pub child: ChildLimits,
}

impl ReadOptions {
    /// Everything detected; workbooks are read by this program (see [`ChildLimits::new`]).
    pub fn new(child: ChildLimits) -> Self {
        Self { encoding: None, separator: None, sheet: None, heading: Heading::First, child }
    }
}

/// Why a file could not be opened as a table.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the file could not be read: {0}")]
    Io(#[from] io::Error),
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    /// There are lines, but nothing in them.
    #[error("the table has no header row")]
    NoHeader,
    #[error("the header row cannot be read: {0}")]
    Header(RowError),
}

impl From<SniffError> for OpenError {
    fn from(error: SniffError) -> Self {
        match error {
            SniffError::Io(error) => Self::Io(error),
            SniffError::Refused(refusal) => Self::Refused(refusal),
        }
    }
}

/// A table open for reading: headers known, rows to come. Every row is exactly as wide as the header
/// (but see [`TableReader::keep_wide`]); blank rows are passed over.
pub struct TableReader {
    source: Source,
    headers: Vec<String>,
    header_line: u64,
    /// Rows that were read to find the header, and stand below it.
    ahead: VecDeque<Result<Row, RowError>>,
    total_bytes: u64,
    rows: u64,
    ended: bool,
    /// Rows wider than the header come as they are.
    wide: bool,
}

enum Source {
    Csv { records: Box<CsvReader<Decoder<File>>>, encoding: Encoding, certainty: Certainty, separator: Separator },
    Xlsx(ChildReader),
}

impl TableReader {
    /// Finds out what the file is, and reads its header.
    pub fn open(path: &Path, options: &ReadOptions) -> Result<Self, OpenError> {
        let mut file = File::open(path)?;
        let total_bytes = file.metadata()?.len();
        let source = match sniff(&mut file)? {
            Format::Csv => open_csv(file, options)?,
            Format::Xlsx => Source::Xlsx(read_in_child(&options.child, path, options.sheet.as_deref())?),
        };
        let mut table = Self {
            source,
            headers: Vec::new(),
            header_line: 0,
            ahead: VecDeque::new(),
            total_bytes,
            rows: 0,
            ended: false,
            wide: false,
        };
        let header = table.find_header(options.heading)?;
        table.header_line = header.line();
        table.headers = cells(&header);
        while table.headers.last().is_some_and(String::is_empty) {
            table.headers.pop();
        }
        // A heading over several columns of a sheet stands in the first of them; the others have none, and are there.
        if table.format() == Format::Xlsx {
            let width = table.ahead.iter().flatten().map(width).max().unwrap_or(0);
            let unnamed = width.saturating_sub(table.headers.len());
            table.headers.extend(std::iter::repeat_n(String::new(), unnamed));
        }
        Ok(table)
    }

    /// Gives rows with more cells than the header as well, instead of refusing them: to hand them back, not to understand them.
    pub fn keep_wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// The header's cells, trimmed; empty ones at the end are left out.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// The line on which the header begins.
    pub fn header_line(&self) -> u64 {
        self.header_line
    }

    /// What kind of file it is.
    pub fn format(&self) -> Format {
        match &self.source {
            Source::Csv { .. } => Format::Csv,
            Source::Xlsx(_) => Format::Xlsx,
        }
    }

    /// The encoding in use; workbooks have none.
    pub fn encoding(&self) -> Option<Encoding> {
        match &self.source {
            Source::Csv { encoding, .. } => Some(*encoding),
            Source::Xlsx(_) => None,
        }
    }

    /// Whether the file leaves room for another encoding than the one in use.
    pub fn certainty(&self) -> Certainty {
        match &self.source {
            Source::Csv { certainty, .. } => *certainty,
            Source::Xlsx(_) => Certainty::Sure,
        }
    }

    /// The sheet that is read; texts have none.
    pub fn sheet(&self) -> Option<&str> {
        match &self.source {
            Source::Csv { .. } => None,
            Source::Xlsx(child) => child.sheet(),
        }
    }

    /// The sheets of a workbook that may be read instead, in their order.
    pub fn sheets(&self) -> &[String] {
        match &self.source {
            Source::Csv { .. } => &[],
            Source::Xlsx(child) => child.sheets(),
        }
    }

    /// The separator in use; workbooks have none.
    pub fn separator(&self) -> Option<Separator> {
        match &self.source {
            Source::Csv { separator, .. } => Some(*separator),
            Source::Xlsx(_) => None,
        }
    }

    /// What could not be decoded so far: the sign of a wrong encoding. The rows concerned are reported one by one as well.
    pub fn malformed(&self) -> Option<Malformed> {
        match &self.source {
            Source::Csv { records, .. } => records.input().malformed(),
            Source::Xlsx(_) => None,
        }
    }

    /// How far reading is, of [`TableReader::total_bytes`]. It runs ahead of the rows by a buffer.
    pub fn bytes_read(&self) -> u64 {
        let read = match &self.source {
            Source::Csv { records, .. } => records.input().bytes_read(),
            Source::Xlsx(child) => child.bytes_read(),
        };
        read.min(self.total_bytes)
    }

    /// The size of the file.
    pub fn total_bytes(&self) -> u64 {
        self.total_bytes
    }

    /// Whether anything stands below the header, be it a row that cannot be read. It is kept for whoever reads on.
    pub fn has_rows(&mut self) -> bool {
        while let Some(row) = self.next_row() {
            let is_blank = row.as_ref().is_ok_and(|row| row.is_blank() && row.notes().is_empty());
            if !is_blank {
                self.ahead.push_front(row);
                return true;
            }
        }
        self.ended = true;
        false
    }

    fn find_header(&mut self, heading: Heading) -> Result<Row, OpenError> {
        let mut first = self.filled_row()?;
        match heading {
            Heading::First => Ok(first),
            Heading::Line(line) => {
                while first.line() < line {
                    first = self.filled_row()?;
                }
                Ok(first)
            }
            Heading::Chosen(choose) => Ok(self.chosen_header(first, choose)),
        }
    }

    /// The next row that is not blank.
    fn filled_row(&mut self) -> Result<Row, OpenError> {
        loop {
            match self.source.next() {
                None => return Err(OpenError::NoHeader),
                Some(Err(RowError { kind: RowErrorKind::Workbook(error), .. })) => return Err(error.into()),
                Some(Err(RowError { kind: RowErrorKind::Io(kind), .. })) => return Err(OpenError::Io(kind.into())),
                Some(Err(error)) => return Err(OpenError::Header(error)),
                Some(Ok(row)) if row.is_blank() => {}
                Some(Ok(row)) => return Ok(row),
            }
        }
    }

    /// Of the first row and some below it the one that is chosen; those below that one are kept for the reader.
    fn chosen_header(&mut self, first: Row, choose: fn(&[Vec<String>]) -> usize) -> Row {
        let mut rows = VecDeque::from([first]);
        while rows.len() < LOOKED_AT {
            match self.source.next() {
                None => break,
                Some(Ok(row)) if row.is_blank() && row.notes().is_empty() => {}
                Some(Ok(row)) => rows.push_back(row),
                Some(Err(error)) => {
                    self.ahead.push_back(Err(error));
                    break;
                }
            }
        }
        let seen: Vec<Vec<String>> = rows.iter().map(cells).collect();
        let above = choose(&seen).min(rows.len() - 1);
        rows.drain(..above);
        let header = rows.pop_front().unwrap_or_default();
        for row in rows.into_iter().rev() {
            self.ahead.push_front(Ok(row));
        }
        header
    }

    fn next_row(&mut self) -> Option<Result<Row, RowError>> {
        self.ahead.pop_front().or_else(|| self.source.next())
    }

    fn fitted(&self, mut row: Row) -> Result<Row, RowError> {
        let (found, expected) = (row.len(), self.headers.len());
        if !row.fit(expected) && !self.wide {
            return Err(RowError::at(row.line(), RowErrorKind::Ragged { expected, found: row.len() }));
        }
        // A workbook has no width of rows: there a missing cell is just an empty one.
        if found < expected && self.format() == Format::Csv {
            row.note(Note::Short { expected, found });
        }
        Ok(row)
    }
}

/// Cells up to the last that is not blank.
fn width(row: &Row) -> usize {
    row.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()).map(|(at, _)| at + 1).last().unwrap_or(0)
}

/// A row's cells, trimmed.
fn cells(row: &Row) -> Vec<String> {
    row.iter().map(|cell| cell.trim().to_owned()).collect()
}

impl Iterator for TableReader {
    type Item = Result<Row, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.next_row() {
                None => self.ended = true,
                Some(Ok(row)) if row.is_blank() && row.notes().is_empty() => {}
                Some(Ok(row)) => {
                    self.rows += 1;
                    let limit = self.source.max_rows();
                    if self.rows > limit {
                        self.ended = true;
                        return Some(Err(RowError::at(row.line(), RowErrorKind::TooManyRows { limit })));
                    }
                    return Some(self.fitted(row));
                }
                Some(Err(error)) => {
                    self.ended = error.is_fatal();
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

impl Source {
    fn max_rows(&self) -> u64 {
        match self {
            Self::Csv { .. } => Limits::CSV.rows,
            Self::Xlsx(_) => Limits::XLSX.rows,
        }
    }

    fn next(&mut self) -> Option<Result<Row, RowError>> {
        match self {
            Self::Csv { records, .. } => records.next(),
            Self::Xlsx(child) => child.next(),
        }
    }
}

const SEPARATOR_SAMPLE: u64 = 256 * 1024;
const DOUBT_SAMPLE: u64 = 1024 * 1024;

fn open_csv(mut file: File, options: &ReadOptions) -> io::Result<Source> {
    let (encoding, certainty) = match options.encoding {
        None => {
            let found = encoding::detect(&mut file)?;
            (found.encoding, found.certainty)
        }
        // Whether it is in doubt its beginning tells; who chose another than was found has looked.
        Some(chosen) => {
            let found = encoding::detect(&mut file.by_ref().take(DOUBT_SAMPLE))?;
            (chosen, if found.encoding == chosen { found.certainty } else { Certainty::Sure })
        }
    };
    let separator = match options.separator {
        Some(separator) => separator,
        None => {
            file.rewind()?;
            let mut sample = Vec::new();
            Decoder::new(&mut file, encoding).take(SEPARATOR_SAMPLE).read_to_end(&mut sample)?;
            Separator::detect(&sample)
        }
    };
    file.rewind()?;
    let mut records = CsvReader::new(Decoder::new(file, encoding), separator, Limits::CSV);
    records.skip_declaration()?;
    Ok(Source::Csv { records: Box::new(records), encoding, certainty, separator })
}
