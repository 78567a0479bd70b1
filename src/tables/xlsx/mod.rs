//! XLSX in and out.
//!
//! The library that reads workbooks reserves what the file claims, and keeps all shared strings; a file of some kilobytes can ask for
//! gigabytes. So a workbook is first measured by its ZIP directory ([`guard`]), and then read by a child process of this same program
//! whose memory and processor time the system limits ([`read_in_child`], [`child_main`]). Rows come back as lines of JSON ([`frames`]).

mod child;
mod frames;
mod guard;
mod sheet;
mod text;
mod writer;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use child::{ChildLimits, ChildReader, read_in_child};
pub use frames::child_main;
pub use writer::XlsxWriter;

/// The hidden sub-command that [`read_in_child`] calls: `read-xlsx FILE [--sheet=NAME]`, which must do nothing but [`child_main`].
pub const CHILD_COMMAND: &str = "read-xlsx";

/// Why a workbook could not be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error, Serialize, Deserialize)]
pub enum WorkbookError {
    #[error("the workbook needs more memory than allowed")]
    NeedsMoreMemory,
    #[error("the workbook takes longer to read than allowed")]
    TooSlow,
    #[error("the workbook is damaged: {detail}")]
    Damaged { detail: String },
    #[error("the workbook is protected by a password")]
    Encrypted,
    #[error("the workbook has more than {limit} parts")]
    TooManyParts { limit: usize },
    #[error("the workbook unpacks to more than {limit} bytes")]
    TooLarge { limit: u64 },
    /// A part that unpacks to hundreds of times its size, or parts that overlap: made to exhaust, not to be read.
    #[error("the workbook is packed like a ZIP bomb")]
    Bomb,
    #[error("the workbook has no sheet to read")]
    NoSheet,
    /// With the sheets there are.
    #[error("the workbook has no sheet named {name}")]
    NoSuchSheet { name: String, sheets: Vec<String> },
    /// The process that reads workbooks did not start or spoke nonsense: a fault of the installation.
    #[error("the process that reads workbooks failed: {detail}")]
    Process { detail: String },
}
