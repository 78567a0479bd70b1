//! Overview: a programme in one picture, and the one act that makes it whole from a template.
//!
//! The picture (matrix, what is next, what is due) is read in a constant number of queries, whatever the programme's size, and computed
//! by pure functions: [`cell`] says how one step in one city stands. Days are told by the clock of the city they belong to. Whoever works for
//! the outside gets it without what is internal ([`Sight::External`]).

mod founding;
mod matrix;
mod model;
mod outward;
mod service;
mod store;
#[cfg(test)]
mod tests;

pub use founding::{add_city, create_from_template};
pub use matrix::{Facts, Titles, cell, due_items, is_soon};
pub use model::{
    Cell, Column, Due, DueKind, Lock, Next, Overdue, Overview, OwnCell, Passage, Row, Sight, Standing, Tally, Target,
};
pub use service::{load, load_whole};
