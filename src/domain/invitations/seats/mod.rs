//! Seats: who is thought of for an event, and how each of them stands.

mod addresses;
mod around_store;
mod list;
mod list_store;
mod numbers_store;
mod person;
mod person_store;
mod service;
mod store;

pub use addresses::addresses_of;
pub(super) use list::delegates;
pub use list::{
    Chase, Delivery, GuestFilter, GuestRow, Reach, Standing, Whose, chase_list, count_guests, first_in_line, guests,
    guests_all, guests_among,
};
pub use person::{GuestSight, PersonSeat, seats_of};
pub use service::{
    Added, GroupCount, Numbers, OfficeSeats, Tally, add_seats, find_seat, numbers, remove_seats, seated,
};
