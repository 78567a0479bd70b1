//! The slice's tables, and nobody else's.

pub(super) mod alike;
pub(super) mod batch;
pub(super) mod groups;
pub(super) mod organisations;
pub(super) mod people;
mod ranks;
pub(super) mod refusals;
pub(super) mod select;
pub(super) mod tags;
pub(super) mod union;
pub(super) mod union_organisations;

/// SQLite allows 32,766 values a statement: lists of ids are cut well below.
pub(super) const IDS: usize = 10_000;
/// Rows of up to twenty columns a statement.
pub(super) const ROWS: usize = 1_000;
