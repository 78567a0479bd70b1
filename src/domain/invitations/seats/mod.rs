//! Seats: who is thought of for an event, and how each of them stands.

mod list;
mod list_store;
mod person;
mod person_store;
mod service;
mod store;

pub use list::{Chase, Delivery, GuestFilter, GuestRow, Standing, chase_list, guests, guests_all};
pub use person::{PersonSeat, seats_of};
pub use service::{Added, GroupCount, Numbers, Tally, add_seats, find_seat, numbers, remove_seats, seated};
