//! Leaf value types without any input or output: what a thing *is*, never where it is kept.
//!
//! Everything else may import the kernel; the kernel imports nothing of ours.

pub mod email;
pub mod files;
pub mod ids;
pub mod invalid;
pub mod locale;
pub mod localised;
pub mod money;
pub mod names;
pub mod page;
pub mod phone;
pub mod reach;
pub mod sealing;
pub mod time;
pub mod token;
pub mod wide;
pub mod zones;

#[cfg(test)]
mod tests;
