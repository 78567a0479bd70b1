//! Which sheet of a workbook is read where nobody says so: in front of the table there may stand a cover, behind it notes.

use super::columns::{heading_row, is_of_people, names_people};
use super::model::ImportError;
use super::source::{Source, of_opening};
use crate::tables::{Format, Heading, OpenError, TableReader, WorkbookError};

/// So many sheets are looked into: each is opened by a process of its own.
const LOOKED_INTO: usize = 20;

/// What a sheet looks like, the least likely first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likelihood {
    Nothing,
    /// A table of something.
    Table,
    /// Headings of people with nobody below them: a form to fill in, or one that was left behind.
    Headings,
    /// Addresses without a name: a list, or whom to ask on a cover.
    Addresses,
    People,
}

fn likelihood(table: &mut TableReader) -> Likelihood {
    let (has_rows, headings) = (table.has_rows(), table.headers());
    if has_rows && names_people(headings) {
        Likelihood::People
    } else if is_of_people(headings) {
        if has_rows { Likelihood::Addresses } else { Likelihood::Headings }
    } else if has_rows && headings.len() >= 2 {
        Likelihood::Table
    } else {
        Likelihood::Nothing
    }
}

impl Source {
    /// The table, on the sheet that is named, else on the likeliest one: the first on which people stand under headings of theirs, else the
    /// first whose headings are those of people, else the first that is a table at all, else the first.
    pub(super) fn open(&self) -> Result<TableReader, ImportError> {
        let mut first = self.open_on(self.sheet.as_deref());
        if self.sheet.is_some() || first.as_mut().is_ok_and(|table| self.is_settled(table)) {
            return first;
        }
        let Some(likeliest) = self.likeliest_sheet()? else { return first };
        let is_first = first.as_ref().is_ok_and(|table| table.sheet() == Some(likeliest.as_str()));
        if is_first { first } else { self.open_on(Some(&likeliest)) }
    }

    /// Whether no other sheet is to be looked into.
    fn is_settled(&self, table: &mut TableReader) -> bool {
        let alone = table.format() == Format::Csv || table.sheets().len() < 2;
        // A line that somebody named is one of the sheet that is found without it.
        alone || (self.header_line.is_none() && likelihood(table) == Likelihood::People)
    }

    fn likeliest_sheet(&self) -> Result<Option<String>, ImportError> {
        let Some(any) = self.look_into(None)? else { return Ok(None) };
        let all = any.sheets().to_vec();
        let (mut best, mut likeliest) = (Likelihood::Nothing, None);
        for sheet in all.into_iter().take(LOOKED_INTO) {
            let Some(mut found) = self.look_into(Some(&sheet))? else { continue };
            let likely = likelihood(&mut found);
            if likely > best {
                (best, likeliest) = (likely, Some(sheet));
            }
            if best == Likelihood::People {
                break;
            }
        }
        Ok(likeliest)
    }

    /// A sheet with its headings as they are found out; none where nothing of it can be read, which is told where it is the one that is read.
    /// What the machine could not do for now says nothing of a sheet: passed over, another one would be read by the next process.
    fn look_into(&self, sheet: Option<&str>) -> Result<Option<TableReader>, ImportError> {
        match self.table(sheet, Heading::Chosen(heading_row)) {
            Ok(table) => Ok(Some(table)),
            Err(fault @ (OpenError::Io(_) | OpenError::Workbook(WorkbookError::Process { .. }))) => {
                Err(ImportError::File(of_opening(&fault)))
            }
            Err(fault) => {
                tracing::debug!(error = %fault, "a sheet was passed over");
                Ok(None)
            }
        }
    }
}
