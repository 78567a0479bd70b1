//! The file: opened, looked at, and what can be wrong with it.

use std::path::{Path, PathBuf};

use super::columns::heading_row;
use super::editing::Settings;
use super::model::{ImportError, Mapping, Why};
use crate::kernel::invalid::seen;
use crate::tables::{
    Certainty, ChildLimits, Encoding, Format, Heading, Note, OpenError, ReadOptions, Refusal, Row, RowError,
    RowErrorKind, Separator, TableReader, WorkbookError,
};
use crate::text::placeholders;

/// A file and how it is read.
#[derive(Clone, Debug)]
pub struct Source {
    pub path: PathBuf,
    pub child: ChildLimits,
    pub encoding: Option<Encoding>,
    pub separator: Option<Separator>,
    /// The sheet of a workbook; found out where absent.
    pub sheet: Option<String>,
    /// Where the headings stand; found out where absent.
    pub header_line: Option<u64>,
}

impl Source {
    /// Everything detected.
    pub fn new(path: &Path, child: ChildLimits) -> Source {
        Source { path: path.to_owned(), child, encoding: None, separator: None, sheet: None, header_line: None }
    }
    /// Read as was settled.
    pub fn with(mut self, settings: &Settings) -> Source {
        self.encoding = settings.encoding;
        self.separator = settings.separator;
        self.sheet = settings.sheet.clone();
        self.header_line = settings.header_line;
        self
    }
    /// The table on this sheet, or on the first one in which anything stands.
    pub(super) fn open_on(&self, sheet: Option<&str>) -> Result<TableReader, ImportError> {
        let heading = self.header_line.map_or(Heading::Chosen(heading_row), Heading::Line);
        let table = self.table(sheet, heading).map_err(|error| {
            ImportError::File(match (&error, self.header_line) {
                (OpenError::NoHeader, Some(line)) => Why::new("file-ends-above", [("line", line.to_string())]),
                _ => of_opening(&error),
            })
        })?;
        match (sheet, table.format()) {
            (Some(_), Format::Csv) => Err(ImportError::File(Why::new("file-without-sheets", []))),
            _ => Ok(table),
        }
    }
    pub(super) fn table(&self, sheet: Option<&str>, heading: Heading) -> Result<TableReader, OpenError> {
        let mut options = ReadOptions::new(self.child.clone());
        options.encoding = self.encoding;
        options.separator = self.separator;
        options.sheet = sheet.map(str::to_owned);
        options.heading = heading;
        TableReader::open(&self.path, &options)
    }
}

/// The table of a file, for slices that read others than people: of a workbook without a sheet that is named, the first one.
pub fn open(source: &Source) -> Result<TableReader, ImportError> {
    source.open_on(source.sheet.as_deref())
}

/// Why a row could not be read.
pub fn row_fault(error: &RowError) -> Why {
    of_row(error)
}

/// A file that is longer than is taken.
pub fn too_many_rows(limit: usize) -> Why {
    Why::new("file-too-many-rows", [("limit", limit.to_string())])
}

/// The beginning of a file, as people see it before they decide.
#[derive(Clone, Debug)]
pub struct Preview {
    pub format: Format,
    pub encoding: Option<Encoding>,
    pub separator: Option<Separator>,
    /// Of a workbook the sheet that is read, and those that may be read instead.
    pub sheet: Option<String>,
    pub sheets: Vec<String>,
    pub headers: Vec<String>,
    /// The line on which they stand.
    pub header_line: u64,
    pub rows: Vec<PreviewRow>,
    /// Some of these rows have characters that mean nothing in this encoding.
    pub garbled: bool,
    /// The file leaves room for another encoding: somebody should look.
    pub certainty: Certainty,
}

#[derive(Clone, Debug)]
pub struct PreviewRow {
    pub line: u64,
    pub cells: Result<Vec<String>, Why>,
}

/// Reads the headings and at most `rows` rows.
pub fn preview(source: &Source, rows: usize) -> Result<Preview, ImportError> {
    let mut table = source.open()?;
    let read: Vec<PreviewRow> = table.by_ref().take(rows).map(preview_row).collect();
    let lost = |row: &PreviewRow| row.cells.as_ref().is_err_and(|why| why.key == "lost-characters");
    let fatal = read.iter().find_map(|row| row.cells.as_ref().err().filter(|why| why.key.starts_with("file-")));
    if let Some(why) = fatal {
        return Err(ImportError::File(why.clone()));
    }
    Ok(Preview {
        format: table.format(),
        encoding: table.encoding(),
        separator: table.separator(),
        sheet: table.sheet().map(str::to_owned),
        sheets: table.sheets().to_vec(),
        headers: table.headers().to_vec(),
        header_line: table.header_line(),
        garbled: read.iter().any(lost) || table.malformed().is_some(),
        certainty: table.certainty(),
        rows: read,
    })
}

fn preview_row(row: Result<Row, RowError>) -> PreviewRow {
    match row {
        Ok(row) => PreviewRow { line: row.line(), cells: Ok(excerpt(&row)) },
        Err(error) => PreviewRow { line: error.line, cells: Err(of_row(&error)) },
    }
}

/// Characters kept of a cell, and cells kept of a row, where it is only to be recognised.
const CELL: usize = 120;
const CELLS: usize = 40;

/// The beginning of a row's cells.
pub(super) fn excerpt(row: &Row) -> Vec<String> {
    let cut = |cell: &str| -> String {
        let mut text: String = seen(cell).chars().filter(|c| !c.is_control()).take(CELL).collect();
        if cell.chars().nth(CELL).is_some() {
            text.push('…');
        }
        text
    };
    row.iter().take(CELLS).map(cut).collect()
}

/// Why a file could not be opened.
pub(super) fn of_opening(error: &OpenError) -> Why {
    match error {
        OpenError::Io(_) => Why::new("file-unreadable", []),
        OpenError::Refused(refusal) => Why::new(of_refusal(*refusal), []),
        OpenError::Workbook(error) => of_workbook(error),
        OpenError::NoHeader => Why::new("file-no-header", []),
        OpenError::Header(error) => {
            let why = of_row(error);
            Why { key: format!("file-header-{}", why.key), ..why }
        }
    }
}

const fn of_refusal(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Empty => "file-empty",
        Refusal::Html => "file-html",
        Refusal::Xml => "file-xml",
        Refusal::Pdf => "file-pdf",
        Refusal::Image => "file-image",
        Refusal::OldExcel => "file-old-excel",
        Refusal::Encrypted => "file-encrypted",
        Refusal::BinaryWorkbook => "file-binary-workbook",
        Refusal::OpenDocument => "file-open-document",
        Refusal::Archive => "file-archive",
        Refusal::DamagedZip => "file-damaged-zip",
        Refusal::RichText => "file-rich-text",
        Refusal::Binary => "file-binary",
    }
}

fn of_workbook(error: &WorkbookError) -> Why {
    match error {
        WorkbookError::NeedsMoreMemory => Why::new("file-needs-memory", [("limit", megabytes(ChildLimits::MEMORY))]),
        WorkbookError::TooSlow => Why::new("file-too-slow", [("limit", ChildLimits::PROCESSOR.as_secs().to_string())]),
        WorkbookError::Damaged { .. } => Why::new("file-damaged", []),
        WorkbookError::Encrypted => Why::new("file-encrypted", []),
        WorkbookError::TooManyParts { limit } => Why::new("file-too-many-parts", [("limit", limit.to_string())]),
        WorkbookError::TooLarge { limit } => Why::new("file-too-large", [("limit", megabytes(*limit))]),
        WorkbookError::Bomb => Why::new("file-bomb", []),
        WorkbookError::NoSheet => Why::new("file-no-sheet", []),
        WorkbookError::NoSuchSheet { name, sheets } => Why::new(
            "file-no-such-sheet",
            [("sheet", name.clone()), ("sheets", likeliest_first(name, sheets).join(" · "))],
        ),
        WorkbookError::Process { detail } => {
            tracing::error!(%detail, "the process that reads workbooks failed");
            Why::new("file-process", [])
        }
    }
}

/// In their order, but for the one that was meant, if that can be told.
fn likeliest_first<'a>(name: &str, sheets: &'a [String]) -> Vec<&'a str> {
    let mut all: Vec<&str> = sheets.iter().map(String::as_str).collect();
    let meant = placeholders::nearest(name.trim(), &all);
    // What is as it was stays in its order.
    all.sort_by_key(|sheet| Some(*sheet) != meant.as_deref());
    all
}

fn megabytes(bytes: u64) -> String {
    (bytes / (1024 * 1024)).to_string()
}

/// Why a row could not be read; keys of what ends the file begin with `file-`.
pub(super) fn of_row(error: &RowError) -> Why {
    use RowErrorKind::*;
    match &error.kind {
        TooManyColumns { limit } => Why::new("too-many-columns", [("limit", limit.to_string())]),
        CellTooLong { column, limit } => {
            let kilobytes = (limit / 1024).to_string();
            Why::new("cell-too-long", [("column", column.to_string()), ("limit", kilobytes)])
        }
        RecordTooLong { limit } => Why::new("record-too-long", [("limit", (limit / 1024).to_string())]),
        UnclosedQuote => Why::new("unclosed-quote", []),
        Nul => Why::new("nul", []),
        LostCharacters => Why::new("lost-characters", []),
        Ragged { expected, found } => ragged(*expected, *found),
        TooManyRows { limit } => Why::new("file-too-many-rows", [("limit", limit.to_string())]),
        Workbook(error) => of_workbook(error),
        Io(_) => Why::new("file-unreadable", []),
    }
}

/// A row with more cells than there are headings.
pub(super) fn ragged(expected: usize, found: usize) -> Why {
    Why::new("ragged", [("expected", expected.to_string()), ("found", found.to_string())])
}

/// The cells of columns in use that hold a spreadsheet's error; what was meant there nobody can know.
pub(super) fn of_notes(row: &Row, mapping: &Mapping) -> Vec<Why> {
    let why = |note: &Note| match note {
        // Missing cells at the end are how many programs write empty ones.
        Note::Short { .. } => None,
        Note::CellError { column } => {
            let field = mapping.0.get(column.checked_sub(1)?)?.field?;
            Some(Why { field: Some(field), ..Why::new("cell-error", [("column", column.to_string())]) })
        }
    };
    row.notes().iter().filter_map(why).collect()
}
