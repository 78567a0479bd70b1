//! What stands between the cells.

use super::machine::Machine;
use crate::tables::row::{Limits, Row};

/// The characters that tables from the wild are cut by.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Separator {
    Comma,
    Semicolon,
    Tab,
    Pipe,
}

impl Separator {
    /// The likeliest first.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe];

    /// As it stands between two cells.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }

    /// The name that forms and the command line use.
    pub fn label(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
            Self::Pipe => "pipe",
        }
    }

    /// Of the name that [`Self::label`] gives.
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|separator| separator.label() == label)
    }

    fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|separator| separator.byte() == byte)
    }

    /// The separator that cuts this beginning of a table (UTF-8) into the most regular columns; the comma where none does.
    pub fn detect(sample: &[u8]) -> Self {
        if let Some((separator, _)) = declared(sample) {
            return separator;
        }
        let mut best = (0, Self::Comma);
        for candidate in Self::ALL {
            let score = regularity(sample, candidate);
            if score > best.0 {
                best = (score, candidate);
            }
        }
        best.1
    }
}

/// The separator named by a first line such as `sep=;`, and that line's length with its end.
pub(super) fn declared(start: &[u8]) -> Option<(Separator, usize)> {
    let rest = start.strip_prefix(b"sep=").or_else(|| start.strip_prefix(b"SEP="))?;
    let separator = Separator::from_byte(*rest.first()?)?;
    match rest.get(1..) {
        Some([b'\r', b'\n', ..]) => Some((separator, 7)),
        Some([b'\r' | b'\n', ..]) => Some((separator, 6)),
        _ => None,
    }
}

const RECORDS: usize = 100;

/// Points for columns in the header, as far as the records keep to it; 0 for a single column.
fn regularity(sample: &[u8], separator: Separator) -> usize {
    let rows = first_rows(sample, separator);
    let Some(width) = rows.first().map(Row::len) else {
        return 0;
    };
    if width < 2 {
        return 0;
    }
    let keeping = rows.iter().filter(|row| row.len() == width).count();
    let share = keeping * 1000 / rows.len();
    // Many columns count a little, keeping to them counts most: text full of commas has columns, but irregular ones.
    share * share / 1000 * (10 + width.min(20))
}

fn first_rows(sample: &[u8], separator: Separator) -> Vec<Row> {
    let mut machine = Machine::new(separator.byte(), Limits::CSV);
    let (mut rest, mut rows) = (sample, Vec::new());
    while rows.len() < RECORDS {
        let (used, record) = machine.take(rest);
        rest = &rest[used..];
        match record {
            Some(Ok(row)) => rows.push(row),
            Some(Err(_)) => {}
            None => break,
        }
    }
    if rows.is_empty()
        && let Some(Ok(row)) = machine.end()
    {
        rows.push(row);
    }
    rows
}
