//! Which sheet of a workbook is read where nobody says so: in front of the table there may stand a cover, behind it notes.

use super::columns::{heading_row, is_of_people};
use super::model::ImportError;
use super::source::{Source, of_opening};
use crate::tables::{Format, Heading, OpenError, TableReader, WorkbookError};

/// So many sheets are looked into: each is opened by a process of its own.
const LOOKED_INTO: usize = 20;

impl Source {
    /// The table, on the sheet that is named, else on the likeliest one: the first whose headings are those of people, else the first that
    /// is a table at all, else the first.
    pub(super) fn open(&self) -> Result<TableReader, ImportError> {
        let first = self.open_on(self.sheet.as_deref());
        let settled = |table: &TableReader| {
            let alone = table.format() == Format::Csv || table.sheets().len() < 2;
            // A line that somebody named is one of the sheet that is found without it.
            alone || (self.header_line.is_none() && is_of_people(table.headers()))
        };
        if self.sheet.is_some() || first.as_ref().is_ok_and(settled) {
            return first;
        }
        let Some(likeliest) = self.likeliest_sheet()? else { return first };
        let is_first = first.as_ref().is_ok_and(|table| table.sheet() == Some(likeliest.as_str()));
        if is_first { first } else { self.open_on(Some(&likeliest)) }
    }

    fn likeliest_sheet(&self) -> Result<Option<String>, ImportError> {
        let Some(any) = self.look_into(None)? else { return Ok(None) };
        let all = any.sheets().to_vec();
        let mut table = None;
        for sheet in all.into_iter().take(LOOKED_INTO) {
            let Some(mut found) = self.look_into(Some(&sheet))? else { continue };
            if is_of_people(found.headers()) {
                return Ok(Some(sheet));
            }
            let is_table = found.headers().len() >= 2 && found.next().is_some_and(|row| row.is_ok());
            if is_table && table.is_none() {
                table = Some(sheet);
            }
        }
        Ok(table)
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
