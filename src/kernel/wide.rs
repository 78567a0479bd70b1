//! The signs of a Latin keyboard as wide as an ideograph, as Chinese and Japanese typing makes them.

/// The plain sign for its wide form; others as they are.
pub fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}
