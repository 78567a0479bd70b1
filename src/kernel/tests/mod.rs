//! The leaf types' promises, as tables.

mod money;
mod time;
mod token;
mod values;
mod words;
