//! What the house relies on of its database, whichever of both it is.

mod batch;
mod conditions;
mod crossing;
mod faults;
mod lanes;
mod schema;
mod server;
mod values;
