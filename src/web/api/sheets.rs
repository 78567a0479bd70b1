//! The sheets of a workbook that a program brings, so that it can choose one before anything is read in.

use crate::domain::imports::{self, Import, ImportError};
use crate::kernel::invalid::{Invalid, Reason};
use crate::web::uploads;
use crate::web::{App, Problem};

/// Those that may be read, in their order, and the one that is.
#[derive(Default)]
pub(super) struct Sheets {
    pub all: Vec<String>,
    pub read: Option<String>,
}

/// Looked up in the file, as long as another may still be chosen.
pub(super) async fn sheets_of(app: &App, import: &Import) -> Result<Sheets, Problem> {
    // Only a text has an encoding.
    let text = import.settings.encoding.is_some();
    if text || import.under_way() || !import.editable() || import.stored_name.is_none() {
        return Ok(Sheets::default());
    }
    let source = uploads::source(app, import)?;
    let looked = tokio::task::spawn_blocking(move || imports::preview(&source, 1)).await;
    match looked.map_err(|fault| Problem::Internal(fault.to_string()))? {
        Ok(preview) => Ok(Sheets { all: preview.sheets, read: preview.sheet }),
        // What is wrong with the file is told where it is read.
        Err(ImportError::File(_)) => Ok(Sheets::default()),
        Err(other) => Err(other.into()),
    }
}

/// A sheet that is not there is a fault of the field that names it.
pub(super) fn of_sheet(error: ImportError) -> ImportError {
    let reason = match &error {
        ImportError::File(why) if why.key == "file-without-sheets" => Some(Reason::NoSuch),
        ImportError::File(why) if why.key == "file-no-such-sheet" => {
            let sheets = why.args.iter().find(|(name, _)| name == "sheets");
            sheets.map(|(_, sheets)| Reason::NotOneOf { allowed: sheets.clone() })
        }
        _ => None,
    };
    reason.map_or(error, |reason| Invalid::one("sheet", reason).into())
}

/// The line of its names, as a program counts them.
pub(super) fn header_line(line: u64) -> Result<u64, Invalid> {
    let (min, max) = (1, imports::LAST_HEADER_LINE);
    let within = i64::try_from(line).is_ok_and(|line| (min..=max).contains(&line));
    if within { Ok(line) } else { Err(Invalid::one("header_line", Reason::OutOfRange { min, max })) }
}
