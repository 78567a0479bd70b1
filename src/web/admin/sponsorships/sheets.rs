//! Of a workbook with several sheets, which one is read is for whoever brings it.

use crate::domain::sponsorship::importing::Table;
use crate::web::pieces::Choice;

/// The sheets of a kept file, and the one that was read.
pub(super) struct Sheets {
    pub file: String,
    pub read: String,
    pub choices: Vec<Choice>,
}

impl Sheets {
    /// None where there is nothing to choose.
    pub fn of(file: &str, table: &Table) -> Option<Sheets> {
        let read = table.sheet.clone().unwrap_or_default();
        let choices = table.sheets.iter().map(|name| Choice::of(name, name.clone(), &read)).collect();
        (table.sheets.len() > 1).then(|| Sheets { file: file.to_owned(), read, choices })
    }
}
