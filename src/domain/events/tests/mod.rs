//! Tables of pure decisions, and use cases on a real database.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod cases;
mod house;
mod our_part;
mod pure;
