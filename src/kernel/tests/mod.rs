//! The leaf types' promises, as tables.

mod money;
mod phone;
mod time;
mod token;
mod values;
mod words;
