//! The rows of one sheet, as the child process reads them.

use std::cell::Cell as Shared;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::rc::Rc;

use calamine::{Reader, Sheet, SheetType, SheetVisible, Xlsx, XlsxError};

use super::frames::Frame;
use super::{WorkbookError, guard, text};
use crate::tables::row::{Limits, RowErrorKind};

/// Why reading stopped.
pub(super) enum Stop {
    Workbook(WorkbookError),
    /// Nobody takes the rows any more.
    Out(io::Error),
}

impl From<WorkbookError> for Stop {
    fn from(error: WorkbookError) -> Self {
        Self::Workbook(error)
    }
}

impl From<XlsxError> for Stop {
    fn from(error: XlsxError) -> Self {
        Self::Workbook(damaged(error))
    }
}

fn damaged(error: impl std::fmt::Display) -> WorkbookError {
    WorkbookError::Damaged { detail: error.to_string() }
}

/// Gives each row of the sheet to `emit`; by default of the first visible one in which anything stands.
pub(super) fn read(
    path: &Path,
    sheet: Option<&str>,
    limits: Limits,
    emit: impl FnMut(Frame) -> io::Result<()>,
) -> Result<(), Stop> {
    let mut file = File::open(path).map_err(damaged)?;
    guard::check(&mut file)?;
    file.seek(SeekFrom::Start(0)).map_err(damaged)?;
    let progress = Rc::new(Shared::new(0));
    let mut workbook = Xlsx::new(BufReader::new(Counted { file, read: Rc::clone(&progress) }))?;
    let names = choose(&workbook, sheet)?;
    let mut rows = Rows { limits, emit, progress, sent: 0, pending: None };
    (rows.emit)(Frame::Sheets { names: offered(&workbook) }).map_err(Stop::Out)?;
    for name in names {
        (rows.emit)(Frame::Sheet { name: name.clone() }).map_err(Stop::Out)?;
        let mut cells = workbook.worksheet_cells_reader(&name)?;
        while let Some(cell) = cells.next_cell()? {
            let (row, column) = cell.get_position();
            rows.cell(u64::from(row) + 1, column as usize, text::of(cell.get_value()))?;
            if rows.sent > limits.rows {
                break;
            }
        }
        rows.flush()?;
        if rows.sent > 0 {
            break;
        }
    }
    Ok(())
}

/// Programs write names of at most 31 characters, and few sheets; a file may claim what it likes.
const NAME: usize = 200;
const OFFERED: usize = 200;

/// Visible, with cells, and under a name that somebody can have given it.
fn is_table(sheet: &Sheet) -> bool {
    sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet && sheet.name.len() <= NAME
}

/// The sheets that somebody may choose, in their order.
fn offered<R: Read + Seek>(workbook: &Xlsx<R>) -> Vec<String> {
    let tables = workbook.sheets_metadata().iter().filter(|sheet| is_table(sheet));
    tables.map(|sheet| sheet.name.clone()).take(OFFERED).collect()
}

/// The sheets to look at, in their order. A name that is wanted is known whatever its case and the blanks around it, where it can mean one
/// sheet only.
fn choose<R: Read + Seek>(workbook: &Xlsx<R>, wanted: Option<&str>) -> Result<Vec<String>, WorkbookError> {
    let called = |fits: &dyn Fn(&Sheet) -> bool| -> Vec<String> {
        workbook.sheets_metadata().iter().filter(|sheet| fits(sheet)).map(|sheet| sheet.name.clone()).collect()
    };
    let Some(wanted) = wanted else {
        let tables = called(&is_table);
        return if tables.is_empty() { Err(WorkbookError::NoSheet) } else { Ok(tables) };
    };
    let is_read = |sheet: &Sheet| sheet.typ == SheetType::WorkSheet;
    let exactly = called(&|sheet: &Sheet| is_read(sheet) && sheet.name == wanted);
    if !exactly.is_empty() {
        return Ok(exactly);
    }
    let bare = |name: &str| name.trim().to_lowercase();
    let nearly = called(&|sheet: &Sheet| is_read(sheet) && bare(&sheet.name) == bare(wanted));
    if nearly.len() == 1 {
        return Ok(nearly);
    }
    Err(WorkbookError::NoSuchSheet { name: wanted.to_owned(), sheets: offered(workbook) })
}

/// Cells gathered to rows. Cells come in the file's order; gaps within a row read as empty.
struct Rows<E> {
    limits: Limits,
    emit: E,
    progress: Rc<Shared<u64>>,
    sent: u64,
    pending: Option<Pending>,
}

#[derive(Default)]
struct Pending {
    line: u64,
    cells: Vec<String>,
    size: usize,
    errors: Vec<usize>,
    fault: Option<RowErrorKind>,
}

impl<E: FnMut(Frame) -> io::Result<()>> Rows<E> {
    fn cell(&mut self, line: u64, column: usize, value: Option<String>) -> Result<(), Stop> {
        if self.pending.as_ref().is_none_or(|pending| pending.line != line) {
            self.flush()?;
        }
        let pending = self.pending.get_or_insert_with(|| Pending { line, ..Pending::default() });
        pending.set(column, value, self.limits);
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Stop> {
        let Some(Pending { line, cells, errors, fault, .. }) = self.pending.take() else {
            return Ok(());
        };
        let blank = cells.iter().all(|cell| cell.trim().is_empty()) && errors.is_empty();
        let frame = match fault {
            Some(kind) => Frame::Fault { line, kind },
            None if blank => return Ok(()),
            None => Frame::Row { line, read: self.progress.get(), cells, errors },
        };
        self.sent += 1;
        (self.emit)(frame).map_err(Stop::Out)
    }
}

impl Pending {
    fn set(&mut self, column: usize, value: Option<String>, limits: Limits) {
        let text = match value {
            Some(text) if text.is_empty() => return,
            Some(text) => text,
            None => {
                self.errors.push(column + 1);
                String::new()
            }
        };
        if column >= limits.columns {
            self.fail(RowErrorKind::TooManyColumns { limit: limits.columns });
        } else if text.len() > limits.cell {
            self.fail(RowErrorKind::CellTooLong { column: column + 1, limit: limits.cell });
        } else if self.size + text.len() > limits.record {
            self.fail(RowErrorKind::RecordTooLong { limit: limits.record });
        } else if self.fault.is_none() {
            self.size += text.len();
            if self.cells.len() <= column {
                self.cells.resize(column + 1, String::new());
            }
            self.cells[column] = text;
        }
    }

    fn fail(&mut self, kind: RowErrorKind) {
        self.fault.get_or_insert(kind);
        self.cells.clear();
        self.errors.clear();
    }
}

/// Counts what is read of the file, for progress.
struct Counted {
    file: File,
    read: Rc<Shared<u64>>,
}

impl Read for Counted {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(out)?;
        self.read.set(self.read.get() + count as u64);
        Ok(count)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}
