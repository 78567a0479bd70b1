//! XLSX out.

use std::io::Write;

use rust_xlsxwriter::{Color, Format, FormatBorder, Workbook, XlsxError};

use crate::tables::writer::{TableWriter, Width, WriteError};

/// Writes one sheet: a bold header that stays in view, and below it cells of text. Rows go to a temporary file as they come, so that
/// memory stays flat.
///
/// **Formula-safe**: every cell is written as a string, and a string is never computed, whatever it begins with; so no apostrophe is
/// needed and none is written. Numbers are text too: telephone numbers and postal codes keep their zeros and signs.
pub struct XlsxWriter<W: Write + Send> {
    out: W,
    workbook: Workbook,
    header: Format,
    width: Width,
}

const MAX_ROWS: u64 = 1_048_576;
const MAX_COLUMNS: usize = 16_384;
const MAX_CHARACTERS: usize = 32_767;

impl<W: Write + Send> XlsxWriter<W> {
    pub fn new(out: W) -> Result<Self, WriteError> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        let header =
            Format::new().set_bold().set_border_bottom(FormatBorder::Thin).set_background_color(Color::RGB(0xF3_F1EC));
        Ok(Self { out, workbook, header, width: Width::default() })
    }
}

impl<W: Write + Send> TableWriter for XlsxWriter<W> {
    fn row(&mut self, cells: &[&str]) -> Result<(), WriteError> {
        let number = self.width.check(cells.len())?;
        if number > MAX_ROWS {
            return Err(WriteError::TooManyRows { limit: MAX_ROWS });
        }
        if cells.len() > MAX_COLUMNS {
            return Err(WriteError::TooManyColumns { limit: MAX_COLUMNS });
        }
        let row = (number - 1) as u32;
        let sheet = self.workbook.worksheet_from_index(0).map_err(failed)?;
        for (column, cell) in cells.iter().enumerate() {
            let at = column as u16;
            let written = match number {
                1 => {
                    let width = cell.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum::<usize>();
                    sheet.set_column_width(at, (width + 4).clamp(12, 40) as f64).map_err(failed)?;
                    sheet.write_string_with_format(row, at, *cell, &self.header)
                }
                _ => sheet.write_string(row, at, *cell),
            };
            written.map_err(|error| match error {
                XlsxError::MaxStringLengthExceeded => {
                    WriteError::CellTooLong { row: number, column: column + 1, limit: MAX_CHARACTERS }
                }
                error => failed(error),
            })?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), WriteError> {
        self.workbook.save_to_writer(&mut self.out).map_err(failed)?;
        self.out.flush()?;
        Ok(())
    }
}

fn failed(error: XlsxError) -> WriteError {
    match error {
        XlsxError::IoError(error) => WriteError::Io(error),
        error => WriteError::Workbook(error.to_string()),
    }
}
