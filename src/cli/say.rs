//! What commands print. Whoever reads it may have gone (`convoke check | head -1`): the command does its work all the same, and ends quietly.

use std::fmt::Arguments;
use std::io::{Write, stderr, stdout};

/// A line on standard output.
macro_rules! say {
    ($($text:tt)*) => { $crate::cli::say::line(format_args!($($text)*)) };
}

/// A line on standard error.
macro_rules! tell {
    ($($text:tt)*) => { $crate::cli::say::aside(format_args!($($text)*)) };
}

pub(super) use {say, tell};

pub(super) fn line(text: Arguments<'_>) {
    writeln!(stdout(), "{text}").unwrap_or_default();
}

pub(super) fn aside(text: Arguments<'_>) {
    writeln!(stderr(), "{text}").unwrap_or_default();
}

/// As it is, without a line end of its own.
pub(super) fn whole(text: &str) {
    stdout().write_all(text.as_bytes()).unwrap_or_default();
}

pub(super) fn ask(text: &str) {
    stderr().write_all(text.as_bytes()).unwrap_or_default();
}
