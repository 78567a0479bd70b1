//! Imports: a spreadsheet on its way to become contacts.
//!
//! Owns the tables `imports` and `import_lines`.
//!
//! - A file is looked at ([`preview`]), its columns are matched with fields ([`Mapping`]), it is tried ([`Pass::Dry`]) and written
//!   ([`Pass::Write`]). Each line is new, changed, the same, or refused with its reasons; a bad line never stops the others.
//! - [`Batches`] reads ahead of the database; [`settle`] brings one batch in, with its progress, in one transaction. Whoever is killed or
//!   stopped between two batches left nothing half done: the next run goes on behind the last line that counts.
//! - One process runs an import: it holds a lease, and [`settle`] refuses whoever lost it.
//! - An import without a stored file (brought in from the command line, or older than [`KEPT_DAYS`]) cannot be run again, only read.

mod batch;
mod columns;
mod draft;
mod editing;
mod headings;
mod model;
mod refused;
mod running;
mod service;
mod sheets;
mod source;
mod store;
mod store_kept;
#[cfg(test)]
mod tests;
mod values;

pub use batch::{Batch, Batches, Seen, check_whole};
pub use columns::{Rival, guess};
pub use editing::{Settings, discard, set_columns, start, stop};
pub use model::{Column, Counts, Field, Import, ImportError, Line, Mapping, Pass, State, Verdict, Why};
pub use refused::{RefusedLines, write_refused};
pub use running::{
    Begun, Lease, Progress, abandon, begin, begin_at_once, claimable, expired, fail, finish, forget, settle,
    stored_names,
};
pub use service::{Upload, add, allowed, import, lines, list};
pub use source::{Preview, PreviewRow, Source, open, preview, row_fault, too_many_rows};

/// The folder of stored files within the installation's data.
pub const FOLDER: &str = "imports";
/// The last line on which headings are looked for when somebody says so.
pub const LAST_HEADER_LINE: i64 = 1_000;
/// How long a file and what it says line by line are kept.
pub const KEPT_DAYS: i64 = 30;
/// How many lines of each verdict are kept to be looked at; refused ones are all kept.
pub const SHOWN: i64 = 10_000;
