//! Overview: a programme in one picture, and the one act that makes it whole from a template.
//!
//! The picture (matrix, what is next, what is due) is read in a constant number of queries, whatever the programme's size, and computed
//! by pure functions: [`cell`] says how one step in one city stands. Days are told by the clock of the city they belong to. What is late
//! or due is counted whole and named in part ([`Dues`]); all of it is a list of pages ([`due`]). Whoever works for
//! the outside gets it without what is internal ([`Sight::External`]).

mod founding;
mod listing;
mod matrix;
mod model;
mod outward;
mod pressing;
mod service;
mod store;
#[cfg(test)]
mod tests;

pub use founding::{add_city, create_from_template};
pub use listing::due;
pub use matrix::{Facts, Titles, cell, is_soon};
pub use model::{
    Cell, Column, Due, DueFilter, DueKind, DuePage, DuePlace, Dues, Lock, Next, Overdue, Overview, OwnCell, Passage,
    Row, Sight, Standing, Tally, Target,
};
pub use pressing::Look;
pub use service::{load, load_whole, look_at};
