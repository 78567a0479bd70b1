//! The refused lines of a file, as a table to be corrected and imported again.

use super::model::{Import, ImportError, Line, Verdict, Why};
use super::source::Source;
use super::store;
use crate::access::{Action, Context, Scope, require};
use crate::db::Conn;
use crate::kernel::page::PageRequest;
use crate::tables::{Row, TableWriter, WriteError};

/// What was refused, page by page in the file's order; each call reads the next page.
pub struct RefusedLines {
    import: Import,
    after: Option<i64>,
}

impl RefusedLines {
    pub fn new(import: Import) -> RefusedLines {
        RefusedLines { import, after: None }
    }
    /// The next page; empty at the end.
    pub fn next(&mut self, conn: &mut Conn, cx: &Context) -> Result<Vec<Line>, ImportError> {
        require(&cx.actor, Action::ImportContacts, Scope::Installation)?;
        let page = PageRequest { after: self.after, limit: 1_000 };
        let lines = store::lines(conn, self.import.id, self.import.pass, Verdict::Refused, page)?.items;
        self.after = lines.last().map(|line| line.id).or(self.after);
        Ok(lines)
    }
}

/// Writes the refused lines with all their cells, read once more from the file, behind their line and the reasons in words; cells beyond
/// the headings stand beyond them here too. A line that no cells can be read from has its reason only.
pub fn write_refused<E: From<ImportError> + From<WriteError>>(
    source: &Source,
    headings: [&str; 2],
    mut next: impl FnMut() -> Result<Vec<Line>, E>,
    say: impl Fn(&[Why]) -> String,
    out: &mut dyn TableWriter,
) -> Result<(), E> {
    let mut table = source.open()?.keep_wide();
    let width = table.headers().len();
    let mut cells: Vec<String> = headings.map(str::to_owned).to_vec();
    cells.extend(table.headers().iter().cloned());
    write(out, &cells)?;
    loop {
        let lines = next()?;
        if lines.is_empty() {
            return Ok(());
        }
        for line in lines {
            let row = seek(&mut table, line.line);
            let mut cells = vec![line.line.to_string(), say(&line.reasons)];
            match &row {
                Some(row) => cells.extend(row.iter().map(str::to_owned)),
                None => cells.extend(std::iter::repeat_n(String::new(), width)),
            }
            write(out, &cells)?;
        }
    }
}

fn write(out: &mut dyn TableWriter, cells: &[String]) -> Result<(), WriteError> {
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    out.row(&cells)
}

/// Reads on to the row that begins in this line; nothing when that line is no row.
fn seek(table: &mut crate::tables::TableReader, line: i64) -> Option<Row> {
    for row in table {
        let (at, row) = match row {
            Ok(row) => (row.line(), Some(row)),
            Err(error) => (error.line, None),
        };
        if i64::try_from(at).is_ok_and(|at| at >= line) {
            return row.filter(|r| i64::try_from(r.line()) == Ok(line));
        }
    }
    None
}
