//! The file of sponsors that is kept between the pages; and of a workbook with several sheets, which one is read is for whoever brings it.

use crate::domain::sponsorship::importing::Table;
use crate::kernel::ids::PublicId;
use crate::web::pieces::Choice;
use crate::web::{Problem, Submitted};

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

/// The name of a kept file, as the page before carried it: one of ours, and nothing else.
pub(super) fn kept(form: &Submitted) -> Result<String, Problem> {
    let name = form.fields.text("kept");
    let good = name.strip_suffix(".table").is_some_and(|id| id.parse::<PublicId>().is_ok());
    if good { Ok(name.to_owned()) } else { Err(Problem::Unreadable) }
}

/// The sheet of it that was read.
pub(super) fn sheet(form: &Submitted) -> Option<String> {
    Some(form.fields.text("sheet").to_owned()).filter(|name| !name.is_empty())
}
