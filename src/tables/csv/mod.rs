//! CSV in and out (RFC 4180, and what programs make of it).
//!
//! Reading has its own state machine of some hundred lines: the usual library holds a whole record before it can be measured, so
//! that one open quotation mark holds the file. Here the limits are inside, and what exceeds them is passed over without being kept.
//! On what stays within the limits both read the same; a test holds one against the other.

mod machine;
mod reader;
mod separator;
mod writer;

#[cfg(test)]
mod tests;

pub use reader::CsvReader;
pub use separator::Separator;
pub use writer::CsvWriter;
