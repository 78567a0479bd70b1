//! Cells that a spreadsheet program would run as a formula, and the apostrophe that keeps it from doing so.
//!
//! In CSV every cell is bare text, and programs take a cell that begins with `= + - @`, a tab or a carriage return (or the
//! full-width forms of the signs) for a formula. Our writer puts an apostrophe before it; our reader takes one away. A cell that
//! already has apostrophes before such a sign gets one more, so that what was written is what is read.

const STARTS: [&[u8]; 10] =
    [b"=", b"+", b"-", b"@", b"\t", b"\r", "＝".as_bytes(), "＋".as_bytes(), "－".as_bytes(), "＠".as_bytes()];

/// Whether the cell, apart from leading apostrophes, begins like a formula.
pub(super) fn looks_like_formula(cell: &[u8]) -> bool {
    let apostrophes = cell.iter().take_while(|byte| **byte == b'\'').count();
    let rest = &cell[apostrophes..];
    STARTS.iter().any(|start| rest.starts_with(start))
}

/// Whether the cell carries the apostrophe that our writer put there.
pub(super) fn is_guarded(cell: &[u8]) -> bool {
    cell.first() == Some(&b'\'') && looks_like_formula(cell)
}
