//! Sponsors out of a table: what would become of each line, or all of it. A file comes in by parts, each a transaction, so that nobody waits
//! long at a firm's door; brought in once more after it was broken off, it finds what is in already the same. A line that is refused leaves
//! nothing behind, and the others come in. Blank cells leave what is known as it is.
//!
//! What is known goes by a table where one step of the table of stages leads forward, and no further. What is new comes in at the stage
//! it has reached elsewhere: how it came there nobody here has seen, which is said of the line and stays in its history.

mod line;
mod owners;

use std::path::Path;

use diesel::Connection;

use self::line::{Stop, one};
pub use self::owners::Owners;
use super::clash::Courted;
use super::columns::{Column, column};
use super::model::{EventFace, Need, Package, PackageFace, SponsorshipError, Stage};
use super::{packages, service};
use crate::access::{Context, Denied};
use crate::db::Conn;
use crate::db::dialect::{Turn, take_turn};
use crate::domain::imports::{self, ImportError, Pass, Source};
use crate::domain::programme::{self, Candidate, Outline};
use crate::kernel::invalid::{FieldError, Invalid, Reason};
use crate::tables::{ChildLimits, Row};

/// Lines of one file.
pub const MOST: usize = 2_000;

/// Lines of one part.
const AT_ONCE: usize = 20;

/// A table as it was read.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub headers: Vec<String>,
    pub rows: Vec<TableRow>,
    /// Of a workbook the sheet that was read, and those that may be read instead.
    pub sheet: Option<String>,
    pub sheets: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct TableRow {
    pub line: u64,
    /// Its cells, or why it cannot be read.
    pub cells: Result<Vec<String>, imports::Why>,
}

/// A column that says the same as the first that does, by their places.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rival {
    pub at: usize,
    pub first: usize,
    pub field: &'static str,
}

impl Table {
    /// Reads a file whole. What cannot be read at all, or is too long, is an error.
    pub fn read(source: &Source) -> Result<Table, ImportError> {
        let mut reader = imports::open(source)?;
        let headers = reader.headers().to_vec();
        let mut rows = Vec::new();
        for row in reader.by_ref() {
            if rows.len() == MOST {
                return Err(ImportError::File(imports::too_many_rows(MOST)));
            }
            rows.push(match row {
                Ok(row) => TableRow { line: row.line(), cells: Ok(cells(&row)) },
                Err(error) => TableRow { line: error.line, cells: Err(imports::row_fault(&error)) },
            });
        }
        let (sheet, sheets) = (reader.sheet().map(str::to_owned), reader.sheets().to_vec());
        Ok(Table { headers, rows, sheet, sheets })
    }

    /// Everything detected but the sheet of a workbook, where one is named.
    pub fn open(path: &Path, child: ChildLimits, sheet: Option<String>) -> Result<Table, ImportError> {
        // The headings stand in the first line that is not blank.
        Table::read(&Source { header_line: Some(1), sheet, ..Source::new(path, child) })
    }

    /// What comes in at once. A table without lines is one part, for its headings may be wrong.
    pub fn parts(&self) -> Vec<Table> {
        if self.rows.is_empty() {
            return vec![self.clone()];
        }
        let part = |rows: &[TableRow]| Table {
            headers: self.headers.clone(),
            rows: rows.to_vec(),
            sheet: self.sheet.clone(),
            sheets: Vec::new(),
        };
        self.rows.chunks(AT_ONCE).map(part).collect()
    }

    /// Columns that say what one before them says already. Of each line what is filled in is read; where both are, they must agree.
    pub fn rivals(&self) -> Vec<Rival> {
        let columns = self.columns();
        let rival = |(at, column): (usize, &Option<Column>)| {
            let column = (*column)?;
            let first = columns[..at].iter().position(|other| *other == Some(column))?;
            Some(Rival { at, first, field: column.field() })
        };
        columns.iter().enumerate().filter_map(rival).collect()
    }

    fn columns(&self) -> Vec<Option<Column>> {
        self.headers.iter().map(|header| column(header)).collect()
    }
}

fn cells(row: &Row) -> Vec<String> {
    row.iter().map(str::to_owned).collect()
}

/// What becomes of a line.
#[derive(Clone, Debug)]
pub enum Verdict {
    New,
    Same,
    Changed,
    Refused(Vec<Why>),
}

/// Why a line is refused.
#[derive(Clone, Debug)]
pub enum Why {
    Unreadable(imports::Why),
    Field(FieldError),
    Courted(Vec<Courted>),
    NoWay { from: Stage, to: Stage },
    Lacks(Need),
    NotAllowed,
}

/// Where a table may take what stands at a stage: one step forward, or out.
pub fn ways(from: Stage) -> Vec<Stage> {
    from.ways().iter().copied().filter(|to| *to > from).collect()
}

/// What is to be known of a line that comes in.
#[derive(Clone, Debug)]
pub enum Remark {
    /// It is new, and stands at this stage at once: the steps before are taken as told.
    Told(Stage),
    /// These court the firm, or one alike; the line says why it goes on.
    Beside(Vec<Courted>),
}

#[derive(Clone, Debug)]
pub struct Line {
    pub line: u64,
    pub firm: String,
    pub verdict: Verdict,
    pub remarks: Vec<Remark>,
}

/// What lines may name, read once for all of them.
#[derive(Default)]
struct Named {
    events: Vec<EventFace>,
    packages: Vec<Package>,
    owners: Vec<Candidate>,
}

impl Named {
    fn read(
        conn: &mut Conn,
        cx: &Context,
        outline: &Outline,
        columns: &[Option<Column>],
    ) -> Result<Named, SponsorshipError> {
        let (id, mut named) = (outline.programme.id, Named::default());
        if columns.contains(&Some(Column::Event)) {
            named.events = service::events_open(conn, cx, id)?;
        }
        if columns.contains(&Some(Column::Package)) {
            named.packages = packages::list(conn, cx, id)?;
        }
        if columns.contains(&Some(Column::Owner)) {
            named.owners = owners::candidates(conn, cx, id)?;
        }
        Ok(named)
    }
}

/// How a table names an event for which somebody may court: by this title of it, or by its id where another one has the title too.
pub fn event_cell(open: &[EventFace], event: &EventFace, title: &str) -> String {
    let one = line::events_meant(open, title).iter().all(|other| other.id == event.id);
    if one { title.to_owned() } else { event.public_id.to_string() }
}

/// The same of a package.
pub fn package_cell(all: &[Package], package: &PackageFace, name: &str) -> String {
    let one = line::packages_meant(all, name).iter().all(|other| other.id == package.id);
    if one { name.to_owned() } else { package.public_id.to_string() }
}

/// Brings a part of a table in, or only says what would become of all of it.
pub fn run(
    conn: &mut Conn,
    cx: &Context,
    outline: &Outline,
    (table, pass): (&Table, Pass),
) -> Result<Vec<Line>, SponsorshipError> {
    service::sight(&cx.actor, outline.programme.id)?;
    programme::open(conn, outline.programme.id)?;
    let columns = table.columns();
    if !columns.contains(&Some(Column::Firm)) {
        return Err(Invalid::one("file", Reason::NoneNamed { name: "firm".to_owned() }).into());
    }
    let mut lines = Vec::with_capacity(table.rows.len());
    if pass == Pass::Write {
        take_turn(conn, Turn::Import)?;
        take_turn(conn, Turn::Courting)?;
    }
    let named = Named::read(conn, cx, outline, &columns)?;
    let tried = conn.transaction(|conn| {
        for row in &table.rows {
            lines.push(line(conn, cx, (outline, &named), (&columns, row))?);
        }
        // What was only tried is taken back.
        if pass == Pass::Dry { Err(SponsorshipError::Stale) } else { Ok(()) }
    });
    match tried {
        Ok(()) => Ok(lines),
        Err(SponsorshipError::Stale) if pass == Pass::Dry => Ok(lines),
        Err(fault) => Err(fault),
    }
}

fn line(
    conn: &mut Conn,
    cx: &Context,
    around: (&Outline, &Named),
    (columns, row): (&[Option<Column>], &TableRow),
) -> Result<Line, SponsorshipError> {
    let cells = match &row.cells {
        Ok(cells) => cells,
        Err(why) => {
            let verdict = Verdict::Refused(vec![Why::Unreadable(why.clone())]);
            return Ok(Line { line: row.line, firm: String::new(), verdict, remarks: Vec::new() });
        }
    };
    let filled = |wanted: Column| {
        let own = columns.iter().zip(cells).filter(move |(c, _)| **c == Some(wanted)).map(|(_, cell)| cell.trim());
        own.filter(|cell| !cell.is_empty())
    };
    let of = |wanted: Column| filled(wanted).take(1).collect::<String>();
    let firm = of(Column::Firm);
    let twice = said_twice(columns, |wanted| filled(wanted).collect());
    if !twice.is_empty() {
        return Ok(Line { line: row.line, firm, verdict: Verdict::Refused(twice), remarks: Vec::new() });
    }
    let (verdict, remarks) = match conn.transaction(|conn| one(conn, cx, around, &of)) {
        Ok(done) => done,
        Err(Stop::Refused(whys)) => (Verdict::Refused(whys), Vec::new()),
        Err(Stop::Fault(error)) => (Verdict::Refused(refused(error)?), Vec::new()),
    };
    Ok(Line { line: row.line, firm, verdict, remarks })
}

/// Of what two columns say differently none is taken for the other.
fn said_twice<'a>(columns: &[Option<Column>], filled: impl Fn(Column) -> Vec<&'a str>) -> Vec<Why> {
    let mut found: Vec<Column> = Vec::new();
    for (at, column) in columns.iter().enumerate().filter_map(|(at, column)| Some((at, (*column)?))) {
        let again = columns[..at].contains(&Some(column)) && !found.contains(&column);
        let mut said = filled(column);
        said.dedup();
        if again && said.len() > 1 {
            found.push(column);
        }
    }
    let why = |column: Column| Why::Field(FieldError { field: column.field().to_owned(), reason: Reason::GivenTwice });
    found.into_iter().map(why).collect()
}

/// What a person can mend; anything else ends the whole.
fn refused(error: SponsorshipError) -> Result<Vec<Why>, SponsorshipError> {
    Ok(match error {
        SponsorshipError::Invalid(Invalid(faults)) => faults.into_iter().map(Why::Field).collect(),
        SponsorshipError::Courted(others) => vec![Why::Courted(others)],
        SponsorshipError::NoWay { from, to } => vec![Why::NoWay { from, to }],
        SponsorshipError::Lacks(need) => vec![Why::Lacks(need)],
        SponsorshipError::Denied(Denied::NotFound | Denied::Forbidden) => vec![Why::NotAllowed],
        other => return Err(other),
    })
}
