//! The leaf types' promises, as tables.

mod time;
mod token;
mod values;
mod words;
