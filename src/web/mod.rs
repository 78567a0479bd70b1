//! Faces to the world over HTTP.

pub mod assets;
pub mod chrome;
pub mod pieces;
#[cfg(test)]
mod pieces_tests;
